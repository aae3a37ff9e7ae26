"""The edges of the rules about costs that stand twice or on another's insats, and forecasts that cannot be right: UT08 to UT10."""

from datetime import date

import pytest

from support import build_book
from support.rule_hits import DAY, KN, LATER, cost, find_cells, find_hits, forecast, transfer
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import OUTCOMES, SETTINGS
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import judge
from xl_kraftsamling.verdict.not_tried import can_be_tried

AUTUMN = date(2026, 11, 1)


def test_each_cost_after_the_first_of_three_alike_is_found_with_the_first_beside_it() -> None:
    found = find_hits("UT08", outcomes=[cost(), cost(text="x"), cost(), cost()])
    assert [(hit.place.cell, [place.cell for place in hit.related]) for hit in found] == [("A4", ["A2"]), ("A5", ["A2"])]


@pytest.mark.parametrize("field", [column.field for column in OUTCOMES.columns])
def test_costs_that_differ_in_any_column_are_two(field: str) -> None:
    others = {"voucher": "V2", "booked_on": LATER, "period": 202607, "recipient": "MKB", "intervention": "I-1", "amount": -50_00, "text": "Hyra"}
    assert find_hits("UT08", outcomes=[cost(), cost(**{field: others[field]})]) == []
    assert find_hits("UT08", outcomes=[cost(**{field: others[field]}), cost(**{field: None})]) == []
    assert find_cells("UT08", outcomes=[cost(**{field: others[field]})] * 2) == ["Utfall!A3"]


@pytest.mark.parametrize("field", [column.field for column in OUTCOMES.columns])
def test_costs_with_a_cell_that_cannot_be_read_are_not_called_alike_and_not_tried_in_silence(field: str) -> None:
    unread = cost(**{field: None, "unread": {field}})
    assert find_hits("UT08", outcomes=[unread, unread]) == []
    fault = Fault("FO01", Hit(place=Place("Utfall", 2, 1), values={"heading": "x", "found": "#REF!"}), f"outcomes.{field}")
    assert "UT08" in dict(judge(build_book.ledger(outcomes=[unread, unread]), [fault], "normal").not_tried)


def test_rows_of_nothing_add_nothing_however_many_they_are() -> None:
    assert find_hits("UT08", outcomes=[cost(amount=0)] * 3) == []


def test_costs_without_vouchers_are_compared_where_there_is_a_column_for_them() -> None:
    assert find_cells("UT08", outcomes=[cost(voucher=None), cost(voucher=None)]) == ["Utfall!A3"]
    bare = build_book.ledger(outcomes=[cost(voucher=None)] * 2, missing=["outcomes.voucher"])
    assert not can_be_tried(BY_CODE["UT08"], bare, [])
    assert "UT08" in dict(judge(bare, [], "normal").not_tried)


@pytest.mark.parametrize("field", ["booked_on", "period", "intervention", "text"])
def test_a_list_of_costs_that_lacks_a_column_has_doubles_too(field: str) -> None:
    ledger = build_book.ledger(outcomes=[cost(**{field: None})] * 2, missing=[f"outcomes.{field}"])
    verdict = judge(ledger, [], "normal")
    assert "UT08" in verdict.tried
    assert "UT08" in {finding.rule.code for finding in verdict.findings}


@pytest.mark.parametrize("status", ["begärd", "överenskommen", "bokförd"])
def test_a_transfer_that_counts_permits_a_cost_on_anothers_insats(status: str) -> None:
    given = {"interventions": [{"id": "I-1", "recipient": "MKB"}], "outcomes": [cost(intervention="I-1"), cost()]}
    moved = transfer(donor="MKB", status=status)
    assert find_hits("UT09", **given, transfers=[moved]) == []
    assert find_cells("UT09", **given, transfers=[{**moved, "donor": KN, "receiver": "MKB"}]) == ["Utfall!E2"]
    assert find_cells("UT09", **given, transfers=[{**moved, "status": "avslagen"}]) == ["Utfall!E2"]


def test_a_cost_whose_insats_or_recipient_cannot_be_read_is_nobody_elses() -> None:
    insats = [{"id": "I-1", "recipient": "MKB"}]
    unread = [cost(intervention=None, unread={"intervention"}), cost(intervention="I-1", recipient=None, unread={"recipient"})]
    assert find_hits("UT09", interventions=insats, outcomes=unread) == []
    assert find_cells("UT09", interventions=insats, outcomes=[*unread, cost(intervention="I-1", amount=-1)]) == ["Utfall!E4"]


