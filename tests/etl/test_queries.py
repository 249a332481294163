"""The questions that the app asks: one source at a time, four absences apart, nothing carried over."""

import pandas as pd
import pytest

from etl.contract import vocabulary
from etl.contract.row_dicts import row_dicts
from etl.contract.row_figures import ACROSS
from etl.queries import choices, map_rows, place_summary, source_scope
from etl.queries.atlas import Atlas, atlas
from etl.queries.choices import Series

ALL = choices.ALL


def test_a_map_holds_every_place_once_and_one_source() -> None:
    for indicator in choices.indicators()[::3]:
        for source in choices.sources_of(indicator):
            series = choices.series(indicator, source)
            stops = series.stops[series.groups[0]]
            frame = map_rows.by_place(series, series.groups[0], stops[-1].year if stops else None)
            assert frame["place"].is_unique
            assert set(frame["source_id"].dropna()) <= {source}
            assert frame["class"].notna().all()


def test_the_four_absences_and_figures_are_told_apart() -> None:
    frame = map_rows.by_place(choices.series("tip_tier", "tip_tiers"), ALL, 2014).set_index("place")
    assert frame.T["THA"][["status", "class"]].tolist() == ["figure", "3"]
    assert frame.loc["GRL", "status"] == "not_covered"
    assert frame.loc["SCG", "status"] == "gone"
    assert map_rows.by_place(choices.series("tip_tier", "tip_tiers"), ALL, 2001).set_index("place").loc["SCG", "status"] == "figure"
    first = map_rows.by_place(choices.series("tip_tier", "tip_tiers"), ALL, 2001)
    assert (first["status"] == "figure").sum() == 83
    assert first.set_index("place").loc["ARG", "status"] == "no_figure"
    iceland = map_rows.by_place(choices.series("modern_slavery", "gsi_2023"), ALL, 2021).set_index("place").loc["ISL"]
    assert iceland["status"] == "no_figure"


def test_a_rating_known_as_one_or_two_is_a_range() -> None:
    frame = map_rows.by_place(choices.series("tip_tier", "tip_tiers"), ALL, 2006).set_index("place")
    assert frame.T["TLS"][["status", "class", "rank_low", "rank_high"]].tolist() == ["range", "2|2W", 2.0, 3.0]


def test_inferred_rows_are_hidden_until_asked_for() -> None:
    hidden = map_rows.by_place(choices.series("tip_tier", "tip_tiers"), ALL, 2024)
    shown = map_rows.by_place(choices.series("tip_tier", "tip_tiers"), ALL, 2024, inferred=True)
    assert (shown["status"] == "figure").sum() - (hidden["status"] == "figure").sum() == 29
    assert choices.series("tip_tier", "tip_tiers").has_inferred
    assert not choices.series("p3_overall", "p3_index").has_inferred


def test_regions_are_drawn_as_regions_and_never_on_their_countries() -> None:
    frame = map_rows.by_place(choices.series("forced_labour", "ilo_forced_labour_2012"), ALL, 2011)
    assert set(frame["kind"]) == {"region"}
    asia = frame.set_index("place").loc["ILO:ASIA_PACIFIC_2012"]
    assert (asia["value"], asia["range_kind"]) == (11_700_000, "not_seen")
    world = map_rows.world_beside(choices.series("forced_labour", "ilo_forced_labour_2012"), ALL, 2011, frame)
    assert world["value"].tolist() == [20_900_000]


def test_countries_outside_the_regions_seen_are_not_covered() -> None:
    frame = map_rows.by_place(choices.series("forced_labour", "ilo_forced_labour_2005"), ALL, 2004).set_index("place")
    assert frame.loc["RUS", "status"] == "not_covered"
    assert frame.loc["ILO:INDUSTRIALIZED_2005", "status"] == "no_figure"
    assert "ILO:SUB_SAHARAN_AFRICA_2005" in frame.index
    assert "KEN" not in frame.index


def test_a_figure_for_the_world_alone_is_drawn_on_the_world() -> None:
    frame = map_rows.by_place(choices.series("forced_labour", "ilo_forced_labour_2012"), "all.female.all", 2011)
    assert frame["place"].tolist() == ["WORLD"]
    assert frame["value"].tolist() == [11_400_000]


