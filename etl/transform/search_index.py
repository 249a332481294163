"""The index of the search: every name of every place, indicator, rating, source and question, as it is compared with a query.

A row that is no name holds other words that describe the same thing; a query that names several of its words finds it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from etl.contract import source_config, vocabulary
from etl.contract.folding import fold
from etl.contract.row_dicts import row_dicts
from etl.contract.vocabulary import Indicator

_COUNTRY, _TERRITORY, _WORLD, _REGION = range(4)
_RANKS = {"country": _COUNTRY, "territory": _TERRITORY, "world": _WORLD}
_LAST = 10_000
_LONGEST_GRADE = 3


def _thing(kind: str, code: str, label: str, rank: int) -> dict[str, Any]:
    return {"kind": kind, "code": code, "label": label, "rank": rank}


def _entry(thing: Mapping[str, Any], names: Collection[str], words: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """The rows of one ``thing`` (kind, code, label, rank): one for each distinct name, and one for all the words that describe it."""
    shared = {"is_repeated": False, **thing}
    distinct: dict[str, str] = {}
    for name in names:
        distinct.setdefault(fold(name), name)
    yield from ({"term": term, **shared, "name": name, "is_name": True} for term, name in distinct.items() if term)
    if words:
        described = fold(" ".join([*names, *words])).split()
        yield {"term": " ".join(dict.fromkeys(described)), **shared, "name": thing["label"], "is_name": False}


def _places(places: pd.DataFrame, aliases: pd.DataFrame, spoken_of: set[str]) -> Iterator[dict[str, Any]]:
    """Countries and territories by all their names and codes, and the regions that publishers speak of."""
    general = aliases[aliases["scope"] == ""].groupby("place")["alias"].agg(list)
    for place in row_dicts(places):
        code, scheme = place["place"], place["region"]
        area = place["kind"] in ("country", "territory")
        if area or code in spoken_of:
            label = place["name"] if area or not scheme else f"{place['name']} ({scheme})"
            names = [place["name"], *general.get(code, []), *([code] if area else [])]
            yield from _entry(_thing("place", code, label, _RANKS.get(place["kind"], _REGION)), names)


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
            yield from _entry(_thing("rating", f"{indicator.code}.{step.code}", step.label, len(known)), [step.label])


def _indicators(holders: Mapping[str, list[str]], titles: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Indicators, and the words of their scales; an indicator without a publisher is one that documents alone have."""
    known: set[str] = set()
    for number, (code, indicator) in enumerate(vocabulary.indicators().items()):
        sources = holders.get(indicator.computed_from or code, [])
        labels = [vocabulary.label(group, getattr(indicator, group)) for group in ("family", "unit")]
        words = [*labels, indicator.definition, *(titles[source] for source in sources)]
        thing = _thing("indicator", code, indicator.label, number)
        yield from _entry({**thing, "is_repeated": not sources}, [indicator.label], words)
        yield from _ratings(indicator, known) if sources else ()


def _sources(sources: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Sources, the latest first, earlier editions after them."""
    earlier = source_config.superseded(sources)
    for source in row_dicts(sources):
        code, year = source["source_id"], source["published_year"]
        rank = (_LAST if code in earlier else 0) - year
        words = [str(year), vocabulary.label("kind", source["kind"]), source["edition"], *source["authors"]]
        names = [source["short_title"], source["title"], source["publisher"], code.replace("_", " ")]
        thing = _thing("source", code, source["short_title"], rank)
        yield from _entry({**thing, "is_repeated": source["kind"] == "secondary_claim"}, names, words)


def _questions(quantities: pd.DataFrame, groups: pd.DataFrame) -> Iterator[dict[str, Any]]:
    counted = groups.groupby("quantity_id")["label"].agg(list)
    for question in row_dicts(quantities):
        code, topic = question["quantity_id"], question["topic"]
        words = [*counted.get(code, []), *([vocabulary.label("topic", topic)] if topic else [])]
        thing = _thing("question", code, question["title"], question["order"])
        yield from _entry(thing, [question["title"], question["question"]], words)


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
    ]
    return pd.DataFrame(rows).sort_values(["term", "kind", "rank", "code", "is_name"], kind="stable")
