"""What the examples on the rules' pages do not show: the edges of single checks."""

from datetime import date
from pathlib import Path

import pytest

from support import build_book, rule_pages
from support.rule_hits import DAY, KN, LATER, call_off, cost, find_cells, find_hits, reversal
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.tables import SETTINGS


@pytest.mark.parametrize(
    ("percents", "expected"),
    [((10,), 10), ((10, 50, 20), 50), ((70,), None), ((), None), (None, None)],
)
def test_the_thresholds_are_those_of_the_settings_in_any_order(percents: tuple[int, ...], expected: int | None) -> None:
    half = [call_off(amount=400_000_00)]
    found = find_hits("AV03", settings={"thresholds": percents}, call_offs=half)
    assert [hit.values["percent"] for hit in found] == ([expected] if expected else [])


def test_a_threshold_is_reached_by_the_row_that_gets_there_not_by_what_is_requested_or_to_come() -> None:
    rows = [
        call_off(amount=560_000_00, date=LATER), call_off(amount=1), call_off(amount=700_000_00, status="begärt"),
        call_off(amount=1_00, date=date(2026, 12, 1)), call_off(amount=1_00, recipient="fritidsnämnden"),
    ]  # fmt: skip
    assert find_cells("AV03", call_offs=rows) == ["Avrop!E2"]


def test_a_threshold_of_nothing_is_reached_by_no_row() -> None:
    assert find_hits("AV03", settings={"thresholds": (0,)}) == []


def test_one_that_has_nothing_or_is_overdrawn_reaches_no_threshold() -> None:
    assert find_hits("AV03", call_offs=[call_off(amount=900_000_00), call_off(recipient="miljönämnden")]) == []


def test_a_whole_day_counts_before_anyone_is_overdrawn() -> None:
    came = {"donor": "MKB", "receiver": KN, "date": DAY, "amount": 100_000_00, "status": "bokförd"}
    rows = [call_off(amount=900_000_00)]
    assert find_hits("AV01", call_offs=rows, transfers=[came]) == []
    assert find_hits("AV02", call_offs=rows, transfers=[came]) == []
    assert find_cells("AV02", call_offs=rows, transfers=[{**came, "date": LATER}]) == ["Avrop!E2"]


def test_the_row_that_is_named_began_the_overdraft_that_holds_at_the_date() -> None:
    came = {"donor": "MKB", "receiver": KN, "date": LATER, "amount": 200_000_00, "status": "bokförd"}
    rows = [call_off(amount=900_000_00), call_off(amount=150_000_00, date=date(2026, 8, 1)), call_off(amount=1, date=date(2026, 9, 1))]
    (hit,) = find_hits("AV01", call_offs=rows, transfers=[came])
    assert (hit.place.address, hit.values["since"], hit.difference) == ("Avrop!E3", date(2026, 8, 1), 50_000_01)
    assert find_hits("AV02", call_offs=rows, transfers=[came]) == []
    assert find_cells("AV02", call_offs=rows[:1], transfers=[came], as_of=date(2026, 12, 31)) == ["Avrop!E2"]


def test_of_several_overdrafts_that_were_covered_the_first_is_named() -> None:
    rows = [
        call_off(amount=900_000_00), reversal(amount=200_000_00), call_off(amount=150_000_00, date=date(2026, 8, 1)),
        reversal(amount=150_000_00, date=date(2026, 8, 2)),
    ]  # fmt: skip
    (hit,) = find_hits("AV02", call_offs=rows)
    assert (hit.place.address, hit.difference) == ("Avrop!E2", 100_000_00)


def test_a_donor_can_be_overdrawn_by_the_transfer_itself() -> None:
    gone = {"donor": KN, "receiver": "MKB", "date": LATER, "amount": 800_000_00, "status": "bokförd"}
    assert find_cells("AV01", call_offs=[call_off()], transfers=[gone]) == ["Omfördelning!E2"]


def test_an_id_that_occurs_twice_may_mean_either_row() -> None:
    twice = [call_off(amount=10_00), call_off(amount=100_00, recipient="MKB", date=LATER)]
    assert find_hits("AV05", call_offs=[*twice, reversal(amount=110_00)]) == []
    assert find_cells("AV05", call_offs=[*twice, reversal(amount=110_01)]) == ["Avrop!E4"]
    assert find_hits("AV09", call_offs=[*twice, reversal(recipient="MKB")]) == []
    assert find_cells("AV09", call_offs=[*twice, reversal(recipient="fritidsnämnden")]) == ["Avrop!F4"]


def test_a_reversal_of_nothing_that_exists_is_left_to_the_rule_of_references() -> None:
    assert find_hits("AV05", call_offs=[call_off(), reversal(reverses="A-7")]) == []
    assert find_hits("AV09", call_offs=[call_off(), reversal(reverses="A-7")]) == []


def test_a_reversal_of_a_reversal_or_of_itself_is_impossible() -> None:
    rows = [call_off(), reversal(), reversal(id="A-10", reverses="A-9"), reversal(id="A-11", reverses="A-11")]
    assert find_cells("AV09", call_offs=rows) == ["Avrop!F4", "Avrop!F5"]
    assert find_hits("AV05", call_offs=rows) == []


