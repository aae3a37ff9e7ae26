"""Groups cells that are written alike, so that only the row number and the value differ, and reads their values together.

What is rare enough not to be worth a rule makes the sheet :class:`~xl_kraftsamling.xlsx.fast_reader.rows.NotPlainXml`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA
from xl_kraftsamling.xlsx.cells.number_formats import NumberStyle
from xl_kraftsamling.xlsx.cells.values import CellValues, read_error
from xl_kraftsamling.xlsx.fast_reader.rows import FORMULA, NotPlainXml
from xl_kraftsamling.xlsx.fast_reader.strings import read_texts
from xl_kraftsamling.xlsx.grid import column_number

_MAX_KINDS = 100  # of markup among the first, second … cells of all rows; each costs a pass over all of them
_UNVALUED = tuple(f">{FORMULA}{value}</c>" for value in ("", "<v></v>", "<v/>", "<v />"))
"""How a formula ends that has no value, or the empty text."""
TRIMMED = "><is><t>"
"""Opens an inline text to which the spaces around it do not belong."""
INLINE = (TRIMMED, '><is><t xml:space="preserve">')
"""What opens an inline text: one that is in its cell, and not among the shared strings."""
_VALUE = ("><v>", f">{FORMULA}<v>")
_CLOSING = {**dict.fromkeys(_VALUE, "</v></c>"), **dict.fromkeys(INLINE, "</t></is></c>")}
_OPENINGS = "|".join(map(re.escape, (*_UNVALUED, *_VALUE, *INLINE, "></c>")))
_MARKUP = re.compile(
    r'(?P<column>[A-Z]{1,3})[1-9][0-9]*(?P<before>"(?P<attributes>(?: s="[0-9]{1,5}"| t="[A-Za-z]+"){0,2})'
    rf"(?P<opening> ?/>|{_OPENINGS}))"
)
_ATTRIBUTE = re.compile('([st])="([^"]*)"')


class CellMarkup(NamedTuple):
    """How cells are written: their column, their style and type ("" if they have none), and what opens and closes a value.

    `closing` is empty if there is no value.
    """

    column: int
    style: str
    type: str
    opening: str
    closing: str

    @property
    def is_filled(self) -> bool:
        """Whether they have content: a value or a formula."""
        return bool(self.closing) or self.opening in _UNVALUED


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
    attributes, closing = _ATTRIBUTE.findall(match["attributes"]), _CLOSING.get(match["opening"], "")
    known = dict(attributes)
    if len(known) < len(attributes):
        raise NotPlainXml
    column = column_number(match["column"])
    markup = CellMarkup(column, known.get("s", ""), known.get("t", ""), match["opening"], closing)
    found = _extract(cells, match["column"], match["before"], closing)
    fits = found["fits"]
    if fits.all():  # as a rule
        return CellGroup(markup, found["row"], found["text"]), cells.clear()
    if not fits[0]:  # its own row number or ending is wrong: it would come first again and again
        raise NotPlainXml
    found = found.filter(fits)
    return CellGroup(markup, found["row"], found["text"]), cells.filter(~fits)


def _extract(cells: pl.DataFrame, column: str, before: str, closing: str) -> pl.DataFrame:
    """Return for each cell its row, whether it has the row's number and those texts around its value, and if so its value."""
    cell, text, name = pl.col("cell"), pl.col("text"), pl.col("name")
    opening = pl.concat_str(pl.lit(column), name, pl.lit(before))
    rest = cell.str.len_bytes() - name.str.len_bytes() - len(column + before + closing)  # of ASCII alone
    # By lengths: both were stripped if just so much is missing, which is cheaper than looking for each of them again.
    fits = text.str.len_bytes() == (rest if closing else 0)
    return cells.with_columns(text=cell.str.strip_prefix(opening).str.strip_suffix(closing)).select("row", text=text, fits=fits)


def convert_values(cells: CellGroup, values: CellValues) -> list[Any]:
    """Return the values of cells; NotPlainXml if one of them cannot be read here."""
    kind, opening = cells.markup.type, cells.markup.opening
    if opening in _UNVALUED:
        return [_read_unvalued(kind, opening)] * len(cells.rows)
    read = _READERS.get(kind)
    if read is None or (kind == "inlineStr") != (opening in INLINE):
        raise NotPlainXml
    return read(cells, values)


def _read_unvalued(kind: str, opening: str) -> Any:
    if kind not in ("", "n", "str"):
        raise NotPlainXml
    return (
        "" if kind == "str" and opening != _UNVALUED[0] else UNVALUED_FORMULA
    )  # a formula's value may be an empty text


def _read_numbers(cells: CellGroup, values: CellValues) -> list[Any]:
    numbers = cells.texts.cast(pl.Float64, strict=False)
    if numbers.null_count() or not numbers.is_finite().all():
        raise NotPlainXml
    style = values.style(cells.markup.style)
    if style is NumberStyle.NUMBER:
        return numbers.to_list()
    converted = {
        number: values.convert(number, style) for number in numbers.unique()
    }  # a year has 366 days, however many the cells
    return list(map(converted.__getitem__, numbers.to_list()))


def _read_shared(cells: CellGroup, values: CellValues) -> list[Any]:
    named = cells.texts.cast(pl.UInt32, strict=False)
    last: Any = named.max()
    if named.null_count() or last >= len(values.strings):
        raise NotPlainXml
    return list(map(values.strings.__getitem__, named.to_list()))


def _read_texts(cells: CellGroup, _values: CellValues) -> list[Any]:
    return list(read_texts(cells.texts, cells.markup.opening == TRIMMED))


def _read_booleans(cells: CellGroup, _values: CellValues) -> list[Any]:
    values = [_BOOLEANS.get(text) for text in cells.texts.to_list()]
    if None in values:
        raise NotPlainXml
    return values


def _read_errors(cells: CellGroup, _values: CellValues) -> list[Any]:
    words = cells.texts.to_list()
    if not all(map(_WORD.fullmatch, words)):
        raise NotPlainXml
    return list(map(read_error, words))


_WORD = re.compile("#[A-Z0-9/_]+[!?]?")
_BOOLEANS = {"0": False, "1": True}
_READERS: Mapping[str, Callable[[CellGroup, CellValues], list[Any]]] = {  # by the type `t`, ECMA-376 part 1, 18.18.11
    "": _read_numbers,
    "n": _read_numbers,
    "s": _read_shared,
    "str": _read_texts,
    "inlineStr": _read_texts,
    "b": _read_booleans,
    "e": _read_errors,
}
