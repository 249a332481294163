"""The page on what the atlas is: the facts on it first, how to report an error, then its method."""

from typing import Any

from dash import dcc, html

from layouts.components.evidence_list import fact
from layouts.components.prose import prose
from layouts.maintenance import Maintenance
from layouts.pages.about.scene import Scene

_OPENING = (
    "Published figures on human trafficking contradict each other, often by a factor of ten. The atlas does not decide between them. "
    "It shows who says what, for which year, how certain the producer is, and which caveats apply. "
    "It never adds, averages or ranks figures of different sources."
)
_NO_MAINTAINERS = "No maintainer is named for this copy of the atlas."
_NO_CONTACT = "No address for corrections is given for this copy of the atlas."
_LICENCES = (
    "The code is published under the MIT licence. The figures are subject to the terms of their sources, "
    "which are stated on each source page and in every download. "
    "Cite the primary source first, and the atlas with its data version second. "
)
_REPORT = (
    "the link of the view (Share, then copy the link), which names the data version;",
    "the figure as the atlas shows it, and the figure that you expected;",
    "the publication that has it: title, year, page or table, and its address if you have one.",
)


def _contact(about: Maintenance) -> Any:
    return html.A(about.contact, href=about.link) if about.contact else _NO_CONTACT


def _facts(scene: Scene) -> html.Dl:
    version = html.Span(["data version ", html.Code(scene.version)])
    facts = [
        fact("Maintained by", scene.maintenance.maintainers or _NO_MAINTAINERS),
        fact("Corrections", _contact(scene.maintenance)),
        fact("Last update", f"Figures last transcribed on {scene.transcribed}, ", version, "."),
        fact("What changed", f"{scene.changed} ", dcc.Link("All versions", href="/data#changes"), "."),
        fact("Licences", _LICENCES, dcc.Link("Terms of all sources", href="/data#terms"), "."),
    ]
    return html.Dl(facts, className="about-facts")


def _report(about: Maintenance) -> html.Section:
    """How to report an error: to whom, and what to include."""
    whom = ["Write to ", _contact(about), ". Include:"] if about.contact else [_NO_CONTACT, " A useful report would include:"]
    check = (
        "Every figure has a location in its source, so you can check it first: open the row and read “Location in source”. "
        "Corrections are made in the transcribed files, and the changelog of the data lists them."
    )
    return html.Section([html.H2("How to report an error", id="report"), html.P(whom), html.Ul(list(map(html.Li, _REPORT))), html.P(check)])


def layout(scene: Scene) -> html.Div:
    """The page."""
    head = [html.H1("About and method"), html.P(_OPENING, className="subtitle"), _facts(scene), _report(scene.maintenance)]
    return html.Div([*head, prose(scene.prose)], className="prose about")
