"""A map or a decision beside a workbook is found, followed where it may be, and named in every output with what it did."""

import json
from pathlib import Path

import openpyxl
import pytest

from support.build_other_layouts import (
    CALLED,
    FRN,
    KN,
    LIST_HEADINGS,
    call_offs_in,
    two_sheets,
    write_map,
    write_sheets,
)
from support.excel_engine import open_book
from support.press_button import sheet_of
from support.read_ledger import read_ledger
from support.run_cli import kraft
from xl_kraftsamling.domain.decision import DECISIONS_FOLDER
from xl_kraftsamling.excel import buttons
from xl_kraftsamling.excel.buttons.balances import BALANCES_SHEET
from xl_kraftsamling.reading.companions import describe_map
from xl_kraftsamling.reading.workbook_file import WorkbookFile

SHIPPED = (DECISIONS_FOLDER / "stk-2026-580.toml").read_text("utf-8")
CHANGED = SHIPPED.replace("kronor = 800_000", "kronor = 900_000")
COMMANDS = {
    "validate": ("validate", "bok.xlsx"),
    "balance": ("balance", "bok.xlsx"),
    "timeline": ("balance", "bok.xlsx", "--timeline"),
    "trace": ("balance", "bok.xlsx", "--trace"),
    "transfer": ("transfer", "bok.xlsx", "--from", "KN", "--to", "FRN", "--amount", "1 000", "--date", "2026-09-30"),
    "proposals": ("transfer", "bok.xlsx", "--proposals"),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))


@pytest.fixture
def mapped() -> Path:
    """A workbook in a layout of its own, with a map beside it."""
    path = write_sheets(Path("bok.xlsx"), two_sheets())
    write_map(path).rename("bok.karta.toml")
    return path


@pytest.fixture
def ours() -> Path:
    """A workbook in the template's layout."""
    assert kraft("fill", "--example", "bok.xlsx").exit_code == 0
    return Path("bok.xlsx")


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.usefixtures("mapped")
def test_a_map_beside_the_workbook_is_named_with_what_was_read_by_it(command: tuple[str, ...]) -> None:
    line = "Läst efter kartan bok.karta.toml: Tilldelning från bladet "
    assert line in one_line(kraft(*command).stdout)
    document = json.loads(kraft(*command, "--format", "json").stdout)
    (companion,) = document.get("companions") or document["workbooks"][0]["companions"]
    assert (companion["kind"], companion["file"], companion["followed"]) == ("karta", "bok.karta.toml", True)
    assert line in companion["effect"]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.usefixtures("ours")
def test_a_workbook_that_follows_the_template_follows_no_map_that_was_not_given(command: tuple[str, ...]) -> None:
    before = kraft(*command)
    Path("bok.karta.toml").write_text("version = 1\n[[table]]\nden är = trasig", "utf-8")
    after = kraft(*command)
    line = (
        "Kartan bok.karta.toml bredvid arbetsboken har inte använts, eftersom arbetsboken följer mallen. "
        "Ska den gälla ändå: ange den med --map."
    )
    assert one_line(after.stdout).replace(f" {line}", "") == one_line(before.stdout)
    assert line in one_line(after.stdout)
    assert after.exit_code == before.exit_code


def test_a_map_that_is_given_is_followed_even_there(ours: Path) -> None:
    Path("egen.toml").write_text(
        'version = 1\n[[table]]\nkind = "Tilldelning"\nsheet = "Tilldelning"\nheadings = "A4:E4"\n'
        '[table.columns]\n"Mottagare" = "A"\n"Beviljat belopp" = "C"\n',
        "utf-8",
    )
    found = json.loads(kraft("validate", str(ours), "--map", "egen.toml", "--format", "json").stdout)["workbooks"][0]
    assert [(each["file"], each["followed"]) for each in found["companions"]] == [("egen.toml", True)]
    assert [(each["table"], each["range"], each["columns"]) for each in found["read"]] == [
        ("Tilldelning", "A4:C10", {"Mottagare": "A", "Beviljat belopp": "C"})
    ]
    assert "Läst efter kartan egen.toml" in one_line(kraft("balance", str(ours), "--map", "egen.toml").stdout)


def test_the_account_of_the_reading_names_the_map(mapped: Path) -> None:
    assert kraft("map", str(mapped)).stdout.startswith("Läst efter kartan bok.karta.toml: ")


