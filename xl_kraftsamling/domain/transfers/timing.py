"""Whether a transfer comes in its time: BE01, OM17 and BO02."""

import re

from xl_kraftsamling.domain.book import is_decision_recorded, read_decision_date
from xl_kraftsamling.domain.decision import CASE_NUMBER
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.tables import RECORD, Transfer
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.domain.transfers.reason import Reason, transfer_values

_REFERENCE = re.compile(rf"{CASE_NUMBER.pattern}|§ ?\d+")


def be01_no_decision(ledger: Ledger, _row: Transfer) -> Reason | None:
    """BE01: no decision by kommunstyrelsen is recorded."""
    if RECORD.name in ledger.book.missing or is_decision_recorded(ledger.book.record):
        return None
    return Reason("BE01", Answer.NO, "date", {})


def om17_too_early(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM17: the money is moved before there is any: before kommunstyrelsen's decision, or before its year."""
    since, year = read_decision_date(ledger.book.record), ledger.decision.year
    if row.date is not None and since is not None and row.date < since:
        return _impossible(row, _BEFORE_DECISION.bind(since=since))
    if row.date is not None and row.date.year < year:
        return _impossible(row, _BEFORE_YEAR.bind(year=year))
    return None


_BEFORE_DECISION = Text(
    "den är daterad före kommunstyrelsens beslut {since}", "it is dated before kommunstyrelsen's decision of {since}"
)
_BEFORE_YEAR = Text("den är daterad före beslutets år {year}", "it is dated before the decision's year {year}")
_NEVER_AGREED = Text(
    "den är återförd men har aldrig varit överenskommen, så den kan inte ha varit bokförd",
    "it is reversed but was never agreed, so it cannot have been booked",
)


def om17_never_agreed(_ledger: Ledger, row: Transfer) -> Reason | None:
    """OM17, of a reversed transfer: it never was agreed, so it cannot have been booked."""
    agreed = row.agreement or row.agreed_on or not row.unread.isdisjoint(("agreement", "agreed_on"))
    return None if agreed else _impossible(row, _NEVER_AGREED)


def bo02_carried_over(ledger: Ledger, row: Transfer) -> Reason | None:
    """BO02: money is moved after the decision's year, and no decision that carries it over is named in the comment."""
    if row.date is None or row.date.year <= ledger.decision.year or _REFERENCE.search(row.comment or ""):
        return None
    values: dict[str, Value] = {**transfer_values(row), "year": ledger.decision.year}
    return Reason("BO02", Answer.NO, "date", values, row.date)


def _impossible(row: Transfer, fault: Text) -> Reason:
    return Reason("OM17", Answer.NO, "id", {**transfer_values(row), "fault": fault}, row.status)
