"""The flow page in a real browser: corridors drawn from their ends, read by mouse, keyboard, table and link."""

import re

import pytest
from playwright.sync_api import Page, expect

from layouts.figures import flow_map
from tests.browser.conftest import Visit

FLOWS = "/flows?v=1&series=unodc_glotip_2025_10.detected_by_citizenship"
DRAWN = "#flows-figure-0 .scattergeo path.point"


def _drawn(visit: Visit, search: str = "") -> Page:
    page = visit.on(FLOWS + search)
    page.wait_for_selector(DRAWN, state="attached")
    return page


def _hover(page: Page, origin: str, destination: str) -> str:
    """Put the mouse on the middle of a corridor and read what it says."""
    spot = page.evaluate(
        """names => {
            const graph = document.querySelector('#flows-figure-0 .js-plotly-plot');
            graph.scrollIntoView({block: 'center', behavior: 'instant'});
            const trace = graph.data[graph.data.length - 1];
            const number = trace.text.findIndex(text => text.includes(names));
            const at = graph._fullLayout.geo._subplot.projection([trace.lon[number], trace.lat[number]]);
            const box = graph.getBoundingClientRect();
            return [box.left + at[0], box.top + at[1]];
        }""",
        f"{origin} → {destination}",
    )
    page.mouse.move(spot[0] - 3, spot[1] - 3)
    page.mouse.move(*spot)
    page.wait_for_selector(".hovertext")
    return str(page.locator(".hovertext").text_content())


def test_the_corridors_are_drawn_and_any_point_of_a_line_says_who_counted(visit: Visit) -> None:
    page = _drawn(visit, "&place=ARG&role=destination&min=1900")
    expect(page.locator("h1")).to_contain_text("Victims detected in Argentina, by citizenship")
    said = _hover(page, "Bolivia", "Argentina")
    assert "1,980 people" in said
    assert "UNODC data file, October 2025, 2010 to 2022; detected, by citizenship" in said


MINIATURE = {
    "points": {"A": [0, 0, "Aland"], "B": [20, 10, "Borneo"], "C": [40, 0, "Crete"]},
    # Exact; with masks; masks alone; own citizens with masks; no upper bound known.
    "arcs": {"A": [["B", 7], ["C", 0, 1]], "B": [["B", 0, 3], ["A", 5, 0, 5, None]], "C": [["B", 9, 2]]},
    "said": "Somebody, 2020",
    "chosen": "",
    "inside": "own citizens",
    "counted": "people",
    "zoom": "world",
}


def test_what_the_mouse_reads_of_a_corridor_and_of_a_place_is_the_range_that_masks_leave(visit: Visit) -> None:
    figure = visit.anywhere().evaluate("([data, base]) => window.atlas.figures.flows(data, base)", [MINIATURE, flow_map.flow_map()])
    *lines, dashed, picked, heads, places, inside, names, hover = figure["data"]
    said = {text.split("<br>")[0]: text.split("<br>")[1:-1] for text in hover["text"]}
    assert said == {
        "<b>Aland → Borneo</b>": ["7 people"],
        "<b>Crete → Borneo</b>": ["9 to 17 people", "2 yearly counts are masked by the publisher"],
        "<b>Aland → Crete</b>": ["0 to 4 people", "1 yearly count is masked by the publisher"],
        "<b>Borneo → Aland</b>": ["at least 5 people"],
    }
    sums = {text.split("<br>")[0]: text.split("<br>")[1:-1] for text in places["text"]}
    assert sums == {
        "<b>Aland</b>": ["in: at least 5 people", "out: 7 to 11 people"],
        "<b>Borneo</b>": ["in: 16 to 24 people", "out: at least 5 people", "own citizens: 0 to 12 people"],
        "<b>Crete</b>": ["in: 0 to 4 people", "out: 9 to 17 people"],
    }
    # Three corridors have a figure, one has masks alone, and each ends in an arrowhead; masks alone are no ring and have no name.
    assert [trace["lon"].count(None) for trace in lines] == [3, 0, 0, 0, 0]
    assert (dashed["lon"].count(None), dashed["line"]["dash"], inside["ids"], picked["lon"]) == (1, "3px,3px", [], [])
    assert [heads["marker"]["size"].count(6), len(heads["lon"])] == [4, 4]
    assert {*names["text"]} <= {"Crete to Borneo <b>9–17</b>", "Aland to Borneo <b>7</b>", "Borneo to Aland <b>5+</b>"}


