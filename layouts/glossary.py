"""The terms that the atlas explains, in glossary.toml: each with its text, which is that of the vocabulary where it has one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from etl.contract import vocabulary
from etl.contract.forms import FORM, Text, read_toml, validated

_FILE = Path(__file__).with_name("glossary.toml")
PATH = "/glossary"


def _word(reference: str) -> vocabulary.Term:
    """A word of the vocabulary, an indicator or a step of a scale, by its group and code; raises KeyError for none."""
    group, code, *step = reference.split(".")
    if group != "indicator":
        return vocabulary.terms(group)[code]
    indicator = vocabulary.indicators()[code]
    return {known.code: known for known in indicator.scale}[step[0]] if step else indicator


@dataclass(frozen=True, config=FORM)
class Entry:
    """A term of the glossary: ``words`` are those of the vocabulary that it explains; ``see`` leads to where it can be seen."""

    code: Text
    words: tuple[Text, ...] = ()
    label: str = ""
    definition: str = ""
    more: str = ""
    see: str = ""
    see_as: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Entry":
        if bool(self.words) == bool(self.definition) or not (self.words or self.label) or bool(self.see) != bool(self.see_as):
            remedy = "Give words, or label and definition; and see with see_as, or neither."
            raise PydanticCustomError("entry", "it has two texts or none", {"remedy": remedy})
        return self

    @property
    def title(self) -> str:
        label = self.label or _word(self.words[0]).label
        return label[:1].upper() + label[1:]

    @property
    def text(self) -> str:
        """What the term means, in two or three sentences."""
        definition = _word(self.words[0]).definition if self.words else self.definition
        return f"{definition} {self.more}".rstrip()

    @property
    def address(self) -> str:
        return f"{PATH}#{self.code}"


@dataclass(frozen=True, config=FORM)
class Section:
    """A part of the glossary."""

    title: Text
    terms: tuple[Entry, ...]


@cache
def sections() -> tuple[Section, ...]:
    """The parts of the glossary in their order; raises InputError for a part that does not fit its form."""
    entries = read_toml("words", _FILE).get("sections", [])
    return tuple(validated(Section, entry, "words", f"{_FILE.name}, section {number}") for number, entry in enumerate(entries, 1))


@cache
def entries() -> Mapping[str, Entry]:
    """All terms by their code, and by each word of the vocabulary that they explain."""
    terms = [entry for section in sections() for entry in section.terms]
    return {name: entry for entry in terms for name in (entry.code, *entry.words)}
