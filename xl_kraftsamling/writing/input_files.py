"""Reads the cells of CSV files, a JSON file or a workbook, from which rows are to be filled in.

What a file is its content says, and not its name.  Nothing is interpreted, and nothing left out but empty rows and sums: headings and
sheets may be unknown or occur twice, which :mod:`~xl_kraftsamling.writing.input_rows` checks.
"""

import codecs
import csv
import io
import json
import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.domain.tables import TABLES
from xl_kraftsamling.domain.texts import BadInput, Count, Text, Value
from xl_kraftsamling.reading.canonical_layout import find_canonical_table
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.text_files import decode_text, read_text_bytes
from xl_kraftsamling.reading.workbook_file import WorkbookFile
from xl_kraftsamling.xlsx.grid import Grid

_TABLES = {fold_label(table.sheet): table for table in TABLES}
_OTHER_SOURCES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".json")


class InputRow(NamedTuple):
    """A row: its number in its sheet or file (in JSON counted from 1), and its values, each beside its heading."""

    number: int
    cells: Sequence[tuple[str, Any]]


class InputSheet(NamedTuple):
    """The rows for a sheet, under the name that the source uses; `typed` if they are cells, in which a text is meant to be text."""

    sheet: str
    rows: Sequence[InputRow]
    typed: bool = False


def read_input(path: Path) -> list[InputSheet]:
    """The rows of a CSV file or a folder of them, a JSON file or the tables of a workbook, sheet by sheet.

    A CSV file holds the rows of the sheet after which it is named.
    :raises BadInput: it cannot be read, or something in it would be lost.
    """
    if path.is_dir():
        return [sheet for file in _list_folder(path) for sheet in _read_file(file)]
    return _read_file(path)


def _list_folder(folder: Path) -> list[Path]:
    """The CSV files of a folder; BadInput where there is none, or another kind of source beside them, which would be left out."""
    visible = sorted(file for file in folder.iterdir() if not file.name.startswith((".", "~$")))
    others = [file.name for file in visible if file.suffix.lower() in _OTHER_SOURCES]
    files = [file for file in visible if file.suffix.lower() == ".csv"]
    if others and files:
        raise BadInput(_MIXED, folder=str(folder), files=tuple(others))
    if not files:
        raise BadInput(_NO_CSV, folder=str(folder))
    return files


def _read_file(path: Path) -> list[InputSheet]:
    data = read_text_bytes(path)
    if data is None:
        return list(_workbook_sheets(path))
    content = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if content.startswith(b"#FLAGGA"):  # the first line of every SIE file (SIE 4B, section 5.1)
        raise BadInput(_ACCOUNTS, file=path.name)
    if content[:1] in (b"{", b"["):
        return _json_sheets(path, data)
    return [InputSheet(path.stem, list(_csv_rows(path, data)))]


def _csv_rows(path: Path, data: bytes) -> Iterator[InputRow]:
    try:
        text = decode_text(data, path.name)
        first = text.partition("\n")[0]  # the delimiter that occurs most often among the headings is the file's
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count), strict=True)
        headings = next(reader, [])
        for row in reader:
            if any(row[len(headings) :]):
                raise BadInput(_TOO_MANY, file=path.name, line=reader.line_num)
            cells = [(heading, value) for heading, value in zip(headings, row, strict=False) if heading or value]
            if any(value for _, value in cells):
                yield InputRow(reader.line_num, cells)
    except (csv.Error, UnicodeDecodeError) as problem:
        where = _AT_LINE.bind(line=reader.line_num) if isinstance(problem, csv.Error) else None
        raise BadInput(_UNREADABLE, file=path.name, kind="CSV", where=where) from problem


class _Object(tuple[tuple[str, Any], ...]):
    """A JSON object as its pairs, as a dict would lose a name that occurs twice."""

    __slots__ = ()


def _parse_integer(digits: str) -> float:
    return int(digits) if len(digits) <= 20 else math.inf  # no cell holds it, and reading it could take minutes


def _json_sheets(path: Path, content: bytes) -> list[InputSheet]:
    try:
        data = json.loads(content, object_pairs_hook=_Object, parse_int=_parse_integer)
    except (ValueError, RecursionError) as problem:
        where = _AT_LINE.bind(line=problem.lineno) if isinstance(problem, json.JSONDecodeError) else None
        raise BadInput(_UNREADABLE, file=path.name, kind="JSON", where=where) from problem
    sheets: Any = data if isinstance(data, _Object) else [("", None)]
    if not all(isinstance(rows, list) and all(isinstance(row, _Object) for row in rows) for _, rows in sheets):
        raise BadInput(_NO_SHEETS, file=path.name)
    return [InputSheet(name, list(map(InputRow, range(1, len(rows) + 1), rows))) for name, rows in sheets]


