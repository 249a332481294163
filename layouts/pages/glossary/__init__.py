"""Glossary: what the terms of the atlas mean."""

from layouts.glossary import PATH
from layouts.page import STATELESS, Page
from layouts.pages.glossary import layout, scene

PAGE = Page(
    path=PATH,
    slug="glossary",
    name="Glossary",
    title="Glossary",
    order=None,
    footer=True,
    description="What the terms of the atlas mean: stock and flow, detected victims, masked counts, ranges, tiers, corridors and others.",
    codec=STATELESS,
    scene=scene.scene,
    layout=layout.layout,
    export=None,
    head=scene.head,
    embed=False,
)
