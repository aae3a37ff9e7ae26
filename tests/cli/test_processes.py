"""The command line as a process: encodings, pipes, terminals, and what it imports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.run_cli import ENVIRONMENT, command, process

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_no_code_page_stops_the_program(encoding: str, workbooks: Path) -> None:
    environment = {**ASCII, "PYTHONIOENCODING": encoding}
    for arguments in (
        ["validate", "errors.xlsx"],
        ["balance", "overdrawn.xlsx"],
        ["rules"],
        ["explain", "AV01"],
        ["--help"],
    ):
        result = process(*arguments, **environment)
        assert (result.returncode, result.stderr) == (int(arguments[-1] == "errors.xlsx"), b"")
    assert "x 2 fel" in process("validate", "errors.xlsx", **environment).stdout.decode(encoding)


def test_json_is_utf_8_on_every_code_page(workbooks: Path) -> None:
    result = process("validate", "errors.xlsx", "--format", "json", PYTHONIOENCODING="cp1252")
    assert "kulturnämnden" in result.stdout.decode("utf-8")


def test_the_error_for_a_file_with_a_name_that_no_terminal_can_show_is_printed(workbooks: Path) -> None:
    result = process("validate", os.fsdecode(b"f\xf6rd\xe4rvad.xlsx"), PYTHONIOENCODING="utf-8")
    assert result.returncode == 3
    assert b"rvad.xlsx" in result.stderr


def test_a_reader_that_has_seen_enough_is_left_in_peace() -> None:
    with subprocess.Popen(command("rules"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as reader:
        assert reader.stdout
        assert reader.stderr
        reader.stdout.close()
        assert reader.stderr.read() == b""
    assert reader.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command("rules"), stdout=full, stderr=subprocess.PIPE, check=False, env=ENVIRONMENT)
    assert result.returncode == 3
    assert result.stderr.startswith(b"Resultatet kunde inte skrivas")


def run_on_terminal(*arguments: str, **environment: str) -> str:
    """What a person sees who runs a command in a terminal."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    ours, theirs = pty.openpty()
    environment = {"TERM": "xterm", **{k: v for k, v in ENVIRONMENT.items() if k != "NO_COLOR"}, **environment}
    with subprocess.Popen(command(*arguments), stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        return b"".join(iter(lambda: _read_terminal(ours), b"")).decode()


def _read_terminal(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that nobody writes any more
        return b""


def test_colours_are_for_terminals_that_want_them(workbooks: Path) -> None:
    assert "\x1b[31m✖ 2 fel" in run_on_terminal("validate", "errors.xlsx", TERM="xterm")
    assert "\x1b" not in run_on_terminal("validate", "errors.xlsx", NO_COLOR="1")
    assert "\x1b" not in run_on_terminal("validate", "errors.xlsx", TERM="dumb")
    assert b"\x1b" not in process("validate", "errors.xlsx").stdout


def test_a_bar_shows_how_far_it_is_with_many_workbooks(workbooks: Path) -> None:
    assert "Kontrollerar" in run_on_terminal("validate", "errors.xlsx", "right.xlsx")
    assert "Kontrollerar" not in run_on_terminal("validate", "errors.xlsx")
    assert process("validate", "errors.xlsx", "right.xlsx").stderr == b""


_WATCHED_RUN = """
import sys
importers = {}
class Watcher:
    @staticmethod
    def find_spec(name, path=None, target=None):
        frame = sys._getframe()
        while frame and not frame.f_globals["__name__"].startswith("xl_kraftsamling"):
            frame = frame.f_back
        importers[name] = f"{frame.f_globals['__name__']}, line {frame.f_lineno}" if frame else "the interpreter"
sys.meta_path.insert(0, Watcher)
sys.argv[0] = "kraftsamling"
from xl_kraftsamling.cli.program import program
try:
    program.main()
except SystemExit:
    for name in importers.keys() & sys.modules.keys():
        print(name, importers[name], sep=" is imported by ", file=sys.stderr)
"""
HEAVY = {"polars", "pandera", "xl_kraftsamling.reading"}
ALL_BUT_CLICK = {
    *HEAVY, "pathlib", "decimal", "dataclasses", "shutil", "traceback", "pickle", "tomllib", "unicodedata", "importlib.metadata",
    "xl_kraftsamling.app", "xl_kraftsamling.saving", "xl_kraftsamling.finding", "xl_kraftsamling.domain.money", "xl_kraftsamling.domain.place",
    "xl_kraftsamling.cli.validate", "xl_kraftsamling.cli.addin", "xl_kraftsamling.cli.shared_options", "xl_kraftsamling.cli.workers",
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "unneeded"), [
    (["--help"], ALL_BUT_CLICK),
    (["help"], ALL_BUT_CLICK),
    (["--version"], ALL_BUT_CLICK),
    (["validate", "--help"], {*HEAVY, "decimal", "pickle", "tomllib", "shutil", "xl_kraftsamling.app.use_cases", "xl_kraftsamling.domain.decision"}),
    (["rules"], {*HEAVY, "json", "shutil"}),
    (["validate", "right.xlsx"], {"openpyxl", "xlwings", "jsonschema", "pandas", "numpy", "lxml", "rich", "multiprocessing", "pyofficeeditor", "xl_kraftsamling.cli.workers"}),
])  # fmt: skip
def test_a_command_imports_nothing_that_it_does_not_use(arguments: list[str], unneeded: set[str], workbooks: Path) -> None:
    run = subprocess.run([sys.executable, "-c", _WATCHED_RUN, *arguments], capture_output=True, check=True, text=True, env=ENVIRONMENT)
    imports = dict(line.split(" is imported by ") for line in run.stderr.splitlines())
    assert imports
    assert {name: imports[name] for name in sorted(unneeded & imports.keys())} == {}, "who imports it is beside its name"


@pytest.mark.skipif(os.name == "nt", reason="a Windows shell closes no stream")
@pytest.mark.parametrize("arguments", [["rules"], ["balance", "overdrawn.xlsx"], ["validate", "errors.xlsx"], ["--help"]])
def test_a_closed_stdout_is_met_without_a_word(arguments: list[str], workbooks: Path) -> None:
    shell = ["sh", "-c", 'exec "$@" >&-', "sh", *command(*arguments)]
    result = subprocess.run(shell, env=ENVIRONMENT, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (int("errors.xlsx" in arguments), b"")


def test_signs_that_steer_a_terminal_are_never_passed_on(workbooks: Path) -> None:
    result = process("validate", "sak\x1b]0;namn\x07nas\u202e.xlsx", PYTHONIOENCODING="utf-8")
    assert result.returncode == 3
    assert not {"\x1b", "\x07", "\u202e"} & set(result.stderr.decode("utf-8"))


@pytest.mark.parametrize("name", ["errors.xlsx", "ny.xlsm"])
def test_a_result_never_takes_the_place_of_a_workbook(name: str, workbooks: Path) -> None:
    before = Path("errors.xlsx").read_bytes()
    assert process("validate", "errors.xlsx", "--output", name).returncode == 2
    assert Path("errors.xlsx").read_bytes() == before
    assert not Path("ny.xlsm").exists()


def test_a_result_of_nothing_leaves_the_file_as_it_was(workbooks: Path) -> None:
    Path("kvar.txt").write_text("bra", "utf-8")
    assert process("validate", "saknas.xlsx", "--output", "kvar.txt").returncode == 3
    assert Path("kvar.txt").read_text("utf-8") == "bra"


def test_a_name_too_long_for_the_system_is_complained_of(workbooks: Path) -> None:
    for arguments in (["validate", "x" * 300 + ".xlsx"], ["fill", "x" * 300 + ".xlsx", "--decision", "STK-2026-580"]):
        result = process(*arguments, PYTHONIOENCODING="utf-8")
        assert result.returncode == 3
        assert b"Traceback" not in result.stderr
