"""Published rates against computed ones: rounding and masks are allowed for, over a tenth is said."""

import pandas as pd
import pytest

from etl.contract import identifiers, source_config
from etl.store import inputs
from etl.store.tables import DATA
from etl.transform import rates

NAN = float("nan")
SOURCES = {source.source_id: source for source in source_config.discover(inputs.sources_folder(DATA))}
RATES = SOURCES["unodc_sdg"]
POPULATION = pd.DataFrame({"place": ["FRA"], "year": [2020], "population": [100_000]})


@pytest.mark.parametrize(
    ("published", "low", "high", "far"),
    [
        (1.0, 1.05, 1.05, False),
        (1.0, 1.2, 1.2, True),
        (1.2, 1.0, 1.0, True),
        (0.01, 0.014, 0.014, False),  # no more than rounding
        (0.0, 0.84, 0.84, True),
        (0.38, 0.0, 0.0, True),
        (0.5, 0.0, 0.6, False),  # within the range of a mask
        (1.0, 0.0, 0.6, True),
        (1.0, NAN, NAN, False),  # no count
        (NAN, 1.0, 1.0, False),  # omitted by the publisher
    ],
)
def test_a_rate_is_far_only_by_over_a_tenth_and_more_than_rounding(published: float, low: float, high: float, far: bool) -> None:
    theirs = pd.DataFrame({"place": ["FRA"], "year_end": [2020], "form": ["all"], "value": [published]})
    ours = pd.DataFrame({"place": ["FRA"], "year_end": [2020], "form": ["all"], "value": [NAN], "value_low": [low], "value_high": [high]})
    assert [bool(text) for text in rates.difference_caveats(theirs, ours, "a data file")] == [far]


def _row(source: str, indicator: str, value: float) -> dict[str, object]:
    """A row of everyone in France in 2020, where a rate per 100,000 is the count itself."""
    people = {"place": "FRA", "year_start": 2020, "year_end": 2020, "form": "all", "sex": "all", "age": "all"}
    figure = {"value": value, "value_low": NAN, "value_high": NAN, "as_printed": f"{value}", "locator": "there", "caveat_ids": ["own"]}
    return {"source_id": source, "indicator": indicator, **people, **figure}


def _marked(**counts: float) -> tuple[list[list[str]], list[str]]:
    """The caveats of a published rate of 12 and of the ``counts`` by source beside it, and the texts that were added to the table."""
    rows = [_row("unodc_sdg", "sdg_16_2_2", 12.0), *(_row(source, "detected_victims", count) for source, count in counts.items())]
    sources = [RATES, *(SOURCES[source] for source in counts)]
    marked, told = rates.with_difference_caveats(pd.DataFrame(rows), POPULATION, sources, frozenset({"unodc_glotip"}))
    return marked["caveat_ids"].tolist(), [text for frame in told for text in frame["text"]]


def test_a_rate_far_from_the_counts_of_its_publisher_keeps_its_caveats_and_says_so_and_the_counts_do_not() -> None:
    ids, (text,) = _marked(unodc_glotip_2025_10=10)
    assert ids == [["own", identifiers.of_text(RATES.source_id, text)], ["own"]]
    assert "(UNODC data file, October 2025)" in text


def test_a_rate_is_not_held_against_an_earlier_edition_nor_against_the_counts_of_another_publisher() -> None:
    assert _marked(unodc_glotip_2025_10=12, unodc_glotip=1, uk_nrm=1) == ([["own"]] * 4, [])
