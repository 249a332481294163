"""What the printed page of a question has besides its chart: why the answers differ, in brief, and how to cite them."""

from typing import Any

from dash import html

from etl.contract.row_dicts import row_dicts
from layouts.pages.compare.question.answer_rows import producers
from layouts.pages.compare.question.scene import Scene

# How many sentences of a question without a brief text fit on the page.
_MOST = 4


def why(scene: Scene) -> str:
    """The heading of the reasons."""
    return "Why they differ" if len(scene.answers) > 1 else "What to know about it"


def _point(text: str) -> html.Li:
    """A sentence; what stands before its colon is its subject."""
    subject, colon, rest = text.partition(":")
    return html.Li([html.Strong(subject + colon), rest] if colon and len(subject) < 20 else text)


def _citations(scene: Scene) -> list[str]:
    """The citations of the sources that publish a figure of their own, in the order of their years."""
    own = [record for record in scene.evidence.sources if record["kind"] != "secondary_claim"]
    return [str(record["citation"]) for record in sorted(own, key=lambda record: record["published_year"])]


def sheet(scene: Scene) -> list[Any]:
    """The words below the chart on paper; the browser adds the address of the page."""
    brief = list(scene.question["brief"]) or scene.reasons[:_MOST]
    years = "; ".join(scene.headings[group] for group in scene.selections)
    selected = [html.P(f"Not all years are drawn. {years}.")] if years else []
    question = scene.question["question"]
    cite: list[Any] = [
        "The chart: Trafficking Statistics Atlas. ",
        html.Cite(question),
        f" Data version {scene.version}. ",
        html.Span(className="sheet-address"),
    ]
    primary = [html.Li(text) for text in _citations(scene)]
    repeats = row_dicts(scene.rows[scene.rows["kind"] == "secondary_claim"].drop_duplicates("source_short"))
    names = ", ".join(str(row["source_short"]) for row in repeats)
    named = f" Producers whom they name: {'; '.join(attributed)}." if (attributed := producers(scene.rows)) else ""
    text = f"Repeated or printed without a method of their own: {names}. Cite the producer, not the repeater.{named}"
    repeated = [html.P(text)] if names else []
    return [
        html.H2(why(scene)),
        html.Ul([_point(text) for text in brief]),
        *selected,
        html.H2("How to cite"),
        html.P(cite),
        html.Ul(primary),
        *repeated,
    ]
