"""Tables of plain text that fit a width."""

from xl_kraftsamling.report.table import TextTable


def test_a_table_wraps_words_and_never_numbers() -> None:
    table = TextTable(["Namn", "Kr"], [["ett ganska långt namn", "1 000"], ["kort", "över flera"]], {1})
    assert table.min_width == len("ganska") + 2 + len("över flera")
    assert list(table.lines(table.min_width)) == [
        "Namn            Kr",
        "──────  ──────────",
        "ett          1 000",
        "ganska",
        "långt",
        "namn",
        "kort    över flera",
    ]


def test_a_table_that_does_not_fit_is_shown_row_by_row() -> None:
    table = TextTable(["Id", "Omfördel-\nningsbart", "Text"], [["a", "1 000", ""], ["b", "5", "ord"], ["c", "inget"]], {1})
    assert list(table.blocks()) == [
        "a", "  Omfördelningsbart      1 000",
        "", "b", "  Omfördelningsbart          5", "  Text               ord",
        "", "c", "  inget",
    ]  # fmt: skip


def test_a_short_row_reaches_over_the_rest() -> None:
    table = TextTable(["A", "B", "C"], [["a", "1", "2"], ["b", "kan inte beräknas"]], {1, 2})
    assert list(table.lines(80)) == ["A  B  C", "─  ─  ─", "a  1  2", "b  kan", "   inte", "   beräknas"]


def test_an_empty_column_takes_no_width() -> None:
    assert list(TextTable(["A", ""], [["a", ""]]).lines(80)) == ["A", "─", "a"]


def test_a_table_is_rendered_as_blocks_where_it_does_not_fit() -> None:
    table = TextTable(["Namn", "Kr"], [["ett ganska långt namn", "1 000"]], {1})
    assert list(table.render(table.min_width)) == list(table.lines(table.min_width))
    assert list(table.render(table.min_width - 1)) == list(table.blocks())
