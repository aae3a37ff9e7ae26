"""The rows that fill a workbook, from CSV files, JSON files or other workbooks, checked against the template's headings.

In CSV and JSON, a text that is clearly an amount, a date or a period becomes one; any other stays a text, which `validate` then
reports at its cell.  An input is refused if a part of it would be lost.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain.cell_text import NoValue, cell_text, fold_label
from xl_kraftsamling.domain.tables import NAME, RECORD, SETTINGS, TABLES, VALUE, Kind, Table
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.writing.input_files import InputRow, InputSheet, read_input

InputRows = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows to fill in, by sheet of the template; each row by heading."""

_ITEMS = (RECORD, SETTINGS)
_TABLES = {fold_label(table.sheet): table for table in (*TABLES, *_ITEMS)}
_MAX_EXACT = 10**15
"""The largest whole number of which Excel keeps every digit."""


def load_input(paths: Sequence[Path]) -> InputRows:
    """The rows of all sources together, under the template's own names.

    :param paths: CSV files, folders of them, JSON files or workbooks.
    :raises BadInput: a source cannot be read or has no rows, has a sheet or heading that the template does not have or has it
        twice, or has a value that no cell can hold; or two sources have the same row.
    """
    sources = [(path, _load_source(path)) for path in paths]
    for number, (path, rows) in enumerate(sources):
        for earlier, others in sources[:number]:
            _refuse_same_rows(path, rows, earlier, others)
    sheets = dict.fromkeys(sheet for _, rows in sources for sheet in rows)
    return {sheet: [row for _, rows in sources for row in rows.get(sheet, ())] for sheet in sheets}


def _load_source(path: Path) -> InputRows:
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in read_input(path):
        table = _TABLES.get(fold_label(sheet.sheet))
        if table is None:
            raise BadInput(_UNKNOWN, file=path.name, what=sheet.sheet)
        if table.sheet in found:
            raise BadInput(_TWICE, file=path.name, what=table.sheet)
        found[table.sheet] = _check_rows(path.name, table, sheet)
    if not any(found.values()):
        raise BadInput(_NOTHING, file=path.name)
    return found


def _refuse_same_rows(path: Path, rows: InputRows, earlier: Path, others: InputRows) -> None:
    """Refuse a source with a row that an earlier one has too (BadInput): it would be entered, and counted, twice."""
    for sheet in rows.keys() & others.keys():
        table = _TABLES[fold_label(sheet)]
        known = {_key(table, row) for row in others[sheet]}
        same = next((row for row in rows[sheet] if _key(table, row) in known), None)
        if same is not None:
            told = (value for value in same.values() if value is not None)
            what = tuple(value if isinstance(value, float) and not value.is_integer() else cell_text(value) for value in told)
            raise BadInput(_IN_BOTH, file=str(path), other=str(earlier), sheet=sheet, row=what)


