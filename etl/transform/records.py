"""The tables that describe: of ``sources`` what source.toml says and what their rows cover, and ``indicators``."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import pandas as pd

from etl.contract import vocabulary
from etl.contract.schema import ROW_TABLES, Tables
from etl.contract.source_config import Source
from etl.contract.table_contract import contracts

_ADDRESS = ("http://", "https://")
_LISTED = 10
# Sites that readers know by another name than that of their host.
_SITES = {
    "2009-2017.state.gov": "state.gov",
    "2017-2021.state.gov": "state.gov",
    "public-preview-server.prod.cstreetsandbox.com": "a preview copy of state.gov",
    "webarchive.archive.unhcr.org": "web archive of UNHCR",
}


def copies(names: Iterable[str]) -> list[str]:
    """The distinct copies in order; where addresses are many, the pages of each site are counted and lone pages together."""
    distinct = sorted({*names} - {""})
    sites: dict[str, list[str]] = {}
    for copy in distinct:
        if copy.startswith(_ADDRESS):
            site = urlsplit(copy).netloc.removeprefix("www.")
            sites.setdefault(_SITES.get(site, site), []).append(copy)
    if sum(map(len, sites.values())) <= _LISTED:
        return distinct
    many = sorted((site for site, pages in sites.items() if len(pages) > 1), key=lambda site: -len(sites[site]))
    named = [copy for copy in distinct if not copy.startswith(_ADDRESS)]
    lone = len(sites) - len(many)
    return named + [f"{site} ({len(sites[site])} pages)" for site in many] + [f"single pages of {lone} other sites"] * bool(lone)


def of_source(source: Source, rows: Tables, fingerprint: str) -> dict[str, object]:
    """The row of a source, made of its description and of its ``rows`` by table; ``fingerprint`` is the hash of its files."""
    years = [int(year) for name in ROW_TABLES for column in contracts()[name].years for year in rows[name][column].unique()]
    columns = (rows["estimates"]["place"], rows["ratings"]["place"], rows["flows"]["origin"], rows["flows"]["destination"])
    # Not the world, nor groups of people without a place.
    places = {place for column in columns for place in column.unique() if ":" not in place or "M49" in place} - {"WORLD"}
    article = source.article
    return {name: getattr(source, name) for name in contracts()["sources"].columns if hasattr(source, name)} | {
        "article": article.title if article else "",
        **{name: getattr(article, name, "") for name in ("journal", "volume", "pages", "doi")},
        "article_year": str(article.year) if article else "",
        "accessed": source.accessed.isoformat(),
        "first_year": min(years),
        "last_year": max(years),
        "places_covered": len(places),
        "copies": copies(copy for name in ROW_TABLES for copy in rows[name]["copy"].unique()),
        "input_sha256": fingerprint,
    }


def indicators() -> pd.DataFrame:
    """The table ``indicators``."""
    names = [name for name in contracts()["indicators"].columns if name != "indicator"]
    known = vocabulary.indicators()
    return pd.DataFrame([{"indicator": code, **{name: getattr(entry, name) for name in names}} for code, entry in known.items()])
