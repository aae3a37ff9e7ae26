"""Error values: how a cell's is recognised, and which ones the functions answer."""

from typing import Any


class CellError(str):
    """An error value, written as Excel keeps it whatever language it shows."""

    __slots__ = ()


NOT_AVAILABLE, WRONG = CellError("#N/A"), CellError("#VALUE!")
"""The two that the functions answer: nobody is known by that name; and whatever else leaves no right answer.

COM cannot carry them, so they travel as texts, and `vba/KraftsamlingAnswers.bas` makes error values of these two.
"""


class NoAnswerError(ValueError):
    """There is no right answer, and a single cell waits for it: what is raised becomes #VALUE! in Excel."""


_NAMES = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!",
}  # fmt: skip
_FIRST_CODE = -2_146_828_288  # what COM adds to the number of an error value: 0x800A0000
_CODES = range(-(2**31), -(2**31) + 2**20)  # the failures that COM knows; a number of a cell is a float or a Decimal
_TEXTS = frozenset(_NAMES.values())


def error_in(cell: Any) -> CellError | None:
    """The error value that a cell holds: a text where xlwings knows it, a number as COM sends it where it does not."""
    if isinstance(cell, str):
        return CellError(cell) if cell in _TEXTS else None
    if type(cell) is int and cell in _CODES:
        return CellError(_NAMES.get(cell - _FIRST_CODE, "#UNKNOWN!"))
    return None


def answered(error: CellError) -> CellError:
    """What a function answers where it was given an error value: #N/A stays that, the others become #VALUE!."""
    return error if error == NOT_AVAILABLE else WRONG
