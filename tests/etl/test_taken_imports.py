"""What publishers' files may look like and are taken all the same, and what the next edition's file is answered."""

import gzip
import itertools
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from etl import __main__ as command_line
from etl import imports
from etl.contract import source_config
from etl.contract.errors import InputError
from etl.contract.source_module import Dated, module_of
from etl.geography import reference_geography
from etl.read.csv_reader import read_csv
from etl.sources import ctdc, p3_index, uk_nrm
from etl.store import inputs
from etl.store.tables import DATA
from tests.etl.publishers import CASES, GOOD, GSI, GSI_TOP, NATIONALITIES, REFERRALS, SCORES, UNODC, UNODC_HEADER, gsi, prepare, text, unodc

Run = Callable[..., tuple[int, str]]
# Files that say the same as the good ones, but end otherwise, are packed, or have something above the header.
LINES = {"uk_nrm": REFERRALS, "p3_index": SCORES, "ctdc": CASES}


OF_TEXT = {"uk_nrm": uk_nrm, "p3_index": p3_index}


def _bare(path: Path, lines: list[str]) -> None:
    path.write_bytes("\n".join(lines).encode())


ENDS: dict[str, Callable[[Path, list[str]], object]] = {
    "no end of the last line": _bare,
    "a blank last line": lambda path, lines: text(path, [*lines, "", " "]),
    "CR line ends": lambda path, lines: text(path, lines, "\r"),
    "CR and LF": lambda path, lines: text(path, lines, "\r\n"),
    "a byte order mark": lambda path, lines: text(path, ["\ufeff" + lines[0], *lines[1:]]),
}


def _tables(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for folder in (data / "sources").iterdir() for path in folder.glob("*.csv")}


def _import(data: Path, run: Run, name: str, path: Path) -> dict[str, bytes]:
    assert run("import", name, path, "--data", data) == (0, "")
    return _tables(data)


@pytest.mark.parametrize("name", LINES)
def test_a_csv_is_read_however_its_lines_end_and_a_title_above_its_header_is_passed_over(
    data: Path, run: Run, tmp_path: Path, name: str
) -> None:
    prepare(data, name)
    wanted = _import(data, run, name, text(tmp_path / "good.csv", LINES[name]))
    names = reference_geography.reference_gazetteer(inputs.read_places(data))
    for end, write in ENDS.items():
        write(tmp_path / "other.csv", LINES[name])
        read = ctdc.aggregate(tmp_path / "other.csv", 10, names) if name == "ctdc" else OF_TEXT[name].transcribe(tmp_path / "other.csv")
        written = {table: frame.to_csv(index=False, lineterminator="\n").encode() for table, frame in read.items()}
        assert written == {table: wanted[table] for table in read}, end
    if name != "ctdc":
        assert _import(data, run, name, text(tmp_path / "titled.csv", ["A table", "", *LINES[name]])) == wanted


def test_both_tables_of_the_home_office_are_told_apart(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "uk_nrm")
    tables = _import(data, run, "uk_nrm", text(tmp_path / "table.csv", NATIONALITIES))
    assert tables["nationalities.csv"].decode().splitlines()[1:] == ["French,2022,2022 Q2 to Q3,65"]


def test_the_header_of_a_sheet_is_found_wherever_it_stands(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "gsi_2023")
    for above in (0, 1, 5):
        rows = _import(data, run, "gsi_2023", gsi(tmp_path / "gsi.xlsx", top=[["Title"]] * above))
        assert rows["countries.csv"].decode().splitlines()[1].startswith(f"{above + 2},France,")


def test_a_header_that_lacks_a_column_is_named_where_it_stands(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "gsi_2023")
    renamed = [["Population", "Nation", *GSI[0][2:]], GSI[1]]
    code, message = run("import", "gsi_2023", gsi(tmp_path / "gsi.xlsx", renamed, [*GSI_TOP, [], []]), "--data", data)
    assert (code, "row 5: the header lacks Country" in message) == (1, True)


def test_the_edition_of_another_source_is_named(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "unodc_glotip")
    folder = data / "sources" / "unodc_glotip_2023"
    folder.mkdir()
    toml = (data / "sources" / "unodc_glotip" / "source.toml").read_text(encoding="utf-8")
    (folder / "source.toml").write_text('module = "unodc_glotip"\n' + toml.replace("2025-04-14", "2023-05-30"), encoding="utf-8")
    path = unodc(tmp_path / "data.xlsx", top=[["UNODC"], ["", "30/05/2023"]])
    code, message = run("import", "unodc_glotip", path, "--data", data)
    assert code == 1
    assert "this is the edition of 30 May 2023; 'unodc_glotip' is the edition of 14 April 2025" in message
    assert "Import it as 'unodc_glotip_2023'." in message
    assert run("import", "unodc_glotip_2023", path, "--data", data) == (0, "")