def test_a_line_that_is_clicked_is_read_below_the_map_and_leads_to_its_ends(visit: Visit) -> None:
    page = _drawn(visit, "&place=ARG&role=destination&min=1900")
    _hover(page, "Bolivia", "Argentina")
    page.mouse.down()
    page.mouse.up()
    reading = page.locator("#flows-reading-0")
    expect(reading).to_contain_text("Bolivia → Argentina: 1,980 people")
    reading.get_by_role("button", name="All of Bolivia").click()
    expect(page.locator("h1")).to_contain_text("Bolivia")


def test_the_largest_corridor_can_be_named_from_the_map_alone(visit: Visit) -> None:
    page = _drawn(visit, "&place=NPL")
    names = page.locator("#flows-figure-0 .scattergeo text")
    expect(names.filter(has_text="Nepal to India 241")).to_be_visible()
    expect(names).to_have_count(10)
    sides = "({ x, y, width, height }) => ({ x, y, width, height })"
    boxes = names.evaluate_all(f"names => names.map(name => ({sides})(name.getBoundingClientRect()))")
    assert len(boxes) == 10
    over = [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if abs(one["x"] + one["width"] / 2 - other["x"] - other["width"] / 2) < (one["width"] + other["width"]) / 2 - 2
        and abs(one["y"] - other["y"]) < min(one["height"], other["height"]) * 0.6
    ]
    assert over == []


def test_the_map_of_flows_is_in_the_first_screen(visit: Visit) -> None:
    page = _drawn(visit, "&place=NPL")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_function(
        "() => { const box = document.querySelector('#flows-figure-0-frame').getBoundingClientRect();"
        " return Math.min(innerHeight, box.bottom) - box.top >= 480; }"
    )
    for part in ("#flows-place", "#flows-series", "#flows-more", "#flows-legend"):
        box = page.locator(part).bounding_box()
        assert box and box["y"] + box["height"] <= 900, part


WIDE = """selector => {
    const frame = document.querySelector(selector);
    return frame && frame.scrollWidth > frame.clientWidth + 1 && frame.tabIndex === 0;
}"""


def test_on_a_phone_the_years_of_a_place_are_swiped_and_reached_by_keyboard(phone: Visit) -> None:
    page = _drawn(phone, "&place=NPL")
    page.wait_for_function(WIDE, arg="#flows-multiples-frame")
    page.locator("#flows-multiples-frame").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('#flows-multiples-frame').scrollLeft > 0")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


