"""Every export holds exactly the rows drawn: no row, figure, source, caveat or absence more or less."""

import io
import json
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from etl.queries import atlas
from layouts.browser_contract import MASK
from layouts.export import Column, Export
from layouts.exports import bundle, export_notes, formats
from layouts.exports.workbook import workbook
from layouts.figures.choropleth import AREAS, POINTS
from tests.callbacks.driving import client
from tests.exports import views


@cache
def _get(page: str, form: str, link: str) -> Any:
    answer = client().get(views.STRICT.format(page=page, form=form, link=link))
    assert answer.status_code == 200, answer.text
    return answer


def _keys(panel: Export, rows: pd.DataFrame) -> list[tuple[str, str]]:
    """What tells rows apart whatever the format: what they are of, and who or what they are."""
    first, second = (rows[column.name].astype("str") for column in panel.columns[:2])
    return list(zip(first, second, strict=True))


def _from_json(content: bytes) -> pd.DataFrame:
    said = json.loads(content)
    return pd.DataFrame(said["rows"], columns=[column["name"] for column in said["columns"]])


@lru_cache(8)
def _book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def _from_xlsx(content: bytes) -> pd.DataFrame:
    head, *rows = _book(content)["data"].values
    return pd.DataFrame(rows, columns=head)


def _from_zip(content: bytes) -> pd.DataFrame:
    packed = zipfile.ZipFile(io.BytesIO(content))
    return _from_csv(packed.read(next(name for name in packed.namelist() if name.endswith("data.csv"))))


