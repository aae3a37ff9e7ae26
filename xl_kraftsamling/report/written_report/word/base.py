"""The document that is used where no template is given: A4, a header, and a footer with the number of the page.

Its parts lie in the folder `base`.
"""

from collections.abc import Mapping
from html import escape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import docx
from docx.document import Document

from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.report.written_report.word.elements import LANGUAGE_TAGS

_FOLDER = Path(__file__).with_suffix("")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "settings", "numbering", "header", "footer", "fontTable", "theme")
"""The parts that the document links to: each is named as its kind."""
_KINDS = {"document": "wordprocessingml.document.main", "theme": "theme"} | {name: f"wordprocessingml.{name}" for name in _PARTS[:-1]}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in _KINDS.items())
    + "</Types>"
)


class Margins(NamedTuple):
    """What stands at the top of each page, left and right, and to the left at its foot; to the right there is its number."""

    left: str
    right: str
    foot: str


def open_base(lang: str, margins: Margins) -> Document:
    """The base in a language."""
    words = {"lang": LANGUAGE_TAGS[lang], **margins._asdict()}
    archive = BytesIO()
    with ZipFile(archive, "w") as target:
        target.writestr("[Content_Types].xml", _TYPES)
        target.writestr("_rels/.rels", _write_links({"word/document.xml": "officeDocument"}))
        target.writestr("word/_rels/document.xml.rels", _write_links({f"{name}.xml": name for name in _PARTS}))
        for name in _KINDS:
            target.writestr(f"word/{name}.xml", _fill((_FOLDER / f"{name}.xml").read_text("utf-8"), words))
    return docx.Document(archive)


def _write_links(kinds: Mapping[str, str]) -> str:
    links = (f'<Relationship Id="rId{n}" Type="{_LINKS}/{kind}" Target="{target}"/>' for n, (target, kind) in enumerate(kinds.items(), 1))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(links)}</Relationships>'


def _fill(part: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        part = part.replace(f"{{{{{name}}}}}", escape(show_text(word)))
    return part
