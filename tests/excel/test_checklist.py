"""The checklist for a real Excel: every answer it promises is the program's own."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import ROOT, pywin32_stubs
from support.call_function import to_com
from support.excel_engine import open_book
from support.pywin32_stubs import MISSING, Time, call_function
from support.run_cli import kraft
from xl_kraftsamling.excel import buttons
from xl_kraftsamling.excel.vba.code_modules import PYTHON, SETTINGS
from xl_kraftsamling.writing.template_file import find_template

TEXT = (ROOT / ".github/EXCEL-CHECKLIST.md").read_text("utf-8")
FORMULAS = re.findall(r"^\| `=(?:INDEX\()?(KRAFT_\w+)\((.*?)\)(?:;(\d);(\d)\))?` \| (.+?) \|", TEXT, re.MULTILINE)
ERRORS = {"#SAKNAS!": "#N/A", "#VÄRDEFEL!": "#VALUE!"}
NOT_AVAILABLE, DIVIDED_BY_ZERO = -2146826246, -2146826281


@pytest.fixture(scope="module", autouse=True)
def _functions() -> None:
    pywin32_stubs.load_functions()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The template, filled with its example."""
    path = tmp_path / "exempel.xlsx"
    assert kraft("fill", "--example", str(path)).exit_code == 0
    return path


@pytest.fixture
def argument(example: Path) -> Callable[[str], Any]:
    """Converts an argument, as it is written in Swedish Excel, to the value that COM delivers."""
    book = openpyxl.load_workbook(example)

    def read(written: str) -> Any:
        if table := re.fullmatch(r"exempel\.xlsx!(\w+)\[#Alla\]", written):
            sheet = book[table[1]]
            return to_com(row for row in sheet.iter_rows(min_row=4, values_only=True) if any(row))
        fixed = {"": MISSING, "SAKNAS()": NOT_AVAILABLE, "1/0": DIVIDED_BY_ZERO, "A1:A3": (("KN",), ("okänd",), (NOT_AVAILABLE,))}
        if written.startswith("DATUM"):
            return Time(*map(int, re.findall(r"\d+", written)))
        return fixed[written] if written in fixed else written.strip('"') if '"' in written else float(written)

    return read


def answer(name: str, arguments: list[Any]) -> Any:
    """The answer that the cell shows."""
    try:
        return call_function(name, *arguments)
    except Exception:  # noqa: BLE001
        return "#VALUE!"  # what the VBA makes of a failure


def flatten(got: Any) -> Iterator[Any]:
    """The cells of an answer, whatever its shape."""
    for each in got if isinstance(got, list) else [got]:
        yield from flatten(each) if isinstance(each, list) else [each]


@pytest.mark.parametrize(("name", "arguments", "row", "column", "shown"), FORMULAS)
def test_a_formula_of_the_checklist_answers_as_promised_there(
    name: str, arguments: str, row: str, column: str, shown: str, argument: Callable[[str], Any]
) -> None:
    got = answer(name, [argument(each) for each in re.split(r";(?![^()]*\))", arguments)])
    rows = got if isinstance(got, list) and isinstance(got[0], list) else [got]  # a single row comes as one
    cells = [rows[int(row) - 1][int(column) - 1]] if row else list(flatten(got))
    assert [cell if isinstance(cell, str) else f"{cell:.10g}".replace(".", ",") for cell in cells] == [
        ERRORS.get(promised, promised) for promised in re.findall("`(.+?)`", shown)
    ]


def test_every_function_is_there_with_right_and_wrong_arguments() -> None:
    functions = {name for name in vars(pywin32_stubs.load_functions()) if name.startswith("KRAFT_")}
    right = {name for name, *_, shown in FORMULAS if "#" not in shown}
    assert right == functions
    # a function that gives reasons says in words what is wrong
    explaining = {"KRAFT_VARFOR_KVAR", "KRAFT_VARFOR_SALDO"}
    assert {name for name, *_, shown in FORMULAS if shown.startswith("`#")} == functions - explaining
    assert {name for name, *_, shown in FORMULAS if "kan" in shown and "kunde" not in shown} >= explaining


def test_the_sentences_of_the_buttons_are_those_of_the_checklist(example: Path) -> None:
    assert kraft("fill", str(example.parent / "prova.xlsm")).exit_code == 0
    empty, new, filled = open_book(find_template()), open_book(example.parent / "prova.xlsm"), open_book(example)
    pressed = ((empty, buttons.validate), (new, buttons.validate), (new, buttons.clear), (filled, buttons.validate), (filled, buttons.balance))
    sentences = [work(book) for book, work in pressed]
    shortened = "Resultat: inga fel, 1 varning. …"
    assert [sentence in TEXT for sentence in sentences] == [True, True, True, False, True]
    assert shortened in TEXT
    assert sentences[3].startswith(shortened.removesuffix("…"))


def test_an_empty_workbook_gets_the_sentence_of_the_checklist(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "Bok1.xlsx")
    first, _, _ = buttons.validate(open_book(tmp_path / "Bok1.xlsx")).replace(".xlsx", "").partition(", ")
    assert f"”{first}, …”" in TEXT


def test_the_sentences_of_the_macros_are_those_of_the_checklist() -> None:
    told = "".join(path.read_text("utf-8") for path in (PYTHON, SETTINGS))
    quoted = set(re.findall("”((?:Öppna först|Kraftsamling hittar inte)[^”.]*)", TEXT))
    assert len(quoted) == 2
    assert all(sentence in told for sentence in quoted)


def test_the_own_layout_of_the_checklist_is_read_as_promised(example: Path) -> None:
    book = openpyxl.load_workbook(example)
    assert "skriv i den nya `nämnd` i stället för mottagare på båda bladen och `belopp (kr)` i stället för belopp" in TEXT.lower()
    for name in set(book.sheetnames) - {"Tilldelning", "Avrop"}:
        del book[name]
    words = {"Mottagare": "Nämnd", "Belopp": "Belopp (kr)"}
    for sheet in book:
        for cell in sheet[4]:
            cell.value = words.get(cell.value, cell.value)
        for column in (column for table in sheet.tables.values() for column in table.tableColumns):
            column.name = words.get(column.name, column.name)
    book.save(path := example.with_name("egen.xlsx"))
    findings = json.loads(kraft("validate", str(path), "--format", "json").stdout)["workbooks"][0]["findings"]
    codes = [each["code"] for each in findings]
    assert (codes.count("ST10"), "ST02" in codes) == (2, False)
    balances = json.loads(kraft("balance", str(path), "--format", "json").stdout)["balances"]
    (promised,) = re.findall(r"ger kulturnämnden `(.+?)`", TEXT)
    assert next(each["remaining"] for each in balances if each["recipient"] == "kulturnämnden") == int(promised.replace(" ", ""))
