"""The page of one source: what it counts and how, its caveats, editions and pinned figures, and how to cite it."""

from layouts.page import Page
from layouts.pages.source import dataset, export, layout, scene, state

PAGE = Page(
    path="/source/<source>",
    slug="source",
    name="Source",
    title="Source",
    order=None,
    within="/sources",
    description="One source of the atlas: what it counts and how, its caveats, its editions, its rows, and how to cite it.",
    codec=state.CODEC,
    scene=scene.scene,
    layout=layout.layout,
    export=export.export,
    head=dataset.head,
    resolve=state.resolve,
    embed=False,
    worded=True,
)
