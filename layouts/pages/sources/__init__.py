"""Sources."""

from layouts.page import STATELESS, Page
from layouts.pages.sources import layout

PAGE = Page(
    path="/sources",
    slug="sources",
    name="Sources",
    title="Sources",
    order=8,
    codec=STATELESS,
    scene=lambda state: state,
    layout=layout.layout,
    export=None,
    embed=False,
)
