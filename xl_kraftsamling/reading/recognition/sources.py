"""Where the values of a field stand that has no column of its own in the rows of a table, and what each row's value then is.

Every value keeps the cell in which it stands, so that a finding points there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_cell, is_blank
from xl_kraftsamling.domain.dates import read_date
from xl_kraftsamling.domain.money import could_be_amount
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.status_words import (
    APPROVED,
    CALL_OFF_STATES,
    PAID,
    REJECTED,
    REQUESTED,
    REVERSED,
    parse_state,
)
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.recognition.headings.period_labels import read_period_label
from xl_kraftsamling.xlsx.grid import Grid

_NO = frozenset({"nej", "no", "n"})
_UNTICKED = frozenset({"", "0", "☐", "□", "falskt", "false", "falsk"}) | _NO
"""What a column of ticks holds where the step has not been reached."""
_TICKED = frozenset(["x", "xx", "xxx", "×", "v", "ja", "j", "yes", "y", "1", "sant", "sann", "true", "ok", "✓", "✔", "√", "☑", "☒", "✅"])
_ORDER: Mapping[str, Sequence[str]] = {
    REQUESTED: (REQUESTED,), REJECTED: (REQUESTED, APPROVED, PAID, REJECTED), REVERSED: (REVERSED, APPROVED, PAID),
}  # fmt: skip
_DECIDED = (APPROVED, PAID)
"""The steps whose amount or day a row has, the first before the second, where its status is another."""


class Fixed(NamedTuple):
    """The same value for every record: a heading, a title, the name of a sheet, or what a map says; `why` it is taken, where that is not plain."""

    value: Any
    place: Place
    why: Text | None = None


class Ticks(NamedTuple):
    """A status: the last one, of several with a column each, in whose column a row has a tick, a date or an amount.

    A row without any waits to be approved, where no column is there to say that it was requested.
    """

    columns: Mapping[str, int]

    @property
    def unticked(self) -> str:
        """The status of a row without a tick; "" where it has none."""
        return "" if REQUESTED in self.columns else REQUESTED


class BySteps(NamedTuple):
    """The amount or the day of the step that the status of the row says it has reached, of several with a column each."""

    columns: Mapping[str, int]


class LookUp(NamedTuple):
    """A value that another table of the workbook gives for what stands in a column of the row.

    `sheet`, `key` and `taken` say where: its sheet, and its columns of keys and of values.  `values` are those by their folded key.
    """

    column: int
    sheet: str
    key: int
    taken: int
    values: Mapping[str, PlacedValue]


class LastDays(NamedTuple):
    """The day of each row where its label is a month or another period: its last one (`period_labels` says why).

    Rows that are dated have their own day, unless `are_months`: then each is dated the first of a month, and means the whole of it.
    `year` is that of labels without one.  `is_period` is whether the month is given, and no day.
    """

    column: int
    year: int
    are_months: bool = False
    is_period: bool = False


class Mirrored(NamedTuple):
    """A value of the row that mirrors this one: of the same day, with the same amount on the other side, as in an account of both.

    `column` is that of the value, and `amount` that of the amount in the mirroring row: another one, or the same with the other sign.
    `values` are those by row, filled in once it is known which rows are read (:mod:`mirrored_rows`).
    """

    column: int
    amount: int
    values: Mapping[int, PlacedValue] = {}


class ByGroup(NamedTuple):
    """The value that a row of its own names for the rows below it, by row."""

    values: Mapping[int, PlacedValue]


class StepDays(NamedTuple):
    """The day of each last step that was approved in an earlier row, by row; the others have their own (:mod:`step_rows`)."""

    values: Mapping[int, PlacedValue]


Source = ByGroup | Fixed | Ticks | BySteps | LookUp | LastDays | Mirrored | StepDays


def used_columns(source: Source) -> Sequence[int]:
    """The columns of the table itself in which a source looks."""
    match source:
        case Ticks() | BySteps():
            return [*source.columns.values()]
        case LookUp() | LastDays():
            return [source.column]
        case Mirrored():
            return [source.column, source.amount]
        case Fixed() | ByGroup() | StepDays():
            return []


def place_values(
    source: Source, sheet: str, grid: Grid, lines: Sequence[int], statuses: Sequence[Any]
) -> dict[int, PlacedValue]:
    """The value of each row that a source gives one; `statuses` are those of the rows, as they are written."""
    match source:
        case Fixed():
            return dict.fromkeys(lines, PlacedValue(source.value, source.place))
        case Mirrored() | ByGroup() | StepDays():
            return {line: source.values[line] for line in lines if line in source.values}
        case Ticks():
            return dict(_read_ticks(source, sheet, grid, lines))
        case BySteps():
            return dict(_read_steps(source, sheet, grid, lines, statuses))
        case LookUp():
            return dict(_look_up(source, sheet, grid, lines))
        case LastDays():
            return dict(_read_last_days(source, sheet, grid, lines))


def _read_last_days(source: LastDays, sheet: str, grid: Grid, lines: Sequence[int]) -> Iterator[tuple[int, PlacedValue]]:
    for line in lines:
        if period := read_period_label(cell_text(grid[line - 1][source.column - 1])):
            day = (period.as_month() if source.are_months else period).find_last_day(source.year)
            yield line, PlacedValue(f"{day:%Y%m}" if source.is_period else day, Place(sheet, line, source.column))


def fold_key(cell: Any) -> str:
    """A cell as a key of another table: "8", 8 and 08 are the same, and so are capitals and small letters."""
    text = fold_cell(cell)
    return (text.lstrip("0") or "0") if text.isdigit() else text


def _look_up(source: LookUp, sheet: str, grid: Grid, lines: Sequence[int]) -> Iterator[tuple[int, PlacedValue]]:
    """What the other table gives for each row; the entry itself where it gives nothing, so that it is found wrong in its cell."""
    for line in lines:
        cell = grid[line - 1][source.column - 1]
        yield line, source.values.get(fold_key(cell)) or PlacedValue(cell_text(cell), Place(sheet, line, source.column))


def read_keys(sheet: str, grid: Grid, key: int, taken: int) -> dict[str, PlacedValue]:
    """The value that each key of a table has in a column, by the folded key; a key that has several is left out, since nobody knows which holds."""
    values: dict[str, PlacedValue] = {}
    doubtful: set[str] = set()
    for line, row in enumerate(grid, 1):
        name, value = fold_key(row[key - 1]), row[taken - 1]
        if name and cell_text(value):
            known = values.setdefault(name, PlacedValue(value, Place(sheet, line, taken)))
            doubtful |= {name} if fold_cell(known.value) != fold_cell(value) else set()
    return {name: value for name, value in values.items() if name not in doubtful}


def read_mark(cell: Any, state: str) -> bool | None:
    """Whether a cell in the column of a step says that it was reached: a tick, a date or an amount; None where that is unclear."""
    text = fold_cell(cell)
    if type(cell) is not str:
        return text not in _UNTICKED
    if text in _UNTICKED or is_blank(text):
        return False
    says_so = text in _TICKED or parse_state(text, CALL_OFF_STATES) == state
    return True if says_so or read_date(cell).value or could_be_amount(cell) else None


def _read_ticks(source: Ticks, sheet: str, grid: Grid, lines: Sequence[int]) -> Iterator[tuple[int, PlacedValue]]:
    doubtful = _find_doubtful_no(source, grid, lines)
    steps = [*source.columns.items()][::-1]
    for line in lines:
        cells = {state: grid[line - 1][n - 1] for state, n in steps}
        marks = {state: None if (line, state) in doubtful else read_mark(cell, state) for state, cell in cells.items()}
        state = next((state for state, mark in marks.items() if mark is not False), "")
        value = cells[state] if state and marks[state] is None else state or source.unticked
        if state == REJECTED and (contrary := next((each for each in (PAID, APPROVED) if marks.get(each)), None)):
            value = f"{contrary} + {state}"  # no status: nobody can tell which of the two holds
        yield line, PlacedValue(value, Place(sheet, line, source.columns[state] if state else steps[-1][1]))


def _find_doubtful_no(source: Ticks, grid: Grid, lines: Sequence[int]) -> set[tuple[int, str]]:
    """The rows with a “nej” below the approval that others leave blank: it may be a refusal, which no column is there for."""
    column = source.columns.get(APPROVED, 0) if REJECTED not in source.columns else 0
    texts = {line: fold_cell(grid[line - 1][column - 1]) for line in lines} if column else {}
    return {(line, APPROVED) for line, text in texts.items() if text in _NO} if "" in texts.values() else set()


def _read_steps(
    source: BySteps, sheet: str, grid: Grid, lines: Sequence[int], statuses: Sequence[Any]
) -> Iterator[tuple[int, PlacedValue]]:
    for line, cell in zip(lines, statuses, strict=True):
        row = grid[line - 1]
        state = parse_state(cell_text(cell), CALL_OFF_STATES) or ""
        order = _ORDER.get(state, _DECIDED if APPROVED in source.columns else (PAID, REQUESTED))
        columns = [source.columns[step] for step in order if step in source.columns]
        filled = (n for n in columns if cell_text(row[n - 1]))
        column = next(
            filled, columns[0] if columns else source.columns.get(APPROVED) or next(iter(source.columns.values()))
        )
        yield line, PlacedValue(row[column - 1], Place(sheet, line, column))
