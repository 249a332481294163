"""What a link to the claims of the documents says: words to search for, and the claim that is open."""

from dataclasses import dataclass

from etl.queries import claim_list
from layouts.pages.compare.shared.modes import mode_key
from layouts.view_state import Codec, Key, Text


@dataclass(frozen=True)
class State:
    """All claims; ``claim``: the identifier of the open one, '' for none."""

    search: str = ""
    claim: str = ""
    mode: str = "claims"


CODEC = Codec(
    State(),
    mode_key("claims"),
    Text("search", "Words that the answers or the claims contain."),
    Key(
        field="claim",
        meaning="Identifier of the claim that is open among all claims.",
        default=lambda _: "",
        options=lambda _: set(claim_list.claims()["claim_id"]),
        fuzzy=False,
    ),
)
