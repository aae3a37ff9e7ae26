"""Word documents as an office has them, to be used as templates: with a letterhead of its own, and as somebody who means harm makes them."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile
from zlib import compress, crc32

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

ALT_TEXT = "Stadens vapen"
LETTERHEAD = "Hamnköpings stad"
BLUE = RGBColor(0x1D, 0x4F, 0x91)


def make_office_document(*paragraphs: str) -> Document:
    """A document of an office in Swedish: its letterhead with a picture, its footer with the page, its styles, and paragraphs of text."""
    document = docx.Document()
    _name_in_swedish(document)
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin, section.right_margin = Mm(210), Mm(297), Mm(45), Mm(25)
    header = section.header.paragraphs[0]
    header.add_run().add_picture(BytesIO(_make_png()), width=Mm(12))
    header._p.xpath(".//wp:docPr")[0].set("descr", ALT_TEXT)
    header.add_run(f"\t\t{LETTERHEAD}")
    footer = section.footer.paragraphs[0]
    footer.add_run("Stadskontoret · Sida ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    for name, size in (("Normal", 12), ("Body Text", 12), ("Heading 1", 15), ("Heading 2", 12), ("Title", 20)):
        style = document.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        if name.startswith(("Heading", "Title")):
            style.font.color.rgb = BLUE
    for text in paragraphs:
        document.add_paragraph(text, style="Body Text")
    document.core_properties.author = "Någon Handläggare"
    document.core_properties.last_modified_by = "Någon Annan"
    return document


def _name_in_swedish(document: Document) -> None:
    """Give the styles the ids that Word in Swedish gives them; their names are the same in every language."""
    ids = {"Heading1": "Rubrik1", "Heading2": "Rubrik2", "BodyText": "Brdtext", "Title": "Rubrik", "ListBullet": "Punktlista", "Caption": "Beskrivning"}
    for element in document.styles.element.iter():
        for name in (qn("w:styleId"), qn("w:val")):
            if element.get(name) in ids and (name == qn("w:styleId") or element.tag in (qn("w:basedOn"), qn("w:next"), qn("w:link"))):
                element.set(name, ids[element.get(name)])


def _make_png() -> bytes:
    """A picture of 24 × 24 points in one colour."""
    rows = b"".join(b"\0" + bytes(BLUE) * 24 for _ in range(24))
    chunks = ((b"IHDR", pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0)), (b"IDAT", compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data)) for kind, data in chunks)


def remove_styles(document: Document, *names: str) -> None:
    """Take styles out of a document, as an office that has tidied up."""
    for name in names:
        document.styles[name].delete()


def remove_table_styles(document: Document) -> None:
    for style in [each for each in document.styles if each.type in (WD_STYLE_TYPE.TABLE, WD_STYLE_TYPE.LIST)]:
        style.delete()


def wrap_in_control(document: Document, tag: str, *texts: str) -> None:
    """Add a content control with a tag and some paragraphs."""
    control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent/></w:sdt>')
    for text in texts:
        control[1].append(document.add_paragraph(text)._p)
    document.element.body.sectPr.addprevious(control)


def add_field(document: Document, *pieces: str) -> None:
    """Add a field whose instruction is cut into pieces."""
    run = document.add_paragraph().add_run()
    for kind, text in (("begin", ""), *(("", piece) for piece in pieces), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._r.append(element)


def save(document: Document, path: Path) -> Path:
    document.save(str(path))
    return path


def rewrite(path: Path, changes: Mapping[str, bytes | None], target: Path, *, twice: Iterable[str] = ()) -> Path:
    """A copy of a file with some parts changed or, where they are None, left out; some of them are there twice."""
    with ZipFile(path) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        parts = {name: source.read(name) for name in source.namelist()} | dict(changes)
        for name, data in parts.items():
            if data is not None:
                copy.writestr(name, data)
    for name in twice:
        with ZipFile(target, "a") as copy:
            copy.writestr(name, b"<a/>")
    return target


def read_part(path: Path, name: str) -> bytes:
    with ZipFile(path) as source:
        return source.read(name)
