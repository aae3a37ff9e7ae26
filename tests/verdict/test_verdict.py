"""The verdict: what is found, what is not tried and because of what, and in which order it is listed."""

from dataclasses import replace
from datetime import date

import pytest

from support import build_book
from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.decision import pick_shipped_decision, shipped_decisions
from xl_kraftsamling.domain.decision_choice import choose_decision
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import RECORD, SETTINGS
from xl_kraftsamling.finding import Fault, Finding, Hit, Severity
from xl_kraftsamling.rules import BY_CODE, RULES
from xl_kraftsamling.verdict import COMPLIES, Verdict, judge
from xl_kraftsamling.verdict.not_tried import can_be_tried

KN, DAY = "kulturnämnden", date(2026, 6, 1)
INITIATORS = pick_shipped_decision("STK-2026-580").initiators
INSATSER = [
    {"id": f"I-{n}", "recipient": name, "initiator": INITIATORS[0]}
    for n, name in enumerate([*pick_shipped_decision("STK-2026-580").allotted] * 2)
][:11]
RIGHT = {"interventions": INSATSER}
PAID = {"id": "A-1", "date": DAY, "recipient": KN, "intervention": "I-3", "amount": 100, "status": "utbetalt"}
UNREAD = {**PAID, "amount": None, "unread": {"amount"}}
AMOUNT = Place("Avrop", 2, 5)


def make_fault(place: Place = AMOUNT, blocks: str | None = "call_offs.amount") -> Fault:
    return Fault("VD02", Hit(place=place, values={"heading": "Belopp", "found": "ca 1"}, found="ca 1"), blocks)


def list_codes(verdict: Verdict) -> list[str]:
    return [finding.rule.code for finding in verdict.findings]


def single_finding(verdict: Verdict, code: str) -> Finding:
    (finding,) = (finding for finding in verdict.findings if finding.rule.code == code)
    return finding


def test_a_right_workbook_complies_and_every_rule_was_tried() -> None:
    verdict = judge(build_book.ledger(**RIGHT), [], "normal")
    assert (verdict.word, verdict.findings, verdict.not_tried) == (COMPLIES, [], [])
    assert verdict.tried == [rule.code for rule in RULES if rule.code != "KO01" and not rule.deadline]
    assert all(settled for _, settled in verdict.balances)


@pytest.mark.parametrize(
    ("call_off", "profile", "word"),
    [
        ({**PAID, "amount": -1}, "normal", "fel"),
        ({**PAID, "intervention": None}, "normal", "varning"),
        ({**PAID, "intervention": None}, "mild", COMPLIES),
        ({**PAID, "amount": 700_000_00}, "normal", COMPLIES),
    ],
)
def test_the_word_is_that_of_the_gravest_finding_and_a_note_is_no_fault(
    call_off: dict, profile: str, word: str
) -> None:
    assert judge(build_book.ledger(**RIGHT, call_offs=[call_off]), [], profile).word == word


def test_nothing_but_rules_that_were_not_tried_is_not_compliance() -> None:
    unknown = choose_decision(shipped_decisions(), "STK-2027-1")
    verdict = judge(
        build_book.ledger(decision=unknown, as_of=date(2027, 6, 1), allocations=[], record={"status": "beslut"}), [], "mild"
    )
    assert verdict.word == "ej prövad"


def test_counts_leave_out_no_severity() -> None:
    verdict = judge(build_book.ledger(**RIGHT, call_offs=[UNREAD]), [make_fault()], "normal")
    assert verdict.counts == {Severity.ERROR: 1, Severity.WARNING: 0, Severity.NOTE: 0, Severity.NOT_TRIED: 1}


def test_an_unread_amount_names_the_rules_that_need_it_and_the_recipients_concerned() -> None:
    verdict = judge(build_book.ledger(**RIGHT, call_offs=[UNREAD]), [make_fault()], "normal")
    finding = single_finding(verdict, "KO01")
    assert (finding.severity, finding.hit.place, finding.row_id, finding.heading) == (
        Severity.NOT_TRIED,
        AMOUNT,
        "A-1",
        "Belopp",
    )
    number = len(finding.hit.values["codes"])
    assert finding.message("sv") == f"Avrop!E2 går inte att läsa (VD02). Därför har {number} kontroller av kulturnämnden inte kunnat göras."
    assert finding.message("en") == f"Avrop!E2 cannot be read (VD02). So {number} rules of kulturnämnden could not be tried."
    assert {verdict.findings[at].rule.code: verdict.findings[cause].rule.code for at, cause in verdict.causes.items()} == {"KO01": "VD02"}
    assert {"AV01", "AV04", "AV08", "UT01"} <= set(finding.hit.values["codes"])
    assert not {"AV06", "AV10", "TD01", "IN03", "UT07"} & set(finding.hit.values["codes"])


