"""What a text names with a figure, where a row with that figure counts something else.

A text names people by sex and age ("children"), a stage of proceedings ("convicted"), a form ("sexual exploitation"), a concept
(trafficking, forced labour and modern slavery are three), or a number a year. A row that contradicts it does not confirm the text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from etl.contract import vocabulary
from etl.queries import number_context
from etl.queries.mention import Mention
from etl.queries.number_index import SHARE, USD, index, space_of

# What a text names, by the tag of its words, and how it is called in a sentence. A row of the whole is none of a form.
_STAGES = {
    "suspected": "people suspected or arrested",
    "prosecuted": "people prosecuted",
    "convicted": "people convicted",
    "investigated": "investigations",
    "returned": "people returned",
}
_FORMS = {
    "sexual": "sexual exploitation",
    "forced_labour": "forced labour",
    "marriage": "forced marriage",
    "organs": "the removal of organs",
    "child_labour": "child labour",
}
_CONCEPTS = {"trafficked": "trafficking", "slavery": "modern slavery"}
_A_YEAR = "a number a year"
_OTHER_UNITS = ("", "number", "countries", "parties", "years_of_age", "score")
_SEXES, _AGES = {"women", "men"}, {"children", "adults"}
_GROUP = r"(?:wom[ae]n|m[ae]n|girls?|boys?|child(?:ren)?|minors|adults?|females?|males?|teenagers|kids)\b(?!['’])"
_OFFENDER = r"(?:traffickers|offenders|perpetrators|suspects|defendants)\b"
_WHOLE = (
    rf"(?:(?:people|persons?|victims?|individuals|human\s+beings|survivors|slaves|workers|labou?rers|migrants|refugees|them)\b|{_OFFENDER})"
)
_PHRASE = re.compile(
    rf"\b(?:{_GROUP}|{_WHOLE})(?:(?:\s*,\s*|\s+|-)(?:(?:and|or)\s+)?(?:(?:young|other)\s+)?(?:{_GROUP}|{_WHOLE}))*", re.IGNORECASE
)
_IS_GROUP, _ARE_OFFENDERS = re.compile(_GROUP, re.IGNORECASE), re.compile(_OFFENDER, re.IGNORECASE)
# "Of the victims were women" and "victims who are children" speak of women and of children.
_WHO_ARE = re.compile(rf"^(?:\w+\s+){{0,5}}?{_WHOLE}\s+(?:(?:who|that)\s+)?(?:were|are)\s+(?={_GROUP})", re.IGNORECASE)
# "Half of the 49.6 million are children": what is said of some is not said of all.
_OF_ALL = re.compile(
    r"\bof\s+(?:(?:the|these|those|all|its|their|an?|estimated|some|about|around|nearly|almost|over|more|than)\s+)*$", re.IGNORECASE
)
_ARE = re.compile(r"\b(?:are|were|is|was|have|had|end|ended|live)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|by|for|at|from|with|on|during|since)\s", re.IGNORECASE)
# Where the words end that say what a figure counts.
_CLAUSE = re.compile(
    rf"[;:()]|,(?!\s*(?:and\s+|or\s+)?{_GROUP})|\b(?:including|such\s+as|which|while|whereas|although|though|because|but|of\s+whom)\b",
    re.IGNORECASE,
)
_VICTIMS = re.compile(r"\b(?:victims?|survivors)\b", re.IGNORECASE)
_FOUND = re.compile(r"\b(?:detect\w*|identif\w+|referr\w+|rescued)\b", re.IGNORECASE)
# What was done to those whom a figure counts: "prosecuted 46 suspects", unless "46 suspects were convicted".
_TRIED = r"(?:arrested|investigated|prosecuted|charged|tried|convicted|sentenced)"
_DONE = re.compile(
    rf"(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)\b({_TRIED})"
    r"(?:\s+(?:a|all|almost|about|another|around|as|at|just|least|many|more|nearly|of|only|over|some|than|the|to|total|up))*\s*$",
    re.IGNORECASE,
)
_WAS_DONE = re.compile(rf"\b(?:was|were|been)\s+(?:\w+\s+)?{_TRIED}", re.IGNORECASE)
# Whom a figure counts, directly behind it: "two young women", but neither "two countries" nor "two phases of trafficking in persons".
_NO_PEOPLE = (
    r"countries|nations|states|territories|parties|regions|cases|incidents|investigations|prosecutions|convictions|arrests|referrals|reports"
    r"|calls|visas|routes|flows|forms|types|ways|times|dollars|euros|pounds|per|in|for|with|by|from|to|on|at|of|where|that|who|which|and|or"
)
_COUNTED = re.compile(
    rf"(?:of\s+)?(?:(?!(?:{_NO_PEOPLE})\b)[\w'’-]+\s+){{0,3}}(?:{_GROUP}|{_WHOLE})(?!['’-])|(?:was|were|had\s+been)\s+{_TRIED}",
    re.IGNORECASE,
)
# What names no concept: reports and laws, and slaves, as people in forced labour are called too.
_NO_CONCEPT = re.compile(
    r"\b(?:(?:human\s+)?trafficking(?:\s+in\s+persons)?|(?:modern\s+)?slavery)\s+(?:report|index|act|protocol|convention|data|offences?|estimates)\b"
    r"|\b(?:report|estimates|office)\s+on\s+[\w\s]{0,20}?(?:trafficking|slavery)(?:\s+in\s+persons)?|\b(?:en)?slave[sd]?\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\b(?:every|each|per|a)\s+year\b|\bannually\b|\byearly\b|\bper\s+annum\b|\bpro\s+jahr\b", re.IGNORECASE)


def _near(mention: Mention) -> tuple[str, str]:
    """The words of the clause before a figure, and of that behind it."""
    before, after = _CLAUSE.split(mention.before.rstrip(" ,;:("))[-1], _CLAUSE.split(mention.after)[0]
    return before, _ARE.split(after)[0] if _OF_ALL.search(f"{before} ") else after


def _tags(text: str) -> frozenset[str]:
    return frozenset(number_context.tags(text))


def _has(row: int, *tags: str) -> bool:
    """Whether a row has one of the tags."""
    return bool(int(index().tags[row]) & number_context.bits(tags))


def _called(names: Mapping[str, str], tags: frozenset[str]) -> str:
    return " and ".join(name for tag, name in names.items() if tag in tags)


def _people(before: str, after: str) -> str:
    """The words for the people that a figure counts: those behind it, else the last before it; '' for none."""
    behind = _PHRASE.search(_PLACE.split(_WHO_ARE.sub("", after))[0])
    phrase = behind or next(reversed([*_PHRASE.finditer(before)]), None)
    return phrase[0] if phrase else ""


def _group(people: str) -> frozenset[str]:
    """The sex and the age that words for people name: 'women and girls' are of every age, 'women and men' of both sexes."""
    words = _tags(people) & (_SEXES | _AGES) if _IS_GROUP.match(people) else frozenset()
    grown = re.search(r"\b(?:wom[ae]n|m[ae]n)\b", people, re.IGNORECASE)
    if grown and re.search(r"\b(?:girls?|boys?)\b", people, re.IGNORECASE):
        words -= _AGES
    if words >= _SEXES:
        words -= _SEXES if not grown else _SEXES | _AGES
    return words - _AGES if words >= _AGES else words


def _stage(words: str) -> frozenset[str]:
    """The stages that words name; none where they speak of who was found as well, and of victims only their return."""
    stages = frozenset() if _FOUND.search(words) else _tags(words) & _STAGES.keys()
    return stages & {"returned"} if _VICTIMS.search(words) else stages


def _stages(before: str, after: str) -> frozenset[str]:
    """The stages of the clause of a figure: its verb decides, where it stands before the figure, then the words behind that."""
    verb = None if _WAS_DONE.search(after) else _DONE.search(before)
    return _tags(verb[1]) & _STAGES.keys() if verb else _stage(after) or _stage(f"{before} {after}")


def counts_people(mention: Mention) -> bool:
    """Whether a figure counts people, by the words directly behind it, or the verb before it where those name nothing else."""
    if mention.unit:
        return False
    is_bare = not re.match(r"[\w'’-]", mention.after) or re.match(r"(?:in|and|by|for|of)\b", mention.after)
    return bool(_COUNTED.match(mention.after) or (is_bare and _DONE.search(mention.before)))


@dataclass(frozen=True)
class Named:
    """What a text names with a figure, as tags: the stages of proceedings, the sex and age of the people, forms and concepts."""

    stages: frozenset[str]
    group: frozenset[str]
    concepts: frozenset[str]


def named(mention: Mention) -> Named:
    """What the clause of a figure names."""
    before, after = _near(mention)
    concepts = _named(after) or _named(f"{before} {after}")
    return Named(_stages(before, after), _group(_people(before, after)), concepts)


def _named(words: str) -> frozenset[str]:
    """The forms and concepts that words name; forced labour with forced marriage is modern slavery."""
    named = _tags(_NO_CONCEPT.sub(" ", words)) & (_FORMS.keys() | _CONCEPTS.keys())
    return named - _FORMS.keys() | {"slavery"} if named >= {"forced_labour", "marriage"} else named


@cache
def of_no_people() -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Which rows count no people and nothing that is done to them: countries, years, points, components."""
    return index().catalogue["unit"].isin(_OTHER_UNITS).to_numpy()


