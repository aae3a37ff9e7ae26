"""A form for each call-off: labels below each other with their values to the right, or a column of values for each of several.

    Avrop nr | 3        Mottagare | Kulturnämnden        Belopp | 75 000        Datum | 2026-05-11        Status | godkänt

A form has a recipient, one amount, and a day or a status, and something says that it is of a call-off: a label, a title or the sheet's name.
An amount that is not filled in is missing, where all else is there.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.dates import read_date
from xl_kraftsamling.domain.money import could_be_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.reading.recognition.column_assignment import ColumnAssignment
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.titles import Title
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingReader
from xl_kraftsamling.reading.recognition.sources import Fixed
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.row_roles import SortedRows
from xl_kraftsamling.xlsx.grid import Area, Grid, count_columns

_SEARCHED_ROWS = 1_000
"""Rows of a sheet in which forms are looked for."""
_LONGEST = 60
"""Characters of a label: a longer text is a sentence."""
_REACH = 3
"""Columns to the right of a label in which its value may be, and rows above a form in which its title may be."""
_FIELDS = ("recipient", "date", "status", "amount", "id", "intervention", "comment")
"""What a form may say, those first whose values cannot be mistaken."""
_OTHER = frozenset({"granted", "outcome", "booked", "transfer", "donor", "forecast", "planned", "remaining"})
"""Ideas in the label of an amount that make it no call-off's."""


class _Label(NamedTuple):
    """A label: its row, what it says, the field that it means, "" where it means none, and whether a value stands beside it."""

    line: int
    heading: Heading
    field: str
    is_filled: bool


def find_forms(sheet: str, grid: Grid, tables: Sequence[FoundTable], reader: HeadingReader) -> Iterator[FoundTable]:
    """The call-offs of a sheet that are forms, outside its tables."""
    areas: dict[int, list[Area]] = defaultdict(list)
    for area in (table.area for table in tables):
        for column in range(area.left, area.right + 1):
            areas[column].append(area)
    for column in range(1, count_columns(grid)):
        for run in _find_runs(grid, areas[column], reader, column):
            fields = _choose_labels(run)
            numbers = _find_values(grid, fields, column) if _is_form(fields, run) else []
            if numbers and _is_of_call_offs(sheet, grid, run, column, reader):
                yield from (_make_table(sheet, grid, run[0].line, fields, number) for number in numbers)


def _find_runs(grid: Grid, areas: Sequence[Area], reader: HeadingReader, column: int) -> Iterator[Sequence[_Label]]:
    """The labels of a column that belong together: up to a gap of two rows, a table, or the same label once more."""
    run: list[_Label] = []
    for line, row in enumerate(grid[:_SEARCHED_ROWS], 1):
        cell = row[column - 1] if column <= len(row) else ""
        is_label = type(cell) is str and 0 < len(cell) <= _LONGEST and not any(area.top <= line <= area.bottom for area in areas)
        label = _read_label(grid, line, column, reader) if is_label else None
        repeats = label and any(label.heading.text == each.heading.text for each in run)
        if run and (repeats or line - run[-1].line > 2):
            yield run
            run = []
        run += [label] if label else []
    yield run


def _read_label(grid: Grid, line: int, column: int, reader: HeadingReader) -> _Label | None:
    """A label with a value to its right, or of an amount without; None for any other text."""
    value = next((cell for cell in grid[line - 1][column : column + _REACH] if cell_text(cell)), "")
    heading = reader.read_heading(cell_text(grid[line - 1][column - 1]))
    label = _Label(line, heading, _find_field(heading, value, reader), bool(cell_text(value)))
    return label if label.is_filled or label.field == "amount" else None


def _find_field(heading: Heading, value: Any, reader: HeadingReader) -> str:
    forms = reader.vocabulary.fields[CALL_OFFS.name]
    return next((name for name in _FIELDS if heading.ideas in forms.get(name, ()) and _fits(name, heading, value, reader)), "")