def test_what_is_not_tried_points_at_the_finding_that_blocks_it() -> None:
    verdict = judge(build_book.ledger(**RIGHT, call_offs=[UNREAD]), [make_fault()], "normal")
    because = dict(verdict.not_tried)
    assert verdict.findings[because["AV01"]].rule.code == "VD02"
    assert set(because) == set(single_finding(verdict, "KO01").hit.values["codes"])
    assert not because.keys() & set(verdict.tried)
    assert {settled for balance, settled in verdict.balances if balance.recipient == KN} == {False}


def test_a_cause_comes_before_the_rules_that_it_leaves_untried() -> None:
    assert list_codes(judge(build_book.ledger(**RIGHT, call_offs=[UNREAD]), [make_fault()], "normal")) == ["VD02", "KO01"]


def test_cells_of_one_column_and_one_fault_are_one_finding() -> None:
    other = {**UNREAD, "id": "A-2", "recipient": "MKB", "intervention": "I-5"}
    below = Place("Avrop", 3, 5)
    ledger = build_book.ledger(**RIGHT, call_offs=[UNREAD, other])
    finding = single_finding(judge(ledger, [make_fault(), make_fault(below)], "normal"), "KO01")
    assert (finding.hit.place, finding.hit.related) == (AMOUNT, (below,))
    assert "Avrop!E2 och 1 cell till går inte att läsa (VD02)" in finding.message("sv")
    assert "kontroller av MKB och kulturnämnden inte" in finding.message("sv")


def test_an_unread_name_leaves_everybody_open() -> None:
    nameless = {**PAID, "recipient": None, "unread": {"recipient"}}
    fault = Fault(
        "VD08",
        Hit(place=Place("Avrop", 2, 3), values={"heading": "Mottagare", "found": "?", "question": ""}),
        "call_offs.recipient",
    )
    finding = single_finding(judge(build_book.ledger(**RIGHT, call_offs=[nameless]), [fault], "normal"), "KO01")
    assert "för någon mottagare." in finding.message("sv")
    assert "for any recipient." in finding.message("en")


def test_a_cell_in_nobodys_figures_blocks_rules_but_no_recipient() -> None:
    rejected = {**UNREAD, "status": "avslaget"}
    finding = single_finding(judge(build_book.ledger(**RIGHT, call_offs=[rejected]), [make_fault()], "normal"), "KO01")
    assert "kontroller inte kunnat göras." in finding.message("sv")


def test_a_fault_that_blocks_nothing_leaves_every_rule_tried() -> None:
    verdict = judge(
        build_book.ledger(**RIGHT, call_offs=[PAID]), [make_fault(blocks=None), make_fault(blocks="call_offs.comment")], "normal"
    )
    assert (set(list_codes(verdict)), verdict.not_tried) == ({"VD02"}, [])


def test_a_missing_sheet_leaves_the_rules_that_read_it_untried() -> None:
    fault = Fault("ST01", Hit(place=Place("Avrop"), values={"sheet": "Avrop"}), "call_offs")
    verdict = judge(build_book.ledger(**RIGHT, missing=["call_offs"]), [fault], "normal")
    assert {"AV01", "AV10", "BE03"} <= dict(verdict.not_tried).keys()
    assert not [code for code in list_codes(verdict) if code.startswith("AV")]
    assert single_finding(verdict, "KO01").message("sv").startswith("Uppgifter om Avrop saknas (ST01). Därför har")


def test_a_missing_column_leaves_only_the_rules_that_read_it_untried() -> None:
    ledger = build_book.ledger(**RIGHT, missing=["call_offs.intervention"], call_offs=[{**PAID, "intervention": None}])
    fault = Fault("ST02", Hit(place=Place("Avrop", 1, 1), values={"heading": "Insats-id"}), "call_offs.intervention")
    verdict = judge(ledger, [fault], "normal")
    assert set(list_codes(verdict)) == {"ST02", "KO01"}
    assert "AV06" in dict(verdict.not_tried)
    assert "AV01" in verdict.tried


