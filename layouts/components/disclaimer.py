"""The disclaimer on boundaries, on every map and in every picture of one."""

LINES = "Boundaries and names follow Natural Earth and imply no position on the status of any territory. Disputed lines are dashed."
BOUNDARIES = f"{LINES} Small dots mark small states."
