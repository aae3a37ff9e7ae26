"""Each workbook here is read as a careful person would: every figure right, every planted fault found, nothing alleged."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from layouts.build_layouts import CASES, HERE, build
from support.run_cli import kraft

ALARMS = ("fel", "varning")
ALWAYS_SAID = {"BE01", "BE03", "AV06", "IN02"}
"""What any workbook without kommunstyrelsen's own decision and insatser is told: no word about its figures."""

NOT_YET: dict[str, str] = {
}
"""What the program cannot read yet, and why; a case that it learns to read must leave this list."""


def expected(name: str) -> dict[str, Any]:
    return json.loads((HERE / f"{name}.json").read_text("utf-8"))


@cache
def told(name: str) -> dict[str, Any]:
    """What the command says of the workbook; nothing at all where it could not be read."""
    answer = kraft("validate", "--format", "json", "--as-of", expected(name)["as_of"], str(HERE / f"{name}.xlsx"))
    found = json.loads(answer.stdout)["workbooks"] if answer.stdout else []
    return found[0] if found else {"findings": [], "balances": [], "refused": answer.stderr}


def alarms(name: str) -> list[dict[str, Any]]:
    return [each for each in told(name)["findings"] if each["severity"] in ALARMS]


def figures(name: str) -> dict[str, dict[str, Any]]:
    """The figures told for each recipient; the company goes by its short name."""
    return {each["recipient"].partition(" Fastighets")[0]: each for each in told(name)["balances"]}


def figures_of(row: dict[str, Any]) -> list[str]:
    return [name for name in row if name != "recipient"]


def differences(name: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    """Each figure that is told and is not the true one; a figure that is held back is none."""
    for row in rows:
        mine = figures(name).get(row["recipient"], {})
        for figure in figures_of(row):
            if mine.get(figure) is not None and mine[figure] != row[figure]:
                yield f"{row['recipient']}: {figure} {mine[figure]}, should be {row[figure]}"


def missing(name: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    """Each figure that is held back, though it can be told; one that is 0 need not stand there."""
    for row in rows:
        mine = figures(name).get(row["recipient"], {})
        yield from (
            f"{row['recipient']}: no {figure}" for figure in figures_of(row) if row[figure] and mine.get(figure) is None
        )


def stands_at(fault: dict[str, Any], finding: dict[str, Any]) -> bool:
    """Whether a finding is the one that a planted fault calls for: its rule, its sheet, its cell or at least its row."""
    if finding["code"] not in (fault["code"], *fault.get("or", ())) or finding["sheet"] != fault["sheet"]:
        return False
    return finding["cell"] == fault["cell"] or re.sub(r"\D", "", finding["cell"] or "") == str(fault.get("row"))


def unmatched(name: str) -> tuple[list[str], list[str]]:
    """The planted faults that were not found, and the alarms that no fault calls for."""
    case, left, missed = expected(name), alarms(name), []
    for fault in case["must"]:
        hit = next((each for each in left if stands_at(fault, each)), None)
        if hit:
            left.remove(hit)
        else:
            missed.append(f"{fault['code']} at {fault['sheet']}!{fault['cell'] or fault.get('row')}")
    return missed, [
        f"{each['code']} at {each['sheet']}!{each['cell']}: {each['message']}"
        for each in left
        if each["code"] not in case["may"]
    ]


def cases(expect: str) -> list[Any]:
    names = [name for name in CASES if expected(name)["expect"] == expect]
    return [
        pytest.param(name, marks=pytest.mark.xfail(reason=NOT_YET[name], strict=True) if name in NOT_YET else ())
        for name in names
    ]


@pytest.mark.parametrize("name", cases("full"))
def test_every_figure_is_right_every_planted_fault_is_found_and_nothing_is_alleged(name: str) -> None:
    rows = expected(name)["balances"]
    assert "refused" not in told(name), told(name)["refused"]
    assert [*differences(name, rows), *missing(name, rows)] == []
    assert unmatched(name) == ([], [])


@pytest.mark.parametrize("name", cases("ask"))
def test_what_nobody_can_know_is_asked_and_no_figure_that_hangs_on_it_is_told(name: str) -> None:
    case = expected(name)
    assert any(each["code"] == "ST12" for each in alarms(name))
    for row in case["truth"]:
        assert [figure for figure in case["held"] if figures(name)[row["recipient"]][figure] is not None] == []
    assert list(differences(name, case["truth"])) == []
    assert [each for each in unmatched(name)[1] if not each.startswith("ST12")] == []


@pytest.mark.parametrize("name", CASES)
def test_no_figure_is_wrong_in_silence(name: str) -> None:
    case = expected(name)
    blocked = {each["recipient"] for each in case["truth"]} - {
        each["recipient"] for each in case["balances"] or case["truth"]
    }
    wrong = list(differences(name, [each for each in case["truth"] if each["recipient"] not in blocked]))
    assert not wrong or [each for each in alarms(name) if each["code"] not in ALWAYS_SAID], wrong


def cells(folder: Path, name: str) -> dict[tuple[str, str], tuple[Any, Any, str]]:
    """What each cell of a workbook holds, what it shows, and how."""
    book, values = (openpyxl.load_workbook(folder / f"{name}.xlsx", data_only=shown) for shown in (False, True))
    return {
        (sheet.title, cell.coordinate): (cell.value, values[sheet.title][cell.coordinate].value, cell.number_format)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    }


def test_the_workbooks_and_their_figures_are_those_that_the_records_give(tmp_path: Path) -> None:
    build(tmp_path)
    for name in CASES:
        assert (tmp_path / f"{name}.json").read_text("utf-8") == (HERE / f"{name}.json").read_text("utf-8")
        assert cells(tmp_path, name) == cells(HERE, name)
