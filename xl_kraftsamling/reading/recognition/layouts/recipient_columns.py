"""A column for each recipient: the nämnder stand beside each other, and what each row is its label says.

| | ASN | FRN | FSKN | Summa |
|---|---|---|---|---|
| Beviljat | | | | |
| Avrop: | | | | |
| 2026-05-25 | | | | |
| Juni | | | | |
| Summa avropat | | | | |
| Kvar att avropa | | | | |

Rows that are dated, or that name a month, a number or an insats, give a record for each filled column.  “Avrop:” says what the rows below
it are.  The others state frames, sums and balances.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES, STATED_BALANCES
from xl_kraftsamling.reading.recognition.column_assignment import ColumnAssignment
from xl_kraftsamling.reading.recognition.column_values import says_share
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.period_labels import (
    Period,
    as_months,
    choose_periods,
    read_period_label,
)
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading
from xl_kraftsamling.reading.recognition.layouts.follow_ups import STATED_LISTS, date_statement, settle_requests
from xl_kraftsamling.reading.recognition.layouts.series import (
    FEWEST,
    SHARED,
    are_no_records,
    ask_kind,
    find_heading_cell,
    find_kind,
    find_said_kinds,
)
from xl_kraftsamling.reading.recognition.layouts.step_lines import find_step_lines, take_step_lines
from xl_kraftsamling.reading.recognition.sources import LastDays
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part
from xl_kraftsamling.reading.row_roles import SortedRows, find_sum_role
from xl_kraftsamling.xlsx.grid import Grid

_RECIPIENT = frozenset({"recipient", "receiver"})
_FLOW = ("called_off", "outcome", "requested")
"""The stated figures that are the sum of the rows above: two rows of one are records."""


class _Label(NamedTuple):
    """The label of a row: its cell, what it says, and the columns of recipients that the row fills."""

    cell: Any
    heading: Heading
    filled: Sequence[int]


@dataclass
class _Rows:
    """The rows below the headings, by what their labels say they are.

    `records` and `sums` are by the kind that a label above names, "" where none does.  `stated` are the rows of figures of each
    recipient, by the field of a stated balance.
    """

    records: dict[str, list[int]] = field(default_factory=dict)
    sums: dict[str, list[int]] = field(default_factory=dict)
    stated: dict[str, list[int]] = field(default_factory=dict)


def find_recipient_columns(below: HeadedRows) -> Sequence[FoundTable]:
    """The tables below a heading row with a column for each recipient; none where it has no such columns."""
    headings = below.heading_row.headings
    names = {n: name for n, heading in headings.items() if (name := _find_name(below, n, heading))}
    first = min(names, default=0)
    # “Nämnd” in the corner is of the names to the right of it
    whose = [n for n in headings if n not in names and headings[n].ideas & _RECIPIENT and _holds_names(below, n)]
    if whose or len({*names.values()}) < max(FEWEST, len(names)):
        return []
    labels = {
        line: label
        for line in range(below.heading_row.row + 1, below.last + 1)
        if (label := _read_label(below, line, first, names))
    }
    rows = _sort(below, labels)
    parts = [
        Part({"amount": n}, {"recipient": name}, {"amount": unit} if (unit := headings[n].unit) else {})
        for n, name in names.items()
    ]
    steps = _take_steps(below, labels, rows, parts)
    records = list(_make_records(below, labels, rows, parts, first))
    return [*steps, *_make_stated_lists(below, labels, rows, parts), *records, *_make_balances(below, rows, parts)]


def _find_name(below: HeadedRows, number: int, heading: Heading) -> PlacedValue | None:
    named = [cell for cell in heading.cells if below.reader.names_recipient(cell.value)]
    place = find_heading_cell(below, number, lambda cell: cell in named)
    return PlacedValue(named[-1].value, place) if named else None


def _holds_names(below: HeadedRows, number: int) -> bool:
    return any(below.reader.names_recipient(row[number - 1]) for row in below.sample)


# ---- what the rows are


def _read_label(below: HeadedRows, line: int, first: int, names: Mapping[int, PlacedValue]) -> _Label | None:
    """The label of a row, left of the first recipient; None for a row without label and amounts."""
    row = below.grid[line - 1]
    cell = next((each for each in row[: first - 1] if cell_text(each)), "")
    filled = [n for n in names if cell_text(row[n - 1])]
    return _Label(cell, below.reader.read_heading(cell_text(cell)), filled) if filled or cell_text(cell) else None


def _sort(below: HeadedRows, labels: Mapping[int, _Label]) -> _Rows:
    rows, kind = _Rows(), ""
    for line, label in labels.items():
        said = find_said_kinds(label.heading.ideas)
        own = said[0] if len(said) == 1 else kind  # “Avropat kvartal 1” says it for its own row
        if not label.filled:
            kind = own
        elif label.heading.year in (None, below.year) and not says_share(label.heading.text):
            _sort_filled(below, rows, own, line, label)
    for name in _FLOW:
        if len(lines := rows.stated.get(name, [])) > 1:  # “Avrop” over and over
            records = rows.records.setdefault(kind or find_said_kinds(labels[lines[0]].heading.ideas)[0], [])
            records += rows.stated.pop(name)
            records.sort()
    return rows


def _sort_filled(below: HeadedRows, rows: _Rows, kind: str, line: int, label: _Label) -> None:
    """Put a row with amounts where its label says that it belongs."""
    name = _find_stated(below, label)
    is_sum = find_sum_role([label.cell, *(below.grid[line - 1][n - 1] for n in label.filled)]) is not None
    if (
        is_sum
        or any(below.is_sum_formula(line, n) for n in label.filled)
        or _adds_up(below, line, label, rows.records.get(kind, ()))
    ):
        rows.sums.setdefault(kind, []).append(line)
        name = name if name in _FLOW else None
    elif name is None:
        rows.records.setdefault(kind, []).append(line)
    if name:
        rows.stated.setdefault(name, []).append(line)


def _find_stated(below: HeadedRows, label: _Label) -> str | None:
    """The field of a stated balance that a label names; a day, a month or a number makes it a record's."""
    text = label.heading.text
    if read_period_label(text) or any(sign.isdigit() for sign in text if not label.heading.year):
        return None
    forms = below.reader.vocabulary.fields[STATED_BALANCES.name]
    wanted = (label.heading.ideas, label.heading.ideas - {"amount"})
    return next(
        (name for name, each in forms.items() if name != "recipient" and any(ideas in each for ideas in wanted)), None
    )


