"""Each kind of cell that cannot be read leaves open exactly the figures that it would have gone into."""

from datetime import date
from typing import Any

import pytest

from support import build_book
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS, OUTCOME_FIELDS
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import SETTINGS

KN, FRN, DAY = "kulturnämnden", "fritidsnämnden", date(2026, 6, 1)
EVERYBODY = tuple(pick_shipped_decision("STK-2026-580").allotted)


def unknown_figures(ledger: Ledger) -> dict[str, set[str]]:
    """Who lacks what, figure by figure."""
    unsettled = ledger.unsettled
    figures = {
        "R": unsettled.disposable, "K": unsettled.remaining, "Ω": unsettled.transferable,
        "U": unsettled.outcome, "P": unsettled.forecast,
    }  # fmt: skip
    assert {name for name in ledger.balances if name in unsettled} == {name for name in ledger.balances if name in unsettled.transferable}
    return {
        figure: who for figure, unknown in figures.items() if (who := {name for name in ledger.balances if name in unknown})
    }


def unread_call_off(unread: str, status: str | None = "godkänt") -> dict[str, Any]:
    fields = {"date": DAY, "recipient": KN, "amount": 500, "status": status}
    return {"call_offs": [{**fields, unread: None, "unread": {unread}}]}


def unread_transfer(unread: str, status: str | None = "bokförd") -> dict[str, Any]:
    fields = {"date": DAY, "donor": KN, "receiver": FRN, "amount": 500, "status": status}
    return {"transfers": [{**fields, unread: None, "unread": {unread}}]}


def unread_outcome(unread: str) -> dict[str, Any]:
    fields = {"booked_on": DAY, "recipient": KN, "amount": 500, "period": 202606}
    return {"outcomes": [{**fields, unread: None, "unread": {unread}}]}


def unread_forecast(unread: str) -> dict[str, Any]:
    fields = {"date": DAY, "recipient": KN, "amount": 500}
    return {"forecasts": [{**fields, unread: None, "unread": {unread}}]}


def with_allocations(*rows: dict[str, Any]) -> dict[str, Any]:
    granted = build_book.allocation_rows(pick_shipped_decision("STK-2026-580"))
    return {"allocations": [*(row for row in granted if row["recipient"] != KN), *rows]}


