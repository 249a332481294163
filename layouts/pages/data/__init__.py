"""Data: all tables to download, what their columns mean, how to read them, and what each version changed."""

from layouts.page import STATELESS, Page
from layouts.pages.data import catalogue, layout, scene

PAGE = Page(
    path="/data",
    slug="data",
    name="Data",
    title="Data",
    order=7,
    description=catalogue.DESCRIPTION,
    codec=STATELESS,
    scene=scene.scene,
    layout=layout.layout,
    export=None,
    head=catalogue.head,
    embed=False,
)
