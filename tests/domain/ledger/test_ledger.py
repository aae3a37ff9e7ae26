"""The arithmetic holds for any ledger: proved against obvious, slow reckoning day by day and row by row."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import build_book
from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import find_first_above, list_movements
from xl_kraftsamling.domain.ledger.unsettled import WrongUnit, find_wrong_unit, has_clearer_fault
from xl_kraftsamling.domain.rows import MadeRows
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, TRANSFER_STATES
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import judge

NAMES = ("kulturnämnden", "fritidsnämnden", "MKB", "grundskolenämnden")
START = date(2026, 6, 1)
DAYS = [START + timedelta(days) for days in range(8)]

names, days, amounts = st.sampled_from(NAMES), st.sampled_from(DAYS), st.integers(-20, 100)


def tables() -> st.SearchStrategy[dict[str, Any]]:
    """Small tables in which days, names and states meet often, and an amount is negative now and then."""
    row = st.fixed_dictionaries
    return row({
        "allocations": st.lists(row({"recipient": names, "amount": st.integers(0, 150)}), max_size=5),
        "call_offs": st.lists(
            row({"recipient": names, "date": days, "amount": amounts, "status": st.sampled_from(CALL_OFF_STATES)}), max_size=12
        ),
        "transfers": st.lists(
            row({"donor": names, "receiver": names, "date": days, "amount": amounts, "status": st.sampled_from(TRANSFER_STATES)}),
            max_size=8,
        ),
        "outcomes": st.lists(row({"recipient": names, "booked_on": days, "amount": amounts}), max_size=6),
        "forecasts": st.lists(row({"recipient": names, "date": days, "amount": amounts}), max_size=5),
    })  # fmt: skip


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Any ledger, seen at any of its days; its allocations are nobody's decision, so no figure is left open."""
    decision = replace(pick_shipped_decision("STK-2026-580"), grants=())
    return build_book.ledger(decision=decision, as_of=draw(days), **draw(tables()))


def slow_remaining(book: Book, name: str, day: date) -> int:
    """K as a person would add it up: one amount after the other."""
    left = sum(row.amount for row in book.allocations if row.recipient == name)
    for row in book.transfers:
        if row.status == "bokförd" and row.date <= day:
            left += row.amount * ((row.receiver == name) - (row.donor == name))
    for row in book.call_offs:
        if row.recipient == name and row.date <= day:
            left -= row.amount if row.status in ("godkänt", "utbetalt") else 0
            left += row.amount if row.status == "återfört" else 0
    return left


def slow_changes(book: Book, name: str) -> Iterator[tuple[date, bool, int, Any]]:
    """Every change of K in order: by day, what comes in first, then transfers before call-offs, each from the top."""
    for row in book.transfers:
        if row.status == "bokförd" and row.donor != row.receiver and name in (row.donor, row.receiver):
            change = row.amount if row.receiver == name else -row.amount
            yield row.date, change < 0, change, row
    for row in book.call_offs:
        if row.recipient == name and row.status in ("godkänt", "utbetalt", "återfört"):
            change = row.amount if row.status == "återfört" else -row.amount
            yield row.date, change < 0, change, row


def slow_breaking_row(book: Book, name: str, that_day: date) -> Any:
    """The first row of a day at which the running level is below zero."""
    level = sum(row.amount for row in book.allocations if row.recipient == name)
    for day, _, change, row in sorted(slow_changes(book, name), key=lambda item: item[:2]):
        level += change
        if level < 0 and day == that_day:
            return row
    return None


@given(ledgers())
def test_what_is_left_is_what_a_person_would_add_up(ledger: Ledger) -> None:
    for name in NAMES:
        for day in DAYS:
            assert ledger.remaining(name, day) == slow_remaining(ledger.book, name, day)


@given(ledgers())
def test_transferable_is_the_least_that_is_ever_left_beside_what_waits(ledger: Ledger) -> None:
    for name, balance in ledger.balances.items():
        ahead = [day for day in DAYS if day >= ledger.as_of]
        least = min(slow_remaining(ledger.book, name, day) - slow_promised(ledger.book, name, day) for day in ahead)
        asked = [row.amount for row in ledger.book.call_offs if row.recipient == name and row.status == "begärt"]
        requested = sum(amount for amount in asked if amount > 0)
        assert balance.transferable == max(0, least - requested)
        assert (balance.requested, balance.promised) == (requested, slow_promised(ledger.book, name, DAYS[-1]))