def _adds_up(below: HeadedRows, line: int, label: _Label, records: Sequence[int]) -> bool:
    """Whether a row without label is the sum of all records above it, in each of its columns."""
    if cell_text(label.cell) or len(records) < FEWEST:
        return False
    columns = ([read_amount(below.grid[each - 1][n - 1]).ore or 0 for each in (line, *records)] for n in label.filled)
    return all(own == sum(others) for own, *others in columns)


# ---- the tables of the rows


def _make_records(
    below: HeadedRows, labels: Mapping[int, _Label], rows: _Rows, parts: Sequence[Part], first: int
) -> Iterator[FoundTable]:
    headings = {line: label.heading for line, label in labels.items()}
    for said, lines in rows.records.items():
        kind = said or find_kind(below, frozenset(), headings)
        if not lines or (not said and are_no_records(below, frozenset(), kind)):
            continue
        found = _make_table(below, kind or CALL_OFFS.name, SortedRows(data=lines, sums=rows.sums.get(said, ())), parts)
        dated = _add_dates(below, found, first)
        yield dated if kind else ask_kind(dated, below.grid)


def _make_table(below: HeadedRows, kind: str, rows: SortedRows, parts: Sequence[Part]) -> FoundTable:
    unit = below.title.unit or 1
    assignment = ColumnAssignment(kind, {"amount": parts[0].columns["amount"]}, score=2 * len(parts) + 2)
    return FoundTable(
        below.sheet, below.heading_row, assignment, rows, below.title, {"amount": unit}, max([*rows.data, *rows.sums]), parts=tuple(parts),
        first=min(rows.data),
    )  # fmt: skip


def _add_dates(below: HeadedRows, found: FoundTable, first: int) -> FoundTable:
    """The table with the columns left of the recipients, and the days of its rows: those that their labels name."""
    rest = {n: heading for n, heading in below.heading_row.headings.items() if n < first}
    shared = below.assign_kind(CALL_OFFS.name, rest).columns
    columns = {name: shared[name] for name in SHARED if name in shared}
    column = shared.get("date") or _find_date_column(below, found.rows.data, first)
    if column is None:
        return replace(found, assignment=replace(found.assignment, columns={**columns, **found.assignment.columns}))
    name = "booked_on" if found.kind == OUTCOMES.name else "date"
    assignment = replace(found.assignment, columns={**columns, name: column, **found.assignment.columns})
    return date_by_labels(replace(found, assignment=assignment), column, below.grid, below.title.year or below.year)


def _find_date_column(below: HeadedRows, lines: Sequence[int], first: int) -> int | None:
    """The column of the labels that are days or months, left of the recipients; None where no label is."""
    cells = ((n, below.grid[line - 1][n - 1]) for n in range(1, first) for line in lines)
    return next((n for n, cell in cells if read_period_label(cell_text(cell))), None)


