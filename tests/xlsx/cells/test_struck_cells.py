"""Cells that are struck through by their font or in a part of their text."""

from pathlib import Path

import pytest

from support.build_xlsx import MAIN, TYPES, links, pack, parts
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.cells.struck_cells import read_struck_cells
from xl_kraftsamling.xlsx.package import Package

FONTS = '<font/><font><strike/></font><font><strike val="0"/></font><font><strike val="false"/></font><font><strike val="1"/></font>'
STYLES = "".join(f'<xf fontId="{number}"/>' for number in range(5))
STRINGS = '<si><t>hel</t></si><si><r><rPr><strike/></rPr><t>75 tkr</t></r><r><t>80 tkr</t></r></si><si><r><rPr><strike val="0"/></rPr><t>5</t></r></si>'


def read(folder: Path, rows: str, *, in_texts: bool = True, fonts: str = FONTS, strings: str = STRINGS) -> set[tuple[int, int]]:
    """The struck cells of a workbook with these rows."""
    content = parts(rows)
    content["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}"><fonts>{fonts}</fonts><cellXfs>{STYLES}</cellXfs></styleSheet>'
    content["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    content["xl/_rels/workbook.xml.rels"] = links(
        r1="worksheet worksheets/sheet1.xml", r2="styles styles.xml", r3="sharedStrings sharedStrings.xml"
    )
    more = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{name}+xml"/>'
        for name in ("styles", "sharedStrings")
    )
    content["[Content_Types].xml"] = TYPES.replace("</Types>", f"{more}</Types>")
    package = Package(pack(folder / "bok.xlsx", content))
    return {*read_struck_cells(package, package.sheets[0], in_texts=in_texts)}


@pytest.mark.parametrize(("rows", "struck"), [
    ('<row r="1"><c r="A1" s="1"><v>5</v></c><c r="B1" s="0"><v>5</v></c><c r="C1" s="4"/></row>', {(1, 1), (1, 3)}),
    ('<row r="1"><c r="A1" s="2"><v>5</v></c><c r="B1" s="3"><v>5</v></c></row>', set()),
    ('<row><c s="1"/><c/></row><row><c/><c s="1"/></row>', {(1, 1), (2, 2)}),
    ('<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c><c r="D3"><v>1</v></c></row>', {(3, 2)}),
    ('<row r="1"><c r="B1" t="inlineStr"><is><r><rPr><strike/></rPr><t>5</t></r></is></c></row>', {(1, 2)}),
])  # fmt: skip
def test_a_cell_is_struck_by_its_font_or_in_a_part_of_its_text(rows: str, struck: set[tuple[int, int]], tmp_path: Path) -> None:
    assert read(tmp_path, rows) == struck


def test_texts_are_looked_at_only_where_they_matter(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>1</v></c></row>'
    assert read(tmp_path, rows, in_texts=False, fonts="<font/>") == set()
    assert read(tmp_path, rows, in_texts=True, fonts="<font/>") == {(1, 1)}


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        read(tmp_path, '<row r="1"><c r="nowhere" s="1"/></row>')
    with pytest.raises(BadInput, match="sharedStrings"):
        read(tmp_path, '<row r="1"><c r="A1"/></row>', strings="<si><strike></si>")
