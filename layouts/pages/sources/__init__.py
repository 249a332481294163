"""Sources: what each counts, how it was made, its terms and all of its caveats."""

from layouts.page import STATELESS, Page
from layouts.pages.sources import layout, scene

PAGE = Page(
    path="/sources",
    slug="sources",
    name="Sources",
    title="Sources",
    order=8,
    codec=STATELESS,
    scene=scene.scene,
    layout=layout.layout,
    export=None,
    embed=False,
)
