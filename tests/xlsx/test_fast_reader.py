"""The fast reader reads a large sheet cell by cell and type by type as the exact one does, or leaves it to that one."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from support import SHARED
from support.build_xlsx import LINKS, MAIN, SHEET, links, pack, parts, sheet, workbook
from xl_kraftsamling import app
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.reading.workbook_file import WorkbookFile
from xl_kraftsamling.xlsx.cells import reader
from xl_kraftsamling.xlsx.cells.reader import SheetReader
from xl_kraftsamling.xlsx.fast_reader import FastSheet, read_large_sheet
from xl_kraftsamling.xlsx.fast_reader import rows as rows_module
from xl_kraftsamling.xlsx.formulas.sheet import read_workings
from xl_kraftsamling.xlsx.grid import ColumnGrid
from xl_kraftsamling.xlsx.package import Package


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets are cut in pieces of a few rows."""
    monkeypatch.setattr(rows_module, "_BATCH", 300)


def typed(grid: Any) -> list[list[tuple[type, Any]]]:
    """A grid in which 1, 1.0 and TRUE differ."""
    return [[(type(cell), cell) for cell in row] for row in grid]


def read_fast(path: Path, name: str = "Blad") -> FastSheet | None:
    """A sheet as the fast reader reads it; None if it does not."""
    package = Package(path)
    sheet = next(sheet for sheet in package.sheets if sheet.name == name)
    return read_large_sheet(package.read(sheet.part), SheetReader(package)._values)


def is_read_fast(path: Path, name: str = "Blad") -> bool:
    """Whether the fast reader reads a sheet; its result must then be that of the exact one."""
    found = read_fast(path, name)
    if found is not None:
        exact = WorkbookFile(path).read_sheet(name)  # small, so read exactly
        assert typed(found.make_grid()) == typed(exact.grid)
        assert list(found.merges) == list(exact.merges)
    return found is not None


def is_declined(path: Path) -> bool:
    return read_fast(path) is None


STRINGS = (
    "<si><t>kulturnämnden</t></si><si><t>Kultur &amp; fritid</t></si><si><t/></si>"
    '<si><t xml:space="preserve"> rad\n&#10;två </t></si><si><t>a\r\nb &lt;c&gt; &quot;d&apos;</t></si>'
)
FORMATS = (
    "General", "yyyy-mm-dd", "[$-41D]yyyy/mm/dd;@", 'd" maj "yyyy', '# ##0,00\\ "kr"', "#,##0;[Red]-#,##0", "0.00%",
    "[h]:mm", "h:mm AM/PM", '"dag" 0', "_-* #,##0.00_-", "[Red]0", "@", "0_d", "yyyy-mm-dd hh:mm", "Standard", "d/m;0", "0;yyyy",
)  # fmt: skip
IDS = (0, 3, 14, 17, 22, 45, 46, *range(164, 164 + len(FORMATS)), 900)


def styles() -> str:
    """Styles with the built-in formats and the others, by the order of IDS."""
    escaped = [code.replace('"', "&quot;") for code in FORMATS]
    own = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in enumerate(escaped, 164))
    used = "".join(f'<xf numFmtId="{n}"/>' for n in IDS)
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellXfs>{used}<xf/></cellXfs></styleSheet>'


def book(folder: Path, rows: str, *, strings: str = STRINGS, **more: str) -> Path:
    content = parts() | {SHEET: rows if "worksheet " in rows else sheet(rows), **more}
    content[LINKS] = links(
        r1="worksheet worksheets/sheet1.xml", r2="sharedStrings sharedStrings.xml", r3="styles styles.xml"
    )
    content["xl/sharedStrings.xml"] = f'<?xml version="1.0"?>\n<sst xmlns="{MAIN}" count="5">{strings}</sst>'
    content["xl/styles.xml"] = styles()
    return pack(folder / "bok.xlsx", content)


# What is read the quick way


