"""Formulas as patterns, which are equal for a formula and its copies, as in Excel's R1C1 notation.

A pattern is the text of a formula with each reference as a :class:`CellRef`, relative ones by their distance from the cell.
Texts, quoted sheet names and what is in brackets (structured references, linked workbooks) are kept as they are.
"""

import re
from typing import NamedTuple

from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.grid import column_number

BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
"""The brackets of a structured reference, and others inside them; an apostrophe escapes the next sign."""
KEPT = rf"""\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|{BRACKETS}"""
"""What can contain anything that looks like a reference: a text, a sheet's name in quotes, and brackets."""

# Neither after nor before a word character, dot or bracket: LOG10(5), Table1[A] and names such as AB12.x are no references.
_REF = re.compile(
    rf"(?P<kept>{KEPT})|(?<![\w.$:\\])(?:"
    r"(?P<cell>\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?)|"
    r"(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})|(?P<rows>\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6})"
    r")(?![\w.(!\[])"
)
_PARTS = re.compile(r"(\$?)([A-Z]*)(\$?)([0-9]*)")


class Offset(NamedTuple):
    """A row or column in a reference: its number if it is fixed ($), otherwise its distance from the cell."""

    at: int
    fixed: bool

    def position_from(self, cell: int) -> int:
        """Its number, for a formula in a cell of that row or column."""
        return self.at if self.fixed else cell + self.at


class CellRef(NamedTuple):
    """A reference in a formula; without a row it is a whole column, without a column a whole row."""

    row: Offset | None
    column: Offset | None


Pattern = tuple[str | CellRef, ...]
"""A formula as its texts and references in order; the two ends of a range have a colon between them."""


def parse_pattern(formula: str, row: int, column: int) -> Pattern:
    """Parse the formula of a cell, without its equals sign, given the cell's row and column."""
    parts: list[str | CellRef] = []
    done = 0
    for match in _REF.finditer(formula):
        if match["kept"] is not None:
            continue
        if match.start() > done:
            parts.append(formula[done : match.start()])
        first, colon, last = match[0].partition(":")
        parts.append(_parse_ref(first, row, column))
        if colon:
            parts += [colon, _parse_ref(last, row, column)]
        done = match.end()
    if done < len(formula):
        parts.append(formula[done:])
    return tuple(parts)


def _parse_ref(text: str, row: int, column: int) -> CellRef:
    fixed_column, name, fixed_row, digits = _PARTS.fullmatch(text).groups()  # type: ignore[union-attr]  # _REF saw it
    fixed_row = fixed_row or ("" if name else fixed_column)  # in $5:$5 the sign is the row's
    return CellRef(
        Offset(int(digits) - (0 if fixed_row else row), fixed=bool(fixed_row)) if digits else None,
        Offset(column_number(name) - (0 if fixed_column else column), fixed=bool(fixed_column)) if name else None,
    )


def printf_form(parts: Pattern, column: int) -> tuple[str, tuple[int, ...]]:
    """Return a pattern for the cells of a column: a text for `%`, and the distances of the rows that are to be put in.

    Only rows differ between the copies in a column, so one `%` writes, or compares, the formula of each cell.
    """
    texts: list[str] = []
    rows: list[int] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part.replace("%", "%%"))
            continue
        if part.column:
            texts.append(("$" if part.column.fixed else "") + column_letters(part.column.position_from(column)))
        if part.row and part.row.fixed:
            texts.append(f"${part.row.at}")
        elif part.row:
            texts.append("%d")
            rows.append(part.row.at)
    return "".join(texts), tuple(rows)


def format_formula(parts: Pattern, row: int, column: int) -> str:
    """Return the formula of the cell at a row and column, with its equals sign."""
    text, rows = printf_form(parts, column)
    return "=" + text % tuple(row + distance for distance in rows)
