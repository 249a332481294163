"""Lists of countries that documents print."""

from layouts.pages.compare.lists import export, layout, scene, state
from layouts.pages.compare.shared.modes import Mode

MODE = Mode(codec=state.CODEC, scene=scene.scene, layout=layout.layout, export=export.export)