# Of each name on the map, in pixels of what is drawn: how far its own line is, the nearest other one and the nearest other arrowhead.
APART = """() => {
    const graph = document.querySelector('#flows-figure-0 .js-plotly-plot'), {projection} = graph._fullLayout.geo._subplot;
    const frame = graph.getBoundingClientRect(), named = name => graph.data.find(trace => trace.name === name);
    const pixels = ({lon, lat}) => lon.map((x, at) => x === null ? null : projection([x, lat[at]]));
    const lines = graph.data.filter(({mode}) => mode === 'lines').flatMap(trace => {
        const found = [[]];
        for (const point of pixels(trace)) point ? found.at(-1).push(point) : found.push([]);
        return found.filter(({length}) => length);
    });
    const heads = pixels(named('heads')), dots = pixels(named('places')), between = ([a, b], [x, y]) => Math.hypot(a - x, b - y);
    const positions = new Map(named('places').text.map((text, at) => [text.match(/<b>(.*?)<[/]b>/)[1], dots[at]]));
    const away = ([x, y], box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    const along = line => line.slice(1).flatMap(([x1, y1], before) => {
        const [x0, y0] = line[before], count = Math.ceil(Math.hypot(x1 - x0, y1 - y0)) + 1;
        return Array.from({length: count}, (_, at) => [x0 + (x1 - x0) * at / count, y0 + (y1 - y0) * at / count]);
    });
    const fine = lines.map(along), nearest = (points, box) => Math.min(...points.map(point => away(point, box)));
    return [...graph.querySelectorAll('.scattergeo text')].filter(({textContent}) => / to /.test(textContent)).map(text => {
        const {left, top, right, bottom} = text.getBoundingClientRect(), middle = (top + bottom) / 2 - frame.top;
        const box = {left: left - frame.left, right: right - frame.left, top: middle - 6, bottom: middle + 6};
        const [from, to] = text.textContent.match(/^(.*) to (.*) \\S+$/).slice(1).map(name => positions.get(name));
        const ends = lines.map(line => between(line[0], from) + between(line.at(-1), to)), own = ends.indexOf(Math.min(...ends));
        const tips = heads.map(tip => between(tip, lines[own].at(-1))), tip = tips.indexOf(Math.min(...tips));
        const far = fine.map(line => nearest(line, box)), others = far.filter((_, at) => at !== own);
        const foreign = heads.filter((_, at) => at !== tip);
        const near = Math.min(far[own], nearest([heads[tip]], box));
        return [text.textContent, near, Math.min(...others), nearest(foreign, box)];
    });
}"""


@pytest.mark.parametrize(("place", "width", "least"), [("MDA", 1440, 8), ("NGA", 1440, 3), ("MDA", 390, 2), ("NGA", 390, 1)])
def test_a_name_is_beside_no_other_arrowhead_and_if_it_can_nearest_to_its_own_line(
    visit: Visit, place: str, width: int, least: int
) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    page = visit.open(f"{FLOWS}&place={place}")
    page.wait_for_selector(DRAWN, state="attached")
    names = page.evaluate(APART)
    assert [name for name, _, _, head in names if head < 8] == []
    assert sum(own < other for _, own, other, _ in names) >= least


ARROWS = """() => {
    const graph = document.querySelector('#flows-figure-0 .js-plotly-plot'), heads = graph.data.find(({name}) => name === 'heads');
    const lines = graph.data.slice(0, 5).flatMap(({lon}) => lon).filter(x => x === null).length;
    const seen = graph.querySelectorAll('.scattergeo path.point[style*="stroke-width: 0px"]');
    return {lines, angles: heads.marker.angle, count: seen.length};
}"""


def test_every_corridor_ends_in_an_arrowhead(visit: Visit) -> None:
    page = _drawn(visit, "&place=NPL&role=origin&across=yes")
    page.wait_for_function(f"() => ({ARROWS})().lines === 13")
    arrows = page.evaluate(ARROWS)
    assert len(arrows["angles"]) == arrows["count"] == arrows["lines"] == 13


def test_no_line_leaves_the_map_over_its_edge(visit: Visit) -> None:
    page = _drawn(visit, "&place=PHL&role=origin")
    longest = page.evaluate(
        """() => {
            const graph = document.querySelector('#flows-figure-0 .js-plotly-plot');
            const jump = (x, i, all) => (x === null || all[i - 1] == null ? 0 : Math.abs(x - all[i - 1]));
            const steps = graph.data.slice(0, 5).flatMap(trace => trace.lon.map(jump));
            return Math.max(...steps);
        }"""
    )
    assert longest < 90


SHOWN = """() => {
    const graph = document.querySelector('#flows-figure-0 .js-plotly-plot'), box = graph.getBoundingClientRect();
    const {projection} = graph._fullLayout.geo._subplot, at = [[-9, 38.7], [25, 60]].map(point => projection(point));
    return at.map(([x, y]) => [x / box.width, y / box.height]);
}"""


