"""What the atlas has to say on one number of a text: its producer, who repeats it, what was lost, and what came after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.queries import number_context, number_fit, number_masks
from etl.queries.mention import Mention
from etl.queries.number_index import claims_by_row
from etl.queries.number_masks import Mask
from etl.queries.number_matches import Match, matches
from etl.queries.number_readings import Reading
from layouts.evidence.row_evidence import Caveats
from layouts.evidence.row_record import row_record
from layouts.pages.check import card_parts, verdicts
from layouts.pages.check.card_parts import Box, Citation, Line

MOST_OTHERS = 6


@dataclass(frozen=True)
class NumberCard:
    """A number of the text; ``clause``: the words of the text around it; ``tone``: open, agreed, care or absent.

    ``boxes``: the producer before the document that repeats it; ``notes``: sentences, each with a heading; ``later``: what came
    after it, under ``later_title``; ``warning``: why it is not to be compared with that; ``others``: further rows that fit;
    ``elsewhere``: rows with the same number on something else, or which the text may mean, under ``elsewhere_title``.
    """

    number: str
    clause: str
    verdict: str
    tone: str
    boxes: tuple[Box, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    later_title: str = ""
    later: tuple[Line, ...] = ()
    warning: str = ""
    caveats: Caveats = ()
    citation: Citation | None = None
    links: tuple[Line, ...] = ()
    others: tuple[Line, ...] = ()
    elsewhere: tuple[Line, ...] = ()
    elsewhere_title: str = "The same number, on something else"


def _repeaters(best: Match, fitting: Sequence[Match]) -> list[Match]:
    """The claims among the matches that repeat the figure of a producer."""
    return [match for match in fitting if claims_by_row().get(match.row_id, {}).get("repeats") == best.row_id]


def _lines(rows: Sequence[Match]) -> tuple[Line, ...]:
    return tuple(map(card_parts.line, rows[:MOST_OTHERS]))


def _absent(mention: Mention, elsewhere: Sequence[Match], places: Sequence[str]) -> NumberCard:
    """The card of a figure that no row fits; rows of places that the text names are listed first."""
    ordered = sorted(elsewhere, key=lambda match: (not match.text_names, match.place not in places))
    same = [match for match in ordered if not match.rounded]
    unclear, clause, lines = verdicts.of_unclear(mention, same, places), card_parts.clause(mention), _lines(ordered)
    if ordered and ordered[0].text_names:
        note = card_parts.something_else(ordered[0])
        return NumberCard(mention.text, clause, verdicts.SOMETHING_ELSE, "care", notes=(("", note),), elsewhere=lines)
    if unclear:
        title = "Figures with this number"
        return NumberCard(mention.text, clause, unclear.text, unclear.tone, notes=unclear.notes, elsewhere=lines, elsewhere_title=title)
    note = verdicts.of_absence(mention, same, ordered)
    near = "Figures with one end of the range" if mention.is_range else "A number near it, on something else"
    title = NumberCard.elsewhere_title if same else near
    return NumberCard(mention.text, clause, verdicts.ABSENT, "absent", notes=(("", note),), elsewhere=lines, elsewhere_title=title)


def _later_title(best: Match, later: Sequence[Line]) -> str:
    if best.is_repeated:
        return "Estimated since"
    return "The producer's later figures" if len(later) > 1 else "The producer's later figure"


def _is_cell(match: Match, mask: Mask) -> bool:
    """Whether a row is a printed figure of the very people, place and year of a masked cell: another source may print one."""
    years = [int(year) for year in number_context.years("", match.years)]
    is_of_year = bool(years) and min(years) <= mask.year <= max(years)
    return is_of_year and match.place == mask.place and not (match.rounded or match.is_superseded or match.group_only or match.is_of_others)


def _masked(mention: Mention, mask: Mask) -> NumberCard:
    """The card of a number that a masked cell may stand for; nothing with the same number is offered beside it."""
    verdict = verdicts.of_mask(mention, mask)
    return NumberCard(
        number=mention.text,
        clause=card_parts.clause(mention),
        verdict=verdict.text,
        tone=verdict.tone,
        boxes=(card_parts.mask_box(mask),),
        notes=verdict.notes,
        caveats=card_parts.caveats(mask.caveat_ids),
        citation=card_parts.mask_citation(mask),
        links=(Line("See it on the map", mask.link),),
    )


def _found(reading: Reading) -> tuple[Reading, list[Match]]:
    """What is near a figure as it is read; rows that fit with one end of a range alone stand behind one with both, or fit not at all."""
    rows = matches(reading.mention, places=reading.places, most=24)
    if not any(match.fits and not match.has_one_end for match in rows):
        rows = tuple(replace(match, fits=False, text_names="") if match.has_one_end else match for match in rows)
    return reading, sorted(rows, key=lambda match: (not match.fits, match.fits and match.has_one_end))


def _is_meant(reading: Reading, rows: Sequence[Match]) -> bool:
    """Whether a row fits a reading; with a place of another sentence only the very figure of that place, of what the text counts."""
    best = rows[0] if rows and rows[0].fits else None
    if best is None or not reading.borrowed:
        return best is not None
    is_counted = bool(number_context.bits(reading.mention.context) & number_fit.SUBJECTS)
    return is_counted and best.place == reading.borrowed and not best.rounded


def _elsewhere(reading: Reading, rows: Sequence[Match]) -> list[Match]:
    """The rows that only have the number; scores where the text speaks of scores, or, of a bare number, of their place."""
    is_scored = bool(number_context.bits(reading.mention.context) & number_fit.SCORES)
    own = [match for match in rows if match.table != "ratings" or is_scored or match.place in reading.places]
    return [match for match in own if "lies within" not in match.rounded]


def number_card(readings: Sequence[Reading], named: Sequence[str] = ()) -> NumberCard:
    """The card of a figure by the first of its readings that a row fits; one with the place of the sentence before comes first.

    ``named``: all places of the text; where the sentence of the figure names none, it may be of one of them.
    """
    found = [_found(reading) for reading in sorted(readings, key=lambda reading: not reading.borrowed)]
    own = next(pair for pair in found if pair[0] is readings[0])
    reading, rows = next((pair for pair in found if _is_meant(*pair)), own)
    fitting = [match for match in rows if match.fits]
    mask = next(filter(None, (number_masks.mask(way.mention, way.places) for way, _ in found)), None)
    if mask and not any(_is_cell(match, mask) for match in fitting):
        return _masked(reading.mention, mask)
    if fitting:
        return _present(reading, fitting, _elsewhere(reading, [match for match in rows if not match.fits]))
    if not reading.places and named:
        reading, rows = _found(replace(reading, places=tuple(named)))
    return _absent(reading.mention, _elsewhere(reading, rows), reading.places)


def _present(reading: Reading, fitting: Sequence[Match], elsewhere: Sequence[Match]) -> NumberCard:
    """The card of a figure that some rows fit, the likeliest first."""
    mention, places = reading.mention, reading.places
    best, repeaters, record = fitting[0], _repeaters(fitting[0], fitting), row_record(fitting[0].row_id)
    others = [match for match in fitting[1:] if match not in repeaters[:1]]
    is_produced = record is not None and not best.is_repeated
    boxes = (card_parts.producer_box(record, best), *map(card_parts.repeater_box, repeaters[:1])) if record and is_produced else ()
    claim = row_record(repeaters[0].row_id) if repeaters else None if is_produced else record
    verdict, later = verdicts.of_match(mention, best, fitting, claim, places), card_parts.later(best)
    source = () if boxes or verdict.tone == "open" else (("", card_parts.attribution(record, best)),)
    place = (("Place", f"{best.place_name}, from the sentence before."),) if reading.borrowed else ()
    doubts, editions = (card_parts.doubts(best), card_parts.editions(record)) if is_produced and record else ((), ())
    is_doubtful = any(verdicts.DOUBT.search(text) for _, text in doubts)
    text = f"{verdict.text}; later figures exist" if later and verdict.text == verdicts.AS_PUBLISHED else verdict.text
    return NumberCard(
        number=mention.text,
        clause=card_parts.clause(mention),
        verdict=f"{text}; doubtful" if is_doubtful else text,
        tone="care" if is_doubtful else verdict.tone,
        boxes=boxes,
        notes=(*source, *place, *verdict.notes, *doubts, *editions, *(card_parts.lost(claim) if claim else ())),
        later_title=_later_title(best, later),
        later=later,
        warning=card_parts.warning(best) if is_produced else "",
        caveats=card_parts.caveats(best.caveat_ids),
        citation=card_parts.citation(best),
        links=card_parts.links(best),
        others=_lines(others),
        elsewhere=() if others else _lines(elsewhere),
    )
