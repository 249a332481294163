"""The map page in a real browser: what a reader sees, does by mouse and by keyboard, and takes along."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from layouts import theme
from tests.browser.conftest import Visit

TIERS = "/map?v=1&indicator=tip_tier&source=tip_tiers&year="
COUNTS = "/map?v=1&indicator=detected_victims&source=unodc_glotip&year=2021"


THAILAND = (101.0, 15.5)


def _hover(page: Page, place: tuple[float, float]) -> str:
    """Put the mouse on a longitude and latitude of the map and read the hover."""
    spot = page.evaluate(
        """place => {
            const graph = document.querySelector('#world-figure .js-plotly-plot');
            graph.scrollIntoView({block: 'center', behavior: 'instant'});
            const at = graph._fullLayout.geo._subplot.projection(place);
            const box = graph.getBoundingClientRect();
            return [box.left + at[0], box.top + at[1]];
        }""",
        list(place),
    )
    page.mouse.move(spot[0] - 3, spot[1] - 3)
    page.mouse.move(*spot)
    page.wait_for_selector(".hovertext")
    return str(page.locator(".hovertext").text_content())


PAINTED = """([place, colour]) => [...document.querySelectorAll('#world-figure .choroplethlocation')]
    .find(path => path.__data__?.loc === place)?.getAttribute('fill') === colour"""


def test_the_map_draws_and_its_hover_says_who_says_what(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    expect(page.locator("h1")).to_have_text("Tier in the Trafficking in Persons Report, 2014")
    assert page.locator(".choroplethlocation").count() > 200
    page.wait_for_function(PAINTED, arg=["THA", theme.rgb(theme.ordered(4, "efforts")[0].light)])
    said = _hover(page, THAILAND)
    assert "Thailand" in said
    assert "Tier 3" in said
    assert "Trafficking in Persons Report, 2014" in said


CROWDED = {"Germany": (10.4, 51.1), "Austria": (14.3, 47.5), "Iran": (54.3, 32.5), "Algeria": (2.6, 28.1), "Luxembourg": (6.1, 49.77)}


def test_a_country_answers_for_itself_however_near_a_small_state_is(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    for name, place in CROWDED.items():
        _hover(page, place)
        expect(page.locator(".hovertext")).to_contain_text(name)
        page.mouse.move(5, 5)
        expect(page.locator(".hovertext")).to_have_count(0)


def test_small_states_are_circles_and_disputed_lines_are_drawn(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    assert page.locator(".scatterlayer path.point").count() > 60
    assert page.locator(".layer.rivers path").get_attribute("d")
    expect(page.locator(".disclaimer")).to_contain_text("no position on the status of any territory")


def test_the_axis_names_every_fifth_year_and_the_year_under_the_pointer(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    labels = page.locator(".year-line .mantine-Slider-markLabel")
    expect(labels).to_have_text(["2001", "2005", "2010", "2015", "2020", "2025"])
    track = page.locator(".year-line .mantine-Slider-track").bounding_box()
    assert track
    page.mouse.move(track["x"] + track["width"] * 7 / 24, track["y"] + 3)
    expect(page.locator(".year-pointed")).to_have_text("2008")
    page.mouse.move(5, 5)
    expect(page.locator(".year-pointed")).to_be_hidden()


def test_dark_mode_recolours_the_map_without_a_request(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    asked = len(visit.requests)
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    colour = theme.ordered(4, "efforts")[0]
    painted = page.locator(f'.choroplethlocation[fill="{theme.rgb(colour.light)}"]').first
    assert painted.evaluate("path => getComputedStyle(path).fill") == theme.rgb(colour.dark)
    assert len(visit.requests) == asked
    page.get_by_role("button", name="Light or dark").click()


def test_what_is_typed_after_a_click_takes_the_place_of_what_stood_there_and_the_very_name_comes_first(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    indicator = page.locator("#world-indicator")
    indicator.click()
    expect(indicator).to_have_attribute("aria-expanded", "true")
    page.keyboard.type("profits")
    expect(page.get_by_role("option").first).to_contain_text("rofits")
    page.keyboard.press("Escape")
    expect(indicator).to_have_attribute("aria-expanded", "false")
    field = page.get_by_label("Country or territory").first
    names = {"UK": "United Kingdom", "us": "United States", "Congo-Kinshasa": "DR Congo", "cote d’ivoire": "Côte d'Ivoire"}
    for typed, found in names.items():
        field.fill(typed)
        expect(page.get_by_role("option").first).to_contain_text(found)


@pytest.mark.parametrize("link", [TIERS + "2014", COUNTS])
def test_title_controls_map_legend_places_and_years_are_in_the_first_screen(visit: Visit, link: str) -> None:
    page = visit.on(link)
    page.set_viewport_size({"width": 1440, "height": 900})
    figure = page.locator("#world-figure-frame").bounding_box()
    assert figure and figure["width"] > 900
    column = page.get_by_label("Country or territory").first, page.locator("#world-legend"), page.locator(".legend-words summary")
    for part in column:
        box = part.bounding_box()
        assert box and box["x"] > figure["x"] + figure["width"] and box["y"] + box["height"] < 900
    for part in (page.locator("h1"), page.locator("#world-indicator"), page.get_by_role("tab", name="Table"), page.get_by_role("slider")):
        box = part.bounding_box()
        assert box and box["y"] + box["height"] < 900
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _is_in_sight(page: Page, selector: str) -> bool:
    box, size = page.locator(selector).first.bounding_box(), page.viewport_size
    return bool(box and size and box["y"] + box["height"] <= size["height"])


@pytest.mark.parametrize("link", [COUNTS, TIERS + "2014"])
def test_on_a_phone_title_indicator_picker_and_a_map_of_300_pixels_are_in_the_first_screen(phone: Visit, link: str) -> None:
    page = phone.on(link)
    figure = page.locator("#world-figure-frame").bounding_box()
    assert figure and figure["height"] >= 300
    assert all(_is_in_sight(page, part) for part in ("h1", "#world-indicator", "#world-place", "#world-figure-frame"))
    expect(page.locator("#world-source")).to_be_hidden()
    for button in page.locator(".modebar-btn").all():
        box = button.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["width"] >= 40


def _choose(page: Page, label: str, words: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).or_(page.get_by_label(label, exact=True)).first.click()
    page.get_by_role("option", name=words, exact=False).first.click()


def test_back_returns_to_the_view_before(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    _choose(page, "Indicator", "3P index: overall score")
    expect(page.locator("h1")).to_contain_text("3P index")
    page.wait_for_url(re.compile("indicator=p3_overall"))
    page.go_back()
    expect(page.locator("h1")).to_have_text("Tier in the Trafficking in Persons Report, 2014")
    page.wait_for_selector(".choroplethlocation", state="attached")
    expect(page.locator("#world-source-evidence")).to_contain_text("Department of State")


def test_a_step_of_the_slider_changes_map_title_legend_and_evidence(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    counts = page.locator("#world-legend [data-count]")
    before = counts.evaluate_all("rows => rows.map(row => row.dataset.count)")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_have_text("Tier in the Trafficking in Persons Report, 2013")
    expect(page.locator("#world-period-evidence")).to_contain_text("2013")
    assert counts.evaluate_all("rows => rows.map(row => row.dataset.count)") != before
    page.wait_for_function(PAINTED, arg=["THA", theme.rgb(theme.ordered(4, "efforts")[1].light)])
    assert "year=2013" in page.url


def test_play_stops_at_a_gap_and_says_why(visit: Visit) -> None:
    page = visit.on("/map?v=1&indicator=trafficking_criminalised&source=criminalization&year=2010")
    page.get_by_role("button", name=re.compile("^Play")).click()
    expect(page.locator("h1")).to_contain_text("2012")
    expect(page.locator("#world-hole")).to_contain_text("55 countries")
    expect(page.locator("#world-year-play")).to_have_text("Play")
    page.wait_for_function("() => window.dash_component_api.getLayout('world-year-timer').props.disabled")
    page.wait_for_url("**year=2012*")


def test_a_year_is_played_when_the_one_before_it_is_drawn(visit: Visit) -> None:
    waiting: list[Route] = []
    page = visit.open(TIERS + "2010")
    page.route("**/_dash-update-component*", lambda route: waiting.append(route))  # noqa: PLW0108 - a method of a list cannot be a route
    page.get_by_role("button", name=re.compile("^Play")).click()
    page.wait_for_function("() => window.dash_component_api.getLayout('world-year-timer').props.n_intervals >= 2")
    assert page.evaluate("() => window.dash_component_api.getLayout('world-year').props.value") == 2011
    for route in waiting:
        route.continue_()
    page.unroute("**/_dash-update-component*")
    page.locator("#world-year-play").click()
    expect(page.locator("#world-year-play")).to_have_text("Play")


def test_a_country_without_a_figure_is_hatched_and_not_blank(visit: Visit) -> None:
    page = visit.open(TIERS + "2001")
    look = theme.ABSENCES["no_figure"]
    page.wait_for_function(PAINTED, arg=["ARG", theme.rgb(look.light)])
    painted = page.locator(f'.choroplethlocation[fill="{theme.rgb(look.light)}"]').first
    assert "url(" in painted.evaluate("path => getComputedStyle(path).fill")
    expect(page.locator("#world-legend")).to_contain_text("Covered, no figure")


def test_a_country_is_chosen_on_the_map(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    _hover(page, THAILAND)
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("#world-chosen li strong")).to_have_text("Thailand")
    expect(page.locator(".choroplethlayer .trace").nth(1).locator("path")).to_have_count(1)
    beside = page.locator("#world-chosen")
    expect(beside).to_contain_text("Tier 3")
    expect(beside).to_contain_text("Tier 2 Watch List in the CIA World Factbook")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(beside).to_contain_text("Tier 2 Watch List")
    expect(beside).not_to_contain_text("disagree")


def test_typing_a_name_and_enter_chooses_the_country_closes_the_list_and_frees_the_field(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    field, names = page.get_by_label("Country or territory").first, page.locator("#world-chosen li strong")
    field.focus()
    for typed, listed in (("burma", ["Myanmar"]), ("cote d\u2019ivoire", ["Myanmar", "C\u00f4te d'Ivoire"])):
        page.keyboard.type(typed)
        expect(page.get_by_role("option").first).to_contain_text(listed[-1])
        page.keyboard.press("Enter")
        expect(names).to_have_text(listed)
        expect(field).to_have_value("")
        expect(page.get_by_role("option")).to_have_count(0)
    page.wait_for_url("**/*places=MMR.CIV")
    expect(page.locator(".choroplethlayer .trace").nth(1).locator("path")).to_have_count(2)


def test_title_list_and_readings_are_announced_and_landmarks_and_fields_have_names(visit: Visit) -> None:
    page = visit.on(TIERS + "2014&places=THA")
    for region in ("#world-heading", "#world-chosen"):
        expect(page.locator(region)).to_have_attribute("aria-live", "polite")
    for role, name in (("complementary", "Places, legend and evidence in short"), ("slider", "Year"), ("button", "Remove Thailand")):
        expect(page.get_by_role(role, name=name, exact=True)).to_have_count(1)  # type: ignore[arg-type]
    for name in ("Indicator", "Source", "Country or territory"):
        expect(page.get_by_label(name, exact=True).first).to_be_attached()


def test_choices_that_are_made_before_an_answer_comes_lead_to_one_view(visit: Visit) -> None:
    page = visit.on(TIERS + "2014&places=THA")
    waiting: list[Route] = []
    page.route("**/_dash-update-component*", lambda route: waiting.append(route))  # noqa: PLW0108 - it wants a function of ours
    with page.expect_request("**/_dash-update-component*"):
        page.evaluate("window.dash_clientside.set_props('world-indicator', {value: 'p3_overall'})")
    with page.expect_request("**/_dash-update-component*"):
        page.evaluate("window.dash_clientside.set_props('world-year', {value: 2009})")
    page.get_by_role("tab", name="Chart").click()
    for route in waiting:
        route.continue_()
    page.unroute("**/_dash-update-component*")
    expect(page.locator("h1")).to_have_text("3P index: overall score: Thailand, 2001 to 2013")
    expect(page.locator("#world-source-evidence")).to_contain_text("Cho, Dreher and Neumayer")
    page.get_by_role("tab", name="Map").click()
    expect(page.locator("h1")).to_have_text("3P index: overall score, 2009")
    page.wait_for_url("**/map?v=1&indicator=p3_overall&source=p3_index&year=2009&places=THA")
    assert page.evaluate("document.querySelector('.js-plotly-plot').data[0].zmax") == 8.5


def test_a_chosen_place_is_taken_off_the_list_and_the_others_lead_to_the_chart(visit: Visit) -> None:
    page = visit.open(TIERS + "2014&places=THA.LUX&place=NPL")
    names = page.locator("#world-chosen li strong")
    expect(names).to_have_text(["Thailand", "Luxembourg", "Nepal"])
    page.get_by_role("button", name="Remove Luxembourg").click()
    expect(names).to_have_text(["Thailand", "Nepal"])
    expect(page.locator("#world-chosen")).to_be_focused()
    page.wait_for_url("**/*places=THA.NPL")
    page.get_by_role("link", name="These places over time").click()
    expect(page.locator("h1")).to_have_text("Tier in the Trafficking in Persons Report: Thailand and Nepal, 2001 to 2025")
    expect(page.locator(".column-title")).to_have_text("Places in the chart")


def test_the_way_to_the_evidence_says_how_many_caveats_there_are(visit: Visit) -> None:
    page = visit.on(COUNTS)
    expect(page.locator("#world-gist .gravest")).to_contain_text("Do not compare")
    page.get_by_role("link", name=re.compile(r"Evidence, range, \d+ caveats")).click()
    page.wait_for_function("() => document.getElementById('evidence').getBoundingClientRect().top < innerHeight / 2")
    expect(page.locator("h1")).to_contain_text("Detected victims")


def test_the_table_holds_the_same_rows_sorts_and_searches(visit: Visit) -> None:
    page = visit.on(TIERS + "2014")
    page.get_by_role("tab", name="Table").click()
    rows = page.locator("table.rows tbody tr")
    expect(rows.first).to_contain_text("Afghanistan")
    page.get_by_role("button", name="What the source says").press("Enter")
    expect(rows.first).to_contain_text("Tier 1")
    page.get_by_role("button", name=re.compile("What the source says")).press("Enter")
    expect(rows.first).to_contain_text("Tier 3")
    page.get_by_label("Find in the table").fill("thai")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Tier 3")
    page.get_by_label("Find in the table").fill("ivory coast")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Côte d'Ivoire")
    assert "tab=table" in page.url


IN_SIGHT = """() => {
    const parts = [".choroplethlayer .trace:last-child path", ".scatterlayer path.point"].map((part) => `#world-figure ${part}`);
    const marks = [...document.querySelectorAll(parts.join())];
    const ringed = marks.filter((mark) => getComputedStyle(mark).strokeWidth === "2.5px").map((mark) => mark.getBoundingClientRect());
    return ringed.length > 0 && ringed.every(({ left, width }) => left + width / 2 > 20 && left + width / 2 < window.innerWidth - 20);
}"""


@pytest.mark.parametrize("place", ["MEX", "NZL", "TON"])
def test_a_chosen_place_is_in_sight_on_a_phone(phone: Visit, place: str) -> None:
    page = phone.on(f"/map?indicator=detected_victims&source=unodc_glotip_2025_10&year=2022&places={place}")
    page.wait_for_selector("#world-figure .choroplethlayer path", state="attached")
    page.wait_for_function(IN_SIGHT)


@pytest.mark.parametrize("place", ["Mexico", "New Zealand", "Tonga"])
def test_a_place_of_the_field_is_brought_into_sight_on_a_phone(phone: Visit, place: str) -> None:
    page = phone.on("/map?indicator=detected_victims&source=unodc_glotip_2025_10&year=2022&shaded=yes")
    page.wait_for_selector("#world-figure .choroplethlayer path", state="attached")
    page.locator("#world-place").fill(place)
    page.locator("#world-place").press("Enter")
    expect(page.locator("#world-chosen")).to_contain_text(place)
    page.wait_for_function(IN_SIGHT)


def test_the_page_loses_nothing_on_a_narrow_screen(phone: Visit) -> None:
    page = phone.on(TIERS + "2014&places=THA.NPL")
    page.locator(".folded > summary").first.click()
    for part in ("#world-indicator", "#world-source", "#world-place", "#world-chosen", "#evidence"):
        expect(page.locator(part)).to_be_visible()


def test_on_a_phone_the_year_is_a_list_between_two_buttons(phone: Visit) -> None:
    page = phone.on(TIERS + "2014")
    expect(page.get_by_role("slider")).to_be_hidden()
    picked = page.locator("#world-year-pick")
    expect(picked).to_have_value("2014")
    for name, year in (("Previous year", "2013"), ("Next year", "2014"), ("Next year", "2015")):
        button = page.get_by_role("button", name=name)
        box = button.bounding_box()
        assert box and min(box["width"], box["height"]) >= 44
        button.click()
        expect(page.locator("h1")).to_contain_text(year)
        expect(picked).to_have_value(year)
    picked.select_option("2025")
    expect(page.locator("h1")).to_contain_text("2025")
    expect(page.get_by_role("button", name="Next year")).to_be_disabled()


SPOT = """place => {
    const graph = document.querySelector('#world-figure .js-plotly-plot');
    graph.scrollIntoView({block: 'center', behavior: 'instant'});
    const at = graph._fullLayout.geo._subplot.projection(place), box = graph.getBoundingClientRect();
    return [box.left + at[0], box.top + at[1]];
}"""


def test_a_tap_near_a_small_country_offers_the_neighbours_by_name_and_one_in_the_open_chooses(touch: Visit) -> None:
    page = touch.on(TIERS + "2014")
    page.wait_for_function("() => document.querySelector('.map-scroll').scrollLeft > 50")
    near, names = page.locator(".near-place"), page.locator("#world-chosen li strong")
    page.touchscreen.tap(*page.evaluate(SPOT, [6.1, 49.8]))
    offered = near.all_text_contents()
    assert "Luxembourg" in offered and {"Belgium", "Germany"} & set(offered) and offered[-1] == "None of these"
    assert all(box and box["height"] >= 44 for box in (button.bounding_box() for button in near.all()))
    expect(names).to_have_count(0)
    page.get_by_role("button", name="Luxembourg", exact=True).click()
    expect(names).to_have_text(["Luxembourg"])
    expect(near).to_have_count(0)
    page.touchscreen.tap(*page.evaluate(SPOT, [2.6, 27.0]))
    expect(names).to_have_text(["Luxembourg", "Algeria"])
    expect(near).to_have_count(0)
    touch.open("/coverage")
    page.wait_for_selector("#coverage-figure .choroplethlocation", state="attached")
    page.wait_for_function("() => document.querySelector('.map-scroll').scrollLeft > 50")
    page.touchscreen.tap(*page.evaluate(SPOT.replace("world-figure", "coverage-figure"), [6.1, 49.8]))
    page.get_by_role("button", name="Luxembourg", exact=True).click()
    expect(page.locator("#coverage-opened")).to_contain_text("Luxembourg")


def test_a_long_address_of_a_copy_is_a_link_and_stays_inside_its_panel(visit: Visit) -> None:
    page = visit.open(TIERS + "2016&place=CMR")
    page.locator("#world-chosen summary").click()
    expect(page.locator("#world-chosen a[href^=http]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_printed_zero_has_a_line_around_it_in_both_schemes(visit: Visit) -> None:
    page = visit.open("/map?indicator=detected_victims&source=unodc_glotip_2025_10&year=2022&shaded=yes")
    zero = page.locator(f'.map path[fill="{theme.rgb(theme.ABSENCES["zero"].light)}"]').first
    for outline in theme.ABSENCES["zero"].outline:
        expect(zero).to_have_css("stroke", theme.rgb(outline))
        page.get_by_role("button", name="Light or dark").click()


def test_chosen_places_are_read_on_paper_and_a_table_has_no_legend_of_a_map_there(visit: Visit) -> None:
    link = "/map?indicator=detected_victims&source=unodc_glotip_2025_10&year=2021&places=NPL.IND"
    page = visit.open(link)
    page.emulate_media(media="print")
    expect(page.locator(".chosen-place").first).to_contain_text("Nepal 211 people")
    expect(page.locator(".chosen-place").first).to_be_visible()
    expect(page.locator(".chosen-place a").first).to_be_hidden()
    expect(page.locator(".legend-samples")).to_be_visible()
    page.emulate_media(media="null")
    page = visit.open(f"{link}&tab=table")
    expect(page.locator(".legend-samples")).to_be_hidden()
    expect(page.locator(".disclaimer")).to_be_visible()
    expect(page.locator(".disclaimer .of-map")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".map-legend")).to_be_hidden()