def test_an_edition_that_no_source_has_is_answered_with_what_to_do_and_then_imported(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "unodc_glotip")
    path = unodc(tmp_path / "data.xlsx", top=[["UNODC"], ["01/11/2027"]])
    code, message = run("import", "unodc_glotip", path, "--data", data)
    assert code == 1
    assert all(part in message for part in ("No source has that edition", "data/sources/unodc_glotip_2027_11/source.toml", "2027-11-01"))
    folder = data / "sources" / "unodc_glotip_2027_11"
    folder.mkdir()
    toml = (data / "sources" / "unodc_glotip" / "source.toml").read_text(encoding="utf-8")
    (folder / "source.toml").write_text('module = "unodc_glotip"\n' + toml.replace("2025-04-14", "2027-11-01"), encoding="utf-8")
    assert run("import", "unodc_glotip_2027_11", path, "--data", data) == (0, "")


def test_a_source_names_the_date_that_its_file_prints() -> None:
    sources = [source for source in source_config.discover(inputs.sources_folder(DATA)) if isinstance(module_of(source), Dated)]
    assert sources
    assert [source.source_id for source in sources if source.file_dated is None] == []


def _kosovo(data: Path) -> None:
    places = data / "reference" / "places.csv"
    places.write_text(places.read_text(encoding="utf-8") + "XKX,Kosovo,territory,Europe,Southern Europe,,21,42.6,\n", encoding="utf-8")


def test_cases_are_read_by_code_and_name_under_both_headers(data: Path, run: Run, tmp_path: Path) -> None:
    columns = ["LabourAgriculture", "LabourConstruction", "LabourDomesticWork", "LabourHospitality", "SexProstitution", "SexPornography"]
    names = reference_geography.reference_gazetteer(inputs.read_places(data))
    for header, citizenship in itertools.product(("typeOf", "sectorOf"), ("FRA", "FR", "France", "FRANCE", "Gaul")):
        head = ",".join([CASES[0], *(f"{header}{column}" for column in columns)])
        rows = [row.replace("FRA", citizenship) + ",1,,,,," for row in CASES[1:]]
        read = ctdc.aggregate(text(tmp_path / "cases.csv", [head, *rows]), 10, names)["corridors.csv"]
        assert read.to_csv(index=False, header=False) == "FRA,AND,2015,all,all,12\n", (header, citizenship)
    assert _import(data, run, "ctdc", tmp_path / "cases.csv")
    assert run("build", "--data", data)[0] == 0


def test_kosovo_is_read_however_it_is_written(data: Path, run: Run, tmp_path: Path) -> None:
    _kosovo(data)
    names = reference_geography.reference_gazetteer(inputs.read_places(data))
    for code in ("XK", "XKX", "Kosovo"):
        read = ctdc.aggregate(text(tmp_path / "cases.csv", [row.replace("FRA", code) for row in CASES]), 10, names)["corridors.csv"]
        assert read.to_csv(index=False, header=False) == "XKX,AND,2015,all,all,12\n", code
    assert _import(data, run, "ctdc", tmp_path / "cases.csv")
    assert run("build", "--data", data)[0] == 0


def test_cases_are_unpacked_whatever_the_name_of_the_file(data: Path, run: Run, tmp_path: Path) -> None:
    wanted = _import(data, run, "ctdc", text(tmp_path / "cases.csv", CASES))
    (tmp_path / "packed.csv").write_bytes(gzip.compress((tmp_path / "cases.csv").read_bytes()))
    assert _import(data, run, "ctdc", tmp_path / "packed.csv") == wanted


def _parquet(folder: Path, cases: Path, options: str) -> Path:
    """A dataset of several files, as DuckDB writes it."""
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{cases}')) TO '{folder}' (FORMAT parquet, {options})")
    return folder


def test_cases_that_an_engine_wrote_as_parquet_are_counted_alike(data: Path, run: Run, tmp_path: Path) -> None:
    cases = text(tmp_path / "cases.csv", [*CASES, *["2016,Man,FR,AND,0,1"] * 12])
    wanted = _import(data, run, "ctdc", cases)
    for number, options in enumerate(("PARTITION_BY (yearOfRegistration)", "PER_THREAD_OUTPUT", "FILE_SIZE_BYTES 1")):
        assert _import(data, run, "ctdc", _parquet(tmp_path / f"dataset {number}", cases, options)) == wanted, options


def test_a_cell_of_a_dataset_that_is_not_understood_is_named_with_its_file_and_row(data: Path, run: Run, tmp_path: Path) -> None:
    cases = text(tmp_path / "cases.csv", [*CASES, "2016,Woman,Atlantis,AND,1,0"])
    folder = _parquet(tmp_path / "dataset", cases, "PARTITION_BY (yearOfRegistration)")
    code, message = run("import", "ctdc", folder, "--data", data)
    assert code == 1
    assert (
        "ctdc: dataset/yearOfRegistration=2016/data_0.parquet, row 1, citizenship: 'Atlantis' is not a country that the atlas knows"
        in message
    )


