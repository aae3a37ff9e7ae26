"""A scan finds the extent of a sheet, its error values, formulas without values and merges, in any XML."""

import contextlib
import time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from support.build_xlsx import MAIN, SHEET, pack, parts, sheet
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.package import Package
from xl_kraftsamling.xlsx.sheet_scan import Scan, scan_exactly, scan_quickly, scan_sheet


def scanned(path: Path, sheet_xml: str | bytes) -> Scan:
    package = Package(pack(path / "bok.xlsx", parts() | {SHEET: sheet_xml}))
    return scan_sheet(package, package.sheets[0])


ROWS = (
    '<row r="2"><c r="B2" s="1" t="s"><v>0</v></c><c r="C2" t="e"><v>#REF!</v></c><c r="ZZ2" s="9"/></row>'
    '<row r="3"><c r="A3"><f>A1+1</f></c><c r="B3"><f>A1</f><v>4</v></c><c r="D3" t="str"><f>""</f><v></v></c></row>'
    '<row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E4" t="inlineStr"><is><t>hej</t></is></c></row>'
    '<row r="500" ht="20"/>'
)
MERGES = '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'
FACTS = Scan(4, 5, {(2, 3): "#REF!", (4, 1): "#DIV/0!"}, [(3, 1)], [(1, 1, 1, 3)])


def test_extents_errors_formulas_without_values_and_merges_are_found(tmp_path: Path) -> None:
    assert scanned(tmp_path, sheet(ROWS, MERGES)) == FACTS


def prefixed(text: str) -> str:
    return text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")


SPELLINGS = {
    "with single quotes": lambda text: text.replace('"', "'"),
    "with spaces around the equals signs": lambda text: text.replace('="', ' = "').replace("''", '""'),
    "with line breaks in the tags": lambda text: text.replace(" r=", "\n\tr=").replace("/>", "\n/>"),
    "with a prefix": prefixed,
    "with a declaration and a mark": lambda text: '\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n' + text,
    "with other attributes first": lambda text: text.replace('<c r="B2" s="1" t="s">', '<c s="1" t="s" r="B2">'),
    "with unknown attributes": lambda text: text.replace(' t="', ' cm="1" vm="2" t="'),
    "with comments and CDATA": lambda text: text.replace("#REF!", "<![CDATA[#REF!]]>").replace(
        "<row", "<!-- <c r='XFD9'> --><row"
    ),
    "with white space": lambda text: text.replace("><", ">\n  <"),
    "with character references": lambda text: text.replace('t="e"', 't="&#101;"').replace("#REF!", "&#x23;REF!"),
    "with lower case addresses": lambda text: text.replace('r="C2"', 'r="c2"'),
    "without row numbers": lambda text: text.replace(' r="3"', "").replace(' r="500"', ""),
    "without cell addresses": lambda text: text.replace(' r="A3"', "").replace(' r="B3"', "").replace(' r="A4"', ""),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_same_is_found_in_the_same_sheet_spelled_otherwise(tmp_path: Path, spelling: str) -> None:
    assert scanned(tmp_path, SPELLINGS[spelling](sheet(ROWS, MERGES))) == FACTS


def test_the_same_is_found_in_a_sheet_in_utf_16(tmp_path: Path) -> None:
    assert scanned(tmp_path, sheet(ROWS, MERGES).encode("utf-16")) == FACTS


def test_an_empty_sheet_has_no_extent(tmp_path: Path) -> None:
    assert scanned(tmp_path, f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>') == Scan()


def test_formulas_in_other_places_are_none_of_the_cells(tmp_path: Path) -> None:
    after = '<extLst><ext><x:f xmlns:x="x">A1</x:f></ext></extLst>'
    assert scanned(tmp_path, sheet('<row><c r="A1" s="4"/></row>', after)) == Scan()


REFS = st.tuples(st.sampled_from(["A", "B", "M", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]), st.integers(1, 1_048_576))
CELLS = st.tuples(
    REFS,
    st.sampled_from(["", ' s="3"', ' s="12" t="s"', ' t="e"', ' t="str"', ' t="b" vm="1"']),
    st.sampled_from(["", "<f>A1</f>", '<f t="shared" si="0"/>', '<f t="array" ref="A1">A1&amp;"/"</f>']),
    st.sampled_from(["", "<v>1</v>", "<v>#N/A</v>", "<v></v>", "<v/>"]),
)


@given(st.lists(CELLS, max_size=12))
def test_the_quick_scan_finds_what_the_exact_one_does(cells: list[tuple[tuple[str, int], str, str, str]]) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="{column}{row}"{attributes}'
        + (f">{formula}{value}</c></row>" if formula + value else "/></row>")
        for (column, row), attributes, formula, value in cells
    )
    data = sheet(rows).encode()
    assert scan_quickly(data) == scan_exactly(data)


def test_the_quick_scan_finds_what_is_far_from_both_ends_of_a_large_sheet() -> None:
    plain = [
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}" s="2" t="s"><v>2</v></c></row>' for n in range(1, 30_001)
    ]
    plain[15_000] = '<row r="15001"><c r="C15001"><v>1</v></c><c r="XFD15001"><v>1</v></c></row>'
    plain[16_000] = '<row r="16001"><c r="A40000" t="e"><v>#N/A</v></c></row>'
    assert scan_quickly(sheet("".join(plain)).encode()) == Scan(40_000, 16_384, {(40_000, 1): "#N/A"}, [], [])