def test_without_the_sheet_of_settings_the_defaults_hold() -> None:
    fault = Fault("ST01", Hit(place=Place("Inställningar"), values={"sheet": "Inställningar"}), "settings")
    ledger = build_book.ledger(**RIGHT, missing=["settings"], call_offs=[{**PAID, "amount": 700_000_00}])
    verdict = judge(ledger, [fault], "normal")
    assert set(list_codes(verdict)) == {"ST01", "AV03"}
    assert can_be_tried(BY_CODE["UT05"], ledger, ())


def test_a_setting_that_cannot_be_understood_leaves_its_rules_untried() -> None:
    sign, thresholds = build_book.unread_entry(SETTINGS, "cost_sign"), build_book.unread_entry(SETTINGS, "thresholds")
    faults = [
        Fault(
            "VD13",
            Hit(place=sign.place, values={"heading": "Värde", "found": "?", "expected": ""}),
            "settings.cost_sign",
        ),
        Fault("VD02", Hit(place=thresholds.place, values={"heading": "Värde", "found": "?"}), "settings.thresholds"),
    ]
    spent = [{"voucher": f"V-{n}", "booked_on": DAY, "period": 202606, "recipient": KN, "amount": -5} for n in (1, 2, 3)]
    ledger = build_book.ledger(
        **RIGHT,
        settings={"cost_sign": sign, "thresholds": thresholds},
        outcomes=spent,
        call_offs=[{**PAID, "amount": 700_000_00}],
    )
    verdict = judge(ledger, faults, "normal")
    assert set(list_codes(verdict)) == {"VD13", "VD02", "KO01"}
    assert {"AV03", "UT01", "UT05", "UT10"} == dict(verdict.not_tried).keys()


def test_a_recipient_that_is_missing_leaves_its_figures_open_but_not_the_allocations_rules() -> None:
    granted = [row for row in build_book.allocation_rows(pick_shipped_decision("STK-2026-580")) if row["recipient"] != KN]
    verdict = judge(build_book.ledger(**RIGHT, allocations=granted, call_offs=[PAID]), [], "normal")
    assert list_codes(verdict) == ["TD05", "KO01", "TD02"]
    untried = single_finding(verdict, "KO01").hit.values["codes"]
    assert "AV01" in untried
    assert not [code for code in untried if code.startswith("TD")]
    assert "kontroller av kulturnämnden inte" in single_finding(verdict, "KO01").message("sv")


