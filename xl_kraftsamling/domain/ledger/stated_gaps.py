"""What the balances that a workbook itself shows leave out or count wrongly: recipients, single figures and sums (FO11).

A table is judged by the columns that it has, and only where these mean what they do in the template.  What a cell shows is
never needed to know that a recipient has no row; only sums are compared by their values.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.ledger.stated_differences import (
    FIGURES,
    find_explained_cells,
    is_saldo,
    means_the_same,
    pair_figures,
)
from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.domain.tables import STATED_BALANCES, StatedBalance, StatedTotal


class LeftOutRecipient(NamedTuple):
    """A recipient that a table of balances leaves out, its figures there that are not zero, in öre, and the sums that lack them.

    `row` is its row where it has one without any figure.
    """

    block: Block
    recipient: str
    figures: Mapping[str, int]
    row: StatedBalance | None
    totals: tuple[Place, ...]


class MiscountedFigure(NamedTuple):
    """A figure in öre that a sum of Saldo counts another number of times than once: not at all from an empty cell, or again from `row`.

    `total` is the sum's cell; the heading where there is no sum.
    """

    row: StatedBalance
    field: str
    right: int
    times: int
    total: Place


class WrongTotal(NamedTuple):
    """A sum of stated balances, and what the recipients' figures come to, in öre."""

    row: StatedBalance
    field: str
    found: int
    right: int


@dataclass(frozen=True)
class _BalanceTable:
    """A table of stated balances: its rows, the sums that close it, the fields by which it is judged, and who is in another table."""

    block: Block
    rows: Sequence[StatedBalance]
    totals: Sequence[StatedTotal]
    fields: Sequence[str]
    elsewhere: Collection[str]

    @property
    def names(self) -> set[str]:
        """The recipients that have a row."""
        return {row.recipient for row in self.rows if row.recipient}

    @property
    def names_all_read(self) -> bool:
        """Whether the table says of each row whose it is; in Saldo a name that cannot be read is nobody's, and its formulas give 0."""
        return is_saldo(self.block) or not any("recipient" in row.unread for row in self.rows)

    def list_figures(self, balance: Balance) -> dict[str, int]:
        """The figures of a recipient that the table has a column for and that are not zero."""
        figures = {field: getattr(balance, field) for field in self.fields}
        return {field: figure for field, figure in figures.items() if figure}

    def place_of_sum(self, field: str) -> Place:
        """The cell of the sum of a field; its heading where the table has no sum."""
        return cell_of(self.totals[0].row, field) if self.totals else self.block.heading(field)

    def is_empty(self, row: StatedBalance, fields: Collection[str]) -> bool:
        """Whether a row has an empty cell in each of some fields; a formula without a stored value is not empty."""
        return all(getattr(row, field) is None and field not in row.unread for field in fields)


def find_left_out_recipients(ledger: Ledger) -> Iterator[LeftOutRecipient]:
    """Every recipient with figures that a table of balances has no row for, or a row without figures."""
    for table in _list_tables(ledger):
        rows = {row.recipient: row for row in table.rows}
        for balance in ledger.known_balances():
            figures, row = table.list_figures(balance), rows.get(balance.recipient)
            is_gone = table.names_all_read if row is None else table.is_empty(row, table.fields)
            if figures and is_gone and balance.recipient not in table.elsewhere:
                totals = tuple(cell_of(total.row, field) for total in table.totals for field in figures)
                yield LeftOutRecipient(table.block, balance.recipient, figures, row, totals)


def find_miscounted_figures(ledger: Ledger) -> Iterator[MiscountedFigure]:
    """Every empty cell of Saldo for a figure that is not zero, in a row with others, and every further row of a recipient."""
    known = {balance.recipient: balance for balance in ledger.known_balances()}
    for table in _list_tables(ledger):
        seen: set[str | None] = set()
        for row in table.rows if is_saldo(table.block) else ():
            figures = table.list_figures(known[row.recipient]) if row.recipient in known else {}
            is_again, empty = row.recipient in seen, [field for field in figures if table.is_empty(row, [field])]
            # a further row is one fault, not one for each of its figures
            for field in list(figures)[:1] if is_again else () if table.is_empty(row, table.fields) else empty:
                yield MiscountedFigure(row, field, figures[field], 2 if is_again else 0, table.place_of_sum(field))
            seen.add(row.recipient)


