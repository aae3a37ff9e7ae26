"""The rows of a table, kept column by column."""

import operator

import pytest

from support import build_book
from xl_kraftsamling.domain.book import rows_with_read
from xl_kraftsamling.domain.rows import MadeRows, Rows, TableRows
from xl_kraftsamling.domain.tables import CallOff

ENTRIES = [
    {"id": "A-1", "recipient": "KN", "amount": 5, "status": "utbetalt"},
    {"id": "A-2", "recipient": "FRN", "amount": None, "status": "begärt", "unread": ["amount"]},
    {"id": "A-3", "recipient": "KN", "amount": 5, "status": "avslaget"},
    {"id": "A-4", "recipient": "KN", "amount": 5, "status": "begärt"},
]


def read_rows() -> TableRows[CallOff]:
    return build_book.rows("call_offs", ENTRIES)


def list_ids(rows: Rows[CallOff]) -> list[str | None]:
    assert [row.id for row in rows] == list(rows.column("id")) == [rows[number].id for number in range(len(rows))]
    return list(rows.column("id"))


@pytest.mark.parametrize("order", [(), (0,), (3, 1), (3, 2, 1, 0)])
def test_a_row_is_the_same_object_whenever_it_is_asked_for(order: tuple[int, ...]) -> None:
    rows = read_rows()
    asked = {number: rows[number] for number in order}
    assert list_ids(rows) == ["A-1", "A-2", "A-3", "A-4"]
    assert all(rows[number] is row for number, row in asked.items())
    assert all(map(operator.is_, rows, rows))


@pytest.mark.parametrize("rows", [read_rows(), MadeRows(read_rows())])
def test_rows_are_picked_by_their_values(rows: Rows[CallOff]) -> None:
    assert list_ids(rows.where("status", lambda status: status == "begärt")) == ["A-2", "A-4"]
    assert list_ids(rows.where("status", lambda status: status == "begärt").where("recipient", lambda name: name == "KN")) == ["A-4"]
    assert list_ids(rows.pick([1, 2, 3, 1], {1})) == ["A-1", "A-4"]
    assert list_ids(rows_with_read(rows, "amount")) == ["A-1", "A-3", "A-4"]
    assert rows.where("id", bool) is rows
    assert not rows.where("id", lambda name: name is None)


def test_picked_rows_are_those_of_the_table() -> None:
    rows = read_rows()
    (only,) = rows.where("id", lambda name: name == "A-3")
    assert only is rows[2] is rows[-2] is rows[1:][1] is rows.where("recipient", lambda name: name == "KN")[-2]


def test_rows_are_repeated_where_all_fields_are_the_same() -> None:
    rows = read_rows()
    assert [(first.id, row.id) for first, row in rows.find_repeated("recipient", "amount")] == [("A-1", "A-3"), ("A-1", "A-4")]
    assert list(rows.find_repeated("recipient", "id")) == list(rows.find_repeated("recipient", "amount", "status")) == []


def test_rows_are_compared_wherever_they_are_kept() -> None:
    rows = read_rows()
    assert rows == MadeRows(rows) == rows[:] == list(rows)
    assert rows != MadeRows(rows[1:])
    assert rows != MadeRows([*rows[:3], rows[3]._replace(amount=6)])
    assert rows != 4


def test_a_column_can_be_replaced() -> None:
    turned = read_rows().with_column("amount", [-5, None, -5, -5])
    assert [row.amount for row in turned] == [-5, None, -5, -5]
    assert list_ids(turned) == list_ids(read_rows())
    with pytest.raises(ValueError, match="argument"):
        list(read_rows().with_column("amount", [1]))


def test_a_column_of_some_rows_can_be_replaced_too() -> None:
    rows = read_rows().where("status", "begärt".__eq__).with_column("amount", [1, 2])
    assert [(row.id, row.amount) for row in rows] == [("A-2", 1), ("A-4", 2)]
