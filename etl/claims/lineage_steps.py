"""The steps of a chain from the producer of a figure to the document that repeats it, and the records they are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.claims.agreement import COUNT_PREFIX
from etl.contract.row_dicts import row_dicts

# A document and a node of its lineage.csv, or a document and the offset of a claim.
Key = tuple[str, str]
Record = Mapping[str, Any]
_UNSEEN = "This step is known only from the document that repeats it."


@dataclass(frozen=True)
class Step:
    """One step of a chain; the first is the producer, or whoever is next to it, the last is the document."""

    document: str
    produced_by: str
    says: str = ""
    note: str = ""
    locator: str = ""
    row_id: str | None = None
    agrees: str = "unknown"
    changed: tuple[str, ...] = ()


UNKNOWN_PRODUCER = Step("Not known", "Not known", note="Nobody is named, and no earlier document was found.")


@dataclass(frozen=True)
class LineageIndex:
    """The records that chains lead through: nodes of all documents, claims by document and offset, rows by identifier."""

    nodes: Mapping[Key, Record]
    claims: Mapping[Key, Record]
    rows: Mapping[str, Record]
    titles: Mapping[str, str]
    publishers: Mapping[str, str]
    ratings: pd.DataFrame

    def count(self, link: str) -> int:
        """The number of ratings that a link such as 'count:unodc_2006/unodc_origin/2006' names."""
        source, indicator, year, *rating = link.removeprefix(COUNT_PREFIX).split("/")
        rows = self.ratings[(self.ratings["source_id"] == source) & (self.ratings["indicator"] == indicator)]
        rows = rows[rows["year"] == int(year)]
        return int((rows["rating"] == rating[0]).sum() if rating else len(rows))


def lineage_index(nodes: pd.DataFrame, claims: pd.DataFrame, rows: Mapping[str, pd.DataFrame], sources: pd.DataFrame) -> LineageIndex:
    """The index of ``nodes``, ``claims`` and those ``rows`` (``estimates`` and ``ratings``) that a node or a claim names."""
    links = {*claims["row_id"], *claims["repeats"], *nodes["taken_from"]}
    linked = {
        row[name]: row
        for name, frame in ((f"{table.removesuffix('s')}_id", frame) for table, frame in rows.items())
        for row in row_dicts(frame[frame[name].isin(links)])
    }
    return LineageIndex(
        {(row["source_id"], row["node"]): row for row in row_dicts(nodes)},
        {(row["source_id"], str(row["offset"])): row for row in row_dicts(claims) if row["row_id"]},
        linked,
        dict(zip(sources["source_id"], sources["title"], strict=True)),
        dict(zip(sources["source_id"], sources["publisher"], strict=True)),
        rows["ratings"],
    )


def atlas_step(link: str, index: LineageIndex) -> Step | None:
    """The first step of a chain that begins with a row of the atlas, or a count of its rows; None for any other link."""
    if row := index.rows.get(link):
        source = row["source_id"]
        return Step(index.titles[source], index.publishers[source], str(row["as_printed"]), "", str(row["locator"]), link)
    if link.startswith(COUNT_PREFIX) and (rows := index.count(link)):
        source = link.removeprefix(COUNT_PREFIX).split("/")[0]
        note = "Counted from the rows that the atlas holds of this source."
        return Step(index.titles[source], index.publishers[source], f"{rows} rows", note)
    return None


def named_step(produced_by: str) -> list[Step]:
    """The step of the producer that a claim names, if it names one."""
    return [Step(produced_by, produced_by, note=_UNSEEN)] if produced_by else []


def document_step(claim: Record, index: LineageIndex) -> Step:
    """The last step: the document that makes the claim."""
    source = claim["source_id"]
    locator = f"{claim['section']}, at character {claim['offset']}"
    note = "" if claim["produced_by"] else "The document names nobody."
    changed = () if claim["attribution"] != "none" else ("attribution",)
    return Step(index.titles[source], index.publishers[source], claim["as_printed"], note, locator, claim["row_id"], changed=changed)


def node_step(node: Record, index: LineageIndex) -> Step:
    """A step as lineage.csv states it; the step of a claim takes what the node leaves blank from the claim."""
    source, claim = node["source_id"], index.claims.get((node["source_id"], node["node"]))
    own = document_step(claim, index) if claim else Step("", "")
    return Step(
        node["document"] or own.document,
        node["produced_by"] or own.produced_by or (index.publishers[source] if claim else ""),
        node["says"] or own.says,
        node["note"] or own.note,
        node["locator"] or own.locator,
        own.row_id,
        node["agrees"] or "unknown",
        tuple(word for word in node["changed"].split(";") if word),
    )
