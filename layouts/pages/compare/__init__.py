"""Compare: one question, sources side by side, lists of countries, every claim."""

from typing import Any

from layouts.page import Page
from layouts.pages.compare.claims import MODE as CLAIMS
from layouts.pages.compare.layout import framed
from layouts.pages.compare.lists import MODE as LISTS
from layouts.pages.compare.question import MODE as QUESTION
from layouts.pages.compare.shared.modes import PATH
from layouts.pages.compare.side_by_side import MODE as SIDES
from layouts.view_state import Modes

MODES = {"question": QUESTION, "sides": SIDES, "lists": LISTS, "claims": CLAIMS}
PAGE: Page[Any, Any] = Page(
    path=PATH,
    slug="compare",
    name="Compare",
    title="Compare",
    order=2,
    codec=Modes({code: mode.codec for code, mode in MODES.items()}),
    scene=lambda state: MODES[state.mode].scene(state),
    layout=lambda scene: framed(scene.state, MODES[scene.state.mode].layout(scene)),
    export=lambda scene: MODES[scene.state.mode].export(scene),
    embed=True,
)
