"""The places of a map as rows that are passed on: what the source says of each, and which of the absences it is."""

from functools import lru_cache

import pandas as pd

from etl.contract.schema import fields
from layouts import format as words
from layouts.evidence.source_columns import EDITION, SOURCE, with_source
from layouts.export import Caveat, Column
from layouts.pages.map import scene as views
from layouts.pages.map.state import View

PLACE = (
    Column("place", "text", "ISO 3166-1 alpha-3 code, XKX for Kosovo, WORLD, or a prefixed region code."),
    Column("place_name", "text", "Short English name."),
    Column("place_kind", "text", "country, territory, region or world."),
    Column("on_map", "flag", "Whether the row is drawn on the map; the source's own figure for the world is shown beside it."),
    Column("status", "text", "figure, range, zero (printed), masked, no_figure (covered, no figure) or not_covered."),
    Column("map_class", "text", "The class of the legend that the row is drawn in."),
    Column("says", "text", "What the source says, in words; for an absence, which of the four it is."),
)


def columns(table: str) -> tuple[Column, ...]:
    """The columns of the rows: the place, what the map shows, every field of the table, and the source."""
    own = [Column(field.name, field.type, field.say) for field in fields()[table] if field.name != "place"]
    return (*PLACE, *own, *SOURCE, *((EDITION,) if table == "estimates" else ()))


@lru_cache(maxsize=64)
def rows(view: View) -> pd.DataFrame:
    """One row a place of the map, and first the source's own figure for the world where it prints one beside them."""
    shown = views.scene(view)
    labels = {entry.code: entry.label for entry in shown.classes}
    drawn = shown.frame.assign(on_map=True, says=shown.readings, map_class=shown.frame["class"].astype("object").map(labels))
    drawn = drawn[drawn["status"] != "gone"].astype("object")
    said = [words.reading(shown.indicator, row) for row in shown.own.to_dict("records")]
    own = shown.own.assign(on_map=False, says=said).reindex(columns=drawn.columns).astype("object")
    both = pd.concat([own, drawn], ignore_index=True)
    return with_source(
        both.rename(columns={"name": "place_name", "kind": "place_kind"}).assign(indicator=view.indicator, source_id=view.source)
    )


def caveats(view: View) -> tuple[Caveat, ...]:
    """Every caveat that the rows drawn carry: those of all rows first, then those of single places."""
    return views.scene(view).drawn.caveats
