"""Groups cells that are written alike, so that only the row number and the value differ, and reads their values together.

A value that calamine would return differently, or that is rare enough not to be worth a rule, makes the sheet
:class:`~xl_kraftsamling.xlsx.fast_reader.rows.NotPlainXml`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.xlsx.fast_reader.lookups import Lookups, NumberStyle, read_texts
from xl_kraftsamling.xlsx.fast_reader.rows import NotPlainXml
from xl_kraftsamling.xlsx.grid import column_number

_MAX_KINDS = 100  # of markup among the first, second … cells of all rows; each costs a pass over all of them
_MARKUP = re.compile(
    r'(?P<column>[A-Z]{1,3})[1-9][0-9]*(?P<before>"(?P<attributes>(?: s="[0-9]{1,5}"| t="[A-Za-z]+"){0,2})'
    r'(?P<opening> ?/>|></c>|><v>|><is><t>|><is><t xml:space="preserve">))'
)
_ATTRIBUTE = re.compile('([st])="([^"]*)"')
TRIMMED = "><is><t>"
"""Opens an inline text to which the spaces around it do not belong."""
INLINE = (TRIMMED, '><is><t xml:space="preserve">')
"""What opens an inline text: one that is in its cell, and not among the shared strings."""
_CLOSING = {"><v>": "</v></c>", **dict.fromkeys(INLINE, "</t></is></c>")}


class CellMarkup(NamedTuple):
    """How cells are written: their column, their style and type (None if they have none), and what opens and closes a value.

    `closing` is empty if there is no value.
    """

    column: int
    style: str | None
    type: str | None
    opening: str
    closing: str


class CellGroup(NamedTuple):
    """Cells that are written alike: the numbers of their rows, and the texts of their values."""

    markup: CellMarkup
    rows: pl.Series
    texts: pl.Series


def group_cells(cells: pl.DataFrame) -> Iterator[CellGroup]:
    """Group cells by how they are written; NotPlainXml if that is no usual way, or if there are too many ways.

    All cells like the first one are taken together, then all like the first of those that are left, and so on.
    """
    for _ in range(_MAX_KINDS):
        group, cells = _group_like_first(cells)
        yield group
        if cells.is_empty():
            return
    raise NotPlainXml


def _group_like_first(cells: pl.DataFrame) -> tuple[CellGroup, pl.DataFrame]:
    """Return the cells that are written like the first one, and the others."""
    match = _MARKUP.match(cells["cell"][0])
    if match is None:
        raise NotPlainXml
    attributes, closing = dict(_ATTRIBUTE.findall(match["attributes"])), _CLOSING.get(match["opening"], "")
    markup = CellMarkup(column_number(match["column"]), attributes.get("s"), attributes.get("t"), match["opening"], closing)
    found = _extract(cells, pl.concat_str(pl.lit(match["column"]), "name", pl.lit(match["before"])), closing)
    fits = found["fits"]
    if fits.all():  # as a rule
        return CellGroup(markup, found["row"], found["text"]), cells.clear()
    if not fits[0]:  # its own row number or ending is wrong: it would come first again and again
        raise NotPlainXml
    found = found.filter(fits)
    return CellGroup(markup, found["row"], found["text"]), cells.filter(~fits)


def _extract(cells: pl.DataFrame, before: pl.Expr, closing: str) -> pl.DataFrame:
    """Return for each cell its row, whether it has those texts around its value, and if so its value."""
    cell, opening = pl.col("cell"), pl.col("before")
    text = cell.str.strip_prefix(opening).str.strip_suffix(closing)
    rest = cell.str.len_bytes() - opening.str.len_bytes() - len(closing)
    # By lengths: both were stripped if just so much is missing, which is cheaper than looking for each of them again.
    fits = text.str.len_bytes() == (rest if closing else 0)
    return cells.with_columns(before=before).select("row", text=text, fits=fits)


def read_values(cells: CellGroup, lookups: Lookups) -> list[Any]:
    """Return the values of cells as calamine would; NotPlainXml if one of them cannot be read here."""
    read = _READERS.get(cells.markup.type)
    if read is None or (cells.markup.type == "inlineStr") != (cells.markup.opening in INLINE):
        raise NotPlainXml
    return read(cells, lookups)


_EPOCH = date(1899, 12, 30)
_FIRST, _LAST = 61, 2_958_465
"""The days from which on Excel counts right (it takes 1900 for a leap year), and up to which there are dates."""
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def _read_numbers(cells: CellGroup, lookups: Lookups) -> list[Any]:
    numbers = cells.texts.cast(pl.Float64, strict=False)
    style = int(cells.markup.style or 0)
    # calamine looks at no style of a cell that names none, not even at the first
    kind = lookups.styles[style] if cells.markup.style and style < len(lookups.styles) else NumberStyle.NUMBER
    if numbers.null_count() or not numbers.is_finite().all() or kind is NumberStyle.UNKNOWN:
        raise NotPlainXml
    return _to_dates(numbers) if kind is NumberStyle.DATE else numbers.to_list()


def _to_dates(days: pl.Series) -> list[Any]:
    if not (days.is_between(_FIRST, _LAST) & (days == days.floor())).all():
        raise NotPlainXml
    dates = {day: _EPOCH + timedelta(day) for day in days.unique()}  # a year has 366, however many the cells
    return list(map(dates.__getitem__, days.to_list()))


def _read_shared(cells: CellGroup, lookups: Lookups) -> list[Any]:
    named = cells.texts.cast(pl.UInt32, strict=False)
    last: Any = named.max()
    if named.null_count() or last >= len(lookups.strings):
        raise NotPlainXml
    numbers = named.to_list()
    if lookups.unreadable and not lookups.unreadable.isdisjoint(numbers):
        raise NotPlainXml
    return list(map(lookups.strings.__getitem__, numbers))


def _read_texts(cells: CellGroup, _lookups: Lookups) -> list[Any]:
    return _require_all(read_texts(cells.texts, cells.markup.opening == TRIMMED))


def _read_booleans(cells: CellGroup, _lookups: Lookups) -> list[Any]:
    return _require_all([_BOOLEANS.get(text) for text in cells.texts.to_list()])


def _read_errors(cells: CellGroup, _lookups: Lookups) -> list[Any]:
    return _require_all([_ERROR_VALUES.get(text) for text in cells.texts.to_list()])


def _require_all(values: list[Any]) -> list[Any]:
    if None in values:
        raise NotPlainXml
    return values


_BOOLEANS = {"0": False, "1": True}
_ERROR_VALUES = {error: NoValue(error) for error in _ERRORS}
_READERS: Mapping[str | None, Callable[[CellGroup, Lookups], list[Any]]] = {  # by the type `t`, ECMA-376 part 1, 18.18.11
    None: _read_numbers,
    "n": _read_numbers,
    "s": _read_shared,
    "str": _read_texts,
    "inlineStr": _read_texts,
    "b": _read_booleans,
    "e": _read_errors,
}
