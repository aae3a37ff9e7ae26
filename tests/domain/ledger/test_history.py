"""A recipient's year, event by event."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from support import build_book
from support.random_ledgers import NAMES, ledgers
from xl_kraftsamling.domain.ledger.history import list_events
from xl_kraftsamling.domain.ledger.ledger import Ledger

FRN = "fritidsnämnden"
KN = "kulturnämnden"
FSKN = "förskolenämnden"
LATER = date(2026, 10, 20)
some = settings(max_examples=200, deadline=None)


@some
@given(ledger=ledgers)
def test_the_last_event_leaves_the_figures_of_the_balance(ledger: Ledger) -> None:
    ledger = replace(ledger, as_of=date.max)
    for name in NAMES:
        events, balance = list(list_events(ledger, name)), ledger.balance(name)
        if events:
            figures = events[-1].figures
            assert (figures.disposable, figures.called_off, figures.remaining) == (
                balance.disposable, balance.called_off, balance.remaining,
            )  # fmt: skip
            assert (figures.requested, figures.outcome) == (balance.requested, balance.outcome)
            assert [event.day for event in events] == sorted((event.day for event in events), key=lambda day: day or date.min)


def test_what_comes_in_on_a_day_is_before_what_goes_out() -> None:
    ledger = build_book.ledger(
        allocations=[{"recipient": FSKN, "amount": 10_00}],
        transfers=[build_book.transfer(1, FSKN, KN, 5_00), build_book.transfer(2, FRN, FSKN, 50_00), build_book.transfer(3, FSKN, KN, 1_00, "begärd")],
        call_offs=[build_book.call_off(1, FSKN, 55_00, "utbetalt"), build_book.call_off(2, FSKN, 5_00, "återfört"), build_book.call_off(3, FSKN, 2_00, "begärt")],
        outcomes=[{"recipient": FSKN, "booked_on": LATER, "amount": 30_00, "voucher": "V-1"}],
    )  # fmt: skip
    assert [(event.what.sv, event.change, event.figures.remaining) for event in list_events(ledger, FSKN)] == [
        ("tilldelning", 10_00, 10_00), ("mottaget", 50_00, 60_00), ("återföring", -5_00, 65_00), ("avstått", -5_00, 60_00),
        ("väntande omfördelning", 1_00, 60_00), ("avrop", 55_00, 5_00), ("begärt avrop", 2_00, 5_00), ("utfall", 30_00, 5_00),
    ]  # fmt: skip


def test_a_row_that_could_take_nothing_waits_in_neither_figure() -> None:
    ledger = build_book.ledger(
        call_offs=[build_book.call_off(1, FSKN, -5_00, "begärt"), build_book.call_off(2, FSKN, 2_00, "begärt")],
        transfers=[build_book.transfer(1, FSKN, KN, -3_00, "begärd"), build_book.transfer(2, FSKN, KN, 1_00, "begärd")],
    )
    figures = [event.figures for event in list_events(ledger, FSKN)][-1]
    assert (figures.requested, figures.waiting) == (ledger.balance(FSKN).requested, 1_00) == (2_00, 1_00)