@pytest.mark.parametrize("library", ["openpyxl", "xlsxwriter"])
def test_what_libraries_write_is_scanned_the_quick_way(tmp_path: Path, library: str) -> None:
    path = tmp_path / "bok.xlsx"
    if library == "openpyxl":
        book = openpyxl.Workbook()
        book.active.append(["text", 1.5, True, "=A1", None, "=1+1"])
        book.active.merge_cells("A3:B4")
        book.save(path)
    else:
        with xlsxwriter.Workbook(path) as written:
            page = written.add_worksheet()
            page.write_row("A1", ["text", 1.5, True, "=A1"])
            page.merge_range("A3:B4", "")
    package = Package(path)
    quick = scan_quickly(package.read(package.sheets[0].part))
    assert quick == scan_exactly(package.read(package.sheets[0].part))


# What a reader must be kept from


def far(cell: str) -> str:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>1</v></c></row>')


SMUGGLED = {
    "plainly": lambda text: text,
    "in a namespace of its own": lambda text: text.replace('<c r="XFD', '<y:c xmlns:y="y" r="XFD').replace(
        "</c></row></s", "</y:c></row></s"
    ),
    "in a row of another number": lambda text: text.replace('<row r="1048576">', '<row r="2">'),
    "before the others": lambda text: text.replace('<row r="1">', "<row>").replace('r="A1"', 'r="XFD1048576"', 1),
}


@pytest.mark.parametrize("disguise", SMUGGLED)
def test_a_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path: Path, disguise: str) -> None:
    with pytest.raises(BadInput) as caught:
        scanned(tmp_path, SMUGGLED[disguise](far("XFD1048576")))
    for message in (caught.value.message("sv"), caught.value.message("en")):
        assert "bok.xlsx" in message
        assert "Blad" in message
        assert "XFD1048576" in message


def test_a_cell_far_away_that_only_has_a_format_is_no_matter(tmp_path: Path) -> None:
    assert scanned(tmp_path, far("XFD1048576").replace("<v>1</v></c></row></s", "</c></row></s")).rows == 1


def test_a_cell_far_away_in_a_comment_is_no_matter(tmp_path: Path) -> None:
    comment = '<!-- <row r="1048576"><c r="XFD1048576"><v>1</v></c></row> -->'
    assert scanned(tmp_path, sheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{comment}')).columns == 1


def test_a_narrow_sheet_may_reach_to_the_last_row(tmp_path: Path) -> None:
    seen = scanned(tmp_path, far("P1048576"))
    assert (seen.rows, seen.columns) == (1_048_576, 16)


@pytest.mark.parametrize("cell", ["XFE1", "A1048577", "A4294967297", "AAAA1", "A0", "A-1", "1A", "A"])
def test_a_cell_outside_the_grid_is_refused(tmp_path: Path, cell: str) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        scanned(tmp_path, sheet(f'<row r="1"><c r="A1"><v>1</v></c><c r="{cell}"><v>1</v></c></row>'))


def test_an_address_behind_another_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        scanned(tmp_path, sheet('<row r="1"><c r="A1" r="XFD1048576"><v>1</v></c></row>'))


@pytest.mark.parametrize("number", ["9" * 30, "1048577", "0", "-1", "x"])
def test_a_row_outside_the_grid_is_refused_where_another_follows_it(tmp_path: Path, number: str) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        scanned(tmp_path, sheet(f'<row r="{number}"><c r="A3"><v>1</v></c></row><row><c><v>2</v></c></row>'))


def test_cells_without_addresses_follow_the_number_of_their_row_whatever_its_other_cells_say(tmp_path: Path) -> None:
    rows = '<row r="1000"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>'
    seen = scanned(tmp_path, sheet(rows))
    grid = CalamineWorkbook.from_path(str(tmp_path / "bok.xlsx")).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert (len(grid), max(map(len, grid))) == (seen.rows, seen.columns) == (1001, 4)


@pytest.mark.parametrize("text", ["<worksheet><sheetData>", "<workbook/>", '<worksheet><c r="A1"></worksheet>'])
def test_a_part_that_is_no_whole_worksheet_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        scanned(tmp_path, text)


def test_a_million_empty_rows_take_no_time_worth_noticing(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}" ht="15" customHeight="1"/>' for n in range(1, 1_000_001))
    package = Package(pack(tmp_path / "bok.xlsx", parts(rows)))
    start = time.process_time()
    assert scan_sheet(package, package.sheets[0]).rows == 0
    assert time.process_time() - start < 5


def test_the_extents_are_never_smaller_than_what_the_reader_finds(tmp_path: Path) -> None:
    seen = scanned(tmp_path, sheet(ROWS.replace('t="s"', 't="n"'), MERGES))
    grid = (
        CalamineWorkbook.from_path(str(tmp_path / "bok.xlsx"))
        .get_sheet_by_name("Blad")
        .to_python(skip_empty_area=False)
    )
    assert len(grid) <= seen.rows
    assert len(grid[0]) <= seen.columns


@pytest.mark.parametrize(
    "unit",
    [
        '<c r="A{}" x="/"><v>1</v></c>',
        '<c r="A{}" t="e" cm="1"><v>#N/A</v></c>',
        '<c r="A{}"',
        "<mergeCell ",
        '<row r="{}"><c ',
        "<f ",
        ":c  ",
    ],
)
def test_nothing_repeated_without_end_makes_the_scan_slow(unit: str) -> None:
    rows = "".join(unit.replace("{}", str(n % 1_000_000 + 1)) for n in range(3_000_000 // len(unit)))
    start = time.process_time()
    with contextlib.suppress(ValueError):
        scan_quickly(sheet(rows).encode())
    assert time.process_time() - start < 5
