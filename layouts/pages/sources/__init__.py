"""Sources: what each counts, how it was made, its terms and all of its caveats."""

from layouts.page import STATELESS, Page
from layouts.pages.sources import layout, scene

PAGE = Page(
    path="/sources",
    slug="sources",
    name="Sources",
    title="Sources",
    order=6,
    description="Every source of the atlas: what it counts, how, its terms and its caveats.",
    codec=STATELESS,
    scene=scene.scene,
    layout=layout.layout,
    export=None,
    embed=False,
)
