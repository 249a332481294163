"""What links to the lists of countries say (the role), and to the claims: words to search for, and the claim that is open."""

from dataclasses import dataclass

from etl.queries import claim_list, country_lists
from layouts.pages.compare.shared.modes import choice_key, mode_key
from layouts.view_state import Codec, Key, Text

ROLES = {role: role.capitalize() for role in country_lists.ROLES}


@dataclass(frozen=True)
class ListsState:
    """The lists of countries in a role."""

    role: str = "origin"
    mode: str = "lists"


LISTS = Codec(ListsState(), mode_key("lists"), choice_key("role", "Role of the countries in the lists.", ROLES, always=True))


@dataclass(frozen=True)
class ClaimsState:
    """All claims; ``claim``: the identifier of the open one, '' for none."""

    search: str = ""
    claim: str = ""
    mode: str = "claims"


CLAIMS = Codec(
    ClaimsState(),
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
