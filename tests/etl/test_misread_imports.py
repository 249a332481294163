"""What an importer could read as something else, without a word, is refused with its place."""

import gzip
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from etl.contract import vocabulary
from etl.contract.errors import InputError
from etl.sources import unodc_glotip
from etl.store import inputs
from etl.store.tables import exclusive
from layouts.pages.compare.side_by_side import comparisons
from tests.etl.publishers import CASES, GOOD, GSI, NATIONALITIES, REFERRALS, SCORES, UNODC, gsi, prepare, text, unodc

Run = Callable[..., tuple[int, str]]


def _gsi(*cells: object) -> Callable[[Path], Path]:
    return lambda path: gsi(path, [GSI[0], [1000, "France", *cells]])


MISREAD: dict[str, tuple[str, str, Callable[[Path], object], str]] = {
    "a decimal comma": ("gsi_2023", "g.xlsx", _gsi("Europe", "2,1", 135000, 13.5, 56.4), "'2,1' in as_printed is not a number"),
    "a formula": ("gsi_2023", "g.xlsx", _gsi("Europe", 2.1, "=A1*2", 13.5, 56.4), "the cell holds a formula"),
    "a zero for a missing estimate": ("gsi_2023", "g.xlsx", _gsi("Europe", 2.1, 0, 13.5, 56.4), "'0' is not an estimate"),
    "a blank column of a sheet": ("gsi_2023", "g.xlsx", _gsi("Europe", 2.1, 135000, None, 56.4), "(%) is blank in every row"),
    "a blank column of cases": (
        "ctdc",
        "c.csv",
        lambda path: text(path, [row.replace("Woman", "") for row in CASES]),
        "the column gender is blank in every row",
    ),
    "cases in UTF-16": (
        "ctdc",
        "c.csv",
        lambda path: path.write_bytes(gzip.compress("\n".join(CASES).encode("utf-16"))),
        "the file is not the dataset that CTDC offers",
    ),
    "a referral twice": ("uk_nrm", "n.csv", lambda path: text(path, [*REFERRALS, REFERRALS[-1]]), "Total appears twice"),
    "a total that is not the sum": (
        "uk_nrm",
        "n.csv",
        lambda path: text(path, [*REFERRALS, "2020,Q1,Adult (18 or over),Overseas,3"]),
        "the locations of 2020, Q1, Adult (18 or over) add up to 15",
    ),
    "a total that is more than the sum": (
        "uk_nrm",
        "n.csv",
        lambda path: text(path, [row.replace("UK,12", "UK,11") for row in REFERRALS]),
        "the locations of 2020, Q1, Adult (18 or over) add up to 11",
    ),
    "locations without their total": (
        "uk_nrm",
        "n.csv",
        lambda path: text(path, [row for row in REFERRALS if not row.endswith("Total,12")]),
        "the locations of 2020, Q1, Adult (18 or over) add up to 12, and no row Total says the same",
    ),
    "a nationality twice": (
        "uk_nrm",
        "n.csv",
        lambda path: text(path, [*NATIONALITIES, NATIONALITIES[1]]),
        "French, 2022_q2 appears twice",
    ),
    "a blank nationality": ("uk_nrm", "n.csv", lambda path: text(path, [*NATIONALITIES, ",2022_q2,1"]), "'' is not a nationality"),
    "words that are not two nationalities": (
        "uk_nrm",
        "n.csv",
        lambda path: text(path, [*NATIONALITIES, "Not Specified,2022_q2,1"]),
        "'Not Specified' is neither a known nationality nor two of them",
    ),
    "part of a point": (
        "p3_index",
        "p.csv",
        lambda path: text(path, [SCORES[0], SCORES[1].replace("4.0,14.0", "4.5,14.5")]),
        "'4.5' is not a score in whole points",
    ),
    "another copy": ("p3_index", "p.csv", lambda path: text(path, [row.replace("kelley", "other") for row in SCORES]), "is not known"),
    "merged cells": ("unodc_glotip", "u.xlsx", lambda path: unodc(path, [*UNODC, ["FRA", "", *UNODC[0][2:]]]), "the cell is blank"),
    "a code with two names": (
        "unodc_glotip",
        "u.xlsx",
        lambda path: unodc(path, [*UNODC, ["FRA", "World", *UNODC[0][2:]]]),
        "'World' is printed beside FRA",
    ),
    "a note below the table": ("unodc_glotip", "u.xlsx", lambda path: unodc(path, [*UNODC, ["A note"]]), "row 7, Year: '' is not a year"),
    "a date of another order": ("unodc_glotip", "u.xlsx", lambda path: unodc(path, top=[["10/28/2025"]]), "it does not print its date"),
}


