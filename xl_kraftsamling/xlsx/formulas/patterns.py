"""A formula as a pattern, which is equal for a formula and its copies, as in Excel's R1C1 notation; and what a pattern contains.

A pattern is the text of a formula with each reference as a :class:`CellRef`, relative ones by their distance from the cell.
Texts, quoted sheet names and what is in brackets (structured references, linked workbooks) are kept as they are.

openpyxl's tokenizer would find the same content (a test compares the two), but importing it costs a third of validating a
small workbook, and once the references are apart, only the text between them is left to read.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from xl_kraftsamling.domain.formula_facts import FormulaArgument, FormulaNumber
from xl_kraftsamling.domain.late_patterns import compile_at_use
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.grid import column_number


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


class Pattern(tuple[str | CellRef, ...]):  # noqa: SLOT001 - a tuple can keep no hash in slots
    """A formula as its texts and references in order; the two ends of a range have a colon between them."""

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        """Its hash, computed once: each run of copies is looked up several times, and a formula can have a megabyte."""
        return self._hash


# Every pattern here matches without going back (possessive), and a text, name or bracket that nothing closes reaches to the end
# of the formula: a megabyte of quotes, which no program writes, takes no longer than a megabyte of anything else.
# The brackets of a structured reference, and others inside them; an apostrophe escapes the next sign.
_BRACKETS = r"\[(?:[^\[\]']|'[\s\S]|\[(?:[^\[\]']|'[\s\S])*+\]?)*+\]?"
_QUOTED = r"'(?:[^']|'')*+'?"
# What can contain anything that looks like a reference: a text, a sheet's name in quotes, and brackets.
_KEPT = rf"""\"(?:[^\"]|\"\")*+\"?|{_QUOTED}|{_BRACKETS}"""
# Neither after nor before a word character, dot or bracket: LOG10(5), Table1[A] and names such as AB12.x are no references.
_REF = compile_at_use(
    rf"(?P<kept>{_KEPT})|(?<![\w.$:\\])(?:"
    r"(?P<cell>\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?)|"
    r"(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})|(?P<rows>\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6})"
    r")(?![\w.(!\[])"
)
_PARTS = compile_at_use(r"(\$?)([A-Z]*)(\$?)([0-9]*)")


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
    return Pattern(parts)


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


def move_formula(formula: str, column: int, row: int, new_row: int) -> str:
    """Return the formula of a cell, without its equals sign, as it is after its row was moved: what was beside it still is.

    One that would then lead above the sheet stays as it was.
    """
    pattern = parse_pattern(formula, row, column)
    distances = [part.row.at for part in pattern if isinstance(part, CellRef) and part.row and not part.row.fixed]
    return formula if any(new_row + each < 1 for each in distances) else format_formula(pattern, new_row, column)[1:]


_MAX_SHOWN = 1_000  # letters: more than anybody reads, and a column of long formulas can differ in every cell


def show_formula(parts: Pattern, row: int, column: int) -> str:
    """Return the formula of a cell for a finding: as :func:`format_formula` does, but a long one only from its beginning."""
    text, end = "", 0
    while end < len(parts) and len(text) <= _MAX_SHOWN:
        first = parts[end]
        text += first[: _MAX_SHOWN + 1] if isinstance(first, str) else format_formula(Pattern(parts[end : end + 1]), row, column)[1:]
        end += 1
    return f"={text}" if len(text) <= _MAX_SHOWN else f"={text[:_MAX_SHOWN]}…"


# What a pattern contains


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
    """What a formula works with: the numbers written into it, and the ranges that it refers to, each with its argument.

    `summed` are those of the arguments that are summed; `linked` is whether it refers to another workbook, or DDE.
    """

    numbers: tuple[FormulaNumber, ...]
    ranges: tuple[Range, ...]
    tables: tuple[TableRange, ...]
    summed: frozenset[FormulaArgument]
    linked: bool

    def is_summed(self, at: FormulaArgument) -> bool:
        """Whether an argument is summed."""
        return at in self.summed


