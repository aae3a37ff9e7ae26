"""F is F(d): each part of an allocation counts from the day on which it was decided, for any decision and any rows."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support import build_book
from support.amended import CHANGED, amended, repaid
from support.amended_ledgers import DAYS, KN, NAMES, days, decisions, movements, names, row, rows_of
from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.decision_points import Repayment
from xl_kraftsamling.domain.ledger.allotments import list_repayments, name_cause
from xl_kraftsamling.domain.ledger.history import list_events
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.trace import trace_money
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.rules import BY_CODE

many = settings(max_examples=150, deadline=None)


def slow_allotted(decision: Decision, name: str, day: date) -> int:
    """F as a person would find it: the last word of the decision up to the day, less what was paid back by then."""
    amount = decision.allotted.get(name, 0)
    for each in decision.amendments:
        if each.day <= day:
            amount = next((grant.amount for grant in each.grants if grant.recipient == name), amount)
    return amount - sum(paid.amount for paid in decision.repayments if paid.recipient == name and paid.day <= day)


def slow_free(ledger: Ledger, name: str, day: date) -> int:
    """K less what is requested, and less each promise from its day on."""
    book, left = ledger.book, slow_allotted(ledger.decision, name, day)
    for each in book.call_offs:
        if each.recipient == name:
            counts = {"godkänt": -1, "utbetalt": -1, "återfört": 1}.get(each.status or "", 0) if each.date <= day else 0
            left += counts * each.amount - (each.amount if each.status == "begärt" else 0)
    for moved in book.transfers:
        if moved.date <= day and moved.donor != moved.receiver:
            left -= moved.amount if moved.donor == name else 0
            left += moved.amount if moved.receiver == name and moved.status == "bokförd" else 0
    return left


@many
@given(decisions(), movements(), days)
def test_what_is_allotted_on_a_day_is_what_the_decision_says_on_that_day(decision: Decision, moved: dict[str, Any], day: date) -> None:
    ledger = build_book.ledger(decision=decision, as_of=day, allocations=rows_of(decision), **moved)
    for name in decision.recipients:
        assert ledger.balance(name).allotted == slow_allotted(decision, name, day)


@many
@given(decisions(), movements(), days)
def test_what_can_be_given_away_looks_over_every_change_to_come(decision: Decision, moved: dict[str, Any], day: date) -> None:
    ledger = build_book.ledger(decision=decision, as_of=day, allocations=rows_of(decision), **moved)
    later = [day, *(each for each in DAYS if each > day)]
    for name in decision.recipients:
        assert ledger.transferable(name, day) == max(0, min(slow_free(ledger, name, each) for each in later))


@many
@given(decisions(), movements(), days)
def test_no_identity_is_broken_and_all_parts_add_up_to_the_sheet(decision: Decision, moved: dict[str, Any], day: date) -> None:
    rows = rows_of(decision)
    ledger = build_book.ledger(decision=decision, as_of=day, allocations=rows, **moved)
    assert list(BY_CODE["TD06"].check(ledger)) == []
    paid = sum(each.amount for each in decision.repayments)
    at_the_end = replace(ledger, as_of=date(2026, 12, 31))
    assert sum(balance.allotted for balance in at_the_end.balances.values()) == sum(each["amount"] for each in rows) - paid
    for name in decision.recipients:
        events = list(list_events(ledger, name))
        if events:
            assert events[-1].figures.disposable == at_the_end.balance(name).disposable


@many
@given(decisions(), days, days)
def test_a_sheet_that_has_taken_in_less_counts_no_more_than_it_has(decision: Decision, taken: date, day: date) -> None:
    decision = replace(decision, repayments=())
    ledger = build_book.ledger(decision=decision, as_of=day, allocations=rows_of(decision, taken))
    found = {hit.values["recipient"] for hit in BY_CODE["TD01"].check(ledger)}
    for name in decision.recipients:
        amounts = [grant.amount for _, grant in decision.list_stages(name)]
        held = decision.allotted_on(taken).get(name, 0)
        if amounts.count(held) == 1:  # otherwise one cannot see how far the sheet has come
            assert ledger.balance(name).allotted == slow_allotted(decision, name, min(taken, day))
            assert (name in found) == (slow_allotted(decision, name, day) != held and taken < day)


@many
@given(decisions(), movements(), days, st.lists(row({"recipient": names, "amount": st.integers(0, 150)}), max_size=4))
def test_a_decision_without_later_points_changes_no_figure(decision: Decision, moved: dict[str, Any], day: date, rows: list[dict[str, Any]]) -> None:
    plain = replace(decision, amendments=(), repayments=())
    bare = replace(plain, grants=())  # whatever it grants, the sheet is what counts
    with_grants, without = (build_book.ledger(decision=each, as_of=day, allocations=rows, **moved) for each in (plain, bare))
    for name in NAMES:
        assert with_grants.balance(name) == without.balance(name)
        assert with_grants.balance(name).allotted == sum(each["amount"] for each in rows if each["recipient"] == name)


@many
@given(decisions(), days, days)
def test_a_cut_to_come_is_held_back_whether_or_not_the_sheet_has_it(decision: Decision, taken: date, day: date) -> None:
    decision = replace(decision, repayments=())
    sheets = [rows_of(decision, until) for until in (max(taken, day), date.max)]
    early, late = (build_book.ledger(decision=decision, as_of=day, allocations=rows) for rows in sheets)
    for name in decision.recipients:
        assert early.transferable(name, day) == late.transferable(name, day)


def test_a_cut_that_the_sheet_has_not_yet_is_in_the_year_of_the_recipient_from_its_day() -> None:
    decision = amended({CHANGED: {KN: 900_000_00}, date(2026, 10, 1): {KN: 300_000_00}})
    ledger = build_book.ledger(decision=decision, as_of=date(2026, 9, 1), allocations=[{"recipient": KN, "amount": 800_000_00}])
    assert (ledger.balance(KN).allotted, ledger.transferable(KN, date(2026, 9, 1))) == (800_000_00, 300_000_00)
    assert [(event.day, event.change) for event in list_events(ledger, KN)] == [(None, 800_000_00), (date(2026, 10, 1), -500_000_00)]


def test_an_amount_that_the_decision_never_states_counts_from_the_beginning() -> None:
    decision = amended({CHANGED: {KN: 900_000_00}})
    ledger = build_book.ledger(decision=decision, as_of=date(2026, 7, 1), allocations=[{"recipient": KN, "amount": 850_000_00}])
    assert ledger.balance(KN).allotted == 850_000_00
    assert ledger.amendments == ()


def test_rows_without_an_amount_or_a_recipient_take_in_nothing() -> None:
    decision = amended({CHANGED: {KN: 900_000_00}})
    rows = [{"recipient": KN, "unread": ["amount"]}, {"amount": 900_000_00, "unread": ["recipient"]}]
    assert build_book.ledger(decision=decision, allocations=rows).amendments == ()


def test_the_year_of_a_recipient_shows_each_change_on_its_day() -> None:
    decision = amended({CHANGED: {KN: 900_000_00}}, repayments=(Repayment(date(2026, 9, 1), KN, 50_000_00, "V 7"),))
    ledger = build_book.ledger(decision=decision, allocations=rows_of(decision))
    events = [(event.day, event.what.sv, event.change, event.figures.disposable) for event in list_events(ledger, KN)]
    assert events == [
        (None, "tilldelning", 800_000_00, 800_000_00), (CHANGED, "ändrad tilldelning", 100_000_00, 900_000_00),
        (date(2026, 9, 1), "återbetalning", -50_000_00, 850_000_00),
    ]  # fmt: skip
    steps = [(step.stage.sv, step.day, step.amount, step.source) for step in trace_money(ledger, KN)]
    assert steps == [
        ("beslut", None, 800_000_00, "STK-2026-580 § 266, punkt 1"), ("beslut", CHANGED, 100_000_00, "STK-2026-1201 § 301"),
        ("tilldelning", None, 800_000_00, ""), ("tilldelning", CHANGED, 100_000_00, "STK-2026-1201 § 301"),
        ("återbetalning", date(2026, 9, 1), -50_000_00, "V 7"),
    ]  # fmt: skip
    before = replace(ledger, as_of=date(2026, 7, 31))
    assert [(step.stage.sv, step.amount) for step in trace_money(before, KN)] == [("beslut", 800_000_00), ("tilldelning", 800_000_00)]


def test_a_repayment_of_somebody_who_was_granted_nothing_stands_at_the_heading() -> None:
    decision = repaid((CHANGED, "miljönämnden", 5_00))
    ((_, _, _, (row,), _),) = list_repayments(build_book.ledger(decision=decision).book, decision)
    assert (row.block.cell("amount", row.line), name_cause(row)) == (Place("Tilldelning", 1, 3), Text("återbetalning", "repayment"))
    ((_, _, _, (nowhere,), _),) = list_repayments(Book(), decision)
    assert nowhere.block.cell("amount", nowhere.line) == Place("Tilldelning", 0, 1)
