"""The places of a map as rows that are passed on: what the source says of each, and which of the absences it is."""

from functools import lru_cache

import pandas as pd

from etl.queries import world
from etl.schema import fields
from layouts import format as words
from layouts.exports.panel import Caveat, Column
from layouts.state import View
from layouts.views import world as views
from layouts.views.row_sources import SOURCE, with_source

PLACE = (
    Column("place", "text", "ISO 3166-1 alpha-3 code, XKX for Kosovo, WORLD, or a prefixed region code."),
    Column("place_name", "text", "Short English name."),
    Column("place_kind", "text", "country, territory, region or world."),
    Column("on_map", "flag", "Whether the row is drawn on the map; the source's own figure for the world stands beside it."),
    Column("status", "text", "figure, range, zero (printed), masked, no_figure (covered, no figure) or not_covered."),
    Column("map_class", "text", "The class of the legend that the row is drawn in."),
    Column("says", "text", "What the source says, in words; for an absence, which of the four it is."),
)


def columns(table: str) -> tuple[Column, ...]:
    """The columns of the rows: the place, what the map shows, every field of the table, and the source."""
    own = [Column(field.name, field.type, field.say) for field in fields()[table] if field.name != "place"]
    return (*PLACE, *own, *SOURCE)


def _own(view: View, like: pd.DataFrame) -> pd.DataFrame:
    """The source's own figure for the world as a row of the same columns; none where it is drawn or not printed."""
    own = world.world_row(view.indicator, view.source, view.group, view.year)
    if own is None or "WORLD" in like["place"].array:
        return like.iloc[:0]
    said = {"on_map": False, "says": words.reading(views.scene(view).indicator, dict(own)), "name": "World", "kind": "world"}
    return pd.DataFrame([{**own, **said, "status": "figure"}]).reindex(columns=like.columns)


@lru_cache(maxsize=64)
def rows(view: View) -> pd.DataFrame:
    """One row a place of the map, and first the source's own figure for the world where it prints one beside them."""
    shown = views.scene(view)
    labels = {entry.code: entry.label for entry in shown.classes}
    drawn = shown.frame.assign(on_map=True, says=shown.readings, map_class=shown.frame["class"].astype("object").map(labels))
    drawn = drawn[drawn["status"] != "gone"].astype("object")
    both = pd.concat([_own(view, drawn).astype("object"), drawn], ignore_index=True)
    return with_source(
        both.rename(columns={"name": "place_name", "kind": "place_kind"}).assign(indicator=view.indicator, source_id=view.source)
    )


def caveats(view: View) -> tuple[Caveat, ...]:
    """Every caveat that applies to the view: those of all rows first, then those of single places."""
    general = pd.concat(views.general_caveats(view))
    whole = [Caveat(view.source, row.severity, row.text) for row in general.itertuples()]
    single = views.place_caveats(view)
    named = single.groupby(["severity", "text"], sort=False)["name"].agg(", ".join)
    return (*whole, *(Caveat(view.source, str(severity), str(text), names) for (severity, text), names in named.items()))
