"""The examples of a new source and of a new page (tests/examples) are built, served and taken down, with nothing else changed."""

import io
import json
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl import build
from etl.store import tables
from layouts.exports import citations, downloads, registry
from tests import miniature
from tests.extended import EXAMPLES, Answer, Call, ask, etl

ROOT = Path(__file__).parent.parent
SOURCE, PAGE, PATH = "example_survey", "one_place", "/one-place"
EXAMPLE = EXAMPLES / "data" / "sources" / SOURCE
PINS = tomllib.loads((EXAMPLE / "source.toml").read_text(encoding="utf-8"))["pins"]
MAP = f"?indicator=forced_labour&source={SOURCE}"
FORMS = tuple(downloads.forms("compare"))
ADDRESSES = (
    *(PATH, f"{PATH}?place=FRA", "/_dash-layout", "/_dash-dependencies", "/openapi.json", f"/cite/{SOURCE}.bib"),
    *(f"/view/world.csv{MAP}", f"/data/estimates.csv?source_id={SOURCE}", f"/view/{PAGE}.csv?place=FRA", f"/view/{PAGE}.csv?place=XX"),
    *(f"/embed/{PAGE}?place=FRA", f"/oembed?url=http://localhost{PATH}"),
)
OF_EACH_FORM = (f"/view/{PAGE}.*", f"/view/{PAGE}.*?unknown=1")


def _opened(path: str, search: str = "") -> Call:
    """The call by which the browser opens a page."""
    values = {"_pages_location.pathname": path, "_pages_location.search": search}
    return "_pages_content.children", values, "_pages_location.search"


CALLS = {
    "page": _opened(PATH),
    "odd link": _opened(PATH, "?place=XX&unknown=1"),
    "map": _opened("/map", MAP),
    "sources": _opened("/sources"),
}
CHOICE: Call = (f"{PAGE}-table-data.data", {f"{PAGE}-place.value": "FRA", f"{PAGE}-family.value": "money"}, f"{PAGE}-place.value")


