"""What can be taken of a question: its answers as marks, with the shapes and signs in words."""

import re
from dataclasses import replace
from functools import partial

from etl.contract import vocabulary
from layouts import format as words
from layouts import legend_symbols, theme
from layouts.evidence.row_record import quotations
from layouts.export import Export, Legend, LegendEntry, Part
from layouts.pages.compare.question.answer_rows import COLUMNS, export_rows, who, with_producers
from layouts.pages.compare.question.layout import FIGURE
from layouts.pages.compare.question.scene import Scene
from layouts.pages.compare.question.state import CODEC

_MOST = 6
_PLAIN = "answer_group says counted source_short place_name year_start year_end range_kind lineage locator"


def _legends(scene: Scene) -> tuple[Legend, Legend]:
    """The shapes and signs that occur, with how many marks have them, and the line between groups."""
    shapes = [
        LegendEntry(vocabulary.label("kind", code), theme.of_kind(code), count, legend_symbols.mark(theme.SYMBOLS[code]))
        for code, count in scene.counts("kind").items()
    ]
    signs = [
        LegendEntry(words.sentence(vocabulary.label("range_kind", code)), theme.INK, count, legend_symbols.RANGES[code])
        for code, count in scene.counts("range_kind").items()
    ]
    lines, text = len(scene.groups) - 1, "Dividing line: answers below it count something else"
    signs += [LegendEntry(text, theme.INK, lines, legend_symbols.divide())] if lines > 0 else []
    return Legend("Kind of source, by shape", tuple(shapes)), Legend("Range", tuple(signs))


def alt(scene: Scene) -> str:
    """The view in words, made of its figures: who answers what, group by group."""
    count = len(scene.rows)
    sentences = [f"{scene.question['question']} {count} published {'answer' if count == 1 else 'answers, never merged'}."]
    for name, group in scene.rows.groupby("answer_group", sort=False):
        texts = [f"{who(row)}, {row.says}{'' if row.alike else f' ({row.counted})'}" for row in group.head(_MOST).itertuples()]
        more = [f"and {len(group) - _MOST} more"] if len(group) > _MOST else []
        sentences.append(f"{scene.headings[str(name)]}: {'; '.join([*texts, *more])}.")
    return " ".join(sentences)


def _shape(scene: Scene) -> str:
    """The pattern of the identifiers of rows that count the same in the same sources and places."""
    alike = scene.answers[["source_id", "indicator", "place", "place_printed"]].drop_duplicates().itertuples(index=False)
    return "|".join(f"{row[0]}/{row[1]}/(?:{re.escape(row[2])}|{re.escape(row[3])})/.*" for row in alike)


def _filters(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Which answers are drawn, where some are left out."""
    state, places = scene.state, {option["value"]: option["label"] for option in scene.options["places"]}
    filters = {
        "kinds of source": ", ".join(vocabulary.label("kind", kind) for kind in state.kinds),
        "place": places.get(state.place, ""),
        "form": vocabulary.label("form", state.form) if state.form else "",
        "years": words.period(*state.period) if state.period else "",
        "search": f"'{state.search}'" if state.search else "",
    }
    only = "; ".join(f"{name} {text}" for name, text in filters.items() if text)
    return (("Only", only),) if only else ()


def _notes(scene: Scene) -> tuple[tuple[str, str], ...]:
    """How the groups differ, and what the axis is."""
    axis = "logarithmic: equal distances are equal ratios" if scene.state.axis == "log" else "linear"
    groups = ((name, text if count == 1 else f"{count} answers. {text}") for name, count, text in scene.groups)
    return (*groups, ("Axis", axis))


def export(scene: Scene) -> Export:
    """What can be taken of a question, whichever tab is open."""
    evidence = scene.evidence
    sources = evidence.source_ids[0] if len(evidence.source_ids) == 1 else f"{len(evidence.source_ids)}-sources"
    return Export(
        link=CODEC.encode(replace(scene.state, tab="marks")),
        stem=f"{scene.state.quantity}_{sources}_{evidence.stem}_{scene.version}",
        title=scene.question["question"],
        subtitle=scene.subtitle,
        period=evidence.period,
        ranges=evidence.ranges_text,
        kind="; ".join(scene.rows["source_kind"].unique()) or "no answer",
        parts=(Part(lambda: scene.figure, FIGURE, pictured=scene.pictured, denser=partial(scene.pictured, beside=True)),),
        legends=_legends(scene),
        rows=export_rows(scene.rows),
        columns=COLUMNS,
        sources=tuple(with_producers(record, scene.rows) for record in evidence.sources),
        caveats=evidence.caveats,
        years=evidence.years,
        alt=alt(scene),
        version=scene.version,
        row_id="estimate_id",
        row_pattern=_shape(scene),
        plain_columns=tuple(_PLAIN.split()),
        in_sight=_filters(scene),
        notes=_notes(scene),
        chosen=quotations(scene.chosen) if scene.chosen else (),
    )
