"""What the glossary shows: its sections, and the same terms for search engines."""

from layouts import glossary
from layouts.card import Card, Head
from layouts.glossary import Section
from layouts.page import Stateless

_TITLE = "Glossary"
_DESCRIPTION = "What the terms of the atlas mean, from stock and flow to masked counts, tiers and corridors."


def scene(_state: Stateless) -> tuple[Section, ...]:
    """The sections in their order."""
    return glossary.sections()


def head(sections: tuple[Section, ...]) -> Head:
    """The terms as a set of defined terms of schema.org."""
    terms = [entry for section in sections for entry in section.terms]
    defined = [
        {"@type": "DefinedTerm", "@id": f"#{entry.code}", "termCode": entry.code, "name": entry.title, "description": entry.text}
        for entry in terms
    ]
    thing = {"@type": "DefinedTermSet", "hasDefinedTerm": defined}
    return Head(_TITLE, _DESCRIPTION, thing, Card(_TITLE, (f"{len(terms)} terms, from stock and flow to masked counts and tiers",)))
