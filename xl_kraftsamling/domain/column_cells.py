"""Reading the cells of a column, each different content once: of 100 000 cells a dozen differ, as a rule."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

_NUMBERS: frozenset[type] = frozenset({bool, int, float})


def read_each(read: Callable[[Any], T], cells: Sequence[Any]) -> list[T]:
    """What a function answers for each cell of a column.

    :param read: a function whose answer follows from the cell alone.
    """
    types = {*map(type, cells)}
    if len(types & _NUMBERS) > 1:  # True, 1 and 1.0 are the same to a dict, and not to whoever reads them
        return [*map(read, cells)]
    known = {cell: read(cell) for cell in {*cells}}
    return [*map(known.__getitem__, cells)]
