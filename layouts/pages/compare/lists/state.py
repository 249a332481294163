"""What a link to the lists of countries says: the role of the countries."""

from dataclasses import dataclass

from etl.queries import country_lists
from layouts.pages.compare.shared.modes import choice_key, mode_key
from layouts.view_state import Codec

ROLES = {role: role.capitalize() for role in country_lists.ROLES}


@dataclass(frozen=True)
class State:
    """The lists of countries in a role."""

    role: str = "origin"
    mode: str = "lists"


CODEC = Codec(State(), mode_key("lists"), choice_key("role", "Role of the countries in the lists.", ROLES, always=True))
