"""Which column of a table holds what: told by its heading, and borne out by its values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xl_kraftsamling.domain import dates, tables
from xl_kraftsamling.domain.headings import Heading
from xl_kraftsamling.domain.labels import is_sum
from xl_kraftsamling.domain.states import understood
from xl_kraftsamling.domain.tables import Column, Kind, Table
from xl_kraftsamling.domain.written import as_written
from xl_kraftsamling.sheets.extent import Grid
from xl_kraftsamling.sheets.recognition.bands import Band, Reader

KINDS: Mapping[str, Table] = {**tables.BY_NAME, "stated": tables.STATED}

_SEEN = 200
"""Cells of a column that are looked at."""
_AMOUNT = frozenset({"amount"})
_UNSURE = 20
"""How much later a heading comes that has a word which is not known."""

_NEEDED: Mapping[str, tuple[frozenset[str], ...]] = {
    "allocations": (frozenset({"amount"}), frozenset({"recipient"})),
    "interventions": (frozenset({"name"}), frozenset({"initiator", "planned"})),
    "call_offs": (frozenset({"amount"}), frozenset({"date", "id", "status"})),
    "transfers": (frozenset({"donor"}), frozenset({"receiver"}), frozenset({"amount"})),
    "outcomes": (frozenset({"recipient"}), frozenset({"amount"}), frozenset({"voucher", "booked_on", "period"})),
    "forecasts": (frozenset({"recipient"}), frozenset({"amount"})),
    "stated": (
        frozenset({"recipient"}),
        frozenset({"called_off", "remaining", "disposable", "requested", "outcome", "received", "ceded"}),
    ),
}
"""For a table to be of a kind, it must have one field of each of these."""


@dataclass
class Assigned:
    """A table of some kind: its columns by field, and how well they bear it out.

    `rivals` are columns whose heading says the same as a chosen one, by field; `by_values` the fields that were told by
    their values, where the heading says nothing.
    """

    kind: str
    columns: dict[str, int]
    rivals: dict[str, list[int]] = field(default_factory=dict)
    by_values: list[str] = field(default_factory=list)
    score: float = 0


def assign(band: Band, grid: Grid, reader: Reader, year: int, context: frozenset[str]) -> list[Assigned]:
    """Every kind of table that the headings can be those of, the best first; columns of other years left out.

    :param grid: the cells down to the last row that may be the table's.
    """
    ours = {n: heading for n, heading in band.headings.items() if heading.year in (None, year)}
    values = {n: _values(grid, band.row, n) for n in ours}
    found = [_assigned(kind, ours, values, reader) for kind in _NEEDED]
    possible = [each for each in found if all(wanted & set(each.columns) for wanted in _NEEDED[each.kind])]
    for each in possible:
        each.score = _score(each, ours, reader.vocabulary.context[each.kind] & context)
    known = [each for each in possible if each.kind != "forecasts" or _is_forecast(each, ours, context)]
    return sorted(known, key=lambda each: -each.score)


def _is_forecast(each: Assigned, headings: Mapping[int, Heading], context: frozenset[str]) -> bool:
    return "forecast" in context or "forecast" in headings[each.columns["amount"]].ideas


def _score(each: Assigned, headings: Mapping[int, Heading], in_context: frozenset[str]) -> float:
    sure = sum(2 if headings[n].sure else 1 for n in each.columns.values())
    unused = sum(bool(h.ideas) and n not in each.columns.values() for n, h in headings.items())
    return sure - unused + (3 if in_context else 0)


def _values(grid: Grid, row: int, column: int) -> list[Any]:
    """The first filled cells below a heading, as far as the first gap of three rows."""
    found: list[Any] = []
    empty = 0
    for line in grid[row : row + _SEEN]:
        cell = line[column - 1] if column <= len(line) else ""
        if not as_written(cell):
            empty += 1
        elif not is_sum([cell]):
            found.append(cell)
            empty = 0
    return found


def _assigned(kind: str, headings: Mapping[int, Heading], values: Mapping[int, list[Any]], reader: Reader) -> Assigned:
    claims = sorted(_claims(kind, headings, values, reader))
    each = Assigned(kind, {})
    ranks: dict[str, int] = {}
    for rank, _, column, name in claims:
        if name in each.columns:
            if ranks[name] == rank and column not in each.columns.values():
                each.rivals.setdefault(name, []).append(column)
        elif column not in each.columns.values():
            each.columns[name], ranks[name] = column, rank
    _by_values(each, headings, values, reader)
    each.rivals = {
        name: free
        for name, cols in each.rivals.items()
        if (free := [c for c in cols if c not in each.columns.values()])
    }
    return each


def _claims(
    kind: str, headings: Mapping[int, Heading], values: Mapping[int, list[Any]], reader: Reader
) -> Iterator[tuple[int, int, int, str]]:
    """Every field that a heading can mean where the values do not gainsay it, with how readily it means it."""
    columns = {column.field: column for column in KINDS[kind].columns}
    for order, (name, forms) in enumerate(reader.vocabulary.fields[kind].items()):
        for number, heading in headings.items():
            rank = _rank(columns[name], forms, heading.ideas)
            if rank is not None and _share(columns[name], values[number], reader) >= 0.5:
                yield rank + (0 if heading.sure else _UNSURE), order, number, name


def _rank(column: Column, forms: Sequence[frozenset[str]], ideas: frozenset[str]) -> int | None:
    """How readily a heading means a field; of a column of amounts it need not say that it is one."""
    if column.kind is Kind.AMOUNT and len(ideas) > 1:
        bare = ideas - _AMOUNT
        return next((n for n, form in enumerate(forms) if form in (ideas, bare) or form - _AMOUNT == bare), None)
    return forms.index(ideas) if ideas in forms else None


def _by_values(
    each: Assigned, headings: Mapping[int, Heading], values: Mapping[int, list[Any]], reader: Reader
) -> None:
    """Give a field that no heading means the one column whose heading says nothing and whose values say it."""
    for column in KINDS[each.kind].columns:
        if (
            column.kind in (Kind.RECIPIENT, Kind.DATE, Kind.STATUS)
            and column.filled
            and column.field not in each.columns
        ):
            free = [
                n for n, h in headings.items() if not h.ideas and n not in each.columns.values() and len(values[n]) > 1
            ]
            fitting = [n for n in free if _share(column, values[n], reader) >= 0.8]
            if len(fitting) == 1:
                each.columns[column.field] = fitting[0]
                each.by_values.append(column.field)


def _share(column: Column, cells: Sequence[Any], reader: Reader) -> float:
    """How large a part of the values a column can hold: 1 where there are none to gainsay it."""
    fits = sum(_fits(column, cell, reader) for cell in cells)
    return fits / len(cells) if cells else 1


def _fits(column: Column, cell: Any, reader: Reader) -> bool:
    if column.kind is Kind.RECIPIENT:
        return reader.names_recipient(cell)
    if column.kind is Kind.AMOUNT:
        return not isinstance(cell, (bool, date)) and (not isinstance(cell, str) or any(map(str.isdigit, cell)))
    if column.kind in (Kind.DATE, Kind.PERIOD):
        return (
            isinstance(cell, date)
            or dates.read_date(cell).value is not None
            or dates.read_period(cell).value is not None
        )
    if column.kind is Kind.STATUS:
        return understood(as_written(cell), column.states) is not None
    return not isinstance(cell, date)
