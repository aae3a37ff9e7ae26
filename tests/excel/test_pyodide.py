"""The functions in Pyodide, which is the Python of xlwings Lite: they import nothing that is not there, and answer as they do here.

`.ci/run` installs Pyodide with npm and names its folder in PYODIDE.  Only what needs neither polars nor lxml can be run: polars' build for
WebAssembly is not among npm's packages, so that the script *validera* is tested on the engine of `support/excel_engine` alone.
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from layouts.build_layouts import HERE
from support import ROOT, rule_pages
from support.call_function import BOOK
from support.run_cli import ENVIRONMENT

PROGRAM = ROOT / "tests" / "pyodide"
PYODIDE = Path(os.environ.get("PYODIDE", PROGRAM / "node_modules" / "pyodide"))
DAY = 46295  # 2026-09-30, as a browser hands over a date: the number of its day


def to_browser(value: Any) -> Any:
    """A value of a cell as Office hands it over to a function: a date is the number of its day, an empty cell nothing."""
    if isinstance(value, (date, datetime)):
        return (value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)).toordinal() - 693594
    return "" if value is None else value


def to_rows(rows: Any) -> list[list[Any]]:
    return [[to_browser(cell) for cell in row] for row in rows]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the calls to make: every function, on the template's tables and on those of people's own workbooks."""
    sheets = rule_pages.book_with(BOOK)
    template = [to_rows([sheets[name].headings, *([*row, *[""] * (len(sheets[name].headings) - len(row))] for row in sheets[name].rows)]) for name in ("Tilldelning", "Omfördelning", "Avrop")]
    names, asked = [["KN"], ["FRN"], ["okänd"], ["MKB"]], [["KN"], ["GVN"], 1000, DAY, *template]
    made = [
        ("KRAFT_BELOPP", [[["1 100 tkr"], ["150,000"], [5], [""]]]),
        ("KRAFT_MOTTAGARE", [names]),
        ("KRAFT_SALDO", [*template, None, DAY, None, None, True]),
        ("KRAFT_VARFOR_SALDO", [*template, None, DAY]),
        ("KRAFT_KVAR", [names, *template, DAY]),
        ("KRAFT_VARFOR_KVAR", [[["KN"]], *template, DAY]),
        ("KRAFT_OMFORDELNINGSBART", [names, *template, DAY]),
        ("KRAFT_FAR_OMFORDELAS", asked),
        ("KRAFT_VARFOR", asked),
        ("KRAFT_SALDO", [template[2], template[1], template[0]]),
    ]
    for path in sorted(HERE.glob("*.xlsx")):
        pages = [to_rows(page.iter_rows(values_only=True)) for page in openpyxl.load_workbook(path, data_only=True).worksheets[:2]]
        made.append(("KRAFT_SALDO", [pages[0], None, pages[-1], None, DAY]))
    folder = tmp_path_factory.mktemp("calls")
    (folder / "calls.json").write_text(json.dumps([{"name": name, "arguments": arguments} for name, arguments in made], ensure_ascii=False), "utf-8")
    return folder


@pytest.fixture(scope="module")
def here(calls: Path) -> list[str]:
    """What the program prints in the Python here."""
    run = subprocess.run([sys.executable, PROGRAM / "answers.py", calls], capture_output=True, encoding="utf-8", env=ENVIRONMENT, check=True)
    return run.stdout.splitlines()


def test_the_functions_answer_without_com(here: list[str]) -> None:
    first, *answers = map(json.loads, here)
    assert first == {"imported": []}
    by_name = {each["name"]: each["answer"] for each in reversed(answers)}
    assert by_name["KRAFT_KVAR"] == [[300000.0], [4849999.5], ["#N/A"], [1200000.0]]
    assert by_name["KRAFT_FAR_OMFORDELAS"] == [["ja, efter överenskommelse"]]
    balances = [each["answer"] for each in answers[10:] if isinstance(each["answer"], list)]
    assert sum(any("#VALUE!" not in row for row in rows[1:]) for rows in balances) > 4, "many layouts are read from values alone"


def test_the_functions_answer_in_pyodide_as_they_do_here(here: list[str], calls: Path) -> None:
    if shutil.which("node") is None or not (PYODIDE / "pyodide.mjs").is_file():
        pytest.skip(
            "Pyodide is not here: npm install --prefix FOLDER pyodide, and PYODIDE=FOLDER/node_modules/pyodide (.ci/run does so). "
            "It runs the functions; the script validera needs polars, whose build for WebAssembly npm does not have"
        )
    mounts = {"/program/xl_kraftsamling": ROOT / "xl_kraftsamling", "/packages/xlwings": Path(xw.__file__).parent, "/calls": calls}
    command = ["node", PROGRAM / "run.mjs", PYODIDE, PROGRAM / "answers.py", *(f"{inside}={outside}" for inside, outside in mounts.items())]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    assert run.stdout.splitlines() == here
