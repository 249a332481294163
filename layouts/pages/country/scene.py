"""What the page of a place shows: everything that sources say of it, or what is near to a name that means no place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract.row_dicts import row_dicts
from etl.queries import atlas, evidence, place_names, place_rows, place_summary, source_scope
from layouts import format as words
from layouts.components.quarters import Quarters
from layouts.evidence.row_evidence import Caveats
from layouts.evidence.series_panels import Panels, series_panels
from layouts.pages.country import groupings, place_caveats, place_rows_export
from layouts.pages.country.dissolved import dissolved
from layouts.pages.country.place_caveats import Remark
from layouts.pages.country.place_charts import Chart, charts, main_charts
from layouts.pages.country.place_claims import ClaimLine, claim_lines
from layouts.pages.country.place_corridors import CorridorList, corridor_lists
from layouts.pages.country.place_figures import Family, Line, families, lines_of
from layouts.pages.country.place_gaps import gap_sentences, group_sentences
from layouts.pages.country.place_quarters import quarters_of
from layouts.pages.country.place_treaties import Treaty, treaties
from layouts.pages.country.state import CODEC, State

Record = Mapping[str, Any]
# What the page reads of a row.
_COLUMNS = [
    *("estimate_id", "source_id", "indicator", "place", "place_name", "year", "year_start", "year_end", "rating", "rank_high"),
    *("value", "value_low", "value_high", "range_kind", "unit", "basis", "as_printed", "caveat_ids"),
]
_TOLD = ["indicator", "year_start", "year_end", "caveat_ids"]
Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class PlaceScene:
    """What is said of one place.

    ``record``: its row; ``other_names``; ``successors`` (code, name) of a dissolved state; ``namesakes``: places of like name,
    ``groupings``: other regions of the name that have figures;
    ``members``: the countries and territories of a region; ``rows``: how many of each table name it; ``sources``: those that
    do, who only repeat others last; ``families``: the table; ``treaties``; ``charts``; ``quarters`` by title; ``corridors``;
    ``claims``; ``remarks``: what to know
    before quoting, ``caveats``: all of them; ``gaps``: what is missing; ``grouped``: who has figures of groups alone, and where.
    """

    record: Record
    members: Named
    successors: Named
    namesakes: Named
    groupings: Named
    rows: Mapping[str, int]
    sources: tuple[Record, ...]
    families: tuple[Family, ...]
    treaties: tuple[Treaty, ...]
    charts: tuple[Chart, ...]
    quarters: tuple[tuple[str, Quarters], ...]
    corridors: tuple[CorridorList, ...]
    claims: tuple[ClaimLine, ...]
    remarks: tuple[Remark, ...]
    caveats: Caveats
    gaps: tuple[str, ...]
    grouped: Named
    version: str

    @property
    def code(self) -> str:
        return str(self.record["place"])

    @property
    def name(self) -> str:
        return str(self.record["name"])

    @property
    def title(self) -> str:
        """The name, of a region with who delimits it so."""
        return groupings.titles()[self.code]

    @property
    def extent(self) -> str:
        """How many rows name it, of how many sources, in words; the population beside them is no source's figure of trafficking."""
        people, count = self.rows["population"], len(self.sources)
        beside = f"{words.counted(people, 'row')} of population" if people else ""
        of_sources = f"{words.counted(sum(self.rows.values()) - people, 'row')} from {words.counted(count, 'source')}"
        return ", and ".join(filter(None, (of_sources if count else "no rows from any source", beside)))

    @property
    def around(self) -> Named:
        """The regions that include it whose figures the page shows besides, which are no rows of its own."""
        lines = (line for family in self.families for line in (*family.lines, *family.further))
        codes = dict.fromkeys(line.rows[0]["place"] for line in lines if line.rows[0]["place"] != self.code)
        return tuple((str(code), groupings.titles()[str(code)]) for code in codes)

    @property
    def is_empty(self) -> bool:
        """Whether no row of any table names it."""
        return not any(self.rows.values())

    @property
    def is_area(self) -> bool:
        """Whether it is a country or a territory, not a region."""
        return self.record["kind"] in ("country", "territory")

    @property
    def link(self) -> str:
        return CODEC.encode(State(self.code))

    @cached_property
    def every_caveat(self) -> Caveats:
        """The caveats of every row that names the place, those of earlier editions and documents too."""
        return place_caveats.caveats(self.download)

    @cached_property
    def pictured(self) -> list[tuple[str, str]]:
        """Indicator and source of the charts over years in the order of the page; of an index its overall score."""
        over_years = [(chart, chart.parts[-1][1]) for chart in (*main_charts(self.charts)[0], *main_charts(self.charts)[1])]
        return [(chart.indicator.code, chart.source) for chart, part in over_years if part.marks]

    @cached_property
    def panels(self) -> Panels:
        """What a picture draws: the first of these charts."""
        return series_panels(self.pictured, (self.code,))

    @cached_property
    def download(self) -> pd.DataFrame:
        """Every row that names the place, of all tables in one."""
        return place_rows_export.every_row(self.code)


