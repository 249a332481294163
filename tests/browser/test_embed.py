"""An embedded view in the page of another site, and a page without scripts."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from layouts.exports import frame_size
from tests.callbacks.driving import client
from tests.exports import views

LINK = "v=1&indicator=tip_tier&source=tip_tiers&year=2022"


FRAME = '<iframe src="{}" width="800" height="640"></iframe>'


class _Elsewhere(BaseHTTPRequestHandler):
    """Another site, which shows in a frame whatever it is asked to."""

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        body = query["body"][0] if "body" in query else FRAME.format(query.get("frame", [""])[0].replace("&", "&amp;"))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<!DOCTYPE html><title>Elsewhere</title><body style='margin:0'>{body}".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The address of another site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def stranger(browser: Browser) -> Iterator[Page]:
    """A page of a reader of another site."""
    with browser.new_context(viewport={"width": 900, "height": 800}) as context:
        yield context.new_page()


@pytest.fixture
def page(stranger: Page) -> Page:
    """The page at its first size."""
    stranger.set_viewport_size({"width": 900, "height": 800})
    return stranger


def _framed(address: str) -> str:
    return f"/?frame={address}".replace("&", "%26")


def test_another_site_shows_the_frame_with_figure_evidence_and_link(page: Page, address: str, elsewhere: str) -> None:
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" and "favicon" not in said.location["url"] else None
    )
    page.goto(elsewhere + _framed(f"{address}/embed/world?{LINK}".replace("?", "%3F")))
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Tier in the Trafficking in Persons Report, 2022")
    frame.locator(".choroplethlocation").first.wait_for(state="attached")
    hatched = frame.locator('.choroplethlocation[fill="rgb(239, 236, 230)"], path.point[style*="rgb(239, 236, 230)"]').first
    assert "url(" in hatched.evaluate("path => getComputedStyle(path).fill")
    expect(frame.get_by_role("link", name="Open in the Trafficking Statistics Atlas")).to_be_attached()
    assert complaints == []


def test_another_site_cannot_show_the_page_itself(page: Page, address: str, elsewhere: str) -> None:
    with page.expect_event("console", lambda said: "frame-ancestors" in said.text):
        page.goto(elsewhere + _framed(f"{address}/"))
    assert page.frame_locator("iframe").locator("main h1").count() == 0


def test_without_scripts_the_table_and_the_sources_are_read(scriptless: Page, address: str) -> None:
    scriptless.goto(f"{address}/?{LINK}")
    expect(scriptless.locator("noscript h1")).to_have_text("Tier in the Trafficking in Persons Report, 2022")
    expect(scriptless.get_by_role("row", name="Thailand")).to_contain_text("Tier 2")


# One view of each kind that a page has, besides its first.
KINDS = (
    *(("compare", f"?v=1&mode={mode}") for mode in ("lists", "claims", "sides", "places&places=THA.VNM.KHM")),
    ("country", "?place=MDA"),
    ("world", "?v=1&indicator=detected_victims&source=unodc_glotip_2025_10&tab=chart&places=DEU.NZL"),
    ("world", "?v=1&indicator=tip_tier&source=tip_tiers&tab=chart&places=THA.NPL"),
    *(("flows", f"?v=1&{more}") for more in ("tab=sankey", "against=uk_nrm.referred_by_nationality")),
)
# The height of all, what it would like to be, and by how much figures and tables are larger than they would like.
MEASURES = """() => {
    const root = document.documentElement, all = root.scrollHeight;
    const sizes = () => [...document.querySelectorAll('.map, .frame-rows')].reduce((sum, part) => sum + part.offsetHeight, 0);
    const actual = sizes();
    root.classList.add('natural');
    const natural = Math.ceil(document.body.getBoundingClientRect().height), liked = sizes();
    root.classList.remove('natural');
    return [all, natural, actual - liked];
}"""


@pytest.mark.parametrize(("slug", "link"), [*(one for one in views.links() if not one[1]), *KINDS])
def test_the_stated_height_fits_at_every_width(page: Page, address: str, slug: str, link: str) -> None:
    export = views.panel(slug, link).shown
    stated = frame_size.height(export)
    page.set_viewport_size({"width": frame_size.WIDTHS[0], "height": stated})
    page.goto(f"{address}/embed/{slug}{link}", wait_until="load")
    page.wait_for_function(
        "count => [...document.querySelectorAll('.map')].filter(map => map.isDrawn).length === count", arg=len(export.parts)
    )
    for width in frame_size.WIDTHS:
        page.set_viewport_size({"width": width, "height": stated})
        page.wait_for_function("width => window.innerWidth === width", arg=width)
        all_of_it, natural, stretched = page.evaluate(MEASURES)
        estimate = frame_size.height(export, width)
        print(f"{slug}{link} at {width}: stated {stated}, needs {natural}, estimated {estimate}, stretched by {stretched}")
        assert all_of_it <= stated, f"a scrollbar at {width}"
        assert stretched <= 0.45 * stated, f"blank at {width}"
        assert natural - 40 <= estimate <= natural + 130
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "link", ["compare?mode=sides", "flows?series=unodc_glotip_2025_10.detected_by_citizenship&against=ctdc_2021.assisted_case"]
)
def test_each_of_several_figures_keeps_to_its_place_below_its_title_and_its_source(page: Page, address: str, link: str) -> None:
    page.set_viewport_size({"width": 800, "height": 1400})
    page.goto(f"{address}/embed/{link}", wait_until="load")
    within = "map => map.isDrawn && [...map.querySelectorAll('.main-svg')].every(svg => svg.clientHeight === map.clientHeight)"
    page.wait_for_function(f"() => [...document.querySelectorAll('.map')].filter({within}).length === 2")
    notes = page.locator(".frame-figures .quiet")
    assert [text.count("Period: 20") for text in notes.all_inner_texts()] == [1, 1]


@pytest.mark.parametrize("width", frame_size.WIDTHS)
def test_no_label_of_a_question_reaches_beyond_its_frame(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1500})
    page.goto(f"{address}/embed/compare?q=modern_slavery_now", wait_until="load")
    page.wait_for_function("() => document.querySelector('.map')?.isDrawn")
    reach = """() => [...document.querySelectorAll('.scatterlayer text')].filter((text) => text.checkVisibility({opacityProperty: true}))
        .map((text) => text.getBoundingClientRect()).filter(({left, right}) => left < 0 || right > window.innerWidth).length"""
    assert page.evaluate(reach) == 0


@pytest.mark.parametrize(("link", "largest"), [("?place=MDA", "Moldova to Poland"), ("", "Albania to United Kingdom")])
def test_the_largest_corridor_is_named_in_the_narrowest_frame(page: Page, address: str, link: str, largest: str) -> None:
    page.set_viewport_size({"width": frame_size.WIDTHS[0], "height": frame_size.height(views.panel("flows", link))})
    page.goto(f"{address}/embed/flows{link}", wait_until="load")
    page.wait_for_function("() => document.querySelector('.map')?.isDrawn")
    expect(page.locator(".scattergeo text", has_text=largest)).to_be_visible()


def _elsewhere_with(page: Page, elsewhere: str, body: str) -> Locator:
    page.goto(f"{elsewhere}/?body={quote(body)}")
    return page.locator("iframe")


def _height(frame: Locator) -> int:
    return int(frame.evaluate("frame => frame.offsetHeight"))


def _oembed(address: str, **more: Any) -> dict[str, Any]:
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return client().get(f"/oembed?url={quote(f'{address}/map?{LINK}', safe='')}{query}", base_url=address).json or {}


def test_a_frame_takes_the_height_that_it_reports_and_grows_with_its_caveats(page: Page, small: Page, address: str, elsewhere: str) -> None:
    script = small.evaluate("origin => atlas.frame.script(origin)", address)
    frame = _elsewhere_with(page, elsewhere, f'<div style="width:500px">{_oembed(address)["fluid_html"]}</div>{script}')
    inner = frame.content_frame
    natural = "() => document.documentElement.scrollHeight === window.innerHeight"
    inner.locator(".choroplethlocation").first.wait_for(state="attached")
    page.wait_for_function("() => document.querySelector('iframe').style.height")
    closed = _height(frame)
    page.frames[1].wait_for_function(natural)
    inner.locator("summary").click()
    page.wait_for_function("height => document.querySelector('iframe').offsetHeight > height + 50", arg=closed)
    page.frames[1].wait_for_function(natural)
    inner.locator("summary").click()
    page.wait_for_function("height => document.querySelector('iframe').offsetHeight === height", arg=closed)


def test_the_script_listens_to_nobody_else(page: Page, small: Page, address: str, elsewhere: str) -> None:
    script = small.evaluate("origin => atlas.frame.script(origin)", "https://atlas.test")
    frame = _elsewhere_with(page, elsewhere, f"{_oembed(address)['fluid_html']}{script}")
    frame.content_frame.locator(".choroplethlocation").first.wait_for(state="attached")
    page.evaluate("() => window.postMessage({type: 'atlas:height', height: 9}, '*')")
    assert not frame.get_attribute("style") or "height" not in str(frame.get_attribute("style"))


@pytest.mark.parametrize(("limits", "width", "height"), [({}, 800, None), ({"maxwidth": 320}, 320, None), ({"maxheight": 300}, 800, 300)])
def test_oembed_states_the_height_of_the_width_that_is_asked_for(
    address: str, limits: dict[str, int], width: int, height: int | None
) -> None:
    answer = _oembed(address, **limits)
    export = views.panel("world", f"?{LINK}")
    assert (answer["width"], answer["height"]) == (width, height or frame_size.height(export, width))
    assert f'width="{width}" height="{answer["height"]}"' in answer["html"]
