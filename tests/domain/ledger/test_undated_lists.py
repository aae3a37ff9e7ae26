"""The rows of a list without dates count at any date; what needs their order in time is not tried."""

from datetime import date

import pytest

from support import build_book
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import UNBOOKED, UNDATED, UNDATED_FORECASTS
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import judge

KN, FRN = "kulturnämnden", "fritidsnämnden"


def undated(*amounts: int, status: str = "godkänt", **others: object) -> Ledger:
    rows = [{"id": f"A-{n}", "recipient": KN, "amount": amount, "status": status} for n, amount in enumerate(amounts, 1)]
    return build_book.ledger(call_offs=rows, undated=[UNDATED], **others)  # type: ignore[arg-type]


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
    assert KN in build_book.ledger(call_offs=rows, undated=[UNDATED]).unsettled


def test_the_rules_about_an_order_in_time_are_not_tried() -> None:
    open_codes = {code for code, _ in judge(undated(100_00), [], "normal").not_tried}
    assert {"AV02", "AV11", "OM04"} <= open_codes
    assert "AV01" not in open_codes


@pytest.mark.parametrize(("as_of", "spent"), [(date(2026, 5, 30), 0), (date(2026, 5, 31), 50_00)])
def test_costs_with_a_period_alone_count_from_its_last_day(as_of: date, spent: int) -> None:
    ledger = build_book.ledger(outcomes=[{"recipient": KN, "period": 202605, "amount": 50_00}], undated=[UNBOOKED], as_of=as_of)
    assert ledger.balance(KN).outcome == spent
    assert list(BY_CODE["TD06"].check(ledger)) == []


def test_costs_without_day_or_period_count_at_any_date_also_beside_dated_ones() -> None:
    rows = [{"recipient": KN, "amount": 50_00}, {"recipient": KN, "booked_on": date(2026, 9, 1), "amount": 7_00}]
    ledger = build_book.ledger(outcomes=rows, undated=[UNBOOKED], as_of=date(2026, 6, 1))
    assert ledger.balance(KN).outcome == 50_00
    (hit,) = BY_CODE["UT01"].check(ledger)
    assert hit.place.address == "Utfall!F2"


def test_a_period_that_cannot_be_read_leaves_the_outcome_unknown_where_no_day_is_there() -> None:
    ledger = build_book.ledger(outcomes=[{"recipient": KN, "amount": 50_00, "unread": ["period"]}], undated=[UNBOOKED])
    assert ledger.balance(KN).outcome is None
    assert KN not in ledger.unsettled


def test_a_forecast_without_a_date_holds_at_any_date_and_gives_way_to_a_dated_one() -> None:
    rows = [{"recipient": KN, "amount": 700_00}, {"recipient": KN, "date": date(2026, 9, 1), "amount": 600_00}]
    of = {"forecasts": rows, "undated": [UNDATED_FORECASTS]}
    assert build_book.ledger(**of, as_of=date(2026, 8, 31)).balance(KN).forecast == 700_00
    assert build_book.ledger(**of, as_of=date(2026, 9, 1)).balance(KN).forecast == 600_00


@pytest.mark.parametrize("missing", [UNDATED, "call_offs.status"])
def test_a_column_that_nobody_can_read_is_no_list_without_it(missing: str) -> None:
    rows = [{"recipient": KN, "amount": 1_00, "status": "godkänt"}]
    assert KN in build_book.ledger(call_offs=rows, missing=[missing]).unsettled
