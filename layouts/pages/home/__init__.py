"""Home: what the atlas is, a search field, and where to begin."""

from layouts.page import STATELESS, Page
from layouts.pages.home import home_card, layout, scene
from layouts.shell import DESCRIPTION, NAME

PAGE = Page(
    path="/",
    slug="home",
    name="Home",
    title=NAME,
    order=None,
    description=DESCRIPTION,
    codec=STATELESS,
    scene=scene.scene,
    layout=layout.layout,
    export=None,
    head=home_card.head,
    embed=False,
)
