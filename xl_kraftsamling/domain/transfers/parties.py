"""Who gives and who receives: VD08, OM06 and OM10 to OM14."""

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.recipients import BOARD, COMPANY, EXECUTIVE, OFFICE
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.reason import Reason, to_ore, transfer_values


def vd08_unknown_recipient(ledger: Ledger, row: Transfer) -> Reason | None:
    """VD08: the donor or the receiver is not in the register."""
    for field, heading, name in (("donor", "Givare", row.donor), ("receiver", "Mottagare", row.receiver)):
        if name is not None and ledger.decision.register.kind(name) is None:
            near = ledger.decision.register.nearest(name)
            question = Text(f" Menas {near}?", f" Is it {near}?") if near else ""
            return Reason("VD08", Answer.NO, field, {"heading": heading, "found": name, "question": question}, name)
    return None


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


def om10_to_company(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM10: the receiver is a company, such as MKB."""
    return _point(ledger, row, "OM10", "company_receives") if _kind(ledger, row.receiver) == COMPANY else None


def om11_from_company(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM11: the donor is a company, such as MKB."""
    return _point(ledger, row, "OM11", "company_gives") if _kind(ledger, row.donor) == COMPANY else None


def om12_to_another_board(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM12: the receiver is a nämnd that the decision grants nothing itself."""
    granted = ledger.decision.allotted
    outside = granted and row.receiver not in granted and row.receiver != EXECUTIVE
    return _point(ledger, row, "OM12", "outside_receives") if outside and _kind(ledger, row.receiver) == BOARD else None


def om13_to_executive(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM13: the receiver is kommunstyrelsen."""
    return _point(ledger, row, "OM13", "executive_receives") if row.receiver == EXECUTIVE else None


def om14_to_office(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM14: the receiver is a förvaltning and no nämnd: stadskontoret."""
    return _point(ledger, row, "OM14", "office_receives") if _kind(ledger, row.receiver) == OFFICE else None


def _kind(ledger: Ledger, name: str | None) -> str | None:
    return ledger.decision.register.kind(name) if name else None


def _point(ledger: Ledger, row: Transfer, code: str, point: str) -> Reason | None:
    """The reason of an open point; None where the decision's file settles it with ja, except for OM12, a mere note."""
    answer = ledger.decision.answer(point)
    if answer is Answer.YES and code != "OM12":
        return None
    field = "donor" if code == "OM11" else "receiver"
    return Reason(code, answer, field, transfer_values(row), getattr(row, field))
