"""The data page: every table with its size and columns, one archive, lines that read them, and what each version changed."""

import contextlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from etl.contract.schema import fields, meaning
from etl.queries import data_versions, evidence, open_data
from etl.queries.atlas import atlas
from etl.store import changelog
from etl.store.tables import DATA
from layouts.exports import responses, whole_tables
from layouts.page import Stateless
from layouts.pages.data.changes import changes
from layouts.pages.data.scene import scene, ways
from tests.callbacks.driving import client
from tests.opening import opened


def _text(node: Any) -> str:
    if isinstance(node, (list, tuple)):
        return " ".join(map(_text, node))
    return _text(node.children) if hasattr(node, "children") else "" if node is None else str(node)


def _archive() -> zipfile.ZipFile:
    answer = client().get("/data/atlas.zip")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="atlas_{atlas().version}.zip"'
    return zipfile.ZipFile(io.BytesIO(answer.data))


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    """The archive as it is sent, made once."""
    return _archive()


def test_every_table_is_offered_with_its_rows_its_meaning_and_all_of_its_columns() -> None:
    page = _text(opened("/data"))
    for name, columns in fields().items():
        assert meaning(name) in page
        assert f"{len(atlas()[name]):,} rows, {len(columns)} columns" in page
        assert all(column.say in page for column in columns)
    links = set(re.findall(r"href='(/data/[^']+)'", str(opened("/data"))))
    assert links == {f"/data/{name}.{form}" for name in fields() for form in whole_tables.FORMS} | {"/data/atlas.zip"}


def test_the_sizes_are_those_of_what_is_downloaded() -> None:
    for table in scene(Stateless()).tables:
        if table.size.rows > 5_000:
            continue
        sizes = {form: len(client().get(f"/data/{table.size.name}.{form}").data) for form in whole_tables.FORMS}
        assert table.size.size == pytest.approx(sizes["parquet"], rel=0.03)
        assert table.as_csv == pytest.approx(sizes["csv"], rel=0.05)
        assert table.as_json == pytest.approx(sizes["json"], rel=0.05)


def test_the_archive_holds_every_table_its_description_and_the_citation_of_every_source(archive: zipfile.ZipFile) -> None:
    folder = f"atlas_{atlas().version}"
    for name, columns in fields().items():
        table = pq.read_table(io.BytesIO(archive.read(f"{folder}/{name}.parquet")))
        assert (table.num_rows, table.column_names) == (len(atlas()[name]), [column.name for column in columns])
    package = json.loads(archive.read(f"{folder}/datapackage.json"))
    assert {entry["path"] for entry in package["resources"]} == {f"{name}.parquet" for name in fields()}
    cited, readme = (archive.read(f"{folder}/{name}").decode() for name in ("citations.txt", "README.txt"))
    for source in evidence.all_sources():
        assert source["citation"] in cited
        assert source["licence_note"] in readme


@pytest.mark.usefixtures("unwritten")
def test_the_archive_is_the_same_each_time_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_data, "names", lambda: ["sources", "ratings", "claims"])
    responses._place.cache_clear()
    first = whole_tables.archive().body
    responses._place.cache_clear()
    assert whole_tables.archive().body == first
    responses._place.cache_clear()


@pytest.mark.usefixtures("unwritten")
def test_the_archive_leaves_out_what_may_not_be_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_data, "may_be_passed_on", lambda source: source["source_id"] != "gsi_2023")
    monkeypatch.setattr(open_data, "names", lambda: ["sources", "estimates"])
    responses._place.cache_clear()
    try:
        archive = _archive()
        folder = f"atlas_{atlas().version}"
        sources = pq.read_table(io.BytesIO(archive.read(f"{folder}/estimates.parquet")))["source_id"].unique().to_pylist()
        readme = archive.read(f"{folder}/README.txt").decode()
    finally:
        responses._place.cache_clear()
    assert "gsi_2023" not in sources and "gsi_2018" in sources
    assert "may not be republished" in readme


def _nepal() -> pd.DataFrame:
    rows = atlas()["estimates"]
    return rows[(rows["place"] == "NPL") & (rows["indicator"] == "detected_victims")]


def _lines(title: str, address: str) -> str:
    return next(way.code for way in ways(address) if way.title.startswith(title))


def test_the_lines_for_pandas_print_the_rows_of_nepal() -> None:
    code = _lines("Python", "ADDRESS").replace("ADDRESS/data", str(DATA / "built"))
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, names)
    assert len(names["nepal"]) == len(_nepal()) > 10
    assert names["nepal"]["citation"].notna().all()
    assert "citation" in printed.getvalue()


def test_the_lines_for_duckdb_read_the_archive(archive: zipfile.ZipFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path / f"atlas_{atlas().version}")
    rows = duckdb.execute(_lines("DuckDB", "ADDRESS")).fetchall()
    assert len(rows) == len(_nepal())
    assert {row[4] for row in rows} == set(_nepal()["as_printed"].astype("str"))


@pytest.mark.parametrize("title", ["R,", "A spreadsheet"])
def test_the_addresses_in_the_other_lines_answer(title: str) -> None:
    addresses = re.findall(r"http://localhost(/data/[^\"\s]+)", _lines(title, "http://localhost"))
    assert addresses
    assert {client().get(address).status_code for address in addresses} == {200}


def test_the_lines_name_the_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "http://localhost/data/estimates.parquet" in client().get("/data").text
    monkeypatch.setenv("ATLAS_ADDRESS", "https://atlas.example.org/")
    assert "https://atlas.example.org/data/estimates.parquet" in client().get("/data").text


def test_the_versions_are_told_from_the_present_one_back(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {"added": 2, "revised": 1, "withdrawn": 0}
    steps = {
        "b" * 12: {"previous": "a" * 12, "changed": {"gsi_2023/estimates": {"counts": counts}, "gsi_2023/ratings": {"counts": counts}}},
        atlas().version: {"previous": "b" * 12, "changed": {}},
    }
    monkeypatch.setattr(changelog, "read", lambda: steps)
    data_versions.data_versions.cache_clear()
    try:
        versions = data_versions.data_versions()
    finally:
        data_versions.data_versions.cache_clear()
    assert [version.version for version in versions] == [atlas().version, "b" * 12]
    told = _text(changes(versions, {"gsi_2023": "Global Slavery Index 2023"}))
    assert "(this version) No row of any source differs" in " ".join(told.split())
    assert "4 rows added, 2 revised, in 1 source." in told
    assert "Global Slavery Index 2023: 4 rows added, 2 revised." in told


def test_a_version_that_the_changelog_lacks_says_so_and_the_older_ones_follow() -> None:
    steps = changelog.read()
    versions = data_versions.data_versions()
    assert versions[0].version == atlas().version
    assert len(versions) >= len(steps)
    assert all(version.changed is not None for version in versions if version.version in steps)
    if atlas().version not in steps:
        assert "are not listed yet" in _text(opened("/data"))


def test_the_page_is_a_catalogue_to_search_engines_and_whole_without_scripts() -> None:
    document = client().get("/data").text
    thing = json.loads(document.partition('application/ld+json">')[2].partition("</script>")[0])
    assert thing["@type"] == "DataCatalog"
    assert {entry["name"] for entry in thing["dataset"]} == set(fields())
    assert "http://localhost/data/estimates.parquet" in json.dumps(thing)
    body = document.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "read_parquet" in body and "/data/atlas.zip" in body