USUAL = {
    "a shared text": '<c r="{}" t="s"><v>0</v></c>',
    "a shared text with references": '<c r="{}" t="s"><v>1</v></c>',
    "an empty shared text": '<c r="{}" s="2" t="s"><v>0</v></c>',
    "a shared text with spaces": '<c r="{}" t="s"><v>3</v></c>',
    "a shared text with signs": '<c r="{}" t="s"><v>4</v></c>',
    "a text in the cell": '<c r="{}" t="inlineStr"><is><t>Förtäring &amp; hyra</t></is></c>',
    "a text in the cell with spaces": '<c r="{}" t="inlineStr"><is><t xml:space="preserve"> a\n </t></is></c>',
    "a formula's text, its formula gone": '<c r="{}" t="str"><v> 7,5 &gt; 7</v></c>',
    "a number": '<c r="{}"><v>0.1</v></c>',
    "a number that says so": '<c r="{}" t="n"><v>-1.5E-3</v></c>',
    "a number in kronor": '<c r="{}" s="11"><v>45000</v></c>',
    "a date": '<c r="{}" s="2"><v>46163</v></c>',
    "a date that says it is a number": '<c r="{}" s="8" t="n"><v>46163</v></c>',
    "attributes the other way round": '<c r="{}" t="inlineStr" s="2"><is><t>a</t></is></c>',
    "true": '<c r="{}" t="b"><v>1</v></c>',
    "false": '<c r="{}" s="2" t="b"><v>0</v></c>',
    "an error": '<c r="{}" t="e"><v>#DIV/0!</v></c>',
    "nothing": '<c r="{}" s="1"/>',
    "nothing, with a space": '<c r="{}" s="1" />',
    "nothing at length": '<c r="{}" s="1"></c>',
    "a formula": '<c r="{}" s="1"><f>1+1</f><v>2</v></c>',
    "a shared formula": '<c r="{}"><f t="shared" ref="B1:B9" si="0" aca="false">A1&amp;"/"</f><v>2</v></c>',
    "a copy of a shared formula": '<c r="{}" t="str"><f t="shared" si="0"/><v>x</v></c>',
    "a formula without a value": '<c r="{}"><f>1+1</f></c>',
    "a formula with an empty value": '<c r="{}" s="2"><f>1+1</f><v></v></c>',
    "a formula with no value at all": '<c r="{}"><f>1+1</f><v/></c>',
    "a formula whose value is no text": '<c r="{}" t="str"><f>""</f><v></v></c>',
    "a formula's error": '<c r="{}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    "a new error": '<c r="{}" t="e"><v>#SPILL!</v></c>',
    "no text": '<c r="{}" t="str"><v></v></c>',
    "a sequence for a sign": '<c r="{}" t="str"><v>a_x000D_b</v></c>',
    "a point in time": '<c r="{}" s="2"><v>46163.5</v></c>',
    "a time": '<c r="{}" s="2"><v>0.25</v></c>',
    "a duration": '<c r="{}" s="6"><v>1.5</v></c>',
    "a day that was not": '<c r="{}" s="2"><v>60</v></c>',
    "a day before all days": '<c r="{}" s="2"><v>-1</v></c>',
    "a day after all days": '<c r="{}" s="2"><v>1e300</v></c>',
    "a style that is not there": '<c r="{}" s="999"><v>1</v></c>',
}


@pytest.mark.parametrize("kind", USUAL)
def test_a_usual_cell_is_read_and_means_what_the_exact_reader_reads(tmp_path: Path, kind: str) -> None:
    rows = "".join(f'<row r="{n}" spans="1:2">{USUAL[kind].format(f"B{n}")}</row>' for n in range(3, 40))
    assert is_read_fast(book(tmp_path, rows))


@pytest.mark.parametrize("style", range(len(IDS) + 2))
def test_a_number_in_any_style_is_read_as_the_exact_reader_reads_it(tmp_path: Path, style: int) -> None:
    numbers = "".join(f'<row r="{n}"><c r="A{n}" s="{style}"><v>{46163 + n}</v></c></row>' for n in range(1, 4))
    assert is_read_fast(book(tmp_path, numbers))


