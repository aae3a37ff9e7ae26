"""Cells of a column that are written alike: only the row number and what stands between two texts differs in them.

The values of cells that are written alike, taken together.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.xlsx.fast_reader.rows import NotPlainXml
from xl_kraftsamling.xlsx.fast_reader.styles import NumberStyle
from xl_kraftsamling.xlsx.fast_reader.texts import read_texts
from xl_kraftsamling.xlsx.grid import column_number

_MOST = 100  # manners of writing under a letter; each costs a look at all cells there
_MANNER = re.compile(
    r'(?P<column>[A-Z]{1,3})[1-9][0-9]*(?P<before>"(?P<attributes>(?: s="[0-9]{1,5}"| t="[A-Za-z]+"){0,2})'
    r'(?P<opening> ?/>|></c>|><v>|><is><t>|><is><t xml:space="preserve">))'
)
_ATTRIBUTE = re.compile('([st])="([^"]*)"')
TRIMMED = "><is><t>"
"""What opens a text that is in its cell, of which the spaces around it are no part."""
INLINE = (TRIMMED, '><is><t xml:space="preserve">')
"""What opens a text that is in its cell."""
_CLOSING = {"><v>": "</v></c>", **dict.fromkeys(INLINE, "</t></is></c>")}


class CellForm(NamedTuple):
    """How cells are written: their column, their style and type (None where they have none), what opens and closes a value.

    `closing` is empty where there is no value.
    """

    column: int
    style: str | None
    type: str | None
    opening: str
    closing: str


class CellGroup(NamedTuple):
    """Cells written in the same manner: the numbers of their rows, and the texts of their values."""

    manner: CellForm
    rows: pl.Series
    texts: pl.Series


def group_cells(cells: pl.DataFrame) -> Iterator[CellGroup]:
    """Cells with their rows, sorted by how they are written; Unfamiliar where that is no usual way, or too many ways."""
    for _ in range(_MOST):
        found, cells = _like_the_first(cells)
        yield found
        if cells.is_empty():
            return
    raise NotPlainXml


def _like_the_first(cells: pl.DataFrame) -> tuple[CellGroup, pl.DataFrame]:
    match = _MANNER.match(cells["cell"][0])
    if match is None:
        raise NotPlainXml
    attributes, closing = dict(_ATTRIBUTE.findall(match["attributes"])), _CLOSING.get(match["opening"], "")
    manner = CellForm(column_number(match["column"]), attributes.get("s"), attributes.get("t"), match["opening"], closing)
    found = _inside(cells, pl.concat_str(pl.lit(match["column"]), "name", pl.lit(match["before"])), closing)
    fits = found["fits"]
    if fits.all():
        return CellGroup(manner, found["row"], found["text"]), cells.clear()
    if not fits[0]:
        raise NotPlainXml
    found = found.filter(fits)
    return CellGroup(manner, found["row"], found["text"]), cells.filter(~fits)


def _inside(cells: pl.DataFrame, before: pl.Expr, closing: str) -> pl.DataFrame:
    """Of each cell its row, whether it stands between those read_texts, and if so its text there."""
    cell, opening = pl.col("cell"), pl.col("before")
    text = cell.str.strip_prefix(opening).str.strip_suffix(closing)
    rest = cell.str.len_bytes() - opening.str.len_bytes() - len(closing)
    fits = text.str.len_bytes() == (rest if closing else 0)
    return cells.with_columns(before=before).select("row", text=text, fits=fits)


_EPOCH = date(1899, 12, 30)
_FIRST, _LAST = 61, 2_958_465
"""The days from which on Excel counts right (it holds 1900 for a leap year), and up to which there are dates."""
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


class Lookups(NamedTuple):
    """What cells refer to: the shared strings, the numbers of those that are not told, and what a style shows a number as."""

    strings: list[str | None]
    untold: frozenset[int]
    styles: list[NumberStyle]


def read_values(cells: CellGroup, known: Lookups) -> list[Any]:
    """The values of cells as calamine tells them; Unfamiliar where one cannot be told."""
    read = _READERS.get(cells.manner.type)
    if read is None or (cells.manner.type == "inlineStr") != (cells.manner.opening in INLINE):
        raise NotPlainXml
    return read(cells, known)


def _numbers(cells: CellGroup, known: Lookups) -> list[Any]:
    numbers = cells.texts.cast(pl.Float64, strict=False)
    style = int(cells.manner.style or 0)
    shown = known.styles[style] if cells.manner.style and style < len(known.styles) else NumberStyle.NUMBER
    if numbers.null_count() or not numbers.is_finite().all() or shown is NumberStyle.UNTOLD:
        raise NotPlainXml
    return _dates(numbers) if shown is NumberStyle.DATE else numbers.to_list()


def _dates(days: pl.Series) -> list[Any]:
    if not (days.is_between(_FIRST, _LAST) & (days == days.floor())).all():
        raise NotPlainXml
    dates = {day: _EPOCH + timedelta(day) for day in days.unique()}
    return list(map(dates.__getitem__, days.to_list()))


def _shared(cells: CellGroup, known: Lookups) -> list[Any]:
    named = cells.texts.cast(pl.UInt32, strict=False)
    last: Any = named.max()
    if named.null_count() or last >= len(known.strings):
        raise NotPlainXml
    numbers = named.to_list()
    if known.untold and not known.untold.isdisjoint(numbers):
        raise NotPlainXml
    return list(map(known.strings.__getitem__, numbers))


def _texts(cells: CellGroup, _known: Lookups) -> list[Any]:
    return _all_told(read_texts(cells.texts, cells.manner.opening == TRIMMED))


def _all_told(found: list[str | None]) -> list[Any]:
    if None in found:
        raise NotPlainXml
    return found


def _of(words: dict[str, Any]) -> Callable[[CellGroup, Lookups], list[Any]]:
    def _read(cells: CellGroup, _known: Lookups) -> list[Any]:
        return _all_told([words.get(text) for text in cells.texts.to_list()])

    return _read


_READERS: dict[str | None, Callable[[CellGroup, Lookups], list[Any]]] = {
    None: _numbers,
    "n": _numbers,
    "s": _shared,
    "str": _texts,
    "inlineStr": _texts,
    "b": _of({"0": False, "1": True}),
    "e": _of({error: NoValue(error) for error in _ERRORS}),
}
