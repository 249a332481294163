"""What a link to a question says: the question, how its answers are drawn, which of them, and the chosen one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from etl.contract import vocabulary
from etl.queries import answers, place_summary, revisions
from layouts.pages.compare.shared.modes import mode_key
from layouts.view_state import Codec, Key, Number, Several, Text, numbers, titles

AXES = {"log": "Log", "linear": "Linear"}
ORDERS = {"year": "Year", "value": "Value"}
TABS = {"marks": "Marks", "table": "Table"}
FIRST_QUESTION = "across_borders"
_LINEAR_UNITS = ("percent", "years_of_age", "countries", "number")
_FOUR_DIGITS = numbers(1000, 9999)


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
    units = answers.questions().set_index("quantity_id")["unit"]
    return "linear" if units.get(quantity) in _LINEAR_UNITS else "log"


def _questions() -> dict[str, str]:
    rows = answers.questions()
    return dict(zip(rows["quantity_id"], rows["question"], strict=True))


def _in_answers(column: str) -> Any:
    return lambda state: set(answers.answers(state.quantity)[column])


def _label(group: str) -> Any:
    return lambda code: vocabulary.label(group, code)


def _year(year: int | None) -> str:
    return "all years" if year is None else str(year)


def _until(state: State) -> Iterable[int]:
    return numbers(state.first or _FOUR_DIGITS[0], _FOUR_DIGITS[-1])


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
    Key(
        field="quantity",
        name="q",
        label="question",
        meaning="The question.",
        default=lambda _: FIRST_QUESTION,
        options=lambda _: _questions(),
        codes=_questions,
        title=lambda code: _questions().get(code, code),
        always=True,
    ),
    Key(
        field="axis",
        meaning="The axis of the marks.",
        default=lambda state: usual_axis(state.quantity),
        options=lambda _: AXES,
        codes=lambda: AXES,
        title=titles(AXES),
    ),
    Key(
        field="order",
        meaning="The order of the answers within their groups.",
        default=lambda _: "year",
        options=lambda _: ORDERS,
        codes=lambda: ORDERS,
        title=titles(ORDERS),
    ),
    Several(
        field="kinds",
        name="kind",
        label="kind of source",
        meaning="Kinds of source, joined by points.",
        codes=lambda: vocabulary.terms("kind"),
        default=lambda _: (),
        options=lambda _: vocabulary.terms("kind"),
        title=_label("kind"),
        empty="all",
    ),
    Key(
        field="place",
        meaning="Place of the answers, or of the history side by side.",
        default=lambda _: "",
        options=_in_answers("place"),
        codes=lambda: sorted(place_summary.names()),
        title=lambda code: place_summary.names().get(code, code),
        empty="all",
        fuzzy=False,
    ),
    Key(
        field="form",
        label="form of exploitation",
        meaning="Form of exploitation of the answers.",
        default=lambda _: "",
        options=_in_answers("form"),
        codes=lambda: vocabulary.terms("form"),
        title=_label("form"),
        empty="all",
        fuzzy=False,
    ),
    Number(
        field="first",
        name="from",
        label="first year",
        meaning="First year that the answers speak of.",
        default=lambda _: None,
        options=lambda _: _FOUR_DIGITS,
        title=_year,
        missing=lambda _state, _text: "is no year",
    ),
    Number(
        field="last",
        name="to",
        label="last year",
        meaning="Last year that the answers speak of.",
        default=lambda _: None,
        options=_until,
        title=_year,
        missing=lambda _state, _text: "is no year, or before the first year",
    ),
    Text("search", "Words that the answers or the claims contain."),
    _Mark(
        field="mark",
        meaning="Identifier of the answer with a band behind it.",
        default=lambda _: "",
        options=_in_answers("row_id"),
        missing=_no_answer,
        fuzzy=False,
    ),
    Key(
        field="tab",
        meaning="Whether the page opens on the marks or on the table.",
        default=lambda _: "marks",
        options=lambda _: TABS,
        codes=lambda: TABS,
        title=titles(TABS),
    ),
)
