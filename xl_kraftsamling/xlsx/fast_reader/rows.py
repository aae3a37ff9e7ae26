"""Splits the XML of a sheet into its rows and cells; what is cut off is checked, so that nothing is lost unseen."""

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

_BATCH = 1 << 21  # bytes of whole rows that are split at a time: their parts take several times the memory
_MAX_ROW = 1 << 22  # bytes: 16 384 cells with values, and some texts among them
_ROWS = re.compile(rb"<(\w+:)?sheetData>")
_ROW, _CELL = '<row r="', '<c r="'
_ATTRIBUTE = r' [A-Za-z0-9]+(?::[A-Za-z]+)?="[^"<>&]*"'
_HEAD = re.compile(rf"(?:{_ATTRIBUTE})* ?/?>")  # behind the number of a row
_MISLEADING = re.compile('[ :](?:r|xmlns)="|xmlns:')  # a second number of a row, and other namespaces from there on
FORMULA = "<f/>"
"""What stands for any formula: of those, only the value is read here."""
_FORMULA = rf"<f(?:{_ATTRIBUTE})* ?(?:/>|>[^<]*</f>)"


class NotPlainXml(Exception):
    """A sheet, or a cell of it, is not written as programs usually write it: it has to be read exactly."""


def find_rows(data: bytes) -> tuple[int, int, bytes]:
    """Find where in a sheet's XML its rows begin and end, and the prefix of its elements; NotPlainXml if they might be elsewhere."""
    start = _ROWS.search(data)
    if start is None:
        raise NotPlainXml
    prefix = start[1] or b""
    end = data.rfind(b"</" + prefix + b"sheetData")
    # A comment or CDATA section in front of or behind the rows could contain a false beginning or end of them; one among
    # them fits no cell and no row.
    if end < start.end() or data.find(b"<!", 0, start.end()) >= 0 or data.find(b"<!", end) >= 0:
        raise NotPlainXml
    # If the elements have a prefix, one without it would be another's.
    if prefix and re.compile(rb"<(?!/?" + prefix + rb")").search(data, start.end(), end):
        raise NotPlainXml
    return start.end(), end, prefix


def split_batches(data: bytes, start: int, end: int, prefix: bytes) -> Iterator[str]:
    """Split the rows of a sheet's XML, which begin and end there, into batches of whole rows, without the prefix."""
    row = b"<" + prefix + _ROW[1:].encode()
    while start < end:
        next_row = data.find(row, start + _BATCH, end)
        stop = end if next_row < 0 else next_row
        if stop - start > _BATCH + _MAX_ROW:  # no row is that long, unless a text in it is longer than a cell can hold
            raise NotPlainXml
        text = data[start:stop].decode()
        name = prefix.decode()
        yield text.replace(f"<{name}", "<").replace(f"</{name}", "</") if name else text
        start = stop


def has_formula(data: bytes, start: int, end: int, prefix: bytes) -> bool:
    """Whether there is a formula in the rows, which begin and end there."""
    return re.compile(b"<" + prefix + b"f[ />]").search(data, start, end) is not None


def hide_formulas(text: str) -> str:
    """Return rows with :data:`FORMULA` in the place of every formula."""
    return str(pl.Series([text]).str.replace_all(_FORMULA, FORMULA)[0])


def split_rows(text: str) -> tuple[pl.DataFrame, bool]:
    """Split XML into rows: `row`, the number of each, `name`, the same as text, `cells`, its text split at each `<c r="`.

    The second value is whether one of them has the attribute `hidden`.  NotPlainXml if there is anything but rows, each with its
    number, and cells in them.
    """
    row, cells, name, head = (pl.col(each) for each in ("row", "cells", "name", "head"))
    found = (
        pl.LazyFrame({"row": [text.removeprefix(_ROW)]})
        .select(row.str.split(_ROW).explode())
        .select(closed=row.str.ends_with("</row>"), cells=row.str.strip_suffix("</row>").str.split(_CELL))
        .with_columns(parts=cells.list.first().str.splitn('"', 2).struct.rename_fields(["name", "head"]))
        .unnest("parts")
        .with_columns(row=name.cast(pl.Int32, strict=False))
        # Closed by </row> or, without cells, by />: one of the two, and not both.
        .with_columns(is_plain=(row.cast(pl.String) == name) & (row > 0) & (pl.col("closed") != head.str.ends_with("/>")))
        .collect()
    )
    if not text.startswith(_ROW) or not found["is_plain"].all(ignore_nulls=False):
        raise NotPlainXml
    heads: list[str] = found["head"].unique().to_list()  # a few, for as many rows as there are
    if any(_HEAD.fullmatch(each) is None or _MISLEADING.search(each) for each in heads):
        raise NotPlainXml
    return found.select("row", "name", "cells"), any("hidden=" in each for each in heads)


def transpose_cells(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the first cell of each row as `cell`, then the second ones, and so on: as a rule, the cells of one column."""
    most: Any = rows["cells"].list.len().max()
    for number in range(1, most):
        yield rows.select("row", "name", cell=pl.col("cells").list.get(number, null_on_oob=True)).drop_nulls("cell")
