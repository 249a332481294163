"""What scripts of other sites may read: downloads, views, citations and facts about the atlas, and no callback."""

from dash import Dash
from flask import Response, request

from etl.contract.errors import EtlError
from etl.queries.atlas import atlas

_FOLDERS = ("/data/", "/view/", "/card/", "/cite/", "/embed/", "/geo/", "/type/")
_ADDRESSES = ("/health", "/oembed", "/openapi.json", "/robots.txt", "/search.json", "/sitemap.xml")
_READABLE = "Atlas-Data-Version, Content-Disposition, Content-Length, ETag"
_DAY = "86400"


def _version() -> str:
    """The data version; '' without tables."""
    try:
        return atlas().version
    except EtlError:
        return ""


def _open(response: Response) -> Response:
    """Let any site read an answer, an error too, and ask beforehand whether it may."""
    if not request.path.startswith(_FOLDERS) and request.path not in _ADDRESSES:
        return response
    response.headers["Atlas-Data-Version"] = _version()
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _READABLE
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "*"
        response.headers["Access-Control-Max-Age"] = _DAY
    return response


def register(app: Dash) -> None:
    """Add the headers to the answers of the server."""
    app.server.after_request(_open)
