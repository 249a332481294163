"""Bad files of counted cases stop with a plain message, and neither figures nor tables that were there before are touched."""

import gzip
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from etl.contract.errors import RuleError
from etl.contract.table_contract import contracts
from etl.geography import reference_geography
from etl.read import ctdc_blocks, glotip_workbook
from etl.sources import ctdc, unodc_glotip
from etl.store import inputs
from etl.store.tables import DATA, read
from tests.miniature import TOML

Run = Callable[..., tuple[int, str]]
COUNTS, PEOPLE, NOWHERE = (",".join(columns) for columns in unodc_glotip.FILES.values())
COUNT = "4,France,detected_victims,all,all,all,2020,12"
PERSON = "9,France,detected_victims,citizenship,French,2020,7"
HEADER = ("Iso3_code", "Country", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "Unit of measurement", "txtVALUE")
VICTIMS = ("FRA", "France", "Detected trafficking victims", "Total", "Total", "Total", "Total", "2020", "Counts", "12")
CASES = ("yearOfRegistration", "gender", "ageBroad", "citizenship", "isForcedLabour", "isSexualExploit", "CountryOfExploitation")


def _source(data: Path, name: str, extra: str = "") -> Path:
    folder = data / "sources" / name
    folder.mkdir()
    text = TOML.replace('module = "ilo_forced_labour"\n', extra).replace("model_estimate", "administrative_count")
    (folder / "source.toml").write_text(text, encoding="utf-8")
    return folder


def _glotip(data: Path, counts: Sequence[str] = (COUNT,), people: Sequence[str] = (PERSON,)) -> Path:
    folder = _source(data, "unodc_glotip")
    (folder / "counts.csv").write_text("\n".join((COUNTS, *counts, "")), encoding="utf-8")
    (folder / "people.csv").write_text("\n".join((PEOPLE, *people, "")), encoding="utf-8")
    (folder / "left_out.csv").write_text(f"{NOWHERE}\n", encoding="utf-8")
    return folder


TRANSCRIBED = {
    "text in a count": ((COUNT.replace("12", "a dozen"),), (PERSON,), ["counts.csv, line 2", "'a dozen' in printed is not a number"]),
    "a blank count": ((COUNT.replace("12", ""),), (PERSON,), ["counts.csv, line 2", "the cell is blank"]),
    "a year out of range": ((COUNT.replace("2020", "2220"),), (PERSON,), ["counts.csv, line 2", "the years are impossible", "1900"]),
    "text for a year": ((COUNT.replace("2020", "MMXX"),), (PERSON,), ["counts.csv, line 2", "'MMXX' is not a year"]),
    "an unknown indicator": ((COUNT.replace("detected_victims", "misery"),), (PERSON,), ["line 2", "'misery' is not an indicator"]),
    "an unknown sex": ((COUNT.replace("all,all,all", "all,few,all"),), (PERSON,), ["counts.csv, line 2", "unknown sex", "female"]),
    "an unknown country": ((COUNT.replace("France", "Atlantis"),), (PERSON,), ["counts.csv, line 2", "'Atlantis' is not known"]),
    "an unknown citizenship": ((COUNT,), (PERSON.replace("French", "Atlantean"),), ["people.csv, line 2", "'Atlantean' is not known"]),
    "a row cut off": ((COUNT,), (PERSON[:20],), ["people.csv, line 2", "3 cells, the header has 7", "cut off"]),
}


@pytest.mark.parametrize(("counts", "people", "said"), TRANSCRIBED.values(), ids=TRANSCRIBED.keys())
def test_bad_counts_are_refused(data: Path, run: Run, counts: Sequence[str], people: Sequence[str], said: list[str]) -> None:
    _glotip(data, counts, people)
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in ["error unodc_glotip", "What to do:", *said])
    assert "Traceback" not in message


def test_bad_counts_leave_the_old_tables_whole(built: Path, run: Run) -> None:
    version = read(built)[1]
    _glotip(built, [COUNT.replace("12", "a dozen")])
    assert run("build", "--data", built)[0] == 1
    assert read(built)[1] == version


def test_counts_that_are_not_utf_8_are_refused(data: Path, run: Run) -> None:
    (_glotip(data) / "people.csv").write_bytes(f"{PEOPLE}\n{PERSON.replace('French', 'Française')}\n".encode("latin-1"))
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in ["error unodc_glotip: people.csv, line 2", "not UTF-8"])


