"""Flows."""

from types import SimpleNamespace

from layouts.page import Page
from layouts.pages.flows import export, layout, state

CODEC = SimpleNamespace(encode=state.encode, decode=state.decode, parameters=export.parameters)
PAGE = Page(
    path="/flows",
    slug="flows",
    name="Flows",
    title="Flows",
    order=1,
    codec=CODEC,
    scene=lambda state: state,
    layout=layout.layout,
    export=export.exported,
    embed=True,
    sums=True,
)
