"""Python gets what the program prints: the same findings and figures, for every workbook that there is."""

import json
from dataclasses import asdict, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support import SHARED, TESTS
from support.run_cli import kraft
from xl_kraftsamling import balance, diff, fill, interface, transfer, validate
from xl_kraftsamling.report import as_json

LAYOUTS = sorted((TESTS / "layouts").glob("*.xlsx"))
CASES = sorted((SHARED / "cases").glob("*.xlsx"))
SCHEMA = json.loads(Path(as_json.__file__).with_name("findings.schema.json").read_text("utf-8"))["$defs"]


def simplify(value: Any) -> Any:
    """An object of the interface as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {name: simplify(each) for name, each in value.items()}
    return [simplify(each) for each in value] if isinstance(value, (list, tuple)) else value


def run(*arguments: str) -> Any:
    return json.loads(kraft(*arguments, "--format", "json").stdout)


def compare(workbook: Path) -> None:
    printed, found = run("validate", str(workbook)), simplify(asdict(validate(workbook)))
    (entry,) = printed["workbooks"]
    found["rules"] = {"tried": found.pop("tried"), "not_tried": found.pop("not_tried")}
    assert (str(found.pop("path")), found.pop("profile"), str(found.pop("as_of"))) == (entry.pop("path"), printed["profile"], printed["as_of"])
    assert found == {name: entry[name] for name in found}
    figures = run("balance", str(workbook))
    assert simplify([asdict(each) for each in balance(workbook).balances]) == figures["balances"]
    assert balance(workbook).caution == figures["caution"]


@pytest.mark.parametrize("workbook", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_gives_the_same(workbook: Path) -> None:
    compare(workbook)


@pytest.mark.parametrize("workbook", CASES or [None], ids=lambda path: path.stem if path else "cases")
def test_a_case_gives_the_same(workbook: Path | None) -> None:
    if workbook is None:
        pytest.skip("the collection ../shared/cases is not here")
    compare(workbook)


def test_the_example_gives_the_same_and_so_do_a_transfer_and_a_difference(workbooks: Path) -> None:
    compare(fill("exempel.xlsx", example=True).path)
    for name in ("right.xlsx", "errors.xlsx", "overdrawn.xlsx"):
        compare(Path(name))
    asked = ["--from", "FRN", "--to", "KN", "--amount", "9 000 000,50", "--date", "2026-10-15"]
    printed, tried = run("transfer", "exempel.xlsx", *asked), transfer("exempel.xlsx", donor="FRN", receiver="KN", amount="9 000 000,50", date="2026-10-15")
    assert simplify([asdict(each) for each in tried.reasons]) == printed["reasons"]
    assert simplify([asdict(each) for each in (*tried.before, *tried.after)]) == [*printed["balances"]["before"], *printed["balances"]["after"]]
    assert (tried.answer, tried.why_not_more, float(tried.available or -1)) == (printed["answer"], printed["why_not_more"], printed["available"])
    printed, differing = run("diff", "right.xlsx", "overdrawn.xlsx"), diff("right.xlsx", "overdrawn.xlsx")
    figures = [
        {"recipient": each["recipient"], "figure": name, **{side: figure[side] for side in ("before", "after", "difference")}}
        for each in printed["recipients"] for name, figure in each["figures"].items()
    ]  # fmt: skip
    assert simplify([asdict(each) for each in differing.figures]) == figures
    assert simplify([asdict(each) for each in differing.came]) == printed["findings"]["came"]
    assert differing.money_differs is printed["money_differs"] is True


def test_an_object_has_the_fields_of_the_json() -> None:
    def names(kind: type) -> set[str]:
        return {each.name for each in fields(kind)}

    assert names(interface.Finding) == set(SCHEMA["finding"]["properties"])
    assert names(interface.Balance) == set(SCHEMA["balance"]["properties"])
    # a workbook that cannot be read is an exception here
    workbook = {*SCHEMA["workbook"]["properties"]} - {"rules", "error"} | {"tried", "not_tried", "profile", "as_of"}
    assert names(interface.Validation) == workbook
