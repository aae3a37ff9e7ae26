"""The functions for Python: their answers, their errors, and what importing them costs."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import xl_kraftsamling
from support.run_cli import ENVIRONMENT, kraft
from xl_kraftsamling import (
    KraftsamlingError,
    annotate,
    balance,
    diff,
    explain,
    fill,
    interface,
    list_rules,
    rules,
    transfer,
    validate,
)
from xl_kraftsamling.interface import Balance, FigureDifference, Finding

EXAMPLE = "exempel.xlsx"


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example in a folder, also the working one."""
    monkeypatch.chdir(tmp_path)
    return fill(EXAMPLE, example=True).path


def test_a_workbook_is_made_checked_and_marked(example: Path) -> None:
    made = fill("Ny.xlsx", data=example)
    assert (made.path, made.decision, made.rows["Avrop"]) == (Path("Ny.xlsx"), "STK-2026-580", 13)
    checked = validate(example)
    assert (checked.path, checked.layout, checked.verdict, checked.as_of) == (example, "canonical", "varning", date(2026, 9, 30))
    (finding,) = checked.findings
    assert (finding.code, finding.sheet, finding.cell, finding.severity) == ("BE01", "Beslut", "B14", "varning")
    before = example.read_bytes()
    assert annotate(example, "Kopia.xlsx") == checked
    assert example.read_bytes() == before
    with pytest.raises(KraftsamlingError, match="lägg till force=True"):
        annotate(example, "Kopia.xlsx")
    assert annotate(example, "Kopia.xlsx", force=True, lang="en").findings[0].message.startswith("No decision by kommunstyrelsen")


def test_an_answer_can_be_sent_from_one_process_to_another(example: Path) -> None:
    for answer in (validate(example), balance(example), diff(example, example), explain("AV01")):
        assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301  # it is our own


@pytest.mark.parametrize("make", [str, Path])
def test_a_path_is_a_text_or_a_path(make: Callable[[str], Any], example: Path) -> None:
    assert validate(make(str(example))).sha256 == validate(example).sha256
    assert not diff(make(str(example)), make(str(example))).money_differs


def test_amounts_are_exact_kronor(example: Path) -> None:
    figures = {each.recipient: each for each in balance(example).balances}
    assert figures["kulturnämnden"].requested == Decimal("149999.50")
    assert sum((each.outcome or Decimal()) for each in figures.values()) == Decimal("2133635.75")
    assert all(type(getattr(each, name.name)) is Decimal for each in figures.values() for name in fields(Balance)[1:])


def test_what_cannot_be_read_is_none_and_never_zero(workbooks: Path) -> None:
    found = balance("errors.xlsx")
    figures = {each.recipient: each for each in found.balances}
    assert (figures["kulturnämnden"].remaining, figures["MKB"].remaining) == (None, Decimal(1_200_000))
    assert found.caution
    assert "VD01" in found.caution
    with pytest.raises(FrozenInstanceError):
        figures["MKB"].remaining = Decimal(0)  # type: ignore[misc]


def test_a_transfer_is_tried_as_the_command_does(example: Path) -> None:
    asked = dict(donor="FRN", receiver="kulturnämnden", date="2026-10-15")
    tried = transfer(example, **asked, amount="150 tkr")
    assert (tried.answer, tried.donor, tried.amount, tried.reasons[0].code) == ("oklart", "fritidsnämnden", Decimal(150_000), "BE01")
    assert tried.after[0].disposable == (tried.before[0].disposable or 0) - Decimal(150_000)
    most = transfer(example, **asked)
    assert most.amount == most.available == Decimal(2_720_000)
    too_much = transfer(example, **asked, amount=Decimal("2720000.01"))
    assert (too_much.answer, {each.code: each.short_by for each in too_much.reasons}["OM04"]) == ("nej", Decimal("0.01"))
    unclear = transfer(example, **asked, amount=1, declared_unused=False)
    assert "OM09" in {each.code for each in unclear.reasons}
    breaking = transfer(example, donor="KN", receiver="FRN", date=date(2026, 10, 15), amount=750_000)
    assert breaking.breaks
    assert breaking.breaks[0].short_by == Decimal("149999.50")


