"""Setting cells: their values, their places, and the formulas among them."""

import datetime as dt
import math
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from support.build_xlsx import (
    FORMULAS,
    LINKS,
    MAIN,
    READERS,
    SHEET,
    WORKBOOK,
    build_with_calculation_chain,
    build_workbook,
    edit_copy,
    find_changed_parts,
    links,
    pack,
    parts,
    read_rows_xml,
    read_with_calamine,
    read_with_openpyxl,
    sheet,
    unpack,
    workbook,
)
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.edit import CellValue, Formula
from xl_kraftsamling.xlsx.grid import Area, parse_cell

# Values


@pytest.mark.parametrize(
    "value",
    [
        "text",
        "=SUM(A1:A9)",
        " indrag ",
        "två\nrader",
        "a\tb",
        "<&>\"'",
        "_x0041_",
        "😀",
        0,
        -17,
        1e-300,
        2.5,
        True,
        False,
    ],
)
def test_a_value_is_read_back_as_it_was_set(tmp_path: Path, value: CellValue) -> None:
    path = edit_copy(build_workbook(tmp_path), {"B5": value})
    for read in READERS:
        if not (read is read_with_openpyxl and value == "_x0041_"):  # openpyxl leaves such sequences as they are
            (read_back,) = read(path, "Blad", "B5")
            assert read_back == value
            assert isinstance(read_back, bool) == isinstance(value, bool)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=20))
def test_any_text_is_read_back_to_the_letter(tmp_path: Path, texts: list[str]) -> None:
    path = edit_copy(build_workbook(tmp_path), {f"B{row}": text for row, text in enumerate(texts, 1)})
    assert read_with_calamine(path, "Blad", *(f"B{row}" for row in range(1, len(texts) + 1))) == texts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_any_number_is_read_back_exactly(tmp_path: Path, numbers: list[float]) -> None:
    path = edit_copy(build_workbook(tmp_path), {f"B{row}": number for row, number in enumerate(numbers, 1)})
    assert read_with_calamine(path, "Blad", *(f"B{row}" for row in range(1, len(numbers) + 1))) == numbers


@pytest.mark.parametrize(("value", "written"), [(Decimal("1.10"), "1.10"), (10**20, "100000000000000000000")])
def test_exact_numbers_are_written_digit_by_digit(tmp_path: Path, value: CellValue, written: str) -> None:
    assert f'<c r="A1"><v>{written}</v></c>' in read_rows_xml(edit_copy(build_workbook(tmp_path), {"A1": value}))


@pytest.mark.parametrize("value", [math.nan, math.inf, Decimal("NaN")])
def test_what_is_no_number_is_a_fault_of_the_program(tmp_path: Path, value: CellValue) -> None:
    with pytest.raises(ValueError, match=r"(?i)nan|inf"):
        edit_copy(build_workbook(tmp_path), {"A1": value})


@pytest.mark.parametrize("date1904", ["0", "1"])
@pytest.mark.parametrize("value", [dt.date(2026, 5, 20), dt.datetime(2026, 5, 20, 12, 30), dt.date(1904, 1, 2)])
def test_a_date_is_read_back_in_both_date_systems(tmp_path: Path, date1904: str, value: dt.date) -> None:
    content = parts(after="") | {WORKBOOK: workbook(before=f'<workbookPr date1904="{date1904}"/>')}
    path = edit_copy(pack(tmp_path / "bok.xlsx", content), {"A1": value})
    page = openpyxl.load_workbook(path).worksheets[0]
    read_back = openpyxl.utils.datetime.from_excel(page["A1"].value, page.parent.epoch)
    assert read_back == (value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day))


def test_a_date_gets_a_format_that_shows_it_and_the_formats_that_there_are_stay(tmp_path: Path) -> None:
    source = tmp_path / "bok.xlsx"
    with xlsxwriter.Workbook(source) as written:
        page = written.add_worksheet("Blad")
        page.write("A1", 1.5, written.add_format({"bold": True, "num_format": "0.00"}))
        page.write("A2", 2, written.add_format({"num_format": "d mmm"}))
    path = edit_copy(source, dict.fromkeys(("A1", "A2", "A3"), dt.date(2026, 5, 20)) | {"A4": 1})
    page = openpyxl.load_workbook(path)["Blad"]
    assert [page[f"A{row}"].number_format for row in (1, 2, 3, 4)] == ["mm-dd-yy", "d mmm", "mm-dd-yy", "General"]
    assert [page[f"A{row}"].font.bold for row in (1, 2, 3)] == [True, False, False]
    before, after = (etree.fromstring(unpack(one)["xl/styles.xml"]) for one in (source, path))
    for formats in after.iter("{*}cellXfs"):
        assert formats.get("count") == "5"
        formats.set("count", "3")
        del formats[3:]
    assert etree.tostring(before) == etree.tostring(after)


