"""Sums below rows of a table that was read, which are told from the rows of another table right above them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from support.series_layouts import AS_OF, GRANTED
from xl_kraftsamling import app

DAYS = (date(2026, 5, 4), date(2026, 6, 9), date(2026, 8, 17))
KRONOR = 10_000


def find_short(path: Path, *, first: int, without: Sequence[int] = ()) -> set[str]:
    """The sums that are said to leave out rows; each begins at the row `first`, those of the columns `without` one row further down.

    The recipients stand beside each other: what is granted in row 3, their call-offs in rows 4 to 6, and the sums in row 7.
    """
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("Avrop")
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    rows: list[list[Any]] = [
        ["Avrop 2026"],
        ["", *GRANTED],
        ["Beviljat", *GRANTED.values()],
        *([day, *[KRONOR] * len(GRANTED)] for day in DAYS),
    ]
    for line, row in enumerate(rows):
        for n, cell in enumerate(row):
            page.write(line, n, cell, days if isinstance(cell, date) else None)
    page.write(6, 0, "Summa avropat")
    for n in range(1, len(GRANTED) + 1):
        letter, top = "ABCDEFG"[n], first + (n in without)
        page.write_formula(6, n, f"=SUM({letter}{top}:{letter}6)", None, KRONOR * (7 - top))
    book.close()
    findings = app.validate_workbook(path, as_of=AS_OF).verdict.findings
    return {(each.hit.place.cell or "") if each.hit.place else "" for each in findings if each.rule.code == "FO05"}


def test_what_is_granted_above_the_call_offs_is_no_row_of_their_sum(tmp_path: Path) -> None:
    assert find_short(tmp_path / "bok.xlsx", first=4) == set()


@pytest.mark.parametrize("without", [[2], [1, 2, 3, 4, 5, 6]])
def test_a_call_off_that_its_sum_leaves_out_is_found_below_what_is_granted(
    without: Sequence[int], tmp_path: Path
) -> None:
    assert find_short(tmp_path / "bok.xlsx", first=4, without=without) == {f"{'ABCDEFG'[n]}7" for n in without}
