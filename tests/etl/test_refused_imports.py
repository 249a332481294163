"""A publisher's file is taken whole or refused; a refused import changes no byte of the data folder, and builds go on."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.etl.broken_files import ANY
from tests.etl.publishers import (
    CASES,
    GOOD,
    GSI,
    NATIONALITIES,
    REFERRALS,
    SCORES,
    UNODC,
    UNODC_HEADER,
    atlas,
    gsi,
    lines,
    prepare,
    text,
    unodc,
)

Run = Callable[..., tuple[int, str]]
Broken = tuple[Callable[[Path], object], str]


def _cases(column: int, value: str) -> Callable[[Path], Path]:
    """Cases of which the twelfth has another value in a column."""
    cells = CASES[1].split(",")
    return lambda path: text(path, [*CASES[:12], ",".join([*cells[:column], value, *cells[column + 1 :]])])


def _unodc(column: str, value: object) -> Callable[[Path], Path]:
    changed = [value if name == column else cell for name, cell in zip(UNODC_HEADER, UNODC[0], strict=True)]
    return lambda path: unodc(path, [*UNODC, changed])


def _lines(good: list[str], old: str, new: str) -> Callable[[Path], Path]:
    assert old in "\n".join(good)
    return lambda path: text(path, "\n".join(good).replace(old, new, 1).split("\n"))


def _latin(good: list[str], old: str) -> Callable[[Path], object]:
    return lambda path: path.write_bytes("\n".join([*good, ""]).replace(old, "Réunion").encode("cp1252"))


OWN: Mapping[str, Mapping[str, Broken]] = {
    "unodc_glotip": {
        "another sheet": (gsi, "there is no sheet 'data_glotip_1'"),
        "no header": (lambda path: unodc(path, header=["a"] * 10), "the header lacks Iso3_code"),
        "a renamed column": (lambda path: unodc(path, header=[*UNODC_HEADER[:-1], "VALUE"]), "row 3: the header lacks txtVALUE"),
        "no row": (lambda path: unodc(path, []), "there are no figures in it"),
        "another edition": (lambda path: unodc(path, top=[["UNODC"], ["30/05/2023"]]), "this is the edition of 30 May 2023"),
        "no date": (lambda path: unodc(path, top=[]), "it does not print its date"),
        "an unknown country": (_unodc("Country", "Atlantis"), "'Atlantis' is printed beside FRA, which has another name above"),
        "another unit": (_unodc("Unit of measurement", "Rate per 100,000"), "row 7, Unit of measurement: 'Rate per 100,000'"),
        "another dimension": (_unodc("Dimension", "by court"), "row 7, Dimension: 'by court' is not a dimension"),
        "text in a count": (_unodc("txtVALUE", "many"), "row 7, txtVALUE: 'many' is not a count"),
        "a year and month": (_unodc("Year", "2017-03"), "row 7, Year: '2017-03' is not a year"),
        "CSV named xlsx": (lambda path: text(path, REFERRALS), "the file is plain text, not an Excel workbook (.xlsx)"),
    },
    "gsi_2023": {
        "another sheet": (lambda path: gsi(path, sheet="GSI 2018"), "there is no sheet 'GSI 2023 summary data'"),
        "a renamed column": (lambda path: gsi(path, [["Population", "Place", *GSI[0][2:]], GSI[1]]), "lacks Country"),
        "no row": (lambda path: gsi(path, GSI[:1]), "there are no figures in it"),
        "an unknown country": (lambda path: gsi(path, [GSI[0], [1, "Atlantis", *GSI[1][2:]]]), "the place 'Atlantis' is not known"),
        "text in a number": (lambda path: gsi(path, [GSI[0], [*GSI[1][:4], "n/a", *GSI[1][5:]]]), "'n/a' in as_printed is not a number"),
        "CSV named xlsx": (lambda path: text(path, REFERRALS), "the file is plain text, not an Excel workbook (.xlsx)"),
    },
    "uk_nrm": {
        "no column": (_lines(REFERRALS, "Quarter", "Month"), "line 1: the header lacks Quarter"),
        "no row": (lambda path: text(path, REFERRALS[:1]), "there are no figures in it"),
        "an unknown quarter": (_lines(REFERRALS, "Q2", "Q5"), "row 4, Quarter: 'Q5' is not a quarter"),
        "an unknown age": (_lines(REFERRALS, "Child (17 or under)", "Minor"), "'Minor' is not known"),
        "an unknown location": (_lines(REFERRALS, "Total", "All places"), "row 2, Location of exploitation: 'All places'"),
        "part of a person": (_lines(REFERRALS, "Total,12", "Total,12.5"), "row 2, NRM referrals: '12.5' is not a count"),
        "a row cut off": (_lines(REFERRALS, ",Total,0", ""), "line 4: the row has 3 cells, the header has 5"),
        "an open quote": (_lines(REFERRALS, "Adult", '"Adult'), "the row is not complete CSV"),
        "semicolons": (lambda path: text(path, [line.replace(",", ";") for line in REFERRALS]), "separated by semicolons, not by commas"),
        "cp1252": (_latin(NATIONALITIES, "French"), "line 2: the text is not UTF-8"),
        "an unknown nationality": (_lines(NATIONALITIES, "French", "Atlantean"), "the place 'Atlantean' is not known"),
        "a period in words": (_lines(NATIONALITIES, "2022_q2", "spring"), "'spring' is not a quarter"),
        "part of a person by nationality": (_lines(NATIONALITIES, "64", "6.4"), "line 2, referrals: '6.4' is not a count"),
    },
    "p3_index": {
        "no column": (_lines(SCORES, "overall", "sum"), "line 1: the header lacks overall"),
        "no row": (lambda path: text(path, SCORES[:1]), "there are no figures in it"),
        "an unknown country": (_lines(SCORES, "France", "Atlantis"), "the place 'Atlantis' is not known"),
        "a score off the scale": (_lines(SCORES, "5.0", "6.0"), "'14.0' is not the sum of the three scores"),
        "a score in words": (_lines(SCORES, "5.0", "good"), "'good'"),
        "a year and month": (_lines(SCORES, "2009", "2009-03"), "'2009-03'"),
        "a row twice": (lambda path: text(path, [*SCORES, SCORES[1]]), "duplicate row"),
        "tabs": (lambda path: text(path, [line.replace(",", "\t") for line in SCORES]), "separated by tabs, not by commas"),
        "cp1252": (_latin(SCORES, "France"), "line 2: the text is not UTF-8"),
    },
    "ctdc": {
        "an unknown citizenship": (_cases(2, "Atlantis"), "line 13, citizenship: 'Atlantis' is not a country that the atlas knows"),
        "a region": (_cases(3, "World"), "line 13, CountryOfExploitation: 'World' is not a country"),
        "an unknown code": (_cases(2, "QQQ"), "line 13, citizenship: 'QQQ' is not a country"),
        "a year and month": (_cases(0, "2017-03"), "line 13, yearOfRegistration: '2017-03' is not a year"),
        "a year out of range": (_cases(0, "201"), "line 13, yearOfRegistration: '201' is not a year"),
        "flags in words": (_cases(4, "Yes"), "line 13, isForcedLabour: 'Yes' is not a flag"),
        "flags of a program": (_cases(5, "True"), "line 13, isSexualExploit: 'True' is not a flag"),
        "a gender not known": (_cases(1, "F"), "line 13, gender: 'F' is not known"),
        "missing in another way": (_cases(2, "N/A"), "line 13, citizenship: 'N/A' is not a country"),
        "no column": (_lines(CASES, "citizenship", "nationality"), "line 1: the header lacks citizenship"),
        "a column twice": (_lines(CASES, "gender", "citizenship"), "the header lacks gender"),
        "no row": (lambda path: text(path, CASES[:1]), "there is no corridor of at least 10 people"),
        "corridors too small": (lambda path: text(path, CASES[:10]), "9 rows in corridors of fewer than 10 people"),
        "no corridor recorded": (
            lambda path: text(path, [CASES[0], *["2015,Woman,-99,AND,1,0"] * 20]),
            "20 rows: citizenship or country of exploitation not recorded",
        ),
        "a row cut off": (_lines(CASES, "AND,1,", "AND"), "the file is not the dataset that CTDC offers"),
        "cp1252": (_latin(CASES, "FRA"), "the file is not the dataset that CTDC offers"),
    },
    "boundaries": {
        "1:110m": (lambda path: atlas(path, spacing=0.85), "it is coarser than 1:50m"),
        "1:10m": (lambda path: atlas(path, spacing=0.03), "it is finer than 1:50m"),
        "a place too few": (lambda path: atlas(path, [("250", "France")]), "it has no outline of AND, which the atlas draws"),
        "new land": (
            lambda path: atlas(path, [("020", "Andorra"), ("250", "France"), ("", "Spratly Is."), ("", "Akrotiri")]),
            "outline 'Akrotiri': the atlas knows no code for it",
        ),
        "a place that the atlas lacks": (
            lambda path: atlas(path, [("020", "Andorra"), ("250", "France"), ("276", "Germany")]),
            "it has an outline of DEU, which places.csv lacks",
        ),
        "GeoJSON": (lines, "it is not the set of outlines that the atlas uses"),
        "an outline without points": (
            lambda path: path.write_text(atlas(path).read_text(encoding="utf-8").replace('"arcs": [[0]]', '"arcs": []')),
            "an outline in it has no points",
        ),
        "no JSON": (lambda path: path.write_text('{"type": "Topology", '), "it is not the set of outlines that the atlas uses"),
        "CSV": (lambda path: text(path, REFERRALS), "the file is plain text, not a JSON file"),
    },
    "disputed": {
        "1:10m": (lambda path: lines(path, spacing=0.02), "it is finer than 1:50m"),
        "coarser lines": (lambda path: lines(path, spacing=1), "it is coarser than 1:50m"),
        "land boundaries": (
            lambda path: lines(path, "International boundary (verify)"),
            "it holds other lines than disputed ones: International boundary (verify)",
        ),
        "areas": (lambda path: lines(path, geometry="Polygon"), "it does not hold only lines"),
        "lines of another form": (lambda path: lines(path, key="FEATURECLA"), "it does not hold only lines, each with its featurecla"),
        "outlines": (atlas, "it is not the set of outlines"),
        "no JSON": (lambda path: path.write_text('{"type": "FeatureCollection", '), "it is not the set of outlines"),
    },
}


def _bytes(data: Path) -> dict[str, bytes | None]:
    """Every file and folder below the data folder with what is in it."""
    return {str(path.relative_to(data)): path.read_bytes() if path.is_file() else None for path in data.rglob("*")}


def _broken(name: str) -> dict[str, tuple[str, Callable[[Path], object], str]]:
    good = GOOD[name][0]
    of_any = {label: (own or good, make, said) for label, (own, make, said) in ANY.items()}
    return of_any | {label: (good, make, said) for label, (make, said) in OWN[name].items()}


def _refuse_all(run: Run, data: Path, name: str, folder: Path, broken: Mapping[str, tuple[str, Callable[[Path], object], str]]) -> None:
    before = _bytes(data)
    for number, (label, (file, make, said)) in enumerate(broken.items()):
        path = folder / str(number) / file
        path.parent.mkdir()
        make(path)
        code, message = run("import", name, path, "--data", data)
        assert code == 1, label
        assert said in message, (label, message)
        assert message.partition("\n")[0].startswith(f"error {name}: {path.name}"), (label, message)
        assert "\nerror " not in message, (label, message)
        assert "What to do:" in message
        assert "Traceback" not in message
    assert _bytes(data) == before


@pytest.mark.parametrize("name", GOOD)
def test_a_broken_file_changes_no_byte_after_a_good_one_was_imported(data: Path, run: Run, tmp_path: Path, name: str) -> None:
    prepare(data, name)
    file, make = GOOD[name]
    assert run("import", name, make(tmp_path / file), "--data", data) == (0, "")
    after = _bytes(data)
    assert len(_broken(name)) >= 12
    _refuse_all(run, data, name, tmp_path, _broken(name))
    assert run("import", name, tmp_path / file, "--data", data) == (0, "")
    assert _bytes(data) == after


def test_a_broken_file_of_cases_makes_no_source_of_the_users_own(data: Path, run: Run, tmp_path: Path) -> None:
    broken = _broken("ctdc")
    moments = ("no file", "an unknown citizenship", "no column", "corridors too small")
    _refuse_all(run, data, "ctdc", tmp_path, {label: broken[label] for label in moments})
    assert not (data / "sources" / "ctdc_own").exists()
