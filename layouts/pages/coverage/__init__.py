"""The coverage page: who covers what."""

from layouts.page import Page
from layouts.pages.coverage import coverage_card, export, layout, scene, state

PAGE = Page(
    path="/coverage",
    slug="coverage",
    name="Coverage",
    title="Who covers what",
    description="Which sources have a figure on which country or territory, since when, and which places have none.",
    order=5,
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=export.export,
    head=coverage_card.head,
    embed=True,
)
