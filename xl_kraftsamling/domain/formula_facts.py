"""Facts about the formulas of a workbook, how it is calculated and what it hides: what the rules FO01–FO10 judge.

The facts are about every sheet, also those without a table.  A formula is a text as the file stores it: with its equals sign,
English function names and commas.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text, Value


class Cells(NamedTuple):
    """A cell, or a range: its first and its last cell."""

    first: Place
    last: Place


class RangeComparison(NamedTuple):
    """How copies of a formula differ from it: the nearest of those that are as they should be, and what each of them takes in.

    `found` is what the formula takes in, and `expected` what it would as a copy; None where it takes in nothing instead.
    """

    models: Cells
    found: Cells | None
    expected: Cells | None


class Deviation(NamedTuple):
    """Cells beside or below each other without the formula that is copied there: what they hold, and the formula expected in the first.

    `model` is a cell that holds that formula; `comparison` is there where a single change would make them copies.
    """

    places: tuple[Place, ...]
    found: Value
    expected: str
    model: Place | None = None
    is_sideways: bool = False
    comparison: RangeComparison | None = None


class FormulaArgument(NamedTuple):
    """A position in a formula: a function in capitals ("" outside any), and which of its arguments, counted from 0."""

    function: str
    position: int


class FormulaNumber(NamedTuple):
    """A number as it is written in a formula, and the argument that it is part of."""

    text: str
    at: FormulaArgument


class FormulaWithNumbers(NamedTuple):
    """A formula in one or several cells, with the numbers that are written into it."""

    places: tuple[Place, ...]
    formula: str
    numbers: tuple[FormulaNumber, ...]


class ShortTotal(NamedTuple):
    """A sum that leaves out cells which belong to what it sums: the first of them, and how many more there are."""

    place: Place
    formula: str
    missed: tuple[Place, ...]
    more: int = 0


class WideTotal(NamedTuple):
    """Sums beside each other that take in captions among their rows: the first one's formula, and the rows of the captions."""

    places: tuple[Place, ...]
    formula: str
    captions: tuple[int, ...]


class UnsummableCell(NamedTuple):
    """A cell that a formula sums though it holds no number: its text, and the first cell with such a formula."""

    place: Place
    found: str
    by: Place


class HiddenCells(NamedTuple):
    """The first filled cell of each hidden row, or of each hidden column, of a sheet."""

    places: tuple[Place, ...]
    are_columns: bool


class StaleFormula(NamedTuple):
    """Cells with copies of one formula whose stored value is another than it comes to, or missing (None), and how many more there are.

    `stored` and `computed` are those of the first; `computed` is None where what the formula comes to is unknown.
    """

    places: tuple[Place, ...]
    more: int
    stored: Value
    computed: Value


class NotRecalculated(NamedTuple):
    """The first of the formulas that could not be calculated anew for one reason, and how many more there are; None is all of them."""

    place: Place | None
    more: int
    reason: Text


class FormulaFacts(NamedTuple):
    """All that is known of a workbook's formulas, its calculation and what it hides.

    `overwritten_formulas` are constants, and `differing_formulas` other formulas, in a column of copies.
    `summed_texts` are amounts stored as text; `error_values` are those that are summed, or part of a table but of no field that
    is read.  `unvalued_formulas` has, per sheet, the first formula without a stored value and how many more there are; it is empty
    where Excel calculates everything on opening.  `external_links` are the first cells per sheet that refer to another workbook;
    None is a link that no cell uses.  `stale_formulas` and `not_recalculated` are known only where the workbook was calculated anew,
    and the unvalued formulas are then among the former.  `is_on_load` is whether it is calculated when it is opened.  `sheets_apart` are the sheets of which nothing was read, and whose formulas have nothing to do
    with what was read: what they are about is unknown.
    """

    is_manual: bool = False
    is_iterative: bool = False
    is_on_load: bool = False
    overwritten_formulas: Sequence[Deviation] = ()
    differing_formulas: Sequence[Deviation] = ()
    formulas_with_numbers: Sequence[FormulaWithNumbers] = ()
    short_totals: Sequence[ShortTotal] = ()
    wide_totals: Sequence[WideTotal] = ()
    summed_texts: Sequence[UnsummableCell] = ()
    error_values: Sequence[UnsummableCell] = ()
    unvalued_formulas: Sequence[tuple[Place, int]] = ()
    stale_formulas: Sequence[StaleFormula] = ()
    not_recalculated: Sequence[NotRecalculated] = ()
    hidden_cells: Sequence[HiddenCells] = ()
    very_hidden_sheets: Sequence[str] = ()
    external_links: Sequence[Place | None] = ()
    sheets_apart: Collection[str] = ()


_HARMLESS = {0, 1, 100}  # nothing, itself or its opposite, and per cent
_SETTINGS: dict[str, Sequence[int]] = {
    "SUBTOTAL": (0,), "AGGREGATE": (0, 1),
    **dict.fromkeys(("ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "MROUND", "CEILING", "CEILING.MATH", "FLOOR", "FLOOR.MATH",
                     "LARGE", "SMALL", "FIXED", "LOG", "LEFT", "RIGHT", "EDATE", "EOMONTH", "WEEKDAY", "WEEKNUM", "INDIRECT",
                     "QUARTILE", "QUARTILE.INC", "PERCENTILE", "PERCENTILE.INC"), (1,)),
    **dict.fromkeys(("VLOOKUP", "HLOOKUP"), (2, 3)), "XLOOKUP": (4, 5),
    "MATCH": (2,), "XMATCH": (2, 3), "INDEX": (1, 2, 3), "OFFSET": (1, 2, 3, 4), "CHOOSE": (0,), "RANK": (2,), "RANK.EQ": (2,),
    "MID": (1, 2), "FIND": (2,), "SEARCH": (2,), "SUBSTITUTE": (3,), "REPLACE": (1, 2), "YEARFRAC": (2,), "REPT": (1,),
    "TAKE": (1, 2), "DROP": (1, 2), "SORT": (1, 2), "CHOOSECOLS": range(1, 99), "CHOOSEROWS": range(1, 99),
    # Every argument of these selects or names something (a criterion, a month, a code): none is a quantity.
    **dict.fromkeys(("SUMIF", "SUMIFS", "COUNTIF", "COUNTIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS", "DATE", "TIME",
                     "ADDRESS", "SEQUENCE", "CHAR", "UNICHAR", "GETPIVOTDATA"), range(99)),
}  # fmt: skip
"""The arguments of functions that control a calculation (decimals, a column number, a criterion) and are no quantity in it."""

_CALENDAR = re.compile(r"\b(YEAR|MONTH|DAY|WEEKDAY|WEEKNUM|ISOWEEKNUM)\(")
_LAST_YEAR = 2100


def find_unsourced_numbers(formula: str, numbers: Sequence[FormulaNumber]) -> Iterator[str]:
    """The numbers in a formula that are data without a source, since no cell shows them; each once, as it is written."""
    # Beside YEAR() or MONTH() a whole number is a year, a month or a day that something is compared with.
    has_calendar = _CALENDAR.search(formula) is not None
    # A position that a function has no setting in, and every position outside a function, holds a quantity.
    quantities = (number.text for number in numbers if number.at.position not in _SETTINGS.get(number.at.function, ()))
    for text in dict.fromkeys(quantities):
        value = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
        if value not in _HARMLESS and not (has_calendar and value.is_integer() and value <= _LAST_YEAR):
            yield text
