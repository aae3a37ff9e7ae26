"""What differs between paired rows, and between single values."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from support import build_book
from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.comparison.changes import find_moved, list_entry_changes, list_field_changes
from xl_kraftsamling.domain.comparison.pairing import UNREAD, Pair, pair_books
from xl_kraftsamling.domain.tables import CALL_OFFS, RECORD, SETTINGS

KN = "kulturnämnden"


def book(*numbers: int) -> Book:
    rows = [build_book.call_off(number, KN, 1_00, "godkänt") for number in numbers]
    return Book(call_offs=build_book.rows("call_offs", rows), blocks={"call_offs": [build_book.block(CALL_OFFS)]})


def test_the_fields_that_differ_are_listed_and_what_cannot_be_read_is_no_empty_value() -> None:
    old = build_book.call_off(1, KN, 5_00, "begärt")
    before, after = (build_book.rows("call_offs", [each])[0] for each in (old, {**old, "amount": None, "unread": {"amount"}, "status": "godkänt"}))
    found = list_field_changes(Pair(before, after), CALL_OFFS.columns)
    assert [(each.column.field, each.before, each.after) for each in found] == [("amount", 5_00, UNREAD), ("status", "begärt", "godkänt")]
    assert list_field_changes(Pair(before, before._replace(line=9)), CALL_OFFS.columns) == []
    assert list_field_changes(Pair(None, after), CALL_OFFS.columns) == list_field_changes(Pair(before, None), CALL_OFFS.columns) == []


def test_single_values_are_compared_by_what_they_mean() -> None:
    before = Book(record=build_book.entries(RECORD, {"section": "§ 1"}), settings={"as_of": build_book.unread_entry(SETTINGS, "as_of")})
    after = Book(record=build_book.entries(RECORD, {"section": "§ 2"}), settings=build_book.entries(SETTINGS, {"as_of": date(2026, 9, 30)}))
    changes = {each.column.field: each for each in list_entry_changes(before, after)}
    assert {name: (each.before, each.after) for name, each in changes.items()} == {"section": ("§ 1", "§ 2"), "as_of": (UNREAD, date(2026, 9, 30))}
    assert changes["section"].places == (before.record["section"].place, after.record["section"].place)
    assert [each.places[0] for each in list_entry_changes(Book(), after)][:1] == [None]


def test_the_fewest_rows_that_give_the_new_order_have_moved() -> None:
    before, after = book(1, 2, 3, 4, 5), book(5, 1, 2, 9, 4)
    assert [pair.after.id for pair in find_moved(pair_books(before, after)["call_offs"], before)] == ["A-5"]
    assert find_moved(pair_books(Book(), after)["call_offs"], Book()) == []


@given(st.permutations(range(7)))
def test_without_the_moved_rows_the_order_is_the_old_one(order: list[int]) -> None:
    before, after = book(*range(7)), book(*order)
    moved = {pair.after.id for pair in find_moved(pair_books(before, after)["call_offs"], before)}
    assert [row.id for row in after.call_offs if row.id not in moved] == [row.id for row in before.call_offs if row.id not in moved]
    assert bool(moved) == (order != sorted(order))
