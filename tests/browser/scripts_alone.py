"""The scripts of the atlas by themselves: a small page that holds nothing but them."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

from layouts import browser_contract, typefaces

ASSETS = Path(__file__).parents[2] / "assets"
NOTHING = "no update"
HOME = "http://atlas.test"
DASH = f"""window.asked = [];
window.dash_clientside = {{no_update: '{NOTHING}', callback_context: {{}}, set_props: (id, props) => window.asked.push([id, props])}};"""


def _answer(route: Route) -> None:
    if "/type/" in route.request.url:
        route.fulfill(content_type="font/woff2", body=typefaces.woff2(Path(route.request.url).stem))
        return
    route.fulfill(content_type="text/html", body=f"<!DOCTYPE html><body>{browser_contract.element()}</body>")


def page_of_scripts(context: BrowserContext, search: str = "/") -> Page:
    """A page at an address of no server, with the contract, a stand-in for Dash, and the scripts as Dash orders them."""
    page = context.new_page()
    page.route("**/*", _answer)
    page.goto(HOME + search)
    page.evaluate(DASH)
    for script in sorted(ASSETS.rglob("*.js"), key=lambda path: (path.parent.as_posix(), path.name)):
        page.add_script_tag(path=script)
    return page
