"""Pictures drawn by the server: a Chromium of its own composes them with the same script as the browser of a reader.

It is optional (the extra ``pdf`` and a Chromium), sees nothing but what this server hands it, and draws one picture at a
time: other requests meanwhile are refused, to be made again.
"""

import base64
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from layouts import browser_contract

PRESETS = tuple(browser_contract.PRESETS)
MEDIA = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
Fetch = Callable[[str], tuple[int, str, bytes]]
Draw = Callable[[dict[str, Any], str, str], bytes]
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_FLAGS = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_HOME = "http://atlas.invalid/"
_LONGEST = 30
_LATE = "not drawn in time"
# What a script waits for is given up after the longest time, as everything else is.
_IN_TIME = f"(work) => Promise.race([work, new Promise((_, reject) => setTimeout(() => reject(new Error('{_LATE}')), {_LONGEST * 1000}))])"
_COMPOSE = f"([picture, preset]) => ({_IN_TIME})(window.atlas.picture.compose(picture, preset))"
_PNG = f"""async ([picture, preset]) => {{
    const image = await ({_IN_TIME})(window.atlas.picture.png(picture, preset, 1)), bytes = new Uint8Array(await image.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
}}"""
_SHEET = "<style>@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}svg{{display:block}}</style>{svg}"


class BusyError(Exception):
    """The server draws another picture, or has too much else to do."""


class DrawingError(Exception):
    """Chromium did not draw the picture."""


@cache
def installed() -> bool:
    """Whether this server can draw: the library is there, and a Chromium."""
    return importlib.util.find_spec("playwright") is not None and bool(_chromium())


def _chromium() -> str:
    named = os.environ.get("ATLAS_CHROMIUM", "")
    return named or next((path for name in _NAMES if (path := shutil.which(name))), "")


@contextmanager
def _turn() -> Iterator[None]:
    """One picture at a time over all workers of the server, so that the others have time for their readers."""
    lock = FileLock(Path(tempfile.gettempdir()) / f"atlas-drawing-{os.getuid()}.lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise BusyError from error


def _serve(page: Any, scripts: list[str], fetch: Fetch) -> None:
    """Answer everything that the page asks for from this server, in this process; nothing else is reached."""

    def answer(route: Any) -> None:
        url = route.request.url
        if url == _HOME:
            loaded = "".join(f"<script src={script!r}></script>" for script in scripts)
            document = f"<!DOCTYPE html><meta charset=utf-8>{browser_contract.element()}{loaded}"
            route.fulfill(status=200, content_type="text/html", body=document)
        elif url.startswith(_HOME):
            status, media, body = fetch(f"/{url.removeprefix(_HOME)}")
            route.fulfill(status=status, content_type=media, body=body)
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto(_HOME)


def _render(page: Any, picture: dict[str, Any], preset: str, form: str) -> bytes:
    if form == "png":
        return base64.b64decode(page.evaluate(_PNG, [picture, preset]))
    composed = page.evaluate(_COMPOSE, [picture, preset])
    if form == "svg":
        return str(composed["svg"]).encode()
    page.set_content(_SHEET.format(**composed))
    size = {side: f"{composed[side]}px" for side in ("width", "height")}
    return bytes(page.pdf(**size, print_background=True, prefer_css_page_size=True))


def _drawn(picture: dict[str, Any], preset: str, form: str, scripts: list[str], fetch: Fetch) -> bytes:
    from playwright.sync_api import Error, TimeoutError, sync_playwright  # noqa: PLC0415 - optional, and heavy

    flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=flags, timeout=_LONGEST * 1000)
            page = browser.new_page()
            page.set_default_timeout(_LONGEST * 1000)
            _serve(page, scripts, fetch)
            content = _render(page, picture, preset, form)
            browser.close()
    except TimeoutError as error:
        raise BusyError from error
    except Error as error:
        raise (BusyError if _LATE in str(error) else DrawingError)(str(error)) from error
    return content


def draw(picture: dict[str, Any], preset: str, form: str, *, scripts: list[str], fetch: Fetch) -> bytes:
    """The picture in a preset as PNG, SVG or PDF; raises BusyError where it draws another, DrawingError where Chromium fails.

    ``scripts`` are the addresses of the library and of the scripts that compose it, ``fetch`` asks this server.
    """
    with _turn(), ThreadPoolExecutor(1) as thread:  # a thread of its own, whatever loop the server runs in
        return thread.submit(_drawn, picture, preset, form, scripts, fetch).result()
