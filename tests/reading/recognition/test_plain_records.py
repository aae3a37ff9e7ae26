"""Rows that plainly are records are found by their columns alone, and are records when each is weighed against its table."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.reading.recognition.plain_records import find_plain_records
from xl_kraftsamling.reading.row_roles import RowRole, TableShape, classify_row

DAY = date(2026, 5, 20)
HEADINGS = ["Nr", "Datum", "Nämnd", "Belopp 1", "Status"]
CELLS = st.one_of(
    st.sampled_from(["", "kulturnämnden", "KN", "Summa", "S:a KN", "Kvar", "varav utbetalt", "Transport", "A-1", "godkänt", " ", "-", "Ingående saldo", "10", "1 000,50", "75 tkr", "S:a 1", "Kvar 2026", "Belopp 1"]),
    st.sampled_from([0, 1, 2026, 150_000, 0.5, True, DAY, NoValue("#REF!"), UNVALUED_FORMULA]),
)


def make_shape(number: int | None = 1, keys: frozenset[int] = frozenset({1, 2, 3, 4, 5})) -> TableShape:
    names = load_register().recognise
    return TableShape(
        columns=[1, 2, 3, 4, 5], headings=[HEADINGS], amounts=frozenset({4}), id=number, keys=keys, recipient=3,
        names_recipient=lambda cell: type(cell) is str and names(cell).name is not None,
    )  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=6), st.sampled_from([1, None]))
def test_a_row_that_plainly_is_a_record_is_one_when_it_is_weighed(rows: list[list[Any]], number: int | None) -> None:
    shape = make_shape(number)
    for line in find_plain_records([HEADINGS, *rows], 2, len(rows) + 1, shape):
        assert classify_row(rows[line - 2], shape) is RowRole.DATA


def test_a_long_list_is_told_without_weighing_its_rows_but_not_its_sum_and_what_lacks_something() -> None:
    whole = ["A-1", DAY, "kulturnämnden", 1000, "godkänt"]
    rows = [whole, [7, DAY, "MKB", 5.5, "utbetalt"], ["Summa", DAY, "MKB", 10, "x"], ["", DAY, "MKB", 10, "x"], [*whole[:3], 0, "godkänt"], [*whole[:3], "10", "x"], whole, [*whole[:3], "x", "x"]]
    assert find_plain_records([HEADINGS, *rows], 2, 9, make_shape()) == {2, 3, 7, 8}


def test_in_a_list_of_names_and_amounts_every_row_is_weighed() -> None:
    assert find_plain_records([HEADINGS, ["A-1", DAY, "MKB", 10, "x"]], 2, 2, make_shape(keys=frozenset({3, 4}))) == frozenset()


def test_a_row_that_is_shorter_than_its_table_is_weighed_and_a_short_title_above_it_does_no_harm() -> None:
    rows = [["Kraftsamling"], ["A-1", DAY, "MKB", 10], ["A-2", DAY, "MKB", 10, "godkänt"]]
    assert find_plain_records(rows, 2, 3, make_shape()) == {3}
