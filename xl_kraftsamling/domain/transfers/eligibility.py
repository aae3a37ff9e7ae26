"""Whether money may be moved from one recipient to another: ja, ja efter överenskommelse, nej or oklart, with every reason.

The rules OM of a workbook run the same conditions: what is permitted here, the rules accept there.  The words of a reason are on
the page of its rule: ``rules.BY_CODE[reason.code].compose_message(lang, reason.values)``, and its remedy likewise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.domain.status_words import AGREED, ASKED, BINDING
from xl_kraftsamling.domain.tables import RECORD, TRANSFERS, Transfer
from xl_kraftsamling.domain.texts import Text, Value, join_words
from xl_kraftsamling.domain.transfers import conditions, room
from xl_kraftsamling.domain.transfers.reason import Condition, Reason
from xl_kraftsamling.domain.transfers.room import Limit, find_limit

CONDITIONS: tuple[Condition, ...] = (
    conditions.vd08_unknown_recipient, conditions.om06_same_recipient, conditions.om06_no_amount,
    room.om04_more_than_free, room.om05_together_too_much,
    conditions.om10_to_company, conditions.om11_from_company, conditions.om12_to_another_board,
    conditions.om13_to_executive, conditions.om14_to_office,
    conditions.be01_no_decision, conditions.om17_too_early, conditions.bo02_carried_over,
    conditions.om01_no_agreement, conditions.om02_late_agreement, conditions.om03_wrong_party, conditions.om18_agreed_less,
    conditions.om19_agreement_exceeded, conditions.om20_after_last_day,
    conditions.om09_not_declared, conditions.om15_chain, conditions.om16_back_to_giver,
)  # fmt: skip
"""Every condition of a transfer, the gravest first."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer, its reasons, and how large the transfer may be (None where it is unknown)."""

    answer: Answer
    reasons: tuple[Reason, ...]
    limit: Limit | None

    @property
    def available(self) -> int | None:
        """The largest amount of the transfer, in öre; None where it is unknown."""
        return self.limit and self.limit.amount


def propose(
    donor: str, receiver: str, amount: int, day: date, *, reference: str | None = None, agreed_on: date | None = None,
    party: str | None = None, agreed_amount: int | None = None, declared_unused: str | None = None, origin: str | None = None,
) -> Transfer:  # fmt: skip
    """A transfer that is not in any book yet: asked for, or agreed where a reference or date of an agreement is given.

    :param amount: öre; names are official ones.
    """
    # whoever names an agreement has one: only then can what is missing of it be an error instead of something left to do
    status = AGREED if reference or agreed_on else ASKED
    return Transfer(
        _NOWHERE, 0, frozenset(), None, day, donor, receiver, amount, status, reference, agreed_on, party, agreed_amount,
        declared_unused, origin, None,
    )  # fmt: skip


_NOWHERE = Block(TRANSFERS.name, TRANSFERS.sheet, 0, {}, {})
"""The block of a transfer that is in no workbook."""


def judge_transfer(ledger: Ledger, proposal: Transfer) -> Judgement:
    """Judge one transfer against everything in a ledger, now and later; a row of the ledger itself is taken out of it first.

    From *överenskommen* on the agreement must be there; before that, what is missing of it remains to be done.
    """
    # a booked row is judged as if it were agreed: taken out of the ledger, its money is still with the donor
    ledger = ledger.without_transfer(proposal)
    row = proposal._replace(status=AGREED if proposal.status in BINDING else ASKED)
    found = [reason for each in CONDITIONS if (reason := each(ledger, row))]
    reasons = (*_find_not_tried(ledger, row, {reason.code for reason in found}), *found)
    answers = {reason.answer for reason in reasons}
    answer = next((each for each in _GRAVEST if each in answers), Answer.YES)
    return Judgement(answer, reasons, find_limit(ledger, row))


_GRAVEST = (Answer.NO, Answer.OPEN, Answer.AFTER_AGREEMENT)
"""The answers other than yes, the gravest first: the first that a reason gives is the answer to the whole."""


def _find_not_tried(ledger: Ledger, row: Transfer, found: set[str]) -> Iterator[Reason]:
    """KO01: what cannot be judged, because a cell cannot be read or a sheet is missing.

    :param found: the codes of the rules that were tried and found something all the same.
    """
    if own := [cell_of(row, name) for name in ("donor", "receiver", "date", "amount") if name in row.unread]:
        yield _report_not_tried("amount", Answer.OPEN, own[0], ("OM04", "OM05", "OM06", "OM15"))
    causes = ledger.unsettled.transferable.cells
    places = causes.get(row.donor) or causes.get(None)
    codes = [code for code in _NEED_FIGURES if code not in found]
    if places and codes:
        yield _report_not_tried("donor", Answer.OPEN, places[0], codes)
    if RECORD.name in ledger.book.missing:
        yield _report_not_tried("date", Answer.YES, Place(RECORD.sheet), [code for code in ("BE01", "OM17") if code not in found], _ABSENT)


_NEED_FIGURES = ("OM04", "OM05", "OM15")
"""The rules that are not tried where the donor's figures are unknown."""


_UNREAD = Text("kan inte läsas", "cannot be read")
_ABSENT = Text("finns inte här", "is not here")
_NOT_TRIED = Text("{where} {cause}. Därför har {rules} inte kunnat prövas.", "{where} {cause}. So {rules} could not be tried.")


def _report_not_tried(field: str, answer: Answer, where: Place, codes: Sequence[str], cause: Text = _UNREAD) -> Reason:
    values: dict[str, Value] = {"where": where, "cause": cause, "rules": join_words(codes), "codes": tuple(codes)}
    return Reason("KO01", answer, field, values, message=_NOT_TRIED)
