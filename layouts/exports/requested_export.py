"""The export that an address asks for, and what is wrong with the question."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from layouts.export import Export
from layouts.exports import registry
from layouts.exports.responses import Answer, refusal
from layouts.view_state import DATA_VERSION

Query = Mapping[str, Sequence[str]]
DATA_VERSION_PATTERN = "[0-9a-f]{12}"
_LONGEST = 4000


def requested_export(slug: str, query: Query) -> tuple[Export, list[str]]:
    """The export of a page for a query, and a message for everything in the query that gave way.

    A codec takes a text for each key, or a list where a key stands more than once.
    """
    texts = {key: values[0] if len(values) == 1 else list(values) for key, values in query.items()}
    export, messages = registry.export_of(slug, texts)
    versions = query.get(DATA_VERSION, [])
    if len(versions) > 1 or not all(re.fullmatch(DATA_VERSION_PATTERN, version) for version in versions):
        messages = [*messages, "A data version (dv) is twelve hexadecimal digits, once."]
    return export, messages


def export_or_refusal(slug: str, query: Query) -> Export | Answer:
    """The export of a page for a query, or what is wrong with the question."""
    if sum(len(key) + sum(map(len, values)) for key, values in query.items()) > _LONGEST:
        return refusal(HTTPStatus.REQUEST_URI_TOO_LONG, "The question is too long.")
    export, messages = requested_export(slug, query)
    return refusal(HTTPStatus.BAD_REQUEST, *messages) if messages else export
