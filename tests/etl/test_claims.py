"""Claims of documents: each bad one is refused with its document and its row, and good ones keep their place in the text."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl import build
from etl.claims import agreement
from etl.queries import claim_list
from etl.queries.atlas import Atlas
from etl.sources.document_claims import FILES
from etl.store import changelog
from etl.store.tables import read
from tests.miniature import TOML

Run = Callable[..., tuple[int, str]]
HEAD = ",".join(FILES["claims.csv"])
NODES = ",".join(FILES["lineage.csv"])
LABOUR = "mini/forced_labour/WORLD/2011/2012/all/all/all"
GOOD = {
    "offset": "12",
    "section": "fact 1",
    "about": "estimate",
    "scope": "core",
    "counts": "forced_labour",
    "place_printed": "world",
    "place": "WORLD",
    "sex": "all",
    "age": "all",
    "form": "all",
    "value": "20900000",
    "bound": "exact",
    "unit": "persons",
    "as_printed": "20.9 million",
    "produced_by": "Somebody",
    "attribution": "named",
}


def _line(**changes: str) -> str:
    cells = GOOD | changes
    return ",".join(cells.get(name, "") for name in FILES["claims.csv"])


def _document(data: Path, *rows: str, nodes: tuple[str, ...] = ()) -> None:
    folder = data / "sources" / "paper"
    folder.mkdir()
    kind = (
        TOML.replace('"model_estimate"', '"secondary_claim"')
        .replace('"ilo_forced_labour"', '"document_claims"')
        .replace('"FRA"', '"WORLD"')
    )
    pin = '\n[[pins]]\nindicator = "forced_labour"\nplace = "WORLD"\nyear = 2012\nlocator = "there"\nvalue = 20900000\noffset = '
    pins = "".join(f"{pin}{offset}\n" for offset in (row.partition(",")[0] for row in rows) if offset in ("12", "99"))
    (folder / "source.toml").write_text(kind + pins, encoding="utf-8")
    (folder / "claims.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    (folder / "lineage.csv").write_text("\n".join([NODES, *nodes]) + "\n", encoding="utf-8")


BAD = [
    ({"offset": ""}, "the claim has no offset"),
    ({"unit": "bushels"}, "the claim has no known unit"),
    ({"bound": "at_least"}, "a bound is on the wrong side"),
    ({"bound": "range", "low": "1", "high": "2"}, "a bound is on the wrong side"),
    ({"bound": "range", "value": "", "low": "9", "high": "2"}, "the lower bound is above the upper"),
    ({"bound": "about"}, "the kind of bound is unknown"),
    ({"about": "rumour"}, "'about' is not a known type of claim"),
    ({"counts": "new:thing"}, "'new:thing' is not an indicator"),
    ({"quantity_id": "labour/nobody"}, "unknown quantity 'labour/nobody'"),
    ({"repeats": "mini/forced_labour/MARS"}, "which the atlas does not hold"),
    ({"place": "R:Nowhere"}, "there is no place 'DOC:NOWHERE'"),
    ({"issue": "odd"}, "an issue is unknown"),
    ({"counts": "share_other", "unit": "percent", "value": "68"}, "the claim does not say what it counts"),
    ({"year_start": "about 2004"}, "the years are not years"),
    ({"year_of": "the report"}, "the year is missing"),
    ({"about": "flow"}, "a flow counts people trafficked from an origin to a destination"),
    ({"value": "12.5"}, "people and dollars are whole numbers"),
]


@pytest.mark.parametrize(("changes", "problem"), BAD, ids=lambda value: str(value)[:50])
def test_a_bad_claim_is_refused_with_document_and_row(data: Path, run: Run, changes: dict[str, str], problem: str) -> None:
    _document(data, _line(), _line(**({"offset": "99"} | changes)))
    code, message = run("check", "--data", data)
    assert code == 1
    assert "error paper: claims.csv, line 3" in message
    assert problem in message


LOOPS = [
    (("12,a,,,,,,,", "a,b,A,A,,,,,", "b,a,B,B,,,,,"), "line 3", "the chain is circular"),
    (("12,,,,,,,,",), "line 2", "the chain has no end"),
    (("12,gone,,,,,,,",), "line 2", "the chain has no end: 'gone'"),
    (("13,producer,,,,,,,",), "line 2", "there is no claim at offset 13"),
    (("12,producer,,,,mood,,,",), "line 2", "unknown word 'mood'"),
    (("12,producer,,,,,maybe,,",), "line 2", "unknown word 'maybe'"),
]


@pytest.mark.parametrize(("nodes", "line", "problem"), LOOPS, ids=lambda value: str(value)[:40])
def test_a_broken_lineage_is_refused_with_document_and_row(data: Path, run: Run, nodes: tuple[str, ...], line: str, problem: str) -> None:
    _document(data, _line(), nodes=nodes)
    code, message = run("check", "--data", data)
    assert code == 1
    assert f"error paper: lineage.csv, {line}" in message or "turns" in problem
    assert "error paper: lineage.csv" in message
    assert problem in message


def test_a_question_without_its_reasons_is_refused(data: Path, run: Run) -> None:
    path = data / "reference" / "quantities.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("They count different people.", ""), encoding="utf-8")
    code, message = run("check", "--data", data)
    assert code == 1
    assert "quantities.toml, question 1: why_they_differ is empty" in message


def test_a_selector_of_an_unknown_indicator_is_refused(data: Path, run: Run) -> None:
    path = data / "reference" / "quantities.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"forced_labour"', '"forced_leisure"'), encoding="utf-8")
    code, message = run("check", "--data", data)
    assert code == 1
    assert "unknown indicator 'forced_leisure'" in message


def test_a_group_cannot_overlook_what_the_atlas_does_not_know(data: Path, run: Run) -> None:
    path = data / "reference" / "quantities.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'overlooks = ["mood"]\n', encoding="utf-8")
    code, message = run("check", "--data", data)
    assert code == 1
    assert "quantities.toml, question 1: groups[1].overlooks[1] is 'mood'" in message


def test_a_selector_may_name_years_and_must_fit_some_row(data: Path, run: Run) -> None:
    path = data / "reference" / "quantities.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('sex = "all"', 'sex = "all", year = [2012]'), encoding="utf-8")
    assert run("build", "--data", data)[0] == 0
    assert len(read(data)[0]["answers"]) == 4
    path.write_text(text.replace('sex = "all"', 'sex = "all", year = [1999]'), encoding="utf-8")
    code, message = run("check", "--data", data)
    assert code == 1
    assert "quantities.toml, labour/everyone: selector 1 fits no row" in message


def test_a_claim_that_changes_is_told_and_does_not_break_the_next_build(data: Path, run: Run) -> None:
    _document(data, _line(issue="vague"))
    assert run("build", "--data", data)[0] == 0
    path = data / "sources" / "paper" / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",vague,", ",vague;definition,"), encoding="utf-8")
    assert run("build", "--data", data)[0] == 0
    (step,) = changelog.read(data).values()
    (fields,) = step["changed"]["paper/claims"]["rows"]["revised"].values()
    assert fields["issues"] == ["vague", "vague; definition"]


def test_a_claim_held_against_another_document_does_not_call_it_a_primary_source(data: Path, run: Run) -> None:
    _document(data, _line(), _line(offset="99"), nodes=("99,12,,,,,,,",))
    assert run("build", "--data", data)[0] == 0
    said = read(data)[0]["claims"].set_index("offset")
    assert "earlier document" in said["agreement"][99]


def test_a_good_claim_becomes_a_row_with_a_question_and_a_chain(data: Path, run: Run) -> None:
    words = _line(offset="50", about="word_only", value="", bound="", unit="", as_printed="millions", counts="trafficking_victims")
    _document(data, _line(repeats=LABOUR), words)
    assert run("build", "--data", data)[0] == 0
    tables, _ = read(data)
    claim = tables["estimates"].query("source_id == 'paper'").iloc[0]
    assert (claim["estimate_id"], claim["quantity_id"]) == ("paper/forced_labour/WORLD/2012/2012/all/all/all/@12", "labour")
    steps = tables["lineage"]
    assert list(steps["step"]) == [1, 2]
    assert list(steps["row_id"]) == [LABOUR, claim["estimate_id"]]
    assert list(steps["agrees_with_previous"]) == ["unknown", "yes"]
    spoken = tables["claims"].set_index("offset")
    assert (spoken.loc[12, "agrees"], bool(spoken.loc[12, "year_stated"])) == ("yes", False)
    assert spoken.loc[50, "row_table"] == ""
    assert "millions" not in set(tables["estimates"]["as_printed"])


def test_a_claim_says_what_it_counts_and_borrows_the_label_only_where_that_says_all(data: Path, run: Run) -> None:
    words = {"about": "word_only", "value": "", "bound": "", "unit": ""}
    _document(data, _line(), _line(offset="50", counts="share_other", counted="women among those who escape", **words))
    assert run("build", "--data", data)[0] == 0
    counted = read(data)[0]["claims"].set_index("offset")["counted"]
    assert dict(counted) == {12: "People in forced labour", 50: "women among those who escape"}


@pytest.mark.parametrize(("whose", "told"), [("", False), ("the report", True)])
def test_the_year_of_a_report_is_taken_and_called_that(data: Path, run: Run, whose: str, told: bool) -> None:
    _document(data, _line(year_start="2011", year_end="2011", year_of=whose))
    source = data / "sources" / "paper" / "source.toml"
    source.write_text(source.read_text(encoding="utf-8").replace("year = 2012\n", "year = 2011\n"), encoding="utf-8")
    assert run("build", "--data", data)[0] == 0
    tables, _ = read(data)
    claim = tables["estimates"].query("source_id == 'paper'").iloc[0]
    assert (claim["year_start"], claim["year_end"]) == (2011, 2011)
    assert list(tables["claims"]["year_start"]) == [2011]
    texts = tables["caveats"].set_index("caveat_id").loc[list(claim["caveat_ids"]), "text"]
    sentence = "The document does not say which year the claim refers to. The year shown, 2011, is that of the report."
    assert (sentence in set(texts)) is told


def test_the_title_of_a_reference_is_left_out_and_reported(data: Path) -> None:
    _document(data, _line(), _line(offset="50", about="title", as_printed="3 slaves brought home"))
    left = build.build(data).left_out.query("source_id == 'paper'")
    assert left[["where", "why"]].to_dict("records") == [
        {"where": "claims.csv, line 3", "why": "the title of a reference, which is not a claim of the document"}
    ]
    assert set(read(data)[0]["claims"]["offset"]) == {12}


def test_a_claim_about_other_people_does_not_agree(data: Path, run: Run) -> None:
    _document(data, _line(repeats=LABOUR, sex="female"))
    assert run("build", "--data", data)[0] == 0
    last = read(data)[0]["lineage"].iloc[-1]
    assert last["agrees_with_previous"] == "no"
    assert list(last["changed"]) == ["population"]


@pytest.mark.parametrize(
    ("exact", "said", "agrees"),
    [(31.6e9, 32e9, True), (31.6e9, 31.6e9, True), (31.6e9, 31e9, False), (12.3e6, 27e6, False), (0, 0, True), (0.4, 0, False)],
)
def test_a_figure_agrees_with_what_it_rounds_to(exact: float, said: float, agrees: bool) -> None:
    assert agreement.rounds_to(exact, said) is agrees


def test_a_count_of_rows_can_confirm_and_never_refute() -> None:
    claim = {"value": 159.0, "value_low": float("nan"), "value_high": float("nan")}
    assert agreement.compare_with_count(claim, 159).agrees == "yes"
    assert agreement.compare_with_count(claim, 150).agrees == "unknown"
    assert "end of the year" not in agreement.compare_with_count(claim | {"indicator": "countries_of_origin"}, 150).note
    assert "end of the year" in agreement.compare_with_count(claim | {"indicator": "treaty_parties"}, 150).note


def test_figures_stand_before_statements_and_stories_last_each_in_the_order_of_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        ("story", "old", "", "story", 1),
        ("statement", "old", "", "", 2),
        ("late figure", "new", "estimates", "", 1),
        ("second figure", "old", "estimates", "", 9),
        ("first figure", "old", "ratings", "", 3),
    ]
    claims = pd.DataFrame(said, columns=["claim_id", "source_id", "row_table", "scope", "offset"])
    tables = {
        "claims": claims.assign(place="FRA", row_id=claims["claim_id"], produced_by=""),
        "estimates": pd.DataFrame({"estimate_id": ["late figure"], "range_kind": ["at_most"]}),
        "lineage": pd.DataFrame({"estimate_id": ["late figure"], "step": [1], "produced_by": ["A new one"]}),
        "sources": pd.DataFrame({"source_id": ["new", "old"], "short_title": ["A new one", "An old one"], "published_year": [2020, 2010]}),
        "places": pd.DataFrame({"place": ["FRA"], "name": ["France"]}),
    }
    monkeypatch.setattr(claim_list, "atlas", lambda: Atlas(tables, "0" * 12))
    ordered = claim_list.claims.__wrapped__()
    assert ordered["claim_id"].tolist() == ["first figure", "second figure", "late figure", "statement", "story"]
    assert set(ordered["place_name"]) == {"France"} and ordered["short_title"].iloc[0] == "An old one"
    assert set(ordered["producer"]) == {"Not named in the document"}
    assert ordered["range_kind"].tolist() == [None, None, "at_most", None, None]
