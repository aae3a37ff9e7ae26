"""The tables of one sheet: each heading row with what its columns hold, the rows below it and the titles above it.

A heading row may head several tables; each way to take a layout apart is a module of its own, that starts from `headed_rows`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, STATED_BALANCES
from xl_kraftsamling.reading.open_workbook import OpenWorkbook, SheetContent
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow, find_heading_rows
from xl_kraftsamling.reading.recognition.headings.titles import Title, add_notes, inherit_title, read_title
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader
from xl_kraftsamling.reading.recognition.layouts.cards import find_card_top, find_cards
from xl_kraftsamling.reading.recognition.layouts.column_groups import find_column_groups
from xl_kraftsamling.reading.recognition.layouts.follow_ups import (
    date_by_title,
    find_grants_of_groups,
    find_stated_lists,
)
from xl_kraftsamling.reading.recognition.layouts.forms import find_forms
from xl_kraftsamling.reading.recognition.layouts.month_columns import find_month_columns
from xl_kraftsamling.reading.recognition.layouts.recipient_columns import find_recipient_columns
from xl_kraftsamling.reading.recognition.layouts.row_kinds import split_by_row_kinds
from xl_kraftsamling.reading.recognition.layouts.step_columns import find_step_columns
from xl_kraftsamling.reading.recognition.layouts.ticks import Steps, add_steps, assign_steps, find_steps
from xl_kraftsamling.reading.recognition.layouts.typed_lists import find_typed_tables
from xl_kraftsamling.reading.recognition.settling.running_amounts import find_running_list
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part
from xl_kraftsamling.reading.recognition.unnamed_sums import IsSumFormula
from xl_kraftsamling.reading.shown_units import read_shown_column
from xl_kraftsamling.xlsx.grid import Area, Grid, list_columns

_BESIDE_SERIES = ("stated_balances", "allocations", "interventions", "forecasts")
"""The kinds of tables whose columns may stand beside a series of columns, in the same rows."""
_MOST_BESIDE = 30
"""Groups of columns into which a sheet is divided: each costs a reading of it, and nobody has so many tables beside each other."""


def find_tables(
    sheet: str, content: SheetContent, reader: HeadingReader, year: int, is_sum_formula: IsSumFormula
) -> Sequence[FoundTable]:
    """The tables of a sheet that can be recognised, from the top down; `year` is that of the decision.

    The sheet is read twice, as a whole and divided at its empty columns, and the reading in which the headings fit better
    wins: tables beside each other may have their headings in different rows, but a table may also contain an empty column.
    """
    whole = list(_recognise(sheet, content.grid, content.merges, reader, year, is_sum_formula))
    divided = [
        each
        for grid in _divide_at_empty_columns(content.grid)
        for each in _recognise(sheet, grid, content.merges, reader, year, is_sum_formula)
    ]
    # of equal readings the first: a sheet is only divided for a better one
    best = max(whole, divided, key=lambda found: (sum(each.assignment.score for each in found), sum(map(_count_statements, found))))
    tables = [*best, *find_forms(sheet, content.grid, best, reader)]
    return [*tables, *find_cards(sheet, content.grid, tables, reader)]


def _count_statements(found: FoundTable) -> int:
    """How many headings state a unit or a year; in a row of their own beside the data of another table they are seen in one reading only."""
    return sum(bool(heading.unit) + bool(heading.year) for heading in found.heading_row.headings.values())


def _divide_at_empty_columns(grid: Grid) -> Iterator[Grid]:
    """The grid once for each group of adjacent filled columns, other cells emptied or cut off; nothing where there is one group.

    The cells keep their places, since everything that is found is reported with its cell.
    """
    filled = [any(cell_text(cell) for cell in column if cell != "") for column in list_columns(grid)]
    edges = [n for n, (before, here) in enumerate(pairwise([False, *filled])) if here and not before]
    if 1 < len(edges) <= _MOST_BESIDE:
        for first, after in pairwise([*edges, len(filled)]):
            yield [[*[""] * first, *row[first:after]] for row in grid]


def _recognise(
    sheet: str, grid: Grid, merges: Sequence[Area], reader: HeadingReader, year: int, is_sum_formula: IsSumFormula
) -> Iterator[FoundTable]:
    """The tables below the heading rows of a grid, each of the kind that fits best."""
    heads = find_heading_rows(grid, merges, reader)
    above, below = _link_heads(heads, range(len(heads))), _link_heads(heads, range(len(heads) - 1, -1, -1))
    titles: list[Title] = []
    for number, head in enumerate(heads):
        title = _read_title(sheet, grid, head, heads[above[number]].row if number in above else 0, reader)
        titles.append(inherit_title(title, titles[above[number]], is_block=_repeat_headings(head, heads[above[number]])) if number in above else title)
    for number, (head, title) in enumerate(zip(heads, titles, strict=True)):
        # The title of the table below is not a row of this one.
        last = titles[below[number]].top - 1 if number in below else len(grid)
        noted = add_notes(title, grid, head, last)
        yield from _read_below(HeadedRows(sheet, grid, merges, head, noted, last, number in below, reader, year, is_sum_formula))


def _repeat_headings(head: HeadingRow, above: HeadingRow) -> bool:
    """Whether two tables below each other have the same headings, apart from what one of them has beside: they are blocks of one list."""
    own, others = ({fold_label(heading.text) for heading in each.headings.values()} for each in (head, above))
    return own <= others or others <= own


def _read_title(sheet: str, grid: Grid, head: HeadingRow, above: int, reader: HeadingReader) -> Title:
    """The title of a table whose columns have other headings in the row `above`, 0 where there are none: its card, or the texts above it."""
    columns = range(min(head.headings), max(head.headings) + 1)
    card = find_card_top(grid, columns, head.top, above, reader)
    title = read_title(sheet, grid, head, card - 1 if card else _last_row_above(grid, head, above), reader)
    return replace(title, top=min(card or title.top, title.top))


def _read_below(below: HeadedRows) -> Iterator[FoundTable]:
    """The tables that a heading row heads: those of a series of columns with what stands beside it, or else the one that fits best."""
    if across := find_recipient_columns(below):
        yield from across
        return
    series = find_month_columns(below) or find_column_groups(below) or find_step_columns(below)
    if series is None:
        yield from find_typed_tables(below) or _read_plain(below, TABLE_KINDS)
        return
    beside = list(_read_beside(replace(below, heading_row=series.rest)))
    used = frozenset[int]().union(*(each.used_columns for each in beside))
    tables = [part for each in series.tables for part in split_by_row_kinds(each, below)]
    yield from (_without_headings(each, used) for each in tables)
    yield from beside


def _read_beside(below: HeadedRows) -> Iterator[FoundTable]:
    """The tables beside a series; where a follow-up would do as well as allocations, it states more, and repeats these."""
    kinds = {each.kind: each for each in below.assign_columns() if each.kind in _BESIDE_SERIES}
    best = next(iter(kinds), "")
    yield from _read_plain(below, [STATED_BALANCES.name if best == ALLOCATIONS.name and STATED_BALANCES.name in kinds else best])


def _without_headings(found: FoundTable, used: frozenset[int]) -> FoundTable:
    """The table of a series without the headings of columns that only the tables beside it read."""
    headings = {n: heading for n, heading in found.heading_row.headings.items() if n not in used or n in found.used_columns}
    return replace(found, heading_row=found.heading_row._replace(headings=headings))


def _read_plain(below: HeadedRows, kinds: Collection[str]) -> Iterator[FoundTable]:
    """The table of the kind that fits best, of some kinds, where each row is a record."""
    steps = find_steps(below) if CALL_OFFS.name in kinds else Steps()
    assignment = assign_steps(below, steps, next((each for each in below.assign_columns() if each.kind in kinds), None))
    if assignment and (found := below.make_table(assignment)):
        running = find_running_list(found, below)
        yield from [running] if running else (date_by_title(add_steps(found, steps, below.grid), below), *find_stated_lists(found, below), *find_grants_of_groups(found, below))


def apply_number_formats(found: FoundTable, opened: OpenWorkbook) -> FoundTable:
    """The table with its amounts in the units that their cells show."""
    own = found.units.items() if found.kind != STATED_BALANCES.name or not found.parts else ()  # these stand in rows
    columns = {name: read_shown_column(opened, found.sheet, found.assignment.columns[name], found.rows.data, unit) for name, unit in own}
    shown = {name: column for name, column in columns.items() if column.by_format}
    units = {**found.units, **{name: column.unit for name, column in shown.items()}}
    return replace(found, units=units, shown=shown, parts=tuple(_apply_to_part(found, part, opened) for part in found.parts))


def _apply_to_part(found: FoundTable, part: Part, opened: OpenWorkbook) -> Part:
    """A part of a table with its amounts in the unit that their cells show; each column may have another."""
    if "amount" not in part.columns:
        return part
    stated = part.units.get("amount") or found.units["amount"]
    shown = read_shown_column(opened, found.sheet, part.columns["amount"], found.rows.data, stated)
    return part._replace(units={**part.units, "amount": shown.unit})


def _link_heads(heads: Sequence[HeadingRow], order: Iterable[int]) -> dict[int, int]:
    """The heading row before each one, in an order of their positions, that shares a column with it and is in other rows."""
    latest: dict[int, tuple[int, int]] = {}  # by column: when it was last a heading's, and whose
    linked: dict[int, int] = {}
    for time, number in enumerate(order):
        columns = range(min(heads[number].headings), max(heads[number].headings) + 1)
        before = [latest[n] for n in columns if n in latest and heads[latest[n][1]].row != heads[number].row]
        linked |= {number: max(before)[1]} if before else {}
        latest |= dict.fromkeys(columns, (time, number))
    return linked


def _last_row_above(grid: Grid, head: HeadingRow, above: int) -> int:
    """The last row of the table above a heading row, whose own headings are in the row `above`; 0 where there is none.

    That is its last row with more than one filled cell: a row with a single text may be the title of the table below.
    """
    columns = slice(min(head.headings) - 1, max(head.headings))
    rows = range(head.top - 1, above, -1) if above else ()
    return next((row for row in rows if sum(bool(cell_text(cell)) for cell in grid[row - 1][columns]) > 1), above)
