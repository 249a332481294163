"""Finds Chromium for the browser tests, and installs it where it is missing: Debian's package as root, else Playwright's own."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
APT = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def system_chromium() -> str | None:
    """The path of a Chromium of the system, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _apt(*arguments: str) -> bool:
    return subprocess.run(["apt-get", "-qq", *arguments], env=APT, check=False).returncode == 0


def main() -> int:
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
