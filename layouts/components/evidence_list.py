"""The evidence beside a figure: who says it, what kind of number it is, how sure it is, and with which caveats."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from etl.contract import vocabulary
from etl.contract.vocabulary import Indicator
from layouts import format as words
from layouts.components.address import linked
from layouts.components.term import term_link
from layouts.evidence.row_evidence import Caveats

Children = Sequence[Any]
_FEW = 3


def fact(name: Any, *parts: Any) -> html.Div:
    """A name and what is stated under it, in a list of facts."""
    return html.Div([html.Dt(name), html.Dd(list(parts))], className="fact")


def caveat_list(caveats: Caveats) -> html.Ul:
    """Caveats with their severity in words; each text once, after all that it is about."""
    about: dict[tuple[str, str], list[str]] = {}
    for caveat in caveats:
        about.setdefault((caveat.severity, caveat.text), []).append(caveat.about)
    items = []
    for (code, text), scopes in about.items():
        severity = html.Span(vocabulary.label("severity", code), className=f"severity severity-{code}")
        items.append(html.Li([severity, html.Span(": ".join(filter(None, ("; ".join(dict.fromkeys(scopes)), text))))]))
    return html.Ul(items, className="caveats")


def seen_in(copies: Sequence[str]) -> html.Ul:
    """The copies in which rows were seen, each an address or a name: provenance, not what is cited."""
    names = (copy if copy.startswith("http") or "/" in copy else words.sentence(copy) for copy in copies)
    return html.Ul([html.Li(linked(name)) for name in names], className="plain address")


def folded(title: str, caveats: Caveats) -> list[Any]:
    """A list of caveats under a title that opens it; nothing where there are none."""
    return [html.Details([html.Summary(title), caveat_list(caveats)])] if caveats else []


def on_paper(sources: Sequence[Mapping[str, Any]], caveats: Caveats = ()) -> html.Section:
    """What is printed below a page that has its evidence behind titles: the gravest caveats, and how each source is cited."""
    gravest = next(iter(vocabulary.terms("severity")))
    grave = tuple(caveat for caveat in caveats if caveat.severity == gravest)
    listed = html.Ol([html.Li(record["citation"]) for record in sources])
    before = [html.H2("Before you quote"), caveat_list(grave)] if grave else []
    return html.Section([*before, *([html.H2("Sources"), listed] if sources else [])], className="paper-only")


def _copies(record: Mapping[str, Any]) -> Any:
    """The copies of a source as far as they are few; its own page names any number."""
    number = len(record["copies"])
    return seen_in(record["copies"]) if number <= _FEW else dcc.Link(f"{number} copies", href=f"/source/{record['source_id']}")


def link_and_terms(record: Mapping[str, Any]) -> list[html.Div]:
    """Where a source is found, in which copies it was seen, and its terms."""
    return [
        fact("Link", linked(record["url"], className="address") or "No public address known."),
        *([fact("Seen in", _copies(record))] if len(record["copies"]) else []),
        fact("Terms", f"{record['licence']}. {record['licence_note']}"),
    ]


def of_source(
    record: Mapping[str, Any], indicator: Indicator, caveats: Caveats, *, line: vocabulary.Term | None = None, single: Caveats = ()
) -> Children:
    """What holds for the whole source: publisher, kind, method, range, caveats, citation and terms.

    ``line``: what a line of a map of flows is; ``single``: the caveats of some of the rows alone.
    """
    kind = vocabulary.terms("kind")[indicator.kind]
    facts = [
        *([fact("What a line shows", html.Strong(line.label), f". {line.definition}")] if line else []),
        fact("Source", html.Strong(record["title"]), html.Br(), f"{record['publisher']}. {record['edition']}."),
        fact("Kind of figure", html.Strong(term_link(f"kind.{kind.code}")), f". {kind.definition}"),
        fact("What is counted" if line else "What is shown", indicator.definition),
        fact("How it was made", record["method"]),
        fact("What its range means", record["range_meaning"]),
    ]
    citation = html.Dl([fact("Cite as", record["citation"]), *link_and_terms(record)])
    return [
        html.Dl(facts),
        *([html.H3("Caveats"), caveat_list(caveats)] if caveats else []),
        *folded(f"Caveats on some rows ({len(single)})", single),
        html.Details([html.Summary("Citation, link and terms"), citation]),
    ]


def of_place(name: str, *, note: str = "", locator: str = "", copy: str = "", caveats: Caveats = ()) -> Children:
    """What is to be known of the figure of one place, behind a line that says what there is; nothing where there is nothing.

    ``note``: what another edition says; ``locator`` and ``copy``: where the figure stands and where it was seen.
    """
    terms = (("Location in source: ", locator), ("Seen in: ", copy))
    lines = [html.P([term, linked(part)], className="address") for term, part in terms if part]
    count = words.counted(len(caveats), "caveat") if caveats else ""
    parts = [part for part in ("source" if lines else "", "another edition differs" if note else "", count) if part]
    inside = [*([html.P(note)] if note else []), *lines, *([caveat_list(caveats)] if caveats else [])]
    hidden = html.Span(f" on the figure for {words.in_sentence(name)}", className="visually-hidden")
    return [html.Details([html.Summary([words.sentence(", ".join(parts)), hidden]), *inside])] if inside else []


def _counted(group: str, counts: Mapping[str, int]) -> list[Any]:
    """How many rows there are of each word of a group, the words explained."""
    parts = ([", ", f"{count} ", term_link(f"{group}.{code}", vocabulary.label(group, code))] for code, count in counts.items())
    return [part for one in parts for part in one][1:]


def _ranges(counts: Mapping[str, int]) -> list[Any]:
    """How many rows have each kind of range: 'No range published (36), approximate (4)', the words explained."""
    labels = (words.without_brackets(vocabulary.label("range_kind", code)) for code in counts)
    texts = [words.sentence(label) if number == 0 else label for number, label in enumerate(labels)]
    parts = ([", ", term_link(f"range_kind.{code}", text), f" ({counts[code]:,})"] for code, text in zip(counts, texts, strict=True))
    return [part for one in parts for part in one][1:]


def of_period(
    period: tuple[int, int],
    bases: Mapping[str, int],
    ranges: Mapping[str, int],
    caveats: Caveats,
    single: Caveats,
    *,
    world: str = "",
    outlines: Sequence[str] = (),
    revised: Children = (),
) -> Children:
    """What changes with the year: the period, the world's own figure, how rows were obtained, and the caveats of that year."""
    facts: tuple[tuple[str, list[Any]], ...] = (
        ("Period", [words.period(*period)]),
        ("World, as printed", [html.Strong(world)] if world else []),
        ("How figures were obtained", _counted("basis", bases) or ["no figure for this period"]),
        ("Ranges", _ranges(ranges)),
        ("Outlines of the regions", [" ".join(outlines)] if outlines else []),
    )
    return [
        html.Dl([fact(name, *parts) for name, parts in facts if parts]),
        *([caveat_list(caveats)] if caveats else []),
        *folded(f"Caveats on some rows ({len(single)})", single),
        *revised,
    ]
