"""Proposed transfers in the arguments of a function: may each be made, and why."""

from collections.abc import Iterator, Mapping
from datetime import date
from textwrap import wrap
from typing import Any, NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text, Value, format_value
from xl_kraftsamling.domain.transfers.eligibility import Judgement, judge_transfer, propose
from xl_kraftsamling.domain.transfers.reason import Reason
from xl_kraftsamling.excel.error_values import WRONG, CellError, NoAnswerError
from xl_kraftsamling.excel.functions.reasons import MAX_ANSWERED_TEXT


class Proposal(NamedTuple):
    """A transfer that a cell asks about, in öre; `terms` are the fields of its agreement, None where the argument is left out."""

    donor: str
    receiver: str
    amount: int
    day: date
    terms: Mapping[str, Any] | None


def combine_proposals(*arguments: list[list[Any]] | None) -> list[list[Proposal | CellError | None]]:
    """The proposals that ranges make together, cell by cell; a single row, column or cell goes with each of the others.

    :raises NoAnswerError: the ranges do not fit together.
    """
    ranges = [cells or [[None]] for cells in arguments]
    height, width = max(len(cells) for cells in ranges), max(len(cells[0]) for cells in ranges)
    if any(len(cells) not in (1, height) or len(cells[0]) not in (1, width) for cells in ranges):
        raise NoAnswerError(_SIZES)
    # The remainder is 0 where there is a single row or column, and the position itself otherwise.
    return [
        [_make_proposal([cells[row % len(cells)][column % len(cells[0])] for cells in ranges]) for column in range(width)]
        for row in range(height)
    ]


def _make_proposal(cells: list[Any]) -> Proposal | CellError | None:
    """The proposal of some cells: None where all but the agreement are empty, an error value where one is empty or an error."""
    if cells[:4] == [None] * 4:
        return None
    error = next((cell for cell in cells if isinstance(cell, CellError)), WRONG if None in cells[:4] else None)
    return error or Proposal(*cells)


def judge_proposal(ledger: Ledger, proposal: Proposal) -> Judgement:
    """Judge a proposal.  One that is in the ledger already is that row, and has its agreement unless the proposal has one.

    :raises NoAnswerError: the tables may follow several decisions, and the answer depends on which.
    """
    if ledger.decision.candidates:
        raise NoAnswerError(_WHICH_DECISION, decisions=ledger.decision.list_candidates())
    wanted = proposal.donor, proposal.receiver, proposal.amount, proposal.day
    # Counted twice, the same transfer would be refused for lack of the money that it has moved itself.
    booked = next((row for row in ledger.book.transfers if row.status in LIVE and _key_of(row) == wanted), None)
    if booked and proposal.terms is None:
        return judge_transfer(ledger, booked)
    terms = dict(proposal.terms or {})
    proposed = propose(*wanted, reference=terms.pop("agreement", None), **terms)
    return judge_transfer(ledger.without_transfer(booked) if booked else ledger, proposed)


def _key_of(row: Transfer) -> tuple[str | None, str | None, int | None, date | None]:
    return row.donor, row.receiver, row.amount, row.date


def list_reasons(judgement: Judgement) -> Iterator[list[Any]]:
    """The reasons, one per row: code, text, asked, possible and difference; the decisive ones first.

    There is always one: what cannot be judged without the sheet Beslut, which no function is given (KO01).  A text too long for
    a cell is continued in the next row.
    """
    from xl_kraftsamling.rules import BY_CODE  # imported here since only KRAFT_VARFOR needs the texts of all rules

    for reason in sorted(judgement.reasons, key=_rank_reason):
        first, *more = wrap(BY_CODE[reason.code].compose_message("sv", reason.values, reason.message), MAX_ANSWERED_TEXT)
        yield [reason.code, first, *map(_to_cell, (reason.found, reason.expected, reason.short_by))]
        yield from (["", text, None, None, None] for text in more)


def _rank_reason(reason: Reason) -> tuple[int, bool]:
    # KO01 is a reason in every answer, so it comes last among equals.
    return (Answer.NO, Answer.OPEN, Answer.AFTER_AGREEMENT, Answer.YES).index(reason.answer), reason.code == "KO01"


def _to_cell(value: Value) -> Ore | str:
    return value if isinstance(value, Ore) else format_value(value, "sv")[:MAX_ANSWERED_TEXT]


_SIZES = Text(
    "Områdena är olika stora. Ge lika stora områden, eller en cell som gäller för alla.",
    "The ranges differ in size. Give ranges of the same size, or a cell that applies to all.",
)
_WHICH_DECISION = Text(
    "Arbetsboken kan höra till flera beslut ({decisions}), och svaret beror på vilket. Skriv diarienumret i den.",
    "The workbook may belong to several decisions ({decisions}), and the answer depends on which. Enter the case number in "
    "it.",
)
