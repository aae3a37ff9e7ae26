"""Formulas that are copies but for one change, in rows and in columns, and those that are meant so."""

from itertools import pairwise
from pathlib import Path

import pytest

from support.formula_sheets import Rows, inspect_rows
from xl_kraftsamling.domain.formula_facts import Cells, Deviation
from xl_kraftsamling.domain.place import Place


def find(folder: Path, rows: Rows) -> list[tuple[str | None, str, str]]:
    """Each deviation as its first cell, what stands there and what should."""
    return [(each.places[0].cell, str(each.found), each.expected) for each in inspect_rows(folder, rows).differing_formulas]


def budget(*, sums: dict[int, str], groups: int = 3) -> Rows:
    """Groups of two rows with a caption above and a subtotal below; a sum across in each row, `sums` instead of some by their row."""
    rows: Rows = [["Post", "BP", "NAF", "ITS", "Summa"]]
    for n in range(groups):
        top = len(rows) + 2
        rows.append([f"Grupp {n}"])
        rows += [[f"post {row}", 10 * row, None, row, f"=SUM(B{row}:D{row})"] for row in (top, top + 1)]
        rows.append([f"Delsumma {n}", *(f"=SUM({letter}{top}:{letter}{top + 1})" for letter in "BCDE")])
    for row, formula in sums.items():
        rows[row - 1][4] = formula
    return rows


def test_a_range_that_begins_elsewhere_is_found_across_captions_and_subtotals(tmp_path: Path) -> None:
    assert find(tmp_path, budget(sums={})) == []
    assert find(tmp_path, budget(sums={7: "=SUM(C7:D7)"})) == [("E7", "=SUM(C7:D7)", "=SUM(B7:D7)")]


def test_a_deviation_names_what_it_takes_in_beside_its_copies(tmp_path: Path) -> None:
    (found,) = inspect_rows(tmp_path, budget(sums={7: "=SUM(C7:D7)"})).differing_formulas
    assert found.comparison is not None
    assert found.comparison.found == Cells(Place("Blad1", 7, 3), Place("Blad1", 7, 4))
    assert found.comparison.expected == Cells(Place("Blad1", 7, 2), Place("Blad1", 7, 4))
    assert (found.model, found.is_sideways) == (found.comparison.models.first, False)


