"""Where the rows that fill a workbook come from: a folder of CSV files, a JSON file or another workbook.

Whatever the source, its rows are sheet by sheet, each a mapping of heading to value.  A text that plainly is an amount,
a date or a period becomes one; whatever leaves a doubt stays the text it was, for `validate` to find at its cell.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain.tables import NAME, RECORD, SETTINGS, TABLES, VALUE, Kind, Table
from xl_kraftsamling.sheets.layout import locate, plain

Source = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows to fill in, by sheet; each row by heading."""

_TABLES = {plain(table.sheet): table for table in TABLES}
_ITEMS = {plain(table.sheet): table for table in (RECORD, SETTINGS)}
_LARGEST = 200_000_000


def load(path: Path) -> Source:
    """The rows of a folder of CSV files, a JSON file or a workbook.

    :raises BadInput: the source cannot be read, or names a sheet or heading that the template does not have.
    """
    if path.is_dir():
        return _checked(path, {file.stem: _csv_rows(file) for file in sorted(path.glob("*.csv"))})
    if path.suffix.lower() == ".json":
        return _checked(path, _json_rows(path))
    return _workbook_rows(path)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput(_TOO_LARGE, file=path.name)
        return path.read_bytes()
    except OSError as problem:
        raise BadInput(_UNREADABLE, file=path.name, why=problem.strerror or "") from problem


def _csv_rows(path: Path) -> list[dict[str, Any]]:
    data = _read(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # what Swedish Excel writes as "CSV"
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        lines = io.StringIO(text, newline="")
        return [dict(row) for row in csv.DictReader(lines, restkey="?", delimiter=delimiter, strict=True)]
    except csv.Error as problem:
        raise BadInput(_UNREADABLE, file=path.name, why=str(problem)) from problem


def _json_rows(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(_read(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise BadInput(_UNREADABLE, file=path.name, why=str(problem)) from problem
    rows = data.values() if isinstance(data, dict) else [None]
    if not all(isinstance(sheet, list) and all(isinstance(row, dict) for row in sheet) for sheet in rows):
        raise BadInput(_NO_SHEETS, file=path.name)
    return dict(data)


def _checked(path: Path, sheets: Mapping[str, Sequence[Mapping[str, Any]]]) -> Source:
    """The rows under the template's own names, their texts understood; an unknown sheet or heading is refused."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, rows in sheets.items():
        table, items = _TABLES.get(plain(name)), _ITEMS.get(plain(name))
        if table is None and items is None:
            raise BadInput(_UNKNOWN, file=path.name, what=str(name))
        known = {plain(c.heading): c.heading for c in table.columns} if table else {plain(NAME): NAME, plain(VALUE): VALUE}
        sheet = (table or items or RECORD).sheet
        found[sheet] = [_row(path, sheet, known, row) for row in rows]
        kinds = {c.heading: c.kind for c in table.columns} if table else {}
        for row in found[sheet]:
            row.update({h: understood(v, kinds.get(h) or _kind(items, row)) for h, v in row.items() if h != NAME})
    return found


def _row(path: Path, sheet: str, known: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
    plainly: dict[str, Any] = {}
    for heading, value in row.items():
        if plain(heading) not in known:
            raise BadInput(_UNKNOWN, file=path.name, what=f"{sheet}: {heading}")
        plainly[known[plain(heading)]] = value
    return plainly


def _kind(items: Table | None, row: Mapping[str, Any]) -> Kind:
    """What the value beside a name is."""
    columns = items.columns if items else ()
    return next((c.kind for c in columns if plain(c.heading) == plain(row.get(NAME, ""))), Kind.TEXT)


def understood(value: Any, kind: Kind) -> Any:
    """A value as its column holds it where there is no doubt about it, else as it came."""
    if not isinstance(value, str):
        return value
    if kind is Kind.AMOUNT:
        reading = money.read(value)
        return reading.ore / 100 if reading.form is money.Form.TEXT and reading.ore is not None else value or None
    if kind in (Kind.DATE, Kind.PERIOD):
        read: Callable[[object], dates.Reading] = dates.read_date if kind is Kind.DATE else dates.read_period
        return read(value).value or value or None
    return value or None


def _workbook_rows(path: Path) -> Source:
    from python_calamine import CalamineWorkbook

    from xl_kraftsamling.sheets.package import open_package, scan

    package = open_package(path)
    reader = CalamineWorkbook.from_path(str(path))
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in package.sheets:
        table = _TABLES.get(plain(sheet.name))
        if table:
            scan(package, sheet)
            grid = reader.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            refs = [(t.ref[0], t.ref[1], t.ref[2] - t.totals_rows, t.ref[3]) for t in package.tables(sheet)]
            region = locate(table, sheet.name, grid, refs)
            columns = {region.block.headings[f]: n for f, n in region.block.columns.items()} if region else {}
            lines = region.lines if region else ()
            found[table.sheet] = [{h: _cell(grid[line - 1][n - 1]) for h, n in columns.items()} for line in lines]
    return found


def _cell(value: Any) -> Any:
    return value if isinstance(value, date) or value != "" else None


_TOO_LARGE = Text("{file} är större än 200 MB. Dela upp den.", "{file} is larger than 200 MB. Split it.")
_UNREADABLE = Text(
    "{file} kan inte läsas: {why}. Kontrollera filen och försök igen.",
    "{file} cannot be read: {why}. Check the file and try again.",
)
_NO_SHEETS = Text(
    '{file} har inte formen {{"Avrop": [{{"Avrop-id": …}}]}}: blad för blad, rad för rad med mallens rubriker.',
    "{file} does not have the form {{\"Avrop\": [{{\"Avrop-id\": …}}]}}: sheet by sheet, row by row under the template's headings.",
)
_UNKNOWN = Text(
    "{file} har »{what}«, som mallen inte har. Använd mallens blad och rubriker, så hamnar allt rätt.",
    "{file} has “{what}”, which the template does not have. Use the template's sheets and headings.",
)
