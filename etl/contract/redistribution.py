"""What the atlas may pass on of a source: its figures, aggregates of the atlas's own, or only what the user supplied."""

from typing import Literal

Redistribution = Literal["figures", "aggregates", "user_supplied"]
AGGREGATES: Redistribution = "aggregates"
USER_SUPPLIED: Redistribution = "user_supplied"
OPEN: tuple[Redistribution, ...] = ("figures", AGGREGATES)
