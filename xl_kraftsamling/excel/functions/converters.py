"""How xlwings hands the arguments of a function to it, and its answer back to Excel.

Arguments always arrive in two dimensions and with their error values: otherwise an error would be an empty cell, in silence.
An argument that is wrong as a whole becomes an error value itself.

How much of a range is read: whole columns may be given, a million rows each, of which nearly all are empty.

These are stages of xlwings' reading.  What a range cannot be asked, since Excel is not behind it, leaves it as it is.
"""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import xlwings as xw
from xlwings.conversion import ConversionContext, Converter, Options, Pipeline
from xlwings.conversion.standard import CleanDataFromReadStage

from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain.cell_text import cell_text, is_blank
from xl_kraftsamling.domain.columns import parse_column
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.recipients import Register, load_register
from xl_kraftsamling.domain.tables import TRANSFERS
from xl_kraftsamling.excel.error_values import NOT_AVAILABLE, WRONG, CellError, answered, error_in
from xl_kraftsamling.excel.functions.table_argument import find_table_in_range, read_excel_value
from xl_kraftsamling.xlsx.grid import Grid

_LARGE = 10_000  # rows: a smaller range is read faster than its sheet is asked how far it is used


def only_area(context: ConversionContext) -> None:
    """Refuse a range of several areas, as an error value: Excel would hand over the first one as if it were all."""
    place = context.range
    if place is not None and getattr(getattr(place.api, "Areas", None), "Count", 1) > 1:
        context.range, context.value = None, WRONG


def used(context: ConversionContext) -> None:
    """Leave out of a large range what lies below or beside the used part of its sheet."""
    place = context.range
    if place is None or place.shape[0] < _LARGE or not hasattr(place.sheet.api, "UsedRange"):
        return
    top, left = place.row, place.column
    rows, columns = (max(1, min(sizes)) for sizes in zip(place.shape, _reach(place), strict=True))
    context.range = place.sheet.range((top, left), (top + rows - 1, left + columns - 1))


def _reach(place: xw.Range) -> tuple[int, int]:
    """How many rows and columns there are from the first cell to the end of what is used."""
    end = place.sheet.used_range
    return end.row + end.shape[0] - place.row, end.column + end.shape[1] - place.column


def filled(context: ConversionContext) -> None:
    """Leave out the empty rows at the end, the first row excepted."""
    rows: Sequence[Sequence[Any]] = context.value
    last = next(
        (number for number in range(len(rows), 1, -1) if rows[number - 1].count(None) < len(rows[number - 1])), 1
    )
    context.value = rows[:last]


_FIRST, _LAST = TRANSFERS.headings.index("Överenskommelse"), TRANSFERS.headings.index("Ursprung")
_TERMS = TRANSFERS.columns[_FIRST : _LAST + 1]


@cache
def everybody() -> Register:
    """Everybody who is known to the load_register or to a decision that ships with the program."""
    more = (recipient for decision in shipped_decisions() for recipient in decision.register.recipients)
    return load_register().with_more(recipient for recipient in more if recipient not in load_register().recipients)


class Cells(Converter):
    """A range or value as rows of cells, each read by :meth:`cell`: empty cells are None, error values what they lead to."""

    @classmethod
    def reader(cls, options: dict[str, Any]) -> Pipeline:
        """Get the cells, always in rows and with error values, and read them."""

        def _take(context: ConversionContext) -> None:
            there = bool(context.value) and bool(context.value[0])
            context.value = cls.read(context.value, context.range, options) if there else WRONG

        always = Options(options).override(ndim=2, err_to_str=True)
        pipeline: Pipeline = cls.base_reader(always)  # type: ignore[no-untyped-call]
        return pipeline.prepend_stage(only_area).append_stage(_take)  # type: ignore[no-any-return]

    @classmethod
    def read(cls, rows: Grid, place: xw.Range | None, _options: dict[str, Any]) -> Any:
        """The rows as a function gets them; `place` is where they stand, None for values."""
        return [[None if value is None else cls._read(value, place) for value in row] for row in rows]

    @classmethod
    def _read(cls, value: Any, place: xw.Range | None) -> Any:
        if isinstance(value, str) and is_blank(value):
            return None
        error = error_in(value)
        return answered(error) if error else cls.cell(value, place)

    @classmethod
    def cell(cls, value: Any, _place: xw.Range | None) -> Any:
        """What one cell says that is neither empty nor an error: the value itself, where no kind of cell knows better."""
        return value


