"""A form for each call-off, on a sheet of its own, below each other, or a column of values for each: read at their cells."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import (
    CALLED,
    GRANTS,
    Sheet,
    call_offs_in,
    plain_sheets,
    two_sheets,
    write_map,
    write_sheets,
)
from support.read_ledger import read_ledger
from xl_kraftsamling import app

SEPTEMBER = date(2026, 9, 30)
LABELS = ("Avrop nr", "Datum", "Mottagare", "Belopp", "Status")


def form(row: Sequence[Any], labels: Sequence[str] = LABELS) -> list[tuple[Any, ...]]:
    return [("Blankett för avrop",), (), *zip(labels, row, strict=True), ("Handläggare", "K. Andersson")]


FORMS: Mapping[str, dict[str, Sheet]] = {
    "a sheet each": plain_sheets(Ramar=GRANTS, **{f"Avrop {row[0]}": form(row) for row in CALLED}),
    "below each other": plain_sheets(Ramar=GRANTS, Avrop=[line for row in CALLED for line in (*form(row), (), ())]),
    "without a gap": plain_sheets(Ramar=GRANTS, Avrop=[line for row in CALLED for line in zip(LABELS, row, strict=True)]),
    "a colon, and a column between": plain_sheets(
        Ramar=GRANTS, **{f"Avrop {row[0]}": [(f"{label}:", None, value) for label, value in zip(LABELS, row, strict=True)] for row in CALLED}
    ),
    "a column each": plain_sheets(Ramar=GRANTS, Avrop=[("Avrop 2026",), (), *((label, *values) for label, values in zip(LABELS, zip(*CALLED, strict=True), strict=True))]),
}  # fmt: skip


@pytest.mark.parametrize("is_mapped", [False, True])
@pytest.mark.parametrize("how", FORMS)
def test_a_form_is_a_call_off(how: str, is_mapped: bool, tmp_path: Path) -> None:
    wanted = call_offs_in(read_ledger(write_sheets(tmp_path / "lista.xlsx", two_sheets()), as_of=SEPTEMBER))
    path = write_sheets(tmp_path / "bok.xlsx", FORMS[how])
    verdict = app.validate_workbook(path, as_of=SEPTEMBER, map_file=write_map(path) if is_mapped else None).verdict
    assert call_offs_in(verdict.ledger) == wanted
    assert not [each.rule.code for each in verdict.findings if each.severity.value == "fel"]


@pytest.mark.parametrize(("field", "value", "code", "cell"), [
    (2, "Xyznämnden", "VD08", "Avrop!B3"), (3, "ca 5 000", "VD02", "Avrop!B4"), (1, "2026-13-45", "VD04", "Avrop!B2"), (4, "klart", "VD13", "Avrop!B5"),
])  # fmt: skip
def test_what_is_wrong_in_a_form_is_found_at_its_cell(field: int, value: str, code: str, cell: str, tmp_path: Path) -> None:
    wrong = [*CALLED[0]]
    wrong[field] = value
    rows = [line for row in (wrong, *CALLED[1:]) for line in (*zip(LABELS, row, strict=True), (), ())]
    verdict = app.validate_workbook(write_sheets(tmp_path / "bok.xlsx", plain_sheets(Ramar=GRANTS, Avrop=rows)), as_of=SEPTEMBER).verdict
    assert (code, cell) in {(each.rule.code, each.hit.place.address) for each in verdict.findings if each.hit.place}


@pytest.mark.parametrize("how", ["below each other", "a column each"])
def test_an_amount_that_is_not_filled_in_is_missing_at_its_cell(how: str, tmp_path: Path) -> None:
    wrong = [*CALLED[0][:3], None, CALLED[0][4]]
    called = (wrong, *CALLED[1:])
    columns = [(label, *values) for label, values in zip(LABELS, zip(*called, strict=True), strict=True)]
    rows = columns if how == "a column each" else [line for row in called for line in (*zip(LABELS, row, strict=True), (), ())]
    verdict = app.validate_workbook(write_sheets(tmp_path / "bok.xlsx", plain_sheets(Ramar=GRANTS, Avrop=rows)), as_of=SEPTEMBER).verdict
    assert ("VD06", "Avrop!B4") in {(each.rule.code, each.hit.place.address) for each in verdict.findings if each.hit.place}


def test_a_form_that_nobody_has_begun_says_nothing(tmp_path: Path) -> None:
    rows = [line for row in CALLED for line in (*zip(LABELS, row, strict=True), (), ())]
    rows += [(label,) for label in LABELS]
    verdict = app.validate_workbook(write_sheets(tmp_path / "bok.xlsx", plain_sheets(Ramar=GRANTS, Avrop=rows)), as_of=SEPTEMBER).verdict
    assert not [each.rule.code for each in verdict.findings if each.severity.value == "fel"]


@pytest.mark.parametrize("rows", [
    [("Beslut",), ("Mottagare", "KN"), ("Beviljat belopp", 800_000), ("Datum", date(2026, 3, 4))],
    [("Faktura",), ("Mottagare", "KN"), ("Belopp", 800_000), ("Datum", date(2026, 3, 4))],
    [("Avrop",), ("Mottagare", "KN"), ("Sökt belopp", 9_000), ("Belopp", 8_000), ("Status", "godkänt")],
])  # fmt: skip
def test_what_is_no_form_of_a_call_off_is_not_read_as_one(rows: Sequence[Sequence[Any]], tmp_path: Path) -> None:
    sheets = {**two_sheets(), **plain_sheets(Annat=rows)}
    plain, more = (read_ledger(write_sheets(tmp_path / f"{n}.xlsx", each), as_of=SEPTEMBER) for n, each in enumerate((two_sheets(), sheets)))
    assert call_offs_in(more) == call_offs_in(plain)
