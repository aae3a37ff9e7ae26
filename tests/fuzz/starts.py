"""The workbooks that the fuzzer starts from: right ones, the smallest there are, some made here, and a corpus of real ones."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from fuzz.markup import Tokens, split_markup
from fuzz.packages import deflate_part, unpack_parts
from support import build_xlsx, rule_pages

MAX_START = 30_000
"""Bytes of a workbook to start from: what is small is tried often."""

_ROWS = (
    '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46132</v></c><c r="C1"><f>SUM(A1:B1)</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2*2</f><v>2</v></c><c r="B2" t="inlineStr"><is><t>text</t></is></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>4</v></c><c r="B3" t="e"><v>#REF!</v></c><c r="C3" t="b"><v>1</v></c></row>'
    '<row><c t="str"><f>"x"</f><v>x</v></c><c/></row>'
)
_AFTER = (
    '<mergeCells count="1"><mergeCell ref="D1:E2"/></mergeCells><conditionalFormatting sqref="A1:A3"><cfRule type="expression" priority="1">'
    '<formula>A1&gt;0</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="B6:B7">'
    '<formula1>"ja"</formula1></dataValidation></dataValidations><tableParts count="1"><tablePart r:id="t1"/></tableParts>'
)
_TABLE = (
    f'<table xmlns="{build_xlsx.MAIN}" id="1" name="T" displayName="T" ref="A5:B8" totalsRowCount="1"><autoFilter ref="A5:B7"/>'
    '<tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"/></tableColumns></table>'
)
_STRINGS = f'<sst xmlns="{build_xlsx.MAIN}" count="1" uniqueCount="1"><si><t>Belopp</t></si></sst>'
_STYLES = (
    f'<styleSheet xmlns="{build_xlsx.MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy"/></numFmts>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
_NAMES = '<definedNames><definedName name="N">Blad!$A$6:$A$7</definedName></definedNames><calcPr calcId="1"/>'


class Start:
    """A workbook that is right: `parts` as they are packed, `xml` those that can be taken apart."""

    def __init__(self, content: dict[str, bytes], *, canonical: bool = False) -> None:
        """Take the parts of a workbook; `canonical` is whether it is laid out like the template."""
        self.content, self.canonical = content, canonical
        self.parts = [deflate_part(name, data) for name, data in content.items()]
        xml = [at for at, name in enumerate(content) if name.endswith((".xml", ".rels"))]
        # Sheets and tables are where most is read and written: they are chosen more often.
        self.xml = (
            xml
            + 4 * [at for at in xml if "sheet" in self.parts[at].name]
            + 2 * [at for at in xml if "table" in self.parts[at].name]
        )

    @cached_property
    def pieces(self) -> dict[int, Tokens]:
        """The XML parts taken apart, by their position."""
        return {at: split_markup(self.content[self.parts[at].name]) for at in set(self.xml)}


def build_tiny() -> Iterator[dict[str, bytes]]:
    """The smallest workbook there is, and twice one with a little of everything: there is more in it to change."""
    rich = build_xlsx.parts(_ROWS, _AFTER) | {
        build_xlsx.WORKBOOK: build_xlsx.workbook(after=_NAMES),
        build_xlsx.LINKS: build_xlsx.links(
            r1="worksheet worksheets/sheet1.xml", r2="sharedStrings sharedStrings.xml", r3="styles styles.xml"
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": build_xlsx.links(t1="table ../tables/table1.xml"),
        "xl/tables/table1.xml": _TABLE,
        "xl/sharedStrings.xml": _STRINGS,
        "xl/styles.xml": _STYLES,
        "[Content_Types].xml": build_xlsx.TYPES.replace("</Types>", _MORE_TYPES + "</Types>"),
    }
    for content in (build_xlsx.parts(), rich, rich):
        yield {name: data.encode() if isinstance(data, str) else data for name, data in content.items()}


_MORE_TYPES = (
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def build_rich() -> Iterator[Start]:
    """A workbook like the template, and one with much that can follow a table's rows."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        rule_pages.write(rule_pages.book_with(_EXAMPLE), path)
        yield Start(unpack_parts(path), canonical=True)
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("Blad")
            page.add_table(
                "B2:C5",
                {
                    "name": "T",
                    "total_row": True,
                    "columns": [{"header": "a"}, {"header": "b", "total_function": "sum"}],
                },
            )
            page.conditional_format("C3:C4", {"type": "data_bar", "data_bar_2010": True})
            page.write_comment("B3", "note")
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=Blad!$C$3:$C$4"})
            page.insert_chart("F1", chart)
        yield Start(unpack_parts(path))


def find_small(folder: Path) -> list[Path]:
    """The workbooks of a folder that are small enough to be tried often."""
    return [path for path in sorted(folder.glob("*.xl[st]*")) if path.stat().st_size <= MAX_START]


_EXAMPLE = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | "75 000" | utbetalt |
| A-2 | 2026-07-01 | fritidsnämnden | I-03 | 40 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-06-01 | kulturnämnden | fritidsnämnden | 75 000 | bokförd |
"""
