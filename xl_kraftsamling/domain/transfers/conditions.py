"""The conditions that one transfer must meet, each named after the rule whose page explains it, in order of code.

A condition returns the reason why it is not met.  It returns None where it is met, and where a cell that could not be read makes
that impossible to judge: then there is another finding, at that cell.  The conditions on the donor's money (OM04, OM05) are in `room`.
The rules run these on the rows of a workbook, :mod:`eligibility` on a transfer that is only proposed; what can be asked of a row
alone (OM07, OM08) is in the rule.
"""

import re
from collections.abc import Iterable

from xl_kraftsamling.domain.book import is_decision_recorded, read_decision_date
from xl_kraftsamling.domain.decision import CASE_NUMBER
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.recipients import BOARD, COMPANY, EXECUTIVE, OFFICE, fold_name
from xl_kraftsamling.domain.status_words import BINDING, BOOKED, YES
from xl_kraftsamling.domain.tables import RECORD, Transfer
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.domain.transfers.reason import Reason, to_ore, transfer_values

_AGREEMENT_FIELDS = {
    "agreement": Text("överenskommelsens referens", "the agreement's reference"),
    "agreed_on": Text("överenskommelsens datum", "the agreement's date"),
}
_REFERENCE = re.compile(rf"{CASE_NUMBER.pattern}|§ ?\d+")
"""How a comment names a decision: by its diarienummer or its paragraph."""
_BEFORE_DECISION = Text("den är daterad före kommunstyrelsens beslut {since}", "it is dated before kommunstyrelsen's decision of {since}")
_BEFORE_YEAR = Text("den är daterad före beslutets år {year}", "it is dated before the decision's year {year}")


def vd08_unknown_recipient(ledger: Ledger, row: Transfer) -> Reason | None:
    """VD08: the donor or the receiver is not in the register."""
    for field, heading, name in (("donor", "Givare", row.donor), ("receiver", "Mottagare", row.receiver)):
        if name is not None and ledger.decision.register.kind(name) is None:
            near = ledger.decision.register.nearest(name)
            question = Text(f" Menas {near}?", f" Is it {near}?") if near else ""
            return Reason("VD08", Answer.NO, field, {"heading": heading, "found": name, "question": question}, name)
    return None


def be01_no_decision(ledger: Ledger, _row: Transfer) -> Reason | None:
    """BE01: no decision by kommunstyrelsen is recorded."""
    if RECORD.name in ledger.book.missing or is_decision_recorded(ledger.book.record):
        return None
    return Reason("BE01", Answer.NO, "date", {})


