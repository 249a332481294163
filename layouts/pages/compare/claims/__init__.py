"""Every claim of the documents."""

from layouts.pages.compare.claims import export, layout, scene, state
from layouts.pages.compare.shared.modes import Mode

MODE = Mode(codec=state.CODEC, scene=scene.scene, layout=layout.layout, export=export.export)
