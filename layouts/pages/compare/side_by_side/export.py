"""Sources side by side as they can be taken: every panel keeps its rows, its scale, its source and its caveats."""

from collections.abc import Mapping
from functools import partial

from etl.contract import vocabulary
from layouts.components.disclaimer import BOUNDARIES
from layouts.evidence.layer_rows import columns
from layouts.export import Column, Export, Part, own_note
from layouts.pages.compare.side_by_side.layout import FIGURE
from layouts.pages.compare.side_by_side.scene import Scene
from layouts.pages.compare.side_by_side.slot import Slot
from layouts.pages.compare.side_by_side.state import CODEC

_DOTS = (("Dots", "one for each place, from above in the order of names"),)
_PLAIN = ("place_name", "panel", "year", "year_start", "year_end", "says", "source_title", "locator")


# All that a row of a map may have, and the number of its panel.
_OF_MAPS = {column.name: column for table in ("estimates", "ratings") for column in columns(table)}
_COLUMNS = (_OF_MAPS.pop("place"), Column("panel", "int", "Number of the panel, from the left."), *_OF_MAPS.values())


def _absences(slot: Slot) -> str:
    """How many places have no dot, by what is missing."""
    states = slot.layer.rows["status"].value_counts()
    codes = [code for code in ("no_figure", "not_covered") if code in states]
    return ", ".join(f"{states[code]} {vocabulary.label('absence', code).lower()}" for code in codes)


def _are_dots(scene: Scene) -> bool:
    return scene.state.picture == "dots"


def _notes(scene: Scene) -> tuple[tuple[str, str], ...]:
    dots = "; ".join(f"{slot.number}: {_absences(slot)}" for slot in scene.slots) if _are_dots(scene) else ""
    notes = {
        "Scale": scene.refusal,
        "About this comparison": scene.introduction,
        "Places without a dot": dots,
        "Year by year" if scene.by_year else "Place by place": scene.table["caption"].partition(". ")[2],
    }
    return tuple((term, text) for term, text in notes.items() if text)


def _stem(scene: Scene) -> str:
    indicators = "_".join(dict.fromkeys(one.indicator for one in scene.state.selections))
    sources = "_".join(dict.fromkeys(one.source for one in scene.state.selections))
    place = f"_{scene.state.place}" if scene.by_year and scene.state.place else ""
    return f"{indicators}_{sources}{place}_{scene.evidence.stem}_{scene.version}"


def _part(slot: Slot) -> Part:
    """A panel with its own legend, source and period."""
    note = own_note(slot.source, f"{slot.source['title']}. {slot.source['edition']}", slot.indicator.kind, slot.evidence.period)
    return Part(
        partial(getattr, slot, "figure"),
        FIGURE.format(slot.number),
        f"{slot.number}. {slot.caption}",
        (slot.legend,),
        note,
        lambda: slot.pictured,
    )


def _of_panels(texts: Mapping[int, str]) -> str:
    """What is said of each panel by its number; once where it is the same of all."""
    same = len(set(texts.values())) == 1
    return next(iter(texts.values())) if same else "; ".join(f"panel {number}: {text}" for number, text in texts.items())


def export(scene: Scene) -> Export:
    """What can be taken of sources side by side."""
    slots = scene.slots
    return Export(
        link=CODEC.encode(scene.state),
        stem=_stem(scene),
        title=scene.title,
        subtitle="Each panel keeps its own source and scale; nothing is merged",
        period=_of_panels({slot.number: slot.evidence.period for slot in slots}),
        ranges=_of_panels({slot.number: slot.evidence.ranges_text for slot in slots}),
        kind="; ".join(dict.fromkeys(vocabulary.label("kind", slot.indicator.kind) for slot in slots)),
        parts=tuple(_part(slot) for slot in slots if not slot.absence),
        legends=tuple(slot.legend for slot in slots),
        rows=scene.rows.reindex(columns=[column.name for column in _COLUMNS]),
        columns=_COLUMNS,
        sources=tuple({slot.selection.source: slot.source for slot in slots}.values()),
        caveats=scene.caveats,
        alt=" ".join(slot.alt for slot in slots),
        version=scene.version,
        disclaimer=BOUNDARIES if scene.state.picture == "map" else "",
        row_pattern="|".join(f"(?:{slot.row_pattern})" for slot in slots),
        plain_columns=_PLAIN,
        in_sight=(*(_DOTS if _are_dots(scene) else ()), *((slot.column, slot.absence) for slot in slots if slot.place and slot.absence)),
        notes=_notes(scene),
        years=scene.evidence.years,
    )
