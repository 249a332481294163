"""UNODC's own rates beside the rates computed here: named apart, rounded zeros said, confidential values masked without bounds."""

import pandas as pd

from etl.contract import vocabulary
from etl.queries import choices, map_rows
from etl.queries import place_summary as place
from etl.queries.atlas import atlas
from etl.sources import unodc_sdg

OWN, COMPUTED = ("sdg_16_2_2", "unodc_sdg"), ("detected_victims_rate", "unodc_glotip_2025_10")


def _rates() -> pd.DataFrame:
    rows = choices.series(*OWN).rows
    return rows.astype(dict.fromkeys(rows.select_dtypes("category"), "str"))


def _said(rows: pd.DataFrame) -> pd.Series:
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    return rows["caveat_ids"].map(lambda ids: " ".join(texts[code] for code in ids))


def test_the_rate_of_unodc_and_the_rate_computed_here_stand_side_by_side_each_named() -> None:
    said = place.says("GBR", "counts")
    assert said.query("indicator == 'sdg_16_2_2' and year_end == 2021")["value"].tolist() == [18.77]
    ours = said.query("indicator == 'detected_victims_rate' and source_id == 'unodc_glotip_2025_10' and year_end == 2021")
    assert ours["as_printed"].str.endswith(" population").all() and abs(ours["value"].item() - 18.77) < 0.2
    labels = {code: vocabulary.indicators()[code].label for code in ("sdg_16_2_2", "detected_victims_rate")}
    assert labels["sdg_16_2_2"].endswith("(UNODC, SDG 16.2.2)")
    assert labels["detected_victims_rate"].endswith("computed here")


def test_every_row_of_the_file_is_a_rate_a_mask_or_counted_as_left_out() -> None:
    rows = _rates()
    assert len(rows) == 5369 - 49 - 33
    assert (rows["range_kind"] == "masked").sum() == 625 - 6
    printed = rows[rows["range_kind"] != "masked"]
    assert (printed["value"] == printed["as_printed"].astype("float64")).all()


def test_a_value_omitted_as_confidential_has_neither_a_number_nor_a_bound() -> None:
    masked = _rates().query("range_kind == 'masked'")
    assert masked[["value", "value_low", "value_high"]].isna().all(axis=None)
    assert set(masked["as_printed"]) == {unodc_sdg.OMITTED}
    assert set(map_rows.status(vocabulary.indicators()["sdg_16_2_2"], masked)) == {"masked"}
    assert _said(masked).str.contains("no bounds are printed").all()


def test_a_printed_zero_is_a_zero_and_says_what_rounding_may_hide() -> None:
    rows = _rates()
    zeros = rows[rows["as_printed"] == "0"]
    assert len(zeros) > 1000 and set(map_rows.status(vocabulary.indicators()["sdg_16_2_2"], zeros)) == {"zero"}
    assert _said(zeros).str.contains("rounds to 0.00").all()
    against = zeros[_said(zeros).str.contains("the two contradict each other")]
    assert set(zip(against["place"], against["year_end"], strict=True)) == {("MLT", 2019), ("NZL", 2022), ("ZMB", 2017)}


def test_the_two_rates_agree_where_the_populations_do_and_say_where_they_do_not() -> None:
    both = []
    for key in (OWN, COMPUTED):
        rows = choices.series(*key).rows
        rows = rows[(rows["group"] == choices.ALL) & rows["value"].notna()]
        both.append(rows.astype({"place": "str"}).set_index(["place", "year_end"])["value"])
    rates = pd.concat(both, axis=1, keys=["own", "computed"], join="inner").query("computed >= 0.1")
    ratio = rates["own"] / rates["computed"]
    assert len(ratio) > 1000 and 0.99 < ratio.median() < 1.01
    moldova = ratio.xs("MDA").loc[2007:2010]
    assert ((moldova > 0.74) & (moldova < 0.8)).all()
    assert "divides by a larger population" in _said(_rates().query("place == 'MDA' and year_end == 2007")).iloc[0]


