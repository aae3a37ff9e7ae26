"""The facts about a workbook's formulas: what a careful person would point at, and what is meant that way."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

from xl_kraftsamling import app
from xl_kraftsamling.domain.formula_facts import FormulaFacts
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.formulas.inspection import inspect_formulas
from xl_kraftsamling.reading.workbook_file import WorkbookFile

Rows = list[list[Any]]
Inspect = Callable[..., FormulaFacts]


@pytest.fixture
def inspect(tmp_path: Path) -> Inspect:
    """Inspects a workbook with the given sheets; the cell `=…` is a formula with the value 1, `=…→x` one with the value x."""

    def inspect(change: Callable[[Any, Any], object] = lambda _book, _page: None, **sheets: Rows) -> FormulaFacts:
        path = tmp_path / "bok.xlsx"
        book = xlsxwriter.Workbook(path)
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("="):
                        formula, _, value = cell.partition("→")
                        page.write_formula(row, column, formula, None, value or 1)
                    elif cell is not None:
                        page.write(row, column, cell)
        change(book, book.worksheets()[0])
        book.close()
        return inspect_formulas(WorkbookFile(path), [])

    return inspect


def table(*last: Any, below: Sequence[list[Any]] = ()) -> Rows:
    """A table from A1 with these cells, usually five, in its fourth column."""
    rows = [[f"nämnd {n}", 100 * n, 10 * n, cell] for n, cell in enumerate(last, 1)]
    return [["Nämnd", "Tilldelat", "Avropat", "Kvar"], *rows, *below]


def copies(*rows: int) -> list[str]:
    return [f"=B{n}-C{n}" for n in rows]


def cells(found: Any) -> list[str | None]:
    return [each.places[0].cell for each in found]


def test_a_constant_among_copies_is_overwritten_and_the_formula_expected_there_is_named(inspect: Inspect) -> None:
    found = inspect(Blad1=table(*copies(2, 3), 270, *copies(5, 6))).overwritten_formulas
    assert [(each.places, each.found, each.expected) for each in found] == [((Place("Blad1", 4, 4),), "270", "=B4-C4")]


def test_a_constant_in_the_last_row_is_overwritten_and_one_below_the_table_is_not(inspect: Inspect) -> None:
    assert cells(inspect(Blad1=table(*copies(2, 3, 4, 5), 450)).overwritten_formulas) == ["D6"]
    assert cells(inspect(Blad1=table(*copies(2, 3, 4, 5), below=[[None, None, None, 450]])).overwritten_formulas) == []
    assert cells(inspect(Blad1=table(*copies(2, 3, 4, 5), below=[["Summa", 1, 1, 450]])).overwritten_formulas) == []


def test_a_text_among_copies_is_overwritten_where_its_row_has_numbers(inspect: Inspect) -> None:
    assert cells(inspect(Blad1=table(*copies(2, 3), "utgår", *copies(5, 6))).overwritten_formulas) == ["D4"]


def test_a_constant_in_the_first_row_is_overwritten_below_the_heading_of_an_excel_table(inspect: Inspect) -> None:
    rows = table(90, *copies(3, 4, 5, 6))
    columns = {"columns": [{"header": text} for text in rows[0]]}
    assert cells(inspect(Blad1=rows).overwritten_formulas) == []
    assert cells(inspect(lambda _, page: page.add_table("A1:D6", columns), Blad1=rows).overwritten_formulas) == ["D2"]


@pytest.mark.parametrize(
    "last",
    [
        (90, 180, *copies(4, 5, 6)),  # below two thirds
        (*copies(2, 3), None, None, None),  # too few to be a pattern
        (*copies(2, 3, 4), None, *copies(6)),  # an empty cell is no constant
        (*copies(2, 3, 4), "=SUM(D2:D4)", *copies(6)),  # a subtotal
        ("=C2", "=D2+C3", "=D3+C4", "=D4+C5", "=D5+C6"),  # a running balance
        (100, "=D2+C3", "=D3+C4", "=D4+C5", "=D5+C6"),
    ],
)
def test_columns_that_are_meant_so_are_left_alone(inspect: Inspect, last: tuple[Any, ...]) -> None:
    found = inspect(Blad1=table(*last))
    assert [*cells(found.overwritten_formulas), *cells(found.differing_formulas)] == []


def test_a_row_of_constants_across_all_columns_of_formulas_is_meant_so(inspect: Inspect) -> None:
    rows: Rows = [["Post", "Jan", "Feb", "Mar", "Apr"]]
    rows += [[f"post {n}", 5, *(f"={letter}{n}*2" for letter in "BCD")] for n in range(2, 7)]
    rows[3] = ["ingående", 5, 7, 8, 9]
    assert inspect(Blad1=rows).overwritten_formulas == []
    rows[3] = ["post", 5, "=B4*2", 8, "=D4*2"]
    assert cells(inspect(Blad1=rows).overwritten_formulas) == ["D4"]


def test_a_heading_or_an_empty_row_keeps_two_runs_apart(inspect: Inspect) -> None:
    other = [["Grupp 2", "Tilldelat", "Avropat", "Kvar"], *([f"n {n}", 1, 1, f"=B{n}+C{n}"] for n in (6, 7, 8))]
    assert inspect(Blad1=table(*copies(2, 3, 4), below=other)).differing_formulas == []
    gap = [[None], *([f"n {n}", 1, 1, f"=B{n}+C{n}"] for n in (6, 7, 8))]
    assert inspect(Blad1=table(*copies(2, 3, 4), below=gap)).differing_formulas == []


def test_a_formula_that_differs_is_named_with_its_copies_and_what_it_should_be(inspect: Inspect) -> None:
    found = inspect(Blad1=table(*copies(2, 3), "=B4-C3", "=B5-C4", *copies(6, 7))).differing_formulas
    assert [(cells([each]), len(each.places), each.found, each.expected) for each in found] == [
        (["D4"], 2, "=B4-C3", "=B4-C4")
    ]


def test_a_formula_that_goes_on_to_the_side_or_heads_its_column_is_meant_so(inspect: Inspect) -> None:
    rows: Rows = [["Post", "Jan", "Feb", "Mar", "Apr"]]
    rows += [[f"post {n}", 5, *(f"={letter}{n}*$B$1" for letter in "BCD")] for n in range(2, 8)]
    rows[4] = ["netto", 5, "=B3-B4", "=C3-C4", "=D3-D4"]
    assert inspect(Blad1=rows).differing_formulas == []
    rows[4] = ["ackumulerat", *(f"={letter}3+{letter}2" for letter in "BC"), "=C5", None]
    rows = [[*row, f"=SUM(B{n}:D{n})" if n > 1 else "Helår"] for n, row in enumerate(rows, 1)]
    rows[4][-1] = "=D5"
    assert inspect(Blad1=rows).differing_formulas == []
    heads = table(*copies(2, 3, 4))
    heads[0][3] = '="Kvar "&A1→Kvar Nämnd'
    assert inspect(Blad1=heads).differing_formulas == []


def test_what_if_tables_and_arrays_hold_no_constants(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in table(*copies(2, 3, 4), None, None, None):
        book.active.append(row)
    book.active["D5"] = ArrayFormula("D5:D7", "=B5:B7-C5:C7")
    book.save(tmp_path / "bok.xlsx")
    assert inspect_formulas(WorkbookFile(tmp_path / "bok.xlsx"), []).overwritten_formulas == []


def totals(inspect: Inspect, rows: Rows) -> list[tuple[str | None, list[str | None]]]:
    return [(each.place.cell, [place.cell for place in each.missed]) for each in inspect(Blad1=rows).short_totals]


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        (["Summa", "=SUM(B2:B6)", "=SUM(C2:C5)"], [("C7", ["C6"])]),
        (["Summa", "=SUM(B2:B6)", "=SUBTOTAL(9,C2:C4)"], [("C7", ["C5", "C6"])]),
        (["Summa", "=SUM(B2:B6)", "=SUM(C3:C6)"], [("C7", ["C2"])]),  # beside one that begins higher up
        (["Summa", "=SUM(B3:B6)", "=SUM(C3:C6)"], []),  # all begin there: the first row is another thing
        (["Summa", "=SUM(B3:B6)"], [("B7", ["B2"])]),
        (["Varav nya", "=SUM(B3:B6)"], []),
        (["Summa", "=B2+B3+B4+B5+B6", "=C2+C3+C4+C5"], [("C7", ["C6"])]),
        (["Netto", "=B2+B4+B6", "=C2-C3"], []),  # chosen one by one
        (["Summa", "=SUM(B:B)", "=SUM($C$2:$C$6)"], []),
        (["Andel", "=SUM(B2:B3)/B6"], []),  # more than a sum
        (["Summa", "=SUBTOTAL(1,B2:B3)", "=COUNT(C2:C3)"], []),
    ],
)
def test_a_total_that_leaves_out_rows_next_to_it_is_short(inspect: Inspect, sums: list[Any], expected: object) -> None:
    assert totals(inspect, table(1, 2, 3, 4, 5, below=[sums])) == expected


def test_subtotals_grand_totals_and_sums_of_sums_cover_what_they_should(inspect: Inspect) -> None:
    rows: Rows = [
        ["Post", "kr"], ["a", 1], ["b", 2], ["Delsumma", "=SUM(B2:B3)"], ["c", 3], ["d", 4], ["e", 5], ["Delsumma", "=SUM(B5:B7)"],
        ["Summa", "=B4+B8"], ["Totalt", "=SUBTOTAL(9,B2:B8)"],
    ]  # fmt: skip
    assert totals(inspect, rows) == []
    rows[7] = ["Delsumma", "=SUM(B5:B6)"]
    assert totals(inspect, rows) == [("B8", ["B7"])]


@pytest.mark.parametrize("summed", ["B2:B{0}", "B{0}:B20001"])
def test_many_sums_that_each_leave_out_many_rows_are_told_exactly(inspect: Inspect, summed: str) -> None:
    data = [["post", 1]] * 20_000
    sums = [["Summa", f"=SUM({summed.format(row)})"] for row in range(1_500, 2_000)]
    found = inspect(Blad1=[["Post", "kr"], *data, *sums]).short_totals
    below = summed.startswith("B2")
    assert [len(each.missed) + each.more for each in found] == [20_001 - row if below else row - 2 for row in range(1_500, 2_000)]
    assert {len(each.missed) for each in found} == {1_000}
    assert found[0].missed[0] == Place("Blad1", 1_501 if below else 2, 2)


def test_a_year_above_a_column_is_its_heading(inspect: Inspect) -> None:
    assert totals(inspect, [["Post", 2026], ["a", 1], ["b", 2], ["Summa", "=SUM(B2:B3)"]]) == []


def test_an_empty_row_between_begins_something_new(inspect: Inspect) -> None:
    assert totals(inspect, [["Post", "kr"], ["a", 1], ["b", 2], [], ["c", 3], ["Summa", "=SUM(B2:B3)"]]) == []


def test_texts_that_are_summed_are_found_wherever_the_sum_is(inspect: Inspect) -> None:
    data = [["Nämnd", "Belopp", "2026"], ["a", 1, 1], ["b", "2 500", "ca 3"], ["c", "1 tkr", 5]]
    sums = [
        ["=SUM(Data!B2:B4)"],
        ["=SUMIFS(Data!B:B,Data!A:A,A1)"],
        ["=SUMIF(Data!C:C,1)"],
        ["=COUNT(Data!B:B)"],
        ["=SUM(Borta!B:B)"],
    ]
    found = inspect(Sida=sums, Data=data).summed_texts
    assert [(each.place.address, each.found, each.by.address) for each in found] == [
        ("Data!B3", "2 500", "Sida!A2"), ("Data!B4", "1 tkr", "Sida!A2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "texts"),
    [
        ("=SUM(Tab[kr])", 1),
        ("=SUM(Tab[[kr]:[antal]])", 2),
        ("=SUBTOTAL(109,Tab[antal])", 1),
        ("=SUM(Tab[[#Totals],[kr]])", 0),
        ("=SUM(Tab[finns inte])+SUM(Annan[kr])", 0),
        ("=AVERAGE(Tab[kr])", 0),
        ("=SUMIF(Tab[namn],1,Tab[kr])", 1),
        ("=AGGREGATE(9,6,2:3)", 2),
    ],
)
def test_the_columns_of_a_table_are_found_by_their_headings(inspect: Inspect, formula: str, texts: int) -> None:
    def add(_book: Any, page: Any) -> None:
        page.add_table("A1:C3", {"name": "Tab", "columns": [{"header": h} for h in ("namn", "kr", "antal")]})

    rows = [["namn", "kr", "antal", formula], ["a", "1 000", 2], ["b", 3, "4 000"]]
    assert len(inspect(add, Blad1=rows).summed_texts) == texts


def test_an_error_that_is_summed_is_named_where_it_begins(inspect: Inspect) -> None:
    rows = [
        ["a", 1],
        ["b", "=1/C9→#DIV/0!"],
        ["c", "=B2*2→#DIV/0!"],
        ["d", "=1/C9→#DIV/0!"],
        ["Summa", "=SUM(B1:B3)→#DIV/0!"],
    ]
    assert [(each.place.cell, each.found, each.by.cell) for each in inspect(Blad1=rows).error_values] == [
        ("B2", "#DIV/0!", "B5")
    ]


def test_numbers_in_formulas_are_reported_once_for_all_copies(inspect: Inspect) -> None:
    rows = table(*(f"=B{n}*1.25" for n in range(2, 7)))
    written = [each for each in inspect(Blad1=rows).formulas_with_numbers if each.numbers]
    assert [(len(each.places), each.formula, each.places[0].cell) for each in written] == [(5, "=B2*1.25", "D2")]


def test_hidden_rows_and_columns_count_where_they_hold_something(inspect: Inspect) -> None:
    def hide(_book: Any, page: Any) -> None:
        page.set_row(2, None, None, {"hidden": True})
        page.set_row(3, 0)
        page.set_row(40, None, None, {"hidden": True})
        page.set_column("B:B", None, None, {"hidden": True})
        page.set_column("C:C", 0)
        page.set_column("F:XFD", None, None, {"hidden": True})

    found = inspect(hide, Blad1=table(1, 2, 3)).hidden_cells
    assert [(each.are_columns, [place.cell for place in each.places]) for each in found] == [
        (False, ["A3", "A4"]), (True, ["B1", "C1"]),
    ]  # fmt: skip
    assert inspect(lambda _, page: page.set_column("H:I", None, None, {"hidden": True}), Blad1=table(1)).hidden_cells == []


def test_a_very_hidden_sheet_is_found_and_a_hidden_one_is_not(inspect: Inspect) -> None:
    def hide(book: Any, _page: Any) -> None:
        book.worksheets()[1].very_hidden()
        book.worksheets()[2].hide()
        book.worksheets()[3].very_hidden()

    assert inspect(hide, Ett=[], Dolt=[], Gömt=[], Saldo=[]).very_hidden_sheets == ["Dolt"]


def test_links_are_named_at_the_first_cell_of_each_sheet(inspect: Inspect) -> None:
    rows = [["=A2"], ["=[1]Blad1!A1"], ["=[1]Blad1!A2"]]
    assert [place and place.address for place in inspect(Ett=rows, Två=[["=SUM('[1]Ram 26'!B2:B9)"]]).external_links] == [
        "Ett!A2",
        "Två!A1",
    ]


def test_a_link_that_no_cell_has_is_the_workbooks(right_book_with: Callable[..., Path]) -> None:
    assert inspect_formulas(WorkbookFile(right_book_with(links=True)), []).external_links == [None]


@pytest.fixture
def right_book_with(tmp_path: Path) -> Callable[..., Path]:
    def build(*, links: bool = False, on_load: bool = True, iterate: bool = False) -> Path:
        book = openpyxl.Workbook()
        for row in table(*copies(2, 3, 4)):
            book.active.append(row)
        book.calculation.fullCalcOnLoad, book.calculation.iterate = on_load, iterate
        if links:
            from openpyxl.packaging.relationship import Relationship
            from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink

            link = ExternalLink(externalBook=ExternalBook(id="rId1"))
            link.file_link = Relationship(
                type="externalLinkPath", Target="annan.xlsx", TargetMode="External", Id="rId1"
            )
            book._external_links.append(link)
        book.save(tmp_path / "gjord.xlsx")
        return tmp_path / "gjord.xlsx"

    return build


def test_missing_values_are_reported_once_per_sheet_unless_excel_works_them_out_on_opening(
    right_book_with: Callable[..., Path],
) -> None:
    assert inspect_formulas(WorkbookFile(right_book_with(on_load=False)), []).unvalued_formulas == [(Place("Sheet", 2, 4), 2)]
    assert inspect_formulas(WorkbookFile(right_book_with(on_load=True)), []).unvalued_formulas == []


def test_iterative_calculation_is_reported(right_book_with: Callable[..., Path]) -> None:
    found = inspect_formulas(WorkbookFile(right_book_with(iterate=True)), [])
    assert (found.is_iterative, found.is_manual) == (True, False)


def test_the_example_that_fill_makes_has_nothing_against_its_formulas(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "exempel.xlsx", decision=app.pick_decision(None), example=True)
    found = {finding.rule.code for finding in app.validate_workbook(tmp_path / "exempel.xlsx").verdict.findings}
    assert not {code for code in found if code.startswith("FO")}
