"""`kraftsamling validate`: exit codes, many workbooks, output, and what happens when something goes wrong."""

import json
import os
from pathlib import Path
from zipfile import ZipFile

import click
import pytest

from support.run_cli import kraft, process
from xl_kraftsamling import app
from xl_kraftsamling.cli import output
from xl_kraftsamling.cli.output import describe_error
from xl_kraftsamling.cli.validate import checking
from xl_kraftsamling.domain.decision import DECISIONS_FOLDER


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
    unknown = (DECISIONS_FOLDER / "stk-2026-580.toml").read_text("utf-8").replace("STK-2026-580", "STK-2027-1")
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
    broken, right = json.loads(result.stdout)["workbooks"]
    assert (broken["path"], broken["error"]["code"], broken["verdict"], broken["findings"]) == ("broken.xlsx", 3, None, [])
    assert broken["error"]["message"] + "\n" == result.stderr
    assert (right["path"], right["error"], right["verdict"]) == ("right.xlsx", None, "uppfyller kontrollerna")


def test_a_file_of_data_tells_of_a_workbook_that_cannot_be_read(workbooks: Path) -> None:
    assert kraft("validate", "broken.xlsx", "--format", "json", "--output", "result.json").exit_code == 3
    assert json.loads((workbooks / "result.json").read_text("utf-8"))["workbooks"][0]["error"]["code"] == 3


@pytest.mark.parametrize(("arguments", "code"), [
    (["right.xlsx", "--fail-on", "upplysning"], 0),
    (["errors.xlsx", "--fail-on", "varning", "--select", "UT"], 0),
    (["warned.xlsx", "--profile", "mild"], 0),
    (["warned.xlsx"], 0),
    (["warned.xlsx", "--fail-on", "varning"], 1),
    (["warned.xlsx", "--fail-on", "upplysning"], 1),
    (["warned.xlsx", "--fail-on", "varning", "--ignore", "BE01"], 0),
])  # fmt: skip
def test_what_fails_a_workbook_is_chosen(arguments: list[str], code: int, workbooks: Path) -> None:
    kraft("fill", "--example", "warned.xlsx")
    assert kraft("validate", *arguments).exit_code == code


def test_a_quiet_run_shows_only_what_does_not_pass(workbooks: Path) -> None:
    names = ("right.xlsx", "errors.xlsx", "broken.xlsx", "~$right.xlsx")
    (workbooks / "~$right.xlsx").touch()
    loud, quiet = kraft("validate", *names), kraft("validate", *names, "--quiet")
    assert quiet.stdout == kraft("validate", "errors.xlsx").stdout
    assert loud.stdout.startswith("right.xlsx")
    assert (loud.stderr.count("\n"), quiet.stderr.count("\n"), quiet.exit_code) == (3, 1, 3)
    assert kraft("validate", "right.xlsx", "--quiet").stdout == ""


def test_each_workbook_is_printed_before_the_next_is_checked(workbooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    validate, written, seen = app.validate_workbook, [], []
    monkeypatch.setattr(checking.app, "validate_workbook", lambda path, **options: (seen.append("".join(written)), validate(path, **options))[1])
    monkeypatch.setattr(output, "_write", written.append)
    for form in ("text", "json"):
        seen.clear()
        written.clear()
        kraft("validate", "right.xlsx", "broken.xlsx", "errors.xlsx", "--format", form)
        assert ["right.xlsx" in each for each in seen] == [False, True, True]


def test_profile_and_date_are_printed_once_where_the_workbooks_agree(workbooks: Path) -> None:
    def head(*arguments: str) -> tuple[str | None, str | None]:
        document = json.loads(kraft("validate", "--format", "json", *arguments).stdout)
        return document["profile"], document["as_of"]

    assert head("right.xlsx", "errors.xlsx") == ("normal", "2026-09-30")
    assert head("broken.xlsx") == (None, None)
    assert head("right.xlsx", "--profile", "strikt", "--as-of", "2026-12-31") == ("strikt", "2026-12-31")


def test_several_processes_find_the_same(workbooks: Path) -> None:
    names = ["errors.xlsx", "broken.xlsx", "right.xlsx"]
    for name in ("errors.xlsx", "right.xlsx"):
        with ZipFile(name, "a") as archive:  # so large that other processes are worth starting
            archive.writestr("custom/large.bin", bytes(3_000_000))
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
    for target, words in (("nowhere/result.txt", "mappen finns inte (nowhere)"), ("folder", "folder är en mapp")):
        result = kraft("validate", "right.xlsx", "--output", target)
        assert result.exit_code == 3
        assert words in result.stderr
    assert not list(workbooks.glob(".*"))


def test_a_fault_of_the_program_is_a_sentence_and_the_others_are_still_checked(
    workbooks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    validate = app.validate_workbook

    def faulty(path: Path, **options: object) -> app.ValidatedWorkbook:
        if path.name == "errors.xlsx":
            raise ZeroDivisionError("by design")
        return validate(path, **options)

    monkeypatch.setattr(app, "validate_workbook", faulty)
    result = kraft("validate", "errors.xlsx", "right.xlsx")
    assert result.exit_code == 70
    assert "right.xlsx" in result.stdout
    assert "ZeroDivisionError: by design" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in kraft("validate", "errors.xlsx", KRAFT_DEBUG="1").stderr


def test_what_click_alone_knows_is_in_its_own_words() -> None:
    code, words = describe_error(click.UsageError("odd"), "en")
    assert (code, words) == (2, "The command cannot be understood (odd)")


def test_a_fault_outside_any_workbook_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "find_rule", lambda _code: 1 / 0)
    assert (kraft("explain", "AV01").exit_code, kraft("explain", "AV01").stdout) == (70, "")


def test_an_interrupted_run_ends_with_a_word_about_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_code: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "find_rule", interrupted)
    result = kraft("explain", "AV01", "--lang", "en")
    assert (result.exit_code, result.stderr.strip()) == (130, "Interrupted.")


@pytest.mark.skipif(os.name == "nt", reason="on Windows it is known at once that nobody holds it; tests/windows holds one")
def test_a_workbook_that_is_open_elsewhere_gets_a_note(workbooks: Path) -> None:
    (workbooks / "~$right.xlsx").touch()
    for name in ("validate", "balance"):
        result = kraft(name, "right.xlsx")
        assert (result.exit_code, result.stderr.count("right.xlsx är öppen i ett kalkylprogram")) == (0, 1)
