"""A form for each call-off: labels below each other with their values to the right, or a column of values for each of several.

    Avrop nr | 3        Mottagare | Kulturnämnden        Belopp | 75 000        Datum | 2026-05-11        Status | godkänt

A form has a recipient, one amount, and a day or a status, and something says that it is of a call-off: a label, a title or the sheet's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.money import could_be_amount
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.reading.recognition.column_assignment import ColumnAssignment
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.titles import Title
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingReader
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part
from xl_kraftsamling.reading.row_roles import SortedRows
from xl_kraftsamling.xlsx.grid import Grid, count_columns

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
    """A label: its row, what it says, and the field that it means; "" where it means none."""

    line: int
    heading: Heading
    field: str


def find_forms(sheet: str, grid: Grid, tables: Sequence[FoundTable], reader: HeadingReader) -> Iterator[FoundTable]:
    """The call-offs of a sheet that are forms, outside its tables."""
    for column in range(1, count_columns(grid)):
        for run in _find_runs(grid, tables, reader, column):
            fields = {label.field: label for label in reversed(run) if label.field}
            numbers = _find_values(grid, fields, column) if _is_form(fields, run) else []
            if numbers and _is_of_call_offs(sheet, grid, run, column, reader):
                yield _make_table(sheet, grid, run, fields, numbers)


def _find_runs(grid: Grid, tables: Sequence[FoundTable], reader: HeadingReader, column: int) -> Iterator[Sequence[_Label]]:
    """The labels of a column that belong together: up to a gap of two rows, a table, or the same label once more."""
    areas = [table.area for table in tables if table.area.left <= column <= table.area.right]
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
    """A label with a value to its right; None for a text without."""
    value = next((cell for cell in grid[line - 1][column : column + _REACH] if cell_text(cell)), "")
    heading = reader.read_heading(cell_text(grid[line - 1][column - 1]))
    return _Label(line, heading, _find_field(heading, value, reader)) if cell_text(value) else None


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


def _is_form(fields: Mapping[str, _Label], run: Sequence[_Label]) -> bool:
    """Whether labels are those of a form with one amount."""
    amounts = sum(label.field == "amount" for label in run)
    return amounts == 1 and "recipient" in fields and bool(fields.keys() & {"date", "status"}) and not any(label.heading.ideas & {"transfer", "donor"} for label in run)


def _find_values(grid: Grid, fields: Mapping[str, _Label], column: int) -> list[int]:
    """The columns of values: those with a recipient and an amount, the first near the labels, and each beside the one before."""
    names, amounts = (grid[fields[name].line - 1] for name in ("recipient", "amount"))
    found: list[int] = []
    for number in range(column + 1, len(names) + 1):
        if cell_text(names[number - 1]) and cell_text(amounts[number - 1]):
            found.append(number)
        elif found or number >= column + _REACH:
            break
    return found


def _is_of_call_offs(sheet: str, grid: Grid, run: Sequence[_Label], column: int, reader: HeadingReader) -> bool:
    above = (grid[line - 1][column - 1] for line in range(max(run[0].line - _REACH, 1), run[0].line))
    texts = [sheet, *(cell for cell in above if type(cell) is str)]
    ideas = frozenset[str]().union(*(label.heading.ideas for label in run), *(reader.read_heading(text).ideas for text in texts))
    return bool(ideas & {"call_off", "paid"})


def _make_table(sheet: str, grid: Grid, run: Sequence[_Label], fields: Mapping[str, _Label], numbers: Sequence[int]) -> FoundTable:
    top, amount = run[0].line, fields["amount"]
    others = {name: label.line for name, label in fields.items() if name != "amount"}
    headings = dict.fromkeys(numbers, amount.heading)
    parts = [Part({"amount": n}, {name: PlacedValue(grid[line - 1][n - 1], Place(sheet, line, n)) for name, line in others.items()}) for n in numbers]
    assignment = ColumnAssignment(CALL_OFFS.name, {"amount": numbers[0]}, score=2 * len(fields))
    unit = amount.heading.unit or 1
    title = Title(top, frozenset(), unit if unit > 1 else None, None, None)
    return FoundTable(
        sheet, HeadingRow(top, top, headings), assignment, SortedRows(data=[amount.line]), title, {"amount": unit}, amount.line, parts=tuple(parts), first=amount.line,
    )  # fmt: skip
