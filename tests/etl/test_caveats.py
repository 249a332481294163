"""A caveat reaches exactly the rows that it concerns: no other place, no other year, and none is lost at an end."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from etl.contract import source_config, vocabulary
from etl.contract.row_dicts import row_dicts
from etl.queries.atlas import atlas
from etl.queries.choices import ALL
from etl.transform import caveats
from layouts.export import Caveat
from layouts.pages.map.scene import scene
from layouts.pages.map.state import State
from tests.miniature import PINS, TOML

Run = Callable[..., tuple[int, str]]
# Caveats of source.toml that name a place -> the places on whose rows alone they may hang; a hole hangs on none.
OF_PLACES = {
    "ctdc_2020/kosovo": {"SRB"},
    "ctdc_2021/kosovo": {"SRB"},
    "gsi_2016/asterisk": {"USA"},
    "gsi_2016/malaysia": {"MYS"},
    "gsi_2016/not-rated": set(),
    "gsi_2018/asterisk": {"USA", "GBR"},
    "gsi_2018/fewer-than-1000": {"BRB", "ISL", "LUX"},
    "gsi_2018/not-rated": set(),
    "dutch_rapporteur/glotip": {"NLD"},
    "eurostat_thb/without-uk": {"EU:EU27_2020"},
    "gsi_2023/fewer-points": {"XKX", "TWN"},
    "gsi_2023/kosovo": {"XKX"},
    "gsi_2023/not-assessed": set(),
    "ilo_conventions/union-and-parts": {"SCG", "SRB", "MNE"},
    "p3_index/usa-ends": set(),
    "statcan_trafficking/incidents": {"CAN"},
    "statcan_trafficking/two-series": {"CAN"},
    "tip_tiers/union-and-parts": {"SCG", "SRB", "MNE"},
    "tip_tiers/usa-before-2010": {"USA"},
    "tip_us_chapter/foreign": {"USA"},
    "uk_nrm/locations": {"GBR"},
    "uk_nrm/referral": {"GBR"},
    "unodc_glotip/germany-2022": {"DEU"},
    "unodc_glotip/usa-2015-2016": {"MDV", "USA", "VCT"},
    "unodc_glotip/usa-2017-2018": {"USA"},
    "unodc_glotip_2023/usa-2015-2016": {"MDV", "USA", "VCT"},
    "unodc_glotip_2023/usa-2017-2018": {"USA"},
    "unodc_glotip_2025_10/repatriation-reversed": {"EST", "GMB", "LIE"},
    "unodc_glotip_2025_10/usa-2015-2016": {"MDV", "USA", "VCT"},
    "unodc_glotip_2025_10/usa-2017-2018": {"USA"},
    "unodc_glotip_2025_10/usa-2023": set(),
}
# Caveats of a whole source that name a place in passing: where an excerpt breaks off, and as an example.
IN_PASSING = {"palermo_entry_into_force/excerpt", "unodc_sdg/rounded"}
ROWS = {
    "ctdc_2020/kosovo": 3,
    "gsi_2016/asterisk": 1,
    "gsi_2018/asterisk": 2,
    "gsi_2018/fewer-than-1000": 3,
    "gsi_2023/fewer-points": 2,
    "coe_cets_197/date-not-seen": 15 + 22 + 15,
    "coe_cets_201/date-not-seen": 27 + 29 + 30,
    "ilo_conventions/denounced": 2,
    "palermo_findings/not-applicable": 8,
    "palermo_findings/window": 13,
    "palermo_later_dates/thirtieth-day": 7,
    "ilo_forced_labour_2005/minimum": 1,
    "ilo_forced_labour_2012/regions": 12,
    "ilo_profits_2005/two-totals": 2,
    "ilo_profits_2024/172-billion": 2,
    "ilo_profits_2024/dollars": 20,
    "tip_tiers/union-and-parts": 12,
    "tip_tiers/pooled": 6,
    "tip_tiers/complement-2024": 61,
    "tip_tiers/special-case-complement": 6,
    "tip_tiers/tier-1-2024": 29,
    "uk_nrm/age": 222,
    "uk_nrm/locations": 296,
    "uk_nrm/nationality-2022": 134,
    "uk_nrm/revisions": 156,
    "unodc_glotip/germany-2022": 1,
    "unodc_glotip/usa-2015-2016": 4,
    "unodc_glotip/usa-2017-2018": 6 + 8,
    "unodc_glotip_2025_10/bolivia-2018": 1,
    "unodc_glotip_2025_10/france-2023": 1,
    "unodc_glotip_2025_10/poland-2023": 7,
    "unodc_glotip_2025_10/repatriation-reversed": 16,
    "unodc_glotip_2025_10/usa-2015-2016": 4,
    "unodc_glotip_2025_10/usa-2017-2018": 7 + 9,
}


@cache
def _held() -> pd.DataFrame:
    """Every row of every caveat: ``caveat_ids`` (one of them), the table, and what the row is of."""
    columns = ["indicator", "place", "origin", "destination", "first", "last", "basis", "evidence", "caveat_ids"]
    names = {"estimates": ("year_start", "year_end"), "ratings": ("year", "year"), "flows": ("year_start", "year_end")}
    parts = [
        atlas()[table].assign(first=atlas()[table][first], last=atlas()[table][last]).reindex(columns=columns)
        for table, (first, last) in names.items()
    ]
    return pd.concat([part.astype({"caveat_ids": "object"}) for part in parts]).explode("caveat_ids", ignore_index=True)


def _rows(caveat: str) -> pd.DataFrame:
    return _held()[_held()["caveat_ids"] == caveat]


def _named() -> set[str]:
    """The caveats of source.toml whose text names a country or a territory."""
    places = atlas()["places"]
    names = places.loc[places["kind"].isin(["country", "territory"]), "name"].sort_values(key=lambda texts: -texts.str.len())
    pattern = rf"\b(?:{'|'.join(map(re.escape, names))})\b"
    general = atlas()["caveats"].query("not single_rows")
    return set(general.loc[general["text"].str.contains(pattern), "caveat_id"])


def test_it_is_written_down_where_every_caveat_that_names_a_country_may_hang() -> None:
    assert _named() == set(OF_PLACES) | IN_PASSING


@pytest.mark.parametrize("caveat", OF_PLACES)
def test_a_caveat_that_names_a_country_hangs_on_rows_of_that_country_alone(caveat: str) -> None:
    rows = _rows(caveat)
    ends = [{row.place, row.origin, row.destination} & OF_PLACES[caveat] for row in rows.itertuples()]
    assert all(ends)
    assert bool(len(rows)) == bool(OF_PLACES[caveat])


@pytest.mark.parametrize(("caveat", "count"), ROWS.items())
def test_a_special_caveat_hangs_on_as_many_rows_as_it_speaks_of(caveat: str, count: int) -> None:
    assert len(_rows(caveat)) == count


def test_a_caveat_of_years_hangs_on_rows_of_its_first_and_its_last_year_and_none_outside() -> None:
    for caveat in row_dicts(atlas()["caveats"].query("first_year.notna() and not explains_absence")):
        rows = _rows(caveat["caveat_id"])
        assert (rows["first"] <= caveat["last_year"]).all() and (rows["last"] >= caveat["first_year"]).all(), caveat["caveat_id"]
    assert set(_rows("unodc_glotip/pandemic")["last"]) == {2020, 2021}
    assert set(_rows("tip_tiers/union-and-parts")["first"]) == {2003, 2004, 2005, 2006}


def _toml(data: Path, caveat: str) -> None:
    (data / "sources" / "mini" / "source.toml").write_text(
        f'{TOML}\n[[caveats]]\nid = "x"\nseverity = "note"\ntext = "X."\n{caveat}\n{PINS}'
    )


def _caveat_rows(data: Path, caveat: str = "x") -> list[str]:
    rows = pd.read_parquet(data / "built" / "estimates.parquet")
    return sorted(rows.loc[[f"mini/{caveat}" in ids for ids in rows["caveat_ids"]], "place"])


EVERY = ["AND", "FRA", "M49:150", "WORLD", "WORLD"]
# The rows of the miniature speak of 2011 to 2012.
LIMITS = {
    "years that end with the first year of the rows": ("years = [2009, 2011]", EVERY),
    "years that begin with the last year of the rows": ("years = [2012, 2014]", EVERY),
    "several places": ('place = ["AND", "FRA"]', ["AND", "FRA"]),
    "a place and a sex": ('place = "WORLD"\nsex = "female"', ["WORLD"]),
    "a part of what is printed": ('as_printed = ">3"', ["FRA"]),
    "a table": ('table = "estimates"', EVERY),
}


def test_every_limit_is_kept_to_the_row(data: Path, run: Run) -> None:
    names = {limit: f"limited-{number}" for number, (limit, _) in enumerate(LIMITS.values())}
    more = (f'\n[[caveats]]\nid = "{name}"\nseverity = "note"\ntext = "X."\n{limit}\n' for limit, name in names.items())
    _toml(data, "".join(more))
    assert run("build", "--data", data)[0] == 0
    assert {said: _caveat_rows(data, names[limit]) for said, (limit, _) in LIMITS.items()} == {
        said: places for said, (_, places) in LIMITS.items()
    }


WRONG = {
    "years before the rows": ("years = [2009, 2010]", "it applies to no row"),
    "years after the rows": ("years = [2013, 2014]", "it applies to no row"),
    "one place too many": ('place = ["FRA", "TUV"]', "no row that it applies to has the place 'TUV'"),
    "a table without rows": ('table = "flows"', "it applies to no row"),
    "an unknown form": ('form = "sloth"', "unknown form 'sloth'"),
}


@pytest.mark.parametrize(("limit", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_limit_that_meets_no_row_is_refused(data: Path, run: Run, limit: str, said: str) -> None:
    _toml(data, limit)
    code, message = run("build", "--data", data)
    assert code == 1
    assert said in message


def test_every_limit_of_source_toml_is_a_column_of_the_table() -> None:
    limits = [*caveats.LIMITS, "as_printed", "years"]
    assert set(source_config.Caveat.__dataclass_fields__) - {"id", "severity", "text", "hole", "debris"} == set(limits)
    table = atlas()["caveats"].set_index("caveat_id")
    union = table.loc["tip_tiers/union-and-parts"]
    assert (list(union["places"]), union["first_year"], union["last_year"]) == (["SCG", "SRB", "MNE"], 2003, 2006)
    assert table.loc["tip_tiers/copies", ["places", "indicators", "forms", "first_year", "last_year"]].isna().all()
    assert "applies_to" not in table


def _text(identifier: str) -> str:
    return str(atlas()["caveats"].set_index("caveat_id").loc[identifier, "text"])


def _of_all(told: Sequence[Caveat]) -> list[str]:
    """The texts of the caveats that all rows of a view carry."""
    return [caveat.text for caveat in told if not caveat.about]


def test_a_view_has_the_caveats_of_its_rows_and_no_others() -> None:
    told = scene(State("tip_tier", "tip_tiers", ALL, 2005)).layer.evidence.caveats
    pooled = [caveat for caveat in told if caveat.text == _text("tip_tiers/pooled")]
    assert pooled and all(caveat.about for caveat in pooled)
    union = [caveat for caveat in told if "Serbia and Montenegro" in caveat.text]
    assert [set(caveat.about.split(", ")) for caveat in union] == [{"Montenegro", "Serbia", "Serbia and Montenegro"}]


def test_the_caveats_of_a_view_stand_in_order_with_those_of_single_places_last_by_name() -> None:
    told = scene(State("tip_tier", "tip_tiers", ALL, 2014)).layer.evidence.caveats
    assert [caveat.about for caveat in told if caveat.about] == ["Sudan", "Thailand"]
    assert not any(caveat.text == _text("tip_tiers/pooled") for caveat in told)
    grave = [list(vocabulary.terms("severity")).index(caveat.severity) for caveat in told if not caveat.about]
    assert grave == sorted(grave)


@pytest.mark.parametrize("inferred", [False, True])
def test_a_caveat_of_a_basis_belongs_to_the_view_only_while_such_rows_are_drawn(inferred: bool) -> None:
    told = [caveat.text for caveat in scene(State("tip_tier", "tip_tiers", ALL, 2024, inferred=inferred)).layer.evidence.caveats]
    assert any(text.startswith("The copy of this Tier 1 list does not print its year.") for text in told) == inferred
    assert any("The placement is what remains" in text for text in told)


def test_the_caveats_of_the_figure_for_the_world_stand_with_the_map() -> None:
    told = [
        caveat
        for caveat in scene(State("illegal_profits", "ilo_profits_2024", ALL, 2021)).layer.evidence.caveats
        if "172 billion" in caveat.text
    ]
    assert [caveat.about for caveat in told] == ["World"]
    other = State("illegal_profits", "ilo_profits_2024", "forced_commercial_sexual_exploitation.all.all", 2021)
    assert not [caveat for caveat in scene(other).layer.evidence.caveats if "172 billion" in caveat.text]


def test_a_caveat_of_regions_stands_with_their_map_and_is_not_said_of_the_world() -> None:
    view = State("forced_labour", "ilo_forced_labour_2012", ALL, 2011)
    told = [caveat for caveat in scene(view).layer.evidence.caveats if "as a whole" in caveat.text]
    assert len(told) == 1
    assert "World" not in told[0].about


def test_a_rate_that_is_computed_here_keeps_the_caveats_of_its_count() -> None:
    told = scene(State("persons_convicted_rate", "unodc_glotip", ALL, 2019)).layer.evidence.caveats
    assert _text("unodc_glotip/proceedings") in _of_all(told)


@pytest.mark.parametrize(("year", "told"), [(2019, False), (2020, True), (2021, True), (2022, False)])
def test_the_pandemic_is_told_of_its_years(year: int, told: bool) -> None:
    shown = scene(State("detected_victims", "unodc_glotip", ALL, year)).layer.evidence.caveats
    assert (_text("unodc_glotip/pandemic") in _of_all(shown)) == told


SPECIALIST = {
    ("uk_nrm", "nrm_referrals", "child"): "age at exploitation",
    ("unodc_glotip", "persons_prosecuted", "all"): "not the same people",
    ("unodc_glotip_2023", "persons_convicted", "all"): "not the same people",
    ("ilo_profits_2005", "illegal_profits", "all"): "dollars of different years",
    ("ilo_profits_2014", "profit_per_person", "all"): "dollars of different years",
    ("p3_index", "p3_overall", "all"): "not the year of a report",
    ("ctdc_2021", "assisted_cases", "all"): "depends on which partner organisations",
}


@pytest.mark.parametrize(("of", "said"), SPECIALIST.items())
def test_what_a_specialist_would_miss_is_said_on_every_row_that_it_concerns(of: tuple[str, str, str], said: str) -> None:
    source, indicator, age = of
    texts = atlas()["caveats"].set_index("caveat_id")["text"]
    met = 0
    for table in ("estimates", "ratings", "flows"):
        rows = atlas()[table]
        rows = rows[(rows["source_id"] == source) & (rows["indicator"] == indicator)]
        rows = rows if "age" not in rows or age == "all" else rows[rows["age"] == age]
        met += len(rows)
        assert all(any(said in texts[identifier] for identifier in ids) for ids in rows["caveat_ids"])
    assert met
