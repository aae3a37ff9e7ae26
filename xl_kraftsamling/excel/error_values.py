"""Error values of cells, and those that the functions answer."""

from collections.abc import Iterable
from typing import Any

from xl_kraftsamling.domain.texts import BadInput


class CellError(str):
    """An error value by its English name, which Excel stores whatever language it shows."""

    __slots__ = ()


NOT_AVAILABLE, WRONG = CellError("#N/A"), CellError("#VALUE!")
"""The two that the functions answer: for an unknown name, and for whatever else has no right answer.

COM cannot carry error values, so they are sent as texts; `vba/KraftsamlingAnswers.bas` turns these two into error values.
"""


class NoAnswerError(BadInput):
    """A function of a single cell has no right answer, for the reason that it says; whatever is raised becomes #VALUE! in Excel."""


_NAMES = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!",
}  # fmt: skip
_FIRST_CODE = -2_146_828_288  # what COM adds to the number of an error value: 0x800A0000
_CODES = range(-(2**31), -(2**31) + 2**20)  # the failures that COM knows; a number of a cell is a float or a Decimal
_TEXTS = frozenset(_NAMES.values())


def find_error(cell: Any) -> CellError | None:
    """The error value that a cell holds, if any: as the text that xlwings makes of it, or as COM's number where xlwings knows none."""
    if isinstance(cell, str):
        return CellError(cell) if cell in _TEXTS else None
    # A type that is just int: True is one to Python, and is no failure.
    if type(cell) is int and cell in _CODES:
        return CellError(_NAMES.get(cell - _FIRST_CODE, "#UNKNOWN!"))
    return None


def holds_error(cells: Iterable[Any]) -> bool:
    """Whether any of some cells is the text of an error value."""
    return not _TEXTS.isdisjoint(cells)


def answer_error(error: CellError) -> CellError:
    """The answer to an error value in an argument: #N/A stays #N/A, the others become #VALUE!."""
    return error if error == NOT_AVAILABLE else WRONG
