"""Flows: corridors from origin to destination, on a map, in a Sankey diagram and in a table."""

from layouts.page import Page
from layouts.pages.flows import export, flow_card, layout, scene, state

PAGE = Page(
    path="/flows",
    slug="flows",
    name="Flows",
    title="Flows",
    order=2,
    description="Corridors of human trafficking between countries as published, on a map, as a Sankey diagram and as a table.",
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=export.export,
    head=flow_card.head,
    views=state.series,
    embed=True,
    sums=True,
)
