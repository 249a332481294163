"""The chosen place of the world page: what the map says of it, beside the evidence, and below what every source says."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.queries import choices, evidence, place, world
from layouts import scales, state
from layouts.components import evidence as evidence_parts
from layouts.components import place_panel
from layouts.scales import Class
from layouts.state import View
from layouts.views.world import scene


def chosen(view: View) -> Sequence[Any]:
    """What this view says of the chosen place, where that was read, and its own caveats; nothing where none is chosen."""
    if not view.place:
        return []
    shown = scene(view)
    name = place.names()[view.place]
    mark = shown.frame["place"].isin(place.around(view.place))
    if not mark.any():
        return evidence_parts.of_place(name, vocabulary.label("absence", "not_covered"))
    # A country's own row stands before those of the regions around it.
    at = shown.frame.loc[mark, "kind"].eq("region").idxmin()
    row = shown.frame.loc[at]
    own = evidence.row_caveats(view.source, shown.frame.loc[[at]]).drop(columns="name")
    region = "" if row["place"] == view.place else row["name"]
    return evidence_parts.of_place(name, shown.readings[at], region=region, locator=row["locator"] or "", caveats=own)


def _with_classes(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, dict[str, dict[str, Class]]]]:
    """The rows of a place with the class of each, and the looks of these classes by indicator and source."""
    parts: list[pd.DataFrame] = []
    looks: dict[str, dict[str, dict[str, Class]]] = {}
    for (code, source), group in rows.groupby(["indicator", "source_id"], sort=False, observed=True):
        entry = vocabulary.indicators()[code]
        known = scales.classes(entry, world.classes(code, source, choices.ALL))
        looks.setdefault(code, {})[source] = {item.code: item for item in known}
        parts.append(group.assign(**{"class": world.looked(entry, source, choices.ALL, group)}))
    return (pd.concat(parts) if parts else rows.assign(**{"class": ""})), looks


def _other(chosen: str, family: str) -> tuple[str, str]:
    """What another family holds on a place, in words, and the link to it: its first indicator, by the latest source."""
    rows = place.families(chosen)[family]
    first = rows[rows["indicator"] == rows["indicator"].iloc[0]]
    latest = first.loc[first["year_end"].idxmax()]
    link = state.encode(state.fitted(View(latest["indicator"], latest["source_id"], choices.ALL, int(latest["year_end"]), chosen)))
    held = rows["source_id"].nunique()
    return f"{vocabulary.label('family', family).lower()} ({held} {'source' if held == 1 else 'sources'})", f"/{link}"


def panel(view: View) -> list[Any]:
    """What every source says of the chosen place; nothing where none is chosen."""
    if not view.place:
        return []
    family = vocabulary.indicators()[view.indicator].family
    said = place.says(view.place, family, inferred=view.inferred)
    # What the map shows comes first.
    said = said.sort_values("indicator", key=lambda codes: codes != view.indicator, kind="stable")
    rows, looks = _with_classes(said)
    missing = place.missing(view.place, family)
    sources = {code: evidence.source(code) for code in {*rows["source_id"], *missing["no_figure"], *missing["not_covered"]}}
    term = vocabulary.terms("family")[family]
    others = [_other(view.place, code) for code in place.families(view.place) if code != family]
    return place_panel.place_panel(place.record(view.place), term, rows, missing, sources, looks, others, year=view.year)
