"""The text of a document in its order: titles, headings, paragraphs, lists, boxes, tables and what is left for a person to write."""

from collections.abc import Iterable, Sequence

from docx.document import Document

from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.report.written_report.word.elements import (
    Element,
    iterate_below,
    iterate_from,
    list_children,
    make_element,
    make_paragraph,
    make_run,
    read_attribute,
    remove_element,
)
from xl_kraftsamling.report.written_report.word.marks import find_or_add_section
from xl_kraftsamling.report.written_report.word.styles import BODY, Style, adopt_styles
from xl_kraftsamling.report.written_report.word.tables import WordTable, make_table

_PAGE, _MARGIN, _LEAST = 11906, 1417, 4000  # twentieths of a point: A4, and the narrowest text that a table is fitted to
_BELOW_TABLE, _ABOVE_BOX = 160, 200
_MOST = 31680  # the widest page that Word knows


class Manuscript:
    """Writes into a document, in a language: in the place of a mark, or after what stands there."""

    def __init__(self, document: Document, mark: Element | None, lang: str) -> None:
        """Begin at the mark, or at the end."""
        self.document, self.lang = document, lang
        self._mark, self._end = mark, find_or_add_section(document)
        self._styles = adopt_styles(document)
        self._width = _measure_text(self._find_section())
        self._is_below_table = False

    def write_title(self, text: str) -> None:
        """The title of the document."""
        self._write(Style.TITLE, text)

    def write_heading(self, level: int, text: str) -> None:
        """A heading of level 1 or 2."""
        self._write(Style.HEADING if level == 1 else Style.SUBHEADING, text)

    def write_paragraph(self, text: str) -> None:
        """A paragraph of running text."""
        before = _BELOW_TABLE if self._is_below_table else None
        self._add(make_paragraph(self._styles.get(BODY), make_run(text, self.lang), before=before))

    def write_note(self, text: str) -> None:
        """A paragraph of small print, as below a table."""
        self._write(Style.NOTE, text)

    def write_bullets(self, texts: Iterable[str]) -> None:
        """A list."""
        for text in texts:
            self._write(Style.BULLET, text)

    def write_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Names, each with what it stands for beside it, kept on one page."""
        for number, (name, value) in enumerate(facts, 1):
            runs = make_run(name, self.lang, bold=True), make_element("r", make_element("tab")), make_run(value, self.lang)
            self._add(make_paragraph(self._styles[Style.FACT], *runs, keeps_next=number < len(facts)))

    def write_box(self, title: str, texts: Iterable[str]) -> None:
        """A title and some paragraphs in a frame."""
        style = self._styles[Style.BOX]
        self._add(make_paragraph(style, make_run(title, self.lang, bold=True), keeps_next=True, before=_ABOVE_BOX))
        for text in texts:
            self._add(make_paragraph(style, make_run(text, self.lang)))

    def write_prompt(self, text: str) -> None:
        """A field that a person fills in, with a text that says so until then."""
        paragraph = make_paragraph(self._styles[Style.PROMPT], make_run(f"[{text}]", self.lang))
        properties = make_element("sdtPr", make_element("alias", val=show_text(text)), make_element("showingPlcHdr"))
        self._add(make_element("sdt", properties, make_element("sdtContent", paragraph)))

    def write_table(self, table: WordTable) -> None:
        """A table below its caption."""
        self._add(make_paragraph(self._styles[Style.CAPTION], make_run(table.caption, self.lang), keeps_next=True))
        self._add(make_table(table, self._width, self._styles, self.lang))
        self._is_below_table = True

    def finish(self) -> None:
        """Take out the mark."""
        if self._mark is None:
            return
        for section in list(iterate_below(self._mark, "sectPr"))[:1]:  # it ends in the mark's own paragraph
            self._mark.addprevious(make_element("p", make_element("pPr", section)))
        remove_element(self._mark)

    def _write(self, style: Style, text: str) -> None:
        self._add(make_paragraph(self._styles[style], make_run(text, self.lang)))

    def _add(self, element: Element) -> None:
        self._is_below_table = False
        (self._end if self._mark is None else self._mark).addprevious(element)

    def _find_section(self) -> Element:
        """The properties of the section in which the text stands."""
        if self._mark is not None:
            for section in iterate_from(self._mark, "sectPr"):
                return section
        return self._end


def _measure_text(section: Element) -> int:
    """The width of the text of a section, of one column where there are several, in twentieths of a point."""
    page = _read_number(section, "pgSz", "w", _PAGE)
    margins = (_read_number(section, "pgMar", side, otherwise) for side, otherwise in (("left", _MARGIN), ("right", _MARGIN), ("gutter", 0)))
    columns, gap = _read_number(section, "cols", "num", 1) or 1, _read_number(section, "cols", "space", 708)
    return max(_LEAST, (page - sum(margins) - gap * (columns - 1)) // columns)


def _read_number(section: Element, name: str, attribute: str, otherwise: int) -> int:
    text = next((read_attribute(each, attribute) for each in list_children(section, name)), "")
    return int(text) if text.isdecimal() and len(text) <= 6 and int(text) <= _MOST else otherwise
