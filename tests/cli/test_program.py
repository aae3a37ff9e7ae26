"""The command line as a person meets it: help, languages, misuse, and the commands beside `validate`."""

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from support.run_cli import kraft, process
from xl_kraftsamling import __version__
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import ListedCommand
from xl_kraftsamling.cli.program import program
from xl_kraftsamling.domain.decision import DECISIONS_FOLDER
from xl_kraftsamling.domain.texts import LANGUAGES

COMMANDS = [each.load() if isinstance(each, ListedCommand) else each for each in program.commands.values()]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("each", COMMANDS, ids=lambda each: each.name)
def test_the_help_of_a_command_names_every_option_in_both_languages(each: click.Command, lang: str) -> None:
    shown = kraft(str(each.name), "--help", "--lang", lang).stdout
    for option in (param for param in each.params if isinstance(param, click.Option)):
        assert option.opts[0] in shown
        assert option.text.sv != option.text.en
    assert ("Usage" in shown) == ("Options" in shown) == (lang == "en")


def test_a_command_is_listed_with_what_its_own_help_says() -> None:
    listed = [each for each in program.commands.values() if isinstance(each, ListedCommand)]
    assert [each.name for each in listed] == [*ABOUT]
    assert [(each.load().name, each.load().text) for each in listed] == [(each.name, each.text) for each in listed]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_is_as_it_was(lang: str, snapshot: Callable[[str, str], None]) -> None:
    pages = [kraft("--lang", lang, "--help"), *(kraft(str(each.name), "--help", "--lang", lang) for each in COMMANDS)]
    snapshot(f"help_{lang}", "\n".join(page.stdout for page in pages))


def test_the_language_is_found_anywhere_in_a_call_and_is_swedish_otherwise() -> None:
    assert kraft("rules").stdout.startswith("Kod")
    assert kraft("rules", "--lang", "en").stdout.startswith("Code")
    assert kraft("--lang=en", "rules").stdout.startswith("Code")
    assert kraft("rules", KRAFT_LANG="en").stdout.startswith("Code")
    assert kraft("rules", "--lang", "sv", KRAFT_LANG="en").stdout.startswith("Kod")


def test_the_help_comes_by_every_word_that_people_try_for_it() -> None:
    assert kraft("help").stdout == kraft("-h").stdout == kraft("--help").stdout
    assert kraft("--lang", "en", "help", "transfer").stdout == kraft("transfer", "-h", "--lang", "en").stdout
    assert kraft("help", "transfr").stderr.startswith("Kommandot transfr finns inte. Menade du transfer?\n")
    assert kraft("help", "addin", "install").stdout == kraft("addin", "install", "-h").stdout
    assert kraft("help", "rules", "x").exit_code == 2


