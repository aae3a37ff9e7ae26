"""Splits the XML of a sheet into its rows and cells; what is cut off is checked, so that nothing is lost unseen."""

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

_BATCH = 1 << 22  # bytes of whole rows that are split at a time: their parts take several times the memory
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml [^<>?]*?encoding=[\"'](?:UTF|utf)-8[\"'][^<>?]*+\?>\s*+)?<worksheet[\s>]"
)
_ROW, _CELL = '<row r="', '<c r="'
_HEAD = r'^([1-9][0-9]{0,6})"[^<>&]*>$'


class NotPlainXml(Exception):
    """A sheet, or a cell of it, is not written as programs usually write it; calamine must read it."""


def find_rows(data: bytes) -> tuple[int, int]:
    """Find where in a sheet's XML its rows begin and end; NotPlainXml if rows might be elsewhere, too."""
    start, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    # A comment or CDATA section behind the rows could contain a false end of them; one among them fits no cell and no row.
    if start < 0 or not _BEGINNING.match(data) or data.find(b"<!", end) >= 0:
        raise NotPlainXml
    return start + len(b"<sheetData>"), end


def split_batches(data: bytes, start: int, end: int) -> Iterator[str]:
    """Split the rows of a sheet's XML, which begin and end there, into batches of whole rows."""
    while start < end:
        next_row = data.find(_ROW.encode(), start + _BATCH, end)
        stop = end if next_row < 0 else next_row
        yield data[start:stop].decode()
        start = stop


def split_rows(text: str) -> pl.DataFrame:
    """Split XML into rows: `row`, the number of each, `name`, the same as text, `cells`, its text split at each `<c r="`.

    `hides` is whether it has the attribute `hidden`.  NotPlainXml if there is anything but rows, each with its number, and
    cells in them.
    """
    row, cells, head = pl.col("row"), pl.col("cells"), pl.col("head")
    found = (
        pl.LazyFrame({"row": [text.removeprefix(_ROW)]})
        .select(row.str.split(_ROW).explode())
        .select(closed=row.str.ends_with("</row>"), cells=row.str.strip_suffix("</row>").str.split(_CELL))
        .with_columns(head=cells.list.first())
        .select(
            "cells",
            # Closed by </row> or, without cells, by />: one of the two, and not both.  Otherwise the name is null.
            name=pl.when(pl.col("closed") != head.str.ends_with("/>")).then(head.str.extract(_HEAD)),
            hides=head.str.contains("hidden=", literal=True),
        )
        .with_columns(row=pl.col("name").cast(pl.Int32))
        .collect()
    )
    if not text.startswith(_ROW) or found["name"].null_count():
        raise NotPlainXml
    return found


def transpose_cells(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the first cell of each row as `cell`, then the second ones, and so on: as a rule, the cells of one column."""
    most: Any = rows["cells"].list.len().max()
    for number in range(1, most):
        yield rows.select("row", "name", cell=pl.col("cells").list.get(number, null_on_oob=True)).drop_nulls("cell")