@given(ledgers())
def test_every_booked_krona_is_in_the_balances(ledger: Ledger) -> None:
    booked = [row.amount for row in ledger.book.transfers if row.status == "bokförd" and row.date <= ledger.as_of]
    balances = ledger.balances.values()
    assert sum(balance.received for balance in balances) == sum(balance.ceded for balance in balances) == sum(booked)


def slow_promised(book: Book, name: str, day: date) -> int:
    """V of the promises dated up to a day: what is not above zero, or goes to the giver itself, takes nothing."""
    rows = [row for row in book.transfers if row.donor == name != row.receiver and row.status in ("begärd", "överenskommen")]
    return sum(row.amount for row in rows if row.amount > 0 and row.date <= day)


@given(ledgers())
def test_every_overdraft_begins_on_the_day_and_with_the_row_that_a_person_would_find(ledger: Ledger) -> None:
    for name in NAMES:
        slow = [slow_remaining(ledger.book, name, day) for day in (START - timedelta(1), *DAYS)]
        begun = [day for day, before, level in zip(DAYS, slow, slow[1:], strict=False) if level < 0 <= before]
        assert ledger.levels(name).days_going_below_zero() == begun
        for day in begun:
            assert ledger.find_breaking_rows({name: day}) == {name: slow_breaking_row(ledger.book, name, day)}


@given(ledgers())
def test_the_identities_hold_for_any_ledger(ledger: Ledger) -> None:
    balances = ledger.balances.values()
    assert sum(b.disposable for b in balances) == sum(row.amount for row in ledger.book.allocations)
    assert all(b.disposable == b.outcome + b.called_off_unspent + b.remaining for b in balances)
    assert list(BY_CODE["TD06"].check(ledger)) == []


@given(ledgers(), tables())
def test_transfers_never_change_a_sum(ledger: Ledger, other: dict[str, Any]) -> None:
    moved = replace(ledger, book=replace(ledger.book, transfers=build_book.rows("transfers", other["transfers"])))
    for day in DAYS:
        assert sum(ledger.remaining(name, day) for name in NAMES) == sum(moved.remaining(name, day) for name in NAMES)
    assert sum(b.disposable for b in ledger.balances.values()) == sum(b.disposable for b in moved.balances.values())


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(ledger: Ledger, random: Any) -> None:
    names = ("allocations", "call_offs", "transfers", "outcomes", "forecasts")
    mixed = {name: MadeRows(random.sample(getattr(ledger.book, name), len(getattr(ledger.book, name)))) for name in names}
    assert replace(ledger, book=replace(ledger.book, **mixed)).balances == ledger.balances


@given(ledgers())
def test_the_forecast_is_the_latest_up_to_the_date_and_of_two_from_one_day_the_higher(ledger: Ledger) -> None:
    for name, balance in ledger.balances.items():
        known = [(r.date, r.amount) for r in ledger.book.forecasts if r.recipient == name and r.date <= ledger.as_of]
        assert balance.forecast == (max(known)[1] if known else None)


@given(ledgers())
def test_every_recipient_of_a_row_that_counts_has_a_balance(ledger: Ledger) -> None:
    assert {row.recipient for row in ledger.book.allocations} <= ledger.balances.keys()
    assert {name for name, *_ in list_movements(ledger.book)} <= ledger.balances.keys()


def test_an_allocation_below_zero_is_overdrawn_by_no_row() -> None:
    granted = [{"recipient": "MKB", "amount": -100}]
    arrived = [{"donor": "kulturnämnden", "receiver": "MKB", "date": START, "amount": 60, "status": "bokförd"}]
    ledger = build_book.ledger(allocations=granted, transfers=arrived)
    assert ledger.levels("MKB").days_going_below_zero() == [START]
    assert ledger.find_breaking_rows({"MKB": START}) == {}
    assert [finding.rule.code for finding in judge(ledger, [], "normal").findings].count("TD04") == 1


def test_a_recipient_without_rows_has_nothing_and_can_give_nothing() -> None:
    ledger = build_book.ledger()
    assert ledger.remaining("grundskolenämnden", START) == 0
    assert ledger.levels("grundskolenämnden").days_below_zero() == []
    assert "grundskolenämnden" not in ledger.balances


