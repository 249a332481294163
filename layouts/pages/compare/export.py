"""The panels of the Compare page as they are taken along: a question, sources side by side, lists of countries, every claim."""

from dataclasses import replace
from typing import Any

from etl.contract import vocabulary
from etl.queries import answers, claim_list, place_summary
from layouts.export import Export
from layouts.pages.compare import state as compare_state
from layouts.pages.compare.lists import export as document_panels
from layouts.pages.compare.question import export as question_panel
from layouts.pages.compare.side_by_side import export as sides_panel


def panel(view: compare_state.View) -> Export:
    """The panel of a view."""
    made = {"question": question_panel.panel, "sides": sides_panel.panel, "lists": document_panels.lists, "claims": document_panels.every}
    return made[view.mode](replace(view, tab="marks"))


def exported(view: compare_state.View) -> Export:
    """What can be taken of a view."""
    return panel(view)


def parameters() -> list[tuple[str, dict[str, Any], str]]:
    """What a query may say: name, JSON schema, and meaning."""
    year, word = {"type": "string", "pattern": "^[0-9]{4}$"}, {"type": "string", "maxLength": 80}
    forms, kinds = list(vocabulary.terms("form")), list(vocabulary.terms("kind"))
    panels = r"^[a-z0-9_]+~[a-z0-9_]+~[a-z_.]+~[0-9]{0,4}(,[a-z0-9_]+~[a-z0-9_]+~[a-z_.]+~[0-9]{0,4}){0,3}$"
    return [
        ("v", {"type": "string", "enum": [compare_state.VERSION]}, "Version of the link."),
        ("mode", {"type": "string", "enum": list(compare_state.MODES)}, "Which way to compare; a question where it is missing."),
        ("q", {"type": "string", "enum": list(answers.questions()["quantity_id"])}, "The question."),
        ("axis", {"type": "string", "enum": list(compare_state.AXES)}, "The axis of the marks."),
        ("order", {"type": "string", "enum": list(compare_state.ORDERS)}, "The order of the answers within their groups."),
        ("kind", {"type": "string", "enum": kinds}, "Kind of source; several are joined by points."),
        ("place", {"type": "string", "enum": sorted(place_summary.names())}, "Place of the answers, or of the history side by side."),
        ("form", {"type": "string", "enum": forms}, "Form of exploitation of the answers."),
        ("from", year, "First year that the answers speak of."),
        ("to", year, "Last year that the answers speak of."),
        ("search", word, "Words that the answers hold."),
        ("mark", {"type": "string", "maxLength": 200}, "Identifier of the answer with a band behind it."),
        ("claim", {"type": "string", "maxLength": 200}, "Identifier of the claim that is open among all claims."),
        ("tab", {"type": "string", "enum": list(compare_state.TABS)}, "Whether the page opens on the marks or on the table."),
        ("role", {"type": "string", "enum": list(claim_list.ROLES)}, "Role of the countries in the lists."),
        ("panels", {"type": "string", "pattern": panels}, "Panels side by side: indicator~source~group~year, joined by commas."),
        ("picture", {"type": "string", "enum": list(compare_state.PICTURES)}, "What the panels side by side draw."),
    ]
