"""About and method."""

from layouts.page import STATELESS, Page
from layouts.pages.about import layout

PAGE = Page(
    path="/about",
    slug="about",
    name="About and method",
    title="About and method",
    order=9,
    codec=STATELESS,
    scene=lambda state: state,
    layout=layout.layout,
    export=None,
    embed=False,
)
