"""The state of the page of sources: a kind of figure, and words that its sources have."""

from dataclasses import dataclass

from etl.contract import vocabulary
from layouts.view_state import Codec, Key, Text


@dataclass(frozen=True)
class State:
    """What the page lists: ``kind`` is '' for all."""

    kind: str = ""
    search: str = ""


def _title(code: str) -> str:
    return vocabulary.label("kind", code)


CODEC: Codec[State] = Codec(
    State(),
    Key(
        field="kind",
        meaning="Kind of figure of the sources.",
        default=lambda _: "",
        options=lambda _: vocabulary.terms("kind"),
        codes=lambda: vocabulary.terms("kind"),
        title=_title,
        missing=lambda _state, _text: "is no kind of figure",
        empty="all kinds",
    ),
    Text("search", "Words that a source has in its title, its publisher or what it counts."),
)
