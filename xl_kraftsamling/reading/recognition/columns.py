"""Which column of a table holds what: told by its heading, and borne out by its values.

What the values of a column bear out: which kind of column they can be those of.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xl_kraftsamling.domain import dates, tables
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.labels import is_number, is_sum_row
from xl_kraftsamling.domain.states import parse_state
from xl_kraftsamling.domain.tables import Column, Kind, Table
from xl_kraftsamling.reading.recognition.heading_rows import Band
from xl_kraftsamling.reading.recognition.vocabulary import Heading, HeadingReader
from xl_kraftsamling.xlsx.grid import Grid

_PROVEN_BY_VALUES = (Kind.RECIPIENT, Kind.DATE, Kind.STATUS)
"""Kinds of columns whose values cannot be mistaken for others."""
_FEW = 20
"""Cells of a column of texts that are looked at: hardly anything gainsays one."""
_ALMOST = 0.8
"""The share of values that leaves little doubt."""
_MONEY = 1_000
"""Kronor below which numbers may as well be something else."""
_NO_AMOUNTS = frozenset(
    {"count", "running", "id", "remaining", "date", "period", "planned", "granted", "voucher", "case"}
)


def _filled_cells(rows: Grid, column: int) -> list[Any]:
    """The filled cells of a column, but for the labels of sums."""
    return [row[column - 1] for row in rows if cell_text(row[column - 1]) and not is_sum_row([row[column - 1]])]


def _values_prove(column: Column, heading: Heading, cells: Sequence[Any], reader: HeadingReader) -> bool:
    """Whether values leave little doubt that a column holds what another one should."""
    if column.kind in _PROVEN_BY_VALUES:
        return _fitting_share(column, cells, reader) >= _ALMOST
    if column.kind is not Kind.AMOUNT or heading.ideas & _NO_AMOUNTS:
        return False
    numbers = [cell for cell in cells if is_number(cell)]
    return len(numbers) >= _ALMOST * len(cells) and (heading.unit is not None or max(map(abs, numbers)) >= _MONEY)


def _fitting_share(column: Column, cells: Sequence[Any], reader: HeadingReader) -> float:
    """How large a part of the values a column can hold: 1 where there are none to gainsay it."""
    if not cells or column.kind not in (*_PROVEN_BY_VALUES, Kind.AMOUNT, Kind.PERIOD):
        return 1 if all(_fits(column, cell, reader) for cell in cells[:_FEW]) else 0
    said = [cell for cell in cells if column.kind is Kind.RECIPIENT or not reader.names_recipient(cell)]
    return (
        sum(_fits(column, cell, reader) for cell in said) / len(said) if said else 0
    )  # heads of groups stand anywhere


def _fits(column: Column, cell: Any, reader: HeadingReader) -> bool:
    if column.kind is Kind.RECIPIENT:
        return reader.names_recipient(cell)
    if column.kind is Kind.AMOUNT:
        return not isinstance(cell, (bool, date)) and (not isinstance(cell, str) or _is_written_amount(cell))
    if column.kind in (Kind.DATE, Kind.PERIOD):
        return (
            isinstance(cell, date)
            or dates.read_date(cell).value is not None
            or dates.read_period(cell).value is not None
        )
    if column.kind is Kind.STATUS:
        return parse_state(cell_text(cell), column.states) is not None
    return not isinstance(cell, date)


def _is_written_amount(text: str) -> bool:
    """Whether a text is an amount, or tries to be one, and no date."""
    return any(map(str.isdigit, text)) and not (text.strip()[:1].isdigit() and dates.read_date(text).value)


TABLE_KINDS: Mapping[str, Table] = {**tables.TABLE_BY_NAME, "stated": tables.STATED_BALANCES}

SAMPLE_ROWS = 200
"""Rows of a table that are looked at to tell what its columns hold."""
_AMOUNT = frozenset({"amount"})
_ASIDE = _AMOUNT | {"recipient", "receiver"}
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
class ColumnAssignment:
    """A table of some kind: its columns by field, and how well they bear it out.

    `rivals` are columns whose heading says the same as a chosen one, by field.
    """

    kind: str
    columns: dict[str, int]
    alternatives: dict[str, list[int]] = field(default_factory=dict)
    score: float = 0


def assign_columns(band: Band, rows: Grid, reader: HeadingReader, year: int, context: frozenset[str]) -> list[ColumnAssignment]:
    """Every kind of table that the headings can be those of, the best first; columns of other years left out.

    :param rows: the first of those below the headings that may be the table's.
    """
    ours = {n: heading for n, heading in band.headings.items() if heading.year in (None, year)}
    values = {n: _filled_cells(rows, n) for n in ours}
    found = [_assigned(kind, ours, values, reader) for kind in _NEEDED]
    possible = [each for each in found if all(wanted & set(each.columns) for wanted in _NEEDED[each.kind])]
    for each in possible:
        each.score = _score(each, ours, reader.vocabulary.context[each.kind] & context)
    known = [each for each in possible if each.kind != "forecasts" or _is_forecast(each, ours, context)]
    return sorted(known, key=lambda each: -each.score)


def _is_forecast(each: ColumnAssignment, headings: Mapping[int, Heading], context: frozenset[str]) -> bool:
    return "forecast" in context or "forecast" in headings[each.columns["amount"]].ideas


def _score(each: ColumnAssignment, headings: Mapping[int, Heading], in_context: frozenset[str]) -> float:
    sure = sum(2 if headings[n].sure else 1 for n in each.columns.values())
    unused = sum(_weight(h) for n, h in headings.items() if n not in each.columns.values())
    return sure - unused + (3 if in_context else 0)


def _weight(heading: Heading) -> int:
    """How much it tells against a kind of table that it has no place for a heading."""
    return 3 if "status" in heading.ideas else bool(heading.ideas)


def _assigned(kind: str, headings: Mapping[int, Heading], values: Mapping[int, list[Any]], reader: HeadingReader) -> ColumnAssignment:
    claims = sorted(_claims(kind, headings, values, reader))
    each = ColumnAssignment(kind, {})
    ranks: dict[str, int] = {}
    for rank, _, column, name in claims:
        if name in each.columns:
            if ranks[name] == rank and column not in each.columns.values():
                each.alternatives.setdefault(name, []).append(column)
        elif column not in each.columns.values():
            each.columns[name], ranks[name] = column, rank
    _by_values(each, headings, values, reader)
    _of_the_agreement(each)
    essential = [column.field for column in TABLE_KINDS[kind].columns if column.filled]
    each.alternatives = {
        name: free
        for name, cols in each.alternatives.items()
        if name in essential and (free := [c for c in cols if c not in each.columns.values()])
    }
    return each


def _of_the_agreement(each: ColumnAssignment) -> None:
    """Read a second date or amount to the right of the agreement as the agreement's own."""
    for name, agreed in (("date", "agreed_on"), ("amount", "agreed_amount")):
        right = [n for n in each.alternatives.get(name, ()) if n > each.columns.get("agreement", n)]
        if len(right) == 1 and agreed not in each.columns:
            each.columns[agreed] = right[0]


