"""The start of a page: scripts and styles as one file each, asked for at once, and in the document what Dash would ask for next."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import Any

from dash import Dash, page_registry
from flask import Response, abort, redirect, request

from layouts import browser_contract, typefaces
from layouts.basemap_address import geometry_path
from layouts.exports.responses import public_address, tag, written
from layouts.library import plotly_js
from layouts.library.joined import ASSETS, LIBRARIES, Joined, contents

_SCRIPT, _SHEET = re.compile(r'<script src="([^"]+)"></script>\s*'), re.compile(r'<link rel="stylesheet" href="([^"]+)">\s*')
# No browser that runs our scripts needs the first (assets/core/generators.js), and no page the second.
_UNSENT = ("dash/deps/polyfill", "dash/dash_table/")
# The part of dcc.Graph that it would ask for when it is first drawn; it looks for such parts beside the file that it is in.
_GRAPH, _BESIDE = f"{LIBRARIES}dash/dcc/async-graph.js", f"{LIBRARIES}dash/dcc/"
_PAGE = ("_pages_content.children", "_pages_store.data")
# Names a load of a page for callbacks in the background, of which there are none; without it a document is written once for all.
_LOAD = re.compile(r'"end_id":"[^"]*"')
_SCRIPTS, _STYLES = "text/javascript; charset=utf-8", "text/css; charset=utf-8"


@lru_cache(maxsize=4)
def _joined(scripts: str, css: str, assets: Path) -> tuple[Joined, Joined, Joined]:
    """The libraries, our scripts and our styles that the tags of a document name."""
    addresses = _SCRIPT.findall(scripts)
    libraries = [path for path in addresses if path.startswith(LIBRARIES) and not any(part in path for part in _UNSENT)]
    own = [path for path in addresses if path.startswith(ASSETS)]
    return (
        Joined(_BESIDE, "dash_renderer_and_parts", "js", _SCRIPTS, plotly_js.EAGER + contents([*libraries, _GRAPH], assets)),
        Joined(f"{ASSETS}all/", "atlas", "js", _SCRIPTS, contents(own, assets)),
        # As deep as the sheets themselves, whose addresses are relative.
        Joined(f"{ASSETS}css/all/", "atlas", "css", _STYLES, contents(_SHEET.findall(css), assets)),
    )


def _page_body(path: str, search: str) -> dict[str, Any]:
    """What Dash would send for the page at an address."""
    outputs = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in _PAGE]
    inputs = [{"id": "_pages_location", "property": name, "value": value} for name, value in (("pathname", path), ("search", search))]
    changed = [f"_pages_location.{name}" for name in ("pathname", "search")]
    return {"output": f"..{'...'.join(_PAGE)}..", "outputs": outputs, "inputs": inputs, "changedPropIds": changed}


def _answers(app: Dash, path: str, search: str) -> bytes:
    """Layout, callbacks and the page of an address, as Dash would be answered."""
    client, host = app.server.test_client(), request.host_url
    asked = {name: client.get(f"/_dash-{name}", base_url=host) for name in ("layout", "dependencies")}
    asked["page"] = client.post("/_dash-update-component", json=_page_body(path, search), base_url=host)
    edition = asked["page"].headers.get("Atlas-Edition", "")
    answers = {name: answer.json for name, answer in asked.items() if answer.status_code == 200}
    return json.dumps({"edition": edition, "address": path + search, "answers": answers}, separators=(",", ":")).encode()


def _first_answers(app: Dash) -> str:
    search = f"?{query}" if (query := request.query_string.decode()) else ""
    validator = tag("start", public_address(), request.path, search)
    return written(validator, lambda: _answers(app, request.path, search)).decode()


def _preloads(scripts: Iterable[Joined], answers: str) -> str:
    """What the page will ask for, named at its beginning: first what it starts with, then what its figures are drawn with."""
    loads = [f'<link rel="preload" as="script" href="{script.address}">' for script in scripts]
    faces = map(typefaces.address, typefaces.FACES)
    loads += [f'<link rel="preload" as="font" type="font/woff2" crossorigin="anonymous" href="{face}">' for face in faces]
    if '"type":"Graph"' in answers:
        loads.append(f'<link rel="preload" as="script" fetchpriority="low" href="{plotly_js.address()}">')
    if '"geo":{' in answers:
        loads.append(f'<link rel="preload" as="fetch" crossorigin="anonymous" fetchpriority="low" href="{geometry_path()}world_50m.json">')
    return "".join(loads)


def _document(app: Dash, plain: Any, **parts: str) -> str:
    """The document of Dash with fewer tags and more in it."""
    *scripts, styles = files = _joined(parts["scripts"], parts["css"], Path(app.config.assets_folder))
    app.server.extensions["joined"].update({file.address: file for file in files})
    answers = _first_answers(app) if page_registry else "{}"
    tags = "".join(f'<script src="{script.address}"></script>' for script in scripts)
    inline = _SCRIPT.sub("", parts["scripts"])
    data = f'<script type="application/json" id="{browser_contract.START}">{answers.replace("<", chr(92) + "u003c")}</script>'
    changed: Mapping[str, str] = {
        "css": f'{_preloads(scripts, answers)}<link rel="stylesheet" href="{escape(styles.address)}">',
        "scripts": data + tags + inline,
        "config": _LOAD.sub('"end_id":""', parts["config"]),
    }
    return str(plain(**{**parts, **changed}))


def _file(app: Dash) -> Any:
    """A joined file; an address of other content leads to the present one, and one of no content is none."""
    files: dict[str, Joined] = app.server.extensions["joined"]
    if request.path not in files:
        app.server.test_client().get("/")
    file = files.get(request.path)
    if file:
        return Response(file.body, content_type=file.media)
    stem, suffix = request.path.partition(".v1m")[0], request.path.rpartition(".")[2]
    now = next((file.address for file in files.values() if file.folder + file.name == stem and file.suffix == suffix), None)
    return redirect(now) if now else abort(404)


def _library(path: str) -> Any:
    """plotly.js, at the address that names its content; every other leads there."""
    if request.path == plotly_js.address():
        return Response(plotly_js.library(), content_type=_SCRIPTS)
    return redirect(plotly_js.address())


def register(app: Dash) -> None:
    """Serve the files, and change the document; the last of those that do."""
    app.server.extensions["joined"] = {}
    for number, rule in enumerate(
        (f"{_BESIDE}dash_renderer_and_parts.<edition>.js", f"{ASSETS}all/atlas.<edition>.js", f"{ASSETS}css/all/atlas.<edition>.css")
    ):
        app.server.add_url_rule(rule, f"joined{number}", lambda edition: _file(app))
    app.server.add_url_rule(f"{plotly_js.FOLDER}<path:path>", "plotly", _library)
    app.interpolate_index = partial(_document, app, app.interpolate_index)  # type: ignore[method-assign]
