"""What a reader takes from the page: pictures that are charts first, with legible evidence, files, citations and links."""

import base64
import re
import struct
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from etl.queries import atlas
from layouts import browser_contract, theme, typefaces
from tests.browser.conftest import Visit
from tests.exports import views

PRESETS = {"report": (1600, 900), "square": (1080, 1080), "story": (1080, 1920), "print": (1754, 1240)}
LONGEST = "?v=1&indicator=illegal_profits_trafficked&source=ilo_profits_2005&year=2004"
STRIPES = "?v=1&indicator=tip_tier&source=tip_tiers&year=2006"

MARK = "soroptimist_2007/forced_labour/WORLD/2007/2007/all/all/all/@3005"
SERIES = "?v=1&indicator=detected_victims&source=unodc_glotip_2025_10&tab=chart&places=NPL.IND.THA"
WINDOWS = ("Europe", "South-East Asia", "West Africa", "Central America and the Caribbean")
TWO = "?series=unodc_glotip_2025_10.detected_by_citizenship&against=ctdc_2021.assisted_case&hidden=yes"
VIEWS = [
    *(("world", link) for link in ("", STRIPES, LONGEST, SERIES)),
    *(("flows", link) for link in ("", "?place=NPL", TWO, "?tab=sankey")),
    *(("compare", link) for link in ("", "?q=child_labour", "?mode=sides")),
    ("coverage", ""),
]

COMPOSE = """async ([view, link, name, more]) => {
    const picture = await (await fetch('/view/' + view + '.picture.json' + link)).json();
    if (more) picture.lines.push({lead: 'Caution', text: more});
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
    const texts = boxes.map(text => ({part: text.parentNode.getAttribute('class'), words: text.textContent, box: edges(text),
        size: Number(text.getAttribute('font-size')), family: text.getAttribute('font-family')}));
    const figures = [...home.firstChild.children].filter(child => child.tagName === 'svg');
    const fills = figures.flatMap(one => [...one.querySelectorAll('path')]).map(path => path.style.fill);
    const lines = figures.map(one => [...one.querySelectorAll('path.js-line')].filter(path => path.getAttribute('d')).length);
    const families = figures.flatMap(one => [...one.querySelectorAll('text')]).map(text => text.style.fontFamily);
    const result = {...made, picture, texts, fills, lines, families,
        figures: figures.map(one => [one.x, one.y, one.width, one.height].map(length => length.baseVal.value))
            .map(([x, y, width, height]) => [x, y, x + width, y + height]),
        desc: home.querySelector('desc').textContent, metadata: home.querySelector('metadata').textContent,
        defined: [...home.querySelectorAll('pattern')].map(pattern => pattern.id)};
    home.remove();
    return result;
}"""


_MADE: dict[tuple[str, ...], dict[str, Any]] = {}


def _compose(visit: Visit, link: str, preset: str, more: str = "", view: str = "world") -> dict[str, Any]:
    """A picture with its measures, which several tests look at."""
    asked = (view, link, preset, more)
    if asked not in _MADE:
        _MADE[asked] = visit.anywhere().evaluate(COMPOSE, [*asked])
    return _MADE[asked]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _words(made: dict[str, Any], *parts: str) -> str:
    """Everything that is written in parts of a picture, without spaces."""
    return _bare("".join(text["words"] for text in made["texts"] if not parts or text["part"] in parts))


def _owed(picture: dict[str, Any]) -> list[str]:
    """What every picture says: title, link and version, every figure's title and source, and the legends."""
    legends = [*picture["legends"], *(legend for part in picture["parts"] for legend in part["legends"])]
    listed = [key for legend in legends for key in legend["keys"]]
    keys = [key["label"] if key["wide"] or key["bare"] else f"{key['label']} ({key['count']:,})" for key in listed]
    own = [part[name] for part in picture["parts"] for name in ("title", "note")]
    return [
        *(picture[name] for name in ("title", "subtitle", "permalink", "version", "date")),
        *own,
        *(one["title"] for one in legends),
        *keys,
    ]


def _overlap(a: list[float], b: list[float]) -> bool:
    """Whether two boxes share more than the room around letters."""
    slack = 0.2 * min(a[3] - a[1], b[3] - b[1])
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > slack


