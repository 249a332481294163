"""A page that comes with its folder is offered everywhere; a faulty one is named in the log and takes nothing else with it."""

import json

import pytest

from etl.contract import vocabulary
from layouts.exports import registry
from tests.extended import EXAMPLES, Answer, ask

HEAD = "from tests.exports.trial_page import EXAMPLE, trial\nfrom layouts.view_state import Codec\n"
UNDESCRIBED = """
class Undescribed(Codec):
    def parameters(self):
        raise KeyError("table")
PAGE = trial("undescribed", codec=Undescribed(EXAMPLE.codec.blank))
"""
PAGES = {
    "sound": 'PAGE = trial("sound")',
    "treaties": 'PAGE = trial("treaties", export=...)',
    "untitled": 'PAGE = trial("untitled", title=None)',
    "unordered": 'PAGE = trial("unordered", order="first")',
    "pageless": "",
    "raising": 'PAGE = {}["nothing"]',
    "half": "PAGE = trial(",
    "taken": 'PAGE = trial("taken", path="/flows")',
    "undescribed": UNDESCRIBED,
}
CALLBACKS = {
    "raising": "from layouts.pages.raising import PAGE\ndef register(app): ...",
    "sound": 'def register(app):\n    raise LookupError("no such control")',
}
ADDRESSES = (
    *("/", "/flows", "/sound", "/view/world.csv", "/view/sound.csv", "/view/sound.zip?family=people", "/view/sound.csv?family=three"),
    *("/embed/world", "/embed/sound", "/oembed?url=http://localhost/sound", "/data/sources.csv?limit=1", "/openapi.json", "/_dash-layout"),
    *(f"/view/{name}.csv" for name in PAGES if name not in ("sound", "undescribed")),
    *("/view/one_place.csv", "/view/*?unknown=1"),
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Answer], str]:
    """What an app with the trial pages answers, by address, and its log."""
    folder = tmp_path_factory.mktemp("trial")
    for name, text in PAGES.items():
        path = folder / "layouts" / "pages" / name / "__init__.py"
        path.parent.mkdir(parents=True)
        path.write_text(HEAD + text, encoding="utf-8")
    (folder / "callbacks").mkdir()
    for name, text in CALLBACKS.items():
        (folder / "callbacks" / f"{name}.py").write_text(text, encoding="utf-8")
    return ask(ADDRESSES, EXAMPLES, folder)


def test_each_fault_is_named_plainly_and_without_a_traceback(served: tuple[dict[str, Answer], str]) -> None:
    log = served[1].splitlines()
    assert {
        "page treaties: no export; give one, or say export=None",
        "page untitled: a title is text",
        "page unordered: an order is a whole number, or None",
        "page pageless: no PAGE in layouts/pages/pageless/__init__.py; give one",
        "page raising: KeyError: 'nothing'",
        "page taken: path or slug of page flows; choose another",
        "page undescribed: KeyError: 'table'",
        "page sound: LookupError: no such control",
    } <= set(log)
    assert any(line.startswith("page half: SyntaxError: ") for line in log)
    assert not any("Traceback" in line for line in log)


def test_a_page_that_keeps_the_contract_is_offered_everywhere(served: tuple[dict[str, Answer], str]) -> None:
    answers = served[0]
    for address in ("/sound", "/view/sound.csv", "/view/sound.zip?family=people", "/embed/sound", "/oembed?url=http://localhost/sound"):
        assert answers[address][0] == 200, address
    assert answers["/view/sound.csv"][2] == answers["/view/one_place.csv"][2]
    assert answers["/view/sound.csv"][2].count("\nWORLD,") > 1
    assert answers["/view/sound.csv?family=three"][0] == 400
    (family,) = [
        entry
        for entry in json.loads(answers["/openapi.json"][2])["paths"]["/view/sound.csv"]["get"]["parameters"]
        if entry["name"] == "family"
    ]
    assert family["schema"] == {"type": "string", "enum": list(vocabulary.terms("family"))}
    assert '"href": "/sound"' in json.dumps(json.loads(answers["/_dash-layout"][2]))


def test_the_other_pages_go_on(served: tuple[dict[str, Answer], str]) -> None:
    answers = served[0]
    for address in ("/", "/flows", "/view/world.csv", "/embed/world", "/data/sources.csv?limit=1", "/openapi.json", "/_dash-layout"):
        assert answers[address][0] == 200, address
    described = {
        path.split("/")[2].partition(".")[0] for path in json.loads(answers["/openapi.json"][2])["paths"] if path.startswith("/view/")
    }
    assert described == {*registry.exporting(), "one_place", "sound"}
    layout = json.dumps(json.loads(answers["/_dash-layout"][2]))
    assert '"href": "/flows"' in layout and "treaties" not in layout
    assert {answers[f"/view/{name}.csv"][0] for name in PAGES if name not in ("sound", "undescribed")} == {404}


def test_an_unknown_word_is_a_wrong_question_in_each_form_of_each_page(served: tuple[dict[str, Answer], str]) -> None:
    answers = {address: answer[:2] for address, answer in served[0].items() if "unknown=1" in address}
    assert len(answers) > 40
    assert {address: answer for address, answer in answers.items() if answer != (400, "text/plain; charset=utf-8")} == {}
