"""What rows add to the figures: every figure is a sum over them."""

from collections import Counter
from datetime import date

from hypothesis import given

from support import build_book
from support.random_ledgers import odd_ledgers
from xl_kraftsamling.domain.ledger.contributions import (
    FIGURES,
    find_deciding_day,
    list_contributions,
    list_spare_parts,
    measure_spare,
)
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import STATED_BALANCES

KN, FRN = "kulturnämnden", "fritidsnämnden"
COSTS = [{"recipient": KN, "booked_on": date(2026, 8, 1), "amount": 70_00}, {"recipient": None, "booked_on": date(2026, 8, 1), "amount": 1}]


def sum_parts(ledger: Ledger) -> dict[str, Counter[str]]:
    days = {name: find_deciding_day(ledger, name) for name in ledger.balances}
    sums: dict[str, Counter[str]] = {name: Counter() for name in ledger.balances}
    for each in (*list_contributions(ledger, ledger.book), *list_spare_parts(ledger, days, ledger.book)):
        sums[each.recipient][each.part] += each.amount
    return sums


def test_the_figures_are_those_of_the_sheet_saldo() -> None:
    assert list(FIGURES) == [column.field for column in STATED_BALANCES.columns[1:]]


@given(odd_ledgers)
def test_the_rows_of_a_recipient_add_up_to_each_of_its_figures(ledger: Ledger) -> None:
    for name, parts in sum_parts(ledger).items():
        balance = ledger.balance(name)
        for figure in ("allotted", "received", "ceded", "disposable", "called_off", "requested", "remaining"):
            assert sum(weight * parts[part] for part, weight in FIGURES[figure].items()) == getattr(balance, figure), figure
        assert parts["spare"] == measure_spare(ledger, name, find_deciding_day(ledger, name))
        assert max(0, parts["spare"]) == balance.transferable


def test_costs_and_the_latest_forecast_are_rows_too() -> None:
    forecasts = [{"recipient": KN, "date": date(2026, 6, 1), "amount": 500_00}, {"recipient": KN, "date": date(2026, 9, 1), "amount": 450_00}]
    ledger = build_book.ledger(outcomes=COSTS, forecasts=forecasts, call_offs=[build_book.call_off(1, KN, 90_00, "godkänt")])
    parts = sum_parts(ledger)[KN]
    assert (parts["outcome"], parts["forecast"], parts["called_off"]) == (70_00, 450_00, 90_00)


def test_what_has_no_recipient_or_amount_adds_nothing_and_a_recipient_that_is_not_asked_for_is_left_out() -> None:
    bare = {"status": "bokförd", "date": date(2026, 9, 1), "amount": 5_00}
    ledger = build_book.ledger(
        allocations=[{"recipient": KN, "amount": None}, {"recipient": None, "amount": 1}, {"recipient": FRN, "amount": 9_00}],
        transfers=[{**bare, "donor": None, "receiver": KN}, {**bare, "donor": FRN, "receiver": None}, build_book.transfer(3, FRN, KN, 2_00, "begärd")],
        call_offs=[
            build_book.call_off(1, FRN, 1_00, "begärt"), {**build_book.call_off(2, FRN, 1_00, "godkänt"), "amount": None},
            build_book.call_off(3, FRN, 1_00, "avslaget"),
        ],
    )  # fmt: skip
    assert {(each.recipient, each.part, each.amount) for each in list_contributions(ledger, ledger.book)} == {
        (FRN, "allotted", 9_00), (KN, "received", 5_00), (FRN, "ceded", 5_00), (FRN, "requested", 1_00),
    }  # fmt: skip
    assert list(list_spare_parts(ledger, {}, ledger.book)) == []
