"""A question of the Compare page as it is taken along: its answers as marks, with the shapes and signs in words."""

import re
from functools import lru_cache

from etl.contract import vocabulary
from etl.queries import answers, atlas, place_summary
from layouts import format as words
from layouts import theme
from layouts.evidence.row_evidence import Drawn, described
from layouts.export import Export, Legend, LegendEntry, Part
from layouts.exports import legend_symbols
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.question import answer_rows
from layouts.pages.compare.question import scene as views
from layouts.pages.compare.state import View

_MOST = 6


def legends(view: View) -> tuple[Legend, Legend]:
    """The shapes and signs that occur, with how many marks have them, and the line between groups."""
    drawn = views.rows(view)
    kinds, ranges = drawn["kind"].value_counts(), drawn["range_kind"].value_counts()
    shapes = [
        LegendEntry(term.label, theme.of_kind(code), int(kinds[code]), legend_symbols.mark(theme.SYMBOLS[code]))
        for code, term in vocabulary.terms("kind").items()
        if code in kinds
    ]
    told = [
        LegendEntry(vocabulary.label("range_kind", code), theme.INK, int(ranges[code]), sign)
        for code, sign in legend_symbols.RANGES.items()
        if code in ranges
    ]
    groups = drawn["group"].nunique()
    between = (
        [LegendEntry("a line across: what is below counts something else", theme.INK, groups - 1, legend_symbols.divide())]
        if groups > 1
        else []
    )
    return Legend("Kind of source, by shape", tuple(shapes)), Legend("What is known of its range", (*told, *between))


def alt(view: View) -> str:
    """The view in words, made of its figures: who answers what, group by group."""
    record, drawn = answers.question(view.quantity), answer_rows.rows(view)
    said = [f"{record['question']} {len(drawn)} published {'answer' if len(drawn) == 1 else 'answers, never merged'}."]
    for name, group in drawn.groupby("answer_group", sort=False):
        told = [f"{row.source_short}: {row.says}{'' if row.alike else f' ({row.counted})'}" for row in group.head(_MOST).itertuples()]
        more = [f"and {len(group) - _MOST} more"] if len(group) > _MOST else []
        said.append(f"{name}: {'; '.join([*told, *more])}.")
    return " ".join(said)


def _shape(view: View) -> str:
    """The pattern of the identifiers of rows that count the same in the same sources and places."""
    every = answers.answers(view.quantity)
    alike = every[["source_id", "indicator", "place", "place_printed"]].drop_duplicates().itertuples(index=False)
    return "|".join(f"{row[0]}/{row[1]}/(?:{re.escape(row[2])}|{re.escape(row[3])})/.*" for row in alike)


def _notes(view: View) -> tuple[tuple[str, str], ...]:
    axis = "log: each step is ten times the last" if view.axis == "log" else "linear"
    own = view.filters
    chosen = {
        "kinds of source": ", ".join(vocabulary.label("kind", kind) for kind in own.kinds),
        "place": place_summary.names().get(own.place, ""),
        "form": vocabulary.label("form", own.form) if own.form else "",
        "years": words.period(*own.years) if own.years else "",
        "search": f"'{own.search}'" if own.search else "",
    }
    filters = "; ".join(f"{name} {said}" for name, said in chosen.items() if said)
    groups = tuple((name, said if count == 1 else f"{count} answers. {said}") for name, count, said in views.group_notes(view))
    return (*groups, ("Axis", axis), *((("Only", filters),) if filters else ()))


def _stem(view: View, shown: Drawn, version: str) -> str:
    sources = shown.source_ids
    who = sources[0] if len(sources) == 1 else f"{len(sources)}-sources"
    return f"{view.quantity}_{who}_{shown.stem}_{version}"


@lru_cache(maxsize=64)
def panel(view: View) -> Export:
    """The panel of a question."""
    record, drawn, version = answers.question(view.quantity), answer_rows.rows(view), atlas.atlas().version
    shown = described(drawn)
    every = len(answers.answers(view.quantity))
    kinds = drawn["source_kind"].unique()
    return Export(
        link=compare_state.encode(view),
        stem=_stem(view, shown, version),
        title=record["question"],
        subtitle=f"{len(drawn)} of {every} published {'answer' if every == 1 else 'answers, side by side and never merged'}",
        period=shown.period,
        ranges=shown.ranges_said,
        kind="; ".join(kinds) or "no answer",
        parts=(Part(lambda: views.figure(view), "compare-figure"),),
        legends=legends(view),
        rows=drawn,
        columns=answer_rows.COLUMNS,
        sources=shown.sources,
        caveats=shown.caveats,
        years=shown.years,
        alt=alt(view),
        version=version,
        row_id="estimate_id",
        row_pattern=_shape(view),
        plain_columns=(
            "answer_group",
            "says",
            "counted",
            "source_short",
            "place_name",
            "year_start",
            "year_end",
            "range_kind",
            "lineage",
            "locator",
        ),
        notes=_notes(view),
    )
