"""Compare."""

from types import SimpleNamespace

from layouts.page import Page
from layouts.pages.compare import export, layout, state

CODEC = SimpleNamespace(encode=state.encode, decode=state.decode, parameters=export.parameters)
PAGE = Page(
    path="/compare",
    slug="compare",
    name="Compare",
    title="Compare",
    order=2,
    codec=CODEC,
    scene=lambda state: state,
    layout=layout.layout,
    export=export.exported,
    embed=True,
)
