"""Reading a workbook, from its file or open in Excel: sheets → a book whose every value keeps its cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_kraftsamling.domain.book import WORKINGS, Book, show_costs_as_positive
from xl_kraftsamling.domain.column_parser import join_rows
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.decision_choice import choose_decision
from xl_kraftsamling.domain.how_read import Companion
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.rows import TableRows
from xl_kraftsamling.domain.tables import (
    ALLOCATIONS,
    OUTCOMES,
    RECORD,
    SETTINGS,
    STATED_BALANCES,
    TABLES,
    StatedBalance,
    Table,
)
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.canonical_layout import find_canonical_table, find_sheet, is_canonical
from xl_kraftsamling.reading.collector import pause_collector
from xl_kraftsamling.reading.companions import choose_map, describe_decision, describe_map, find_decisions
from xl_kraftsamling.reading.formulas.inspection import inspect_formulas, without_explained_sums
from xl_kraftsamling.reading.gate import check_ids, check_table
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.table_reader import BookContents, TableReader
from xl_kraftsamling.reading.workbook_file import WorkbookFile


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """A workbook as it was read: its book, the decision that it follows, the faults of its tables, and where these are.

    `layout` is "canonical", "recognised" or "mapped"; None where no tables were looked for.
    """

    path: Path
    sha256: str
    layout: str | None
    book: Book
    decision: Decision
    faults: Sequence[Fault]
    regions: Sequence[Region]


def read_workbook(
    source: Path | OpenWorkbook, decisions: Sequence[Decision] | None = None, map_file: Path | None = None
) -> WorkbookContent:
    """Read a workbook, in the template's layout or in another.

    :param source: the path of its file, or the workbook that is open in Excel.
    :param decisions: the decisions that a workbook may follow; the one with its diarienummer is taken.  By default the one in the
        file beside it, if there is one, otherwise those that ship.
    :param map_file: the map of where its tables are; by default the one beside it, unless it follows the template.
    :raises BadInput: the file cannot be read, or is no workbook of this kind.
    """
    with pause_collector(for_good=isinstance(source, Path)):
        opened = WorkbookFile(source) if isinstance(source, Path) else source
        known, decision_file = find_decisions(opened, decisions)
        reader, map_file = TableReader(opened, check_table), choose_map(opened, map_file)
        if map_file or not is_canonical(opened.sheets):
            # not imported for the template's layout, which most workbooks have: reading them is then some milliseconds faster
            from xl_kraftsamling.reading.other_layouts import read_other_layout

            contents = read_other_layout(reader, known, map_file)
        else:
            contents = _read_canonical_layout(reader, known)
        tables = ((region.table.sheet, region.block.sheet) for region in reader.regions)
        companions = [*describe_map(opened, map_file, tables)]
        if decision_file:
            companions.append(describe_decision(decision_file, known[0], contents.decision))
        for table in TABLES:  # after all of its lists were read
            reader.add_faults(check_ids(table, contents.rows[table.name]))
        book = _make_book(reader, contents, companions)
        faults = without_explained_sums(reader.faults, book.formula_facts)
        return WorkbookContent(opened.path, opened.sha256, contents.layout, book, contents.decision, faults, reader.regions)


def read_formulas(path: Path) -> tuple[WorkbookContent, Sequence[str]]:
    """Read what lies beneath the values of any workbook, without looking for tables; and the names of its sheets that are not read.

    The book is empty but for the facts about formulas, and the decision knows nothing: for the rules that need no more.
    :raises BadInput: the file cannot be read, or is no workbook.
    """
    with pause_collector(for_good=True):
        opened = WorkbookFile(path)
        faults: list[Fault] = []
        book = Book(formula_facts=inspect_formulas(opened, []))
        content = WorkbookContent(opened.path, opened.sha256, None, book, choose_decision([]), faults, [])
        return content, opened.sheets_without_cells


def _read_canonical_layout(reader: TableReader, decisions: Sequence[Decision]) -> BookContents:
    opened, record = reader.opened, reader.read_entries(RECORD, load_register())
    number, year = (record[name].value if name in record else None for name in ("case_number", "year"))
    decision = choose_decision(decisions, number, year, lambda: _read_texts(opened, ALLOCATIONS))
    settings = reader.read_entries(SETTINGS, decision.register)
    rows = {table.name: reader.read_table(table, decision.register) for table in TABLES}
    rows[STATED_BALANCES.name] = _read_saldo(reader, decision)
    return BookContents("canonical", decision, rows, record, settings)


def _read_saldo(reader: TableReader, decision: Decision) -> TableRows[StatedBalance]:
    """The balances that Saldo states; it is only compared, so that it is no fault of the workbook to lack it or its headings."""
    saldo = find_sheet(STATED_BALANCES, reader.opened.sheets)
    content = reader.opened.read_sheet(saldo) if saldo else None
    region = content and find_canonical_table(STATED_BALANCES, saldo or "", content.grid, content.tables)
    if region:
        return reader.read_region(region, decision.register)
    reader.missing.add(STATED_BALANCES.name)  # FO11 is then not tried
    return join_rows(STATED_BALANCES, [])


def _read_texts(opened: OpenWorkbook, table: Table) -> Sequence[str]:
    """Every text in the sheet of a table, such as the recipients of the allocations."""
    sheet = find_sheet(table, opened.sheets)
    return [cell for row in opened.read_sheet(sheet).grid for cell in row if isinstance(cell, str)] if sheet else []


def _make_book(reader: TableReader, contents: BookContents, companions: Sequence[Companion]) -> Book:
    opened = reader.opened
    outcomes = show_costs_as_positive(contents.rows[OUTCOMES.name], contents.settings.get("cost_sign"))
    return Book(
        **{**contents.rows, OUTCOMES.name: outcomes}, record=contents.record, settings=contents.settings,
        stated_totals=reader.stated_totals,
        # after all tables were read: what the gate has reported of their cells is not reported a second time
        formula_facts=inspect_formulas(opened, reader.regions),
        blocks=reader.blocks,
        companions=companions,
        # the rules about formulas are then not tried; without this they would seem to be complied with
        undated=frozenset(reader.undated),
        missing=frozenset(reader.missing if opened.can_show_formulas else {*reader.missing, WORKINGS}),
    )  # fmt: skip