def _workbook_sheets(path: Path) -> Iterator[InputSheet]:
    book = WorkbookFile(path)
    if not any(fold_label(sheet) in _TABLES for sheet in book.sheets):
        raise _explain_other_layout(book)
    for sheet in book.sheets:
        if table := _TABLES.get(fold_label(sheet)):
            content = book.read_sheet(sheet)
            grid, region = content.grid, find_canonical_table(table, sheet, content.grid, content.tables)
            if region:
                yield InputSheet(sheet, list(_table_rows(path, region, grid)), typed=True)
            elif any(map(any, grid)):
                raise BadInput(_NO_HEADINGS, file=path.name, sheet=sheet, headings=", ".join(table.headings))


def _explain_other_layout(book: WorkbookFile) -> BadInput:
    """The error for a workbook without any of the template's sheets: what it holds, as far as that is recognised."""
    from xl_kraftsamling.reading.other_layouts import describe_other_layout  # imports polars and pandera

    seen: tuple[Value, ...] = tuple(book.sheets)
    with suppress(BadInput):
        tables = describe_other_layout(book, shipped_decisions(), None, "sv")[0].tables
        read = ((each.reading, each.records) for each in tables)
        seen = tuple(_SEEN.bind(place=f"{each.sheet}!{each.range}", table=each.table, rows=Count(count)) for each, count in read) or seen
    return BadInput(_OTHER_LAYOUT, file=book.path.name, seen=seen)


def _table_rows(path: Path, region: Region, grid: Grid) -> Iterator[InputRow]:
    if region.rows.outside:
        raise BadInput(_OUTSIDE, file=path.name, sheet=region.block.sheet, line=region.rows.outside[0])
    fields = {number: field for field, number in region.block.columns.items()} | dict(region.twice)
    headings = {number: region.block.headings[field] for number, field in fields.items()} | dict(region.extra)
    for line in region.rows.data:
        filled = [(text, cell) for n, text in headings.items() if (cell := grid[line - 1][n - 1]) != ""]
        yield InputRow(line, [(text, cell_text(cell) if cell is True or cell is False else cell) for text, cell in filled])


_NO_CSV = Text(
    "Mappen {folder} har inga CSV-filer. Lägg in en för varje blad, med bladets namn (Avrop.csv), eller ange en fil.",
    "The folder {folder} has no CSV files. Add one for each sheet, with the sheet's name (Avrop.csv), or name a file.",
)
_ACCOUNTS = Text(
    "{file} är en SIE-fil ur bokföringen. Utfall hämtas ur den med ”kraftsamling import”.",
    "{file} is an SIE file from the accounts. Outcome is taken out of it with “kraftsamling import”.",
)
_MIXED = Text(
    "Mappen {folder} har CSV-filer och dessutom {files}, som då inte skulle komma med. Ange den filen för sig, eller flytta "
    "den.",
    "The folder {folder} has CSV files and also {files}, which would be left out. Name that file separately, or move it.",
)
_OTHER_LAYOUT = Text(
    "{file} har inget av mallens blad, så inget i den kan föras in som den är. Den har: {seen}. För över raderna till en arbetsbok "
    "eller CSV-fil med mallens blad och rubriker (”kraftsamling fill” gör en tom), och ange den. Ur ett utdrag ur bokföringen hämtas utfall med ”kraftsamling import”.",
    "{file} has none of the template's sheets, so nothing in it can be entered as it is. It has: {seen}. Move the rows to a "
    "workbook or a CSV file with the template's sheets and headings (“kraftsamling fill” makes an empty one), and name that. From an extract of the accounts, outcome is taken with “kraftsamling import”.",
)
_SEEN = Text(
    "{place}, som känns igen som {table} (rader: {rows})", "{place}, which is recognised as {table} (rows: {rows})"
)
_UNREADABLE = Text(
    "{file} kan inte läsas som {kind}{where}. Kontrollera citattecknen där och att filen inte är avbruten, och försök igen.",
    "{file} cannot be read as {kind}{where}. Check the quotation marks there and that the file is not cut off, and try again.",
)
_AT_LINE = Text(", rad {line}", ", line {line}")
_TOO_MANY = Text(
    "{file} har fler värden än rubriker på rad {line}. Kontrollera skiljetecken och citattecken där.",
    "{file} has more values than headings on line {line}. Check the delimiters and quotes there.",
)
_NO_SHEETS = Text(
    '{file} har inte formen {{"Avrop": [{{"Avrop-id": …}}]}}: blad för blad, rad för rad med mallens rubriker.',
    "{file} does not have the form {{\"Avrop\": [{{\"Avrop-id\": …}}]}}: sheet by sheet, row by row under the template's headings.",
)
_NO_HEADINGS = Text(
    "{file}: bladet {sheet} har ingen rad med mallens rubriker ({headings}). Rätta rubrikerna, eller ta bort bladet.",
    "{file}: the sheet {sheet} has no row with the template's headings ({headings}). Correct them, or delete the sheet.",
)
_OUTSIDE = Text(
    "{file}: på bladet {sheet} står rad {line} nedanför tabellens slut. Flytta in den i tabellen, eller ta bort den.",
    "{file}: on the sheet {sheet}, row {line} is below the end of the table. Move it into the table, or delete it.",
)
