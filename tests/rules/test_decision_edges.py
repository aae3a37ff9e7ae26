"""The edges of the rules that hold a workbook against its decision and agreements: BE04, BE05, BO02 and OM19."""

from datetime import date
from typing import Any

import pytest

from support import build_book
from support.rule_hits import KN, call_off, cost, find_cells, find_hits, transfer
from xl_kraftsamling.domain.decision import pick_shipped_decision, shipped_decisions
from xl_kraftsamling.domain.decision_choice import choose_decision
from xl_kraftsamling.domain.tables import RECORD
from xl_kraftsamling.verdict import judge

OURS = pick_shipped_decision("STK-2026-580")
AS_OF = build_book.AS_OF


@pytest.mark.parametrize(
    ("decided", "found"),
    [
        (date(2025, 5, 20), True), (date(2026, 4, 19), True), (date(2026, 4, 20), False), (AS_OF, False), (date(2026, 10, 1), True),
        (date(2027, 5, 20), True), (None, False),
    ],
)  # fmt: skip
def test_a_decision_is_made_between_the_meeting_that_proposed_it_and_the_date(decided: date | None, *, found: bool) -> None:
    assert find_cells("BE04", record={"decided_on": decided}) == (["Beslut!B11"] if found else [])


def test_the_meeting_that_the_workbook_states_counts_too() -> None:
    (hit,) = find_hits("BE04", record={"decided_on": date(2026, 5, 20), "meeting": date(2026, 6, 20)})
    assert hit.expected == date(2026, 6, 20)
    unknown = build_book.other_decision()
    assert find_hits("BE04", decision=unknown, as_of=date(2031, 6, 1), record={"decided_on": date(2031, 1, 1)}) == []
    stated = {"decided_on": date(2031, 1, 1), "meeting": date(2031, 2, 1)}
    assert find_cells("BE04", decision=unknown, as_of=date(2031, 6, 1), record=stated) == ["Beslut!B11"]


def test_a_meeting_that_cannot_be_read_leaves_the_decisions_own() -> None:
    unread = build_book.unread_entry(RECORD, "meeting")
    assert find_cells("BE04", record={"decided_on": date(2025, 5, 20), "meeting": unread}) == ["Beslut!B11"]


def test_what_is_compared_with_an_impossible_date_is_not_tried_rather_than_silent() -> None:
    given: dict[str, Any] = {"call_offs": [call_off(date=date(2026, 1, 5))], "outcomes": [cost(booked_on=date(2026, 1, 9))]}
    verdict = judge(build_book.ledger(**given, record={"decided_on": date(2025, 5, 20)}), [], "normal")
    because = {code: verdict.findings[index].rule.code for code, index in verdict.not_tried}
    assert because == {"AV13": "BE04", "UT04": "BE04", "OM17": "BE04"}
    later = judge(build_book.ledger(**given, record={"decided_on": date(2026, 12, 1)}), [], "normal")
    assert {"BE04", "AV13", "UT04"} <= {finding.rule.code for finding in later.findings}
    assert later.not_tried == []


def test_without_the_sheet_of_the_decision_neither_rule_about_it_is_tried() -> None:
    verdict = judge(build_book.ledger(missing=["record.case_number"]), [], "normal")
    assert {"BE02", "BE03", "BE04", "BE05"} <= dict(verdict.not_tried).keys()


@pytest.mark.parametrize("section", ["§ 266", "§266", "266", "266 §", "§ 266 (KSAU)", "paragraf 266", None])
def test_a_section_may_be_written_in_several_ways(section: str | None) -> None:
    assert find_hits("BE05", record={"section": section}) == []


@pytest.mark.parametrize("section", ["§ 26", "2660", "§ 265", "se protokollet"])
def test_another_section_is_found(section: str) -> None:
    (hit,) = find_hits("BE05", record={"section": section})
    assert (hit.place.address, hit.found, hit.expected) == ("Beslut!B3", section, "§ 266")


@pytest.mark.parametrize(("year", "found"), [("2026", False), ("år 2026", False), ("2025", True), ("26", True), (None, False)])
def test_another_year_is_found(year: str | None, *, found: bool) -> None:
    assert find_cells("BE05", record={"year": year}) == (["Beslut!B7"] if found else [])


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        (None, False), ("punkt 1", False), ("STK-2026-580", False), ("stk-2026-580 § 266, punkt 1", False), ("§ 266", False),
        ("§ 187, STK-2026-580", False), ("Se STK-2024-1374 och STK-2026-580", False), ("kommunstyrelsen 2026-05-20", False),
        ("STK-2025-580 § 266", True), ("STK-2026-58", True), ("STK-2026-5801", True), ("STK-2026-580 § 1", True), ("§ 26", True),
        ("STK-2024-1374", True),
    ],
)  # fmt: skip
def test_a_reference_may_name_the_proposal_or_kommunstyrelsens_own_decision(reference: str | None, *, found: bool) -> None:
    rows = [{**row, "reference": reference if row["recipient"] == KN else None} for row in build_book.allocation_rows(OURS)]
    assert find_cells("BE05", allocations=rows) == (["Tilldelning!D5"] if found else [])


def test_without_a_decision_of_kommunstyrelsen_its_section_is_none_of_ours() -> None:
    rows = [{**row, "reference": "STK-2026-580 § 187"} for row in build_book.allocation_rows(OURS)[:1]]
    assert find_cells("BE05", allocations=rows, record={"executive_section": None}) == ["Tilldelning!D2"]


