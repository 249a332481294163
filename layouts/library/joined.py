"""Many files of one kind as one: the scripts and style sheets that a document names, in their order, at an address for good."""

import hashlib
import pkgutil
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dash.fingerprint import check_fingerprint

LIBRARIES, ASSETS = "/_dash-component-suites/", "/assets/"


@dataclass(frozen=True)
class Joined:
    """Files as one: ``folder`` and ``name`` of its address, its ``suffix`` and media type, and what is in it."""

    folder: str
    name: str
    suffix: str
    media: str
    body: bytes

    @cached_property
    def address(self) -> str:
        """Where it is offered: another address for other content, in the form by which Dash knows such an address."""
        return f"{self.folder}{self.name}.v1m{hashlib.sha256(self.body).hexdigest()[:12]}.{self.suffix}"


def _content(address: str, assets: Path) -> bytes:
    path = address.partition("?")[0]
    if path.startswith(ASSETS):
        return (assets / path.removeprefix(ASSETS)).read_bytes()
    package, _, file = path.removeprefix(LIBRARIES).partition("/")
    content = pkgutil.get_data(package, check_fingerprint(file)[0])
    if content is None:
        raise FileNotFoundError(path)
    return content


def contents(addresses: Sequence[str], assets: Path) -> bytes:
    """What is at the addresses, of packages or of the folder ``assets``, one after the other, without the way to their sources."""
    parts = (_content(address, assets) for address in addresses)
    return b"\n".join(re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"", part) for part in parts)