def test_the_slider_has_every_year_of_a_yearly_series_and_knows_its_gaps() -> None:
    tiers = choices.series("tip_tier", "tip_tiers").stops[ALL]
    assert [stop.year for stop in tiers] == list(range(2001, 2026))
    assert not any(stop.hole for stop in tiers)
    laws = {stop.year: stop.hole for stop in choices.series("trafficking_criminalised", "criminalization").stops[ALL]}
    assert [year for year, hole in laws.items() if hole] == [2012, 2013, 2014]
    assert "55 countries" in laws[2012]
    assert choices.series("palermo_consent", "palermo_protocol").stops[ALL] == ()


def test_classes_cover_every_value() -> None:
    for row in row_dicts(atlas()["classes"].iloc[::3]):
        series = choices.series(row["indicator"], row["source_id"])
        rows = series.at(row["group"], None, inferred=True)
        elsewhere = rows[rows["place"] != "WORLD"]
        rows = elsewhere if len(elsewhere) else rows
        looks = map_rows.classified(series, rows, row["group"])["class"]
        words = [step.code for step in vocabulary.indicators()[row["indicator"]].scale]
        numbers = looks[~looks.isin([*vocabulary.terms("absence"), ACROSS, *words])].astype(int)
        assert numbers.lt(len(row["upper_bounds"])).all()
        across = rows[looks == ACROSS]
        assert "value" not in across or across["value"].isna().all()


def _missing(place: str, family: str) -> dict[str, list[str]]:
    return source_scope.missing(place, family, set(place_summary.says(place, family, inferred=True)["source_id"]))


def test_a_place_is_answered_by_every_source_of_the_family() -> None:
    rows = place_summary.says("THA", "people")
    assert {"gsi_2013", "gsi_2018", "gsi_2023", "ilo_forced_labour_2012"} <= set(rows["source_id"])
    regional = rows[rows["source_id"] == "ilo_forced_labour_2012"]
    assert set(regional["place_name"]) == {"Asia and the Pacific"}
    missing = _missing("GRL", "efforts")
    assert {"tip_tiers", "p3_index"} <= set(missing["not_covered"])
    assert _missing("ISL", "people")["no_figure"] == ["gsi_2023"]


def test_a_series_of_adults_alone_is_what_its_source_says_of_the_place() -> None:
    rows = place_summary.says("USA", "counts").set_index("indicator")
    assert set(rows["age"]["hhs_certification_letters"]) == {"adult"}
    assert set(rows["age"]["detected_victims"]) == {"all"}


def test_a_source_on_another_country_or_region_is_not_missing() -> None:
    assert _missing("GBR", "counts") == {"no_figure": [], "not_covered": []}
    assert _missing("DEU", "counts") == {"no_figure": [], "not_covered": []}
    assert "eurostat_thb" in set(place_summary.says("DEU", "counts")["source_id"])
    assert "uk_nrm" not in str(_missing("USA", "counts"))
    assert "unodc_glotip_2025_10" in _missing("GRL", "counts")["not_covered"]


@pytest.mark.parametrize(("name", "code"), [("Burma", "MMR"), ("CIV", "CIV"), ("Swaziland", "SWZ"), ("Zaire", "COD")])
def test_places_are_found_by_former_names_and_codes(name: str, code: str) -> None:
    found = [option["value"] for option in place_summary.options() if name in option["also"].split("; ")]
    assert found == [code]


def test_sources_stand_with_everyone_first_and_the_latest_first_and_earlier_editions_last(monkeypatch: pytest.MonkeyPatch) -> None:
    published = {"a": 2020, "b": 2020, "new": 2024, "partial": 2025, "old": 2026}
    sources = pd.DataFrame({"source_id": list(published), "published_year": list(published.values())})
    sexes = ["female" if source == "partial" else "all" for source in published]
    rows = sources.assign(indicator="forced_labour", quarter=pd.Series(pd.NA, sources.index), form="all", sex=sexes, age="all")
    tables = {"sources": sources, "estimates": rows, "ratings": rows.head(0)}
    monkeypatch.setattr(choices, "atlas", lambda: Atlas(tables, "0" * 12))
    monkeypatch.setattr(choices, "superseded", lambda: frozenset({"old"}))
    monkeypatch.setattr(choices, "documents", frozenset)
    monkeypatch.setattr(choices, "_positions", choices._positions.__wrapped__)
    monkeypatch.setattr(choices, "_of_everyone", choices._of_everyone.__wrapped__)
    monkeypatch.setattr(choices, "_published", choices._published.__wrapped__)
    monkeypatch.setattr(choices, "held_by", choices.held_by.__wrapped__)
    assert choices.held_by("forced_labour") == ("new", "a", "b", "partial", "old")
    assert choices.sources_of("forced_labour") == ("new", "a", "b", "partial")


