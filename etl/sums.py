"""What adds up to what among the counts of a country and year, in every way that a reader may take it.

Counts split by form, sex and age, by quarter, by citizenship, and by the country that people were returned from. A count of
people not recorded may belong to a split or not, and the parts of one edition may be held against the total of another.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from etl.privacy import Sum

RETURNED = "repatriated"
_SEXES, _AGES = ("female", "male", "other"), ("child", "adult")
_FORMS = ("sexual_exploitation", "labour_exploitation", "other_exploitation")
_WHOLE = ("all", "all", "all", "", "")
# A count by form, sex, age, quarter and origin; and all of them by edition, each with its row.
Cell = tuple[str, ...]
Cells = Mapping[tuple[str, Cell], Any]


@dataclass(frozen=True)
class Shape:
    """A total and its parts among the cells of a year, by form, sex, age, quarter and origin; ``rest`` may belong to them or not."""

    total: Cell
    parts: tuple[Cell, ...]
    rest: tuple[Cell, ...] = ()
    steps: Mapping[Cell, Cell] = field(default_factory=dict)

    def says_more(self, known: Set[Cell]) -> bool:
        """Whether the sum is not put together from smaller ones: ``steps`` are the cells between its parts and its total."""
        return self.total in known and not (self.steps and all(step in known for part, step in self.steps.items() if part in known))


def _counts() -> Iterator[Shape]:
    """What adds up among the counts of a year: every count splits by form, by sex, by age, and by any of them together."""
    for total in product(("all", *_FORMS), ("all", *_SEXES), ("all", *_AGES)):
        sides = [((own,), others) if own == "all" else ((own,),) for own, others in zip(total, (_FORMS, _SEXES, _AGES), strict=True)]
        for forms, sexes, ages in product(*sides):
            parts = tuple((*part, "", "") for part in product(forms, sexes, ages))
            unknown = tuple((form, sex, "unknown", "", "") for form in forms for sex in ("unknown", "all"))
            if len(parts) > 1:
                rest = unknown if total[1:] == ("all", "all") and len(parts) > len(forms) else ()
                by_form: Mapping[Cell, Cell] = (
                    {part: (part[0], *total[1:], "", "") for part in parts} if 1 < len(forms) < len(parts) else {}
                )
                yield Shape((*total, "", ""), parts, rest, by_form)
    yield Shape(("all", "unknown", "unknown", "", ""), tuple((form, "unknown", "unknown", "", "") for form in _FORMS))


def _quarters() -> Iterator[Shape]:
    """What adds up among quarters: the ages of a quarter, the quarters of a year."""
    ages = ("child", "adult", "unknown")
    for quarter in ("", *"1234"):
        yield Shape(("all", "all", "all", quarter, ""), tuple(("all", "all", age, quarter, "") for age in ages))
    for age in ("all", *ages):
        yield Shape(("all", "all", age, "", ""), tuple(("all", "all", age, quarter, "") for quarter in "1234"))


_YEARLY, _QUARTERLY = tuple(_counts()), tuple(_quarters())


def _partitions(rows: Sequence[Any]) -> Iterator[Shape]:
    """Sums over citizenships, and over the countries that people were repatriated from."""
    for evidence in dict.fromkeys(row.evidence for row in rows if row.evidence):
        lines = [row for row in rows if row.evidence == evidence]
        if evidence != RETURNED:
            yield Shape(_WHOLE, tuple(dict.fromkeys(("all", "all", "all", "", row.origin) for row in lines)))
        away = tuple(dict.fromkeys(("all", "all", "all", "", row.origin) for row in lines if not row.abroad and not row.home))
        yield from (Shape(("all", "all", "all", "", row.origin), away) for row in lines if row.abroad)


def _parts(
    shapes: Sequence[Shape], cells: Cells, sources: Sequence[str], *, with_rest: bool
) -> Iterator[tuple[int, Cell, tuple[str, ...]]]:
    """The number of the edition, the total, and the names of those parts that the edition has."""
    for (number, source), shape in product(enumerate(sources), shapes):
        parts = shape.parts + shape.rest if with_rest else shape.parts
        if names := tuple(str(cells[source, part].Index) for part in parts if (source, part) in cells):
            yield number, shape.total, names


def _laws(shapes: Sequence[Shape], cells: Cells, sources: Sequence[str]) -> list[list[Sum]]:
    """The readings of what adds up: each edition's parts under its own totals or another's, with and without the rest."""
    readings: list[list[Sum]] = []
    for with_rest in (False, True):
        found = list(_parts(shapes, cells, sources, with_rest=with_rest))
        for shift in range(len(sources)):
            laws = []
            for number, cell, names in found:
                own, total = cells.get((sources[number], cell)), cells.get((sources[number - shift], cell))
                # The same figure in another edition makes the same sum.
                total = own if own and total and own.value == total.value else total
                laws += [Sum(str(total.Index), names)] if total else []
            if laws not in readings:
                readings.append(laws)
    return readings


def readings(cells: Cells) -> list[list[Sum]]:
    """The ways to read what adds up among the cells of a block; the names of the cells are the numbers of their rows."""
    known = {cell for _, cell in cells}
    shapes = _QUARTERLY if any(cell[3] for cell in known) else _YEARLY
    named = [shape for shape in shapes if shape.says_more(known)]
    return _laws([*named, *_partitions(list(cells.values()))], cells, sorted({source for source, _ in cells}))