_NAME = r"[^\W\d][\w.\\?]*+"
# The order matters: a name before brackets is a table, before a parenthesis a function, and otherwise of no interest here;
# texts and array constants come before numbers, since numbers in them are not reckoned with.
_TOKEN = compile_at_use(
    rf"(?P<table>{_NAME})(?P<inside>{_BRACKETS})|(?P<place>(?:{_QUOTED}|(?<![\w\]]){_BRACKETS}[\w.]*+)!)|"
    rf"(?P<kept>{_KEPT}|\{{[^}}]*+\}}?)|(?P<name>{_NAME})?(?P<open>\()|(?P<close>\))|(?P<comma>,)|"
    rf"(?P<number>(?<![\w.])(?:\d++(?:\.\d*+)?|\.\d++)(?:E[+-]?\d++)?%?(?![\w.]))|(?P<word>{_NAME})",
    re.IGNORECASE,
)
# The name of a sheet, read from its end: what is before it can be anything.
_SHEET_BACKWARDS = compile_at_use(r"!(?:'((?:[^']|'')*+)'|([\w.:]++)(?!\]))")
_LINK = compile_at_use(r"\[(?!0\])[^\[\]]++\]")  # [0] is the workbook itself
_FUTURE = compile_at_use(r"^(?:_XL\w+\.)+")  # newer functions are stored as _xlfn.NAME, some as _xlfn._xlws.NAME


@lru_cache(maxsize=1 << 17)  # each formula is asked for by several rules, and once for each run of its copies
def parse_content(parts: Pattern) -> FormulaContent:
    """Parse what a pattern contains."""
    parser = _Parser()
    for i, part in enumerate(parts):
        if isinstance(part, str):
            parser.read_text(part)
        elif parts[i - 1 : i] != (":",):  # the second end of a range belongs to the first
            match parts[i + 1 : i + 3]:
                case (":", CellRef() as end):
                    last = end
                case _:
                    last = part
            parser.ranges.append(Range(parser.sheet, part, last, parser.arguments[-1]))
    return FormulaContent(
        tuple(parser.numbers), tuple(parser.ranges), tuple(parser.tables), parser.find_summed(), linked=parser.linked
    )


@dataclass(slots=True)
class _Parser:
    """A formula being parsed: the arguments that are open, innermost last, the sheet named last, and what was found."""

    arguments: list[FormulaArgument] = field(default_factory=lambda: [FormulaArgument("", 0)])
    sheet: str | None = ""
    numbers: list[FormulaNumber] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    tables: list[TableRange] = field(default_factory=list)
    linked: bool = False

    def read_text(self, text: str) -> None:
        """Read the text between two references."""
        for token in _TOKEN.finditer(text):
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
            elif token["place"]:
                self.linked = self.linked or _LINK.search(token["place"]) is not None
        if text != ":":  # in Blad1!A1:B2 both ends are on the sheet
            self.sheet = _read_sheet(text) if text.endswith("!") else ""

    def find_summed(self) -> frozenset[FormulaArgument]:
        """Those of the arguments of ranges and tables that are summed."""
        used = {each.at for each in self.ranges} | {each.at for each in self.tables}
        codes = {name: {number.text for number in self.numbers if number.at == (name, 0)} for name in _CODED}
        # without a third argument, the cells that SUMIF compares are also those that it sums
        summed_by_sumif = 2 if ("SUMIF", 2) in used else 0
        return frozenset(
            FormulaArgument(function, position)
            for function, position in used
            if function == "SUM"
            or (function == "SUMIFS" and position == 0)
            or (function == "SUMIF" and position == summed_by_sumif)
            or (function in _CODED and position > 0 and codes[function] <= {"9", "109"})  # 9 and 109 stand for SUM
        )


_CODED = ("SUBTOTAL", "AGGREGATE")  # what they compute is stated by a number, their first argument


def _read_sheet(text: str) -> str | None:
    """The sheet that is named at the end of a text, before its exclamation mark; None if it is one of another workbook."""
    named = _SHEET_BACKWARDS.match(text[::-1])
    return (named[1] or named[2])[::-1].replace("''", "'") if named else None
