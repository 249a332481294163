"""Where the atlas shows a row: on the map, among the answers to a question, in a series of flows, or among the claims."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from etl.queries.atlas import documents


def of_claim(claim_id: str) -> str:
    """The link to a claim among all claims."""
    return "/compare?" + urlencode({"v": "1", "mode": "claims", "claim": claim_id})


def of_question(quantity: str, mark: str = "") -> str:
    """The link to a question with all its answers, one of them marked."""
    return "/compare?" + urlencode({"v": "1", "q": quantity, **({"mark": mark} if mark else {})})


def of_series(row: Mapping[str, Any]) -> str:
    """The link to the chart over all years of the series of a row of estimates, in its place."""
    named = {"indicator": row["indicator"], "source": row["source_id"], "tab": "chart", "places": row["place"]}
    return "/map?" + urlencode({"v": "1", **named, **_group(row)})


def _group(row: Mapping[str, Any]) -> dict[str, str]:
    """The group of a row as a link names it; nothing where it is everyone."""
    group = ".".join(str(row.get(name, "all")) for name in ("form", "sex", "age"))
    return {"group": group} if group != "all.all.all" else {}


def of_row(table: str, row: Mapping[str, Any], row_id: str) -> str:
    """The link to a row of estimates, ratings or flows; of a document's own rows the claim among all claims is the better one."""
    if table == "flows":
        years = {"from": row["year_start"], "to": row["year_end"]}
        return "/flows?" + urlencode({"v": "1", "series": f"{row['source_id']}.{row['evidence']}", **years, "place": row["destination"]})
    quantity = row.get("quantity_id")
    if isinstance(quantity, str) and row["place"] == "WORLD":
        return of_question(quantity, row_id)
    if row["source_id"] in documents():
        return "/compare?v=1&mode=claims"
    year = row["year_end"] if table == "estimates" else row["year"]
    named = {"indicator": row["indicator"], "source": row["source_id"], "year": year, "place": row["place"]}
    return "/map?" + urlencode({"v": "1", **named, **_group(row)})
