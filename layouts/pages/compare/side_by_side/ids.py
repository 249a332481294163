"""The identifiers of the components of sources side by side; those of a panel by its number."""

READY, PICTURE, COUNT, PLACE = "sides-ready", "sides-picture", "sides-count", "sides-place"
STAGE, INTRODUCTION, REFUSAL, READING = "sides-stage", "sides-introduction", "sides-refusal", "sides-said"
LINK, TABLE = "sides-link", "sides-table"
# Of a panel: the controls of its indicator and source and of its year, the frames of all its controls and of its year, its figure.
PAIR, YEAR, BOX, YEAR_BOX, FIGURE = "sides-pair-{}", "sides-year-{}", "sides-box-{}", "sides-year-{}-box", "sides-figure-{}"
