"""Sources: a card each, by the kind of their figures."""

from layouts.page import Page
from layouts.pages.sources import layout, scene, state

PAGE = Page(
    path="/sources",
    slug="sources",
    name="Sources",
    title="Sources",
    order=6,
    description="Every source of the atlas: what it counts, for which years and places, and under which terms.",
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=None,
    embed=False,
)