def test_all_cells_that_are_not_understood_are_told_in_one_run(data: Path, run: Run, tmp_path: Path) -> None:
    rows = ["2017-03,Woman,FRA,AND,1,", "2015,Robot,Atlantis,Lemuria,Yes,True", *CASES[1:]]
    code, message = run("import", "ctdc", text(tmp_path / "cases.csv", [CASES[0], *rows]), "--data", data)
    assert code == 1
    told = ("line 2, yearOfRegistration: '2017-03'", *(f"line 3, {part}" for part in ("gender: 'Robot'", "citizenship: 'Atlantis'")))
    assert all(part in message for part in (*told, "'Lemuria'", "isForcedLabour: 'Yes'", "isSexualExploit: 'True'"))


def test_all_names_that_are_not_known_are_told_in_one_run(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "unodc_glotip")
    place = UNODC_HEADER.index("Country")
    rows = [[name[:3].upper(), name, *UNODC[0][place + 1 :]] for name in ("Atlantis", "France", "Lemuria")]
    code, message = run("import", "unodc_glotip", unodc(tmp_path / "data.xlsx", rows), "--data", data)
    assert code == 1
    assert all(f"'{name}' is not known" in message for name in ("Atlantis", "Lemuria"))


def test_all_words_of_a_column_that_are_not_known_are_told_in_one_run(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "uk_nrm")
    rows = [f"2020,Q1,{age},Total,1" for age in ("Minor", "Elder", "Minor")]
    code, message = run("import", "uk_nrm", text(tmp_path / "table.csv", [REFERRALS[0], *rows, "2020,Q1"]), "--data", data)
    assert (code, "line 5: the row has 2 cells" in message) == (1, True)
    code, message = run("import", "uk_nrm", text(tmp_path / "table.csv", [REFERRALS[0], *rows]), "--data", data)
    assert (code, message.count("is not known")) == (1, 2)
    assert all(part in message for part in ("row 2, Age at exploitation: 'Minor'", "row 3, Age at exploitation: 'Elder'"))


def test_a_file_that_contradicts_a_pinned_figure_is_refused(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "gsi_2023")
    folder = data / "sources" / "gsi_2023"
    pin = '\n[[pins]]\nindicator = "modern_slavery"\nplace = "FRA"\nyear = 2021\nlocator = "row 4"\nvalue = 135001\n'
    (folder / "source.toml").write_text((folder / "source.toml").read_text(encoding="utf-8") + pin, encoding="utf-8")
    before = _tables(data)
    code, message = run("import", "gsi_2023", gsi(tmp_path / "gsi.xlsx"), "--data", data)
    assert code == 1
    assert "value is 135000.0, pinned is 135001" in message
    assert _tables(data) == before


def test_a_folder_that_cannot_be_written_is_said_plainly(data: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path, tables: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(inputs, "write_raw", full)
    before = sorted(data.rglob("*"))
    code, message = run("import", "ctdc", text(tmp_path / "cases.csv", CASES), "--data", data)
    assert code == 1
    assert "the files cannot be written (No space left on device)" in message
    assert sorted(data.rglob("*")) == before


def test_text_of_a_file_is_printed_as_it_stands(data: Path, run: Run, tmp_path: Path) -> None:
    """Brackets are markup on the screen of the command line, and must not be read as such."""
    code, message = run("import", "ctdc", text(tmp_path / "cases.csv", [row.replace("FRA", "[/red]") for row in CASES]), "--data", data)
    assert code == 1
    assert "'[/red]' is not a country" in message


def test_the_help_lists_what_can_be_imported_and_from_which_file() -> None:
    said = " ".join(CliRunner().invoke(command_line.main, ["import", "--help"]).output.split())
    assert all(f" {name} " in said for name in GOOD)
    assert "countries-50m.json of the npm package world-atlas" in said
    assert "workbook that Walk Free offers" in said


def test_the_readme_has_a_row_for_everything_that_can_be_imported() -> None:
    rows = [line for line in (DATA.parent / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [name for name in imports.importable(DATA) if not any(f"`{name}`" in row for row in rows)] == []


def test_rows_of_empty_cells_at_the_end_are_none_in_a_publishers_file_and_rows_in_our_own(tmp_path: Path) -> None:
    path = text(tmp_path / "table.csv", ["a,b", "1,2", ",", "3,4", " , ", ",", ""])
    assert read_csv("mini", path, ("a", "b"))["row"].tolist() == [2, 3, 4]
    assert read_csv("mini", path, ("a", "b"), strict=True)["row"].tolist() == [2, 3, 4, 5, 6]


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read_csv("mini", text(tmp_path / "table.csv", ["a,b"]), ("a", "b")).empty


def test_a_column_of_a_publishers_csv_that_is_blank_in_every_row_is_refused(tmp_path: Path) -> None:
    path = text(tmp_path / "table.csv", ["a,b", "1,", "2, "])
    with pytest.raises(InputError, match="the column b is blank in every row"):
        read_csv("mini", path, ("a", "b"))
    assert len(read_csv("mini", path, ("a", "b"), strict=True)) == 2
