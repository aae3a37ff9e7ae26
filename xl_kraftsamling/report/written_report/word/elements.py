"""Elements of a Word document (ECMA-376 part 1, 17): in the order in which they are made, which is the one that the schema asks for."""

import re
from collections.abc import Iterator
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from xl_kraftsamling.domain.shown_text import show_text

Element = BaseOxmlElement
"""An element, as python-docx types them."""

LANGUAGE_TAGS = {"sv": "sv-SE", "en": "en-GB"}
"""The languages as a document names them, by the program's names for them."""

_IN_DATES = re.compile(r"(?<=\b\d{4})-(?=\d\d-\d\d\b)|(?<=\b\d{4}-\d\d)-(?=\d\d\b)")
"""The hyphens of dates, 2026-09-30; those of other numbers are left alone, since Word does not find the others when it is asked for them."""


def make_element(name: str, *children: Element, **attributes: str | int) -> Element:
    """An element of Word with its attributes and children."""
    made = cast("Element", OxmlElement(f"w:{name}"))
    for attribute, value in attributes.items():
        write_attribute(made, attribute, str(value))
    for child in children:
        made.append(child)
    return made


def make_run(text: str, lang: str, *, bold: bool = False, size: int | None = None) -> Element:
    """A text in a language, visible whatever it holds, its size in half-points if not that of its style; no line breaks in a date or after a §."""
    looks = [make_element("b")] if bold else []
    if size:
        looks.append(make_element("sz", val=size))
    properties = make_element("rPr", *looks, make_element("lang", val=LANGUAGE_TAGS[lang]))
    return make_element("r", properties, *_make_texts(show_text(text).replace("§ ", "§\u00a0")))


def _make_texts(text: str) -> Iterator[Element]:
    """A text in pieces, with a hyphen of its own between those of a date."""
    for number, piece in enumerate(_IN_DATES.split(text)):
        if number:
            yield make_element("noBreakHyphen")
        made = make_element("t")
        made.text = piece
        made.set(qn("xml:space"), "preserve")
        yield made


def make_paragraph(style: str | None, *runs: Element, keeps_next: bool = False, before: int | None = None) -> Element:
    """A paragraph in a style, None for the document's own; `keeps_next` holds it on the page of the next one.

    :param before: the space above it in twentieths of a point, if not that of its style.
    """
    properties = [make_element("pStyle", val=style)] if style else []
    if keeps_next:
        properties.append(make_element("keepNext"))
    if before is not None:
        properties.append(make_element("spacing", before=before))
    return make_element("p", make_element("pPr", *properties), *runs)


def list_children(parent: Element, *names: str) -> list[Element]:
    """The elements of Word of some names right below another, those of the first name first."""
    return cast("list[Element]", [child for name in names for child in parent.findall(_qualify(name))])


def iterate_below(root: Element, *names: str) -> Iterator[Element]:
    """The elements of Word of some names anywhere in another, itself among them, in the order of the document."""
    return cast("Iterator[Element]", root.iter(*map(_qualify, names)))


def iterate_from(element: Element, name: str) -> Iterator[Element]:
    """The elements of Word of a name in another and in what comes after it, below the same parent."""
    for each in (element, *element.itersiblings()):
        yield from iterate_below(cast("Element", each), name)


def remove_element(element: Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def read_attribute(element: Element, name: str) -> str:
    """An attribute of Word; "" where there is none."""
    return element.get(_qualify(name), "")


def write_attribute(element: Element, name: str, value: str) -> None:
    """Set an attribute of Word."""
    element.set(_qualify(name), value)


def is_named(element: Element, name: str) -> bool:
    """Whether an element is that of Word with the name."""
    return bool(element.tag == _qualify(name))


def _qualify(name: str) -> str:
    return str(qn(f"w:{name}"))
