"""What a pasted text says and what the atlas holds of it. Nothing of it is kept: no cache, no store, no address knows the text."""

import re
from dataclasses import dataclass

from etl.queries import number_mentions, number_readings, place_mentions, place_summary
from etl.queries.mention import Mention
from layouts.pages.check.card_parts import Line
from layouts.pages.check.number_card import NumberCard, number_card

LIMIT, MOST_CARDS = 20_000, 20
_EMPTY_TEXT = "Paste a figure or a sentence first, for example “27 million people live in slavery”."
_NO_FIGURE = "No figure was recognised. Years, dates, ages, durations and page numbers are left out."
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
EXAMPLES = (
    ("Four numbers from a leaflet", "Human trafficking is a $32 billion industry. 27 million people are enslaved, and 800,000 women and "
     "children are trafficked across borders every year. 75,000 of them pass through airports."),
    ("$150 billion industry", "Human trafficking is a $150 billion industry."),
    ("27 million slaves", "27 million slaves"),
    ("7,000 Nepali girls", "Nearly 7,000 Nepali girls are sold to India every year."),
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A piece of the text as pasted; ``card`` is the number of its card, from 1, and 0 where it is no figure; ``tone`` of that card."""

    text: str
    card: int = 0
    tone: str = ""


@dataclass(frozen=True)
class Scene:
    """A checked text: its pieces, a card for each number, the places that it names, and a sentence on what was recognised."""

    status: str = ""
    pieces: tuple[Piece, ...] = ()
    cards: tuple[NumberCard, ...] = ()
    places: tuple[Line, ...] = ()


EMPTY = Scene()


def _too_long(length: int) -> str:
    return f"This text has {length:,} characters; the limit is {LIMIT:,}. Paste a shorter part of it."


def _cards(text: str, figures: tuple[Mention, ...]) -> dict[Mention, tuple[int, NumberCard]]:
    """The card of each figure, with its number; a figure that the text repeats in the same words has one card."""
    cards: dict[tuple[object, ...], tuple[int, NumberCard]] = {}
    found_cards: dict[Mention, tuple[int, NumberCard]] = {}
    named = number_readings.places_of(text)
    for mention, ways in zip(figures, number_readings.readings(text, figures), strict=True):
        said = tuple((way.mention.context, frozenset(way.places), way.mention.years) for way in ways)
        key = (mention.low, mention.high, mention.unit, said)
        if key not in cards and len(cards) < MOST_CARDS:
            cards[key] = (len(cards) + 1, number_card(ways, named))
        if key in cards:
            found_cards[mention] = cards[key]
    return found_cards


def _pieces(text: str, cards: dict[Mention, tuple[int, NumberCard]]) -> tuple[Piece, ...]:
    pieces, position = [], 0
    for mention, (number, card) in cards.items():
        pieces += [Piece(text[position : mention.start]), Piece(text[mention.start : mention.end], number, card.tone)]
        position = mention.end
    return tuple(piece for piece in (*pieces, Piece(text[position:])) if piece.text)


def _status(figures: int, cards: int) -> str:
    count = _NUMBERS[figures] if figures < len(_NUMBERS) else f"{figures:,}"
    more = f" The first {cards} are shown." if figures > cards == MOST_CARDS else ""
    recognised = f"{count} {'number' if figures == 1 else 'numbers'} recognised.{more}"
    return f"{recognised} A match after rounding is marked as rounded."


def _place_links(text: str) -> tuple[Line, ...]:
    names = place_summary.names()
    codes = dict.fromkeys(place.place for place in place_mentions.place_mentions(text))
    return tuple(Line(names[code], f"/country/{code}") for code in list(codes)[:12])


def _without_gaps(text: str) -> str:
    """The text with long runs of blanks cut to a space, or to an empty line; the patterns of numbers take long over such runs."""
    return re.sub(r"\s{3,}", lambda gap: "\n\n" if "\n" in gap[0] else " ", text)


def checked(pasted: str) -> Scene:
    """The scene of a text; for an empty one, or one beyond the limit, only a sentence that says so."""
    if not pasted.strip():
        return Scene(_EMPTY_TEXT)
    if len(pasted) > LIMIT:
        return Scene(_too_long(len(pasted)))
    text = _without_gaps(pasted)
    figures = number_mentions.mentions(text)
    cards = _cards(text, figures)
    distinct = dict(cards.values())
    status = _status(len(figures), len(distinct)) if figures else _NO_FIGURE
    return Scene(status, _pieces(text, cards), tuple(distinct.values()), _place_links(text))
