"""Countries side by side: two to five places."""

from layouts.pages.compare.places import export, layout, places_card, scene, state
from layouts.pages.compare.shared.modes import Mode

MODE = Mode(codec=state.CODEC, scene=scene.scene, layout=layout.layout, export=export.export, head=places_card.head)
