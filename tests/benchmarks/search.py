"""The search: server time of a query over the whole index, the slowest and the usual one, and what an answer weighs."""

import statistics
import time

from app import server
from etl.queries import name_search
from tests.benchmarks.serving import gzipped

_QUERIES = (
    *("nepal", "n", "ger", "德国", "Nigera", "modern slavrey", "trafficking in persons report", "Germany detected victims"),
    *("50 million", "$150 billion", "4,000", "27 million slaves", "a b c d e f g h i j k l m n o p", "x" * 80, "qwrtz plkjh vbnmx asdfg"),
)


def _times() -> list[float]:
    """Milliseconds of the processor for each query, answered anew as the list while typing."""
    client, times = server.test_client(), []
    for query in _QUERIES:
        name_search.find.cache_clear()
        start = time.process_time()
        client.get("/search.json", query_string={"q": query})
        times.append((time.process_time() - start) * 1000)
    return times


def report() -> list[tuple[str, str, str]]:
    """The rows of the benchmark."""
    _times()
    times = _times()
    sizes = [gzipped(server.test_client().get("/search.json", query_string={"q": query}).data) for query in _QUERIES]
    measured = f"{statistics.median(times):.1f} ms; at most {max(times):.1f} ms"
    return [
        ("a search over everything, server time", measured, "<= 20 ms"),
        ("a list of results, compressed", f"at most {max(sizes):,} B", "-"),
    ]
