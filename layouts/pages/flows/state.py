"""The view of the flow page as a link and back: versioned, and plain about what it does not know.

What a link asks for and the atlas does not have gives way to the nearest thing it has, with a message for each.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from etl.queries import choices, corridors, revisions
from etl.queries import place_summary as place

VERSION = "1"
TABS = ("map", "sankey", "table")
ROLES = ("both", "origin", "destination")
TOPS = (10, 25, 50, 100, 150, 300, 600, 1000)
DEFAULT_TOP = 100
_KEYS = (
    *("v", "series", "against", "from", "to", "group", "region", "role", "place", "min", "top", "hidden", "across", "tab", "open"),
    "dv",
)


@dataclass(frozen=True)
class FlowView:
    """What the flow page shows. ``against`` is a second series beside the first, '' for none; ``opened`` regions of the Sankey."""

    series: str
    against: str = ""
    first: int = 0
    last: int = 0
    group: str = choices.ALL
    region: str = ""
    role: str = "both"
    place: str = ""
    minimum: int = 0
    top: int = DEFAULT_TOP
    masked: bool = False
    across: bool = False
    tab: str = "map"
    opened: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The series side by side."""
        return (self.series, self.against) if self.against else (self.series,)


def span(view: FlowView) -> tuple[int, int]:
    """The years from which a view may choose: those of its first series."""
    entry = corridors.series()[view.series]
    return entry.first, entry.last


def fitted(view: FlowView) -> FlowView:
    """The nearest view that the atlas has."""
    known = corridors.series()
    code = view.series if view.series in known else corridors.offered()[0]
    against = view.against if view.against in known and view.against != code else ""
    entry = known[code]
    first = min(max(view.first or entry.first, entry.first), entry.last)
    last = min(max(view.last or entry.last, first), entry.last)
    return replace(
        view,
        series=code,
        against=against,
        first=first,
        last=last,
        group=view.group if view.group in corridors.groups(code) else corridors.groups(code)[0],
        region=view.region if view.region in corridors.regions() else "",
        role=view.role if view.role in ROLES else "both",
        place=view.place if view.place in place.names() else "",
        minimum=max(0, view.minimum),
        top=min(TOPS, key=lambda step: abs(step - view.top)),
    )


def in_latest(view: FlowView, code: str) -> FlowView | None:
    """The view with the series ``code`` in the latest edition of its source; None where it is the latest, or has no such series."""
    entry = corridors.series()[code]
    later = f"{revisions.latest(entry.source)}.{entry.evidence}"
    shown = [later if one == code else one for one in view.shown]
    return fitted(replace(view, series=shown[0], against="".join(shown[1:]))) if later in corridors.series() else None


def default() -> FlowView:
    """The first view: detected victims by citizenship, in all years."""
    return fitted(FlowView(corridors.offered()[0]))


def encode(view: FlowView) -> str:
    """The query string of a view, '?' included; what is as by default is left out."""
    parts = {
        "v": VERSION,
        "series": view.series,
        "against": view.against,
        "from": str(view.first) if view.first != span(view)[0] else "",
        "to": str(view.last) if view.last != span(view)[1] else "",
        "group": "" if view.group == corridors.groups(view.series)[0] else view.group,
        "region": view.region,
        "role": "" if view.role == "both" else view.role,
        "place": view.place,
        "min": str(view.minimum) if view.minimum else "",
        "top": "" if view.top == DEFAULT_TOP else str(view.top),
        "hidden": "yes" if view.masked else "",
        "across": "yes" if view.across else "",
        "tab": "" if view.tab == "map" else view.tab,
        "open": ".".join(view.opened),
    }
    return "?" + urlencode({key: value for key, value in parts.items() if value})


def _word(query: Mapping[str, str], key: str, known: Iterable[str], fallback: str, said: list[str]) -> str:
    wanted = query.get(key, fallback)
    listed = list(known)
    if wanted in listed or wanted == fallback:
        return wanted
    chosen = next(iter(difflib.get_close_matches(wanted.lower(), listed, n=1, cutoff=0.6)), fallback)
    said.append(f"The link asks for the {key} '{wanted}', which the atlas does not have. Shown instead: '{chosen or 'none'}'.")
    return chosen


def _number(query: Mapping[str, str], key: str, fallback: int, said: list[str]) -> int:
    wanted = query.get(key)
    if wanted is None:
        return fallback
    if wanted.isdecimal() and len(wanted) < 8:
        return int(wanted)
    said.append(f"The link says '{wanted}' for {key}, which is no number. Shown instead: {fallback}.")
    return fallback


def _strings(query: Mapping[str, object], said: list[str]) -> dict[str, str]:
    for key, value in query.items():
        if key not in _KEYS:
            said.append(f"The link says '{key}', which this page does not know; it was ignored.")
        elif not isinstance(value, str):
            said.append(f"The link says '{key}' more than once; it was ignored.")
    return {key: value for key, value in query.items() if key in _KEYS and isinstance(value, str)}


def decode(query: Mapping[str, object]) -> tuple[FlowView, list[str]]:
    """The view that a link asks for, or the nearest to it, and a plain message for everything that had to give way."""
    said: list[str] = []
    parts = _strings(query, said)
    if parts.get("v", VERSION) != VERSION:
        said.append(f"The link was made by another version of this page ('{parts['v']}'). Shown as far as it can be read.")
    code = _word(parts, "series", corridors.series(), default().series, said)
    entry = corridors.series()[code]
    opened = [region for region in parts.get("open", "").split(".") if region]
    said += [
        f"The link opens the region '{region}', which the atlas does not have." for region in opened if region not in corridors.regions()
    ]
    view = FlowView(
        series=code,
        against=_word(parts, "against", corridors.series(), "", said),
        first=_number(parts, "from", entry.first, said),
        last=_number(parts, "to", entry.last, said),
        group=_word(parts, "group", corridors.groups(code), corridors.groups(code)[0], said),
        region=_word(parts, "region", corridors.regions(), "", said),
        role=_word(parts, "role", ROLES, "both", said),
        place=_word(parts, "place", place.names(), "", said),
        minimum=_number(parts, "min", 0, said),
        top=_number(parts, "top", DEFAULT_TOP, said),
        masked=_word(parts, "hidden", ("yes", "no"), "no", said) == "yes",
        across=_word(parts, "across", ("yes", "no"), "no", said) == "yes",
        tab=_word(parts, "tab", TABS, "map", said),
        opened=tuple(region for region in opened if region in corridors.regions()),
    )
    found = fitted(view)
    if view.against == code:
        said.append("The link puts a series beside itself; it is shown once.")
    if found.top != view.top:
        said.append(f"The link asks for the {view.top} largest corridors. Shown instead: the {found.top} largest.")
    if (found.first, found.last) != (view.first, view.last):
        said.append(f"The years of the link are not those of this series. Shown instead: {found.first} to {found.last}.")
    return found, said


def from_link(link: str) -> FlowView:
    """The view of a link that the page itself made."""
    return decode(dict(parse_qsl(link.removeprefix("?"))))[0]
