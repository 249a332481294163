"""Secondary suppression: no hidden count can be computed from what is shown.

A producer hides a small count, yet prints its total and all the other parts. Wherever the printed cells of a country and
year would fix a hidden count, the atlas withholds the smallest printed part of the sum that gives it away, until nothing
fixes it any more. This is the one place of the rule; every table is made from what it leaves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.deduction import NOTHING_KNOWN, Ends, Named, fixed


class Sum(NamedTuple):
    """A total and its parts, each the name of a cell of the block; a total that is nowhere printed is a cell too."""

    total: str
    parts: tuple[str, ...]


# One way to read what adds up to what: sums that are taken to hold together, or singly where the figures contradict them.
Reading = Sequence[Sum]


@dataclass
class Block:
    """The cells of one country and year: what is shown, and the ends of what is hidden, by the name of the cell.

    ``secret`` are the hidden cells to protect; the others of ``hidden`` are ranges that anybody may know.
    ``twins`` are cells that print the same count again, in another edition of the source; they are withheld together.
    """

    shown: dict[str, float]
    hidden: dict[str, Ends]
    secret: frozenset[str]
    twins: Mapping[str, Sequence[str]] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)

    def withhold(self, cell: str, least: float) -> None:
        """Take a cell away; ``least`` is all that stays known of it."""
        for name in (cell, *self.twins.get(cell, ())):
            if self.shown.pop(name, None) is not None or least == 0:
                self.hidden[name] = (least, NOTHING_KNOWN[1])
                self.withheld.add(name)


def fitting(block: Block, readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those sums that the figures of the block, before anything is withheld, contradict."""
    fits: dict[Sum, bool] = {}
    for law in {law for reading in readings for law in reading}:
        low = high = 0.0
        for cell, sign in (*((part, 1) for part in law.parts), (law.total, -1)):
            ends = block.hidden.get(cell) or (block.shown[cell], block.shown[cell])
            low, high = low + sign * ends[sign < 0], high + sign * ends[sign > 0]
        fits[law] = low <= 0 <= high
    kept = (tuple(law for law in reading if fits[law]) for reading in readings)
    return list(dict.fromkeys(kept))


def _equation(block: Block, law: Sum) -> Named | None:
    """What a sum says of the hidden cells; None where a cell is not there, or nothing is hidden."""
    terms: list[tuple[str, int]] = []
    rest = 0.0
    for cell, sign in (*((part, 1) for part in law.parts), (law.total, -1)):
        if cell in block.shown:
            rest -= sign * block.shown[cell]
        elif cell in block.hidden:
            terms.append((cell, sign))
        else:
            return None
    return (tuple(terms), rest) if terms else None


def _found(block: Block, equations: Mapping[Sum, Named | None]) -> Iterator[tuple[str, list[Sum]]]:
    said: dict[Named, list[Sum]] = {}
    for law, equation in equations.items():
        if equation:
            said.setdefault(equation, []).append(law)
    for cell, linked in fixed(list(said), block.hidden, block.secret):
        yield cell, [law for equation in linked for law in said[equation]]


def _always(block: Block, laws: Iterable[Sum]) -> set[str]:
    """The hidden counts that follow from the layout of the cells alone, whatever the figures are."""
    ends = dict.fromkeys([*block.shown, *block.hidden], NOTHING_KNOWN)
    bare = Block({}, ends | {cell: block.hidden[cell] for cell in block.secret}, block.secret)
    return {cell for cell, _ in _found(bare, {law: _equation(bare, law) for law in laws})}


def given_away(block: Block, readings: Iterable[Reading]) -> Iterator[tuple[str, list[Sum]]]:
    """The counts hidden by the producer that the shown cells fix in any reading, each with the linked sums that do it.

    A hidden total is taken for a sum, too, where it has several parts; but what follows with its help whatever the figures
    are is no knowledge of this block.
    """
    known: dict[Sum, Named | None] = {}
    for laws in readings:
        known.update((law, _equation(block, law)) for law in laws if law not in known)
        printed = {law: known[law] for law in laws if law.total in block.shown}
        several = {law: known[law] for law in laws if len(law.parts) > 1}
        yield from _found(block, printed)
        if found := list(_found(block, printed | several)):
            always = _always(block, several)
            yield from (one for one in found if one[0] not in always)


def _smallest(block: Block, cells: Iterable[str]) -> list[str]:
    return sorted((cell for cell in cells if cell in block.shown), key=lambda name: (block.shown[name], name))[:1]


def _bounded(block: Block, cells: Iterable[str]) -> list[str]:
    return sorted(cell for cell in cells if block.hidden.get(cell, NOTHING_KNOWN) != NOTHING_KNOWN)


def _cover(block: Block, cell: str, linked: Sequence[Sum], least: float) -> bool:
    """Withhold what gives a hidden cell away, first in its own sums, then in those linked with them: the smallest printed part.

    Where no part is printed, the hidden parts are blanked, so that not even their ends are known; only where that does not
    help either, a total goes. False where nothing is left to take away.
    """
    spheres = [[law for law in linked if cell in (law.total, *law.parts)], linked]
    parts = [{part for law in laws for part in law.parts} for laws in spheres]
    totals = [{law.total for law in laws} for laws in spheres]
    for choose, groups, known in ((_smallest, parts, least), (_bounded, parts, 0.0), (_smallest, totals, least), (_bounded, totals, 0.0)):
        for cells in groups:
            if taken := choose(block, cells):
                for name in taken:
                    block.withhold(name, known)
                return True
    return False


def protect(block: Block, readings: Sequence[Reading], *, least: float) -> set[str]:
    """Withhold cells of the block until no count hidden by the producer is given away; returns their names.

    ``readings`` are the alternatives of what adds up to what: with or without those not recorded, by this edition or another.
    ``least`` is the smallest count that the producer shows: what a reader knows of a withheld cell.
    """
    bare: set[tuple[str, frozenset[Sum]]] = set()
    while found := next((found for found in given_away(block, readings) if (found[0], frozenset(found[1])) not in bare), None):
        # Where nothing is left to take away, the count follows from nothing that these sums show.
        if not _cover(block, *found, least):
            bare.add((found[0], frozenset(found[1])))
    return block.withheld


def reveal(block: Block, details: Sequence[Block], readings: Sequence[Reading]) -> set[str]:
    """Show further cells beside a protected block, each set of them whole or, where it would give a hidden count away, not at all.

    Returns the cells that stay hidden.
    """
    for cells in details:
        block.hidden |= dict.fromkeys(cells.shown, NOTHING_KNOWN) | cells.hidden
        block.secret |= cells.secret
    refused: set[str] = set()
    for cells in details:
        joined = Block(block.shown | cells.shown, block.hidden | cells.hidden, block.secret)
        if any(given_away(joined, readings)):
            refused |= {*cells.shown, *cells.hidden}
        else:
            block = joined
    return refused