@dataclass(frozen=True, eq=False)
class Scene:
    """``place`` is None where what the address names is no place; ``near``: places of like names (code, name).

    ``dissolved`` is the name of a state that no longer exists and has no page; ``near`` is then what came after it.
    """

    state: State
    place: PlaceScene | None
    near: Named = ()
    dissolved: str = ""

    @property
    def places(self) -> list[dict[str, str]]:
        """The other places, to compare with."""
        return [option for option in place_summary.options() if option["value"] != self.state.place]


@cache
def _last_years() -> Mapping[tuple[str, str], int]:
    """The last year that each source has of each indicator, of any place."""
    rows = place_summary.every_place()
    last = rows.groupby(["indicator", "source_id"], observed=True)["year_end"].max()
    pairs = last.reset_index().itertuples(index=False)
    return {(str(indicator), str(source)): int(year) for indicator, source, year in pairs}


@cache
def _sources() -> Mapping[str, Record]:
    return {record["source_id"]: record for record in evidence.all_sources()}


def _named(codes: tuple[str, ...], beside: str = "") -> Named:
    """Places by their names; one that has the name of the place ``beside`` which it stands says of which kind it is."""
    names, kinds = place_summary.names(), place_summary.kinds()
    return tuple((code, f"the {kinds[code]} {names[code]}" if names[code] == beside else names[code]) for code in codes)


def _quarters(place: str, lines: list[Line]) -> Iterator[tuple[str, Quarters]]:
    for line in lines:
        if line.rows[0]["place"] == place and line.indicator.code in place_summary.by_quarter():
            quarters = quarters_of(place, line.indicator, line.source)
            if quarters:
                yield line.title, quarters


@lru_cache(maxsize=4)
def _place_scene(place: str) -> PlaceScene:
    record = place_summary.record(place)
    rows = row_dicts(place_summary.on_place(place)[_COLUMNS])
    own = [row for row in rows if row["place"] == place]
    until = source_scope.EXISTED.get(place, (0, 9999))[1]
    lines = list(lines_of([row for row in rows if row["basis"] != "inferred"], _sources(), place))
    table, series = families(lines, place), charts(own, _sources(), _last_years(), until)
    records = [_sources()[source] for source in place_rows.sources(place)]
    flows = place_rows.rows(place, "flows")
    told = pd.concat([place_summary.on_place(place)[_TOLD], flows.loc[~flows["source_id"].isin(atlas.superseded()), _TOLD]])
    return PlaceScene(
        record=record,
        members=_named(place_names.members(place), record["name"]) if record["kind"] == "region" else (),
        successors=_named(place_names.successors(place)),
        namesakes=_named(place_names.namesakes(place), record["name"]),
        groupings=tuple((code, groupings.titles()[code]) for code in groupings.others(place)),
        rows=place_rows.counts(place),
        sources=tuple(sorted(records, key=lambda record: (record["kind"] == "secondary_claim", record["source_id"]))),
        families=table,
        treaties=treaties(lines, own, place),
        charts=series,
        quarters=tuple(_quarters(place, lines)),
        corridors=corridor_lists(place, str(record["name"])),
        claims=claim_lines(place),
        remarks=place_caveats.before_quoting(place, str(record["name"]), table),
        caveats=place_caveats.caveats(told),
        gaps=tuple(gap_sentences(place, series, rows)),
        grouped=tuple(group_sentences(place, rows)),
        version=atlas.atlas().version,
    )


@lru_cache(maxsize=4)
def scene(state: State) -> Scene:
    """The scene of a state: the place, or the nearest names where it names none."""
    if state.place in place_summary.names():
        return Scene(state, _place_scene(state.place))
    if former := dissolved(state.place):
        return Scene(state, None, _named(former.after), former.name)
    return Scene(state, None, _named(place_names.near(state.place)))
