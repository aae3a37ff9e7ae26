"""Cards: a recipient's name, what it was granted (“Beviljat: | 6 100 000”), and often a small list of its call-offs below.

An amount with such a label is an allocation of its own.  Its recipient is the one named in its card, otherwise in the title or by the
name of the sheet; without a recipient it is a total, and no allocation.  Cards may stand below each other, beside each other, or one to a sheet.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, cell_text, is_number
from xl_kraftsamling.domain.money import could_be_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import EXECUTIVE
from xl_kraftsamling.domain.sum_labels import has_sum_word
from xl_kraftsamling.domain.tables import ALLOCATIONS
from xl_kraftsamling.reading.recognition.column_assignment import ColumnAssignment
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.statements import find_unit
from xl_kraftsamling.reading.recognition.headings.titles import Title, find_only_text, find_owner
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingReader
from xl_kraftsamling.reading.recognition.sources import Fixed
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.reading.row_roles import SortedRows
from xl_kraftsamling.xlsx.grid import Area, Grid

_SEARCHED_ROWS = 1_000
"""Rows of a sheet in which cards are looked for."""
_LONGEST = 60
"""Characters of a label: a longer text is a sentence."""
_ABOVE, _BELOW = 8, 2
"""Rows above and below a label in which its card may name the recipient."""
_CARD_TEXTS = 3
"""Cells of a row of a card at the most: a row of a list has more."""
_GRANTED = frozenset({"granted", "approved"})
_BESIDE_GRANTED = _GRANTED | {"amount", "decision", "recipient", "receiver", "date"}
_OF_RECIPIENTS = frozenset({"recipient", "receiver"})
_WITH_VALUE = re.compile(r"([^:]+:)\s*(\S.*)", re.DOTALL)


class _Labelled(NamedTuple):
    """An amount with its label: the cell of the label, what it says, the cell of the amount, and the amount."""

    line: int
    column: int
    heading: Heading
    at: Place
    value: Any

    @property
    def columns(self) -> range:
        """The columns from the label to the amount."""
        return range(self.column, self.at.column + 1)


def find_cards(sheet: str, grid: Grid, tables: Sequence[FoundTable], reader: HeadingReader) -> Iterator[FoundTable]:
    """The allocations of a sheet that are amounts with a label, outside its tables."""
    stacks: dict[tuple[int, int | None], list[_Labelled]] = {}  # a card may say what was granted in several years
    for each in _find_labelled(sheet, grid, tables, reader):
        stacks.setdefault((each.column, each.heading.year), []).append(each)
    for stack in stacks.values():
        rows = [_find_rows_around(each, stack, grid, tables) for each in stack]
        # the name before the label or, where two labels would then have the same, behind it
        owners = [find_owner(sheet, grid, [*above, *below], reader, each.columns) for each, (above, below) in zip(stack, rows, strict=True)]
        if len(places := [owner[1] for owner in owners if owner and owner[1].row]) > len({*places}):
            owners = [find_owner(sheet, grid, [*below, *above], reader, each.columns) for each, (above, below) in zip(stack, rows, strict=True)]
        yield from (_make_table(sheet, grid, each, owner) for each, owner in zip(stack, owners, strict=True) if owner and not _is_decider(owner[0], reader))


def _is_decider(name: str, reader: HeadingReader) -> bool:
    """Whether a name is that of who grants: “Beslut i kommunstyrelsen” above an amount does not make it kommunstyrelsen's."""
    return reader.register.recognise(name).name == EXECUTIVE


def _find_rows_around(each: _Labelled, stack: Sequence[_Labelled], grid: Grid, tables: Sequence[FoundTable]) -> tuple[range, range]:
    """The rows above and below a label, the nearest first, in which its recipient may be named: up to the label or the table before it."""
    ends = [other.line for other in stack] + [table.area.bottom for table in tables if table.area.left <= each.column <= table.area.right]
    before = max((end for end in ends if end < each.line), default=0)
    above = range(each.line - 1, max(before, each.line - 1 - _ABOVE), -1)
    return above, range(each.line + 1, min(each.line + _BELOW, len(grid)) + 1)


def _make_table(sheet: str, grid: Grid, each: _Labelled, owner: tuple[str, Place]) -> FoundTable:
    line, column = each.at.row, each.at.column
    head = HeadingRow(each.line, each.line, {each.column: Heading(""), column: each.heading})
    titles = (find_only_text(row) for row in reversed(grid[: each.line - 1]))
    unit = each.heading.unit or next(filter(None, map(find_unit, titles)), None) or find_unit(sheet) or 1
    title = Title(each.line, each.heading.ideas, unit if unit > 1 else None, each.heading.year, None)
    sources = {OWNER: Fixed(*owner)} | (
        {"amount": Fixed(each.value, each.at)} if (line, column) == (each.line, each.column) else {}
    )
    return FoundTable(
        sheet, head, ColumnAssignment(ALLOCATIONS.name, {"amount": column}), SortedRows(data=[line]), title, {"amount": unit}, line,
        sources=sources, first=line,
    )  # fmt: skip