def _holds_what_is_owed(made: dict[str, Any]) -> None:
    """What is owed is there; of the small print whole lines in their order, none before what is owed, and what is left out is counted."""
    written, small = _words(made), _words(made, "line")
    assert [owed for owed in _owed(made["picture"]) if _bare(owed) not in written] == []
    rest, missing, more = 0, False, ""
    for line in made["picture"]["lines"]:
        text = _bare(f"{line['lead']}: {line['text']}" if line["lead"] else line["text"])
        if small.startswith(text) and not missing:
            small, more = small.removeprefix(text), "more" if line.get("caveat") else more
        else:
            rest, missing = rest + 1, missing or bool(line.get("owed"))
    assert small == ""
    assert _words(made, "more").startswith(f"{rest}{more}note") if rest else not _words(made, "more")


def _is_laid_out(made: dict[str, Any], preset: str) -> None:
    """The figures have six tenths of the frame, no text is too small to be read, and nothing lies on anything else."""
    assert (made["width"], made["height"]) == PRESETS[preset]
    box = made["box"]
    assert box["width"] * box["height"] >= 0.6 * made["width"] * made["height"]
    inside = (box["x"] - 1, box["y"] - 1, box["x"] + box["width"] + 1, box["y"] + box["height"] + 1)
    assert all(b[0] >= inside[0] and b[1] >= inside[1] and b[2] <= inside[2] and b[3] <= inside[3] for b in made["figures"])
    assert min(text["size"] for text in made["texts"]) >= 11 * made["width"] / 1080
    boxes = [text["box"] for text in made["texts"]] + made["figures"]
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= made["width"] and b[3] <= made["height"] for b in boxes)
    assert [(n, m) for n, a in enumerate(boxes) for m, b in enumerate(boxes[:n]) if _overlap(a, b)] == []


# Broad and narrow in turns; all four of the views at random below.
@pytest.mark.parametrize(("view", "link", "preset"), [(*view, ("report", "story")[place % 2]) for place, view in enumerate(VIEWS)])
def test_a_picture_is_a_chart_first_with_its_evidence_and_nothing_overlaps(visit: Visit, view: str, link: str, preset: str) -> None:
    made = _compose(visit, link, preset, view=view)
    _is_laid_out(made, preset)
    _holds_what_is_owed(made)
    windows = [text for text in made["texts"] if text["part"] == "part" and text["words"] in WINDOWS]
    assert len(made["figures"]) == len(made["picture"]["parts"]) + len(windows)


# The longest questions, the fullest chart, six panels of a country, and many places as dots.
FULL = [
    *(("compare", f"?q={question}") for question in ("modern_slavery_now", "earnings_person")),
    ("world", f"{SERIES}.DEU.NZL.VNM"),
    ("country", "?place=MDA"),
    ("compare", "?mode=places&places=THA.VNM.KHM.NPL.IND"),
    ("compare", "?mode=sides&picture=dots"),
]
SMALLEST = """async ([view, link, names]) => {
    const picture = await (await fetch('/view/' + view + '.picture.json' + link)).json(), sizes = {};
    for (const name of names) {
        const home = document.createElement('div');
        home.innerHTML = (await window.atlas.picture.compose(picture, name)).svg;
        document.body.append(home);
        sizes[name] = [...home.firstChild.children].filter(one => one.tagName === 'svg').flatMap(one => {
            const scale = one.width.baseVal.value / one.viewBox.baseVal.width;
            return [...one.querySelectorAll('text, tspan')]
                .filter(text => text.textContent.trim() && !text.closest('[style*="opacity: 0;"]'))
                .map(text => parseFloat(getComputedStyle(text).fontSize) * scale);
        }).reduce((least, size) => Math.min(least, size), Infinity);
        home.remove();
    }
    return sizes;
}"""


@pytest.mark.parametrize(("view", "link"), FULL)
def test_the_words_of_every_figure_can_be_read(visit: Visit, view: str, link: str) -> None:
    sizes = visit.anywhere().evaluate(SMALLEST, [view, link, ["report", "story"]])
    for preset, size in sizes.items():
        assert size >= browser_contract.PRESETS[preset]["least"] - 0.05, f"{view}{link} as {preset}: {size:.1f}"
    assert browser_contract.PRESETS["report"]["least"] == 16.5


SIX = "?indicator=detected_victims&source=unodc_glotip_2025_10&year=2018&places=MDA.KEN.QAT.BRA.NAM.XKX"


