"""Converts the arguments of a function, and its answer back to Excel, as stages of xlwings' own conversion.

Arguments always arrive in two dimensions and with their error values: xlwings would otherwise make an empty cell of an error,
in silence.  An argument that is wrong as a whole becomes an error value itself.  A whole column has a million rows, nearly all
of them empty, so only the used part of a range is read; where Excel cannot be asked which that is, all of it.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import xlwings as xw
from xlwings.conversion import ConversionContext, Converter, Options, Pipeline
from xlwings.conversion.standard import CleanDataFromReadStage

from xl_kraftsamling.domain import dates, money
from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.cell_text import NoValue, cell_text, is_blank
from xl_kraftsamling.domain.column_parser import parse_column
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import SETTINGS, TRANSFERS
from xl_kraftsamling.excel.error_values import WRONG, CellError, answer_error, find_error
from xl_kraftsamling.excel.excel_values import read_columns, read_excel_value
from xl_kraftsamling.excel.functions.sheet_values import read_values
from xl_kraftsamling.excel.functions.table_argument import TableArgument
from xl_kraftsamling.xlsx.grid import Area, Grid

_LARGE = 10_000  # rows: a smaller range is read faster than its sheet is asked how far it is used


def refuse_areas(context: ConversionContext) -> None:
    """Replace a range of several areas with an error value: Excel hands over the first area as if it were all."""
    place = context.range
    # Only COM can be asked for areas: elsewhere one is assumed.
    if place is not None and getattr(getattr(place.api, "Areas", None), "Count", 1) > 1:
        context.range, context.value = None, WRONG


def clip_to_used(context: ConversionContext) -> None:
    """Leave out of a large range what is below or beside the used part of its sheet."""
    place = context.range
    if place is None or place.shape[0] < _LARGE or not hasattr(place.sheet.api, "UsedRange"):
        return
    top, left = place.row, place.column
    rows, columns = (max(1, min(sizes)) for sizes in zip(place.shape, _count_used_cells(place), strict=True))
    context.range = place.sheet.range((top, left), (top + rows - 1, left + columns - 1))


def _count_used_cells(place: xw.Range) -> tuple[int, int]:
    """The number of rows and columns from the first cell of a range to the end of the used part of its sheet."""
    end = place.sheet.used_range
    return end.row + end.shape[0] - place.row, end.column + end.shape[1] - place.column


def drop_empty_rows(context: ConversionContext) -> None:
    """Leave out the empty rows at the end, but never the first row."""
    rows: Sequence[Sequence[Any]] = context.value  # tuples, whose count() is five times as fast as a loop over a million rows
    last = next(
        (number for number in range(len(rows), 1, -1) if rows[number - 1].count(None) < len(rows[number - 1])), 1
    )
    context.value = rows[:last]


_FIRST, _LAST = TRANSFERS.headings.index("Överenskommelse"), TRANSFERS.headings.index("Ursprung")
_TERMS = TRANSFERS.columns[_FIRST : _LAST + 1]


class CellsConverter(Converter):
    """A range or value as rows of cells, each converted by :meth:`cell`; empty cells are None, error values :func:`answer_error`."""

    @classmethod
    def reader(cls, options: dict[str, Any]) -> Pipeline:
        """The stages that fetch the cells, always in rows and with error values, and convert them."""

        def _convert(context: ConversionContext) -> None:
            has_cells = bool(context.value) and bool(context.value[0])
            context.value = cls.read(context.value, context.range, options) if has_cells else WRONG

        always = Options(options).override(ndim=2, err_to_str=True)
        pipeline: Pipeline = cls.base_reader(always)  # type: ignore[no-untyped-call]
        return pipeline.prepend_stage(refuse_areas).append_stage(_convert)  # type: ignore[no-any-return]

    @classmethod
    def read(cls, rows: Grid, place: xw.Range | None, _options: dict[str, Any]) -> Any:
        """The rows as a function gets them; `place` is their range, None where the argument is no range."""
        return [[None if value is None else cls._read(value, place) for value in row] for row in rows]

    @classmethod
    def _read(cls, value: Any, place: xw.Range | None) -> Any:
        if isinstance(value, str) and is_blank(value):
            return None
        error = find_error(value)
        return answer_error(error) if error else cls.cell(value, place)

    @classmethod
    def cell(cls, value: Any, _place: xw.Range | None) -> Any:
        """The value of one cell that is neither empty nor an error: unchanged, unless a subclass converts it."""
        return value


class AmountConverter(CellsConverter):
    """Amounts in öre, however they are written; #VALUE! where one is ambiguous."""

    @classmethod
    def cell(cls, value: Any, _place: xw.Range | None) -> Ore | CellError:
        """The amount of a cell."""
        ore = money.read_amount(value).ore
        return WRONG if ore is None else Ore(ore)


class FlagConverter(CellsConverter):
    """A choice between yes and no in a single cell, as a truth value; #VALUE! where it is neither."""

    @classmethod
    def read(cls, rows: Grid, _place: xw.Range | None, _options: dict[str, Any]) -> Any:
        """Whether the cell says yes; an empty one says no."""
        cell = rows[0][0] if len(rows) == len(rows[0]) == 1 else WRONG
        return _FLAGS.get(cell_text(cell) if isinstance(cell, str) else cell, WRONG)


