"""What search engines and previews are told of a question: its words, and a picture with its answers in their order."""

from typing import Any

from layouts.card import Card, Head
from layouts.pages.compare.question.export import alt
from layouts.pages.compare.question.scene import Scene

_MOST = 5


def _who(row: Any) -> str:
    """Who says so: the source, after the producer whom it names where it repeats another."""
    producer = row.produced_by if isinstance(row.produced_by, str) and row.produced_by else ""
    return f"{producer}, in {row.source_short}" if producer else str(row.source_short)


def head(scene: Scene) -> Head:
    """The question with the first of its answers, each with its source and its time."""
    question, rows = scene.question["question"], scene.rows
    answers = [f"{row.says} · {_who(row)} ({row.period})" for row in rows.head(_MOST).itertuples()]
    more = [f"and {len(rows) - _MOST} more"] if len(rows) > _MOST else []
    return Head(question, alt(scene), card=Card(question, (scene.subtitle, *answers, *more)))
