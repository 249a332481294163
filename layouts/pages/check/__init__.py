"""A number I read: the figures of a pasted text beside what the atlas holds of them; the text is neither stored nor logged."""

from layouts.page import STATELESS, Page
from layouts.pages.check import layout, scene

PAGE = Page(
    path="/check",
    slug="check",
    name="A number I read",
    title="A number I read",
    order=None,
    footer=True,
    description="Paste a figure or a paragraph on human trafficking. See who produced each number and what it counts.",
    codec=STATELESS,
    scene=lambda _: scene.EMPTY,
    layout=layout.layout,
    export=None,
    embed=False,
)
