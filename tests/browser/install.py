"""Finds what the tests drive and installs it where it is missing: Chromium, Debian's as root, else Playwright's; nginx, unpacked only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_UNPACKED = Path(sys.prefix) / "nginx"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
APT = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def system_chromium() -> str | None:
    """The path of a Chromium of the system, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _apt(*arguments: str) -> bool:
    return subprocess.run(["apt-get", "-qq", *arguments], env=APT, check=False).returncode == 0


def nginx() -> str | None:
    """The path of an nginx, of the system or unpacked beside this Python, if there is one."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", str(_UNPACKED / "usr" / "sbin")]))


def _unpack_nginx() -> None:
    """Unpack Debian's package: installed, it would serve at once."""
    with TemporaryDirectory() as folder:
        for package in ("nginx", "nginx-core"):
            subprocess.run(["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", package], cwd=folder, env=APT, check=False)
        for file in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", str(file), str(_UNPACKED)], check=False)


def main() -> int:
    """Make sure that there is a Chromium, and an nginx where Debian's packages can be had; returns 0 when there is the first."""
    code = _chromium()
    if not nginx() and shutil.which("apt-get"):
        _unpack_nginx()
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