def test_a_square_map_of_six_places_keeps_its_close_ups_and_a_long_link_breaks_behind_a_sign(visit: Visit) -> None:
    square, story = (_compose(visit, SIX, preset) for preset in ("square", "story"))
    assert [text["words"] for text in square["texts"] if text["part"] == "part"] == list(WINDOWS)
    *broken, _ = [text["words"] for text in story["texts"] if text["part"] == "foot" and "Atlas" not in text["words"]]
    assert broken and all(line[-1] in "/?&.,=~" for line in broken)


def test_a_figure_in_a_picture_keeps_all_of_its_digits(visit: Visit) -> None:
    made = _compose(visit, "?indicator=modern_slavery&source=gsi_2018", "report")
    assert "7.989" in re.sub("<[^>]+>", " ", made["svg"]) and "7.98 " not in re.sub("<[^>]+>", " ", made["svg"])


def test_a_circle_at_the_edge_of_the_world_is_drawn_whole(visit: Visit) -> None:
    made = _compose(visit, "?indicator=police_reported_incidents", "square")
    world, *close_ups = re.findall(r'<g class="geo geo"[^>]*>', made["svg"])
    assert "clip-path" not in world and all("clip-path" in one for one in close_ups)


def test_the_chosen_place_of_the_map_is_cited_by_itself(visit: Visit) -> None:
    page = visit.on(f"/map{STRIPES}&places=NPL")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _menu(page, "Cite")
    page.get_by_role("group", name="The chosen place").get_by_role("button", name="Plain text").click()
    expect(page.locator(".share-cite [role=status]")).to_have_text("Plain text: copied")
    assert "Nepal, " in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("path", ["/map?places={}", "/source/{}"])
def test_a_link_with_a_value_without_end_shows_a_page_that_says_so(visit: Visit, path: str) -> None:
    page = visit.load(path.format("A" * 2000))
    expect(page.locator("main")).to_contain_text(re.compile("AAAA|could not be used"))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_view_at_random_fits_one_of_the_presets(visit: Visit) -> None:
    for place, (view, link) in enumerate(one for one in views.links() if one[1]):
        preset = list(PRESETS)[sum(divmod(place, views.COUNT)) % len(PRESETS)]
        if views.panel(view, link).parts:
            made = _compose(visit, link, preset, view=view)
            _is_laid_out(made, preset)
            _holds_what_is_owed(made)


def test_pictures_carry_the_typeface_of_the_pages(visit: Visit) -> None:
    made = _compose(visit, SERIES, "report")
    families = {text["family"].split(",")[0] for text in made["texts"]}
    assert families == {"'Source Sans Pro'", "'Source Serif Pro'"}
    assert {family.split(",")[0].strip("\"'") for family in made["families"]} == {"Source Sans Pro"}
    assert made["svg"].count("src:url(data:font/woff2;base64,") == len(typefaces.FACES)
    assert len(made["svg"].encode()) < 400_000


INK = """async (svg) => {
    const image = Object.assign(new Image(), {src: URL.createObjectURL(new Blob([svg], {type: 'image/svg+xml'}))});
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), {width: 1600, height: 80}), pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const dots = pen.getImageData(0, 0, 1600, 80).data;
    let last = 0;
    for (let at = 0; at < dots.length; at += 4) if (dots[at] < 128) last = Math.max(last, (at / 4) % 1600);
    return last;
}"""


def test_a_picture_that_is_drawn_as_dots_is_set_in_its_own_typeface(visit: Visit) -> None:
    page, made = visit.anywhere(), _compose(visit, SERIES, "report")
    title = next(text["box"] for text in made["texts"] if text["part"] == "title")
    bare = re.sub("<style>.*?</style>", "", made["svg"])
    ends = [page.evaluate(INK, svg) for svg in (made["svg"], bare)]
    assert abs(ends[0] - title[2]) < 6, "the title is as wide as it was measured"
    assert abs(ends[1] - title[2]) > 6, "another face is not"


def test_of_several_figures_each_has_its_own_title_source_period_and_legend(visit: Visit) -> None:
    made = _compose(visit, "?mode=sides", "report", view="compare")
    assert [len(part["legends"]) for part in made["picture"]["parts"]] == [1, 1]
    assert made["picture"]["legends"] == []
    for part in made["picture"]["parts"]:
        assert re.fullmatch(r".+, .+\. .+\. .+\. Period: 20\d\d\.", part["note"])
    assert "Source" not in [line["lead"] for line in made["picture"]["lines"]]


