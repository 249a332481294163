"""One question with every published answer."""

from layouts.pages.compare.modes import Mode
from layouts.pages.compare.question import export, layout, scene, state

MODE = Mode(codec=state.CODEC, scene=scene.scene, layout=layout.layout, export=export.export)
