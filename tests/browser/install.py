"""Finds what the tests drive and installs it where it is missing.

Chromium: Debian's as root, else Playwright's. Beside it, Chromium without a window, of the same release, which needs a fifth less of
the processor: unpacked only, where Debian's packages can be had and it starts; else the tests drive the whole one. nginx: unpacked only.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_NGINX, _WINDOWLESS = Path(sys.prefix) / "nginx", Path(sys.prefix) / "windowless"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
APT = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def system_chromium() -> str | None:
    """The path of a Chromium of the system, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _apt(*arguments: str) -> bool:
    return subprocess.run(["apt-get", "-qq", *arguments], env=APT, check=False).returncode == 0


def nginx() -> str | None:
    """The path of an nginx, of the system or unpacked beside this Python, if there is one."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", str(_NGINX / "usr" / "sbin")]))


def lightest_chromium() -> str | None:
    """The path of the Chromium to test with: the one without a window, where it is unpacked, else the system's."""
    return shutil.which("chromium-headless-shell", path=str(_WINDOWLESS / "usr" / "lib" / "chromium")) or system_chromium()


def _unpack(home: Path, *packages: str) -> None:
    """Unpack Debian's packages: an nginx that is installed would serve at once, and a browser is for the tests alone."""
    with TemporaryDirectory() as folder:
        for package in packages:
            subprocess.run(["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", package], cwd=folder, env=APT, check=False)
        for file in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", str(file), str(home)], check=False)


def _starts(browser: str) -> bool:
    """Whether a browser opens an empty page, with all that it is linked to."""
    page = [browser, "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"]
    try:
        return subprocess.run(page, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _unpack_windowless() -> None:
    _unpack(_WINDOWLESS, "chromium-headless-shell", "chromium-common")
    browser = lightest_chromium()
    if browser != system_chromium() and not (browser and _starts(browser)):
        shutil.rmtree(_WINDOWLESS, ignore_errors=True)


def main() -> int:
    """Make sure that there is a Chromium, and what else Debian's packages have; returns 0 when there is the first."""
    code = _chromium()
    if shutil.which("apt-get"):
        if not nginx():
            _unpack(_NGINX, "nginx", "nginx-core")
        if not _WINDOWLESS.exists():
            _unpack_windowless()
    return code


def _chromium() -> int:
    """Make sure that there is a Chromium; returns 0 when there is."""
    if system_chromium():
        return 0
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if (
        is_root
        and shutil.which("apt-get")
        and _apt("update")
        and _apt("install", "-y", "--no-install-recommends", "chromium")
        and system_chromium()
    ):
        return 0
    return subprocess.run(
        [sys.executable, "-m", "playwright", "install", *(["--with-deps"] if is_root else []), "chromium"], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