def test_what_cannot_be_read_is_not_called_impossible() -> None:
    unread = {"date": None, "recipient": None, "status": None, "unread": {"date", "recipient", "status"}}
    assert find_hits("AV09", call_offs=[call_off(**unread), reversal()]) == []
    assert find_hits("AV09", call_offs=[call_off(), reversal(date=None, recipient=None, unread={"date", "recipient"})]) == []


def test_a_reversed_amount_that_is_negative_does_not_hide_one_that_is_too_large() -> None:
    assert find_hits("AV05", call_offs=[call_off(), reversal(amount=150_00), reversal(amount=-50_00)]) == []


@pytest.mark.parametrize("status", ["begärd", "överenskommen", "bokförd"])
def test_a_transfer_that_counts_permits_calling_off_for_anothers_insats(status: str) -> None:
    insats = [{"id": "I-1", "recipient": "MKB"}]
    moved = {"donor": "MKB", "receiver": KN, "status": status}
    given = {"interventions": insats, "call_offs": [call_off()]}
    assert find_hits("AV07", **given, transfers=[moved]) == []
    assert find_cells("AV07", **given, transfers=[{**moved, "donor": KN, "receiver": "MKB"}]) == ["Avrop!D2"]
    assert find_cells("AV07", **given, transfers=[{**moved, "status": "avslagen"}]) == ["Avrop!D2"]


@pytest.mark.parametrize("unread", ["donor", "receiver", "status"])
def test_a_transfer_that_cannot_be_read_may_be_the_one_that_permits(unread: str) -> None:
    moved = {"donor": "MKB", "receiver": KN, "status": "bokförd", unread: None, "unread": {unread}}
    assert (
        find_hits("AV07", interventions=[{"id": "I-1", "recipient": "MKB"}], call_offs=[call_off()], transfers=[moved]) == []
    )


def test_an_insats_with_an_unread_recipient_is_nobody_elses() -> None:
    unread = {"id": "I-1", "unread": {"recipient"}}
    two = [{"id": "I-1", "recipient": "MKB"}, {"id": "I-1", "recipient": "fritidsnämnden"}]
    assert find_hits("AV07", interventions=[unread], call_offs=[call_off(), call_off(intervention=None)]) == []
    assert find_hits("AV07", interventions=two, call_offs=[call_off()]) == []


def test_each_row_after_the_first_of_three_alike_is_a_double_entry() -> None:
    found = find_hits("AV08", call_offs=[call_off(intervention=None)] * 3)
    assert [(hit.place.cell, hit.related[0].cell) for hit in found] == [("A3", "A2"), ("A4", "A2")]


def test_only_what_is_booked_up_to_the_date_is_spent() -> None:
    spent = [cost(amount=60_00), cost(amount=50_00, booked_on=date(2026, 10, 1)), cost(recipient="MKB", amount=0)]
    assert find_hits("UT01", call_offs=[call_off()], outcomes=spent) == []
    assert find_cells("UT01", call_offs=[call_off(amount=59_99)], outcomes=spent) == ["Utfall!F2"]


def test_a_credit_that_covers_an_excess_leaves_nothing_to_find() -> None:
    assert find_hits("UT01", call_offs=[call_off()], outcomes=[cost(amount=150_00), cost(amount=-50_00)]) == []


@pytest.mark.parametrize("unread", ["amount", "donor", "receiver", "date", "status"])
def test_what_is_spent_and_called_off_is_known_while_a_transfer_cannot_be_read(unread: str) -> None:
    moved = {"donor": "MKB", "receiver": KN, "date": DAY, "amount": 1_00, "status": "bokförd", unread: None, "unread": {unread}}
    given = {"call_offs": [call_off(amount=10_00)], "transfers": [moved], "outcomes": [cost(amount=11_00)]}
    assert find_cells("UT01", **given) == ["Utfall!F2"]
    assert find_hits("UT01", **{**given, "call_offs": [call_off(amount=None, unread={"amount"})]}) == []


def test_more_reversed_than_called_off_is_no_outcome() -> None:
    assert find_hits("UT01", call_offs=[reversal(amount=100_00)]) == []


@pytest.mark.parametrize(
    ("negative", "rows", "found"), [(2, 2, 0), (3, 3, 1), (9, 10, 0), (10, 11, 1), (19, 20, 1), (18, 20, 0)]
)
def test_more_than_nine_of_ten_costs_and_at_least_three_must_be_negative(negative: int, rows: int, found: int) -> None:
    outcomes = [cost(amount=-1)] * negative + [cost(amount=1)] * (rows - negative)
    assert len(find_hits("UT05", outcomes=outcomes)) == found


def test_the_sign_that_is_set_is_named() -> None:
    (hit,) = find_hits("UT05", settings={"cost_sign": "negativt"}, outcomes=[cost(amount=-1)] * 3)
    assert hit.values["sign"] == "negativt"
    assert (
        find_hits("UT05", settings={"cost_sign": build_book.unread_entry(SETTINGS, "cost_sign")}, outcomes=[cost(amount=-1)] * 3) == []
    )


