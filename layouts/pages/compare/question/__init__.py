"""One question with every published answer."""

from layouts.pages.compare.question import export, layout, question_card, scene, state
from layouts.pages.compare.shared.modes import Mode

MODE = Mode(codec=state.CODEC, scene=scene.scene, layout=layout.layout, export=export.export, head=question_card.head)
