"""Citations in four forms: plain text, BibTeX, RIS and CSL-JSON; the primary source first, the atlas second."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd
import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from pylatexenc.latexencode import unicode_to_latex

from etl.contract import vocabulary
from layouts.export import Export, Quotation

ATLAS = "Trafficking Statistics Atlas"
_IN_BRACES = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
# What a kind of work is called.
_BIBTEX = {"report": "techreport", "article": "article", "dataset": "misc"}
_RIS = {"report": "RPRT", "article": "JOUR", "dataset": "DATA"}
_CSL = {"report": "report", "article": "article-journal", "dataset": "dataset"}
# Where publishers are, as citations name it: 'Vienna: UNODC.', 'Geneva, 1 June 2012.'
_CITY = re.compile(r"[.,;] (Canberra|Geneva|London|Luxembourg|Ottawa|The Hague|Vienna|Washington, DC)(?=[.:;,])")
# What a publisher is called for short, behind its name.
_ABBREVIATION = re.compile(r" \([A-Z]+\)$")
_LINES = BibtexFormat()
_LINES.indent, _LINES.trailing_comma, _LINES.block_separator = "  ", True, "\n"


@dataclass(frozen=True)
class Work:
    """Something to cite: ``kind`` is report, article or dataset, ``accessed`` the day on which it was read.

    ``article``: journal, volume, number, pages and doi, as far as they are known.
    """

    key: str
    kind: str
    title: str
    publisher: str
    year: int
    edition: str
    url: str
    accessed: date
    text: str
    note: str = ""
    authors: tuple[str, ...] = ()
    article: Mapping[str, str] = field(default_factory=dict)

    @property
    def city(self) -> str:
        """Where the publisher is, as far as the citation says so."""
        found = None if self.article else _CITY.search(self.text)
        return found[1] if found else ""

    @property
    def remark(self) -> str:
        """The note with the edition, which few styles print by itself, unless the note says it."""
        return ". ".join(filter(None, ("" if self.own_edition == self.note else self.own_edition, self.note)))

    @property
    def own_edition(self) -> str:
        """The edition; '' where it says the year alone."""
        return "" if self.edition == str(self.year) else self.edition

    @property
    def names(self) -> tuple[str, ...]:
        """Who is cited as the author: the people where they are known, else the publisher."""
        return self.authors or (_ABBREVIATION.sub("", self.publisher),)


def _cited_title(record: Mapping[str, Any]) -> str:
    """The title with what the citation adds to it: '…: data file of 28 October 2025'."""
    found = re.search(re.escape(record["title"]) + "[^.]*", record["citation"], re.IGNORECASE)
    return found[0] if found else str(record["title"])


def of_source(record: Mapping[str, Any]) -> Work:
    """A primary source, from its record in the table of sources."""
    own = {name: record[name] for name in ("publisher", "edition", "url")} | {"title": _cited_title(record)}
    own |= {"text": record["citation"], "authors": tuple(record["authors"]), "accessed": date.fromisoformat(record["accessed"])}
    note = record.get("note", "")
    if not record["journal"]:
        return Work(record["source_id"], "report", year=int(record["published_year"]), note=note, **own)
    volume, _, number = record["volume"].rstrip(")").partition("(")
    article = {"journal": record["journal"], "volume": volume, "number": number, "pages": record["pages"], "doi": record["doi"]}
    note = " ".join(filter(None, (f"Data: {record['title']}.", note)))
    own |= {"title": record["article"], "note": note, "article": article}
    return Work(record["source_id"], "article", year=int(record["article_year"]), **own)


def of_atlas(title: str, url: str, version: str, today: date) -> Work:
    """The atlas itself as the place where a view was seen, under its data version and permalink."""
    stop = "" if title.endswith(("?", ".", "!")) else "."
    what, edition = f"{title}{stop} In: {ATLAS}" if title else ATLAS, f"Data version {version}"
    text = f"{what}. {edition}. {url} (accessed {today.isoformat()})."
    return Work(f"atlas_{version}", "dataset", title or ATLAS, ATLAS, today.year, edition, url, today, text, edition)


# What the rates computed here are divided by; data/reference/population.toml says the same of the file.
POPULATION = Work(
    key="worldbank_population",
    kind="dataset",
    title="Population, total (SP.POP.TOTL), 1960 to 2024",
    publisher="World Bank",
    year=2026,
    edition="As read on 22 November 2026",
    url="https://data.worldbank.org/indicator/SP.POP.TOTL",
    accessed=date(2026, 11, 22),
    text="World Bank. Population, total (SP.POP.TOTL), 1960 to 2024. https://data.worldbank.org/indicator/SP.POP.TOTL (CC BY 4.0).",
    note="Denominator of the rates",
)


def denominators(export: Export) -> list[Work]:
    """What the rates of an export are divided by, where the atlas computed them, and population among its rows; else nothing."""
    if "table" in export.rows and export.rows["table"].eq("population").any():
        return [POPULATION]
    known = vocabulary.indicators()
    codes = set(export.rows["indicator"].dropna()) if "indicator" in export.rows else set()
    return [POPULATION] if any(known[code].computed_from for code in codes if code in known) else []


def _of_year(work: Work, kind: str, export: Export) -> Work:
    """A source of yearly reports where one year is drawn: that year's report if the figures were read there, else named in the note."""
    first, last = export.years or (0, 1)
    if kind != "government_rating" or first != last:
        return work
    locators = [one.locator for one in export.chosen] or export.rows.get("locator", pd.Series(dtype="object")).dropna()
    which, elsewhere = f"Report of {first}", "some of its tiers as later reports state them"
    if all(f"Report {first}" in locator for locator in locators):
        return replace(work, year=first, edition=which, text=f"{work.text} {which}.")
    return replace(work, note=f"{which}, {elsewhere}", text=f"{work.text} {which}, {elsewhere}.")


