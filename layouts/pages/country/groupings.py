"""Regions of one name, which publishers delimit each in their own way: how each is told apart, and which others have figures."""

from functools import cache

from etl.queries import atlas, place_summary


@cache
def titles() -> dict[str, str]:
    """The name of every place by its code, of a region with who delimits it so: 'Africa (ILO 2024)'."""
    places = atlas.atlas()["places"]
    schemes = places["region"].where(places["kind"] == "region", "")
    rows = zip(places["place"], places["name"], schemes, strict=True)
    return {code: f"{name} ({scheme})" if scheme else name for code, name, scheme in rows}


def _bare(code: str) -> str:
    return place_summary.names()[code].partition(",")[0].replace(" the ", " ")


def others(region: str) -> tuple[str, ...]:
    """The other regions of the name of one that have figures, the latest edition first; () for a place that is no region."""
    kinds = place_summary.kinds()
    if kinds[region] != "region":
        return ()
    with_figures = (option["value"] for option in place_summary.options() if kinds[option["value"]] == "region")
    return tuple(sorted((code for code in with_figures if code != region and _bare(code) == _bare(region)), reverse=True))