@pytest.mark.parametrize("columns", ["60", "80"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_commands_has_whole_sentences(lang: str, columns: str) -> None:
    listed = kraft("--help", "--lang", lang, COLUMNS=columns).stdout
    assert "..." not in listed.split("\n", 1)[1]


def test_the_version_is_the_packages() -> None:
    assert kraft("--version").stdout == f"kraftsamling {__version__}\n"


@pytest.mark.parametrize(("arguments", "words"), [
    (["valdate"], "Menade du validate?"),
    (["validate"], "Ange minst en arbetsbok, till exempel Medel.xlsx.\n"),
    (["explain"], "Ange en kod, till exempel AV01.\n"),
    (["validate", "--form", "x"], "Menade du --format?"),
    (["validate", "--format", "xml", "x"], "--format kan bara vara något av: text, short, json, sarif, junit, gitlab, github"),
    (["validate", "--as-of", "30/9 2026", "x"], "”30/9 2026” är inget datum"),
    (["validate", "--jobs", "0", "x"], "”0” är inget antal"),
    (["validate", "--jobs"], "--jobs behöver ett antal.\n"),
    (["validate", "x", "--annotate"], "--annotate behöver ett filnamn.\n"),
    (["validate", "x", "--format"], "--format kan bara vara något av: text, short, json, sarif, junit, gitlab, github"),
    (["fill", "--force=ja", "x"], "--force står för sig"),
    (["explain", "AV01", "AV02"], "Kommandot tar bara en kod.\n"),
    (["balance", "a.xlsx", "b.xlsx"], "Kommandot tar bara en arbetsbok.\n"),
    (["rules", "AV01"], "Efter rules skrivs bara val, som --lang. Ta bort AV01.\n"),
    (["validate", "x", "--select"], "--select behöver koder eller familjer av kontroller, som AV01,FO.\n"),
    (["validate", "x", "--fail-on", "alla"], "--fail-on kan bara vara något av: fel, varning, upplysning"),
    (["explain", "AV1"], "Menade du AV01?"),
    (["fill", "--example", "--data", "rader", "ny.xlsx"], "inte båda"),
    (["rules", "--lang", "de"], "--lang kan bara vara något av: sv, en"),
    ([], "\n\nKommandon:\n"),
])  # fmt: skip
def test_a_misused_command_gets_a_sentence(arguments: list[str], words: str) -> None:
    result = kraft(*arguments)
    assert words in result.stderr
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_rule_that_resembles_none_gets_no_question() -> None:
    assert kraft("explain", "QQQQ", "--lang", "en").stderr.startswith("There is no rule QQQQ.\n")
    assert kraft("qqqq", "--lang", "en").stderr.startswith("There is no command qqqq.\n")


def test_the_example_is_filled_and_not_overwritten(workbooks: Path) -> None:
    assert "validate example.xlsx" in kraft("fill", "--example", "example.xlsx").stdout
    before = (workbooks / "example.xlsx").read_bytes()
    refused = kraft("fill", "example.xlsx")
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert (workbooks / "example.xlsx").read_bytes() == before
    assert kraft("fill", "example.xlsx", "--force").exit_code == 0
    assert (workbooks / "example.xlsx").read_bytes() != before


def test_a_decision_is_named_by_its_case_number_or_its_file(workbooks: Path) -> None:
    assert kraft("balance", "right.xlsx", "--decision", "STK-2026-580").exit_code == 0
    assert kraft("balance", "right.xlsx", "--decision", str(DECISIONS_FOLDER / "stk-2026-580.toml")).exit_code == 0
    (workbooks / "bad.toml").write_text("year = ", "utf-8")
    for name, words in (("bad.toml", "bad.toml"), ("STK-1999-1", "STK-2026-580")):
        result = kraft("balance", "right.xlsx", "--decision", name)
        assert result.exit_code == 3
        assert words in result.stderr


def test_balances_come_as_a_table_as_data_and_as_csv(workbooks: Path) -> None:
    assert "800 000" in kraft("balance", "right.xlsx").stdout
    data = json.loads(kraft("balance", "right.xlsx", "--format", "json", "--as-of", "2026-12-31").stdout)
    assert (data["as_of"], data["balances"][3]["allotted"]) == ("2026-12-31", 800_000)
    csv = process("balance", "right.xlsx", "--format", "csv").stdout
    assert csv.startswith(b"\xef\xbb\xbfMottagare;")
    assert csv.count(b"\r\n") == 7


def test_a_rule_is_explained_however_its_code_is_written() -> None:
    assert kraft("explain", "av01").stdout == kraft("explain", "AV01").stdout
    assert "← AV01" in kraft("explain", "AV01").stdout


def test_the_rules_come_as_a_table_as_data_and_as_markdown() -> None:
    assert "AV01" in kraft("rules").stdout
    assert {"code": "AV01", "locked": True}.items() <= {
        rule["code"]: rule for rule in json.loads(kraft("rules", "--format", "json").stdout)
    }["AV01"].items()
    assert "| AV01 | Avropat" in kraft("rules", "--format", "markdown").stdout
