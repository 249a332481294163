"""The page for an address that does not exist; it shows nothing but its words, so that its state is its scene."""

from layouts.page import STATELESS, Page
from layouts.pages.not_found_404 import layout

PAGE = Page(
    path="/404",
    slug="not_found_404",
    name="Not found",
    title="Not found",
    order=None,
    description="There is no page at this address.",
    codec=STATELESS,
    scene=lambda state: state,
    layout=layout.layout,
    export=None,
    embed=False,
    indexed=False,
)
