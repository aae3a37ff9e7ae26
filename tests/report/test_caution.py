"""Figures end with one line where findings concern them, and with none where they stand on what is right."""

import json
from pathlib import Path

import openpyxl
import pytest

from support.excel_engine import open_book
from support.run_cli import kraft
from xl_kraftsamling.excel import buttons

ASKED = ("--from", "KN", "--to", "FRN", "--amount", "1 000", "--date", "2026-09-30")
COMMANDS = {
    "balance": ("balance", "bok.xlsx"),
    "timeline": ("balance", "bok.xlsx", "--timeline"),
    "trace": ("balance", "bok.xlsx", "--trace"),
    "transfer": ("transfer", "bok.xlsx", *ASKED),
    "proposals": ("transfer", "bok.xlsx", "--proposals"),
}
VD01 = "Obs: en avvikelse berör det som visas här: VD01 Avrop!E5. Kontrollera arbetsboken för att se vad man gör åt den."


@pytest.fixture(autouse=True)
def _workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert kraft("fill", "--example", "bok.xlsx").exit_code == 0


def change(**cells: object) -> None:
    """Write into cells such as Avrop_E5."""
    book = openpyxl.load_workbook("bok.xlsx")
    for name, value in cells.items():
        sheet, cell = name.split("_")
        book[sheet][cell] = value
    book.save("bok.xlsx")


def last_paragraph(text: str) -> str:
    return " ".join(text.rstrip().rpartition("\n\n")[2].split())


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_an_error_beneath_the_figures_is_told_in_one_line(command: tuple[str, ...]) -> None:
    assert "Obs:" not in kraft(*command).stdout
    assert json.loads(kraft(*command, "--format", "json").stdout)["caution"] is None
    change(Avrop_E5="75 000")
    assert last_paragraph(kraft(*command).stdout) == VD01
    assert json.loads(kraft(*command, "--format", "json").stdout)["caution"] == VD01


def test_csv_has_no_place_for_it_so_that_it_goes_to_stderr() -> None:
    change(Avrop_E5="75 000")
    result = kraft("balance", "bok.xlsx", "--format", "csv")
    assert "VD01 Avrop!E5" in result.stderr
    assert "VD01" not in result.stdout


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    change(Avrop_E5="75 000", Avrop_E6="x", Avrop_B7="i våras", Avrop_C8="okänd", Avrop_F9="kanske")
    line = last_paragraph(kraft("balance", "bok.xlsx", "--lang", "en").stdout)
    assert line.startswith("Note: 5 findings affect what is shown here: VD01 Avrop!E5, VD02 Avrop!E6, VD04 Avrop!B7 and 2 more.")


def test_what_no_figure_is_made_of_is_not_told() -> None:
    change(Insatser_E5="hundra", Insatser_F6="kanske")
    assert '"VD02"' in kraft("validate", "bok.xlsx", "--format", "json").stdout
    assert "Obs:" not in kraft("balance", "bok.xlsx").stdout


def test_an_allocation_against_the_decision_concerns_the_figures() -> None:
    change(Tilldelning_C5=1_000_000)
    assert "TD01 Tilldelning!C5" in last_paragraph(kraft("balance", "bok.xlsx").stdout)


def test_the_buttons_say_it_too() -> None:
    change(Avrop_E5="75 000")
    book = open_book(Path("bok.xlsx").resolve())
    assert buttons.balance(book).endswith(VD01)
    book.sheets["Omfördelning"].activate()
    assert VD01 not in buttons.validate(book)
