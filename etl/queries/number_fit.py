"""Whether a row of the atlas may well be what a figure in a text speaks of, or only has the same number."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np

from etl.contract import vocabulary
from etl.queries import number_context, number_kinds
from etl.queries.atlas import atlas, documents
from etl.queries.mention import Mention
from etl.queries.number_index import FIGURES, SHARE_FACTORS, index
from etl.queries.place_mentions import origins, place_mentions, returns

_TOLERANCE = 0.1
# A share in round numbers stands for those within a few points of it: a quarter for 27 per cent, and 90 per cent for no 98.
_POINTS = 3.0
# Below this many a count is the same as another by chance, where the text has no word of what is counted.
_SMALL = 1000
# What narrows a row to a part of the people or of the forms that others count.
_PEOPLE_OF = ("women", "men", "children", "adults", "soldiers", "moved", "vulnerable", "person")
_FORMS_OF = ("sexual", "marriage", "child_labour", "prostitution", "organs", "state_imposed", "agriculture", "private", "across_borders")
NARROW = number_context.bits((*_PEOPLE_OF, *_FORMS_OF, "deaths", "visas", "hotline", "price", "response"))
# The groups of people that a row may count, by sex and age, and the tags of a text that speaks of them.
_GROUPS = {
    ("female", "all"): ("women and girls", {"women"}),
    ("female", "adult"): ("women", {"women"}),
    ("female", "child"): ("girls", {"women", "children"}),
    ("male", "all"): ("men and boys", {"men"}),
    ("male", "adult"): ("men", {"men"}),
    ("male", "child"): ("boys", {"men", "children"}),
    ("all", "child"): ("children", {"children"}),
    ("all", "adult"): ("adults", {"adults"}),
    **dict.fromkeys((("other", age) for age in ("all", "adult", "child")), ("the sex printed as “Other”", {"no tag"})),
}
_OFFENDERS = number_context.bit("offenders")
_JUSTICE = number_context.bits(("suspected", "prosecuted", "convicted", "investigated", "offenders"))
_PARTS = NARROW | number_context.bit("forced_labour")
# After these words a text speaks of some of those whom it counts.
_SOME = re.compile(r"\b(?:most|mostly|mainly|many|some|including|half)\b", re.IGNORECASE)
_RETURNED = number_context.bit("returned")
_A_DAY = number_context.bit("less_than_a_year")
SCORES = number_context.bits(("vulnerable", "response", "index"))
_SCORES_OF, _SCORED = number_context.bits(("vulnerable", "response")), re.compile(r"\bscor(?:es?|ed|ing)\b", re.IGNORECASE)
# A figure on the scale of a score, as the atlas writes it: no whole number of a hundred.
_ON_SCALE = re.compile(r"\d+\.\d+ of 100", re.IGNORECASE)
_COUNTED = number_context.bits(("people", "cases", "countries", "offenders", "parties"))
# Words that say what is counted; those that are left, such as 'a year', fit rows of all kinds.
SUBJECTS = ~number_context.bits(
    ("year", "less_than_a_year", "stock", "people", "into", "out_of", "cases", "person", "countries", "offenders")
)
_OF_EVERY_AGE = re.compile(r"\bwom[ae]n\s+(?:and|or)\s+girls?\b|\bm[ae]n\s+(?:and|or)\s+boys?\b|\bgirls\s+and\s+women\b", re.IGNORECASE)
_EDITION = re.compile(r"(.+) (\d{4})")
_WORDS = re.compile(r"[^\W\d_]{3,}")
# Words of so many titles and publishers that they name none.
_COMMON = frozenset(
    ("the", "and", "for", "with", "global", "estimate", "estimates", "report", "reports", "united", "nations", "states", "office", "data")
) | {
    "international",
    "human",
    "slavery",
    "forced",
    "study",
    "unnamed",
    "persons",
    "national",
    "labour",
    "free",
    "file",
    "trafficking",
    "index",
}


def may_be_score(mention: Mention) -> bool:
    """Whether a figure may be a score: not a share, or a number of people, unless its text speaks of scores; never one in so many."""
    is_scored = bool(_SCORED.search(f"{mention.before} {mention.after}"))
    if mention.unit:
        return mention.unit == "percent" and is_scored if not _ON_SCALE.fullmatch(mention.text) else True
    wanted = number_context.bits(mention.context)
    return is_scored or not wanted & (SUBJECTS & ~SCORES | _COUNTED)


def tolerated(mention: Mention, end: float) -> tuple[float, float, float]:
    """An end of a mention in the measure of its space, and between which figures it stands for them by rounding or cutting."""
    factor = SHARE_FACTORS.get(mention.unit)
    value, step = (end, mention.step) if factor is None else (end * factor, min(mention.step * factor, _POINTS))
    most = _TOLERANCE * value
    below = step if mention.hedge in ("nearly", "up to", "fewer than") else step / 2
    return value, value - min(below, most), value + min(step * (1 - 1e-9), most)


def names_in(text: str) -> frozenset[str]:
    """The words of a text by which it may name somebody."""
    return frozenset(word.casefold() for word in _WORDS.findall(text)) - _COMMON


@cache
def _editions() -> dict[str, tuple[str, str]]:
    """The sources whose title ends in the year of their edition: that title without it, and the year."""
    sources = atlas()["sources"]
    titles = {source: _EDITION.fullmatch(title) for source, title in zip(sources["source_id"], sources["short_title"], strict=True)}
    return {source: (title[1].casefold(), title[2]) for source, title in titles.items() if title}


def named_editions(mention: Mention) -> dict[str, str]:
    """The sources whose edition the words around a figure name, 'Global Slavery Index 2018', and the years of these editions."""
    words = re.sub(r"\bgsi\b", "global slavery index", f"{mention.before} {mention.after}".casefold())
    return {source: year for source, (title, year) in _editions().items() if title in words and year in words}


@cache
def claimed_names() -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """Of each row that is a claim the words that name its producer, and the places that its words name."""
    return {
        row: (names_in(claim["produced_by"]), frozenset(mention.place for mention in place_mentions(claim["counted"])))
        for row, claim in index().claims.items()
    }


def _is_distinctive(mention: Mention) -> bool:
    """Whether a number has so many digits that it is hardly the same by chance."""
    return mention.step > 0 and mention.low / mention.step >= 1000


def _has_figure(mention: Mention, row: int) -> bool:
    """Whether a row has the figure of the mention, by rounding; of a range both ends, or, in the claim of a document, one."""
    own = index()
    ends = [tolerated(mention, end)[1:] for end in dict.fromkeys((mention.low, mention.high))]
    values = [own.catalogue[name].array[row] for name in FIGURES]
    has_end = [any(low <= value <= high for value in values) for low, high in ends]
    return any(has_end) if own.catalogue["source_id"].array[row] in documents() else all(has_end)


def has_one_end(mention: Mention, row: int) -> bool:
    """Whether a row has only one end of a range: it stands beside a row with both, and never alone."""
    if not mention.is_range or _holds(mention, row):
        return False
    values = [index().catalogue[name].array[row] for name in FIGURES]
    ends = (tolerated(mention, end)[1:] for end in (mention.low, mention.high))
    return not all(any(low <= value <= high for value in values) for low, high in ends)


def _holds(mention: Mention, row: int) -> bool:
    """Whether the range of a row holds that of a mention."""
    low, high = (index().catalogue[name].array[row] for name in FIGURES[1:])
    factor = SHARE_FACTORS.get(mention.unit, 1.0)
    return bool(low <= mention.low * factor and mention.high * factor <= high)


def group_only(mention: Mention, row: int) -> str:
    """The only group or form that a row counts, where the words around a figure do not speak of it; '' where they do, or are none."""
    sex, age, form = (index().catalogue[name].array[row] for name in ("sex", "age", "form"))
    words = f"{mention.before} {mention.after}"
    around, spoken = names_in(words), {*mention.context}
    # Women and girls are of every age, as men and boys are.
    if _OF_EVERY_AGE.search(words) and "children" not in number_context.tags(_OF_EVERY_AGE.sub("", words)):
        spoken.discard("children")
    group, tags = _GROUPS.get((sex, age), ("", set()))
    form_label = "" if form == "all" or row in index().claims else vocabulary.label("form", form)
    is_form_spoken = bool(spoken.intersection(number_context.tags(form_label)) or around & names_in(form_label))
    parts = ("" if tags <= spoken else group, "" if is_form_spoken else form_label)
    return ", ".join(filter(None, parts)) if around else ""


def _is_of_some_who(mention: Mention, row: int) -> bool:
    """Whether a claim counts only some, 'children who show suicidal tendencies', and the text has none of the words that say which."""
    _, who, limit = index().claims.get(row, {"counted": ""})["counted"].partition(" who ")
    return bool(who) and not names_in(limit) & names_in(f"{mention.before} {mention.after}")


def _is_of_another_kind(mention: Mention, row: int, wanted: int) -> bool:
    """Whether a row is of what the text does not speak of: a score, offenders, another time than a day, a share of others."""
    tags = int(index().tags[row])
    if index().is_score[row]:
        return not wanted & SCORES or bool(wanted & _SCORES_OF & ~tags)
    if _SCORED.search(f"{mention.before} {mention.after}"):
        return True
    if (
        (wanted & _A_DAY and not tags & _A_DAY)
        or (tags & _RETURNED and not wanted & _RETURNED)
        or (row not in index().claims and tags & _JUSTICE and not wanted & _JUSTICE)
    ):
        return True
    if mention.unit not in SHARE_FACTORS:
        return False
    if _is_of_some_who(mention, row):
        return True
    is_narrowed = bool(wanted & _PARTS) and not tags & wanted & _PARTS
    return is_narrowed or bool((wanted ^ tags) & _OFFENDERS) or bool(group_only(mention, row))


def _ends(row: int) -> tuple[str, ...]:
    """Where the people of a row are from, and who counted them; of a row that is no flow, its place alone."""
    entry = index().catalogue
    if entry["table"].array[row] != "flows":
        return (entry["place"].array[row],)
    flows, position = atlas()["flows"], int(entry["position"].array[row])
    return tuple(str(flows[end].array[position]) for end in ("origin", "destination"))


def is_of_others(mention: Mention, row: int, places: Sequence[str]) -> bool:
    """Whether a row counts people of another origin than the text: a corridor is meant where the text has both of its ends.

    Of a country's own citizens it has to name the country twice. A count of a country as a whole is not meant where the text says
    that the people are from another one, or that they are from there and are counted elsewhere.
    """
    if row in index().claims or index().world[row]:
        return False
    ends, words = _ends(row), {"total", *names_in(f"{mention.before} {mention.after}")}
    if len(ends) > 1 and Counter(end for end in ends if end.removeprefix("GROUP:") not in words) - Counter(places):
        return True
    if int(index().tags[row]) & _RETURNED:
        returning, returned = returns(f"{mention.before} {mention.after}")
        return bool((returning | returned).difference(ends))
    people_from = origins(_SOME.split(mention.after)[0]) or origins(mention.before)
    return bool(people_from) and (people_from.isdisjoint(ends[:1]) or (len(ends) == 1 and not people_from.issuperset(places)))


def _is_turned(mention: Mention, row: int) -> bool:
    """Whether people were returned the other way than the text says: from the country that returns them to their own."""
    if not int(index().tags[row]) & _RETURNED:
        return False
    (here, home), (returning, returned) = _ends(row), returns(f"{mention.before} {mention.after}")
    return bool(returning - {here} or returned - {home})


def contradiction(mention: Mention, row: int, places: Sequence[str]) -> str | None:
    """What the text names that a row, which else would fit, is not of; '' where the row fits, None where it does not anyway."""
    if not _may_fit(mention, row, places):
        return None
    return number_kinds.contradiction(mention, row) or ("the opposite direction" if _is_turned(mention, row) else "")


def contradiction_of_place(mention: Mention, row: int, places: Sequence[str]) -> str:
    """What the text names that a row which does not fit is not of, where it has a large number that is the very one of its place."""
    if mention.low < _SMALL or index().catalogue["place"].array[row] not in places:
        return ""
    is_same = bool(np.isclose(index().catalogue["value"].array[row], mention.low, rtol=1e-6))
    return number_kinds.contradiction(mention, row) if is_same and not is_of_others(mention, row, places) else ""


def _may_fit(mention: Mention, row: int, places: Sequence[str]) -> bool:
    """Whether a row may well be what the text speaks of, and does not only have the same number.

    A bare number fits the rows of the world that have it, but for shares and scores: of whom, it does not say. With words around, a
    row of a country fits if the text names the country, or names none and the number is no share and has four digits or more that
    are no zeros; and it is about something that the text speaks of. ``places``: as often as the text names them.
    """
    own = index()
    if (places or names_in(f"{mention.before} {mention.after}")) and is_of_others(mention, row, places):
        return False
    claimed = claimed_names().get(row, (frozenset(), frozenset()))[1]
    is_named = own.catalogue["place"].array[row] in places or not claimed.isdisjoint(places)
    if not _has_figure(mention, row):
        is_near = not mention.is_range or _holds(mention, row)
        return is_near and is_named and bool(int(own.tags[row]) & number_context.bits(mention.context) & SUBJECTS)
    if not names_in(f"{mention.before} {mention.after}"):
        return is_named or (not places and bool(own.world[row]) and mention.unit not in SHARE_FACTORS)
    wanted, tags = number_context.bits(mention.context), int(own.tags[row])
    if _is_of_another_kind(mention, row, wanted):
        return False
    if is_named or own.world[row]:
        is_large = bool(own.world[row]) and mention.low >= 1e6
        is_open = not wanted & SUBJECTS and (mention.low >= _SMALL or bool(mention.unit) or bool(tags & wanted))
        return is_large or bool(tags & wanted & SUBJECTS) or is_open
    return not places and mention.unit not in SHARE_FACTORS and _is_distinctive(mention) and bool(tags & wanted)
