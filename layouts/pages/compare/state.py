"""The view of the Compare page as a link and back: one codec, versioned, that says plainly what it does not know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from etl.contract import vocabulary
from etl.queries import answers, choices, claim_list, place_summary, revisions
from etl.queries.answers import Filters
from layouts.pages.map import state

VERSION = "1"
MODES = ("question", "sides", "lists", "claims")
AXES, ORDERS, TABS, PICTURES = ("log", "linear"), ("year", "value"), ("marks", "table"), ("map", "series", "dots")
LINEAR_UNITS = ("percent", "years_of_age", "countries", "number")
LEAST, MOST = 2, 4
_QUESTION = ("q", "axis", "order", "kind", "place", "form", "from", "to", "search", "mark", "tab")
_KEYS = ("v", "mode", "claim", "role", "panels", "picture", "dv", *_QUESTION)


@dataclass(frozen=True)
class Panel:
    """One of the panels side by side: an indicator, a source, a group and a year."""

    indicator: str
    source: str
    group: str
    year: int | None

    @property
    def code(self) -> str:
        """The panel as a link writes it."""
        return "~".join((self.indicator, self.source, self.group, "" if self.year is None else str(self.year)))

    @property
    def view(self) -> state.View:
        """The panel as a view of the world page."""
        return state.View(self.indicator, self.source, self.group, self.year)

    @property
    def side(self) -> tuple[str, str, str, int | None]:
        """The panel as the queries take it."""
        return self.indicator, self.source, self.group, self.year


@dataclass(frozen=True)
class View:
    """What the Compare page shows."""

    mode: str = "question"
    quantity: str = "across_borders"
    axis: str = "log"
    order: str = "year"
    filters: Filters = field(default_factory=Filters)
    mark: str = ""
    tab: str = "marks"
    role: str = "origin"
    panels: tuple[Panel, ...] = ()
    picture: str = "map"
    claim: str = ""


def usual_axis(quantity: str) -> str:
    """The axis that suits the unit of a question."""
    known = answers.questions().set_index("quantity_id")["unit"]
    return "linear" if known.get(quantity) in LINEAR_UNITS else "log"


def fitted(indicator: str, source: str, group: str, year: int | None) -> Panel:
    """The nearest panel that the atlas has."""
    found = state.fitted(state.View(indicator, source, group, year))
    return Panel(found.indicator, found.source, found.group, found.year)


def first_panels() -> tuple[Panel, ...]:
    """The panels of the first view: tiers beside the 3P index."""
    return fitted("tip_tier", "tip_tiers", choices.ALL, 2013), fitted("p3_overall", "p3_index", choices.ALL, 2013)


def undated(panels: Iterable[Panel]) -> tuple[Panel, ...]:
    """Panels without a year: over time they show all years, so that a link holds none."""
    return tuple(replace(panel, year=None) for panel in panels)


def _question_parts(view: View) -> dict[str, str]:
    own = view.filters
    return {
        "q": view.quantity,
        "axis": "" if view.axis == usual_axis(view.quantity) else view.axis,
        "order": "" if view.order == "year" else view.order,
        "kind": ".".join(own.kinds),
        "place": own.place,
        "form": own.form,
        "from": "" if own.years is None else str(own.years[0]),
        "to": "" if own.years is None else str(own.years[1]),
        "search": own.search,
        "mark": view.mark,
        "tab": "" if view.tab == "marks" else view.tab,
    }


def encode(view: View) -> str:
    """The query string of a view, '?' included."""
    parts: dict[str, str] = {"v": VERSION, "mode": "" if view.mode == "question" else view.mode}
    if view.mode == "question":
        parts |= _question_parts(view)
    elif view.mode == "sides":
        panels = undated(view.panels) if view.picture == "series" else view.panels
        parts |= {"panels": ",".join(panel.code for panel in panels), "picture": "" if view.picture == "map" else view.picture}
        parts |= {"place": view.filters.place}
    elif view.mode == "lists":
        parts |= {"role": view.role}
    else:
        parts |= {"search": view.filters.search, "claim": view.claim}
    return "?" + urlencode({key: value for key, value in parts.items() if value})


def _word(parts: Mapping[str, str], key: str, known: Iterable[str], fallback: str, said: list[str]) -> str:
    wanted = parts.get(key, fallback)
    if wanted in known:
        return wanted
    said.append(f"The link asks for the {key} '{wanted}', which this page does not have. Shown instead: '{fallback}'.")
    return fallback


def _years(parts: Mapping[str, str], said: list[str]) -> tuple[int, int] | None:
    if "from" not in parts and "to" not in parts:
        return None
    first, last = answers.years()
    ends = [parts.get("from", str(first)), parts.get("to", str(last))]
    if not all(end.isdecimal() and len(end) == 4 for end in ends) or ends[0] > ends[1]:
        said.append("The link gives years that are none; all years are shown.")
        return None
    return int(ends[0]), int(ends[1])


def _panel(code: str, said: list[str], *, dated: bool) -> Panel:
    indicator, source, group, year = (code.split("~") + [""] * 4)[:4]
    found = fitted(indicator, source, group, int(year) if year.isdecimal() and len(year) == 4 else None)
    if found.code.split("~")[: 4 if dated else 3] != code.split("~")[: 4 if dated else 3]:
        said.append(f"The link asks for a panel '{code}', which the atlas does not have. Shown instead: '{found.code}'.")
    return found


def _panels(parts: Mapping[str, str], picture: str, said: list[str]) -> tuple[Panel, ...]:
    codes = [code for code in parts.get("panels", "").split(",") if code]
    if len(codes) > MOST:
        said.append(f"The link asks for {len(codes)} panels; the first {MOST} are shown.")
    found = tuple(_panel(code, said, dated=picture != "series") for code in codes[:MOST])
    panels = (*found, *first_panels())[: max(LEAST, len(found))]
    return undated(panels) if picture == "series" else panels


def _filters(parts: Mapping[str, str], quantity: str, said: list[str]) -> Filters:
    rows = answers.answers(quantity)
    wanted = [code for code in parts.get("kind", "").split(".") if code]
    kinds = tuple(code for code in wanted if code in vocabulary.terms("kind"))
    if len(kinds) < len(wanted):
        said.append("The link asks for a kind of source that the atlas does not have; it was ignored.")
    where = _word(parts, "place", {"", *rows["place"].astype("str")}, "", said)
    form = _word(parts, "form", {"", *rows["form"].astype("str")}, "", said)
    return Filters(kinds, where, form, _years(parts, said), parts.get("search", "")[:80])


def _mark(parts: Mapping[str, str], quantity: str, said: list[str]) -> str:
    """The marked answer; one of an earlier edition is found again as the same cell of the latest."""
    known = {"", *answers.answers(quantity)["row_id"]}
    source, _, cell = parts.get("mark", "").partition("/")
    latest = revisions.latest(source)
    if latest and f"{latest}/{cell}" not in known:
        said.append("The link marks a figure of an earlier edition that no longer answers this question; none is marked.")
        return ""
    return f"{latest}/{cell}" if latest else _word(parts, "mark", known, "", said)


def decode(query: Mapping[str, object]) -> tuple[View, list[str]]:
    """The view that a link asks for, or the nearest to it, and a plain message for everything that had to give way."""
    said = [f"The link says '{key}', which this page does not know; it was ignored." for key in query if key not in _KEYS]
    parts = {key: value for key, value in query.items() if key in _KEYS and isinstance(value, str)}
    if parts.get("v", VERSION) != VERSION:
        said.append(f"The link was made by another version of this page ('{parts['v']}'). Shown as far as it can be read.")
    mode = _word(parts, "mode", MODES, "question", said)
    if mode == "sides":
        chosen = Filters(place=_word(parts, "place", {"", *place_summary.names()}, "", said))
        picture = _word(parts, "picture", PICTURES, "map", said)
        return View(mode, panels=_panels(parts, picture, said), picture=picture, filters=chosen), said
    if mode == "claims":
        claim = _word(parts, "claim", {"", *claim_list.every()["claim_id"]}, "", said)
        return View(mode, claim=claim, filters=Filters(search=parts.get("search", "")[:80])), said
    if mode == "lists":
        return View(mode, role=_word(parts, "role", claim_list.ROLES, "origin", said)), said
    quantity = _word(parts, "q", list(answers.questions()["quantity_id"]), "across_borders", said)
    mark = _mark(parts, quantity, said)
    return View(
        mode,
        quantity,
        _word(parts, "axis", AXES, usual_axis(quantity), said),
        _word(parts, "order", ORDERS, "year", said),
        _filters(parts, quantity, said),
        mark,
        _word(parts, "tab", TABS, "marks", said),
    ), said


def from_link(link: str) -> View:
    """The view of a link that the page itself made."""
    return decode(dict(parse_qsl(link.removeprefix("?"))))[0]
