"""Workbooks that are open: in Excel, in a program that lets nobody in, or in this one."""

import subprocess
from pathlib import Path

import pytest

from support import rule_pages
from support.build_other_layouts import LIST, two_sheets, write_sheets
from support.run_cli import kraft
from support.windows_program import NOBODY, PROGRAM, READERS, hold

pytestmark = pytest.mark.windows

TRANSFER = ["--from", "FRN", "--to", "KN", "--amount", "1", "--date", "2026-09-01"]
ROWS = "Avrop-id;Datum;Mottagare;Insats-id;Belopp;Status\nA-99;2026-09-01;kulturnämnden;I-07;1000;begärt\n"


@pytest.fixture
def book(far_folder: Path) -> Path:
    rule_pages.write(rule_pages.right_book(), far_folder / "bok.xlsx")
    (far_folder / "rader").mkdir()
    (far_folder / "rader" / "Avrop.csv").write_text(ROWS, "utf-8")
    return far_folder / "bok.xlsx"


WRITING = {
    "annotate": ["validate", "bok.xlsx", "--annotate", "bok.xlsx", "--force"],
    "clean": ["validate", "bok.xlsx", "--clean", "bok.xlsx", "--force"],
    "transfer": ["transfer", "bok.xlsx", *TRANSFER, "--write", "bok.xlsx", "--force"],
    "fill --into": ["fill", "bok.xlsx", "--into", "bok.xlsx", "--data", "rader", "--force"],
    "fill": ["fill", "bok.xlsx", "--example", "--force"],
}
READING = [["validate", "bok.xlsx"], ["balance", "bok.xlsx"], ["map", "bok.xlsx"], ["transfer", "bok.xlsx", *TRANSFER]]


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: arguments[0])
def test_a_workbook_that_excel_has_open_is_read(arguments: list[str], book: Path) -> None:
    closed = kraft(*arguments)
    with hold(book, READERS):
        opened = kraft(*arguments)
    assert (opened.exit_code, opened.stdout) == (closed.exit_code, closed.stdout)


@pytest.mark.parametrize("others_may", [READERS, NOBODY])
@pytest.mark.parametrize("command", WRITING)
def test_a_workbook_that_is_open_elsewhere_is_not_written(command: str, others_may: int, book: Path) -> None:
    before = book.read_bytes()
    with hold(book, others_may):
        result = kraft(*WRITING[command])
    assert (result.exit_code, "bok.xlsx" in result.stderr) == (3, True)
    assert "är öppen i ett annat program" in result.stderr
    assert "behörighet" not in result.stderr
    assert (book.read_bytes(), sorted(path.name for path in book.parent.iterdir())) == (before, ["bok.xlsx", "rader"])


@pytest.mark.parametrize("arguments", [*READING, ["fill", "ny.xlsx", "--data", "bok.xlsx"]], ids=lambda arguments: arguments[0])
def test_a_workbook_that_nobody_else_may_read_is_called_open_and_not_forbidden(arguments: list[str], book: Path) -> None:
    with hold(book, NOBODY):
        result = kraft(*arguments)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "bok.xlsx kan inte läsas: den är öppen i ett annat program" in result.stderr
    assert "behörighet" not in result.stderr


def test_excel_s_owner_file_names_whoever_has_the_workbook_open(book: Path) -> None:
    name = "Åsa Öberg"
    head = bytes([len(name)]) + name.encode("cp1252").ljust(54)
    owner = book.with_name("~$bok.xlsx")
    owner.write_bytes(head + bytes([len(name), 0]) + name.encode("utf-16-le").ljust(108, b" "))
    with hold(owner, READERS), hold(book, READERS):
        result = kraft(*WRITING["annotate"])
    assert (result.exit_code, "är öppen i ett kalkylprogram (Åsa Öberg sedan" in result.stderr) == (3, True)
    assert kraft(*WRITING["annotate"]).exit_code == 0, "nobody holds them: it is a leftover"


@pytest.mark.parametrize("command", WRITING)
def test_a_workbook_that_nobody_has_open_is_written_over_itself(command: str, book: Path) -> None:
    before = book.read_bytes()
    result = kraft(*WRITING[command])
    assert (result.exit_code in (0, 4), result.stderr) == (True, "")
    assert (book.read_bytes() == before) == (command == "clean")
    assert sorted(path.name for path in book.parent.iterdir()) == ["bok.xlsx", "rader"]


def test_a_workbook_of_ones_own_is_written_over_itself(book: Path) -> None:
    write_sheets(book, two_sheets(called=[*LIST[:-1], *[()] * 3]))
    Path("rader/Avrop.csv").write_text("Avrop-id;Datum;Mottagare;Belopp;Status\nA-99;2026-09-01;KN;1000;begärt\n", "utf-8")
    for command in ("fill --into", "annotate", "clean"):
        before = book.read_bytes()
        assert kraft(*WRITING[command]).exit_code in (0, 1)
        assert book.read_bytes() != before


def test_whoever_has_read_enough_is_told_nothing() -> None:
    for amount in (0, 10):
        program = subprocess.Popen([PROGRAM, "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        assert program.stdout
        assert program.stderr
        program.stdout.read(amount)
        program.stdout.close()
        assert (program.stderr.read(), program.wait()) == (b"", 0)
        program.stderr.close()


@pytest.mark.parametrize("arguments", [
    ["balance", "mapp.xlsx"], ["validate", "bok.xlsx", "--annotate", "mapp.xlsx", "--force"], ["fill", "mapp.xlsx", "--force"],
    ["balance", "bok.xlsx", "--output", "mapp.txt"], ["fill", "ny.xlsx", "--into", "mapp.xlsx", "--data", "rader"],
])  # fmt: skip
def test_a_folder_is_called_a_folder(arguments: list[str], book: Path) -> None:
    for name in ("mapp.xlsx", "mapp.txt"):
        (book.parent / name).mkdir()
    result = kraft(*arguments)
    assert (result.exit_code, "är en mapp" in result.stderr) == (3, True)
