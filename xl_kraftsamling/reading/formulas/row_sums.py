"""Sums that stand beside each other in a row: one that takes in other rows than its neighbours do.

The sums at the foot of a table are copies of one formula, so one that begins or ends elsewhere was drawn by hand, or missed when a
row was inserted, and a number between two of them is a sum that was written over (FO02).  Which of two is wrong is decided by the rows between: a sum is too short unless these are empty or a text above its
own numbers, and too tall where nothing in them is a number.  Where as many say one thing as the other, a number decides.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise
from operator import itemgetter
from typing import NamedTuple

from xl_kraftsamling.domain.formula_facts import Deviation
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.formulas.likeness import FormulaChange, find_change
from xl_kraftsamling.reading.formulas.lines import (
    FEWEST_COPIES,
    REACH,
    TIMES_AS_MANY,
    Band,
    Segment,
    Stray,
    count_copies,
)
from xl_kraftsamling.reading.formulas.ranges import is_in_column
from xl_kraftsamling.reading.formulas.sheets import FormulaSheet, show_constant
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, Range, parse_content, show_formula

_MAX_ROWS = 100  # between the ends of two sums: the first of them tell what is there


class _Sum(NamedTuple):
    """Sums beside each other, and the first and last row that they take in, seen from their own."""

    cells: Segment
    first: int
    last: int


def find_sum(pattern: Pattern, column: int) -> Range | None:
    """The range above or below it that a formula takes in and nothing else; None where it does otherwise."""
    ranges = parse_content(pattern).ranges
    if len(ranges) != 1 or ranges[0].sheet != "" or ranges[0].first == ranges[0].last:
        return None
    first, last = ranges[0].first, ranges[0].last
    moves = first.row and last.row and not first.row.fixed and not last.row.fixed
    return ranges[0] if moves and is_in_column(first, column) and is_in_column(last, column) else None


def find_stray_sums(sheet: FormulaSheet, band: Band) -> Iterator[Stray]:
    """The sums in a row that take in other rows than most of those beside them."""
    for sums in _group_sums(band.segments):
        by_span: dict[tuple[int, int], list[_Sum]] = defaultdict(list)
        for each in sums:
            by_span[each.first, each.last].append(each)
        counts = {span: sum(map(_count, listed)) for span, listed in by_span.items()}
        most, *others = sorted(counts, key=lambda span: -counts[span])
        is_tie = [counts[span] for span in others] == [counts[most]]
        for span in others:
            if is_tie or counts[most] >= TIMES_AS_MANY * counts[span]:
                for each in by_span[span]:
                    model = _find_nearest(by_span[most], each)
                    wrong = model and _find_wrong(sheet, band.top, each, model, is_tie=is_tie)
                    if model and wrong:
                        yield _describe(wrong, model if wrong is each else each, counts[most if wrong is each else span])


def _find_wrong(sheet: FormulaSheet, row: int, each: _Sum, model: _Sum, *, is_tie: bool) -> _Sum | None:
    """Which of two sums in a row is wrong, by the rows that only the one takes in; None where both are right, or both go their own way."""
    tall, short = (each, model) if each.first <= model.first and model.last <= each.last else (model, each)
    if not (tall.first <= short.first and short.last <= tall.last):
        return None
    above, below = range(row + tall.first, row + short.first), range(row + short.last + 1, row + tall.last + 1)
    between = [*islice(chain(above, below), _MAX_ROWS)]
    # the number in a row between decides where neither is in the majority
    wrong = (short if _has_number(sheet, between, tall) else tall) if is_tie else each
    return wrong if _is_wrong(sheet, between, wrong, is_short=wrong is short) else None


def _is_wrong(sheet: FormulaSheet, between: Sequence[int], each: _Sum, *, is_short: bool) -> bool:
    """Whether a sum is wrong to leave out, or to take in, the rows between its end and that of the sum beside it."""
    filled = [sheet.filled_cells(line) for line in between]
    if not any(filled):
        return False  # an empty row below the last is taken in on purpose, so that one inserted there counts
    if is_short:
        return not any(isinstance(cells.get(each.cells.first), str) for cells in filled)
    return not _has_number(sheet, between, each)


def _has_number(sheet: FormulaSheet, rows: Sequence[int], each: _Sum) -> bool:
    return any(each.cells.first in sheet.number_columns(line) for line in rows)


def _count(each: _Sum) -> int:
    return each.cells.last - each.cells.first + 1


def find_overwritten_sums(sheet: FormulaSheet) -> Iterator[Deviation]:
    """The numbers that stand between two cells of a row whose formulas, all about their own columns, are copies of one."""
    for band in sheet.bands:
        row = band.top
        copies = count_copies(band.segments)
        for left, right in pairwise(band.segments):
            column = left.last + 1
            is_between = left.pattern is right.pattern and right.first == column + 1 and column in sheet.number_columns(row)
            if is_between and band.bottom == row and copies[left.pattern] >= FEWEST_COPIES and _is_about_own_column(left.pattern, left.last):
                place, model = Place(sheet.name, row, column), Place(sheet.name, row, left.last)
                found = show_constant(sheet.grid[row - 1][column - 1])
                yield Deviation((place,), found, show_formula(left.pattern, row, column), model, is_sideways=True)


def _is_about_own_column(pattern: Pattern, column: int) -> bool:
    """Whether a formula refers to cells of its own column and to nothing else."""
    content = parse_content(pattern)
    own = [each.sheet == "" and is_in_column(each.first, column) and is_in_column(each.last, column) for each in content.ranges]
    return bool(own) and all(own) and not content.tables


def _group_sums(segments: Sequence[Segment]) -> list[list[_Sum]]:
    """The sums of a row, those together that are written alike."""
    groups: dict[tuple[str, ...], list[_Sum]] = defaultdict(list)
    for cells in segments:
        if found := find_sum(cells.pattern, cells.first):
            ends = [end.row.at for end in (found.first, found.last) if end.row]
            words = tuple(part for part in cells.pattern if isinstance(part, str))
            groups[words].append(_Sum(cells, min(ends), max(ends)))
    return [*groups.values()]


def _find_nearest(sums: Sequence[_Sum], to: _Sum) -> _Sum | None:
    """The nearest of some sums, from left to right, that is within reach of another."""
    at = bisect_left(sums, to.cells.first, key=lambda each: each.cells.first)
    near = [(max(each.cells.first - to.cells.last, to.cells.first - each.cells.last), each) for each in sums[max(at - 1, 0) : at + 1]]
    distance, nearest = min(near, key=itemgetter(0))
    return nearest if distance <= REACH else None


def _describe(each: _Sum, model: _Sum, copies: int) -> Stray:
    change = find_change(each.cells.pattern, model.cells.pattern)
    return Stray(each.cells, model.cells, copies, change or FormulaChange(None, None))
