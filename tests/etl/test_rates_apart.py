"""Published rates against computed ones: rounding and masks are allowed for, over a tenth is said."""

import pandas as pd
import pytest

from etl import rates_apart

NAN = float("nan")


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
    rates = pd.DataFrame({"place": ["FRA"], "year_end": [2020], "form": ["all"], "value": [published]})
    ours = pd.DataFrame({"place": ["FRA"], "year_end": [2020], "form": ["all"], "value": [NAN], "value_low": [low], "value_high": [high]})
    assert [bool(text) for text in rates_apart.texts(rates, ours, "a data file")] == [far]