def test_a_zoom_fills_the_frame_joins_the_link_and_is_what_the_button_goes_back_to(visit: Visit) -> None:
    page = _drawn(visit, "&zoom=europe")
    lisbon, helsinki = page.evaluate(SHOWN)
    assert 0 < lisbon[0] < 0.4 and 0.5 < lisbon[1] < 1
    assert 0.4 < helsinki[0] < 1 and 0 < helsinki[1] < 0.4
    page.locator("#flows-figure-0 [data-val=in]").first.click()
    page.wait_for_function("() => document.querySelector('#flows-figure-0 .js-plotly-plot')._fullLayout.geo.projection.scale > 1.5")
    page.locator("#flows-figure-0 [data-attr=reset]").first.click()
    page.wait_for_function("() => document.querySelector('#flows-figure-0 .js-plotly-plot')._fullLayout.geo.projection.scale === 1")
    assert page.evaluate(SHOWN)[0] == pytest.approx(lisbon, abs=0.02)
    page.locator("#flows-zoom").click()
    page.get_by_role("option", name="South Asia").click()
    page.wait_for_url(re.compile("zoom=south_asia"))
    page.wait_for_function(
        "() => Math.abs(document.querySelector('#flows-figure-0 .js-plotly-plot')._fullLayout.geo.projection.rotation.lon - 79) < 1"
    )


def test_a_chip_takes_its_filter_back_and_reset_all_of_them(visit: Visit) -> None:
    page = _drawn(visit, "&place=NPL&role=origin&from=2010")
    expect(page.locator("h1")).to_contain_text("Detected victims from Nepal")
    page.get_by_role("button", name="Remove filter: Nepal").click()
    expect(page.locator("h1")).to_contain_text("from citizenship to detecting country")
    page.get_by_role("button", name="Reset all filters").click()
    expect(page.locator(".chip")).to_have_count(0)
    page.wait_for_url(lambda url: "from=" not in url and "role=" not in url)


def test_a_narrow_screen_shows_map_and_evidence_without_scrolling_sideways(phone: Visit) -> None:
    page = _drawn(phone)
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    page.wait_for_function(
        "() => ['#flows-place', '#flows-figure-0-frame'].every(part => document.querySelector(part).getBoundingClientRect().bottom <= 844)"
    )
    expect(page.locator("#flows-evidence-0")).to_contain_text("not a recorded route")


def test_on_a_phone_the_world_is_300_pixels_high_and_swiped_inside_its_frame(phone: Visit) -> None:
    page = _drawn(phone)
    page.wait_for_function(WIDE, arg=".map-scroll")
    box = page.locator("#flows-figure-0-frame").bounding_box()
    assert box and box["height"] >= 300
    page.wait_for_function("() => document.querySelector('.map-scroll').scrollLeft > 50")
    for button in page.locator("#flows-tab label").all():
        size = button.bounding_box()
        assert size and size["height"] >= 44


def test_choosing_a_place_keeps_its_corridors_shows_its_years_and_joins_the_link(visit: Visit) -> None:
    page = _drawn(visit)
    field = page.get_by_label("Place", exact=True).first
    field.click()
    field.fill("united k")
    expect(page.get_by_role("option").first).to_have_text("United Kingdom")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#flows-multiples-title")).to_have_text("United Kingdom: its largest corridors, year by year")
    page.wait_for_url(re.compile("place=GBR"))


def test_a_region_of_the_sankey_opens_into_its_places(visit: Visit) -> None:
    page = visit.open(FLOWS + "&tab=sankey")
    expect(page.locator("#flows-sankey-0 .node-label", has_text="Europe").first).to_be_attached()
    page.locator("#flows-sankey-0 .sankey-node", has_text="Europe").last.locator("rect").last.click()
    expect(page.locator("#flows-sankey-0 .node-label", has_text="United Kingdom").first).to_be_attached()
    page.wait_for_url(re.compile("open=Europe"))


LATE = "width: 3000px; height: 1px; margin-bottom: -1px"


def test_what_comes_late_into_a_frame_is_reached_by_keyboard_where_it_is_wider(visit: Visit) -> None:
    page = visit.on(FLOWS + "&place=GBR")
    frame = page.locator("#flows-multiples-frame")
    expect(frame).not_to_have_attribute("tabindex", "0")
    frame.evaluate("(frame, style) => frame.append(Object.assign(document.createElement('div'), {id: 'late', style}))", LATE)
    expect(frame).to_have_attribute("tabindex", "0")
    page.evaluate("document.getElementById('late').remove()")
    expect(frame).not_to_have_attribute("tabindex", "0")


