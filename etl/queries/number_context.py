"""What a text says a number counts, as a few tags: profit, women, across borders, a year. Rows of the atlas get the same tags."""

import re
from collections.abc import Mapping

_PATTERNS: Mapping[str, str] = {
    "profit": r"profit",
    "revenue": r"revenue|turnover|generat|proceeds|\bearn(?!ed her)|income",
    "market": r"industry|business|market|worth|trade\b",
    "across_borders": r"borders?\b|cross-border|transnational|international(?:ly)?\s+traffick",
    "women": r"\bwom[ae]n|\bgirls?\b|\bfemales?\b|daughters",
    "men": r"(?<!wo)\bm[ae]n\b|\bboys?\b|\bmales?\b",
    "children": r"child|\bminors?\b|\bboys?\b|\bgirls?\b|under(?:age)?\b|teenage|kids",
    "adults": r"\badults?\b",
    "sexual": r"\bsex(?!es\b|\s+printed)|prostitut|brothel|porn|red-light",
    "forced_labour": r"forced\s+(?:or\s+\w+\s+)?(?:labou?r|work)|labou?r\s+(?:exploitation|trafficking)|bonded|domestic\s+(?:work|serv)",
    "slavery": r"slave|slavery|bondage|servitude",
    "trafficked": r"traffick(?!er)",
    "marriage": r"marriage|married|brides?\b",
    "detected": r"detect|identif|regist|record|officially|referr|reported|rescued",
    "referred": r"referr",
    "assisted": r"assist|helped|shelter|support",
    "suspected": r"suspects?\b|suspected\s+(?:(?:\w+\s+)?(?:traffickers|offenders)|people|persons|of)\b|arrest|formal\s+contact",
    "prosecuted": r"prosecut|charged|trials?\b|defendant",
    "convicted": r"convict|sentenced",
    "investigated": r"investigat",
    "offenders": r"recruiters?\b|traffickers?\b|offenders?\b|perpetrators?\b",
    "returned": r"repatriat|\breturned\b(?!\s+to\b)|\b(?:were|was|been)\s+returned\b|sent\s+(?:back|home)\b",
    "hotline": r"hotline|helpline|calls?\b",
    "visas": r"visa",
    "year": r"a\s+year|per\s+(?:year|annum)|annual|each\s+year|every\s+year|yearly|pro\s+jahr",
    "less_than_a_year": r"\b(?:a|per|each|every)\s+(?:day|week|month)\b|\b(?:daily|weekly|monthly)\b",
    "stock": r"at\s+any|at\s+one\s+time|today|currently|living\s+in|are\s+(?:in|held|enslaved)|in\s+the\s+world",
    "person": r"(?:per|a|each|for\s+each)\s+(?:victim|person|worker|slave|woman|girl)\b|\beach\b",
    "price": r"\bprices?\b|\bsold\b|\bbought\b|\bcosts?\b|\bpaid\b",
    "countries": r"countries|nations\b|states\b|territories",
    "parties": r"\bparties\b|ratif|signed|signator|acceded|joined",
    "origin": r"origin",
    "destination": r"destination",
    "transit": r"transit|through\b",
    "out_of": r"out\s+of|\bfrom\b|abroad",
    "into": r"\binto\b|\bto\s+the\b|brought",
    "soldiers": r"soldier|armed\s+conflict|combat",
    "child_labour": r"child\s+labou?r",
    "prostitution": r"prostitut",
    "organs": r"organ\s+(?:removal|traffick)|organs\b|kidney",
    "deaths": r"\bdie[sd]?\b|dying|death|killed",
    "state_imposed": r"state[- ]imposed|by\s+(?:the\s+)?states?\b|prison|military",
    "agriculture": r"agricultur|farm|fish",
    "private": r"private",
    "vulnerable": r"vulnerab",
    "response": r"government\s+response|response\s+score",
    "prevalence": r"prevalence|population",
    "index": r"\b3p\b|index|score",
    "age": r"\bages?\b|years\s+old|young",
    "cases": r"\bcases\b|incidents?\b|offences|files\b",
    "people": r"people|persons?\b|victims?|individuals|human\s+beings|survivors|slaves|workers|labou?rers|refugees|inhabitants|lives\b",
    "moved": r"\bmoved\b|migrat",
    "economy": r"gdp|gross\s+domestic|economy\b",
}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COMMA = re.compile(r"[,;:](?!\d)")
_ORDER = tuple(_PATTERNS)
_COMPILED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS.values())


def tags(text: str) -> tuple[str, ...]:
    """The tags of a text, in a fixed order."""
    return tuple(tag for tag, pattern in zip(_ORDER, _COMPILED, strict=True) if pattern.search(text))


def bits(names: tuple[str, ...]) -> int:
    """Tags as the bits of a whole number, for comparing with many at once; there are fewer than 63."""
    return sum(1 << _ORDER.index(name) for name in names)


def bit(name: str) -> int:
    """The bit of one tag."""
    return 1 << _ORDER.index(name)


def years(before: str, after: str) -> tuple[str, ...]:
    """The years that the words around a figure give it: those behind it up to a comma, else all in these words."""
    return tuple(_YEAR.findall(_COMMA.split(after)[0]) or _YEAR.findall(f"{before} {after}"))
