"""Reading a workbook that is not ours: its tables are found, chosen and read, and how is told in findings."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.book import Intervention
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.how_read import HowRead
from xl_kraftsamling.domain.labels import fold_label
from xl_kraftsamling.domain.tables import INTERVENTIONS, RECORD, SETTINGS, TABLES, WAIVERS
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.open_workbook import Readable, is_own
from xl_kraftsamling.reading.recognition.choice import Choice, choose_tables, drop_account_codes, row_keys
from xl_kraftsamling.reading.recognition.columns import TABLE_KINDS
from xl_kraftsamling.reading.recognition.findings import REQUIRED_KINDS, NO_TABLE_THERE, report_choice, report_table, report_unread_sheets
from xl_kraftsamling.reading.recognition.how_read import describe_reading
from xl_kraftsamling.reading.recognition.map import follow_map, map_tables, format_map
from xl_kraftsamling.reading.recognition.map_file import WorkbookMap, read_map
from xl_kraftsamling.reading.recognition.tables import build_region, find_tables
from xl_kraftsamling.reading.recognition.vocabulary import HeadingReader, load_vocabulary
from xl_kraftsamling.reading.table_cells import OWNER, has_entries
from xl_kraftsamling.reading.table_reader import Contents, Reading

_NUMBER = re.compile(r"[\w-]+")  # a diarienummer, whole: STK-2026-58 does not stand in STK-2026-580
_TOP = 40
"""Rows at the top of a sheet in which a diarienummer may stand."""


class DataSheets:
    """The sheets of a workbook but for those that the program has written, each read once."""

    def __init__(self, opened: Readable) -> None:
        """Take a workbook that is opened."""
        self.page = lru_cache(maxsize=None)(opened.page)
        self.names = [name for name in opened.sheets if not is_own(self.page(name))]

    def is_template_sheet(self, name: str) -> bool:
        """Whether a sheet holds the decision or the settings as the template's does."""
        return any(fold_label(name) == fold_label(table.sheet) and has_entries(self.page(name).grid) for table in (RECORD, SETTINGS))


def recognise_tables(pages: DataSheets, decision: Decision, chart: Path | None = None) -> Choice:
    """The tables of a workbook that are read: those that its map names, or else the chosen ones of all that are found.

    :raises BadInput: a sheet cannot be read, or the map cannot be followed.
    """
    told = read_map(chart, pages.names) if chart else WorkbookMap()
    reader = HeadingReader(load_vocabulary().with_words(told.words), decision.register)
    if told.tables:
        return Choice([follow_map(table, pages.page(table.sheet), reader) for table in told.tables])
    found = (each for name in pages.names for each in find_tables(name, pages.page(name), reader, decision.year))
    grids = {name: pages.page(name).grid for name in pages.names}
    choice = choose_tables(found, lambda each: row_keys(each, grids[each.sheet], decision.register), decision.year)
    choice.tables = drop_account_codes(choice.tables, grids)
    return choice


def find_decision(pages: DataSheets, decisions: Sequence[Decision]) -> Decision:
    """The decision that a workbook names anywhere by its diarienummer, otherwise the latest."""
    known = {decision.case_number: decision for decision in decisions}
    top = (cell for name in pages.names for row in pages.page(name).grid[:_TOP] for cell in row if type(cell) is str)
    named = (known[word] for cell in top for word in _NUMBER.findall(cell.upper()) if word in known)
    return next(named, None) or max(decisions, key=lambda decision: decision.year)


def read_other_layout(reading: Reading, decisions: Sequence[Decision], chart: Path | None) -> Contents:
    """What a workbook in a layout of its own holds; what is amiss, and how it was read, is added to the reading.

    :param chart: the map of the workbook, where it has one.
    :raises BadInput: none of the tables that a workbook of this kind has was found, or the map cannot be followed.
    """
    pages = DataSheets(reading.opened)
    decision = find_decision(pages, decisions)
    record, settings = (reading.entries(table, decision.register) if reading.holds(table) else {} for table in (RECORD, SETTINGS))
    rows = _rows(reading, pages, recognise_tables(pages, decision, chart), decision)
    if not record:
        reading.missing.add("record.case_number")  # without the sheet Beslut: BE01, and no more of BE
    return Contents("mapped" if chart else "recognised", decision, rows, record, settings)


