"""Every export holds exactly the rows drawn: no row, figure, source, caveat or absence more or less."""

import io
import json
import zipfile
from collections import Counter
from dataclasses import replace
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from etl.queries import atlas
from layouts.exports import bundle, formats, frames, workbook
from layouts.exports.panel import Column, Panel
from layouts.figures.choropleth import AREAS, POINTS
from tests.callbacks.driving import client
from tests.exports import views


def _get(page: str, form: str, link: str) -> Any:
    answer = client().get(views.STRICT.format(page=page, form=form, link=link))
    assert answer.status_code == 200, answer.text
    return answer


def _keys(panel: Panel, rows: pd.DataFrame) -> list[tuple[str, str]]:
    """What tells rows apart whatever the format: what they are of, and who or what they are."""
    first, second = (rows[column.name].astype("str") for column in panel.columns[:2])
    return list(zip(first, second, strict=True))


def _from_json(content: bytes) -> pd.DataFrame:
    return pd.DataFrame(json.loads(content)["rows"])


def _from_xlsx(content: bytes) -> pd.DataFrame:
    head, *rows = openpyxl.load_workbook(io.BytesIO(content))["data"].values
    return pd.DataFrame(rows, columns=head)


def _from_zip(content: bytes) -> pd.DataFrame:
    packed = zipfile.ZipFile(io.BytesIO(content))
    return pd.read_csv(packed.open(next(name for name in packed.namelist() if name.endswith("data.csv"))))


READERS = {
    "csv": lambda content: pd.read_csv(io.BytesIO(content)),
    "excel.csv": lambda content: pd.read_csv(io.BytesIO(content), encoding="utf-8-sig"),
    "xlsx": _from_xlsx,
    "parquet": lambda content: pq.read_table(io.BytesIO(content)).to_pandas(),
    "json": _from_json,
    "zip": _from_zip,
}


@pytest.mark.parametrize(("page", "link"), views.links())
def test_every_format_holds_the_rows_drawn_and_the_figures_of_the_tables(page: str, link: str) -> None:
    panel = views.panel(page, link)
    for form, read in READERS.items():
        rows = read(_get(page, form, link).data)
        assert list(rows.columns) == [column.name for column in panel.columns], form
        assert _keys(panel, rows) == _keys(panel, panel.rows), form
        assert rows["says"].tolist() == panel.rows["says"].tolist() if "says" in rows else True
        kept = rows.dropna(subset=[panel.row_id])
        table = atlas.atlas()[f"{panel.row_id.removesuffix('_id')}s"].set_index(panel.row_id).loc[kept[panel.row_id]]
        if kept["indicator"].tolist() != table["indicator"].tolist():
            continue  # a rate that the view works out from the row; its count stands in as_printed
        for name in {"value", "value_low", "value_high", "rank", "rank_low", "rank_high"} & set(rows.columns):
            pd.testing.assert_series_equal(
                kept[name].astype("float64"), table[name].astype("float64"), check_index=False, check_names=False
            )
        assert kept["as_printed"].astype("str").str.removeprefix("'").tolist() == table["as_printed"].astype("str").tolist(), form


@pytest.mark.parametrize(("page", "link"), [found for found in views.links() if found[0] == "world"])
def test_the_rows_are_those_of_the_map(page: str, link: str) -> None:
    panel = views.panel(page, link)
    figure = panel.figure()
    drawn = {*figure["data"][AREAS]["locations"], *figure["data"][POINTS]["ids"]} - {"SCG", "ANT"}
    on_map = panel.rows[panel.rows["on_map"].astype(bool)]
    assert set(on_map["place"]) - {"SCG", "ANT"} == drawn
    counts = Counter(on_map["map_class"])
    assert {key.label: key.count for legend in panel.legends for key in legend.keys if key.count} == dict(counts)


@pytest.mark.parametrize(("page", "link"), views.links())
def test_sources_and_caveats_travel_with_the_rows(page: str, link: str) -> None:
    panel = views.panel(page, link)
    book = openpyxl.load_workbook(io.BytesIO(_get(page, "xlsx", link).data))
    assert book.sheetnames == ["data", "sources", "caveats", "dictionary", "about"]
    said = [row[3] for row in book["caveats"].iter_rows(min_row=2, values_only=True)]
    assert said == [caveat.text for caveat in panel.caveats]
    assert [row[6] for row in book["sources"].iter_rows(min_row=2, values_only=True)] == [s["citation"] for s in panel.sources]
    assert [row[0] for row in book["dictionary"].iter_rows(min_row=2, values_only=True)] == [column.name for column in panel.columns]
    held = atlas.atlas()["caveats"].set_index("caveat_id")["text"]
    owed = {held[caveat] for cell in panel.rows["caveat_ids"] if isinstance(cell, list) or hasattr(cell, "tolist") for caveat in cell}
    assert owed <= set(said)


