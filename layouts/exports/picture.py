"""What a picture of an export holds, as data that the browser draws: the figure and everything that has to stand beside it."""

from datetime import date
from typing import Any

from etl.contract import vocabulary
from layouts import stylesheet, theme
from layouts.basemap_address import geometry_path
from layouts.export import Export, LegendEntry
from layouts.exports.citations import denominators


def _legend_entry(entry: LegendEntry) -> dict[str, Any]:
    look = entry.look
    colours = {"colour": look.light, "pattern": look.pattern, "stripe": look.stripe[0], "outline": look.outline[0], "dash": look.dash}
    sign = entry.symbol.replace("{ink}", look.light)
    return {"label": entry.label, "look": colours, "count": entry.count, "sign": sign, "wide": entry.wide}


def figures(export: Export) -> list[dict[str, Any]]:
    """The figures as the browser draws them."""
    return [{"title": part.title, "graph": part.graph, **_drawing(part.figure())} for part in export.parts]


def _drawing(figure: dict[str, Any]) -> dict[str, Any]:
    return figure if "draw" in figure else {"figure": figure}


def caveats(export: Export) -> list[dict[str, str]]:
    """The caveats of the rows drawn, those of all rows first, the most severe first; one that several sources have stands once."""
    order = list(vocabulary.terms("severity"))
    pictured = [caveat for caveat in export.caveats if not caveat.listed_only]
    places: dict[tuple[str, str], list[str]] = {}
    for caveat in sorted(pictured, key=lambda caveat: (bool(caveat.about), order.index(caveat.severity))):
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
        "Kind of number": export.kind,
        "Period": export.period,
        "Ranges": export.ranges,
        **dict(export.notes),
    }
    return [{"term": term, "said": line} for term, line in lines.items() if line]


def picture(export: Export, permalink: str, today: date) -> dict[str, Any]:
    """The figure and its caption."""
    return {
        **{name: getattr(export, name) for name in ("title", "subtitle", "disclaimer", "version", "stem", "alt")},
        "parts": figures(export),
        "legends": [{"title": legend.title, "keys": [_legend_entry(entry) for entry in legend.entries]} for legend in export.legends],
        "facts": facts(export),
        "caveats": caveats(export),
        "permalink": permalink,
        "date": today.isoformat(),
        "geometry": geometry_path(),
        "licence": "; ".join(dict.fromkeys(source["licence"] for source in export.sources)),
        "sources": [source["citation"] for source in export.sources],
        "patterns": {name: pattern.tile for name, pattern in stylesheet.PATTERNS.items()},
        "fonts": {"text": theme.FONT, "title": theme.SERIF},
    }
