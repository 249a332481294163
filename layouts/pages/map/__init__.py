"""The map page."""

from layouts.page import Page
from layouts.pages.map import export, layout, scene, state

PAGE = Page(
    path="/",
    slug="world",
    name="World",
    title="World map",
    order=0,
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=export.export,
    embed=True,
)
