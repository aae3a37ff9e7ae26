"""Tables that fit a page: columns as wide as their contents need, amounts to the right, headings repeated on every page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.report.written_report.word.elements import Element, make_element, make_paragraph, make_run
from xl_kraftsamling.report.written_report.word.styles import Style

_SIZES = (18, 17, 16, 15, 14)  # half-points, the largest that fits is taken
_MARGINS = 2 * 80  # of a cell, as the style has them
_SPARE, _BOLD = 1.05, 1.12  # of a width, the second of bold letters: fonts differ a little from what is measured here
_WHOLE, _CUT = 30, 12  # letters of a word that are kept on a line, and of one where the amounts leave no more room
_LINE = 60  # letters of a text that count for the width of its column: what is longer takes several lines
_TOGETHER = 8  # rows of a table that is kept on one page
_WIDTHS = {"ijl'|": 0.23, "tf .,:;!/I\u00a0": 0.28, "r-()\u201d": 0.34, "cksvxyzJ": 0.5, "wCDHNRUBAEKPSVXYÅÄ": 0.7, "mMWOQGÖ%": 0.82, "✖▲●○": 1.0}
"""The widths of letters, in parts of the font's size (measured on Arial, which the style of the cells has whatever the
font of the document: in a wider one amounts would be cut); those of all others are _OTHER, as those of digits."""
_WIDTH_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER = 0.56


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: its caption, what it shows for those who cannot see it, its headings and rows, which columns hold amounts, whether the last row is a sum."""

    caption: str
    description: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    amounts: Sequence[int] = ()
    has_sum: bool = False


def make_table(table: WordTable, width: int, styles: Mapping[str, str], lang: str) -> Element:
    """The table as an element, `width` twentieths of a point wide."""
    size, widths = _choose_widths(table, width)
    properties = make_element(
        "tblPr", make_element("tblStyle", val=styles[Style.TABLE]), make_element("tblW", w=sum(widths), type="dxa"), make_element("tblLayout", type="fixed"),
        make_element("tblLook", val="04A0" if not table.has_sum else "04E0", firstRow=1, lastRow=int(table.has_sum), firstColumn=1, lastColumn=0, noHBand=0, noVBand=1),
        make_element("tblCaption", val=show_text(table.caption)), make_element("tblDescription", val=show_text(table.description)),
    )  # fmt: skip
    grid = make_element("tblGrid", *(make_element("gridCol", w=each) for each in widths))
    columns = [_Column(each, size, styles[Style.AMOUNT if n in table.amounts else Style.CELL]) for n, each in enumerate(widths)]
    return make_element("tbl", properties, grid, *_make_rows(table, columns, lang))


class _Column(NamedTuple):
    """A column: its width in twentieths of a point, the size of its font in half-points, and the id of the style of its paragraphs."""

    width: int
    size: int
    style: str


def _make_rows(table: WordTable, columns: Sequence[_Column], lang: str) -> Iterator[Element]:
    last = len(table.rows)
    for number, cells in enumerate((table.headings, *table.rows)):
        # the headings, and the row before the sum, never stand alone at the end of a page; a small table is not cut at all
        keeps_next = number == 0 or number == last - 1 or (number < last <= _TOGETHER)
        marks = [make_element("tblHeader")] if number == 0 else []
        made = (_make_cell(text, column, lang, keeps_next=keeps_next) for text, column in zip(cells, columns, strict=True))
        yield make_element("tr", make_element("trPr", make_element("cantSplit"), *marks), *made)


def _make_cell(text: str, column: _Column, lang: str, *, keeps_next: bool) -> Element:
    size = None if column.size == _SIZES[0] else column.size
    paragraph = make_paragraph(column.style, make_run(text, lang, size=size), keeps_next=keeps_next)
    return make_element("tc", make_element("tcPr", make_element("tcW", w=column.width, type="dxa")), paragraph)


def _choose_widths(table: WordTable, width: int) -> tuple[int, list[int]]:
    """The size of the font and the widths of the columns: the largest font with which no word and no amount is cut, or at least no amount."""
    for size, whole in (*((size, _WHOLE) for size in _SIZES), (_SIZES[-1], _CUT)):
        needs = [_measure_column(table, column, size, whole) for column in range(len(table.headings))]
        if sum(least for least, _ in needs) <= width:
            break
    return size, list(_share(needs, width))


def _measure_column(table: WordTable, column: int, size: int, whole: int) -> tuple[int, int]:
    """The least width of a column, in which its longest word fits, and the one in which each of its cells is a line, and its heading two."""
    texts, most = [row[column] for row in table.rows], _LINE if column in table.amounts else whole
    words = {word[:most] for text in texts for word in text.split(" ")}
    bold = [*table.headings[column].split(" "), *(texts[-1:] if table.has_sum else ())]
    least = max(*(_measure(word, size) for word in words or {""}), *(_measure(word, size, _BOLD) for word in bold))
    in_two_lines = _measure(table.headings[column], size, _BOLD / 2)
    return least, max(least, in_two_lines, *(_measure(text[:_LINE], size) for text in texts or [""]))


def _measure(text: str, size: int, wider: float = _SPARE) -> int:
    """The width of a text in twentieths of a point, with the margins of its cell."""
    return round(sum(_WIDTH_OF.get(letter, _OTHER) for letter in text) * size * 10 * wider) + _MARGINS


def _share(needs: Sequence[tuple[int, int]], width: int) -> Iterator[int]:
    """The width shared out: to each column what it needs, and the rest by how much more each could use."""
    least, wanted = [each[0] for each in needs], [each[1] for each in needs]
    room, more = width - sum(least), [high - low for low, high in needs]
    if room < 0:  # no font is small enough
        yield from (low * width // sum(least) for low in least)
    elif sum(more) <= room:  # each has its line; the widest takes what is left
        widest = wanted.index(max(wanted))
        yield from (each + (width - sum(wanted) if n == widest else 0) for n, each in enumerate(wanted))
    else:
        yield from (low + extra * room // sum(more) for low, extra in zip(least, more, strict=True))