def _claims(
    kind: str, headings: Mapping[int, Heading], values: Mapping[int, list[Any]], reader: HeadingReader
) -> Iterator[tuple[int, int, int, str]]:
    """Every field that a heading can mean where the values do not gainsay it, with how readily it means it."""
    columns = {column.field: column for column in TABLE_KINDS[kind].columns}
    for order, (name, forms) in enumerate(reader.vocabulary.fields[kind].items()):
        for number, heading in headings.items():
            rank = _rank(columns[name], forms, heading.ideas)
            if rank is not None and _fitting_share(columns[name], values[number], reader) >= 0.5:
                yield rank + (0 if heading.sure else _UNSURE), order, number, name


def _rank(column: Column, forms: Sequence[frozenset[str]], ideas: frozenset[str]) -> int | None:
    """How readily a heading means a field: of amounts it need not say so, and may say whose they are."""
    if ideas in forms:
        return forms.index(ideas)
    if column.kind is Kind.AMOUNT:
        return next(
            (
                n
                for n, form in enumerate(forms)
                if form - _AMOUNT in (ideas - _AMOUNT, ideas - _ASIDE) and form - _AMOUNT
            ),
            None,
        )
    if column.kind in _PROVEN_BY_VALUES:  # »Mottagare av medel« says more than it need, but the values show what is meant
        return next((n + _UNSURE for n, form in enumerate(forms) if form < ideas), None)
    return None


def _by_values(each: ColumnAssignment, headings: Mapping[int, Heading], values: Mapping[int, list[Any]], reader: HeadingReader) -> None:
    """Give a field that no heading means the one column left whose values say it."""
    for column in TABLE_KINDS[each.kind].columns:
        if column.filled and column.field not in each.columns:
            free = [n for n in headings if n not in each.columns.values() and len(values[n]) > 1]
            fitting = [n for n in free if _values_prove(column, headings[n], values[n], reader)]
            if len(fitting) == 1:
                each.columns[column.field] = fitting[0]
