"""What documents print: lists of countries, and every claim."""

from layouts.pages.compare.documents import export, layout, scene, state
from layouts.pages.compare.shared.modes import Mode

LISTS = Mode(codec=state.LISTS, scene=scene.lists_scene, layout=layout.lists_layout, export=export.lists_export)
CLAIMS = Mode(codec=state.CLAIMS, scene=scene.claims_scene, layout=layout.claims_layout, export=export.claims_export)
