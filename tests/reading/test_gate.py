"""Every check of every schema: what breaks a cell yields exactly that code at exactly that cell, and nothing elsewhere."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from support.build_gate_workbook import COLUMNS, DAY, list_places, read_sheets, right_book
from xl_kraftsamling.domain import status_words
from xl_kraftsamling.domain.book import Book, cell_of
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLES, Column, Kind, Table
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.gate import FORM, build_schema
from xl_kraftsamling.rules import BY_CODE

ANYWHERE = {"FO01": ["#REF!", "#N/A", "#NAME?"], "FO08": ["=1+1"]}
BREAKS: dict[Kind, dict[str, list[Any]]] = {
    Kind.AMOUNT: {
        "VD01": ["75\u00a0000", "48 500 kr"], "VD02": ["150,000", "ca 150 000", DAY, True], "VD03": ["1 100 tkr"],
        "VD07": [33_333.333, "0,000000001 mnkr"],
    },
    Kind.DATE: {"VD04": ["vecka 25", "2026-02-30", 17], "VD05": ["2026-06-01", 260_601, 46_174]},
    Kind.PERIOD: {"VD04": ["sommaren", 202_613], "VD05": [DAY, "2026-06-01"]},
    Kind.RECIPIENT: {"VD08": ["Ungdomsnämnden", 17], "VD09": ["KN", "Kulturförvaltningen"], "VD10": ["FSN"]},
    Kind.STATUS: {"VD13": ["klart", 17]},
    Kind.DECLARED: {"VD13": ["kanske"]},
    Kind.PERCENTS: {"VD02": ["nästan allt"]},
}  # fmt: skip
ALSO = {("VD07", "0,000000001 mnkr"): ["VD03"]}
"""What follows of necessity: part of an öre in mnkr is also an interpreted unit."""


Breaks = list[tuple[str, Any]]
"""What breaks a column: codes, each with a value that must yield it."""


def breaks(column: Column, used: Any = None) -> Breaks:
    """Everything that can break a column; `used` is an id that another row has."""
    found = ANYWHERE | BREAKS.get(column.kind, {})
    inflected = [form for state in column.states for form in status_words._FORMS.get(state, "").split()]
    if inflected:
        found = found | {"VD09": inflected}
    if column.is_required:
        found = found | {"VD06": ["", "-", " – "]}
    if column.kind is Kind.ID:
        found = found | {"VD11": [used]}
    if column.is_free_text:
        found = found | {"VD14": ["Eleven 811218-9876 har fått plats"]}
    return [(code, value) for code, values in found.items() for value in values]


def list_expected(broken: Iterable[tuple[str, Any, Place]]) -> list[tuple[str, Place]]:
    """The codes that the broken cells must yield, each at its cell, in the order of `sorted`."""
    return sorted((found, place) for code, value, place in broken for found in [code, *ALSO.get((code, value), [])])


def test_a_right_workbook_passes_the_gate(tmp_path: Path) -> None:
    workbook = read_sheets(right_book(), tmp_path)
    assert list(workbook.faults) == []
    assert workbook.book.missing == frozenset()


@pytest.mark.parametrize("table, column", COLUMNS)
def test_each_broken_cell_of_a_column_yields_exactly_its_code_there(
    table: Table, column: Column, tmp_path: Path
) -> None:
    sheets = right_book()
    rows, number = sheets[table.sheet].rows, table.columns.index(column)
    broken = []
    for code, value in breaks(column, rows[0][number]):
        row = [f"X-{len(rows)}", *rows[1][1:]] if table.columns[0].kind is Kind.ID else list(rows[1])
        row[number] = value
        rows.append(row)
        broken.append((code, value, Place(table.sheet, len(rows) + 1, number + 1)))
    workbook = read_sheets(sheets, tmp_path)
    assert list_places(workbook.faults) == list_expected(broken)
    assert unread_cells(workbook.book) == {fault.hit.place for fault in workbook.faults if fault.leaves_unread}
    assert_both_languages_explain(workbook.faults)


@pytest.mark.parametrize("label", ["Totalt, mnkr", "Summa, kr", "Summa (kr)", "Totalt 2026", "TOTALT inkl MKB", "S:a, tkr", "Delsumma, tkr"])
@pytest.mark.parametrize(("sheet", "amount"), [("Avrop", 4), ("Tilldelning", 2)])
def test_a_sum_with_its_unit_is_no_data(sheet: str, amount: int, label: str, tmp_path: Path) -> None:
    sheets = right_book()
    rows = sheets[sheet].rows
    total = ["" for _ in rows[0]]
    total[0], total[amount] = label, sum(row[amount] for row in rows)
    rows.append(total)
    workbook = read_sheets(sheets, tmp_path)
    assert list(workbook.faults) == []
    assert len(workbook.book.call_offs) == len(right_book()["Avrop"].rows)


def test_a_sum_that_names_a_part_is_compared_with_that_part(tmp_path: Path) -> None:
    for total, codes in ((8_800_000, []), (10_000_000, ["ST08"])):
        sheets = right_book()
        sheets["Tilldelning"].rows.append(["TOTALT exkl MKB", "", total, *[""] * (len(sheets["Tilldelning"].rows[0]) - 3)])
        assert [fault.code for fault in read_sheets(sheets, tmp_path).faults] == codes


def unread_cells(book: Book) -> set[Place]:
    """The cells that no rule may use: each must have been named by a fault."""
    return {cell_of(row, name) for table in TABLES for row in getattr(book, table.name) for name in row.unread}


def assert_both_languages_explain(faults: Iterable[Fault]) -> None:
    for fault in faults:
        rule = BY_CODE[fault.code]
        messages = [
            text.fill(lang, fault.hit.values) for text in (rule.message, rule.remedy) for lang in LANGUAGES
        ]
        assert "811218-9876" not in "".join(messages)


ROUNDS = [
    pytest.param(table, number, id=f"{table.name}-{number}")
    for table in (RECORD, SETTINGS)
    for number in range(max(len(breaks(column)) for column in table.columns))
]


@pytest.mark.parametrize("table, number", ROUNDS)
def test_each_broken_value_of_a_sheet_of_single_values_yields_exactly_its_code(
    table: Table, number: int, tmp_path: Path
) -> None:
    sheets = right_book()
    broken = []
    for line, column in enumerate(table.columns):
        for code, value in breaks(column)[number : number + 1]:
            sheets[table.sheet].rows[line][1] = value
            broken.append((code, value, Place(table.sheet, line + 2, 2)))
    workbook = read_sheets(sheets, tmp_path)
    assert list_places(workbook.faults) == list_expected(broken)
    entries = workbook.book.record if table is RECORD else workbook.book.settings
    unread = {fault.hit.place for fault in workbook.faults if fault.leaves_unread}
    assert {entry.place for entry in entries.values() if entry.unread} == unread
    assert_both_languages_explain(workbook.faults)


@pytest.mark.parametrize("table", (*TABLES, RECORD, SETTINGS), ids=lambda table: table.name)
def test_no_check_of_a_schema_is_left_untested(table: Table) -> None:
    fields = frozenset(column.field for column in table.columns)
    schema = build_schema(table, fields, frozenset(column.field for column in table.columns if column.is_free_text))
    for column in table.columns:
        checks = {check.name for name in (column.field, column.field + FORM) for check in schema.columns[name].checks}
        never = {"VD06"} if not column.is_required else set()  # an empty cell of it is regular
        never |= {"VD09"} if column.field == "profile" else set()  # its words have no other forms
        assert {code for code, _ in breaks(column)} - {"VD11"} == checks - never  # ids are judged in all lists of a table together
