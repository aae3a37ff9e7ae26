"""The styles that a report is written in: those of the document, and where it lacks one that of the base.

A style is known by its name, which is the same in every language of Word (`heading 1` is Rubrik 1 on the screen); its id is not.
"""

from collections.abc import Mapping
from copy import deepcopy
from enum import StrEnum
from pathlib import Path
from typing import cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml

from xl_kraftsamling.report.written_report.word.elements import (
    Element,
    iterate_below,
    list_children,
    make_element,
    read_attribute,
    write_attribute,
)

_BASE = Path(__file__).with_name("base")


class Style(StrEnum):
    """What a style is for, by its name in lower case."""

    TITLE = "title"
    HEADING = "heading 1"
    SUBHEADING = "heading 2"
    BULLET = "list bullet"
    CAPTION = "caption"
    FACT = "kraftsamling uppgift"
    BOX = "kraftsamling ruta"
    PROMPT = "kraftsamling skrivs"
    NOTE = "kraftsamling not"
    CELL = "kraftsamling cell"
    AMOUNT = "kraftsamling belopp"
    TABLE = "kraftsamling tabell"


BODY = "body text"
"""The style of an office's running text, where it has one; elsewhere that is the document's own."""


def adopt_styles(document: Document) -> Mapping[str, str]:
    """The id of every style by its name in lower case, with those of the base that the document lacks added to it."""
    root = cast("Element", document.styles.element)
    base_root = _read_base("styles")
    base, own = _index(base_root), _index(root)
    ids: dict[str, str | None] = {_read_id(base[name]): _read_id(own[name]) for name in Style if name in own}
    for style in list_children(base_root, "style"):
        if _is_default(style):
            ids[_read_id(style)] = _find_default(root, read_attribute(style, "type"))
    missing = [name for name in Style if name not in own]
    taken = set(map(_read_id, list_children(root, "style")))
    ids |= {_read_id(base[name]): _choose_id(_read_id(base[name]), taken) for name in missing}
    for name in missing:
        own[name] = _copy_style(base[name], ids)
        root.append(own[name])
    if Style.BULLET in missing:
        _point_to_list(own[Style.BULLET], _add_list(document))
    return {name: _read_id(style) for name, style in own.items()}


def _read_base(part: str) -> Element:
    return parse_xml((_BASE / f"{part}.xml").read_bytes())


def _index(root: Element) -> dict[str, Element]:
    """The styles of paragraphs and tables by name."""
    found: dict[str, Element] = {}
    for style in list_children(root, "style"):
        if read_attribute(style, "type") in ("paragraph", "table"):
            found |= {read_attribute(name, "val").lower(): style for name in list_children(style, "name")}
    return found


def _read_id(style: Element) -> str:
    return read_attribute(style, "styleId")


def _is_default(style: Element) -> bool:
    return read_attribute(style, "default") in ("1", "true", "on")


def _find_default(root: Element, kind: str) -> str | None:
    """The id of the style that paragraphs or tables have by themselves; None where the document does not say."""
    defaults = (style for style in list_children(root, "style") if read_attribute(style, "type") == kind and _is_default(style))
    return next(map(_read_id, defaults), None)


def _choose_id(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "K"
    return name


def _copy_style(style: Element, ids: Mapping[str, str | None]) -> Element:
    """A copy of a style of the base, in which the other styles are named by their ids in the document."""
    copied = deepcopy(style)
    write_attribute(copied, "styleId", ids[_read_id(style)] or "")
    for link in list_children(copied, "basedOn", "next"):
        known = ids.get(read_attribute(link, "val"))
        if known:
            write_attribute(link, "val", known)
        else:
            copied.remove(link)
    return copied


def _point_to_list(style: Element, number: int) -> None:
    for link in iterate_below(style, "numId"):
        write_attribute(link, "val", str(number))


def _add_list(document: Document) -> int:
    """Add the base's bullets to the document; returns their number in it."""
    root = _find_numbering(document)
    bullets = list_children(_read_base("numbering"), "abstractNum")[0]
    kind, number = _next_number(root, "abstractNum", "abstractNumId"), _next_number(root, "num", "numId")
    write_attribute(bullets, "abstractNumId", str(kind))
    made = make_element("num", make_element("abstractNumId", val=kind), numId=number)
    # what a list looks like comes before all lists, and these before what else there may be
    lists = list_children(root, "num")
    if lists:
        lists[0].addprevious(bullets)
        lists[-1].addnext(made)
    else:
        root.extend([bullets, made])
    return number


def _next_number(root: Element, name: str, attribute: str) -> int:
    numbers = (read_attribute(each, attribute) for each in list_children(root, name))
    return max((int(number) for number in numbers if number.isdecimal() and len(number) < 10), default=0) + 1


def _find_numbering(document: Document) -> Element:
    """The root of the document's lists, made where it has none."""
    part = document.part
    try:
        found = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        found = XmlPart(PackURI("/word/kraftsamlingNumbering.xml"), CONTENT_TYPE.WML_NUMBERING, make_element("numbering"), part.package)
        part.relate_to(found, RELATIONSHIP_TYPE.NUMBERING)
    return cast("Element", found.element)  # type: ignore[attr-defined]  # XML, as the template's door has seen
