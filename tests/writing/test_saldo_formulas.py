"""The proof of the sheet Saldo: its formulas, computed by LibreOffice, equal the program's arithmetic to the öre."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

from support import seeded_ledgers
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.ledger.ledger import Balance
from xl_kraftsamling.domain.tables import SETTINGS, TABLES
from xl_kraftsamling.domain.template import BALANCE_SHEET, HEADING_ROW
from xl_kraftsamling.writing.saldo_formulas import SALDO_HEADINGS, compose_saldo_rows
from xl_kraftsamling.writing.template_file import find_template
from xl_kraftsamling.xlsx.edit import Edit


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example and every invented ledger, each in a copy of the template."""
    folder = tmp_path_factory.mktemp("filled")
    app.fill_workbook(folder / "exempel.xlsx", decision=pick_shipped_decision("STK-2026-580"), example=True)
    paths = {"exempel": folder / "exempel.xlsx"}
    for number, ledger in enumerate(seeded_ledgers.LEDGERS):
        paths[ledger.name] = folder / f"{number}.xlsx"
        _fill(ledger, paths[ledger.name])
    return paths


def _fill(ledger: seeded_ledgers.InventedLedger, path: Path) -> None:
    edit = Edit(find_template())
    for table in TABLES:
        rows = ledger.rows.get(table.sheet, ())
        edit.append(table.sheet, [[*row, *[None] * (len(table.columns) - len(row))] for row in rows])
    for line, column in enumerate(SETTINGS.columns, HEADING_ROW + 1):
        if column.heading in ledger.settings:
            edit.set(SETTINGS.sheet, f"B{line}", ledger.settings[column.heading])
    edit.replace(BALANCE_SHEET, compose_saldo_rows(seeded_ledgers.OTHERS))
    edit.save(path)


@pytest.fixture(scope="session")
def recalculated(filled: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same workbooks as LibreOffice has computed them; no figure of theirs was stored before."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: nothing here can compute the formulas")
    folder = tmp_path_factory.mktemp("computed")
    profile = (tmp_path_factory.mktemp("profile")).as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, filled.values())], check=True, capture_output=True, timeout=300
    )
    return {name: folder / path.name for name, path in filled.items()}


def saldo(path: Path) -> dict[str, tuple[Any, ...]]:
    """The figures of Saldo by recipient, in öre, None where a cell is empty."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(BALANCE_SHEET).to_python(skip_empty_area=False)
    filled_in = (row for row in rows[HEADING_ROW:] if row[0])
    return {row[0]: tuple(_ore(cell) for cell in row[1 : len(SALDO_HEADINGS)]) for row in filled_in}


def _ore(cell: Any) -> int | None:
    return None if cell == "" else round(cell * 100)


def figures(balance: Balance) -> tuple[int | None, ...]:
    return (
        balance.allotted, balance.received, balance.ceded, balance.disposable, balance.called_off, balance.requested,
        balance.remaining, balance.outcome, balance.called_off_unspent, balance.forecast, balance.transferable,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["exempel", *(ledger.name for ledger in seeded_ledgers.LEDGERS)])
def test_saldo_equals_the_arithmetic_to_the_ore(
    name: str, filled: dict[str, Path], recalculated: dict[str, Path]
) -> None:
    shown = saldo(recalculated[name])
    total = shown.pop("Summa")
    balances = read_ledger(filled[name]).balances
    assert not any(any(row) for row in saldo(filled[name]).values()), "a figure is stored: this would prove nothing"
    assert shown == {recipient: figures(balances[recipient]) for recipient in shown}
    assert list(total) == [sum(figure or 0 for figure in column) for column in zip(*shown.values(), strict=True)]


def test_an_audit_of_the_template_and_of_a_filled_copy_finds_nothing(filled: dict[str, Path]) -> None:
    for path in (find_template(), filled["exempel"], filled["händelser framåt"]):
        assert [(error.part_uri, error.description) for error in OpenXmlValidator().validate(path).errors] == []
