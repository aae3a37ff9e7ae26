"""What the calculation found, put together: copies of one formula, and the cells that were left out for one reason, are told once."""

from collections import Counter
from collections.abc import Hashable
from datetime import date, timedelta
from typing import Any, NamedTuple, TypedDict

from pyofficeeditor.excel._calc.evaluator import CellKey
from pyofficeeditor.excel._calc.values import EMPTY, Empty, Scalar
from pyofficeeditor.excel._values import CellError

from xl_kraftsamling.reading.recalculation.staleness import Staleness, compare_values
from xl_kraftsamling.reading.recalculation.trust import NotTrusted
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, parse_pattern

MAX_PLACES = 50
"""Cells with the same formula that are named; of any others there is only their number."""

MAX_GROUPS = 200
"""Groups of copies that are told of a sheet, each by its first cell; the cells of any others are counted with the last of them."""

_MAX_TEXT = 200  # letters of a value: as much as anybody compares
_FIRST_DAY, _LAST_DAY = 61, 2_000_000  # before March 1900 Excel counts a day that never was; after the last there are other numbers


class CellGroup(TypedDict):
    """Cells of a sheet with copies of one formula that differ, or cells that were left out for one reason; the first of them with its values.

    A value is a number, a text or a truth, None where there is none, and {"error": "#N/A"} or {"day": "2026-05-20"} where it is such.
    """

    cells: list[CellKey]
    more: int
    stored: Any
    computed: Any
    reason: str
    function: str


class Result(NamedTuple):
    """A formula cell, its stored value, and what it comes to, or why it was left out.

    `day_zero` is the day of the number 0 where the cell shows its number as a day.
    """

    cell: CellKey
    formula: str
    stored: Scalar
    computed: Scalar | NotTrusted
    day_zero: date | None


class Groups:
    """The groups of a workbook while its cells are sorted into them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[tuple[Hashable, ...], CellGroup] = {}
        self._last: dict[tuple[str, Staleness], CellGroup] = {}
        self._counts: Counter[tuple[str, Staleness]] = Counter()

    def list(self) -> list[CellGroup]:
        """The groups, in the order of their first cells."""
        return [*self._found.values()]

    def sort_in(self, result: Result) -> None:
        """Put a cell into the groups that it belongs to, if any."""
        _, formula, stored, computed, day_zero = result
        if isinstance(computed, NotTrusted):
            self._add(result.cell, computed.reason, computed.function)
            computed = EMPTY
            staleness = Staleness.MISSING if isinstance(stored, Empty) else Staleness.SAME
        else:
            staleness = compare_values(stored, computed)
        if staleness is not Staleness.SAME:
            sheet, row, column = result.cell
            group = self._find_copies(sheet, staleness, parse_pattern(formula, row, column))
            if not group["cells"]:
                group["stored"], group["computed"] = _encode(stored, day_zero), _encode(computed, day_zero)
            _extend(group, result.cell)

    def _add(self, cell: CellKey, reason: str, function: str = "") -> None:
        """Add a cell that was left out: to those of the whole workbook with the same reason."""
        group = self._found.setdefault((reason, function), _begin_group(reason=reason, function=function))
        _extend(group, cell)

    def _find_copies(self, sheet: str, staleness: Staleness, pattern: Pattern) -> CellGroup:
        """The group of a sheet's cells with a formula; those that are stale and those without a value are told apart."""
        kind, key = (sheet, staleness), (sheet, staleness, pattern)
        if key not in self._found and self._counts[kind] < MAX_GROUPS:
            self._found[key] = self._last[kind] = _begin_group()
            self._counts[kind] += 1
        return self._found.get(key, self._last[kind])


def _begin_group(reason: str = "", function: str = "") -> CellGroup:
    return CellGroup(cells=[], more=0, stored=None, computed=None, reason=reason, function=function)


def _extend(group: CellGroup, cell: CellKey) -> None:
    if len(group["cells"]) < MAX_PLACES:
        group["cells"].append(cell)
    else:
        group["more"] += 1


def _encode(value: Scalar, day_zero: date | None) -> Any:
    """A value as JSON: see :class:`CellGroup`."""
    if isinstance(value, CellError):
        return {"error": value.code}
    if isinstance(value, str):
        return value if len(value) <= _MAX_TEXT else f"{value[:_MAX_TEXT]}…"
    if day_zero and isinstance(value, float) and value.is_integer() and _FIRST_DAY <= value <= _LAST_DAY:
        return {"day": str(day_zero + timedelta(value))}
    return None if isinstance(value, Empty) else value
