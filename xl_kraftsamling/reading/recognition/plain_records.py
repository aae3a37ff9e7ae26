"""Rows of a recognised table that plainly are records, found column by column: nearly every row of a long list is one.

What is said of them here follows from their cells alone, so that the rules of :mod:`~xl_kraftsamling.reading.row_roles`, which weigh
each row against its table, need to be asked of the few others only.
"""

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import Any

from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.domain.column_cells import read_each
from xl_kraftsamling.domain.money import could_be_amount
from xl_kraftsamling.domain.sum_labels import has_sum_word
from xl_kraftsamling.reading.row_roles import TableShape
from xl_kraftsamling.xlsx.grid import Grid, pick_cells, slice_column


def find_plain_records(grid: Grid, first: int, last: int, shape: TableShape) -> frozenset[int]:
    """The rows between two, both included, that have every amount and enough else of a record, and nothing that can be the label of a sum.

    Two texts beside the recipient, or a number as its id, make a row none of those that stand among sums.  Each has more than one
    key beside its amounts; the others may be blank, as “Avser avrop” is in nearly every row.
    """
    if len(shape.keys - shape.amounts) < 2:
        return frozenset()
    lines: Sequence[int] = range(first, last + 1)
    texts, filled = bytearray(last + 1), bytearray(last + 1)  # how many of them a row has beside its recipient, and keys beside its amounts
    texts_of_all = filled_of_all = 0
    for number in sorted(shape.keys, key=lambda n: n not in shape.amounts):  # the amounts first: they rule out most of what is none
        cells = slice_column(grid, number, first, last)
        if number in shape.amounts:
            # most columns are filled with numbers alone: then no row is ruled out, and none is looked at by itself
            if not ({*map(type, cells)} <= _NUMBERS and all(cells)):
                headings = {row[number - 1] for row in shape.headings if number <= len(row)}
                fills = read_each(_fills_amount, cells)
                lines = [line for line in lines if fills[line - first] and cells[line - first] not in headings]
            continue
        distinct = {*cells}
        filling = {*filter(_fills_key, distinct)}
        weights = (0, 0) if number == shape.recipient else (1, 2 * (number == shape.id))  # of a text, and of anything else
        if len(filling) == len(distinct) and len({cell is str for cell in map(type, cells)}) == 1:  # as most columns of a long list
            filled_of_all += 1
            texts_of_all += weights[type(cells[0]) is not str]
        elif distinct != {""}:  # otherwise blank from top to bottom
            filling.add("")
            lines = [line for line in lines if cells[line - first] in filling]
            for line in (line for line in lines if cells[line - first] != ""):
                filled[line] += 1
                texts[line] += weights[type(cells[line - first]) is not str]
    lines = [line for line in lines if texts[line] + texts_of_all > 1 < filled[line] + filled_of_all]
    return frozenset(lines).difference(_find_sum_words(grid, lines, shape))


_NUMBERS: frozenset[type] = frozenset({int, float})


def _fills_amount(cell: Any) -> bool:
    return bool(cell) if type(cell) in _NUMBERS else type(cell) is str and could_be_amount(cell)


def _fills_key(cell: Any) -> bool:
    return cell[:1].isalnum() if type(cell) is str else bool(cell) and type(cell) is not NoValue


def _find_sum_words(grid: Grid, lines: Sequence[int], shape: TableShape) -> Iterator[int]:
    """The rows whose first text may be the label of a sum."""
    for number in shape.columns:
        if not lines:
            return
        cells = pick_cells(grid, number, lines)
        texts = {cell for cell in {*cells} if type(cell) is str and cell}
        if has_sum_word(" ".join(texts)):  # most columns hold none at all
            yield from compress(lines, map({*filter(has_sum_word, texts)}.__contains__, cells))
        lines = [line for line, cell in zip(lines, cells, strict=True) if cell not in texts]
