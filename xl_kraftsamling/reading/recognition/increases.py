"""Amounts that run: each cell states what has been called off so far, and its record is what that adds to the cell before it.

So what they come to is the last of them, at any date: taken alone, the last one would say that nothing was called off before its day.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xl_kraftsamling.domain.money import AmountForm, read_amount
from xl_kraftsamling.domain.place import PlacedValue

_NUMBERS = (AmountForm.NUMBER, AmountForm.UNIT)


class RunningCell(NamedTuple):
    """A cell that states an amount so far: whose it is, of which day, and the unit of its column in kronor.

    `part` and `line` say of which record it is.
    """

    whose: Hashable
    day: date
    part: int
    line: int
    cell: PlacedValue
    unit: int


def find_increases(cells: Sequence[RunningCell]) -> Mapping[tuple[int, int], PlacedValue]:
    """What each cell adds to the one before it of the same recipient, in its own unit, by part and row; those that add nothing are left out."""
    chains: dict[Hashable, list[RunningCell]] = defaultdict(list)
    for each in sorted(cells, key=lambda each: (each.day, each.part, each.line)):
        chains[each.whose].append(each)
    return {
        (each.part, each.line): PlacedValue(increase, each.cell.place)
        for chain in chains.values()
        for each, increase in zip(chain, _subtract(chain), strict=True)
        if increase != 0
    }


def _subtract(chain: Sequence[RunningCell]) -> Iterator[Any]:
    """The increases of a chain; a cell that is no plain amount is left as it is, and found wrong there."""
    so_far = 0
    for each in chain:
        ore, form, _ = read_amount(each.cell.value, each.unit)
        yield (ore - so_far) / (100 * each.unit) if ore is not None and form in _NUMBERS else each.cell.value
        so_far = so_far if ore is None else ore

