"""World map."""

from types import SimpleNamespace

from layouts.page import Page
from layouts.pages.map import export, layout, state

CODEC = SimpleNamespace(encode=state.encode, decode=state.decode, parameters=export.parameters)
PAGE = Page(
    path="/",
    slug="world",
    name="World",
    title="World map",
    order=0,
    codec=CODEC,
    scene=lambda state: state,
    layout=layout.layout,
    export=export.exported,
    embed=True,
)
