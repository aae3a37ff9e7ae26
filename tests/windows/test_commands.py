"""Every command once, as a person runs it on a Swedish Windows: kraftsamling.exe, its pipe, its console, its paths."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.build_other_layouts import EXAMPLE, write_sheets
from support.run_cli import kraft
from support.windows_program import PROGRAM, run
from xl_kraftsamling import __version__
from xl_kraftsamling.cli.program import program

pytestmark = pytest.mark.windows

LEDGER = "Konto;Ansvar;Projekt;Verifikation;Datum;Belopp;Text\n4010;1200;900;A1;2026-06-10;100,50;Konsult\n"
TRANSFER = ["--from", "FRN", "--to", "KN", "--amount", "1", "--date", "2026-09-01"]
RUNS = {
    "fill": (["fill", "--example", "bok.xlsx"], 0, "bok.xlsx är skapad efter STK-2026-580 § 266"),
    "validate": (["validate", "bok.xlsx", "--annotate", "bok.xlsx", "--force"], 0, "Resultat: ! inga fel, 1 varning"),
    "balance": (["balance", "bok.xlsx"], 0, "förskolenämnden"),
    "transfer": (["transfer", "bok.xlsx", *TRANSFER, "--write", "bok.xlsx", "--force"], 4, "Svar: o oklart"),
    "decision": (["decision", "bok.xlsx"], 0, "Kommunstyrelsens eget beslut är inte infört"),
    "import": (["import", "huvudbok.csv", "--into", "bok.xlsx", "--write", "ny.xlsx"], 4, "bok.kontering.toml är ett förslag"),
    "merge": (["merge", "bok.xlsx", "bok.xlsx"], 0, "inget nytt"),
    "diff": (["diff", "bok.xlsx", "bok.xlsx"], 0, "Inget skiljer sig."),
    "report": (["report", "bok.xlsx", "--output", "rapport.html"], 0, ""),  # what it prints is in the file
    "map": (["map", "egen.xlsx", "--write", "egen.karta.toml"], 0, "egen.karta.toml"),
    "explain": (["explain", "AV01"], 0, "AV01"),
    "rules": (["rules"], 0, "Överenskommelse saknas"),
    "addin": (["addin", "build", "."], 0, "xl_kraftsamling.xlam"),
}
"""For each command a call, its exit code, and words in what it prints."""


def test_every_command_does_its_work_through_a_pipe_in_the_code_page_of_windows(far_folder: Path) -> None:
    write_sheets(far_folder / "egen.xlsx", EXAMPLE)
    (far_folder / "huvudbok.csv").write_text(LEDGER, "utf-8")
    for name, (arguments, code, words) in RUNS.items():
        result = run(*arguments)
        said = "Inget är infört i arbetsboken.\n" if name == "import" else ""
        assert (result.returncode, result.stderr, words in result.stdout) == (code, said, True), (arguments, result)
    assert {path.name for path in far_folder.iterdir()} == {
        "bok.xlsx", "bok.kontering.toml", "huvudbok.csv", "egen.xlsx", "egen.karta.toml", "kraftsamling.xlsm", "xl_kraftsamling.xlam", "rapport.html",
    }  # fmt: skip


def test_no_command_is_left_out_here() -> None:
    assert RUNS.keys() == program.commands.keys() - {"help"}


def test_data_is_utf_8_with_the_line_ends_of_unix_whatever_the_code_page(far_folder: Path) -> None:
    run("fill", "--example", "bok.xlsx")
    found = run("validate", "bok.xlsx", "--format", "json", encoding="utf-8").stdout
    assert json.loads(found)["workbooks"][0]["path"] == "bok.xlsx"
    assert "förslag" in found


def test_a_path_that_nearly_is_too_long_for_windows_is_one_like_others(tmp_path: Path) -> None:
    folder = tmp_path / "ö" / "m"
    folder = folder.with_name("m" * (LONGEST - len(str(folder)) - len(DRAFT)))
    folder.mkdir(parents=True)
    assert run("fill", "--example", str(folder / "bok.xlsx")).returncode == 0
    assert [path.name for path in folder.iterdir()] == ["bok.xlsx"]


def test_a_path_that_is_too_long_is_called_so_and_not_missing(tmp_path: Path) -> None:
    folder = tmp_path / ("m" * 100) / ("n" * 100)
    result = kraft("validate", str(folder / "bok.xlsx"))
    assert (result.exit_code, "sökvägen för lång" in result.stderr) == (3, True)
    assert "finns inte. Kontrollera namnet" in kraft("validate", str(tmp_path / "bok.xlsx")).stderr


def test_a_name_that_windows_knows_none_of_is_explained(tmp_path: Path) -> None:
    for arguments in (["fill", str(tmp_path / "a?.xlsx"), "--example"], ["validate", str(tmp_path / "a?.xlsx")]):
        result = kraft(*arguments)
        assert (result.exit_code, 'inget av tecknen < > : " | ? * får vara med' in result.stderr) == (3, True)


LONGEST, DRAFT = 259, "/.kraftsamling-0123456789abcdef.tmp"
"""The letters that a path may have where Windows is as it comes, and the longest name that the program uses."""


CONSOLE = """
import ctypes, subprocess, sys
import win32console
ctypes.windll.kernel32.SetConsoleOutputCP(int(sys.argv[1]))
screen = win32console.GetStdHandle(-11)
screen.SetConsoleScreenBufferSize(win32console.PyCOORDType(110, 200))
print(subprocess.run(sys.argv[3:]).returncode, screen.GetConsoleMode(), file=open(sys.argv[2], "w"))
shown = screen.ReadConsoleOutputCharacter(110 * 200, win32console.PyCOORDType(0, 0))
open(sys.argv[2], "a", encoding="utf-8").write("\\n".join(shown[at:at + 110].rstrip() for at in range(0, len(shown), 110)))
"""
"""Run a program in this console, and write down its exit code, the mode of the console, and what the screen then shows."""


@pytest.mark.parametrize("code_page", ["1252", "850"])
def test_on_a_console_every_sign_is_shown_whatever_its_code_page(code_page: str, far_folder: Path) -> None:
    called = [sys.executable, "-c", CONSOLE, code_page, "skärm.txt", PROGRAM, "explain", "AV01"]
    subprocess.run(called, creationflags=subprocess.CREATE_NO_WINDOW, check=True)
    (code, mode), shown = (parts := Path("skärm.txt").read_text("utf-8").split("\n", 1))[0].split(), parts[1]
    assert code == "0"
    assert "Avropat överstiger disponibelt" in shown
    assert "✖" in shown
    assert int(mode) & 4, "otherwise the console shows the codes of colours as signs"


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").stdout == f"kraftsamling {__version__}\n"
