"""Findings as GitHub's annotations: their form, which come first, and when they are chosen without being asked for."""

import os
import re
from pathlib import Path

import pytest

from support import rule_pages
from support.run_cli import kraft
from support.waived_book import WAIVED

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
HEAD = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |\n|---|---|---|---|---:|---|\n"


def annotate(*arguments: str, **environment: str) -> list[tuple[str, dict[str, str], str]]:
    """The kind, the properties and the message of each command, as GitHub reads it."""
    lines = kraft("validate", *arguments, "--format", "github", **environment).stdout.splitlines()
    matches = [match for line in lines if (match := COMMAND.fullmatch(line))]
    return [(m[1], {k: decode(v) for k, v in (p.split("=", 1) for p in m[2].split(","))}, decode(m[3])) for m in matches]


def decode(text: str) -> str:
    for escaped, sign in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escaped, sign)
    return text


def write_book(path: Path, example: str) -> str:
    rule_pages.write(rule_pages.book_with(example), path)
    return path.name


def test_a_finding_is_a_command_with_its_file_row_and_column(workbooks: Path) -> None:
    kind, properties, message = annotate("errors.xlsx")[0]
    assert (kind, properties) == ("error", {"file": "errors.xlsx", "line": "2", "col": "5", "title": "VD01 Beloppet är text"})
    assert message.startswith("Avrop!E2: Beloppet ”75 000” är lagrat som text.")
    assert message.splitlines()[1].startswith("→ Skriv talet 75\u00a0000")


def test_severities_have_the_kinds_of_github(workbooks: Path) -> None:
    found = {(kind, properties["title"][:4]) for kind, properties, _ in annotate(write_book(workbooks / "w.xlsx", WAIVED), "errors.xlsx")}
    assert {("error", "AV04"), ("warning", "AV08"), ("warning", "KO01"), ("notice", "KO03")} <= found


def test_a_waived_finding_is_left_out(workbooks: Path) -> None:
    found = annotate(write_book(workbooks / "w.xlsx", WAIVED))
    assert [properties["line"] for _, properties, _ in found if properties["title"].startswith("AV04")] == ["3"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_signs_that_end_a_value_are_encoded(workbooks: Path) -> None:
    name = "a,b%0A::c.xlsx"
    (workbooks / "errors.xlsx").rename(workbooks / name)
    line = kraft("validate", name, "--format", "github").stdout.splitlines()[0]
    assert line.startswith("::error file=a%2Cb%250A%3A%3Ac.xlsx,line=2,")
    assert annotate(name)[0][1]["file"] == name


def test_what_cannot_be_read_comes_first_then_every_workbooks_gravest_before_its_others(workbooks: Path) -> None:
    rows = "\n".join(f'| A-{n} | 2026-06-{n:02} | kulturnämnden | I-07 | "{n}5 000" | utbetalt |' for n in range(1, 15))
    many = write_book(workbooks / "many.xlsx", HEAD + rows)
    found = annotate(many, "overdrawn.xlsx", "errors.xlsx", "broken.xlsx")
    files = [properties["file"] for _, properties, _ in found]
    assert files[:5] == ["broken.xlsx", "many.xlsx", "overdrawn.xlsx", "errors.xlsx", "many.xlsx"]
    kinds = [kind for kind, _, _ in found]
    assert kinds == sorted(kinds)  # error, notice, warning: none of the three is here in another order
    assert kraft("validate", many, "--format", "github").stdout.splitlines()[-1].startswith("GitHub visar högst 10 av varje slag")


def test_of_one_workbook_the_finding_that_leaves_most_untried_comes_first_and_no_rule_fills_the_ten(workbooks: Path) -> None:
    rows = "\n".join(f"| A-{n} | 2026-06-{n:02} | kulturnämnden | I-07 | -{n} | utbetalt |" for n in range(1, 15))
    late = '| A-20 | 2026-06-20 | kulturnämnden | I-07 | "20 000" | påhittat |'
    titles = [properties["title"][:4] for _, properties, _ in annotate(write_book(workbooks / "one.xlsx", f"{HEAD}{rows}\n{late}"))]
    assert {*titles[:2]} == {"VD01", "VD13"}
    assert titles[2:5] == ["AV04"] * 3


@pytest.mark.parametrize(("arguments", "environment", "is_annotated"), [
    ([], {"GITHUB_ACTIONS": "true"}, True),
    ([], {"GITHUB_ACTIONS": "false"}, False),
    ([], {}, False),
    (["--format", "text"], {"GITHUB_ACTIONS": "true"}, False),
    (["--output", "result.txt"], {"GITHUB_ACTIONS": "true"}, False),
])  # fmt: skip
def test_under_github_actions_annotations_are_chosen_unless_a_format_or_a_file_is_named(
    arguments: list[str], environment: dict[str, str], is_annotated: bool, workbooks: Path
) -> None:
    result = kraft("validate", "errors.xlsx", *arguments, **environment)
    shown = (workbooks / "result.txt").read_text("utf-8") if arguments[:1] == ["--output"] else result.stdout
    assert (result.exit_code, shown.startswith("::error file=errors.xlsx,"), "Resultat" in shown) == (1, is_annotated, not is_annotated)


def test_the_path_is_relative_to_the_repository(workbooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workbooks / "ekonomi").mkdir()
    (workbooks / "errors.xlsx").rename(workbooks / "ekonomi" / "errors.xlsx")
    monkeypatch.chdir(workbooks / "ekonomi")
    assert annotate("errors.xlsx", GITHUB_WORKSPACE=str(workbooks))[0][1]["file"] == "ekonomi/errors.xlsx"
