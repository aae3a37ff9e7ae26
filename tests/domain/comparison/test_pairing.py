"""Which rows of two books are the same row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from support import build_book
from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.comparison.pairing import PairedTable, pair_books
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.rows import MadeRows
from xl_kraftsamling.domain.tables import TABLE_BY_NAME

KN, FRN, MKB = "kulturnämnden", "fritidsnämnden", "MKB"
DAY = date(2026, 9, 1)
Fields = Mapping[str, Any]


def book(name: str, entries: Sequence[Fields], *, without: Sequence[str] = (), sheet: str | None = None) -> Book:
    """A book with the rows of one table, which may lack columns and stand on another sheet."""
    table = TABLE_BY_NAME[name]
    columns = {column.field: number for number, column in enumerate(table.columns, 1) if column.field not in without}
    block = Block(name, sheet or table.sheet, 1, columns, {})
    rows = MadeRows(row._replace(block=block) for row in build_book.rows(name, entries))
    return Book(**{name: rows}, blocks={name: [block]})


def pair(name: str, before: Sequence[Fields], after: Sequence[Fields]) -> PairedTable:
    return pair_books(book(name, before), book(name, after))[name]


def numbers(paired: PairedTable) -> list[tuple[int | None, int | None]]:
    """The pairs by the places of their rows in their lists."""
    return [(each.before and each.before.line - 2, each.after and each.after.line - 2) for each in paired.pairs]


def call(number: int, who: str = KN, amount: int = 10_00) -> Fields:
    return build_book.call_off(number, who, amount, "godkänt")


def cost(voucher: str | None, amount: int, who: str = KN, text: str | None = None) -> Fields:
    return {"voucher": voucher, "booked_on": DAY, "period": 202609, "recipient": who, "amount": amount, "text": text}


def test_rows_are_known_by_their_ids_wherever_they_stand() -> None:
    paired = pair("call_offs", [call(1), call(2), call(3)], [call(3, FRN), call(4), call(1)])
    assert numbers(paired) == [(2, 0), (None, 1), (0, 2), (1, None)]
    assert (paired.by_content, paired.unmatched) == (0, 0)


def test_an_id_is_the_same_in_capitals() -> None:
    assert numbers(pair("call_offs", [call(1)], [{**call(1), "id": "a-1"}])) == [(0, 0)]


def test_a_removed_row_comes_where_it_stood() -> None:
    assert numbers(pair("call_offs", [call(1), call(2), call(3)], [call(2)])) == [(0, None), (1, 0), (2, None)]


def test_of_an_id_that_stands_twice_equal_rows_are_paired_first() -> None:
    paired = pair("call_offs", [call(1, KN), call(1, FRN)], [call(1, FRN), call(1, MKB), call(1, MKB, 1)])
    assert numbers(paired) == [(1, 0), (0, 1), (None, 2)]


def test_ids_that_begin_anew_in_each_list_mean_their_own_list() -> None:
    def months(*amounts: int) -> Book:
        blocks = [Block("call_offs", sheet, 1, {"id": 1, "amount": 2}, {}) for sheet in ("Maj", "Juni")]
        entries = [{"id": str(number), "recipient": KN, "amount": amount} for number, amount in zip((1, 2, 1, 2), amounts, strict=True)]
        rows = [row._replace(block=blocks[number // 2]) for number, row in enumerate(build_book.rows("call_offs", entries))]
        return Book(call_offs=MadeRows(rows), blocks={"call_offs": blocks})

    paired = pair_books(months(1, 2, 3, 4), months(1, 2, 30, 40))["call_offs"]
    assert [(each.before.amount, each.after.amount) for each in paired.pairs] == [(1, 1), (2, 2), (3, 30), (4, 40)]


def test_where_the_books_have_no_id_in_common_rows_are_paired_by_content() -> None:
    before, after = [call(1), call(2, FRN), call(3, MKB)], [{**call(2, FRN), "id": "b"}, {**call(1, KN, 11_00), "id": "a"}]
    paired = pair("call_offs", before, after)
    assert numbers(paired) == [(1, 0), (2, None), (0, 1)]
    assert (paired.by_content, paired.unmatched) == (2, 1)


def test_a_row_that_has_got_its_id_since_is_the_same_row() -> None:
    nameless = {**call(2), "id": None}
    assert numbers(pair("call_offs", [call(1), nameless], [call(1), call(2)])) == [(0, 0), (1, 1)]
    assert numbers(pair("call_offs", [call(1), call(2)], [call(1), nameless])) == [(0, 0), (1, 1)]


def test_costs_are_paired_by_content_since_a_voucher_is_no_id() -> None:
    before = [cost("V-1", 1), cost("V-1", 2), cost("V-2", 3), cost("V-2", 3)]
    after = [cost("V-2", 3), cost("V-1", 20), cost("V-1", 1), cost("V-2", 3), cost("V-3", 9)]
    paired = pair("outcomes", before, after)
    assert numbers(paired) == [(2, 0), (1, 1), (0, 2), (3, 3), (None, 4)]
    assert (paired.by_content, paired.unmatched) == (4, 1)


def test_nothing_is_paired_by_a_guess() -> None:
    paired = pair("outcomes", [cost("V-1", 1), cost("V-1", 2)], [cost("V-1", 3), cost("V-1", 4)])
    assert numbers(paired) == [(0, None), (1, None), (None, 0), (None, 1)]
    assert paired.unmatched == 4
    bare = pair("outcomes", [{"amount": 1}], [{"amount": 1, "recipient": KN}])
    assert bare.by_content == 0


def test_an_amount_that_cannot_be_read_is_not_an_empty_one() -> None:
    unread = {**cost("V-1", 1, text="bok"), "amount": None, "unread": {"amount"}}
    paired = pair("outcomes", [unread, cost("V-2", 2)], [{**unread, "unread": ()}, cost("V-2", 2)])
    assert numbers(paired) == [(0, 0), (1, 1)]
    assert paired.by_content == 2


def test_allocations_are_known_by_their_recipient_and_forecasts_by_their_date_too() -> None:
    assert numbers(pair("allocations", [{"recipient": KN, "amount": 1}, {"recipient": FRN, "amount": 2}], [{"recipient": FRN, "amount": 3}])) == [(0, None), (1, 0)]
    forecasts = [{"recipient": KN, "date": DAY, "amount": 1}], [{"recipient": KN, "date": date(2026, 8, 1), "amount": 9}, {"recipient": KN, "date": DAY, "amount": 2}]
    assert numbers(pair("forecasts", *forecasts)) == [(None, 0), (0, 1)]


def test_a_row_without_a_readable_name_is_paired_by_content() -> None:
    unread = {"amount": 5, "kind": "nämnd", "reference": "§ 266", "unread": {"recipient"}}
    paired = pair("allocations", [unread], [{**unread, "recipient": KN, "unread": ()}])
    assert (numbers(paired), paired.by_content) == ([(0, 0)], 1)
    assert pair("allocations", [unread], [unread]).by_content == 1
    two = [{**unread, "recipient": name, "unread": ()} for name in (KN, FRN)]
    assert pair("allocations", two, [unread]).by_content == 0


def test_only_columns_that_both_books_have_are_compared() -> None:
    before, after = book("outcomes", [cost("V-1", 1, text="bok")]), book("outcomes", [cost("V-1", 1)], without=["text", "voucher"])
    paired = pair_books(before, after)["outcomes"]
    assert [column.field for column in paired.lost] == ["voucher", "text"]
    assert numbers(paired) == [(0, 0)]
    assert [column.field for column in pair_books(after, before)["outcomes"].gained] == ["voucher", "text"]


def test_a_table_without_rows_lacks_no_columns() -> None:
    paired = pair_books(Book(), book("outcomes", [cost("V-1", 1)], without=["text"]))["outcomes"]
    assert ([column.field for column in paired.lost], numbers(paired)) == (["text"], [(None, 0)])


def test_of_rows_that_say_a_name_and_an_amount_alone_the_name_is_too_little_to_know_one_by() -> None:
    lacking = ["voucher", "booked_on", "period", "intervention", "text"]
    before, after = (book("outcomes", [cost(None, 10_00, KN), cost(None, amount, FRN)], without=lacking) for amount in (20_00, 25_00))
    assert numbers(pair_books(before, after)["outcomes"]) == [(0, 0), (1, None), (None, 1)]
