"""What a reader can compute: the counts that sums fix, whatever the other counts are.

Ends are narrowed from sum to sum until nothing changes, which finds everything where sums do not share cells in a ring; rings
are solved as equations too. Where sums contradict one another, each is taken singly, and as many together as go together.
Cells are numbered in the order of their appearance, so that the many blocks of one form are solved once.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

import numpy as np

Ends = tuple[float, float]
# The cells of a sum with their signs, and what they add up to.
Terms = tuple[tuple[int, int], ...]
Equation = tuple[Terms, float]
# The same, with the names of the cells.
Named = tuple[tuple[tuple[str, int], ...], float]

# Stands for an end that is not known; larger than any sum of counts, and small enough to be added up exactly.
ENDLESS = 1e9
_ZERO = 1e-9
NOTHING_KNOWN = (0.0, float("inf"))


def _squeeze(equation: Equation, low: list[float], high: list[float]) -> bool:
    """Narrow the ends of the cells of one sum; False where the figures contradict it."""
    terms, rest = equation
    least = most = -rest
    for cell, sign in terms:
        if sign > 0:
            least, most = least + low[cell], most + high[cell]
        else:
            least, most = least - high[cell], most - low[cell]
    for cell, sign in terms:
        own_low, own_high = low[cell], high[cell]
        # What the others leave: never less than nothing, never more than there is.
        down, up = (own_high - most, own_low - least) if sign > 0 else (least + own_high, most + own_low)
        low[cell], high[cell] = max(own_low, down), min(own_high, up)
        if low[cell] > high[cell]:
            return False
    return True


def _narrowed(equations: Sequence[Equation], ends: Sequence[Ends]) -> list[Ends] | None:
    """The ends as far as the sums narrow them; None where the figures contradict the sums."""
    low, high = [end[0] for end in ends], [end[1] for end in ends]
    for _ in range(2 * len(equations)):
        before = low + high
        if not all(_squeeze(equation, low, high) for equation in equations):
            return None
        if low + high == before:
            break
    return list(zip(low, high, strict=True))


def _tied(sums: Sequence[Terms]) -> bool:
    """Whether anything is left of the sums when those are taken off, again and again, that have a cell of their own.

    Such a cell takes up whatever the others are, so that the sum fixes nothing.
    """
    left = list(sums)
    while True:
        uses = Counter(cell for terms in left for cell, _ in terms)
        kept = [terms for terms in left if all(uses[cell] > 1 for cell, _ in terms)]
        if len(kept) == len(left):
            return bool(kept)
        left = kept


@cache
def _solved(sums: tuple[Terms, ...]) -> frozenset[int]:
    """The cells that sums fix together, whatever they add up to: elimination leaves such a cell alone in its row."""
    if not _tied(sums):
        return frozenset()
    matrix = np.zeros((len(sums), 1 + max(cell for terms in sums for cell, _ in terms)))
    for row, terms in enumerate(sums):
        matrix[row, [cell for cell, _ in terms]] = [sign for _, sign in terms]
    done = 0
    for cell in range(matrix.shape[1]):
        if done == len(sums):
            break
        best = done + int(np.abs(matrix[done:, cell]).argmax())
        if abs(matrix[best, cell]) > _ZERO:
            matrix[[done, best]] = matrix[[best, done]]
            matrix[done] /= matrix[done, cell]
            others = matrix[:, cell].copy()
            others[done] = 0
            matrix -= np.outer(others, matrix[done])
            done += 1
    left = np.abs(matrix[:done]) > _ZERO
    return frozenset(int(row.argmax()) for row in left if row.sum() == 1)


def _consistent(equations: Sequence[Equation], ends: Sequence[Ends]) -> list[Equation]:
    """The sums one after the other, without those that contradict the ones before."""
    kept: list[Equation] = []
    for equation in equations:
        if narrower := _narrowed([*kept, equation], ends):
            kept.append(equation)
            ends = narrower
    return kept


@cache
def _fixed(equations: tuple[Equation, ...], ends: tuple[Ends, ...], wanted: frozenset[int]) -> frozenset[int]:
    """The wanted cells that linked sums fix."""
    known = _narrowed(equations, ends)
    if known is None:
        alone = [(equation,) for equation in equations] if len(equations) > 1 else []
        together = [tuple(_consistent(equations, ends))] if alone else []
        return frozenset(cell for some in (*together, *alone) for cell in _fixed(some, ends, wanted))
    narrow = {cell for cell, (low, high) in enumerate(known) if low == high}
    if wanted <= narrow:
        return wanted
    unknown = (tuple(term for term in terms if term[0] not in narrow) for terms, _ in equations)
    return wanted & (_solved(tuple(terms for terms in unknown if terms)) | narrow)


def _linked(equations: Sequence[Named]) -> Iterator[list[Named]]:
    """The sums in groups that share no cell."""
    waiting: dict[str, list[int]] = {}
    for number, (terms, _) in enumerate(equations):
        for cell, _ in terms:
            waiting.setdefault(cell, []).append(number)
    seen: set[int] = set()
    for start in range(len(equations)):
        group = [] if start in seen else [start]
        seen.update(group)
        for number in group:
            for cell, _ in equations[number][0]:
                reached = [other for other in waiting.pop(cell, ()) if other not in seen]
                seen.update(reached)
                group += reached
        if group:
            yield [equations[number] for number in sorted(group)]


def fixed(equations: Sequence[Named], ends: Mapping[str, Ends], secret: Set[str]) -> Iterator[tuple[str, list[Named]]]:
    """The secret cells that sums fix, each with the linked sums that do it."""
    for group in _linked(equations):
        number: dict[str, int] = {}
        numbered = tuple((tuple((number.setdefault(cell, len(number)), sign) for cell, sign in terms), rest) for terms, rest in group)
        wanted = frozenset(place for name, place in number.items() if name in secret)
        if wanted:
            found = _fixed(numbered, tuple((ends[name][0], min(ends[name][1], ENDLESS)) for name in number), wanted)
            yield from ((name, group) for name, place in number.items() if place in found)
