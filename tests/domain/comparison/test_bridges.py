"""The rows that explain a difference add up to it, to the öre."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from support import build_book
from support.amended_ledgers import amended_ledgers
from support.random_ledgers import odd_ledgers
from xl_kraftsamling.domain.comparison.bridges import NEVER_BELOW_ZERO, PAID_BACK, Bridge, build_bridges
from xl_kraftsamling.domain.comparison.pairing import pair_books
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.decision_points import Repayment
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.rows import MadeRows

KN, FRN, FSKN = "kulturnämnden", "fritidsnämnden", "förskolenämnden"


def bridge_all(before: Ledger, after: Ledger) -> dict[str, Bridge]:
    return {bridge.recipient: bridge for bridge in build_bridges(before, after, pair_books(before.book, after.book).values())}


def add_up(bridge: Bridge, figure: str) -> int:
    rest = sum(each.effects.get(figure, 0) for each in bridge.remainders)
    return sum(row.effects.get(figure, 0) for row in bridge.rows) + rest


@given(odd_ledgers, odd_ledgers)
def test_of_any_two_ledgers_every_known_difference_is_explained(before: Ledger, after: Ledger) -> None:
    bridges = bridge_all(before, after)
    assert bridges.keys() == {*before.balances, *after.balances}
    for name, bridge in bridges.items():
        for figure, change in bridge.figures.items():
            known = [name not in ledger.unsettled for ledger in (before, after)]
            if all(known):
                old, new = (getattr(ledger.balance(name), figure) or 0 for ledger in (before, after))
                assert change.difference == new - old == add_up(bridge, figure), figure
            else:
                assert change.difference is None
                assert [bool(side.open_cells) for side in change] == [not each for each in known]


@given(amended_ledgers(), amended_ledgers())
def test_what_the_decision_changes_on_its_days_is_explained_too(before: Ledger, after: Ledger) -> None:
    for name, bridge in bridge_all(before, after).items():
        for figure, change in bridge.figures.items():
            old, new = (getattr(ledger.balance(name), figure) or 0 for ledger in (before, after))
            assert change.difference is None or change.difference == new - old == add_up(bridge, figure), figure


def test_a_repayment_by_a_recipient_without_an_allocation_is_a_line_of_its_own() -> None:
    decision = replace(pick_shipped_decision("STK-2026-580"), grants=())
    paid = replace(decision, repayments=(Repayment(date(2026, 7, 1), KN, 40_00, ""),))
    bridge = bridge_all(build_book.ledger(decision=decision, allocations=[]), build_book.ledger(decision=paid, allocations=[]))[KN]
    paid_back = bridge.remainders[0]
    assert (paid_back.why, paid_back.effects["allotted"], paid_back.effects["remaining"]) == (PAID_BACK, -40_00, -40_00)
    assert add_up(bridge, "disposable") == bridge.figures["disposable"].difference == -40_00


@given(odd_ledgers)
def test_a_ledger_does_not_differ_from_itself(ledger: Ledger) -> None:
    for bridge in bridge_all(ledger, ledger).values():
        assert not bridge.moves_money
        assert (list(bridge.rows), list(bridge.remainders)) == ([], [])


@given(odd_ledgers, st.data())
def test_only_the_rows_that_were_changed_explain_a_difference(ledger: Ledger, data: st.DataObject) -> None:
    rows: list[Any] = list(ledger.book.call_offs)
    changed = data.draw(st.sets(st.sampled_from(range(len(rows)))) if rows else st.just(set()))
    for number in changed:
        rows[number] = rows[number]._replace(amount=(rows[number].amount or 0) + 100, unread=frozenset())
    after = replace(ledger, book=replace(ledger.book, call_offs=MadeRows(rows)))
    explaining = {row.pair.after.id for bridge in bridge_all(ledger, after).values() for row in bridge.rows}
    assert explaining <= {rows[number].id for number in changed}


def test_money_that_a_transfer_moves_is_explained_at_both_ends() -> None:
    before = build_book.ledger()
    after = build_book.ledger(transfers=[build_book.transfer(1, FRN, KN, 300_00)])
    bridges = bridge_all(before, after)
    assert dict(bridges[FRN].rows[0].effects) == {"ceded": 300_00, "disposable": -300_00, "remaining": -300_00, "transferable": -300_00}
    assert dict(bridges[KN].rows[0].effects) == {"received": 300_00, "disposable": 300_00, "remaining": 300_00, "transferable": 300_00}
    assert not bridges[FSKN].moves_money


def test_a_row_whose_recipient_was_changed_explains_both() -> None:
    row = build_book.call_off(1, FRN, 50_00, "godkänt")
    bridges = bridge_all(build_book.ledger(call_offs=[row]), build_book.ledger(call_offs=[{**row, "recipient": KN}]))
    assert (bridges[FRN].rows[0].effects["called_off"], bridges[KN].rows[0].effects["called_off"]) == (-50_00, 50_00)
    assert [change.column.field for change in bridges[KN].rows[0].changes] == ["recipient"]


def test_a_row_that_has_not_changed_explains_a_difference_where_its_day_has_come() -> None:
    rows = [build_book.call_off(1, KN, 50_00, "godkänt", date(2026, 9, 15))]
    bridge = bridge_all(build_book.ledger(call_offs=rows, as_of=date(2026, 8, 31)), build_book.ledger(call_offs=rows))[KN]
    assert [(row.changes, dict(row.effects)) for row in bridge.rows] == [([], {"called_off": 50_00, "remaining": -50_00, "called_off_unspent": 50_00})]


def test_of_forecasts_the_one_that_held_and_the_one_that_holds_explain_the_difference() -> None:
    old = [{"recipient": KN, "date": date(2026, 6, 1), "amount": 500_00}]
    new = [*old, {"recipient": KN, "date": date(2026, 9, 1), "amount": 450_00}]
    bridge = bridge_all(build_book.ledger(forecasts=old), build_book.ledger(forecasts=new))[KN]
    assert [row.effects["forecast"] for row in bridge.rows] == [-500_00, 450_00]
    none = bridge_all(build_book.ledger(), build_book.ledger(forecasts=old))[KN].figures["forecast"]
    assert (none.before.ore, none.after.ore, none.difference) == (None, 500_00, 500_00)


def test_what_no_row_explains_of_omega_is_named() -> None:
    granted = build_book.ledger().balance(KN).allotted
    before, after = (
        build_book.ledger(call_offs=[build_book.call_off(1, KN, granted + more, "godkänt", date(2026, month, 1))]) for more, month in ((-2_00, 11), (15_00, 12))
    )
    bridge = bridge_all(before, after)[KN]
    assert bridge.figures["transferable"].difference == -2_00
    assert add_up(bridge, "transferable") == -2_00
    assert [(each.why, each.effects) for each in bridge.remainders] == [(NEVER_BELOW_ZERO, {"transferable": 15_00})]


def test_that_another_day_decides_is_named_with_both_days() -> None:
    calls = [build_book.call_off(1, KN, 1_00, "godkänt", date(2026, 10, 1)), build_book.call_off(2, KN, 5_00, "godkänt", date(2026, 12, 1))]
    back = [build_book.call_off(3, KN, 9_00, "återfört", date(2026, 11, 15))]
    bridge = bridge_all(build_book.ledger(call_offs=calls), build_book.ledger(call_offs=[*calls, *back]))[KN]
    (rest,) = bridge.remainders
    assert "2026-10-01 i stället för 2026-12-01" in rest.why.fill("sv", {})
    assert add_up(bridge, "transferable") == bridge.figures["transferable"].difference == 5_00


def test_a_figure_that_a_cell_leaves_unknown_is_never_zero_and_the_row_is_named() -> None:
    right = build_book.call_off(1, KN, 50_00, "godkänt")
    wrong = {**right, "amount": None, "unread": {"amount"}}
    bridge = bridge_all(build_book.ledger(call_offs=[right]), build_book.ledger(call_offs=[wrong]))[KN]
    change = bridge.figures["called_off"]
    assert (change.before.ore, change.after.ore, change.difference) == (50_00, None, None)
    assert [cell.address for cell in change.after.open_cells] == ["Avrop!E2"]
    assert bridge.moves_money
    added = bridge_all(build_book.ledger(), build_book.ledger(call_offs=[wrong]))[KN]
    assert [(row.pair.before, dict(row.effects)) for row in added.rows] == [(None, {})]


def test_an_outcome_that_is_unknown_alone_leaves_the_rest_known() -> None:
    cost = {"recipient": KN, "booked_on": date(2026, 9, 1), "amount": 5_00}
    bridge = bridge_all(build_book.ledger(outcomes=[cost]), build_book.ledger(outcomes=[cost, {**cost, "amount": None, "unread": {"amount"}}]))[KN]
    unknown = {name for name, change in bridge.figures.items() if not change.is_known}
    assert unknown == {"outcome", "called_off_unspent"}


def test_rows_that_balance_each_other_move_money_all_the_same() -> None:
    def calls(first: int, second: int) -> Ledger:
        return build_book.ledger(call_offs=[build_book.call_off(1, KN, first, "godkänt"), build_book.call_off(2, KN, second, "godkänt")])

    bridge = bridge_all(calls(5_00, 6_00), calls(6_00, 5_00))[KN]
    assert {change.difference for change in bridge.figures.values()} == {0}
    assert bridge.moves_money
