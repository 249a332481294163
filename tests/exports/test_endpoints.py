"""The addresses of data: as described, readable by other programs, cheap to ask again, and plain when asked wrongly."""

import io
import itertools
import threading
from collections.abc import Iterator
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import content_type_conformance, negative_data_rejection, status_code_conformance
from werkzeug.serving import make_server

from app import server
from etl.queries import atlas, claim_list, open_data
from etl.queries.atlas import Atlas
from layouts.exports import registry, responses
from layouts.pages.flows.state import CODEC as FLOWS
from layouts.pages.map.state import CODEC
from tests.callbacks.driving import client

pytestmark = pytest.mark.usefixtures("unwritten")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The atlas on the loopback, for programs that fetch an address themselves."""
    served = make_server("127.0.0.1", 0, server, threaded=True)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.port}"
    served.shutdown()
    thread.join()
    served.server_close()


def test_pandas_reads_an_address(address: str) -> None:
    rows = pd.read_csv(f"{address}/data/estimates.csv?indicator=forced_labour&place=WORLD")
    table = atlas.atlas()["estimates"]
    same = table[(table["indicator"] == "forced_labour") & (table["place"] == "WORLD")]
    assert rows["value"].tolist() == same["value"].tolist()
    assert len(pd.read_csv(f"{address}/view/world.excel.csv")) == len(pd.read_csv(f"{address}/view/world.csv"))


_COMPARE = (
    *("v", "mode", "claim", "role", "panels", "picture", "places", "families"),
    *("q", "axis", "order", "kind", "place", "form", "from", "to", "search", "mark", "tab"),
)


@pytest.mark.parametrize(("page", "known"), [("world", tuple(CODEC.names)), ("flows", tuple(FLOWS.names)), ("compare", _COMPARE)])
def test_every_word_of_a_link_is_described(page: str, known: tuple[str, ...]) -> None:
    assert {name for name, _, _ in registry.exporting()[page].codec.parameters()} == set(known) - {"dv"}


def test_a_link_to_one_claim_is_known_to_its_page() -> None:
    claim = claim_list.claims()["claim_id"].iloc[0]
    assert client().get("/compare", query_string={"mode": "claims", "claim": claim}).status_code == 200
    assert client().get("/view/compare.csv", query_string={"mode": "claims", "claim": claim}).status_code == 200


LARGE = 20_000


@pytest.mark.parametrize("name", open_data.names())
def test_whole_tables_come_whole_in_every_form(name: str) -> None:
    table = atlas.atlas()[name]
    if len(table) < LARGE:
        assert len(pd.read_csv(io.BytesIO(client().get(f"/data/{name}.csv").data), low_memory=False)) == len(table)
    parquet = pq.read_table(io.BytesIO(client().get(f"/data/{name}.parquet").data))
    assert parquet.num_rows == len(table)
    assert parquet.schema.metadata[b"data_version"].decode() == atlas.atlas().version
    said = client().get(f"/data/{name}.json?limit=7&offset=2").json
    assert said is not None
    assert len(said["rows"]) == min(7, max(0, len(table) - 2))
    assert [column["name"] for column in said["columns"]] == list(table.columns)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_whole_table_is_sent_piece_by_piece(form: str) -> None:
    answer = client().get(f"/data/ratings.{form}", buffered=False)
    assert answer.is_streamed
    sizes = [len(piece) for piece in itertools.islice(answer.iter_encoded(), 8)]
    assert len(sizes) == 8
    assert max(sizes) < sum(sizes) / 4


def test_filters_mean_one_of_their_values() -> None:
    rows = pd.read_csv(io.BytesIO(client().get("/data/ratings.csv?place=THA&place=FRA&year=2014&indicator=tip_tier").data))
    assert sorted(rows["place"]) == ["FRA", "THA"]
    caveat = "tip_tiers/copies"
    assert len(pd.read_csv(io.BytesIO(client().get(f"/data/ratings.csv?caveat_ids={caveat}&limit=5").data))) == 5


def test_a_table_is_sent_in_pieces_and_a_known_copy_is_not_sent_again() -> None:
    answer = client().get("/data/ratings.csv", buffered=False)
    assert answer.is_streamed
    tag = answer.headers["ETag"]
    again = client().get("/data/ratings.csv", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client().get("/data/ratings.csv?year=2014", headers={"If-None-Match": tag}).status_code == 200
    assert again.headers["Cache-Control"] == "public, max-age=300"
    packed = client().get("/view/world.csv", headers={"Accept-Encoding": "gzip"})
    assert client().get("/view/world.csv", headers={"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"}).status_code == 304


def test_another_data_version_makes_every_known_copy_old(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = ("/data/sources.csv", "/data/ratings.csv?year=2014", "/view/world.csv", "/view/world.picture.json", "/data/datapackage.json")
    tags = {path: client().get(path).headers["ETag"] for path in paths}
    now = atlas.atlas()
    monkeypatch.setattr(atlas, "atlas", lambda: Atlas(now.tables, "0123456789ab"))
    for path, known in tags.items():
        answer = client().get(path, headers={"If-None-Match": known})
        assert (answer.status_code, answer.headers["ETag"] != known) == (200, True), path
    monkeypatch.undo()
    assert {path: client().get(path).headers["ETag"] for path in paths} == tags


def test_another_form_of_the_exports_makes_every_known_copy_old(monkeypatch: pytest.MonkeyPatch) -> None:
    known = client().get("/view/world.csv").headers["ETag"]
    monkeypatch.setattr(responses, "_edition", lambda: "another form of the same data")
    answer = client().get("/view/world.csv", headers={"If-None-Match": known})
    assert (answer.status_code, answer.headers["ETag"] != known) == (200, True)


WRONG = [
    "/data/ratings.csv?year=x",
    "/data/ratings.csv?colour=red",
    "/data/ratings.csv?limit=-1",
    "/data/ratings.csv?limit=999999",
    "/data/ratings.csv?limit=1&limit=2",
    "/data/ratings.csv?offset=%00",
    "/data/ratings.csv?place=" + "x" * 300,
    "/data/classes.csv?upper_bounds=1",
    "/data/classes.csv?exact=perhaps",
    "/data/ratings.csv?year=nan",
    "/data/ratings.csv?" + "&".join(f"place=P{n}" for n in range(60)),
    "/view/world.csv?indicator=../../etc/passwd",
    "/view/world.csv?year=1850",
    "/view/world.csv?year=2014&year=2015",
    "/view/world.csv?dv=%0d%0aX-Evil:1",
    "/view/world.csv?utm_source=x",
    "/view/flows.csv?series=unodc_glotip.nothing",
    "/view/flows.csv?top=99",
    "/view/flows.csv?open=Atlantis",
    "/view/country.csv",
    "/view/country.zip?place=",
    "/view/source.json?v=1",
    "/view/compare.csv?q=nothing",
    "/view/compare.csv?mode=sides&axis=round",
    "/view/compare.csv?mode=sides&panels=a~b",
    "/view/compare.csv?mode=claims&dv=1",
]


@pytest.mark.parametrize("path", WRONG)
def test_a_wrong_question_is_answered_plainly(path: str) -> None:
    answer = client().get(path)
    assert answer.status_code == 400
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text.strip().endswith(".")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "X-Evil" not in answer.headers


@pytest.mark.parametrize("path", ["/data/passwords.csv", "/data/ratings.exe", "/data/..%2fratings.csv", "/view/about.csv", "/view/world"])
def test_an_address_without_anything_says_so(path: str) -> None:
    assert client().get(path).status_code == 404


def test_a_question_that_is_too_long_is_refused() -> None:
    assert client().get("/view/world.csv?place=" + "x" * 5000).status_code == 414


def test_names_of_files_say_what_they_are() -> None:
    version = atlas.atlas().version
    shown = client().get("/view/world.json?v=1&indicator=tip_tier&source=tip_tiers&year=2014").headers["Content-Disposition"]
    assert shown == f'inline; filename="tip_tier_tip_tiers_2014_{version}.json"'
    head = client().get("/view/world.xlsx?v=1&indicator=tip_tier&source=tip_tiers&year=2014").headers["Content-Disposition"]
    assert head == f'attachment; filename="tip_tier_tip_tiers_2014_{version}.xlsx"'


def test_the_data_package_describes_every_table() -> None:
    package = client().get("/data/datapackage.json").json
    assert package is not None
    assert [entry["name"] for entry in package["resources"]] == open_data.names()
    for entry in package["resources"]:
        path = entry["path"].removeprefix("http://localhost")
        head = client().get(f"{path}?limit=0").text.strip().split(",")
        assert [field["name"] for field in entry["schema"]["fields"]] == head


def test_what_is_served_is_what_other_programs_count(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("served") / "ratings.parquet"
    file.write_bytes(client().get("/data/ratings.parquet?indicator=tip_tier").data)
    table = atlas.atlas()["ratings"]
    counted = duckdb.execute(f"select count(*) from '{file}'").fetchall()
    assert counted == [(int((table["indicator"] == "tip_tier").sum()),)]


HOSTILE = st.text(max_size=30)


@settings(max_examples=15)
@given(
    st.sampled_from(
        [
            *("/data/ratings.csv", "/data/sources.json", "/cite/gsi_2023.bib", "/embed/world", "/embed/compare"),
            *("/view/world.csv", "/view/world.zip", "/view/flows.csv", "/view/compare.json"),
        ]
    ),
    st.dictionaries(
        st.one_of(
            st.sampled_from(
                ["year", "place", "limit", "source", "dv", "v", "series", "top", "from", "open", "q", "mode", "panels", "kind", "mark"]
            ),
            HOSTILE,
        ),
        HOSTILE,
        max_size=4,
    ),
)
def test_hostile_questions_never_break_the_server(path: str, query: dict[str, str]) -> None:
    assert client().get(path, query_string=query).status_code < 500


DESCRIBED = (
    schemathesis.openapi.from_wsgi("/openapi.json", server)
    # All forms of one page, and one of every other: the forms of all pages are made alike.
    .include(path_regex=r"^/(data/(sources|classes|datapackage)\.|view/world\.|view/\w+\.csv)")
    .exclude(path_regex=r"\.(png|svg|pdf)$")
)
DESCRIBED.config.phases.update(phases=["fuzzing"])
CHECKS = (schemathesis.checks.not_a_server_error, status_code_conformance, content_type_conformance, negative_data_rejection)


@DESCRIBED.parametrize()
@settings(max_examples=2, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_address_answers_as_it_is_described(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=list(CHECKS))
