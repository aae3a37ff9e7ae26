"""Which column of a table holds which field: read from the headings first, and checked against the values below them.

Headings alone mislead (“Datum” over an empty column, “Mottagare av medel” over names), and values alone are ambiguous (two
columns of numbers).  So every heading proposes fields, a rank orders the proposals, and the values may veto one or fill a gap.
A veto means that the field is elsewhere: where it is nowhere else, and the heading leaves no doubt, the values are what is wrong.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kraftsamling.domain import tables
from xl_kraftsamling.domain.cell_text import NoValue, cell_text, fold_label
from xl_kraftsamling.domain.sum_labels import is_sum_row
from xl_kraftsamling.domain.tables import Column, Kind, Table
from xl_kraftsamling.reading.recognition.column_values import PROVEN_BY_VALUES, is_vetoed, values_prove
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingReader
from xl_kraftsamling.reading.recognition.layouts.group_details import find_details
from xl_kraftsamling.reading.row_roles import is_label_aside
from xl_kraftsamling.xlsx.grid import Grid

TABLE_KINDS: Mapping[str, Table] = {table.name: table for table in (*tables.TABLES, tables.STATED_BALANCES)}
"""The tables that can be recognised, by name: those of the template, and a follow-up that states balances."""
SAMPLE_ROWS = 200
"""Rows of a table that are examined to decide what its columns hold."""

_OTHER_MONEY = frozenset({"call_off", "outcome", "forecast", "full_year"})
"""Ideas of headings over amounts that are no allocations, and that a recipient with an amount would otherwise be."""
_SAYING: Mapping[Kind, tuple[frozenset[str], ...]] = {
    Kind.DATE: (frozenset({"date"}),), Kind.PERIOD: (frozenset({"period"}),), Kind.STATUS: (frozenset({"status"}),),
    Kind.ID: (frozenset({"call_off", "id"}), frozenset({"paid", "id"}), frozenset({"transfer", "id"})),
}  # fmt: skip
"""Ideas by which a heading says of what kind its column is, whatever is found there: all of one of these.  A mere “Nr” says too little."""
_ACCOUNT = re.compile(r"(?<![^\W_])(?:konto|account)")
"""The heading of a column of accounts, a word that names no field."""
_OF_CALL_OFFS = frozenset({"call_off", "paid"})
"""Ideas of titles over what was called off."""
_AMOUNT = frozenset({"amount"})
_AMOUNT_OR_WHOSE = _AMOUNT | {"recipient", "receiver"}
_UNCERTAIN = 20
"""Added to the rank of an uncertain heading, so that it follows every certain one: no field has as many forms."""

_NEEDED: Mapping[str, tuple[frozenset[str], ...]] = {
    "allocations": (frozenset({"amount"}), frozenset({"recipient"})),
    "interventions": (frozenset({"name"}), frozenset({"initiator", "planned"})),
    "call_offs": (frozenset({"amount"}), frozenset({"date", "id", "status"})),
    "transfers": (frozenset({"donor"}), frozenset({"receiver"}), frozenset({"amount"})),
    "outcomes": (frozenset({"recipient"}), frozenset({"amount"}), frozenset({"voucher", "booked_on", "period"})),
    "forecasts": (frozenset({"recipient"}), frozenset({"amount"})),
    tables.STATED_BALANCES.name: (
        frozenset({"recipient"}),
        frozenset({"called_off", "remaining", "disposable", "requested", "outcome", "received", "ceded", "forecast"}),
    ),
}
"""A table is of a kind only if it has at least one field of each of these sets."""


@dataclass
class ColumnAssignment:
    """The columns of a table of some kind, by field, and a score of how well the headings fit that kind.

    `alternatives` are further columns, by field, whose heading fits as well as that of the chosen column.
    """

    kind: str
    columns: dict[str, int]
    alternatives: dict[str, list[int]] = field(default_factory=dict)
    score: float = 0

    def is_free(self, column: int) -> bool:
        """Whether no field has been given this column."""
        return column not in self.columns.values()


def assign_columns(
    heading_row: HeadingRow, rows: Grid, reader: HeadingReader, year: int, context: frozenset[str]
) -> list[ColumnAssignment]:
    """Assign columns to fields for every kind of table that the headings allow, the best kind first.

    :param rows: the first rows below the headings; values of columns that are of another year than `year` are left out.
    :param context: the ideas in the titles above the table, such as call_off.
    """
    headings = {n: heading for n, heading in heading_row.headings.items() if heading.year in (None, year)}
    values = {n: _filled_cells(_drop_details(rows, n, heading, reader), n) for n, heading in headings.items()}
    assignments = [_assign_kind(kind, headings, values, reader) for kind in _NEEDED]
    is_booked = _is_booked(headings)
    possible = [each for each in assignments if _suffices(each, is_booked=is_booked) or _is_undated_list(each, context, is_booked=is_booked)]
    for each in possible:
        _assign_unreadable(each, headings, reader)
        each.score = _score(each, headings, in_context=bool(reader.vocabulary.context[each.kind] & context))
    # A recipient and an amount are in every kind of table: only a word about forecasts makes them one of forecasts.
    known = [each for each in possible if each.kind != "forecasts" or _mentions_forecast(each, headings, context)]
    # a stable sort: of equal scores the kind that the template has first
    return sorted(known, key=lambda each: -each.score)


def assign_kind(kind: str, headings: Mapping[int, Heading], rows: Grid, reader: HeadingReader, year: int) -> ColumnAssignment:
    """Assign columns to the fields of one kind of table, be they enough for a table or not; the rest as for :func:`assign_columns`."""
    own = {n: heading for n, heading in headings.items() if heading.year in (None, year)}
    return _assign_kind(kind, own, {n: _filled_cells(rows, n) for n in own}, reader)


def _drop_details(rows: Grid, column: int, heading: Heading, reader: HeadingReader) -> Grid:
    """The rows without those that only say what a recipient's figures are made up of."""
    details = find_details(rows, range(1, len(rows) + 1), column, reader.names_recipient) if "recipient" in heading.ideas else ()
    return [row for line, row in enumerate(rows, 1) if line not in details] if details else rows


