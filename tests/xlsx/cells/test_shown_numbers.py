"""What a number format adds to a number: a scale, and letters beside it."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.xlsx.cells.shown_numbers import Shown, parse_shown, read_shown_cells
from xl_kraftsamling.xlsx.package import Package


@pytest.mark.parametrize(("code", "shown"), [
    ("General", Shown()), ("#,##0", Shown()), ("#,##0.00", Shown()), ("0.00E+00", Shown()), ("0%", Shown()), ("@", Shown()),
    ("#,##0_);(#,##0)", Shown()), ("#,##0,", Shown(1_000)), ("0.0,,", Shown(1_000_000)), ("0,.0", Shown(1_000)),
    ('# ##0" tkr"', Shown(1, "tkr")), (r"#\ ##0\ \k\r", Shown(1, "kr")), ('#,##0, "tkr"', Shown(1_000, "tkr")),
    ("[$kr-41D] #,##0", Shown(1, "kr")), ("#,##0 [$tkr-41D];[Red]-#,##0", Shown(1, "tkr")), ("#,##0 kr", Shown(1, "kr")),
    ('"tkr" #,##0;"x"', Shown(1, "tkr")), ('0;"tkr"', Shown()), ('[>1000]#,##0,"k";0', Shown(1_000, "k")), ('_-* #,##0 "kr"_-', Shown(1, "kr")),
    ('0"a;b"', Shown(1, "a b")), ("", Shown()), ('"', Shown()),
])  # fmt: skip
def test_the_scale_and_the_letters_of_a_format(code: str, shown: Shown) -> None:
    assert parse_shown(code) == shown


@given(st.text(max_size=80))
def test_any_text_can_be_a_format(code: str) -> None:
    assert parse_shown(code).scale >= 1


def test_only_the_cells_whose_format_adds_something_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for cell, code in (("A1", "0"), ("B2", '0" tkr"'), ("C3", "yyyy-mm-dd"), ("D3", "#,##0,")):
        page[cell] = 5
        page[cell].number_format = code
    book.save(tmp_path / "bok.xlsx")
    package = Package(tmp_path / "bok.xlsx")
    assert read_shown_cells(package, package.sheets[0]) == {(2, 2): '0" tkr"', (3, 4): "#,##0,"}