def _key(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two rows the same: their id or name, and where they have none, all that they hold."""
    first = NAME if table in _ITEMS else next((c.heading for c in table.columns if c.kind is Kind.ID), "")
    return (fold_label(row[first]),) if row.get(first) else tuple(sorted((h, cell_text(v)) for h, v in row.items() if v is not None))


def _check_rows(file: str, table: Table, sheet: InputSheet) -> list[dict[str, Any]]:
    rows = [_check_row(file, table, row) for row in sheet.rows]
    if table in _ITEMS:
        names = [fold_label(row.get(NAME) or "") for row in rows]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise BadInput(_TWICE, file=file, what=f"{table.sheet}: {rows[i].get(NAME)}")
    return rows if sheet.typed else [{h: convert_typed_value(v, _kind(table, h, row)) for h, v in row.items()} for row in rows]


def _check_row(file: str, table: Table, source_row: InputRow) -> dict[str, Any]:
    known = _headings(table)
    row: dict[str, Any] = {}
    for written, value in source_row.cells:
        heading = known.get(fold_label(written))
        if heading is None:
            raise BadInput(_UNKNOWN, file=file, what=f"{table.sheet}: {written}")
        if heading in row:
            raise BadInput(_TWICE, file=file, what=f"{table.sheet}: {heading}")
        if not _fits(value):
            raise BadInput(_NO_VALUE, file=file, sheet=table.sheet, line=source_row.number, heading=heading, found=_describe(value))
        row[heading] = value
    return row


@cache
def _headings(table: Table) -> Mapping[str, str]:
    return {fold_label(heading): heading for heading in ((NAME, VALUE) if table in _ITEMS else table.headings)}


@cache
def _kinds(table: Table) -> Mapping[str, Kind]:
    return {fold_label(column.heading): column.kind for column in table.columns}


def _kind(table: Table, heading: str, row: Mapping[str, Any]) -> Kind:
    """The kind of a column, or on Beslut and Inställningar of the value beside a name."""
    if table not in _ITEMS:
        return _kinds(table)[fold_label(heading)]
    return _kinds(table).get(fold_label(row.get(NAME)), Kind.TEXT) if heading == VALUE else Kind.TEXT


def _fits(value: Any) -> bool:
    """Whether a cell can hold a value and give it back as it was."""
    # not isinstance: a truth value is an int to Python, and no value of any column
    if type(value) in (int, float):
        return bool(abs(value) <= _MAX_EXACT)  # False for NaN too, which compares with nothing
    return value is None or (isinstance(value, (str, date)) and not isinstance(value, NoValue))


def _describe(value: Any) -> Text | str:
    """A value that no cell can hold, in a few words."""
    if isinstance(value, (list, tuple)):
        return _SEVERAL
    if type(value) in (int, float):
        return _NUMBER
    return str(value).lower() if isinstance(value, bool) else cell_text(value) or _FORMULA


def convert_typed_value(value: Any, kind: Kind) -> Any:
    """A text as the amount, date or period that it clearly is, in a column of that kind; any other value as it is, None if empty."""
    if not isinstance(value, str):
        return value
    if kind is Kind.AMOUNT:
        reading = money.read_amount(value)
        # only what is clear: "5 tkr" stays a text, so that `validate` asks about its unit (VD03) as it does in any workbook
        return reading.ore / 100 if reading.form is money.AmountForm.TEXT and reading.ore is not None else value or None
    if kind in (Kind.DATE, Kind.PERIOD):
        read: Callable[[object], dates.DateReading] = dates.read_date if kind is Kind.DATE else dates.read_period
        return read(value).value or value or None
    return value or None


_SEVERAL, _NUMBER = Text("en lista eller ett objekt", "a list or an object"), Text("ett omöjligt tal", "an impossible number")
_FORMULA = Text("en formel utan värde", "a formula without a value")
_UNKNOWN = Text(
    "{file} har »{what}«, som mallen inte har. Använd mallens blad och rubriker, så hamnar allt rätt.",
    "{file} has “{what}”, which the template does not have. Use the template's sheets and headings.",
)
_TWICE = Text(
    "{file} har »{what}« två gånger. Slå ihop dem eller ta bort den ena, så att inget går förlorat.",
    "{file} has “{what}” twice. Join them or remove one, so that nothing is lost.",
)
_IN_BOTH = Text(
    "{file} och {other} har samma rad på bladet {sheet} ({row}), som då skulle räknas två gånger. Ange bara den ena, eller ta bort "
    "raden ur den.",
    "{file} and {other} have the same row on the sheet {sheet} ({row}), which would then be counted twice. Give only one of them, or "
    "remove the row from it.",
)
_NO_VALUE = Text(
    "{file}: på bladet {sheet}, rad {line}, står {found} under {heading}. Skriv en text, ett datum eller ett tal med högst 15 siffror.",
    "{file}: on the sheet {sheet}, row {line}, there is {found} under {heading}. Write a text, a date or a number of at most 15 digits.",
)
_NOTHING = Text(
    "{file} har inga rader: det finns inget att fylla i. Lägg in rader under mallens blad och rubriker.",
    "{file} has no rows: there is nothing to fill in. Add rows under the template's sheets and headings.",
)
