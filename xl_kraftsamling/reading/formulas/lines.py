"""Rows and columns along which a formula is copied, and the formulas in them that are copies but for one change.

A formula can be a copy of those above and below it, of those beside it, or of neither; a sheet of months is copied sideways and a
list downwards.  Both readings are tried, and a formula is a stray in neither where the other explains it: where the cell beside it
(or above it) has the same.  Three bounds, set on workbooks whose faults people have labelled, keep a stray from being a
coincidence: the formula that it should be has at least `FEWEST_COPIES` in its line, at least `TIMES_AS_MANY` as the stray, and one of them
is at most `REACH` cells away.  What comes back at equal distances, as the first day of each week does, is a plan.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from xl_kraftsamling.reading.formulas.likeness import FormulaChange, find_change
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import Pattern

FEWEST_COPIES = 3
TIMES_AS_MANY = 2
REACH = 3
_FEWEST_IN_RHYTHM = 3


class Segment(NamedTuple):
    """Neighbouring cells of a row or column with copies of one formula: the numbers of the first and the last, and their pattern."""

    first: int
    last: int
    pattern: Pattern


class Stray(NamedTuple):
    """Cells that hold almost a copy: the nearest cells with the formula that is copied, how many there are, and the change."""

    cells: Segment
    model: Segment
    copies: int
    change: FormulaChange


class Band(NamedTuple):
    """Rows below each other, from `top` to `bottom`, in which the same runs of copies stand beside each other."""

    top: int
    bottom: int
    segments: Sequence[Segment]


def find_strays(line: Sequence[Segment]) -> Iterator[Stray]:
    """The formulas of a row or column that are copies but for one change."""
    copies = count_copies(line)
    if len(copies) == 1 or max(copies.values(), default=0) < FEWEST_COPIES:
        return
    rhythms = _find_rhythms(line)
    for at, cells in enumerate(line):
        fewest = max(FEWEST_COPIES, TIMES_AS_MANY * copies[cells.pattern])
        for model in _find_near(line, at) if cells.pattern not in rhythms else ():
            change = find_change(cells.pattern, model.pattern) if copies[model.pattern] >= fewest else None
            if change:
                yield Stray(cells, model, copies[model.pattern], change)
                break


def count_copies(line: Sequence[Segment]) -> Counter[Pattern]:
    """How many cells of a line hold each formula."""
    copies: Counter[Pattern] = Counter()
    for each in line:
        copies[each.pattern] += each.last - each.first + 1
    return copies


def _find_near(line: Sequence[Segment], at: int) -> Iterator[Segment]:
    """The other segments within reach of one, the nearest first of those before it, then of those behind it."""
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(line) and _measure_gap(line[at], line[other]) <= REACH:
            yield line[other]
            other += step


def _measure_gap(one: Segment, other: Segment) -> int:
    return max(one.first - other.last, other.first - one.last)


def _find_rhythms(line: Sequence[Segment]) -> set[Pattern]:
    """The formulas that stand several times along a line, at equal distances."""
    firsts: dict[Pattern, list[int]] = defaultdict(list)
    for each in line:
        firsts[each.pattern].append(each.first)
    often = {pattern: numbers for pattern, numbers in firsts.items() if len(numbers) >= _FEWEST_IN_RHYTHM}
    return {pattern for pattern, numbers in often.items() if len({after - before for before, after in pairwise(numbers)}) == 1}


def find_bands(formulas: Sequence[tuple[int, CopyRun]]) -> Iterator[Band]:
    """The rows of a sheet with formulas, those together that have the same; each as the segments that stand in it from left to right."""
    begins: dict[int, list[tuple[int, CopyRun]]] = defaultdict(list)
    edges: set[int] = set()
    for column, run in formulas:
        begins[run.top].append((column, run))
        edges |= {run.top, run.bottom + 1}
    rows, standing = sorted(edges), list[tuple[int, CopyRun]]()
    for top, end in pairwise(rows):
        standing = sorted([*(each for each in standing if each[1].bottom >= top), *begins[top]], key=itemgetter(0))
        if standing:
            yield Band(top, end - 1, _join_columns(standing))


def _join_columns(standing: Sequence[tuple[int, CopyRun]]) -> list[Segment]:
    """Columns beside each other as segments of one formula."""
    joined: list[Segment] = []
    for column, run in standing:
        if joined and joined[-1].pattern is run.pattern and joined[-1].last == column - 1:
            joined[-1] = joined[-1]._replace(last=column)
        else:
            joined.append(Segment(column, column, run.pattern))
    return joined
