"""How the template looks and prints: readable for everybody, on a screen, on paper and aloud."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

import openpyxl
from openpyxl.cell.cell import Cell

from xl_kraftsamling.domain.template import HEADING_ROW
from xl_kraftsamling.writing.saldo_formulas import SALDO_HEADINGS
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template_file import find_template

BOOK = openpyxl.load_workbook(find_template())
STRIPE = "D9D9D9"
"""The darker ground of every second row in the table style that the template names."""


def filled_cells() -> Iterator[Cell]:
    return (cell for page in BOOK for row in page.iter_rows() for cell in row if cell.value is not None)


def test_amounts_and_dates_are_shown_as_a_swedish_reader_expects() -> None:
    first = BOOK["Avrop"][HEADING_ROW + 1]
    assert [cell.number_format for cell in first[:2]] == ["@", "yyyy-mm-dd"]
    assert first[4].number_format == '#,##0.00\\ "kr"'


def test_every_sheet_is_ready_to_read_and_to_print() -> None:
    for page in BOOK:
        assert not page.merged_cells.ranges
        assert not page.sheet_view.showGridLines
        paper = page.page_setup
        assert (paper.orientation, paper.fitToHeight) == ("landscape", 0)
        characters = sum(page.column_dimensions[cell.column_letter].width for cell in page[HEADING_ROW])
        assert page.print_area or characters / paper.fitToWidth < 230 or page.title == "Saldo"  # as many as are printed in letters of seven points
        assert page.print_title_cols == ("$A:$A" if paper.fitToWidth > 1 else None)
        assert page.oddFooter.right.text == "Sida &P av &N"
    for page in BOOK.worksheets[1:]:
        assert page.freeze_panes in ("A5", "B5")
        assert page.print_title_rows == "$4:$4"


def luminance(colour: str) -> float:
    parts = [int(colour[-6:][i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, paper: str) -> float:
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_text_has_contrast_to_its_background() -> None:
    for cell in filled_cells():
        plain = cell.fill.patternType is None
        for paper in (styles.WHITE, STRIPE) if plain else (cell.fill.fgColor.rgb,):
            assert contrast(cell.font.color.rgb, paper) >= 4.5, cell
    flags = [rule.dxf for page in BOOK for found in page.conditional_formatting for rule in found.rules]
    assert flags
    assert all(contrast(flag.font.color.rgb, flag.fill.bgColor.rgb) >= 4.5 for flag in flags)


def test_overdraft_is_said_in_words_and_with_a_sign_where_no_colour_is_seen() -> None:
    page = BOOK["Saldo"]
    left, unspent = (
        page.cell(HEADING_ROW + 1, SALDO_HEADINGS.index(name) + 1) for name in ("Kvar att avropa", "Avropat ej förbrukat")
    )
    assert left.number_format.partition(";")[2].startswith('"✖ "')
    assert unspent.number_format.partition(";")[2].startswith('"▲ "')
    assert page.cell(HEADING_ROW + 1, len(SALDO_HEADINGS) + 1).number_format.startswith('[>1]"✖ överdraget: "')
    assert {"✖ är överdraget", "▲ är mer än avropat eller disponibelt"} <= {*re.split(r"[.,] ", page["A2"].value)}


def test_the_workbook_and_its_chart_have_titles_and_descriptions() -> None:
    assert BOOK.properties.title
    assert BOOK.properties.language == "sv-SE"
    with ZipFile(find_template()) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert re.search(r'cNvPr id="1" name="Diagram över saldo" descr="[^"]{40,}"', drawing)
