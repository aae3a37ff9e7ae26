"""Reading a workbook in another layout than the template's: its tables are found, chosen and read, and how is reported."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.column_parser import join_rows
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.decision_choice import choose_decision
from xl_kraftsamling.domain.how_read import HowRead
from xl_kraftsamling.domain.ledger.movements import UNBOOKED, UNDATED, UNDATED_FORECASTS
from xl_kraftsamling.domain.row_ids import RowIds, narrow
from xl_kraftsamling.domain.rows import Rows, TableRows
from xl_kraftsamling.domain.tables import (
    CALL_OFFS,
    INTERVENTIONS,
    OUTCOMES,
    RECORD,
    SETTINGS,
    STATED_BALANCES,
    TABLES,
    WAIVERS,
    Intervention,
)
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.cancelled_rows import settle_cancelled_rows
from xl_kraftsamling.reading.companions import SheetNotGiven
from xl_kraftsamling.reading.open_workbook import NoTables, OpenWorkbook, SheetContent, is_program_sheet
from xl_kraftsamling.reading.recognition.faults import REQUIRED_KINDS, report_choice, report_table
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader, load_vocabulary
from xl_kraftsamling.reading.recognition.how_read import NO_TABLE_THERE, describe_reading
from xl_kraftsamling.reading.recognition.layouts.look_ups import look_up_recipients
from xl_kraftsamling.reading.recognition.layouts.month_dates import date_by_month
from xl_kraftsamling.reading.recognition.layouts.step_lines import ask_about_step_lines
from xl_kraftsamling.reading.recognition.layouts.step_rows import settle_step_rows
from xl_kraftsamling.reading.recognition.maps.map import follow_map, map_choice, map_table
from xl_kraftsamling.reading.recognition.maps.map_file import WorkbookMap, read_map
from xl_kraftsamling.reading.recognition.maps.map_meanings import find_unknown_words, format_meanings
from xl_kraftsamling.reading.recognition.maps.map_skeleton import find_possible_headings, format_skeleton
from xl_kraftsamling.reading.recognition.maps.map_text import format_map
from xl_kraftsamling.reading.recognition.regions import build_regions
from xl_kraftsamling.reading.recognition.settling.amount_columns import ask_about_columns, settle_amount_columns
from xl_kraftsamling.reading.recognition.settling.legends import teach_legends
from xl_kraftsamling.reading.recognition.settling.own_rows import keep_mapped_rows, keep_own_rows
from xl_kraftsamling.reading.recognition.settling.part_payments import ask_about_part_payments
from xl_kraftsamling.reading.recognition.settling.partial_amounts import ask_about_partial_amounts
from xl_kraftsamling.reading.recognition.settling.running_amounts import settle_running_amounts
from xl_kraftsamling.reading.recognition.settling.sheet_owners import ask_whose_rows
from xl_kraftsamling.reading.recognition.settling.stated_transfers import ask_about_transfers
from xl_kraftsamling.reading.recognition.settling.unknown_recipients import read_unknown_recipients
from xl_kraftsamling.reading.recognition.settling.unstated_status import settle_statuses
from xl_kraftsamling.reading.recognition.settling.unstated_units import ask_about_unit
from xl_kraftsamling.reading.recognition.table_choice import Choice, choose_tables
from xl_kraftsamling.reading.recognition.table_search import apply_number_formats, find_tables
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.recognition.unnamed_sums import find_sum_formulas
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.reading.row_roles import SEARCHED_ROWS
from xl_kraftsamling.reading.table_cells import has_entry_headings
from xl_kraftsamling.reading.table_reader import BookContents, TableReader
from xl_kraftsamling.xlsx.grid import Grid

_DAYS = frozenset({UNDATED, UNBOOKED, UNDATED_FORECASTS})
"""The days that a list may lack, since its rows then count at any date."""
Sheets = Mapping[str, SheetContent]
"""The sheets of a workbook by name, without those that the program has written into it."""


def read_other_layout(
    reader: TableReader, decisions: Sequence[Decision], map_file: Path | None, other_sheets: Sequence[str] = ()
) -> BookContents:
    """Read the tables of a workbook in another layout; faults, and findings about how it was read, are added to the reader.

    :param map_file: the map of the workbook, where it has one.
    :param other_sheets: the names of sheets that the workbook has too, and that are not read: what the map says of them is passed over.
    :raises BadInput: neither allocations nor call-offs were recognised, or the map cannot be followed.
    """
    sheets = _read_sheets(reader.opened)
    decision, known = _read_map(sheets, _find_decision(sheets, decisions), map_file, other_sheets)
    # asked first: these sheets are the template's, and no fault where a workbook of another layout lacks them
    record, settings = (reader.read_entries(table, decision.register) if reader.has_entries(table) else {} for table in (RECORD, SETTINGS))
    rows = _read_rows(reader, sheets, _recognise_tables(reader.opened, sheets, decision, known), decision)
    if not record:
        reader.missing.add("record.case_number")  # without the sheet Beslut: BE01, and none of the other rules about it
    return BookContents("mapped" if map_file else "recognised", decision, rows, record, settings)


def describe_other_layout(
    opened: OpenWorkbook, decisions: Sequence[Decision], map_file: Path | None, lang: str
) -> tuple[HowRead, str]:
    """How a workbook is read, for a person, and a map (TOML, explained in one language) that leads to the same reading.

    Of sheets on which no table was recognised it is what was seen there, and in the map what to fill in.
    :raises BadInput: the map cannot be followed.
    """
    sheets = _read_sheets(opened)
    decision, known = _read_map(sheets, _find_decision(sheets, decisions), map_file)
    choice = _recognise_tables(opened, sheets, decision, known)
    choice.tables = [_with_question_about_rows(each, opened) for each in choice.tables]
    unread = {name: find_possible_headings(sheets[name].grid) for name in _unread_sheets(sheets, choice)}
    grids = {name: content.grid for name, content in sheets.items()}
    meanings = format_meanings(known.meanings, find_unknown_words(choice.tables, grids, decision.register), lang)
    content = format_map(map_choice(choice), opened.path.name, lang, meanings) + format_skeleton(unread, lang)
    reasons = [(name, why) for name, blocks in unread.items() for why in ([each.describe() for each in blocks] or [NO_TABLE_THERE])]
    return describe_reading(choice, grids, decision.year, reasons)._replace(decision=decision), content


def _with_question_about_rows(found: FoundTable, opened: OpenWorkbook) -> FoundTable:
    """The table with the question about its cancelled rows, which the reading of its rows asks at each of them."""
    regions = build_regions(found, opened.read_sheet(found.sheet).grid)
    asked = next((question for region in regions if (question := settle_cancelled_rows(opened, region).question)), None)
    return replace(found, questions=(*found.questions, asked)) if asked else found


def _read_sheets(opened: OpenWorkbook) -> Sheets:
    contents = ((name, opened.read_sheet(name)) for name in opened.sheets)
    return {name: content for name, content in contents if not is_program_sheet(content)}


def _find_decision(sheets: Sheets, decisions: Sequence[Decision]) -> Decision:
    """The decision that a workbook follows, as the texts and dates at the top of its sheets name it."""
    top = (cell for content in sheets.values() for row in content.grid[:SEARCHED_ROWS] for cell in row)
    # dates too: their year is a sign of the decision
    return choose_decision(
        decisions, read_texts=lambda: [str(cell) for cell in top if isinstance(cell, (str, date))], are_allocations=False
    )


def _read_map(
    sheets: Sheets, decision: Decision, map_file: Path | None, other_sheets: Sequence[str] = ()
) -> tuple[Decision, WorkbookMap]:
    """What the map says, nothing where there is none; and the decision with the names that it teaches for recipients.

    :raises BadInput: the map cannot be read, or makes no sense; a SheetNotGiven where it takes something from a sheet that is not read.
    """
    if map_file is None:
        return decision, WorkbookMap()
    known = read_map(map_file, [*dict.fromkeys((*sheets, *other_sheets))], decision.register)
    look_ups = (each for table in known.tables if table.sheet in sheets for each in table.look_ups.values())
    if absent := next((each.sheet for each in look_ups if each.sheet not in sheets), None):
        raise SheetNotGiven(_LOOKED_UP_ELSEWHERE, file=map_file.name, sheet=absent)
    return replace(decision, register=decision.register.with_words(known.meanings.names)), known


def _recognise_tables(opened: OpenWorkbook, sheets: Sheets, decision: Decision, known: WorkbookMap) -> Choice:
    """The tables that the map describes, or else the chosen ones of all that can be found.

    :raises BadInput: the map cannot be followed, or there is none and the workbook may follow decisions of years that lead to other tables.
    """
    years = {each.year for each in decision.candidates}
    choices = {year: _recognise_tables_of_year(opened, sheets, decision, known, year) for year in sorted(years | {decision.year})}
    # compared as maps, which say where each table is and how its columns are read, and nothing else
    if len(choices) > 1 and len({format_map(map(map_table, each.tables), "", "sv") for each in choices.values()}) > 1:
        raise NoTables(_WHICH_DECISION, decisions=decision.list_candidates())
    return choices[decision.year]


def _recognise_tables_of_year(
    opened: OpenWorkbook, sheets: Sheets, decision: Decision, known: WorkbookMap, year: int
) -> Choice:
    # a map may hold words alone: they help to recognise the tables, which are then found as without a map
    reader = HeadingReader(load_vocabulary().with_words(known.words), decision.register, known.meanings)
    formulas = {name: find_sum_formulas(opened, name) for name in sheets}
    grids = {name: content.grid for name, content in sheets.items()}
    if known.tables:
        mapped = [_teach(follow_map(table, sheets, reader, year, formulas[table.sheet]), known) for table in known.tables if table.sheet in sheets]
        rows_settled = [_settle_rows(each, grids[each.sheet], decision) for each in teach_legends(mapped, grids)]
        settled = settle_statuses(settle_running_amounts(rows_settled, grids, decision, year), grids, decision.register)
        return Choice(ask_about_transfers(settled, {each.kind for each in settled}, grids))
    found = [
        _teach(each, known) for name, content in sheets.items() for each in find_tables(name, content, reader, year, formulas[name])
    ]
    known_rows = settle_running_amounts(look_up_recipients(teach_legends(found, grids), grids, reader), grids, decision, year)
    choice = choose_tables(known_rows, grids, decision, year, opened.hidden_sheets)
    settled = settle_statuses([_settle(each, opened, decision) for each in choice.tables], grids, decision.register)
    read = [read_unknown_recipients(each, grids[each.sheet], reader) for each in settled]
    choice.tables = ask_about_transfers(read, choice.kinds, grids)
    return choice


def _teach(found: FoundTable, known: WorkbookMap) -> FoundTable:
    """A table with what the map says that words in its cells mean."""
    return replace(found, own_words=known.meanings)


def _settle(found: FoundTable, opened: OpenWorkbook, decision: Decision) -> FoundTable:
    """A table of which everything is settled that the workbook settles, with the questions that are left."""
    grid = opened.read_sheet(found.sheet).grid
    own = _settle_rows(apply_number_formats(found, opened), grid, decision)
    whose = ask_whose_rows(settle_amount_columns(ask_about_columns(own), opened), grid, decision.register)
    return ask_about_partial_amounts(whose, grid, decision.year)


def _settle_rows(found: FoundTable, grid: Grid, decision: Decision) -> FoundTable:
    """A table whose columns are known, with its rows and its unit settled; what a map does not say of them is asked all the same."""
    own = keep_own_rows(keep_mapped_rows(found, grid), grid, decision)
    return ask_about_unit(ask_about_part_payments(settle_step_rows(date_by_month(ask_about_step_lines(own, grid), grid, decision.year), grid), grid), grid, decision)


def _read_rows(reader: TableReader, sheets: Sheets, choice: Choice, decision: Decision) -> dict[str, TableRows[Any]]:
    """The rows of the chosen tables by the name of their table; what the workbook lacks is added to the reader."""
    if not choice.kinds & {*REQUIRED_KINDS}:
        raise NoTables(_NOT_RECOGNISED, file=reader.opened.path.name)
    lists: dict[str, list[TableRows[Any]]] = {table.name: [] for table in (*TABLES, STATED_BALANCES)}
    for each in choice.tables:
        reader.add_faults(report_table(each, decision.year))
        for region in build_regions(each, sheets[each.sheet].grid):
            lists[each.kind].append(reader.read_region(region, decision.register))
    reader.add_faults(report_choice(choice, _unread_sheets(sheets, choice)))
    missing = {*_find_missing(choice)}
    reader.missing |= missing
    reader.undated |= missing & _DAYS
    rows = {table.name: join_rows(table, lists[table.name]) for table in (*TABLES, STATED_BALANCES)}
    linked = {table.name: _link_interventions(rows[table.name], rows[INTERVENTIONS.name]) for table in (CALL_OFFS, OUTCOMES)}
    return rows | linked


def _unread_sheets(sheets: Sheets, choice: Choice) -> Iterator[str]:
    """The names of the sheets that are not empty, and of which no table was read or left out."""
    known = {each.sheet for each in choice.tables} | {each.table.sheet for each in choice.left_out}
    for name, content in sheets.items():
        if name not in known and not _is_template_sheet(name, content) and any(cell_text(c) for row in content.grid for c in row if c != ""):
            yield name


def _is_template_sheet(name: str, content: SheetContent) -> bool:
    """Whether a sheet holds the decision or the settings, as in the template: these are read in any workbook."""
    named = any(fold_label(name) == fold_label(table.sheet) for table in (RECORD, SETTINGS))
    return named and has_entry_headings(content.grid)


def _find_missing(choice: Choice) -> Iterator[str]:
    """The tables that the workbook lacks (`transfers`), and the fields that all of its tables of a kind lack (`call_offs.id`).

    An optional column may be absent, as in the template.
    """
    for table in TABLES:
        if table is WAIVERS:
            continue  # waivers are only kept in the template's layout, and their absence leaves no rule untried
        found = [each for each in choice.tables if each.kind == table.name]
        if not found:
            yield table.name
        for column in table.columns if found else ():
            # a recipient is never missing: a title or a group row names it where no column does
            here = [each.has(column.field) for each in found]
            # where one list of several has no dates, no order of all rows can be told
            if not (column.is_optional or column.field == OWNER or (all(here) if f"{table.name}.{column.field}" in _DAYS else any(here))):
                yield f"{table.name}.{column.field}"


def _link_interventions(rows: TableRows[Any], interventions: Rows[Intervention]) -> TableRows[Any]:
    """The rows of a table with the id of their insats, also where they refer to it by its name; as they are where that may mean several."""
    named: dict[str, list[Intervention]] = defaultdict(list)
    for each in interventions:
        named[fold_label(each.name or "")].append(each)
    linked = [*rows.column("intervention")]
    written = {name: fold_label(name) for name in {*linked} if name}
    if named.keys().isdisjoint(written.values()):
        return rows
    ids = RowIds(interventions)
    for number, row in enumerate(rows):
        meant = narrow(named.get(written[row.intervention], ()), row) if row.intervention else ()
        # where each list of insatser has its own numbers, an id must lead from here to the same insats as the name
        clear = {each.id for each in meant if each.id not in ids.restarting or {*ids.find(each.id, row)} <= {*meant}} - {None}
        if len(clear) == 1:
            linked[number] = clear.pop()
    return rows.with_column("intervention", linked)


_LOOKED_UP_ELSEWHERE = Text(
    "Kartan {file} hämtar uppgifter från bladet {sheet}, som inte är med här. Använd knappen Validera eller kommandoraden, som läser hela arbetsboken.",
    "The map {file} takes something from the sheet {sheet}, which is not given here. Use the button or the command line, which read the whole workbook.",
)
_NOT_RECOGNISED = Text(
    "{file}: ingen tabell med tilldelning eller avrop kändes igen, så det finns inget att kontrollera. ”kraftsamling map” "
    "visar vad som står där, och skriver med --write en karta att fylla i. Eller skapa en arbetsbok med ”kraftsamling fill” och för över "
    "uppgifterna dit.",
    "{file}: no table of allocations or call-offs was recognised, so there is nothing to check. “kraftsamling map” shows "
    "what is there, and with --write writes a map to fill in. Or make a workbook with “kraftsamling fill” and move the data "
    "there.",
)
_WHICH_DECISION = Text(
    "Arbetsboken kan följa {decisions}, av olika år, och det avgör vilka tabeller som gäller. Skriv beslutets diarienummer "
    "överst på ett blad, eller ange det med --decision, och försök igen.",
    "The workbook may follow {decisions}, of different years, and which tables apply depends on which. Write the case number "
    "of the decision at the top of a sheet, or give it with --decision, and try again.",
)
