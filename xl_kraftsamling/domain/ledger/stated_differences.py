"""The balances that a workbook states itself, where they differ from what its data come to."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.formula_facts import FormulaFacts, find_unsourced_numbers
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import STATED_BALANCES, Kind, StatedBalance

_FIELDS = tuple(column.field for column in STATED_BALANCES.columns if column.kind is Kind.AMOUNT)


class StatedDifference(NamedTuple):
    """A stated figure and the right one, in öre."""

    row: StatedBalance
    field: str
    found: int
    right: int


def find_stated_differences(ledger: Ledger) -> Iterator[StatedDifference]:
    """Every stated figure of a settled recipient that differs, unless its formula is at fault and said to be so.

    In a workbook that is not ours a column is compared only if it agrees on the whole: otherwise it means something else.
    """
    explained = frozenset(_explained(ledger.book.formula_facts))
    settled = {balance.recipient: balance for balance in ledger.known_balances}
    for field in _FIELDS:
        pairs = [
            StatedDifference(row, field, found, right)
            for row in ledger.book.stated_balances
            if row.recipient in settled
            and (found := getattr(row, field)) is not None
            and (right := getattr(settled[row.recipient], field)) is not None
        ]
        if _is_ours(pairs):
            yield from (each for each in pairs if each.found != each.right and cell_of(each.row, field) not in explained)


def _is_ours(pairs: Sequence[StatedDifference]) -> bool:
    """Whether a column means what its heading means to us: it is Saldo's own, or agrees with our figures on the whole."""
    agreeing = sum(each.found == each.right or _adds_up(each) for each in pairs)
    right = sum(each.found == each.right for each in pairs)
    own = any(each.row.block.sheet == STATED_BALANCES.sheet for each in pairs)
    return own or (agreeing * 2 > len(pairs) and right == agreeing)


def _adds_up(each: StatedDifference) -> bool:
    """Whether what is left is what the row's own figures leave: then transfers are not meant to count."""
    row = each.row
    return (
        each.field == "remaining"
        and None not in (row.allotted, row.called_off)
        and (each.found == (row.allotted or 0) - (row.called_off or 0))
    )


def _explained(condition: FormulaFacts) -> Iterator[Place]:
    """The cells whose formula another rule finds cell_of fault."""
    for each in (*condition.overwritten_formulas, *condition.differing_formulas):
        yield from each.places
    for formula in condition.formulas_with_numbers:
        if any(find_unsourced_numbers(formula.formula, formula.numbers)):
            yield from formula.places