@pytest.mark.parametrize(
    ("view", "link", "place"), [("world", SERIES, "Nepal, India and Thailand"), ("flows", f"{TWO}&place=NPL", "Nepal")]
)
def test_the_title_of_a_picture_names_its_places(visit: Visit, view: str, link: str, place: str) -> None:
    made = _compose(visit, link, "square", view=view)
    assert _bare(place) in _words(made, "title")


def test_the_gravest_caveats_stand_before_all_others_but_doubts_of_single_figures(visit: Visit) -> None:
    picture = _compose(visit, SERIES, "report")["picture"]
    assert [line["lead"] for line in picture["lines"][:3]] == ["Source", "Period", "Ranges"]
    lines = picture["lines"][3:]
    doubts = [line for line in lines if line["lead"] == "Caution" and line.get("owed")]
    assert doubts and lines[: len(doubts)] == doubts
    leads = [line["lead"] for line in lines[len(doubts) :]]
    caveats = [lead for lead in leads if lead in ("Do not compare", "Caution", "Note")]
    assert caveats == sorted(caveats, key=("Do not compare", "Caution", "Note").index)
    assert leads[0] == "Do not compare"


def test_the_lines_of_the_picture_are_those_of_the_page(visit: Visit) -> None:
    page = visit.open(f"/flows{TWO}")
    page.wait_for_selector("#flows-figure-1 .scattergeo path.point", state="attached")
    count = "id => document.querySelectorAll(`#${id} path.js-line`).length"
    drawn = [page.evaluate(count, f"flows-figure-{side}") for side in (0, 1)]
    assert _compose(visit, TWO, "report", view="flows")["lines"] == drawn


def test_a_map_is_taken_along_as_far_as_it_was_moved_and_the_picture_says_so(visit: Visit) -> None:
    page = visit.open("/flows")
    page.wait_for_selector("#flows-figure-0 .scattergeo path.point", state="attached")
    page.locator("#flows-figure-0 .modebar-btn[data-title='Zoom in']").click()
    page.wait_for_function("() => document.querySelector('#flows-figure-0 .js-plotly-plot').layout.geo.projection.scale > 1")
    _menu(page, "Download")
    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG, Square").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    written = _bare(re.sub("<[^>]+>", "", text))
    assert _bare("Map: shows a part of the world") in written
    assert _bare("South-East Asia") not in written


def test_a_caveat_that_is_too_long_leaves_the_frame_as_it_is_and_is_counted(visit: Visit) -> None:
    made = _compose(visit, LONGEST, "square", "A caveat of many words. " * 400)
    _is_laid_out(made, "square")
    _holds_what_is_owed(made)
    assert "atthelinkbelow" in _words(made, "more")


def test_absences_and_ranges_keep_their_patterns_and_the_file_says_what_it_is(visit: Visit) -> None:
    made = _compose(visit, STRIPES, "report")
    stripes = theme.between(*theme.ordered(4, "efforts")[1:3]).light[1:]
    hatch = theme.ABSENCES["no_figure"].light[1:]
    for look in (stripes, hatch):
        assert f"p-{look}" in made["defined"]
        assert sum(f"p-{look}" in fill for fill in made["fills"]) in (1, 2), "the areas are one shape, and so are the circles"
    assert made["desc"].startswith("Tier in the Trafficking in Persons Report, 2006. Source: United States Department of State")
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


@pytest.mark.parametrize(("preset", "scale", "size"), [("report", 2, (3200, 1800)), ("print", 1, (3508, 2480))])
def test_a_png_has_its_size_and_says_what_it_is(visit: Visit, preset: str, scale: int, size: tuple[int, int]) -> None:
    chunks = _chunks(base64.b64decode(visit.anywhere().evaluate(PNG, [STRIPES, preset, scale])))
    assert struct.unpack(">II", chunks[0][1][:8]) == size
    texts = {content.split(b"\0")[0].decode(): content.split(b"\0", 5)[5].decode() for kind, content in chunks if kind == "iTXt"}
    assert texts["Title"] == "Tier in the Trafficking in Persons Report, 2006"
    assert "year=2006" in texts["Permalink"]
    assert "better tier does not mean less trafficking" in texts["Description"]
    assert "United States Department of State" in texts["Source"]
    assert ("pHYs" in [kind for kind, _ in chunks]) == (preset == "print")


