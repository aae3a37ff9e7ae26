"""Cells of a column that are written alike: only the row number and what stands between two texts differs in them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from xl_kraftsamling.sheets.areas import number
from xl_kraftsamling.sheets.quick.cutting import Unfamiliar

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
