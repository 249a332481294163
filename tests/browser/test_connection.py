"""When the server is late, does not answer, answers in vain, or has been updated: what a reader sees, hears and can do."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Visit, barriers
from tests.browser.scripts_alone import page_of_scripts

CALLBACKS = "**/_dash-update-component*"
TIERS = "/map?v=1&indicator=tip_tier&source=tip_tiers&year="
SILENT, FAILED, UPDATED = "The server did not answer.", "The server could not answer this request.", "The atlas has been updated"
FAILURES: Mapping[str, tuple[str, Callable[[Route], None]]] = {
    "aborted": (SILENT, lambda route: route.abort("connectionrefused")),
    "502": (SILENT, lambda route: route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")),
    "503": (SILENT, lambda route: route.fulfill(status=503, content_type="text/plain", body="Wait")),
    "500": (FAILED, lambda route: route.fulfill(status=500, content_type="text/html", body="<h1>Internal Server Error</h1>")),
    "page of a proxy": (SILENT, lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Log in</h1>")),
}
# A page for each failure, and what a reader chooses there.
CHOICES: list[tuple[str, str, dict[str, Any]]] = [
    ("/map?indicator=tip_tier&source=tip_tiers&place=THA", "world-tab", {"value": "chart"}),
    ("/flows", "flows-series", {"value": "uk_nrm.referred_by_nationality"}),
    ("/compare?q=modern_slavery_now", "compare-question", {"value": "trafficking_profits"}),
    ("/compare?mode=places&places=THA.VNM", "places-places", {"value": ["THA", "VNM", "KHM"]}),
    ("/coverage", "coverage-region", {"value": "Oceania"}),
]
STATE = """() => {
    const all = selector => [...document.querySelectorAll(`main ${selector}`)];
    const values = all('input, select, textarea').map(field => (field.type === 'checkbox' ? field.checked : field.value));
    const tabs = all('[role=tab][aria-selected=true]').map(tab => tab.textContent);
    return [document.querySelector('main').innerText, values, tabs, window.location.pathname + window.location.search];
}"""
VALUE = "([id, name]) => window.dash_component_api.getLayout(id).props[name]"


def _state(page: Page) -> Any:
    """What the page says, what its controls say, which tabs are open, and its address."""
    return page.evaluate(STATE)


def _settled(page: Page) -> Any:
    """The state of the page when nothing is on its way, and nothing follows from what has come."""
    page.wait_for_function("() => !window.dash_stores[0].getState().isLoading")
    before = None
    while before != (before := _state(page)):
        page.wait_for_timeout(150)
    return before


def _choose(page: Page, control: str, values: dict[str, Any]) -> None:
    page.evaluate("([id, values]) => window.dash_clientside.set_props(id, values)", [control, values])


def _notice(page: Page) -> Any:
    return page.get_by_role("complementary", name="Connection")


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    """The page of the reader, whose requests arrive again when the test is over, and which is left where something is still amiss."""
    visit.page.mouse.move(0, 0)  # what lies under the pointer may say more than before
    yield visit.page
    visit.page.unroute_all(behavior="ignoreErrors")
    if not visit.page.evaluate("() => document.querySelector('.notice')?.hidden"):
        visit.page.goto("about:blank")


@pytest.mark.parametrize(
    ("path", "control", "values", "failure"),
    [(*choice, failure) for choice, failure in zip(CHOICES, FAILURES, strict=True)],
    ids=[f"{control} {next(iter(values.values()))}" for _, control, values in CHOICES],
)
def test_a_choice_without_an_answer_is_taken_back_said_and_tried_again(
    visit: Visit, page: Page, path: str, control: str, values: dict[str, Any], failure: str
) -> None:
    visit.on(path)
    before = _settled(page)
    words, answer = FAILURES[failure]
    page.route(CALLBACKS, answer)
    _choose(page, control, values)
    expect(_notice(page)).to_contain_text(words)
    title = page.locator("main h1").first.inner_text().rstrip(".")
    expect(_notice(page)).to_contain_text(f"The page still shows: {title}{'' if title.endswith('?') else '.'}")
    assert _settled(page) == before
    page.unroute(CALLBACKS)
    page.get_by_role("button", name="Try again").click()
    expect(_notice(page)).to_be_hidden()
    name, value = next(iter(values.items()))
    after = _settled(page)
    assert page.evaluate(VALUE, [control, name]) == value
    assert after[:3] != before[:3]


@pytest.mark.parametrize(("path", "failure"), [("/map", "page of a proxy"), ("/flows", "500")])
def test_a_map_whose_basemap_does_not_come_says_so_and_is_drawn_by_another_try(visit: Visit, page: Page, path: str, failure: str) -> None:
    page.route("**/geo/**", FAILURES[failure][1])
    page.goto(visit.address + path)
    expect(_notice(page)).to_contain_text("The outlines of the map could not be loaded.")
    page.get_by_role("button", name="Try again").click()
    expect(_notice(page)).to_contain_text("The outlines of the map could not be loaded.")
    assert page.locator(".choroplethlocation, .layer.land path").count() == 0
    page.unroute("**/geo/**")
    page.get_by_role("button", name="Try again").click()
    expect(_notice(page)).to_be_hidden()
    page.wait_for_selector(".choroplethlocation, .layer.land path", state="attached")


def test_a_page_that_does_not_come_leaves_the_address_of_the_one_that_is_there(visit: Visit, page: Page) -> None:
    visit.on("/map?indicator=tip_tier&source=tip_tiers")
    before = _settled(page)
    page.route(CALLBACKS, lambda route: route.abort())
    page.locator(".top").get_by_role("link", name="Compare").click()
    expect(_notice(page)).to_contain_text("The page still shows: Tier in the Trafficking in Persons Report")
    assert _settled(page) == before
    expect(page.locator(".top nav [aria-current]")).to_have_text("Map")
    page.unroute(CALLBACKS)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/compare*")
    expect(page.locator(".top nav [aria-current]")).to_have_text("Compare")
    expect(_notice(page)).to_be_hidden()
    page.go_back()
    page.wait_for_selector(".choroplethlocation", state="attached")
    assert _settled(page)[3] == before[3]


AT_ONCE = """() => new MutationObserver((_, watch) => {
    if (document.querySelector('.notice').hidden) return;
    watch.disconnect();
    document.querySelector('.notice button').click();
}).observe(document.querySelector('.notice'), {attributes: true})"""


def test_who_tries_again_while_the_controls_are_put_back_is_answered(visit: Visit, page: Page) -> None:
    visit.on("/map?indicator=tip_tier&source=tip_tiers")
    _settled(page)
    page.evaluate(AT_ONCE)
    page.route(CALLBACKS, lambda route: route.abort(), times=1)
    page.locator("#world-indicator").click()
    page.get_by_role("option", name="Detected victims of trafficking", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Detected victims of trafficking")
    expect(_notice(page)).to_be_hidden()


def test_the_bar_keeps_the_focus_where_the_choice_is_made_and_is_no_barrier(visit: Visit, page: Page) -> None:
    visit.on("/map?indicator=tip_tier&source=tip_tiers")
    _settled(page)
    page.route(CALLBACKS, lambda route: route.abort())
    control = page.locator("#world-indicator")
    control.click()
    page.get_by_role("option").nth(1).click()
    expect(_notice(page)).to_contain_text(SILENT)
    expect(control).to_be_focused()
    assert barriers(page, {"include": [[".notice"]]}) == []
    page.evaluate("document.documentElement.setAttribute('data-mantine-color-scheme', 'dark')")
    assert barriers(page, {"include": [[".notice"]]}, only=["color-contrast"]) == []
    page.evaluate("document.documentElement.setAttribute('data-mantine-color-scheme', 'light')")
    again = page.get_by_role("button", name="Try again")
    again.focus()
    page.keyboard.press("Enter")
    expect(_notice(page)).to_contain_text(SILENT)
    expect(again).to_be_focused()
    page.unroute(CALLBACKS)
    page.keyboard.press("Enter")
    expect(_notice(page)).to_be_hidden()
    expect(control).to_be_focused()


def test_a_way_back_that_fails_is_still_there(visit: Visit, page: Page) -> None:
    visit.on("/glossary")
    page.locator(".top").get_by_role("link", name="Data", exact=True).click()
    page.wait_for_url("**/data")
    _settled(page)
    page.route(CALLBACKS, lambda route: route.abort())
    page.go_back()
    expect(_notice(page)).to_contain_text(SILENT)
    page.wait_for_url("**/data")
    page.unroute(CALLBACKS)
    page.go_back()
    page.wait_for_url("**/glossary")
    expect(page.locator("main h1")).to_have_text("Glossary")


def test_a_text_that_was_not_checked_is_still_there_and_checked_by_another_try(visit: Visit, page: Page) -> None:
    visit.on("/check")
    _settled(page)
    page.route(CALLBACKS, lambda route: route.abort())
    text = page.locator("#check-text")
    text.fill("There are 27 million slaves in the world.")
    page.locator("#check-go").click()
    expect(_notice(page)).to_contain_text(SILENT)
    expect(text).to_have_value("There are 27 million slaves in the world.")
    page.unroute(CALLBACKS)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#check-cards")).to_contain_text("27 million")
    expect(_notice(page)).to_be_hidden()


def test_what_follows_from_an_answer_and_fails_takes_the_whole_choice_back(visit: Visit, page: Page) -> None:
    visit.on("/map?indicator=tip_tier&source=tip_tiers&tab=table")
    before = _settled(page)
    page.route(CALLBACKS, lambda route: route.abort() if "world-table-data" in str(route.request.post_data) else route.continue_())
    _choose(page, "world-indicator", {"value": "p3_prosecution"})
    expect(_notice(page)).to_contain_text(SILENT)
    assert _settled(page) == before
    page.unroute(CALLBACKS)
    page.get_by_role("button", name="Try again").click()
    expect(_notice(page)).to_be_hidden()
    assert page.evaluate(VALUE, ["world-indicator", "value"]) == "p3_prosecution"
    expect(page.locator("#world-table caption")).to_contain_text("3P")


def test_what_is_asked_for_again_without_a_change_is_tried_again_too(visit: Visit, page: Page) -> None:
    visit.on("/compare?mode=lists")
    before = _settled(page)
    page.route(CALLBACKS, lambda route: route.abort())
    _choose(page, "lists-role", {"value": page.evaluate(VALUE, ["lists-role", "value"])})
    expect(_notice(page)).to_contain_text(SILENT)
    page.unroute(CALLBACKS)
    page.get_by_role("button", name="Try again").click()
    expect(_notice(page)).to_be_hidden()
    assert _settled(page) == before


def test_playing_stops_where_the_server_does_not_answer(visit: Visit, page: Page) -> None:
    visit.on(f"{TIERS}2003")
    before = _settled(page)
    page.route(CALLBACKS, lambda route: route.abort())
    page.locator("#world-year-play").click()
    expect(_notice(page)).to_contain_text(SILENT)
    page.wait_for_function("() => window.dash_component_api.getLayout('world-year-timer').props.disabled")
    assert _settled(page) == before
    page.unroute(CALLBACKS)
    page.get_by_role("button", name="Try again").click()
    expect(_notice(page)).to_be_hidden()
    expect(page.locator("main h1")).to_contain_text("2004")


def test_a_late_answer_is_marked_and_announced_until_it_comes(visit: Visit, page: Page) -> None:
    visit.on("/map?indicator=tip_tier&source=tip_tiers")
    _settled(page)
    waiting: list[Route] = []
    page.route(CALLBACKS, lambda route: waiting.append(route))  # noqa: PLW0108 - Playwright asks a function for its module
    _choose(page, "world-year", {"value": 2014})
    mark, main = page.locator(".loading-mark"), page.locator("main")
    expect(mark).to_have_text("Loading …")
    expect(mark).to_have_attribute("role", "status")
    expect(main).to_have_attribute("aria-busy", "true")
    for route in waiting:
        route.continue_()
    page.unroute(CALLBACKS)
    expect(main).to_have_attribute("aria-busy", "false")
    expect(mark).to_have_text("")
    expect(page.locator("main h1")).to_contain_text("2014")


HEARD = """() => {
    window.heard = [];
    new MutationObserver(changes => changes.forEach(({target}) => {
        const region = (target.nodeType === 1 ? target : target.parentElement).closest('[aria-live], [role=status], [role=alert]');
        if (region) window.heard.push([region.id || region.className, region.textContent]);
    })).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


def test_a_change_of_the_year_is_heard_once_and_with_its_year(visit: Visit, page: Page) -> None:
    visit.on(f"{TIERS}2014")
    _settled(page)
    page.evaluate(HEARD)
    _choose(page, "world-year", {"value": 2013})
    expect(page.locator("main h1")).to_contain_text("2013")
    _settled(page)
    heard = page.evaluate("() => window.heard")
    speaking = {region for region, text in heard if "2013" in text}
    assert speaking == {"world-heading"}
    assert "status" in {node["role"]["value"] for node in _tree(page) if "role" in node}


def _tree(page: Page) -> list[dict[str, Any]]:
    """What a screen reader is told of the page."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return nodes


def test_a_quick_answer_leaves_no_mark(browser: Browser) -> None:
    context = browser.new_context()
    context.clock.install()
    page = page_of_scripts(context)
    late = "() => document.documentElement.classList.contains('is-late')"
    page.evaluate("() => atlas.loading(false)")
    page.clock.pause_at("2100-01-01")
    for milliseconds, marked in ((290, False), (310, True)):
        page.evaluate("() => atlas.loading(true)")
        page.clock.run_for(milliseconds)
        assert page.evaluate(late) is marked
        page.evaluate("() => atlas.loading(false)")
        page.clock.run_for(1000)
        assert page.evaluate(late) is False
    context.close()


def _edited(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, headers={**response.headers, "atlas-edition": "another"})


def _unknown(route: Route) -> None:
    route.fulfill(
        status=400, headers={"Atlas-Edition": "another"}, content_type="text/plain", body="There is no callback of this 'output'."
    )


@pytest.mark.parametrize(("answer", "year"), [(_unknown, "2013"), (_edited, "2014")])
def test_a_page_that_was_opened_before_an_update_is_loaded_again(
    visit: Visit, page: Page, answer: Callable[[Route], None], year: str
) -> None:
    visit.on(f"{TIERS}2013")
    _settled(page)
    page.route(CALLBACKS, answer)
    _choose(page, "world-year", {"value": 2014})
    expect(_notice(page)).to_contain_text(UPDATED)
    expect(page.locator("main h1")).to_contain_text(year)
    page.unroute(CALLBACKS)
    page.get_by_role("button", name="Reload the page").click()
    expect(_notice(page)).to_be_hidden()
    expect(page.locator("main h1")).to_contain_text(year)


def _without_start(route: Route) -> None:
    """The document as it would be without the answers that come with it."""
    response = route.fetch()
    body = re.sub(r'(id="atlas-start">).*?(</script>)', r"\1{}\2", response.text(), flags=re.DOTALL)
    route.fulfill(response=response, body=body)


def test_a_page_that_came_with_its_document_asks_for_no_more(visit: Visit, page: Page) -> None:
    for pattern in ("**/_dash-layout", "**/_dash-dependencies", CALLBACKS):
        page.route(pattern, lambda route: route.abort())
    page.goto(f"{visit.address}/about")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator(".first-view")).to_have_count(0)
    expect(_notice(page)).to_be_hidden()


def test_a_page_that_has_not_come_at_all_is_tried_again(visit: Visit, page: Page) -> None:
    page.route(f"{visit.address}/about", _without_start)
    for pattern in ("**/_dash-layout", "**/_dash-dependencies", CALLBACKS):
        page.route(pattern, lambda route: route.abort())
        page.goto(f"{visit.address}/about")
        expect(_notice(page)).to_contain_text(SILENT)
        page.unroute(pattern)
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("main h1")).to_be_visible()
        expect(_notice(page)).to_be_hidden()


def test_scripts_that_ask_say_it_in_words(visit: Visit, page: Page) -> None:
    visit.on("/about")
    for number, (_, answer) in enumerate((FAILURES["aborted"], FAILURES["502"])):
        page.route(f"**/view/{number}*", answer)
        assert page.evaluate(f"fetch('/view/{number}').catch(error => error.message)") == "The server did not answer. Try again."
