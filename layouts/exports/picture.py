"""What a picture of an export holds, as data that the browser draws: the figure and everything that has to stand beside it."""

from datetime import date
from typing import Any

from etl.contract import vocabulary
from layouts import stylesheet, theme, typefaces
from layouts.basemap_address import geometry_path
from layouts.export import Export, Legend, LegendEntry, Part
from layouts.exports.citations import denominators
from layouts.exports.export_notes import in_sight

# As many publications are named in full in a picture, and as many by their short titles.
_NAMED, _LISTED = 2, 8
# As many doubts of single figures stand in every picture.
_DOUBTS = 3
# How large the circles of one of several maps are, by those of one alone.
_OF_SEVERAL = 0.4


def _legend_entry(entry: LegendEntry, circles: float) -> dict[str, Any]:
    look = entry.look
    colours = {"colour": look.light, "pattern": look.pattern, "stripe": look.stripe[0], "outline": look.outline[0], "dash": look.dash}
    sign = entry.symbol.replace("{ink}", look.light)
    return {"label": entry.label, "look": colours, "count": entry.count, "sign": sign, "wide": entry.wide * circles, "bare": entry.bare}


def _legend(legend: Legend, circles: float = 1) -> dict[str, Any]:
    """A list of a legend; what the picture draws nowhere is left out."""
    entries = [entry for entry in legend.entries if entry.count or entry.wide or entry.bare]
    return {"title": legend.title, "keys": [_legend_entry(entry, circles) for entry in entries]}


def figures(export: Export) -> list[dict[str, Any]]:
    """The figures as the browser draws them on a page, each with its note."""
    return [{**_drawing(part, part.figure()), "note": part.note} for part in export.parts]


def _drawing(part: Part, figure: dict[str, Any]) -> dict[str, Any]:
    return {"title": part.title, "graph": part.graph, **(figure if "draw" in figure else {"figure": figure})}


def _panel(part: Part, circles: float) -> dict[str, Any]:
    """A figure of a picture with what stands at it; ``circles``: the factor of the circles of its map and its legends."""
    drawing = _drawing(part, (part.pictured or part.figure)())
    if circles < 1 and "figure" in drawing:
        drawing["figure"] = drawing["figure"] | {"data": [_smaller(trace, circles) for trace in drawing["figure"]["data"]]}
    denser = {"denser": part.denser()} if part.denser else {}
    return {**drawing, **denser, "note": part.note, "legends": [_legend(legend, circles) for legend in part.legends]}


def _smaller(trace: dict[str, Any], factor: float) -> dict[str, Any]:
    """The circles of a map by a factor smaller, as assets/core/circles.js has them, and without their figures."""
    if trace.get("name") != "circles" or not trace["visible"]:
        return trace
    return trace | {"mode": "markers", "marker": trace["marker"] | {"sizeref": trace["meta"] / factor**2}}


def caveats(export: Export) -> list[dict[str, str]]:
    """The caveats of the rows drawn: doubts of single figures, then the most severe first, those of all rows before others.

    One that several sources have stands once.
    """
    order = list(vocabulary.terms("severity"))
    pictured = [caveat for caveat in export.caveats if not caveat.listed_only]
    places: dict[tuple[str, str], list[str]] = {}
    for caveat in sorted(pictured, key=lambda caveat: (not caveat.single, order.index(caveat.severity), bool(caveat.about))):
        places.setdefault((caveat.severity, caveat.text), []).append(caveat.about)
    return [
        {"severity": vocabulary.label("severity", severity), "about": "; ".join(filter(None, about)), "text": text}
        for (severity, text), about in places.items()
    ]


