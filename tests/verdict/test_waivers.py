"""Waivers: what they mark, what they cannot mark, and that they never work in silence."""

from datetime import date

import pytest

from support import build_book
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.finding import Fault, Finding, Hit, Severity
from xl_kraftsamling.verdict import Verdict, judge

TRANSFER = {
    "id": "O-1", "date": date(2026, 6, 15), "donor": "fritidsnämnden", "receiver": "kulturnämnden", "amount": 100_00,
    "status": "bokförd", "agreement": "STK-2026-701", "agreed_on": date(2026, 6, 22), "party": "stadskontoret",
    "declared_unused": "ja",
}  # fmt: skip
WAIVER = {
    "code": "OM02", "sheet": "Omfördelning", "row_id": "O-1", "reason": "Muntligt besked den 12 juni", "reference": "STK-2026-801",
    "role": "ekonomichef", "expires": date(2026, 12, 31),
}  # fmt: skip


def judge_with(*waivers: dict, transfers: tuple = (TRANSFER,), **more: object) -> Verdict:
    return judge(build_book.ledger(transfers=transfers, waivers=[{**WAIVER, **each} for each in waivers], **more), [], "normal")


def findings_of(verdict_: Verdict, code: str) -> list[Finding]:
    return [finding for finding in verdict_.findings if finding.rule.code == code]


def list_cells(findings: list[Finding]) -> list[str]:
    return [finding.hit.place.address for finding in findings]


def test_a_waiver_marks_the_finding_which_stays_in_the_list_and_counts_in_no_verdict() -> None:
    bare, waived = judge_with(), judge_with({})
    assert bare.counts[Severity.ERROR] == 1
    assert bare.word == "fel"
    assert [finding.waived for finding in findings_of(waived, "OM02")] == [True]
    assert waived.counts[Severity.ERROR] == 0
    assert waived.word == "varning"


def test_a_used_waiver_is_reported_once_with_all_that_it_answers_for() -> None:
    twice = ({**TRANSFER, "amount": 10_00}, {**TRANSFER, "amount": 20_00})
    (note,) = findings_of(judge_with({}, transfers=twice), "KO03")
    assert note.hit.place.address == "Undantag!A2"
    assert [place.address for place in note.hit.related] == ["Omfördelning!H2", "Omfördelning!H3"]
    assert note.severity is Severity.NOTE
    assert note.message("sv") == (
        "Undantaget från OM02 på O-1 har använts med stöd av STK-2026-801: Muntligt besked den 12 juni. Antal avvikelser: 2. Det gäller till och "
        "med 2026-12-31."
    )


@pytest.mark.parametrize("change", [{"row_id": "O-2"}, {"code": "OM01"}, {"sheet": "Avrop"}, {"row_id": None}])
def test_a_waiver_for_something_else_marks_nothing_and_is_not_reported(change: dict) -> None:
    other = judge_with(change)
    assert [finding.waived for finding in findings_of(other, "OM02")] == [False]
    assert not findings_of(other, "KO03")
    assert not findings_of(other, "KO02")


@pytest.mark.parametrize("change", [{"sheet": None}, {"row_id": " o-1 "}, {"code": "om02"}, {"sheet": "omfördelning"}])
def test_a_waiver_is_read_as_a_person_would_read_it(change: dict) -> None:
    assert [finding.waived for finding in findings_of(judge_with(change), "OM02")] == [True]


def test_a_waiver_without_a_row_id_answers_for_what_has_none() -> None:
    few = [{"id": "I-01", "recipient": "MKB", "initiator": "MKB"}]
    waived = judge_with({"code": "IN02", "sheet": "Insatser", "row_id": None}, interventions=few)
    assert [finding.waived for finding in findings_of(waived, "IN02")] == [True]
    assert [finding.message("sv").partition(" har")[0] for finding in findings_of(waived, "KO03")] == ["Undantaget från IN02 på Insatser"]


@pytest.mark.parametrize(
    ("change", "cell", "fault"),
    [
        ({"code": None}, "A2", "koden saknas"),
        ({"code": "OM99"}, "A2", "det finns ingen sådan kontroll"),
        ({"code": "OM04"}, "A2", "kontrollen kan inte undantas"),
        ({"code": "KO01"}, "A2", "kontrollen kan inte undantas"),
        ({"reason": None}, "D2", "motivering saknas"),
        ({"reference": None}, "E2", "beslutsreferens saknas"),
        ({"expires": None}, "G2", "det står inte hur länge det gäller"),
        ({"expires": date(2026, 9, 29)}, "G2", "det gick ut 2026-09-29"),
        ({"reason": None, "expires": None}, "D2", "motivering saknas; det står inte hur länge det gäller"),
    ],
)
def test_a_waiver_that_does_not_hold_is_found_once_at_its_first_wrong_cell(change: dict, cell: str, fault: str) -> None:
    poor = judge_with(change)
    assert list_cells(findings_of(poor, "KO02")) == [f"Undantag!{cell}"]
    assert f"gäller inte: {fault}." in findings_of(poor, "KO02")[0].message("sv")
    assert [finding.waived for finding in findings_of(poor, "OM02")] == [False]


def test_a_waiver_holds_on_its_last_day() -> None:
    assert findings_of(judge_with({"expires": build_book.AS_OF}), "OM02")[0].waived


def test_an_expiry_that_cannot_be_read_has_its_own_finding_and_waives_nothing() -> None:
    unread = judge_with({"expires": None, "unread": {"expires"}})
    assert not findings_of(unread, "KO02")
    assert not findings_of(unread, "OM02")[0].waived


def test_two_waivers_of_one_finding_leave_the_second_unused() -> None:
    assert list_cells(findings_of(judge_with({}, {}), "KO03")) == ["Undantag!A2"]




def test_of_cells_that_were_read_alike_a_waiver_marks_its_own_row_alone() -> None:
    call_offs = [build_book.call_off(number, "kulturnämnden", 100_00, "utbetalt") for number in (1, 2)]
    hit = Hit(place=Place("Avrop", 2, 2), related=(Place("Avrop", 3, 2),), values={"found": "1/9 -26", "heading": "Datum", "expected": date(2026, 9, 1)}, found="1/9 -26")
    ledger = build_book.ledger(call_offs=call_offs, waivers=[{**WAIVER, "code": "VD05", "sheet": "Avrop", "row_id": "A-2"}])
    found = findings_of(judge(ledger, [Fault("VD05", hit)], "normal"), "VD05")
    assert {(each.hit.place.cell, each.waived) for each in found} == {("B2", False), ("B3", True)}