@pytest.mark.parametrize("number", [None, "STK 2026/580", "se protokollet", "STK-2026-58"])
def test_a_case_number_that_names_no_decision_has_nothing_to_differ_from(number: str | None) -> None:
    assert find_hits("BE05", record={"case_number": number, "year": "2025"}) == []


def test_a_case_number_among_other_words_names_its_decision() -> None:
    assert find_cells("BE05", record={"case_number": "Dnr stk-2026-580", "year": "2025"}) == ["Beslut!B7"]


def test_a_decision_that_nobody_knows_leaves_the_comparison_untried() -> None:
    unknown = choose_decision(shipped_decisions(), "STK-2027-1")
    verdict = judge(build_book.ledger(decision=unknown, record={"case_number": "STK-2027-1", "year": "2020"}), [], "normal")
    assert "BE05" in dict(verdict.not_tried)


@pytest.mark.parametrize(
    ("comment", "clears"),
    [
        (None, False), ("Överfört", False), ("STK-2026-580 punkt 2", False), ("§ 266", False), ("enligt § 187", False),
        ("enligt överenskommelse STK-2026-701", False), ("STK-2026-701 § 3", False), ("stk-2026-580 § 187", False),
        ("STK-2026-990", True), ("beslut i stk-2026-990 § 4", True), ("§ 12", True), ("STK-2026-580 § 300", True),
        ("STK-2026-701, beslutat i STK-2026-990", True),
    ],
)  # fmt: skip
def test_only_a_reference_to_another_decision_carries_money_over(comment: str | None, *, clears: bool) -> None:
    row = transfer(date=date(2027, 1, 11), comment=comment)
    assert find_cells("BO02", as_of=date(2027, 2, 1), transfers=[row]) == ([] if clears else ["Omfördelning!B2"])


def test_a_comment_that_cannot_be_read_may_name_a_decision() -> None:
    assert find_hits("BO02", transfers=[transfer(date=date(2027, 1, 11), unread={"comment"})]) == []


def test_transfers_that_come_to_just_what_was_agreed_are_right() -> None:
    rows = [transfer(amount=60_00, agreed_amount=100_00), transfer(amount=40_00, agreed_amount=100_00, receiver="MKB")]
    assert find_hits("OM19", transfers=rows) == []
    (hit,) = find_hits("OM19", transfers=[*rows, transfer(amount=1, agreed_amount=100_00)])
    assert (hit.place.address, hit.found, hit.expected, hit.difference) == ("Omfördelning!G4", 100_01, 100_00, 1)
    assert [place.address for place in hit.related] == ["Omfördelning!G2", "Omfördelning!G3"]


def test_the_amount_stated_once_holds_for_every_transfer_that_names_the_agreement_however_it_is_written() -> None:
    rows = [transfer(amount=60_00, agreed_amount=100_00), transfer(amount=60_00, agreement=" stk-2026-701 ")]
    assert find_cells("OM19", transfers=rows) == ["Omfördelning!G3"]
    assert find_hits("OM19", transfers=[rows[0], transfer(amount=60_00, agreement="STK-2026-702")]) == []
    assert find_hits("OM19", transfers=[transfer(amount=60_00), transfer(amount=60_00)]) == []


def test_different_amounts_of_one_agreement_are_its_parts() -> None:
    rows = [transfer(amount=60_00, agreed_amount=60_00), transfer(amount=40_00, agreed_amount=40_00, receiver="MKB")]
    assert find_hits("OM19", transfers=rows) == []
    assert find_cells("OM19", transfers=[*rows, transfer(amount=1, agreed_amount=40_00)]) == ["Omfördelning!G4"]


@pytest.mark.parametrize("status", ["utkast", "begärd", "avslagen", "återförd"])
def test_only_what_is_agreed_or_booked_uses_an_agreement(status: str) -> None:
    rows = [transfer(amount=100_00, agreed_amount=100_00), transfer(amount=100_00, agreed_amount=100_00, status=status)]
    assert find_hits("OM19", transfers=rows) == []


def test_what_one_row_exceeds_alone_is_another_rules() -> None:
    alone = transfer(amount=120_00, agreed_amount=100_00)
    assert (find_hits("OM19", transfers=[alone]), find_cells("OM18", transfers=[alone])) == ([], ["Omfördelning!J2"])
    assert find_cells("OM19", transfers=[alone, transfer(amount=1, agreed_amount=100_00)]) == ["Omfördelning!G3"]


@pytest.mark.parametrize("odd", [{"amount": 0}, {"amount": -100_00}, {"donor": KN}, {"amount": None, "unread": {"amount"}}])
def test_an_odd_row_uses_nothing_of_an_agreement(odd: dict[str, Any]) -> None:
    rows = [transfer(amount=100_00, agreed_amount=100_00), transfer(**{"amount": 50_00, "agreed_amount": 100_00, **odd})]
    assert find_hits("OM19", transfers=rows) == []
    assert find_cells("OM19", transfers=[*rows, rows[0]]) == ["Omfördelning!G4"]


def test_an_agreed_amount_that_cannot_be_read_leaves_the_agreement_untried() -> None:
    rows = [transfer(agreed_amount=100_00), transfer(unread={"agreed_amount"})]
    assert find_hits("OM19", transfers=rows) == []


def test_the_last_transfer_in_order_of_date_is_named() -> None:
    rows = [transfer(amount=60_00, agreed_amount=60_00, date=date(2026, 8, 2)), transfer(amount=60_00, agreed_amount=60_00)]
    assert find_cells("OM19", transfers=rows) == ["Omfördelning!G2"]
    assert find_cells("OM19", transfers=[rows[0], {**rows[1], "date": None, "unread": {"date"}}]) == ["Omfördelning!G2"]
