"""Finds the sources: each folder in data/sources with its source.toml. Unknown keys are refused; there is no list to keep in step."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from etl.contract.errors import EtlError, InputError, gathered, raise_all
from etl.contract.forms import FORM, Text, Year, read_toml, validated
from etl.contract.schema import RowTable
from etl.contract.vocabulary import IndicatorCode, word

# What the atlas may pass on of a source: its figures, aggregates of the atlas's own, or only what the user supplied.
Redistribution = Literal["figures", "aggregates", "user_supplied"]
_Address = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")]
# A limit is written as one word or as a list of words.
_Listed = BeforeValidator(lambda words: (words,) if isinstance(words, str) else words)


@dataclass(frozen=True, config=FORM)
class Caveat:
    """A caveat as source.toml states it: it applies to the rows that fit every limit that it names, without one to all rows.

    ``place`` is the place of a row, or either end of a flow; ``evidence`` and ``destination`` are of flows alone, and
    ``year_stated`` is of claims: whether the document says which year a figure speaks of. ``as_printed`` is a part of the text;
    with ``debris`` it is no part of the publication, but a remnant in the copy, and is left out of what is quoted.
    """

    id: Text
    severity: Annotated[str, word("severity")]
    text: Text
    indicator: Annotated[tuple[IndicatorCode, ...], _Listed] = ()
    place: Annotated[tuple[Text, ...], _Listed] = ()
    destination: Annotated[tuple[Text, ...], _Listed] = ()
    years: tuple[Year, Year] | None = None
    form: Annotated[tuple[Annotated[str, word("form")], ...], _Listed] = ()
    sex: Annotated[tuple[Annotated[str, word("sex")], ...], _Listed] = ()
    age: Annotated[tuple[Annotated[str, word("age")], ...], _Listed] = ()
    rating: Annotated[tuple[Text, ...], _Listed] = ()
    basis: Annotated[tuple[Annotated[str, word("basis")], ...], _Listed] = ()
    evidence: Annotated[tuple[Annotated[str, word("evidence")], ...], _Listed] = ()
    as_printed: str = ""
    year_stated: Annotated[tuple[Literal["yes", "no"], ...], _Listed] = ()
    table: Annotated[tuple[RowTable, ...], _Listed] = ()
    hole: bool = False
    debris: bool = False

    @property
    def limited(self) -> bool:
        """Whether it is limited to some rows."""
        return any(
            bool(getattr(self, entry.name)) for entry in fields(self) if entry.name not in ("id", "severity", "text", "hole", "debris")
        )


@dataclass(frozen=True, config=FORM)
class Pin:
    """A figure that the build must reproduce."""

    indicator: IndicatorCode
    place: Text
    year: Year
    locator: Text
    sex: Annotated[str, word("sex")] = "all"
    age: Annotated[str, word("age")] = "all"
    form: Annotated[str, word("form")] = "all"
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    rating: str | None = None
    offset: int | None = None
    origin: str = ""
    evidence: Annotated[str, word("evidence", "")] = ""

    @model_validator(mode="after")
    def _pins_something(self) -> "Pin":
        if {self.rating, self.value, self.value_low, self.value_high} == {None}:
            raise PydanticCustomError("no_figure", "it pins no figure", {"remedy": "Give value, value_low, value_high or rating."})
        return self


@dataclass(frozen=True, config=FORM)
class Article:
    """The article of a journal that is cited for a source; ``volume`` with its number: '116(2)'."""

    title: Text
    journal: Text
    volume: Text
    year: Year
    pages: str = ""
    doi: str = ""


@dataclass(frozen=True, config=FORM)
class Source:
    """What source.toml says of one edition of one publication."""

    source_id: Text
    folder: Path
    title: Text
    short_title: Text
    publisher: Text
    edition: Text
    published_year: Year
    url: _Address
    citation: Text
    licence: Text
    licence_note: Text
    redistribution: Redistribution
    kind: Annotated[str, word("kind")]
    method: Text
    range_meaning: Text
    accessed: date
    authors: tuple[Text, ...] = ()
    article: Article | None = None
    copy: str = ""
    module: str = ""
    file_dated: date | None = None
    revises: str = ""
    suppressed_below: Annotated[int, Field(ge=0)] = 0
    caveats: tuple[Caveat, ...] = ()
    pins: tuple[Pin, ...] = ()

    @model_validator(mode="after")
    def _cites_what_it_names(self) -> "Source":
        """The citation has the title as its other forms have it, or the parts of the article."""
        parts = [str(getattr(self.article, one.name)) for one in fields(Article)] if self.article else [self.title]
        if lacking := [part for part in parts if part.casefold() not in self.citation.casefold()]:
            what = "article" if self.article else "title"
            raise PydanticCustomError(
                what, f"the citation lacks '{lacking[0]}' of the {what}", {"remedy": f"Write the {what} alike in both."}
            )
        return self

    @property
    def of_the_user(self) -> bool:
        """Whether it is the user's own: it has no publication with which the atlas could have compared it."""
        return self.redistribution == "user_supplied"


def _parts(entry: dict[str, Any], source: str, faults: list[EtlError]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The caveats and pins of a source.toml; what does not fit is added to ``faults``."""
    for part, kind in (("caveats", Caveat), ("pins", Pin)):
        if isinstance(listed := entry.get(part), list):
            valid: list[object] = []
            for number, item in enumerate(listed, 1):
                with gathered(faults):
                    valid.append(validated(kind, item, source, f"source.toml, {part.removesuffix('s')} {number}"))
            yield part, tuple(valid)


def superseded(sources: pd.DataFrame) -> frozenset[str]:
    """The earlier editions in a table of sources (``source_id, revises``): those that another source of the atlas revises."""
    return frozenset(sources["source_id"]) & frozenset(sources["revises"])


def read_source(folder: Path, template: Path | None = None) -> Source:
    """Read a folder's source.toml, or the ``template`` of one that is to be made.

    Raises InputError for broken TOML, and for all unknown or missing keys and unknown words together.
    """
    source = folder.name
    faults: list[EtlError] = []
    path = template or folder / "source.toml"
    if not path.exists():
        raise InputError(source, path.name, "the file is missing", "Write it, or remove the folder from data/sources.")
    entry = read_toml(source, path)
    parts = dict(_parts(entry, source, faults))
    with gathered(faults):
        config = validated(Source, {**entry, **parts, "source_id": source, "folder": folder}, source, "source.toml")
    raise_all(faults)
    return config


def discover(folder: Path) -> Iterator[Source]:
    """All sources: the folders of ``data/sources``, in the order of their identifiers."""
    for path in sorted(path for path in folder.glob("*/") if not path.name.startswith(".")):
        yield read_source(path)