def _filled_cells(rows: Grid, column: int) -> list[Any]:
    """The filled cells of a column, without the labels of sums and of what stands among them, and without error values.

    These prove nothing and contradict nothing: there may be more of them than of recipients.
    """
    cells = (row[column - 1] for row in rows)
    filled = (cell for cell in cells if type(cell) is not NoValue and cell_text(cell) and not is_sum_row([cell]))
    return [cell for cell in filled if type(cell) is not str or not is_label_aside(cell)]


def _mentions_forecast(each: ColumnAssignment, headings: Mapping[int, Heading], context: frozenset[str]) -> bool:
    return "forecast" in context or not headings[each.columns["amount"]].ideas.isdisjoint({"forecast", "full_year"})


def _suffices(each: ColumnAssignment, *, is_booked: bool) -> bool:
    """Whether a kind has the columns that it needs.  What is booked is outcome and no call-off, also where only a title names whose."""
    if is_booked and each.kind == "call_offs":
        return False
    needed = [fields for fields in _NEEDED[each.kind] if not (is_booked and each.kind == "outcomes" and "recipient" in fields)]
    return all(fields & each.columns.keys() for fields in needed)


def _is_undated_list(each: ColumnAssignment, context: frozenset[str], *, is_booked: bool) -> bool:
    """Whether a title alone says that these are call-offs: for what, whose and how much, in a block or on a sheet that may say when."""
    is_whole = each.kind == tables.CALL_OFFS.name and {"recipient", "intervention", "amount"} <= each.columns.keys()
    return is_whole and bool(_OF_CALL_OFFS & context) and "intervention" not in context and not is_booked


def _is_booked(headings: Mapping[int, Heading]) -> bool:
    """Whether rows are an extract of the accounts: an account and a voucher each, and neither a status nor a word about call-offs."""
    says = frozenset[str]().union(*(heading.ideas for heading in headings.values()))
    has_account = any(_ACCOUNT.search(fold_label(heading.text)) for heading in headings.values())
    return has_account and "voucher" in says and says.isdisjoint({"call_off", "status"})


def _score(each: ColumnAssignment, headings: Mapping[int, Heading], *, in_context: bool) -> float:
    """Two points for each certain heading that is used, one for an uncertain one, less what is left unused.

    Unused headings count against a kind because every kind contains the columns of a smaller one: without them a list of
    call-offs would be allocations as well.  A title that names the kind outweighs one such heading.
    """
    used = sum(2 if headings[n].is_certain else 1 for n in each.columns.values())
    unused = sum(_cost_unused(heading) for n, heading in headings.items() if each.is_free(n))
    return used - unused + (3 if in_context else 0) - (4 if _grants(each, headings) else 0)


def _grants(each: ColumnAssignment, headings: Mapping[int, Heading]) -> bool:
    """Whether call-offs without a day and a status have amounts that were granted: a list of allocations with a code for each recipient."""
    undated = each.kind == tables.CALL_OFFS.name and each.columns.keys().isdisjoint({"date", "status"})
    return undated and "granted" in headings[each.columns["amount"]].ideas


def _cost_unused(heading: Heading) -> int:
    """What a kind loses if it has no field for a heading: a status, which few kinds have, weighs as much as a title."""
    return 3 if "status" in heading.ideas else bool(heading.ideas)


