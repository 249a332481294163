"""What search engines and previews are told of a question: its words, and a picture with its answers in their order."""

from layouts.card import Card, Head
from layouts.pages.compare.question.answer_rows import who
from layouts.pages.compare.question.export import alt
from layouts.pages.compare.question.scene import Scene

_MOST = 5


def head(scene: Scene) -> Head:
    """The question with the first of its answers, each with its source and its time."""
    question, rows = scene.question["question"], scene.rows
    answers = [f"{row.says} · {who(row)} ({row.period})" for row in rows.head(_MOST).itertuples()]
    more = [f"and {len(rows) - _MOST} more"] if len(rows) > _MOST else []
    return Head(question, alt(scene), card=Card(question, (scene.subtitle, *answers, *more)))
