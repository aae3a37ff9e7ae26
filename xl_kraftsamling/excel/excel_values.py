"""The values of cells as Excel delivers them, and as the domain reads them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlwings as xw
from xlwings.conversion import ConversionContext, Converter, Options, Pipeline
from xlwings.conversion.standard import CleanDataFromReadStage

from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.excel.error_values import find_error, holds_error
from xl_kraftsamling.reading.collector import pause_collector
from xl_kraftsamling.xlsx.grid import ColumnGrid, Grid

_NUMBERS: frozenset[type] = frozenset({float, type(None)})
"""The types of cells that are read as they are, whichever engine delivers them."""


def read_excel_value(value: Any) -> Any:
    """A cell as the domain reads it: "" where empty, currency as a number, an error value marked as one."""
    if value is None:
        return ""
    error = find_error(value)
    if error:
        return NoValue(error)
    return float(value) if isinstance(value, Decimal) else value  # COM delivers cells in a currency format so


def read_range(cells: xw.Range) -> Grid:
    """The cells of a range as the domain reads them, "" where empty; those of a long one by column."""
    grid: Grid = cells.options(GridConverter).value
    return grid


class GridConverter(Converter):
    """A range or array as a grid: :func:`read_range` as a stage of xlwings' own conversion."""

    @classmethod
    def reader(cls, options: dict[str, Any]) -> Pipeline:
        """The stages that fetch the cells, always in rows and with error values, and read them column by column."""
        always = Options(options).override(ndim=2, err_to_str=True)
        pipeline: Pipeline = cls.base_reader(always)  # type: ignore[no-untyped-call]
        return pipeline.insert_stage(read_columns, replace=CleanDataFromReadStage)  # type: ignore[no-any-return]


def read_columns(context: ConversionContext) -> None:
    """Read the cells into a grid, in place of xlwings' own stage, which looks at each of them by itself."""
    engine = context.engine

    def _clean(rows: Sequence[Sequence[Any]]) -> Any:
        return engine.impl.clean_value_data(rows, datetime, None, None, True)  # xlwings' order: errors become texts

    with pause_collector(for_good=False):
        context.value = read_excel_grid(context.value, _clean, are_texts_final=engine.name == "excel")


Clean = Callable[[Sequence[Sequence[Any]]], Sequence[Sequence[Any]]]
"""xlwings' own conversion of rows of cells that its engine delivers."""


def read_excel_grid(rows: Sequence[Sequence[Any]], clean: Clean, *, are_texts_final: bool) -> Grid:
    """The cells of a range as a grid, column by column: nearly every column holds numbers or texts alone, which need no look at each.

    :param are_texts_final: whether the engine delivers dates as dates; from a browser they come as texts, which `clean` knows.
    """
    plain = _NUMBERS | {str} if are_texts_final else _NUMBERS
    columns = zip(*rows, strict=True)
    return ColumnGrid({number: _read_column(cells, clean, plain) for number, cells in enumerate(columns, 1)}, len(rows))


def _read_column(cells: Sequence[Any], clean: Clean, plain: frozenset[type]) -> Sequence[Any]:
    types = {*map(type, cells)}
    if types <= plain and not (str in types and holds_error(cells)):
        return ["" if cell is None else cell for cell in cells] if type(None) in types else cells
    # a list has a few hundred days however long it is, and each is read once
    marks = _mark_cells(cells, types)
    distinct = dict(zip(marks, cells, strict=True))
    read = map(read_excel_value, clean([[*distinct.values()]])[0])
    return [*map(dict(zip(distinct, read, strict=True)).__getitem__, marks)]


def _mark_cells(cells: Sequence[Any], types: set[type]) -> Sequence[Any]:
    """What tells some cells apart, and is hashed fast."""
    moments = {each for each in types if issubclass(each, datetime)}
    # without the time zone that COM adds and nobody means, whose hash is slow; by type, since to Python True is equal to 1.0, and the
    # number by which COM knows an error value to a number of that size
    return [(datetime.date(cell), datetime.time(cell)) if type(cell) in moments else (type(cell), cell) for cell in cells]
