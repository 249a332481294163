"""The index of the search: every name of every place, indicator, rating, source, question and term, as it is compared with a query.

A row that is no name holds other words that describe the same thing; a query that names several of its words finds it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from etl.contract import source_config, vocabulary
from etl.contract.folding import fold
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator

# The groups of the vocabulary that a reader may look up; the rest are units and groups of people.
TERMS = ("kind", "stock_or_flow", "range_kind", "basis", "absence", "evidence", "flow_kind", "form", "issue")
_COUNTRY, _TERRITORY, _WORLD, _REGION = range(4)
_RANKS = {"country": _COUNTRY, "territory": _TERRITORY, "world": _WORLD}
_LAST = 10_000
_LONGEST_GRADE = 3


def _entry(kind: str, code: str, label: str, rank: int, names: Iterable[str], words: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """The rows of one thing: a row for each distinct name, and one for all the words that describe it."""
    shared = {"kind": kind, "code": code, "label": label, "rank": rank}
    distinct = {term: name for name in reversed(names) if (term := fold(name))}
    yield from ({"term": term, **shared, "name": name, "is_name": True} for term, name in reversed(distinct.items()))
    if words:
        described = fold(" ".join([*names, *words])).split()
        yield {"term": " ".join(dict.fromkeys(described)), **shared, "name": label, "is_name": False}


def _places(places: pd.DataFrame, aliases: pd.DataFrame, spoken_of: set[str]) -> Iterator[dict[str, Any]]:
    """Countries and territories by all their names and codes, and the regions that publishers speak of."""
    general = aliases[aliases["scope"] == ""].groupby("place")["alias"].agg(list)
    for place in row_dicts(places):
        code, scheme = place["place"], place["region"]
        area = place["kind"] in ("country", "territory")
        if area or code in spoken_of:
            label = place["name"] if area or not scheme else f"{place['name']} ({scheme})"
            names = [place["name"], *general.get(code, []), *([code] if area else [])]
            yield from _entry("place", code, label, _RANKS.get(place["kind"], _REGION), names)


def _holders(rows: Iterable[pd.DataFrame], documents: set[str]) -> Mapping[str, list[str]]:
    """The sources that publish each indicator; documents only repeat."""
    pairs = pd.concat([frame[["indicator", "source_id"]].drop_duplicates() for frame in rows]).drop_duplicates()
    published = pairs[~pairs["source_id"].isin(documents)]
    return {str(code): sorted(group) for code, group in published.groupby("indicator")["source_id"]}


def _ratings(indicator: Indicator, known: set[str]) -> Iterator[dict[str, Any]]:
    """The words of a rating scale that no indicator before it has; figures and grades of one to three letters are no words."""
    for step in indicator.scale:
        if fold(step.label) not in known and len(step.label) > _LONGEST_GRADE and any(c.isalpha() for c in step.label):
            known.add(fold(step.label))
            yield from _entry("rating", f"{indicator.code}.{step.code}", step.label, len(known), [step.label])


def _indicators(holders: Mapping[str, list[str]], titles: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Indicators, those that publishers give first, and the words of their scales."""
    known: set[str] = set()
    for number, (code, indicator) in enumerate(vocabulary.indicators().items()):
        sources = holders.get(indicator.computed_from or code, [])
        words = [vocabulary.label("family", indicator.family), vocabulary.label("unit", indicator.unit), *(titles[s] for s in sources)]
        yield from _entry("indicator", code, indicator.label, number + (0 if sources else _LAST), [indicator.label], words)
        yield from _ratings(indicator, known) if sources else ()


def _sources(sources: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Sources, the latest first; earlier editions after them, then the documents that repeat others."""
    earlier = source_config.superseded(sources)
    for source in row_dicts(sources):
        code, year = source["source_id"], source["published_year"]
        late = 2 if source["kind"] == "secondary_claim" else int(code in earlier)
        words = [str(year), vocabulary.label("kind", source["kind"]), source["edition"], *source["authors"]]
        names = [source["short_title"], source["title"], source["publisher"], code.replace("_", " ")]
        yield from _entry("source", code, source["short_title"], late * _LAST - year, names, words)


def _questions(quantities: pd.DataFrame, groups: pd.DataFrame) -> Iterator[dict[str, Any]]:
    counted = groups.groupby("quantity_id")["label"].agg(list)
    for question in row_dicts(quantities):
        code, topic = question["quantity_id"], question["topic"]
        words = [*counted.get(code, []), *([vocabulary.label("topic", topic)] if topic else [])]
        yield from _entry("question", code, question["title"], question["order"], [question["title"], question["question"]], words)


def _terms() -> Iterator[dict[str, Any]]:
    """Words of the vocabulary; the first of those that have one label."""
    entries = [(group, term) for group in TERMS for term in vocabulary.terms(group).values() if term.code not in ("all", "neither")]
    once = {fold(term.label): (group, term) for group, term in reversed(entries)}
    for number, (group, term) in enumerate(reversed(once.values())):
        yield from _entry("term", f"{group}.{term.code}", term.label, number, [term.label])


def index(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The table ``search``, made of the other ``tables`` (places, aliases, sources, estimates, ratings, flows, quantities, groups)."""
    sources = tables["sources"]
    documents = set(sources.loc[sources["kind"] == "secondary_claim", "source_id"])
    published = [frame[~frame["source_id"].isin(documents)] for frame in (tables["estimates"], tables["ratings"])]
    spoken_of = {place for frame in published for place in frame["place"].unique()}
    holders = _holders([tables[name] for name in ("estimates", "ratings", "flows")], documents)
    titles = dict(zip(sources["source_id"], sources["short_title"], strict=True))
    rows = [
        *_places(tables["places"], tables["aliases"], spoken_of),
        *_indicators(holders, titles),
        *_sources(sources),
        *_questions(tables["quantities"], tables["groups"]),
        *_terms(),
    ]
    return pd.DataFrame(rows).sort_values(["term", "kind", "rank", "code", "is_name"], kind="stable")