def _menu(page: Page, name: str) -> None:
    """Open a menu, where an earlier test has not left it open."""
    if not page.locator(".share-menu[open] summary", has_text=name).count():
        page.locator(".share summary", has_text=name).click()


def test_files_are_named_by_indicator_source_year_and_version(visit: Visit) -> None:
    page = visit.on(f"/map{STRIPES}")
    _menu(page, "Download")
    with page.expect_download() as saved:
        page.get_by_role("button", name="PNG, Square", exact=True).click()
    assert saved.value.suggested_filename == f"tip_tier_tip_tiers_2006_{atlas.atlas().version}_square.png"
    expect(page.locator(".share-download [role=status]")).to_have_text("Square: saved")
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert saved.value.suggested_filename == f"tip_tier_tip_tiers_2006_{atlas.atlas().version}.csv"


def test_a_busy_server_is_told_where_the_file_was_asked_for_and_another_try_saves_it(visit: Visit) -> None:
    page = visit.on(f"/map{STRIPES}")
    busy = "The server is busy with other downloads.\nTry again in a few seconds.\n"
    page.route("**/view/world.csv*", lambda route: route.fulfill(status=503, body=busy, headers={"Retry-After": "5"}), times=1)
    _menu(page, "Download")
    page.get_by_role("link", name="CSV", exact=True).click()
    status = page.locator(".share-download [role=status]")
    expect(status).to_have_text("The server is busy with other downloads. Try again in a few seconds.")
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV", exact=True).click()
    expect(status).to_have_text(f"{saved.value.suggested_filename}: saved")


def test_citation_link_and_alt_text_are_copied_and_the_reader_is_told(visit: Visit) -> None:
    page = visit.on(f"/map{STRIPES}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for menu, name, part in [
        ("Cite", "CSL-JSON", '"URL": "https://www.state.gov'),
        ("Share", "Copy the link", f"year=2006&dv={atlas.atlas().version}"),
        ("Share", "Copy code to embed", "/embed/world?v=1&amp;indicator=tip_tier"),
        ("Share", "Copy code with a script that adjusts its height", 'data?.type !== "atlas:height"'),
        ("Download", "Copy alt text", "Tier 2 or Tier 2 Watch List (2);"),
    ]:
        button = page.get_by_role("button", name=name, exact=True)
        if not button.is_visible():
            _menu(page, menu)
        button.click()
        expect(page.locator(f".share-{menu.lower()} [role=status]")).to_have_text(f"{name}: copied")
        expect(button).to_have_attribute("data-copied", "Copied")
        assert part in page.evaluate("navigator.clipboard.readText()")


def test_the_links_follow_the_state_without_asking(visit: Visit) -> None:
    page = visit.on(f"/map{STRIPES}")
    _menu(page, "Download")
    workbook = page.get_by_role("link", name="Excel workbook")
    expect(workbook).to_have_attribute("href", f"/view/world.xlsx{STRIPES}")
    page.keyboard.press("Escape")
    expect(workbook).to_be_hidden()
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_contain_text("2005")
    expect(page.locator('.share a[href*="xlsx"]')).to_have_attribute("href", re.compile("year=2005"))


@pytest.mark.parametrize("path", ["/source/tip_tiers", "/coverage"])
def test_code_to_embed_is_offered_where_a_page_can_be_framed(visit: Visit, path: str) -> None:
    page = visit.on(path)
    _menu(page, "Share")
    expect(page.get_by_role("button", name="Copy the link")).to_be_visible()
    expect(page.get_by_role("button", name="Copy code to embed")).to_have_count(1 if path == "/coverage" else 0)


def test_the_menus_work_by_keyboard_and_one_is_open_at_a_time(visit: Visit) -> None:
    page = visit.on("/coverage")
    head = page.locator(".share summary", has_text="Cite")
    head.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Plain text")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="BibTeX")).to_be_focused()
    page.keyboard.press("Escape")
    expect(head).to_be_focused()
    expect(page.locator(".share-menu[open]")).to_have_count(0)
    page.keyboard.press("Enter")
    _menu(page, "Share")
    expect(page.locator(".share-menu[open] summary")).to_have_text(["Share"])
    page.locator("h1").click()
    expect(page.locator(".share-menu[open]")).to_have_count(0)