def date_by_labels(found: FoundTable, column: int, grid: Grid, year: int) -> FoundTable:
    """The table with the days of its rows from their labels in a column: a day, or a month of the year."""
    periods = {
        line: period for line in found.rows.data if (period := read_period_label(cell_text(grid[line - 1][column - 1])))
    }
    # rows that are dated are of months where each is the first of another one, as Excel keeps “maj-26”
    are_months = len(periods) > FEWEST and not any(period.day for period in as_months(periods).values())
    days = ("booked_on", "period") if found.kind == OUTCOMES.name else ("date",)
    sources = {**found.sources, **{name: LastDays(column, year, are_months, name == "period") for name in days}}
    longer = _find_sums(periods)
    data, shares = [line for line in found.rows.data if line not in longer], sorted({*found.rows.of_which, *longer})
    return replace(found, rows=replace(found.rows, data=data, of_which=shares), sources=sources)


def _find_sums(periods: Mapping[int, Period]) -> set[int]:
    """The rows of quarters whose months are rows too: these are their sums."""
    months = {line: period for line, period in periods.items() if not period.day}
    are_distinct = len({period.months for period in months.values()}) == len(months)
    chosen = choose_periods(months) if are_distinct and months else None
    return set() if chosen is None else months.keys() - chosen


def _make_stated_lists(below: HeadedRows, labels: Mapping[int, _Label], rows: _Rows, parts: Sequence[Part]) -> Iterator[FoundTable]:
    """The rows of figures that are lists of their own: what is granted, called off, spent or forecast for each recipient."""
    for kind, name in STATED_LISTS:
        if lines := rows.stated.get(name):
            text = labels[lines[0]].heading.text
            dated = date_statement(_make_table(below, kind, SortedRows(data=lines), parts), below, text, _find_label(below, lines[0]))
            asked = rows.stated.get("requested") if name == "called_off" else None
            yield from _add_requests(below, dated, asked[0], parts) if asked else (dated,)


def _take_steps(below: HeadedRows, labels: Mapping[int, _Label], rows: _Rows, parts: Sequence[Part]) -> Sequence[FoundTable]:
    """The list of rows that are a step of the call-offs each, which are then no figures of a follow-up."""
    steps = find_step_lines(below, {line: labels[line].heading for lines in rows.stated.values() for line in lines})
    if not steps:
        return []
    rows.stated = {name: kept for name, lines in rows.stated.items() if (kept := [line for line in lines if line not in steps])}
    found = _make_table(below, CALL_OFFS.name, SortedRows(data=sorted(steps)), parts)
    return [take_step_lines(found, below, steps, _find_label(below, min(steps)).column)]


def _find_label(below: HeadedRows, line: int) -> Place:
    return next(Place(below.sheet, line, n) for n, cell in enumerate(below.grid[line - 1], 1) if cell_text(cell))


def _add_requests(below: HeadedRows, called_off: FoundTable, line: int, parts: Sequence[Part]) -> Iterator[FoundTable]:
    """The list of what is called off, and that of what is requested in another row."""
    own = called_off.rows.data[0]
    columns = [part.columns["amount"] for part in parts]
    requested = _make_table(below, called_off.kind, SortedRows(data=[line]), parts)
    yield from settle_requests(called_off, requested, _find_label(below, line), [(below.grid[line - 1][n - 1], below.grid[own - 1][n - 1]) for n in columns])


def _make_balances(below: HeadedRows, rows: _Rows, parts: Sequence[Part]) -> Iterator[FoundTable]:
    """What the rows state of each recipient: a record whose figures stand below each other."""
    lines = {name: each[0] for name, each in rows.stated.items()}
    if not {*lines} - {"allotted"}:
        return
    stated = []
    for part in parts:
        number, unit = part.columns["amount"], part.units.get("amount")
        figures = {
            name: PlacedValue(below.grid[line - 1][number - 1], Place(below.sheet, line, number))
            for name, line in lines.items()
        }
        stated.append(
            Part(dict.fromkeys(lines, number), {**part.fixed, **figures}, dict.fromkeys(lines, unit) if unit else {})
        )
    data = SortedRows(data=[min(lines.values())])
    found = _make_table(below, STATED_BALANCES.name, data, parts)
    assignment = replace(found.assignment, columns=dict(stated[0].columns))
    unit = below.title.unit or 1
    yield replace(
        found, assignment=assignment, parts=tuple(stated), units=dict.fromkeys(lines, unit), last=max(lines.values())
    )