def test_kontroll_and_the_buttons_name_the_map(mapped: Path) -> None:
    kraft("validate", str(mapped), "--annotate", "kopia.xlsx")
    cells = [cell for row in openpyxl.load_workbook("kopia.xlsx")["Kontroll"].iter_rows(values_only=True) for cell in row]
    assert any("Läst efter kartan bok.karta.toml" in str(cell) for cell in cells)
    book = open_book(mapped.resolve())
    assert "Läst efter kartan bok.karta.toml" in buttons.validate(book)
    assert any("Läst efter kartan bok.karta.toml" in str(row) for row in sheet_of(book, "Kontroll").iter_rows(values_only=True))
    assert "Läst efter kartan bok.karta.toml" in buttons.balance(book)
    assert any("Läst efter kartan bok.karta.toml" in str(row) for row in sheet_of(book, BALANCES_SHEET).iter_rows(values_only=True))


def test_a_map_of_many_sheets_is_one_line(mapped: Path) -> None:
    tables = [("Tilldelning", "Ram"), *(("Avrop", f"Månad {number}") for number in range(1, 7))]
    (companion,) = describe_map(WorkbookFile(mapped), Path("bok.karta.toml"), tables)
    assert companion.effect.fill("sv", {}) == (
        "Läst efter kartan bok.karta.toml: Tilldelning från bladet Ram, Avrop från bladen Månad 1, Månad 2, Månad 3 och 3 till. "
        "Inget annat läses."
    )
    assert "Avrop from the sheets Månad 1, Månad 2, Månad 3 and 3 more." in companion.effect.fill("en", {})


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.usefixtures("ours")
def test_a_decision_beside_the_workbook_holds_and_is_named(command: tuple[str, ...]) -> None:
    Path("bok.beslut.toml").write_text(CHANGED, "utf-8")
    line = "Beslutet är läst ur bok.beslut.toml bredvid arbetsboken: STK-2026-580 § 266, 6 mottagare, 10 100 000 kr."
    assert line in one_line(kraft(*command).stdout)


def test_its_amounts_are_what_the_allocations_are_compared_with(ours: Path) -> None:
    def read_differences(*more: str) -> list[object]:
        found = json.loads(kraft("validate", str(ours), "--format", "json", *more).stdout)["workbooks"][0]["findings"]
        return [each["expected"] for each in found if each["code"] == "TD01"]

    assert read_differences() == []
    Path("bok.beslut.toml").write_text(CHANGED, "utf-8")
    assert read_differences() == [900_000]
    # a decision that is given by name holds before the one beside the workbook
    assert read_differences("--decision", "STK-2026-580") == []


def test_a_decision_of_another_number_is_not_followed_and_that_is_said(ours: Path) -> None:
    Path("bok.beslut.toml").write_text(SHIPPED.replace("STK-2026-580", "STK-2027-1"), "utf-8")
    result = kraft("validate", str(ours))
    assert (
        "Beslutet i bok.beslut.toml bredvid arbetsboken, STK-2027-1 § 266, har inte använts: arbetsboken hör till STK-2026-580 § 266."
    ) in one_line(result.stdout)


def test_a_decision_that_cannot_be_used_is_refused_by_name(ours: Path) -> None:
    Path("bok.beslut.toml").write_text("case_number = 1", "utf-8")
    result = kraft("validate", str(ours))
    assert result.exit_code == 3
    assert "bok.beslut.toml" in result.stderr


def test_rows_that_are_added_by_a_map_say_by_which(mapped: Path) -> None:
    Path("Avrop.csv").write_text("Avrop-id;Datum;Mottagare;Belopp;Status\n7;2026-09-01;kulturnämnden;100;begärt\n", "utf-8")
    result = kraft("fill", "ny.xlsx", "--into", str(mapped), "--data", "Avrop.csv")
    assert result.exit_code == 0
    assert "Läst efter kartan bok.karta.toml: Tilldelning från bladet " in one_line(result.stdout)


def test_a_decision_beside_the_workbook_adds_names_to_the_known_ones() -> None:
    names = {KN: "Kultur", FRN: "FRN"}
    path = write_sheets(Path("bok.xlsx"), two_sheets(called=[LIST_HEADINGS, *((*row[:2], names[row[2]], *row[3:]) for row in CALLED)]))
    more = "".join(f'\n[[recipient]]\nname = "{name}"\nkind = "nämnd"\naliases = ["{alias}"]\n' for name, alias in ((KN, "Kultur"), (FRN, "Fritid")))
    Path("bok.beslut.toml").write_text(SHIPPED.replace("[transfers]", f"{more}[transfers]", 1), "utf-8")
    assert call_offs_in(read_ledger(path)) == {(name, day, amount * 100, status) for _, day, name, amount, status in CALLED}
