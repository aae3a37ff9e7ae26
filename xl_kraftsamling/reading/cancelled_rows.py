"""Rows that a person may have cancelled: the amount is struck through, an x stands below “Makulerat”, or a remark says “UTGÅR”.

It may also mean that the amount was corrected, or nothing at all.  So nothing is left out because of it in silence, and nothing counted:
it is a question.  A map answers it, or the sum of the table, where somebody has left these rows out of it; a sum that counts them
proves nothing, since Excel's own does so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.cancelled_words import find_cancelled, heads_cancelled
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.column_parser import ParsedColumn
from xl_kraftsamling.domain.money import Ore, read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import CANCELLED, REFUSED, REJECTED, REVERSED, UNDONE, parse_state
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.xlsx.grid import Grid, slice_column

SKIP, COUNT = "skip", "count"
"""What a map says of the rows of a table that may be cancelled."""
_REMARKS = (Kind.TEXT, Kind.RECIPIENT)
"""The kinds of columns in which a word may say that the row is cancelled."""
_LONGEST_SHOWN = 60
"""Characters of a remark that a question repeats."""
_WITHOUT_MONEY = frozenset({REJECTED, REVERSED, REFUSED, UNDONE, CANCELLED})
"""Statuses of rows that say themselves that their money does not go out."""


class _Doubt(NamedTuple):
    """What makes it doubtful that a row counts, and the cell in which that is seen."""

    place: Place
    matter: Text


class RowsReading(NamedTuple):
    """A table without the cancelled rows that are left out, the faults about them, and by field the rows whose amount is in question.

    `question` is the first of the questions about them.
    """

    region: Region
    faults: Sequence[Fault] = ()
    in_question: Mapping[str, frozenset[int]] = {}
    question: Question | None = None

    def leave_unread(self, columns: Mapping[str, ParsedColumn]) -> dict[str, ParsedColumn]:
        """The columns with the amounts in question unread."""
        return {name: self._leave(column, self.in_question.get(name, frozenset())) for name, column in columns.items()}

    def _leave(self, column: ParsedColumn, lines: frozenset[int]) -> ParsedColumn:
        positions = [position for position, line in enumerate(self.region.rows.data) if line in lines] if lines else []
        return column.leave_unread(positions) if positions else column


def settle_cancelled_rows(opened: OpenWorkbook, region: Region) -> RowsReading:
    """Leave out the cancelled rows of a table where its map or its own sum says so, and ask about them where neither says anything."""
    doubts = {} if region.cancelled == COUNT else _find_doubts(opened, region)
    if not doubts:
        return RowsReading(region)
    grid = opened.read_sheet(region.block.sheet).grid
    main = max(doubts, key=lambda name: len(doubts[name]))
    readings = _read_totals(region, grid, main, frozenset(doubts[main]))
    said = region.cancelled == SKIP
    if said or _does_sum_leave_out(region, grid, main, readings):
        rows = replace(region.rows, data=[line for line in region.rows.data if line not in doubts[main]])
        return RowsReading(replace(region, rows=rows), [_report_left_out(region, doubts[main], _BY_MAP if said else _BY_SUM)])
    asked = [each for name, rows_of in doubts.items() for each in _ask(region, grid, name, rows_of)]
    return RowsReading(region, [each.report() for each in asked], {name: frozenset(rows_of) for name, rows_of in doubts.items()}, asked[0])


def _ask(region: Region, grid: Grid, name: str, doubts: Mapping[int, _Doubt]) -> Iterator[Question]:
    """A question at each doubtful row, with what the table comes to without all of them and with them."""
    readings = _read_totals(region, grid, name, frozenset(doubts))
    for line in sorted(doubts):
        amount = region.block.cell(name, line)
        related = () if doubts[line].place == amount else (amount,)
        yield Question(doubts[line].place, doubts[line].matter, readings, _ANSWER, f"{region.table.name}.{name}", related)


# ---- which rows


def _find_doubts(opened: OpenWorkbook, region: Region) -> dict[str, Mapping[int, _Doubt]]:
    """The doubtful rows of data by field of amounts: those with a struck amount, and, by its first field, those that words mark."""
    struck = _find_struck(opened, region)
    marked = _find_marked(region, opened.read_sheet(region.block.sheet).grid)
    main = next(_amount_fields(region), "")
    doubts = {**struck, main: {**marked, **struck.get(main, {})}}
    return {name: rows for name, rows in doubts.items() if rows}


def _amount_fields(region: Region) -> Iterator[str]:
    return (column.field for column in region.table.columns if column.kind is Kind.AMOUNT and column.field in region.block.columns)


def _find_struck(opened: OpenWorkbook, region: Region) -> dict[str, Mapping[int, _Doubt]]:
    """The rows of data, by field of amounts, in which the amount is struck through."""
    sheet, columns = region.block.sheet, region.block.columns
    found: dict[str, Mapping[int, _Doubt]] = {}
    for name in _amount_fields(region):
        places = [region.block.cell(name, line) for line in region.rows.data] if name in region.block.elsewhere else []
        by_column = {place.column for place in places} or {columns[name]}
        struck = {(line, column) for column in by_column for line in opened.find_struck(sheet, column, region.rows.data)}
        if struck:
            grid = opened.read_sheet(sheet).grid
            own = {line for line, column in struck if region.block.cell(name, line).column == column}
            filled = {line for line in own if cell_text(grid[line - 1][region.block.cell(name, line).column - 1])}
            found[name] = {
                line: _Doubt(region.block.cell(name, line), _STRUCK.bind(amount=_show_amount(region, name, line, grid))) for line in filled
            }
    return found


def _find_marked(region: Region, grid: Grid) -> dict[int, _Doubt]:
    """The rows of data that a remark or a mark says are cancelled, unless they have no amount or their status says so already."""
    name = next(_amount_fields(region), "")
    found: dict[int, _Doubt] = {}
    for number, heading in _list_remarks(region).items() if name else ():
        cells = slice_column(grid, number, 1, len(grid)) if grid and number <= len(grid[0]) else ()
        tells = find_cancelled(heading, cells)
        for line in region.rows.data if tells and cells else ():
            mark = cells[line - 1]
            if tells and tells(mark) and _may_count(region, name, line, grid):
                matter = _MARKED if heads_cancelled(heading) else _REMARKED
                shown = matter.bind(amount=_show_amount(region, name, line, grid), mark=_shorten(cell_text(mark)), heading=_shorten(heading))
                found.setdefault(line, _Doubt(Place(region.block.sheet, line, number), shown))
    return found


def _shorten(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_SHOWN]


def _list_remarks(region: Region) -> dict[int, str]:
    """The columns in which a word may say that a row is cancelled, with their headings."""
    columns = region.block.columns
    own = {columns[each.field]: region.block.headings.get(each.field, "") for each in region.table.columns if each.kind in _REMARKS and each.field in columns}
    return {**own, **region.extra, **region.remarks}


def _may_count(region: Region, name: str, line: int, grid: Grid) -> bool:
    """Whether a row has an amount, and no status that says that its money does not go out."""
    states = next((column.states for column in region.table.columns if column.field == "status"), ())
    place, elsewhere = region.block.columns.get("status"), region.block.elsewhere.get("status", {})
    status = elsewhere[line].value if line in elsewhere else grid[line - 1][place - 1] if place else ""
    cell = region.block.cell(name, line)
    return bool(_read_amount(region, name, cell, grid) != 0 and parse_state(cell_text(status), states) not in _WITHOUT_MONEY)


# ---- what they come to


def _read_amount(region: Region, name: str, place: Place, grid: Grid) -> int | None:
    return read_amount(grid[place.row - 1][place.column - 1], region.factors.get(name, 1)).ore


def _read_totals(region: Region, grid: Grid, name: str, doubtful: frozenset[int]) -> Sequence[Reading]:
    """The two readings of a column, with what it comes to in each."""
    amounts = {line: _read_amount(region, name, region.block.cell(name, line), grid) or 0 for line in region.rows.data}
    without = sum(amount for line, amount in amounts.items() if line not in doubtful)
    ways = (_LEFT_OUT, without, SKIP), (_COUNTED, sum(amounts.values()), COUNT)
    return [Reading(what, total, f'cancelled = "{word}"') for what, total, word in ways]


def _does_sum_leave_out(region: Region, grid: Grid, name: str, readings: Sequence[Reading]) -> bool:
    """Whether a sum of the table is that of its rows without the doubtful ones, and none that of all."""
    column, factor = region.block.columns[name], region.factors.get(name, 1)
    stated = {read_amount(grid[line - 1][column - 1], factor).ore for line in region.rows.sums}
    return readings[0].total in stated and readings[1].total not in stated


def _show_amount(region: Region, name: str, line: int, grid: Grid) -> Value:
    place = region.block.cell(name, line)
    ore = _read_amount(region, name, place, grid)
    return cell_text(grid[place.row - 1][place.column - 1]) if ore is None else Ore(ore)


def _report_left_out(region: Region, doubts: Mapping[int, _Doubt], why: Text) -> Fault:
    first, *others = (doubts[line].place for line in sorted(doubts))
    what = _ROWS.bind(n=len(doubts), table=region.table.sheet)
    return Fault("ST11", Hit(place=first, values={"what": what, "why": why}, related=tuple[Place, ...](others)))


_STRUCK = Text(
    "{amount} är överstruket. Räknas beloppen i tabellen", "{amount} is struck through. Are the amounts of the table those",
)
_MARKED = Text(
    "Raden med {amount} är märkt ”{mark}” i kolumnen ”{heading}”. Räknas beloppen i tabellen",
    "The row of {amount} is marked “{mark}” in the column “{heading}”. Are the amounts of the table those",
)
_REMARKED = Text(
    "Vid raden med {amount} står ”{mark}”. Räknas beloppen i tabellen", "Beside the row of {amount} it says “{mark}”. Are the amounts of the table those"
)
_LEFT_OUT = Text("utan sådana rader", "without such rows")
_COUNTED = Text("med dem", "with them")
_ANSWER = Text(
    "Radera raden om den inte gäller, eller ta bort överstrykningen eller ordet om den gäller. För en arbetsbok som inte "
    "följer mallen kan en karta svara i stället, för hela tabellen: ”kraftsamling map” med --write skriver kartan, med "
    "svaren som rader att välja bland.",
    "Delete the row if it does not apply, or remove the strikethrough or the word if it does. For a workbook in another "
    "layout than the template's a map can answer instead, for the whole table: “kraftsamling map” with --write writes the "
    "map, with the answers as lines to choose from.",
)
_ROWS = Text("{n} överstrukna eller makulerade rader i {table}", "{n} struck-through or cancelled rows of {table}")
_BY_MAP = Text("kartan säger det", "the map says so")
_BY_SUM = Text("tabellens egen summa räknar dem inte", "the table's own sum does not count them")
