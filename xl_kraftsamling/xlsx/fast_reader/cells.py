"""Cells of a column that are written alike: only the row number and what stands between two texts differs in them.

The values of cells that are written alike, taken together.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from xl_kraftsamling.domain.cell_text import Odd
from xl_kraftsamling.xlsx.area import number
from xl_kraftsamling.xlsx.fast_reader.rows import Unfamiliar
from xl_kraftsamling.xlsx.fast_reader.styles import Shows
from xl_kraftsamling.xlsx.fast_reader.texts import texts

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


class Manner(NamedTuple):
    """How cells are written: their column, their style and type (None where they have none), what opens and closes a value.

    `closing` is empty where there is no value.
    """

    column: int
    style: str | None
    type: str | None
    opening: str
    closing: str


class Alike(NamedTuple):
    """Cells written in the same manner: the numbers of their rows, and the texts of their values."""

    manner: Manner
    rows: pl.Series
    texts: pl.Series


def alike(cells: pl.DataFrame) -> Iterator[Alike]:
    """Cells with their rows, sorted by how they are written; Unfamiliar where that is no usual way, or too many ways."""
    for _ in range(_MOST):
        found, cells = _like_the_first(cells)
        yield found
        if cells.is_empty():
            return
    raise Unfamiliar


def _like_the_first(cells: pl.DataFrame) -> tuple[Alike, pl.DataFrame]:
    match = _MANNER.match(cells["cell"][0])
    if match is None:
        raise Unfamiliar
    attributes, closing = dict(_ATTRIBUTE.findall(match["attributes"])), _CLOSING.get(match["opening"], "")
    manner = Manner(number(match["column"]), attributes.get("s"), attributes.get("t"), match["opening"], closing)
    found = _inside(cells, pl.concat_str(pl.lit(match["column"]), "name", pl.lit(match["before"])), closing)
    fits = found["fits"]
    if fits.all():
        return Alike(manner, found["row"], found["text"]), cells.clear()
    if not fits[0]:
        raise Unfamiliar
    found = found.filter(fits)
    return Alike(manner, found["row"], found["text"]), cells.filter(~fits)


def _inside(cells: pl.DataFrame, before: pl.Expr, closing: str) -> pl.DataFrame:
    """Of each cell its row, whether it stands between those texts, and if so its text there."""
    cell, opening = pl.col("cell"), pl.col("before")
    text = cell.str.strip_prefix(opening).str.strip_suffix(closing)
    rest = cell.str.len_bytes() - opening.str.len_bytes() - len(closing)
    fits = text.str.len_bytes() == (rest if closing else 0)
    return cells.with_columns(before=before).select("row", text=text, fits=fits)


_EPOCH = date(1899, 12, 30)
_FIRST, _LAST = 61, 2_958_465
"""The days from which on Excel counts right (it holds 1900 for a leap year), and up to which there are dates."""
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


class Known(NamedTuple):
    """What cells refer to: the shared strings, the numbers of those that are not told, and what a style shows a number as."""

    strings: list[str | None]
    untold: frozenset[int]
    styles: list[Shows]


def told(cells: Alike, known: Known) -> list[Any]:
    """The values of cells as calamine tells them; Unfamiliar where one cannot be told."""
    read = _READERS.get(cells.manner.type)
    if read is None or (cells.manner.type == "inlineStr") != (cells.manner.opening in INLINE):
        raise Unfamiliar
    return read(cells, known)


def _numbers(cells: Alike, known: Known) -> list[Any]:
    numbers = cells.texts.cast(pl.Float64, strict=False)
    style = int(cells.manner.style or 0)
    shown = known.styles[style] if cells.manner.style and style < len(known.styles) else Shows.NUMBER
    if numbers.null_count() or not numbers.is_finite().all() or shown is Shows.UNTOLD:
        raise Unfamiliar
    return _dates(numbers) if shown is Shows.DATE else numbers.to_list()


def _dates(days: pl.Series) -> list[Any]:
    if not (days.is_between(_FIRST, _LAST) & (days == days.floor())).all():
        raise Unfamiliar
    dates = {day: _EPOCH + timedelta(day) for day in days.unique()}
    return list(map(dates.__getitem__, days.to_list()))


def _shared(cells: Alike, known: Known) -> list[Any]:
    named = cells.texts.cast(pl.UInt32, strict=False)
    last: Any = named.max()
    if named.null_count() or last >= len(known.strings):
        raise Unfamiliar
    numbers = named.to_list()
    if known.untold and not known.untold.isdisjoint(numbers):
        raise Unfamiliar
    return list(map(known.strings.__getitem__, numbers))


def _texts(cells: Alike, _known: Known) -> list[Any]:
    return _all_told(texts(cells.texts, cells.manner.opening == TRIMMED))


def _all_told(found: list[str | None]) -> list[Any]:
    if None in found:
        raise Unfamiliar
    return found


def _of(words: dict[str, Any]) -> Callable[[Alike, Known], list[Any]]:
    def _read(cells: Alike, _known: Known) -> list[Any]:
        return _all_told([words.get(text) for text in cells.texts.to_list()])

    return _read


_READERS: dict[str | None, Callable[[Alike, Known], list[Any]]] = {
    None: _numbers,
    "n": _numbers,
    "s": _shared,
    "str": _texts,
    "inlineStr": _texts,
    "b": _of({"0": False, "1": True}),
    "e": _of({error: Odd(error) for error in _ERRORS}),
}
