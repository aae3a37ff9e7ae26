"""Struck-through amounts: a person may mean that the row is cancelled, that its amount was corrected or nothing at all.

Fonts are never data, so that nothing is left out because of one in silence, and nothing counted.  A map says which is meant, or the
sum of the table, where somebody has left the struck rows out of it; a sum that counts them proves nothing, since Excel's own does so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.column_parser import ParsedColumn
from xl_kraftsamling.domain.money import Ore, read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.xlsx.grid import Grid

SKIP, COUNT = "skip", "count"
"""What a map says of the struck-through rows of a table."""


@dataclass(frozen=True, slots=True)
class StruckReading:
    """A table without the struck rows that are left out, the faults about them, and by field the rows whose amount is in question.

    `question` is the first of the questions about them.
    """

    region: Region
    faults: Sequence[Fault] = ()
    in_question: Mapping[str, frozenset[int]] = field(default_factory=dict)
    question: Question | None = None

    def leave_unread(self, columns: Mapping[str, ParsedColumn]) -> dict[str, ParsedColumn]:
        """The columns with the amounts in question unread."""
        return {name: self._leave(column, self.in_question.get(name, frozenset())) for name, column in columns.items()}

    def _leave(self, column: ParsedColumn, lines: frozenset[int]) -> ParsedColumn:
        positions = [position for position, line in enumerate(self.region.rows.data) if line in lines] if lines else []
        return column.leave_unread(positions) if positions else column


def settle_struck_rows(opened: OpenWorkbook, region: Region) -> StruckReading:
    """Leave out the struck rows of a table where its map or its own sum says so, and ask about them where neither says anything."""
    struck = {} if region.struck == COUNT else _find_struck(opened, region)
    if not struck:
        return StruckReading(region)
    grid = opened.read_sheet(region.block.sheet).grid
    main = max(struck, key=lambda name: len(struck[name]))
    readings = _read_totals(region, grid, main, struck[main])
    said = region.struck == SKIP
    if said or _does_sum_leave_out(region, grid, main, readings):
        lines = struck[main]
        rows = replace(region.rows, data=[line for line in region.rows.data if line not in lines])
        return StruckReading(replace(region, rows=rows), [_report_left_out(region, main, lines, _BY_MAP if said else _BY_SUM)])
    asked = [each for name, lines in struck.items() for each in _ask(region, grid, name, lines)]
    return StruckReading(region, [each.report() for each in asked], struck, asked[0])


def _ask(region: Region, grid: Grid, name: str, lines: frozenset[int]) -> Iterator[Question]:
    """A question at each struck amount of a field, with what the table comes to without all of them and with them."""
    readings = _read_totals(region, grid, name, lines)
    for line in sorted(lines):
        matter = _name_cell(region, name, line, grid)
        yield Question(region.block.cell(name, line), matter, readings, _ANSWER, f"{region.table.name}.{name}")


def _find_struck(opened: OpenWorkbook, region: Region) -> dict[str, frozenset[int]]:
    """The rows of data, by field of amounts, in which the amount is struck through."""
    sheet, columns = region.block.sheet, region.block.columns
    found: dict[str, frozenset[int]] = {}
    for name in (column.field for column in region.table.columns if column.kind is Kind.AMOUNT and column.field in columns):
        places = [region.block.cell(name, line) for line in region.rows.data] if name in region.block.elsewhere else []
        by_column = {place.column for place in places} or {columns[name]}
        struck = {(line, column) for column in by_column for line in opened.find_struck(sheet, column, region.rows.data)}
        if struck:
            grid = opened.read_sheet(sheet).grid
            own = {line for line, column in struck if region.block.cell(name, line).column == column}
            found[name] = frozenset(line for line in own if cell_text(grid[line - 1][region.block.cell(name, line).column - 1]))
    return {name: lines for name, lines in found.items() if lines}


def _read_totals(region: Region, grid: Grid, name: str, struck: frozenset[int]) -> Sequence[Reading]:
    """The two readings of a column, with what it comes to in each."""
    factor = region.factors.get(name, 1)
    cells = {line: grid[line - 1][region.block.cell(name, line).column - 1] for line in region.rows.data}
    amounts = {line: read_amount(cell, factor).ore or 0 for line, cell in cells.items()}
    without = sum(amount for line, amount in amounts.items() if line not in struck)
    ways = (_LEFT_OUT, without, SKIP), (_COUNTED, sum(amounts.values()), COUNT)
    return [Reading(what, total, f'struck = "{word}"') for what, total, word in ways]


def _does_sum_leave_out(region: Region, grid: Grid, name: str, readings: Sequence[Reading]) -> bool:
    """Whether a sum of the table is that of its rows without the struck ones, and none that of all."""
    column, factor = region.block.columns[name], region.factors.get(name, 1)
    stated = {read_amount(grid[line - 1][column - 1], factor).ore for line in region.rows.sums}
    return readings[0].total in stated and readings[1].total not in stated


def _name_cell(region: Region, name: str, line: int, grid: Grid) -> Text:
    cell = grid[line - 1][region.block.cell(name, line).column - 1]
    ore = read_amount(cell, region.factors.get(name, 1)).ore
    return _STRUCK.bind(amount=cell_text(cell) if ore is None else Ore(ore))


def _report_left_out(region: Region, name: str, lines: frozenset[int], why: Text) -> Fault:
    first, *others = (region.block.cell(name, line) for line in sorted(lines))
    what = _ROWS.bind(n=len(lines), table=region.table.sheet)
    return Fault("ST11", Hit(place=first, values={"what": what, "why": why}, related=tuple[Place, ...](others)))


_STRUCK = Text(
    "{amount} är överstruket. Räknas beloppen i tabellen", "{amount} is struck through. Are the amounts of the table those",
)
_LEFT_OUT = Text("utan de överstrukna raderna", "without the struck rows")
_COUNTED = Text("med dem", "with them")
_ANSWER = Text(
    "Radera raden om den inte gäller, eller ta bort överstrykningen om den gäller. I en egen arbetsbok kan kartan säga det i stället, för hela "
    'tabellen: struck = "skip" om överstrukna rader inte räknas, struck = "count" om de räknas.',
    "Delete the row if it does not hold, or remove the strikethrough if it does. In a workbook of your own its map may say so instead, for the "
    'whole table: struck = "skip" if struck rows do not count, struck = "count" if they do.',
)
_ROWS = Text("{n} överstrukna rader i {table}", "{n} struck rows of {table}")
_BY_MAP = Text("kartan säger det", "the map says so")
_BY_SUM = Text("tabellens egen summa räknar dem inte", "the table's own sum does not count them")
