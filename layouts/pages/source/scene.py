"""What the page of a source shows; for a text that is no source, the sources of near names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process, utils

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import choices, corridors, evidence, place_summary, revisions, source_profile
from etl.queries.atlas import atlas
from etl.queries.source_profile import PinnedFigure
from layouts import format as words
from layouts.evidence import reported_places
from layouts.export import Caveat
from layouts.exports import citations
from layouts.pages.source.state import State

Record = Mapping[str, Any]
# Of how many countries the names stand before a caveat.
_FEW = 3
_NEAR, _ALIKE = 5, 60


@dataclass(frozen=True)
class Counted:
    """What the source counts: label and definition, years, places in words, how many rows, and the address where it is drawn."""

    label: str
    definition: str
    years: str
    places: str
    rows: int
    address: str


@dataclass(frozen=True)
class Revised:
    """An edition that the source revises, and how many cells are of each kind of change."""

    record: Record
    cells: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Scene:
    """The page of ``state.source``; ``record`` is None where there is no such source, ``near`` then names those of near names."""

    state: State
    record: Record | None
    near: Sequence[Record]
    version: str

    @property
    def source(self) -> Record:
        """The record of the source; to be asked for only where there is one."""
        if self.record is None:
            raise LookupError(self.state.source)
        return self.record

    @property
    def places(self) -> str:
        """The places that the source reports on, in words; '' where it speaks of regions alone."""
        return reported_places.of_source(self.state.source)

    @cached_property
    def series(self) -> pd.DataFrame:
        """The series of the source, one a row; none where there is no source."""
        return source_profile.series(self.state.source)

    @cached_property
    def counted(self) -> tuple[Counted, ...]:
        """What the source counts, its own kind of figure first: one an indicator, and for flows one a kind of evidence."""
        known, kind = vocabulary.indicators(), self.source["kind"]
        rows = sorted(row_dicts(source_profile.counted(self.state.source)), key=lambda row: known[row["indicator"]].kind != kind)
        return tuple(_counted(self.state.source, row) for row in rows)

    @cached_property
    def caveats(self) -> tuple[tuple[Caveat, ...], tuple[Caveat, ...]]:
        """The caveats, the gravest first: those of the whole source or of much of it, and those of few countries or single rows."""
        records = row_dicts(evidence.all_caveats(self.state.source))
        narrow = [caveat["single_rows"] or (bool(_named(caveat)) and self.source["places_covered"] > _FEW) for caveat in records]
        whole, single = ([caveat for caveat, own in zip(records, narrow, strict=True) if own == limited] for limited in (False, True))
        return tuple(map(_caveat, whole)), tuple(map(_caveat, single))

    @cached_property
    def revised(self) -> tuple[Revised, ...]:
        """The editions that the source revises, the latest first, each against the one that revises it."""
        editions = [self.state.source, *revisions.earlier(self.state.source)]
        return tuple(Revised(evidence.source(before), revisions.summary(after)) for after, before in pairwise(editions))

    @property
    def latest(self) -> Record | None:
        """The last edition that revises the source; None where it is the last."""
        last = revisions.latest(self.state.source)
        return evidence.source(last) if last else None

    @property
    def pinned(self) -> tuple[PinnedFigure, ...]:
        return source_profile.pinned_figures(self.state.source)

    @property
    def row_counts(self) -> Mapping[str, int]:
        return source_profile.row_counts(self.state.source)

    @property
    def is_document(self) -> bool:
        return source_profile.is_document(self.state.source)

    @property
    def citations(self) -> Mapping[str, str]:
        """The citation in each form, by the ending of its file."""
        work = citations.of_source(self.source)
        return {ending: write([work]) for ending, (_, write) in citations.FORMS.items()}


def _drawn_at(source: str, table: str, indicator: str, kind: str) -> str:
    """The address of the map of an indicator, or of the map of flows; '' where there is none."""
    if table != "flows":
        return f"/map?v=1&indicator={indicator}&source={source}" if source_profile.mapped(source, indicator) else ""
    return f"/flows?v=1&series={source}.{kind}" if f"{source}.{kind}" in corridors.series() else ""


def _counted(source: str, row: Record) -> Counted:
    indicator, kind = vocabulary.indicators()[row["indicator"]], row["evidence"]
    about = vocabulary.terms("evidence")[kind] if kind else indicator
    label = f"Between countries: {about.label.lower()}" if kind else indicator.label
    years, address = words.period(row["first_year"], row["last_year"]), _drawn_at(source, row["table"], indicator.code, kind)
    places = reported_places.of_corridors(source, kind) if kind else row["place"] or f"{row['places']} places"
    return Counted(label, about.definition, years, places, row["rows"], address)


def _named(caveat: Record) -> list[str]:
    """The names of the countries that a caveat is limited to, where they are few."""
    codes = [code for limit in (caveat["places"], caveat["destinations"]) if limit is not None for code in limit]
    names = [place_summary.names()[code] for code in codes if place_summary.kinds()[code] in ("country", "territory")]
    return names if len(names) <= _FEW else []


def _caveat(caveat: Record) -> Caveat:
    """A caveat, with the few countries and the years that it is limited to where it does not name them itself."""
    names = _named(caveat)
    if not names or any(name in caveat["text"] for name in names):
        return Caveat(caveat["source_id"], caveat["severity"], caveat["text"])
    years: list[str] = [] if pd.isna(caveat["first_year"]) else [words.period(caveat["first_year"], caveat["last_year"])]
    return Caveat(caveat["source_id"], caveat["severity"], caveat["text"], ", ".join([*names, *years]))


def near(text: str) -> list[Record]:
    """The sources whose titles or identifiers are like a text, the most alike first."""
    records = {record["source_id"]: record for record in evidence.all_sources()}
    names = {code: f"{record['short_title']} {record['publisher']} {code.replace('_', ' ')}" for code, record in records.items()}
    alike = process.extract(text, names, scorer=fuzz.partial_ratio, processor=utils.default_process, limit=_NEAR, score_cutoff=_ALIKE)
    return [records[code] for _, _, code in alike]


def group_label(row: Record) -> str:
    """The group of people of a series in words."""
    return choices.group_label(f"{row['form']}.{row['sex']}.{row['age']}")


@lru_cache(maxsize=8)
def scene(state: State) -> Scene:
    """The scene of a state."""
    known = state.source in evidence.identifiers()
    record = evidence.source(state.source) if known else None
    return Scene(state, record, [] if known else near(state.source), atlas().version)
