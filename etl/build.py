"""Turns all sources into the tables: transcribed files -> normalise -> complete -> check -> Parquet.

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

from etl.checks import source_checks, table_differences
from etl.claims import lineage, questions
from etl.contract import source_config
from etl.contract.errors import EtlError, raise_all
from etl.contract.schema import ROW_TABLES, Reference, Tables
from etl.contract.source_config import Source
from etl.contract.source_module import module_of
from etl.contract.table_contract import contracts, quotations
from etl.geography.gazetteer import Gazetteer, iso_aliases
from etl.geography.reference_geography import Geography, build_geography
from etl.store import changelog, inputs, tables
from etl.transform import completed_rows, map_classes, rates, records, search_index

Progress = Callable[[str], None]
BASEMAP = "world_50m.json"


@dataclass(frozen=True)
class Prepared:
    """Everything a build writes: the tables, the basemap, what was left out, and the data version."""

    version: str
    tables: dict[str, pa.Table]
    basemap: bytes
    left_out: pd.DataFrame
    remarks: tuple[str, ...]


def normalised(source: Source) -> Tables:
    """What the module of a source makes of its files; the source is named in an error."""
    module = module_of(source)
    raw = inputs.read_raw(source, module.FILES)
    try:
        return module.normalise(raw)
    except EtlError as error:
        error.source = error.source or source.source_id
        raise


def checked_rows(source: Source, names: Gazetteer, *, pinned: bool = True) -> Tables:
    """The rows of one source, complete, and checked against all rules, its pins and its gaps; ``pinned``: there must be enough pins.

    Raises EtlError; what is wrong in source.toml is reported together.
    """
    faults: list[EtlError] = []
    rows = completed_rows.assemble(source, normalised(source), names, faults)
    for table in ROW_TABLES:
        if len(rows[table]):
            contracts()[table].check(rows[table])
    of_pins = source_checks.pinned_rows(source, rows)
    raise_all([*faults, *source_checks.faults(source, rows, of_pins, pinned=pinned)])
    return {**rows, "pinned_figures": source_checks.pinned_figures(source, of_pins)}


def _joined(parts: list[Tables], table: str) -> pd.DataFrame:
    """The rows of all sources; they are removed from the parts, so that they are not in memory twice."""
    frames = [part.pop(table) for part in parts]
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


def _aliases(reference: Reference, geography: Geography) -> pd.DataFrame:
    """All other names of places: those that sources print, those of ISO 3166, and those by which readers find them."""
    names = reference.tables["names"].rename(columns={"name": "alias"})
    names = names.assign(kind="name_" + names["language"], scope="")[["alias", "place", "kind", "scope"]]
    return pd.concat([reference.tables["aliases"], iso_aliases(geography.places["place"]), names], ignore_index=True)


def _frames(reference: Reference, geography: Geography, sources: list[Source], parts: list[Tables]) -> dict[str, pd.DataFrame]:
    """All tables, made of the rows of the sources, which are removed from ``parts``."""
    hashes = [inputs.fingerprint(source.folder) for source in sources]
    sources_table = pd.DataFrame([records.of_source(*of_one) for of_one in zip(sources, parts, hashes, strict=True)])
    estimates, ratings, flows = (_joined(parts, table) for table in ROW_TABLES)
    earlier = source_config.superseded(sources_table)
    estimates, answers = questions.assign(estimates, reference.quantities, earlier=earlier)
    chains, claims = lineage.trace(_joined(parts, "lineage"), _joined(parts, "claims"), estimates, ratings, sources_table)
    population = reference.tables["population"].astype({"year": "int64", "population": "int64"})
    estimates, apart = rates.with_difference_caveats(estimates, population, sources, earlier)
    frames = {
        "sources": sources_table,
        "caveats": pd.concat([_joined(parts, "caveats"), *apart], ignore_index=True),
        "pinned_figures": _joined(parts, "pinned_figures"),
        "indicators": records.indicators(),
        "places": geography.places,
        "estimates": estimates,
        "ratings": ratings,
        "flows": flows,
        "population": population,
        **{name: reference.tables[name] for name in ("members", "citizenships")},
        "aliases": _aliases(reference, geography),
        **answers,
        "claims": claims,
        "lineage": chains,
        "classes": map_classes.classes(estimates, ratings, population),
    }
    return frames | {"search": search_index.index(frames)}


def _remarks(flows: pd.DataFrame) -> Iterator[str]:
    """What a person who builds should know of printed names that mean no place."""
    rows = flows[(flows[["origin", "destination"]] == "GROUP:unmapped").any(axis=1)]
    if len(rows):
        labels = sorted(set(rows.loc[rows["origin"] == "GROUP:unmapped", "origin_printed"]))
        # Codes (Q6...) are printed where a name belongs.
        names = ", ".join(repr(label) for label in labels if not label.startswith("Q6"))
        yield f"not mapped to a place: {len(rows)} flows of {len(labels)} printed citizenships, kept as printed: {names}"
    yield "all other names of places are mapped; an unknown name stops the build"


def prepare(data: Path, progress: Progress = lambda step: None) -> Prepared:
    """Read, normalise and check everything below ``data``; raises EtlError at the first fault, and writes nothing."""
    version = inputs.data_version(data)
    sources = list(source_config.discover(inputs.sources_folder(data)))
    progress("places")
    reference = inputs.read_reference(data)
    geography = build_geography(reference, scopes=[source.source_id for source in sources])
    parts = []
    for source in sources:
        progress(source.source_id)
        parts.append(checked_rows(source, geography.gazetteer))
    progress("lineage")
    frames = _frames(reference, geography, sources, parts)
    remarks = tuple(_remarks(frames["flows"]))
    # Each frame is dropped once its table is made, so that the largest are not in memory twice.
    arrow_tables = {name: tables.arrow(name, frames.pop(name), version) for name in list(frames)}
    basemap = json.dumps(geography.basemap, separators=(",", ":")).encode()
    return Prepared(version, arrow_tables, basemap, _joined(parts, "left_out"), remarks)


def _changes(data: Path, prepared: Prepared) -> tuple[str, dict[str, Any]] | None:
    """The version built before and what differs from its tables; None where it cannot be read, or is the same."""
    try:
        before = changelog.previous_tables(data, quotations())
        if not before or before[0] == prepared.version:
            return None
        return before[0], table_differences.changes(before[1], {name: ds.dataset(table) for name, table in prepared.tables.items()})
    except (OSError, pa.ArrowInvalid):
        return None


def build(data: Path, progress: Progress = lambda step: None) -> Prepared:
    """Prepare everything and publish it as ``data/built``; raises EtlError, and the old tables stay as they were."""
    with tables.exclusive(data):
        prepared = prepare(data, progress)
        progress("writing")
        changed = _changes(data, prepared)
        tables.write(data, prepared.version, prepared.tables, {BASEMAP: prepared.basemap})
        if changed:
            changelog.write(data, prepared.version, *changed)
    return prepared
