"""What formulas sum without its being a number: amounts stored as text (FO10), and error values (FO01).

What stands in a table that the gate has judged is left to the gate (one cause, one finding), but for the sum at the foot of
a column: it is wrong itself.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from xl_kraftsamling.domain.formulas import Summed
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.domain.money import Form, read
from xl_kraftsamling.domain.tables import STATED
from xl_kraftsamling.domain.written import FORMULA, Odd
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.formulas.calls import content
from xl_kraftsamling.sheets.formulas.layer import Layer
from xl_kraftsamling.sheets.formulas.layers import Layers
from xl_kraftsamling.sheets.formulas.stretches import Stretch
from xl_kraftsamling.sheets.formulas.summing import Summing, area_of

_YEAR = re.compile(r"(?:19|20)\d\d")


def texts(layers: Layers, summing: Summing) -> Iterator[Summed]:
    """The amounts stored as text that a formula sums."""
    for layer, column in summing.columns():
        headings = set(layer.headings(column))
        for row, cells in enumerate(layer.grid, 1):
            cell = cells[column - 1]
            if type(cell) is str and _is_amount(cell) and row not in headings:
                by = summing.by(layer.name, row, column)
                if by and (_at_foot(by, layer, column) or not layers.is_judged(layer.name, row, column)):
                    yield Summed(layer.place(row, column), cell, by)


def _at_foot(by: Place, layer: Layer, column: int) -> bool:
    """Whether a sum stands in the column that it sums: then it is wrong to look at, whatever the gate has said."""
    return (by.sheet, by.column) == (layer.name, column)


def _is_amount(text: str) -> bool:
    """Whether a text is an amount; what may be a year is none."""
    may_be = any(map(str.isdigit, text[:4])) and not _YEAR.fullmatch(text.strip())
    return may_be and read(text).form in (Form.TEXT, Form.UNIT)


def errors(layers: Layers, summing: Summing) -> Iterator[Summed]:
    """The error values that are summed, or stand in a table without being read, and do not come of another."""
    found = cache(lambda name: _errors(layers[name]))
    for layer in layers.with_formulas:
        for column, rows in found(layer.name).items():
            for row in rows:
                by = summing.by(layer.name, row, column)
                counts = (by or _in_table(layer, row, column)) and not layers.is_judged(layer.name, row, column)
                if counts and not any(
                    _holds(found(name), area) for name, area in _taken_in(layers, layer, row, column)
                ):
                    place = layer.place(row, column)
                    yield Summed(place, str(layer.cell(row, column)), by or place)


Errors = Mapping[int, Sequence[int]]
"""The rows of a sheet's error values by column."""


def _errors(layer: Layer) -> Errors:
    rows: dict[int, list[int]] = defaultdict(list)
    for row, cells in enumerate(layer.grid, 1):
        if Odd in map(type, cells):
            for column, cell in enumerate(cells, 1):
                if type(cell) is Odd and cell != FORMULA:
                    rows[column].append(row)
    return rows


def _taken_in(layers: Layers, layer: Layer, row: int, column: int) -> Iterator[tuple[str, Area]]:
    """The areas, each with its sheet, that the formula of a cell takes in: an error there is where its own comes from."""
    parts = layer.pattern(row, column) or ()
    for each in content(parts).ranges:
        if each.sheet is not None and (not each.sheet or each.sheet in layers):
            yield layers[each.sheet or layer.name].name, area_of(each, column, Stretch(row, row, parts))


def _holds(found: Errors, area: Area) -> bool:
    for column, rows in found.items():
        if area.left <= column <= area.right:
            i = bisect_left(rows, area.top)
            if i < len(rows) and rows[i] <= area.bottom:
                return True
    return False


def _in_table(layer: Layer, row: int, column: int) -> bool:
    """Whether a cell stands in a table that was read: among stated balances, or a formula beside what is read."""
    for region in layer.regions:
        columns = {*region.block.columns.values(), *region.extra}
        if row in region.lines and min(columns) <= column <= max(columns):
            return region.table.name == STATED.name or layer.pattern(row, column) is not None
    return False
