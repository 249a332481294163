"""Sources side by side: two to four panels."""

from layouts.pages.compare.shared.modes import Mode
from layouts.pages.compare.side_by_side import export, layout, scene, state

MODE = Mode(codec=state.CODEC, scene=scene.scene, layout=layout.layout, export=export.export)
