"""Proposed transfers, as the functions of a worksheet ask about them: whether each may be made, and why."""

from collections.abc import Iterator, Mapping
from datetime import date
from textwrap import wrap
from typing import Any, NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.states import LIVE
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Value, format_value
from xl_kraftsamling.domain.transfers.eligibility import Judgement, judge_transfer, propose
from xl_kraftsamling.domain.transfers.reason import Reason
from xl_kraftsamling.excel.error_values import WRONG, CellError, NoAnswerError

LONGEST = 255
"""Characters of a text that Excel takes in an array; a longer one would make #VALUE! of all the rest."""


class Proposal(NamedTuple):
    """What is asked about, in öre; `terms` are the fields of its agreement, None where none are given."""

    donor: str
    receiver: str
    amount: int
    day: date
    terms: Mapping[str, Any] | None


def proposals(*arguments: list[list[Any]] | None) -> list[list[Proposal | CellError | None]]:
    """The proposals that some ranges make up, cell by cell; a single row, column or cell goes with all of the others.

    :raises NoAnswerError: the ranges do not fit together.
    """
    ranges = [cells or [[None]] for cells in arguments]
    height, width = max(len(cells) for cells in ranges), max(len(cells[0]) for cells in ranges)
    if any(len(cells) not in (1, height) or len(cells[0]) not in (1, width) for cells in ranges):
        raise NoAnswerError("the ranges differ in size")
    return [
        [_proposal([cells[row % len(cells)][column % len(cells[0])] for cells in ranges]) for column in range(width)]
        for row in range(height)
    ]


def _proposal(cells: list[Any]) -> Proposal | CellError | None:
    """What some cells ask: nothing where all but the agreement are empty, an error value where one of them is empty or one."""
    if cells[:4] == [None] * 4:
        return None
    error = next((cell for cell in cells if isinstance(cell, CellError)), WRONG if None in cells[:4] else None)
    return error or Proposal(*cells)


def judged(ledger: Ledger, proposal: Proposal) -> Judgement:
    """Judge a proposal; one that stands in the ledger already is that row, and takes its agreement from there if need be.

    :raises NoAnswerError: the tables may follow several decisions, and the answer depends on which.
    """
    if ledger.decision.candidates:
        raise NoAnswerError("the tables may follow several decisions")
    wanted = proposal.donor, proposal.receiver, proposal.amount, proposal.day
    standing = next((row for row in ledger.book.transfers if row.status in LIVE and _asked(row) == wanted), None)
    if standing and proposal.terms is None:
        return judge_transfer(ledger, standing)
    terms = dict(proposal.terms or {})
    proposed = propose(*wanted, reference=terms.pop("agreement", None), **terms)
    return judge_transfer(ledger.without_transfer(standing) if standing else ledger, proposed)


def _asked(row: Transfer) -> tuple[str | None, str | None, int | None, date | None]:
    return row.donor, row.receiver, row.amount, row.date


def told(judgement: Judgement) -> Iterator[list[Any]]:
    """The reasons, one per row: code, text, what is asked, what there is, by how much it differs; those that decide first.

    There is always one: what cannot be judged without the sheet Beslut, which no function is given (KO01).  A text that is too
    long for a cell goes on in the next row.
    """
    from xl_kraftsamling.rules import BY_CODE  # their pages hold the words

    for reason in sorted(judgement.reasons, key=_weight):
        first, *more = wrap(BY_CODE[reason.code].message.fill("sv", reason.values), LONGEST)
        yield [reason.code, first, *map(_cell, (reason.found, reason.expected, reason.short_by))]
        yield from (["", text, None, None, None] for text in more)


def _weight(reason: Reason) -> tuple[int, bool]:
    return (Answer.NO, Answer.OPEN, Answer.YES).index(reason.answer), reason.code == "KO01"


def _cell(value: Value) -> Ore | str:
    return value if isinstance(value, Ore) else format_value(value, "sv")[:LONGEST]
