"""`kraftsamling report` as a person calls it: exit codes, misuse, where it is written, and the files beside the workbook."""

import shutil
from pathlib import Path

import pytest

from support.build_other_layouts import two_sheets, write_sheets
from support.run_cli import kraft, process
from xl_kraftsamling.cli.report import FORMATS


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["right.xlsx", "errors.xlsx", "overdrawn.xlsx"])
def test_a_report_that_could_be_made_ends_with_0_and_says_what_is_wrong(name: str, form: str, workbooks: Path) -> None:
    result = kraft("report", name, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"Rapport om {name}" in result.stdout


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["broken.xlsx"], 3, "broken.xlsx"),
    (["saknas.xlsx"], 3, "saknas.xlsx"),
    (["errors.xlsx", "--format", "pdf"], 2, "--format"),
    (["errors.xlsx", "--as-of", "i dag"], 2, "inget datum"),
    (["errors.xlsx", "--profile", "hård"], 2, "--profile"),
    (["errors.xlsx", "--output", "errors.xlsx"], 2, "--output"),
    (["errors.xlsx", "--output", "finns/inte.html"], 3, "inte.html"),
    (["errors.xlsx", "--decision", "saknas.toml"], 3, "saknas.toml"),
    (["errors.xlsx", "right.xlsx"], 2, "Kommandot tar bara en arbetsbok."),
    ([], 2, "Ange en arbetsbok, till exempel Medel.xlsx."),
])  # fmt: skip
def test_what_cannot_be_reported_on_is_a_sentence(arguments: list[str], code: int, words: str, workbooks: Path) -> None:
    result = kraft("report", *arguments)
    assert (result.exit_code, words in result.stderr, result.stdout) == (code, True, "")


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_in_a_file_is_what_is_printed_in_utf_8(form: str, workbooks: Path) -> None:
    run = process("report", "errors.xlsx", "--format", form, "--output", "rapport.ut")
    assert (run.returncode, run.stdout) == (0, b"")
    printed = process("report", "errors.xlsx", "--format", form, PYTHONIOENCODING="ascii")
    assert Path("rapport.ut").read_bytes() == printed.stdout
    assert "nämnden" in printed.stdout.decode("utf-8")


def test_the_profile_the_date_and_the_map_are_those_that_are_given(workbooks: Path) -> None:
    text = kraft("report", "errors.xlsx", "--format", "markdown", "--profile", "strikt", "--as-of", "2026-07-31").stdout
    assert "**Profil**: strikt" in text
    assert "avstämt 2026-07-31" in text
    write_sheets(Path("egen.xlsx"), two_sheets())
    assert kraft("map", "egen.xlsx", "--write", "annan.toml").exit_code == 0
    mapped = kraft("report", "egen.xlsx", "--map", "annan.toml").stdout
    assert "Läst efter kartan annan.toml" in mapped
    assert "lästa efter en karta" in mapped


def test_a_file_beside_the_workbook_is_named(workbooks: Path) -> None:
    write_sheets(Path("egen.xlsx"), two_sheets())
    assert kraft("map", "egen.xlsx", "--write", "egen.karta.toml").exit_code == 0
    for form in FORMATS:
        assert "egen.karta.toml" in kraft("report", "egen.xlsx", "--format", form).stdout
    shutil.copy("egen.karta.toml", "right.karta.toml")
    assert "har inte använts" in kraft("report", "right.xlsx").stdout
