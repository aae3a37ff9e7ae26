"""Reads the tables that a function is given, as those of any workbook are read, into a ledger under the decision that they follow.

A map beside the workbook is followed, and a decision beside it, as in the command line.  What the template has on its sheets Beslut and
Inställningar is an argument, or read beside the tables.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import WORKINGS, Book, Entry, show_costs_as_positive
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.decision import CASE_NUMBER, Decision
from xl_kraftsamling.domain.decision_choice import choose_decision
from xl_kraftsamling.domain.how_read import Companion
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.tables import (
    ALLOCATIONS,
    CALL_OFFS,
    FORECASTS,
    INTERVENTIONS,
    OUTCOMES,
    RECORD,
    SETTINGS,
    TABLES,
    TRANSFERS,
)
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.excel.error_values import NoAnswerError
from xl_kraftsamling.excel.functions.kept_readings import KeptReadings
from xl_kraftsamling.excel.functions.range_book import RangeBook
from xl_kraftsamling.excel.functions.sheet_values import Entries, read_values_beside
from xl_kraftsamling.excel.functions.table_argument import TableArgument
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.collector import pause_collector
from xl_kraftsamling.reading.companions import (
    SheetNotGiven,
    choose_map,
    describe_decision,
    describe_map,
    find_decisions,
)
from xl_kraftsamling.reading.plain_gate import check_ids, check_table
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.reading.table_reader import BookContents, TableReader

_WHERE_GIVEN = (OUTCOMES, FORECASTS)
"""The tables that count only where they are arguments: a range that holds another table may hold one of these too."""


@dataclass(frozen=True, slots=True)
class TablesReading:
    """What was read of the tables of a function: the ledger, and the faults of the gate."""

    ledger: Ledger
    faults: Sequence[Fault]

    def list_faults(self) -> Sequence[Fault]:
        """The faults, with those of double ids: no figure waits for these, so that they are looked for last."""
        book = self.ledger.book
        return [*self.faults, *(fault for table in TABLES for fault in check_ids(table, getattr(book, table.name)))]


def read_tables(
    *arguments: TableArgument | None, as_of: date | None = None, sign: Entry | None = None, record: Entries | None = None
) -> TablesReading:
    """Read the tables of a function; None stands for one that is left out, since the workbook does not have it.

    :param as_of: the avstämningsdatum; the last day of the decision's year where the date does not matter.
    :param sign: how costs are shown; ``record``: the sheet Beslut.  Where they are left out, those of the tables' workbook.
    :raises BadInput: a range does not hold its table, the map or the decision beside the workbook cannot be used, or the date is before
        the decision's year, as a date of 1904 is that is read as one of 1900.
    """
    with pause_collector(for_good=False):
        book = RangeBook([each for each in arguments if each])
        known = record if record is not None else read_values_beside(book.book, RECORD)
        read = _kept.find_or_read(book, (known, *_read_files_beside(book)), lambda: _read_ranges(book, known))
        decision = read.decision
        if as_of and as_of.year < min((each.year for each in decision.candidates), default=decision.year):
            raise NoAnswerError(_TOO_EARLY, day=as_of)
        settings = {"cost_sign": sign or _find_sign(book)} if book.holds(OUTCOMES) else {}
        return TablesReading(read.find_ledger(as_of or date(decision.year, 12, 31), settings), read.faults)


class _RangesReading:
    """What some ranges hold under the decision that they follow, and the ledgers that were last made of it."""

    def __init__(self, book: Book, decision: Decision, faults: Sequence[Fault]) -> None:
        """Take what was read; the costs in `book` have the sign that they have in its cells."""
        self.decision, self.faults = decision, faults
        self._book = book
        self._ledgers: tuple[Ledger, ...] = ()

    def find_ledger(self, as_of: date, settings: Entries) -> Ledger:
        """The ledger at a date, with what the settings say of the sign of costs."""
        made = next((each for each in self._ledgers if (each.as_of, each.book.settings) == (as_of, settings)), None)
        if made is None:
            outcomes = show_costs_as_positive(self._book.outcomes, settings.get("cost_sign"))
            made = Ledger(replace(self._book, settings=settings, outcomes=outcomes), self.decision, as_of)
            self._ledgers = (made, *self._ledgers[: _MOST_LEDGERS - 1])
        return made


_MOST_LEDGERS = 4
"""How many ledgers of one reading are kept: a sheet shows its list at a few dates."""
_kept = KeptReadings[_RangesReading]()


def _read_files_beside(book: RangeBook) -> Sequence[Any]:
    """What lies beside the workbook: the decisions that it may follow, and its map."""
    map_file = None if book.is_canonical else choose_map(book, None)
    content = b""
    with suppress(OSError):  # whoever reads it next says that it cannot be read
        content = map_file.read_bytes() if map_file else b""
    return *find_decisions(book, None), map_file, content


class _Reading(NamedTuple):
    """What was read of the ranges, with everything that the reader has collected, and the files beside their workbook."""

    book: RangeBook
    reader: TableReader
    contents: BookContents
    companions: Sequence[Companion]


def _read_ranges(book: RangeBook, known: Entries | None) -> tuple[_RangesReading, Sequence[RangeBook]]:
    """Read the ranges, and the books that were asked for it; `known` is what is known of the sheet Beslut."""
    books = [book]
    read = _read_once_or_twice(books, known or {})
    _refuse_unfound_tables(read.reader, read.book)
    faults = [each for each in read.reader.faults if not each.hit.place or each.hit.place.sheet in {"", *book.given_sheets}]
    return _RangesReading(_add_record(_make_book(read), book, known), read.contents.decision, faults), books


def _read_once_or_twice(books: list[RangeBook], record: Entries) -> _Reading:
    """Read the ranges; where their recipients can only be on one of the other sheets, with these too, which is another book."""
    (book,) = books
    try:
        read = _read_once(book, record)
    except SheetNotGiven:
        pass
    else:
        lacks_recipients = any(f"{table.name}.{OWNER}" in read.reader.missing for table in (CALL_OFFS, OUTCOMES))
        if book.is_canonical or not lacks_recipients or book.all_sheets is None:
            return read
    books.append(book.add_other_sheets())
    return _read_once(books[-1], record)


def _read_once(book: RangeBook, record: Entries) -> _Reading:
    reader, map_file = TableReader(book, check_table), None if book.is_canonical else choose_map(book, None)
    decisions, decision_file = find_decisions(book, None)
    contents = _read_contents(reader, book, decisions, map_file, record)
    companions = [*describe_map(book, map_file, ((each.table.sheet, each.block.sheet) for each in reader.regions))]
    companions += [describe_decision(decision_file, decisions[0], contents.decision)] if decision_file else []
    return _Reading(book, reader, contents, companions)


def _read_contents(
    reader: TableReader, book: RangeBook, decisions: Sequence[Decision], map_file: Path | None, record: Entries
) -> BookContents:
    """The rows of the tables in the ranges, in the template's layout or in another."""
    if mistaken := next((each for each in book.arguments if each.other_table), None):
        raise _make_unfound(mistaken)
    if not book.is_canonical:
        # not imported for the template's layout, for which a cell then waits less
        from xl_kraftsamling.reading.other_layouts import read_other_layout

        return read_other_layout(reader, decisions, map_file, book.all_sheets or ())
    if unheaded := next((each for each in book.arguments if each.heading_line is None), None):
        raise _make_unfound(unheaded)
    decision = _find_decision(book, decisions, record)
    rows = {each.table.name: reader.read_table_on(each.table, each.sheet, decision.register) for each in book.arguments}
    return BookContents("canonical", decision, rows, record, {})