def _atlas_of(export: Export, permalink: str, today: date) -> Work:
    outlined = f", with {export.outlined} outlined" if export.outlined else ""
    return of_atlas(export.title + outlined, permalink, export.version, today)


def of_export(export: Export, permalink: str, today: date) -> list[Work]:
    """What a reader of the export owes: its sources, what rates are divided by, then the atlas."""
    own = [_of_year(of_source(source), source["kind"], export) for source in export.sources]
    return [*own, *denominators(export), _atlas_of(export, permalink, today)]


def _quoted(quotations: Sequence[Quotation], export: Export) -> Work:
    """Figures of a source by themselves: the source, with where each stands and how it is printed."""
    source = quotations[0].source
    work = _of_year(of_source(source), source["kind"], export)
    where = [f"{one.locator[:1].upper()}{one.locator[1:]}".rstrip(".") for one in quotations]
    printed = ["; ".join(filter(None, (one.figure, one.attributed))) for one in quotations]
    pairs = list(zip(where, printed, strict=True))
    texts, notes = ([form.format(*pair) for pair in pairs] for form in ("{} ({}).", "{}: {}"))
    return replace(work, text=" ".join([work.text, *texts]), note=". ".join(filter(None, (work.note, *notes))))


def of_chosen(export: Export, permalink: str, today: date) -> list[Work]:
    """What a reader owes who quotes the chosen mark alone: its producer, who repeats it, then the atlas."""
    by_source: dict[str, list[Quotation]] = {}
    for quotation in export.chosen:
        by_source.setdefault(quotation.source["source_id"], []).append(quotation)
    return [*(_quoted(own, export) for own in by_source.values()), _atlas_of(export, permalink, today)]


def plain(works: Sequence[Work]) -> str:
    """Citations as text, one a line."""
    return "".join(f"{work.text}\n" for work in works)


def _is_person(name: str) -> bool:
    return ", " in name


def _tex_name(name: str) -> str:
    """A name as BibTeX has it; that of an organisation is no first and last name."""
    return unicode_to_latex(name) if _is_person(name) else f"{{{unicode_to_latex(name)}}}"


