"""What a workbook's formulas and its condition tell, as facts that the rules FO02–FO10 judge.

The facts come from every sheet, also from those that hold no table.  Formulas are shown as they stand in their cells,
with their equals sign, in the names and signs that a file keeps: English, with commas.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Value


class Deviation(NamedTuple):
    """Cells below each other that do not hold what their column holds: what stands there, and the formula of the column."""

    places: tuple[Place, ...]
    found: Value
    expected: str


class FormulaArgument(NamedTuple):
    """A place in a formula: a function in capitals, "" outside any, and which of its arguments, counted from 0."""

    function: str
    position: int


class FormulaNumber(NamedTuple):
    """A number as it is written in a formula, and where."""

    text: str
    at: FormulaArgument


class FormulaWithNumbers(NamedTuple):
    """A formula, in one or several cells, with the numbers that are written into it."""

    places: tuple[Place, ...]
    formula: str
    numbers: tuple[FormulaNumber, ...]


class ShortTotal(NamedTuple):
    """A sum at the foot of its column that leaves out cells with numbers, next to those that it takes in."""

    place: Place
    formula: str
    missed: tuple[Place, ...]


class UnsummableCell(NamedTuple):
    """A cell that a formula sums, though it is no number: what it holds, and a cell with such a formula."""

    place: Place
    found: str
    by: Place


class HiddenCells(NamedTuple):
    """The first cell with data in each hidden row, or column, of a sheet."""

    places: tuple[Place, ...]
    are_columns: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaFacts:
    """What was found in a workbook's formulas, how it is calculated, and what it hides.

    `overwritten` are cells where a constant, and `differing` where another formula, stands in a column of copies; `texts`
    are amounts stored as text that a formula sums, `errors` error values that are summed or stand in a table without being
    read; `unvalued` has, for each sheet, a place without stored value and how many more there are, unless Excel works them
    all out on opening; `secret` are very hidden sheets.  `linked` are the first cells per sheet that take in another
    workbook; None stands for a link that no cell has.
    """

    is_manual: bool = False
    is_iterative: bool = False
    overwritten_formulas: Sequence[Deviation] = ()
    differing_formulas: Sequence[Deviation] = ()
    formulas_with_numbers: Sequence[FormulaWithNumbers] = ()
    short_totals: Sequence[ShortTotal] = ()
    summed_texts: Sequence[UnsummableCell] = ()
    error_values: Sequence[UnsummableCell] = ()
    unvalued_formulas: Sequence[tuple[Place, int]] = ()
    hidden_cells: Sequence[HiddenCells] = ()
    very_hidden_sheets: Sequence[str] = ()
    external_links: Sequence[Place | None] = ()


_HARMLESS = {0, 1, 100}
_SWITCHES: dict[str, Sequence[int]] = {
    "SUBTOTAL": (0,), "AGGREGATE": (0, 1),
    **dict.fromkeys(("ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "MROUND", "CEILING", "CEILING.MATH", "FLOOR", "FLOOR.MATH",
                     "LARGE", "SMALL", "FIXED", "LOG", "LEFT", "RIGHT", "EDATE", "EOMONTH", "WEEKDAY", "WEEKNUM", "INDIRECT",
                     "QUARTILE", "QUARTILE.INC", "PERCENTILE", "PERCENTILE.INC"), (1,)),
    **dict.fromkeys(("VLOOKUP", "HLOOKUP"), (2, 3)), **dict.fromkeys(("XLOOKUP",), (4, 5)),
    "MATCH": (2,), "XMATCH": (2, 3), "INDEX": (1, 2, 3), "OFFSET": (1, 2, 3, 4), "CHOOSE": (0,), "RANK": (2,), "RANK.EQ": (2,),
    "MID": (1, 2), "FIND": (2,), "SEARCH": (2,), "SUBSTITUTE": (3,), "REPLACE": (1, 2), "YEARFRAC": (2,), "REPT": (1,),
    "TAKE": (1, 2), "DROP": (1, 2), "SORT": (1, 2), "CHOOSECOLS": range(1, 99), "CHOOSEROWS": range(1, 99),
    # what is looked for, or the parts of a date: each argument names something, and none is reckoned with
    **dict.fromkeys(("SUMIF", "SUMIFS", "COUNTIF", "COUNTIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS", "DATE", "TIME",
                     "ADDRESS", "SEQUENCE", "CHAR", "UNICHAR", "GETPIVOTDATA"), range(99)),
}  # fmt: skip
"""The arguments of functions that say how to reckon, or what to look for, and not what to reckon with."""

_CALENDAR = re.compile(r"\b(YEAR|MONTH|DAY|WEEKDAY|WEEKNUM|ISOWEEKNUM)\(")
_LAST_YEAR = 2100


def find_unsourced_numbers(formula: str, numbers: Sequence[FormulaNumber]) -> Iterator[str]:
    """The numbers that a formula reckons with though no cell shows them, each once."""
    dated = _CALENDAR.search(formula) is not None
    for text in dict.fromkeys(
        number.text for number in numbers if number.at.position not in _SWITCHES.get(number.at.function, ())
    ):
        value = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
        if value not in _HARMLESS and not (dated and value.is_integer() and value <= _LAST_YEAR):
            yield text
