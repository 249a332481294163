"""How figures travelled: for every claim the chain from its producer to the document that repeats it.

A chain follows the nodes of the document's lineage.csv; where it has none, it is made of what the claim itself says.
A circular chain, a chain without an end and a node without a claim stop the build.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from etl.claims import agreement
from etl.claims.agreement import COUNT_PREFIX, Verdict
from etl.contract import vocabulary
from etl.contract.errors import RuleError
from etl.contract.row_dicts import row_dicts
from etl.contract.schema import fields

NODE = ("node", "taken_from", "document", "produced_by", "says", "changed", "agrees", "note", "locator")
_NO_VERDICT = Verdict("", (), "")
_UNSEEN = "This step is known only from the document that repeats it."
# A document and a node of its lineage.csv, or a document and the offset of a claim.
Key = tuple[str, str]
Record = Mapping[str, Any]


@dataclass(frozen=True)
class _Step:
    """One step of a chain; the first is the producer, or whoever is next to it, the last is the document."""

    document: str
    produced_by: str
    says: str = ""
    note: str = ""
    locator: str = ""
    row_id: str | None = None
    agrees_with_previous: str = "unknown"
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Index:
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


def _lineage_index(nodes: pd.DataFrame, claims: pd.DataFrame, rows: Mapping[str, pd.DataFrame], sources: pd.DataFrame) -> _Index:
    """The index of ``nodes``, ``claims`` and those ``rows`` (``estimates`` and ``ratings``) that a node or a claim names."""
    links = {*claims["row_id"], *claims["repeats"], *nodes["taken_from"]}
    linked = {
        row[name]: row
        for name, frame in ((f"{table.removesuffix('s')}_id", frame) for table, frame in rows.items())
        for row in row_dicts(frame[frame[name].isin(links)])
    }
    return _Index(
        {(row["source_id"], row["node"]): row for row in row_dicts(nodes)},
        {(row["source_id"], str(row["offset"])): row for row in row_dicts(claims) if row["row_id"]},
        linked,
        dict(zip(sources["source_id"], sources["title"], strict=True)),
        dict(zip(sources["source_id"], sources["publisher"], strict=True)),
        rows["ratings"],
    )


def _atlas_step(link: str, index: _Index) -> _Step | None:
    """The first step of a chain that begins with a row of the atlas, or a count of its rows; None for any other link."""
    if row := index.rows.get(link):
        source = row["source_id"]
        return _Step(index.titles[source], index.publishers[source], str(row["as_printed"]), "", str(row["locator"]), link)
    if link.startswith(COUNT_PREFIX) and (rows := index.count(link)):
        source = link.removeprefix(COUNT_PREFIX).split("/")[0]
        note = "Counted from the rows of this source in the atlas."
        return _Step(index.titles[source], index.publishers[source], f"{rows} rows", note)
    return None


def _document_step(claim: Record, index: _Index) -> _Step:
    """The last step: the document that makes the claim."""
    source = claim["source_id"]
    locator = f"{claim['section']}, at character {claim['offset']}"
    note = "" if claim["produced_by"] else "The document names no producer."
    changed = () if claim["attribution"] != "none" else ("attribution",)
    return _Step(index.titles[source], index.publishers[source], claim["as_printed"], note, locator, claim["row_id"], changed=changed)


def _node_step(node: Record, index: _Index) -> _Step:
    """A step as lineage.csv states it; the step of a claim takes what the node leaves blank from the claim."""
    source, claim = node["source_id"], index.claims.get((node["source_id"], node["node"]))
    own = _document_step(claim, index) if claim else _Step("", "")
    return _Step(
        node["document"] or own.document,
        node["produced_by"] or own.produced_by or (index.publishers[source] if claim else ""),
        node["says"] or own.says,
        node["note"] or own.note,
        node["locator"] or own.locator,
        own.row_id,
        node["agrees"] or "unknown",
        tuple(word for word in node["changed"].split(";") if word),
    )


def _broken_chain(row: Record, problem: str) -> RuleError:
    remedy = "Name another node, SOURCE@OFFSET, a row of the atlas, or one of: producer, unknown."
    return RuleError(row["source_id"], str(row["where"]), problem, remedy)


def _chain_without_nodes(claim: Record, index: _Index) -> list[_Step]:
    """The chain of a claim without nodes: what it repeats or whom it names, then the document."""
    last = _document_step(claim, index)
    producer = claim["produced_by"]
    if not claim["repeats"]:
        return [_Step(producer, producer, note=_UNSEEN), last] if producer else [last]
    if first := _atlas_step(claim["repeats"], index):
        return [first, last]
    raise _broken_chain(claim, f"the claim repeats '{claim['repeats']}', which the atlas does not hold")


def _chain_to(key: Key, index: _Index, before: tuple[Key, ...] = ()) -> list[_Step]:
    """The steps from the producer to the node or claim ``key``; ``before``: the nodes that lead to it."""
    node = index.nodes.get(key)
    if node is None:
        return _chain_without_nodes(index.claims[key], index)
    if key in before:
        raise _broken_chain(node, "the chain is circular")
    link, step = node["taken_from"], _node_step(node, index)
    if link == "unknown":
        return [_Step("Not known", "Not known", note="No producer is named, and no earlier document was found."), step]
    if link == "producer":
        return [step]
    if first := _atlas_step(link, index):
        return [first, step]
    document, _, offset = link.rpartition("@")
    target = (document, offset) if document else (key[0], link)
    if target not in index.nodes and target not in index.claims:
        raise _broken_chain(node, f"the chain has no end: '{link}' is not a node, a claim or a row" if link else "the chain has no end")
    return [*_chain_to(target, index, (*before, key)), step]


def _chain(claim: Record, index: _Index) -> list[_Step]:
    """The chain of a claim; several claims at one offset (one figure, four countries) share nodes, not rows."""
    key = (claim["source_id"], str(claim["offset"]))
    if key not in index.nodes:
        return _chain_without_nodes(claim, index)
    *earlier, last = _chain_to(key, index)
    return [*earlier, replace(last, row_id=claim["row_id"])]


def _verdict(row: Record, link: str, index: _Index) -> Verdict:
    if link.startswith(COUNT_PREFIX):
        return agreement.compare_with_count(row, index.count(link))
    claimed = {str(claim["row_id"]) for claim in index.claims.values()}
    return agreement.compare_with_row(row, index.rows[link], origin="the earlier document" if link in claimed else "the primary source")


def _compared(chain: list[_Step], claim: Record, index: _Index) -> tuple[list[_Step], Verdict]:
    """The chain with its last step compared with the row that it comes from, if the atlas has that row."""
    link = claim["repeats"] or next((step.row_id for step in chain[:-1] if step.row_id), "")
    if not link or len(chain) < 2:
        return chain, _NO_VERDICT
    verdict = _verdict(index.rows[claim["row_id"]], link, index)
    *earlier, last = chain
    compared = replace(
        last,
        agrees_with_previous=verdict.agrees if len(chain) == 2 or last.agrees_with_previous == "unknown" else last.agrees_with_previous,
        changed=tuple(dict.fromkeys((*verdict.changed, *last.changed))),
        note=" ".join(part for part in (last.note, verdict.note) if part),
    )
    return [*earlier, compared], verdict


def _check_words(nodes: pd.DataFrame) -> None:
    changes, agreements = vocabulary.terms("change"), vocabulary.terms("agreement")
    for row in nodes.to_dict("records"):
        unknown = [*sorted({*row["changed"].split(";")} - {"", *changes}), *({row["agrees"]} - {"", *agreements})]
        if unknown:
            remedy = f"Use words of: {', '.join([*changes, *agreements])}."
            raise RuleError(row["source_id"], str(row["where"]), f"unknown word '{unknown[0]}'", remedy)


def _check_nodes(nodes: pd.DataFrame, index: _Index) -> None:
    """Raise RuleError for an unknown word, a node at an offset without a claim, and a broken chain."""
    _check_words(nodes)
    for row in nodes[nodes["node"].str.fullmatch(r"\d+")].to_dict("records"):
        if (row["source_id"], row["node"]) not in index.claims:
            raise RuleError(row["source_id"], str(row["where"]), f"there is no claim at offset {row['node']}", "Correct the offset.")
    for key in index.nodes:
        _chain_to(key, index)


def _rows(row_id: str, chain: list[_Step]) -> Iterator[dict[str, Any]]:
    for number, step in enumerate(chain, 1):
        agrees = step.agrees_with_previous if number > 1 else "unknown"
        yield asdict(step) | {"estimate_id": row_id, "step": number, "agrees_with_previous": agrees, "changed": list(step.changed)}


def trace(
    nodes: pd.DataFrame, claims: pd.DataFrame, estimates: pd.DataFrame, ratings: pd.DataFrame, sources: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table ``lineage``, and ``claims`` with ``agrees`` and ``agreement``.

    ``nodes``: rows of all lineage.csv files with ``source_id`` and ``where``. Raises RuleError for a broken chain.
    """
    index = _lineage_index(nodes, claims, {"estimates": estimates, "ratings": ratings}, sources)
    _check_nodes(nodes, index)
    steps: list[dict[str, Any]] = []
    verdicts: dict[str, Verdict] = {}
    for claim in row_dicts(claims[claims["row_id"].notna()]):
        chain, verdicts[claim["claim_id"]] = _compared(_chain(claim, index), claim, index)
        steps.extend(_rows(claim["row_id"], chain))
    by_claim = [verdicts.get(claim, _NO_VERDICT) for claim in claims["claim_id"]]
    compared = claims.assign(agrees=[verdict.agrees for verdict in by_claim], agreement=[verdict.note for verdict in by_claim])
    return pd.DataFrame(steps, columns=[field.name for field in fields()["lineage"]]), compared
