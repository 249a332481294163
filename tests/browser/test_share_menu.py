"""What a reader takes along from the page: pictures that hold their evidence whole, files, citations and links."""

import base64
import re
import struct
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from etl.queries import atlas
from layouts import theme
from tests.browser.conftest import Visit
from tests.exports import views

pytestmark = pytest.mark.browser
PRESETS = {"report": (1600, 900), "square": (1080, 1080), "story": (1080, 1920), "print": (1754, 1240)}
LONGEST = "?v=1&indicator=illegal_profits_trafficked&source=ilo_profits_2005&year=2004"
STRIPES = "?v=1&indicator=tip_tier&source=tip_tiers&year=2006"

TWO = "?series=unodc_glotip_2025_10.detected_by_citizenship&against=ctdc_2021.assisted_case&hidden=yes"
VIEWS = [
    *(("world", link) for link in ("", STRIPES, LONGEST)),
    *(("flows", link) for link in ("", TWO, "?tab=sankey")),
    *(("compare", link) for link in ("?q=across_borders", "?q=child_labour", "?mode=sides")),
]

COMPOSE = """async ([view, link, name, more]) => {
    const picture = await (await fetch('/view/' + view + '.picture.json' + link)).json();
    if (more) picture.caveats.push({severity: 'Caution', about: 'Everywhere', text: more});
    const made = await window.atlas.picture.compose(picture, name);
    const home = document.createElement('div');
    home.style = 'position:absolute;left:0;top:0';
    home.innerHTML = made.svg;
    document.body.append(home);
    const frame = home.firstChild.getBoundingClientRect();
    const boxes = [...home.querySelectorAll('g > text')].filter(text => text.parentNode.parentNode === home.firstChild);
    const edges = part => {
        const box = part.getBoundingClientRect();
        return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
    };
    const texts = boxes.map(text => ({said: text.textContent, box: edges(text)}));
    const drawn = [...home.firstChild.children].filter(child => child.tagName === 'svg');
    const fills = drawn.flatMap(one => [...one.querySelectorAll('path')]).map(path => path.style.fill);
    const lines = drawn.map(one => [...one.querySelectorAll('path.js-line')].filter(path => path.getAttribute('d')).length);
    const result = {...made, picture, texts, fills, lines,
        drawn: drawn.map(one => [one.x, one.y, one.width, one.height].map(length => length.baseVal.value))
            .map(([x, y, width, height]) => [x, y, x + width, y + height]),
        desc: home.querySelector('desc').textContent, metadata: home.querySelector('metadata').textContent,
        defined: [...home.querySelectorAll('pattern')].map(pattern => pattern.id)};
    home.remove();
    return result;
}"""


def _compose(page: Page, link: str, preset: str, more: str = "", view: str = "world") -> dict[str, Any]:
    made: dict[str, Any] = page.evaluate(COMPOSE, [view, link, preset, more])
    return made


def _owed(picture: dict[str, Any]) -> list[str]:
    caveats = [f"{c['severity']}: {c['about'] + ': ' if c['about'] else ''}{c['text']}" for c in picture["caveats"]]
    facts = [f"{fact['term']}: {fact['said']}" for fact in picture["facts"]]
    keys = [key["label"] if key["wide"] else f"{key['label']} ({key['count']})" for legend in picture["legends"] for key in legend["keys"]]
    titles = [part["title"] for part in (*picture["legends"], *picture["parts"])]
    return [
        *(picture[name] for name in ("title", "subtitle", "disclaimer", "permalink", "version", "date")),
        *(*facts, *caveats, *titles, *keys),
    ]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _overlap(a: list[float], b: list[float]) -> bool:
    """Whether two boxes share more than the room around letters."""
    slack = 0.2 * min(a[3] - a[1], b[3] - b[1])
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > slack


