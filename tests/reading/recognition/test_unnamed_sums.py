"""Sum rows that no word names are found above or below their rows, and a record that lacks most of itself is none of them."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.reading.recognition.unnamed_sums import Amounts, find_unnamed_sums

AMOUNTS = st.lists(st.lists(st.integers(1, 10**6), min_size=2, max_size=5), min_size=1, max_size=5)


def record(amount: float) -> list[Any]:
    return ["A-1", "2026-05-04", "kulturnämnden", amount]


def bare(amount: float, name: str = "Våren") -> list[Any]:
    return ["", "", name, amount]


def find(grid: list[list[Any]], formulas: frozenset[int] = frozenset(), keys: int = 3) -> list[int]:
    columns = Amounts(frozenset({4}), frozenset(range(4 - keys, 4)), lambda row, _: row in formulas)
    return [*find_unnamed_sums(grid, range(1, len(grid) + 1), (), columns)]


@given(AMOUNTS, st.booleans())
def test_a_bare_row_that_adds_up_its_group_is_its_sum(groups: list[list[int]], is_above: bool) -> None:
    grid, sums = list[list[Any]](), list[int]()
    for group in groups:
        rows, total = [record(amount) for amount in group], [bare(sum(group))]
        grid += [*total, *rows] if is_above else [*rows, *total]
        sums.append(len(grid) - (len(rows) if is_above else 0))
    assert find(grid) == sums


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=6), st.data())
def test_a_bare_row_that_adds_up_nothing_stays_a_record(amounts: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(amounts)))
    grid = [record(amount) for amount in amounts]
    grid.insert(place, bare(2 * sum(amounts) + 1))
    assert find(grid) == []


def test_one_amount_that_occurs_again_is_no_sum_unless_the_table_has_others_like_it() -> None:
    assert find([record(500), bare(500)]) == []
    assert find([record(500), record(700), bare(1_200), record(500), bare(500)]) == [3, 5]
    assert find([record(500), record(700), bare(1_200), record(500), ["", "", "", 500]]) == [3]


def test_a_formula_tells_a_sum_whatever_it_comes_to() -> None:
    assert find([record(500), record(700), bare(7), bare(0)], frozenset({3})) == [3]
    assert find([record(500), record(700)], frozenset({1})) == []  # a whole record may be computed


def test_in_a_list_of_names_and_amounts_a_formula_alone_tells_a_sum() -> None:
    grid = [bare(500, "kulturnämnden"), bare(700, "MKB"), bare(1_200, "Att fördela")]
    assert find(grid, keys=1) == []
    assert find(grid, frozenset({3}), keys=1) == [3]


def test_a_sum_of_zero_proves_nothing() -> None:
    assert find([record(5), record(-5), bare(0)]) == []
