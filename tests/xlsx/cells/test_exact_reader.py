"""The exact reader reads any XML as XML and the specification say, and refuses what could be read in two ways."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.build_xlsx import LINKS, MAIN, SHEET, links, pack, parts, read_with_openpyxl, sheet, workbook
from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.cells.exact_reader import SheetParser
from xl_kraftsamling.xlsx.cells.reader import SheetReader, SheetValues
from xl_kraftsamling.xlsx.cells.values import CellValues
from xl_kraftsamling.xlsx.package import Package

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def read(folder: Path, sheet_xml: str | bytes, strings: str = "<si><t>text</t></si>") -> SheetValues:
    """A sheet, of a workbook with these shared strings."""
    content = parts() | {
        SHEET: sheet_xml,
        LINKS: links(r1="worksheet worksheets/sheet1.xml", r2="sharedStrings sharedStrings.xml"),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    package = Package(pack(folder / "bok.xlsx", content))
    return SheetReader(package).read(package.sheets[0])


def read_row(folder: Path, cells: str) -> list[Any]:
    """The values of a row."""
    return list(read(folder, sheet(f'<row r="1">{cells}</row>')).grid[0])


ROWS = (
    '<row r="2"><c r="B2" s="1" t="s"><v>0</v></c><c r="C2" t="e"><v>#REF!</v></c><c r="ZZ2" s="9"/></row>'
    '<row r="3"><c r="A3"><f>A1+1</f></c><c r="B3"><f>A1</f><v>4</v></c><c r="D3" t="str"><f>""</f><v></v></c></row>'
    '<row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E4" t="inlineStr"><is><t>hej</t></is></c></row>'
    '<row r="500" ht="20"/>'
)
MERGES = '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'
GRID = [
    ["", "", "", "", ""],
    ["", "text", NoValue("#REF!"), "", ""],
    [UNVALUED_FORMULA, 4.0, "", "", ""],
    [NoValue("#DIV/0!"), "", "", "", "hej"],
]


def prefixed(text: str) -> str:
    return text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")


SPELLINGS = {
    "plainly": lambda text: text,
    "with single quotes": lambda text: text.replace('"', "'"),
    "with spaces around the equals signs": lambda text: text.replace('="', ' = "').replace("''", '""'),
    "with line breaks in the tags": lambda text: text.replace(" r=", "\n\tr=").replace("/>", "\n/>"),
    "with a prefix": prefixed,
    "strict": lambda text: text.replace(MAIN, STRICT),
    "with a declaration and a mark": lambda text: '\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n' + text,
    "with other attributes first": lambda text: text.replace('<c r="B2" s="1" t="s">', '<c s="1" t="s" r="B2">'),
    "with unknown attributes": lambda text: text.replace(' t="', ' cm="1" vm="2" t="'),
    "with comments": lambda text: text.replace("<v>", "<v><!-- 7 -->").replace("<row", "<!-- <c r='XFD9'> --><row"),
    "with CDATA": lambda text: text.replace("#REF!", "<![CDATA[#REF!]]>").replace("<v>4", "<v><![CDATA[4]]>"),
    "with white space": lambda text: text.replace("><", ">\n  <").replace("<v>\n  </v>", "<v></v>"),
    "with character references": lambda text: text.replace('t="e"', 't="&#101;"').replace("#REF!", "&#x23;REF!").replace("<v>4", "<v>&#52;"),
    "with lower case addresses": lambda text: text.replace('r="C2"', 'r="c2"'),
    "without row numbers": lambda text: text.replace(' r="3"', "").replace(' r="500"', ""),
    "without the number of a first row": lambda text: text.replace('<row r="2">', "<row>"),
    "without cell addresses": lambda text: text.replace(' r="A3"', "").replace(' r="B3"', "").replace(' r="A4"', ""),
    "with rows in another order": lambda text: text.replace('<row r="500" ht="20"/>', "").replace("<sheetData>", '<sheetData><row r="500"/>'),
    "with what other programs add": lambda text: text.replace("</c></row>", '<extLst><ext><v xmlns="urn:x">9</v></ext></extLst></c></row>'),
}  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_sheet_has_the_same_values_however_it_is_spelled(tmp_path: Path, spelling: str) -> None:
    found = read(tmp_path, SPELLINGS[spelling](sheet(ROWS, MERGES)))
    assert found.grid == GRID
    assert list(found.merges) == [(1, 1, 1, 3)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_a_sheet_has_the_same_values_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-le").removesuffix("-be")}"?>'
    text = declared + sheet(ROWS.replace("hej", "på"), MERGES)
    assert read(tmp_path, text.encode(encoding)).grid[3][4] == "på"


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        read(tmp_path, '<?xml version="1.0" encoding="iso-8859-99"?>' + sheet(ROWS))


def test_an_empty_sheet_has_no_cells(tmp_path: Path) -> None:
    assert read(tmp_path, f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>').grid == []
    assert read(tmp_path, sheet('<row r="9"><c r="C9" s="1"/><c r="D9"><v></v></c></row>')).grid == []


def test_elements_elsewhere_are_no_cells(tmp_path: Path) -> None:
    after = (
        "<conditionalFormatting><cfRule><formula>1</formula></cfRule></conditionalFormatting><extLst><ext><f>1</f><v>2</v>"
        '<x:row xmlns:x="urn:x" r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></ext></extLst>'
    )
    assert read(tmp_path, sheet('<row><c r="A1" s="4"/></row>', after)).grid == []


CELLS = {
    '<c t="inlineStr"><is><t> a </t></is></c>': "a",
    '<c t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>': " a ",
    '<c t="inlineStr"><is><r><rPr><b/></rPr><t>Lokal</t></r><r><t>hyra</t></r><rPh sb="0" eb="1"><t>X</t></rPh><phoneticPr fontId="1"/></is></c>': "Lokalhyra",
    '<c t="inlineStr"><is/></c>': "",
    '<c t="inlineStr"><is><t>a_x000D_b</t></is></c>': "a\rb",
    '<c t="str"><v xml:space="preserve"> a </v></c>': " a ",
    "<c><v>9&#48;00000</v></c>": 9000000.0,
    "<c><v>9<!-- 1 -->000000</v></c>": 9000000.0,
    "<c><v>9<?x y?>00</v></c>": 900.0,
    "<c><v><![CDATA[9]]>00</v></c>": 900.0,
    "<c><v>1,5</v></c>": "1,5",
    '<c t="e"><v>#SPILL!</v></c>': NoValue("#SPILL!"),
    "<c><f>1</f><v/></c>": UNVALUED_FORMULA,
    '<c t="b"><f>1</f></c>': UNVALUED_FORMULA,
    "<c><v>5</v><f>1</f></c>": 5.0,
}  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_has_the_value_that_its_xml_says(tmp_path: Path, cell: str) -> None:
    assert read_row(tmp_path, cell + "<c><v>1</v></c>") == [CELLS[cell], 1.0]


STRINGS = {
    "<si/>": "", "<si></si>": "", "<si><t/></si>": "", "<si><t>a</t></si>": "a", "<si><t> a </t></si>": "a",
    "<si><r><t>Lokal</t></r><r><rPr><b/></rPr><t xml:space='preserve'> hyra</t></r></si>": "Lokal hyra",
    '<si><t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/></si>': "課", "<si><t>a&amp;b<![CDATA[<c>]]></t></si>": "a&b<c>",
    "<si><t>a_x000D__x000A_b</t></si>": "a\r\nb", "<!-- <si/> --><si><t>b</t></si>": "b",
}  # fmt: skip


@pytest.mark.parametrize("string", STRINGS)
def test_every_shared_string_counts_and_is_what_its_xml_says(tmp_path: Path, string: str) -> None:
    row = sheet('<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>')
    found = read(tmp_path, row, f"<si><t>före</t></si>{string}<si><t>efter</t></si>")
    assert list(found.grid[0]) == ["före", STRINGS[string], "efter"]


@pytest.mark.parametrize("strings", ["<si><x/></si>", "<si><t>a</t><t>b</t></si>", '<x:si xmlns:x="urn:x"><t>a</t></x:si>', '<si><t xmlns="urn:x">a</t></si>', "<row/>"])
def test_shared_strings_with_anything_else_among_them_are_refused(tmp_path: Path, strings: str) -> None:
    with pytest.raises(BadInput, match="sharedStrings"):
        read(tmp_path, sheet('<row r="1"><c t="s"><v>0</v></c></row>'), strings)


AMBIGUOUS = {
    "a value in another namespace": '<c r="A1"><x:v xmlns:x="urn:x">9</x:v><v>1</v></c>',
    "a value in no namespace": '<c r="A1"><v xmlns="">9</v><v>1</v></c>',
    "a cell in another namespace": '<x:c xmlns:x="urn:x" r="A1"><x:v>9</x:v></x:c>',
    "two values": '<c r="A1"><v>1</v><v>2</v></c>',
    "two formulas": '<c r="A1"><f>1</f><f>2</f><v>2</v></c>',
    "a text in two elements": '<c r="A1" t="inlineStr"><is><t>1</t><t>2</t></is></c>',
    "a run with two texts": '<c r="A1" t="inlineStr"><is><r><t>1</t><t>2</t></r></is></c>',
    "two texts": '<c r="A1" t="inlineStr"><is><t>1</t></is><is><t>2</t></is></c>',
    "a text and a value": '<c r="A1" t="inlineStr"><is><t>1</t></is><v>2</v></c>',
    "a text that is said to be a number": '<c r="A1"><is><t>1</t></is></c>',
    "a value where a text should be": '<c r="A1" t="inlineStr"><v>2</v></c>',
    "a value within a value": '<c r="A1"><v>1<v>2</v></v></c>',
    "a cell twice": '<c r="A1"><v>1</v></c><c r="B1"/><c r="A1"><v>2</v></c>',
    "a cell in another row": '<c r="A2"><v>1</v></c>',
    "a row in a row": '<c r="A1"><v>1</v></c><row r="2"/>',
    "something unknown": "<y/>",
    "a choice between two": '<mc:AlternateContent xmlns:mc="urn:mc"><c r="A1"><v>1</v></c></mc:AlternateContent>',
}  # fmt: skip


@pytest.mark.parametrize("kind", AMBIGUOUS)
def test_what_readers_understand_in_different_ways_is_refused_with_its_sheet(tmp_path: Path, kind: str) -> None:
    with pytest.raises(BadInput, match="Blad"):
        read(tmp_path, sheet(f'<row r="1">{AMBIGUOUS[kind]}</row>'))


@pytest.mark.parametrize("after", ["<sheetData/>", '<row r="1"/>', '<c r="A1"/>', "<extLst><ext><sheetData/></ext></extLst>"])
def test_a_second_set_of_rows_is_refused(tmp_path: Path, after: str) -> None:
    with pytest.raises(BadInput, match="Blad"):
        read(tmp_path, sheet(after=after))


DAMAGED = {
    "a cell outside the sheet": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    "a cell after the last one": '<row r="1"><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>',
    "a row outside the sheet": '<row r="1048577"><c><v>1</v></c></row>',
    "no row": '<row r="0"/>',
    "a row of no number": '<row r="1_0"/>',
    "a cell of no address": '<row r="1"><c r="1A"><v>1</v></c></row>',
    "an address behind another": '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>',
    "a type that is none": '<row r="1"><c r="A1" t="x"><v>1</v></c></row>',
    "an empty type": '<row r="1"><c r="A1" t=""><v>1</v></c></row>',
    "a shared string that is not there": '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
    "an end without a beginning": "</row>",
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGED)
def test_what_makes_no_sense_is_damage(tmp_path: Path, kind: str) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        read(tmp_path, sheet(DAMAGED[kind]))


@pytest.mark.parametrize("text", ["<worksheet><sheetData>", "<workbook/>", '<worksheet xmlns="urn:x"><sheetData/></worksheet>', "<worksheet/>"])
def test_a_part_that_is_no_worksheet_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        read(tmp_path, text)


def test_a_merge_outside_the_sheet_is_damage(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        read(tmp_path, sheet(after='<mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>'))


def test_a_text_with_escapes_is_what_the_editor_wrote(tmp_path: Path) -> None:
    assert read_row(tmp_path, '<c r="A1" t="inlineStr"><is><t xml:space="preserve">_x005F_x000D_</t></is></c>') == ["_x000D_"]


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=9)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@given(st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 9)), NUMBERS | st.booleans(), max_size=20))
def test_cells_are_where_their_addresses_say(cells: dict[tuple[int, int], Any]) -> None:
    rows = ""
    for row in {row for row, _ in cells}:
        written = "".join(
            f'<c r="{"ABCDEFGHI"[column - 1]}{row}"' + (f' t="b"><v>{int(v)}</v></c>' if isinstance(v, bool) else f"><v>{v!r}</v></c>")
            for (number, column), v in cells.items() if number == row
        )  # fmt: skip
        rows += f'<row r="{row}">{written}</row>'
    parser = SheetParser(CellValues([], [], date1904=False))
    parser.parse(sheet(rows).encode())
    found = {(row, column): value for row, line in parser.rows.items() for column, value in enumerate(line, 1) if value is not None}
    assert found == cells


# The relationships decide which part is what


KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXT = sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
RIGHT, DECOY = (f'<sst xmlns="{MAIN}"><si><t>{word}</t></si></sst>' for word in ("rätt", "fel"))
WRONG = sheet('<row r="1"><c r="A1"><v>666</v></c></row>')
RELS = links(r1="worksheet worksheets/sheet1.xml", r2="sharedStrings sharedStrings.xml")
PLAIN = parts() | {SHEET: TEXT, LINKS: RELS, "xl/sharedStrings.xml": RIGHT}


def add_link(attributes: str) -> dict[str, str]:
    """The relationships with one more."""
    return {LINKS: RELS.replace("</Relationships>", f"<Relationship {attributes}/></Relationships>")}


OTHER_NAMES: dict[str, dict[str, str]] = {
    "other strings": {
        LINKS: links(r1="worksheet worksheets/sheet1.xml", r2="sharedStrings /xl/strings.xml"),
        "xl/strings.xml": RIGHT,
        "xl/sharedStrings.xml": DECOY,
    },
    "another sheet": {LINKS: RELS.replace("sheet1", "a"), "xl/worksheets/a.xml": TEXT, SHEET: WRONG},
    "another workbook": {
        "_rels/.rels": links(r1="officeDocument xl/workbook2.xml"),
        "xl/workbook2.xml": workbook(),
        "xl/_rels/workbook2.xml.rels": RELS,
        LINKS: links(r1="worksheet worksheets/decoy.xml"),
        "xl/worksheets/decoy.xml": WRONG,
    },
    "names in percents and another case": {
        LINKS: links(r1="worksheet worksheets/bl%C3%A5%20ett.xml", r2="sharedStrings SharedStrings.XML"),
        "xl/worksheets/blå ett.xml": TEXT,
        SHEET: WRONG,
    },
    "percents in a name": {LINKS: RELS.replace("sheet1", "b%31"), "xl/worksheets/b%31.xml": TEXT, SHEET: WRONG},
    "a link out of the file": add_link(f'Id="r9" Type="{KIND}/sharedStrings" Target="decoy.xml" TargetMode="External"')
    | {"xl/decoy.xml": DECOY},
    "a link of another type": add_link('Id="r9" Type="urn:x/sharedStrings" Target="decoy.xml"') | {"xl/decoy.xml": DECOY},
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHER_NAMES)
def test_the_relationships_decide_which_part_is_read(tmp_path: Path, kind: str) -> None:
    package = Package(pack(tmp_path / "bok.xlsx", PLAIN | OTHER_NAMES[kind]))
    assert SheetReader(package).read(package.sheets[0]).grid == [["rätt"]]


def test_openpyxl_reads_the_same_of_parts_by_other_names(tmp_path: Path) -> None:
    path = pack(tmp_path / "bok.xlsx", parts() | {SHEET: sheet('<row r="1"><c r="A1"><v>9&#48;0<!-- --></v></c></row>')})
    package = Package(path)
    assert read_with_openpyxl(path, "Blad", "A1") == list(SheetReader(package).read(package.sheets[0]).grid[0])


AMBIGUOUS_LINKS = {
    "two links of a name": links(r1="worksheet worksheets/sheet1.xml").replace("</Relationships>", f'<Relationship Id="r1" Type="{KIND}/worksheet" Target="b.xml"/></Relationships>'),
    "two sets of strings": links(r1="worksheet worksheets/sheet1.xml", r2="sharedStrings a.xml", r3="sharedStrings b.xml"),
    "two sets of styles": links(r1="worksheet worksheets/sheet1.xml", r2="styles a.xml", r3="styles b.xml"),
    "a link that may lead to two parts": links(r1="worksheet worksheets/sheet%31.xml"),
    "no link for a sheet": links(r9="worksheet worksheets/sheet1.xml"),
    "relationships of another kind": links(r1="worksheet worksheets/sheet1.xml").replace("package/2006", "package/2007"),
}  # fmt: skip


@pytest.mark.parametrize("kind", AMBIGUOUS_LINKS)
def test_relationships_that_can_be_understood_in_two_ways_are_refused(tmp_path: Path, kind: str) -> None:
    content = parts() | {LINKS: AMBIGUOUS_LINKS[kind], "xl/worksheets/sheet%31.xml": sheet()}
    with pytest.raises(BadInput, match="workbook"):
        Package(pack(tmp_path / "bok.xlsx", content))
