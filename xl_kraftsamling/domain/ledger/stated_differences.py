"""The balances that a workbook itself shows (Saldo, or a table like it), where they differ from those of its data: FO08.

What such a table leaves out (FO11) is in :mod:`~xl_kraftsamling.domain.ledger.stated_gaps`, which compares by the same columns.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.formula_facts import FormulaFacts, find_unsourced_numbers
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.domain.tables import STATED_BALANCES, Kind, StatedBalance

FIGURES = tuple(column.field for column in STATED_BALANCES.columns if column.kind is Kind.AMOUNT)
"""The fields of a stated balance that are amounts."""


class StatedDifference(NamedTuple):
    """A figure of the workbook and the right one, in öre; `field` is that of the row."""

    row: StatedBalance
    field: str
    found: int
    right: int


def find_stated_differences(ledger: Ledger) -> Iterator[StatedDifference]:
    """Every figure that differs, of recipients whose balance is known; not where another rule finds the formula at fault.

    In a workbook of another layout a column is compared only if most of it agrees: otherwise it means something else.
    """
    # a figure follows from the others of its row: what is left is wrong where what was called off is
    explained = {(place.sheet, place.row) for place in find_explained_cells(ledger.book.formula_facts)}
    for field in FIGURES:
        pairs = pair_figures(ledger, field)
        if means_the_same(pairs):
            yield from (each for each in pairs if each.found != each.right and (each.row.block.sheet, each.row.line) not in explained)


def find_explained_cells(facts: FormulaFacts) -> set[Place]:
    """The cells of FO02, FO03 and FO04: a figure that differs because its formula is wrong is one fault, not two."""
    explained = {place for each in (*facts.overwritten_formulas, *facts.differing_formulas) for place in each.places}
    with_numbers = (each for each in facts.formulas_with_numbers if any(find_unsourced_numbers(each.formula, each.numbers)))
    return explained | {place for each in with_numbers for place in each.places}


def pair_figures(ledger: Ledger, field: str) -> list[StatedDifference]:
    """A figure of every recipient whose balance is known and that the workbook states, beside the right one; also where they agree."""
    known = {balance.recipient: balance for balance in ledger.known_balances()}
    return [
        StatedDifference(row, field, found, right)
        for row in ledger.book.stated_balances
        if row.recipient in known
        and (found := getattr(row, field)) is not None
        and (right := getattr(known[row.recipient], field)) is not None
    ]


def is_saldo(block: Block) -> bool:
    """Whether a table of balances is the template's own, in which a column means what its heading says."""
    return fold_label(block.sheet) == fold_label(STATED_BALANCES.sheet)


def means_the_same(pairs: Sequence[StatedDifference]) -> bool:
    """Whether a column means what its heading means in the template: it is in Saldo, or most of it agrees with our figures.

    A column that is right by another arithmetic in any row (transfers left out) has another meaning, and is not compared at all.
    """
    right = sum(each.found == each.right for each in pairs)
    agreeing = sum(each.found == each.right or _leaves_transfers_out(each) for each in pairs)
    # the template's own sheet is compared in full: there every figure that differs is wrong, however many they are
    in_saldo = any(is_saldo(each.row.block) for each in pairs)
    return in_saldo or (agreeing * 2 > len(pairs) and right == agreeing)


def _leaves_transfers_out(each: StatedDifference) -> bool:
    """Whether what is left is the row's allotted less its called off: then transfers are not meant to count."""
    row = each.row
    return (
        each.field == "remaining"
        and None not in (row.allotted, row.called_off)
        and (each.found == (row.allotted or 0) - (row.called_off or 0))
    )