def test_a_difference_is_the_money_the_rows_and_the_findings(workbooks: Path) -> None:
    found = diff("right.xlsx", "overdrawn.xlsx")
    moved = {(each.recipient, each.figure): each.difference for each in found.figures if each.difference}
    assert found.money_differs
    assert moved["kulturnämnden", "called_off"] == Decimal(900_000)
    assert {(each.row_id, each.change) for each in found.rows if each.recipient == "kulturnämnden"} == {("A-1", "added"), ("A-2", "added")}
    assert "AV01" in {each.code for each in found.came}
    assert found.rows[0].before is None
    assert found.rows[0].after
    assert found.rows[0].after.sheet == "Avrop"


def test_frames_hold_the_same(workbooks: Path) -> None:
    checked, figures = validate("errors.xlsx"), balance("errors.xlsx")
    frame = checked.frame()
    assert frame.columns == [each.name for each in fields(Finding)]
    assert frame["code"].to_list() == [each.code for each in checked.findings]
    assert frame.filter(pl.col("code") == "VD01")["proposal"].to_list() == ["75000"]
    frame = figures.frame()
    assert frame.schema["remaining"] == pl.Decimal(38, 2)
    assert frame.rows() == [tuple(getattr(each, name.name) for name in fields(Balance)) for each in figures.balances]
    same = diff("right.xlsx", "right.xlsx")
    assert same.frame().columns == [each.name for each in fields(FigureDifference)]
    assert same.frame().height == len(same.figures)


def test_a_workbook_without_findings_has_a_frame_with_the_same_columns(workbooks: Path) -> None:
    assert validate("right.xlsx").frame().schema == validate("errors.xlsx").frame().schema


def test_the_cells_that_a_finding_is_about_are_addresses_in_a_frame(workbooks: Path) -> None:
    checked = validate("errors.xlsx")
    expected = [[f"{place.sheet}!{place.cell}" for place in each.related] for each in checked.findings]
    assert checked.frame()["related"].to_list() == expected


