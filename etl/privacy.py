"""Secondary suppression: no hidden count can be computed from what is shown.

A producer hides a small count, yet prints its total and all the other parts. Wherever the printed cells of a country and
year would fix a hidden count, the atlas withholds the smallest printed part of the sum that gives it away, until nothing
fixes it any more. This is the one place of the rule; every table is made from what it leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

INFINITY = float("inf")
_ROOM = 1.0
_NOTHING_KNOWN = (0.0, INFINITY)


@dataclass(frozen=True)
class Sum:
    """A printed total and its parts, each the name of a cell of the block."""

    total: str
    parts: tuple[str, ...]


@dataclass
class Block:
    """The cells of one country and year: what is shown, and the ends of what is hidden, by the name of the cell.

    ``twins`` are cells that print the same count again, in another edition of the source; they are withheld together.
    """

    shown: dict[str, float]
    hidden: dict[str, tuple[float, float]]
    twins: Mapping[str, Sequence[str]] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.secret = frozenset(self.hidden)

    def withhold(self, cell: str, least: float) -> None:
        """Take a cell away; ``least`` is all that stays known of it."""
        for name in (cell, *self.twins.get(cell, ())):
            if self.shown.pop(name, None) is not None or least == 0:
                self.hidden[name] = (least, INFINITY)
                self.withheld.add(name)


def _equation(block: Block, law: Sum) -> tuple[list[str], float] | None:
    """The hidden parts of a sum and what they add up to; None where it is not all known, or the figures do not fit a sum."""
    if law.total not in block.shown or any(part not in block.shown and part not in block.hidden for part in law.parts):
        return None
    hidden = [part for part in law.parts if part in block.hidden]
    rest = block.shown[law.total] - sum(block.shown.get(part, 0.0) for part in law.parts)
    low, high = sum(block.hidden[part][0] for part in hidden), sum(block.hidden[part][1] for part in hidden)
    return (hidden, rest) if hidden and low <= rest <= high else None


def _narrowed(ends: Mapping[str, tuple[float, float]], equations: Sequence[tuple[list[str], float]]) -> dict[str, tuple[float, float]]:
    """The ends of every hidden cell as far as the sums narrow them."""
    known = dict(ends)
    changed = True
    while changed:
        changed = False
        for cells, rest in equations:
            for cell in cells:
                others = [known[other] for other in cells if other != cell]
                least = max(known[cell][0], rest - sum(high for _, high in others))
                most = min(known[cell][1], rest - sum(low for low, _ in others))
                if (least, most) != known[cell] and least <= most:
                    known[cell], changed = (least, most), True
    return known


def _solved(cells: Sequence[str], equations: Sequence[tuple[list[str], float]]) -> set[str]:
    """The cells that the sums together fix, whatever the others are."""
    if len(equations) < 2:
        return set()
    place = {cell: number for number, cell in enumerate(cells)}
    matrix = np.zeros((len(equations), len(cells)))
    for row, (parts, _) in enumerate(equations):
        matrix[row, [place[part] for part in parts]] = 1
    _, strengths, basis = np.linalg.svd(matrix)
    free = basis[int((strengths > 1e-9).sum()) :]
    fixed = np.abs(free).max(axis=0, initial=0.0) < 1e-9
    return {cell for cell in cells if fixed[place[cell]]}


def _fixed(block: Block, laws: Sequence[Sum]) -> set[str]:
    """The counts hidden by the producer that the shown cells fix, if these sums hold."""
    equations = [found for law in laws if (found := _equation(block, law))]
    if not equations:
        return set()
    ends = _narrowed(block.hidden, equations)
    touched = sorted({cell for cells, _ in equations for cell in cells})
    solved = _solved(touched, equations)
    return {cell for cell in touched if cell in block.secret and (cell in solved or ends[cell][1] - ends[cell][0] < _ROOM)}


def given_away(block: Block, readings: Sequence[Sequence[Sum]]) -> set[str]:
    """The counts hidden by the producer that the shown cells fix in any reading of what adds up to what."""
    return {cell for laws in readings for cell in _fixed(block, laws)}


def _cover(block: Block, laws: Sequence[Sum], cell: str, least: float) -> None:
    """Withhold what gives a hidden cell away: the smallest printed part of its sums.

    Where no part is printed, the cell and the hidden ones beside it are blanked, so that not even their ends are known;
    only where that does not help either, a total goes.
    """
    own = [law for law in laws if cell in law.parts and law.total in block.shown] or [law for law in laws if law.total in block.shown]
    parts = sorted({part for law in own for part in law.parts})
    shown = [part for part in parts if part in block.shown]
    bounded = [part for part in parts if part in block.hidden and block.hidden[part] != _NOTHING_KNOWN]
    if shown:
        block.withhold(min(shown, key=lambda name: (block.shown[name], name)), least)
    elif bounded:
        for name in bounded:
            block.withhold(name, 0.0)
    else:
        block.withhold(min((law.total for law in own), key=lambda name: (block.shown[name], name)), least)


def protect(block: Block, readings: Sequence[Sequence[Sum]], *, least: float) -> set[str]:
    """Withhold cells of the block until no count hidden by the producer is given away; returns their names.

    ``readings`` are the alternatives of what adds up to what: with or without those not recorded, by this edition or another.
    ``least`` is the smallest count that the producer shows: what a reader knows of a withheld cell.
    """
    laws = [law for reading in readings for law in reading]
    while found := given_away(block, readings):
        _cover(block, laws, min(found), least)
    return block.withheld


def add(block: Block, cells: Block, readings: Sequence[Sequence[Sum]]) -> set[str]:
    """Add further detail to a protected block, or none of it where it would give a hidden count away; returns what is withheld."""
    joined = Block(block.shown | cells.shown, block.hidden | cells.hidden, {}, block.withheld)
    joined.secret = block.secret | cells.secret
    if given_away(joined, readings):
        return {*cells.shown, *cells.hidden}
    block.shown, block.hidden, block.secret = joined.shown, joined.hidden, joined.secret
    return set()
