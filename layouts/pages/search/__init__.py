"""The page of results of the search, which works without scripts."""

from layouts.page import Page
from layouts.pages.search import layout, scene, state

PAGE = Page(
    path="/search",
    slug="search",
    name="Search",
    title="Search",
    order=None,
    description="Find a country, a number, an indicator, a source or a question, by name or as you read it.",
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=None,
    embed=False,
    indexed=False,
)
