"""The tables of postings in a CSV file or a workbook: where their headings are, and how their rows are asked for."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.postings.posting import Posting
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.extracts.extract import CSV, EXCEL, CodingMaker, Extract
from xl_kraftsamling.reading.extracts.headings import ExtractColumns, read_columns
from xl_kraftsamling.reading.extracts.table_postings import ExtractTable, Rows, read_table
from xl_kraftsamling.reading.open_workbook import is_program_sheet
from xl_kraftsamling.reading.row_roles import SEARCHED_ROWS
from xl_kraftsamling.reading.text_files import decode_text
from xl_kraftsamling.reading.workbook_file import WorkbookFile

_DELIMITERS = ";,\t"
_PIECE = 1 << 16
"""Characters of a text that are taken at a time, and the rest of their last line."""


def open_csv(data: bytes, file: str, makes: CodingMaker) -> Extract:
    """A CSV file as an extract, with whichever delimiter makes most of its headings understood.

    :raises BadInput: its letters are uncertain, or it has no headings of an extract.
    """
    try:
        text = decode_text(data, file)
        tables = [table for delimiter in _DELIMITERS if (table := _find_table("", partial(_read_lines, text, delimiter, file), makes))]
    except (UnicodeDecodeError, csv.Error) as problem:
        raise BadInput(_UNREADABLE, file=file) from problem
    if not tables:
        raise BadInput(_NO_HEADINGS, file=file)
    return _make_extract(file, CSV, [max(tables, key=lambda table: table.columns.score)], makes)


def _read_lines(text: str, delimiter: str, file: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of a CSV file, each with the number of the line where it ends."""
    pieces = (StringIO(piece, newline="\n") for piece in _split_text(text))
    reader = csv.reader(chain.from_iterable(pieces), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as problem:
        raise BadInput(_BAD_LINE, file=file, line=reader.line_num) from problem


def _split_text(text: str) -> Iterator[str]:
    """A text in pieces of whole lines: a copy of the whole would double what a large file takes."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield text[start:end]
        start = end


def open_sheets(path: Path, makes: CodingMaker) -> Extract:
    """The sheets of a workbook that hold postings, as one extract.

    :raises BadInput: it is no workbook that can be read, or has no sheet of that kind.
    """
    book = WorkbookFile(path)
    found: list[ExtractTable] = []
    for sheet in book.sheets:
        content = book.read_sheet(sheet)
        if is_program_sheet(content):
            continue
        rows = partial(enumerate, content.grid, 1)
        if table := _find_table(sheet, rows, makes, date1904=book.date1904):
            found.append(table)
    if not found:
        raise BadInput(_NO_HEADINGS, file=path.name)
    best = max(table.columns.score for table in found)
    # beside a list of vouchers, a list without vouchers and accounts is another one: of call-offs, say
    tables = [table for table in found if table.columns.score >= min(best, _SURE)]
    extract = _make_extract(path.name, EXCEL, tables, makes)
    unread = tuple(sheet for sheet in book.sheets if sheet not in {table.sheet for table in tables})
    extract.remarks.append(_SHEETS.bind(sheets=tuple(table.sheet for table in tables)))
    if unread:
        extract.remarks.append(_UNREAD_SHEETS.bind(sheets=unread))
    return extract


_SURE = 100


def _find_table(sheet: str, rows: Rows, makes: CodingMaker, *, date1904: bool = False) -> ExtractTable | None:
    """The table whose headings stand in the first rows; None where no row has those of an extract."""
    best: tuple[int, int, Sequence[Any], ExtractColumns] | None = None
    for number, row in islice(rows(), SEARCHED_ROWS):
        columns = read_columns(row, makes)
        if columns.score > (best[0] if best else 0):
            best = columns.score, number, row, columns
    if best is None:
        return None
    _, number, row, columns = best
    return ExtractTable(sheet, rows, columns, number, row, date1904)


def _make_extract(file: str, kind: str, tables: Sequence[ExtractTable], makes: CodingMaker) -> Extract:
    for table in tables:
        columns = table.columns
        if columns.rivals and not columns.is_signed:
            raise BadInput(_TWO_AMOUNTS, file=_name(file, table), headings=tuple(columns.rivals))
        if "booked_on" not in columns.fields:
            raise BadInput(_NO_DAYS, file=_name(file, table))
    unread = [heading for table in tables for heading in table.columns.others]
    is_signed = all(table.columns.is_signed for table in tables)
    return Extract(file, kind, is_signed, partial(_read_tables, tables, makes), unread=list(dict.fromkeys(unread)))


def _name(file: str, table: ExtractTable) -> str:
    return f"{file}, {table.sheet}" if table.sheet else file


def _read_tables(tables: Iterable[ExtractTable], makes: CodingMaker, extract: Extract) -> Iterator[Posting]:
    for table in tables:
        yield from read_table(table, makes, extract)


_SHEETS = Text("läst från {sheets}", "read from {sheets}")
_UNREAD_SHEETS = Text("inte läst: {sheets}", "not read: {sheets}")
_NO_HEADINGS = Text(
    "{file} känns inte igen som ett utdrag ur en huvudbok: ingen rad bland de första 40 har rubriker för datum, belopp "
    "(eller debet och kredit) och vad det är bokfört på (konto, projekt, verifikation …). Kontrollera rubrikerna, eller ta "
    "ut huvudboken som SIE 4.",
    "{file} is not recognised as an extract of a ledger: none of the first 40 rows has headings for a date, an amount (or "
    "debit and credit) and what it is booked on (account, project, voucher …). Check the headings, or export the ledger as "
    "SIE 4.",
)
_TWO_AMOUNTS = Text(
    "{file} har flera kolumner med belopp: {headings}. Ta bort dem som inte ska räknas, och kör igen.",
    "{file} has several columns of amounts: {headings}. Remove those that should not count, and run again.",
)
_NO_DAYS = Text(
    "{file} har ingen kolumn med datum, och varje rad i Utfall behöver ett bokföringsdatum. Ta ut huvudboken med datum och kör igen.",
    "{file} has no column of dates, and every row of Utfall needs a booking date. Export the ledger with dates and run again.",
)
_UNREADABLE = Text("{file} kan inte läsas som text. Ta ut den på nytt.", "{file} cannot be read as text. Export it again.")
_BAD_LINE = Text(
    "{file}, rad {line}, kan inte läsas. Kontrollera citattecknen där, eller om filen är avbruten.",
    "{file}, line {line}, cannot be read. Check the quotation marks there, or whether the file is cut off.",
)