@pytest.mark.parametrize(
    ("day", "serial"), [(dt.date(1900, 1, 1), 1), (dt.date(1900, 2, 28), 59), (dt.date(1900, 3, 1), 61)]
)
def test_early_dates_heed_the_29_february_1900_that_excel_believes_in(
    tmp_path: Path, day: dt.date, serial: int
) -> None:
    assert f"<v>{serial}</v>" in read_rows_xml(edit_copy(build_workbook(tmp_path), {"A1": day}))


def test_a_date_before_excels_calendar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"B2.*Blad"):
        edit_copy(build_workbook(tmp_path), {"B2": dt.date(1899, 12, 31)})


def test_a_text_longer_than_a_cell_is_refused_and_one_that_just_fits_is_not(tmp_path: Path) -> None:
    assert read_with_calamine(edit_copy(build_workbook(tmp_path), {"B2": "å" * 32_767}), "Blad", "B2") == ["å" * 32_767]
    for text in ("å" * 32_768, "😀" * 16_384):
        with pytest.raises(BadInput, match=r"B2.*32768"):
            edit_copy(build_workbook(tmp_path), {"B2": text})


def test_none_empties_a_cell_and_leaves_its_format(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" s="7" t="str"><v>x</v></c><c r="B1"><v>2</v></c></row>'
    assert (
        read_rows_xml(edit_copy(build_workbook(tmp_path, rows), {"A1": None}))
        == '<row r="1"><c r="A1" s="7"/><c r="B1"><v>2</v></c></row>'
    )


# Places


def test_cells_and_rows_are_put_in_order(tmp_path: Path) -> None:
    rows = '<row r="2" spans="2:2"><c r="B2"><v>0</v></c></row><row r="9"/>'
    path = edit_copy(build_workbook(tmp_path, rows), {"C2": 1, "A2": 2, "AA2": 3, "Z2": 4, "A1": 5, "A5": 6, "B9": 7, "A10": 8})
    addresses = re.findall(r'r="([A-Z]+\d+)"', read_rows_xml(path))
    assert addresses == ["A1", "A2", "B2", "C2", "Z2", "AA2", "A5", "B9", "A10"]
    assert "spans" not in read_rows_xml(path)


def test_a_new_cell_takes_the_format_of_its_row_or_column_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    content = parts() | {
        SHEET: sheet(
            '<row r="1" s="4" customFormat="1"><c r="A1" s="9"/></row><row r="2" s="6"/>',
            before='<cols><col min="2" max="3" style="5"/></cols>',
        )
    }
    rows = read_rows_xml(edit_copy(pack(tmp_path / "bok.xlsx", content), {"A1": 1, "B1": 1, "B2": 1, "D2": 1}))
    assert re.findall(r'r="(\w\d)"(?: s="(\d)")?', rows) == [("A1", "9"), ("B1", "4"), ("B2", "5"), ("D2", "")]


def test_rows_and_cells_without_addresses_are_given_them(tmp_path: Path) -> None:
    path = edit_copy(
        build_workbook(tmp_path, "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"), {"B2": 4, "B1": 5}
    )
    assert read_with_calamine(path, "Blad", "A1", "B1", "A2", "B2") == [1, 5, 3, 4]


def test_the_stated_dimension_grows_with_the_cells(tmp_path: Path) -> None:
    content = parts() | {SHEET: sheet(before='<dimension ref="A1"/>')}
    assert b'<dimension ref="A1:C7"/>' in unpack(edit_copy(pack(tmp_path / "bok.xlsx", content), {"C7": 1}))[SHEET]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_part_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}" standalone="yes"?>\r\n'
    source = pack(tmp_path / "bok.xlsx", parts() | {SHEET: (declared + sheet()).encode(encoding)})
    after = unpack(edit_copy(source, {"B1": "å€"}))[SHEET]
    assert after.decode(encoding)[:30].replace("'", '"') == declared[:30]
    assert etree.fromstring(after).findtext(".//{*}t") == "å€"


