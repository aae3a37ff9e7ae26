"""The rules beside a decision that changes, has last days, and whose money is paid back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from support import build_book
from support.amended import CHANGED, amended, due, repaid
from support.rule_hits import KN, call_off, find_cells, find_hits, transfer
from xl_kraftsamling.domain.decision import Decision, pick_shipped_decision
from xl_kraftsamling.domain.decision_points import Adoption
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.tables import RECORD
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer, propose
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import judge

OURS = pick_shipped_decision("STK-2026-580")
RAISED = amended({CHANGED: {KN: 900_000_00}})
LOWERED = amended({CHANGED: {KN: 300_000_00}})
BEFORE = CHANGED - timedelta(1)
NEW, AFTER = "miljönämnden", date(2027, 2, 28)


def rows_with(**amounts: int) -> list[dict[str, Any]]:
    """The allocations of the proposal, with other amounts in öre for some; None takes a row away."""
    named = {"kn": KN, "mkb": "MKB", "new": NEW}
    held = OURS.allotted | {named[name]: amount for name, amount in amounts.items()}
    return [{"recipient": name, "amount": amount} for name, amount in held.items() if amount is not None]


def find_codes(decision: Decision, as_of: date, **given: Any) -> set[str]:
    return {finding.rule.code for finding in judge(build_book.ledger(decision=decision, as_of=as_of, **given), [], "normal").findings}


@pytest.mark.parametrize(
    ("as_of", "amount", "expected"),
    [
        (BEFORE, 800_000_00, None), (BEFORE, 900_000_00, None), (CHANGED, 900_000_00, None), (CHANGED, 800_000_00, 900_000_00),
        (BEFORE, 850_000_00, 800_000_00), (CHANGED, 850_000_00, 900_000_00),
    ],
)  # fmt: skip
def test_an_allocation_is_right_that_has_taken_in_what_is_decided_by_the_date(as_of: date, amount: int, expected: int | None) -> None:
    given: dict[str, Any] = {"decision": RAISED, "as_of": as_of, "allocations": rows_with(kn=amount)}
    assert [hit.expected for hit in find_hits("TD01", **given)] == ([expected] if expected else [])
    assert len(find_hits("TD02", **given)) == bool(expected)


def test_the_message_says_since_when_and_by_which_decision() -> None:
    (hit,) = find_hits("TD01", decision=RAISED, allocations=rows_with())
    assert "beviljar 900 000 kr, från och med 2026-08-01 enligt STK-2026-1201 § 301: skillnaden är −100 000 kr".replace(" ", "\xa0") in (
        BY_CODE["TD01"].compose_message("sv", hit.values).replace(" ", "\xa0")
    )
    assert "from 2026-08-01 on by STK-2026-1201 § 301" in BY_CODE["TD01"].compose_message("en", hit.values)


def test_a_recipient_that_is_granted_money_later_is_missing_from_then_on() -> None:
    later = amended({CHANGED: {NEW: 250_000_00}})
    assert find_codes(later, BEFORE, allocations=rows_with()).isdisjoint({"TD02", "TD05", "KO01"})
    assert find_codes(later, CHANGED, allocations=rows_with()) >= {"TD02", "TD05", "KO01"}
    for as_of in (BEFORE, CHANGED):
        assert find_codes(later, as_of, allocations=rows_with(new=250_000_00)).isdisjoint({"TD01", "TD02", "TD04", "TD05"})
    ledger = build_book.ledger(decision=later, as_of=BEFORE, allocations=rows_with(new=250_000_00))
    assert [ledger.remaining(NEW, day) for day in (BEFORE, CHANGED)] == [0, 250_000_00]


def test_a_recipient_whose_money_is_withdrawn_keeps_its_row_with_zero() -> None:
    withdrawn = amended({CHANGED: {"MKB": 0}})
    for rows in (rows_with(mkb=0), rows_with(mkb=None)):  # type: ignore[arg-type]
        assert find_codes(withdrawn, CHANGED, allocations=rows).isdisjoint({"TD01", "TD02", "TD04", "TD05"})
    assert "TD04" in find_codes(OURS, CHANGED, allocations=rows_with(mkb=0))
    assert "TD04" in find_codes(RAISED, CHANGED, allocations=rows_with(kn=0))
    ledger = build_book.ledger(decision=withdrawn, as_of=CHANGED, allocations=rows_with(mkb=0))
    assert [ledger.remaining("MKB", day) for day in (BEFORE, CHANGED)] == [1_200_000_00, 0]


def test_an_overdraft_that_the_decision_makes_is_told_at_the_allocation() -> None:
    given: dict[str, Any] = {
        "decision": LOWERED, "allocations": rows_with(kn=300_000_00), "call_offs": [call_off(amount=500_000_00, date=date(2026, 6, 1))],
    }  # fmt: skip
    (hit,) = find_hits("AV01", **given)
    assert hit.place.address == "Tilldelning!C5"
    assert "när beloppet sänktes (STK-2026-1201 § 301)" in BY_CODE["AV01"].compose_message("sv", hit.values, hit.message)
    assert "beslutets fil" in BY_CODE["AV01"].compose_remedy("sv", hit.values, hit.remedy)
    assert find_hits("AV11", **given) == []
    (coming,) = find_hits("AV11", **given, as_of=BEFORE)
    assert coming.place.address == "Tilldelning!C5"
    assert "När beloppet sänks den 2026-08-01" in BY_CODE["AV11"].compose_message("sv", coming.values, coming.message)
    assert find_hits("AV01", **given, as_of=BEFORE) == []


def test_an_overdraft_that_the_decision_made_and_a_reversal_covered_is_told_afterwards() -> None:
    rows = [call_off(amount=500_000_00), call_off(id="A-2", amount=300_000_00, date=date(2026, 8, 15), status="återfört", reverses="A-1")]
    (hit,) = find_hits("AV02", decision=LOWERED, allocations=rows_with(kn=300_000_00), call_offs=rows)
    assert hit.place.address == "Tilldelning!C5"
    assert "2026-08-01, när beloppet sänktes" in BY_CODE["AV02"].compose_message("sv", hit.values, hit.message)
    assert "undantag för AV02 på kulturnämnden" in BY_CODE["AV02"].compose_remedy("sv", hit.values, hit.remedy)


def test_of_one_day_the_decision_comes_first_and_the_row_that_no_longer_fits_is_named() -> None:
    rows = [call_off(amount=200_000_00), call_off(id="A-2", amount=200_000_00, date=CHANGED)]
    assert find_cells("AV01", decision=LOWERED, allocations=rows_with(kn=300_000_00), call_offs=rows) == ["Avrop!E3"]


def test_money_paid_back_is_no_longer_there_while_the_sheet_keeps_what_was_granted() -> None:
    given: dict[str, Any] = {"decision": repaid((CHANGED, KN, 700_000_00)), "call_offs": [call_off(amount=100_000_00)]}
    assert find_codes(given["decision"], CHANGED, call_offs=given["call_offs"]).isdisjoint({"TD01", "TD02", "TD06", "AV01"})
    (hit,) = find_hits("AV01", **{**given, "call_offs": [call_off(amount=150_000_00)]})
    assert "när beloppet sänktes (återbetalning)" in BY_CODE["AV01"].compose_message("sv", hit.values, hit.message)


@pytest.mark.parametrize(
    ("section", "decided", "cells"),
    [
        ("§ 187", date(2026, 5, 20), []), ("187", date(2026, 5, 20), []), (None, None, []), ("§ 188", date(2026, 5, 20), ["Beslut!B10"]),
        ("§ 187", date(2026, 5, 21), ["Beslut!B11"]),
    ],
)  # fmt: skip
def test_the_sheet_that_says_otherwise_than_the_file_is_told(section: str | None, decided: date | None, cells: list[str]) -> None:
    adopted = replace(OURS, adoption=Adoption(date(2026, 5, 20), "§ 187"))
    assert find_cells("BE05", decision=adopted, record={"executive_section": section, "decided_on": decided}) == cells


def test_a_workbook_without_the_sheet_beslut_has_nothing_to_compare() -> None:
    adopted = replace(OURS, adoption=Adoption(date(2026, 5, 20), "§ 187"))
    ledger = build_book.ledger(decision=adopted, missing=["record"])
    assert list(BY_CODE["BE05"].check(ledger)) == []
    assert list(BY_CODE["BE01"].check(ledger)) == []
    assert ledger.decided_on == date(2026, 5, 20)


def test_kommunstyrelsens_decision_in_the_file_counts_as_recorded() -> None:
    nothing = {"status": None, "executive_section": None, "decided_on": None}
    early = [call_off(date=date(2026, 5, 1))]
    assert {"BE01", "BE03"} <= find_codes(OURS, CHANGED, record=nothing, call_offs=early)
    adopted = replace(OURS, adoption=Adoption(date(2026, 5, 20), "§ 187"))
    found = find_codes(adopted, CHANGED, record=nothing, call_offs=early)
    assert found.isdisjoint({"BE01", "BE03"})
    assert "AV13" in found
    # a cell that cannot be read is not overruled by the file: what it says nobody knows
    assert build_book.ledger(decision=adopted, record={"decided_on": build_book.unread_entry(RECORD, "decided_on")}).decided_on is None


def test_the_day_of_the_decision_in_the_file_is_held_against_the_date_too() -> None:
    adopted, nothing = replace(OURS, adoption=Adoption(date(2026, 5, 20), "§ 187")), {"decided_on": None}
    assert find_cells("BE04", decision=adopted, record=nothing, as_of=date(2026, 5, 20)) == []
    assert find_cells("BE04", decision=adopted, record=nothing, as_of=date(2026, 5, 19)) == ["Beslut!B11"]


@pytest.mark.parametrize(
    ("reference", "found"),
    [("STK-2026-1201 § 301", False), ("stk-2026-1201", False), ("§ 301", False), ("STK-2026-580 § 266", False), ("§ 302", True), ("STK-2026-1202", True)],
)
def test_a_reference_to_the_later_decision_is_one_to_the_decision(reference: str, *, found: bool) -> None:
    rows = [{**row, "reference": reference} for row in rows_with(kn=900_000_00)][:1]
    assert bool(find_hits("BE05", decision=RAISED, allocations=rows)) == found
    assert bool(find_hits("BE05", decision=OURS, allocations=rows)) == (reference != "STK-2026-580 § 266")


@pytest.mark.parametrize("status", ["begärt", "godkänt", "utbetalt", "avslaget", "återfört"])
def test_a_call_off_after_the_last_day_is_told_while_it_may_count(status: str) -> None:
    decision = due(avrop=date(2026, 6, 30))
    on_time, late = call_off(date=date(2026, 6, 30), status=status), call_off(id="A-2", date=date(2026, 7, 1), status=status)
    cells = find_cells("AV14", decision=decision, call_offs=[on_time, late, call_off(id="A-3", date=None, status=status)])
    assert cells == (["Avrop!B3"] if status in ("begärt", "godkänt", "utbetalt") else [])
    assert find_cells("AV14", call_offs=[late]) == []


def test_money_that_comes_too_late_to_be_called_off_makes_the_answer_unclear() -> None:
    decision, last = due(avrop=date(2026, 8, 31)), date(2026, 8, 31)
    rows = [transfer(date=day, id=f"O-{number}") for number, day in enumerate((last, last + timedelta(1), None))]
    assert find_cells("OM20", decision=decision, transfers=rows) == ["Omfördelning!B3"]
    assert find_cells("OM20", transfers=rows) == []
    terms: dict[str, Any] = {"reference": "STK-2026-701", "agreed_on": last, "party": "stadskontoret", "declared_unused": "ja"}
    for day, answer in ((last, Answer.YES), (last + timedelta(1), Answer.OPEN)):
        assert judge_transfer(build_book.ledger(decision=decision), propose("fritidsnämnden", KN, 100, day, **terms)).answer is answer


def test_a_report_is_overdue_the_day_after_its_last_day() -> None:
    decision, last = due(återrapportering=date(2026, 9, 15)), date(2026, 9, 15)
    assert find_cells("BO03", decision=decision, as_of=last) == []
    assert find_cells("BO03", decision=decision, as_of=last + timedelta(1)) == ["Beslut!B12"]
    assert find_cells("BO03", decision=decision, missing=["record"]) == [""]
    reported = replace(decision, reports=(date(2026, 9, 20),))
    assert find_cells("BO03", decision=reported, as_of=date(2026, 9, 19)) == ["Beslut!B12"]
    assert find_cells("BO03", decision=reported, as_of=date(2026, 9, 20)) == []
    assert find_cells("BO03") == []


def test_what_is_unused_after_the_last_day_is_asked_back_instead_of_merely_told() -> None:
    last = date(2027, 2, 28)
    decision = due(återbetalning=last)
    assert find_cells("BO04", decision=decision, as_of=last) == []
    assert len(find_cells("BO01", decision=decision, as_of=last)) == 6
    after = last + timedelta(1)
    assert find_cells("BO04", decision=decision, as_of=after) == [f"Tilldelning!A{line}" for line in range(2, 8)]
    assert find_cells("BO01", decision=decision, as_of=after) == []
    assert len(find_cells("BO01", as_of=after)) == 6
    received = build_book.transfer(1, "fritidsnämnden", "grundskolenämnden", 100_00)
    assert "Tilldelning!A1" in find_cells("BO04", decision=decision, as_of=after, transfers=[received])


def test_a_rule_about_a_day_that_nobody_has_entered_is_open_and_named_nowhere() -> None:
    unread = [call_off(unread=["amount", "date", "status"], amount=None, date=None, status=None)]
    about_days = {"AV14", "BO03", "BO04", "OM20"}
    for decision, counted in ((OURS, set()), (due(avrop=date(2026, 8, 31), återrapportering=AFTER, återbetalning=AFTER), about_days)):
        verdict = judge(build_book.ledger(decision=decision, call_offs=unread), [], "normal")
        assert about_days & {*verdict.tried, *dict(verdict.not_tried)} == counted


def test_what_was_called_off_and_not_spent_is_said_beside_what_is_unused() -> None:
    decision, given = due(återbetalning=date(2026, 8, 31)), {"call_offs": [call_off(amount=100_00)], "outcomes": [build_cost(40_00)]}
    messages = {
        hit.values["recipient"]: BY_CODE["BO04"].compose_remedy("sv", hit.values) for hit in find_hits("BO04", decision=decision, **given)
    }  # fmt: skip
    assert "redan var avropat (60 kr)".replace(" ", "\xa0") in messages[KN].replace(" ", "\xa0")
    assert "beloppet är okänt" in messages["MKB"]


def build_cost(amount: int) -> dict[str, Any]:
    return {"voucher": "V", "booked_on": date(2026, 6, 2), "period": 202606, "recipient": KN, "amount": amount}


def test_a_reversal_after_the_year_is_in_order_on_the_day_of_its_recipients_repayment_alone() -> None:
    day = date(2027, 2, 10)
    rows = [call_off(), call_off(id="A-2", date=day, status="återfört", reverses="A-1"), call_off(id="A-3", date=day, recipient="MKB", status="återfört")]
    assert find_cells("AV10", decision=repaid((day, KN, 100_00)), call_offs=rows) == ["Avrop!B4"]
    assert find_cells("AV10", call_offs=rows) == ["Avrop!B3", "Avrop!B4"]
    assert find_cells("AV10", decision=repaid((day, KN, 100_00)), call_offs=[call_off(date=day)]) == ["Avrop!B2"]
