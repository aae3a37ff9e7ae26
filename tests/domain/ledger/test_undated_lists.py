"""The call-offs of a list without dates count at any date; what needs their order in time is not tried."""

from datetime import date

import pytest

from support import build_book
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import UNDATED
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import judge

KN, FRN = "kulturnämnden", "fritidsnämnden"


def undated(*amounts: int, status: str = "godkänt", **others: object) -> Ledger:
    rows = [{"id": f"A-{n}", "recipient": KN, "amount": amount, "status": status} for n, amount in enumerate(amounts, 1)]
    return build_book.ledger(call_offs=rows, missing=[UNDATED], **others)  # type: ignore[arg-type]


@pytest.mark.parametrize("as_of", [date(2026, 1, 1), date(2026, 12, 31)])
def test_undated_call_offs_count_at_any_date(as_of: date) -> None:
    ledger = undated(100_000_00, 50_000_00, as_of=as_of)
    assert KN not in ledger.unsettled
    assert (ledger.balance(KN).called_off, ledger.balance(KN).remaining) == (150_000_00, 650_000_00)
    assert ledger.transferable(KN, as_of) == 650_000_00
    assert list(BY_CODE["TD06"].check(ledger)) == []


def test_undated_reversals_give_their_amount_back() -> None:
    assert undated(50_000_00, status="återfört").balance(KN).called_off == -50_000_00


def test_an_overdraft_is_found_at_the_first_row_that_does_not_fit_in_the_order_of_the_list() -> None:
    ledger = undated(500_000_00, 400_000_00, 1_00)
    (hit,) = BY_CODE["AV01"].check(ledger)
    assert (hit.place.address, hit.values["over"]) == ("Avrop!E3", 100_001_00)
    assert hit.message is not None
    assert "listans ordning är A-2" in hit.message.fill("sv", hit.values)


def test_money_that_comes_in_covers_undated_call_offs_whenever_they_were() -> None:
    moved = {"id": "O-1", "date": date(2026, 6, 1), "donor": FRN, "receiver": KN, "amount": 200_000_00, "status": "bokförd", **build_book.AGREEMENT}
    assert list(BY_CODE["AV01"].check(undated(900_000_00, transfers=[moved]))) == []


def test_a_date_that_cannot_be_read_in_a_list_without_dates_beside_it_still_leaves_its_recipient_open() -> None:
    rows = [{"recipient": KN, "amount": 1_00, "status": "godkänt", "unread": ["date"]}]
    assert KN in build_book.ledger(call_offs=rows, missing=[UNDATED]).unsettled


def test_the_rules_about_an_order_in_time_are_not_tried() -> None:
    open_codes = {code for code, _ in judge(undated(100_00), [], "normal").not_tried}
    assert {"AV02", "AV11", "OM04"} <= open_codes
    assert "AV01" not in open_codes