def test_further_filters_close_as_menus_do_and_each_is_an_entry_of_the_history(visit: Visit) -> None:
    page = visit.on(FLOWS)
    more, head = page.locator(".more-filters"), page.locator(".more-filters > summary")
    for outside in (True, False):
        head.click()
        expect(more).to_have_attribute("open", "")
        if outside:
            page.locator("main h1").click()
        else:
            page.keyboard.press("Escape")
        expect(more).not_to_have_attribute("open", "")
    head.click()
    page.get_by_role("combobox", name="Region").or_(page.locator("#flows-region")).first.click()
    page.get_by_role("option", name="Africa").click()
    expect(page.locator("h1")).to_have_text("Detected victims from or in Africa, 2007 to 2023")
    expect(page).to_have_title("Detected victims from or in Africa, 2007 to 2023 · Trafficking Statistics Atlas")
    expect(more).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(head).to_be_focused()
    page.go_back()
    expect(page.locator("h1")).not_to_contain_text("Africa")


CROWDED = """() => {
    const graph = document.querySelector("#flows-figure-0 .js-plotly-plot");
    const places = graph._fullData.find(trace => trace.name === 'places');
    graph.scrollIntoView({block: 'center', behavior: 'instant'});
    const number = places.ids.indexOf('AUT'), box = graph.getBoundingClientRect();
    const at = graph._fullLayout.geo._subplot.projection([places.lon[number], places.lat[number]]);
    return [box.left + at[0], box.top + at[1]];
}"""


def test_a_tap_among_places_that_lie_close_offers_them_by_name_and_chooses_the_one_that_is_meant(touch: Visit) -> None:
    page = touch.on("/flows")
    page.wait_for_function(
        "() => document.querySelector('#flows-figure-0 .js-plotly-plot')?._fullData?.some(({ids}) => ids?.includes('AUT'))"
    )
    page.wait_for_function("() => document.querySelector('.map-scroll').scrollLeft > 50")
    page.touchscreen.tap(*page.evaluate(CROWDED))
    expect(page.locator(".near-place").last).to_have_text("None of these")
    expect(page.locator("#flows-place")).to_have_value("")
    page.get_by_role("button", name="Slovakia", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Slovakia")


HEIGHTS = """() => [...document.querySelectorAll('.only-sankey .chart-frame')]
    .filter(frame => frame.offsetParent)
    .map(frame => [frame.clientHeight, frame.querySelector('svg.main-svg').getBoundingClientRect().height])"""


@pytest.mark.parametrize("against", ["", "&against=ctdc_2020.assisted_case"], ids=["one series", "two series"])
def test_a_sankey_covers_nothing_of_what_follows_it(visit: Visit, against: str) -> None:
    page = visit.open(f"/flows?v=1&series=ctdc_2021.assisted_case{against}&tab=sankey&open=Europe.Asia")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for side in range(2 if against else 1):
            page.wait_for_selector(f"#flows-sankey-{side} .sankey-node", state="attached")
        enough = f"heights => heights.length === {2 if against else 1} && heights.every(([frame, drawn]) => frame >= drawn && drawn > 320)"
        page.wait_for_function(f"() => ({enough})(({HEIGHTS})())")


def test_a_sankey_and_the_years_of_a_place_keep_their_height_when_they_come_into_sight(visit: Visit) -> None:
    page = visit.open("/flows?v=1&series=unodc_glotip_2025_10.repatriated")
    page.wait_for_selector(DRAWN, state="attached")
    page.get_by_text("Sankey", exact=True).first.click()
    page.wait_for_selector("#flows-sankey-0 .sankey-node", state="attached")
    page.fill("#flows-place", "Ukraine")
    page.get_by_role("option", name="Ukraine").first.click()
    page.wait_for_selector("#flows-multiples .bars path", state="attached")
    heights = page.evaluate(HEIGHTS.replace(".only-sankey ", ""))
    assert len(heights) == 2
    assert all(frame >= drawn > 300 for frame, drawn in heights), heights
