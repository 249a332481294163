"""What the controls of a question offer, with labels."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from etl.contract import vocabulary

Option = Mapping[str, Any]


class Options(NamedTuple):
    """The questions under their headings, and by what the answers to one of them can be filtered."""

    questions: list[Option]
    kinds: list[Option]
    places: list[Option]
    forms: list[Option]


def _questions(questions: pd.DataFrame) -> list[Option]:
    """The questions with the number of their answers, under the headings of the vocabulary."""
    groups = dict(iter(questions.astype({"topic": "str"}).groupby("topic")))
    return [
        {
            "group": term.label,
            "items": [{"value": row.quantity_id, "label": f"{row.question} ({int(row.answers)})"} for row in groups[code].itertuples()],
        }
        for code, term in vocabulary.terms("topic").items()
        if code in groups
    ]


def options(questions: pd.DataFrame, answers: pd.DataFrame) -> Options:
    """The options for the answers to a question."""
    places = answers.drop_duplicates("place").sort_values("place_name")
    kinds, forms = set(answers["kind"]), set(answers["form"])
    return Options(
        _questions(questions),
        [{"value": code, "label": term.label} for code, term in vocabulary.terms("kind").items() if code in kinds],
        [{"value": row.place, "label": row.place_name} for row in places.itertuples()],
        [{"value": code, "label": term.label.capitalize()} for code, term in vocabulary.terms("form").items() if code in forms],
    )
