"""About and method: what the atlas is, what its figures mean, and where they come from."""

from layouts.page import STATELESS, Page
from layouts.pages.about import layout, scene

PAGE = Page(
    path="/about",
    slug="about",
    name="About and method",
    title="About and method",
    order=None,
    footer=True,
    description="What the atlas is, what its figures mean, where they come from, and how to report an error.",
    codec=STATELESS,
    scene=scene.scene,
    layout=layout.layout,
    export=None,
    embed=False,
)
