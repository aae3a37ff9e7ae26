"""Sums of chosen rows (SUMIFS) over a list that has grown beyond them (FO05)."""

from collections.abc import Iterator

from xl_kraftsamling.domain.formulas import Total
from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.domain.tables import STATED
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.formulas.calls import content
from xl_kraftsamling.sheets.formulas.layer import Layer
from xl_kraftsamling.sheets.formulas.layers import Layers
from xl_kraftsamling.sheets.formulas.patterns import shown
from xl_kraftsamling.sheets.formulas.stretches import Stretch
from xl_kraftsamling.sheets.formulas.summing import area_of

_CHOOSING = ("SUMIF", "SUMIFS")


def short_choices(layers: Layers, layer: Layer) -> Iterator[Total]:
    """The formulas of a sheet that choose among the rows of a table that was read, but not among all; copies count once."""
    for column, stretches in layer.workings.formulas.items():
        told: set[tuple[Place, ...]] = set()
        for stretch in stretches:
            missed = _missed(layers, layer, column, stretch)
            if missed and missed not in told:
                told.add(missed)
                yield Total(layer.place(stretch.top, column), shown(stretch.pattern, stretch.top, column), missed)


def _missed(layers: Layers, layer: Layer, column: int, stretch: Stretch) -> tuple[Place, ...]:
    """The cells that a formula leaves out of the column of a table that it sums."""
    found = content(stretch.pattern)
    for each in found.ranges:
        if each.at.function in _CHOOSING and found.sums(each.at) and each.first.row and each.sheet is not None:
            area = area_of(each, column, stretch)
            missed = _outside(layers, each.sheet or layer.name, area)
            if missed:
                return missed
    return ()


def _outside(layers: Layers, sheet: str, area: Area) -> tuple[Place, ...]:
    """The cells of a table's column above and below an area that takes in some of it."""
    for region in layers.regions:
        known = plain(region.block.sheet) == plain(sheet) and area.left in region.block.columns.values()
        inside = known and region.table is not STATED and area.left == area.right
        rows = [line for line in region.lines if not area.top <= line <= area.bottom] if inside else []
        if rows and len(rows) < len(region.lines):
            return tuple(Place(region.block.sheet, row, area.left) for row in rows)
    return ()
