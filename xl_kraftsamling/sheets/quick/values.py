"""The values of cells that are written alike, taken together."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from xl_kraftsamling.domain.written import Odd
from xl_kraftsamling.sheets.quick.cutting import Unfamiliar
from xl_kraftsamling.sheets.quick.manners import INLINE, TRIMMED, Alike
from xl_kraftsamling.sheets.quick.styles import Shows
from xl_kraftsamling.sheets.quick.texts import texts

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
