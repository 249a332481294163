"""How figures travelled: for every claim the chain from its producer to the document that repeats it.

A chain follows the nodes of the document's lineage.csv; where it has none, it is made of what the claim itself says.
A chain that turns in a circle, ends nowhere or hangs on no claim stops the build.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from etl.claims import agreement
from etl.claims.agreement import COUNT, Verdict
from etl.contract import vocabulary
from etl.contract.errors import RuleError
from etl.contract.schema import fields

NODE = ("node", "taken_from", "document", "produced_by", "says", "changed", "agrees", "note", "locator")
ENDS = ("producer", "unknown")
_UNSEEN = "This step is known only from the document that repeats it."


@dataclass(frozen=True)
class Step:
    """One step of a chain, from whoever is next to the producer on to the document."""

    document: str
    produced_by: str
    says: str
    note: str
    locator: str
    row_id: str | None = None
    agrees: str = "unknown"
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Atlas:
    """What chains are followed through: nodes of all documents, claims by document and offset, rows by identifier."""

    nodes: Mapping[tuple[str, str], Mapping[str, Any]]
    claims: Mapping[tuple[str, str], Mapping[str, Any]]
    rows: Mapping[str, Mapping[str, Any]]
    titles: Mapping[str, str]
    publishers: Mapping[str, str]
    counts: pd.DataFrame

    def count(self, link: str) -> int:
        """The number of ratings that a link such as 'count:unodc_2006/unodc_origin/2006' names."""
        source, indicator, year, *rating = link.removeprefix(COUNT).split("/")
        rows = self.counts[(self.counts["source_id"] == source) & (self.counts["indicator"] == indicator)]
        rows = rows[rows["year"] == int(year)]
        return int((rows["rating"] == rating[0]).sum() if rating else len(rows))


def _primary(atlas: Atlas, row_id: str) -> Step:
    row = atlas.rows[row_id]
    source = row["source_id"]
    return Step(atlas.titles[source], atlas.publishers[source], str(row["as_printed"]), "", str(row["locator"]), row_id)


def _counted(atlas: Atlas, link: str) -> Step:
    source = link.removeprefix(COUNT).split("/")[0]
    note = "Counted from the rows that the atlas holds of this source."
    return Step(atlas.titles[source], atlas.publishers[source], f"{atlas.count(link)} rows", note, "")


def _held(atlas: Atlas, link: str) -> Step | None:
    """The first step of a chain that begins with a row, or a count of rows, of the atlas."""
    if link in atlas.rows:
        return _primary(atlas, link)
    return _counted(atlas, link) if link.startswith(COUNT) and atlas.count(link) else None


def _named(node: Mapping[str, Any], atlas: Atlas) -> Step:
    """A step as lineage.csv states it; the step of a claim takes what it lacks from the claim."""
    source, claim = node["source_id"], atlas.claims.get((node["source_id"], node["node"]))
    own = _document(claim, atlas) if claim else Step("", "", "", "", "")
    return Step(
        node["document"] or own.document,
        node["produced_by"] or own.produced_by or (atlas.publishers[source] if claim else ""),
        node["says"] or own.says,
        node["note"] or own.note,
        node["locator"] or own.locator,
        own.row_id,
        node["agrees"] or "unknown",
        tuple(word for word in node["changed"].split(";") if word),
    )


def _document(claim: Mapping[str, Any], atlas: Atlas) -> Step:
    source = claim["source_id"]
    where = f"{claim['section']}, at character {claim['offset']}"
    note = "" if claim["produced_by"] else "The document names nobody."
    lost = () if claim["attribution"] != "none" else ("attribution",)
    return Step(atlas.titles[source], atlas.publishers[source], claim["as_printed"], note, where, claim["row_id"], changed=lost)


def _plain(claim: Mapping[str, Any], atlas: Atlas) -> list[Step]:
    """The chain of a claim without nodes: what it repeats or whom it names, then the document."""
    last = _document(claim, atlas)
    if claim["repeats"]:
        found = _held(atlas, claim["repeats"])
        if found is None:
            raise _lost(claim, f"repeats '{claim['repeats']}', which the atlas does not hold")
        return [found, last]
    return [*([Step(claim["produced_by"], claim["produced_by"], "", _UNSEEN, "")] if claim["produced_by"] else []), last]


def _lost(row: Mapping[str, Any], what: str) -> RuleError:
    remedy = f"Name another node, SOURCE@OFFSET, a row of the atlas, or one of: {', '.join(ENDS)}."
    return RuleError(row["source_id"], str(row["where"]), f"the lineage {what}", remedy)


def _follow(key: tuple[str, str], atlas: Atlas, before: tuple[tuple[str, str], ...] = ()) -> list[Step]:
    """The steps from the producer to the node or claim ``key``."""
    node = atlas.nodes.get(key)
    if node is None:
        return _plain(atlas.claims[key], atlas)
    if key in before:
        raise _lost(node, "turns in a circle")
    source, to = key[0], node["taken_from"]
    here = _named(node, atlas)
    if to in ENDS:
        unknown = [Step("Not known", "Not known", "", "Nobody is named, and no earlier document was found.", "")]
        return [*(unknown if to == "unknown" else []), here]
    if found := _held(atlas, to):
        return [found, here]
    other, _, offset = to.rpartition("@")
    target = (other, offset) if other else (source, to)
    if target not in atlas.nodes and target not in atlas.claims:
        raise _lost(node, f"ends nowhere: '{to}' is neither a node nor a claim nor a row" if to else "ends nowhere")
    return [*_follow(target, atlas, (*before, key)), here]


def _judged(chain: list[Step], claim: Mapping[str, Any], atlas: Atlas) -> tuple[list[Step], Verdict | None]:
    """The chain with the last step held against the row it comes from, where the atlas holds it."""
    link = claim["repeats"] or next((step.row_id for step in chain[:-1] if step.row_id), "")
    if not link or len(chain) < 2:
        return chain, None
    row = atlas.rows[claim["row_id"]]
    verdict = _verdict(row, link, atlas)
    last = chain[-1]
    told = replace(
        last,
        agrees=verdict.agrees if len(chain) == 2 or last.agrees == "unknown" else last.agrees,
        changed=tuple(dict.fromkeys((*verdict.changed, *last.changed))),
        note=" ".join(part for part in (last.note, verdict.note) if part),
    )
    return [*chain[:-1], told], verdict


def _verdict(row: Mapping[str, Any], link: str, atlas: Atlas) -> Verdict:
    if link.startswith(COUNT):
        return agreement.with_count(row, atlas.count(link))
    claimed = {str(claim["row_id"]) for claim in atlas.claims.values()}
    return agreement.with_row(row, atlas.rows[link], named="the earlier document" if link in claimed else "the primary source")


def _words(nodes: pd.DataFrame) -> None:
    for row in nodes.to_dict("records"):
        changed = {word for word in row["changed"].split(";") if word}
        if unknown := sorted(changed - set(vocabulary.terms("change"))) or [
            word for word in [row["agrees"]] if word and word not in vocabulary.terms("agreement")
        ]:
            known = ", ".join([*vocabulary.terms("change"), *vocabulary.terms("agreement")])
            raise RuleError(row["source_id"], str(row["where"]), f"unknown word '{unknown[0]}'", f"Use words of: {known}.")


def _hangs(nodes: pd.DataFrame, claims: Mapping[tuple[str, str], Any]) -> None:
    for row in nodes[nodes["node"].str.fullmatch(r"\d+")].to_dict("records"):
        if (row["source_id"], row["node"]) not in claims:
            raise RuleError(row["source_id"], str(row["where"]), f"there is no claim at offset {row['node']}", "Mend the offset.")


def _atlas(nodes: pd.DataFrame, claims: pd.DataFrame, rows: list[pd.DataFrame], sources: pd.DataFrame) -> Atlas:
    known = sources.set_index("source_id")
    named = {*claims["row_id"], *claims["repeats"], *nodes["taken_from"]}
    held = {f"{name}_id": frame[frame[f"{name}_id"].isin(named)] for name, frame in zip(("estimate", "rating"), rows, strict=True)}
    return Atlas(
        {(row["source_id"], row["node"]): row for row in nodes.to_dict("records")},
        {(row["source_id"], str(row["offset"])): row for row in claims.to_dict("records") if row["row_id"]},
        {row[name]: row for name, frame in held.items() for row in frame.to_dict("records")},
        dict(known["title"]),
        dict(known["publisher"]),
        rows[1],
    )


def _rows(estimate: str, chain: list[Step]) -> Iterator[dict[str, Any]]:
    for number, step in enumerate(chain, 1):
        yield {
            "estimate_id": estimate,
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
    """The table ``lineage``, and ``claims`` with ``repeats``, ``agrees`` and ``agreement``.

    ``nodes``: rows of all lineage.csv files with ``source_id`` and ``where``. Raises RuleError for a broken chain.
    """
    atlas = _atlas(nodes, claims, [estimates, ratings], sources)
    _words(nodes)
    _hangs(nodes, atlas.claims)
    for key in atlas.nodes:
        _follow(key, atlas)
    steps: list[dict[str, Any]] = []
    verdicts = {}
    for claim in claims[claims["row_id"].notna()].to_dict("records"):
        chain, verdict = _judged(_chain(claim, atlas), claim, atlas)
        steps.extend(_rows(claim["row_id"], chain))
        verdicts[claim["claim_id"]] = verdict or Verdict("", (), "")
    silent = Verdict("", (), "")
    found = [verdicts.get(claim, silent) for claim in claims["claim_id"]]
    told = claims.assign(agrees=[verdict.agrees for verdict in found], agreement=[verdict.note for verdict in found])
    return pd.DataFrame(steps, columns=[field.name for field in fields()["lineage"]]), told


def _chain(claim: Mapping[str, Any], atlas: Atlas) -> list[Step]:
    """The chain of a claim; several claims at one offset (one figure, four countries) share nodes, not rows."""
    key = (claim["source_id"], str(claim["offset"]))
    if key not in atlas.nodes:
        return _plain(claim, atlas)
    return [*_follow(key, atlas)[:-1], replace(_follow(key, atlas)[-1], row_id=claim["row_id"])]
