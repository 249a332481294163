"""Reference data and folders that are broken anywhere are refused with file, line and remedy, never with a traceback."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import build
from etl.contract.errors import EtlError
from tests.miniature import write

Run = Callable[..., tuple[int, str]]

TABLES = {
    "a place twice": ("places", "TUV,Tuvalu", "AND,Tuvalu", ["line 4", "duplicate row for AND"]),
    "a longitude in words": ("places", ",179,-8,", ",east,-8,", ["line 4", "longitude is 'east'", "valid number"]),
    "a latitude off the globe": ("places", ",179,-8,", ",179,-98,", ["line 4", "latitude is '-98'"]),
    "a code in small letters": ("places", "TUV,", "tuv,", ["line 4", "place is 'tuv'"]),
    "a place without a name": ("places", "Tuvalu,", " ,", ["line 4", "name is empty"]),
    "a column too many": ("places", "note\n", "note,more\n", ["unknown columns: more"]),
    "a column twice": ("places", "longitude,latitude", "longitude,longitude,latitude", ["longitude"]),
    "a sign that is no text": ("places", "Tuvalu", "Tuv\0lu", ["line 4", "not text"]),
    "a region of unknown members": ("members", "WORLD,FRA", "WORLD,FRX", ["line 3", "no place 'FRX'", "places.csv"]),
    "a member of no region": ("members", "WORLD,FRA", "MOON,FRA", ["line 3", "no place 'MOON'", "regions.csv"]),
    "a region that lies nowhere": ("members", "M49:150,AND\nM49:150,FRA\n", "", ["'M49:150'", "the region has no position"]),
    "people in fractions": ("population", "77000", "77.5", ["line 2", "population is '77.5'", "valid integer"]),
    "nobody": ("population", "77000", "0", ["line 2", "population is '0'"]),
    "a year twice": ("population", "FRA,2020", "AND,2020", ["line 3", "duplicate row for AND, 2020"]),
    "a name of two places": ("names", "Andorre,", "francia,", ["line 2", "'Francia' means two places"]),
    "a name in no language of the United Nations": ("names", ",es,", ",de,", ["line 2", "language is 'de'"]),
    "a name of no place": ("names", "法国,FRA", "法国,FRX", ["line 4", "no place 'FRX'"]),
    "a name for a source that is not there": ("aliases", "official,mini", "official,maxi", ["line 4", "no source 'maxi'"]),
}


def _refused(data: Path, run: Run, said: list[str]) -> None:
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in ["What to do:", *said])
    assert "Traceback" not in message


@pytest.mark.parametrize(("table", "was", "becomes", "said"), TABLES.values(), ids=TABLES.keys())
def test_a_bad_reference_table_is_refused(data: Path, run: Run, table: str, was: str, becomes: str, said: list[str]) -> None:
    path = data / "reference" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    _refused(data, run, ["error reference", f"{table}.csv" if "M49" not in said[0] else "regions.csv", *said])


def _first(**changes: Any) -> Callable[[list[Any]], object]:
    return lambda features: features[0].update(changes)


BOW = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
OUTLINES: dict[str, tuple[str, Callable[[list[Any]], object], list[str]]] = {
    "an unknown place": ("boundaries", _first(properties={"place": "FRX"}), ["no place 'FRX'"]),
    "two outlines of a place": ("boundaries", _first(properties={"place": "FRA"}), ["'FRA' has two outlines"]),
    "an outline that crosses itself": ("boundaries", _first(geometry=BOW), ["feature 1", "crosses itself"]),
    "an outline that is missing": ("boundaries", _first(geometry=None), ["feature 1", "geometry is None"]),
    "an outline that is a point": ("boundaries", _first(geometry={"type": "Point", "coordinates": [0, 0]}), ["geometry.type is 'Point'"]),
    "an outline without corners": ("boundaries", _first(geometry={"type": "Polygon", "coordinates": []}), ["geometry.coordinates is []"]),
    "a disputed area": ("disputed", _first(geometry=BOW), ["geometry.type is 'Polygon'", "LineString"]),
}


@pytest.mark.parametrize(("name", "spoil", "said"), OUTLINES.values(), ids=OUTLINES.keys())
def test_bad_outlines_are_refused(data: Path, run: Run, name: str, spoil: Callable[[list[Any]], object], said: list[str]) -> None:
    path = data / "reference" / f"{name}.geojson"
    outlines = json.loads(path.read_text(encoding="utf-8"))
    spoil(outlines["features"])
    path.write_text(json.dumps(outlines), encoding="utf-8")
    _refused(data, run, ["error reference", f"{name}.geojson", *said])


def test_all_faults_of_a_reference_file_are_told_in_one_run(data: Path, run: Run) -> None:
    questions = data / "reference" / "quantities.toml"
    good = questions.read_text(encoding="utf-8")
    questions.write_text(good.replace("title =", "titel =").replace('"persons"', '"souls"'), encoding="utf-8")
    _refused(data, run, ["unknown key titel", "unknown unit 'souls'"])
    questions.write_text(good, encoding="utf-8")
    places = data / "reference" / "places.csv"
    spoilt = places.read_text(encoding="utf-8").replace("country", "county").replace("Europe", "county", 1)
    places.write_text(spoilt + "FRAU,x,country,Europe,x,,0,0,\n", encoding="utf-8")
    told = [f"places.csv, line {line}: kind is 'county'" for line in (2, 3, 4)]
    _refused(data, run, [*told, "line 2: region is 'county'", "line 5: place is 'FRAU'"])


def test_outlines_without_features_are_refused(data: Path, run: Run) -> None:
    for text in ("[]", "{}", '{"features": 5}'):
        (data / "reference" / "boundaries.geojson").write_text(text, encoding="utf-8")
        _refused(data, run, ["boundaries.geojson", "not a feature collection"])


@pytest.mark.parametrize(
    "name", ["reference/places.csv", "reference/population.csv", "sources/mini/figures.csv", "sources/mini/source.toml"]
)
def test_a_missing_file_is_named(data: Path, run: Run, name: str) -> None:
    (data / name).unlink()
    _refused(data, run, [name.rpartition("/")[2], "the file is missing"])


def test_a_transcription_keeps_no_column_that_nobody_reads(data: Path, run: Run) -> None:
    path = data / "sources" / "mini" / "figures.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{line},{'remark' if number == 0 else 'x'}\n" for number, line in enumerate(lines)), encoding="utf-8")
    _refused(data, run, ["error mini", "unknown columns: remark"])


STRANGE = ("", " ", "x", "-1", "1e9", "NaN", "inf", "２０１２", "<5", '"', "\0", "[]", "5", "true")


def _files(data: Path) -> Iterator[Path]:
    yield from sorted(path for path in data.rglob("*") if path.suffix in (".csv", ".toml"))


@given(pick=st.randoms(use_true_random=False), strange=st.sampled_from(STRANGE))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_no_broken_cell_of_any_file_ends_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, pick: Any, strange: str) -> None:
    data = write(tmp_path_factory.mktemp("strange") / "data")
    path = pick.choice(list(_files(data)))
    lines = path.read_text(encoding="utf-8").splitlines()
    number = pick.randrange(len(lines))
    mark = " = " if path.suffix == ".toml" else ","
    cells = lines[number].split(mark)
    cells[pick.randrange(len(cells))] = strange
    lines[number] = mark.join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        build.prepare(data)
    except EtlError as error:
        assert error.problem
        assert error.remedy