def _holds_all(made: dict[str, Any]) -> None:
    """Everything that is owed is there, inside the frame, and nothing lies on anything else."""
    said = _bare("".join(text["said"] for text in made["texts"]))
    assert [owed for owed in _owed(made["picture"]) if _bare(owed) not in said] == []
    boxes = [text["box"] for text in made["texts"]] + made["drawn"]
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= made["width"] and b[3] <= made["height"] for b in boxes)
    assert [(n, m) for n, a in enumerate(boxes) for m, b in enumerate(boxes[:n]) if _overlap(a, b)] == []


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize(("view", "link"), VIEWS)
def test_a_picture_holds_everything_inside_its_frame_and_nothing_overlaps(visit: Visit, view: str, link: str, preset: str) -> None:
    made = _compose(visit.anywhere(), link, preset, view=view)
    assert (made["width"], made["height"]) == PRESETS[preset]
    assert len(made["drawn"]) == len(made["picture"]["parts"])
    _holds_all(made)


def test_every_view_at_random_fits_one_of_the_presets(visit: Visit) -> None:
    page = visit.anywhere()
    for place, (view, link) in enumerate(found for found in views.links() if found[1]):
        preset = list(PRESETS)[place % len(PRESETS)]
        if views.panel(view, link).parts:
            made = _compose(page, link, preset, view=view)
            assert made["width"] == PRESETS[preset][0]
            _holds_all(made)


def test_the_lines_of_the_picture_are_those_of_the_page(visit: Visit) -> None:
    page = visit.open(f"/flows{TWO}")
    page.wait_for_selector("#flows-figure-1 .scattergeo path.point", state="attached")
    count = "id => document.querySelectorAll(`#${id} path.js-line`).length"
    drawn = [page.evaluate(count, f"flows-figure-{side}") for side in (0, 1)]
    assert _compose(page, TWO, "report", view="flows")["lines"] == drawn


def test_a_map_is_taken_along_as_far_as_it_was_moved_and_the_picture_says_so(visit: Visit) -> None:
    page = visit.open("/flows")
    page.wait_for_selector("#flows-figure-0 .scattergeo path.point", state="attached")
    zoom = "scale => window.Plotly.relayout(document.querySelector('#flows-figure-0 .js-plotly-plot'), {'geo.projection.scale': scale})"
    page.evaluate(zoom, 3)
    _menu(page, "Picture")
    with page.expect_download() as saved:
        page.get_by_role("group", name="Square").get_by_role("button", name="SVG").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert "shows a part of the world" in text
    assert "100largestcorridors" in _bare(re.sub("<[^>]+>", "", text))
    page.evaluate(zoom, 1)


def test_a_picture_grows_rather_than_lose_a_word(visit: Visit) -> None:
    made = _compose(visit.open(), LONGEST, "square", "A caveat of many words. " * 400)
    assert made["height"] > 1080
    assert _bare("A caveat of many words. " * 400) in _bare("".join(text["said"] for text in made["texts"]))
    assert max(text["box"][3] for text in made["texts"]) <= made["height"]


def test_absences_and_ranges_keep_their_patterns_and_the_file_says_what_it_is(visit: Visit) -> None:
    made = _compose(visit.open(), STRIPES, "report")
    stripes = theme.between(*theme.ordered(4, "efforts")[1:3]).light[1:]
    hatch = theme.ABSENCES["no_figure"].light[1:]
    for look in (stripes, hatch):
        assert f"p-{look}" in made["defined"]
        assert sum(f"p-{look}" in fill for fill in made["fills"]) in (1, 2), "the areas are one shape, and so are the circles"
    assert made["desc"].startswith("Tier in the Trafficking in Persons Report, 2006, according to United States Department of State")
    assert all(part in made["metadata"] for part in (atlas.atlas().version, "United States Department of State", "year=2006"))


PNG = """async ([link, name, scale]) => {
    const picture = await (await fetch('/view/world.picture.json' + link)).json();
    const bytes = new Uint8Array(await (await window.atlas.picture.png(picture, name, scale)).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
}"""


