"""The workbook as bytes that depend on its content alone, so that a committed template can be compared with a new build byte for byte.

Parts in alphabetical order, one fixed time, nothing compressed.  Also changed is what openpyxl writes in a way that strict readers
reject or Excel itself would not: texts move to the shared strings, the properties of fonts get the schema's order, and the chart its
alternative text.
"""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lxml import etree
from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from xl_kraftsamling.writing.template.texts import CHART_ALT, CHART_NAME

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FONT = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
         "charset", "scheme")  # fmt: skip  # the order of CT_Font (ECMA-376 part 1, 18.8.22)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>xl_kraftsamling</Application></Properties>"
)  # openpyxl names its own version here
_STRINGS = "xl/sharedStrings.xml"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def pack_workbook(book: Workbook) -> bytes:
    """The bytes of a workbook; the same content always gives the same bytes."""
    parts = _write_parts(book)
    roots = {name: etree.fromstring(part) for name, part in sorted(parts.items())}
    roots[_STRINGS] = _share_strings(roots)
    _order_fonts(roots["xl/styles.xml"])
    _describe_chart(roots["xl/drawings/drawing1.xml"])
    roots["docProps/app.xml"] = etree.fromstring(_APP)
    archive = BytesIO()
    # stored, not compressed: two releases of zlib may compress the same text differently
    with ZipFile(archive, "w", ZIP_STORED) as target:
        for name, root in sorted(roots.items()):
            part = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            target.writestr(ZipInfo(name, _EPOCH), part)
    return archive.getvalue()


def _write_parts(book: Workbook) -> dict[str, bytes]:
    written = BytesIO()
    ExcelWriter(book, ZipFile(written, "w")).save()  # unlike Workbook.save it stamps no time
    with ZipFile(written) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _share_strings(roots: dict[str, etree._Element]) -> etree._Element:
    """Move the texts of the cells to a new part, and add it to the content types and relationships; returns its root."""
    numbers: dict[str, int] = {}  # in the order of first use, by sheet: no set, whose order may vary
    cells = [c for name, root in roots.items() if name.startswith("xl/worksheets/") for c in root.iter(f"{_MAIN}c")]
    for cell in cells:
        if cell.get("t") == "inlineStr":
            text = cell.findtext(f"{_MAIN}is/{_MAIN}t") or ""
            cell.remove(cell[0])
            cell.set("t", "s")
            etree.SubElement(cell, f"{_MAIN}v").text = str(numbers.setdefault(text, len(numbers)))
    links, types = roots["xl/_rels/workbook.xml.rels"], roots["[Content_Types].xml"]
    etree.SubElement(
        links, f"{{{links.nsmap[None]}}}Relationship", Type=_STRINGS_LINK, Target=f"/{_STRINGS}", Id="rIdStrings"
    )
    etree.SubElement(types, f"{{{types.nsmap[None]}}}Override", PartName=f"/{_STRINGS}", ContentType=_STRINGS_TYPE)
    shared = etree.fromstring(f'<sst xmlns="{_MAIN[1:-1]}" uniqueCount="{len(numbers)}"/>')
    for text in numbers:
        etree.SubElement(etree.SubElement(shared, f"{_MAIN}si"), f"{_MAIN}t").text = text
    return shared


def _order_fonts(style: etree._Element) -> None:
    for font in style.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda part: _FONT.index(etree.QName(part).localname))


def _describe_chart(drawing: etree._Element) -> None:
    frame = next(element for element in drawing.iter() if etree.QName(element).localname == "cNvPr")
    frame.set("name", CHART_NAME)
    frame.set("descr", CHART_ALT)
