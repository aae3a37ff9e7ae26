"""The rows that fill a workbook, from CSV files, JSON files or other workbooks, checked against the template's headings.

In CSV and JSON, a text that is clearly an amount, a date or a period becomes one; any other stays a text, which `validate` then
reports at its cell.  An input is refused if a part of it would be lost.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

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


class LoadedInput(NamedTuple):
    """The rows of all sources together, and how many of each sheet are in several of them, and count once."""

    rows: InputRows
    repeated: Mapping[str, int]


def load_input(paths: Sequence[Path]) -> LoadedInput:
    """The rows of all sources together, under the template's own names.

    :param paths: CSV files, folders of them, JSON files or workbooks.
    :raises BadInput: a source cannot be read or has no rows, has a sheet or heading that the template does not have or has it
        twice, or has a value that no cell can hold; or two sources have rows of one id that differ.
    """
    together: dict[str, list[Mapping[str, Any]]] = {}
    repeated: Counter[str] = Counter()
    seen: dict[tuple[str, Any], list[tuple[Path, Mapping[str, Any]]]] = {}
    for path in paths:
        here: dict[tuple[str, Any], list[tuple[Path, Mapping[str, Any]]]] = {}
        for sheet, rows in _load_source(path).items():
            for row in rows:
                key = sheet, _key(_TABLES[fold_label(sheet)], row)
                here.setdefault(key, []).append((path, row))
                # of a row without an id that a source has twice, another has to have both for both to be there already
                if len(here[key]) <= len(seen.get(key, ())):
                    _refuse_other_row(sheet, (path, row), seen[key][len(here[key]) - 1])
                    repeated[sheet] += 1
                else:
                    together.setdefault(sheet, []).append(row)
        seen |= {key: found for key, found in here.items() if len(found) > len(seen.get(key, ()))}
    return LoadedInput(together, repeated)


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


def _refuse_other_row(sheet: str, later: tuple[Path, Mapping[str, Any]], earlier: tuple[Path, Mapping[str, Any]]) -> None:
    """Refuse a source with a row of the same id as one of an earlier source that says something else (BadInput): nobody knows which holds."""
    (path, row), (other, known) = later, earlier
    heading = next((each for each in (*row, *known) if _say(row.get(each)) != _say(known.get(each))), None)
    if heading is not None:
        first = next(iter(row.values()))
        raise BadInput(
            _IN_BOTH, file=str(path), other=str(other), sheet=sheet, row=_say(first), heading=heading,
            here=_say(row.get(heading)) or _NOTHING_THERE, there=_say(known.get(heading)) or _NOTHING_THERE,
        )  # fmt: skip


def _say(value: Any) -> str:
    return "" if value is None else cell_text(value)


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
    "{file} har ”{what}”, som mallen inte har. Använd mallens blad och rubriker.",
    "{file} has “{what}”, which the template does not have. Use the template's sheets and headings.",
)
_TWICE = Text(
    "{file} har ”{what}” två gånger. Slå ihop dem eller ta bort den ena, så att inget går förlorat.",
    "{file} has “{what}” twice. Combine them or remove one, so that nothing is lost.",
)
_NOTHING_THERE = Text("inget", "nothing")
_IN_BOTH = Text(
    "Både {file} och {other} har raden {row} på bladet {sheet}, och de är olika: under {heading} står {here} i den ena och "
    "{there} i den andra. Rätta den som är fel, eller ge den ett annat id. Svar på en arbetsbok som skickats ut slås ihop "
    "med ”kraftsamling merge”.",
    "{file} and {other} both have the row {row} on the sheet {sheet}, and they differ: under {heading} there is {here} in "
    "one and {there} in the other. Correct the one that is wrong, or give it another id. Replies to a workbook that was sent "
    "out are merged with “kraftsamling merge”.",
)
_NO_VALUE = Text(
    "{file}: på bladet {sheet}, rad {line}, står {found} under {heading}. Skriv en text, ett datum eller ett tal med högst "
    "15 siffror.",
    "{file}: on the sheet {sheet}, row {line}, there is {found} under {heading}. Write a text, a date or a number of at most "
    "15 digits.",
)
_NOTHING = Text(
    "{file} har inga rader: det finns inget att fylla i. Lägg in rader under mallens blad och rubriker.",
    "{file} has no rows: there is nothing to fill in. Add rows under the template's sheets and headings.",
)