@pytest.mark.parametrize("code", ["FRX", "M49:999", "GROUP:moon"])
def test_a_citizenship_with_a_wrong_code_is_refused(data: Path, run: Run, code: str) -> None:
    place, group = ("", code.removeprefix("GROUP:")) if code.startswith("GROUP:") else (code, "")
    table = data / "reference" / "citizenships.csv"
    table.write_text(table.read_text(encoding="utf-8") + f"Lunar,{place},{group},\n", encoding="utf-8")
    found, message = run("check", "--data", data)
    assert found == 1
    assert all(part in message for part in ["reference: citizenships.csv, 'Lunar'", f"'{code}' is neither a place nor a group"])


BROKEN = {
    "a masked count that is shown": ({"range_kind": "masked", "masked": True, "count": 3.0}, "a masked row has a count"),
    "a flow without locator": ({"locator": ""}, "the locator is missing"),
    "a flow without origin": ({"origin": ""}, "the origin is missing"),
    "a fraction of a person": ({"count": 1.5}, "people are whole numbers"),
    "unknown evidence": ({"evidence": "hearsay"}, "unknown evidence"),
    "an unknown kind": ({"kind": "sum"}, "unknown kind"),
    "neither a count nor a bound": ({"count": None}, "neither a count nor a bound"),
    "a bound that nobody printed": ({"count_low": 0.0}, "a bound is given although none is known"),
    "bounds upside down": ({"count_low": 9.0, "count_high": 4.0, "range_kind": "masked"}, "the lower bound is above the upper"),
}