def _assign_kind(
    kind: str, headings: Mapping[int, Heading], values: Mapping[int, list[Any]], reader: HeadingReader
) -> ColumnAssignment:
    """Give each field of a kind the free column with the lowest rank; columns of the same rank are its alternatives."""
    each = ColumnAssignment(kind, {})
    ranks: dict[str, int] = {}
    for rank, _, column, name in sorted(_propose_fields(kind, headings, values, reader)):
        if name not in each.columns and each.is_free(column):
            each.columns[name], ranks[name] = column, rank
        elif ranks.get(name) == rank and each.is_free(column):
            each.alternatives.setdefault(name, []).append(column)
    # only now: a heading, however uncertain, comes before a guess from values
    _assign_by_values(each, headings, values, reader)
    _assign_to_agreement(each)
    required = {column.field for column in TABLE_KINDS[kind].columns if column.is_required}
    # A column may have become another field's after it was noted as an alternative; only the free ones are a question.
    free = {name: list(filter(each.is_free, columns)) for name, columns in each.alternatives.items() if name in required}
    each.alternatives = {name: columns for name, columns in free.items() if columns}
    return each


def _propose_fields(
    kind: str, headings: Mapping[int, Heading], values: Mapping[int, list[Any]], reader: HeadingReader
) -> Iterator[tuple[int, int, int, str]]:
    """Every field that a heading may name and the values do not veto: rank, the field's place in its table, column, field.

    Sorted, the tuples give the best rank first, and of one rank the field that comes first and the leftmost column.
    """
    columns = {column.field: column for column in TABLE_KINDS[kind].columns}
    alike: dict[frozenset[str], list[int]] = {}  # a sheet may have 16 000 columns, of which most say the same or nothing
    for number, heading in headings.items():
        alike.setdefault(heading.ideas, []).append(number)
    for order, (name, forms) in enumerate(reader.vocabulary.fields[kind].items()):
        for ideas, numbers in alike.items():
            rank = _rank(columns[name], forms, ideas)
            for number in numbers if rank is not None else ():
                if not is_vetoed(columns[name], headings[number], values[number], reader):
                    yield (rank or 0) + (0 if headings[number].is_certain else _UNCERTAIN), order, number, name


def _rank(column: Column, forms: Sequence[frozenset[str]], ideas: frozenset[str]) -> int | None:
    """How closely a heading fits a field: the position of its form, the most usual being 0; None where it does not fit.

    A heading over amounts may leave out the word “belopp”, and may add whose they are (“Nämndens avrop”).
    """
    if ideas in forms:
        return forms.index(ideas)
    if column.kind is Kind.AMOUNT:
        bare = (ideas - _AMOUNT, ideas - _AMOUNT_OR_WHOSE)
        return next((n for n, form in enumerate(forms) if form - _AMOUNT and form - _AMOUNT in bare), None)
    if column.kind in PROVEN_BY_VALUES:  # “Mottagare av medel” contains more ideas than it needs; the values decide
        return next((n + _UNCERTAIN for n, form in enumerate(forms) if form < ideas), None)
    return None


def _assign_by_values(
    each: ColumnAssignment, headings: Mapping[int, Heading], values: Mapping[int, list[Any]], reader: HeadingReader
) -> None:
    """Give a required field that no heading names the one free column whose values prove it; of two, neither."""
    for column in TABLE_KINDS[each.kind].columns:
        if column.is_required and column.field not in each.columns:
            other = _OTHER_MONEY if each.kind == "allocations" else frozenset[str]()
            free = [n for n, heading in headings.items() if each.is_free(n) and len(values[n]) > 1 and not heading.ideas & other]
            proven = [n for n in free if values_prove(column, headings[n], values[n], reader)]
            if len(proven) == 1:
                each.columns[column.field] = proven[0]


def _assign_unreadable(each: ColumnAssignment, headings: Mapping[int, Heading], reader: HeadingReader) -> None:
    """Give a field that has no column the free one whose heading says without doubt that it is the field's, though its values are not.

    “maj 2026” under “Datum” is a date that cannot be read (VD04), and not a table without dates; an “Avropsnr” that most rows share is
    an id that stands twice (VD11), unless they are steps of one call-off (:mod:`step_rows`).
    """
    for column in TABLE_KINDS[each.kind].columns:
        forms = reader.vocabulary.fields[each.kind].get(column.field, []) if column.kind in _SAYING else []
        certain = {n: heading.ideas for n, heading in headings.items() if heading.is_certain and each.is_free(n)}
        fitting = [(forms.index(ideas), n) for n, ideas in certain.items() if ideas in forms and any(said <= ideas for said in _SAYING[column.kind])]
        if fitting and column.field not in each.columns:
            each.columns[column.field] = min(fitting)[1]


def _assign_to_agreement(each: ColumnAssignment) -> None:
    """Read a second date or amount to the right of the agreement as the agreement's own."""
    for name, agreed in (("date", "agreed_on"), ("amount", "agreed_amount")):
        right = [n for n in each.alternatives.get(name, ()) if n > each.columns.get("agreement", n)]
        if len(right) == 1 and agreed not in each.columns:
            each.columns[agreed] = right[0]
