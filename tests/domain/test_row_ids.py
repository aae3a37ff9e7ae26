"""Which rows an id means, in a table that is kept in several lists."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.row_ids import RowIds
from xl_kraftsamling.domain.rows import MadeRows
from xl_kraftsamling.domain.tables import ALL_READ, CallOff


def make_list(sheet: str, ids: Sequence[str | None], recipient: str | None = None, column: int = 1, block: Block | None = None) -> list[CallOff]:
    """The call-offs of a list below the headings in row 1 of a sheet, with ids in a column."""
    of = block or Block("call_offs", sheet, 1, {"id": column}, {})
    return [CallOff(of, line, ALL_READ, name, None, recipient, None, None, None, None, None, None) for line, name in enumerate(ids, 2)]


def find_repeated(*lists: Sequence[CallOff]) -> list[str]:
    """The ids that stand twice where they may not, in the order of their rows, with their sheets."""
    ids = RowIds(rows := MadeRows(row for each in lists for row in each))
    seen: set[tuple[int, str | None]] = set()
    return [
        f"{row.block.sheet} {row.id}"
        for series, row in zip(ids.series, map(rows.make, ids.numbers), strict=True)
        if row.id and ((series, row.id) in seen or seen.add((series, row.id)))
    ]


@pytest.mark.parametrize(
    "lists",
    [
        (["1", "2", "3"], ["1", "2"], ["1", "2", "3", "4"]),
        (["A-1", "A-2"], ["A-1", "A-2", "A-3"]),
        (["26-001", "26-002"], ["26-001", "26-002"]),
        (["1/26", "2/26"], ["1/26", "2/26", "3/26"]),
        (["1"], ["1"]),
        (["1"], ["1", "2"]),
        (["2", "1", "3"], ["1", "2", "4"]),  # in no order, and with a row taken out
        (["1", "2", "3"], ["1", "2", "3"], ["2", "3"]),  # the third begins anew too: its first row is gone
        (["1", "2"], [], ["1", "2"]),
    ],
)
def test_numbers_that_begin_anew_in_each_list_are_each_lists_own(lists: Sequence[Sequence[str]]) -> None:
    assert find_repeated(*(make_list(f"S{n}", ids) for n, ids in enumerate(lists))) == []


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ((["26-001", "26-002"], ["26-003"], ["26-003", "26-004"]), ["S2 26-003"]),
        ((["1", "2"], ["3", "4"], ["2", "5"]), ["S2 2"]),
        ((["1", "2", "3", "4", "5", "6"], ["1", "7", "8"]), ["S1 1"]),  # a row copied from the first list
        ((["A-1", "A-7"], ["A-1", "A-9"]), ["S1 A-1"]),
        ((["x", "y"], ["y", "z"]), ["S1 y"]),
        ((["1", "2", "2"], ["1", "2"]), ["S0 2"]),  # twice in one list, whatever the other has
        ((["1", "2", "X-9"], ["1", "2", "X-9"]), ["S1 X-9"]),  # of another form: one series for all lists
        ((["1-001", "1-002"], ["1-002", "1-003"]), ["S1 1-002"]),  # the 1 counts nothing
        ((["1" * 41], ["1" * 41]), ["S1 " + "1" * 41]),
    ],
)
def test_ids_that_go_on_from_list_to_list_are_one_series(lists: Sequence[Sequence[str]], expected: Sequence[str]) -> None:
    assert find_repeated(*(make_list(f"S{n}", ids) for n, ids in enumerate(lists))) == expected


def test_the_records_of_one_row_share_the_cell_of_its_id() -> None:
    parts = [Block("call_offs", "Avrop", 1, {"id": 1, "amount": column}, {}) for column in (3, 4)]
    assert find_repeated(*(make_list("Avrop", ["a", "b"], block=part) for part in parts)) == []


def test_lists_beside_each_other_are_two_lists() -> None:
    assert find_repeated(make_list("Kort", ["a", "b"]), make_list("Kort", ["a"], column=5)) == ["Kort a"]
    assert find_repeated(make_list("Kort", ["1", "2"]), make_list("Kort", ["1", "2"], column=5)) == []


def test_a_row_without_an_id_is_like_no_other() -> None:
    assert find_repeated(make_list("A", [None, None]), make_list("B", [None])) == []


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.sampled_from(["", "A-", "26-", "Avrop "]))
def test_numbering_on_from_list_to_list_or_anew_in_each_repeats_nothing(sizes: Sequence[int], before: str) -> None:
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    for onward in (starts, [0] * len(sizes)):
        ids = [[f"{before}{start + n}" for n in range(1, size + 1)] for start, size in zip(onward, sizes, strict=True)]
        assert find_repeated(*(make_list(f"S{n}", each) for n, each in enumerate(ids))) == []


@given(st.lists(st.integers(2, 9), min_size=2, max_size=5), st.data())
def test_a_row_that_is_copied_on_into_a_later_list_is_found(sizes: Sequence[int], data: st.DataObject) -> None:
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    ids = [[f"26-{start + n:03}" for n in range(1, size + 1)] for start, size in zip(starts, sizes, strict=True)]
    later = data.draw(st.integers(1, len(sizes) - 1))
    copied = ids[later - 1][-1]
    ids[later].insert(0, copied)
    assert find_repeated(*(make_list(f"S{n}", each) for n, each in enumerate(ids))) == [f"S{later} {copied}"]


def test_a_reference_means_the_row_of_its_own_list_then_of_its_sheet_then_of_its_recipient() -> None:
    asn, kn = make_list("ASN", ["1", "2"], "ASN"), make_list("KN", ["1", "2", "3"], "KN")
    ids = RowIds(MadeRows([*asn, *kn]))
    (beside,) = make_list("KN", ["x"], "MKB", column=7)
    (elsewhere,) = make_list("Återfört", ["x"], "ASN")
    (nobodys,) = make_list("Återfört", ["x"])
    assert ids.find("2", asn[0]) == [asn[1]]
    assert ids.find("2", beside) == [kn[1]]
    assert ids.find("2", elsewhere) == [asn[1]]
    assert ids.find("2", nobodys) == [asn[1], kn[1]]  # nobody can know which
    assert ids.find("3", asn[0]) == [kn[2]]  # one row alone has it
    assert ids.find("4", asn[0]) == ids.find(None, asn[0]) == []


def test_an_id_that_is_used_twice_may_mean_either_row() -> None:
    june, july = make_list("Juni", ["26-1", "26-2"]), make_list("Juli", ["26-2", "26-3"])
    assert RowIds(MadeRows([*june, *july])).find("26-2", july[1]) == [june[1], july[0]]