def facts(export: Export) -> list[dict[str, str]]:
    """Who says it, what kind of number it is, of when, and with which ranges."""
    sources = [f"{source['title']}. {source['edition']}" for source in export.sources]
    works = [*sources, *(f"{work.publisher}, {work.title}" for work in denominators(export))]
    lines = {
        "Source": "; ".join(works),
        "Publisher": "; ".join(dict.fromkeys(source["publisher"] for source in export.sources)),
        "Kind of figure": export.kind,
        "Period": export.period,
        "Ranges": export.ranges,
        **dict((*export.notes, *export.table_notes)),
    }
    return [{"term": term, "said": line} for term, line in lines.items() if line]


def _source(export: Export) -> str:
    """Who published what; of many publications the short titles."""
    works = [f"{source['publisher']}, {source['title']}. {source['edition']}" for source in export.sources]
    works += [f"{work.publisher}, {work.title}" for work in denominators(export)]
    if len(works) <= _NAMED:
        return "; ".join(works)
    titles = [source["short_title"] for source in export.sources]
    return "; ".join(titles[:_LISTED]) + (f"; and {len(titles) - _LISTED} more, listed at the link" if len(titles) > _LISTED else "")


def _publishers(export: Export) -> str:
    """Who published the first of many publications, which the titles alone do not say."""
    names = [source["publisher"] for source in export.sources[:_LISTED]]
    return "; ".join(dict.fromkeys(names)) if len(export.sources) + len(denominators(export)) > _NAMED else ""


def small_print(export: Export) -> list[dict[str, Any]]:
    """What stands below the figures, what is owed first: what is to be in sight, source, period, ranges, doubts, the gravest caveats.

    Source, kind and period stand with the figures where each has its own.
    """
    is_common = not all(part.note for part in export.parts)
    owed = dict(in_sight(export)) | ({"Source": _source(export), "Period": export.period} if is_common else {})
    owed |= {"Ranges": export.ranges, "": export.disclaimer}
    further = {**({"Publishers": _publishers(export), "Kind of figure": export.kind} if is_common else {}), **dict(export.notes)}
    texts = [
        {**caveat, "text": f"{caveat['about']}: {caveat['text']}" if caveat["about"] else caveat["text"]} for caveat in caveats(export)
    ]
    warnings: list[dict[str, Any]] = [{"lead": caveat["severity"], "text": caveat["text"], "caveat": True} for caveat in texts]
    gravest = vocabulary.label("severity", next(iter(vocabulary.terms("severity"))))
    doubts = warnings[: min(_DOUBTS, len({caveat.text for caveat in export.doubts}))]
    rest = warnings[len(doubts) :]
    first, last = ([line for line in rest if (line["lead"] == gravest) is is_grave] for is_grave in (True, False))
    lines = [[{"lead": lead, "text": text} for lead, text in group.items() if text] for group in (owed, further)]
    # Of what is owed none gives way to what is not.
    return [{**line, "owed": True} for line in (*lines[0], *doubts, *first)] + [*lines[1], *last]


def _faces() -> list[dict[str, Any]]:
    return [{"family": face.family, "weight": face.weight, "address": typefaces.address(name)} for name, face in typefaces.FACES.items()]


def picture(export: Export, permalink: str, today: date) -> dict[str, Any]:
    """The figures and their caption; ``legends`` are those of all figures, each figure has its own besides."""
    export = export.shown
    circles = 1 if len(export.parts) == 1 else _OF_SEVERAL
    own = {legend for part in export.parts for legend in part.legends}
    return {
        **{name: getattr(export, name) for name in ("title", "subtitle", "version", "stem", "alt")},
        "parts": [_panel(part, circles) for part in export.parts],
        "legends": [_legend(legend) for legend in export.legends if legend not in own],
        "lines": small_print(export),
        "caveats": caveats(export),
        "permalink": permalink,
        "date": today.isoformat(),
        "geometry": geometry_path(),
        "licence": "; ".join(dict.fromkeys(source["licence"] for source in export.sources)),
        "sources": [source["citation"] for source in export.sources],
        "patterns": {name: pattern.tile for name, pattern in stylesheet.PATTERNS.items()},
        "fonts": {"text": theme.FONT, "title": theme.SERIF, "faces": _faces()},
    }
