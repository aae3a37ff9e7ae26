"""Of a balance brought in and one carried out, the latter is what is left, and neither marks a row as cancelled."""

from pathlib import Path

import pytest

from support.build_other_layouts import CALLED, GRANTED, GRANTS, plain_sheets, write_sheets
from xl_kraftsamling import app

SUMS = {name: sum(row[3] for row in CALLED if row[2] == name) for name, _ in GRANTED}


@pytest.mark.parametrize(("brought", "carried"), [("Ingående saldo", "Utgående saldo"), ("Opening balance", "Closing balance")])
def test_a_list_without_statuses_counts_as_the_balance_carried_out_does(brought: str, carried: str, tmp_path: Path) -> None:
    balances = [("Nämnd", brought, carried), *((name, granted, granted - SUMS[name]) for name, granted in GRANTED)]
    plain = [("Nr", "Datum", "Nämnd", "Belopp"), *(row[:4] for row in CALLED)]
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Fördelning=GRANTS, Saldon=balances, Avrop=plain))
    verdict = app.validate_workbook(path).verdict
    assert [each.message("sv") for each in verdict.findings if each.rule.code == "ST12"] == []
    stated = {row.recipient: row.remaining for row in verdict.ledger.book.stated_balances}
    assert {balance.recipient: balance.remaining for balance, is_known in verdict.balances if is_known and balance.recipient in SUMS} == {
        name: (granted - SUMS[name]) * 100 for name, granted in GRANTED
    }
    assert stated == {name: (granted - SUMS[name]) * 100 for name, granted in GRANTED}
