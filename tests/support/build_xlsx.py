"""Builds workbooks part by part, so that each can be wrong or unusual in one way, and reads what became of them."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from python_calamine import CalamineWorkbook

from xl_kraftsamling.xlsx.edit import CellValue, Edit
from xl_kraftsamling.xlsx.grid import parse_cell

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
WORKBOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"


def links(**targets: str) -> str:
    """Relationships by id, each "kind target"."""
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in ((name, text.split()) for name, text in targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def workbook(sheets: str = '<sheet name="Blad" sheetId="1" r:id="r1"/>', before: str = "", after: str = "") -> str:
    """The part of the workbook itself."""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{sheets}</sheets>{after}</workbook>'


def sheet(rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>', after: str = "", before: str = "") -> str:
    """A worksheet."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>', after: str = "") -> dict[str, str | bytes]:
    """The parts of the smallest workbook there is, with one sheet, Blad."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": links(r1="officeDocument xl/workbook.xml"),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": links(r1="worksheet worksheets/sheet1.xml"),
        SHEET: sheet(rows, after),
    }


def pack(path: Path, content: Mapping[str, str | bytes]) -> Path:
    """Write the parts as a workbook."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def build_workbook(folder: Path, rows: str = ONE, after: str = "") -> Path:
    """A workbook with one sheet, Blad, of which these are the rows."""
    return pack(folder / "bok.xlsx", parts(rows, after))


def edit_copy(source: Path, cells: dict[str, CellValue], *, force: bool = False) -> Path:
    """A copy of a workbook with some cells of its sheet Blad set."""
    edit = Edit(source, force=force)
    for cell, value in cells.items():
        edit.set("Blad", cell, value)
    edit.save(source.with_name("kopia.xlsx"), overwrite=True)
    return source.with_name("kopia.xlsx")


def unpack(path: Path) -> dict[str, bytes]:
    """The unpacked parts of a workbook."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def find_changed_parts(before: Path, after: Path) -> set[str]:
    """The parts that differ or are missing."""
    old, new = unpack(before), unpack(after)
    return {name for name in old | new if old.get(name) != new.get(name)}


def read_rows_xml(path: Path) -> str:
    """The rows of the sheet Blad as XML."""
    return re.sub(r".*<sheetData>|</sheetData>.*", "", unpack(path)[SHEET].decode(), flags=re.DOTALL)


def read_with_openpyxl(path: Path, name: str, *cells: str) -> list[Any]:
    page = openpyxl.load_workbook(path, data_only=True)[name]
    return [page[cell].value for cell in cells]


def read_with_calamine(path: Path, name: str, *cells: str) -> list[Any]:
    grid = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [grid[row - 1][column - 1] for row, column in map(parse_cell, cells)]


CellReader = Callable[..., list[Any]]
READERS: tuple[CellReader, ...] = (read_with_openpyxl, read_with_calamine)


FORMULAS = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f><v>4</v></c></row>'


def build_with_calculation_chain(folder: Path) -> Path:
    """A workbook with formulas and the order that Excel calculates them in."""
    override = '<Override PartName="/xl/calcChain.xml" ContentType="x.calcChain+xml"/></Types>'
    content = parts(FORMULAS) | {
        "[Content_Types].xml": TYPES.replace("</Types>", override),
        WORKBOOK: workbook(after="<definedNames/><calcPr calcId='1'/>"),
        LINKS: links(r1="worksheet worksheets/sheet1.xml", r2="calcChain calcChain.xml"),
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>',
    }
    return pack(folder / "bok.xlsx", content)
