"""The panels of a picture of places: series over time beside each other, each with its own title, source, period and legend."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

import pandas as pd

from etl.contract import vocabulary
from etl.contract.folding import fold
from etl.queries import place_series
from layouts import format as words
from layouts.evidence.over_time import OverTime
from layouts.evidence.row_evidence import Caveats, evidence_of
from layouts.evidence.selection import SELECTION, Selection, subject
from layouts.export import Export, Legend, LegendEntry, Part, own_note

# A picture has at most so many panels, each as high as this in pixels.
MOST, _HEIGHT = 6, 230
# What has to be known of a kind of figure wherever it is drawn.
_CAUTIONS = {
    "government_rating": "a tier rates the efforts of a government, not how much trafficking there is",
    "administrative_count": "counts reflect the effort to detect",
}
Panels = tuple[OverTime, ...]


def series_panels(series: Iterable[tuple[str, str]], places: Collection[str]) -> Panels:
    """The first of the ``series`` (indicator, source) that have a row of one of the places, at most ``MOST``.

    One legend names the places of all: at the ends of the lines of small charts there is no room for their names.
    """
    chosen = (Selection(code, source, place_series.group_of(code, source)) for code, source in series)
    panels = (OverTime(replace(SELECTION.nearest_valid(one), year=None), tuple(places), height=_HEIGHT, named=False) for one in chosen)
    return tuple(islice((panel for panel in panels if len(panel.rows)), MOST))


def _legend(panel: OverTime) -> tuple[Legend, ...]:
    """What is drawn besides plain figures, which need no legend."""
    marks = tuple(mark for code, mark in panel.marks.items() if code != "figure")
    return (Legend(panel.indicator.label, marks),) if marks else ()


def _note(panel: OverTime) -> str:
    note = own_note(panel.source, panel.source["short_title"], panel.indicator.kind, panel.evidence.period)
    return " ".join([note, *(f"{lead}: {text}." for lead, text in panel.obtained)])


def _figure(panel: OverTime) -> dict[str, Any]:
    return panel.figure


def parts(panels: Panels) -> tuple[Part, ...]:
    """The figures, each with its title, legend, source and period."""
    return tuple(
        Part(partial(_figure, panel), f"panel-{number}", subject(panel.selection), _legend(panel), _note(panel))
        for number, panel in enumerate(panels, 1)
    )


def legends(panels: Panels) -> tuple[Legend, ...]:
    """The marks of places once for all panels, with how many figures each has in all, then of each panel what it draws."""
    several: dict[str, LegendEntry] = {}
    for mark in (mark for panel in panels for mark in panel.place_marks.values()):
        before = several.get(mark.label)
        several[mark.label] = replace(mark, count=mark.count + (before.count if before else 0))
    shared = [Legend("Places", tuple(several.values()))] if several else []
    return (*shared, *(legend for panel in panels for legend in _legend(panel)))


def shown(panels: Panels) -> tuple[tuple[str, str], ...]:
    """What a picture says where the page has more than it draws."""
    return (("Shown", f"{len(panels)} of the page's charts over time; the rest are in the download"),)


def without_figure(panels: Panels) -> tuple[tuple[str, str], ...]:
    """The chosen places that a panel does not draw, which absence it is, and in which panels."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for panel in panels:
        for absence in panel.without_figure:
            lacking.setdefault(absence, []).append(subject(panel.selection))
    texts = [f"{names} ({words.uncapitalised(label)}): {'; '.join(titles)}" for (label, names), titles in lacking.items()]
    return (("Without a figure", ". ".join(texts)),) if texts else ()


def ranges(panels: Panels) -> str:
    """Which kinds of ranges the figures drawn have, and how many of each."""
    rows = pd.concat([panel.rows for panel in panels], ignore_index=True)
    return evidence_of(rows.rename(columns={"name": "place_name"})).ranges_text


def in_pictures(caveats: Caveats, panels: Panels) -> Caveats:
    """Caveats of all rows of a page, where those that concern none of the panels stand in the table alone."""
    pictured = {(caveat.source_id, caveat.text) for panel in panels for caveat in panel.evidence.caveats}
    return tuple(replace(caveat, listed_only=(caveat.source_id, caveat.text) not in pictured) for caveat in caveats)


def _subtitle(panels: Panels) -> str:
    """How many series there are, and what has to be known of them in a picture of whatever form."""
    counted = f"{len(panels)} series over years" if len(panels) > 1 else "One series over years"
    kinds = {panel.indicator.kind for panel in panels}
    cautions = "; ".join(text for kind, text in _CAUTIONS.items() if kind in kinds)
    return f"{counted}, one source at a time. {words.sentence(cautions)}".rstrip(". ")


def summary(export: Export, panels: Panels) -> Export:
    """What the panels show of an export with further rows: their rows, sources, years and caveats."""
    rows = pd.concat([panel.rows for panel in panels], ignore_index=True)
    names = [name for name in ("estimate_id", "rating_id") if name in rows]
    own = pd.concat([export.rows[name].isin(rows[name].dropna()) for name in names], axis=1).any(axis=1)
    evidence = evidence_of(rows.rename(columns={"name": "place_name"}))
    return replace(
        export,
        subtitle=_subtitle(panels),
        rows=export.rows[own],
        sources=evidence.sources,
        period=evidence.period,
        years=evidence.years,
        kind="; ".join(dict.fromkeys(vocabulary.label("kind", panel.indicator.kind) for panel in panels)),
        caveats=tuple(caveat for caveat in export.caveats if not caveat.listed_only),
        table_notes=(),
    )


def alt(panels: Panels) -> str:
    """The panels in words, one after the other."""
    return " ".join(panel.alt for panel in panels)


def file_name(names: Iterable[str]) -> str:
    """Places as they stand in the name of a file: 'cote-d-ivoire_ghana'."""
    return "_".join(fold(name).replace(" ", "-") for name in names)