def test_allocations_in_the_wrong_unit_are_one_finding_and_no_overdrafts() -> None:
    granted = [{**row, "amount": row["amount"] // 1000} for row in build_book.allocation_rows(pick_shipped_decision("STK-2026-580"))]
    planned = [{**row, "planned": 100_000_00} for row in INSATSER]
    called_off = {**PAID, "amount": 100_000_00}
    verdict = judge(build_book.ledger(interventions=planned, allocations=granted, call_offs=[called_off]), [], "normal")
    assert list_codes(verdict) == ["TD07", "KO01"]
    assert {"AV01", "IN03"} <= set(single_finding(verdict, "KO01").hit.values["codes"])


def test_a_case_number_that_nobody_knows_leaves_every_comparison_with_the_decision_untried() -> None:
    unknown = choose_decision(shipped_decisions(), "STK-2026-999")
    granted = build_book.allocation_rows(pick_shipped_decision("STK-2026-580"))
    verdict = judge(build_book.ledger(decision=unknown, allocations=granted), [], "normal")
    finding = single_finding(verdict, "KO01")
    assert finding.hit.place == build_book.entries(RECORD, {})["case_number"].place
    assert "Programmet har inget beslut med arbetsbokens diarienummer (Beslut!B2)" in finding.message("sv")
    assert {"TD01", "TD02", "TD05", "TD07", "IN01", "IN02"} <= dict(verdict.not_tried).keys()
    assert {verdict.findings[index].rule.code for _, index in verdict.not_tried} == {"KO01"}


def test_without_the_sheet_of_the_decision_its_number_is_asked_for_there() -> None:
    unknown = choose_decision(shipped_decisions(), "STK-2026-999")
    fault = Fault("ST01", Hit(place=Place("Beslut"), values={"sheet": "Beslut"}), "record")
    verdict = judge(build_book.ledger(decision=unknown, missing=["record"]), [fault], "normal")
    assert {finding.hit.place for finding in verdict.findings} == {Place("Beslut")}
    assert {"BE01", "BE02", "BE03", "UT04", "TD01"} <= dict(verdict.not_tried).keys()


def test_a_missing_decision_is_reported_once_where_the_sheet_need_not_exist() -> None:
    ledger = build_book.ledger(**RIGHT)
    bare = replace(ledger, book=replace(ledger.book, record={}))
    (finding,) = judge(bare, [], "normal").findings
    assert (finding.rule.code, finding.hit.place) == ("BE01", Place(""))


def test_findings_are_in_the_order_of_sheets_rows_and_columns() -> None:
    wrong = {**PAID, "amount": -1, "date": date(2025, 1, 1)}
    ledger = build_book.ledger(
        interventions=INSATSER[:5], call_offs=[wrong, {**wrong, "id": "A-2"}], record={"section": None}
    )
    shown = [finding.hit.place.address for finding in judge(ledger, [], "mild").findings if finding.rule.code != "IN04"]
    assert shown == ["Beslut!B3", "Insatser!A1", "Avrop!B2", "Avrop!E2", "Avrop!A3", "Avrop!B3", "Avrop!E3"]


def test_a_finding_names_its_row_and_its_column() -> None:
    ledger = build_book.ledger(interventions=INSATSER[:5], call_offs=[{**PAID, "amount": -1}], record={"section": None})
    named = {f.rule.code: (f.row_id, f.heading) for f in judge(ledger, [], "normal").findings}
    assert named["AV04"] == ("A-1", "Belopp")
    assert named["BE02"] == ("Paragraf", "Värde")
    assert named["IN02"] == (None, "Insats-id")


def test_a_finding_without_a_cell_has_neither() -> None:
    faults = [
        Fault("ST01", Hit(place=Place("Prognos"), values={"sheet": "Prognos"}), "forecasts"),
        Fault("ST05", Hit(place=None, values={"line": 1})),
        Fault("ST05", Hit(place=Place("Avrop", 9, 40), values={"line": 9})),
    ]
    findings = judge(build_book.ledger(**RIGHT, missing=["forecasts"]), faults, "normal").findings
    assert {(finding.row_id, finding.heading) for finding in findings} == {(None, None)}


def test_a_rule_that_the_profile_leaves_out_is_neither_found_nor_tried() -> None:
    hit = Hit(place=AMOUNT, values={"heading": "Mottagare", "found": "KN", "proposal": KN})
    mild = judge(build_book.ledger(**RIGHT), [Fault("VD09", hit)], "mild")
    assert mild.findings == []
    assert "VD09" not in mild.tried
    assert list_codes(judge(build_book.ledger(**RIGHT), [Fault("VD09", hit)], "normal")) == ["VD09"]


def test_a_decision_with_an_unread_date_is_recorded_all_the_same() -> None:
    unread = build_book.unread_entry(RECORD, "decided_on")
    assert isinstance(unread, Entry)
    fault = Fault("VD04", Hit(place=unread.place, values={"heading": "Värde", "found": "i maj"}), "record.decided_on")
    ledger = build_book.ledger(
        **RIGHT, record={"decided_on": unread, "status": None, "executive_section": None}, call_offs=[PAID]
    )
    verdict = judge(ledger, [fault], "normal")
    assert list_codes(verdict) == ["VD04", "KO01"]
    assert {"BE01", "BE02", "BE03", "UT04"} <= dict(verdict.not_tried).keys()


@pytest.mark.parametrize("fields", [{"decided_on": DAY}, {"status": "beslut"}, {"executive_section": "§ 1"}])
def test_a_decision_is_recorded_by_its_date_its_section_or_its_status(fields: dict) -> None:
    nothing = {"decided_on": None, "status": "förslag", "executive_section": None}
    assert "BE01" in list_codes(judge(build_book.ledger(record=nothing), [], "normal"))
    assert "BE01" not in list_codes(judge(build_book.ledger(record={**nothing, **fields}), [], "normal"))


def test_where_the_workings_are_missing_the_rules_about_them_are_untried() -> None:
    found = single_finding(judge(build_book.ledger(**RIGHT, missing=["workings"]), [], "normal"), "KO01")
    assert found.hit.values["codes"] == tuple(rule.code for rule in RULES if "workings" in rule.needs)
    assert found.hit.values["codes"] == ("FO02", "FO03", "FO04", "FO05", "FO06", "FO07", "FO09", "FO10")
    assert "visar varken formler eller vad som är dolt" in found.message("sv")
    assert "shows neither formulas nor what is hidden" in found.message("en")
