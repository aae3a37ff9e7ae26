"""The edges of the rules about call-offs to come, requested ones, and ones that were paid too early: AV11, AV12 and AV13."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import build_book
from support.rule_hits import DAY, KN, LATER, call_off, find_cells, find_hits, reversal, transfer
from xl_kraftsamling.domain.tables import RECORD
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import judge

AS_OF, SOON, AUTUMN = build_book.AS_OF, date(2026, 10, 15), date(2026, 11, 1)


def test_what_is_dated_on_the_date_itself_is_no_overdraft_to_come() -> None:
    assert find_hits("AV11", call_offs=[call_off(amount=900_000_00, date=AS_OF)]) == []
    assert find_cells("AV01", call_offs=[call_off(amount=900_000_00, date=AS_OF)]) == ["Avrop!E2"]
    assert find_cells("AV11", call_offs=[call_off(amount=900_000_00, date=AS_OF + timedelta(1))]) == ["Avrop!E2"]


def test_money_that_comes_in_on_the_day_of_a_call_off_to_come_covers_it() -> None:
    rows = [call_off(), call_off(id="A-2", amount=800_000_00, date=AUTUMN)]
    assert find_cells("AV11", call_offs=rows) == ["Avrop!E3"]
    assert find_hits("AV11", call_offs=[*rows, reversal(date=AUTUMN)]) == []
    assert find_hits("AV11", call_offs=rows, transfers=[transfer(date=AUTUMN)]) == []
    assert find_cells("AV11", call_offs=rows, transfers=[transfer(date=AUTUMN + timedelta(1))]) == ["Avrop!E3"]


@pytest.mark.parametrize("status", ["begärt", "avslaget"])
def test_only_what_is_approved_or_paid_is_called_off_later(status: str) -> None:
    assert find_hits("AV11", call_offs=[call_off(amount=900_000_00, date=AUTUMN, status=status)]) == []


def test_the_first_of_several_overdrafts_to_come_is_named_with_what_is_short_in_all() -> None:
    rows = [call_off(amount=850_000_00, date=AUTUMN), call_off(id="A-2", amount=10_000_00, date=date(2026, 12, 1))]
    (hit,) = find_hits("AV11", call_offs=rows)
    assert (hit.place.address, hit.difference, hit.values["short"]) == ("Avrop!E2", 50_000_00, 60_000_00)


def test_an_overdraft_that_lasts_from_before_the_date_is_one_finding_and_a_new_one_is_another() -> None:
    now, more = call_off(amount=900_000_00), call_off(id="A-2", amount=50_000_00, date=AUTUMN)
    covered = reversal(amount=100_000_00, date=SOON)
    assert find_cells("AV01", call_offs=[now, more]) == ["Avrop!E2"]
    assert find_hits("AV11", call_offs=[now, more]) == []
    assert find_cells("AV11", call_offs=[now, more, covered]) == ["Avrop!E3"]


def test_what_is_short_because_of_a_transfer_belongs_to_the_rules_about_transfers() -> None:
    gone = transfer(donor=KN, receiver="MKB")
    coming = call_off(amount=750_000_00, date=AUTUMN)
    assert find_hits("AV11", call_offs=[coming], transfers=[gone]) == []
    assert find_cells("OM07", call_offs=[coming], transfers=[gone]) == ["Omfördelning!E2"]
    assert find_hits("AV11", call_offs=[call_off()], transfers=[transfer(donor=KN, receiver="MKB", amount=900_000_00, date=AUTUMN)]) == []


def test_what_is_short_because_a_transfer_was_taken_back_belongs_to_that_transfer() -> None:
    taken = transfer(status="återförd")
    assert find_hits("AV11", call_offs=[call_off(amount=850_000_00, date=AUTUMN)], transfers=[taken]) == []
    assert find_cells("AV11", call_offs=[call_off(amount=900_000_01, date=AUTUMN)], transfers=[taken]) == ["Avrop!E2"]


def test_call_offs_that_exceed_everything_that_came_in_are_found_whatever_was_given_away() -> None:
    (hit,) = find_hits("AV11", call_offs=[call_off(amount=850_000_00, date=AUTUMN)], transfers=[transfer(donor=KN, receiver="MKB")])
    assert (hit.place.address, hit.difference) == ("Avrop!E2", 150_000_00)


def test_a_transfer_to_oneself_covers_nothing_to_come() -> None:
    rows = [call_off(amount=850_000_00, date=AUTUMN)]
    assert find_cells("AV11", call_offs=rows, transfers=[transfer(donor=KN)]) == ["Avrop!E2"]


def test_while_a_call_off_cannot_be_read_an_overdraft_to_come_is_not_tried() -> None:
    rows = [call_off(amount=None, unread={"amount"}), call_off(id="A-2", amount=900_000_00, date=AUTUMN)]
    assert find_hits("AV11", call_offs=rows) == []
    assert find_cells("AV11", call_offs=[*rows[1:], call_off(amount=None, recipient="MKB", unread={"amount"})]) == ["Avrop!E2"]


DAYS = [AS_OF + timedelta(days) for days in range(-3, 4)]
ROWS = st.fixed_dictionaries({
    "amount": st.integers(-20, 60), "date": st.sampled_from(DAYS), "status": st.sampled_from(["begärt", "godkänt", "utbetalt", "återfört"]),
})  # fmt: skip


@given(st.lists(ROWS, max_size=8), st.lists(st.tuples(st.integers(0, 40), st.sampled_from(DAYS)), max_size=3))
def test_an_overdraft_is_found_once_now_earlier_or_later_wherever_there_is_one(rows: list[dict], given_away: list[tuple]) -> None:
    calls = [call_off(id=f"A-{n}", **row) for n, row in enumerate(rows)]
    moved = [transfer(id=f"O-{n}", donor=KN, receiver="MKB", amount=amount, date=day) for n, (amount, day) in enumerate(given_away)]
    ledger = build_book.ledger(allocations=[{"recipient": KN, "amount": 60}, {"recipient": "MKB", "amount": 0}], call_offs=calls, transfers=moved)
    found = {code: [hit for hit in BY_CODE[code].check(ledger) if hit.values["recipient"] == KN] for code in ("AV01", "AV02", "AV11")}
    levels = {day: ledger.remaining(KN, day) for day in DAYS}
    assert bool(found["AV01"]) == (levels[AS_OF] < 0)
    assert bool(found["AV02"]) == (levels[AS_OF] >= 0 and any(level < 0 for day, level in levels.items() if day < AS_OF))
    ceded = {day: sum(amount for amount, sent in given_away if sent <= day) for day in DAYS}
    alone = [levels[day] + ceded[day] for day in DAYS]
    begun = [day for day, before, level in zip(DAYS[1:], alone, alone[1:], strict=False) if level < 0 <= before and day > AS_OF]
    assert [hit.values["day"] for hit in found["AV11"]] == begun[:1]
    assert all(hit.difference == -levels[hit.values["day"]] > 0 for hit in found["AV11"])


def test_everything_requested_counts_whatever_its_date_and_just_as_much_as_is_left_is_right() -> None:
    waiting = [call_off(amount=500_000_00, status="begärt", date=date(2026, 12, 1)), call_off(id="A-2", amount=300_000_00, status="begärt")]
    assert find_hits("AV12", call_offs=waiting) == []
    (hit,) = find_hits("AV12", call_offs=[*waiting, call_off(id="A-3", amount=1)])
    assert (hit.place.address, hit.found, hit.expected, hit.difference) == ("Avrop!E2", 800_000_00, 799_999_99, 1)
    assert [place.address for place in hit.related] == ["Avrop!E3"]


def test_one_recipients_requests_do_not_take_from_anothers_money() -> None:
    waiting = [call_off(amount=700_000_00, status="begärt"), call_off(recipient="MKB", amount=700_000_00, status="begärt")]
    assert find_hits("AV12", call_offs=waiting) == []


def test_of_requests_on_one_day_the_lower_row_is_the_last_and_one_without_a_date_never_is() -> None:
    undated = call_off(amount=1, status="begärt", date=None, unread={"date"})
    rows = [call_off(amount=500_000_00, status="begärt"), call_off(amount=400_000_00, status="begärt"), undated]
    assert find_cells("AV12", call_offs=rows) == ["Avrop!E3"]
    assert find_cells("AV12", call_offs=[{**undated, "amount": 900_000_00}]) == ["Avrop!E2"]


@pytest.mark.parametrize("amount", [0, -900_000_00])
def test_a_request_of_nothing_or_less_neither_asks_for_money_nor_is_the_last(amount: int) -> None:
    rows = [call_off(amount=900_000_00, status="begärt"), call_off(amount=amount, status="begärt", date=LATER)]
    assert find_cells("AV12", call_offs=rows) == ["Avrop!E2"]


def test_a_request_that_cannot_be_read_could_only_add_to_those_that_do_not_fit() -> None:
    unread = call_off(amount=None, status="begärt", date=LATER, unread={"amount"})
    assert find_cells("AV12", call_offs=[call_off(amount=900_000_00, status="begärt"), unread]) == ["Avrop!E2"]
    assert find_hits("AV12", call_offs=[call_off(amount=800_000_00, status="begärt"), unread]) == []


def test_one_who_is_already_overdrawn_has_one_finding() -> None:
    rows = [call_off(amount=900_000_00), call_off(amount=100_00, status="begärt")]
    assert find_hits("AV12", call_offs=rows) == []
    assert find_cells("AV01", call_offs=rows) == ["Avrop!E2"]


def test_one_who_has_nothing_left_may_request_nothing() -> None:
    rows = [call_off(amount=800_000_00), call_off(amount=1, status="begärt")]
    assert find_cells("AV12", call_offs=rows) == ["Avrop!E3"]


@pytest.mark.parametrize("status", ["begärt", "godkänt", "återfört", "avslaget"])
def test_only_a_payment_can_be_too_early(status: str) -> None:
    assert find_hits("AV13", call_offs=[call_off(date=date(2026, 5, 19), status=status)]) == []


def test_a_payment_on_the_day_of_the_decision_is_right() -> None:
    rows = [call_off(date=date(2026, 5, 20)), call_off(date=date(2026, 5, 19)), call_off(date=None, unread={"date"})]
    assert find_cells("AV13", call_offs=rows) == ["Avrop!B3"]


def test_a_payment_of_another_year_is_found_for_its_year_alone() -> None:
    rows = [call_off(date=date(2025, 12, 15))]
    assert (find_hits("AV13", call_offs=rows), find_cells("AV10", call_offs=rows)) == ([], ["Avrop!B2"])


def test_without_a_decision_its_absence_is_found_and_not_the_date() -> None:
    nothing = {"status": "förslag", "executive_section": None, "decided_on": None}
    rows = [call_off(date=date(2026, 1, 5))]
    assert (find_hits("AV13", call_offs=rows, record=nothing), find_cells("BE03", call_offs=rows, record=nothing)) == ([], ["Avrop!F2"])


def test_a_date_of_the_decision_that_cannot_be_read_leaves_the_payments_untried() -> None:
    unread = build_book.unread_entry(RECORD, "decided_on")
    assert find_hits("AV13", call_offs=[call_off(date=date(2026, 1, 5))], record={"decided_on": unread}) == []
    assert "record.decided_on" in BY_CODE["AV13"].needs


def test_a_double_entry_with_an_insats_that_cannot_be_read_is_not_tried_in_silence() -> None:
    assert "call_offs.intervention" in BY_CODE["AV08"].may_lack
    rows = [call_off(intervention=None, unread={"intervention"})] * 2
    assert find_hits("AV08", call_offs=rows) == []


def test_the_findings_weigh_as_the_profile_says() -> None:
    rows = [call_off(id="A-1", date=date(2026, 5, 19)), call_off(id="A-2", amount=900_000_00, date=AUTUMN), call_off(id="A-3", amount=900_000_00, status="begärt", date=DAY)]
    for profile, weights in (("strikt", "FVF"), ("normal", "FVV"), ("mild", "VUU")):
        verdict = judge(build_book.ledger(call_offs=rows), [], profile)
        severities = {finding.rule.code: finding.severity for finding in verdict.findings}
        words = {"F": Severity.ERROR, "V": Severity.WARNING, "U": Severity.NOTE}
        assert [severities[code] for code in ("AV11", "AV12", "AV13")] == [words[letter] for letter in weights]
