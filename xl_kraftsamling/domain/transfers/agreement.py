"""The agreement with stadskontoret that a transfer rests on: OM01, OM02, OM03, OM09 and OM18.

A transfer needs it from *överenskommen* on; while it is only asked for, what is missing is still to be done.
"""

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.states import BINDING, YES
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.reason import Reason, to_ore, transfer_values

_WHAT = {
    "agreement": Text("överenskommelsens referens", "the agreement's reference"),
    "agreed_on": Text("överenskommelsens datum", "the agreement's date"),
}


def om01_no_agreement(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM01: no agreement is named, or no date for it; at the first cell that is empty."""
    if not row.unread.isdisjoint(_WHAT):
        return None
    field = "agreement" if row.agreement is None else "agreed_on" if row.agreed_on is None else None
    if field is None:
        return None
    values = {**transfer_values(row), "what": _WHAT[field], "party": ledger.decision.party}
    return Reason("OM01", _required(row), field, values, expected=_WHAT[field])


def om02_late_agreement(_ledger: Ledger, row: Transfer) -> Reason | None:
    """OM02: the agreement is dated after the transfer; the same day is right."""
    if row.agreed_on is None or row.date is None or row.agreed_on <= row.date:
        return None
    values = {**transfer_values(row), "agreed_on": row.agreed_on}
    return Reason("OM02", _required(row), "agreed_on", values, found=row.agreed_on, expected=row.date)


def om03_wrong_party(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM03: the agreement is with somebody else than the decision's party, or does not say with whom."""
    party = ledger.decision.party
    silent = row.party is None and (row.agreement is None or "party" in row.unread)
    if silent or (row.party and ledger.decision.register.recognise(row.party).name == party):
        return None
    other = row.party or Text("ingen angiven part", "no named party")
    return Reason("OM03", _required(row), "party", {**transfer_values(row), "other": other, "party": party}, row.party, party)


def om18_agreed_less(_ledger: Ledger, row: Transfer) -> Reason | None:
    """OM18: the agreed amount is smaller than the transfer."""
    if row.amount is None or row.agreed_amount is None or row.agreed_amount >= row.amount:
        return None
    short = Ore(row.amount - row.agreed_amount)
    values = {**transfer_values(row), "agreed": to_ore(row.agreed_amount), "short": short}
    return Reason("OM18", _required(row), "agreed_amount", values, to_ore(row.agreed_amount), to_ore(row.amount), short)


def om09_not_declared(_ledger: Ledger, row: Transfer) -> Reason | None:
    """OM09: the donor has not declared the money unused, or has declared that it is used."""
    if row.declared_unused == YES or "declared_unused" in row.unread:
        return None
    answer = Answer.YES if row.declared_unused is None else Answer.OPEN
    return Reason("OM09", answer, "declared_unused", transfer_values(row), row.declared_unused, YES)


def _required(row: Transfer) -> Answer:
    return Answer.NO if row.status in BINDING else Answer.YES
