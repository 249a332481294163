"""UNODC's file of 28 October 2025: zeros that are printed, zeros that their parts contradict, labels that repeat one another."""

import pandas as pd
import pytest

from etl.claims import questions
from etl.contract import source_config
from etl.contract.errors import InputError
from etl.queries import choices, corridors, revisions
from etl.queries.atlas import atlas
from etl.store.tables import DATA
from etl.transform import rates
from layouts.pages.flows.corridor_rows import status
from layouts.pages.flows.export import export
from layouts.pages.flows.scene import scene
from layouts.pages.flows.state import State
from tests.opening import exported, opened

SOURCE = "unodc_glotip_2025_10"
DETECTED = f"{SOURCE}.detected_by_citizenship"
# Totals of 0 beside parts that are counted, and beside parts that are masked.
COUNTED_PARTS = {("MLT", 2019), ("NZL", 2022), ("SWZ", 2021), ("ZMB", 2017)}
MASKED_PARTS = {("BHR", 2007), ("SGP", 2018), ("TKM", 2021), ("TUN", 2014)}
# Totals of 0 beside people who were repatriated, and who are no part of those detected.
REPATRIATED = {("MAR", 2014), ("MAR", 2015), ("MAR", 2016), ("MLT", 2010), ("QAT", 2016), ("SEN", 2010), ("YEM", 2012), ("YEM", 2013)}


def _sheet(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / "sources" / SOURCE / name, dtype="str", keep_default_na=False)


def _totals() -> pd.DataFrame:
    rows = atlas()["estimates"].query("source_id == @SOURCE and indicator == 'detected_victims'")
    rows = rows[(rows["form"] == "all") & (rows["sex"] == "all") & (rows["age"] == "all")]
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    return rows.assign(said=rows["caveat_ids"].map(lambda ids: " ".join(texts[one] for one in ids)))


def test_every_row_zero_and_country_of_the_sheet_is_transcribed() -> None:
    parts = [_sheet("counts.csv"), _sheet("people.csv")]
    assert sum(map(len, parts)) == 65_398
    assert sum(int((part["printed"] == "0").sum()) for part in parts) == 17_014
    assert len({*parts[0]["country"], *parts[1]["country"]}) == 198
    assert len(_sheet("left_out.csv")) == 0


def test_84_totals_print_zero_and_eight_of_them_say_what_their_parts_print() -> None:
    zeros = _totals().query("value == 0")
    assert len(zeros) == 84
    counted = zeros[zeros["said"].str.contains("add up to more than the figure itself")]
    masked = zeros[zeros["said"].str.contains("The two agree only if the masked part is also 0")]
    assert set(zip(counted["place"], counted["year_end"], strict=True)) == COUNTED_PARTS
    assert set(zip(masked["place"], masked["year_end"], strict=True)) == MASKED_PARTS
    assert set(zip(zeros["place"], zeros["year_end"], strict=True)) >= REPATRIATED


def _said_of(indicator: str, place: str, year: int) -> dict[tuple[str, str, str], str]:
    """The caveats of the rows of a country and year by form, sex and age."""
    rows = atlas()["estimates"].query("source_id == @SOURCE and indicator == @indicator and place == @place and year_start == @year")
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    keys = rows[["form", "sex", "age"]].itertuples(index=False, name=None)
    return {key: " ".join(texts[one] for one in ids) for key, ids in zip(keys, rows["caveat_ids"], strict=True)}


def test_a_zero_says_that_its_parts_contradict_it_where_the_step_between_them_is_not_printed() -> None:
    said = _said_of("detected_victims", "AUT", 2018)
    assert ("labour_exploitation", "female", "all") not in said and ("labour_exploitation", "all", "adult") not in said
    assert "add up to more than the figure itself" in said["labour_exploitation", "all", "all"]
    assert "add up to more" not in said["labour_exploitation", "female", "adult"]


def test_a_total_says_what_the_counts_by_citizenship_say_against_it() -> None:
    everyone = ("all", "all", "all")
    assert "over a tenth more than its total" in _said_of("persons_convicted", "SLE", 2022)[everyone]
    masked = _said_of("persons_convicted", "BTN", 2017)
    assert "The two agree only if the masked part is also 0" in masked[everyone]
    assert not any("over a tenth more" in said for key, said in masked.items() if key != everyone)


def test_conflicting_cells_name_every_row_of_the_sheet() -> None:
    rows = pd.concat([atlas()[table].query("source_id == @SOURCE and range_kind == 'conflicting'") for table in ("estimates", "flows")])
    assert len(rows) == 401
    named = rows["locator"].str.partition(", row")[2].str.count(r"\d+")
    assert (named == rows["as_printed"].str.split("; ").map(len)).all()


