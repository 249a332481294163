"""The page of one place: what sources publish about it, as a list."""

from layouts.page import Page
from layouts.pages.one_place import export, layout, scene, state

PAGE = Page(
    path="/one-place",
    slug="one_place",
    name="One place",
    description="What sources publish about one place.",
    title="One place",
    order=9,
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=export.export,
    embed=True,
)