def _find_labelled(sheet: str, grid: Grid, tables: Sequence[FoundTable], reader: HeadingReader) -> Iterator[_Labelled]:
    areas = [area for table in tables for area in (table.area, *_find_rows_apart(table))]
    for line, row in enumerate(grid[:_SEARCHED_ROWS], 1):
        inside = [area for area in areas if area.top <= line <= area.bottom]
        for column, cell in enumerate(row, 1):
            if (
                type(cell) is str
                and 0 < len(cell) <= _LONGEST
                and not any(area.left <= column <= area.right for area in inside)
            ):
                yield from _read_label(sheet, grid, line, column, reader)


def _find_rows_apart(table: FoundTable) -> Iterator[Area]:
    """The rows below a table of several recipients that say what there was for all of them, and shares of its sums."""
    rows = table.rows
    for line in (*rows.of_which, *(() if table.lacks_recipients else rows.left_over)):
        yield table.area._replace(top=line, bottom=line)


def _read_label(sheet: str, grid: Grid, line: int, column: int, reader: HeadingReader) -> Iterator[_Labelled]:
    """What a label says was granted: in its own cell behind a colon, to the right of it, or below."""
    text = cell_text(grid[line - 1][column - 1])
    own = _WITH_VALUE.fullmatch(text)
    if own and could_be_amount(own[2]) and (heading := _read_granted(own[1], reader)):
        yield _Labelled(line, column, heading, Place(sheet, line, column), own[2])
    elif (at := _find_amount(sheet, grid, line, column)) and (heading := _read_granted(text, reader)):
        yield _Labelled(line, column, heading, at, grid[at.row - 1][at.column - 1])


def _find_amount(sheet: str, grid: Grid, line: int, column: int) -> Place | None:
    """The cell of the amount that a label is for: the next one to the right, or else the one below, where it stands alone."""
    right = next((n for n in range(column + 1, len(grid[line - 1]) + 1) if _is_filled(grid[line - 1][n - 1])), 0)
    if right and _is_amount(grid[line - 1][right - 1]):
        return Place(sheet, line, right)
    below = [grid[n - 1][column - 1] if n <= len(grid) else "" for n in (line + 1, line + 2)]
    return Place(sheet, line + 1, column) if _is_amount(below[0]) and not _is_amount(below[1]) else None


def _is_filled(cell: Any) -> bool:
    return type(cell) is NoValue or bool(cell_text(cell))


def _is_amount(cell: Any) -> bool:
    return type(cell) is NoValue or (could_be_amount(cell) and not isinstance(cell, bool))


def _read_granted(text: str, reader: HeadingReader) -> Heading | None:
    """A label that says that its amount was granted, and to no more than one; None for any other."""
    heading = reader.read_heading(text)
    is_granted = bool(heading.ideas & _GRANTED) and heading.ideas <= _BESIDE_GRANTED
    return heading if is_granted and not has_sum_word(text) else None


def find_card_top(grid: Grid, columns: range, top: int, above: int, reader: HeadingReader) -> int | None:
    """The first row of the card whose list has its headings in the row `top`; None where no row since `above` begins a card.

    A card begins with its recipient's name, or with the label of its amount right above that.
    """
    if above and _holds_figures(_pick_filled(grid[above], columns)):
        above = 0  # no list, but the labels of figures that stand below them
    for line in range(top - 1, max(above, top - 1 - _ABOVE), -1):
        cells = _pick_filled(grid[line - 1], columns)
        if _names_owner(cells, reader):
            return line - 1 if line - 1 > above and _is_granted_row(grid[line - 2], columns, reader) else line
        if len(cells) > _CARD_TEXTS or (cells and type(cells[0]) is not str and not _holds_figures(cells)):
            return None
    return None


def _pick_filled(row: Sequence[Any], columns: range) -> list[Any]:
    return [row[n - 1] for n in columns if n <= len(row) and _is_filled(row[n - 1])]


def _holds_figures(cells: Sequence[Any]) -> bool:
    return 0 < len(cells) <= _CARD_TEXTS and all(map(is_number, cells))


def _names_owner(cells: Sequence[Any], reader: HeadingReader) -> bool:
    """Whether the cells of a row are a recipient's name, with or without a label before it, in the same cell or another."""
    if not 0 < len(cells) < _CARD_TEXTS or not all(type(cell) is str for cell in cells):
        return False
    own = _WITH_VALUE.fullmatch(cells[0])
    *labels, name = (own[1], own[2]) if own and len(cells) == 1 else cells
    return reader.names_recipient(name) and all(text.rstrip().endswith(":") or reader.read_heading(text).ideas & _OF_RECIPIENTS for text in labels)


def _is_granted_row(row: Sequence[Any], columns: range, reader: HeadingReader) -> bool:
    cells = _pick_filled(row, columns)
    return (
        len(cells) > 1 and type(cells[0]) is str and is_number(cells[1]) and _read_granted(cells[0], reader) is not None
    )
