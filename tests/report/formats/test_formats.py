"""What all formats of `validate` have in common."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.etree
import pytest

from support.run_cli import kraft, process
from xl_kraftsamling import app, report
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.report.formats import FORMATS, View, load_format

EACH = pytest.mark.parametrize("form", FORMATS)
PARSERS = {"json": json.loads, "sarif": json.loads, "gitlab": json.loads, "junit": lambda text: lxml.etree.fromstring(text.encode())}
NAMES = ("errors.xlsx", "broken.xlsx", "right.xlsx")
NOT_FORMATS = {"__init__", "places"}


def test_every_module_is_a_format_with_its_word() -> None:
    modules = {path.stem for path in (Path(report.__file__).parent / "formats").glob("*.py")}
    assert modules - NOT_FORMATS == set(FORMATS)


@EACH
def test_a_workbook_that_cannot_be_read_is_in_every_format_with_the_reason(form: str, workbooks: Path) -> None:
    result = kraft("validate", *NAMES, "--format", form)
    assert result.exit_code == 3
    assert "broken.xlsx är en textfil" in " ".join(result.stdout.split())
    assert "Beloppet ”75\u00a0000”" in result.stdout or "Beloppet ”75 000”" in result.stdout
    PARSERS.get(form, str)(result.stdout)


@EACH
@pytest.mark.parametrize("name", ["right.xlsx", "broken.xlsx"])
def test_one_workbook_or_nothing_found_is_a_whole_document_too(form: str, name: str, workbooks: Path) -> None:
    PARSERS.get(form, str)(kraft("validate", name, "--format", form).stdout)


@EACH
def test_messages_are_in_the_language_of_the_run(form: str, workbooks: Path) -> None:
    english = " ".join(kraft("validate", "errors.xlsx", "broken.xlsx", "--format", form, "--lang", "en").stdout.split())
    assert "is stored as text" in english
    assert "is a text file" in english
    assert "Beloppet" not in english


@EACH
def test_several_processes_write_the_same(form: str, workbooks: Path) -> None:
    one, two = (process("validate", *NAMES, "--format", form, "--jobs", jobs) for jobs in ("1", "2"))
    assert (one.stdout, one.returncode) == (two.stdout, two.returncode)


@EACH
def test_a_result_for_programs_is_written_even_where_nothing_could_be_read(form: str, workbooks: Path) -> None:
    (workbooks / "result").write_text("yesterday's")
    assert kraft("validate", "broken.xlsx", "--format", form, "--output", "result").exit_code == 3
    assert ((workbooks / "result").read_text("utf-8") == "yesterday's") == (form in ("text", "short"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@EACH
def test_a_path_cannot_end_a_line_or_a_string(form: str, workbooks: Path) -> None:
    name = 'a"<&>\n::error::,%.xlsx'
    (workbooks / "errors.xlsx").rename(workbooks / name)
    shown = kraft("validate", name, "--format", form).stdout
    PARSERS.get(form, str)(shown)
    assert not any(line.startswith("::error::") for line in shown.splitlines())


def repeat(validated: app.ValidatedWorkbook, number: int) -> app.ValidatedWorkbook:
    """The workbook with its findings so many times, each in a row of its own."""
    findings = validated.verdict.findings
    rows = (
        finding._replace(hit=finding.hit._replace(place=Place("Avrop", row, 5)), row_id=f"A-{row}")
        for row in range(2, number + 2)
        for finding in (findings[row % len(findings)],)
    )
    return validated._replace(verdict=replace(validated.verdict, findings=list(rows)))


@EACH
def test_very_many_findings_are_all_written(form: str, workbooks: Path) -> None:
    chosen, view = load_format(form), View("sv", workbooks, workbooks, 100, lambda words, _role: words)
    many = repeat(app.validate_workbook(Path("errors.xlsx")), 3_000)
    text = "\n".join(chosen.join([chosen.encode("errors.xlsx", many, view)], view))
    PARSERS.get(form, str)(text)
    assert form == "text" or len(re.findall(r"E[0-9]+: ", text)) >= 3_000 or text.count('"cell": "E') >= 3_000


@pytest.mark.parametrize("form", ["text", "short", "sarif", "junit", "gitlab"])
def test_what_can_be_shown_as_the_run_goes_on_is(form: str, workbooks: Path) -> None:
    chosen, view = load_format(form), View("sv", workbooks, workbooks, 100, lambda words, _role: words)
    came: list[str] = []

    def check() -> Iterator[object]:
        for name in ("errors.xlsx", "overdrawn.xlsx", "right.xlsx"):
            came.append(name)
            yield chosen.encode(name, app.validate_workbook(Path(name)), view)

    first = next(line for line in chosen.join(check(), view) if "errors.xlsx" in line)
    assert first
    assert came == ["errors.xlsx"]
