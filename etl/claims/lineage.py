"""How figures travelled: for every claim the chain from its producer to the document that repeats it.

A chain follows the nodes of the document's lineage.csv; where it has none, it is made of what the claim itself says.
A circular chain, a chain without an end and a node without a claim stop the build.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from etl.claims import agreement, lineage_steps
from etl.claims.agreement import COUNT_PREFIX, Verdict
from etl.claims.lineage_steps import Key, LineageIndex, Record, Step, atlas_step
from etl.contract import vocabulary
from etl.contract.errors import RuleError
from etl.contract.row_dicts import row_dicts
from etl.contract.schema import fields

NODE = ("node", "taken_from", "document", "produced_by", "says", "changed", "agrees", "note", "locator")
ENDS = ("producer", "unknown")
_NO_VERDICT = Verdict("", (), "")


def _broken_chain(row: Record, problem: str) -> RuleError:
    remedy = f"Name another node, SOURCE@OFFSET, a row of the atlas, or one of: {', '.join(ENDS)}."
    return RuleError(row["source_id"], str(row["where"]), problem, remedy)


def _chain_without_nodes(claim: Record, index: LineageIndex) -> list[Step]:
    """The chain of a claim without nodes: what it repeats or whom it names, then the document."""
    last = lineage_steps.document_step(claim, index)
    if not claim["repeats"]:
        return [*lineage_steps.named_step(claim["produced_by"]), last]
    if first := atlas_step(claim["repeats"], index):
        return [first, last]
    raise _broken_chain(claim, f"the claim repeats '{claim['repeats']}', which the atlas does not hold")


def _chain_to(key: Key, index: LineageIndex, before: tuple[Key, ...] = ()) -> list[Step]:
    """The steps from the producer to the node or claim ``key``; ``before``: the nodes that lead to it."""
    node = index.nodes.get(key)
    if node is None:
        return _chain_without_nodes(index.claims[key], index)
    if key in before:
        raise _broken_chain(node, "the chain is circular")
    link, step = node["taken_from"], lineage_steps.node_step(node, index)
    if link in ENDS:
        return [lineage_steps.UNKNOWN_PRODUCER, step] if link == "unknown" else [step]
    if first := atlas_step(link, index):
        return [first, step]
    document, _, offset = link.rpartition("@")
    target = (document, offset) if document else (key[0], link)
    if target not in index.nodes and target not in index.claims:
        raise _broken_chain(node, f"the chain has no end: '{link}' is not a node, a claim or a row" if link else "the chain has no end")
    return [*_chain_to(target, index, (*before, key)), step]


def _chain(claim: Record, index: LineageIndex) -> list[Step]:
    """The chain of a claim; several claims at one offset (one figure, four countries) share nodes, not rows."""
    key = (claim["source_id"], str(claim["offset"]))
    if key not in index.nodes:
        return _chain_without_nodes(claim, index)
    *earlier, last = _chain_to(key, index)
    return [*earlier, replace(last, row_id=claim["row_id"])]


def _verdict(row: Record, link: str, index: LineageIndex) -> Verdict:
    if link.startswith(COUNT_PREFIX):
        return agreement.compare_with_count(row, index.count(link))
    claimed = {str(claim["row_id"]) for claim in index.claims.values()}
    return agreement.compare_with_row(row, index.rows[link], origin="the earlier document" if link in claimed else "the primary source")


def _compared(chain: list[Step], claim: Record, index: LineageIndex) -> tuple[list[Step], Verdict]:
    """The chain with its last step compared with the row that it comes from, if the atlas has that row."""
    link = claim["repeats"] or next((step.row_id for step in chain[:-1] if step.row_id), "")
    if not link or len(chain) < 2:
        return chain, _NO_VERDICT
    verdict = _verdict(index.rows[claim["row_id"]], link, index)
    *earlier, last = chain
    compared = replace(
        last,
        agrees=verdict.agrees if len(chain) == 2 or last.agrees == "unknown" else last.agrees,
        changed=tuple(dict.fromkeys((*verdict.changed, *last.changed))),
        note=" ".join(part for part in (last.note, verdict.note) if part),
    )
    return [*earlier, compared], verdict


def _check_words(nodes: pd.DataFrame) -> None:
    changes, agreements = vocabulary.terms("change"), vocabulary.terms("agreement")
    for row in nodes.to_dict("records"):
        unknown = sorted({word for word in row["changed"].split(";") if word} - set(changes))
        unknown += [word for word in [row["agrees"]] if word and word not in agreements]
        if unknown:
            remedy = f"Use words of: {', '.join([*changes, *agreements])}."
            raise RuleError(row["source_id"], str(row["where"]), f"unknown word '{unknown[0]}'", remedy)


def _check_nodes(nodes: pd.DataFrame, index: LineageIndex) -> None:
    """Raise RuleError for an unknown word, a node at an offset without a claim, and a broken chain."""
    _check_words(nodes)
    for row in nodes[nodes["node"].str.fullmatch(r"\d+")].to_dict("records"):
        if (row["source_id"], row["node"]) not in index.claims:
            raise RuleError(row["source_id"], str(row["where"]), f"there is no claim at offset {row['node']}", "Correct the offset.")
    for key in index.nodes:
        _chain_to(key, index)


def _rows(row_id: str, chain: list[Step]) -> Iterator[dict[str, Any]]:
    for number, step in enumerate(chain, 1):
        yield {
            "estimate_id": row_id,
            "step": number,
            "document": step.document,
            "produced_by": step.produced_by,
            "says": step.says,
            "agrees_with_previous": step.agrees if number > 1 else "unknown",
            "changed": list(step.changed),
            "note": step.note,
            "locator": step.locator,
            "row_id": step.row_id,
        }


def trace(
    nodes: pd.DataFrame, claims: pd.DataFrame, estimates: pd.DataFrame, ratings: pd.DataFrame, sources: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table ``lineage``, and ``claims`` with ``agrees`` and ``agreement``.

    ``nodes``: rows of all lineage.csv files with ``source_id`` and ``where``. Raises RuleError for a broken chain.
    """
    index = lineage_steps.lineage_index(nodes, claims, {"estimates": estimates, "ratings": ratings}, sources)
    _check_nodes(nodes, index)
    steps: list[dict[str, Any]] = []
    verdicts: dict[str, Verdict] = {}
    for claim in row_dicts(claims[claims["row_id"].notna()]):
        chain, verdicts[claim["claim_id"]] = _compared(_chain(claim, index), claim, index)
        steps.extend(_rows(claim["row_id"], chain))
    by_claim = [verdicts.get(claim, _NO_VERDICT) for claim in claims["claim_id"]]
    compared = claims.assign(agrees=[verdict.agrees for verdict in by_claim], agreement=[verdict.note for verdict in by_claim])
    return pd.DataFrame(steps, columns=[field.name for field in fields()["lineage"]]), compared