def _files() -> dict[str, int]:
    """The repository's own files where extensions stand, with the time of their last change."""
    folders = [ROOT / name for name in ("etl", "layouts", "callbacks", "assets", "data/sources", "data/reference")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and not {"__pycache__", "made"} & {*path.parts}]
    return {str(path): path.stat().st_mtime_ns for path in files}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder that is built with the example of a source."""
    data = miniature.write(tmp_path_factory.mktemp("extended") / "data")
    shutil.copytree(EXAMPLE, data / "sources" / SOURCE)
    before = _files()
    built = etl("build", data, EXAMPLES)
    assert built.returncode == 0, built.stderr
    yield data
    assert _files() == before


@pytest.fixture(scope="module")
def served(atlas: Path) -> dict[str, Answer]:
    """What the app answers with both examples."""
    answers, log = ask([*ADDRESSES, *OF_EACH_FORM], EXAMPLES, calls={**CALLS, "choice": CHOICE}, data=atlas)
    assert log == ""
    return answers


def _rows(answer: Answer) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(answer[2]))


def _components(part: Any) -> Iterator[dict[str, Any]]:
    """The properties of all components of a layout."""
    if isinstance(part, dict):
        yield from [part["props"]] if "props" in part else []
    for child in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _components(child)


def _page(answer: Answer) -> dict[str, dict[str, Any]]:
    """The components of an opened page that have an identifier."""
    return {str(props["id"]): props for props in _components(json.loads(answer[2])) if "id" in props}


def _parameters(answer: Answer, path: str) -> dict[str, Any]:
    return {entry["name"]: entry["schema"] for entry in json.loads(answer[2])["paths"][path]["get"]["parameters"]}


def test_every_figure_of_the_new_source_that_is_pinned_is_in_the_tables(served: dict[str, Answer]) -> None:
    rows = _rows(served[f"/data/estimates.csv?source_id={SOURCE}"]).set_index(["place", "year_end"])
    assert len(PINS) == len(rows) == 5
    for pin in PINS:
        row = rows.loc[(pin["place"], pin["year"])]
        assert {name: row[name] for name in pin if name.startswith("value")} == {
            name: pin[name] for name in pin if name.startswith("value")
        }
        assert row["locator"] == pin["locator"]


def test_a_new_source_is_on_the_map_page_with_its_figures(served: dict[str, Answer]) -> None:
    components = _page(served["map"])
    assert {"value": SOURCE, "label": "Example survey 2020 · Example Institute"} in components["world-source"]["data"]
    assert components["world-source"]["value"] == SOURCE
    places = _rows(served[f"/view/world.csv{MAP}"]).set_index("place")
    assert dict(places["says"]) == {
        "WORLD": "27.6 million people; 24.1 million to 31.2 million people",
        "AND": "1,200 people; no range published",
        "FRA": "135,000 people; 104,000 to 171,000 people",
        "TUV": places.loc["TUV", "says"],
    }
    assert places.loc["TUV", "status"] == "zero"
    few = "In Andorra and Tuvalu fewer than 500 people were interviewed."
    assert list(places.index[places["caveats"].str.contains(few)]) == ["AND", "TUV"]


def test_a_new_source_is_described_and_can_be_cited(served: dict[str, Answer]) -> None:
    assert "Example survey 2020" in served["sources"][2]
    assert "{Example Institute}" in served[f"/cite/{SOURCE}.bib"][2]


def test_a_new_page_is_in_the_navigation(served: dict[str, Answer]) -> None:
    assert {"children": "One place", "href": PATH} in [*_components(json.loads(served["/_dash-layout"][2]))]


def test_a_new_page_opens_with_its_controls_its_table_and_its_prose(served: dict[str, Answer]) -> None:
    components = _page(served["page"])
    assert components[f"{PAGE}-place"]["value"] == "WORLD"
    assert components[f"{PAGE}-family"]["data"] == [{"value": "people", "label": "People affected"}]
    cells = [row["cells"] for row in components[f"{PAGE}-table-data"]["data"]["rows"]]
    assert [cell[3:5] for cell in cells] == [
        ["2016", "An example of a survey of forced labour"],
        ["2020", "An example of a survey of forced labour"],
        ["2011 to 2012", "A miniature source"],
    ]
    assert components[f"{PAGE}-link"]["data"] == "?v=1"
    assert "How to read this list" in served["page"][2]
    assert "could not be used" not in served["page"][2]


def test_a_new_page_says_what_of_a_link_it_could_not_use(served: dict[str, Answer]) -> None:
    text = served["odd link"][2]
    assert "Part of this link could not be used" in text
    assert "The link contains 'unknown', which this page does not have; it was ignored." in text
    assert "The link asks for the place 'XX', which the atlas does not have. Shown instead: 'World'." in text
    assert _page(served["odd link"])[f"{PAGE}-place"]["value"] == "WORLD"


def test_a_choice_on_a_new_page_leads_to_the_nearest_valid_state(served: dict[str, Answer]) -> None:
    status, _, text = served["choice"]
    response = json.loads(text)["response"]
    assert status == 200
    assert response[f"{PAGE}-family"]["value"] == "people"
    assert response[f"{PAGE}-link"]["data"] == "?v=1&place=FRA"
    assert "People affected: France" in json.dumps(response[f"{PAGE}-heading"])
    assert response[f"{PAGE}-table-data"]["data"]["rows"][0]["cells"][2] == "135,000 people; 104,000 to 171,000 people"


def test_a_new_page_can_be_downloaded_in_each_form(served: dict[str, Answer]) -> None:
    assert {"csv", "json", "zip", "bib"} <= set(FORMS)
    assert {form: served[f"/view/{PAGE}.{form}"][0] for form in FORMS} == dict.fromkeys(FORMS, 200)
    rows = _rows(served[f"/view/{PAGE}.csv?place=FRA"])
    assert list(rows["as_printed"]) == ["135000", ">3 million people", "1.5 million people"]
    assert len(json.loads(served[f"/view/{PAGE}.json"][2])["rows"]) == 3
    assert "Example Institute" in served[f"/view/{PAGE}.bib"][2]


def test_an_unknown_key_or_value_is_a_wrong_question_to_a_new_page(served: dict[str, Answer]) -> None:
    refused = {address: answer[0] for address, answer in served.items() if "unknown=1" in address or "place=XX" in address}
    assert len(refused) > len(FORMS)
    assert set(refused.values()) == {400}


def test_a_new_page_is_framed_and_described_to_other_sites(served: dict[str, Answer]) -> None:
    status, _, frame = served[f"/embed/{PAGE}?place=FRA"]
    assert status == 200
    assert "People affected: France" in frame and "<td>135000</td>" in frame
    assert f"/embed/{PAGE}?v=1" in json.loads(served[f"/oembed?url=http://localhost{PATH}"][2])["html"]


def test_a_new_page_is_a_table_where_there_are_no_scripts(served: dict[str, Answer]) -> None:
    status, _, text = served[f"{PATH}?place=FRA"]
    without_scripts = text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert status == 200
    assert "<td>135000</td>" in without_scripts and "Table 1, page 24" in without_scripts
    assert "<title>People affected: France · " in text


def test_a_new_page_is_described_with_its_keys_and_their_values(served: dict[str, Answer]) -> None:
    for form in FORMS:
        parameters = _parameters(served["/openapi.json"], f"/view/{PAGE}.{form}")
        of = ["of"] if form in citations.FORMS else []
        assert list(parameters) == ["v", "place", "family", "dv", *of]
        assert parameters["place"]["enum"] == ["AND", "FRA", "M49:150", "TUV", "WORLD"]
        assert "people" in parameters["family"]["enum"]


def test_the_new_source_is_among_the_values_of_the_other_pages(served: dict[str, Answer]) -> None:
    assert _parameters(served["/openapi.json"], "/view/world.csv")["source"]["enum"] == [SOURCE, "mini"]


def test_a_source_that_is_taken_down_leaves_nothing_in_the_tables(atlas: Path) -> None:
    def named() -> list[str]:
        return [name for name, table in tables.read(atlas)[0].items() if SOURCE in table.to_string()]

    assert "estimates" in named()
    shutil.rmtree(atlas / "sources" / SOURCE)
    build.build(atlas)
    assert named() == []


def test_this_process_never_sees_the_examples() -> None:
    assert PAGE not in registry.exporting()
    assert not [name for name in sys.modules if SOURCE in name or name.rpartition(".")[2] == PAGE]