def _find_decision(book: RangeBook, decisions: Sequence[Decision], record: Entries) -> Decision:
    """The decision that the sheet Beslut names, otherwise the one to which the allocations refer."""
    number, year = (record[name].value if name in record else None for name in ("case_number", "year"))
    grids = [each.cells for each in book.arguments if each.table is ALLOCATIONS]
    cells = [cell_text(cell) for grid in grids for row in grid for cell in row if isinstance(cell, str)]
    numbers = {found[0] for cell in cells for found in CASE_NUMBER.finditer(cell)}
    # Of several case numbers none is taken for the first.  The date decides nothing: it may be any day after the year began.
    single = numbers.pop() if len(numbers) == 1 else None
    return choose_decision(decisions, number or single, year, lambda: cells)


def _refuse_unfound_tables(reader: TableReader, book: RangeBook) -> None:
    """Raise NoAnswerError for a range in which its table was not found.

    A list of transfers that nobody has made yet is headings alone, by which recognition knows no table.
    """
    for each in book.arguments:
        here = (region for region in reader.regions if region.table.name == each.table.name and region.block.sheet == each.sheet)
        found = any(each.holds(region.block.heading_row, [*region.block.columns.values()]) for region in here)
        if not found and not (each.table is TRANSFERS and each.has_headings_alone):
            raise _make_unfound(each, next((fault for fault in reader.faults if fault.code == "ST12" and each.contains(fault.hit.place)), None))


