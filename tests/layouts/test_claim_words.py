"""Claims say alike on every page who produced a figure, and whether it is a least or a most."""

import pytest

from etl.queries import claim_list
from etl.queries.atlas import atlas
from layouts.pages.compare.documents.scene import claims_scene
from layouts.pages.compare.documents.state import ClaimsState
from layouts.pages.country.place_claims import ClaimLine, claim_lines
from tests.opening import country, exported, opened

UNNAMED = "Not named in the document"
PLACES = sorted(set(claim_list.claims()["place"]) & {"MDA", "GHA", "PHL", "NPL", "USA", "NLD", "RUS", "WORLD"})


def _cells() -> dict[str, list[str]]:
    """The cells of the list of claims by the link that opens each."""
    return {row["link"][1].partition("claim=")[2]: row["cells"] for row in claims_scene(ClaimsState()).table["rows"]}


def _of(line: ClaimLine) -> str:
    return line.link.partition("claim=")[2]


@pytest.mark.parametrize("place", PLACES)
def test_the_page_of_a_place_and_the_list_of_claims_name_the_same_producer(place: str) -> None:
    cells = _cells()
    lines = claim_lines(place)
    assert lines
    for line in lines:
        assert cells[_of(line)][5] == line.producer


def test_a_document_that_repeats_a_figure_is_never_its_producer() -> None:
    documents = atlas()["sources"].query("kind == 'secondary_claim'")[["title", "publisher"]].stack()
    claims = claim_list.claims()
    assert not claims["producer"].isin(set(documents)).any()
    nameless = claims[(claims["produced_by"] == "") & (claims["producer"] != UNNAMED)]
    assert len(nameless) and nameless["producer"].str.endswith(", not named in the document").all()
    assert "Producer: The Full Wiki" not in country("MDA")
    assert f"Producer: {UNNAMED}. " in country("MDA")


def test_a_claim_that_is_a_least_or_a_most_says_so_wherever_it_stands() -> None:
    bounds = {"at_least": "at least", "at_most": "at most"}
    rows = atlas()["estimates"].set_index("estimate_id")["range_kind"]
    claims = claim_list.claims()
    claims = claims[claims["row_table"] == "estimates"].assign(kind=lambda claims: claims["row_id"].map(rows))
    open_claims = claims[claims["kind"].isin(list(bounds))]
    cells = {tuple(row["cells"][column] for column in (0, 4, 7)): row["cells"][1] for row in claims_scene(ClaimsState()).table["rows"]}
    assert len(open_claims) > 30
    for claim in open_claims.itertuples():
        about = cells[claim.as_printed, claim.short_title, f"{claim.section}, at character {claim.offset}"]
        assert f"({bounds[str(claim.kind)]}" in about
    (unemployed,) = [line for line in claim_lines("MDA") if line.printed == "68%"]
    assert unemployed.counted.endswith("(at most)")
    opened_claim = claims.query("as_printed == '68%' and place == 'MDA'")["claim_id"].iloc[0]
    assert "Unemployed among women (at most; " in str(opened("/compare", {"mode": "claims", "claim": opened_claim}))
    exports = exported("compare", {"mode": "claims"}).rows.query("as_printed == '68%'")
    assert list(exports["range_kind"]) == ["at_most"]
