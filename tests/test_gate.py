"""Every check of every schema: what breaks a cell yields exactly that code at exactly that cell, and nothing elsewhere."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import pages
from xl_kraftsamling import catalogue
from xl_kraftsamling.catalogue import Fault
from xl_kraftsamling.domain import states
from xl_kraftsamling.domain.decision import decisions
from xl_kraftsamling.domain.model import Book, Place, at
from xl_kraftsamling.domain.recipients import register
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLES, Column, Kind, Table
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.sheets.read import Workbook, read_workbook
from xl_kraftsamling.sheets.schemas import model

DAY = datetime(2026, 6, 1)
RIGHT_ROWS: dict[str, list[list[Any]]] = {
    "Avrop": [
        ["A-1", DAY, "kulturnämnden", "I-07", 75_000, "utbetalt", "", "STK-2026-601", ""],
        ["A-2", DAY, "kulturnämnden", "I-07", 15_000, "återfört", "A-1", "", "för mycket"],
    ],
    "Omfördelning": [
        ["O-1", DAY, "MKB", "kulturnämnden", 5_000, "begärd", "", "", "", "", "", "", ""],
        ["O-2", DAY, "kulturnämnden", "MKB", 2_000.5, "bokförd", "Ök 1", DAY, "stadskontoret", 2_000.5, "ja", "O-1", "klar"],
    ],
    "Utfall": [
        ["V-1", DAY, 202606, "kulturnämnden", "I-07", 12_000, "lokalhyra"],
        ["V-1", DAY, "2026-06", "MKB", "", -400.25, ""],
    ],
    "Prognos": [[DAY, "kulturnämnden", 700_000, ""], [DAY, "MKB", 0, "oförändrad"]],
    "Undantag": [
        ["AV08", "Avrop", "A-2", "två lika delbetalningar", "STK-2026-602", "controller", DAY],
        ["AV06", "Avrop", "A-1", "samlat avrop", "STK-2026-603", "controller", ""],
    ],
}  # fmt: skip

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
    """Everything that can break a column; `used` is an id that stands already."""
    found = ANYWHERE | BREAKS.get(column.kind, {})
    inflected = [form for state in column.states for form in states._FORMS.get(state, "").split()]
    if inflected:
        found = found | {"VD09": inflected}
    if column.filled:
        found = found | {"VD06": ["", "-", " – "]}
    if column.kind is Kind.ID:
        found = found | {"VD11": [used]}
    if column.free:
        found = found | {"VD14": ["Eleven 811218-9876 har fått plats"]}
    return [(code, value) for code, values in found.items() for value in values]


def right_book() -> dict[str, pages.Sheet]:
    sheets = pages.right_book()
    for name, rows in RIGHT_ROWS.items():
        sheets[name].rows = [list(row) for row in rows]
    return sheets


def read(sheets: dict[str, pages.Sheet], folder: Path) -> Workbook:
    pages.write(sheets, folder / "book.xlsx")
    return read_workbook(folder / "book.xlsx", decisions())


def places(faults: Iterable[Fault]) -> list[tuple[str, Place | None]]:
    return sorted((fault.code, fault.hit.place) for fault in faults)


def as_found(broken: Iterable[tuple[str, Any, Place]]) -> list[tuple[str, Place]]:
    return sorted((found, place) for code, value, place in broken for found in [code, *ALSO.get((code, value), [])])


def test_a_right_workbook_passes_the_gate(tmp_path: Path) -> None:
    workbook = read(right_book(), tmp_path)
    assert list(workbook.faults) == []
    assert workbook.book.missing == frozenset()


COLUMNS = [pytest.param(table, column, id=f"{table.name}.{column.field}") for table in TABLES for column in table.columns]


@pytest.mark.parametrize("table, column", COLUMNS)
def test_each_broken_cell_of_a_column_yields_exactly_its_code_there(table: Table, column: Column, tmp_path: Path) -> None:
    sheets = right_book()
    rows, number = sheets[table.sheet].rows, table.columns.index(column)
    broken = []
    for code, value in breaks(column, rows[0][number]):
        row = [f"X-{len(rows)}", *rows[1][1:]] if table.columns[0].kind is Kind.ID else list(rows[1])
        row[number] = value
        rows.append(row)
        broken.append((code, value, Place(table.sheet, len(rows) + 1, number + 1)))
    workbook = read(sheets, tmp_path)
    assert places(workbook.faults) == as_found(broken)
    assert unread_cells(workbook.book) == {fault.hit.place for fault in workbook.faults if fault.blocks}
    assert_both_languages_say_it(workbook.faults)


def unread_cells(book: Book) -> set[Place]:
    """The cells that no rule may use: each must have been named by a fault."""
    return {at(row, name) for table in TABLES for row in getattr(book, table.name) for name in row.unread}


def assert_both_languages_say_it(faults: Iterable[Fault]) -> None:
    for fault in faults:
        rule = BY_CODE[fault.code]
        said = [text.fill(lang, fault.hit.values) for text in (rule.message, rule.remedy) for lang in catalogue.LANGUAGES]
        assert "811218-9876" not in "".join(said)


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
    workbook = read(sheets, tmp_path)
    assert places(workbook.faults) == as_found(broken)
    entries = workbook.book.record if table is RECORD else workbook.book.settings
    unread = {fault.hit.place for fault in workbook.faults if fault.blocks}
    assert {entry.place for entry in entries.values() if entry.unread} == unread
    assert_both_languages_say_it(workbook.faults)


@pytest.mark.parametrize("table", (*TABLES, RECORD, SETTINGS), ids=lambda table: table.name)
def test_no_check_of_a_schema_is_left_untested(table: Table) -> None:
    schema = model(table, register(), frozenset(column.field for column in table.columns)).to_schema()
    for column in table.columns:
        checks = {check.name for name in (column.field, f"{column.field}_odd") for check in schema.columns[name].checks}
        never = {"VD06"} if not column.filled else set()  # its odd lane holds no empty cell
        never |= {"VD09"} if column.field == "profile" else set()  # its words have no other forms
        assert {code for code, _ in breaks(column)} == checks - never


@pytest.mark.parametrize("table, column", COLUMNS)
def test_a_missing_column_is_found_at_the_first_heading_unless_it_may_be_left_out(
    table: Table, column: Column, tmp_path: Path
) -> None:
    sheets = right_book()
    sheets[table.sheet].headings[table.columns.index(column)] = "\0gone"
    workbook = read(sheets, tmp_path)
    assert places(workbook.faults) == ([] if column.optional else [("ST02", Place(table.sheet, 1, 1))])
    assert workbook.book.missing == (set() if column.optional else {f"{table.name}.{column.field}"})


def test_every_missing_column_is_named(tmp_path: Path) -> None:
    sheets = right_book()
    for number in (1, 2, 3):
        sheets["Avrop"].headings[number] = "\0gone"
    faults = read(sheets, tmp_path).faults
    assert [(fault.code, fault.hit.expected) for fault in faults] == [
        ("ST02", "Datum"), ("ST02", "Mottagare"), ("ST02", "Insats-id"),
    ]  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_heading_that_stands_twice_is_found_where_it_stands_again_and_neither_column_is_read(
    table: Table, tmp_path: Path
) -> None:
    sheets = right_book()
    sheets[table.sheet].headings += table.headings
    workbook = read(sheets, tmp_path)
    width = len(table.columns)
    assert places(workbook.faults) == [("ST02", Place(table.sheet, 1, width + n)) for n in range(1, width + 1)]
    assert [fault.hit.related for fault in workbook.faults] == [(Place(table.sheet, 1, n),) for n in range(1, width + 1)]
    assert workbook.book.missing == {f"{table.name}.{column.field}" for column in table.columns}


def test_unknown_columns_are_found_whatever_they_are_called(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Avrop"].headings += ["amount", "id", "id", 2026]
    faults = read(sheets, tmp_path).faults
    assert [(fault.code, fault.hit.place.cell, fault.hit.found) for fault in faults if fault.hit.place] == [
        ("ST03", "J1", "amount"), ("ST03", "K1", "id"), ("ST03", "L1", "id"), ("ST03", "M1", "2026"),
    ]  # fmt: skip


def test_a_missing_sheet_is_found_without_a_cell_and_its_table_is_missing(tmp_path: Path) -> None:
    sheets = right_book()
    for name in ("Prognos", "Beslut", "Läs mig"):
        sheets[name].gone = True
    workbook = read(sheets, tmp_path)
    assert places(workbook.faults) == [("ST01", Place("Beslut")), ("ST01", Place("Prognos"))]
    assert workbook.book.missing == {"forecasts", "record"}


def test_a_sheet_of_single_values_is_read_by_its_names_wherever_its_headings_stand(tmp_path: Path) -> None:
    sheets = right_book()
    rows = sheets["Inställningar"].rows
    sheets["Inställningar"] = pages.Sheet(["", "Våra inställningar", ""], [["", "", ""], ["VÄRDE ", "Not", " uppgift"]])
    sheets["Inställningar"].rows += [[value, "", name] for name, value in rows]
    workbook = read(sheets, tmp_path)
    assert list(workbook.faults) == []
    assert workbook.book.settings["as_of"] == (pages.AS_OF, Place("Inställningar", 5, 1), False)


def test_a_name_that_stands_twice_or_is_unknown_or_has_no_value_among_single_values(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Inställningar"].rows += [["Profil", "mild"], ["Avstämingsdatum", "2026-09-30"], ["Egen rubrik", ""]]
    workbook = read(sheets, tmp_path)
    assert places(workbook.faults) == [("ST02", Place("Inställningar", 7, 1)), ("ST03", Place("Inställningar", 8, 1))]
    assert workbook.book.settings["profile"] == (None, Place("Inställningar", 2, 2), True)


def test_single_values_without_their_headings_are_not_read(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Beslut"].headings = ["Uppgift"]
    sheets["Beslut"].rows = [row[:1] for row in sheets["Beslut"].rows]
    workbook = read(sheets, tmp_path)
    assert places(workbook.faults) == [("ST02", Place("Beslut", 1, 1))]
    assert workbook.book.missing == {"record"}
    assert workbook.book.record == {}


def one_fault(sheet: str, number: int, value: Any, folder: Path) -> Fault:
    sheets = right_book()
    sheets[sheet].rows[1][number] = value
    (fault,) = read(sheets, folder).faults
    return fault


@pytest.mark.parametrize(
    "number, value, field, shown",
    [
        (0, "A-1", "first", "Avrop!A2"),
        (1, "20 apr. 2026", "proposal", "2026-04-20"),
        (1, 46_174, "proposal", "2026-06-01"),
        (2, "Kulturnämden", "proposal", "kulturnämnden"),
        (2, "kulturnämnd", "proposal", "kulturnämnden"),
        (2, "Ungdomsnämnden", "question", " Menas"),
        (2, "XYZ", "question", ""),
        (2, "FSN", "expected", "förskolenämnden eller funktionsstödsnämnden"),
        (4, "48 500 kr", "proposal", "48\u00a0500\u00a0kr"),
        (4, "1,1 mnkr", "proposal", "1\u00a0100\u00a0000\u00a0kr"),
        (4, 33_333.335, "proposal", "33\u00a0333,34\u00a0kr"),
        (4, 33_333.335, "found", "33333,335"),
        (4, "1 1000", "expected", "ett tal som 150 000 eller 150 000,50"),
        (5, "Utbetald", "proposal", "utbetalt"),
        (5, "klart", "expected", "begärt, godkänt, utbetalt, återfört, avslaget"),
        (8, "Ring 19811218-9876", "found", "811218-****"),
        (8, 8112189876, "found", "811218-****"),
    ],
)
def test_a_message_names_what_helps(number: int, value: Any, field: str, shown: str, tmp_path: Path) -> None:
    fault = one_fault("Avrop", number, value, tmp_path)
    assert catalogue.shown(fault.hit.values[field], "sv").startswith(shown)
    assert fault.hit.related == ((Place("Avrop", 2, 1),) if fault.code == "VD11" else ())


def test_only_a_value_that_cannot_be_told_blocks_what_needs_it(tmp_path: Path) -> None:
    assert one_fault("Avrop", 4, "75 000", tmp_path).blocks == "call_offs.amount"
    assert one_fault("Avrop", 4, "75 tkr", tmp_path).blocks is None
    assert one_fault("Avrop", 2, "KN", tmp_path).blocks is None


def test_a_dash_where_nothing_is_required_is_nothing(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Omfördelning"].rows[0] = [*sheets["Omfördelning"].rows[0][:6], *["-", "–", "—", " ", "-", "\u2212", "--"]]
    workbook = read(sheets, tmp_path)
    assert list(workbook.faults) == []
    row = workbook.book.transfers[0]
    assert not row.unread
    assert row[9:] == (None,) * 7


def test_an_amount_is_the_same_whatever_stands_in_the_other_cells_of_its_column(tmp_path: Path) -> None:
    sheets = right_book()
    amounts = [1.005, 2.675, 0.125, -0.125, 1e6 / 3, 1e-9, 12_345_678.9]
    sheets["Avrop"].rows = [[f"A-{n}", DAY, "MKB", "I-10", amount, "begärt"] for n, amount in enumerate(amounts)]
    alone = [row.amount for row in read(sheets, tmp_path).book.call_offs]
    sheets["Avrop"].rows.append(["B-1", DAY, "MKB", "I-10", "75 tkr", "begärt"])
    beside = [row.amount for row in read(sheets, tmp_path).book.call_offs]
    assert beside == [*alone, 7_500_000]
    assert alone == [101, 268, 13, -13, 33_333_333, 0, 1_234_567_890]


def test_a_row_of_nothing_but_formulas_without_values_or_errors_is_not_lost(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Prognos"].rows = [["=1", "=2", "=3", "=4"], ["#REF!", "#N/A", "#N/A", "#N/A"]]
    workbook = read(sheets, tmp_path)
    assert sorted(fault.code for fault in workbook.faults) == ["FO01"] * 4 + ["FO08"] * 4
    assert len(workbook.book.forecasts) == 2


def test_days_counted_from_1904_are_read_as_such(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    pages.write(right_book(), path)
    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book["Avrop"]["B2"] = datetime(2026, 6, 2)
    book["Avrop"]["B3"].value = 44_712
    book["Avrop"]["B3"].number_format = "General"
    book.save(path)
    workbook = read_workbook(path, decisions())
    assert [row.date for row in workbook.book.call_offs] == [date(2026, 6, 2), date(2026, 6, 1)]
    assert places(workbook.faults) == [("VD05", Place("Avrop", 3, 2))]
