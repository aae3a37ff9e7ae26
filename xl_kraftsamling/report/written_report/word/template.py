"""An office's own document as a template, opened without trusting it.

What a document fetches from elsewhere when it is opened (linked pictures and objects,
DDE) is refused, since the report would carry it on to everybody who reads it; links to follow are no such thing.  The address of the
template that a document was made from, which Word would look up for every reader, is left out.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, cast
from xml.etree import ElementTree  # noqa: ICN001
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.report.written_report.word.elements import (
    Element,
    is_named,
    list_children,
)
from xl_kraftsamling.report.written_report.word.marks import find_mark
from xl_kraftsamling.xlsx.package.archive import Archive
from xl_kraftsamling.xlsx.package.not_a_workbook import explain_unreadable

_MOST_PARTS, _MOST_BYTES = 1_000, 64_000_000
_TYPES = "[Content_Types].xml"
_TEMPLATE, _DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HARMLESS = ("hyperlink", "attachedTemplate")
_FETCHING = re.compile(r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD)\b", re.IGNORECASE | re.MULTILINE)
"""The fields that fetch something, where an instruction begins."""

_NONE = Text("{file} finns inte. Kontrollera namnet och mappen.", "{file} does not exist. Check its name and folder.")
_NO_FILE = Text("{file} är ingen fil. Ange ett Word-dokument (.docx) efter --template.", "{file} is no file. Name a Word document (.docx) after --template.")
_NO_DOCUMENT = Text(
    "{file} kan inte användas som mall: den är skadad eller inget Word-dokument. Öppna den i Word och spara den som .docx.",
    "{file} cannot be used as a template: it is damaged or no Word document. Open it in Word and save it as .docx.",
)
_OLD = Text(
    "{file} är ett dokument i det äldre formatet .doc. Öppna det i Word och spara det som .docx.",
    "{file} is a document of the older kind .doc. Open it in Word and save it as .docx.",
)
_ENCRYPTED = Text(
    "{file} är skyddad med lösenord för att öppnas. Ta bort lösenordet i Word (Arkiv, Info, Skydda dokument) och spara en kopia.",
    "{file} needs a password to be opened. Remove the password in Word (File, Info, Protect Document) and save a copy.",
)
_MACROS = Text(
    "{file} används inte som mall, för den innehåller makron. Öppna den i Word och spara den som .docx, utan makron.",
    "{file} is not used as a template, for it holds macros. Open it in Word and save it as .docx, without macros.",
)
_TOO_LARGE = Text(
    "{file} används inte som mall: den packas upp till mer än {size} MB eller har fler än {parts} delar. Minska bilderna i den, i Word.",
    "{file} is not used as a template: it unpacks to more than {size} MB or has more than {parts} parts. Make its pictures smaller, in Word.",
)
_UNSAFE = Text(
    "{file} används inte som mall, för den har {why} ({part}). Så skriver inte Word, men väl den som vill skada. "
    "Be avsändaren om en kopia som är sparad i Word.",
    "{file} is not used as a template, for it has {why} ({part}). Word does not write so, but an attacker may. "
    "Ask the sender for a copy saved in Word.",
)
_FETCHES = Text(
    "{file} används inte som mall, för den hämtar något utifrån när den öppnas: {what}. Infoga det i dokumentet i stället för att länka till det.",
    "{file} is not used as a template, for it fetches something from outside when it is opened: {what}. Put it into the document instead of linking to it.",
)
class OfficeTemplate(NamedTuple):
    """An office's document, and what stands where the report goes, None where that is after all the rest."""

    document: Document
    mark: Element | None


def open_template(path: Path) -> OfficeTemplate:
    """Open an office's document (.docx or .dotx).

    :raises BadInput: it cannot be read, is no Word document, holds macros, fetches something from outside, is made to do harm, or has
        the mark where no report can go.
    """
    _refuse_other_files(path)
    try:
        parts = _read_parts(Archive(path), path)
    except BadInput as problem:
        raise _explain(path, problem) from None
    _refuse_active_parts(parts, path)
    document = _load(parts, path)
    _forget_origin(document)
    return OfficeTemplate(document, find_mark(document, path))


def _refuse_other_files(path: Path) -> None:
    """Refuse what is no zip archive, with what it is instead."""
    try:
        if not path.is_file():
            raise BadInput(_NO_FILE if path.exists() else _NONE, file=str(path))
        with path.open("rb") as file:
            if file.read(len(_OLE)) != _OLE:
                return
            is_encrypted = "EncryptedPackage".encode("utf-16-le") in file.read(_MOST_BYTES)
    except OSError as error:
        raise explain_unreadable(path, error) from error
    raise BadInput(_ENCRYPTED if is_encrypted else _OLD, file=str(path))