def describe_workbook(opened: Readable, decisions: Sequence[Decision], chart: Path | None, lang: str) -> tuple[HowRead, str]:
    """The account of how a workbook is read, and the map that says the same, explained in one language.

    :raises BadInput: as :func:`read_foreign`.
    """
    pages = DataSheets(opened)
    decision = find_decision(pages, decisions)
    choice = recognise_tables(pages, decision, chart)
    if not choice.tables:
        raise BadInput(_FOREIGN, file=opened.path.name)
    left = [(name, NO_TABLE_THERE) for name in _unread_sheets(pages, choice)]
    return describe_reading(choice, decision.year, left), format_map(map_tables(choice.tables), opened.path.name, lang)


def _rows(reading: Reading, pages: DataSheets, choice: Choice, decision: Decision) -> dict[str, tuple[Any, ...]]:
    kinds = {each.kind for each in choice.tables}
    if not kinds & {*REQUIRED_KINDS}:
        raise BadInput(_FOREIGN, file=reading.opened.path.name)
    rows: dict[str, list[Any]] = {table.name: [] for table in TABLES}
    for each in choice.tables:
        page = pages.page(each.sheet)
        part = build_region(each, page.grid)
        reading.take(report_table(each, decision.year))
        if each.kind == "stated":
            reading.regions.append(part)
        else:
            rows[each.kind] += reading.passed_rows(part, TABLE_KINDS[each.kind], page, decision.register)
    names = [table.name for table in TABLES if table is not WAIVERS]
    reading.take(report_choice(choice))
    reading.take(report_unread_sheets(_unread_sheets(pages, choice)))
    reading.missing |= {*_missing(choice, names)}
    return {name: tuple(_linked(name, kept, rows[INTERVENTIONS.name])) for name, kept in rows.items()}


def _unread_sheets(pages: DataSheets, choice: Choice) -> Iterator[str]:
    """The sheets on which something stands, and no table of them was read or left out."""
    seen = {each.sheet for each in choice.tables} | {each.table.sheet for each in choice.left_out}
    for name in pages.names:
        if name not in seen and not pages.is_template_sheet(name) and any(cell_text(cell) for row in pages.page(name).grid for cell in row if cell != ""):
            yield name


def _missing(choice: Choice, names: Sequence[str]) -> Iterator[str]:
    """The tables, and the fields of those that are there, which no table of the workbook has."""
    for name in names:
        tables = [each for each in choice.tables if each.kind == name]
        if not tables:
            yield name
            continue
        held = {field for each in tables for field in each.assignment.columns} | {OWNER}
        yield from (f"{name}.{column.field}" for column in TABLE_KINDS[name].columns if column.field not in held)


def _linked(name: str, rows: Sequence[Any], interventions: Sequence[Intervention]) -> Iterator[Any]:
    """The rows with the id of their insats, where they name it by what it is called."""
    ids = {fold_label(each.name): each.id for each in interventions if each.name and each.id}
    for row in rows:
        called = fold_label(row.intervention) if name in ("call_offs", "outcomes") and row.intervention else ""
        yield row._replace(intervention=ids[called]) if called in ids else row


_FOREIGN = Text(
    "{file}: ingen tabell med tilldelning eller avrop kändes igen, så det finns inget att kontrollera. Visa var de står med "
    "»kraftsamling map«, eller skapa en arbetsbok med »kraftsamling fill« och för över uppgifterna dit.",
    "{file}: no table of allocations or call-offs was recognised, so there is nothing to check. Show where they stand with "
    "`kraftsamling map`, or make a workbook with `kraftsamling fill` and move the data there.",
)
