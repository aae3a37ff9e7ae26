"""Which row of a sheet holds a table's headings, and the role of each row below them.

Every way into the program asks here: the template's tables in a file, tables recognised in other layouts, and ranges that Excel
hands to a function.  What is the same row is therefore read alike by all of them.  Pure: a function in a cell waits for no polars.
Rows and columns are counted from 1, as in the sheet.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import compress
from operator import not_
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, cell_text, drop_invisible, fold_label, is_blank, is_number
from xl_kraftsamling.domain.money import AmountForm, could_be_amount, read_amount
from xl_kraftsamling.domain.sum_labels import (
    has_sum_word,
    is_carried_label,
    is_left_over_label,
    is_of_which_label,
    is_opening_label,
    is_subtotal_label,
    is_sum_row,
    read_named_part,
)
from xl_kraftsamling.domain.template import HEADING_ROW
from xl_kraftsamling.xlsx.grid import Grid, pick_cells

SEARCHED_ROWS = 40
"""Rows from the top of a sheet in which headings, or a diarienummer, are looked for: a table may begin below a title and notes."""

_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_EXAMPLES = 100  # ids, the last ones of a table, that show what its ids look like


class RowRole(Enum):
    """What a row below the headings is to its table."""

    DATA = "data"
    SUM = "sum of all rows above, or of a part of them"
    SUBTOTAL = "sum of a part of the rows above, by its label"
    BLANK = "blank in all columns of the table"
    GROUP = "the name of a recipient alone or with its own sum, which holds for the rows below"
    OF_WHICH = "a share of a sum, for information"
    LEFT_OVER = "what is left, or what there is to draw from"
    CARRIED = "a sum carried over from the page before"
    OPENING = "what there was before the first row"
    NOTE = "text or loose figures that belong to no record"
    REPEATED = "the headings once more, as on a new printed page"
    OUTSIDE = "data below the end of the table"


class TableShape(NamedTuple):
    """What is known of a table before its rows are sorted.

    `columns` are all of them from left to right; `amounts`, `id` and `recipient` some of these, and `headings` the rows of its
    headings, from column A on.  Only a recognised table has `keys`, its columns without free text, and `names_recipient`, whether
    a cell names one: a row of the template's tables is data however little is filled in, and its gaps are faults.
    """

    columns: Sequence[int]
    headings: Sequence[Sequence[Any]]
    amounts: frozenset[int] = frozenset()
    id: int | None = None
    keys: frozenset[int] = frozenset()
    recipient: int | None = None
    names_recipient: Callable[[Any], bool] | None = None


@dataclass(slots=True)
class SortedRows:
    """The rows of a table by their role, each from the top down.

    `sums` holds the subtotals too, and what is carried over below other rows; `blank` are the gaps inside the table.  `of_which`,
    `left_over` and `opening` stand among the sums and are none.  `owners` has, for each row of data that does not name its recipient
    itself, the row and column of the cell that does.
    """

    data: Sequence[int] = ()
    sums: Sequence[int] = ()
    subtotals: Collection[int] = ()
    blank: Sequence[int] = ()
    groups: Sequence[int] = ()
    of_which: Sequence[int] = ()
    left_over: Sequence[int] = ()
    opening: Sequence[int] = ()
    notes: Sequence[int] = ()
    repeated: Sequence[int] = ()
    outside: Sequence[int] = ()
    owners: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def with_sums(self) -> frozenset[int]:
        """The rows that hold sums of the rows above or below them, or shares of such sums."""
        return frozenset((*self.sums, *self.of_which, *self.left_over))


# ---- the row of headings


def find_heading_row(headings: Iterable[str], rows: Sequence[Sequence[Any]]) -> int | None:
    """The row with the most of a table's headings, the first of several; None where no row holds two of them."""
    known = {fold_label(heading) for heading in headings}
    counts = [len(known.intersection(map(fold_label, row))) for row in rows[:SEARCHED_ROWS]]
    most = max(counts, default=0)
    # one heading alone may be a word in a title or a note; only who asks for a single heading is content with one
    return counts.index(most) + 1 if most >= min(2, len(known)) else None


