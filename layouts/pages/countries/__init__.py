"""The list of countries, territories and regions."""

from layouts.page import STATELESS, Page
from layouts.pages.countries import layout, scene

PAGE = Page(
    path="/countries",
    slug="countries",
    name="Countries",
    title="Countries and regions",
    order=4,
    description="All countries and territories, and the regions that sources report on, each with the number of sources that name it.",
    codec=STATELESS,
    scene=scene.scene,
    layout=layout.layout,
    export=None,
    embed=False,
)
