"""The verdict on a number of a text, in a few words, and the sentences that explain it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.queries import answers, number_context, number_fit, place_mentions
from etl.queries.mention import Mention
from etl.queries.number_masks import Mask
from etl.queries.number_matches import Match
from layouts import format as words
from layouts.evidence.row_record import RowRecord

_PEOPLE = {"women", "men", "children", "adults"}
# What documents name in the manner of an author, and are none.
_NOT_PERSONS = {"Captive Daughters", "Equality Now", "Le Monde", "United Nations"}
_RANGES = {
    **dict.fromkeys(("producer_range", "ci_68", "ci_90", "ci_95"), "a range"),
    "at_most": "at most, no lower bound",
    "at_least": "at least, no upper bound",
}
# Women of every age are women and girls: the words for the adults of a sex, and those for its children or for all of it.
_OF_EVERY_AGE = {
    "women and girls": (re.compile(r"\bwom[ae]n\b", re.IGNORECASE), re.compile(r"\b(?:girls?|females?)\b", re.IGNORECASE)),
    "men and boys": (re.compile(r"\bm[ae]n\b", re.IGNORECASE), re.compile(r"\b(?:boys?|males?)\b", re.IGNORECASE)),
}
_EVERYWHERE = re.compile(r"\b(?:world|global)|\bon\s+earth\b", re.IGNORECASE)
_TAKINGS = re.compile(r"\b(?:revenues?|turnover|proceeds|industry|business|market|trade)\b", re.IGNORECASE)
Notes = tuple[tuple[str, str], ...]
AS_PUBLISHED, SOMETHING_ELSE, ABSENT = "as published", "a figure for something else", "not in the atlas"
_NOT_WRONG = "That does not mean the number is wrong."
_OTHERS = "The atlas has this number only for other places, people or things than the text names with it, as listed below."
_NEAR_OTHERS = _OTHERS.replace("this number", "this number, or one near it,")
_ONE_END = "The atlas has no figure with both ends of this range. What is listed below has one of them."
_ABSENT = f"No published figure in the atlas matches. {_NOT_WRONG}"
_SUMS = "Sums over several years, such as those of corridors on the page Flows, are not searched."
# The words with which a caveat of a figure doubts it.
DOUBT = re.compile(r"\bdoubtful\b|\bmay be an error\b|\bis probably\b")
_CURRENCIES = {"eur": "euros", "gbp": "pounds", "money": "this currency"}


@dataclass(frozen=True)
class Verdict:
    """A verdict in words, its tone (agreed, care, open), and notes with a heading each."""

    text: str
    tone: str
    notes: Notes = ()


def of_absence(mention: Mention, same: Sequence[Match], near: Sequence[Match]) -> str:
    """A sentence on a number that the atlas lacks; ``same``: the rows that have it of something else, ``near``: all that are listed."""
    if mention.unit in _CURRENCIES:
        return f"The atlas has amounts in US dollars only, not in {_CURRENCIES[mention.unit]}. {_ABSENT}"
    if mention.unit == "per_time":
        return f"That would be about {_yearly(mention)} a year. {_ABSENT}"
    if near and mention.is_range and not same:
        return f"{_ONE_END} {_NOT_WRONG}"
    sums = "" if mention.unit or same else f" {_SUMS}"
    return f"{_OTHERS if same else _NEAR_OTHERS} {_NOT_WRONG}{sums}" if near else f"{_ABSENT}{sums}"


def of_unclear(mention: Mention, same: Sequence[Match], places: Sequence[str]) -> Verdict | None:
    """The verdict on a number that rows have, where the text leaves open whether it means one of them; None where it speaks of others.

    ``same``: the rows with the very number, none of which fits.
    """
    named = dict.fromkeys(match.place_name for match in same if match.place in places and not match.is_of_others)
    if named:
        where = words.listed_places(named)
        note = f"The atlas has this number for {where}, as listed below. The text does not say clearly enough that it means that."
        return Verdict("same number and place; not clearly the same count", "care", (("", note),))
    if same and not places and not number_context.bits(mention.context) & number_fit.SUBJECTS:
        note = "The text does not say of which place and of whom. The atlas has this number for what is listed below."
        return Verdict("only the number matches", "care", (("", note),))
    return None


def of_mask(mention: Mention, mask: Mask) -> Verdict:
    """The verdict on a number of a cell that its publisher masks: it can be neither confirmed nor refuted; the mask itself is printed."""
    stands = f"The publisher masks this count and prints “{mask.printed}” for {words.plain(mask.low)} to {words.plain(mask.high)}"
    if mention.hedge == "fewer than" and mention.high == mask.high + 1:
        return Verdict(f"{AS_PUBLISHED}; masked", "agreed", (("", f"{stands} ({mask.locator})."),))
    note = f"{stands} ({mask.locator}). So {mention.text} can be neither confirmed nor refuted."
    return Verdict("masked by the publisher", "care", (("", note),))


def _yearly(mention: Mention) -> str:
    millions = mention.low / 1e6
    return f"{millions:,.1f} million" if millions >= 1 else f"{round(mention.low, -3):,.0f}"


def _populations(match: Match) -> frozenset[str]:
    return frozenset(_PEOPLE & set(number_context.tags(match.counts)))


def _disagreement(best: Match, fitting: Sequence[Match]) -> Notes:
    """That documents print one number of different people; nothing where they agree."""
    same = [match for match in fitting if match.is_repeated and match.quantity and match.quantity == best.quantity]
    by_people = {_populations(match): match for match in reversed(same)}
    if len(by_people) < 2 or len({match.source_id for match in by_people.values()}) < 2:
        return ()
    parts = [f"{match.source} gives {match.figure} for {match.counts}" for match in reversed(by_people.values())]
    producers = dict.fromkeys(_organisation(match.producer) for match in by_people.values())
    named = (
        f" They name {' and '.join(filter(None, producers))}."
        if len(producers) > 1
        else f" {'Both' if len(by_people) == 2 else 'All'} name {next(iter(producers))}."
    )
    return (("Who is counted", f"{'; '.join(parts)}.{named if any(producers) else ''}"),)


def _organisation(producer: str) -> str:
    """Whom a document names, without the report and the page."""
    plain = producer.partition(",")[0].partition(" (")[0]
    return "the US Department of State" if "State Department" in plain or "Department of State" in plain else plain


def _takings(mention: Mention, best: Match) -> tuple[str, Notes]:
    """Whether a text speaks of takings where profit was counted, in a few words, and a sentence where it does not speak of profit."""
    if "profit" not in number_context.tags(best.counts) or "profit" in mention.context:
        return "", ()
    if named := _TAKINGS.search(f"{mention.before} {mention.after}"):
        note = f"Your text speaks of “{named[0]}”. The figure is an estimate of profit, which is less than revenue."
        return "profit, not revenue", (("Not the same thing", note),)
    return "", (("", "The text does not say whether it means profit or revenue. The figure is an estimate of profit."),)


def _claimed(mention: Mention, best: Match, fitting: Sequence[Match], record: RowRecord | None) -> Verdict:
    """The verdict on a number that only documents give, which repeat it."""
    if not mention.unit and (notes := _disagreement(best, fitting)):
        return Verdict("sources disagree on who is counted", "open", notes)
    if not best.is_attributed:
        return Verdict("no source named", "care")
    range_kind = "" if record is None else str(record.row.get("range_kind", ""))
    who = "one author" if _is_person(best.producer) else "one source named"
    return Verdict(f"{who}; {_RANGES.get(range_kind, 'no range')}", "care", (("", "We have not seen the original publication."),))


def _is_person(producer: str) -> bool:
    """Whether a document names a person and a book, as 'Kevin Bales, Disposable People (2004)'."""
    name, comma, _ = producer.partition(",")
    parts = name.split() if comma and name not in _NOT_PERSONS else []
    return len(parts) == 2 and all(part[:1].isupper() and part[1:].islower() for part in parts)


def _difference(best: Match) -> str:
    """How the number of the text differs from the figure that fits it, in a few words."""
    if not best.rounded:
        return ""
    if "lies within" in best.rounded:
        return "within its range"
    if "(range " in best.rounded:
        return "an end of its range"
    way = re.search(r", (rounded(?: up| down)?) to |, (near) ", best.rounded)
    return "not the same figure" if way is None else way[1] or "near, not the same"


def _produced(mention: Mention, best: Match, repeated: RowRecord | None) -> Verdict:
    """The verdict on a number that a producer gives, '' where there is nothing to say."""
    if repeated is not None and any("what_is_counted" in codes for codes in answers.chain(repeated.row["row_id"])["changed"]):
        return Verdict("renamed on the way", "care")
    other, notes = _takings(mention, best)
    parts = [part for part in (other, "from an earlier edition" if best.is_superseded else "") if part]
    return Verdict("; ".join(parts), "care" if parts else "agreed", notes)


def _wider_group(mention: Mention, best: Match) -> str:
    """The sex of every age that a figure of a producer counts, where the text names its adults alone."""
    around = f"{mention.before} {mention.after}"
    parts = () if best.claim_id else best.counts.split(", ")
    return next(
        (
            group
            for group, (own, every) in _OF_EVERY_AGE.items()
            if parts and parts[-1] == group and own.search(around) and not every.search(around)
        ),
        "",
    )


def _scope(mention: Mention, best: Match, places: Sequence[str]) -> Iterator[str]:
    """What the figure is of where the text speaks of another group, year or place."""
    around = f"{mention.before} {mention.after}"
    if best.group_only:
        yield f"counts {best.group_only} only"
    elif wider := _wider_group(mention, best):
        yield f"counts {wider}"
    elif not number_fit.names_in(around) and best.is_of_group and not best.is_repeated:
        yield "one group only, not named in your text"
    # The year in the title of its source is none of what it counts.
    edition = {number_fit.named_editions(mention).get(best.source_id)}
    years, named = set(number_context.years("", best.years)), {*mention.years} - edition
    if years and named and not best.is_repeated and not min(years) <= min(named) <= max(named) <= max(years):
        yield f"for {best.years}"
    if best.place == "WORLD" and places and not place_mentions.place_mentions(best.counts) and not _EVERYWHERE.search(around):
        yield "worldwide"


def of_match(mention: Mention, best: Match, fitting: Sequence[Match], repeated: RowRecord | None, places: Sequence[str] = ()) -> Verdict:
    """The verdict on a number by the row that fits it best, in a text that names these places.

    ``repeated``: the claim that repeats it, or that is the row itself.
    """
    own = _claimed(mention, best, fitting, repeated) if best.is_repeated else _produced(mention, best, repeated)
    difference = _difference(best)
    text = "; ".join(filter(None, (difference, own.text))) or AS_PUBLISHED
    scope = "" if own.tone == "open" else "".join(f"; {part}" for part in _scope(mention, best, places))
    notes = (("Rounding" if difference.startswith("rounded") else "Figure", f"{words.sentence(best.rounded)}."),) if difference else ()
    return Verdict(f"{text}{scope}", "care" if scope else own.tone, (*notes, *own.notes))