def find_program_headings(headings: Iterable[str], rows: Sequence[Sequence[Any]]) -> int | None:
    """The row in which the program itself has written headings: all of them, letter by letter, from column A on.

    Stricter than :func:`find_heading_row`, since such a sheet is left out of what is read, and is written over.
    """
    wanted = list(headings)
    return next((number for number, row in enumerate(rows[:HEADING_ROW], 1) if list(row[: len(wanted)]) == wanted), None)


# ---- the role of one row


def classify_row(row: Sequence[Any], shape: TableShape) -> RowRole:
    """The role of a row by what it holds itself, without the rows around it."""
    filled = dict(_filled_cells(row, shape.columns))
    if not filled:
        return RowRole.BLANK
    if role := _find_labelled_role(filled, shape):
        return role
    if any(_repeats(filled, heading) for heading in shape.headings):
        return RowRole.REPEATED
    return _classify_recognised(filled, shape, shape.names_recipient) if shape.names_recipient else RowRole.DATA


def _classify_recognised(filled: Mapping[int, Any], shape: TableShape, names_recipient: Callable[[Any], bool]) -> RowRole:
    """The role of a row that holds something, in a table that people keep for themselves: they leave cells out and add notes."""
    if _is_prepared(filled, shape):
        return RowRole.BLANK
    if _is_unlabelled_sum(filled, shape):
        return RowRole.SUM
    if _heads_group(filled, shape, names_recipient):
        return RowRole.GROUP
    return RowRole.DATA if _is_record(filled, shape) else RowRole.NOTE


def _find_labelled_role(filled: Mapping[int, Any], shape: TableShape) -> RowRole | None:
    """The role that its label gives to a row: that of a sum, or of what stands among sums; None where it gives none."""
    column = _find_label(filled, shape)
    if column is None:
        return find_sum_role(filled.values())
    # in a table with the template's headings, what is filled in between its first and last row is a record
    if shape.names_recipient and (aside := _find_role_aside(column, filled, shape)):
        return aside
    role = find_sum_role([filled[column], *(cell for cell in filled.values() if not isinstance(cell, str))])
    # “Beviljat totalt” below amounts that are headed so is the sum of them all, and of no part by that name
    names = read_named_part(filled[column]).names if role is RowRole.SUBTOTAL else ()
    return RowRole.SUM if any(names[0] in heading for heading in _head_amounts(filled, shape) if names) else role


def _find_label(filled: Mapping[int, Any], shape: TableShape) -> int | None:
    """The column of the only text of a row, apart from the name of a recipient, where the rest of it is amounts or a day.

    A number in the column of ids makes it a record with a name that only resembles a label.
    """
    names = shape.names_recipient
    texts = [n for n, cell in filled.items() if isinstance(cell, str)]
    if len(texts) > 1 and names:
        texts = [n for n in texts if n != shape.recipient or not names(filled[n])]
    return texts[0] if len(texts) == 1 < len(filled) and (shape.id not in filled or shape.id == texts[0]) else None


def _find_role_aside(column: int, filled: Mapping[int, Any], shape: TableShape) -> RowRole | None:
    """The role of a row that stands among sums and is none, by its label in a column."""
    label = filled[column]
    if is_opening_label(label):
        return RowRole.OPENING
    if any(isinstance(cell, date) for cell in filled.values()):
        return None
    lacks_keys = column == shape.recipient or not (shape.keys or {*shape.columns}) <= shape.amounts.union(filled)
    if is_left_over_label(label, _head_amounts(filled, shape), may_be_name=not lacks_keys):
        return RowRole.LEFT_OVER
    if is_of_which_label(label):
        return RowRole.OF_WHICH
    return RowRole.CARRIED if is_carried_label(label) and lacks_keys else None


def _head_amounts(filled: Mapping[int, Any], shape: TableShape) -> Sequence[str]:
    """The headings of the amounts that a row holds."""
    return [fold_label(row[n - 1]) for row in shape.headings for n in shape.amounts.intersection(filled) if n <= len(row)]


def _heads_group(filled: Mapping[int, Any], shape: TableShape, names_recipient: Callable[[Any], bool]) -> bool:
    """Whether a row holds one name alone, or with amounts in a table whose records hold more.

    Where the table has a column of recipients, only a name there heads a group, and beside an amount it may be that of a record.
    """
    names = [n for n, cell in filled.items() if n not in shape.amounts or not is_number(cell)]
    is_alone = len(filled) == 1 or (shape.recipient is None and bool(shape.keys - shape.amounts - {*names}))
    return len(names) == 1 and is_alone and shape.recipient in (None, *names) and names_recipient(filled[names[0]])