def test_the_revision_counts_zeros_apart_from_other_figures_that_were_masked() -> None:
    counts = revisions.summary(SOURCE)
    assert counts["zero_now"] == 14_098
    assert (counts["changed"], counts["masked_now"], counts["masked_before"], counts["withdrawn"]) == (521, 54, 130, 0)
    australia = revisions.changes("detected_victims", SOURCE, choices.ALL, 2020).set_index("place")
    assert australia.T["AUS"][["before", "after", "kind"]].tolist() == ["65", "193", "changed"]
    assert australia.T["NZL"][["before", "after", "kind"]].tolist() == ["", "0", "zero_now"]


def test_a_figure_under_two_labels_of_other_citizenships_is_counted_once() -> None:
    rows = corridors.rows(DETECTED)
    indian = rows[(rows["destination"] == "IND") & (rows["year_end"] == 2017) & rows["origin_printed"].isin(["OTH", "Other"])]
    assert dict(zip(indian["origin_printed"], indian["kind"], strict=True)) == {"OTH": "total", "Other": "corridor"}
    alone = rows[(rows["destination"] == "ARG") & (rows["year_end"] == 2017) & (rows["origin_printed"] == "OTH")]
    assert alone["kind"].tolist() == ["corridor"]


def test_a_label_that_may_be_a_misreading_is_no_country() -> None:
    rows = corridors.rows(DETECTED).query("origin_printed == 'Dominica'")
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    assert set(rows["origin"]) == {"GROUP:unmapped"}
    assert all(any("The file prints 'Dominica'" in texts[one] for one in ids) for ids in rows["caveat_ids"])


def test_a_sum_of_zeros_and_masks_is_a_range_and_one_of_zeros_is_a_zero_without_a_line() -> None:
    found = corridors.corridors(DETECTED, choices.ALL, 2007, 2023)
    mixed = found[(found["count"] == 0) & (found["masked"] > 0) & (found["masked"] < found["cells"])]
    assert len(mixed) > 10
    assert (mixed["low"] == 0).all() and (mixed["high"] == 4 * mixed["masked"]).all()
    zeros = found[found["high"] == 0]
    assert len(zeros) > 0
    assert set(status(zeros)) == {"zero"}
    assert set(status(mixed)) == {"part_masked"}
    rows = export(scene(State(DETECTED, first=2007, last=2023, place=zeros.iloc[0]["origin"], top=1000))).rows
    assert rows.loc[rows["status"] == "zero", "count"].eq(0).all()


def test_a_count_of_zero_has_a_rate_of_zero_and_germany_2022_one_of_its_own() -> None:
    counts = atlas()["estimates"].query("source_id == @SOURCE").astype({"place": "str"})
    found = rates.computed(counts, atlas()["population"], "detected_victims_rate").query("form == 'all'").set_index(["place", "year_end"])
    people = atlas()["population"].set_index(["place", "year"])["population"]
    assert found.at[("NZL", 2022), "value"] == 0
    assert found.at[("DEU", 2022), "value"] == pytest.approx(1672 / people["DEU", 2022] * 100_000)


def test_an_earlier_edition_is_one_that_a_source_of_the_atlas_revises() -> None:
    held = pd.DataFrame({"source_id": ["new", "old", "other"], "revises": ["old", "", "never held"]})
    assert source_config.superseded(held) == {"old"}


def test_rows_of_an_earlier_edition_answer_no_question_even_where_a_selector_fits_them() -> None:
    row = {"indicator": "forced_labour", "place": "FRA", "year_end": 2020, "sex": "all", "quantity_id": None, "quarter": pd.NA}
    rows = pd.DataFrame([{**row, "source_id": source, "estimate_id": f"{source}/1"} for source in ("new", "old")])
    group = {"id": "all", "label": "All", "rows": [{"indicator": "forced_labour"}]}
    entry = {"id": "q", "title": "T", "question": "Q?", "unit": "persons", "why_they_differ": "W.", "groups": [group]}
    assert questions.assign(rows, [entry], earlier={"old"})[1]["answers"]["row_id"].tolist() == ["new/1"]
    named = {**entry, "groups": [{**group, "rows": [{"indicator": "forced_labour", "source": "old"}]}]}
    with pytest.raises(InputError, match="fits no row"):
        questions.assign(rows, [named], earlier={"old"})


def test_what_the_file_prints_as_other_is_called_no_sex() -> None:
    """The Philippines and others list everyone there."""
    query = {"indicator": "detected_victims", "source": SOURCE, "group": "all.other.all", "year": "2023", "places": "PHL"}
    page = str(opened("/map", query))
    assert "sex printed as 'Other'" in page
    assert "another sex" not in page.replace("people of another sex or gender, or people whose", "")
    (philippines,) = (row for row in exported("world", query).rows.to_dict("records") if row["place"] == "PHL")
    assert philippines["value"] == 2024
    said = " ".join(philippines["caveats"])
    assert "does not say what it means" in said
    assert "the whole total for this country and year" in said
