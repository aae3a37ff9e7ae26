"""Rows added below tables that are plain ranges of a sheet, with everything that follows them."""

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from support.build_xlsx import SHEET, unpack
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.edit import Edit
from xl_kraftsamling.xlsx.grid import Area

DATA = Area(5, 2, 7, 4)
"""B5:D7: the rows of data below the headings in row 4."""

NEW = [{2: "d", 3: dt.date(2026, 4, 1), 4: 4.5}, {2: "e", 4: 5}]


def build_book(folder: Path, *, total: int | None = None, summed: str = "D5:D7", below: str = "") -> Path:
    """A workbook with a plain table at B4:D7, all that can follow its rows, and perhaps a sum row below."""
    path = folder / "bok.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as written:
        page = written.add_worksheet("Blad")
        money = written.add_format({"num_format": "0.00", "border": 1})
        page.write_row("B4", ["Namn", "Datum", "Belopp"])
        for row in (4, 5, 6):
            page.write(row, 1, "abc"[row - 4])
            page.write_datetime(row, 2, dt.datetime(2026, row - 3, 1))
            page.write(row, 3, row - 3, money)
        page.autofilter("B4:D7")
        page.data_validation("B5:B7", {"validate": "list", "source": ["a"]})
        page.conditional_format("D5:D7", {"type": "data_bar", "data_bar_2010": True})
        page.write_comment("B7", "sista")
        page.print_area("A1:D7")
        chart = written.add_chart({"type": "column"})
        chart.add_series({"values": "=Blad!$D$5:$D$7"})
        page.insert_chart("F1", chart)
        written.define_name("Belopp", "=Blad!$D$5:$D$7")
        written.define_name("Rubriker", "=Blad!$B$4:$D$4")
        if total:
            page.write(total - 1, 1, "Summa")
            page.write_formula(total - 1, 3, f"=SUM({summed})", money, 6)
        if below:
            page.write(below, "Anteckning")
    return path


def extend_book(source: Path, totals: int | None = None) -> Path:
    """A copy of a workbook with the new rows below its data."""
    edit = Edit(source)
    edit.extend("Blad", DATA, NEW, totals=totals)
    edit.save(source.with_name("kopia.xlsx"))
    return source.with_name("kopia.xlsx")


def test_rows_are_added_below_the_last_and_look_like_it(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(extend_book(build_book(tmp_path)))["Blad"]
    values = [[cell.value for cell in row] for row in page["B7:D9"]]
    assert values == [["c", dt.datetime(2026, 3, 1), 3], ["d", dt.datetime(2026, 4, 1), 4.5], ["e", None, 5]]
    assert [page[cell].number_format for cell in ("C8", "D8", "D9")] == ["yyyy-mm-dd", "0.00", "0.00"]
    assert page["D9"].border.top.style == "thin"


def test_a_date_among_texts_is_shown_as_one(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    edit.extend("Blad", DATA, [{2: dt.date(2026, 4, 1)}])
    edit.save(tmp_path / "kopia.xlsx")
    assert openpyxl.load_workbook(tmp_path / "kopia.xlsx")["Blad"]["B8"].value == dt.datetime(2026, 4, 1)


def test_what_covered_the_data_covers_the_new_rows(tmp_path: Path) -> None:
    parts = unpack(extend_book(build_book(tmp_path)))
    page, workbook = etree.fromstring(parts[SHEET]), parts["xl/workbook.xml"].decode()
    assert [one.get("ref") for one in page.iter("{*}autoFilter")] == ["B4:D9"]
    assert [one.get("sqref") for one in page.iter("{*}dataValidation")] == ["B5:B9"]
    assert [one.get("sqref") for one in page.iter("{*}conditionalFormatting")] == ["D5:D9", None]
    assert [one.text for one in page.iter("{*}sqref")] == ["D5:D9"]
    assert "<c:f>Blad!$D$5:$D$9</c:f>" in parts["xl/charts/chart1.xml"].decode()
    names = dict(re.findall(r'<definedName name="(\w+(?:\.\w+)?)".*?>(.*?)</definedName>', workbook))
    assert names == {
        "_xlnm._FilterDatabase": "Blad!$B$4:$D$9",
        "_xlnm.Print_Area": "Blad!$A$1:$D$9",
        "Belopp": "Blad!$D$5:$D$9",
        "Rubriker": "Blad!$B$4:$D$4",
    }


def test_a_table_without_rows_gets_its_first_ones_in_the_format_that_stands_there(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    edit.extend("Blad", Area(8, 2, 7, 4), [{2: "d", 4: 4.5}])
    edit.save(tmp_path / "kopia.xlsx")
    page = openpyxl.load_workbook(tmp_path / "kopia.xlsx")["Blad"]
    assert ([page[f"{column}8"].value for column in "BCD"], page["D8"].number_format) == (["d", None, 4.5], "General")
    assert page.auto_filter.ref == "B4:D7"


def test_a_sum_row_right_below_is_never_overwritten(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"rad 7 .*Blad!B8.*saknas 2\."):
        extend_book(build_book(tmp_path, total=8), totals=8)
    with pytest.raises(BadInput, match=r"Blad!B9.*saknas 1\."):
        extend_book(build_book(tmp_path, total=9), totals=9)


@pytest.mark.parametrize(
    ("summed", "after"), [("D5:D7", "D5:D9"), ("D5:D9", "D5:D9"), ("D4:D9", "D4:D9"), ("D6:D7", "D6:D7")]
)
def test_the_sum_row_below_empty_rows_sums_the_new_ones_too(tmp_path: Path, summed: str, after: str) -> None:
    page = openpyxl.load_workbook(extend_book(build_book(tmp_path, total=10, summed=summed), totals=10))["Blad"]
    assert page["D10"].value == f"=SUM({after})"
    assert page["B9"].value == "e"


def test_above_other_content_a_row_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Blad!C10.*saknas 1\."):
        extend_book(build_book(tmp_path, below="C10"))
    assert openpyxl.load_workbook(extend_book(build_book(tmp_path, below="C11")))["Blad"]["B9"].value == "e"


def test_content_beside_the_table_is_no_hindrance(tmp_path: Path) -> None:
    assert openpyxl.load_workbook(extend_book(build_book(tmp_path, below="E8")))["Blad"]["E8"].value == "Anteckning"


def test_rows_beyond_the_end_of_the_sheet_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Blad tar slut"):
        Edit(build_book(tmp_path)).extend("Blad", DATA._replace(bottom=1_048_575), NEW)


def test_adding_no_rows_changes_nothing(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    edit.extend("Blad", DATA, [])
    edit.save(tmp_path / "kopia.xlsx")
    assert b'<autoFilter ref="B4:D7"/>' in unpack(tmp_path / "kopia.xlsx")[SHEET]