def _read_parts(archive: Archive, path: Path) -> dict[str, bytes]:
    """The unpacked parts by name, within the bounds of a document that people write."""
    if len(archive.entries) > _MOST_PARTS or sum(entry.file_size for entry in archive.entries) > _MOST_BYTES:
        raise BadInput(_TOO_LARGE, file=str(path), size=_MOST_BYTES // 1_000_000, parts=_MOST_PARTS)
    names = (entry.filename for entry in archive.entries if not entry.filename.endswith("/"))
    return {name: archive.read(name) if _is_xml(name) else archive.read_binary(name) for name in names}


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _explain(path: Path, problem: BadInput) -> BadInput:
    """The error of an archive in the words of a document."""
    if "why" in problem.values:
        return BadInput(_UNSAFE, **problem.values)
    if "size" in problem.values:
        return BadInput(_TOO_LARGE, file=str(path), size=_MOST_BYTES // 1_000_000, parts=_MOST_PARTS)
    return problem if problem.values.get("reason") else BadInput(_NO_DOCUMENT, file=str(path))


def _refuse_active_parts(parts: dict[str, bytes], path: Path) -> None:
    """Refuse macros, and what is fetched from outside when the document is opened."""
    types = parts.get(_TYPES, b"").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise BadInput(_MACROS, file=str(path))
    try:
        roots = [(name, ElementTree.fromstring(data)) for name, data in parts.items() if _is_xml(name)]  # noqa: S314 - no document type gets past Archive
    except (ElementTree.ParseError, LookupError, ValueError):
        raise BadInput(_NO_DOCUMENT, file=str(path)) from None
    fetched = next((what for name, root in roots for what in _list_fetched(name, root)), None)
    if fetched:
        raise BadInput(_FETCHES, file=str(path), what=fetched)


def _list_fetched(name: str, root: ElementTree.Element) -> Iterator[str]:
    """What a part fetches from outside: the addresses of its links, and the words of its fields."""
    if name.lower().endswith(".rels"):
        links = (link for link in root.iterfind("{*}Relationship") if link.get("TargetMode", "").lower() == "external")
        yield from (link.get("Target", "") for link in links if link.get("Type", "").rpartition("/")[2] not in _HARMLESS)
    else:
        yield from (match[1] for match in _FETCHING.finditer(_read_instructions(root)))


def _read_instructions(root: ElementTree.Element) -> str:
    """The instructions of all fields, each on a line of its own; one may be cut anywhere between runs."""
    pieces = []
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "fldSimple":
            pieces += [f"\n{value}\n" for name, value in element.attrib.items() if name.endswith("}instr")]
        elif kind in ("fldChar", "instrText"):
            pieces.append("\n" if kind == "fldChar" else element.text or "")
    return "".join(pieces)


def _load(parts: dict[str, bytes], path: Path) -> Document:
    """The document; a template (.dotx) is one by another name."""
    archive = BytesIO()
    with ZipFile(archive, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data.replace(_TEMPLATE, _DOCUMENT) if name == _TYPES else data)
    try:
        document = docx.Document(archive)
        is_whole = _is_whole(document)
        if is_whole:
            document.save(BytesIO())  # what cannot be saved is found now
    except Exception:  # noqa: BLE001 - python-docx raises anything for a document that is none
        raise BadInput(_NO_DOCUMENT, file=str(path)) from None
    if not is_whole:
        raise BadInput(_NO_DOCUMENT, file=str(path))
    return document


def _is_whole(document: Document) -> bool:
    """Whether the parts that are used later are what they are called, and none of them is there twice."""
    roots = {"body": document.element.body, "styles": document.styles.element, "settings": document.settings.element}
    document.core_properties.author = ""
    package = document.part.package
    names = [part.partname for part in package.iter_parts()] if package else []
    return len(set(names)) == len(names) and all(root is not None and is_named(cast("Element", root), name) for name, root in roots.items())


def _forget_origin(document: Document) -> None:
    """Take out the address of the template that the document was made from."""
    settings = cast("Element", document.settings.element)
    for each in list_children(settings, "attachedTemplate", "linkStyles"):
        settings.remove(each)
    links = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/attachedTemplate")]:
        del links[key]