def test_on_a_phone_a_menu_opens_below_its_button_within_the_screen(phone: Visit) -> None:
    page = phone.on("/coverage")
    for name in ("Cite", "Share", "Download"):
        head = page.locator(".share summary", has_text=name)
        head.scroll_into_view_if_needed()
        head.click()
        expect(page.locator(".share-menu[open] summary")).to_have_text([name])
        box, button = page.locator(".share-menu[open] .share-box").bounding_box(), head.bounding_box()
        assert box and button, name
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, name
        assert 0 < box["y"] - button["y"] - button["height"] < 20, name
        assert page.evaluate("document.documentElement.scrollWidth") == 390, name
        page.keyboard.press("Escape")


PRINTED = """() => {
    const {get} = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {configurable: true, get() {
        const inner = get.call(this);
        inner.print = () => { window.sheet = {title: inner.document.title, style: inner.document.querySelector('style').textContent,
            texts: [...inner.document.querySelectorAll('svg text')].map(text => text.textContent).join(' ')}; };
        return inner;
    }});
}"""


def test_the_browser_makes_a_page_of_paper_of_nothing_but_the_picture(visit: Visit) -> None:
    page = visit.on("/coverage")
    page.evaluate(PRINTED)
    _menu(page, "Download")
    page.get_by_role("button", name="PDF (print dialog)").click()
    expect(page.locator(".share-download [role=status]")).to_contain_text("Save as PDF")
    sheet = page.evaluate("window.sheet")
    assert re.fullmatch(r"coverage_.*_[0-9a-f]{12}_print", sheet["title"])
    assert "@page{size:297mm 210mm;margin:0}" in sheet["style"]
    assert "Since 2016, no source has a figure" in sheet["texts"]
    assert visit.complaints == []


@pytest.mark.parametrize(("path", "link"), [("/compare", "?v=1&mode=sides"), ("/map", STRIPES)])
def test_the_data_version_of_a_link_stays_in_the_address_until_the_reader_moves_on(visit: Visit, path: str, link: str) -> None:
    page = visit.open(f"{path}{link}&dv=0123456789ab")
    expect(page.locator(".since")).to_contain_text("does not reach back")
    page.wait_for_selector(".share summary")
    assert parse_qs(urlsplit(page.url).query)["dv"] == ["0123456789ab"]


def test_another_view_has_an_address_without_the_old_data_version(visit: Visit) -> None:
    page = visit.on(f"/map{STRIPES}&dv=0123456789ab")
    page.wait_for_selector(".share summary")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/*year=2005*dv=0123456789ab")
    page.get_by_label("Country or territory").first.focus()
    page.keyboard.type("thailand")
    expect(page.get_by_role("option").first).to_have_text("Thailand")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*places=THA*")
    assert "dv=" not in page.url


def test_the_chosen_mark_is_cited_by_itself_or_the_chart_as_a_whole(visit: Visit) -> None:
    page = visit.open("/compare?q=modern_slavery_now")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _menu(page, "Cite")
    expect(page.get_by_role("group", name="The chart")).to_be_visible()
    expect(page.get_by_role("group", name="The chosen mark")).to_be_hidden()
    page = visit.open(f"/compare?q=modern_slavery_now&mark={MARK}")
    _menu(page, "Cite")
    keys = []
    for group in ("The chosen mark", "The chart"):
        page.get_by_role("group", name=group).get_by_role("button", name="BibTeX").click()
        expect(page.locator(".share-cite [role=status]")).to_have_text("BibTeX: copied")
        expect(page.locator(".share-cite button:disabled")).to_have_count(0)
        keys.append(re.findall(r"^@\w+\{(\w+),", page.evaluate("navigator.clipboard.readText()"), re.MULTILINE))
    assert keys[0] == ["ilo_forced_labour_2005", "soroptimist_2007", f"atlas_{atlas.atlas().version}"]
    assert len(keys[1]) > len(keys[0])


@pytest.mark.parametrize("preset", PRESETS)
def test_a_picture_of_a_place_never_counts_more_caveats_where_none_stands(visit: Visit, preset: str) -> None:
    made = _compose(visit, "?place=KEN", preset, view="country")
    _holds_what_is_owed(made)
    assert _words(made, "more").partition("notes")[0].endswith("more") == ("Caution:" in _words(made, "line"))
