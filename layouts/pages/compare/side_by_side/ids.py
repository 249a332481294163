"""The identifiers of the components of sources side by side; those of a panel by its number."""

READY, PICTURE, COUNT, PLACE = "sides-ready", "sides-picture", "sides-count", "sides-place"
STAGE, INTRODUCTION, REFUSAL, READING = "sides-stage", "sides-introduction", "sides-refusal", "sides-said"
LINK, TABLE = "sides-link", "sides-table"


def series(number: int) -> str:
    """The control that chooses indicator and source of a panel."""
    return f"sides-pair-{number}"


def year(number: int) -> str:
    """The control that chooses the year of a panel."""
    return f"sides-year-{number}"


def year_box(number: int) -> str:
    """The frame of the control that chooses the year."""
    return f"{year(number)}-box"


def box(number: int) -> str:
    """The frame of the controls of a panel."""
    return f"sides-box-{number}"


def figure(number: int) -> str:
    """The figure of a panel."""
    return f"sides-figure-{number}"
