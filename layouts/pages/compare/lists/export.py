"""What can be taken of the lists of countries: the ratings behind them."""

from layouts.export import Column, Export
from layouts.pages.compare.claims.export import document_export
from layouts.pages.compare.lists.scene import Scene
from layouts.pages.compare.lists.state import CODEC

_FIRST = (
    Column("place", "text", "Code of the place."),
    Column("list", "text", "The list that names it: who prints it, and under which word."),
    Column("place_name", "text", "Short English name."),
)


def export(scene: Scene) -> Export:
    """The lists of countries in a role."""
    role, evidence = scene.state.role, scene.evidence
    sizes = "; ".join(f"{name}: {count} countries" for name, count in scene.rows["list"].value_counts(sort=False).items())
    gaps = "; ".join(f"{name} leaves out {', '.join(countries)}" for name, countries in scene.left_out.items() if countries)
    checked = f" Checked against the highest class of the primary source: {gaps}." if gaps else ""
    return document_export(
        scene.rows,
        evidence,
        "ratings",
        _FIRST,
        link=CODEC.encode(scene.state),
        stem=f"lists_{role}_{evidence.stem}_{scene.version}",
        title=f"Countries that documents list as countries of {role}",
        subtitle="A list names countries; it measures nothing",
        ranges="lists have none",
        alt=f"Lists of countries of {role}: {sizes}.{checked}",
        version=scene.version,
        row_id="rating_id",
        row_pattern=rf"[^/]+/(?:role|unodc)_{role}/.*",
        plain_columns=("place_name", "list", "as_printed", "locator"),
    )