def test_a_forecast_of_just_what_is_spent_is_right_and_costs_after_the_date_do_not_count() -> None:
    spent = [cost(amount=100_00), cost(amount=1_00, booked_on=date(2026, 10, 1))]
    assert find_hits("UT10", outcomes=spent, forecasts=[forecast()]) == []
    (hit,) = find_hits("UT10", outcomes=[*spent, cost(amount=1)], forecasts=[forecast()])
    assert (hit.place.address, hit.found) == ("Prognos!C2", 100_00)


def test_an_earlier_forecast_may_be_anything() -> None:
    earlier = [forecast(amount=-1), forecast(amount=1, recipient="MKB")]
    later = [forecast(date=LATER), forecast(date=LATER, recipient="MKB")]
    assert find_hits("UT10", outcomes=[cost()], forecasts=[*later, *earlier]) == []


def test_of_two_forecasts_of_one_day_the_higher_is_the_latest() -> None:
    assert find_hits("UT10", outcomes=[cost()], forecasts=[forecast(), forecast(amount=-1)]) == []


def test_a_negative_forecast_is_one_finding_whatever_is_spent() -> None:
    (hit,) = find_hits("UT10", outcomes=[cost()], forecasts=[forecast(amount=-1)])
    assert "negativ" in hit.values["fault"].sv
    assert find_cells("UT10", outcomes=[cost(amount=-500_00)], forecasts=[forecast(amount=-1)]) == ["Prognos!C2"]
    assert find_hits("UT10", outcomes=[cost(amount=-500_00)], forecasts=[forecast(amount=0)]) == []


def test_of_a_forecast_with_a_wrong_year_the_date_is_found_and_not_the_amount() -> None:
    assert find_cells("UT10", outcomes=[cost()], forecasts=[forecast(date=date(2025, 9, 15), amount=-1)]) == ["Prognos!A2"]


def test_a_forecast_that_a_slip_of_the_year_puts_after_the_date_is_found_though_it_does_not_count() -> None:
    rows = [forecast(date=date(2027, 9, 15)), forecast(date=date(2027, 8, 15)), forecast(amount=1_00)]
    assert find_cells("UT10", outcomes=[cost()], forecasts=rows) == ["Prognos!A2", "Prognos!C4"]


def test_a_forecast_of_later_this_year_waits_for_its_day() -> None:
    assert find_hits("UT10", outcomes=[cost()], forecasts=[forecast(date=AUTUMN, amount=-1)]) == []


def test_an_old_forecast_is_no_longer_the_latest_once_there_is_one_of_the_year() -> None:
    old = forecast(date=date(2025, 12, 1))
    assert find_cells("UT10", forecasts=[old]) == ["Prognos!A2"]
    assert find_hits("UT10", forecasts=[old, forecast()]) == []


def test_a_forecast_that_cannot_be_read_leaves_the_recipients_latest_unknown() -> None:
    unread = forecast(date=LATER, amount=None, unread={"amount"})
    assert find_hits("UT10", outcomes=[cost()], forecasts=[forecast(amount=-1), unread]) == []
    assert find_hits("UT10", forecasts=[forecast(recipient=None, date=AUTUMN, unread={"recipient"})]) == []


def test_where_the_outcome_is_unknown_a_forecast_is_tried_for_the_rest() -> None:
    unread = [cost(amount=None, unread={"amount"}), cost(amount=500_00)]
    assert find_hits("UT10", outcomes=unread, forecasts=[forecast()]) == []
    assert find_cells("UT10", outcomes=unread, forecasts=[forecast(amount=-1)]) == ["Prognos!C2"]
    sign = {"cost_sign": build_book.unread_entry(SETTINGS, "cost_sign")}
    assert find_hits("UT10", settings=sign, outcomes=[cost(amount=500_00)], forecasts=[forecast()]) == []
    bare = build_book.ledger(missing=["outcomes"], forecasts=[forecast(amount=-1)])
    assert "UT10" in judge(bare, [], "normal").tried


def test_a_forecast_of_nothing_without_costs_is_right() -> None:
    assert find_hits("UT10", forecasts=[forecast(amount=0, date=DAY)]) == []
