"""What every map says of its outlines, on the page and in every picture of it."""

BOUNDARIES = (
    "Boundaries and names follow Natural Earth and are no statement on the status of any territory. "
    "Disputed lines are dashed. Circles mark small states."
)
