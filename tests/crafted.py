"""Workbooks put together part by part, so that each can be wrong or unusual in one way."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

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
    """The workbook's own part."""
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