def test_the_zip_is_a_data_package_with_a_readme_and_citations() -> None:
    panel = views.panel("world", "")
    packed = zipfile.ZipFile(io.BytesIO(_get("world", "zip", "").data))
    files = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    assert set(files) == {
        *("README.txt", "datapackage.json", "data.csv", "data.parquet"),
        *("citations.txt", "citations.bib", "citations.ris", "citations.csl.json"),
    }
    package = json.loads(files["datapackage.json"])
    head = files["data.csv"].decode().split("\r\n")[0].split(",")
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == head
    assert package["version"] == panel.version
    assert all(part in files["README.txt"].decode() for part in (panel.title, "never zero", panel.caveats[0].text, panel.version))


COLUMNS = (Column("place", "text", "A place."), Column("value", "float", "A figure."), Column("range_kind", "text", "A range."))
ROWS = pd.DataFrame(
    [("=1+1", -3.5, "at_least"), ("+x", 4.0, "masked"), ("@y", None, None), ("-z", 0.0, None), ("\tq", 1.0, None), ("plain", 2.0, None)],
    columns=["place", "value", "range_kind"],
)


def _miniature(**more: Any) -> Panel:
    return replace(views.panel("world", ""), rows=ROWS, columns=COLUMNS, **more)


def test_no_cell_runs_as_a_formula_and_numbers_stay_numbers() -> None:
    text = formats.csv(ROWS, COLUMNS).decode()
    cells = [line.split(",")[0] for line in text.split("\r\n")[1:7]]
    assert cells == ["'=1+1", "'+x", "'@y", "'-z", "'\tq", "plain"]
    assert "\r\n'=1+1,-3.5," in text
    book = openpyxl.load_workbook(io.BytesIO(workbook.workbook(_miniature(), "http://x/")))
    assert [(cell.value, cell.data_type) for cell in book["data"]["A"]][1:3] == [("=1+1", "s"), ("+x", "s")]
    assert book["data"]["B2"].value == -3.5


def test_a_masked_figure_stays_masked_in_every_format() -> None:
    panel = _miniature()
    assert pd.isna(frames.offered(panel)["value"][1])
    assert formats.records(frames.offered(panel), COLUMNS)[1]["value"] is None
    assert b"'+x,,masked" in formats.csv(frames.offered(panel), COLUMNS)
    flows = pd.DataFrame({"count": [3.0, 7.0], "masked": [True, False]})
    assert frames.masked(flows)["count"].tolist()[1:] == [7.0]
    assert pd.isna(frames.masked(flows)["count"][0])


def test_a_source_that_may_not_be_passed_on_is_cited_and_linked_instead() -> None:
    closed = {**views.panel("world", "").sources[0], "redistribution": "user_supplied"}
    panel = _miniature(sources=(closed,))
    assert frames.offered(panel).empty
    packed = zipfile.ZipFile(io.BytesIO(bundle.bundle(panel, "http://x/", pd.Timestamp("2026-01-01").date())))
    names = {name.partition("/")[2] for name in packed.namelist()}
    assert "data.csv" not in names
    readme = packed.read(next(name for name in packed.namelist() if name.endswith("README.txt"))).decode()
    assert f"they are found there: {closed['title']} ({closed['publisher']}): {closed['url']}" in readme
    both = replace(panel, sources=(closed, {**closed, "source_id": "other", "redistribution": "figures"}))
    rows = ROWS.assign(source_id=[closed["source_id"], *["other"] * 5])
    assert frames.offered(replace(both, rows=rows))["place"].tolist() == ROWS["place"].tolist()[1:]


def test_absences_are_spelled_out_and_never_zero() -> None:
    rows = _from_json(_get("world", "json", "?v=1&indicator=modern_slavery&source=gsi_2023&year=2021").data)
    absent = rows[rows["status"].isin(["no_figure", "not_covered"])]
    assert len(absent) > 10
    assert absent["value"].isna().all()
    assert set(absent["says"]) <= {"Covered, no figure", "Not covered by this source"}
