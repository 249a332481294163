"""The glossary: one home for what terms mean, the vocabulary's own texts where it has them, and the same texts elsewhere."""

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from etl.contract import vocabulary
from etl.contract.errors import EtlError
from etl.contract.forms import validated
from layouts import glossary
from layouts.components.term import term
from layouts.exports import registry
from layouts.pages.map.layout import layout
from layouts.pages.map.scene import scene
from layouts.pages.map.state import CODEC
from tests.callbacks.driving import client
from tests.opening import opened

TERMS = [entry for section in glossary.sections() for entry in section.terms]
GROUPS = ("kind", "range_kind", "basis", "absence", "evidence", "flow_kind", "severity")


def _text(node: Any) -> str:
    if isinstance(node, (list, tuple)):
        return " ".join(map(_text, node))
    return _text(node.children) if hasattr(node, "children") else "" if node is None else str(node)


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_of_a_group_that_stands_beside_figures_is_explained_with_its_own_definition(group: str) -> None:
    for code, word in vocabulary.terms(group).items():
        entry = glossary.entries()[f"{group}.{code}"]
        assert entry.words
        if entry.words[0] == f"{group}.{code}":
            assert entry.text.startswith(word.definition)


def test_the_terms_that_readers_ask_for_are_there() -> None:
    asked_for = (
        *("stock", "flow", "prevalence", "detected_victims", "masked", "suppressed", "tier", "tier_2_watch_list", "complement"),
        *("derived", "inferred", "printed", "corridor", "origin", "transit", "destination", "referral", "convicted", "formal_contact"),
        *("none_published", "not_seen", "lineage", "producer", "repeater", "edition"),
    )
    page = str(opened("/glossary"))
    for code in asked_for:
        assert f"id='{code}'" in page
        assert len(glossary.entries()[code].text) > 30


def test_each_term_has_an_anchor_of_its_own() -> None:
    anchors = Counter(re.findall(r"\bid='([^']+)'", str(opened("/glossary"))))
    assert {entry.code for entry in TERMS} <= set(anchors)
    assert [anchor for anchor, count in anchors.items() if count > 1] == []


@pytest.mark.parametrize("entry", [entry for entry in TERMS if entry.see], ids=lambda entry: entry.code)
def test_where_a_term_can_be_seen_there_is_a_view(entry: glossary.Entry) -> None:
    split = urlsplit(entry.see)
    place = registry.place_at(split.path, dict(parse_qsl(split.query)))
    assert place.known
    assert place.page.codec.decode(place.query)[1] == []


@pytest.mark.parametrize(
    "fields",
    [{}, {"label": "A"}, {"words": ["kind.model_estimate"], "definition": "Twice."}, {"label": "A", "definition": "B", "see": "/map"}],
)
def test_a_term_with_two_texts_or_none_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(EtlError, match="two texts or none"):
        validated(glossary.Entry, {"code": "a", **fields}, "words", "glossary.toml")


def test_a_term_on_a_page_opens_the_same_text_and_leads_to_it() -> None:
    tooltip = term("kind.model_estimate")
    entry = glossary.entries()["model_estimate"]
    assert (tooltip.label, tooltip.children.children, tooltip.children.href) == (entry.text, entry.title, "/glossary#model_estimate")
    assert entry.text in str(opened("/source/gsi_2023"))


def test_the_words_of_the_map_lead_to_their_meaning() -> None:
    page = str(layout(scene(CODEC.decode({"indicator": "modern_slavery", "source": "gsi_2023"})[0])))
    for code in ("none_published", "printed", "model_estimate", "masked", "not_covered"):
        assert f"/glossary#{code}" in page


def test_the_glossary_is_a_set_of_terms_to_search_engines_and_is_there_without_scripts() -> None:
    document = client().get("/glossary").text
    thing = json.loads(document.partition('application/ld+json">')[2].partition("</script>")[0])
    assert thing["@type"] == "DefinedTermSet"
    assert len(thing["hasDefinedTerm"]) == len(TERMS)
    body = document.partition("<noscript>")[2].partition("</noscript>")[0]
    assert all(f'id="{entry.code}"' in body for entry in TERMS)
    assert 'href="/glossary#copy"' in client().get("/source/ilo_profits_2024").text