def sparse(formula: str, *cells: object) -> Rows:
    """Formulas in every second row, too far apart to be a dense column; another in the eighth, whose cells may be others, too."""
    rows: Rows = [["Post", "a", "b", "c", "Netto"]]
    for row in range(2, 15, 2):
        rows += [[f"post {row}", 1, row, 2, f"=C{row}-D{row}"], []]
    rows[7] = ["post 8", *(cells or (1, 8, 2)), formula]
    return rows


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=C7-D7", [("E8", "=C7-D7", "=C8-D8")]),  # a row beside
        ("=C8", [("E8", "=C8", "=C8-D8")]),  # a term is missing, where there is a number
        ("=C8-D8-B8", [("E8", "=C8-D8-B8", "=C8-D8")]),
        ("=#REF!-D8", [("E8", "=#REF!-D8", "=C8-D8")]),
        ("=C8-D8+25", []),  # the number is FO04's
        ("=B8*C8/D8", []),  # something else
        ("=$C$8-D8", []),
        ("=C8-Blad1!D8", []),
        ("=D9-C8", []),
    ],
)
def test_one_change_in_a_sparse_column_is_a_deviation_and_several_are_not(
    formula: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert find(tmp_path, sparse(formula)) == expected


@pytest.mark.parametrize("text", ["-", None])
def test_a_term_is_missing_only_where_there_is_a_number_and_one_too_many_only_where_others_have_one(text: str | None, tmp_path: Path) -> None:
    assert find(tmp_path, sparse("=C8", 1, 8, text)) == []
    rows = sparse("=C8-D8-B8")
    for row in rows[1:7:2]:
        row[1] = text
    assert find(tmp_path, rows) == []


def test_only_numbers_or_the_order_of_terms_differ_in_a_dense_column(tmp_path: Path) -> None:
    rows: Rows = [["Post", "a", "b", "Kvar"], *([f"post {row}", 1, row, f"=B{row}*1.5+C{row}"] for row in range(2, 9))]
    rows[4][3] = "=B5*1.6+C5"
    rows[5][3] = "=C6+B6*1.5"
    assert find(tmp_path, rows) == []
    rows[4][3] = "=B5*1.5-C5"
    assert find(tmp_path, rows) == [("D5", "=B5*1.5-C5", "=B5*1.5+C5")]


MONTHS = "BCDEFGH"


def months(**formulas: str) -> Rows:
    """Rows that are copied sideways, each with a formula of its own; `formulas` instead of some by their cell."""
    rows: Rows = [["Post", *(f"månad {n}" for n in range(1, 8))]]
    rows += [[f"post {row}", *range(1, 8)] for row in (2, 3, 4)]
    rows += [
        ["Summa", *(f"=SUM({letter}2:{letter}4)" for letter in MONTHS)],
        ["Netto", *(f"={letter}2-{letter}3" for letter in MONTHS)], ["Andel", *(f"={letter}4/{letter}5" for letter in MONTHS)],
    ]  # fmt: skip
    for cell, formula in formulas.items():
        rows[int(cell[1:]) - 1][ord(cell[0]) - 65] = formula
    return rows


@pytest.mark.parametrize(("cell", "formula", "expected"), [("E6", "=E2-E4", "=E2-E3"), ("F7", "=F4/E5", "=F4/F5"), ("H5", "=SUM(H2:H3)+H4", "")])
def test_rows_that_are_copied_sideways_are_patterns_too(cell: str, formula: str, expected: str, tmp_path: Path) -> None:
    assert inspect_rows(tmp_path, months()).differing_formulas == []
    found = inspect_rows(tmp_path, months(**{cell: formula})).differing_formulas
    told = [(each.places[0].cell, each.found, each.expected, each.is_sideways) for each in found]
    assert told == ([(cell, formula, expected, True)] if expected else [])


def test_a_sum_that_leaves_out_a_row_of_numbers_is_told_once(tmp_path: Path) -> None:
    found = inspect_rows(tmp_path, months(D5="=SUM(D3:D4)"))
    assert ([each.place.cell for each in found.short_totals], found.differing_formulas) == (["D5"], [])


def test_what_comes_back_at_equal_distances_is_a_plan(tmp_path: Path) -> None:
    days: Rows = [["dag", 1, *(f"={'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n - (2 if n % 5 == 0 else 1)]}1+1" for n in range(2, 26))]]
    assert find(tmp_path, days) == []
    others: Rows = [["dag", *range(1, 30)], ["sum", None, *(f"={letter}1+{before}1" for before, letter in pairwise("BCDEFGHIJKLMNOP"))]]
    assert find(tmp_path, others) == []
    others[1][9] = "=J1+H1"
    assert find(tmp_path, others) == [("J2", "=J1+H1", "=J1+I1")]
    others[1][5] = "=F1+D1"
    others[1][13] = "=N1+L1"
    assert find(tmp_path, others) == []


@pytest.mark.parametrize(
    ("sums", "extra", "expected"),
    [
        (["=SUM(B3:B6)", "=SUM(C3:C6)", "=SUM(D4:D6)"], 5, ["D7"]),  # the other two take in its row
        (["=SUM(B3:B6)", "=SUM(C3:C6)", "=SUM(D4:D6)"], "rubrik", []),  # a text above its own numbers
        (["=SUM(B3:B6)", "=SUM(C3:C6)", "=SUM(D2:D6)"], 5, ["D7"]),  # takes in its caption
        (["=SUM(B3:B6)", "=SUM(C4:C6)"], 5, ["C7"]),  # one against one: B3 is a number
        (["=SUM(B2:B6)", "=SUM(C3:C6)"], 5, ["B7"]),  # one against one: B2 is none
        (["=SUM(B3:B6)", "=SUM(C3:C3)"], 5, ["C7"]),
        (["=SUM(B3:B6)", "=MAX(C4:C6)"], 5, []),
    ],
)
def test_sums_beside_each_other_take_in_the_same_rows(sums: list[str], extra: object, expected: list[str], tmp_path: Path) -> None:
    rows: Rows = [["Post", "a", "b", "c"], ["Grupp"], ["p", 1, 2, extra], *([f"p {n}", 1, 2, 3] for n in range(3)), ["Summa", *sums]]
    if len(sums) == 2:
        rows = [row[:3] for row in rows]
    found = inspect_rows(tmp_path, rows)
    told = {*(each.places[0].cell for each in found.differing_formulas), *(each.place.cell for each in found.short_totals)}
    assert told == set(expected)


def test_an_empty_row_that_others_take_in_is_no_difference(tmp_path: Path) -> None:
    rows: Rows = [["Post", "a", "b", "c"], *([f"p {n}", 1, 2, 3] for n in range(3)), [None], ["Summa", "=SUM(B2:B5)", "=SUM(C2:C5)", "=SUM(D2:D4)"]]
    assert find(tmp_path, rows) == []


def test_a_number_between_the_sums_of_a_row_has_replaced_one(tmp_path: Path) -> None:
    rows: Rows = [["Post", "a", "b", "c", "d"], *([f"p {n}", 1, 2, 3, 4] for n in range(3)), ["Summa", "=SUM(B2:B4)", "=SUM(C2:C4)", 9.5, "=SUM(E2:E4)"]]
    (found,) = inspect_rows(tmp_path, rows).overwritten_formulas
    assert found == Deviation((Place("Blad1", 5, 4),), 9.5, "=SUM(D2:D4)", Place("Blad1", 5, 3), is_sideways=True)
    rows[4] = ["Andel", "=B2/100", "=C2/100", 9.5, "=E3/100"]
    assert inspect_rows(tmp_path, rows).overwritten_formulas == []


def test_formulas_of_25_000_terms_are_compared(tmp_path: Path) -> None:
    terms = "+".join(f"A{n % 400 + 1}" for n in range(25_000))
    rows: Rows = [[n, f"={terms}+C{n}"] for n in range(1, 5)]
    assert find(tmp_path, rows) == []  # fixed rows in a moving formula: no two are copies
