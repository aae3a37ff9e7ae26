"""How much of a range is read: whole columns may be given, a million rows each, of which nearly all are empty.

These are stages of xlwings' reading.  What a range cannot be asked, since Excel is not behind it, leaves it as it is.
"""

from collections.abc import Sequence
from typing import Any

import xlwings as xw
from xlwings.conversion import ConversionContext

from xl_kraftsamling.excel.errors import WRONG

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
