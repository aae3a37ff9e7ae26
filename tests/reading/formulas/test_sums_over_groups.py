"""Sums across groups with captions, and sums that leave out what other sums take in."""

from pathlib import Path

import pytest

from support.formula_sheets import Rows, inspect_rows


def groups(*captions: str, between: int = 2) -> Rows:
    """Captions with rows below each, and a sum of all below these."""
    rows: Rows = [["Post", "2025", "2026"]]
    for caption in captions:
        rows += [[caption], *([f"{caption} {n}", n, 2 * n] for n in range(between))]
    last = len(rows)
    return [*rows, ["Totalt", f"=SUM(B2:B{last})", f"=SUM(C2:C{last})"]]


def test_a_sum_across_groups_with_their_captions_is_named_once_for_its_row(tmp_path: Path) -> None:
    (found,) = inspect_rows(tmp_path, groups("Drift", "Investering")).wide_totals
    assert ([place.cell for place in found.places], found.formula, found.captions) == (["B8", "C8"], "=SUM(B2:B7)", (2, 5))


@pytest.mark.parametrize(
    "rows",
    [
        groups("Drift"),  # one caption above the numbers is common and harmless
        [["Post", "kr"], ["a", 1], [None], ["b", 2], [None], ["c", 3], ["Summa", "=SUM(B2:B6)"]],  # empty rows
        [["Post", "kr", "m"], ["a", 1, 1], ["b", None, 1], ["c", 3, 1], ["d", None, 1], ["Summa", "=SUM(B2:B5)"]],  # rows with other numbers
        [["Post", "kr"], ["Summa", "=SUM(B3:B6)"], ["a"], ["b", 2], ["c"], ["d", 3]],  # a sum above its rows
    ],
)
def test_other_rows_without_a_number_are_left_alone(rows: Rows, tmp_path: Path) -> None:
    assert inspect_rows(tmp_path, rows).wide_totals == []


@pytest.mark.parametrize(
    "sums",
    [
        [["Bank", "=SUM(B2:B3)"], ["Kassa", "=SUM(B4:B6)"]],  # each sums its part
        [["Summa", "=SUM(B2:B6)"], ["Skolor", "=SUM(B2:B3)"]],  # a part below the sum of all
        [["Utvalda", "=SUM(B2,B4)"]],  # picked one by one
        [["Första", "=SUM(B2)"]],
    ],
)
def test_what_another_sum_takes_in_or_nobody_picked_is_not_missed(sums: Rows, tmp_path: Path) -> None:
    rows: Rows = [["Post", "kr"], *([f"p {n}", n] for n in range(1, 6)), *sums]
    assert inspect_rows(tmp_path, rows).short_totals == []


def test_a_sum_of_all_below_does_not_mend_a_subtotal(tmp_path: Path) -> None:
    rows: Rows = [["Post", "kr"], *([f"p {n}", n] for n in range(1, 6)), ["Delsumma", "=SUM(B2:B5)"], ["Totalt", "=SUM(B2:B6)"]]
    assert [each.place.cell for each in inspect_rows(tmp_path, rows).short_totals] == ["B7"]


def test_a_sum_above_its_items_takes_them_in_for_the_total(tmp_path: Path) -> None:
    rows: Rows = [["Post", "kr"], ["a", 1], ["b", "=SUM(B4:B5)"], ["b1", 2], ["b2", 3], ["Totalt", "=SUM(B2:B3)"]]
    assert inspect_rows(tmp_path, rows).short_totals == []