def _entry(work: Work) -> Entry:
    title, author = unicode_to_latex(work.title), unicode_to_latex(work.names[0])
    fields = {
        "title": f"{{{title}}}",
        "author": " and ".join(map(_tex_name, work.authors)) or f"{{{author}}}",
        **({name: unicode_to_latex(text) for name, text in work.article.items()} or {"institution": unicode_to_latex(work.publisher)}),
        "address": work.city,
        "year": str(work.year),
        "url": work.url,
        "urldate": work.accessed.isoformat(),
        "note": unicode_to_latex(work.remark),
    }
    return Entry(_BIBTEX[work.kind], work.key, [Field(name, value) for name, value in fields.items() if value])


def bibtex(works: Sequence[Work]) -> str:
    """Citations as BibTeX: reports and, for the atlas, a dataset as ``misc``; ValueError if two works have one key."""
    library = Library([_entry(work) for work in works])
    return write_string(library, unparse_stack=[_IN_BRACES], bibtex_format=_LINES)


class _Ris(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """RIS without a line that numbers each reference."""

    def set_header(self, count: int) -> str:
        return ""


def _line(text: str) -> str:
    """Text without breaks, which would start a new tag."""
    return " ".join(text.split())


def _reference(work: Work) -> dict[str, str | list[str]]:
    article = dict(work.article)
    first, _, last = article.pop("pages", "").partition("-")
    fields: dict[str, str | list[str]] = {
        **{"journal_name" if name == "journal" else name: text for name, text in article.items()},
        "start_page": first,
        "end_page": last,
        "type_of_reference": _RIS[work.kind],
        "id": work.key,
        "title": _line(work.title),
        "authors": [_line(name) for name in work.names],
        "publisher": "" if article else _line(work.publisher),
        "place_published": work.city,
        "year": str(work.year),
        "edition": _line(work.own_edition),
        "urls": [work.url] if work.url else [],
        "access_date": work.accessed.strftime("%Y/%m/%d"),
        "notes": [_line(work.note)] if work.note else [],
    }
    return {name: value for name, value in fields.items() if value}


def ris(works: Sequence[Work]) -> str:
    """Citations as RIS."""
    return str(rispy.dumps([_reference(work) for work in works], implementation=_Ris))


def _person(name: str) -> dict[str, str]:
    family, _, given = name.partition(", ")
    return {"family": family, "given": given} if given else {"literal": name}


_CSL_NAMES = {"journal": "container-title", "volume": "volume", "number": "issue", "pages": "page", "doi": "DOI"}


def _csl_article(article: Mapping[str, str]) -> dict[str, str]:
    return {_CSL_NAMES[name]: text for name, text in article.items() if text}


def csl(works: Sequence[Work]) -> str:
    """Citations as CSL-JSON."""
    items = [
        {
            "id": work.key,
            "type": _CSL[work.kind],
            "title": work.title,
            "author": [_person(name) for name in work.authors] or [{"literal": work.names[0]}],
            **(_csl_article(work.article) or {"publisher": work.publisher}),
            **({"publisher-place": work.city} if work.city else {}),
            "issued": {"date-parts": [[work.year]]},
            **({"version" if work.kind == "dataset" else "edition": work.own_edition} if work.own_edition else {}),
            **({"URL": work.url} if work.url else {}),
            "accessed": {"date-parts": [[work.accessed.year, work.accessed.month, work.accessed.day]]},
            **({"note": work.note} if work.note else {}),
        }
        for work in works
    ]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


# The ending of a file or address -> (media type, writer).
FORMS: Mapping[str, tuple[str, Callable[[Sequence[Work]], str]]] = {
    "txt": ("text/plain", plain),
    "bib": ("application/x-bibtex", bibtex),
    "ris": ("application/x-research-info-systems", ris),
    "csl.json": ("application/vnd.citationstyles.csl+json", csl),
}

LABELS = {"txt": "Plain text", "bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}
