"""About and method: what the atlas is, what its figures mean, and where they come from."""

from layouts.page import STATELESS, Page
from layouts.pages.about.layout import layout
from layouts.pages.about.scene import scene

PAGE = Page(
    path="/about",
    slug="about",
    name="About and method",
    title="About and method",
    order=9,
    codec=STATELESS,
    scene=scene,
    layout=layout,
    export=None,
    embed=False,
)
