"""How one formula differs from another: whether a single change would make it a copy.

A formula that somebody has meant otherwise differs in many ways from those beside it.  One that went wrong when it was copied, when
a row was inserted or a range drawn by hand, differs in one: a range begins or ends elsewhere, the references stand a row beside,
or one of several terms is missing.  Only such a change is found here; the numbers written into formulas are for FO04.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from xl_kraftsamling.xlsx.formulas.patterns import Offset, Pattern, Range, parse_content

_NUMBER = re.compile(r"(?<![\w.])(?:\d++(?:\.\d*+)?|\.\d++)(?:E[+-]?\d++)?%?(?![\w.])", re.IGNORECASE)
_BROKEN = "#REF!"
_SIGNS = re.compile(r"[-+@]")
_WITH_NUMBER = re.compile(r"[-+*/]#")
_ORDERED = re.compile(r"[-/^&<>=,]")  # beside these signs the order counts


class FormulaChange(NamedTuple):
    """What one formula takes in, and what it would take in as a copy of the other.

    Either is None: `found` where a term is missing, `expected` where there is one too many; both where a reference is broken (#REF!).
    """

    found: Range | None
    expected: Range | None


def find_change(found: Pattern, copied: Pattern) -> FormulaChange | None:
    """The single change that would make a formula a copy of another; None where it differs in more, or not in its references."""
    here, there = parse_content(found).ranges, parse_content(copied).ranges
    if not there or (len(there) == 1 and there[0].first == there[0].last):
        return None  # a formula about one cell looks like any other about one cell
    if len(here) == len(there):
        return _find_other_range(here, there) if _frame(found) == _frame(copied) else None
    if _BROKEN in _frame(found):
        return FormulaChange(None, None) if _frame(found).replace(_BROKEN, "@") == _frame(copied) else None
    return _find_term(here, there) if _SIGNS.sub("", _frame(found)) == _SIGNS.sub("", _frame(copied)) else None


def differs_in_numbers(found: Pattern, copied: Pattern) -> bool:
    """Whether a formula takes in the same cells in the same way as another: only numbers in it differ, or the order of what is added."""
    here, there = ([each[:3] for each in parse_content(pattern).ranges] for pattern in (found, copied))
    frames = [_WITH_NUMBER.sub("", _frame(pattern)) for pattern in (found, copied)]
    is_any_order = _ORDERED.search(frames[0]) is None and Counter(here) == Counter(there)
    return bool(here) and frames[0].removeprefix("+") == frames[1].removeprefix("+") and (here == there or is_any_order)


@lru_cache(maxsize=1_024)
def _frame(pattern: Pattern) -> str:
    """A formula without its references and numbers: @ stands for a cell or range, and # for a number."""
    text = "".join(part if isinstance(part, str) else "@" for part in pattern).replace("@:@", "@")
    return _NUMBER.sub("#", text).replace(" ", "")


def _find_other_range(here: Sequence[Range], there: Sequence[Range]) -> FormulaChange | None:
    """The first of the ranges that differ, where all that differ do so in one way."""
    differing = [(one, other) for one, other in zip(here, there, strict=True) if one[:3] != other[:3]]
    steps = {_find_step(one, other) for one, other in differing}
    return FormulaChange(*differing[0]) if len(steps) == 1 and _is_one_step(steps.pop()) else None


_Step = tuple[int, int, int, int]


def _find_step(one: Range, other: Range) -> _Step | None:
    """By how much the first and last row, and the first and last column, of two ranges differ; None where that says nothing."""
    ends = [
        (one.first.row, other.first.row), (one.last.row, other.last.row),
        (one.first.column, other.first.column), (one.last.column, other.last.column),
    ]  # fmt: skip
    steps = [_find_distance(*each) for each in ends]
    return None if one.sheet != other.sheet or None in steps else (steps[0] or 0, steps[1] or 0, steps[2] or 0, steps[3] or 0)


def _find_distance(one: Offset | None, other: Offset | None) -> int | None:
    """How far two rows or columns are apart; None where one is fixed or missing: that is another reference, not one gone astray."""
    if one == other:
        return 0
    return None if one is None or other is None or one.fixed or other.fixed else other.at - one.at


def _is_one_step(step: _Step | None) -> bool:
    """Whether one end of a range differs, or the whole range stands some rows or some columns beside."""
    if step is None:
        return False
    top, bottom, left, right = step
    return sum(map(bool, step)) == 1 or (top == bottom and left == right and not (top and left))


def _find_term(here: Sequence[Range], there: Sequence[Range]) -> FormulaChange | None:
    """The one reference that a formula has too few or too many."""
    ours, theirs = (Counter(each[:3] for each in ranges) for ranges in (here, there))
    missing, extra = theirs - ours, ours - theirs
    if missing.total() + extra.total() != 1:
        return None
    find = {each[:3]: each for each in (*here, *there)}
    return FormulaChange(*(find[next(iter(each))] if each else None for each in (extra, missing)))