def _fits(name: str, heading: Heading, value: Any, reader: HeadingReader) -> bool:
    """Whether a value may be that of a field; one that its label leaves no doubt about is, so that what is wrong with it is found there."""
    is_said = name in heading.ideas
    match name:
        case "recipient":
            return reader.names_recipient(value) or (bool(heading.ideas & {"recipient", "receiver"}) and type(value) is str)
        case "date":
            return is_said or isinstance(value, date)
        case "amount":
            return (is_said or could_be_amount(value)) and not heading.ideas & _OTHER
        case _:
            return is_said


def _choose_labels(run: Sequence[_Label]) -> Mapping[str, _Label]:
    """The label of each field: the first with a value, otherwise the first."""
    return {label.field: label for is_filled in (False, True) for label in reversed(run) if label.field and label.is_filled is is_filled}


def _is_form(fields: Mapping[str, _Label], run: Sequence[_Label]) -> bool:
    """Whether labels are those of a form with one amount."""
    amounts = [label for label in run if label.field == "amount"]
    has_one = len(amounts) == 1 or sum(label.is_filled for label in amounts) == 1
    return has_one and "recipient" in fields and bool(fields.keys() & {"date", "status"}) and not any(label.heading.ideas & {"transfer", "donor"} for label in run)


def _find_values(grid: Grid, fields: Mapping[str, _Label], column: int) -> list[int]:
    """The columns of values: the first near the labels, and each beside the one before; none where no amount stands beneath a recipient."""
    amount, found = fields["amount"], list[int]()
    for number in range(column + 1, max(map(len, grid)) + 1):
        if _is_filled_in(grid, fields, number):
            found.append(number)
        elif found or number >= column + _REACH:
            break
    return found if not amount.is_filled or any(cell_text(_read(grid, amount.line, number)) for number in found) else []


def _is_filled_in(grid: Grid, fields: Mapping[str, _Label], number: int) -> bool:
    """Whether a column of values is that of a call-off, perhaps without its amount: a recipient, and a day or a status if there is no amount."""
    cells = {name: _read(grid, label.line, number) for name, label in fields.items()}
    has_day = "date" in cells and isinstance(read_date(cells["date"]).value, date)
    return bool(cell_text(cells["recipient"]) and (cell_text(cells["amount"]) or has_day or cell_text(cells.get("status", ""))))


def _is_of_call_offs(sheet: str, grid: Grid, run: Sequence[_Label], column: int, reader: HeadingReader) -> bool:
    above = (grid[line - 1][column - 1] for line in range(max(run[0].line - _REACH, 1), run[0].line))
    texts = [sheet, *(cell for cell in above if type(cell) is str)]
    ideas = frozenset[str]().union(*(label.heading.ideas for label in run), *(reader.read_heading(text).ideas for text in texts))
    return bool(ideas & {"call_off", "paid"})


def _make_table(sheet: str, grid: Grid, top: int, fields: Mapping[str, _Label], number: int) -> FoundTable:
    """The call-off of a column of values: its row is that of the amount, filled in or not."""
    amount = fields["amount"]
    others = {name: Fixed(_read(grid, label.line, number), Place(sheet, label.line, number)) for name, label in fields.items() if name != "amount"}
    assignment = ColumnAssignment(CALL_OFFS.name, {"amount": number}, score=2 * len(fields))
    unit = amount.heading.unit or 1
    title = Title(top, frozenset(), unit if unit > 1 else None, None, None)
    heading_row = HeadingRow(top, top, {number: amount.heading})
    return FoundTable(
        sheet, heading_row, assignment, SortedRows(data=[amount.line]), title, {"amount": unit}, amount.line, sources=others, first=amount.line,
    )  # fmt: skip


def _read(grid: Grid, line: int, column: int) -> Any:
    row = grid[line - 1]
    return row[column - 1] if column <= len(row) else ""
