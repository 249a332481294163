"""Turns every source into the tables: transcribed files -> normalise -> complete -> check -> Parquet.

``prepare`` does everything but the writing, so that ``check`` and ``build`` cannot disagree.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds

from etl.checks import coverage_gaps, pinned_figures, table_differences
from etl.claims import lineage, questions
from etl.contract import editions, row_rules, source_config, vocabulary
from etl.contract.errors import EtlError, gathered, raise_all
from etl.contract.schema import Tables
from etl.contract.source_config import Source
from etl.geography.gazetteer import Gazetteer
from etl.geography.reference_geography import Geography, build_geography
from etl.store import changelog, inputs, tables
from etl.store.inputs import Reference
from etl.transform import completed_rows, copies, map_classes, rate_differences

Progress = Callable[[str], None]
BASEMAP = "world_50m.json"
_NODE = ("node", "taken_from", "document", "produced_by", "says", "changed", "agrees", "note", "locator")
_ROWS = ("estimates", "ratings", "flows")


@dataclass(frozen=True)
class Prepared:
    """Everything a build writes: the tables, the basemap, what was left out, and the data version."""

    version: str
    tables: dict[str, pa.Table]
    basemap: bytes
    left_out: pd.DataFrame
    remarks: tuple[str, ...]


def checked_rows(source: Source, names: Gazetteer, *, pinned: bool = True) -> Tables:
    """The rows of one source, complete, and held against every rule, its pins and its holes; ``pinned``: pins are enough.

    Raises EtlError; what is wrong in source.toml is told together.
    """
    faults: list[EtlError] = []
    done = completed_rows.assemble(source, completed_rows.normalised(source, inputs.read_raw(source)), names, faults)
    for table in _ROWS:
        done.setdefault(table, pd.DataFrame(columns=[*tables.columns(table), "where"]))
        row_rules.check(table, done[table])
    done.setdefault("claims", pd.DataFrame(columns=[*tables.columns("claims"), "where"]))
    done.setdefault("lineage", pd.DataFrame(columns=[*_NODE, "source_id", "where"], dtype="str"))
    with gathered(faults):
        pinned_figures.hold(source, done)
    with gathered(faults):
        coverage_gaps.check(source, done["ratings"])
    if pinned:
        with gathered(faults):
            pinned_figures.count(source, done)
    raise_all(faults)
    return done


def _record(source: Source, done: Tables) -> dict[str, object]:
    """The row of the table ``sources``."""
    spans = [done[table][year] for table in ("estimates", "flows") for year in ("year_start", "year_end")]
    years = [year for span in (*spans, done["ratings"]["year"]) for year in span.unique()]
    ends = [done["flows"]["origin"], done["flows"]["destination"]]
    covered = {
        place
        for end in (done["estimates"]["place"], done["ratings"]["place"], *ends)
        for place in end.unique()
        if ":" not in place or "M49" in place
    }
    stated = {name: getattr(source, name) for name in tables.columns("sources") if hasattr(source, name)}
    return stated | {
        "accessed": source.accessed.isoformat(),
        "first_year": min(years),
        "last_year": max(years),
        "places_covered": len(covered - {"WORLD"}),
        "copies": copies.summed_up(copy for table in _ROWS for copy in done[table]["copy"].unique()),
        "input_sha256": inputs.fingerprint(source.folder),
    }


def _joined(parts: list[Tables], table: str) -> pd.DataFrame:
    """The rows of all sources; they are taken out of the parts, so that they are not held twice."""
    taken = [part.pop(table) for part in parts]
    filled = [frame for frame in taken if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else taken[0]


def _indicators() -> pd.DataFrame:
    rows = [
        {"indicator": code, **{name: getattr(entry, name) for name in tables.columns("indicators") if name != "indicator"}}
        for code, entry in vocabulary.indicators().items()
    ]
    return pd.DataFrame(rows)


def _remarks(flows: pd.DataFrame) -> Iterator[str]:
    """What a person should know of the rows as a whole: names that mean no place."""
    unmapped = flows[(flows["origin"] == "GROUP:unmapped") | (flows["destination"] == "GROUP:unmapped")]
    if len(unmapped):
        labels = sorted({*unmapped.loc[unmapped["origin"] == "GROUP:unmapped", "origin_printed"]})
        named = ", ".join(repr(label) for label in labels if not label.startswith("Q6"))
        yield f"not mapped to a place: {len(unmapped)} flows of {len(labels)} printed citizenships, kept as printed: {named}"
    yield "every other name of a place is mapped; an unknown name stops the build"


def _frames_of(given: Reference, geography: Geography, sources: list[Source], parts: list[Tables]) -> dict[str, pd.DataFrame]:
    """All tables, made of the rows of the sources, which are taken out of ``parts``."""
    sources_table = pd.DataFrame([_record(source, part) for source, part in zip(sources, parts, strict=True)])
    estimates, ratings, flows = (_joined(parts, table) for table in _ROWS)
    earlier = editions.superseded(sources_table)
    estimates, answers = questions.assign(estimates, given.quantities, earlier=earlier)
    chains, claims = lineage.trace(_joined(parts, "lineage"), _joined(parts, "claims"), estimates, ratings, sources_table)
    population = given.tables["population"].astype({"year": "int64", "population": "int64"})
    estimates, apart = rate_differences.with_difference_caveats(estimates, population, sources, earlier)
    return {
        "sources": sources_table,
        "caveats": pd.concat([_joined(parts, "caveats"), *apart], ignore_index=True),
        "indicators": _indicators(),
        "places": geography.places,
        "estimates": estimates,
        "ratings": ratings,
        "flows": flows,
        "population": population,
        **{name: given.tables[name] for name in ("members", "citizenships", "aliases")},
        **answers,
        "claims": claims,
        "lineage": chains,
        "classes": map_classes.classes(estimates, ratings, population),
    }


def prepare(data: Path, progress: Progress = lambda step: None) -> Prepared:
    """Read, normalise and check everything below ``data``; raises EtlError at the first fault, and writes nothing."""
    version = inputs.data_version(data)
    sources = list(source_config.discover(inputs.sources_folder(data)))
    progress("places")
    given = inputs.read_reference(data)
    geography = build_geography(given, scopes=[source.source_id for source in sources])
    parts = []
    for source in sources:
        progress(source.source_id)
        parts.append(checked_rows(source, geography.gazetteer))
    progress("lineage")
    frames = _frames_of(given, geography, sources, parts)
    remarks = tuple(_remarks(frames["flows"]))
    # Each frame is let go once its table is made, so that the largest are not held twice.
    made = {name: tables.arrow(name, frames.pop(name), version) for name in list(frames)}
    return Prepared(version, made, json.dumps(geography.basemap, separators=(",", ":")).encode(), _joined(parts, "left_out"), remarks)


def _changes(data: Path, prepared: Prepared) -> tuple[str, dict[str, Any]] | None:
    """The version that stands and what differs from its tables; None where none stand that can be read, or the version is theirs."""
    try:
        before = changelog.before(data, table_differences.row_tables())
        if not before or before[0] == prepared.version:
            return None
        return before[0], table_differences.changes(before[1], {name: ds.dataset(table) for name, table in prepared.tables.items()})
    except (OSError, pa.ArrowInvalid):
        return None


def build(data: Path, progress: Progress = lambda step: None) -> Prepared:
    """Prepare everything and show it as ``data/built``; raises EtlError, and the old tables stay as they were."""
    with tables.exclusive(data):
        prepared = prepare(data, progress)
        progress("writing")
        changed = _changes(data, prepared)
        tables.write(data, prepared.version, prepared.tables, {BASEMAP: prepared.basemap})
        if changed:
            changelog.write(data, prepared.version, *changed)
    return prepared
