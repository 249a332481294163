"""Flows: corridors from origin to destination, on a map, in a Sankey diagram and in a table."""

from layouts.page import Page
from layouts.pages.flows import export, layout, scene, state

PAGE = Page(
    path="/flows",
    slug="flows",
    name="Flows",
    title="Flows",
    order=1,
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=export.export,
    embed=True,
    sums=True,
)
