"""Which formulas of a workbook depend on some of its cells, directly or through other formulas.

Where a formula does not show what it depends on, it counts as a dependent: a value too few is asked for again, a wrong one is not.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from xl_kraftsamling.xlsx.formulas.copies import CopyRun, Formulas
from xl_kraftsamling.xlsx.formulas.patterns import CellRef, Offset, Pattern, parse_content, parse_pattern
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, LAST_ROW, Area

_WORD = re.compile(r"[^\W\d][\w.\\?]*")
_UNKNOWABLE = {"indirect", "offset"}
_THIS_ROW = re.compile(r"#This Row|@", re.IGNORECASE)
MAX_STEPS = 2_000_000
"""Comparisons of a formula with changed cells; where that is not enough, every formula counts as a dependent."""

SheetArea = tuple[str, Area]
"""An area of a sheet, whose name is in lower case."""


@dataclass(frozen=True)
class WorkbookFormulas:
    """The formulas of a workbook by the name of their sheet, the areas of its Excel tables, and the formulas of its defined names.

    All names are in lower case.
    """

    sheets: Mapping[str, Formulas]
    tables: Mapping[str, SheetArea]
    names: Mapping[str, str]
    _resolved: dict[str, list["_Precedent"] | None] = field(default_factory=dict, init=False)

    def find_dependents(self, changed: Iterable[SheetArea]) -> dict[str, list[Area]]:
        """The cells with formulas that depend on changed ones, by sheet, as parts of columns."""
        found: dict[str, list[Area]] = {}
        waiting = deque(changed)
        runs = self._runs
        steps = 0
        while waiting:
            sheet, area = waiting.popleft()
            for run in runs:
                steps += 1
                # a part of a run that has been found is not asked for again: the search ends
                for rows in run.depending_rows(sheet, area):
                    found.setdefault(run.sheet, []).append(rows)
                    waiting.append((run.sheet, rows))
            if steps > MAX_STEPS:
                return self._list_all()
        return found

    def _list_all(self) -> dict[str, list[Area]]:
        found: dict[str, list[Area]] = {}
        for run in self._runs:
            found.setdefault(run.sheet, []).append(run.area)
        return found

    @property
    def _runs(self) -> list["_Run"]:
        return [
            _Run(sheet, column, run, self._find_precedents(sheet, column, run.pattern))
            for sheet, columns in self.sheets.items()
            for column, runs in columns.items()
            for run in runs
        ]

    def _find_precedents(self, sheet: str, column: int, pattern: Pattern) -> list["_Precedent"] | None:
        """What the formulas of a run depend on; None where they do not show it."""
        content = parse_content(pattern)
        words = {word.casefold() for part in pattern if isinstance(part, str) for word in _WORD.findall(part)}
        # a range over several sheets names its first and last one
        unknown = any(each.sheet is None or ":" in each.sheet for each in content.ranges) and not content.linked
        if unknown or not words.isdisjoint(_UNKNOWABLE):
            return None
        precedents = [
            _Precedent(each.sheet.casefold() or sheet, each.first, each.last, column) for each in content.ranges if each.sheet is not None
        ]
        precedents += [
            _of_table(*self.tables[table.table.casefold()], is_this_row=_THIS_ROW.search(table.inside) is not None)
            for table in content.tables
            if table.table.casefold() in self.tables
        ]
        for name in words & self.names.keys():
            named = self._resolve_name(name)
            if named is None:
                return None
            precedents += named
        return precedents

    def _resolve_name(self, name: str) -> list["_Precedent"] | None:
        """What a defined name depends on; None where that is unknown."""
        if name not in self._resolved:
            self._resolved[name] = None  # for now: one that is made of itself would otherwise never end
            self._resolved[name] = self._find_precedents("", 1, parse_pattern(self.names[name], 1, 1))
        return self._resolved[name]


class _Precedent(NamedTuple):
    """A range that the formulas of a column refer to, on a sheet; relative ends move with the formula's row."""

    sheet: str
    first: CellRef
    last: CellRef
    column: int

    def rows_from(self, row: int) -> tuple[int, int]:
        """The first and last row of the range, seen from a row."""
        top = self.first.row.position_from(row) if self.first.row else 1
        bottom = self.last.row.position_from(row) if self.last.row else LAST_ROW
        return min(top, bottom), max(top, bottom)

    def meets_columns(self, area: Area) -> bool:
        """Whether the range has a column in common with an area."""
        left = self.first.column.position_from(self.column) if self.first.column else 1
        right = self.last.column.position_from(self.column) if self.last.column else LAST_COLUMN
        return min(left, right) <= area.right and area.left <= max(left, right)