def find_sum_role(cells: Iterable[Any]) -> RowRole | None:
    """SUM or SUBTOTAL where the filled cells of a row are those of a sum row; otherwise None.

    Its first text is its label, wherever its amounts are.  An error value or a formula without a stored value is passed over:
    a sum whose formula nobody has calculated is a sum all the same.
    """
    valued = [cell for cell in cells if type(cell) is not NoValue]
    label_first = sorted(valued, key=lambda cell: not isinstance(cell, str))  # stable: the amounts stay in their order
    if not is_sum_row(label_first):
        return None
    return RowRole.SUBTOTAL if is_subtotal_label(label_first[0]) else RowRole.SUM


def is_labelled_amount(cells: Sequence[Any]) -> bool:
    """Whether the filled cells of a row are one amount with the label of a sum, or of what stands among sums: “S:a FRN | 2000”."""
    if len(cells) != 2 or not isinstance(cells[0], str) or not is_number(cells[1]):
        return False
    return find_sum_role(cells) is not None or is_label_aside(cells[0])


def is_label_aside(text: str) -> bool:
    """Whether a text is the label of a row that stands among sums and is none: what is left, a share, what is carried over or was there before."""
    return any(has_label(text) for has_label in (is_left_over_label, is_of_which_label, is_carried_label, is_opening_label))


def _filled_cells(row: Sequence[Any], columns: Iterable[int]) -> Iterator[tuple[int, Any]]:
    return ((n, row[n - 1]) for n in columns if n <= len(row) and row[n - 1] != "" and drop_invisible(str(row[n - 1])).strip())


def _repeats(filled: Mapping[int, Any], heading: Sequence[Any]) -> bool:
    return all(n <= len(heading) and cell == heading[n - 1] for n, cell in filled.items())


def _is_prepared(filled: Mapping[int, Any], shape: TableShape) -> bool:
    """Whether a row waits for a record: formulas have filled in zeros or dashes, or its number is there already, and nothing else."""
    rest = {n: cell for n, cell in filled.items() if n != shape.id}
    return bool(rest) and all(cell == 0 if is_number(cell) else isinstance(cell, str) and is_blank(cell) for cell in rest.values())


def _is_unlabelled_sum(filled: Mapping[int, Any], shape: TableShape) -> bool:
    """Whether a row holds amounts and nothing else, in a table whose records hold more."""
    return (
        bool(shape.amounts)
        and shape.keys > shape.amounts
        and shape.amounts.issuperset(filled)
        and all(map(is_number, filled.values()))
    )


def _is_record(filled: Mapping[int, Any], shape: TableShape) -> bool:
    """Whether a row holds enough of a record: an amount with something beside it, or most of the keys.

    Rows are prepared with zeros, a name or a first status: nothing but zeros states no amount, and most of the rest must be there.
    """
    amounts = [cell for n, cell in filled.items() if n in shape.amounts and _fills_amount(cell)]
    if amounts and not any(amounts):
        rest = shape.keys - shape.amounts
        return 2 * len(rest.intersection(filled)) > len(rest)
    keys = len(shape.keys.intersection(filled))
    return keys > 1 if amounts or not shape.amounts else 2 * keys > len(shape.keys)


def _fills_amount(cell: Any) -> bool:
    """Whether a cell states an amount, or a dash in its place."""
    return could_be_amount(cell) or (isinstance(cell, str) and read_amount(cell).form is AmountForm.MISSING)


# ---- the rows of a table whose headings are the template's


def sort_rows(grid: Grid, first: int, last: int | None, shape: TableShape) -> SortedRows:
    """Sort the rows of a table with the template's headings.

    :param first: the row below the headings; ``last`` is the last row of its Excel table or range.  None means a plain range:
        it ends above its first gap, or at its grand total.
    """
    end = min(last or len(grid), len(grid))
    roles: dict[int, RowRole] = {}
    for line in _find_suspects(grid, first, end, shape):
        role = classify_row(grid[line - 1], shape)
        if last is None and role is RowRole.BLANK:  # nobody has marked where the table ends: what follows a gap may be anything
            end = line - 1
            break
        roles[line] = role
        # a subtotal does not end it: the next part follows
        if last is None and role is RowRole.SUM:
            end = line
            break
    apart = {line for line, role in roles.items() if role is not RowRole.DATA}
    # A range stays a range: a column of 100 000 cells is then cut out whole instead of being picked cell by cell.
    data = [line for line in range(first, end + 1) if line not in apart] if apart else range(first, end + 1)
    rows = group_by_role(roles)
    # rows that are ready to be filled in, below all others, are no gap
    rows.data, rows.blank = data, [line for line in rows.blank if data and line < data[-1]]
    _add_rows_below(rows, grid, end, shape)
    return rows


