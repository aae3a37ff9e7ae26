"""Large sheets as programs write them, read column by column: what calamine would tell of them, in half the time or less.

A sheet's XML says the same over and over: of two cells in a column, only the row number and the value differ.  So its text
is cut where rows and cells begin (`cutting.py`), the cells of a column are told by what stands around their values
(`manners.py`), and the values are taken together (`values.py`).  Nothing is passed over: each byte of the rows is recognised,
or the sheet is :class:`~xl_kraftsamling.xlsx.fast_reader.rows.Unfamiliar`, and calamine reads it after a scan, as it reads
small sheets, for which it is fast enough.
"""

from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import Any

import polars as pl

from xl_kraftsamling.xlsx.fast_reader.cells import Lookups, group_cells, read_values
from xl_kraftsamling.xlsx.fast_reader.rows import NotPlainXml, find_rows, split_batches, split_rows, transpose_cells
from xl_kraftsamling.xlsx.fast_reader.styles import read_number_styles
from xl_kraftsamling.xlsx.fast_reader.texts import read_shared_strings
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, LAST_ROW, Area, ColumnGrid
from xl_kraftsamling.xlsx.package import Package, Sheet
from xl_kraftsamling.xlsx.scan import MAX_CELLS, find_merges

__all__ = ["LARGE", "FastReader"]

LARGE = 1_000_000
"""Unpacked bytes of a sheet from which on this pays."""

Part = tuple[pl.Series, list[Any]]
"""The rows and the values of some cells of a column."""


class FastReader:
    """Reads the large sheets of a workbook.

    `frames` is the XML of each sheet that was read, without its rows, where none is hidden: they hold no formulas.
    """

    def __init__(self, package: Package) -> None:
        """Read sheets of a package."""
        self._package = package
        self.xml_without_rows: dict[Sheet, bytes] = {}

    @cached_property
    def _known(self) -> Lookups:
        strings = read_shared_strings(self._package)
        untold = frozenset(number for number, text in enumerate(strings) if text is None)
        return Lookups(strings, untold, read_number_styles(self._package))

    def read(self, sheet: Sheet) -> tuple[ColumnGrid, list[Area]] | None:
        """The cells of a sheet and its merges; None where it is small, or not written as programs usually write it.

        :raises BadInput: a part of the workbook is damaged.
        """
        if self._package.date1904 or self._package.archive.entry(sheet.part).file_size < LARGE:
            return None
        data = self._package.read(sheet.part)
        try:
            return self._grid(sheet, data), find_merges(data)
        except (NotPlainXml, ValueError):  # no rows, no UTF-8, or a merge outside the sheet
            return None

    def _grid(self, sheet: Sheet, data: bytes) -> ColumnGrid:
        start, end = find_rows(data)
        columns: dict[int, list[Part]] = defaultdict(list)
        heads = []
        for text in split_batches(data, start, end):
            rows = split_rows(text)
            heads.append(rows.select("row", "hides"))
            for found in chain.from_iterable(map(group_cells, transpose_cells(rows))):
                if found.manner.closing:
                    columns[found.manner.column].append((found.rows, read_values(found, self._known)))
        head = pl.concat(heads)
        if not (head["row"].diff().drop_nulls() > 0).all():
            raise NotPlainXml
        if not head["hides"].any():
            self.xml_without_rows[sheet] = data[:start] + data[end:]
        return _assembled(columns)


def _assembled(columns: dict[int, list[Part]]) -> ColumnGrid:
    height = max((rows[-1] for parts in columns.values() for rows, _ in parts), default=0)
    width = max(columns, default=0)
    if height > LAST_ROW or width > LAST_COLUMN or height * width > MAX_CELLS:
        raise NotPlainXml
    return ColumnGrid({number: _column(parts, height) for number, parts in columns.items()}, height)


def _column(parts: list[Part], height: int) -> list[Any]:
    """A column of the cells that its parts hold, with gaps where there are none; Unfamiliar where one stands twice."""
    if (pl.concat([rows for rows, _ in parts]).sort().diff() == 0).any():
        raise NotPlainXml
    column: list[Any] = [""] * height
    for rows, values in parts:
        if rows[-1] - rows[0] + 1 == len(values):
            column[rows[0] - 1 : rows[-1]] = values
        else:
            for row, value in zip(rows.to_list(), values, strict=True):
                column[row - 1] = value
    return column