def _of_table(sheet: str, area: Area, *, is_this_row: bool) -> _Precedent:
    """What a structured reference refers to: the table's row beside the formula, or all of the table."""
    columns = (Offset(area.left, fixed=True), Offset(area.right, fixed=True))
    rows = (Offset(0, fixed=False),) * 2 if is_this_row else (Offset(area.top, fixed=True), Offset(area.bottom, fixed=True))
    return _Precedent(sheet, CellRef(rows[0], columns[0]), CellRef(rows[1], columns[1]), 1)


@dataclass
class _Run:
    """A run of copies with what it depends on, and the rows that were found to depend on changed cells."""

    sheet: str
    column: int
    run: CopyRun
    precedents: Sequence[_Precedent] | None
    done: set[int] = field(default_factory=set)

    @property
    def area(self) -> Area:
        """Its cells."""
        return Area(self.run.top, self.column, self.run.bottom, self.column)

    def depending_rows(self, sheet: str, changed: Area) -> Iterator[Area]:
        """The cells that depend on changed ones, and were not found before."""
        if len(self.done) == self.run.height or not self._may_depend(sheet, changed):
            return
        rows = [row for row in range(self.run.top, self.run.bottom + 1) if row not in self.done and self._depends(row, sheet, changed)]
        if rows and self._refers_to_itself:
            # a chain down its own column, such as a running balance: the rest of it follows
            rows = [row for row in range(min(rows) if self._looks_up else self.run.top, self.run.bottom + 1) if row not in self.done]
        self.done.update(rows)
        yield from _join(rows, self.column)

    def _may_depend(self, sheet: str, changed: Area) -> bool:
        return self.precedents is None or any(each.sheet == sheet and each.meets_columns(changed) for each in self.precedents)

    def _depends(self, row: int, sheet: str, changed: Area) -> bool:
        if self.precedents is None:
            return True
        spans = (each.rows_from(row) for each in self.precedents if each.sheet == sheet and each.meets_columns(changed))
        return any(top <= changed.bottom and changed.top <= bottom for top, bottom in spans)

    @cached_property
    def _own(self) -> list[_Precedent]:
        mine = (each for each in self.precedents or () if each.sheet == self.sheet and each.meets_columns(self.area))
        # a reference to cells beside the formula is none to the formula itself
        return [each for each in mine if each.rows_from(self.run.top) != (self.run.top,) * 2 or each.rows_from(0) != (0, 0)]

    @property
    def _refers_to_itself(self) -> bool:
        return any(each.rows_from(self.run.bottom)[0] <= self.run.bottom and each.rows_from(self.run.top)[1] >= self.run.top for each in self._own)

    @property
    def _looks_up(self) -> bool:
        """Whether all its references to its own column lead upwards."""
        return all(each.rows_from(self.run.top)[1] < self.run.top for each in self._own)


def _join(rows: Sequence[int], column: int) -> Iterator[Area]:
    """Rows in order as areas of a column, those below each other together."""
    start = 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or rows[i] != rows[i - 1] + 1:
            yield Area(rows[start], column, rows[i - 1], column)
            start = i
