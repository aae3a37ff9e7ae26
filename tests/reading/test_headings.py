"""Sheets, headings and names that are missing, occur twice or are unknown, each found where it is."""

from pathlib import Path

import pytest

from support import rule_pages
from support.build_gate_workbook import COLUMNS, list_places, read_sheets, right_book
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import TABLES, Column, Table


@pytest.mark.parametrize("table, column", COLUMNS)
def test_a_missing_column_is_found_at_the_first_heading_unless_it_may_be_left_out(
    table: Table, column: Column, tmp_path: Path
) -> None:
    sheets = right_book()
    sheets[table.sheet].headings[table.columns.index(column)] = "\0gone"
    workbook = read_sheets(sheets, tmp_path)
    assert list_places(workbook.faults) == ([] if column.is_optional else [("ST02", Place(table.sheet, 1, 1))])
    assert workbook.book.missing == (set() if column.is_optional else {f"{table.name}.{column.field}"})


def test_every_missing_column_is_named(tmp_path: Path) -> None:
    sheets = right_book()
    for number in (1, 2, 3):
        sheets["Avrop"].headings[number] = "\0gone"
    faults = read_sheets(sheets, tmp_path).faults
    assert [(fault.code, fault.hit.expected) for fault in faults] == [
        ("ST02", "Datum"), ("ST02", "Mottagare"), ("ST02", "Insats-id"),
    ]  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_heading_that_occurs_twice_is_found_where_it_occurs_again_and_neither_column_is_read(
    table: Table, tmp_path: Path
) -> None:
    sheets = right_book()
    sheets[table.sheet].headings += table.headings
    workbook = read_sheets(sheets, tmp_path)
    width = len(table.columns)
    assert list_places(workbook.faults) == [("ST02", Place(table.sheet, 1, width + n)) for n in range(1, width + 1)]
    assert [fault.hit.related for fault in workbook.faults] == [
        (Place(table.sheet, 1, n),) for n in range(1, width + 1)
    ]
    assert workbook.book.missing == {f"{table.name}.{column.field}" for column in table.columns}


def test_unknown_columns_are_found_whatever_they_are_called(tmp_path: Path) -> None:
    sheets = right_book()
    width = len(sheets["Avrop"].headings)
    sheets["Avrop"].headings += ["amount", "id", "id", 2026]
    faults = read_sheets(sheets, tmp_path).faults
    assert [(fault.code, fault.hit.place, fault.hit.found) for fault in faults] == [
        ("ST03", Place("Avrop", 1, width + n), found) for n, found in enumerate(["amount", "id", "id", "2026"], 1)
    ]


def test_a_missing_sheet_is_found_without_a_cell_and_its_table_is_missing(tmp_path: Path) -> None:
    sheets = right_book()
    for name in ("Prognos", "Beslut", "Läs mig"):
        sheets[name].gone = True
    workbook = read_sheets(sheets, tmp_path)
    assert list_places(workbook.faults) == [("ST01", Place("Beslut")), ("ST01", Place("Prognos"))]
    assert workbook.book.missing == {"forecasts", "record"}


def test_a_sheet_of_single_values_is_read_by_its_names_wherever_its_headings_are(tmp_path: Path) -> None:
    sheets = right_book()
    rows = sheets["Inställningar"].rows
    sheets["Inställningar"] = rule_pages.Sheet(["", "Våra inställningar", ""], [["", "", ""], ["VÄRDE ", "Not", " uppgift"]])
    sheets["Inställningar"].rows += [[value, "", name] for name, value in rows]
    workbook = read_sheets(sheets, tmp_path)
    assert list(workbook.faults) == []
    assert workbook.book.settings["as_of"] == (rule_pages.AS_OF, Place("Inställningar", 5, 1), False)


def test_a_name_that_occurs_twice_or_is_unknown_or_has_no_value_among_single_values(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Inställningar"].rows += [["Profil", "mild"], ["Avstämingsdatum", "2026-09-30"], ["Egen rubrik", ""]]
    workbook = read_sheets(sheets, tmp_path)
    assert list_places(workbook.faults) == [("ST02", Place("Inställningar", 7, 1)), ("ST03", Place("Inställningar", 8, 1))]
    assert workbook.book.settings["profile"] == (None, Place("Inställningar", 2, 2), True)


def test_single_values_without_their_headings_are_not_read(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Beslut"].headings = ["Uppgift"]
    sheets["Beslut"].rows = [row[:1] for row in sheets["Beslut"].rows]
    workbook = read_sheets(sheets, tmp_path)
    assert list_places(workbook.faults) == [("ST02", Place("Beslut", 1, 1))]
    assert workbook.book.missing == {"record"}
    assert workbook.book.record == {}