def _make_unfound(argument: TableArgument, question: Fault | None = None) -> NoAnswerError:
    """The error for a range that does not hold its table; `question` is what was asked about one that may be it."""
    why = _NO_HEADINGS
    if question:
        why = _ASKED.bind(question=question.hit.values["question"])
    elif argument.other_table:
        why = _ANOTHER.bind(other=argument.other_table.sheet)
    return NoAnswerError(_UNFOUND, range=argument.address, table=argument.table.sheet, why=why)


def _make_book(read: _Reading) -> Book:
    reader = read.reader
    left_out = {table.name for table in _WHERE_GIVEN if not read.book.holds(table)}
    rows: dict[str, Any] = {name: _keep_given(read.book, name, kept) for name, kept in read.contents.rows.items() if name not in left_out}
    absent = {table.name for table in TABLES if table.name not in reader.blocks}
    return Book(
        **rows, blocks=reader.blocks, companions=read.companions,
        missing=frozenset({*reader.missing, *absent, *left_out, WORKINGS}), undated=frozenset(reader.undated),
    )  # fmt: skip


def _keep_given(book: RangeBook, table: str, rows: Rows[Any]) -> Rows[Any]:
    """The rows of the ranges, without those of other sheets that were read beside them for their insatser."""
    if table == INTERVENTIONS.name or book.given_sheets.issuperset(book.sheets):
        return rows
    return rows.where("block", lambda block: block.sheet in book.given_sheets)


def _add_record(made: Book, book: RangeBook, known: Entries | None) -> Book:
    """The book with what is known of the sheet Beslut: that a workbook in another layout has none is known too."""
    if known is not None:
        return replace(made, record=known)
    if book.all_sheets is not None and not book.is_canonical:
        return replace(made, missing=frozenset({*made.missing, "record.case_number"}))
    # What depends on a sheet Beslut that nobody knows is open (KO01), not fulfilled.
    return replace(made, record=_UNKNOWN_RECORD, missing=frozenset({*made.missing, RECORD.name}))


def _find_sign(book: RangeBook) -> Entry:
    """The sign of costs in the workbook of the tables; unread where nothing there states it: it is never guessed from the amounts."""
    settings = read_values_beside(book.book, SETTINGS)
    return settings["cost_sign"] if settings else Entry(None, Place(SETTINGS.sheet), unread=True)


_UNKNOWN_RECORD = {"status": Entry(None, Place(RECORD.sheet), unread=True)}
"""A sheet Beslut that may say anything: filled in, but not to be read."""
_TOO_EARLY = Text(
    "Dagen {day} ligger före beslutets år. Kontrollera argumentet datum.", "The day {day} is before the decision's year. Check the argument datum."
)
_UNFOUND = Text(
    "Området {range} kan inte läsas som {table}: {why} Ge hela tabellen med sina rubriker.",
    "The range {range} cannot be read as {table}: {why} Give the whole table with its headings.",
)
_NO_HEADINGS = Text("där finns ingen tabell med sådana rubriker.", "there is no table with such headings.")
_ANOTHER = Text("rubrikerna där är de i tabellen {other}.", "the headings there are those of the table {other}.")
_ASKED = Text("{question}", "{question}")
