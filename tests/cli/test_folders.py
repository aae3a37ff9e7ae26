"""Folders of workbooks: what is found in them and in which order, what is left out, and what is said of that."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.run_cli import kraft
from xl_kraftsamling.app import find_workbooks, parse_exclusion
from xl_kraftsamling.app.exclusions import is_excluded
from xl_kraftsamling.domain.texts import BadInput


@pytest.fixture
def folder(workbooks: Path) -> Path:
    """A folder of workbooks, in folders."""
    for name in ("b.xlsx", "a.XLSX", "2025/gammal.xlsx", "2025/Kopia av a.xlsx", ".git/dold.xlsx", "Åå/nämnd.xlsm"):
        (workbooks / "m" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy("right.xlsx", workbooks / "m" / name)
    for name in ("~$b.xlsx", "anteckningar.txt", "äldre.xls"):
        (workbooks / "m" / name).touch()
    return workbooks / "m"


def paths(*arguments: str) -> list[str]:
    """The workbooks that a run checks, in order."""
    return [each["path"].replace(os.sep, "/") for each in json.loads(kraft("validate", *arguments, "--format", "json").stdout)["workbooks"]]


def test_the_workbooks_in_a_folder_are_checked_in_order(folder: Path) -> None:
    assert paths("m") == ["m/a.XLSX", "m/b.xlsx", "m/2025/Kopia av a.xlsx", "m/2025/gammal.xlsx", "m/Åå/nämnd.xlsm"]
    assert paths("right.xlsx", "m/2025", "m/2025/gammal.xlsx") == ["right.xlsx", "m/2025/Kopia av a.xlsx", "m/2025/gammal.xlsx"]


def test_what_is_left_out_is_said(folder: Path) -> None:
    said = kraft("validate", "m", "--exclude", "2025/").stderr.replace(os.sep, "/").splitlines()
    assert said == [
        "Utelämnade, eftersom de är Excels låsfiler för öppna arbetsböcker: m/~$b.xlsx.",
        "Inte kontrollerade, eftersom de är i ett format som inte läses: m/äldre.xls. Spara dem i Excel som .xlsx.",
        "Utelämnade (exclude): m/2025.",
        *[each for each in said if "är öppen i ett kalkylprogram" in each],
    ]


@pytest.mark.parametrize(("patterns", "left"), [
    (["2025/", "ÅÅ"], ["m/a.XLSX", "m/b.xlsx"]),
    (["kopia*", "nämnd.xlsm"], ["m/a.XLSX", "m/b.xlsx", "m/2025/gammal.xlsx"]),
    (["m/*.xlsx"], ["m/2025/Kopia av a.xlsx", "m/2025/gammal.xlsx", "m/Åå/nämnd.xlsm"]),
    (["m/**/*.xlsx"], ["m/Åå/nämnd.xlsm"]),
    (["/b.xlsx", "b.xlsx/"], ["m/a.XLSX", "m/b.xlsx", "m/2025/Kopia av a.xlsx", "m/2025/gammal.xlsx", "m/Åå/nämnd.xlsm"]),
    (["?.xlsx", "[gk]*"], ["m/Åå/nämnd.xlsm"]),
])  # fmt: skip
def test_patterns_leave_out_files_and_folders(patterns: list[str], left: list[str], folder: Path) -> None:
    assert paths("m", *(word for pattern in patterns for word in ("--exclude", pattern))) == left


@pytest.mark.parametrize("pattern", ["", "  ", "!b.xlsx", "../b.xlsx", "a//b", "x" * 2_000])
def test_a_pattern_that_cannot_be_followed_is_a_sentence(pattern: str, folder: Path) -> None:
    result = kraft("validate", "m", "--exclude", pattern)
    assert (result.exit_code, "är inget mönster" in result.stderr) == (2, True)


def test_a_pattern_takes_no_longer_for_being_made_to() -> None:
    hostile = parse_exclusion("**/" * 100 + "*a" * 100 + "/b", Path.cwd())
    assert not is_excluded(Path("/".join(["a" * 200] * 60)), [hostile])


def test_a_file_elsewhere_is_left_out_by_its_name_alone(tmp_path: Path, folder: Path) -> None:
    elsewhere = Path("..") / "annan" / "b.xlsx"
    assert is_excluded(elsewhere, [parse_exclusion("b.xlsx", Path.cwd())])
    assert not is_excluded(elsewhere, [parse_exclusion("annan/b.xlsx", Path.cwd())])


def test_what_excel_keeps_of_an_open_workbook_is_a_remark_unless_it_is_all(folder: Path) -> None:
    result = kraft("validate", "right.xlsx", "m/~$b.xlsx")
    assert (result.exit_code, "låsfiler" in result.stderr) == (0, True)
    alone = kraft("validate", "m/~$b.xlsx")
    assert (alone.exit_code, "Ange arbetsboken själv" in alone.stderr) == (3, True)


def test_a_folder_without_workbooks_is_told_and_one_that_is_left_out_is_no_fault(folder: Path) -> None:
    (folder / "tom").mkdir()
    empty = kraft("validate", "m/tom")
    assert (empty.exit_code, "Det finns inget att kontrollera i" in empty.stderr) == (2, True)
    meant = kraft("validate", "m/b.xlsx", "--exclude", "b.xlsx", "--format", "json")
    assert (meant.exit_code, json.loads(meant.stdout)["workbooks"]) == (0, [])
    assert meant.stderr.endswith("Inget är kontrollerat: alla arbetsböcker är utelämnade.\n")


@pytest.mark.skipif(os.name == "nt", reason="making a link takes rights on Windows")
def test_links_lead_nowhere_and_end(folder: Path) -> None:
    (folder / "2025" / "upp").symlink_to(folder, target_is_directory=True)
    (folder / "borta.xlsx").symlink_to(folder / "finns inte.xlsx")
    found = find_workbooks([folder])
    assert len(found.paths) == 5
    assert any("länkar till andra mappar" in remark.sv for remark in found.remarks)
    assert find_workbooks([folder / "2025" / "upp"]).paths  # one that is named is searched


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing keeps this user from reading a folder")
def test_a_folder_that_cannot_be_read_is_an_error_and_the_rest_is_checked(folder: Path) -> None:
    (folder / "2025").chmod(0)
    result = kraft("validate", "m")
    (folder / "2025").chmod(0o700)
    assert (result.exit_code, "m/2025 kan inte läsas" in result.stderr, "m/b.xlsx" in result.stdout) == (3, True, True)


def test_a_folder_that_vanishes_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan: Callable[..., object] = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "2025":
            raise PermissionError(13, "denied", str(path))
        return scan(path)

    monkeypatch.setattr("xl_kraftsamling.app.workbook_search.os.scandir", refuse)
    found = find_workbooks([folder])
    assert [isinstance(each, BadInput) and "2025" in each.message("sv") for each in found.failures] == [True]
    assert kraft("validate", "m").exit_code == 3


def test_a_copy_is_of_one_workbook(folder: Path) -> None:
    assert kraft("validate", "m", "--annotate", "kopia.xlsx").exit_code == 2
    assert kraft("validate", "m", "--exclude", "2025", "--exclude", "Åå", "--exclude", "b.xlsx", "--annotate", "kopia.xlsx").exit_code == 0
