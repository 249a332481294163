"""Sources: what each counts, how it was made, its terms and all of its caveats."""

from layouts.page import STATELESS, Page
from layouts.pages.sources.layout import layout
from layouts.pages.sources.scene import scene

PAGE = Page(
    path="/sources",
    slug="sources",
    name="Sources",
    title="Sources",
    order=8,
    codec=STATELESS,
    scene=scene,
    layout=layout,
    export=None,
    embed=False,
)
