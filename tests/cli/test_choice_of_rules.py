"""--select and --ignore: which rules a workbook is judged by, and what is told of those that could not be tried."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from support.run_cli import kraft
from xl_kraftsamling import app, rules


def validate(*arguments: str) -> dict[str, Any]:
    """The first workbook of the JSON of a run."""
    found: dict[str, Any] = json.loads(kraft("validate", *arguments, "--format", "json").stdout)["workbooks"][0]
    return found


def codes(document: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in document["findings"]}


def test_only_the_chosen_rules_are_tried_and_found(workbooks: Path) -> None:
    everything = validate("errors.xlsx")
    chosen = validate("errors.xlsx", "--select", "vd, av01", "--select", "UT", "--ignore", "VD09,UT01")
    counted = {*chosen["rules"]["tried"], *(each["code"] for each in chosen["rules"]["not_tried"])}
    assert counted == {code for code in rules.BY_CODE if code[:2] in ("VD", "UT") or code == "AV01"} - {"VD09", "UT01"}
    assert codes(chosen) == {code for code in codes(everything) if code in counted} | {"KO01"}


def test_what_a_rule_that_is_not_chosen_leaves_untried_is_told_all_the_same(workbooks: Path) -> None:
    chosen = validate("errors.xlsx", "--select", "AV01")
    assert chosen["verdict"] == "ej prövad"
    assert codes(chosen) == {"KO01"}
    assert [(each["code"], chosen["findings"][each["because"]]["code"]) for each in chosen["rules"]["not_tried"]] == [("AV01", "KO01")]
    assert "VD01" in chosen["findings"][0]["message"]
    assert "AV02" not in kraft("validate", "errors.xlsx", "--select", "AV01").stdout


def test_without_a_choice_all_rules_are_tried() -> None:
    assert app.choose_rules() is None
    assert app.choose_rules(["ko"]) == {"KO02", "KO03"}
    assert app.choose_rules((), ["FO"]) == {code for code in rules.BY_CODE if not code.startswith("FO")} - {"KO01"}


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["--select", "AV1"], "Det finns ingen kontroll eller familj av kontroller som heter AV1. Menade du AV01?"),
    (["--ignore", "FX"], "Det finns ingen kontroll eller familj av kontroller som heter FX. Menade du FO?"),
    (["--select", "AV01,qqqq"], "Det finns ingen kontroll eller familj av kontroller som heter qqqq."),
    (["--ignore", "KO01"], "Vilka av de valda kontrollerna som inte kunde prövas visas alltid (KO01), så KO01 kan varken väljas eller väljas bort."),
    (["--select", "AV01", "--ignore", "AV"], "Ingen kontroll är kvar att pröva: allt som är valt är också bortvalt."),
])  # fmt: skip
def test_a_choice_that_cannot_be_followed_is_a_sentence(arguments: list[str], sentence: str, workbooks: Path) -> None:
    result = kraft("validate", "right.xlsx", *arguments)
    assert (result.exit_code, result.stdout, result.stderr.partition("\n")[0]) == (2, "", sentence)


def budget(path: Path, *, with_chart: bool = False) -> None:
    """A workbook of another kind: a column of sums of which one was written over."""
    book = Workbook()
    sheet = book.active
    for row in range(1, 13):
        sheet.append([row, row * 2, f"=A{row}+B{row}"])
    sheet["C7"] = 4_711
    sheet["C13"] = "=SUM(C1:C12)"
    if with_chart:
        book.create_chartsheet("Diagram")
    book.calculation.fullCalcOnLoad = True
    book.save(path)


def test_the_formulas_of_a_workbook_of_another_kind_are_audited_by_themselves(workbooks: Path) -> None:
    budget(workbooks / "budget.xlsx")
    assert kraft("validate", "budget.xlsx").exit_code == 3
    assert kraft("validate", "budget.xlsx", "--select", "FO,AV01").exit_code == 3
    result = kraft("validate", "budget.xlsx", "--select", "FO")
    assert (result.exit_code, "C7" in result.stdout, "FO02" in result.stdout) == (1, True, True)
    assert result.stderr == "budget.xlsx: ingen tabell med tilldelning eller avrop kändes igen. Bara formlerna och arbetsbokens skick är prövade.\n"
    document = validate("budget.xlsx", "--select", "FO")
    assert (document["layout"], document["balances"], document["rules"]["not_tried"]) == (None, [], [])
    assert "FO11" not in document["rules"]["tried"]  # there are no balances that it could be about
    assert kraft("validate", "budget.xlsx", "--select", "FO11").exit_code == 3
    assert "STK-2026-580" not in result.stdout  # the decision has nothing to do with it


def test_sheets_without_cells_are_named(workbooks: Path) -> None:
    budget(workbooks / "budget.xlsx", with_chart=True)
    said = kraft("validate", "budget.xlsx", "--select", "FO").stderr
    assert said.endswith("budget.xlsx: inte prövade, eftersom de är diagram, dialogrutor eller gamla makron: Diagram.\n")


def test_formulas_are_audited_among_tables_that_are_known_too(workbooks: Path) -> None:
    document = validate("right.xlsx", "--select", "FO")
    assert (document["layout"], document["verdict"]) == ("canonical", "uppfyller kontrollerna")
    assert document["rules"]["tried"] == [code for code in rules.BY_CODE if code.startswith("FO")]