def test_the_recipients_of_the_decision_come_first_and_in_its_order() -> None:
    ledger = build_book.ledger(forecasts=[{"recipient": "grundskolenämnden", "date": START, "amount": 5}])
    assert list(ledger.balances) == [*pick_shipped_decision("STK-2026-580").allotted, "grundskolenämnden"]


@pytest.mark.parametrize("figure", ["allotted", "received", "ceded", "called_off", "outcome"])
def test_a_figure_that_the_program_got_wrong_is_found_by_its_own_guard(figure: str) -> None:
    call_offs = [{"recipient": "MKB", "date": START, "amount": 500, "status": "utbetalt"}]
    outcomes = [{"recipient": "MKB", "booked_on": START, "amount": 300}]
    moved = [{"donor": "MKB", "receiver": "kulturnämnden", "date": START, "amount": 50, "status": "bokförd"}]
    ledger = build_book.ledger(call_offs=call_offs, outcomes=outcomes, transfers=moved)
    assert list(BY_CODE["TD06"].check(ledger)) == []
    balance = ledger.balances["MKB"]
    ledger.balances["MKB"] = balance._replace(**{figure: getattr(balance, figure) + 1})
    hits = list(BY_CODE["TD06"].check(ledger))
    assert any(hit.values["identity"].sv.startswith("Disponibelt hos MKB, mot utfall") for hit in hits)
    assert all(hit.found != hit.expected and hit.place.address == "Saldo" for hit in hits)


def test_the_guard_leaves_alone_what_could_not_be_read_and_counts_each_outcome_that_could() -> None:
    unread = {"recipient": "MKB", "date": START, "status": "utbetalt", "unread": {"amount"}}
    ledger = build_book.ledger(call_offs=[unread])
    ledger.balances["MKB"] = ledger.balances["MKB"]._replace(allotted=1)
    assert list(BY_CODE["TD06"].check(ledger)) == []
    half = build_book.ledger(outcomes=[{"recipient": "MKB", "booked_on": START, "unread": {"amount"}}])
    assert half.balances["MKB"].called_off_unspent is None
    assert list(BY_CODE["TD06"].check(half)) == []


@pytest.mark.parametrize(("share", "wrong"), [
    (Fraction(1), None), (Fraction(1, 1_000), WrongUnit(1_000, False)), (Fraction(1, 1_000_000), WrongUnit(1_000_000, False)),
    (Fraction(1, 100), None), (Fraction(1, 3_000), None), (Fraction(1_000), WrongUnit(1_000, True)),
    (Fraction(1_000_000), WrongUnit(1_000_000, True)), (Fraction(100), None), (Fraction(2_000), None), (Fraction(700), WrongUnit(1_000, True)),
])  # fmt: skip
def test_a_sum_of_about_a_thousand_or_a_million_times_less_or_more_suggests_a_wrong_unit(share: Fraction, wrong: WrongUnit | None) -> None:
    decision = pick_shipped_decision("STK-2026-580")
    rows = build_book.rows("allocations", [{**row, "amount": int(row["amount"] * share)} for row in build_book.allocation_rows(decision)])
    assert find_wrong_unit(rows, decision) == wrong
    assert has_clearer_fault(rows, decision) == bool(wrong)


def test_a_recipient_that_occurs_twice_explains_what_is_wrong_with_the_amounts() -> None:
    decision = pick_shipped_decision("STK-2026-580")
    assert has_clearer_fault(build_book.rows("allocations", [*build_book.allocation_rows(decision), {"recipient": "MKB", "amount": 1}]), decision)


def test_the_row_that_goes_above_a_limit_is_the_first_in_time_not_in_the_sheet() -> None:
    first, later = date(2026, 1, 1), date(2026, 2, 1)
    rows = [(later, 5, "b"), (first, 5, "a"), (later, 5, "c")]
    assert [find_first_above(rows, limit) for limit in (-1, 4, 5, 9, 10, 14, 15)] == ["a", "a", "b", "b", "c", "c", None]


def test_a_text_names_a_transfer_by_its_id_and_none_without_one() -> None:
    nameless = build_book.transfer(1, "MKB", "fritidsnämnden", 100) | {"id": None}
    named = build_book.transfer(2, "kulturnämnden", "fritidsnämnden", 100)
    booked = build_book.ledger(transfers=[nameless, named]).booked
    assert booked.donors_of("fritidsnämnden", "enligt O-2", date(2026, 12, 31)) == {"kulturnämnden"}
    assert booked.donors_of("fritidsnämnden", "O-1", date(2026, 12, 31)) == set()
