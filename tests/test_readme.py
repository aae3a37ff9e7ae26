"""Everything that README shows is what the program does: its commands, their output and the table of rules."""

import doctest
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import click
import pytest
import yaml

from support import ROOT
from support.build_other_layouts import (
    CALLED,
    EXAMPLE,
    LIST_HEADINGS,
    call_offs_in,
    plain_sheets,
    two_sheets,
    write_sheets,
)
from support.read_ledger import read_ledger
from support.readme import README, block, fenced, kraftsamling, replace
from xl_kraftsamling import rules
from xl_kraftsamling.app.project_settings import read_settings
from xl_kraftsamling.cli.program import program


def run_line(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of README that calls the program."""
    command = [sys.executable, "-m", "xl_kraftsamling", *shlex.split(line)[1:]]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"})


def test_the_main_command_prints_what_readme_shows(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    calls = [shlex.split(part) for part in fenced("main").split("&&")]
    printed = "".join(kraftsamling(call[1:], tmp_path) for call in calls if call[0] == ".venv/bin/kraftsamling")
    if request.config.getoption("--update-snapshots"):
        replace("output", f"```\n{printed}```\n")
    assert fenced("output") + "\n" == printed


def test_the_lines_for_windows_are_those_of_the_main_command_and_mean_the_same_to_both_of_its_shells() -> None:
    lines = fenced("windows").split("\n")
    assert [line.partition("Scripts\\")[2] for line in lines[1:]] == [
        call.partition("bin/")[2].replace(" -q", "") for call in fenced("main").split(" && ")[1:]
    ]  # fmt: skip
    assert not re.search(r"""[&|;$%^`'"(){}@#]""", "".join(lines)), "cmd and PowerShell read these signs differently"


def test_a_workbook_of_ones_own_is_read_as_readme_shows(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    write_sheets(tmp_path / "Medel.xlsx", EXAMPLE)
    printed = kraftsamling(shlex.split(fenced("own"))[1:], tmp_path)
    kraftsamling(shlex.split(fenced("own-map"))[1:], tmp_path)
    map_text = (tmp_path / "Medel.karta.toml").read_text("utf-8")
    table = map_text[map_text.index('[[table]]\nkind = "Avrop"') :]
    if request.config.getoption("--update-snapshots"):
        replace("own-output", f"```\n{printed}```\n")
        replace("own-map-file", f"```toml\n{table}```\n")
    assert fenced("own-output") + "\n" == printed
    assert fenced("own-map-file").removeprefix("toml\n") + "\n" == table


def test_the_decision_that_readme_enters_counts_from_its_days(tmp_path: Path) -> None:
    kraftsamling(["fill", "Medel.xlsx"], tmp_path)
    shown = [kraftsamling(shlex.split(line)[1:], tmp_path) for line in fenced("decision").splitlines()][-1]
    words = " ".join(shown.split())
    assert "kulturnämnden 900 000 1 000 000" in words
    assert "Sista dag för avrop: 2026-11-30 (STK-2024-1374)." in words
    assert "Återbetalat 2027-02-10: kulturnämnden 50 000 kr." in words


def test_the_lines_for_many_workbooks_do_what_readme_says(tmp_path: Path) -> None:
    (tmp_path / "gamla").mkdir()
    for name in ("a.xlsx", "gamla/b.xlsx"):
        kraftsamling(["fill", name, "--example"], tmp_path)
    codes = [run_line(line, tmp_path).returncode for line in fenced("pipeline").splitlines()]
    assert codes == [0, 0, 0]
    assert len(json.loads((tmp_path / "kontroll.json").read_text("utf-8"))["workbooks"]) == 2


def test_the_settings_that_readme_shows_are_followed(tmp_path: Path) -> None:
    text = fenced("settings").removeprefix("toml\n")
    (tmp_path / "kraftsamling.toml").write_text(text, "utf-8")
    used = read_settings(tmp_path / "kraftsamling.toml").used
    assert [*used] == re.findall(r"^(\w+) =", text, re.MULTILINE)


@pytest.mark.parametrize("place", ["github", "gitlab"])
def test_the_snippets_for_pipelines_pass_what_is_right_and_stop_what_is_wrong(place: str, tmp_path: Path) -> None:
    snippet = yaml.safe_load(fenced(place).removeprefix("yaml\n"))["jobs" if place == "github" else "kraftsamling"]
    lines = [step.get("run", "") for step in snippet["kraftsamling"]["steps"]] if place == "github" else snippet["script"]
    (line,) = (line for line in lines if line.startswith("kraftsamling "))
    kraftsamling(["fill", "a.xlsx", "--example"], tmp_path)
    assert run_line(line, tmp_path).returncode == 0
    (tmp_path / "b.xlsx").write_text("ingen arbetsbok")
    assert run_line(line, tmp_path).returncode == 3
    assert all((tmp_path / name).exists() for name in (snippet["artifacts"]["paths"] if place == "gitlab" else []))


def test_the_hook_for_pre_commit_is_the_one_that_readme_names() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (named,) = yaml.safe_load(fenced("pre-commit").removeprefix("yaml\n"))["repos"][0]["hooks"]
    assert (named["id"], hook["entry"]) == (hook["id"], "kraftsamling validate")
    assert set(named["args"]) <= {name for param in program.commands["validate"].load().params for name in param.opts}


@pytest.mark.skipif(not shutil.which("pre-commit"), reason="pre-commit is not installed here: .ci/run does it")
def test_pre_commit_runs_the_hook_on_workbooks_alone(tmp_path: Path) -> None:
    kraftsamling(["fill", "a.xlsx", "--example"], tmp_path)
    (tmp_path / "gammal.txt").write_text("ingen arbetsbok")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache"), "GIT_CONFIG_GLOBAL": os.devnull}
    environment.pop("PYTHONPATH", None)  # the hook is what pre-commit installs of it

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")

    run("git", "init", "-q")
    run("git", "add", "-A")
    hook = ["pre-commit", "try-repo", str(ROOT), "kraftsamling", "--verbose", "--all-files"]
    passed = run(*hook)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "a.xlsx" in passed.stdout
    (tmp_path / "b.xlsx").write_text("ingen arbetsbok")
    run("git", "add", "-A")
    failed = run(*hook)
    assert failed.returncode != 0
    assert "b.xlsx" in failed.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
@pytest.mark.parametrize(("begun", "proposed"), [
    ("kraftsamling val", "validate"), ("kraftsamling explain av0", "AV01"), ("kraftsamling validate a.xlsx --select ST01,V", "ST01,VD"),
    ("kraftsamling transfer a.xlsx --from k", "KN"), ("kraftsamling balance a.xlsx --recipient kult", "kulturnämnden"), ("kraftsamling help tr", "transfer"),
])  # fmt: skip
def test_a_shell_completes_what_is_begun(begun: str, proposed: str, tmp_path: Path) -> None:
    program_file = tmp_path / "kraftsamling"
    program_file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xl_kraftsamling "$@"\n', "utf-8")
    program_file.chmod(0o755)
    ask = f"COMP_WORDS=({begun}); COMP_CWORD={len(begun.split()) - 1}; _kraftsamling_completion kraftsamling; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(["bash", "-c", f"{fenced('completion')}\n{ask}"], env=environment, capture_output=True, encoding="utf-8")
    assert proposed in run.stdout.split("\n"), run.stderr


FRAMES = [("ASN", 1_100), ("FRN", 6_100), ("FSKN", 150), ("KN", 800), ("GVN", 650), ("MKB", 1_200)]
MONTHS = {"KN": [10, None, 20], "FRN": [None, 500, None]}
MAPPED = {
    "Per månad": [["Avrop 2026, tkr"], [], ["Nämnd", "Ram", "maj", "jun", "jul", "aug", "sep", "Summa"],
                  *([name, frame, *MONTHS.get(name, [None] * 3), None, None, None] for name, frame in FRAMES)],
    "Avrop 1–2": [["Nämnd", "Avrop 1", None, "Avrop 2", None], [None, "Datum", "Belopp", "Datum", "Belopp"],
                  ["KN", date(2026, 6, 1), 11_000, date(2026, 7, 1), 12_000], ["FRN", date(2026, 6, 1), 64_000, None, None]],
    "Nämnder": [["", "KN", "FRN"], ["Beviljat", 800_000, 6_100_000], [date(2026, 6, 5), 23_000, None], [date(2026, 6, 6), None, 25_000]],
    "Insatser": [["Nr", "Nämnd"], [1, "KN"], [2, "FRN"]],
    "Kryss": [["Nr", "Datum", "Insats", "Belopp", "Begärt", "Utbetalt"],
              [1, date(2026, 6, 7), 1, 27_000, "x", "x"], [2, date(2026, 6, 8), 2, 28_000, "x", None]],
    "Logg": [["Datum", "Typ", "Nämnd", "Belopp", "Läge"],
             [date(2026, 6, 9), "Avrop 1", "KN", 36_000, "Klar"], [date(2026, 6, 9), "Möte", "KN", 39_000, "Klar"]],
}  # fmt: skip
"""The sheets that the map in README speaks of."""


def test_the_map_that_readme_teaches_reads_every_sheet_as_it_says(tmp_path: Path) -> None:
    write_sheets(tmp_path / "Medel.xlsx", plain_sheets(**MAPPED))
    (tmp_path / "Medel.karta.toml").write_text(fenced("map-examples").removeprefix("toml\n"), "utf-8")
    balances = json.loads(kraftsamling(["balance", "Medel.xlsx", "--as-of", "2026-12-31", "--format", "json"], tmp_path))["balances"]
    figures = {each["recipient"]: (each["allotted"], each["called_off"], each["requested"]) for each in balances}
    assert figures["kulturnämnden"] == (800_000, 30_000 + 23_000 + 23_000 + 27_000 + 36_000, 0)
    assert figures["fritidsnämnden"] == (6_100_000, 500_000 + 64_000 + 25_000, 28_000)


def test_the_words_that_readme_teaches_are_read(tmp_path: Path) -> None:
    said = re.search(r"`version = 1`, `(\[words\])` och `(.+?)`", README.read_text("utf-8"))
    assert said
    write_sheets(tmp_path / "Medel.xlsx", EXAMPLE)
    (tmp_path / "Medel.karta.toml").write_text(f"version = 1\n{said[1]}\n{said[2]}\n", "utf-8")
    assert "läses som Avrop\n  3 poster" in kraftsamling(["map", "Medel.xlsx"], tmp_path)


def test_the_meanings_that_readme_teaches_are_read(tmp_path: Path) -> None:
    said = re.findall(r"`(\[meanings\.\w+\])` och\s`(.+?)`", README.read_text("utf-8"))
    assert len(said) == 2
    called = [LIST_HEADINGS, *((*row[:2], "4711", row[3], "Klar") for row in CALLED)]
    write_sheets(tmp_path / "Medel.xlsx", two_sheets(called=called))
    (tmp_path / "Medel.karta.toml").write_text("\n".join(["version = 1", *map("\n".join, said)]), "utf-8")
    assert {(name, status) for name, _, _, status in call_offs_in(read_ledger(tmp_path / "Medel.xlsx"))} == {("kulturnämnden", "godkänt")}


def test_python_answers_as_readme_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    examples = doctest.DocTestParser().get_doctest(fenced("python").removeprefix("python\n") + "\n", {}, "README", str(README), 0)
    assert len(examples.examples) > 10
    printed: list[str] = []
    assert doctest.DocTestRunner(verbose=False).run(examples, out=printed.append).failed == 0, "".join(printed)


def test_the_table_of_rules_is_the_catalogue(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    table = kraftsamling(["rules", "--format", "markdown"], tmp_path)
    if request.config.getoption("--update-snapshots"):
        replace("rules", table)
    assert block("rules") == table
    assert all(f"| {rule.code} |" in table for rule in rules.RULES)


def test_the_commands_that_readme_names_are_those_of_the_program(tmp_path: Path) -> None:
    named = set(re.findall(r"^\| `kraftsamling (\w+)", README.read_text("utf-8"), re.MULTILINE))
    helped = kraftsamling(["--help"], tmp_path).partition("Kommandon:")[2]
    assert named == set(re.findall(r"^  (\w+)", helped, re.MULTILINE))


def test_a_row_of_a_command_that_names_formats_names_them_all() -> None:
    rows = re.findall(r"^\| `kraftsamling (\w+).*?--format(.*)", README.read_text("utf-8"), re.MULTILINE)
    assert rows
    for name, rest in rows:
        (choice,) = (param.type for param in program.commands[name].load().params if param.name == "form")
        assert isinstance(choice, click.Choice)
        assert [word for word in choice.choices[1:] if word not in rest] == [], name


def test_every_file_that_readme_points_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text("utf-8")):
        assert (ROOT / target).exists(), target


def test_the_top_level_holds_nothing_beyond_what_was_agreed() -> None:
    agreed = {"xl_kraftsamling", "templates", "tests", "pyproject.toml", "README.md", "LICENSE"}
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8").stdout.splitlines()
    if not listed:
        pytest.skip("this is no git checkout")
    assert {path.partition("/")[0] for path in listed if not path.startswith(".")} <= agreed


def test_the_wheel_for_xlwings_lite_is_one_file_that_any_python_takes(tmp_path: Path) -> None:
    command = shlex.split(fenced("wheel"))
    assert command[0] == ".venv/bin/pip"
    built = [str(tmp_path) if part == "dist" else part for part in command[1:]]
    subprocess.run([sys.executable, "-m", "pip", *built[:-1], str(ROOT)], check=True, cwd=tmp_path, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.endswith("-py3-none-any.whl")
    assert "xl_kraftsamling/excel/lite.py" in ZipFile(wheel).namelist()