UNUSUAL = {
    "rich text in the cell": '<c r="{}" t="inlineStr"><is><r><t>a</t></r></is></c>',
    "a text to be trimmed": '<c r="{}" t="inlineStr"><is><t> a </t></is></c>',
    "CDATA": '<c r="{}" t="str"><v><![CDATA[a]]></v></c>',
    "a comment": '<c r="{}"><v>1<!-- 2 --></v></c>',
    "a date in words": '<c r="{}" t="d"><v>2026-05-20</v></c>',
    "no number": '<c r="{}"><v>1,5</v></c>',
    "infinity": '<c r="{}"><v>1e400</v></c>',
    "no value": '<c r="{}"><v></v></c>',
    "no shared text": '<c r="{}" t="s"><v>9</v></c>',
    "a minus shared text": '<c r="{}" t="s"><v>-1</v></c>',
    "an error that is none": '<c r="{}" t="e"><v>2</v></c>',
    "a formula's boolean without a value": '<c r="{}" t="b"><f>1</f></c>',
    "a formula that does not end": '<c r="{}"><f>1<v>1</v></c>',
    "two formulas": '<c r="{}"><f>1</f><f>1</f><v>1</v></c>',
    "something between a formula and its value": '<c r="{}"><f>1</f> <v>1</v></c>',
    "a text longer than a cell can hold": '<c r="{}" t="str"><v>' + "x" * 40_000 + "</v></c>",
    "an element of another namespace": '<c r="{}"><x:v xmlns:x="urn:x">1</x:v></c>',
    "a type twice": '<c r="{}" t="n" t="n"><v>1</v></c>',
    "a strange truth": '<c r="{}" t="b"><v>2</v></c>',
    "metadata": '<c r="{}" cm="1"><v>1</v></c>',
    "single quotes": "<c r='{}'><v>1</v></c>",
    "white space": '<c r="{}"> <v>1</v></c>',
    "two values": '<c r="{}"><v>1</v><v>2</v></c>',
    "nothing and something": '<c r="{}"/><v>1</v>',
    "a text that is named a number": '<c r="{}" t="n"><is><t>1</t></is></c>',
    "a text elsewhere": '<c r="{}" t="inlineStr"><v>1</v></c>',
    "a lonely ampersand": '<c r="{}" t="str"><v>a & b</v></c>',
    "an unknown entity": '<c r="{}" t="str"><v>a&nbsp;b</v></c>',
    "a sign that XML lacks": '<c r="{}" t="str"><v>a&#1;b</v></c>',
    "a carriage return": '<c r="{}" t="str"><v>a\rb</v></c>',
    "a text that ends in a named line break": '<c r="{}" t="inlineStr"><is><t>a&#10;</t></is></c>',
    "a text that is a named space": '<c r="{}" t="inlineStr"><is><t>&#032;</t></is></c>',
    "another column's cell after it": '<c r="{}"><v>1</v></c><c r="XFE3"><v>1</v></c>',
    "a row of no number": '</row><row><c r="{}"><v>1</v></c>',
    "a row within": '<row r="99"/><c r="{}"><v>1</v></c>',
}


@pytest.mark.parametrize("kind", UNUSUAL)
def test_a_sheet_with_an_unusual_cell_among_usual_ones_is_left_to_the_exact_reader(tmp_path: Path, kind: str) -> None:
    cells = dict.fromkeys(range(3, 20), USUAL["a number"]) | {12: UNUSUAL[kind]}
    rows = "".join(f'<row r="{n}">{cell.format(f"C{n}")}</row>' for n, cell in cells.items())
    assert is_declined(book(tmp_path, rows))


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEETS = {
    "rows that are not in order": '<row r="2"><c r="A2"><v>2</v></c></row>' + ONE,
    "a row twice": ONE + ONE,
    "a cell twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "a cell twice, with a gap": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
    '<row r="3"><c r="A3"><v>2</v></c></row>',
    "a cell twice, written in two ways": '<row r="1"><c r="A1"><v>1</v></c><c r="A1" t="str"><v>2</v></c></row>',
    "a cell in another row": '<row r="1"><c r="A2"><v>1</v></c></row>',
    "a cell with a longer number": '<row r="1"><c r="A11"><v>1</v></c></row>',
    "a row that does not end": ONE.removesuffix("</row>"),
    "an empty row that ends": '<row r="1"/></row>',
    "something between the rows": ONE + "<!-- --> " + '<row r="2"><c r="A2"><v>2</v></c></row>',
    "something before the rows": "<x/>" + ONE,
    "a column beyond the last": '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
    "a row beyond the last": '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
    "no rows at all": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    "rows without a prefix where the sheet has one": f'<x:worksheet xmlns:x="{MAIN}" xmlns="urn:x"><x:sheetData>{ONE}</x:sheetData></x:worksheet>',
    "a row in another namespace": '<row r="1" xmlns="urn:x"><c r="A1"><v>1</v></c></row>',
    "a row with two numbers": '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
    "a second set of rows": sheet(ONE, after="<sheetData/>"),
    "rows of a foreign sheet": f'<worksheet xmlns="urn:x"><sheetData>{ONE}</sheetData></worksheet>',
    "a comment before the rows": sheet(ONE, before="<!-- <sheetData> -->"),
    "a comment after the rows": sheet(ONE, after="<!-- </sheetData> -->"),
    "another encoding": '<?xml version="1.0" encoding="iso-8859-1"?>' + sheet(ONE),
    "a row that does not begin": sheet('3" ><c r="A3"><v>1</v></c></row>'),
    "a merge in a comment": sheet(ONE, after='<!-- <mergeCell ref="A1:B2"/> -->'),
    "a merge outside the sheet": sheet(ONE, after='<mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>'),
    "a hundred ways of writing": "".join(
        f'<row r="{n}"><c r="A{n}" s="{n}"/></row>' for n in range(1, 300)
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SHEETS)
def test_an_unusual_sheet_is_left_to_the_exact_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(rows_module, "_BATCH", 1 << 20)
    assert is_declined(book(tmp_path, SHEETS[kind]))


@pytest.mark.parametrize(
    "strings",
    ["<si><r><t>a</t></r></si>", "<si/>", "<si></si>", '<si><t>a</t><phoneticPr fontId="1"/></si>', "<si><t/></si>"],
)
def test_shared_texts_written_in_any_way_are_read_with_the_sheet(tmp_path: Path, strings: str) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 3}</v></c></row>' for n in range(1, 5))
    assert is_read_fast(book(tmp_path, rows, strings=f"<si><t>först</t></si>{strings}<si><t>sist</t></si>"))