def test_a_rate_far_from_the_one_computed_here_says_so_and_a_near_one_does_not() -> None:
    rows = _rates().query("group == @choices.ALL")
    far = rows[_said(rows).str.contains("differ by over a tenth")]
    cells = set(zip(far["place"], far["year_end"], strict=True))
    assert len(cells) == 37 and {("QAT", 2011), ("QAT", 2021), ("DEU", 2021), ("AUS", 2020), ("POL", 2023), ("MDA", 2007)} < cells
    assert not {("GBR", 2021), ("QAT", 2019), ("TUN", 2014)} & cells


def test_a_form_with_a_higher_rate_than_all_forms_says_so_and_so_does_the_total() -> None:
    rows = _rates().query("place == 'MDA' and year_end == 2021")
    said = dict(zip(rows["group"], _said(rows).str.contains("the two contradict each other"), strict=True))
    assert sorted(group.split(".")[0] for group, against in said.items() if against) == [
        "all",
        "labour_exploitation",
        "sexual_exploitation",
    ]
    assert not said["organ_removal.all.all"]
    assert not _said(_rates().query("place == 'GBR' and year_end == 2021")).str.contains("contradict each other").any()


def test_a_rate_whose_count_was_revised_since_says_both_counts() -> None:
    counts = []
    for source in ("unodc_glotip", "unodc_glotip_2025_10"):
        rows = choices.series("detected_victims", source).rows
        rows = rows[(rows["group"] == choices.ALL) & rows["value"].notna()].astype({"place": "str"})
        counts.append(rows.set_index(["place", "year_end"])["value"])
    rates = _rates().query("group == @choices.ALL").set_index(["place", "year_end"])
    for key in [("DEU", 2021), ("AUS", 2020), ("GMB", 2020), ("URY", 2020), ("URY", 2022)]:
        told = _said(rates.loc[[key]]).iloc[0]
        assert all(f"{int(count[key])}" in told for count in counts), key


def test_what_the_file_leaves_blank_and_its_subregions_are_counted_as_left_out() -> None:
    frame = pd.DataFrame(
        {
            "place": ["AUT", "CAS", "AUT"],
            "area": ["Austria", "Central Asia", "Austria"],
            "year": ["2021", "2021", "2024"],
            "form": ["all"] * 3,
            "printed": ["0.58", "0.1", ""],
            "collection": ["GLOTIP", "GLOTIP", "SDG"],
            "row": [2, 3, 4],
        }
    )
    made = unodc_sdg.normalise({"rates.csv": frame})
    assert made["estimates"]["value"].tolist() == [0.58]
    assert made["left_out"]["where"].tolist() == ["rates.csv, line 3", "rates.csv, line 4"]


def test_a_value_of_the_first_collection_says_so_and_a_zero_is_contradicted_by_a_form_above_zero_alone() -> None:
    lines = [
        ("AUT", "2020", "all", "0", "GLOTIP"),
        ("AUT", "2020", "organ removal", "0", "GLOTIP"),
        ("AUT", "2021", "all", "0", "SDG pre-pub"),
        ("AUT", "2021", "organ removal", "0.01", "SDG pre-pub"),
    ]
    frame = pd.DataFrame([(place, "Austria", *rest, row) for row, (place, *rest) in enumerate(lines, 2)])
    made = unodc_sdg.normalise({"rates.csv": frame.set_axis([*unodc_sdg.FILES["rates.csv"], "row"], axis=1)})["estimates"]
    early = "UNODC marks the value as collected before publication."
    contradicted = "The printed rate for one form is higher than the rate for all forms: the two contradict each other."
    assert made["caveat"].tolist() == ["", "", f"{early}\n{contradicted}", f"{early}\n{contradicted}"]
    assert made["form"].tolist() == ["all", "organ_removal"] * 2