class Amount(Cells):
    """Amounts in öre, however they are written; #VALUE! where one is ambiguous."""

    @classmethod
    def cell(cls, value: Any, _place: xw.Range | None) -> Ore | CellError:
        """An amount."""
        ore = money.read_amount(value).ore
        return WRONG if ore is None else Ore(ore)


class Recipient(Cells):
    """The official names of recipients; #N/A where one is unknown or ambiguous."""

    @classmethod
    def cell(cls, value: Any, _place: xw.Range | None) -> str:
        """A recipient."""
        return everybody().recognise(cell_text(value)).name or NOT_AVAILABLE


class Date(Cells):
    """Dates, however they are written; #VALUE! where one cannot be told."""

    @classmethod
    def cell(cls, value: Any, place: xw.Range | None) -> Any:
        """A date; a moment, as NU() gives it, is in its day."""
        if not isinstance(value, float):
            return dates.read_date(value).value or WRONG
        day = float(int(value)) if 10_000 <= value < 100_000 else value  # only such a number counts days
        return dates.read_date(day, date1904=_counts_from_1904(place)).value or WRONG


class Agreement(Cells):
    """Agreements, one per row: the cells from Överenskommelse to Ursprung by field; #VALUE! where one cannot be read."""

    @classmethod
    def read(cls, rows: Grid, place: xw.Range | None, _options: dict[str, Any]) -> Any:
        """The fields of each row."""
        if len(rows[0]) > len(_TERMS):
            return WRONG
        columns = zip(_TERMS, zip(*([read_excel_value(cell) for cell in row] for row in rows), strict=True), strict=False)
        read = partial(parse_column, register=load_register(), date1904=_counts_from_1904(place))
        lanes = {column.field: read(column, cells) for column, cells in columns}
        unread = {position for lane in lanes.values() for position in lane.unread}
        fields = ({field: lane.values[i] for field, lane in lanes.items()} for i in range(len(rows)))
        return [[WRONG if i in unread else row] for i, row in enumerate(fields)]


class Table(Cells):
    """A table of the domain (option `table`), as :class:`~xl_kraftsamling.excel.functions.table_argument.Given`; #VALUE! where it is none."""

    @classmethod
    def reader(cls, options: dict[str, Any]) -> Pipeline:
        """Read no more than what is filled."""
        pipeline = super().reader(options).insert_stage(used, index=1)
        return pipeline.insert_stage(filled, before=CleanDataFromReadStage)  # type: ignore[no-any-return]

    @classmethod
    def read(cls, rows: Grid, place: xw.Range | None, options: dict[str, Any]) -> Any:
        """The table, where it stands, since messages name cells, and how its workbook counts days."""
        table = options["table"]
        sheet, top, left = (table.sheet, 1, 1) if place is None else (place.sheet.name, place.row, place.column)
        grid = [[read_excel_value(cell) for cell in row] for row in rows]
        return find_table_in_range(table, grid, sheet, top, left, partial(_counts_from_1904, place)) or WRONG


def _counts_from_1904(place: xw.Range | None) -> bool:
    return place is not None and bool(getattr(place.sheet.book.api, "Date1904", False))


class Answer(Converter):
    """What a function answers, as Excel takes it: amounts in kronor as floats, nothing as an empty text."""

    @classmethod
    def write_value(cls, value: Grid, _options: dict[str, Any]) -> list[list[float | str]]:
        """The rows as Excel gets them."""
        return [[_shown(cell) for cell in row] for row in value]


def _shown(cell: Any) -> float | str:
    if isinstance(cell, Ore):
        return cell / 100  # never Decimal: Excel would turn the cell into currency
    return "" if cell is None else str(cell)
