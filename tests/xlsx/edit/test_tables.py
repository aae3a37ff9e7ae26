"""Rows added to Excel tables and put in place of others, with everything that follows a table's rows."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from support.build_xlsx import MAIN, SHEET, links, pack, parts, unpack
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.edit import CellValue, Edit, Formula
from xl_kraftsamling.xlsx.edit.references import Growth
from xl_kraftsamling.xlsx.grid import Area

HEADINGS = ["Id", "Datum", "Belopp", "Dubbelt"]
ROWS: list[list[Any]] = [["A-1", dt.date(2026, 1, 1), 10.5, 21], ["A-2", dt.date(2026, 2, 1), 20, 40]]
NEW: list[list[CellValue]] = [["A-3", dt.date(2026, 3, 1), 30, None], ["=A-4", None, 0.1, Formula("2*0.1")]]


def build_book(folder: Path, rows: Sequence[Sequence[Any]] = ROWS, *, totals: bool = True, below: str | None = None) -> Path:
    """A workbook with the table Avrop at B4 and all that can follow its rows."""
    path = folder / "bok.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as written:
        page, other = written.add_worksheet("Avrop 1"), written.add_worksheet("Annat")
        last = 4 + max(1, len(rows)) + totals
        columns = [{"header": heading} for heading in HEADINGS]
        if totals:
            columns[2]["total_function"] = "sum"
            columns[3]["total_string"] = "slut"
        page.add_table(3, 1, last - 1, 4, {"name": "Avrop", "columns": columns, "total_row": totals})
        formats = [
            None,
            written.add_format({"num_format": "yyyy-mm-dd"}),
            written.add_format({"num_format": "0.00"}),
            None,
        ]
        for number, row in enumerate(rows, 4):
            for column, (value, form) in enumerate(zip(row, formats, strict=True), 1):
                page.write(number, column, value, form)
        end = 4 + max(1, len(rows))
        page.data_validation(f"C5:C{end}", {"validate": "list", "source": ["ja"]})
        page.data_validation("D5:D900", {"validate": "list", "source": ["ja"]})
        page.conditional_format(f"B4:E{end}", {"type": "no_blanks", "format": written.add_format({"bold": True})})
        page.conditional_format(f"D5:D{end}", {"type": "data_bar", "data_bar_2010": True})
        page.conditional_format("H1:H2", {"type": "data_bar", "data_bar_2010": True})
        chart = written.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": "='Avrop 1'!$D$4",
                "categories": f"='Avrop 1'!$B$5:$B${end}",
                "values": f"='Avrop 1'!$D$5:$D${end}",
            }
        )
        chart.add_series({"values": f"=Annat!$D$5:$D${end}"})
        other.insert_chart("A1", chart)
        written.define_name("Belopp", f"='Avrop 1'!$D$5:$D${end}")
        if below:
            page.write(below, "text")
    return path


def save_copy(edit: Edit, folder: Path) -> Path:
    """Save the changed copy of a workbook; where it is."""
    edit.save(folder / "kopia.xlsx", overwrite=True)
    return folder / "kopia.xlsx"


def read_grid(path: Path, sheet: str = "Avrop 1") -> list[list[Any]]:
    """The cells below row 4, from column B on."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [row[1:5] for row in rows[4:]]


def read_part(path: Path, part: str) -> str:
    """The text of a part of a workbook."""
    with ZipFile(path) as archive:
        return archive.read(part).decode()


def read_attributes(path: Path, part: str, element: str, name: str) -> list[str]:
    """An attribute of the elements of a local name, in order."""
    return re.findall(rf'<(?:\w+:)?{element}\s[^>]*?\b{name}="([^"]*)"', read_part(path, part))


# Growing