def _find_suspects(grid: Grid, first: int, end: int, shape: TableShape) -> list[int]:
    """The rows that can be anything but data: those without text, and those whose first text may be a sum's label or is a heading.

    Column by column, since nearly every row is settled by its first cell, and most columns hold no sum word at all: to make and
    judge 100 000 rows would take longer than all the rest of the reading.
    """
    suspects: list[int] = []
    textless: Sequence[int] = range(first, end + 1)
    for number in shape.columns:
        cells = pick_cells(grid, number, textless)
        are_texts = [type(cell) is str and (cell[:1].isalnum() or cell_text(cell) != "") for cell in cells]  # nearly every text begins so
        texts = [*compress(cells, are_texts)]
        doubtful = {row[number - 1] for row in shape.headings if number <= len(row)}.intersection(texts)
        if has_sum_word(" ".join(texts)):
            doubtful.update(filter(has_sum_word, {*texts}))
        suspects += compress(textless, map(doubtful.__contains__, cells)) if doubtful else ()
        textless = [*compress(textless, map(not_, are_texts))]
        if not textless:
            break
    return sorted([*suspects, *textless])


def group_by_role(roles: Mapping[int, RowRole]) -> SortedRows:
    """Rows whose roles are known, each by its own."""
    lines: dict[RowRole, list[int]] = {role: [] for role in RowRole}
    for line, role in sorted(roles.items()):
        lines[role].append(line)
    return SortedRows(
        data=lines[RowRole.DATA],
        sums=sorted(lines[RowRole.SUM] + lines[RowRole.SUBTOTAL]),
        subtotals=lines[RowRole.SUBTOTAL],
        blank=lines[RowRole.BLANK],
        of_which=lines[RowRole.OF_WHICH],
        left_over=lines[RowRole.LEFT_OVER],
        opening=lines[RowRole.OPENING],
        groups=lines[RowRole.GROUP],
        notes=lines[RowRole.NOTE],
        repeated=lines[RowRole.REPEATED],
    )


def _add_rows_below(rows: SortedRows, grid: Grid, end: int, shape: TableShape) -> None:
    """Add the sums that close a table, and the data below it; notes and loose numbers there are neither."""
    id_forms = {_form_of_id(grid[line - 1], shape) for line in rows.data[-_EXAMPLES:]} - {""}
    sums, subtotals, outside = [*rows.sums], [*rows.subtotals], list[int]()
    for line in range(end + 1, len(grid) + 1):
        row = grid[line - 1]
        cells = dict(_filled_cells(row, shape.columns)) if any(row) else {}
        column = _find_label(cells, shape)
        if column and _find_role_aside(column, cells, shape):
            continue
        if role := find_sum_role(cells.values()):
            # below rows that are outside, a sum may be theirs: compared with the table's it would be a false alarm
            sums += [] if outside else [line]
            subtotals += [line] if role is RowRole.SUBTOTAL else []
        elif any(not is_number(cell) for cell in cells.values()):
            # one or two cells without an amount are a note, such as "Uppdaterad | 2026-03-01", unless one is an id like those above
            has_amount = any(is_number(cells.get(n)) for n in shape.amounts)
            outside += [line] if has_amount or len(cells) > 2 or _form_of_id(row, shape) in id_forms else []
    rows.sums, rows.subtotals, rows.outside = sums, subtotals, outside


def _form_of_id(row: Sequence[Any], shape: TableShape) -> str:
    """What the id in a row looks like, as A-9 for UT-17; empty where it is no text with a digit."""
    cell = row[shape.id - 1] if shape.id and shape.id <= len(row) else ""
    return _LETTERS.sub("A", _DIGITS.sub("9", cell.strip())) if type(cell) is str and _DIGITS.search(cell) else ""