def find_wrong_totals(ledger: Ledger) -> Iterator[WrongTotal]:
    """Every sum that differs from that of all recipients, where neither a missing row, a wrong figure nor its formula explains it."""
    facts = ledger.book.formula_facts
    explained = find_explained_cells(facts) | {total.place for total in facts.short_totals}
    for table in _list_tables(ledger):
        for total in table.totals if table.names_all_read else ():
            for field in table.fields:
                found, right = getattr(total.row, field), _sum_of_recipients(ledger, table, field)
                known = None not in (found, right) and cell_of(total.row, field) not in explained
                if known and found not in (right, *_sums_as_stated(ledger, table, total, field)):
                    yield WrongTotal(total.row, field, found, right or 0)


def _sum_of_recipients(ledger: Ledger, table: _BalanceTable, field: str) -> int | None:
    """What a sum of the table should be, in öre; None where a figure in it is unknown."""
    unknown = {"outcome": ledger.unsettled.outcome, "called_off_unspent": ledger.unsettled.outcome, "forecast": ledger.unsettled.forecast}
    names = [name for name in ledger.balances if name not in table.elsewhere]
    if any(name in ledger.unsettled or (field in unknown and name in unknown[field]) for name in names):
        return None
    return sum(getattr(ledger.balances[name], field) or 0 for name in names)


def _sums_as_stated(ledger: Ledger, table: _BalanceTable, total: StatedTotal, field: str) -> Iterator[int]:
    """What the sum would be by the rows as they are: the missing recipients and wrong figures among them are found where they stand."""
    if not any(field in row.unread for row in table.rows):
        # a recipient that has two rows is no explanation of its own sum
        yield from [sum(getattr(row, field) or 0 for row in table.rows)] if len(table.names) == len(table.rows) else ()
        yield sum(getattr(row, field) or 0 for row in table.rows if row.line > total.above)
    names = table.names
    yield sum(getattr(balance, field) or 0 for name, balance in ledger.balances.items() if name in names)


def _list_tables(ledger: Ledger) -> Iterator[_BalanceTable]:
    """The tables that show the balances of all recipients: Saldo, and any other that name at least half of those with figures.

    Who is missing in such a table may be in one that has none of its recipients: companies, say, below the boards.
    """
    book = ledger.book
    rows = {block: [row for row in book.stated_balances if row.block is block] for block in book.blocks.get(STATED_BALANCES.name, ())}
    names = {block: {row.recipient for row in found if row.recipient} for block, found in rows.items()}
    fields = [field for field in FIGURES if _can_be_judged(ledger, field)]
    for block, found in rows.items():
        elsewhere = {name for other in rows if names[other].isdisjoint(names[block]) for name in names[other]}
        totals = [total for total in book.stated_totals if total.row.block is block]
        stated = [field for field in fields if _is_stated(field, [*found, *(total.row for total in totals)])]
        table = _BalanceTable(block, found, totals, stated, elsewhere)
        with_figures = {balance.recipient for balance in ledger.known_balances() if table.list_figures(balance)}
        if is_saldo(block) or (len(names[block]) > 1 and len(names[block] & with_figures) * 2 >= len(with_figures)):
            yield table


def _is_stated(field: str, rows: Sequence[StatedBalance]) -> bool:
    """Whether a column shows anything: a table that is only prepared, or a column of it, leaves nobody out."""
    return any(getattr(row, field) is not None or field in row.unread for row in rows)


def _can_be_judged(ledger: Ledger, field: str) -> bool:
    """Whether a column means what it does in the template; one of formulas without values is taken at its word."""
    pairs = pair_figures(ledger, field)
    if pairs:
        return means_the_same(pairs)
    is_in_saldo = any(map(is_saldo, ledger.book.blocks.get(STATED_BALANCES.name, ())))
    return is_in_saldo or any(field in row.unread for row in ledger.book.stated_balances)
