"""The rows that fill a workbook, from a folder of CSV files, a JSON file or another workbook.

Whatever the source, its rows are sheet by sheet, each a mapping of heading to value.  In CSV and JSON, a text that plainly
is an amount, a date or a period becomes one; whatever leaves a doubt stays the text it was, for `validate` to find at its
cell.  What would be lost is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain.cell_text import NoValue, cell_text
from xl_kraftsamling.domain.labels import fold_label
from xl_kraftsamling.domain.tables import NAME, RECORD, SETTINGS, TABLES, VALUE, Kind, Table
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.writing.input_files import InputRow, InputSheet, read_input

InputRows = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows to fill in, by sheet; each row by heading."""

_ITEMS = (RECORD, SETTINGS)
_TABLES = {fold_label(table.sheet): table for table in (*TABLES, *_ITEMS)}
_EXACT = 10**15
"""Up to here Excel keeps every digit of a number."""


def load_input(path: Path) -> InputRows:
    """The rows of a folder of CSV files, a JSON file or a workbook, under the template's own names.

    :raises BadInput: the source cannot be read, has no rows, names a sheet or heading that the template does not have or
        that stands twice, or has a value that no cell holds.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for given in read_input(path):
        table = _TABLES.get(fold_label(given.sheet))
        if table is None:
            raise BadInput(_UNKNOWN, file=path.name, what=given.sheet)
        if table.sheet in found:
            raise BadInput(_TWICE, file=path.name, what=table.sheet)
        found[table.sheet] = _rows(path.name, table, given)
    if not any(found.values()):
        raise BadInput(_NOTHING, file=path.name)
    return found


def _rows(file: str, table: Table, given: InputSheet) -> list[dict[str, Any]]:
    rows = [_row(file, table, line) for line in given.lines]
    if table in _ITEMS:
        names = [fold_label(row.get(NAME) or "") for row in rows]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise BadInput(_TWICE, file=file, what=f"{table.sheet}: {rows[i].get(NAME)}")
    return rows if given.typed else [{h: convert_typed_value(v, _kind(table, h, row)) for h, v in row.items()} for row in rows]


def _row(file: str, table: Table, line: InputRow) -> dict[str, Any]:
    known = _headings(table)
    row: dict[str, Any] = {}
    for given, value in line.cells:
        heading = known.get(fold_label(given))
        if heading is None:
            raise BadInput(_UNKNOWN, file=file, what=f"{table.sheet}: {given}")
        if heading in row:
            raise BadInput(_TWICE, file=file, what=f"{table.sheet}: {heading}")
        if not _fits(value):
            raise BadInput(_NO_VALUE, file=file, sheet=table.sheet, line=line.number, heading=heading, found=_shown(value))
        row[heading] = value
    return row


@cache
def _headings(table: Table) -> Mapping[str, str]:
    return {fold_label(heading): heading for heading in ((NAME, VALUE) if table in _ITEMS else table.headings)}


@cache
def _kinds(table: Table) -> Mapping[str, Kind]:
    return {fold_label(column.heading): column.kind for column in table.columns}


def _kind(table: Table, heading: str, row: Mapping[str, Any]) -> Kind:
    """What a column holds, or the value beside a name."""
    if table not in _ITEMS:
        return _kinds(table)[fold_label(heading)]
    return _kinds(table).get(fold_label(row.get(NAME)), Kind.TEXT) if heading == VALUE else Kind.TEXT


def _fits(value: Any) -> bool:
    """Whether a cell can hold a value and give it back as it was."""
    if type(value) in (int, float):
        return bool(abs(value) <= _EXACT)  # what is no number is not less than one
    return value is None or (isinstance(value, (str, date)) and not isinstance(value, NoValue))


def _shown(value: Any) -> Text | str:
    """A value that does not fit, in a few words."""
    if isinstance(value, (list, tuple)):
        return _SEVERAL
    if type(value) in (int, float):
        return _NUMBER
    return str(value).lower() if isinstance(value, bool) else cell_text(value) or _FORMULA


def convert_typed_value(value: Any, kind: Kind) -> Any:
    """A value as its column holds it where there is no doubt about it, else as it came."""
    if not isinstance(value, str):
        return value
    if kind is Kind.AMOUNT:
        reading = money.read_amount(value)
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
_NO_VALUE = Text(
    "{file}: på bladet {sheet}, rad {line}, står {found} under {heading}. Skriv en text, ett datum eller ett tal med högst 15 siffror.",
    "{file}: on the sheet {sheet}, row {line}, there is {found} under {heading}. Write a text, a date or a number of at most 15 digits.",
)
_NOTHING = Text(
    "{file} har inga rader: det finns inget att fylla i. Lägg in rader under mallens blad och rubriker.",
    "{file} has no rows: there is nothing to fill in. Add rows under the template's sheets and headings.",
)
