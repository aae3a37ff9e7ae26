"""The conditions that one transfer must meet, each named after the rule whose page explains it, in order of code.

A condition returns the reason why it is not met.  It returns None where it is met, and where a cell that could not be read makes
that impossible to judge: then there is another finding, at that cell.  The conditions on the donor's money (OM04, OM05) are in `room`.
The rules run these on the rows of a workbook, :mod:`eligibility` on a transfer that is only proposed; what can be asked of a row
alone (OM07, OM08) is in the rule.
"""

from xl_kraftsamling.domain.book import name_row
from xl_kraftsamling.domain.decision_points import CALL_OFF
from xl_kraftsamling.domain.ledger.agreements import Agreement
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.recipients import BOARD, COMPANY, EXECUTIVE, OFFICE
from xl_kraftsamling.domain.references import names_another_decision
from xl_kraftsamling.domain.status_words import BINDING, NO, YES
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.domain.transfers.origin import find_passed_on
from xl_kraftsamling.domain.transfers.reason import Reason, to_ore, transfer_values
from xl_kraftsamling.domain.transfers.room import cap_amount

_AGREEMENT_FIELDS = {
    "agreement": Text("överenskommelsens referens", "the agreement's reference"),
    "agreed_on": Text("överenskommelsens datum", "the agreement's date"),
}
_NEEDED = Text(
    "{donor} har svarat nej under Outnyttjat förklarat: de {amount} som ska till {receiver} behövs hos {donor}.",
    "{donor} has answered nej (no) under Outnyttjat förklarat (declared unused): {donor} needs the {amount} that is to go to "
    "{receiver}.",
)
_KEEP = Text(
    "Låt pengarna stanna hos {donor}: sätt status avslagen, eller återförd om omfördelningen redan är bokförd. Har {donor} "
    "ändrat sitt besked: skriv ja, eller beskedets datum.",
    "Let the money stay with {donor}: set the status to avslagen, or återförd if the transfer is already booked. If {donor} "
    "has changed its answer, enter ja (yes) or the date of the statement.",
)
_NAME_ORIGIN = Text("Skriv {origins}, eller den tidigare omfördelningens id, under Ursprung.",
                    "Enter {origins}, or the id of the earlier transfer, under Ursprung.")  # fmt: skip
_AGREE = Text("Kom överens med {party} om {amount}.", "Agree with {party} on {amount}.")
_BEFORE_DECISION = Text("den är daterad före kommunstyrelsens beslut {since}", "it is dated before kommunstyrelsen's decision of {since}")
_BEFORE_YEAR = Text("den är daterad före beslutets år {year}", "it is dated before the decision's year {year}")


def vd08_unknown_recipient(ledger: Ledger, row: Transfer) -> Reason | None:
    """VD08: the donor or the receiver is not in the register."""
    for field, heading, name in (("donor", "Givare", row.donor), ("receiver", "Mottagare", row.receiver)):
        if name is not None and ledger.decision.register.kind(name) is None:
            near = ledger.decision.register.nearest(name)
            question = Text(" Menade du {near}?", " Did you mean {near}?").bind(near=near) if near else ""
            return Reason("VD08", Answer.NO, field, {"heading": heading, "found": name, "question": question}, name)
    return None


def be01_no_decision(ledger: Ledger, _row: Transfer) -> Reason | None:
    """BE01: no decision by kommunstyrelsen is recorded: what is permitted otherwise is then not settled."""
    return None if ledger.is_decided else Reason("BE01", Answer.OPEN, "date", {})


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
    """OM09: the donor has not declared the money unused, or has declared that it needs it."""
    if row.declared_unused == YES or "declared_unused" in row.unread:
        return None
    if row.declared_unused == NO:
        return Reason("OM09", Answer.NO, "declared_unused", transfer_values(row), NO, YES, message=_NEEDED, remedy=_KEEP)
    return Reason("OM09", Answer.AFTER_AGREEMENT, "declared_unused", transfer_values(row), row.declared_unused, YES)


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
    granted = ledger.decision.recipients
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
    """OM15: the donor passes on money that it received by transfer itself, and the cell Ursprung does not name its origin."""
    passed_on = find_passed_on(ledger, row)
    if passed_on is None or row.amount is None or row.amount <= passed_on.own:
        return None
    # what is above the own and the received money is not there at all, and a matter of OM04
    share = Ore(min(row.amount - passed_on.own, passed_on.received))
    available = Ore(cap_amount(ledger, row, passed_on.own))
    values: dict[str, Value] = {
        **transfer_values(row), "own": Ore(passed_on.own), "share": share, "origins": passed_on.givers, "origin": row.origin or "",
        "available": available,
    }  # fmt: skip
    remedy = None if available else _NAME_ORIGIN
    return Reason("OM15", ledger.decision.answer("chain"), "origin", values, row.origin, passed_on.givers, share, remedy=remedy)


