"""The map page."""

from layouts.page import Page
from layouts.pages.map import export, layout, map_card, scene, state

PAGE = Page(
    path="/map",
    former="/",
    slug="world",
    name="Map",
    title="Map",
    description="Ratings, estimates and counted cases on a map, one source and one year at a time, with the evidence for what is shown.",
    order=1,
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=export.export,
    head=map_card.head,
    views=state.newest,
    embed=True,
)
