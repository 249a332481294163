"""What can be taken of the page of a source: its series, one a row; the rows themselves are the tables'."""

import pandas as pd

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from layouts import format as words
from layouts.export import Column, Export
from layouts.pages.source.scene import Scene, group_label
from layouts.pages.source.state import CODEC

_COLUMNS = (
    Column("source_id", "text", "Identifier of the source."),
    Column("source_title", "text", "Title of the source."),
    Column("table", "text", "Table of the rows: estimates, ratings or flows."),
    Column("indicator", "text", "What is counted or judged."),
    Column("indicator_label", "text", "The same in words."),
    Column("group_label", "text", "Group of people and form of exploitation, in words."),
    Column("evidence", "text", "For flows, what kind of evidence links the two places; otherwise empty."),
    Column("form", "text", "Form of exploitation, or all."),
    Column("sex", "text", "Sex, or all."),
    Column("age", "text", "Age, or all."),
    Column("first_year", "int", "First year that a row refers to."),
    Column("last_year", "int", "Last year that a row refers to."),
    Column("places", "int", "Number of places with at least one row."),
    Column("rows", "int", "Number of rows."),
    Column("data_version", "text", "Data version of the atlas that the row is taken from."),
)
_PLAIN = ("indicator_label", "group_label", "first_year", "last_year", "places", "rows")


def _rows(scene: Scene) -> pd.DataFrame:
    rows, known = scene.series, vocabulary.indicators()
    groups = [group_label(row) for row in row_dicts(rows)]
    return rows.assign(
        source_id=scene.state.source,
        source_title=scene.record["title"] if scene.record else "",
        indicator_label=[known[code].label for code in rows["indicator"]],
        group_label=groups,
        data_version=scene.version,
    )


def export(scene: Scene) -> Export:
    """The series with the source and all of its caveats; without rows where there is no such source."""
    record = scene.record or {
        "title": "No such source",
        "first_year": 0,
        "last_year": 0,
        "range_meaning": "",
        "edition": "",
        "publisher": "",
    }
    whole, single = scene.caveats if scene.record else ((), ())
    kind = vocabulary.label("kind", record["kind"]) if scene.record else ""
    period = words.period(record["first_year"], record["last_year"])
    return Export(
        link=CODEC.encode(scene.state),
        stem=f"{scene.state.source}_series_{scene.version}",
        title=record["title"],
        subtitle=f"{record['publisher']}. {record['edition']}",
        period=period,
        ranges=record["range_meaning"],
        kind=kind,
        parts=(),
        legends=(),
        rows=_rows(scene),
        columns=_COLUMNS,
        sources=(record,) if scene.record else (),
        caveats=(*whole, *single),
        alt=f"{record['title']}: its {len(scene.series)} series, {period}",
        version=scene.version,
        row_pattern=rf"{scene.state.source}/.*" if scene.record else r"(?!)",
        plain_columns=_PLAIN,
        years=(record["first_year"], record["last_year"]) if scene.record else None,
    )