_FLAGS: dict[Any, bool] = {None: False, "": False, True: True, False: False, **dict.fromkeys(("ja", "sant"), True), **dict.fromkeys(("nej", "falskt"), False)}
"""What stands for yes and for no; 1 and 0 are equal to the truth values."""


class DateConverter(CellsConverter):
    """Dates, however they are written; #VALUE! where one is unclear."""

    @classmethod
    def cell(cls, value: Any, place: xw.Range | None) -> Any:
        """The date of a cell; the time of day, as in NU(), is dropped."""
        if not isinstance(value, float):
            return dates.read_date(value).value or WRONG
        day = float(int(value)) if 10_000 <= value < 100_000 else value  # only a number of that size is a serial day
        return dates.read_date(day, date1904=_counts_from_1904(place)).value or WRONG


class AgreementConverter(CellsConverter):
    """Agreements, one per row: the cells from Överenskommelse to Ursprung by field; #VALUE! where one cannot be read."""

    @classmethod
    def read(cls, rows: Grid, place: xw.Range | None, _options: dict[str, Any]) -> Any:
        """The fields of each row."""
        if len(rows[0]) > len(_TERMS):
            return WRONG
        # The last columns may be left out, so the lengths differ.
        columns = zip(_TERMS, zip(*([read_excel_value(cell) for cell in row] for row in rows), strict=True), strict=False)
        read = partial(parse_column, register=load_register(), date1904=_counts_from_1904(place))
        parsed = {column.field: read(column, cells) for column, cells in columns}
        unread = {position for column in parsed.values() for position in column.unread}
        fields = ({field: column.values[i] for field, column in parsed.items()} for i in range(len(rows)))
        return [[WRONG if i in unread else row] for i, row in enumerate(fields)]


class TableConverter(CellsConverter):
    """A range that should hold the table that the option `table` names, as a TableArgument."""

    @classmethod
    def reader(cls, options: dict[str, Any]) -> Pipeline:
        """The stages of all converters, but for rows and columns that hold nothing, and with the cells read column by column."""
        # Clipped before the cells are fetched, right after the check of areas; emptied before the cells are looked at.
        pipeline = super().reader(options).insert_stage(clip_to_used, index=1)
        return pipeline.insert_stage(drop_empty_rows, before=CleanDataFromReadStage).insert_stage(read_columns, replace=CleanDataFromReadStage)  # type: ignore[no-any-return]

    @classmethod
    def read(cls, rows: Grid, place: xw.Range | None, options: dict[str, Any]) -> Any:
        """The range with its cells and its place, since reasons name cells; #VALUE! where it is an error value and nothing else."""
        table = options["table"]
        if len(rows) == len(rows[0]) == 1 and isinstance(rows[0][0], NoValue):
            return WRONG
        if place is None:
            return TableArgument(table, table.sheet, Area(1, 1, len(rows), len(rows[0])), rows)
        area = Area(place.row, place.column, place.row + len(rows) - 1, place.column + len(rows[0]) - 1)
        return TableArgument(table, place.sheet.name, area, rows, place.sheet, place.sheet.book.name)


class ValuesConverter(CellsConverter):
    """The sheet that the option `table` names, with one value per row, as values by field; #VALUE! where the range does not hold it."""

    @classmethod
    def read(cls, rows: Grid, _place: xw.Range | None, options: dict[str, Any]) -> Any:
        """The values of the range."""
        return read_values(options["table"], rows) or WRONG


class SignConverter(ValuesConverter):
    """The sign of costs: the word in a single cell, or from the table Inställningar; #VALUE! where it is neither of the two words."""

    @classmethod
    def read(cls, rows: Grid, place: xw.Range | None, options: dict[str, Any]) -> Any:
        """The sign as an Entry; an empty cell is none, as in Inställningar."""
        if len(rows) > 1 or len(rows[0]) > 1:
            entries = super().read(rows, place, options)
            return entries if entries is WRONG else entries["cost_sign"]
        column = next(column for column in SETTINGS.columns if column.field == "cost_sign")
        parsed = parse_column(column, [read_excel_value(rows[0][0])], load_register())
        return WRONG if parsed.unread else Entry(parsed.values[0], Place(SETTINGS.sheet))


def _counts_from_1904(place: xw.Range | None) -> bool:
    return place is not None and bool(getattr(place.sheet.book.api, "Date1904", False))


class AnswerConverter(Converter):
    """The answer of a function as Excel takes it: amounts in kronor as floats, None as an empty text."""

    @classmethod
    def write_value(cls, value: Grid, _options: dict[str, Any]) -> list[list[float | str]]:
        """The rows for Excel."""
        return [[_to_excel(cell) for cell in row] for row in value]


def _to_excel(cell: Any) -> float | str:
    if isinstance(cell, Ore):
        return cell / 100  # never Decimal: Excel would turn the cell into currency
    return "" if cell is None else str(cell)
