"""The picture of a view as PNG, SVG or PDF, where this server draws pictures; else plainly why not."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from layouts.export import Export
from layouts.exports import drawing, registry
from layouts.exports.picture import picture
from layouts.exports.requested_export import Query, export_or_refusal
from layouts.exports.responses import Answer, refusal, tag, written

Draw = Callable[[dict[str, Any], str, str], bytes]
_UNAVAILABLE = (
    "This server does not draw pictures: the extra 'pdf' and a Chromium are not installed.",
    "Open the page and choose 'Download and cite': your browser makes PNG and SVG itself. As PDF, print the SVG.",
)


def _drawable(slug: str, query: Query) -> tuple[Export, str] | Answer:
    if slug not in registry.exporting():
        return refusal(HTTPStatus.NOT_FOUND, f"There is nothing at this address. Pages: {', '.join(registry.exporting())}.")
    presets = query.get("preset", drawing.PRESETS[:1])
    if len(presets) != 1 or presets[0] not in drawing.PRESETS:
        return refusal(HTTPStatus.BAD_REQUEST, f"A preset is one of {', '.join(drawing.PRESETS)}, once.")
    export = export_or_refusal(slug, {key: values for key, values in query.items() if key != "preset"})
    if isinstance(export, Answer):
        return export
    if not export.parts:
        return refusal(HTTPStatus.BAD_REQUEST, "This view is a table; take it along as data.")
    return (export, presets[0]) if drawing.installed() else refusal(HTTPStatus.NOT_IMPLEMENTED, *_UNAVAILABLE)


def picture_file(slug: str, form: str, query: Query, *, address: str, today: date, draw: Draw) -> Answer:
    """The picture of a view, made by ``draw``; ``address`` is that of the atlas, ``today`` the day of access."""
    drawable = _drawable(slug, query)
    if isinstance(drawable, Answer):
        return drawable
    export, preset = drawable
    etag = tag("picture", slug, form, preset, export.link, address, today.isoformat())
    try:
        body = written(etag, lambda: draw(picture(export, address + export.pinned, today), preset, form))
    except drawing.BusyError:
        return refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The server draws another picture. Ask again in a minute.")
    except drawing.DrawingError:
        return refusal(HTTPStatus.SERVICE_UNAVAILABLE, "The picture could not be drawn. The page makes PNG and SVG in the browser.")
    return Answer(body, drawing.MEDIA[form], f"{export.stem}_{preset}.{form}", etag=etag)
