"""Remnants of the page in a copy are no words of the publication: they are left out of what is quoted, and a caveat says so."""

from etl.queries.atlas import atlas
from tests.opening import country, exported

NOTE = "In the copy the word 'marker' is attached to a name here"


def test_no_remnant_of_links_stands_in_a_quotation_and_the_row_says_that_it_was_left_out() -> None:
    for place, quoted in (("MDA", "Moldova: major origin"), ("GHA", "parts of Ghana"), ("PHL", "Philippines: origin")):
        page = country(place)
        assert quoted in page and f"{quoted.partition(':')[0]}marker" not in page
        assert any(caveat.text.startswith(NOTE) for caveat in exported("country", {"place": place}).caveats)


def test_the_rows_that_had_one_are_known_by_their_caveat() -> None:
    claims = atlas()["claims"]
    told = claims[claims["caveat_ids"].map(lambda ids: "encyclopedia_2009/marker" in ids)]
    assert len(told) == 69
    assert not claims["as_printed"].str.contains("[a-z]marker").any()
    assert not atlas()["lineage"]["says"].str.contains("[a-z]marker").any()
