"""kraftsamling.toml: what it decides, what a command decides in its place, and what is said of it."""

import json
import os
import shutil
from pathlib import Path

import pytest

from support.run_cli import kraft
from xl_kraftsamling.domain.decision import DECISIONS_FOLDER


@pytest.fixture
def project(workbooks: Path) -> Path:
    """A folder with settings, and in one below it workbooks."""
    (workbooks / "nämnder" / "gamla").mkdir(parents=True)
    for name in ("right.xlsx", "errors.xlsx"):
        shutil.copy(name, workbooks / "nämnder" / name)
    shutil.copy("errors.xlsx", workbooks / "nämnder" / "gamla" / "errors.xlsx")
    write('profile = "mild"\nselect = ["AV", "VD"]\nignore = ["VD09"]\nexclude = ["nämnder/gamla/"]\njobs = 2\n')
    return workbooks


def write(text: str) -> None:
    Path("kraftsamling.toml").write_text(text, "utf-8")


def test_settings_above_the_folder_are_followed_and_named(project: Path) -> None:
    result = kraft("validate", "nämnder", "--format", "json")
    document = json.loads(result.stdout)
    assert (document["profile"], [Path(each["path"]).name for each in document["workbooks"]]) == ("mild", ["errors.xlsx", "right.xlsx"])
    assert {code[:2] for code in document["workbooks"][1]["rules"]["tried"]} == {"AV", "VD"}
    assert document["settings"]["file"] == "kraftsamling.toml"
    assert document["settings"]["used"]["ignore"] == ["VD09"]
    told = "Inställningar ur kraftsamling.toml: profil mild; bara AV, VD; inte VD09; utelämna nämnder/gamla/; högst 2 arbetsböcker åt gången.\n"
    assert result.stderr.startswith(told)
    assert told in kraft("validate", "nämnder", "--quiet").stderr  # it decides what is found


def test_what_a_command_says_goes_before(project: Path) -> None:
    arguments = ["--profile", "strikt", "--select", "TD", "--ignore", "TD06", "--exclude", "right.xlsx", "--jobs", "1"]
    result = kraft("validate", "nämnder", *arguments, "--format", "json")
    document = json.loads(result.stdout)
    assert (document["profile"], document["settings"]) == ("strikt", None)
    assert [Path(each["path"]).name for each in document["workbooks"]] == ["errors.xlsx", "errors.xlsx"]
    assert "Inställningar ur" not in result.stderr
    assert "bara AV, VD" not in kraft("validate", "nämnder", "--select", "TD").stderr
    assert kraft("validate", "right.xlsx", "--select", "VD09").exit_code == 0  # which the file ignores


def test_the_nearest_file_above_all_that_is_given_is_followed(project: Path) -> None:
    Path("nämnder/kraftsamling.toml").write_text('select = ["BE"]\n', "utf-8")
    for given, followed in ((["nämnder"], "bara BE"), (["nämnder/right.xlsx"], "bara BE"), (["nämnder", "right.xlsx"], "bara AV"), (["."], "bara AV")):
        assert followed in kraft("validate", *given).stderr, given


def test_a_decision_of_the_project_is_followed(project: Path) -> None:
    text = (DECISIONS_FOLDER / "stk-2026-580.toml").read_text("utf-8").replace("800_000", "700_000")
    Path("beslut.toml").write_text(text, "utf-8")
    write('decision = "beslut.toml"\n')
    result = kraft("validate", "right.xlsx", "--select", "TD01")
    assert (result.exit_code, "TD01" in result.stdout, "beslut beslut.toml" in result.stderr) == (1, True, True)
    assert kraft("validate", "right.xlsx", "--select", "TD01", "--decision", "STK-2026-580").exit_code == 0
    write('decision = "stk-2026-580"\n')
    assert kraft("validate", "right.xlsx", "--select", "TD01").exit_code == 0


def test_every_command_follows_the_decision_of_the_project_but_before_it_the_one_beside_a_workbook(project: Path) -> None:
    text = (DECISIONS_FOLDER / "stk-2026-580.toml").read_text("utf-8")
    Path("beslut.toml").write_text(text.replace("800_000", "700_000"), "utf-8")
    Path("right.beslut.toml").write_text(text.replace("800_000", "600_000"), "utf-8")
    shutil.copy("right.xlsx", "other.xlsx")
    write('decision = "beslut.toml"\nselect = ["TD01"]\n')
    for name, expected, is_told in (("right.xlsx", "600", False), ("other.xlsx", "700", True)):
        assert f"{expected} 000" in kraft("validate", name).stdout
        told = kraft("balance", name).stderr
        assert ("Inställningar ur kraftsamling.toml: beslut beslut.toml.\n" in told, "TD01" in told) == (is_told, False)
    assert "700 000" in kraft("decision", "other.xlsx").stdout


@pytest.mark.parametrize(("text", "complaint"), [
    ('profile = "hård"', "Rad 1: profile: här står ”hård”, men ska stå"),
    ('\nselect = "FO"', "Rad 2: select: här står ”FO”, men ska stå en lista av texter"),
    ('select = ["FO", "AV1"]', "Rad 1: select: AV1 är ingen kontroll och ingen familj av kontroller (menade du AV01?)."),
    ('ignore = ["QQQQ"]', "Rad 1: ignore: QQQQ är ingen kontroll och ingen familj av kontroller."),
    ('select = ["AV"]\nignore = ["AV"]', "Rad 2: ignore: Ingen kontroll är kvar att pröva"),
    ('exclude = ["../x"]', "Rad 1: exclude: ”../x” är inget mönster"),
    ("jobs = 0", "Rad 1: jobs: här står ”0”, men ska stå ett heltal från 1 till 64."),
    ("jobs = 1000000", "Rad 1: jobs: här står ”1000000”, men ska stå ett heltal från 1 till 64."),
    ("jobs = true", "Rad 1: jobs: här står ”true”"),
    ('decision = "../beslut.toml"', "Rad 1: decision: här står"),
    ('decision = "/etc/passwd"', "Rad 1: decision: här står"),
    ('decision = "\\u0000"', "Rad 1: decision: här står"),
    ('decision = "saknas.toml"', "Rad 1: decision: här står ”saknas.toml”"),
    ('python = "/tmp/python"', "Rad 1: python: programmet läser ingen uppgift med det namnet här."),
    ("profile = ", "Rad 1:"),
])  # fmt: skip
def test_a_fault_in_the_settings_is_a_sentence_with_its_line(text: str, complaint: str, project: Path) -> None:
    Path("../beslut.toml").write_text("", "utf-8")
    write(text)
    result = kraft("validate", "right.xlsx")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("Inställningarna i kraftsamling.toml kan inte användas. "), result.stderr
    assert complaint in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="making a link takes rights on Windows")
def test_settings_and_decisions_are_not_read_through_links(project: Path) -> None:
    shutil.copy(DECISIONS_FOLDER / "stk-2026-580.toml", project.parent / "utanför.toml")
    Path("länk.toml").symlink_to(project.parent / "utanför.toml")
    write('decision = "länk.toml"\n')
    assert "decision: här står ”länk.toml”" in kraft("validate", "right.xlsx").stderr
    Path("kraftsamling.toml").unlink()
    Path("kraftsamling.toml").symlink_to(project.parent / "utanför.toml")
    result = kraft("validate", "right.xlsx")
    assert (result.exit_code, "kraftsamling.toml är en länk" in result.stderr) == (3, True)


def test_settings_that_say_nothing_are_not_mentioned(project: Path) -> None:
    write("# inget än\n")
    assert kraft("validate", "right.xlsx").stderr == ""
