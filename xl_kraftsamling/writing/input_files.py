"""Reads the cells of a folder of CSV files, a JSON file or a workbook, from which rows are to be filled in.

Nothing is interpreted, and nothing left out but empty rows and sums: headings and sheets may be unknown or occur twice, which
:mod:`~xl_kraftsamling.writing.input_rows` checks.
"""

import codecs
import csv
import io
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.tables import TABLES
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.canonical_layout import find_canonical_table
from xl_kraftsamling.reading.open_workbook import WorkbookFile
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.saving import explain_failure
from xl_kraftsamling.xlsx.grid import Grid

_TABLES = {fold_label(table.sheet): table for table in TABLES}
_MAX_BYTES = 200_000_000


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
    """The rows of a folder of CSV files, a JSON file or the tables of a workbook, sheet by sheet.

    :raises BadInput: it cannot be read, or something in it would be lost.
    """
    if path.is_dir():
        return [InputSheet(file.stem, list(_csv_rows(file))) for file in sorted(path.glob("*.[cC][sS][vV]"))]
    return _json_sheets(path) if path.suffix.lower() == ".json" else list(_workbook_sheets(path))


def _read_bytes(path: Path) -> bytes:
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):  # opening a pipe would wait for a writer, and a device may have no end
            raise BadInput(_REFUSED, file=path.name, why=_NO_FILE)
        if found.st_size > _MAX_BYTES:
            raise BadInput(_TOO_LARGE, file=path.name)
        return path.read_bytes()
    except OSError as problem:
        raise BadInput(_REFUSED, file=path.name, why=explain_failure(problem, path)) from problem


def _decode(data: bytes) -> str:
    """The text of a CSV file; UnicodeDecodeError if a letter of two bytes is cut off."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")  # what Excel writes as "Unicode text"
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what Swedish Excel writes as "CSV"


def _csv_rows(path: Path) -> Iterator[InputRow]:
    try:
        text = _decode(_read_bytes(path))
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
        raise BadInput(_UNREADABLE, file=path.name, why=str(problem)) from problem


class _Object(tuple[tuple[str, Any], ...]):
    """A JSON object as its pairs, as a dict would lose a name that occurs twice."""

    __slots__ = ()


def _parse_integer(digits: str) -> float:
    return int(digits) if len(digits) <= 20 else math.inf  # no cell holds it, and reading it could take minutes


def _json_sheets(path: Path) -> list[InputSheet]:
    try:
        data = json.loads(_read_bytes(path), object_pairs_hook=_Object, parse_int=_parse_integer)
    except (ValueError, RecursionError) as problem:
        raise BadInput(_UNREADABLE, file=path.name, why=str(problem)) from problem
    sheets: Any = data if isinstance(data, _Object) else [("", None)]
    if not all(isinstance(rows, list) and all(isinstance(row, _Object) for row in rows) for _, rows in sheets):
        raise BadInput(_NO_SHEETS, file=path.name)
    return [InputSheet(name, list(map(InputRow, range(1, len(rows) + 1), rows))) for name, rows in sheets]


def _workbook_sheets(path: Path) -> Iterator[InputSheet]:
    book = WorkbookFile(path)
    for sheet in book.sheets:
        if table := _TABLES.get(fold_label(sheet)):
            content = book.read_sheet(sheet)
            grid, region = content.grid, find_canonical_table(table, sheet, content.grid, content.tables)
            if region:
                yield InputSheet(sheet, list(_table_rows(path, region, grid)), typed=True)
            elif any(map(any, grid)):
                raise BadInput(_NO_HEADINGS, file=path.name, sheet=sheet, headings=", ".join(table.headings))


def _table_rows(path: Path, region: Region, grid: Grid) -> Iterator[InputRow]:
    if region.rows.outside:
        raise BadInput(_OUTSIDE, file=path.name, sheet=region.block.sheet, line=region.rows.outside[0])
    fields = {number: field for field, number in region.block.columns.items()} | dict(region.twice)
    headings = {number: region.block.headings[field] for number, field in fields.items()} | dict(region.extra)
    for line in region.rows.data:
        filled = [(text, cell) for n, text in headings.items() if (cell := grid[line - 1][n - 1]) != ""]
        yield InputRow(line, [(text, cell_text(cell) if cell is True or cell is False else cell) for text, cell in filled])


_TOO_LARGE = Text("{file} är större än 200 MB. Dela upp den.", "{file} is larger than 200 MB. Split it.")
_REFUSED = Text("{file} kan inte läsas: {why}.", "{file} cannot be read: {why}.")
_NO_FILE = Text("det är ingen vanlig fil. Ange en annan", "it is no ordinary file. Name another")
_UNREADABLE = Text(
    "{file} kan inte läsas: {why}. Kontrollera filen och försök igen.",
    "{file} cannot be read: {why}. Check the file and try again.",
)
_TOO_MANY = Text(
    "{file} har fler värden än rubriker på rad {line}. Kontrollera skiljetecken och citattecken där.",
    "{file} has more values than headings in row {line}. Check the delimiters and quotes there.",
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
    "{file}: on the sheet {sheet}, row {line} stands below the end of the table. Move it into the table, or delete it.",
)
