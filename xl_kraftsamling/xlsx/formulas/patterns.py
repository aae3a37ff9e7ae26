"""Formulas as patterns: the same for a formula and its copies, as in Excel's R1C1 notation.

A pattern is the text of a formula with its references as :class:`Ref`, relative ones by their distance from the cell.
Texts, quoted sheet names and what stands in brackets (structured references, linked workbooks) are kept as they are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.grid import column_number

BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
"""The brackets of a structured reference, and others within them; an apostrophe keeps the next sign from being one."""
KEPT = rf"""\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|{BRACKETS}"""
"""What can hold anything: a text, a sheet's name in quotes, and the inside of brackets."""

_REF = re.compile(
    rf"(?P<kept>{KEPT})|(?<![\w.$:\\])(?:"
    r"(?P<cell>\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?)|"
    r"(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})|(?P<rows>\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6})"
    r")(?![\w.(!\[])"
)
_PARTS = re.compile(r"(\$?)([A-Z]*)(\$?)([0-9]*)")


class Offset(NamedTuple):
    """A row or column: its number where it is fixed ($), otherwise how far from the cell it is."""

    at: int
    fixed: bool

    def position_from(self, cell: int) -> int:
        """Its column_number, seen from a cell in that row or column."""
        return self.at if self.fixed else cell + self.at


class CellRef(NamedTuple):
    """A reference from one cell to another; without a row it is a whole column, without a column a whole row."""

    row: Offset | None
    column: Offset | None


Pattern = tuple[str | CellRef, ...]
"""A formula, its texts and references in their order; the two ends of a range have a colon between them."""


def parse_pattern(formula: str, row: int, column: int) -> Pattern:
    """The pattern of a formula, given without its equals sign, in the cell at a row and column."""
    return tuple(_pieces(formula, row, column))


def _pieces(formula: str, row: int, column: int) -> Iterator[str | CellRef]:
    done = 0
    for match in _REF.finditer(formula):
        if match["kept"] is None:
            if match.start() > done:
                yield formula[done : match.start()]
            first, colon, last = match[0].partition(":")
            yield _ref(first, row, column)
            if colon:
                yield colon
                yield _ref(last, row, column)
            done = match.end()
    if done < len(formula):
        yield formula[done:]


def _ref(text: str, row: int, column: int) -> CellRef:
    fixed_column, name, fixed_row, digits = _PARTS.fullmatch(text).groups()  # type: ignore[union-attr]  # _REF saw it
    fixed_row = fixed_row or ("" if name else fixed_column)  # in $5:$5 the sign is the row's
    return CellRef(
        _line(int(digits), row, fixed=bool(fixed_row)) if digits else None,
        _line(column_number(name), column, fixed=bool(fixed_column)) if name else None,
    )


def _line(at: int, cell: int, *, fixed: bool) -> Offset:
    return Offset(at if fixed else at - cell, fixed)


def printf_form(parts: Pattern, column: int) -> tuple[str, tuple[int, ...]]:
    """What the formula looks like in the cells of a column: a text for `%`, and the distances of the rows that go into it."""
    texts: list[str] = []
    rows: list[int] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part.replace("%", "%%"))
        else:
            texts.append(_written(part, column))
            rows += [part.row.at] if part.row and not part.row.fixed else []
    return "".join(texts), tuple(rows)


def _written(ref: CellRef, column: int) -> str:
    name = _sign(ref.column) + column_letters(ref.column.position_from(column)) if ref.column else ""
    return name + (_sign(ref.row) + (str(ref.row.at) if ref.row.fixed else "%d") if ref.row else "")


def _sign(line: Offset) -> str:
    return "$" if line.fixed else ""


def format_formula(parts: Pattern, row: int, column: int) -> str:
    """The formula as it stands, with its equals sign, in the cell at a row and column."""
    text, rows = printf_form(parts, column)
    return "=" + text % tuple(row + distance for distance in rows)