def om16_back_to_giver(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM16: the receiver has earlier given the donor money by a transfer that is still booked."""
    first = ledger.booked.first.get((row.receiver, row.donor))
    if first is None or first.date is None or row.date is None:
        return None
    # of one day the upper row came first; a proposed transfer has no row (0) and comes after all
    if (first.date, first.line) > (row.date, row.line or first.line):
        return None
    earlier = {"earlier": name_row(first), "earlier_date": first.date, "earlier_amount": Ore(first.amount or 0)}
    return Reason("OM16", Answer.YES, "id", {**transfer_values(row), **earlier}, row.id, first.id)


def om17_too_early(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM17: the money is moved before there is any: before kommunstyrelsen's decision, or before its year."""
    since, year = ledger.decided_on, ledger.decision.year
    if row.date is not None and since is not None and row.date < since:
        fault = _BEFORE_DECISION.bind(since=since)
    elif row.date is not None and row.date.year < year:
        fault = _BEFORE_YEAR.bind(year=year)
    else:
        return None
    return Reason("OM17", Answer.NO, "id", {**transfer_values(row), "fault": fault}, row.status)


def om18_agreed_less(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM18: the agreed amount is smaller than the transfer."""
    if row.amount is None or row.agreed_amount is None or row.agreed_amount >= row.amount:
        return None
    short = Ore(row.amount - row.agreed_amount)
    available = Ore(cap_amount(ledger, row, row.agreed_amount))
    values = {**transfer_values(row), "agreed": to_ore(row.agreed_amount), "short": short, "available": available, "party": ledger.decision.party}
    answer = _answer_without_agreement(row)
    remedy = None if available > 0 else _AGREE
    return Reason("OM18", answer, "agreed_amount", values, to_ore(row.agreed_amount), to_ore(row.amount), short, remedy=remedy)


def om19_agreement_exceeded(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM19: the transfers that name one agreement add up to more than it covers, this one with them."""
    agreement = ledger.agreement_with(row) if row.status in BINDING else None
    return explain_exceeded(agreement, row) if agreement and agreement.taken > agreement.agreed else None


def explain_exceeded(agreement: Agreement, row: Transfer) -> Reason:
    """OM19 of an agreement that is exceeded, at one of its transfers."""
    taken, agreed, over = Ore(agreement.taken), Ore(agreement.agreed), Ore(agreement.taken - agreement.agreed)
    values: dict[str, Value] = {
        "agreement": row.agreement, "count": Count(len(agreement.rows)), "total": taken, "agreed": agreed, "over": over,
    }  # fmt: skip
    return Reason("OM19", Answer.NO, "agreement", values, taken, agreed, over)


def om20_after_last_day(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM20: the money comes after the last day to call off, where a condition sets one."""
    deadline = ledger.decision.find_deadline(CALL_OFF)
    if deadline is None or row.date is None or row.date <= deadline.day:
        return None
    values: dict[str, Value] = {**transfer_values(row), "last": deadline.day, "reference": deadline.reference}
    return Reason("OM20", Answer.OPEN, "date", values, row.date, deadline.day)


def bo02_carried_over(ledger: Ledger, row: Transfer) -> Reason | None:
    """BO02: money is moved after the decision's year, and the comment names no other decision, which would carry it over."""
    if row.date is None or row.date.year <= ledger.decision.year or "comment" in row.unread:
        return None
    if names_another_decision(ledger, row.comment, row.agreement):
        return None
    values: dict[str, Value] = {**transfer_values(row), "year": ledger.decision.year}
    return Reason("BO02", Answer.NO, "date", values, row.date)


def _answer_without_agreement(row: Transfer) -> Answer:
    """From *överenskommen* on the agreement must be there; before that, what is missing of it remains to be done."""
    return Answer.NO if row.status in BINDING else Answer.AFTER_AGREEMENT


def _weigh_open_point(ledger: Ledger, row: Transfer, code: str, point: str) -> Reason | None:
    """The reason of an open point; None where the decision's file answers it with ja, except for OM12, a mere note."""
    answer = ledger.decision.answer(point)
    if answer is Answer.YES and code != "OM12":
        return None
    field = "donor" if code == "OM11" else "receiver"
    return Reason(code, answer, field, transfer_values(row), getattr(row, field))
