"""Where readers reach the atlas: at the root of a host, which ATLAS_ADDRESS names where it is not this machine alone."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from layouts.maintenance import SettingsError

# What Dash and servers call the part of an address before that of a page.
_PREFIXES = ("DASH_URL_BASE_PATHNAME", "DASH_ROUTES_PATHNAME_PREFIX", "DASH_REQUESTS_PATHNAME_PREFIX", "SCRIPT_NAME")
_HERE = ("localhost", "127.0.0.1")


def _refused(name: str, value: str, problem: str, remedy: str) -> SettingsError:
    return SettingsError(f"{name} is '{value}', {problem}.\n  What to do: {remedy}.")


def hosts(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The hosts that a request may name; raises SettingsError for an address that is none, and for one below a path.

    Its own pages, and frames and links at other sites, name addresses from the root on.
    """
    for name in _PREFIXES:
        if environment.get(name, "").strip("/"):
            remedy = "unset it, and give the atlas a host of its own, such as atlas.example.org"
            raise _refused(name, environment[name], "and the atlas is served at the root of a host only", remedy)
    address = environment.get("ATLAS_ADDRESS", "")
    if not address:
        return [*_HERE]
    remedy = "set it to an address such as https://atlas.example.org, or unset it"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _refused("ATLAS_ADDRESS", address, "which is no address", remedy) from error
    if parts.scheme not in ("http", "https") or not host:
        raise _refused("ATLAS_ADDRESS", address, "which is not the address of a site", remedy)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise _refused("ATLAS_ADDRESS", address, "and the atlas is served at the root of a host only", remedy)
    return [*_HERE, host]