def _from_csv(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", dtype={"as_printed": "str"})


READERS = {
    "csv": _from_csv,
    "excel.csv": _from_csv,
    "xlsx": _from_xlsx,
    "parquet": lambda content: pq.read_table(io.BytesIO(content)).to_pandas(),
    "json": _from_json,
    "zip": _from_zip,
}
# The forms that are written apart: CSV for Excel is CSV with a mark before it, and that in the zip is the same.
APART = ("csv", "xlsx", "parquet", "json")


@cache
def _built(name: str) -> pd.DataFrame:
    """A built table by its identifier."""
    return atlas.atlas()[f"{name.removesuffix('_id')}s"].set_index(name)


def _quoted(rows: pd.DataFrame, form: str) -> None:
    """Every row that stands in a built table says what stands there."""
    for name in {"estimate_id", "rating_id", "claim_id"} & set(rows.columns):
        kept = rows.dropna(subset=[name])
        table = _built(name).loc[kept[name]]
        own = [True] * len(kept) if "indicator" not in table else (kept["indicator"].to_numpy() == table["indicator"].to_numpy())
        kept, table = kept[own], table[own]  # a rate that the view works out from a row has the row's identifier and its own number
        for number in {"value", "value_low", "value_high", "rank", "rank_low", "rank_high"} & set(table.columns):
            pd.testing.assert_series_equal(
                kept[number].astype("float64"), table[number].astype("float64"), check_index=False, check_names=False
            )
        pairs = zip(kept["as_printed"].astype("str"), table["as_printed"].astype("str"), strict=True)
        assert [(cell, printed) for cell, printed in pairs if cell not in (printed, f"'{printed}")] == [], form


def _summed(panel: Export, rows: pd.DataFrame, form: str) -> None:
    """Every corridor has its years, its caveats, the sum of its counts, a range where some are masked, and the number of masks."""
    table = atlas.atlas()["flows"]
    is_shown = (table["kind"] == "corridor") & table["source_id"].isin(rows["source_id"]) & table["origin"].isin(rows["origin"])
    shown = table[is_shown & table["year_end"].between(*(panel.years or (0, 0)))]
    for row in rows.to_dict("records"):
        sex_form = dict(zip(("form", "sex", "age"), row["group"].split("."), strict=True))
        own = {"source_id": row["source_id"], "evidence": row["evidence"], "origin": row["origin"], "destination": row["destination"]}
        mine = shown
        if row["kind"] == "total":
            continue
        for name, value in {**own, **sex_form}.items():
            mine = mine[mine[name] == value]
        masks = int(mine["masked"].sum())
        assert (row["cells"], row["masked_cells"]) == (len(mine), masks), form
        assert (row["first_year"], row["last_year"]) == (mine["year_start"].min(), mine["year_end"].max()), form
        assert row["caveat_ids"] == sorted(set().union(*mine["caveat_ids"])), form
        assert row["low"] == mine["count"].fillna(mine["count_low"]).sum(), form
        assert row["high"] == mine["count"].fillna(mine["count_high"]).sum(), form
        assert row["count"] == row["low"] == row["high"] if mine["count"].notna().all() else pd.isna(row["count"]), form
        unmasked = "figure" if mine["count"].notna().all() else "range"
        assert row["status"] == ("masked" if masks == len(mine) else "part_masked" if masks else unmasked), form


def _sources_and_caveats(panel: Export, book: openpyxl.Workbook) -> None:
    """The sources and caveats of the rows, and what each column means, are sheets of their own."""
    assert book.sheetnames == ["data", "sources", "caveats", "dictionary", "about"]
    caveats = [row[3] for row in book["caveats"].iter_rows(min_row=2, values_only=True)]
    assert caveats == [caveat.text for caveat in panel.caveats]
    assert [row[6] for row in book["sources"].iter_rows(min_row=2, values_only=True)] == [s["citation"] for s in panel.sources]
    assert [row[0] for row in book["dictionary"].iter_rows(min_row=2, values_only=True)] == [column.name for column in panel.columns]
    held = atlas.atlas()["caveats"].set_index("caveat_id")["text"]
    owed = {held[caveat] for cell in panel.rows["caveat_ids"] if isinstance(cell, list) or hasattr(cell, "tolist") for caveat in cell}
    assert owed <= set(caveats)


@pytest.mark.parametrize(("page", "link"), views.links())
def test_every_format_holds_the_rows_drawn_the_figures_of_the_tables_sources_and_caveats(page: str, link: str) -> None:
    panel = views.panel(page, link)
    for form in APART:
        rows = READERS[form](_get(page, form, link).data)
        assert list(rows.columns) == [column.name for column in panel.columns], form
        assert _keys(panel, rows) == _keys(panel, panel.rows), form
        if "says" in rows:
            assert rows["says"].fillna("").tolist() == panel.rows["says"].fillna("").tolist(), form
        _quoted(rows, form)
    _sources_and_caveats(panel, _book(_get(page, "xlsx", link).data))
    if page == "flows":
        _summed(panel, rows.head(40), form)


def test_each_row_carries_its_caveats_and_its_citation_and_whole_people() -> None:
    rows = READERS["csv"](_get("world", "csv", "?indicator=detected_victims&source=unodc_glotip&year=2020").data).set_index("place")
    assert "The parts that the source prints for this figure add up to more than the figure itself." in rows["caveats"]["MDA"]
    assert rows["caveats"]["MDA"].startswith("Counts of detected cases and estimates of prevalence measure different things")
    assert "United Nations Office on Drugs and Crime" in rows["source_citation"]["MDA"]
    text = _get("world", "csv", "?indicator=detected_victims&source=unodc_glotip&year=2020").data.decode()
    assert ",37,,,persons," in text
    assert ".0," not in text


@pytest.mark.parametrize(("page", "link"), [found for found in views.links() if found[0] == "world"])
def test_the_rows_are_those_of_the_map(page: str, link: str) -> None:
    panel = views.panel(page, link)
    figure = panel.parts[0].figure()
    drawn = {*figure["data"][AREAS]["locations"], *figure["data"][POINTS]["ids"]} - {"SCG", "ANT"}
    on_map = panel.rows[panel.rows["on_map"].astype(bool)]
    assert set(on_map["place"]) - {"SCG", "ANT"} == drawn
    counts = Counter(on_map["map_class"])
    classes = [legend for legend in panel.legends if legend.title != "Chosen places"]
    assert {key.label: key.count for legend in classes for key in legend.entries if key.count} == dict(counts)


def _ends(origin: str, destination: str, count: int, masked: int = 0, *ends: int) -> tuple[str, str, int, int, int]:
    """A corridor as the browser reads it: its places, its masks, and the ends of its count."""
    low, high = ends or (count, count + MASK * masked)
    return origin, destination, masked, low, high


@pytest.mark.parametrize("link", [link for page, link in views.links() if page == "flows" and "sankey" not in link])
def test_the_rows_are_the_corridors_drawn_and_those_that_a_map_cannot_draw(link: str) -> None:
    panel = views.panel("flows", link)
    for part, (series, rows), legend in zip(panel.parts, panel.rows.groupby("series", sort=False), panel.legends, strict=False):
        arcs = [_ends(origin, *arc) for origin, own in part.figure()["data"]["arcs"].items() for arc in own]
        drawn = rows[rows["drawn"].astype(bool)]
        columns = ("origin", "destination", "masked_cells", "low", "high")
        assert sorted(arcs) == sorted(drawn[list(columns)].itertuples(index=False, name=None)), series
        lines = [key.count for key in legend.entries if key.label.endswith("people") or "ring" in key.label]
        assert sum(lines) == (drawn["low"] > 0).sum(), series


@pytest.mark.parametrize("link", [link for page, link in views.links() if page == "compare" and "mode" not in link])
def test_the_rows_are_the_marks_drawn_in_their_order(link: str) -> None:
    panel = views.panel("compare", link)
    assert panel.parts[0].figure()["data"][0]["customdata"] == panel.rows["estimate_id"].tolist()
    shapes = panel.legends[0].entries
    assert {key.label: key.count for key in shapes} == dict(panel.rows["source_kind"].value_counts())
    told = [fact for term, fact in panel.notes if term in set(panel.rows["answer_group"])]
    assert len(told) == panel.rows["answer_group"].nunique()


def test_an_answer_says_who_took_it_from_whom() -> None:
    rows = _from_json(_get("compare", "json", "?q=money_year").data)
    mine = rows[rows["as_printed"].str.contains("31.6 billion") & (rows["source_short"] == "Compilation 2014")].iloc[0]
    assert mine["lineage"].startswith(
        "Forced Labour and Human Trafficking: Estimating the Profits says '31.6 billion US dollars a year'; then "
    )
    assert mine["agrees"] in ("yes", "no", "unknown")
    assert rows.loc[rows["source_kind"] == "Modelled estimate", "lineage"].isna().all()


def test_sums_are_taken_along_with_the_rows_they_are_sums_of() -> None:
    link = "?v=1&series=unodc_glotip.detected_by_citizenship&place=ARG&hidden=yes"
    panel, rows = views.panel("flows", link), pd.read_csv(io.BytesIO(_get("flows", "behind.csv", link).data))
    assert panel.behind is not None
    assert rows["flow_id"].tolist() == panel.behind.rows["flow_id"].tolist()
    assert rows["count"].fillna(rows["count_low"]).sum() == panel.rows["low"].sum()
    assert rows["count"].fillna(rows["count_high"]).sum() == panel.rows["high"].sum()
    assert rows.loc[rows["masked"], "count"].isna().all()
    assert rows["masked"].any()
    packed = zipfile.ZipFile(io.BytesIO(_get("flows", "zip", link).data))
    package = json.loads(packed.read(next(name for name in packed.namelist() if name.endswith("datapackage.json"))))
    assert [resource["path"] for resource in package["resources"]] == ["data.csv", "rows.csv"]
    assert client().get("/view/world.behind.csv").status_code == 404


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


def _miniature(**more: Any) -> Export:
    return replace(views.panel("world", ""), rows=ROWS, columns=COLUMNS, **more)


def test_no_cell_runs_as_a_formula_and_numbers_stay_numbers() -> None:
    text = formats.csv(ROWS, COLUMNS).decode()
    cells = [line.split(",")[0] for line in text.split("\r\n")[1:7]]
    assert cells == ["'=1+1", "'+x", "'@y", "'-z", "'\tq", "plain"]
    assert "\r\n'=1+1,-3.5," in text
    book = openpyxl.load_workbook(io.BytesIO(workbook(_miniature(), "http://x/")))
    assert [(cell.value, cell.data_type) for cell in book["data"]["A"]][1:3] == [("=1+1", "s"), ("+x", "s")]
    assert book["data"]["B2"].value == -3.5


@pytest.mark.parametrize("form", READERS)
def test_a_masked_count_is_its_range_in_every_format_and_a_printed_zero_is_a_zero(form: str) -> None:
    rows = READERS[form](_get("world", form, "?indicator=detected_victims&source=unodc_glotip&year=2022").data).set_index("place")
    germany = rows.loc["DEU"]
    assert (germany["status"], germany["as_printed"], germany["value_low"], germany["value_high"]) == ("masked", "<5", 0, 4)
    assert pd.isna(germany["value"])
    assert "most likely an error in the file" in str(germany["caveats"])
    masked = rows[rows["range_kind"] == "masked"]
    assert masked["value"].isna().all() and len(masked) > 10
    kingdom = READERS[form](_get("world", form, "?indicator=nrm_referrals&source=uk_nrm&group=all.all.unknown&year=2010").data)
    assert kingdom.set_index("place").loc["GBR", ["status", "value"]].tolist() == ["zero", 0]


def test_a_source_that_may_not_be_passed_on_is_cited_and_linked_instead() -> None:
    closed = {**views.panel("world", "").sources[0], "redistribution": "user_supplied"}
    panel = _miniature(sources=(closed,))
    assert export_notes.offered(panel).empty
    packed = zipfile.ZipFile(io.BytesIO(bundle.bundle(panel, "http://x/", pd.Timestamp("2026-01-01").date())))
    names = {name.partition("/")[2] for name in packed.namelist()}
    assert "data.csv" not in names
    readme = packed.read(next(name for name in packed.namelist() if name.endswith("README.txt"))).decode()
    assert f"find them at the source: {closed['title']} ({closed['publisher']}): {closed['url']}" in readme
    both = replace(panel, sources=(closed, {**closed, "source_id": "other", "redistribution": "figures"}))
    rows = ROWS.assign(source_id=[closed["source_id"], *["other"] * 5])
    assert export_notes.offered(replace(both, rows=rows))["place"].tolist() == ROWS["place"].tolist()[1:]


def test_absences_are_spelled_out_and_never_zero() -> None:
    rows = _from_json(_get("world", "json", "?v=1&indicator=modern_slavery&source=gsi_2023&year=2021").data)
    absent = rows[rows["status"].isin(["no_figure", "not_covered"])]
    assert len(absent) > 10
    assert absent["value"].isna().all()
    assert set(absent["says"]) <= {"Covered, no figure", "Not covered by this source"}


@pytest.mark.parametrize(
    ("page", "link"), [("flows", "?min=9999999&tab=sankey"), ("compare", "?q=courts_usa&search=zzzz"), ("compare", "?mode=claims")]
)
def test_a_view_without_rows_or_without_a_figure_is_taken_along_too(page: str, link: str) -> None:
    panel = views.panel(page, link)
    for form in APART:
        rows = READERS[form](_get(page, form, link).data)
        assert list(rows.columns) == [column.name for column in panel.columns], form
        assert len(rows) == len(panel.rows), form
        _quoted(rows, form)
    assert _get(page, "picture.json", link).json["title"] == panel.title
