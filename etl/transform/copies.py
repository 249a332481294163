"""Names the copies in which the rows of a source were seen, so that a thousand pages of one site do not make a thousand lines."""

from collections.abc import Iterable
from urllib.parse import urlsplit

_ADDRESS = ("http://", "https://")
_LISTED = 10


def summed_up(copies: Iterable[str]) -> list[str]:
    """The distinct copies in order; where addresses are many, the pages of each site are counted and lone pages together."""
    distinct = sorted({*copies} - {""})
    sites: dict[str, list[str]] = {}
    for copy in distinct:
        if copy.startswith(_ADDRESS):
            sites.setdefault(urlsplit(copy).netloc, []).append(copy)
    if sum(map(len, sites.values())) <= _LISTED:
        return distinct
    many = sorted((site for site, pages in sites.items() if len(pages) > 1), key=lambda site: -len(sites[site]))
    named = [copy for copy in distinct if not copy.startswith(_ADDRESS)]
    lone = len(sites) - len(many)
    return named + [f"{site}: {len(sites[site])} pages" for site in many] + [f"single pages of {lone} other sites"] * bool(lone)