UNREADABLE_SIGN = {"settings": {"cost_sign": build_book.unread_entry(SETTINGS, "cost_sign")}}
MKB_AND_KN_UNNAMED = [
    *({"recipient": name, "amount": 100} for name in EVERYBODY if name not in (KN, "MKB")),
    {"amount": 100, "unread": {"recipient"}},
    {"amount": 100, "unread": {"recipient"}},
]
IN_THOUSANDS = [{**row, "amount": row["amount"] // 1_000} for row in build_book.allocation_rows(pick_shipped_decision("STK-2026-580"))]


@pytest.mark.parametrize(
    ("given", "whose", "figures"),
    [
        ({}, (), ""),
        (unread_call_off("amount"), (KN,), "KΩ"),
        (unread_call_off("date"), (KN,), "KΩ"),
        (unread_call_off("status", None), (KN,), "KΩ"),
        (unread_call_off("recipient"), EVERYBODY, "KΩ"),
        (unread_call_off("intervention"), (), ""),
        (unread_call_off("reverses", "återfört"), (), ""),
        (unread_call_off("amount", "återfört"), (KN,), "KΩ"),
        (unread_call_off("amount", "begärt"), (KN,), "Ω"),
        (unread_call_off("recipient", "begärt"), EVERYBODY, "Ω"),
        (unread_call_off("date", "begärt"), (), ""),
        (unread_call_off("amount", "avslaget"), (), ""),
        (unread_call_off("recipient", "avslaget"), (), ""),
        (unread_transfer("amount"), (KN, FRN), "RKΩ"),
        (unread_transfer("date"), (KN, FRN), "RKΩ"),
        (unread_transfer("status", None), (KN, FRN), "RKΩ"),
        (unread_transfer("donor"), EVERYBODY, "RKΩ"),
        (unread_transfer("receiver"), EVERYBODY, "RKΩ"),
        (unread_transfer("agreed_amount"), (), ""),
        (unread_transfer("amount", "begärd"), (KN,), "Ω"),
        (unread_transfer("donor", "överenskommen"), EVERYBODY, "Ω"),
        (unread_transfer("receiver", "överenskommen"), (), ""),
        (unread_transfer("date", "begärd"), (), ""),
        (unread_transfer("amount", "utkast"), (), ""),
        (unread_transfer("donor", "avslagen"), (), ""),
        (unread_transfer("amount", "återförd"), (), ""),
        (unread_outcome("amount"), (KN,), "U"),
        (unread_outcome("booked_on"), (KN,), "U"),
        (unread_outcome("recipient"), EVERYBODY, "U"),
        (unread_outcome("period"), (), ""),
        (UNREADABLE_SIGN, EVERYBODY, "U"),
        (unread_forecast("amount"), (KN,), "P"),
        (unread_forecast("date"), (KN,), "P"),
        (unread_forecast("recipient"), EVERYBODY, "P"),
        (with_allocations({"recipient": KN, "unread": {"amount"}}), (KN,), "RKΩ"),
        (with_allocations({"amount": 5, "unread": {"recipient"}}), (KN,), "RKΩ"),
        (with_allocations({"unread": {"recipient", "amount"}}), (KN,), "RKΩ"),
        (with_allocations(), (KN,), "RKΩ"),
        ({"allocations": MKB_AND_KN_UNNAMED}, (KN, "MKB"), "RKΩ"),
        ({"allocations": []}, EVERYBODY, "RKΩ"),
        ({"allocations": IN_THOUSANDS}, EVERYBODY, "RKΩ"),
        ({"missing": ["allocations"]}, EVERYBODY, "RKΩ"),
        ({"missing": ["call_offs"]}, EVERYBODY, "KΩ"),
        ({"missing": ["call_offs.status"]}, EVERYBODY, "KΩ"),
        ({"missing": ["call_offs.reverses"]}, (), ""),
        ({"missing": ["transfers"]}, (), ""),
        ({"missing": ["transfers.amount"], **unread_transfer("amount")}, EVERYBODY, "RKΩ"),
        ({"missing": ["outcomes"]}, EVERYBODY, "U"),
        ({"missing": ["outcomes.amount"]}, EVERYBODY, "U"),
        ({"missing": ["settings"]}, (), ""),
    ],
)
def test_an_unread_cell_leaves_open_what_it_would_have_gone_into(
    given: dict[str, Any], whose: tuple[str, ...], figures: str
) -> None:
    assert unknown_figures(build_book.ledger(**given)) == {figure: set(whose) for figure in figures}


def test_unknown_figures_are_left_out_of_the_known_ones() -> None:
    ledger = build_book.ledger(**unread_call_off("amount", "begärt"), **unread_outcome("amount"))
    assert KN not in {balance.recipient for balance in ledger.known_balances()}
    assert KN in {balance.recipient for balance in ledger.known_balances("remaining")}
    assert ledger.balances[KN].outcome is None
    open_ledger = build_book.ledger(**unread_transfer("amount"))
    assert KN not in {balance.recipient for balance in open_ledger.known_balances("disposable")}


def test_a_forecast_with_an_unread_one_beside_it_is_unknown() -> None:
    known = {"date": DAY, "recipient": KN, "amount": 400}
    ledger = build_book.ledger(forecasts=[known, *unread_forecast("amount")["forecasts"]])
    assert ledger.balances[KN].forecast is None


def test_the_cause_is_the_cell_and_a_missing_sheet_has_none() -> None:
    assert build_book.ledger(**unread_call_off("amount")).unsettled.transferable.cells == {KN: [Place("Avrop", 2, 5)]}
    assert build_book.ledger(missing=["call_offs"]).unsettled.remaining.cells[None][0] == Place("Avrop")
    assert build_book.ledger(missing=["call_offs.status"]).unsettled.remaining.cells[None] == [Place("Avrop", 1, 1)]


def test_a_name_that_could_be_any_of_several_missing_ones_is_the_cause_of_each() -> None:
    causes = build_book.ledger(allocations=MKB_AND_KN_UNNAMED).unsettled.transferable.cells
    assert causes == {name: [Place("Tilldelning", 6, 1), Place("Tilldelning", 7, 1)] for name in (KN, "MKB")}


def test_the_recipients_that_a_cell_leaves_open_can_be_listed() -> None:
    unsettled = build_book.ledger(**unread_call_off("amount"), **unread_outcome("recipient")).unsettled
    assert unsettled.recipients_left_open_by({Place("Avrop", 2, 5)}) == {KN}
    assert unsettled.recipients_left_open_by({Place("Utfall", 2, 4)}) == {None}
    assert unsettled.recipients_left_open_by({Place("Avrop", 99, 5)}) == set()


def test_what_the_figures_are_made_of_are_columns_that_exist() -> None:
    headings = build_book.TABLE_BY_NAME
    for name in (*LEDGER_FIELDS, *OUTCOME_FIELDS):
        table, field = name.split(".")
        assert field in {column.field for column in headings[table].columns}