def test_rows_are_added_below_the_last_and_the_totals_move_down(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    edit.append("Avrop", NEW)
    path = save_copy(edit, tmp_path)
    day = dt.date(2026, 3, 1)
    assert read_grid(path) == [*ROWS, ["A-3", day, 30, ""], ["=A-4", "", 0.1, ""], ["", "", "", "slut"]]
    assert read_attributes(path, "xl/tables/table1.xml", "table", "ref") == ["B4:E9"]
    assert read_attributes(path, "xl/tables/table1.xml", "autoFilter", "ref") == ["B4:E8"]
    assert openpyxl.load_workbook(path)["Avrop 1"]["E8"].value == "=2*0.1"
    assert openpyxl.load_workbook(path)["Avrop 1"]["D9"].value == "=SUBTOTAL(109,[Belopp])"


def test_what_covered_the_tables_rows_covers_the_new_ones(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    edit.append("Avrop", NEW)
    path = save_copy(edit, tmp_path)
    assert read_attributes(path, SHEET, "dataValidation", "sqref") == ["C5:C8", "D5:D900"]
    assert read_attributes(path, SHEET, "conditionalFormatting", "sqref") == ["B4:E8", "D5:D8", "H1:H2"]
    assert re.findall(r"<xm:sqref>(.*?)</xm:sqref>", read_part(path, SHEET)) == ["D5:D8", "H1:H2"]
    assert read_attributes(path, SHEET, "dimension", "ref") == ["B4:E9"]


def test_charts_and_names_follow_the_rows_of_their_own_sheet(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    edit.append("Avrop", NEW)
    path = save_copy(edit, tmp_path)
    formulas = re.findall(r"<c:f>(.*?)</c:f>", read_part(path, "xl/charts/chart1.xml"))
    assert formulas == ["'Avrop 1'!$D$4", "'Avrop 1'!$B$5:$B$8", "'Avrop 1'!$D$5:$D$8", "Annat!$D$5:$D$6"]
    assert "'Avrop 1'!$D$5:$D$8</definedName>" in read_part(path, "xl/workbook.xml")


def test_new_cells_are_formatted_like_those_of_the_first_row(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    edit.append("Avrop", NEW)
    page = openpyxl.load_workbook(save_copy(edit, tmp_path))["Avrop 1"]
    assert [page.cell(8, column).number_format for column in range(2, 6)] == [
        "General",
        "yyyy-mm-dd",
        "0.00",
        "General",
    ]
    assert [page.cell(9, column).number_format for column in range(2, 6)] == ["General"] * 4


def test_a_table_whose_only_row_is_empty_is_filled_from_that_row_on(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path, [[None] * 4], totals=False))
    edit.append("Avrop", ROWS)
    path = save_copy(edit, tmp_path)
    assert read_grid(path) == ROWS
    assert read_attributes(path, "xl/tables/table1.xml", "table", "ref") == ["B4:E6"]
    assert read_attributes(path, SHEET, "dataValidation", "sqref")[0] == "C5:C6"


def test_a_table_with_one_filled_row_is_added_to(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path, ROWS[:1]))
    edit.append("Avrop", ROWS[1:])
    assert read_grid(save_copy(edit, tmp_path))[:2] == ROWS


def test_the_totals_formulas_that_name_rows_follow_them(tmp_path: Path) -> None:
    table = (
        f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:B3" totalsRowCount="1" insertRow="1"><autoFilter ref="A1:B2">'
        '<sortState ref="A2:B2"><sortCondition ref="A2:A2"/></sortState></autoFilter>'
        '<tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"/></tableColumns></table>'
    )
    rows = '<row r="3"><c r="A3"><f>SUM(A2:A2)+Blad!A2:A2+Annat!A2:A2+SUM(B:B)</f><v>0</v></c></row>'
    content = parts(rows) | {
        "xl/worksheets/_rels/sheet1.xml.rels": links(r1="table ../tables/t.xml"),
        "xl/tables/t.xml": table,
    }
    edit = Edit(pack(tmp_path / "bok.xlsx", content))
    edit.append("t", [[1, 2], [3, 4], [5, 6]])
    path = save_copy(edit, tmp_path)
    assert '<row r="5"><c r="A5"><f>SUM(A2:A4)+Blad!A2:A4+Annat!A2:A2+SUM(B:B)</f></c></row>' in read_part(path, SHEET)
    assert read_attributes(path, "xl/tables/t.xml", "sort(?:State|Condition)", "ref") == ["A2:B4", "A2:A4"]
    assert "insertRow" not in read_part(path, "xl/tables/t.xml")


def test_rows_that_are_ready_are_filled_before_the_table_grows(tmp_path: Path) -> None:
    edit = Edit(build_small_book(tmp_path, '<row r="2"><c r="A2"><v>1</v></c></row>'))
    edit.append("T", [[2]])
    edit.append("T", [[3]])
    path = save_copy(edit, tmp_path)
    assert 'ref="A1:A4"' in read_part(path, "xl/tables/t.xml")
    assert [f'r="A{row}"><v>{row - 1}<' in read_part(path, SHEET) for row in (2, 3, 4)] == [True] * 3


def test_totals_that_share_a_formula_with_other_cells_move_and_leave_it_to_them(tmp_path: Path) -> None:
    rows = (
        FILLED + '<row r="4"><c r="A4"><f t="shared" ref="A4:C4" si="0">SUM(A2:A3)</f></c>'
        '<c r="B4"><f t="shared" si="0"/></c><c r="C4"><f t="shared" si="0"/></c></row>'
    )
    edit = Edit(build_small_book(tmp_path, rows, totals=True))
    edit.append("T", [[1], [2]])
    after = read_part(save_copy(edit, tmp_path), SHEET)
    assert '<row r="6"><c r="A6"><f>SUM(A2:A5)</f></c></row>' in after
    assert '<c r="B4"><f t="shared" si="0" ref="B4:C4">SUM(B2:B3)</f></c><c r="C4"><f t="shared" si="0"/></c>' in after


def test_totals_that_follow_a_shared_formula_get_it_as_their_own(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="B1"><f t="shared" ref="A1:B4" si="0">SUM(B$2:B$3)</f></c></row>' + FILLED +
        '<row r="4"><c r="A4"><f t="shared" si="0"/></c></row>'
    )
    edit = Edit(build_small_book(tmp_path, rows, totals=True))
    edit.append("T", [[1], [2]])
    after = read_part(save_copy(edit, tmp_path), SHEET)
    assert '<c r="A6"><f>SUM(A$2:A$5)</f></c>' in after
    assert '<f t="shared" ref="A1:B4" si="0">SUM(B$2:B$3)</f>' in after


def test_an_array_formula_among_the_totals_fills_its_new_cell(tmp_path: Path) -> None:
    rows = FILLED + '<row r="4"><c r="A4" cm="1"><f t="array" ref="A4">SUM(A2:A3*2)</f><v>0</v></c></row>'
    edit = Edit(build_small_book(tmp_path, rows, totals=True))
    edit.append("T", [[1], [2], [3]])
    assert '<c r="A7" cm="1"><f t="array" ref="A7">SUM(A2:A6*2)</f>' in read_part(save_copy(edit, tmp_path), SHEET)


def test_adding_no_rows_changes_nothing(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    edit.append("Avrop", [])
    path = save_copy(edit, tmp_path)
    assert read_part(path, "xl/tables/table1.xml").count("B4:E7") == 1
    assert read_grid(path)[:2] == ROWS


def test_rows_are_added_to_rows_just_added_and_changed_again(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path, totals=False))
    edit.append("Avrop", [["a", None, 1, None]])
    edit.append("Avrop", [["b", None, 2, None], ["c", None, 3, None]])
    edit.set("Avrop 1", "B8", "B")
    edit.set("Avrop 1", "G9", "vid sidan")
    edit.append("Avrop", [["d", None, 4, None]])
    edit.set("Avrop 1", "A2", "ovanför")
    path = save_copy(edit, tmp_path)
    assert [row[0] for row in read_grid(path)] == ["A-1", "A-2", "a", "B", "c", "d"]
    assert openpyxl.load_workbook(path)["Avrop 1"]["G9"].value == "vid sidan"
    assert re.findall(r'<row r="(\d+)"', read_part(path, SHEET)) == ["2", "4", "5", "6", "7", "8", "9", "10"]


def test_many_rows_are_added_fast_and_without_filling_the_memory(tmp_path: Path) -> None:
    tracemalloc = pytest.importorskip("tracemalloc")
    edit = Edit(build_book(tmp_path, totals=False))
    tracemalloc.start()
    edit.append("Avrop", ([f"A-{n}", dt.date(2026, 1, 1), n / 4, None] for n in range(30_000)))
    path = save_copy(edit, tmp_path)
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()
    assert read_grid(path)[-1] == ["A-29999", dt.date(2026, 1, 1), 29_999 / 4, ""]


def test_what_newer_versions_write_of_validations_and_formats_covers_the_new_rows(tmp_path: Path) -> None:
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    extensions = (
        f'<extLst><ext xmlns:x14="{x14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations xmlns:xm="{xm}" count="1">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>Blad!$A$2:$A$3</xm:f></x14:formula1><xm:sqref>A2:A3 C9</xm:sqref>'
        "</x14:dataValidation></x14:dataValidations></ext>"
        f'<ext xmlns:x14="{x14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{xm}"><x14:cfRule type="expression">'
        "<xm:f>COUNTIF(A2:A3,A2)&gt;1</xm:f></x14:cfRule><xm:sqref>A2:A3</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext></extLst>"
    )
    edit = Edit(build_small_book(tmp_path, FILLED, extensions))
    edit.append("T", [[2], [3]])
    grown = extensions.replace("A2:A3", "A2:A5").replace("$A$2:$A$3", "$A$2:$A$5")
    assert read_part(save_copy(edit, tmp_path), SHEET).endswith(f"</sheetData>{grown}</worksheet>")


def test_the_formula_of_a_total_in_the_tables_own_part_follows_the_rows(tmp_path: Path) -> None:
    source = build_small_book(tmp_path, FILLED + '<row r="4"><c r="A4"><f>MAX(A2:A3)</f></c></row>', totals=True)
    content = {name: data.decode() for name, data in unpack(source).items()}
    formula = "<totalsRowFormula>MAX(A2:A3)</totalsRowFormula></tableColumn>"
    content["xl/tables/t.xml"] = content["xl/tables/t.xml"].replace('name="a"/>', f'name="a">{formula}')
    edit = Edit(pack(tmp_path / "bok.xlsx", content))
    edit.append("T", [[1]])
    assert "<totalsRowFormula>MAX(A2:A4)</totalsRowFormula>" in read_part(save_copy(edit, tmp_path), "xl/tables/t.xml")


def test_a_table_of_a_strict_workbook_grows_in_the_strict_namespace(tmp_path: Path) -> None:
    strict = {
        name: data.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in unpack(build_book(tmp_path)).items()
    }
    edit = Edit(pack(tmp_path / "bok.xlsx", strict))
    edit.append("Avrop", NEW)
    path = save_copy(edit, tmp_path)
    assert read_grid(path)[2][:3] == ["A-3", dt.date(2026, 3, 1), 30]
    assert read_attributes(path, "xl/tables/table1.xml", "table", "ref") == ["B4:E9"]
    assert not [name for name, data in unpack(path).items() if MAIN.encode() in data]


# Replacing


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("totals", [True, False])
def test_the_rows_become_exactly_these(tmp_path: Path, count: int, totals: bool) -> None:
    rows = [[f"N-{n}", dt.date(2026, 5, 1 + n), n + 0.5, n] for n in range(count)]
    edit = Edit(build_book(tmp_path, totals=totals))
    edit.replace("Avrop", rows)
    path = save_copy(edit, tmp_path)
    end = 4 + max(1, count)
    expected = (rows or [["", "", "", ""]]) + ([["", "", "", "slut"]] if totals else [])
    assert read_grid(path) == (expected if rows or totals else [])
    assert read_attributes(path, "xl/tables/table1.xml", "table", "ref") == [f"B4:E{end + totals}"]
    assert read_attributes(path, SHEET, "dataValidation", "sqref") == [f"C5:C{end}" if end > 5 else "C5", "D5:D900"]
    assert f"'Avrop 1'!$B$5:$B${end}" in read_part(path, "xl/charts/chart1.xml")


FILLED = '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>'


def build_small_book(folder: Path, rows: str, after: str = "", *, totals: bool = False) -> Path:
    """A workbook with the table T on its sheet Blad: A1, the rows A2 and A3, and totals in A4 if it has any."""
    place = 'ref="A1:A4" totalsRowCount="1"' if totals else 'ref="A1:A3"'
    table = (
        f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" {place}>'
        '<tableColumns count="1"><tableColumn id="1" name="a"/></tableColumns></table>'
    )
    rels = {"xl/worksheets/_rels/sheet1.xml.rels": links(r1="table ../tables/t.xml"), "xl/tables/t.xml": table}
    return pack(folder / "bok.xlsx", parts(rows, after) | rels)


def test_formulas_in_rows_that_go_are_gone_and_cells_beside_them_stay(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2</f><v>1</v></c><c r="C2"><v>9</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    edit = Edit(build_small_book(tmp_path, rows))
    edit.replace("T", [[5]])
    path = save_copy(edit, tmp_path)
    assert "<f" not in read_part(path, SHEET)
    assert '<c r="C2"><v>9</v></c>' in read_part(path, SHEET)


def test_cells_without_addresses_stay_where_they_are_when_one_before_them_goes(tmp_path: Path) -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c><v>2</v></c><c><v>9</v></c></row>'
    edit = Edit(build_small_book(tmp_path, rows))
    edit.replace("T", [[5]])
    page = openpyxl.load_workbook(save_copy(edit, tmp_path))["Blad"]
    assert [page[cell].value for cell in ("A2", "A3", "B3")] == [5, None, 9]


def test_shared_formulas_that_begin_in_rows_that_go_live_on_beside_them(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="shared" ref="A{row}:B{row}" si="0">{formula}</f></c>'
        f'<c r="B{row}"><f t="shared" si="0"/></c></row>'
        for row, formula in ((2, "C1"), (3, "C9*2"))
    )
    edit = Edit(build_small_book(tmp_path, rows))
    edit.replace("T", [[5], [6]])
    after = read_part(save_copy(edit, tmp_path), SHEET)
    assert re.findall("<f.*?</f>", after) == [
        '<f t="shared" si="0" ref="B2">D1</f>',
        '<f t="shared" si="0" ref="B3">D9*2</f>',
    ]


# Refusals


def test_content_below_the_table_is_never_overwritten(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path, below="D9"))
    edit.append("Avrop", ROWS[:1])
    with pytest.raises(BadInput, match=r"Avrop.*Avrop 1!D9"):
        edit.append("Avrop", ROWS)


def test_content_beside_the_table_is_no_hindrance(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path, below="G9"))
    edit.append("Avrop", NEW)
    assert openpyxl.load_workbook(save_copy(edit, tmp_path))["Avrop 1"]["G9"].value == "text"


def test_a_table_that_would_outgrow_the_sheet_is_refused(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    with pytest.raises(BadInput, match="1048577"):
        edit.append("Avrop", [[None] * 4] * 1_048_575)


def test_an_unknown_table_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Utfall.*Avrop"):
        Edit(build_book(tmp_path)).append("Utfall", ROWS)


def test_a_row_of_another_width_is_a_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zip"):
        Edit(build_book(tmp_path)).append("Avrop", [["för", "få"]])


# Ranges

GROWTH = Growth("Läs mig", Area(5, 2, 10, 4), 1, 20)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'Läs mig'!$B$5:$B$10", "'Läs mig'!$B$5:$B$20"),
        ("'läs mig'!B4:D11", "'läs mig'!B4:D21"),
        ("'Läs mig'!$B$5:$B$15", "'Läs mig'!$B$5:$B$20"),
        ("'Läs mig'!$B$5:$B$99", "'Läs mig'!$B$5:$B$99"),
        ("'Läs mig'!$B$6:$B$10", "'Läs mig'!$B$6:$B$10"),
        ("'Läs mig'!$F$5:$F$10", "'Läs mig'!$F$5:$F$10"),
        ("'Läs mig'!$B:$B", "'Läs mig'!$B:$B"),
        ("('Läs mig'!$B$5:$B$10,'Läs mig'!$D$5:$D$10)", "('Läs mig'!$B$5:$B$20,'Läs mig'!$D$5:$D$20)"),
        ("'[1]Läs mig'!$B$5:$B$10", "'[1]Läs mig'!$B$5:$B$10"),
        ("Annat!$B$5:$B$10+'Läs mig'!$B$5", "Annat!$B$5:$B$10+'Läs mig'!$B$5"),
        ("$B$5:$B$10", "$B$5:$B$10"),
        ("[1]Läs!$B$5:$B$10", "[1]Läs!$B$5:$B$10"),
        ("INDIRECT(\"'Läs mig'!B5:B10\")", "INDIRECT(\"'Läs mig'!B5:B10\")"),
        ("T['Läs mig'!B5:B10]", "T['Läs mig'!B5:B10]"),
        ("Tab_B5:B10(B5:B10)", "Tab_B5:B10(B5:B10)"),
    ],
)
def test_a_range_in_a_formula_follows_if_it_covered_the_rows(before: str, after: str) -> None:
    assert GROWTH.extend_formula(before) == after


