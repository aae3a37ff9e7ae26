"""What a formula works with: the numbers written into it, and the ranges that it refers to, each with its function.

openpyxl's tokenizer would find the same (a test compares the two), but importing it costs a third of validating a small
workbook, and only what is between the references is left to read here.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from xl_kraftsamling.domain.formula_facts import FormulaArgument, FormulaNumber
from xl_kraftsamling.xlsx.formulas.patterns import BRACKETS, KEPT, CellRef, Pattern

_NAME = r"[^\W\d][\w.\\?]*"
_TOKEN = re.compile(
    rf"(?P<table>{_NAME})(?P<inside>{BRACKETS})|(?P<kept>{KEPT}|\{{[^}}]*\}})|(?P<name>{_NAME})?(?P<open>\()|(?P<close>\))|"
    rf"(?P<comma>,)|(?P<number>(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?%?(?![\w.]))|(?P<word>{_NAME})",
    re.IGNORECASE,
)
_SHEET = re.compile(r"(?:'((?:[^']|'')*)'|(?<!\])\b([\w.:]+))!$")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_LINK = re.compile(r"(?:'[^']*|(?<![\w\]]))\[(?!0\])[^\[\]]+\](?:[^']*'|[\w.]*)!")  # [0] is the workbook itself
_FUTURE = re.compile(r"^(?:_XL\w+\.)+")  # newer functions are stored as _xlfn.NAME, some as _xlfn._xlws.NAME


class Range(NamedTuple):
    """A range or cell to which a formula refers: its sheet, its corners, and the argument that it is part of.

    The sheet is "" for the formula's own, and None if it cannot be known, as in another workbook.
    """

    sheet: str | None
    first: CellRef
    last: CellRef
    at: FormulaArgument


class TableRange(NamedTuple):
    """A structured reference: its table, the text in its brackets, and the argument that it is part of."""

    table: str
    inside: str
    at: FormulaArgument


class FormulaContent(NamedTuple):
    """What a formula works with; `linked` is whether it refers to another workbook, or DDE."""

    numbers: tuple[FormulaNumber, ...]
    ranges: tuple[Range, ...]
    tables: tuple[TableRange, ...]
    linked: bool

    def is_summed(self, at: FormulaArgument) -> bool:
        """Whether an argument is summed."""
        function, position = at
        if function in ("SUBTOTAL", "AGGREGATE"):
            codes = {number.text for number in self.numbers if number.at == (function, 0)}
            return position > 0 and codes <= {"9", "109"}  # 9 and 109 stand for SUM
        if function == "SUMIF":  # without a third argument, the cells that are compared are also those that are summed
            third = (function, 2)
            has_third = third in {each.at for each in self.ranges} | {each.at for each in self.tables}
            return position == (2 if has_third else 0)
        return function == "SUM" or (function == "SUMIFS" and position == 0)


@lru_cache(maxsize=1 << 17)
def parse_content(parts: Pattern) -> FormulaContent:
    """Parse a pattern."""
    parser = _Parser()
    for i, part in enumerate(parts):
        if isinstance(part, str):
            parser.read_text(part)
        elif parts[i - 1 : i] != (":",):
            last = parts[i + 2] if parts[i + 1 : i + 2] == (":",) else part
            end = last if isinstance(last, CellRef) else part
            parser.ranges.append(Range(parser.sheet, part, end, parser.arguments[-1]))
    text = _TEXT.sub("", "".join(part for part in parts if isinstance(part, str)))
    return FormulaContent(
        tuple(parser.numbers), tuple(parser.ranges), tuple(parser.tables), linked=_LINK.search(text) is not None
    )


@dataclass(slots=True)
class _Parser:
    """A formula being parsed: the arguments that are open, innermost last, the sheet named last, and what was found."""

    arguments: list[FormulaArgument] = field(default_factory=lambda: [FormulaArgument("", 0)])
    sheet: str | None = ""
    numbers: list[FormulaNumber] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    tables: list[TableRange] = field(default_factory=list)

    def read_text(self, text: str) -> None:
        """Read the text between two references."""
        for token in _TOKEN.finditer(text):
            self._read_token(token)
        if text != ":":
            named = _SHEET.search(text)
            self.sheet = (named[1] or named[2]).replace("''", "'") if named else None if text.endswith("!") else ""

    def _read_token(self, token: re.Match[str]) -> None:
        here = self.arguments[-1]
        if token["open"]:
            name = _FUTURE.sub("", (token["name"] or "").upper())
            self.arguments.append(FormulaArgument(name, 0) if name else here)  # a mere parenthesis is part of the argument
        elif token["close"] and len(self.arguments) > 1:
            self.arguments.pop()
        elif token["comma"]:
            self.arguments[-1] = FormulaArgument(here.function, here.position + 1)
        elif token["number"]:
            self.numbers.append(FormulaNumber(token["number"], here))
        elif token["table"]:
            self.tables.append(TableRange(token["table"], token["inside"], here))