def test_a_shared_text_that_is_not_there_leaves_the_sheet_to_the_exact_reader(tmp_path: Path) -> None:
    assert is_declined(book(tmp_path, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=""))


def test_the_days_of_1904_are_read(tmp_path: Path) -> None:
    part = workbook(before='<workbookPr date1904="1"/>')
    path = book(tmp_path, '<row r="1"><c r="A1" s="2"><v>44701</v></c></row>', **{"xl/workbook.xml": part})
    assert is_read_fast(path)
    assert WorkbookFile(path).read_sheet("Blad").grid == [[date(2026, 5, 21)]]


def test_a_sheet_with_a_prefix_is_read(tmp_path: Path) -> None:
    rows = '<x:row r="1"><x:c r="A1"><x:f>1</x:f><x:v>1</x:v></x:c></x:row>'
    path = book(tmp_path, f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>')
    assert is_read_fast(path)


@pytest.mark.parametrize("large", [0, 1 << 30])
def test_only_a_large_sheet_is_read_fast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    monkeypatch.setattr(reader, "LARGE", large)
    package = Package(book(tmp_path, ONE))
    assert isinstance(SheetReader(package).read(package.sheets[0]).grid, ColumnGrid) == (large == 0)


def test_a_workbook_without_styles_or_shared_texts_is_read(tmp_path: Path) -> None:
    assert is_read_fast(pack(tmp_path / "bok.xlsx", parts('<row r="1"><c r="A1" s="3"><v>1</v></c></row>')))


def test_a_damaged_part_is_an_error(tmp_path: Path) -> None:
    path = book(tmp_path, ONE)
    content = path.read_bytes()
    at = content.index(SHEET.encode()) + len(SHEET) + 4
    path.write_bytes(content[:at] + b"\xff\xff\xff" + content[at + 3 :])
    with pytest.raises(BadInput):
        WorkbookFile(path).read_sheet("Blad")


# Whatever the cells contain


CELLS = st.sampled_from([*USUAL.values(), *USUAL.values(), *USUAL.values(), ""] * 8 + [*UNUSUAL.values()])
COLUMNS = ("A", "B", "C", "Z", "AA", "AB", "BA")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(rows=st.dictionaries(st.integers(1, 60), st.lists(CELLS, min_size=1, max_size=len(COLUMNS)), max_size=30))
def test_whatever_cells_a_sheet_has_they_mean_what_the_exact_reader_reads(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[int, list[str]]
) -> None:
    text = "".join(
        f'<row r="{n}" ht="15">'
        + "".join(cell.format(f"{c}{n}") for c, cell in zip(COLUMNS, cells, strict=False))
        + "</row>"
        for n, cells in sorted(rows.items())
    )
    path = book(tmp_path_factory.mktemp("x"), text)
    if not is_declined(path):
        is_read_fast(path)


RICH = CellRichText("Lokal", TextBlock(InlineFont(b=True), "hyra"))
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
VALUES = st.one_of(
    st.none(), TEXT, st.sampled_from([" a ", "a\nb", "a & b", "_x0041_", "<b>", "#N/A", "=A1", "=1+1", "\u00a0", RICH]),
    st.booleans(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)),
    st.times(), st.timedeltas(timedelta(0), timedelta(days=40)),
)  # fmt: skip
PLAIN = st.one_of(
    st.none(), TEXT.filter(lambda text: not text.startswith("=")), st.integers(0, 10**6), st.dates(date(2000, 1, 1))
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(rows=st.one_of(*(st.lists(st.lists(kind, max_size=5), max_size=12) for kind in (VALUES, PLAIN))))
def test_what_openpyxl_writes_is_read_as_the_exact_reader_reads_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]
) -> None:
    path = tmp_path_factory.mktemp("x") / "bok.xlsx"
    written = openpyxl.Workbook()
    written.active.title = "Blad"
    for row in rows:
        written.active.append([_short(value) for value in row])
    written.active.merge_cells("H1:I2")
    written.save(path)
    if not is_declined(path):
        is_read_fast(path)


