"""Tables made of the documents: who is on which list of countries, and what it leaves out; all claims, and the open one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries import answers, atlas, claim_list, country_lists, evidence
from layouts import format as words
from layouts.components import rows_table
from layouts.components.rows_table import Line
from layouts.evidence.claim_words import bound
from layouts.evidence.other_names import also_called
from layouts.evidence.row_evidence import Caveats, RowEvidence, caveats_of, evidence_of
from layouts.evidence.row_record import RowRecord, row_record
from layouts.evidence.source_columns import with_source
from layouts.pages.compare.documents.state import CLAIMS, ClaimsState, ListsState
from layouts.pages.compare.question import state as question_state
from layouts.pages.compare.shared.modes import PATH

Claim = Mapping[str, Any]
_COLUMNS = (
    *("As printed", "What it is about", "Place", "Year", "Document"),
    *("Produced by", "Agrees with what it repeats", "Location in source"),
)
# What is added to what a claim counts; a claim of the scope 'core' is on trafficking itself.
_SCOPES = {"core": "", "story": "only in a story or example"}


@dataclass(frozen=True)
class ListsScene:
    """``rows``: a rating a country and list, with the columns of its source; ``names``: by country, whether each list names it.

    ``left_out``: by printed list, the countries of the primary source's highest class that it leaves out.
    """

    state: ListsState
    rows: pd.DataFrame
    names: pd.DataFrame
    left_out: Mapping[str, Sequence[str]]
    version: str

    @cached_property
    def evidence(self) -> RowEvidence:
        return evidence_of(self.rows)

    @cached_property
    def taken(self) -> Mapping[str, Sequence[str]]:
        """``left_out`` of the lists that were taken from the highest class: one that leaves out all of it was not."""
        highest = int(self.names[country_lists.HIGHEST].sum())
        return {name: countries for name, countries in self.left_out.items() if len(countries) < highest}

    @cached_property
    def table(self) -> dict[str, Any]:
        """The countries with their lists, those of the highest class first."""
        lists = [str(name) for name in self.names.columns if name != "name"]
        lines = [
            Line((row["name"], *_cells(row, lists)), {1: float(row[lists[0]])}, also=also_called(place))
            for place, row in zip(map(str, self.names.index), row_dicts(self.names), strict=True)
        ]
        caption = (
            f"Countries named as countries of {self.state.role}, those of the highest class first. A tick: the list names the country."
        )
        return rows_table.data(caption, lines, ("Country", *lists), by=1, ticked="named")


def in_sentence(name: str) -> str:
    """The name of a list as it stands in a sentence: 'Compilation 2014 (called high)'."""
    who, _, word = name.partition(": ")
    return f"{who} ({word})" if word else who


def _cells(row: Mapping[str, Any], lists: Sequence[str]) -> list[str]:
    """For each list whether it names a country; left out is what stands in the highest class and not in a printed list."""
    absent = {name: "" if name.startswith(country_lists.PRIMARY) or not row[lists[0]] else "left out" for name in lists}
    return ["named" if row[name] else absent[name] for name in lists]


@lru_cache(maxsize=16)
def lists_scene(state: ListsState) -> ListsScene:
    """The scene of a state."""
    rows = with_source(country_lists.ratings(state.role).astype("object")).reset_index(drop=True)
    return ListsScene(state, rows, country_lists.names(state.role), country_lists.left_out(state.role), atlas.atlas().version)


def about(claim: Claim) -> str:
    """What a claim counts, and what is to be known of it."""
    scope = _SCOPES.get(claim["scope"], "quoted in connection with trafficking")
    remarks = (bound(claim), scope, "" if claim["row_table"] else "no figure to compare")
    remark = "; ".join(filter(None, remarks))
    return words.sentence(claim["counted"]) + (f" ({remark})" if remark else "")


def year(claim: Claim) -> str:
    """The year that a claim speaks of; where none is printed, that of its document."""
    if not claim["year_stated"]:
        return f"not stated ({claim['published_year']})"
    return words.period(int(claim["year_start"]), int(claim["year_end"]))


def location(claim: Claim) -> str:
    """Where a claim stands in its document."""
    return f"{claim['section']}, at character {claim['offset']}"


def _line(number: int, claim: Claim) -> Line:
    """A claim as a line of the table, with a link that opens it; ``number``: its place among all claims."""
    agrees = vocabulary.label("agreement", claim["agrees"]).capitalize() if claim["agrees"] else ""
    document, producer = claim["short_title"], claim["producer"]
    cells = (claim["as_printed"], about(claim), claim["place_name"], year(claim), document, producer, agrees, location(claim))
    sorting_year = float(claim["year_end"] if claim["year_stated"] else claim["published_year"])
    order = {3: sorting_year, 4: claim["position"], 7: claim["position"]}
    return Line(cells, order, (0, PATH + CLAIMS.encode(ClaimsState(claim=claim["claim_id"]))), also_called(claim["place"]))


@dataclass(frozen=True)
class Claims:
    """All claims, whatever a link searches for; ``rows``: one a claim."""

    rows: pd.DataFrame
    version: str

    @cached_property
    def lines(self) -> list[Line]:
        return [_line(number, claim) for number, claim in enumerate(row_dicts(self.rows))]

    @cached_property
    def export_rows(self) -> pd.DataFrame:
        return with_source(self.rows.astype("object")).reset_index(drop=True)

    @cached_property
    def evidence(self) -> RowEvidence:
        return evidence_of(self.export_rows)

    @property
    def counts(self) -> str:
        """How many claims there are, and how many of them give no figure to compare."""
        tables = self.rows["row_table"].value_counts()
        return (
            f"{len(self.rows):,} claims in {self.rows['source_id'].nunique()} documents: {tables['estimates']} figures, "
            f"{tables['ratings']} classifications of places, and {tables['']} statements without a figure "
            "to compare, such as ranks in words and dates, which are listed but not charted."
        )


@dataclass(frozen=True)
class OpenClaim:
    """``record``: None where the claim gives no figure to compare; ``question``: a text and a link to the answers beside it."""

    claim: Claim
    record: RowRecord | None
    source: Mapping[str, Any]
    caveats: Caveats
    question: tuple[str, str] | None


@dataclass(frozen=True)
class ClaimsScene:
    """What a state of the claims shows; ``open``: the claim that is open, None where none is."""

    state: ClaimsState
    claims: Claims
    open: OpenClaim | None

    @property
    def table(self) -> dict[str, Any]:
        """All claims, searched for the words of the state."""
        caption = "Figures and classifications first, then statements without a figure, then stories."
        return rows_table.data(caption, self.claims.lines, _COLUMNS, by=rows_table.AS_GIVEN, search=self.state.search)


def _question(row_id: str | None) -> tuple[str, str] | None:
    quantity = answers.question_of(row_id) if row_id else ""
    if not quantity:
        return None
    state = question_state.CODEC.nearest_valid(question_state.State(quantity, axis="", mark=str(row_id)))
    others = len(answers.answers(quantity)) - 1
    beside = f"next to {others} other {'answer' if others == 1 else 'answers'}" if others else "as the answer to"
    return f"See it {beside}: {answers.question(quantity)['question']}", PATH + question_state.CODEC.encode(state)


def _open(claim_id: str) -> OpenClaim | None:
    claim = claim_list.claim(claim_id) if claim_id else None
    if claim is None:
        return None
    record = row_record(claim["row_id"]) if claim["row_table"] else None
    caveats = caveats_of(claim["caveat_ids"])
    return OpenClaim(claim, record, evidence.source(claim["source_id"]), caveats, _question(claim["row_id"]))


@cache
def _claims() -> Claims:
    """All claims, built once: they are the same in every state, and searches are without number."""
    return Claims(claim_list.claims(), atlas.atlas().version)


def claims_scene(state: ClaimsState) -> ClaimsScene:
    """The scene of a state."""
    return ClaimsScene(state, _claims(), _open(state.claim))