def test_a_range_without_a_sheets_name_belongs_to_its_own_sheet() -> None:
    assert GROWTH.extend_formula("SUM(C5:C10)", home="Läs mig") == "SUM(C5:C20)"
    assert GROWTH.extend_formula("SUM(C5:C10)", home="Annat") == "SUM(C5:C10)"


def test_ranges_of_a_list_follow_one_by_one() -> None:
    assert GROWTH.extend_list("B5:B10 C5 D5:D10 E:E 3:3 B1:B10") == "B5:B20 C5 D5:D20 E:E 3:3 B1:B20"


def test_rules_that_name_the_tables_rows_follow_them(tmp_path: Path) -> None:
    content = (
        '<conditionalFormatting sqref="A2:A3"><cfRule type="expression" priority="1"><formula>COUNTIF($A$2:$A$3,A2)&gt;1</formula></cfRule>'
        '</conditionalFormatting><dataValidations count="1"><dataValidation type="custom" sqref="A2:A3">'
        "<formula1>COUNTIF(Blad!$A$2:$A$3,A2)=1</formula1></dataValidation></dataValidations>"
    )
    edit = Edit(build_small_book(tmp_path, FILLED, content))
    edit.append("T", [[2], [3]])
    after = read_part(save_copy(edit, tmp_path), SHEET)
    assert "<formula>COUNTIF($A$2:$A$5,A2)&gt;1</formula>" in after
    assert "<formula1>COUNTIF(Blad!$A$2:$A$5,A2)=1</formula1>" in after


def test_the_heading_of_a_table_is_not_overwritten(tmp_path: Path) -> None:
    edit = Edit(build_book(tmp_path))
    with pytest.raises(BadInput, match=r"Avrop 1!C4.*B4:E4"):
        edit.set("Avrop 1", "C4", "Dag")
    edit.set("Avrop 1", "C5", "2026")