def _short(value: Any) -> Any:
    return value.replace(microsecond=0) if isinstance(value, (datetime, time)) else value


# The libraries that write workbooks


ROWS: list[list[Any]] = [["Id", "Dag", "Belopp", "Klar"]] + [
    [f"A-{n}", date(2026, 5, 1) + timedelta(n), n / 4, bool(n % 2)] for n in range(50)
]


def by_openpyxl(path: Path, **options: bool) -> None:
    written = openpyxl.Workbook(**options)
    page = written.create_sheet("Blad") if options else written.active
    page.title = "Blad"
    for row in ROWS:
        page.append(row)
    written.save(path)


def by_xlsxwriter(path: Path, **options: Any) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", **options}) as written:
        page = written.add_worksheet("Blad")
        for number, row in enumerate(ROWS):
            page.write_row(number, 0, row)


@pytest.mark.parametrize(
    "write",
    [
        by_openpyxl,
        lambda path: by_openpyxl(path, write_only=True),
        by_xlsxwriter,
        lambda path: by_xlsxwriter(path, constant_memory=True),
    ],
)
def test_a_plain_table_of_the_libraries_is_read_the_quick_way(tmp_path: Path, write: Callable[[Path], None]) -> None:
    write(tmp_path / "bok.xlsx")
    assert is_read_fast(tmp_path / "bok.xlsx")


def test_a_workbook_made_from_the_template_is_read_the_quick_way(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "bok.xlsx", decision=app.pick_decision(None), example=True)
    names = ("Beslut", "Tilldelning", "Insatser", "Avrop", "Omfördelning", "Utfall", "Prognos", "Inställningar")
    assert all(is_read_fast(tmp_path / "bok.xlsx", name) for name in names)


# Elsewhere


def test_the_workings_of_a_sheet_are_the_same_without_its_rows(tmp_path: Path) -> None:
    path = book(tmp_path, sheet(ONE, before='<cols><col min="2" max="3" hidden="1"/></cols>'))
    package, found = Package(path), read_fast(path)
    assert found
    assert found.xml_without_rows
    assert read_workings(package, package.sheets[0], found.xml_without_rows) == read_workings(
        package, package.sheets[0]
    )


@pytest.mark.parametrize(
    "row", ['<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>', '<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>']
)
def test_a_sheet_with_hidden_rows_or_formulas_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    monkeypatch.setattr(reader, "LARGE", 0)
    opened = WorkbookFile(book(tmp_path, row))
    opened.read_sheet("Blad")
    workings = opened.read_workings("Blad")
    assert workings.hidden_rows == [1] or list(workings.formulas)


def collected() -> Iterator[Path]:
    return iter(sorted((*SHARED.glob("workbooks/**/*.xls[xm]"), *SHARED.glob("cases/*.xls[xm]"))))


def test_every_sheet_of_the_collections_is_read_as_the_exact_reader_reads_it() -> None:
    if not SHARED.exists():
        pytest.skip("the collections ../shared/workbooks and ../shared/cases are not here")
    read = 0
    for path in collected():
        try:
            names = WorkbookFile(path).sheets
        except BadInput:
            continue
        for name in names:
            try:
                read += is_read_fast(path, name)
            except BadInput:  # a part is damaged
                continue
    assert read > 150


@pytest.mark.parametrize(("width", "height", "declined"), [(1_100, 3, True), (900, 3, False), (1_100, 100, False)])
def test_a_few_very_wide_rows_are_left_to_the_exact_reader_which_is_quicker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, height: int, declined: bool
) -> None:
    monkeypatch.setattr(rows_module, "_BATCH", 1 << 24)
    line = [f"{column_letters(column)}{{0}}" for column in range(1, width + 1)]
    cells = "".join(f'<c r="{name}"><v>1</v></c>' for name in line)
    path = pack(
        tmp_path / "bok.xlsx", parts("".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(1, height + 1)))
    )
    assert (read_fast(path) is None) == declined