def om01_no_agreement(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM01: no agreement is named, or no date for it; at the first of the cells that is empty."""
    if not row.unread.isdisjoint(_AGREEMENT_FIELDS):
        return None
    field = "agreement" if row.agreement is None else "agreed_on" if row.agreed_on is None else None
    if field is None:
        return None
    what = _AGREEMENT_FIELDS[field]
    values = {**transfer_values(row), "what": what, "party": ledger.decision.party}
    return Reason("OM01", _answer_without_agreement(row), field, values, expected=what)


def om02_late_agreement(_ledger: Ledger, row: Transfer) -> Reason | None:
    """OM02: the agreement is dated after the transfer; the same day is right."""
    if row.agreed_on is None or row.date is None or row.agreed_on <= row.date:
        return None
    values = {**transfer_values(row), "agreed_on": row.agreed_on}
    return Reason("OM02", _answer_without_agreement(row), "agreed_on", values, found=row.agreed_on, expected=row.date)


def om03_wrong_party(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM03: the agreement is with somebody else than the decision's party, or does not name its party."""
    party = ledger.decision.party
    # where there is no agreement either, OM01 is enough
    silent = row.party is None and (row.agreement is None or "party" in row.unread)
    if silent or (row.party and ledger.decision.register.recognise(row.party).name == party):
        return None
    other = row.party or Text("ingen angiven part", "no named party")
    values = {**transfer_values(row), "other": other, "party": party}
    return Reason("OM03", _answer_without_agreement(row), "party", values, row.party, party)


def om06_same_recipient(_ledger: Ledger, row: Transfer) -> Reason | None:
    """OM06: the donor is also the receiver."""
    if row.donor is None or row.donor != row.receiver:
        return None
    fault = Text("givaren är också mottagare", "the donor is also the receiver")
    return Reason("OM06", Answer.NO, "receiver", {**transfer_values(row), "fault": fault}, row.receiver)


def om06_no_amount(_ledger: Ledger, row: Transfer) -> Reason | None:
    """OM06: the amount is zero or less."""
    if row.amount is None or row.amount > 0:
        return None
    fault = Text("beloppet är inte större än noll", "the amount is not above zero")
    return Reason("OM06", Answer.NO, "amount", {**transfer_values(row), "fault": fault}, to_ore(row.amount))


def om09_not_declared(_ledger: Ledger, row: Transfer) -> Reason | None:
    """OM09: the donor has not declared the money unused, or has declared that it is used."""
    if row.declared_unused == YES or "declared_unused" in row.unread:
        return None
    # an empty cell remains to be filled in; a nej contradicts the transfer, and somebody must decide
    answer = Answer.YES if row.declared_unused is None else Answer.OPEN
    return Reason("OM09", answer, "declared_unused", transfer_values(row), row.declared_unused, YES)


def om10_to_company(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM10: the receiver is a company, such as MKB."""
    is_met = ledger.decision.register.kind(row.receiver or "") != COMPANY
    return None if is_met else _weigh_open_point(ledger, row, "OM10", "company_receives")


def om11_from_company(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM11: the donor is a company, such as MKB."""
    is_met = ledger.decision.register.kind(row.donor or "") != COMPANY
    return None if is_met else _weigh_open_point(ledger, row, "OM11", "company_gives")


def om12_to_another_board(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM12: the receiver is a nämnd that the decision grants nothing itself."""
    granted = ledger.decision.allotted
    # of a decision that nobody knows every nämnd would be another one; for kommunstyrelsen there is OM13
    is_other = granted and row.receiver not in granted and row.receiver != EXECUTIVE
    is_met = not is_other or ledger.decision.register.kind(row.receiver or "") != BOARD
    return None if is_met else _weigh_open_point(ledger, row, "OM12", "outside_receives")


def om13_to_executive(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM13: the receiver is kommunstyrelsen."""
    return _weigh_open_point(ledger, row, "OM13", "executive_receives") if row.receiver == EXECUTIVE else None


def om14_to_office(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM14: the receiver is a förvaltning and no nämnd: stadskontoret."""
    is_met = ledger.decision.register.kind(row.receiver or "") != OFFICE
    return None if is_met else _weigh_open_point(ledger, row, "OM14", "office_receives")


def om15_chain(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM15: the donor passes on money that it received by transfer itself, and the cell Ursprung does not name its origin.

    The donor's own money is K less everything received, at the end of the day of the transfer and with the transfer left out.
    """
    if row.donor is None or row.date is None or row.amount is None or row.donor in ledger.unsettled.remaining:
        return None
    received = ledger.booked.received(row.donor, row.date)
    # K already has a booked transfer taken off: put it back, so that a booked and a proposed one are judged alike
    before = ledger.remaining(row.donor, row.date) + (row.amount if row.status == BOOKED else 0)
    # F − O − A: what is used up counts as its own money first, so that with caution what is left is what it received
    own = max(0, before - received)
    if not received or row.amount <= own or "origin" in row.unread:
        return None
    return _explain_chain(ledger, row, ledger.booked.transfers_to(row.donor, row.date), own)


def om16_back_to_giver(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM16: the receiver has earlier given the donor money by a transfer that is still booked."""
    first = ledger.booked.first.get((row.receiver, row.donor))
    if first is None or first.date is None or row.date is None:
        return None
    # of one day the upper row came first; a proposed transfer has no row (0) and comes after all
    if (first.date, first.line) > (row.date, row.line or first.line):
        return None
    earlier = {"earlier": first.id or first.line, "earlier_date": first.date, "earlier_amount": Ore(first.amount or 0)}
    return Reason("OM16", Answer.YES, "id", {**transfer_values(row), **earlier}, row.id, first.id)


def om17_too_early(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM17: the money is moved before there is any: before kommunstyrelsen's decision, or before its year."""
    since, year = read_decision_date(ledger.book.record), ledger.decision.year
    if row.date is not None and since is not None and row.date < since:
        fault = _BEFORE_DECISION.bind(since=since)
    elif row.date is not None and row.date.year < year:
        fault = _BEFORE_YEAR.bind(year=year)
    else:
        return None
    return Reason("OM17", Answer.NO, "id", {**transfer_values(row), "fault": fault}, row.status)


def om18_agreed_less(_ledger: Ledger, row: Transfer) -> Reason | None:
    """OM18: the agreed amount is smaller than the transfer."""
    if row.amount is None or row.agreed_amount is None or row.agreed_amount >= row.amount:
        return None
    short = Ore(row.amount - row.agreed_amount)
    values = {**transfer_values(row), "agreed": to_ore(row.agreed_amount), "short": short}
    answer = _answer_without_agreement(row)
    return Reason("OM18", answer, "agreed_amount", values, to_ore(row.agreed_amount), to_ore(row.amount), short)


def bo02_carried_over(ledger: Ledger, row: Transfer) -> Reason | None:
    """BO02: money is moved after the decision's year, and the comment names no decision that carries it over."""
    if row.date is None or row.date.year <= ledger.decision.year or _REFERENCE.search(row.comment or ""):
        return None
    values: dict[str, Value] = {**transfer_values(row), "year": ledger.decision.year}
    return Reason("BO02", Answer.NO, "date", values, row.date)


def _answer_without_agreement(row: Transfer) -> Answer:
    """From *överenskommen* on the agreement must be there; before that, what is missing of it remains to be done."""
    return Answer.NO if row.status in BINDING else Answer.YES


def _weigh_open_point(ledger: Ledger, row: Transfer, code: str, point: str) -> Reason | None:
    """The reason of an open point; None where the decision's file answers it with ja, except for OM12, a mere note."""
    answer = ledger.decision.answer(point)
    if answer is Answer.YES and code != "OM12":
        return None
    field = "donor" if code == "OM11" else "receiver"
    return Reason(code, answer, field, transfer_values(row), getattr(row, field))


def _explain_chain(ledger: Ledger, row: Transfer, received: Iterable[Transfer], own: int) -> Reason | None:
    givers = [each for each in received if each.donor != row.receiver]  # money sent back to its giver is OM16
    answer = ledger.decision.answer("chain")
    if not givers or answer is Answer.YES or _names_giver(ledger, row.origin, givers):
        return None
    short = Ore((row.amount or 0) - own)
    names = tuple(dict.fromkeys(each.donor for each in givers if each.donor))
    values = {**transfer_values(row), "own": Ore(own), "short": short, "origins": names, "origin": row.origin or ""}
    return Reason("OM15", answer, "origin", values, row.origin, names, short)


def _names_giver(ledger: Ledger, origin: str | None, givers: Iterable[Transfer]) -> bool:
    """Whether a text names a giver, by its name in any form, or the id of its transfer."""
    if origin is None:
        return False
    known = ledger.decision.register.recognise(origin).name
    return any(
        known == each.donor
        or (each.donor and fold_name(each.donor) in fold_name(origin))
        or (each.id and re.search(rf"(?<!\w){re.escape(each.id)}(?!\w)", origin, re.IGNORECASE))  # O-1 is not named by O-12
        for each in givers
    )
