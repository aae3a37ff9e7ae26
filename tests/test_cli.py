"""The command line as a person meets it: exit codes, streams, languages, and terminals of every kind."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from xl_kraftsamling import __version__, app
from xl_kraftsamling.catalogue import LANGUAGES
from xl_kraftsamling.cli.program import program
from xl_kraftsamling.domain.decision import FOLDER

COMMANDS = program.commands.values()
ENVIRONMENT = os.environ | {"PYTHONPATH": str(FOLDER.parent.parent)}  # the same package in every process
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def kraft(*arguments: str, **environment: str) -> Result:
    return CliRunner(env={"KRAFT_LANG": None, **environment}).invoke(program, arguments)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(*arguments), env=ENVIRONMENT | environment, capture_output=True, check=False)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "xl_kraftsamling.cli", *arguments]


# Help and languages


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("each", COMMANDS, ids=lambda each: each.name)
def test_the_help_of_a_command_names_every_option_in_both_languages(each: click.Command, lang: str) -> None:
    shown = kraft(str(each.name), "--help", "--lang", lang).stdout
    for option in (param for param in each.params if isinstance(param, click.Option)):
        assert option.opts[0] in shown
        assert option.text.sv != option.text.en
    assert ("Usage" in shown) == ("Options" in shown) == (lang == "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_is_as_it_was(lang: str, snapshot: Callable[[str, str], None]) -> None:
    pages = [kraft("--lang", lang, "--help"), *(kraft(str(each.name), "--help", "--lang", lang) for each in COMMANDS)]
    snapshot(f"help_{lang}", "\n".join(page.stdout for page in pages))


def test_the_language_is_told_wherever_it_stands_and_swedish_otherwise() -> None:
    assert kraft("rules").stdout.startswith("Kod")
    assert kraft("rules", "--lang", "en").stdout.startswith("Code")
    assert kraft("--lang=en", "rules").stdout.startswith("Code")
    assert kraft("rules", KRAFT_LANG="en").stdout.startswith("Code")
    assert kraft("rules", "--lang", "sv", KRAFT_LANG="en").stdout.startswith("Kod")


def test_the_version_is_the_packages() -> None:
    assert kraft("--version").stdout == f"kraftsamling {__version__}\n"


# Usage: exit 2


@pytest.mark.parametrize(("arguments", "words"), [
    (["valdate"], "Menas validate?"),
    (["validate"], "ARBETSBOK... saknas"),
    (["validate", "--form", "x"], "Menas --format?"),
    (["validate", "--format", "xml", "x"], "--format kan bara vara något av: text, json"),
    (["validate", "--as-of", "30/9 2026", "x"], "»30/9 2026« är inget datum"),
    (["validate", "--jobs", "0", "x"], "»0« är inget antal"),
    (["validate", "--jobs"], "--jobs är inte rätt skrivet"),
    (["explain", "AV01", "AV02"], "mer än kommandot tar: AV02"),
    (["explain", "AV1"], "Menas AV01?"),
    (["fill", "--example", "--data", "rader", "ny.xlsx"], "inte båda"),
    (["rules", "--lang", "de"], "--lang kan bara vara något av: sv, en"),
    ([], "Kommandon:"),
])  # fmt: skip
def test_a_misused_command_is_told_in_a_sentence(arguments: list[str], words: str) -> None:
    result = kraft(*arguments)
    assert words in result.stderr
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_rule_that_resembles_none_gets_no_question() -> None:
    assert kraft("explain", "QQQQ", "--lang", "en").stderr.startswith("There is no rule QQQQ.\n")
    assert kraft("qqqq", "--lang", "en").stderr.startswith("There is no command qqqq.\n")


# validate


@pytest.mark.parametrize(("names", "code"), [
    (["right.xlsx"], 0),
    (["errors.xlsx"], 1),
    (["broken.xlsx"], 3),
    (["missing.xlsx"], 3),
    (["right.xlsx", "errors.xlsx"], 1),
    (["broken.xlsx", "errors.xlsx", "right.xlsx"], 3),
])  # fmt: skip
def test_the_worst_workbook_gives_the_exit_code(names: list[str], code: int, workbooks: Path) -> None:
    assert kraft("validate", *names).exit_code == code


def test_what_is_untried_counts_under_strict_where_nothing_is_wrong(workbooks: Path) -> None:
    unknown = (FOLDER / "stk-2026-580.toml").read_text("utf-8").replace("STK-2026-580", "STK-2027-1")
    (workbooks / "next.toml").write_text(unknown, "utf-8")
    assert kraft("fill", "--decision", "next.toml", "next.xlsx").exit_code == 0
    assert kraft("validate", "next.xlsx", "--profile", "mild").exit_code == 0
    assert kraft("validate", "next.xlsx", "--profile", "mild", "--strict").exit_code == 4
    assert kraft("validate", "next.xlsx", "errors.xlsx", "--strict").exit_code == 1
    assert kraft("validate", "next.xlsx", "--profile", "mild", "--strict", "--decision", "next.toml").exit_code == 0


def test_the_readable_workbooks_are_reported_though_another_is_broken(workbooks: Path) -> None:
    text = kraft("validate", "broken.xlsx", "right.xlsx")
    assert "broken.xlsx" in text.stderr
    assert text.stdout.endswith("2 arbetsböcker: 1 kunde inte läsas, 1 uppfyller kontrollerna\n")
    result = kraft("validate", "broken.xlsx", "right.xlsx", "--format", "json")
    assert [each["path"] for each in json.loads(result.stdout)["workbooks"]] == ["right.xlsx"]
    assert kraft("validate", "broken.xlsx", "--format", "json").stdout.count("\n") == 1


def test_profile_and_date_stand_once_where_the_workbooks_agree(workbooks: Path) -> None:
    def head(*arguments: str) -> tuple[str | None, str | None]:
        document = json.loads(kraft("validate", "--format", "json", *arguments).stdout)
        return document["profile"], document["as_of"]

    assert head("right.xlsx", "errors.xlsx") == ("normal", "2026-09-30")
    assert head("broken.xlsx") == (None, None)
    assert head("right.xlsx", "--profile", "strikt", "--as-of", "2026-12-31") == ("strikt", "2026-12-31")


def test_several_processes_find_the_same(workbooks: Path) -> None:
    names = ["errors.xlsx", "broken.xlsx", "right.xlsx"]
    for form in ("text", "json"):
        one, two = (process("validate", *names, "--format", form, "--jobs", jobs) for jobs in ("1", "2"))
        assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)


def test_a_result_is_moved_into_its_file_whole(workbooks: Path) -> None:
    (workbooks / "result.json").write_text("old")
    result = kraft("validate", "errors.xlsx", "--format", "json", "--output", "result.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads((workbooks / "result.json").read_text("utf-8"))["workbooks"][0]["verdict"] == "fel"
    assert not list(workbooks.glob(".*"))


def test_a_result_that_cannot_be_written_is_a_sentence_and_leaves_nothing_behind(workbooks: Path) -> None:
    (workbooks / "folder").mkdir()
    for target, words in (("nowhere/result.txt", "mappen finns inte"), ("folder", "det är en mapp")):
        result = kraft("validate", "right.xlsx", "--output", target)
        assert result.exit_code == 3
        assert words in result.stderr
    assert not list(workbooks.glob(".*"))


def test_a_fault_of_the_program_is_a_sentence_and_the_others_are_still_checked(
    workbooks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    validate = app.validate

    def faulty(path: Path, **options: object) -> app.Validated:
        if path.name == "errors.xlsx":
            raise ZeroDivisionError("by design")
        return validate(path, **options)

    monkeypatch.setattr(app, "validate", faulty)
    result = kraft("validate", "errors.xlsx", "right.xlsx")
    assert result.exit_code == 70
    assert "right.xlsx" in result.stdout
    assert "ZeroDivisionError: by design" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in kraft("validate", "errors.xlsx", KRAFT_DEBUG="1").stderr


def test_a_fault_outside_any_workbook_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "explain", lambda _code: 1 / 0)
    assert (kraft("explain", "AV01").exit_code, kraft("explain", "AV01").stdout) == (70, "")


def test_an_interrupted_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_code: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "explain", interrupted)
    result = kraft("explain", "AV01", "--lang", "en")
    assert (result.exit_code, result.stderr.strip()) == (130, "Interrupted.")


# fill, balance, explain, rules


def test_the_example_is_filled_and_not_overwritten(workbooks: Path) -> None:
    assert "validate example.xlsx" in kraft("fill", "--example", "example.xlsx").stdout
    before = (workbooks / "example.xlsx").read_bytes()
    assert kraft("fill", "example.xlsx").exit_code == 3
    assert (workbooks / "example.xlsx").read_bytes() == before
    assert kraft("fill", "example.xlsx", "--force").exit_code == 0
    assert (workbooks / "example.xlsx").read_bytes() != before


def test_a_decision_is_named_by_its_case_number_or_its_file(workbooks: Path) -> None:
    assert kraft("balance", "right.xlsx", "--decision", "STK-2026-580").exit_code == 0
    assert kraft("balance", "right.xlsx", "--decision", str(FOLDER / "stk-2026-580.toml")).exit_code == 0
    (workbooks / "bad.toml").write_text("year = ", "utf-8")
    for name, words in (("bad.toml", "bad.toml"), ("STK-1999-1", "STK-2026-580")):
        result = kraft("balance", "right.xlsx", "--decision", name)
        assert result.exit_code == 3
        assert words in result.stderr


def test_balances_come_as_a_table_as_data_and_as_csv(workbooks: Path) -> None:
    assert "800\u00a0000" in kraft("balance", "right.xlsx").stdout
    data = json.loads(kraft("balance", "right.xlsx", "--format", "json", "--as-of", "2026-12-31").stdout)
    assert (data["as_of"], data["balances"][3]["allotted"]) == ("2026-12-31", 800_000)
    csv = process("balance", "right.xlsx", "--format", "csv").stdout
    assert csv.startswith(b"\xef\xbb\xbfMottagare;")
    assert csv.count(b"\r\n") == 7


def test_a_rule_is_explained_however_its_code_is_written() -> None:
    assert kraft("explain", "av01").stdout == kraft("explain", "AV01").stdout
    assert "← AV01" in kraft("explain", "AV01").stdout.replace("\u00a0", " ")


def test_the_rules_come_as_a_table_as_data_and_as_markdown() -> None:
    assert "AV01" in kraft("rules").stdout
    assert {"code": "AV01", "locked": True}.items() <= {
        rule["code"]: rule for rule in json.loads(kraft("rules", "--format", "json").stdout)
    }["AV01"].items()
    assert "| AV01 | Avropat" in kraft("rules", "--format", "markdown").stdout


# Real processes: encodings, pipes, terminals


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_no_code_page_stops_the_program(encoding: str, workbooks: Path) -> None:
    environment = {**ASCII, "PYTHONIOENCODING": encoding}
    for arguments in (["validate", "errors.xlsx"], ["balance", "overdrawn.xlsx"], ["rules"], ["explain", "AV01"], ["--help"]):
        result = process(*arguments, **environment)
        assert (result.returncode, result.stderr) == (int(arguments[-1] == "errors.xlsx"), b"")
    assert "x fel" in process("validate", "errors.xlsx", **environment).stdout.decode(encoding)


def test_json_is_utf_8_on_every_code_page(workbooks: Path) -> None:
    result = process("validate", "errors.xlsx", "--format", "json", PYTHONIOENCODING="cp1252")
    assert "kulturnämnden" in result.stdout.decode("utf-8")


def test_a_file_whose_name_no_terminal_can_show_is_complained_of(workbooks: Path) -> None:
    result = process("validate", os.fsdecode(b"f\xf6rd\xe4rvad.xlsx"), PYTHONIOENCODING="utf-8")
    assert result.returncode == 3
    assert b"rvad.xlsx" in result.stderr


def test_a_reader_that_has_seen_enough_is_left_in_peace() -> None:
    with subprocess.Popen(command("rules"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as reader:
        assert reader.stdout and reader.stderr
        reader.stdout.close()
        assert reader.stderr.read() == b""
    assert reader.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command("rules"), stdout=full, stderr=subprocess.PIPE, check=False, env=ENVIRONMENT)
    assert result.returncode == 3
    assert result.stderr.startswith(b"Resultatet kunde inte skrivas")


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a person sees who runs a command in a terminal."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    ours, theirs = pty.openpty()
    subprocess.run(
        command(*arguments), stdout=theirs, stderr=theirs, check=False,
        env={"TERM": "xterm", **{k: v for k, v in ENVIRONMENT.items() if k != "NO_COLOR"}, **environment},
    )  # fmt: skip
    os.close(theirs)
    return os.read(ours, 1_000_000).decode()


def test_colours_are_for_terminals_that_want_them(workbooks: Path) -> None:
    assert "\x1b[31m✖ fel" in on_a_terminal("validate", "errors.xlsx", TERM="xterm")
    assert "\x1b" not in on_a_terminal("validate", "errors.xlsx", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal("validate", "errors.xlsx", TERM="dumb")
    assert b"\x1b" not in process("validate", "errors.xlsx").stdout


def test_a_bar_shows_how_far_it_is_with_many_workbooks(workbooks: Path) -> None:
    assert "Kontrollerar" in on_a_terminal("validate", "errors.xlsx", "right.xlsx")
    assert "Kontrollerar" not in on_a_terminal("validate", "errors.xlsx")
    assert process("validate", "errors.xlsx", "right.xlsx").stderr == b""


# What is imported


def imported(*arguments: str) -> set[str]:
    """The modules that a command imports, those of the package and the heavy ones."""
    code = "import sys; sys.argv[0] = 'kraftsamling'; from xl_kraftsamling.cli.program import program\n"
    code += "try: program.main()\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True, text=True, env=ENVIRONMENT)
    return set(done.stderr.split())


def test_help_and_version_import_neither_rules_nor_polars() -> None:
    for arguments in (["--help"], ["--version"], ["validate", "--help"]):
        assert imported(*arguments).isdisjoint({"polars", "pandera", "xl_kraftsamling.rules", "xl_kraftsamling.sheets"})
    assert imported("rules").isdisjoint({"polars", "pandera", "xl_kraftsamling.sheets", "json", "shutil"})


def test_validate_imports_nothing_that_it_does_not_use(workbooks: Path) -> None:
    heavy = {"openpyxl", "xlwings", "jsonschema", "pandas", "numpy", "lxml", "rich", "multiprocessing"}
    assert imported("validate", "right.xlsx").isdisjoint(heavy)
