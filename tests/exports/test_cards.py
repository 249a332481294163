"""Preview pictures: the colours of a map are those of its classes, titles are whole, and any query gets a picture."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from etl.contract import vocabulary
from etl.queries import choices
from layouts import theme
from layouts.card import Card
from layouts.exports import card_corridors, card_drawing, card_geometry, card_looks, card_map, card_text, registry
from layouts.exports.view_heads import View
from layouts.pages.flows.state import CODEC as FLOWS
from layouts.pages.flows.state import State as FlowState
from layouts.pages.map.map_card import head
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC, newest
from tests.callbacks.driving import client

SIZE = (800, 360)
# Countries with land where their centres are, large enough to be seen.
LARGE = ("BRA", "DZA", "KAZ", "AUS", "USA", "CHN", "IND", "COD", "ARG", "MNG", "SAU", "PER", "FRA", "POL", "UKR")


def _card(query: Mapping[str, object] | None = None) -> Card:
    card = head(scene(CODEC.decode(query or {})[0])).card
    assert card
    return card


def _colour(picture: Image.Image, card: Card, place: str) -> str:
    """The colour in which a map shows the centre of a place."""
    x, y = card_map.window(card, picture.size).point(card_map.points()[place])
    red, green, blue = np.asarray(picture)[round(y), round(x)]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _image(address: str) -> Image.Image:
    answer = client().get(address)
    assert (answer.status_code, answer.content_type) == (200, "image/png"), address
    return Image.open(io.BytesIO(answer.data))


@pytest.mark.parametrize("query", [{}, {"indicator": "slavery_prevalence", "source": "gsi_2023"}])
def test_a_country_has_the_colour_of_its_class(query: Mapping[str, object]) -> None:
    layer, card = scene(CODEC.decode(query)[0]).layer, _card(query)
    looks = {entry.code: entry.look for entry in layer.classes}
    classes = dict(zip(layer.rows["place"], layer.rows["class"], strict=True))
    picture = card_map.card_map(card, SIZE)
    flat = [place for place in LARGE if not looks[classes[place]].pattern]
    assert len(flat) > 10
    assert {place: _colour(picture, card, place) for place in flat} == {place: looks[classes[place]].light for place in flat}


def test_a_region_is_drawn_whole_and_a_hole_in_a_country_stays_open() -> None:
    region = Card("", areas={"M49:002": "#112233"})
    assert {_colour(card_map.card_map(region, SIZE), region, place) for place in ("DZA", "COD", "ZAF")} == {"#112233"}
    around = Card("", areas={"ZAF": "#112233"})
    picture = card_map.card_map(around, (3200, 1440))
    assert _colour(picture, around, "LSO") == theme.LAND.light
    assert _colour(picture, around, "BWA") == theme.LAND.light


def test_a_small_state_is_a_circle_of_its_colour() -> None:
    card = Card("", areas={"SGP": "#112233", "TUV": "#445566"})
    picture = card_map.card_map(card, SIZE)
    assert (_colour(picture, card, "SGP"), _colour(picture, card, "TUV")) == ("#112233", "#445566")


def test_the_four_absences_look_different_on_the_map_and_in_the_legend() -> None:
    looks = [look.light for look in theme.ABSENCES.values()]
    tiles = {card_looks.filled((60, 60), colour).tobytes() for colour in looks}
    assert len(tiles) == 4
    card = Card("", areas=dict(zip(("BRA", "AUS", "CHN", "CAN"), looks, strict=True)))
    picture = np.asarray(card_map.card_map(card, SIZE)).reshape(-1, 3)
    for look in theme.ABSENCES.values():
        ink = look.stripe[0] or look.outline[0]
        if ink:
            near = np.abs(picture.astype(int) - list(bytes.fromhex(ink[1:]))).sum(axis=1).min()
            assert near < 60, look


def test_a_place_is_marked_among_its_neighbours_and_countries_differ() -> None:
    card = Card("Nepal", ("Tier 2",), marked="NPL")
    picture = card_map.card_map(card, (500, 500))
    assert _colour(picture, card, "NPL") == theme.PRODUCER.light
    assert _colour(picture, card, "IND") == _colour(picture, card, "BGD") == theme.LAND.light
    assert (
        len({card_drawing.picture(replace(card, title="", lines=(), marked=place)) for place in ("NPL", "IND", "FJI", "VAT", "RUS")}) == 5
    )


@pytest.mark.parametrize("place", ["FJI", "RUS", "USA", "NZL", "KIR", "ATA", "WORLD", "M49:150"])
def test_nothing_is_drawn_across_a_map_that_is_turned(place: str) -> None:
    """A band of land from edge to edge would be a shape that was torn at the meridian opposite."""
    picture = np.asarray(card_map.card_map(Card("", marked=place), (400, 400)))
    land = (picture != list(bytes.fromhex(card_looks.PAPER[1:]))).any(axis=2)
    assert 0 < land.mean() < 0.9


def test_every_place_of_the_atlas_has_a_picture() -> None:
    for place in list(card_map.points())[::20]:
        assert card_map.card_map(Card("", marked=place), (60, 40)).size == (60, 40)


def test_a_curve_bends_to_the_right_of_its_direction_and_stays_between_its_ends() -> None:
    line = card_corridors.curve((100.0, 200.0), (500.0, 200.0))
    assert (line[0].tolist(), line[-1].tolist()) == ([100, 200], [500, 200])
    assert line[12].tolist() == [300, 248], "heading east, the right side is below"
    back = card_corridors.curve((500.0, 200.0), (100.0, 200.0))
    assert back[12].tolist() == [300, 152]


def test_the_projection_is_equal_earth() -> None:
    """Values of PROJ for +proj=eqearth on a sphere of radius 1."""
    plane = card_geometry.equal_earth(np.asarray([[0.0, 0.0], [180.0, 0.0], [0.0, 90.0], [45.0, 60.0]]))
    assert plane == pytest.approx(np.asarray([[0, 0], [2.7066299836, 0], [0, 1.3173627592], [0.5097650, 1.0883008]]), abs=1e-6)


def test_corridors_are_curves_in_the_colours_of_their_classes() -> None:
    card = View(registry.pages()["flows"], {}).card
    looks = theme.CORRIDORS
    assert card.arcs[-1].name == "Albania to United Kingdom 14,917"
    assert {arc.size for arc in card.arcs} == {2, 3, 4}
    assert [arc.size for arc in card.arcs] == sorted(arc.size for arc in card.arcs)
    colours = {tuple(pixel) for pixel in np.asarray(card_map.card_map(card, SIZE)).reshape(-1, 3).tolist()}
    assert {tuple(bytes.fromhex(looks[size].light[1:])) for size in (2, 3, 4)} <= colours
    two = FLOWS.nearest_valid(FlowState("unodc_glotip_2025_10.detected_by_citizenship", "ctdc_2021.assisted_case"))
    assert View(registry.pages()["flows"], dict(pair.split("=") for pair in FLOWS.encode(two)[1:].split("&"))).card.arcs == ()


def _titles() -> list[Card]:
    longest = sorted(newest(), key=lambda state: len(vocabulary.indicators()[state.indicator].label), reverse=True)[:8]
    maps = [_card({"indicator": state.indicator, "source": state.source}) for state in longest]
    pages = [View(page, {}).card for page in registry.pages().values()]
    return [*maps, *pages, Card("Bonaire, Sint Eustatius and Saba", marked="BES"), Card("Democratic Republic of the Congo", marked="COD")]


def test_no_title_is_cut() -> None:
    cards = _titles()
    assert len(cards) > 20
    for card in cards:
        text = card_drawing.title(card)
        assert " ".join(text.lines) == card.title
        assert max(map(text.font.getlength, text.lines)) <= card_drawing.WIDTH - 112


def test_a_text_that_fits_in_no_size_is_cut_at_its_end() -> None:
    text = card_text.block("word " * 400, card_text.SERIF, (48, 20), 1000, 2)
    assert len(text.lines) == 2
    assert text.lines[-1].endswith("…")
    assert text.font.getlength(text.lines[-1]) <= 1000


def test_letters_that_no_face_has_are_left_out_and_those_of_europe_are_not() -> None:
    assert card_text.legible("Côte d’Ivoire, Türkiye, Россия, Ελλάδα", card_text.SERIF) == "Côte d’Ivoire, Türkiye, Россия, Ελλάδα"
    assert card_text.legible("Nepal \U0010fffe\U0010ffff", card_text.SERIF) == "Nepal"


def test_the_paper_is_that_of_the_pages() -> None:
    tokens = Path("assets/css/tokens.css").read_text(encoding="utf-8")
    assert re.findall(r"--paper: (#\w+)", tokens)[0] == card_looks.PAPER


@pytest.mark.parametrize("name", sorted(page.slug for page in registry.pages().values() if page.key))
def test_a_page_of_a_place_or_a_source_has_a_picture_of_the_size_that_previews_ask_for(name: str) -> None:
    assert _image(f"/card/{name}.png").size == (1200, 630)


@pytest.mark.parametrize(
    "query",
    ["?indicator=nothing&year=1850", "?year=2014&year=2015", "?unknown=1", "?place=%3Cscript%3E", f"?indicator={'x' * 5000}", "?v=9"],
)
def test_any_query_gets_the_picture_of_the_nearest_view(query: str) -> None:
    assert _image(f"/card/world.png{query}").size == (1200, 630)


def test_a_query_that_says_nothing_of_use_gets_the_first_view() -> None:
    first = client().get("/card/world.png").data
    assert client().get(f"/card/world.png?indicator={'x' * 5000}").data == first
    assert client().get("/card/world.png?year=2014").data != first


def test_the_same_view_is_the_same_to_the_byte() -> None:
    assert card_drawing.picture(_card()) == card_drawing.picture(_card()) == client().get("/card/world.png").data


@pytest.mark.parametrize("name", ["nothing.png", "world.svg", "world", "world.png.png", ".png"])
def test_an_unknown_picture_is_said_to_be_unknown(name: str) -> None:
    answer = client().get(f"/card/{name}")
    assert answer.status_code == 404
    assert "world.png" in answer.text


def test_a_reader_who_has_a_picture_is_not_sent_it_again() -> None:
    first = client().get("/card/flows.png")
    again = client().get("/card/flows.png", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Content-Disposition"] == 'inline; filename="flows.png"'


def test_the_newest_views_are_one_an_indicator() -> None:
    assert [state.indicator for state in newest()] == list(choices.indicators())


def test_a_place_with_a_colour_of_its_own_is_still_one_among_its_neighbours() -> None:
    card = Card("Nepal", areas={"NPL": "#112233"}, marked="NPL")
    assert (card.is_locator, card.is_map) == (True, False)
    picture = card_map.card_map(card, (500, 500))
    assert (_colour(picture, card, "NPL"), _colour(picture, card, "IND")) == ("#112233", theme.LAND.light)
    assert not replace(card, areas={"NPL": "#112233", "IND": "#445566"}).is_locator


def test_a_card_of_corridors_shows_the_part_of_the_world_that_its_view_shows() -> None:
    address = f"/card/flows.png{FLOWS.encode(FLOWS.nearest_valid(FlowState(zoom='europe')))}"
    assert _image(address).tobytes() != _image("/card/flows.png").tobytes()
    moldova, whole = (_image(f"/card/flows.png?place=MDA{zoom}").tobytes() for zoom in ("", "&zoom=world"))
    assert moldova != whole
    europe = Card("", box=(-12, 34, 42, 66))
    window = card_map.window(europe, SIZE)
    corners = [window.point(point) for point in ((15.0, 34.0), (15.0, 66.0))]
    assert [round(y) for _, y in corners] == [SIZE[1], 0]
    assert [round(x) for x, _ in corners] == [SIZE[0] / 2] * 2
