"""What a link to a question says: the question, how its answers are drawn, which of them, and the chosen one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.contract import vocabulary
from etl.queries import answers, place_summary, revisions
from layouts.pages.compare.shared.modes import choice_key, mode_key
from layouts.view_state import Codec, Key, Number, Several, Text, numbers

AXES = {"log": "Log", "linear": "Linear"}
ORDERS = {"year": "Year", "value": "Value"}
TABS = {"marks": "Chart", "table": "Table"}
FIRST_QUESTION = "modern_slavery_now"
# Questions that are part of another one now; links that name them lead there.
_MERGED = {"forced_labour_now": "modern_slavery_now"}
_LINEAR_UNITS = ("percent", "years_of_age", "countries", "number")


@dataclass(frozen=True)
class State:
    """A question and what of its answers is shown; empty filters mean all answers."""

    quantity: str = FIRST_QUESTION
    axis: str = "log"
    order: str = "year"
    kinds: tuple[str, ...] = ()
    place: str = ""
    form: str = ""
    first: int | None = None
    last: int | None = None
    search: str = ""
    mark: str = ""
    tab: str = "marks"
    mode: str = "question"

    @property
    def period(self) -> tuple[int, int] | None:
        """The years that the answers speak of; None where they are not limited."""
        if self.first is None and self.last is None:
            return None
        first, last = answers.years()
        return self.first or first, self.last or last


def years_of(slider: Sequence[int]) -> tuple[int | None, int | None]:
    """What the ends of the slider say: no limit where they are those of all answers."""
    first, last = slider
    return (None, None) if (first, last) == answers.years() else (first, last)


def usual_axis(quantity: str) -> str:
    """The axis that suits the unit of a question."""
    return "linear" if _of_questions("unit").get(quantity) in _LINEAR_UNITS else "log"


@cache
def _of_questions(column: str) -> dict[str, str]:
    """What a column has of each question."""
    rows = answers.questions()
    return dict(zip(rows["quantity_id"], rows[column], strict=True))


def _questions() -> dict[str, str]:
    return _of_questions("question")


def _in_answers(column: str) -> Callable[[State], set[str]]:
    return lambda state: set(answers.answers(state.quantity)[column])


def _filter(field: str, meaning: str, **more: Any) -> Key[Any]:
    options = _in_answers(field)
    return Key(field=field, meaning=meaning, default=lambda _: "", options=options, empty="all", fuzzy=False, **more)


def _year(field: str, name: str, *, missing: str, options: Callable[[State], Iterable[int]]) -> Number[Any]:
    return Number(
        field=field,
        name=name,
        label=f"{field} year",
        meaning=f"{field.capitalize()} year that the answers refer to.",
        default=lambda _: None,
        options=options,
        title=lambda year: "all years" if year is None else str(year),
        missing=lambda _state, _text: missing,
    )


class _Question(Key[State]):
    """The identifier of a question; one that has become part of another is that."""

    def parse(self, text: str) -> str:
        return _MERGED.get(text, text)


class _Mark(Key[State]):
    """The identifier of an answer; one of an earlier edition is the same cell of the latest."""

    def parse(self, text: str) -> str:
        source, _, cell = text.partition("/")
        latest = revisions.latest(source)
        return f"{latest}/{cell}" if latest else text


def _no_answer(_state: State, row_id: str) -> str:
    earlier = revisions.latest(row_id.partition("/")[0])
    return "is of an earlier edition and no longer answers this question" if earlier else "does not answer this question"


CODEC = Codec(
    State(),
    mode_key("question"),
    _Question(
        field="quantity",
        name="q",
        label="question",
        meaning="The question.",
        default=lambda _: FIRST_QUESTION,
        options=lambda _: _questions(),
        codes=lambda: [*_questions(), *_MERGED],
        title=lambda code: _questions().get(code, code),
        always=True,
    ),
    choice_key("axis", "The axis of the marks.", AXES, default=lambda state: usual_axis(state.quantity)),
    choice_key("order", "The order of the answers within their groups.", ORDERS),
    Several(
        field="kinds",
        name="kind",
        label="kind of source",
        meaning="Kinds of source, joined by points.",
        codes=lambda: vocabulary.terms("kind"),
        default=lambda _: (),
        options=lambda _: vocabulary.terms("kind"),
        title=lambda code: vocabulary.label("kind", code),
        empty="all",
    ),
    _filter(
        "place",
        "Place of the answers, or of the history side by side.",
        codes=lambda: sorted(place_summary.names()),
        title=lambda code: place_summary.names().get(code, code),
    ),
    _filter(
        "form",
        "Form of exploitation of the answers.",
        label="form of exploitation",
        codes=lambda: vocabulary.terms("form"),
        title=lambda code: vocabulary.label("form", code),
    ),
    _year("first", "from", missing="is not a year", options=lambda _: numbers(1000, 9999)),
    _year("last", "to", missing="is not a year, or before the first year", options=lambda state: numbers(state.first or 1000, 9999)),
    Text("search", "Words that the answers or the claims contain."),
    _Mark(
        field="mark",
        meaning="Identifier of the selected answer.",
        default=lambda _: "",
        options=_in_answers("row_id"),
        missing=_no_answer,
        fuzzy=False,
    ),
    choice_key("tab", "Whether the page opens on the marks or on the table.", TABS),
)


def questions() -> Iterator[State]:
    """Every question with all of its answers."""
    for quantity in _questions():
        yield CODEC.decode({"q": quantity})[0]
