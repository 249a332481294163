"""Citations in four forms: plain text, BibTeX, RIS and CSL-JSON; the primary source first, the atlas second."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from etl.contract import vocabulary
from layouts.export import Export

ATLAS = "Trafficking Statistics Atlas"


@dataclass(frozen=True)
class Work:
    """Something to cite: ``kind`` is report or dataset, ``accessed`` the day on which it was read."""

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

    @property
    def names(self) -> tuple[str, ...]:
        """Who is cited as the author: the people where they are known, else the publisher."""
        return self.authors or (self.publisher,)


def of_source(record: Mapping[str, Any]) -> Work:
    """A primary source, from its record in the table of sources."""
    accessed = date.fromisoformat(record["accessed"])
    return Work(
        key=record["source_id"],
        kind="report",
        title=record["title"],
        publisher=record["publisher"],
        authors=tuple(record["authors"]),
        year=int(record["published_year"]),
        edition=record["edition"],
        url=record["url"],
        accessed=accessed,
        text=record["citation"],
    )


def of_atlas(title: str, url: str, version: str, today: date) -> Work:
    """The atlas itself as the place where a view was seen, under its data version and permalink."""
    stop = "" if title.endswith(("?", ".", "!")) else "."
    what = f"{title}{stop} In: {ATLAS}" if title else ATLAS
    text = f"{what}. Data version {version}. {url} (accessed {today.isoformat()})."
    note = f"Data version {version}"
    return Work(f"atlas_{version}", "dataset", title or ATLAS, ATLAS, today.year, f"Data version {version}", url, today, text, note)


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
    """What the rates of an export are divided by, where the atlas computed them; nothing for other panels."""
    known = vocabulary.indicators()
    codes = set(export.rows["indicator"].dropna()) if "indicator" in export.rows else set()
    return [POPULATION] if any(known[code].computed_from for code in codes if code in known) else []


def of_export(export: Export, permalink: str, today: date) -> list[Work]:
    """What a reader of the export owes: its sources, what rates are divided by, then the atlas."""
    own = [*map(of_source, export.sources), *denominators(export)]
    return [*own, of_atlas(export.title, permalink, export.version, today)]


def plain(works: Sequence[Work]) -> str:
    """Citations as text, one a line."""
    return "".join(f"{work.text}\n" for work in works)


_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", **{sign: f"\\{sign}" for sign in "&%$#_"}, "~": r"\textasciitilde{}"}


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)


def bibtex(works: Sequence[Work]) -> str:
    """Citations as BibTeX: reports and, for the atlas, a dataset kept as ``misc``."""
    entries = []
    for work in works:
        fields = {
            "title": f"{{{_tex(work.title)}}}",
            "author": " and ".join(map(_tex, work.authors)) or f"{{{_tex(work.publisher)}}}",
            "institution": _tex(work.publisher),
            "year": str(work.year),
            "edition": _tex(work.edition),
            "url": work.url,
            "urldate": work.accessed.isoformat(),
            "note": _tex(work.note),
        }
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        entries.append(f"@{'techreport' if work.kind == 'report' else 'misc'}{{{work.key},\n{body}}}\n")
    return "\n".join(entries)


def _line(text: str) -> str:
    """Text without breaks, which would start a new tag."""
    return re.sub(r"\s+", " ", text).strip()


def ris(works: Sequence[Work]) -> str:
    """Citations as RIS."""
    parts = []
    for work in works:
        tags = [
            ("TY", "RPRT" if work.kind == "report" else "DATA"),
            ("ID", work.key),
            ("TI", work.title),
            *(("AU", name) for name in work.names),
            ("PB", work.publisher),
            ("PY", str(work.year)),
            ("ET", work.edition),
            ("UR", work.url),
            ("Y2", work.accessed.strftime("%Y/%m/%d")),
            ("N1", work.note),
        ]
        parts.append("".join(f"{tag}  - {_line(value)}\n" for tag, value in tags if value) + "ER  - \n")
    return "\n".join(parts)


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _person(name: str) -> dict[str, str]:
    family, _, given = name.partition(", ")
    return {"family": family, "given": given}


def csl(works: Sequence[Work]) -> str:
    """Citations as CSL-JSON."""
    items = [
        {
            "id": work.key,
            "type": work.kind,
            "title": work.title,
            "author": [_person(name) for name in work.authors] or [{"literal": work.publisher}],
            "publisher": work.publisher,
            "issued": {"date-parts": [[work.year]]},
            "edition" if work.kind == "report" else "version": work.edition,
            **({"URL": work.url} if work.url else {}),
            "accessed": _parts(work.accessed),
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