@cache
def _stocks() -> frozenset[str]:
    """The indicators of people at one time."""
    every = vocabulary.indicators().values()
    return frozenset(own.code for own in every if own.kind == "model_estimate" and own.unit == "persons")


def _other_kind(named: frozenset[str], row: int, *, is_money: bool) -> str:
    """Those of the forms and concepts that a row is not of, in words; money is counted by form alone."""
    forms, concepts = named & _FORMS.keys(), named & _CONCEPTS.keys()
    if forms and not _has(row, *forms):
        return _called(_FORMS, forms)
    # Trafficking for sexual exploitation is trafficking; forced labour that is named beside it may be what is meant.
    if is_money or (forms and ("slavery" in concepts or forms & {"forced_labour", "marriage"})):
        return ""
    return _called(_CONCEPTS, concepts) if not _has(row, *concepts) and _has(row, *_CONCEPTS, "forced_labour", "marriage") else ""


def _other_period(words: str, row: int) -> str:
    """That words speak of a year of what a row counts at one time."""
    catalogue = index().catalogue
    is_stock = catalogue["unit"].array[row] == "persons" and catalogue["indicator"].array[row] in _stocks()
    return _A_YEAR if is_stock and _YEARLY.search(words) and not _has(row, "year") else ""


def contradiction(mention: Mention, row: int) -> str:
    """What the text names with a figure and a row with the figure is not of, in plain words; '' where it contradicts nothing."""
    space = space_of(index().catalogue["unit"].array[row])
    if space == SHARE:
        return ""
    before, after = _near(mention)
    words, is_money = f"{before} {after}", space == USD
    stages = _stages(before, after)
    if stages and not is_money and not _has(row, *stages):
        return _called(_STAGES, stages)
    people = _people(before, after)
    are_victims = not is_money and _ARE_OFFENDERS.match(people) and not _has(row, *_STAGES, "offenders")
    if are_victims or not all(_has(row, tag) for tag in _group(people)):
        return f"“{people}”"
    return _other_kind(_named(after) or _named(words), row, is_money=is_money) or _other_period(words, row)
