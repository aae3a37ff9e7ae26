"""What a formula works with: the numbers that are written into it, and the ranges that it takes in, each with its function.

openpyxl's tokenizer would tell the same, but importing it costs a third of validating a small workbook, and what stands
between the references is all there is to read here; a test compares the two.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from xl_kraftsamling.domain.formula_facts import Argument, Number
from xl_kraftsamling.xlsx.formulas.patterns import BRACKETS, KEPT, CellRef, Pattern

_NAME = r"[^\W\d][\w.\\?]*"
_TOKEN = re.compile(
    rf"(?P<table>{_NAME})(?P<inside>{BRACKETS})|(?P<kept>{KEPT}|\{{[^}}]*\}})|(?P<name>{_NAME})?(?P<open>\()|(?P<close>\))|"
    rf"(?P<comma>,)|(?P<number>(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?%?(?![\w.]))|(?P<word>{_NAME})",
    re.IGNORECASE,
)
_SHEET = re.compile(r"(?:'((?:[^']|'')*)'|(?<!\])\b([\w.:]+))!$")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_LINK = re.compile(r"(?:'[^']*|(?<![\w\]]))\[(?!0\])[^\[\]]+\](?:[^']*'|[\w.]*)!")
_FUTURE = re.compile(r"^(?:_XL\w+\.)+")  # how newer functions are stored


class Range(NamedTuple):
    """A range or cell that a formula takes in: its sheet ("" its own, None one that cannot be told), its corners, and where."""

    sheet: str | None
    first: CellRef
    last: CellRef
    at: Argument


class TableRange(NamedTuple):
    """A structured reference: the table, what its brackets say, and where."""

    table: str
    inside: str
    at: Argument


class FormulaContent(NamedTuple):
    """What a formula works with; `linked` is whether it takes in another workbook, or DDE."""

    numbers: tuple[Number, ...]
    ranges: tuple[Range, ...]
    tables: tuple[TableRange, ...]
    linked: bool

    def is_summed(self, at: Argument) -> bool:
        """Whether what stands there is summed."""
        function, position = at
        if function in ("SUBTOTAL", "AGGREGATE"):
            codes = {number.text for number in self.numbers if number.at == (function, 0)}
            return position > 0 and codes <= {"9", "109"}
        if function == "SUMIF":
            third = (function, 2)
            return position == (
                2 if third in {each.at for each in self.ranges} | {each.at for each in self.tables} else 0
            )
        return function == "SUM" or (function == "SUMIFS" and position == 0)


@lru_cache(maxsize=1 << 17)
def parse_content(parts: Pattern) -> FormulaContent:
    """Read a pattern."""
    reading = _Reading()
    for i, part in enumerate(parts):
        if isinstance(part, str):
            reading.text(part)
        elif parts[i - 1 : i] != (":",):
            last = parts[i + 2] if parts[i + 1 : i + 2] == (":",) else part
            reading.ranges.append(
                Range(reading.sheet, part, last if isinstance(last, CellRef) else part, reading.stack[-1])
            )
    text = _TEXT.sub("", "".join(part for part in parts if isinstance(part, str)))
    return FormulaContent(tuple(reading.numbers), tuple(reading.ranges), tuple(reading.tables), _LINK.search(text) is not None)


class _Reading:
    """A formula being read: the functions that are open, the sheet that is named last, and what was found."""

    def __init__(self) -> None:
        self.stack = [Argument("", 0)]
        self.sheet: str | None = ""
        self.numbers: list[Number] = []
        self.ranges: list[Range] = []
        self.tables: list[TableRange] = []

    def text(self, text: str) -> None:
        """Take in what stands between two references."""
        for token in _TOKEN.finditer(text):
            self._token(token)
        if text != ":":
            named = _SHEET.search(text)
            self.sheet = (named[1] or named[2]).replace("''", "'") if named else None if text.endswith("!") else ""

    def _token(self, token: re.Match[str]) -> None:
        here = self.stack[-1]
        if token["open"]:
            name = _FUTURE.sub("", (token["name"] or "").upper())
            self.stack.append(Argument(name, 0) if name else here)
        elif token["close"] and len(self.stack) > 1:
            self.stack.pop()
        elif token["comma"]:
            self.stack[-1] = Argument(here.function, here.position + 1)
        elif token["number"]:
            self.numbers.append(Number(token["number"], here))
        elif token["table"]:
            self.tables.append(TableRange(token["table"], token["inside"], here))