def test_a_rule_is_explained_as_the_command_does() -> None:
    assert explain("av01").page + "\n" == kraft("explain", "AV01").stdout
    assert (explain("OM04", lang="en").locked, explain("OM04").severity["mild"]) == (True, "fel")
    assert [each.code for each in list_rules()] == [rule.code for rule in rules.RULES]


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        (lambda: validate("saknas.xlsx"), 3, "saknas.xlsx finns inte"),
        (lambda: validate("saknas.xlsx", lang="en"), 3, "saknas.xlsx does not exist"),
        (lambda: validate("broken.xlsx"), 3, "broken.xlsx"),
        (lambda: validate(3), 2, "3 är ingen sökväg"),
        (lambda: validate(b"right.xlsx"), 2, "ingen sökväg"),
        (lambda: validate("a\0b.xlsx"), 2, "ingen sökväg"),
        # half a pair of UTF-16 can stand in a name of a file on Windows, which looks for it
        (lambda: validate("a\ud800.xlsx"), *((3, "finns inte") if sys.platform == "win32" else (2, "ingen sökväg"))),
        (lambda: validate("right.xlsx", profile="snäll"), 2, "strikt, normal, mild"),
        (lambda: validate("right.xlsx", as_of="i går"), 2, "”i går” är inget datum"),
        (lambda: validate("right.xlsx", as_of=20260930), 2, "är inget datum"),
        (lambda: validate("right.xlsx", decision="XX-1"), 3, "Beslutet XX-1 finns inte"),
        (lambda: validate("right.xlsx", map_file="saknas.toml"), 3, "saknas.toml"),
        (lambda: validate("right.xlsx", lang="de"), 2, "lang är ”sv” eller ”en”"),
        (lambda: explain("AV99"), 2, "Menade du AV09?"),
        (lambda: explain("?"), 2, "Kontrollen ? finns inte."),
        (lambda: fill("right.xlsx"), 3, "lägg till force=True"),
        (lambda: fill("ny.xlsx", data="saknas.csv"), 3, "saknas.csv kan inte läsas"),
        (lambda: fill("ny.xlsx", data=["saknas.csv"]), 3, "saknas.csv kan inte läsas"),
        (lambda: fill("ny.xlsx", data=None), 2, "None är ingen sökväg"),
        (lambda: fill("ny.xlsx", data="right.xlsx", example=True), 2, "inte båda"),
        (lambda: fill("saknas/ny.xlsx"), 3, "mappen finns inte"),
        (lambda: transfer("right.xlsx", donor="FSN", receiver="KN", date="2026-10-15"), 2, "kan betyda"),
        (lambda: transfer("right.xlsx", donor="XX", receiver="KN", date="2026-10-15"), 2, "ingen nämnd och inget bolag"),
        (lambda: transfer("right.xlsx", donor="FRN", receiver="KN", date=None), 2, "Ange dagen"),
        (lambda: transfer("right.xlsx", donor=3, receiver="KN", date="2026-10-15"), 2, "3 är ingen text"),
        (lambda: transfer("right.xlsx", donor="FRN", receiver="KN", date="2026-10-15", party=5), 2, "5 är ingen text"),
        (lambda: transfer("right.xlsx", donor="FRN", receiver="KN", date="2026-10-15", amount=float("nan")), 2, "entydigt belopp"),
        (lambda: transfer("right.xlsx", donor="FRN", receiver="KN", date="2026-10-15", amount=0.001), 2, "entydigt belopp"),
        (lambda: transfer("right.xlsx", donor="FRN", receiver="KN", date="2026-10-15", amount="150,000"), 2, "entydigt belopp"),
    ],
)  # fmt: skip
def test_a_problem_is_one_sentence_with_its_code(call: Callable[[], object], code: int, words: str, workbooks: Path) -> None:
    with pytest.raises(KraftsamlingError) as problem:
        call()
    assert problem.value.code == code
    assert words in str(problem.value)
    assert "\n" not in str(problem.value)
    assert "--" not in str(problem.value)
    again = pickle.loads(pickle.dumps(problem.value))  # noqa: S301  # from one process to another
    assert (str(again), again.code) == (str(problem.value), code)


def test_what_the_system_refuses_is_one_sentence_too(workbooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "right.xlsx")

    monkeypatch.setattr(xl_kraftsamling.app, "validate_workbook", refuse)
    with pytest.raises(KraftsamlingError, match=r"right\.xlsx kan inte läsas eller skrivas"):
        validate("right.xlsx")


def test_a_day_may_be_a_point_in_time(example: Path) -> None:
    assert validate(example, as_of=datetime(2026, 6, 30, 12)).as_of == validate(example, as_of="2026-06-30").as_of == date(2026, 6, 30)


def test_a_name_that_is_not_there_is_an_ordinary_error_and_every_name_that_is_promised_is_there() -> None:
    with pytest.raises(ImportError, match="valdate"):
        from xl_kraftsamling import valdate  # noqa: F401
    assert all(getattr(xl_kraftsamling, name) is not None for name in xl_kraftsamling.__all__)
    assert set(xl_kraftsamling.__all__) - {"main"} <= set(interface.__all__)
    assert set(xl_kraftsamling.__all__) <= set(dir(xl_kraftsamling))


def test_importing_the_interface_imports_nothing_heavy() -> None:
    heavy = ("polars", "pandera", "lxml", "openpyxl", "xlwings", "click", "xl_kraftsamling.rules", "xl_kraftsamling.reading", "xl_kraftsamling.report")
    asked = f"import sys\nfrom xl_kraftsamling import *\nprint([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", asked], env=ENVIRONMENT, capture_output=True, text=True).stdout == "[]\n"
    alone = "import sys\nimport xl_kraftsamling\nprint([name for name in sys.modules if name.startswith('xl_kraftsamling.')])"
    assert subprocess.run([sys.executable, "-c", alone], env=ENVIRONMENT, capture_output=True, text=True).stdout == "[]\n"
