"""Tables fit the width that there is: first words and amounts stay whole, then amounts alone."""

import pytest
from docx.oxml.ns import qn

from xl_kraftsamling.report.written_report.word.styles import Style
from xl_kraftsamling.report.written_report.word.tables import WordTable, make_table

STYLES = {style: style.value for style in Style}
NARROW = "1\u00a0100\u00a0000"
WIDE = "100\u00a0000\u00a0000\u00a0000,00"


def lay_out(width: int, *rows: list[str], amounts: tuple[int, ...] = (), has_sum: bool = False) -> tuple[list[int], set[str]]:
    """The widths of the columns, and the sizes that differ from the style's."""
    headings = ["Mottagare", *["Belopp"] * (len(rows[0]) - 1)]
    table = make_table(WordTable("Titel", "Om tabellen", headings, rows, amounts, has_sum), width, STYLES, "sv")
    widths = [int(each.get(qn("w:w"))) for each in table.iter(qn("w:gridCol"))]
    return widths, {each.get(qn("w:val")) for each in table.iter(qn("w:sz"))}


def test_a_table_with_room_fills_the_width_in_the_style_s_own_size() -> None:
    widths, sizes = lay_out(9000, ["kulturnämnden", NARROW], amounts=(1,))
    assert sum(widths) == 9000
    assert widths[0] > widths[1]
    assert not sizes


def test_what_is_left_over_goes_to_the_column_with_the_longest_text() -> None:
    widths, _ = lay_out(9000, ["fel", "En lång mening om vad som avviker."])
    assert widths[1] > 5000


def test_a_smaller_font_makes_room_before_a_word_is_cut() -> None:
    row = ["gymnasie- och vuxenutbildningsnämnden", *[WIDE] * 4]
    widths, sizes = lay_out(9298, row, amounts=(1, 2, 3, 4))
    assert sum(widths) <= 9298
    assert len(sizes) == 1
    assert 14 <= int(sizes.pop()) < 18


def test_a_long_name_gives_way_to_amounts() -> None:
    row = ["Sammansattarbetsmarknadsochvuxenutbildningsnämnden", *[WIDE] * 5]
    widths, _ = lay_out(8300, row, amounts=(1, 2, 3, 4, 5))
    room = len(WIDE) * 0.5 * 14 * 10  # half an em each, at the smallest size
    assert sum(widths) <= 8300
    assert all(width > room for width in widths[1:])


def test_what_fits_nowhere_is_shared_out_all_the_same() -> None:
    widths, _ = lay_out(2000, [*[WIDE] * 7], amounts=(1, 2, 3, 4, 5, 6))
    assert sum(widths) <= 2000
    assert min(widths) > 0


@pytest.mark.parametrize(("number", "kept"), [(3, 3), (20, 2)])
def test_a_small_table_stays_on_a_page_and_a_large_one_keeps_its_head_and_its_sum(number: int, kept: int) -> None:
    table = WordTable("Titel", "Om tabellen", ["Mottagare", "Belopp"], [["kulturnämnden", NARROW]] * number, (1,), has_sum=True)
    rows = list(make_table(table, 9000, STYLES, "sv").iter(qn("w:tr")))
    assert sum(next(row.iter(qn("w:keepNext")), None) is not None for row in rows) == kept
    assert next(rows[0].iter(qn("w:keepNext")), None) is not None
    assert next(rows[-2].iter(qn("w:keepNext")), None) is not None
    assert next(rows[-1].iter(qn("w:keepNext")), None) is None