@pytest.mark.parametrize(("change", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_flow_that_breaks_a_rule_is_named(change: dict[str, object], problem: str) -> None:
    row: dict[str, object] = {
        "flow_id": "x",
        "source_id": "mini",
        "indicator": "detected_victims",
        "origin": "FRA",
        "destination": "AND",
        "where": "line 2",
    }
    row |= {"year_start": 2020, "year_end": 2020, "sex": "all", "age": "all", "form": "all", "masked": False, "basis": "printed"}
    row |= {"count": 7.0, "count_low": float("nan"), "count_high": float("nan"), "range_kind": "none_published", "as_printed": "7"}
    row |= {"evidence": "detected_by_citizenship", "kind": "corridor", "locator": "page 1"}
    good = pd.DataFrame([row])
    contracts()["flows"].check(good)
    with pytest.raises(RuleError, match=problem) as refused:
        contracts()["flows"].check(pd.DataFrame([row | change]).astype({"count": "float64"}))
    assert (refused.value.source, refused.value.where) == (
        "mini",
        "line 2, detected_victims, FRA to AND" if "origin" not in change else refused.value.where,
    )


BROKEN_ESTIMATES = {
    "a mask with a figure": ({"range_kind": "masked", "value_low": 0.0, "value_high": 4.0, "value": 3.0}, "a masked row has a figure"),
    "a bound that nobody printed": ({"value_low": 0.0}, "a bound is given although none is known"),
    "a range that was not seen with a bound": ({"range_kind": "not_seen", "value_high": 9.0}, "a bound is given although none is known"),
    "a range with one bound": ({"range_kind": "conflicting", "value": None, "value_low": 1.0}, "a bound of the range is missing"),
    "bounds upside down": ({"range_kind": "ci_95", "value_low": 9.0, "value_high": 4.0}, "the lower bound is above the upper"),
    "a figure outside its bounds": ({"range_kind": "ci_95", "value_low": 1.0, "value_high": 4.0}, "the figure lies outside its bounds"),
    "no figure and no bound": ({"value": None}, "neither a figure nor a lone bound"),
}


@pytest.mark.parametrize(("change", "problem"), BROKEN_ESTIMATES.values(), ids=BROKEN_ESTIMATES.keys())
def test_an_estimate_that_breaks_a_rule_is_named(change: dict[str, object], problem: str) -> None:
    row: dict[str, object] = {"estimate_id": "x", "source_id": "mini", "indicator": "detected_victims", "place": "FRA", "where": "line 2"}
    row |= {"year_start": 2020, "year_end": 2020, "sex": "all", "age": "all", "form": "all", "basis": "printed", "unit": "persons"}
    row |= {"value": 7.0, "value_low": None, "value_high": None, "range_kind": "none_published", "as_printed": "7", "locator": "page 1"}
    numbers = dict.fromkeys(("value", "value_low", "value_high"), "float64")
    contracts()["estimates"].check(pd.DataFrame([row]).astype(numbers))
    with pytest.raises(RuleError, match=problem) as refused:
        contracts()["estimates"].check(pd.DataFrame([row | change]).astype(numbers))
    assert (refused.value.source, refused.value.where) == ("mini", "line 2, detected_victims, FRA")


def _workbook(path: Path, *rows: Sequence[object], sheet: str = glotip_workbook.SHEET, header: Sequence[str] = HEADER) -> Path:
    book = openpyxl.Workbook()
    page = book.create_sheet(sheet)
    for row in (["UNODC"], [], header, *rows):
        page.append(list(row))
    book.save(path)
    return path


def _with(column: str, value: object) -> list[object]:
    return [value if name == column else cell for name, cell in zip(HEADER, VICTIMS, strict=True)]


WORKBOOKS = {
    "text in a count": ([_with("txtVALUE", "many")], ["row 5, txtVALUE", "'many' is not a count"]),
    "a formula": ([_with("txtVALUE", "=1+1")], ["row 5, txtVALUE", "the cell holds a formula"]),
    "a date for a year": ([_with("Year", date(2020, 1, 1))], ["row 5, Year", "'2020-01-01 00:00:00' is not a year"]),
    "a year out of range": ([_with("Year", 2220)], ["row 5, Year", "'2220' is not a year"]),
    "an unknown indicator": ([_with("Indicator", "Misery")], ["row 5, Indicator", "'Misery' is not known", "Detected trafficking victims"]),
    "an unknown sex": ([_with("Sex", "Few")], ["row 5, Sex", "'Few' is not known"]),
    "an unknown age": ([_with("Age", "Old")], ["row 5, Age", "'Old' is not known"]),
    "an unknown category": ([_with("Category", "Sloth")], ["row 5, Category", "'Sloth' is not known"]),
}


@pytest.mark.parametrize(("rows", "said"), WORKBOOKS.values(), ids=WORKBOOKS.keys())
def test_a_bad_workbook_is_refused_and_the_old_figures_stay(
    data: Path, run: Run, tmp_path: Path, rows: list[list[object]], said: list[str]
) -> None:
    folder = _glotip(data)
    before = (folder / "counts.csv").read_bytes()
    code, message = run("import", "unodc_glotip", _workbook(tmp_path / "data.xlsx", VICTIMS, *rows), "--data", data)
    assert code == 1
    assert all(part in message for part in ["error unodc_glotip: data.xlsx", "What to do:", *said])
    assert (folder / "counts.csv").read_bytes() == before


def test_a_renamed_sheet_or_header_is_refused(data: Path, run: Run, tmp_path: Path) -> None:
    _glotip(data)
    renamed = _workbook(tmp_path / "sheet.xlsx", VICTIMS, sheet="data_glotip_9")
    code, message = run("import", "unodc_glotip", renamed, "--data", data)
    assert (code, "there is no sheet 'data_glotip_1'" in message) == (1, True)
    header = [name.replace("txtVALUE", "VALUE") for name in HEADER]
    code, message = run("import", "unodc_glotip", _workbook(tmp_path / "head.xlsx", VICTIMS, header=header), "--data", data)
    assert (code, "row 3: the header lacks txtVALUE" in message) == (1, True)


def test_a_good_workbook_is_imported_with_numbers_and_texts_alike(data: Path, run: Run, tmp_path: Path) -> None:
    folder = _glotip(data)
    rows = [_with("Year", 2021), _with("txtVALUE", 1234), _with("txtVALUE", "1,234"), _with("txtVALUE", "<5")]
    assert run("import", "unodc_glotip", _workbook(tmp_path / "data.xlsx", *rows), "--data", data)[0] == 0
    printed = pd.read_csv(folder / "counts.csv", dtype="str")
    assert printed["printed"].tolist() == ["12", "1234", "1,234", "<5"]
    assert printed["year"].tolist() == ["2021", "2020", "2020", "2020"]
    assert printed["sheet_row"].tolist() == ["4", "5", "6", "7"]


def _cases(path: Path, *rows: Sequence[str], header: Sequence[str] = CASES) -> Path:
    text = "".join(",".join(row) + "\n" for row in [header, *rows]).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


CASE = ("2015", "Female", "18--20", "FRA", "1", "0", "AND")


def _corridors(data: Path) -> list[list[str]]:
    table = data / "sources" / "ctdc_own" / "corridors.csv"
    return [line.split(",") for line in table.read_text(encoding="utf-8").splitlines()[1:]]


def test_other_spellings_and_blanks_of_the_cases_are_read(data: Path, run: Run, tmp_path: Path) -> None:
    header = ("YearOfRegistration", "Gender", "age_broad", "Citizenship", "is_forced_labour", "isSexualExploit", "country_of_exploitation")
    words = [CASE, ("2015.0", "Woman", "", "FR", "1.0", "", "AND"), ("2015", "Man", "", "FRA", "0", "", "AND")] * 10
    none = [("2015", "-99", "", code, "", "", "AND") for code in ("", "-99", "0", "00")] + [("", "Man", "", "FRA", "", "", "AND")]
    assert run("import", "ctdc", _cases(tmp_path / "new.csv.gz", *words, *none, header=header), "--data", data)[0] == 0
    assert _corridors(data) == [
        ["FRA", "AND", "2015", "all", "all", "30"],
        ["FRA", "AND", "2015", "all", "labour_exploitation", "20"],
        ["FRA", "AND", "2015", "female", "all", "20"],
        ["FRA", "AND", "2015", "male", "all", "10"],
    ]
    said = (data / "sources" / "ctdc_own" / "left_out.csv").read_text(encoding="utf-8")
    assert "citizenship or country of exploitation not recorded,none,fewer than 10" in said
    assert "year of registration not recorded,none,fewer than 10" in said


def test_a_corridor_below_k_is_counted_and_not_written(data: Path, run: Run, tmp_path: Path) -> None:
    few = [("2016", "Male", "", "FRA", "", "", "TUV")] * 9
    mixed = [CASE] * 12 + [("2015", "Male", "", "FRA", "1", "0", "AND")] * 4
    assert run("import", "ctdc", _cases(tmp_path / "cases.csv", *few, *mixed), "--data", data)[0] == 0
    assert _corridors(data) == [["FRA", "AND", "2015", "all", "all", "16"]]
    said = (data / "sources" / "ctdc_own" / "left_out.csv").read_text(encoding="utf-8")
    assert "fewer than 10 people,1,not said" in said
    assert '"a part has fewer than 10 people, or everybody is in one part",4,not said' in said
    assert run("build", "--data", data)[0] == 0


def test_exactly_k_people_are_written(data: Path, run: Run, tmp_path: Path) -> None:
    alike = [("2015", gender, "", "FRA", "0", "0", "AND") for gender in ["Female"] * 10 + ["Male"] * 10]
    whole = [("2016", "", "", "FRA", "", "", "TUV")] * 10
    assert run("import", "ctdc", _cases(tmp_path / "cases.csv", *alike, *whole), "--data", data)[0] == 0
    assert _corridors(data) == [
        ["FRA", "AND", "2015", "all", "all", "20"],
        ["FRA", "AND", "2015", "female", "all", "10"],
        ["FRA", "AND", "2015", "male", "all", "10"],
        ["FRA", "TUV", "2016", "all", "all", "10"],
    ]


def test_a_file_of_cases_that_lacks_a_column_is_refused(data: Path, run: Run, tmp_path: Path) -> None:
    header = [name.replace("citizenship", "nationality") for name in CASES]
    code, message = run("import", "ctdc", _cases(tmp_path / "cases.csv", CASE, header=header), "--data", data)
    assert code == 1
    assert all(part in message for part in ["error ctdc: cases.csv, line 1", "the header lacks citizenship", "CountryOfExploitation"])
    assert not (data / "sources" / "ctdc_own" / "corridors.csv").exists()


def test_an_unknown_gender_is_refused(data: Path, run: Run, tmp_path: Path) -> None:
    code, message = run("import", "ctdc", _cases(tmp_path / "cases.csv", (CASE[0], "Robot", *CASE[2:])), "--data", data)
    assert code == 1
    assert all(part in message for part in ["error ctdc: cases.csv, line 2, gender", "'Robot' is not known", "Woman"])


@pytest.mark.parametrize("fault", ["cut off", "not UTF-8", "a workbook"])
def test_a_broken_file_of_cases_is_refused(data: Path, run: Run, tmp_path: Path, fault: str) -> None:
    path = _cases(tmp_path / "cases.csv.gz", *[(str(2000 + n % 20), *CASE[1:]) for n in range(5000)])
    if fault == "cut off":
        path.write_bytes(path.read_bytes()[:-200])
    elif fault == "not UTF-8":
        path = tmp_path / "cases.csv"
        path.write_bytes((",".join(CASES) + "\n" + ",".join(CASE).replace("FRA", "Fran\xe7a") + "\n").encode("latin-1"))
    else:
        path = _workbook(tmp_path / "cases.csv", VICTIMS)
    code, message = run("import", "ctdc", path, "--data", data)
    assert code == 1
    assert all(part in message for part in [f"error ctdc: {path.name}", "What to do:"])
    assert not (data / "sources" / "ctdc_own" / "corridors.csv").exists()


def test_a_large_file_is_read_in_blocks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Rows stand in several blocks, and the answer does not depend on where they end."""
    path = _cases(tmp_path / "cases.csv", *[(str(2000 + n % 20), *CASE[1:]) for n in range(200_000)])
    names = reference_geography.reference_gazetteer(inputs.read_places(DATA))
    whole = ctdc.aggregate(path, 10, names)
    monkeypatch.setattr(ctdc_blocks, "_BLOCK", 1 << 16)
    assert ctdc.aggregate(path, 10, names)["corridors.csv"].equals(whole["corridors.csv"])
    assert whole["corridors.csv"]["cases"].tolist() == ["10000"] * 20