def test_the_slider_of_a_yearly_rating_stops_at_every_year_from_the_first_to_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "_holes", dict)
    rows = pd.DataFrame({"group": ALL, "stop": [2013, 2010]})
    series = (Series(vocabulary.indicators()[indicator], "mini", rows) for indicator in ("tip_tier", "forced_labour"))
    yearly, periods = (one.stops[ALL] for one in series)
    assert ([stop.year for stop in yearly], [stop.year for stop in periods]) == ([2010, 2011, 2012, 2013], [2010, 2013])


def _lined(rows: list[dict[str, object]], **plain: object) -> pd.DataFrame:
    return pd.DataFrame([{"id": at, "year_start": 2020, "year_end": 2020, "quarter": None, **plain, **row} for at, row in enumerate(rows)])


def test_a_place_is_told_years_of_everyone_or_of_the_only_group_counted_and_nothing_of_documents_and_earlier_editions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows: list[dict[str, object]] = [{}, {"age": "child"}, {"quarter": 1}, {"form": "labour_exploitation"}]
    rows += [{"source_id": "adults", "age": "adult"}, {"source_id": "old"}, {"source_id": "paper"}]
    everyone = {"source_id": "mini", "indicator": "detected_victims", "form": "all", "sex": "all", "age": "all"}
    tables = {"estimates": _lined(rows, **everyone), "ratings": pd.DataFrame({"source_id": [], "year": []})}
    monkeypatch.setattr(place_summary, "atlas", lambda: Atlas(tables, "0" * 12))
    monkeypatch.setattr(place_summary, "superseded", lambda: frozenset({"old"}))
    monkeypatch.setattr(place_summary, "documents", lambda: frozenset({"paper"}))
    assert place_summary._whole()["id"].tolist() == [0, 4]


def test_quarters_by_origin_are_those_of_the_destination_and_no_years(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[dict[str, object]] = [{"quarter": 2}, {"quarter": 1}, {}, {"quarter": 1, "origin": "GBR", "destination": "ALB"}]
    flows = _lined(rows, source_id="mini", indicator="nrm_referrals", origin="ALB", destination="GBR")
    monkeypatch.setattr(place_summary, "with_group", {"flows": flows}.get)
    monkeypatch.setattr(place_summary, "_quarterly", place_summary._quarterly.__wrapped__)
    assert place_summary.quarters_by_origin.__wrapped__("GBR", "nrm_referrals", "mini")["id"].tolist() == [1, 0]


def test_what_is_inferred_of_a_place_is_told_only_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _lined([{"basis": "printed"}, {"basis": "inferred"}], source_id="mini", indicator="tip_tier", place="FRA")
    monkeypatch.setattr(place_summary, "on_place", lambda code: rows)
    family = vocabulary.indicators()["tip_tier"].family
    told, all_ = (place_summary.says.__wrapped__("FRA", family, inferred=inferred)["id"].tolist() for inferred in (False, True))
    assert (told, all_) == ([0], [0, 1])


def test_a_series_has_every_row_of_its_indicator_and_source_and_no_other() -> None:
    for table in ("estimates", "ratings"):
        rows = atlas()[table]
        counts = rows.groupby(["indicator", "source_id"], observed=True).size()
        own = {key: rows.iloc[where] for key, where in choices._positions(table).items()}
        assert {key: len(part) for key, part in own.items()} == counts.to_dict()
        assert all(set(zip(part["indicator"], part["source_id"], strict=True)) == {key} for key, part in own.items())