@pytest.mark.parametrize(("name", "file", "make", "said"), MISREAD.values(), ids=MISREAD)
def test_what_could_be_misread_is_refused(
    data: Path, run: Run, tmp_path: Path, name: str, file: str, make: Callable[[Path], object], said: str
) -> None:
    prepare(data, name)
    make(tmp_path / file)
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    code, message = run("import", name, tmp_path / file, "--data", data)
    assert (code, said in message, "Traceback" in message) == (1, True, False), message
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_file_with_fewer_rows_than_before_is_refused_until_the_old_are_removed(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "unodc_glotip")
    assert run("import", "unodc_glotip", unodc(tmp_path / "whole.xlsx"), "--data", data)[0] == 0
    cut = unodc(tmp_path / "cut.xlsx", UNODC[:2])
    code, message = run("import", "unodc_glotip", cut, "--data", data)
    assert (code, "it has 2 rows of counts.csv, the atlas has 3" in message) == (1, True)
    (data / "sources" / "unodc_glotip" / "counts.csv").unlink()
    assert run("import", "unodc_glotip", cut, "--data", data)[0] == 0


def test_a_note_below_the_summary_is_no_country(data: Path, run: Run, tmp_path: Path) -> None:
    prepare(data, "gsi_2023")
    rows: list[list[object]] = [*GSI, [None, "Source: Walk Free", *[None] * 5]]
    assert run("import", "gsi_2023", gsi(tmp_path / "g.xlsx", rows), "--data", data)[0] == 0
    assert "Source" not in (data / "sources" / "gsi_2023" / "countries.csv").read_text(encoding="utf-8")


def test_an_import_does_not_write_while_a_build_runs(data: Path, run: Run, tmp_path: Path) -> None:
    file, make = GOOD["ctdc"]
    with exclusive(data):
        code, message = run("import", "ctdc", make(tmp_path / file), "--data", data)
    assert (code, "another build or import is running" in message) == (1, True)
    assert not (data / "sources" / "ctdc_own").exists()


def test_the_date_of_the_file_is_the_one_that_it_prints(tmp_path: Path) -> None:
    assert unodc_glotip.edition_date(unodc(tmp_path / "u.xlsx")) == date(2025, 4, 14)


WORDS = {
    "no TOML": ("vocabulary.toml", "[kind.model_estimate]", "[kind.model_estimate", ["vocabulary.toml: not readable as TOML"]),
    "two faults": (
        "vocabulary.toml",
        '[kind.model_estimate]\nlabel = "Modelled estimate"',
        '[kind.model_estimate]\nname = "Modelled estimate"',
        ["kind.model_estimate: unknown key name", "missing key label"],
    ),
    "an unknown family": ("indicators.toml", 'family = "efforts"', 'family = "luck"', ["indicators.toml, tip_tier: unknown family 'luck'"]),
}


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The words of the atlas in a folder of their own, read anew."""
    for name in ("vocabulary.toml", "indicators.toml"):
        shutil.copy(Path(vocabulary.__file__).with_name(name), tmp_path / name)
    monkeypatch.setattr(vocabulary, "_HERE", tmp_path)
    for read in (vocabulary._terms, vocabulary.indicators):
        monkeypatch.setattr(vocabulary, read.__name__, cache(read.__wrapped__))
    return tmp_path


@pytest.mark.parametrize(("file", "was", "becomes", "said"), WORDS.values(), ids=WORDS)
def test_faults_of_the_words_are_told_plainly(
    words: Path, data: Path, run: Run, file: str, was: str, becomes: str, said: list[str]
) -> None:
    good = (words / file).read_text(encoding="utf-8")
    assert was in good
    (words / file).write_text(good.replace(was, becomes, 1), encoding="utf-8")
    code, message = run("check", "--data", data)
    assert code == 1
    assert all(part in message for part in said), message


def test_a_fault_of_the_comparisons_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "comparisons.toml"
    path.write_text('[[comparisons]]\nid = "a"\nname = "A"\nintroduction = "B"\npanels = []\n', encoding="utf-8")
    monkeypatch.setattr(comparisons, "_FILE", path)
    with pytest.raises(InputError) as told:
        comparisons._entries("comparisons", comparisons.Ready)
    assert "comparisons.toml, comparisons 1: unknown key name" in str(told.value)
    assert "missing key title" in str(told.value)


def test_a_draft_of_a_killed_import_goes_after_a_day(data: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "sources" / ".import-old").mkdir()
    monkeypatch.setattr(inputs, "_ABANDONED", -1)
    file, make = GOOD["ctdc"]
    assert run("import", "ctdc", make(tmp_path / file), "--data", data)[0] == 0
    assert not (data / "sources" / ".import-old").exists()
