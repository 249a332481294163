"""Bad input stops the build with a message that names source, place, problem and remedy, and costs nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from etl.sources import tip_tiers
from etl.store.tables import read
from tests.miniature import FIGURES, FIGURES_HEAD, PINS, TOML, pin

Run = Callable[..., tuple[int, str]]


def _figures(data: Path) -> Path:
    return data / "sources" / "mini" / "figures.csv"


def _toml(data: Path) -> Path:
    return data / "sources" / "mini" / "source.toml"


def _row(text: str) -> str:
    return f"{FIGURES}{text}\n"


CASES = {
    "an unknown country": (
        _row("forced_labour,Atlantis,all,all,all,2012,2012,1,people,,x,p,,"),
        ["mini", "line 7", "'Atlantis' is not known", "aliases.csv"],
    ),
    "years upside down": (_row("forced_labour,Tuvalu,all,all,all,2013,2012,1,people,,x,p,,"), ["mini", "line 7", "years are impossible"]),
    "an impossible rate": (
        _row('forced_labour_prevalence,Tuvalu,all,all,all,2012,2012,1001,"per 1,000",,x,p,,'),
        ["line 7", "impossible for its unit"],
    ),
    "a fraction of a person": (_row("forced_labour,Tuvalu,all,all,all,2012,2012,1.5,people,,x,p,,"), ["line 7", "whole numbers"]),
    "a row without locator": (_row("forced_labour,Tuvalu,all,all,all,2012,2012,1,people,,x,,,"), ["line 7", "locator is missing"]),
    "a row that appears twice": (_row("forced_labour,Gaul,all,all,all,2011,2012,2,people,,x,p,,"), ["line 7", "duplicate row"]),
    "an unknown indicator": (
        _row("misery,Tuvalu,all,all,all,2012,2012,1,people,,x,p,,"),
        ["line 7", "'misery' is not an indicator", "indicators.toml"],
    ),
    "an unknown form": (_row("forced_labour,Tuvalu,sloth,all,all,2012,2012,1,people,,x,p,,"), ["line 7", "unknown form", "state_imposed"]),
    "text for a number": (
        _row("forced_labour,Tuvalu,all,all,all,2012,2012,many,people,,x,p,,"),
        ["line 7", "'many people' is not a figure"],
    ),
    "an unknown unit": (
        _row("forced_labour,Tuvalu,all,all,all,2012,2012,1,dozen,,x,p,,"),
        ["line 7", "'1 dozen' is not a figure", "million people"],
    ),
    "text for a year": (_row("forced_labour,Tuvalu,all,all,all,2012,MMXII,1,people,,x,p,,"), ["line 7", "'MMXII' is not a year"]),
    "a row cut off": (FIGURES + "forced_labour,Tuvalu,all,all\n", ["line 7", "4 cells, the header has 14", "cut off"]),
    "a file cut off": (FIGURES[:-3], ["line 6", "last line is not finished"]),
    "an open quote": (_row('forced_labour,"Tuvalu,all,all,all,2012,2012,1,people,,x,p,,'), ["figures.csv", "not complete CSV"]),
    "a header without a column": (FIGURES.replace("figure,", "number,", 1), ["header lacks figure"]),
    "an empty file": ("\n", ["header lacks indicator"]),
}


@pytest.mark.parametrize(("text", "said"), CASES.values(), ids=CASES.keys())
def test_bad_figures_are_refused(data: Path, run: Run, text: str, said: list[str]) -> None:
    _figures(data).write_text(text, encoding="utf-8")
    code, message = run("build", "--data", data)
    assert code == 1
    assert all(part in message for part in ["error mini", "What to do:", *said])
    assert "Traceback" not in message
    assert not (data / "built").exists()


BYTES = {
    "not UTF-8": (FIGURES.replace("Europe,page", "Éurope,page").encode("latin-1"), ["line 3", "not UTF-8"]),
    "a workbook named csv": (b"PK\x03\x04" + b"\0" * 40, ["a workbook or zip archive that is damaged or cut off"]),
    "a picture named csv": (b"\x89PNG\r\n", ["a picture, not CSV"]),
}


@pytest.mark.parametrize(("content", "said"), BYTES.values(), ids=BYTES.keys())
def test_a_file_that_is_not_what_its_ending_says_is_refused(data: Path, run: Run, content: bytes, said: list[str]) -> None:
    _figures(data).write_bytes(content)
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in ["error mini", "figures.csv", *said])


TOMLS = {
    "an unknown key": (TOML.replace("edition =", "editon ="), ["source.toml", "unknown key editon", "edition"]),
    "a missing key": (TOML.replace('publisher = "Nobody"\n', ""), ["missing key publisher"]),
    "an unknown kind": (TOML.replace("model_estimate", "rumour"), ["unknown kind 'rumour'", "government_rating"]),
    "an unknown severity": (TOML.replace('"caution"', '"panic"'), ["caveat 2", "unknown severity 'panic'", "do_not_compare"]),
    "an empty title": (TOML.replace('title = "A', 'title = "" #'), ["title is empty"]),
    "a year in words": (TOML.replace("published_year = 2012", 'published_year = "once"'), ["published_year is 'once'", "valid integer"]),
    "a year that cannot be": (TOML.replace("published_year = 2012", "published_year = 20122"), ["published_year is 20122", "1900 to 2100"]),
    "text where a list belongs": (TOML.partition("[[caveats]]")[0] + 'caveats = "none"\n', ["caveats is 'none'", "valid tuple"]),
    "a date that is none": (TOML.replace("2026-01-01", '"lately"'), ["accessed is 'lately'", "valid date"]),
    "other terms than known": (TOML.replace('"figures"', '"anything"'), ["redistribution is 'anything'", "user_supplied"]),
    "a caveat that fits no row": (TOML.replace('place = "FRA"', 'place = "FRX"') + PINS, ["caveat 'only-france'", "applies to no row"]),
    "a pin without a figure": (TOML + PINS + pin("AND", ""), ["pin 6", "pins no figure", "value_low"]),
    "broken TOML": (TOML + "\n[[", ["not readable as TOML"]),
    "no module": (TOML.replace("ilo_forced_labour", "nothing"), ["no module understands this source", "etl/sources/nothing.py"]),
    "too few pins": (TOML, ["only 0 pinned figures"]),
    "an unknown key in a pin": (TOML + PINS + pin("FRA", "valeu = 3"), ["pin 6", "unknown key valeu"]),
    "a pin that differs": (TOML + PINS + pin("AND", "value = 701"), ["pin forced_labour, AND, 2012", "value is 700.0, pinned is 701"]),
    "a pin without a row": (TOML + PINS + pin("TUV", "value = 1"), ["no single row matches the pin"]),
}


@pytest.mark.parametrize(("text", "said"), TOMLS.values(), ids=TOMLS.keys())
def test_a_bad_description_is_refused(data: Path, run: Run, text: str, said: list[str]) -> None:
    _toml(data).write_text(text, encoding="utf-8")
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in ["error mini", *said])


def test_all_faults_of_a_description_are_told_in_one_run(data: Path, run: Run) -> None:
    text = TOML.replace("edition =", "editon =").replace('publisher = "Nobody"\n', "").replace("model_estimate", "rumour")
    text = text.replace('"caution"', '"panic"') + PINS + pin("AND", "valeu = 3")
    _toml(data).write_text(text, encoding="utf-8")
    code, message = run("check", "--data", data)
    told = (
        "unknown key editon",
        "missing key publisher",
        "unknown kind 'rumour'",
        "caveat 2: unknown severity 'panic'",
        "pin 6: unknown key valeu",
    )
    assert code == 1
    assert [part for part in told if part not in message] == []
    assert "missing key edition" not in message


def test_all_that_the_rows_do_not_bear_out_is_told_in_one_run(data: Path, run: Run) -> None:
    text = TOML.replace('place = "FRA"', 'place = "FRX"') + PINS + pin("AND", "value = 701") + pin("TUV", "value = 1")
    _toml(data).write_text(text, encoding="utf-8")
    code, message = run("check", "--data", data)
    told = ("caveat 'only-france': it applies to no row", "value is 700.0, pinned is 701", "pin forced_labour, TUV, 2012")
    assert code == 1
    assert [part for part in told if part not in message] == []


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n"])
def test_a_transcription_is_read_however_its_lines_end(data: Path, run: Run, end: str) -> None:
    _figures(data).write_bytes((FIGURES.rstrip("\n") if end == "\n\n" else FIGURES.replace("\n", end)).encode() + b"\n\n" * (end == "\n\n"))
    assert run("check", "--data", data)[0] == 0


def _tiers(data: Path, rows: str, extra: str = "") -> None:
    source = data / "sources" / "tiers"
    source.mkdir()
    for file, columns in tip_tiers.FILES.items():
        (source / file).write_text(",".join(columns) + "\n" + (rows if file == "lists.csv" else ""), encoding="utf-8")
    (source / "source.toml").write_text(TOML.replace("ilo_forced_labour", "tip_tiers") + extra, encoding="utf-8")


def test_a_rating_outside_its_scale_is_refused(data: Path, run: Run) -> None:
    _tiers(data, "FRA,France,2012,4,copy,listed,\n")
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in ["error tiers", "lists.csv, line 2", "'4' is not on the scale of tip_tier", "2W"])


def test_a_disagreement_without_tiers_is_refused(data: Path, run: Run) -> None:
    _tiers(data, "FRA,France,2012,1,copy,listed,some copies differ\n")
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in ["error tiers", "lists.csv, line 2", "which copy has which tier", "COPY=TIER"])


def test_a_score_outside_its_scale_is_refused(data: Path, run: Run) -> None:
    source = data / "sources" / "scores"
    source.mkdir()
    (source / "scores.csv").write_text(
        "country,year,prosecution,protection,prevention,overall,copy\nFrance,2012,6,1,1,8,c\n", encoding="utf-8"
    )
    (source / "source.toml").write_text(TOML.replace("ilo_forced_labour", "p3_index"), encoding="utf-8")
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in ["error scores", "line 2", "score is outside its scale"])


def test_a_year_without_figures_must_be_explained(data: Path, run: Run) -> None:
    years = [year for year in range(2001, 2010) if year != 2005]
    pins = "".join(f'\n[[pins]]\nindicator = "tip_tier"\nplace = "FRA"\nyear = {year}\nrating = "1"\nlocator = "x"\n' for year in years)
    _tiers(data, "".join(f"FRA,France,{year},1,copy,listed,\n" for year in years), pins)
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in ["error tiers", "tip_tier, 2005", "no reason is given", "hole = true"])


def test_bounds_that_contradict_the_figure_are_refused(data: Path, run: Run) -> None:
    source = data / "sources" / "slavery"
    source.mkdir()
    (source / "source.toml").write_text(TOML.replace("ilo_forced_labour", "gsi_2013"), encoding="utf-8")
    for lower, upper, problem in (
        ("9", "5", "lower bound is above the upper"),
        ("8", "9", "outside its bounds"),
        ("5", "", "bound of the range is missing"),
    ):
        (source / "countries.csv").write_text(
            f"country,rank,population,enslaved,lower,upper\nFrance,1,1000,7,{lower},{upper}\n", encoding="utf-8"
        )
        code, message = run("check", "--data", data)
        assert code == 1
        assert "error slavery: countries.csv, line 2" in message
        assert problem in message


def test_an_ambiguous_name_is_refused(data: Path, run: Run) -> None:
    aliases = data / "reference" / "aliases.csv"
    aliases.write_text(aliases.read_text(encoding="utf-8") + "gaul,AND,former,\n", encoding="utf-8")
    code, message = run("check", "--data", data)
    assert code == 1
    assert "the name already means FRA, not AND" in message


def test_outlines_that_are_not_geojson_are_refused(data: Path, run: Run) -> None:
    (data / "reference" / "boundaries.geojson").write_text("{", encoding="utf-8")
    code, message = run("check", "--data", data)
    assert code == 1
    assert "boundaries.geojson: the outlines are missing or not GeoJSON" in message


def test_a_failed_build_leaves_the_old_tables_whole(data: Path, run: Run) -> None:
    assert run("build", "--data", data)[0] == 0
    before, version = read(data)
    _figures(data).write_text(_row("forced_labour,Atlantis,all,all,all,2012,2012,1,people,,x,p,,"), encoding="utf-8")
    assert run("build", "--data", data)[0] == 1
    after, same = read(data)
    assert version == same
    assert before["estimates"].equals(after["estimates"])


def _import(data: Path, run: Run, source: str, file: Path) -> tuple[int, str]:
    folder = data / "sources" / source
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(TOML.replace('module = "ilo_forced_labour"\n', ""), encoding="utf-8")
    return run("import", source, file, "--data", data)


def test_a_workbook_without_the_sheet_is_refused(data: Path, run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "gsi.xlsx")
    code, message = _import(data, run, "gsi_2023", tmp_path / "gsi.xlsx")
    assert code == 1
    assert all(part in message for part in ["error gsi_2023: gsi.xlsx", "no sheet 'GSI 2023 summary data'", "its sheets here: Sheet"])
    assert not (data / "sources" / "gsi_2023" / "countries.csv").exists()


def test_a_text_file_named_xlsx_is_refused(data: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "gsi.xlsx").write_text("Country,Population\n", encoding="utf-8")
    code, message = _import(data, run, "gsi_2023", tmp_path / "gsi.xlsx")
    assert code == 1
    assert "not an Excel workbook" in message


def test_a_table_of_another_form_is_refused_by_import(data: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "tiers.csv").write_text("country,tier\nFrance,1\n", encoding="utf-8")
    code, message = _import(data, run, "tip_tiers", tmp_path / "tiers.csv")
    assert code == 1
    assert "header lacks iso3, year, source, method, conflict" in message


def test_outlines_of_another_form_are_refused_by_import(data: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "atlas.json").write_text(json.dumps({"type": "Nothing"}), encoding="utf-8")
    code, message = run("import", "boundaries", tmp_path / "atlas.json", "--data", data)
    assert code == 1
    assert "boundaries: atlas.json: it is not the set of outlines that the atlas uses" in message


def test_a_source_without_an_importer_says_which_have_one(data: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(FIGURES_HEAD + "\n", encoding="utf-8")
    code, message = run("import", "mini", tmp_path / "x.csv", "--data", data)
    assert code == 1
    assert "Sources that can be imported: ctdc, boundaries, disputed" in message
