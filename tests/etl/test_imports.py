"""A publisher's own file is brought into the repository's form, and the form is then read back to the same rows."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd

from etl import build
from etl.contract import source_config
from etl.sources import gsi_2023, tip_tiers
from etl.store import inputs
from etl.store.tables import DATA
from tests.miniature import TOML

Run = Callable[..., tuple[int, str]]


def _folder(data: Path, source: str) -> Path:
    folder = data / "sources" / source
    folder.mkdir()
    (folder / "source.toml").write_text(TOML.replace('module = "ilo_forced_labour"\n', ""), encoding="utf-8")
    return folder


def _ratings(folder: Path) -> pd.DataFrame:
    source = source_config.read_source(folder)
    return build.normalised(source)["ratings"]


def test_a_table_of_tiers_is_imported_and_what_was_read_in_chapters_stays(data: Path, run: Run, tmp_path: Path) -> None:
    folder = _folder(data, "tip_tiers")
    places = data / "reference" / "places.csv"
    places.write_text(places.read_text(encoding="utf-8") + "HTI,Haiti,country,Americas,Caribbean,,-72,19,\n", encoding="utf-8")
    lines = [
        "iso3,country,year,tier,source,method,conflict",
        'FRA,France,2022,1|2,cia_factbook,"complement: in report, not 2WL/3/SC, so Tier 1 or Tier 2 (not separable)",',
        "FRA,France,2017,2W,cia_factbook,INFERRED one-step move: 2018 report says downgraded to 2W; 2017 tier not stated,",
        "FRA,France,2010,2,heiss_tip_tiers_orig,direct,du=2W; heiss=2",
        'HTI,Haiti,2024,SC,cia_factbook,"Haiti direct (Special Category), others complement",',
    ]
    for file, row in (("narratives.csv", "FRA,France,2019,1,direct,2019,https://example.org/\n"), ("derived.csv", "")):
        (folder / file).write_text(",".join(tip_tiers.FILES[file]) + "\n" + row, encoding="utf-8")
    (tmp_path / "tiers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("import", "tip_tiers", tmp_path / "tiers.csv", "--data", data)[0] == 0
    rows = _ratings(folder).set_index("year")
    assert rows["basis"].to_dict() == {"2010": "printed", "2017": "inferred", "2019": "printed", "2022": "complement", "2024": "printed"}
    assert rows.loc["2010", "caveat"] == "Copies of the report disagree: Tier 2 in heiss; Tier 2 Watch List in du."


def test_a_table_of_scores_is_imported(data: Path, run: Run, tmp_path: Path) -> None:
    folder = _folder(data, "p3_index")
    lines = [
        "name,iso3,cow,year,prosecution,protection,prevention,overall,source,overall_recomputed",
        "France,FRA,1,2009,5.0,5.0,4.0,14.0,kelley_simmons_ajps_2014,14.0",
        "France,FRA,1,2010,5.0,,4.0,,kelley_simmons_ajps_2014,",
        "France,FRA,1,2014,2.0,2.0,3.0,7.0,kelley_simmons_ajps_2014,7.0",
    ]
    (tmp_path / "scores.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("import", "p3_index", tmp_path / "scores.csv", "--data", data)[0] == 0
    rows = _ratings(folder)
    assert rows.groupby("year")["rating"].agg(list).to_dict() == {"2009": ["5", "5", "4", "14"], "2010": ["5", "4"]}


def test_the_workbook_is_imported(data: Path, run: Run, tmp_path: Path) -> None:
    folder = _folder(data, "gsi_2023")
    book = openpyxl.Workbook()
    sheet = book.create_sheet(gsi_2023.SHEET)
    for row in ([""], ["Source: Walk Free"], ["Population", *gsi_2023.COLUMNS.values()]):
        sheet.append(row)
    sheet.append([1000, "France", "Europe and Central Asia", 2.1, 135000, 13.5, 56.4])
    sheet.append([500, "Tuvalu", "Asia and the Pacific", None, None, None, 20])
    book.save(tmp_path / "gsi.xlsx")
    assert run("import", "gsi_2023", tmp_path / "gsi.xlsx", "--data", data)[0] == 0
    source = source_config.read_source(folder)
    rows = build.normalised(source)
    assert rows["estimates"].set_index("indicator")["value"].to_dict() == {"modern_slavery_prevalence": 2.1, "modern_slavery": 135000}
    assert rows["ratings"]["place_printed"].tolist() == ["France", "France", "Tuvalu"]
    assert rows["ratings"].loc[rows["ratings"]["place_printed"] == "Tuvalu", "locator"].str.contains(", row 5, ").all()


def test_what_is_read_of_a_transcription_is_written_back_byte_for_byte(tmp_path: Path) -> None:
    """The form is stable: an import that changes no figure changes no file."""
    source = source_config.read_source(DATA / "sources" / "gsi_2023")
    inputs.write_raw(tmp_path, inputs.read_raw(source, gsi_2023.FILES))
    for name in gsi_2023.FILES:
        assert (tmp_path / name).read_bytes() == (source.folder / name).read_bytes()
