"""What depends on a changed cell is found, directly, through other formulas, tables and names; and nothing that does not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.xlsx.formulas import dependents
from xl_kraftsamling.xlsx.formulas.copies import FormulaCell, Formulas, group_copies
from xl_kraftsamling.xlsx.formulas.dependents import WorkbookFormulas
from xl_kraftsamling.xlsx.grid import Area, parse_cell

TABLE = {"lista": ("blad", Area(1, 1, 9, 4))}


def formulas(cells: dict[str, str]) -> Formulas:
    places = sorted((parse_cell(cell), text) for cell, text in cells.items())
    return group_copies(FormulaCell(*place, text) for place, text in places)


def find(cells: dict[str, str], changed: str, *, names: dict[str, str] | None = None, **other: dict[str, str]) -> set[tuple[str, int, int]]:
    """The dependents of a range of the sheet Blad, as sheet, row and column."""
    sheets = {"blad": formulas(cells), **{name: formulas(each) for name, each in other.items()}}
    found = WorkbookFormulas(sheets, TABLE, names or {}).find_dependents([("blad", Area.parse(changed))])
    return {
        (sheet, row, column)
        for sheet, areas in found.items()
        for area in areas
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }


def cells_of(*refs: str, sheet: str = "blad") -> set[tuple[str, int, int]]:
    return {(sheet, *parse_cell(ref)) for ref in refs}


def test_a_chain_is_followed_over_sheets() -> None:
    other = {"A1": "Blad!B1+1", "A2": "A1*2", "A3": "2*2", "A4": "Annat!A9"}
    assert find({"B1": "SUM(A1:A9)", "B2": "C1"}, "A5", annat=other) == cells_of("B1") | cells_of("A1", "A2", sheet="annat")


def test_of_a_column_of_copies_only_the_rows_concerned_depend() -> None:
    assert find({f"B{row}": f"A{row}*2" for row in range(1, 9)}, "A3:A4") == cells_of("B3", "B4")


def test_a_running_balance_depends_from_the_changed_row_on() -> None:
    chain = {f"B{row}": f"B{row - 1}+A{row}" for row in range(2, 9)}
    assert find(chain, "A6") == cells_of("B6", "B7", "B8")
    assert find({f"B{row}": f"SUM(A$1:A{row})" for row in range(1, 5)}, "A3") == cells_of("B3", "B4")


def test_a_long_chain_over_two_columns_ends() -> None:
    chain = {f"B{row}": f"C{row - 1}+1" for row in range(2, 3000)} | {f"C{row}": f"B{row}+A{row}" for row in range(2, 3000)}
    assert len(find(chain, "A2")) == 2 * 2998 - 1


def test_tables_are_followed_by_name_and_beside_the_formula_by_row() -> None:
    found = find({"F1": "SUM(Lista[a])", **{f"D{row}": "Lista[[#This Row],[a]]*2" for row in range(2, 6)}}, "B4")
    assert found == cells_of("F1", "D4")


def test_defined_names_are_followed_and_one_made_of_itself_ends() -> None:
    names = {"summan": "SUM(Blad!$A$1:$A$5)", "dubbelt": "2*summan", "ring": "ring+1", "tal": "0.25"}
    assert find({"B1": "dubbelt", "B2": "tal", "B3": "Summan_2"}, "A5", names=names) == cells_of("B1")
    assert find({"B1": "ring"}, "A5", names=names) == cells_of("B1")  # what it depends on is not known


@pytest.mark.parametrize("formula", ['INDIRECT("A"&1)', "OFFSET(C1,1,1)", "SUM(Blad:Annat!A1)"])
def test_what_does_not_show_what_it_depends_on_counts(formula: str) -> None:
    assert find({"E1": formula}, "A1") == cells_of("E1")


def test_another_workbook_does_not_depend_on_this_one() -> None:
    assert find({"E1": "[1]Blad!A1"}, "A1") == set()


def test_where_the_search_would_take_too_long_everything_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependents, "MAX_STEPS", 1)
    assert find({"B1": "A1", "B2": "C2"}, "A1") == cells_of("B1", "B2")


@given(st.data())
def test_no_dependent_is_missed(data: Any) -> None:
    """Against a slow search: cell by cell, over random sheets of references up, down and sideways."""
    refs: dict[str, set[tuple[int, int]]] = {}
    cells: dict[str, str] = {}
    for row in range(1, 7):
        for column in "BC":
            targets = data.draw(st.lists(st.tuples(st.integers(1, 6), st.sampled_from("ABC")), max_size=2))
            if targets:
                cells[f"{column}{row}"] = "+".join(f"{name}{line}" for line, name in targets)
                refs[f"{column}{row}"] = {parse_cell(f"{name}{line}") for line, name in targets}
    dirty, before = {parse_cell("A3")}, 0
    while len(dirty) != before:
        before = len(dirty)
        dirty |= {parse_cell(cell) for cell, wanted in refs.items() if wanted & dirty}
    assert {each[1:] for each in find(cells, "A3")} >= dirty - {parse_cell("A3")}
