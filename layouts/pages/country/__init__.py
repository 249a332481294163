"""The page of a country, a territory or a region."""

from etl.queries.place_names import place_of
from layouts.page import Page
from layouts.pages.country import export, layout, scene, state

PAGE = Page(
    path="/country/<place>",
    slug="country",
    name="Country",
    title="Country",
    order=None,
    within="/countries",
    description="Everything that sources say about human trafficking in one country, territory or region, side by side and never merged.",
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=export.export,
    head=export.head,
    resolve=place_of,
    embed=True,
    worded=True,
)
