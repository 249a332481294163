"""Miniatures of the files that publishers offer, one for each importer, and the source folders that they are imported into."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import shapely

from etl.contract import source_config
from etl.contract.source_module import module_of
from etl.read import glotip_workbook
from etl.sources import gsi_2023
from tests.miniature import TOML

Rows = Sequence[Sequence[object]]
UNODC_HEADER = ("Iso3_code", "Country", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "Unit of measurement", "txtVALUE")
UNODC: list[tuple[object, ...]] = [
    ("FRA", "France", "Detected trafficking victims", "Total", "Total", "Total", "Total", year, "Counts", count)
    for year, count in ((2019, "12"), (2020, "<5"), (2021, "1,234"))
]
UNODC_TOP: Rows = (["UNODC"], ["14/04/2025"])
GSI_TOP: Rows = ([""], ["Source: Walk Free"])
GSI: list[list[object]] = [["Population", *gsi_2023.COLUMNS.values()], [1000, "France", "Europe and Central Asia", 2.1, 135000, 13.5, 56.4]]
REFERRALS = [
    "Year,Quarter,Age at exploitation,Location of exploitation,NRM referrals",
    "2020,Q1,Adult (18 or over),Total,12",
    "2020,Q1,Adult (18 or over),UK,12",
    "2020,Q2,Child (17 or under),Total,0",
]
NATIONALITIES = ["Nationality,period,referrals", "French,2022_q2,64", "French,2022_q3,1"]
SCORES = [
    "name,iso3,cow,year,prosecution,protection,prevention,overall,source",
    "France,FRA,1,2009,5.0,5.0,4.0,14.0,kelley_simmons_ajps_2014",
]
CASES = ["yearOfRegistration,gender,citizenship,CountryOfExploitation,isForcedLabour,isSexualExploit", *["2015,Woman,FRA,AND,1,0"] * 12]


def workbook(path: Path, sheet: str, *rows: Sequence[object]) -> Path:
    """A workbook with one sheet of these rows."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def text(path: Path, lines: Sequence[str], end: str = "\n") -> Path:
    """A file of these lines in UTF-8, each with its end."""
    path.write_bytes("".join(line + end for line in lines).encode())
    return path


def unodc(path: Path, rows: Rows = UNODC, header: Sequence[str] = UNODC_HEADER, top: Rows = UNODC_TOP) -> Path:
    """UNODC's data file."""
    return workbook(path, glotip_workbook.SHEET, *top, header, *rows)


def gsi(path: Path, rows: Rows = GSI, top: Rows = GSI_TOP, sheet: str = gsi_2023.SHEET) -> Path:
    """Walk Free's workbook."""
    return workbook(path, sheet, *top, *rows)


def atlas(path: Path, names: Sequence[tuple[str, str]] = (("020", "Andorra"), ("250", "France")), spacing: float = 0.2) -> Path:
    """TopoJSON of world-atlas: a square for each place, with a point every ``spacing`` degrees."""
    squares = [shapely.segmentize(shapely.box(10 * n, 40, 10 * n + 10, 50), spacing) for n in range(len(names))]
    arcs = [shapely.get_coordinates(square).round(6).tolist() for square in squares]
    shapes = [
        {"type": "Polygon", **({"id": code} if code else {}), "properties": {"name": name}, "arcs": [[number]]}
        for number, (code, name) in enumerate(names)
    ]
    objects = {"countries": {"type": "GeometryCollection", "geometries": shapes}}
    path.write_text(json.dumps({"type": "Topology", "objects": objects, "arcs": arcs}), encoding="utf-8")
    return path


def lines(path: Path, kind: str = "Claim", spacing: float = 0.1, geometry: str = "LineString", key: str = "featurecla") -> Path:
    """GeoJSON of disputed lines."""
    points = shapely.get_coordinates(shapely.segmentize(shapely.LineString([[10, 40], [10, 50]]), spacing)).tolist()
    coordinates = points if geometry == "LineString" else [[*points, [11, 45], points[0]]]
    shape = {"type": geometry, "coordinates": coordinates}
    feature = {"type": "Feature", "properties": {key: kind}, "geometry": shape}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path


# What stands on the command line -> how a file that is taken is made, with its name.
GOOD: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "unodc_glotip": ("data_glotip.xlsx", unodc),
    "gsi_2023": ("gsi.xlsx", gsi),
    "uk_nrm": ("referrals.csv", lambda path: text(path, REFERRALS)),
    "p3_index": ("scores.csv", lambda path: text(path, SCORES)),
    "ctdc": ("cases.csv", lambda path: text(path, CASES)),
    "boundaries": ("countries-50m.json", atlas),
    "disputed": ("lines.json", lines),
}


def prepare(data: Path, name: str) -> None:
    """Add to the miniature ``data`` what an import needs: the United Kingdom, and a source of the user's own with its files."""
    places = data / "reference" / "places.csv"
    places.write_text(places.read_text(encoding="utf-8") + "GBR,United Kingdom,country,Europe,Northern Europe,,-2,54,\n", encoding="utf-8")
    if name in ("ctdc", "boundaries", "disputed"):
        return
    folder = data / "sources" / name
    folder.mkdir()
    dated = "file_dated = 2025-04-14\n" if name == "unodc_glotip" else ""
    toml = TOML.replace('module = "ilo_forced_labour"\n', dated).replace('"figures"', '"user_supplied"')
    (folder / "source.toml").write_text(toml, encoding="utf-8")
    for file, columns in module_of(source_config.read_source(folder)).FILES.items():
        text(folder / file, [",".join(columns)])
    if name == "uk_nrm":
        text(folder / "nationalities.csv", ["nationality,year,quarters,printed", "French,2022,2022 Q2 to Q3,65"])
