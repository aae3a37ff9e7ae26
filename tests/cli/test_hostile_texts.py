"""What stands in a workbook, or in a name, cannot steer a terminal, turn its text, make lines of its own or name a pupil."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from support.run_cli import ENVIRONMENT, kraft, process
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.tables import TABLES
from xl_kraftsamling.domain.template import HEADING_ROW
from xl_kraftsamling.report import formats

PUPIL, HIDDEN = "811218\u00a0\u20139876", "811218\u00a0–****"
# as Excel keeps a sign that XML does not allow (ECMA-376 part 1, 22.9.2.19)
STEERING = "_x001B_[8m\u202e\n\u200b\u009b2J Omdöme"
COMMANDS = [
    ["validate"],
    ["balance"],
    ["balance", "--timeline"],
    ["balance", "--trace"],
    ["transfer", "--proposals"],
    ["transfer", "--from", "FRN", "--to", "KN", "--amount", "1000", "--date", "2026-10-01"],
    ["report"],
    ["map"],
]
FORMATS = {"validate": [*formats.FORMATS], "balance": ["text", "json", "csv"], "transfer": ["text", "json"], "report": ["html", "markdown"], "map": [""]}
CALLS = [(*call, *(["--format", form] if form else [])) for call in COMMANDS for form in FORMATS[call[0]]]


def build_hostile_workbook(path: Path, text: str) -> None:
    """The example with a text in a row of each table, in one column after another, and in every free one."""
    app.fill_workbook(path, decision=pick_shipped_decision("STK-2026-580"), example=True)
    book = openpyxl.load_workbook(path)
    for table in TABLES:
        page = book[table.sheet]
        for number, column in enumerate(table.columns):
            row = HEADING_ROW + 1 + number % 6
            if page.cell(row, 1).value is not None:
                page.cell(row, number + 1).value = text
                if column.is_free_text:
                    page.cell(HEADING_ROW + 1, number + 1).value = text
    book.save(path)


def list_strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for each in value.values() for text in list_strings(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in list_strings(each))
    elif isinstance(value, str):
        yield value


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    build_hostile_workbook(folder / "styr.xlsx", STEERING)
    build_hostile_workbook(folder / "elev.xlsx", PUPIL)
    return folder


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_no_output_holds_a_sign_that_steers_or_hides(call: tuple[str, ...], hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hostile)
    result = kraft(call[0], "styr.xlsx", *call[1:])
    assert result.exit_code in (0, 1, 4)
    for sign in set(result.stdout + result.stderr) - set("\r\n\ufeff"):
        assert sign.isprintable() or unicodedata.category(sign) == "Zs", repr(sign)
    # a line break in a cell is one more sign, so that nothing in a cell begins a line
    assert not any(line.startswith("Omdöme") and "[8m" in line for line in result.stdout.splitlines())
    if "json" in call:
        json.loads(result.stdout)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_no_output_names_a_pupil(call: tuple[str, ...], hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hostile)
    result = kraft(call[0], "elev.xlsx", *call[1:])
    assert result.exit_code in (0, 1, 4)
    assert "9876" not in result.stdout + result.stderr
    if call[0] == "validate" and "json" in call:
        assert any(HIDDEN in text for text in list_strings(json.loads(result.stdout)))


def test_no_note_and_no_line_of_kontroll_names_a_pupil(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hostile)
    assert kraft("validate", "elev.xlsx", "--annotate", "kopia.xlsx", "--force").exit_code in (0, 1)
    book = openpyxl.load_workbook("kopia.xlsx")
    notes = [cell.comment.text for page in book for line in page.iter_rows() for cell in line if cell.comment]
    lines = [str(cell.value) for line in book["Kontroll"].iter_rows() for cell in line]
    assert notes
    assert any(HIDDEN in text for text in lines)
    assert not any("9876" in text for text in [*notes, *lines])


def test_the_colours_of_a_terminal_are_the_programs_own(hostile: Path) -> None:
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    ours, theirs = pty.openpty()
    environment = {"TERM": "xterm", **{name: value for name, value in ENVIRONMENT.items() if name != "NO_COLOR"}}
    command = [sys.executable, "-m", "xl_kraftsamling", "validate", "styr.xlsx"]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment, cwd=hostile):
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 4096)
            except OSError:
                break
    codes = {part.split(b"m")[0] for part in shown.split(b"\x1b")[1:]}
    assert {b"[0", b"[31"} <= codes <= {b"[0", b"[1", b"[31", b"[33", b"[35", b"[36"}
    assert b"\\u001b[8m" in shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_the_name_of_a_file_or_sheet_is_shown_as_text_too(workbooks: Path) -> None:
    name = "rätt\n\x1b[8mOmdöme\u202e.xlsx"
    Path("errors.xlsx").rename(name)
    book = openpyxl.load_workbook(name)
    book["Avrop"].title = "Avrop\u202e"
    book.save(name)
    result = process("validate", name, PYTHONIOENCODING="utf-8")
    shown = result.stdout.decode()
    assert "rätt\\n\\u001b[8mOmdöme\\u202e.xlsx" in shown
    assert "\\u202e" in shown
    assert not {"\x1b", "\u202e"} & set(shown)
    found = json.loads(process("validate", name, "--format", "json").stdout)
    assert found["workbooks"][0]["path"] == name