def _chunks(content: bytes) -> list[tuple[str, bytes]]:
    found, at = [], 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        found.append((content[at + 4 : at + 8].decode(), content[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


@pytest.mark.parametrize(
    ("preset", "scale", "size"), [("square", 1, (1080, 1080)), ("report", 2, (3200, 1800)), ("print", 1, (3508, 2480))]
)
def test_a_png_has_its_size_and_says_what_it_is(visit: Visit, preset: str, scale: int, size: tuple[int, int]) -> None:
    chunks = _chunks(base64.b64decode(visit.open().evaluate(PNG, [STRIPES, preset, scale])))
    assert struct.unpack(">II", chunks[0][1][:8]) == size
    texts = {content.split(b"\0")[0].decode(): content.split(b"\0", 5)[5].decode() for kind, content in chunks if kind == "iTXt"}
    assert texts["Title"] == "Tier in the Trafficking in Persons Report, 2006"
    assert "year=2006" in texts["Permalink"]
    assert "better tier does not mean less trafficking" in texts["Description"]
    assert "United States Department of State" in texts["Source"]
    assert ("pHYs" in [kind for kind, _ in chunks]) == (preset == "print")


def _menu(page: Page, name: str) -> None:
    page.locator(".share summary", has_text=name).click()


def test_files_are_named_by_indicator_source_year_and_version(visit: Visit) -> None:
    page = visit.open(f"/map{STRIPES}")
    _menu(page, "Picture")
    with page.expect_download() as saved:
        page.get_by_role("group", name="Square").get_by_role("button", name="PNG 1x").click()
    assert saved.value.suggested_filename == f"tip_tier_tip_tiers_2006_{atlas.atlas().version}_square.png"
    expect(page.locator(".share-status")).to_have_text("Square: saved.")
    _menu(page, "Data")
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert saved.value.suggested_filename == f"tip_tier_tip_tiers_2006_{atlas.atlas().version}.csv"


def test_the_links_follow_the_state_without_asking(visit: Visit) -> None:
    page = visit.open(f"/map{STRIPES}")
    _menu(page, "Data")
    workbook = page.get_by_role("link", name="Excel workbook")
    expect(workbook).to_have_attribute("href", f"/view/world.xlsx{STRIPES}")
    page.keyboard.press("Escape")
    expect(workbook).to_be_hidden()
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_contain_text("2005")
    expect(page.locator('.share a[href*="xlsx"]')).to_have_attribute("href", re.compile("year=2005"))


@pytest.mark.parametrize(
    ("path", "link"), [("/map", STRIPES), ("/flows", TWO), ("/compare", "?v=1&q=money_year"), ("/compare", "?v=1&mode=sides")]
)
def test_the_data_version_of_a_link_stays_in_the_address_until_the_reader_moves_on(visit: Visit, path: str, link: str) -> None:
    page = visit.open(f"{path}{link}&dv=0123456789ab")
    expect(page.locator(".since")).to_contain_text("does not reach back")
    page.wait_for_selector(".share summary")
    assert parse_qs(urlsplit(page.url).query)["dv"] == ["0123456789ab"]


def test_another_view_has_an_address_without_the_old_data_version(visit: Visit) -> None:
    page = visit.open(f"/map{STRIPES}&dv=0123456789ab")
    page.wait_for_selector(".share summary")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/*year=2005*dv=0123456789ab")
    page.get_by_label("Choose a country or territory").first.focus()
    page.keyboard.type("thailand")
    expect(page.get_by_role("option").first).to_have_text("Thailand")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*place=THA*")
    assert "dv=" not in page.url


def test_citation_link_and_alt_text_are_copied(visit: Visit) -> None:
    page = visit.open(f"/map{STRIPES}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for menu, button, part in [
        ("Citation", "CSL-JSON", '"URL": "https://www.state.gov'),
        ("Link", "Copy the link", f"year=2006&dv={atlas.atlas().version}"),
        ("Link", "Copy code to embed", "/embed/world?v=1&amp;indicator=tip_tier"),
        ("Picture", "Copy the suggested alt text", "Tier 2 or Tier 2 Watch List: 2;"),
    ]:
        if not page.get_by_role("button", name=button).is_visible():
            _menu(page, menu)
        page.get_by_role("button", name=button).click()
        expect(page.locator(".share-status")).to_have_text(f"{button}: copied.")
        assert part in page.evaluate("navigator.clipboard.readText()")
