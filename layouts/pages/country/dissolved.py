"""States that no longer exist and have no page, by what readers write for them: dissolved.toml has them."""

from functools import cache
from pathlib import Path

from pydantic.dataclasses import dataclass

from etl.contract.folding import fold
from etl.contract.forms import FORM, Text, read_toml, validated

_FILE = Path(__file__).with_name("dissolved.toml")


@dataclass(frozen=True, config=FORM)
class Dissolved:
    """A state that no longer exists: its name in a sentence, what it is ``also`` called, and the codes of what came ``after``."""

    name: Text
    also: tuple[Text, ...]
    after: tuple[Text, ...]


@cache
def _by_name() -> dict[str, Dissolved]:
    entries = read_toml("words", _FILE)["states"]
    states = [validated(Dissolved, entry, "words", f"{_FILE.name}, states {number}") for number, entry in enumerate(entries, 1)]
    return {fold(name): state for state in states for name in (state.name, *state.also)}


def dissolved(text: str) -> Dissolved | None:
    """The dissolved state that a text names; None where it names none."""
    return _by_name().get(fold(text))
