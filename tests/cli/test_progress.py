"""The line that says how far a run has come: what it shows, that it is gone when the run is done, and that a pipe sees nothing of it."""

import io
import re
from datetime import date
from pathlib import Path

import pytest

from support.build_extracts import Line, make_workbook, write_sie
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.cli import progress
from xl_kraftsamling.cli.output import print_error, print_lines
from xl_kraftsamling.domain.progress import enter_stage, tell_share
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.extracts import extract


class Terminal(io.StringIO):
    """A stream that claims to be a terminal."""

    def isatty(self) -> bool:
        return True

    @property
    def screen(self) -> list[str]:
        """The lines as a person sees them at the end."""
        return [self._show(line) for line in self.getvalue().split("\n")]

    @staticmethod
    def _show(line: str) -> str:
        shown = ""
        for part in line.split("\r"):
            shown = part + shown[len(part) :]
        return shown.rstrip()


def open_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Stderr as a terminal, on which nothing is waited for."""
    found = Terminal()
    monkeypatch.setattr("sys.stderr", found)
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    monkeypatch.setattr(progress, "_PAUSE", -1)
    monkeypatch.setenv("TERM", "xterm")
    return found


def test_reading_judging_and_writing_are_shown_and_gone_afterwards(workbooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    with progress.show_progress("sv"):
        validated = app.validate_workbook(Path("right.xlsx"))
        app.clean_workbook(Path("right.xlsx"), Path("kopia.xlsx"))
    shown = terminal.getvalue()
    for words in ("läser bladet Avrop", "kontrollerar uppgifterna om Avrop", "granskar formlerna", "prövar kontrollerna", "skriver kopian"):
        assert words in shown
    assert re.search(r"prövar kontrollerna \d+ %", shown)
    assert terminal.screen == [""]
    assert validated.verdict.word


def test_the_postings_of_an_extract_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook, ledger = make_workbook(tmp_path), write_sie(tmp_path / "huvudbok.si", [Line("A1", date(2026, 6, 1), "5010", "100", 50_000)])
    monkeypatch.setattr(extract, "_TOLD_ROWS", 1)
    terminal = open_terminal(monkeypatch)
    with progress.show_progress("sv"):
        app.review_ledgers(app.open_for_import(workbook), [ledger], app.name_coding_key(workbook))
    assert re.search(r"läser bokföringsposter i huvudbok.si: \d+", terminal.getvalue())


def test_what_is_printed_takes_the_place_of_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    monkeypatch.setattr("sys.stdout", terminal)
    with progress.show_progress("en"):
        progress.count_progress(1, 3)
        print_lines(["right.xlsx"])
        enter_stage(Text("läser", "reading"))
        tell_share(12_000)
        print_error("broken.xlsx")
        progress.count_progress(3, 3)
    assert "Checking workbooks: 1 of 3" in terminal.getvalue()
    assert "reading 12,000" in terminal.getvalue()
    assert terminal.screen == ["right.xlsx", "broken.xlsx", ""]


def test_a_long_line_fits_the_terminal_and_shows_no_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    with progress.show_progress("sv"):
        enter_stage(Text("läser bladet {sheet}", "").bind(sheet="\x1b[31m" + "x" * 500))
    assert "\x1b" not in terminal.getvalue()
    assert max(map(len, terminal.getvalue().split("\r"))) < 80


@pytest.mark.parametrize("silent", ["dumb", "no terminal", "quick"])
def test_there_is_no_line_where_none_is_wanted(silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    if silent == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    if silent == "no terminal":
        monkeypatch.setattr(terminal, "isatty", lambda: False)
    if silent == "quick":
        monkeypatch.setattr(progress, "_PATIENCE", 60)
    with progress.show_progress("sv"):
        enter_stage(Text("läser", "reading"))
        progress.count_progress(1, 1)  # one workbook is not counted
    assert terminal.getvalue() == ""


def test_a_terminal_that_is_gone_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    def refuse(_text: str) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(terminal, "write", refuse)
    with progress.show_progress("sv"):
        enter_stage(Text("läser", "reading"))


def test_a_pipe_sees_nothing_of_it(workbooks: Path) -> None:
    assert kraft("validate", "right.xlsx", "errors.xlsx").stderr == ""