def test_a_prefix_of_the_spreadsheet_namespace_is_used(tmp_path: Path) -> None:
    text = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'
    path = edit_copy(pack(tmp_path / "bok.xlsx", parts() | {SHEET: text}), {"A1": "hej"})
    assert b'<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>hej</x:t></x:is></x:c></x:row>' in unpack(path)[SHEET]


# Formulas


def test_a_formula_is_written_as_one(tmp_path: Path) -> None:
    path = edit_copy(build_workbook(tmp_path), {"B1": Formula('SUM(A1:A2)&"<"')})
    assert openpyxl.load_workbook(path)["Blad"]["B1"].value == '=SUM(A1:A2)&"<"'
    assert b'<calcPr fullCalcOnLoad="1"/>' in unpack(path)[WORKBOOK]


def test_a_workbook_with_formulas_is_computed_anew_and_keeps_its_stored_values(tmp_path: Path) -> None:
    source = build_with_calculation_chain(tmp_path)
    path = edit_copy(source, {"C1": 1})
    assert find_changed_parts(source, path) == {SHEET, WORKBOOK}
    assert b'<calcPr calcId="1" fullCalcOnLoad="1"/></workbook>' in unpack(path)[WORKBOOK]
    assert FORMULAS.removesuffix("</row>") in read_rows_xml(path)


@pytest.mark.parametrize("value", [5, None, Formula("2+2")])
def test_the_order_of_calculation_goes_when_a_formula_does(tmp_path: Path, value: CellValue) -> None:
    source = build_with_calculation_chain(tmp_path)
    path = edit_copy(source, {"A1": value})
    assert find_changed_parts(source, path) == {SHEET, WORKBOOK, LINKS, "[Content_Types].xml", "xl/calcChain.xml"}
    assert b"calcChain" not in b"".join(unpack(path).values())


def test_a_workbook_without_formulas_is_not_computed_anew(tmp_path: Path) -> None:
    source = build_workbook(tmp_path)
    assert find_changed_parts(source, edit_copy(source, {"C1": 1})) == {SHEET}


@pytest.mark.parametrize(
    ("other", "encoding", "is_computed"),
    [
        (sheet('<row r="1"><c r="A1"><f>1+1</f></c></row>'), "utf-8", True),
        (sheet('<row r="1"><c r="A1"><f>1+1</f></c></row>'), "utf-16", True),
        (sheet(after='<extLst><ext><xm:f xmlns:xm="urn:xm">A1</xm:f></ext></extLst>'), "utf-8", False),
    ],
    ids=["formula", "UTF-16", "extension"],
)
def test_formulas_of_a_sheet_that_is_not_edited_are_computed_too(
    tmp_path: Path, other: str, encoding: str, is_computed: bool
) -> None:
    sheets = '<sheet name="Blad" sheetId="1" r:id="r1"/><sheet name="Annat" sheetId="2" r:id="r2"/>'
    content = parts() | {
        WORKBOOK: workbook(sheets),
        LINKS: links(r1="worksheet worksheets/sheet1.xml", r2="worksheet worksheets/sheet2.xml"),
        "xl/worksheets/sheet2.xml": other.encode(encoding),
    }
    path = edit_copy(pack(tmp_path / "bok.xlsx", content), {"A1": 2})
    assert (b"fullCalcOnLoad" in unpack(path)[WORKBOOK]) == is_computed


@pytest.mark.parametrize("cell", ["B3", "C4", "C2"])
def test_a_covered_cell_of_a_merge_is_refused(tmp_path: Path, cell: str) -> None:
    source = build_workbook(tmp_path, after='<mergeCells><mergeCell ref="A9:B9"/><mergeCell ref="B2:C4"/></mergeCells>')
    with pytest.raises(BadInput, match=rf"Blad!{cell}.*:"):
        edit_copy(source, {cell: 1})


def test_the_first_cell_of_a_merge_is_written(tmp_path: Path) -> None:
    source = build_workbook(tmp_path, after='<mergeCells><mergeCell ref="B2:C4"/></mergeCells>')
    assert read_with_calamine(edit_copy(source, {"B2": "rubrik"}), "Blad", "B2") == ["rubrik"]


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_a_cell_of_a_formula_that_fills_many_is_refused(tmp_path: Path, kind: str) -> None:
    rows = f'<row r="1"><c r="A1"><f t="{kind}" ref="A1:B2">C1:D2</f><v>1</v></c><c r="B1"><v>2</v></c></row>'
    for cell in ("A1", "B2"):
        with pytest.raises(BadInput, match=r"A1:B2"):
            edit_copy(build_workbook(tmp_path, rows), {cell: 1})


