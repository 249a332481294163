"""The view of the world page as a link and back: one codec, versioned, that says plainly what it does not know.

A link holds the whole view. What it asks for and the atlas does not have is replaced by the nearest thing it has, with
a message for each.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from etl.contract import vocabulary
from etl.queries import choices, evidence
from etl.queries import place_summary as place

VERSION = "1"
TABS = ("map", "table")
DEFAULT_INDICATOR, DEFAULT_SOURCE = "tip_tier", "tip_tiers"
_KEYS = ("v", "indicator", "source", "group", "year", "place", "tab", "inferred", "dv")


@dataclass(frozen=True)
class View:
    """What the world page shows. ``year`` is None for indicators that are dates; ``place`` '' where none is chosen."""

    indicator: str
    source: str
    group: str
    year: int | None
    place: str = ""
    tab: str = "map"
    inferred: bool = False


def _nearest(wanted: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(wanted.lower(), list(known), n=1, cutoff=0.6)), None)


def nearest_year(indicator: str, source: str, group: str, wanted: int | None) -> int | None:
    """The year of the slider next to the wanted one; the last year with figures where none is wanted."""
    stops = choices.stops(indicator, source, group)
    if not stops:
        return None
    filled = [stop.year for stop in stops if not stop.hole] or [stops[-1].year]
    if wanted is None:
        return filled[-1]
    return min((stop.year for stop in stops), key=lambda year: (abs(year - wanted), year))


def fitted(view: View) -> View:
    """The nearest view that the atlas has: first the source of the indicator, then its group, then its year."""
    indicator = view.indicator if view.indicator in choices.indicators() else DEFAULT_INDICATOR
    sources = choices.held_by(indicator)
    source = view.source if view.source in sources else sources[0]
    groups = choices.groups(indicator, source)
    group = view.group if view.group in groups else groups[0]
    return replace(view, indicator=indicator, source=source, group=group, year=nearest_year(indicator, source, group, view.year))


def default() -> View:
    """The first view of the atlas: the tiers of the last report."""
    return fitted(View(DEFAULT_INDICATOR, DEFAULT_SOURCE, choices.ALL, None))


def encode(view: View) -> str:
    """The query string of a view, '?' included."""
    parts = {
        "v": VERSION,
        "indicator": view.indicator,
        "source": view.source,
        "group": "" if view.group == choices.ALL else view.group,
        "year": "" if view.year is None else str(view.year),
        "place": view.place,
        "tab": "" if view.tab == "map" else view.tab,
        "inferred": "yes" if view.inferred else "",
    }
    return "?" + urlencode({key: value for key, value in parts.items() if value})


def _word(query: Mapping[str, str], key: str, known: Iterable[str], fallback: str, said: list[str]) -> str:
    """A word of the link; an unknown one is replaced by the nearest known or the fallback, and said."""
    wanted = query.get(key, fallback)
    known = list(known)
    if wanted in known:
        return wanted
    chosen = _nearest(wanted, known) or (fallback if fallback in known else known[0])
    lacks = "has no such figures" if key == "source" and wanted in evidence.identifiers() else "the atlas does not have"
    said.append(f"The link asks for the {key} '{wanted}', which {lacks}. Shown instead: '{chosen}'.")
    return chosen


def _year(query: Mapping[str, str], view: View, said: list[str]) -> int | None:
    wanted = query.get("year")
    if wanted is None:
        return nearest_year(view.indicator, view.source, view.group, None)
    year = nearest_year(view.indicator, view.source, view.group, int(wanted) if wanted.isdecimal() and len(wanted) < 5 else None)
    if str(year) != wanted:
        shown = "all dates at once" if year is None else str(year)
        said.append(f"The link asks for the year '{wanted}', which this source does not have. Shown instead: {shown}.")
    return year


def _strings(query: Mapping[str, object], said: list[str]) -> dict[str, str]:
    """The parts of a link that are one known key and one value; the others are said."""
    for key, value in query.items():
        if key not in _KEYS:
            said.append(f"The link says '{key}', which this page does not know; it was ignored.")
        elif not isinstance(value, str):
            said.append(f"The link says '{key}' more than once; it was ignored.")
    return {key: value for key, value in query.items() if key in _KEYS and isinstance(value, str)}


def decode(query: Mapping[str, object]) -> tuple[View, list[str]]:
    """The view that a link asks for, or the nearest to it, and a plain message for everything that had to give way."""
    said: list[str] = []
    parts = _strings(query, said)
    if parts.get("v", VERSION) != VERSION:
        said.append(f"The link was made by another version of this page ('{parts['v']}'). Shown as far as it can be read.")
    first = default()
    indicator = _word(parts, "indicator", choices.indicators(), first.indicator, said)
    sources = choices.held_by(indicator)
    source = _word(parts, "source", sources, first.source if first.source in sources else sources[0], said)
    group = _word(parts, "group", choices.groups(indicator, source), choices.groups(indicator, source)[0], said)
    view = View(indicator, source, group, None, tab=_word(parts, "tab", TABS, "map", said))
    view = replace(view, inferred=_word(parts, "inferred", ("yes", "no"), "no", said) == "yes", year=_year(parts, view, said))
    if chosen := parts.get("place", ""):
        known = place.names()
        if chosen not in known:
            said.append(f"The link asks for the place '{chosen}', which the atlas does not know; no place is chosen.")
        view = replace(view, place=chosen if chosen in known else "")
    return view, said


def indicator(view: View) -> vocabulary.Indicator:
    """The indicator of a view."""
    return vocabulary.indicators()[view.indicator]


def from_link(link: str) -> View:
    """The view of a link that the page itself made."""
    return decode(dict(parse_qsl(link.removeprefix("?"))))[0]
