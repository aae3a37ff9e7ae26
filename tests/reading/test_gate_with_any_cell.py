"""Whatever is in the cells of a table, the gate answers: a value, or a coded fault at the cell that both languages explain."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.any_cells import ANY_CELL
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLES, Kind, Table
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.reading.gate import CheckedTable, check_table
from xl_kraftsamling.reading.table_cells import TableCells
from xl_kraftsamling.rules import BY_CODE


def check_columns(table: Table, columns: Mapping[str, Sequence[Any]], factor: int = 1) -> CheckedTable:
    """A table of these cells after the gate; its headings are in row 1 of its sheet, and its columns in their order."""
    fields = [column.field for column in table.columns]
    cells = TableCells(
        table=table, columns=columns, height=max(map(len, columns.values())), date1904=False, extra=[], twice=[],
        place=lambda name, position: Place(table.sheet, position + 2, fields.index(name) + 1),
        heading=lambda name: Place(table.sheet, 1, fields.index(name) + 1),
        factors={column.field: factor for column in table.columns if column.kind is Kind.AMOUNT},
    )  # fmt: skip
    return check_table(cells, load_register())


@st.composite
def any_columns(draw: st.DrawFn) -> tuple[Table, Mapping[str, Sequence[Any]]]:
    table, height = draw(st.sampled_from((*TABLES, RECORD, SETTINGS))), draw(st.integers(1, 4))
    return table, {column.field: draw(st.lists(ANY_CELL, min_size=height, max_size=height)) for column in table.columns}


@given(any_columns(), st.sampled_from([1, 1_000, 1_000_000]))
def test_every_cell_is_a_value_or_a_fault_that_both_languages_explain(given_columns: tuple[Table, Any], factor: int) -> None:
    table, columns = given_columns
    checked = check_columns(table, columns, factor)
    number = {column.field: at for at, column in enumerate(table.columns, 1)}
    unread = {Place(table.sheet, i + 2, number[name]) for name, column in checked.columns.items() for i in column.unread}
    irregular = {Place(table.sheet, i + 2, number[name]) for name, column in checked.columns.items() for i in column.irregular}
    assert {fault.hit.place for fault in checked.faults if fault.leaves_unread} == unread
    assert irregular <= {place for fault in checked.faults for place in (fault.hit.place, *fault.hit.related)}
    for fault in checked.faults:
        for text in (BY_CODE[fault.code].message, BY_CODE[fault.code].remedy):
            assert all(text.fill(lang, fault.hit.values) for lang in LANGUAGES)


FORECASTS = next(table for table in TABLES if table.name == "forecasts")
PLAIN = {"date": ["2026-05-04"], "recipient": ["MKB"], "amount": [5.0], "comment": [""]}


@pytest.mark.parametrize(
    ("amount", "proposal", "sv", "en"),
    [
        ("636 250 kr", 636_250_00, "Skriv talet 636,25 (kolumnen är i tkr: det blir 636\u00a0250\u00a0kr) i cellen", "636.25 (the column is in tkr"),
        ("636,25", 636_250_00, "Skriv talet 636,25 (kolumnen är i tkr: det blir 636\u00a0250\u00a0kr) i cellen", "that makes SEK\u00a0636,250)"),
        ("150:--", 150_00, "Skriv talet 0,15 (kolumnen är i tkr: det blir 150\u00a0kr) i cellen", "0.15 (the column"),
    ],
)  # fmt: skip
def test_a_text_under_another_unit_is_proposed_as_the_number_to_enter_there(amount: str, proposal: int, sv: str, en: str) -> None:
    fault = next(each for each in check_columns(FORECASTS, {**PLAIN, "amount": [amount]}, 1_000).faults if each.code == "VD01")
    assert fault.hit.proposal == proposal
    assert sv in BY_CODE["VD01"].remedy.fill("sv", fault.hit.values)
    assert en in BY_CODE["VD01"].remedy.fill("en", fault.hit.values)


def test_done_as_told_the_finding_goes_and_the_amount_is_the_one_proposed() -> None:
    assert check_columns(FORECASTS, {**PLAIN, "amount": [636.25]}, 1_000).columns["amount"].values == [636_250_00]


@pytest.mark.parametrize(
    ("factor", "expected"), [(1, "ett tal, till exempel 150\u00a0000 eller 150\u00a0000,50"), (1_000, "ett tal i tkr, till exempel 150 eller 150,5")]
)
def test_an_amount_that_is_none_is_asked_for_in_the_unit_of_its_column(factor: int, expected: str) -> None:
    fault = next(each for each in check_columns(FORECASTS, {**PLAIN, "amount": ["ca 5"]}, factor).faults if each.code == "VD02")
    assert expected in BY_CODE["VD02"].message.fill("sv", fault.hit.values)
