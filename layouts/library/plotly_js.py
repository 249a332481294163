"""plotly.js as the atlas serves it: bundled at set-up with only what is drawn, else the whole file that plotly.py brings."""

import hashlib
import importlib.util
import logging
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent
BUNDLE = HOME / "made" / "plotly.min.js"
# Where dcc.Graph looks for it, in the package plotly.
FILE = "package_data/plotly.min.js"
FOLDER = "/_dash-component-suites/plotly/"
# A browser that knows this first line compiles a script while it comes, beside what the page is doing, and not function by function later.
EAGER = b"//# allFunctionsCalledOnLoad\n"
_RECIPE = ("package.json", "entry.js")


def header(file: bytes) -> str:
    """The comment at the top of a whole file: version, copyright and licence."""
    return file.partition(b"*/")[0].decode() + "*/"


@cache
def version() -> str:
    """The version of plotly.js that plotly.py brings."""
    return header(whole()).partition("plotly.js v")[2].split()[0]


def banner(top: str) -> str:
    """What a bundle of the present recipe begins with: the header of plotly.js, and which recipe it is."""
    recipe = hashlib.sha256(b"".join((HOME / name).read_bytes() for name in _RECIPE)).hexdigest()[:12]
    return f"{top}\n/* core, bar, choropleth, sankey, scattergeo; {recipe} */"


def is_made() -> bool:
    """Whether there is a bundle of the present recipe."""
    return BUNDLE.is_file() and banner("").encode() in BUNDLE.read_bytes()


def is_bundled() -> bool:
    """Whether there is a bundle of the present recipe and of the version that plotly.py brings."""
    return BUNDLE.is_file() and BUNDLE.read_bytes().startswith(banner(header(whole())).encode())


def whole() -> bytes:
    """The file that plotly.py brings."""
    spec = importlib.util.find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly")
    return (Path(spec.origin).parent / FILE).read_bytes()


@cache
def library() -> bytes:
    """The script that sets ``window.Plotly``."""
    if is_bundled():
        return EAGER + BUNDLE.read_bytes()
    text = "plotly.js %s is served whole, because there is no bundle of it; python -m layouts.library.bundling makes one"
    logging.getLogger("atlas").warning(text, version())
    return whole()


@cache
def address() -> str:
    """Where the server offers it for good: another address for other content, in the form by which Dash knows such an address."""
    edition = f"v{version().replace('.', '_')}m{hashlib.sha256(library()).hexdigest()[:12]}"
    return f"{FOLDER}{FILE.replace('.', f'.{edition}.', 1)}"