def test_an_array_formula_of_one_cell_is_overwritten(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">SUM(B1:B2*2)</f><v>1</v></c></row>'
    assert read_rows_xml(edit_copy(build_workbook(tmp_path, rows), {"A1": 7})) == '<row r="1"><c r="A1"><v>7</v></c></row>'


SHARING = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
)


def test_a_formula_that_others_build_on_is_handed_to_the_next_of_them(tmp_path: Path) -> None:
    third = '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
    after = read_rows_xml(edit_copy(build_workbook(tmp_path, SHARING.replace("A1:A2", "A1:A3") + third), {"A1": 1}))
    assert after.startswith('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2">')
    assert '<f t="shared" si="0" ref="A2:A3">B2*2</f><v>2</v></c></row>' + third in after


BLOCK = "".join(
    f'<row r="{row}">'
    + "".join(
        f'<c r="{column}{row}"><f t="shared" si="7"{master}</c>'
        for column in "BCD"
        for master in [' ref="B2:D4">A2+B$1*Blad!$A2+SUM(F:F,2:2)&amp;"A2"</f>' if (column, row) == ("B", 2) else "/>"]
    )
    + "</row>"
    for row in (2, 3, 4)
)


def read_formulas_with_openpyxl(path: Path) -> dict[str, Any]:
    """The values and formulas of the block by cell, shared formulas written out."""
    page = openpyxl.load_workbook(path)["Blad"]
    return {cell.coordinate: cell.value for row in page["B2:D4"] for cell in row}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.permutations([f"{column}{row}" for row in (2, 3, 4) for column in "BCD"]), st.integers(1, 8))
def test_whichever_cells_of_a_shared_formula_are_written_the_others_keep_theirs(
    tmp_path: Path, cells: list[str], count: int
) -> None:
    source = build_workbook(tmp_path, BLOCK)
    after = read_formulas_with_openpyxl(edit_copy(source, dict.fromkeys(cells[:count], 1)))
    assert after == read_formulas_with_openpyxl(source) | dict.fromkeys(cells[:count], 1)
    assert_each_master_is_first_in_its_range(etree.fromstring(unpack(tmp_path / "kopia.xlsx")[SHEET]))


def assert_each_master_is_first_in_its_range(page: etree._Element) -> None:
    """Every shared formula is within the range of its master, which is at the top left of it."""
    shared = [formula for formula in page.iter("{*}f") if formula.get("t") == "shared"]
    ranges = {f.get("si"): Area.parse(f.get("ref")) for f in shared if f.text}
    for formula in shared:
        row, column = parse_cell(formula.getparent().get("r"))
        cell = Area(row, column, row, column)
        assert ranges[formula.get("si")].overlaps(cell)
        assert (ranges[formula.get("si")].top_left == cell) == bool(formula.text)


def test_a_number_that_is_used_for_a_second_shared_formula_is_not_confused_with_the_first(tmp_path: Path) -> None:
    again = SHARING.replace('r="2"', 'r="4"').replace('r="1"', 'r="3"').replace("A1", "A3").replace("A2", "A4")
    after = read_rows_xml(edit_copy(build_workbook(tmp_path, SHARING + again.replace("B1", "C3")), {"A1": 1}))
    assert '<f t="shared" si="0" ref="A2">B2*2</f>' in after
    assert '<f t="shared" ref="A3:A4" si="0">C3*2</f>' in after
    assert after.count('<f t="shared" si="0"/>') == 1
    after = read_rows_xml(edit_copy(build_workbook(tmp_path, SHARING + again.replace("B1", "C3")), {"A3": 1}))
    assert after.startswith(SHARING)
    assert after.endswith('<row r="4"><c r="A4"><f t="shared" si="0" ref="A4">C4*2</f><v>2</v></c></row>')


def test_a_shared_formula_that_reaches_beyond_the_sheet_keeps_its_first_cell(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="B1"><f t="shared" ref="A1:B2" si="0">A1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    )
    with pytest.raises(BadInput, match=r"Blad!B1.*Blad!A2"):
        edit_copy(build_workbook(tmp_path, rows), {"B1": 2})


def test_a_formula_that_builds_on_another_is_overwritten(tmp_path: Path) -> None:
    path = edit_copy(build_workbook(tmp_path, SHARING), {"A2": 1})
    assert '<f t="shared" ref="A1:A2" si="0">B1*2</f><v>1</v>' in read_rows_xml(path)
    assert read_rows_xml(path).endswith('<row r="2"><c r="A2"><v>1</v></c></row>')
