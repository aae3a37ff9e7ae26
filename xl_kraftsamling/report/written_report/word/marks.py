"""The place in an office's document where a report goes.

It is the mark {{rapport}}, alone in a paragraph of its own, or a content control with the tag `rapport`; where a document has neither, it
is after all that stands there.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from docx.document import Document

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.report.written_report.word.elements import (
    Element,
    is_named,
    iterate_below,
    list_children,
    make_element,
    read_attribute,
)

MARK = "{{rapport}}"
"""Where a report goes, in a paragraph of its own."""
TAG = "rapport"
"""The tag of a content control in whose place a report goes."""

_MARKED = re.compile(r"\{\{\s*rapport\s*\}\}", re.IGNORECASE)
_TWICE = Text(
    "{file}: märket {mark} står {n} gånger. Låt det stå en gång, där rapporten ska in.",
    "{file}: the mark {mark} is there {n} times. Leave it once, where the report is to go.",
)
_NOT_ALONE = Text(
    "{file}: märket {mark} ska stå ensamt i ett eget stycke i löptexten, inte tillsammans med annan text, i en tabell, en textruta, ett sidhuvud eller en sidfot.",
    "{file}: the mark {mark} has to be alone in a paragraph of the running text, not beside other text, nor in a table, a text box, a header or a footer.",
)


def find_mark(document: Document, path: Path) -> Element | None:
    """The paragraph or content control in whose place a report goes; None where the document has no mark.

    :raises BadInput: there are several marks, or one where no report can go.
    """
    marked = [each for root in _list_roots(document) for each in iterate_below(root, "p", "sdt") if _is_marked(each)]
    found = (_find_block(each, document.element.body) for each in marked)
    blocks = list(dict.fromkeys(block for block in found if block is not None))
    if len(blocks) > 1:
        raise BadInput(_TWICE, file=str(path), mark=MARK, n=len(blocks))
    if any(not blocks or blocks[0] not in (each, *each.iterancestors()) for each in marked):
        raise BadInput(_NOT_ALONE, file=str(path), mark=MARK)
    return blocks[0] if blocks else None


def _list_roots(document: Document) -> Iterator[Element]:
    """The document's own text, and that of its headers and footers."""
    yield cast("Element", document.element.body)
    for link in document.part.rels.values():
        if not link.is_external and link.reltype.endswith(("/header", "/footer")):
            yield cast("Element", link.target_part.element)


def _is_marked(element: Element) -> bool:
    """Whether a paragraph has the mark in it, or a content control has the tag."""
    if is_named(element, "p"):
        return _MARKED.search(_read_text(element)) is not None
    properties = list_children(element, "sdtPr")
    return any(read_attribute(tag, "val").lower() == TAG for each in properties for tag in list_children(each, "tag"))


def _find_block(marked: Element, body: object) -> Element | None:
    """What a mark is all of, in the running text; None where it is beside something else, or elsewhere."""
    block, is_alone = marked, True
    parent = cast("Element | None", marked.getparent())
    if is_named(marked, "p"):
        is_alone = _MARKED.fullmatch(_read_text(marked).strip()) is not None
    elif parent is not None and is_named(parent, "p"):  # a content control within a line: the paragraph around it is the block
        block, is_alone = parent, _read_text(parent) == "".join(each.text or "" for each in iterate_below(marked, "t"))
    return block if is_alone and block.getparent() is body else None


def _read_text(paragraph: Element) -> str:
    """The text of a paragraph, without that of a text box in it."""
    texts = (each for each in iterate_below(paragraph, "t") if next(each.iterancestors(paragraph.tag)) is paragraph)
    return "".join(each.text or "" for each in texts)


def find_or_add_section(document: Document) -> Element:
    """The last section's properties, which end the document; A4 where it has none."""
    body = cast("Element", document.element.body)
    margins = dict.fromkeys(("top", "right", "bottom", "left"), 1417)
    sections = list_children(body, "sectPr") or [
        make_element("sectPr", make_element("pgSz", w=11906, h=16838), make_element("pgMar", **margins, header=708, footer=708, gutter=0))
    ]
    body.append(sections[-1])
    return sections[-1]
