"""What a search finds by name, as it is shown: a title, what it is, and where it leads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from etl.contract import vocabulary
from etl.contract.folding import fold
from etl.contract.row_dicts import row_dicts
from etl.queries import choices, corridors, name_search
from etl.queries.atlas import atlas, documents, superseded
from etl.queries.name_index import Fit, Hit
from layouts import format as words

LONGEST = name_search.LONGEST
# A name of a place that is no longer than this is a code.
_LONGEST_CODE = 3


@dataclass(frozen=True)
class Result:
    """A thing that was found; ``detail`` says what it is, ``link`` is its address in the atlas."""

    title: str
    detail: str
    link: str
    fit: Fit

    @property
    def is_guess(self) -> bool:
        """Whether it is only like what was searched for."""
        return self.fit is Fit.SLIP


@dataclass(frozen=True)
class Listed:
    """Something that is found by its title and ``names`` and is not in the tables, such as a page; ``words`` describe it."""

    group: str
    title: str
    detail: str
    link: str
    names: tuple[str, ...] = ()
    words: str = ""


def address(path: str, **query: str) -> str:
    """The address of a view by the keys of its link; those without a value are left out."""
    return f"{path}?{urlencode({'v': '1', **{name: text for name, text in query.items() if text}})}"


@cache
def _records(table: str) -> Mapping[str, Mapping[str, Any]]:
    """The rows of a table of places, sources or questions by their first field."""
    rows = row_dicts(atlas()[table])
    return {str(next(iter(row.values()))): row for row in rows}


def _place(hit: Hit) -> Result:
    place = _records("places")[hit.code]
    what = {"country": "Country", "territory": "Territory", "world": "The world", "region": "Region"}[place["kind"]]
    is_other_name = len(hit.name) > _LONGEST_CODE and fold(hit.name) != fold(place["name"])
    parts = (what, place["subregion"], f"matches “{hit.name}”" if is_other_name else "")
    return Result(hit.label, " · ".join(filter(None, parts)), f"/country/{quote(hit.code)}", hit.fit)


def side_by_side(codes: Sequence[str], fit: Fit) -> Result:
    """Places beside each other, over all years."""
    names = [str(_records("places")[code]["name"]) for code in codes]
    link = address("/compare", mode="places", places=".".join(codes))
    title = words.sentence(f"{words.listed_places(names)}, side by side")
    return Result(title, "Ratings, counts and estimates over the years", link, fit)


def near_place(code: str, name: str) -> Result:
    """A place whose name is near to a query."""
    return Result(name, "", f"/country/{quote(code)}", Fit.SLIP)


@cache
def _publishers() -> Mapping[str, tuple[str, ...]]:
    """The short titles of the sources that have figures of each indicator, the latest first; earlier editions and documents left out."""
    tables = [atlas()[name][["indicator", "source_id"]].drop_duplicates() for name in ("estimates", "ratings", "flows")]
    pairs = {(str(code), str(source)) for table in tables for code, source in table.itertuples(index=False)}
    titles: dict[str, list[str]] = {}
    for source in sorted(_records("sources").values(), key=lambda record: -record["published_year"]):
        if source["source_id"] not in documents() | superseded():
            for code in [code for code, holder in pairs if holder == source["source_id"]]:
                titles.setdefault(code, []).append(source["short_title"])
    return {code: tuple(known) for code, known in titles.items()}


def _sources_of(indicator: str) -> str:
    """The first two sources of an indicator by their short titles, and how many more there are."""
    entry = vocabulary.indicators()[indicator]
    titles = _publishers()[entry.computed_from or indicator]
    more = f" and {len(titles) - 2} more" if len(titles) > 2 else ""
    return "; ".join(titles[:2]) + more


@cache
def _with_figures(indicator: str) -> Mapping[str, frozenset[str]]:
    """The sources that have a figure of an indicator, earlier editions too, each with its places."""
    rows = atlas()[vocabulary.indicators()[indicator].table]
    rows = rows.loc[rows["indicator"].eq(indicator), ["source_id", "place"]]
    return {str(source): frozenset(map(str, places)) for source, places in rows.groupby("source_id", observed=True)["place"]}


def _over_time(hit: Hit) -> Result:
    """An indicator of a place: its chart over time, of the first source that has a figure of the place."""
    title = f"{hit.label}: {_records('places')[hit.place]['name']}"
    source = next((code for code in choices.held_by(hit.code) if hit.place in _with_figures(hit.code).get(code, ())), "")
    detail = f"Over time · {_records('sources')[source]['short_title']}" if source else "Over time"
    return Result(title, detail, address("/map", indicator=hit.code, source=source, tab="chart", places=hit.place), hit.fit)


def _indicator(hit: Hit) -> Result:
    family = vocabulary.label("family", vocabulary.indicators()[hit.code].family)
    if hit.code in choices.indicators():
        if hit.place:
            return _over_time(hit)
        return Result(hit.label, f"{family} · {_sources_of(hit.code)}", address("/map", indicator=hit.code), hit.fit)
    series = next((code for code in corridors.current_series() if corridors.series()[code].indicator == hit.code), "")
    if series:
        return Result(hit.label, f"Flows · {corridors.series()[series].record['short_title']}", address("/flows", series=series), hit.fit)
    link = address("/compare", mode="claims", search=hit.label[:LONGEST])
    return Result(hit.label, "Only in documents that repeat figures", link, hit.fit)


def _rating(hit: Hit) -> Result:
    indicator = hit.code.partition(".")[0]
    label = vocabulary.indicators()[indicator].label
    return Result(hit.label, f"Rating · {label}", address("/map", indicator=indicator), hit.fit)


def _source(hit: Hit) -> Result:
    source = _records("sources")[hit.code]
    repeats, earlier = hit.code in documents(), hit.code in superseded()
    kind = "Repeats figures of others" if repeats else "Earlier edition" if earlier else vocabulary.label("kind", source["kind"])
    return Result(hit.label, f"{kind} · {source['publisher']}, {source['published_year']}", f"/source/{quote(hit.code)}", hit.fit)


@cache
def _answers() -> Mapping[str, int]:
    """How many published answers each question has."""
    return {str(code): int(count) for code, count in atlas()["answers"].groupby("quantity_id").size().items()}


def _question(hit: Hit) -> Result:
    count = _answers().get(hit.code, 0)
    detail = f"{hit.label} · {count} published answer{'s' if count != 1 else ''}"
    return Result(_records("quantities")[hit.code]["question"], detail, address("/compare", q=hit.code), hit.fit)


# How each kind of thing that the tables name is made a result.
MAKERS: Mapping[str, Callable[[Hit], Result]] = {
    "place": _place,
    "indicator": _indicator,
    "rating": _rating,
    "source": _source,
    "question": _question,
}
