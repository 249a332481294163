"""The state of countries side by side: two to five places, and the families of which every series is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.contract import vocabulary
from etl.contract.vocabulary import Indicator
from etl.queries import choices, place_names, place_summary
from layouts.pages.compare.shared.modes import mode_key
from layouts.view_state import Codec, Several

FEWEST, MOST = 2, 5
TREATIES = "treaties"
# What is drawn of each family where none is chosen.
MAIN = (
    *("tip_tier", "detected_victims", "persons_prosecuted", "persons_convicted", "modern_slavery_prevalence"),
    *("unodc_origin", "unodc_transit", "unodc_destination"),
    *("palermo_consent", "op_crc_sc_consent", "cets_197_consent", "ilo_c29_ratification"),
)
_ORDER = ("efforts", "counts", "people", "roles", "money")


@dataclass(frozen=True)
class State:
    """The places in the order in which they stand, and the ``families`` whose series are all drawn; none for the main series."""

    places: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    mode: str = "places"


def family_of(indicator: Indicator) -> str:
    """The family of an indicator on this page, where treaties are a family of their own."""
    return TREATIES if indicator.kind == "treaty_register" else indicator.family


@cache
def families() -> dict[str, str]:
    """The families to choose from by their codes, in the order of the page."""
    labels = {code: vocabulary.label("family", code) for code in _ORDER} | {TREATIES: "Treaties"}
    known = {family_of(vocabulary.indicators()[code]) for code in choices.indicators()}
    return {code: label for code, label in labels.items() if code in known}


@cache
def place_labels() -> dict[str, str]:
    """The places to choose from by their codes: countries, territories, and regions that sources speak of."""
    return {option["value"]: option["label"] for option in place_summary.options()}


class _Places(Several[State]):
    """The key of the places: each once, in the order of the link, and no more than there is room for; names are understood."""

    def nearest(self, state: State, value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(super().nearest(state, value)))[:MOST]

    def read(self, state: State, text: str) -> tuple[Any, str]:
        parts = self.parse(text[: self.longest])
        codes = [place_names.place_of(part) for part in parts]
        labels = place_labels()
        known = [code for code in codes if code in labels]
        unknown = [part for part, code in zip(parts, codes, strict=True) if code not in labels]
        longer = ["The link is too long; the places at its end were left out."] if len(text) > self.longest else []
        return self.nearest(state, known), " ".join([*longer, *map(_unknown, dict.fromkeys(unknown)), *_surplus(known)])


def _unknown(text: str) -> str:
    near = [place_labels()[code] for code in place_names.near(text) if code in place_labels()]
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"The link asks for the place '{text}', which the atlas does not have; it was left out.{meant}"


def _surplus(known: list[str]) -> Iterator[str]:
    """What is said of places that a link names twice, and of those for which there is no room."""
    labels = place_labels()
    if twice := [labels[code] for code in dict.fromkeys(known) if known.count(code) > 1]:
        yield f"The link names {', '.join(twice)} more than once; each place is shown once."
    if more := [labels[code] for code in dict.fromkeys(known)][MOST:]:
        yield f"At most {MOST} places can be shown side by side; left out: {', '.join(more)}."


CODEC: Codec[State] = Codec(
    State(),
    mode_key("places"),
    _Places(
        field="places",
        meaning=f"Codes of {FEWEST} to {MOST} places that are shown side by side, joined by points.",
        default=lambda _: (),
        options=lambda _: place_labels(),
        codes=place_labels,
        title=lambda code: place_labels()[code],
    ),
    Several(
        field="families",
        meaning="Families of which every series is drawn, joined by points; the main series of each where none is named.",
        default=lambda _: (),
        options=lambda _: families(),
        codes=families,
        title=lambda code: families().get(code, str(code)),
        label="families of indicators",
    ),
)