def test_an_insats_with_an_unread_recipient_may_be_anybodys() -> None:
    served = [{"id": name, "recipient": name} for name in pick_shipped_decision("STK-2026-580").allotted if name != KN]
    assert find_cells("IN04", interventions=served) == ["Tilldelning!A5"]
    assert find_hits("IN04", interventions=[*served, {"id": "I-2", "unread": {"recipient"}}]) == []


def test_one_that_has_given_all_away_needs_no_insats() -> None:
    served = [{"id": name, "recipient": name} for name in pick_shipped_decision("STK-2026-580").allotted if name != KN]
    gone = {"donor": KN, "receiver": "MKB", "date": DAY, "amount": 800_000_00, "status": "bokförd"}
    assert find_hits("IN04", interventions=served, transfers=[gone]) == []


def test_one_without_any_money_cannot_plan_for_some() -> None:
    planned = {"id": "I-1", "recipient": "miljönämnden", "planned": 1, "status": "planerad"}
    (hit,) = find_hits(
        "IN03",
        interventions=[planned, {**planned, "planned": None}, {**planned, "recipient": None, "unread": {"recipient"}}],
    )
    assert (hit.place.cell, hit.expected, hit.difference) == ("E2", 0, 1)


def test_money_on_its_way_in_by_a_booked_transfer_may_be_planned_for() -> None:
    planned = [{"id": "I-1", "recipient": KN, "planned": 900_000_00, "status": "planerad"}]
    came = {"donor": "MKB", "receiver": KN, "date": DAY, "amount": 100_000_00, "status": "bokförd"}
    assert find_cells("IN03", interventions=planned) == ["Insatser!E2"]
    assert find_hits("IN03", interventions=planned, transfers=[came]) == []


def test_a_workbook_of_examples_counts_its_examples_and_a_live_one_does_not() -> None:
    examples = [{"id": f"EX-{n}", "recipient": KN} for n in range(11)]
    assert find_hits("IN02", interventions=examples) == []
    (hit,) = find_hits("IN02", interventions=[*examples, {"id": "I-1", "recipient": KN}])
    assert hit.found == 1
    assert find_hits("IN02", decision=build_book.other_decision(), interventions=examples) == []
    assert len(find_hits("IN02")) == 1


def test_while_a_name_cannot_be_read_nobody_is_called_missing() -> None:
    granted = [row for row in build_book.allocation_rows(pick_shipped_decision("STK-2026-580")) if row["recipient"] != KN]
    assert [hit.expected for hit in find_hits("TD05", allocations=granted)] == [KN]
    assert find_hits("TD05", allocations=[*granted, {"amount": 1, "unread": {"recipient"}}]) == []


def test_every_recipient_is_missing_from_an_empty_table() -> None:
    assert [hit.expected for hit in find_hits("TD05", allocations=[])] == list(pick_shipped_decision("STK-2026-580").allotted)


def test_a_wrong_diarienummer_is_proposed_in_the_right_form_only_where_that_is_plain() -> None:
    assert [hit.proposal for hit in find_hits("BE02", record={"case_number": "STK 2026/580"})] == ["STK-2026-580"]
    assert [hit.proposal for hit in find_hits("BE02", record={"case_number": "ärende 580"})] == [None]


@pytest.mark.parametrize("number", ["STK-2026-580", "GYVF-GR-2025-12345", "ÅÄ-1999-1"])
def test_diarienummer_of_other_offices_have_the_right_form_too(number: str) -> None:
    assert find_hits("BE02", record={"case_number": number}) == []


def test_a_date_is_lacking_only_once_the_decision_is_recorded() -> None:
    assert find_hits("BE02", record={"decided_on": None, "status": "förslag", "executive_section": None}) == []
    assert find_cells("BE02", record={"decided_on": None, "status": "förslag"}) == ["Beslut!B11"]


def test_a_cost_with_an_unread_date_or_period_is_left_alone() -> None:
    unread = cost(booked_on=None, period=None, unread={"booked_on", "period"})
    assert [find_hits(code, outcomes=[unread]) for code in ("UT02", "UT03", "UT04")] == [[], [], []]


def test_a_cost_outside_the_year_by_its_period_is_not_found_again_for_its_date() -> None:
    assert find_hits("UT03", outcomes=[cost(booked_on=date(2027, 1, 2), period=202701)]) == []
    assert find_cells("UT02", outcomes=[cost(booked_on=date(2027, 1, 2), period=202701)]) == ["Utfall!C2"]


def test_an_allocation_with_an_unread_recipient_is_no_fault_of_the_sums(tmp_path: Path) -> None:
    path = tmp_path / "okänd.xlsx"
    rule_pages.write(rule_pages.book_with("Tilldelning\n| Mottagare | Beviljat belopp |\n|---|---|\n| Ungdomsnämnden | 1 000 |"), path)
    codes = {finding.rule.code for finding in app.validate_workbook(path).verdict.findings}
    assert "VD08" in codes
    assert "TD06" not in codes
