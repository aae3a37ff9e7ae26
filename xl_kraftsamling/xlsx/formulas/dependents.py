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
                # a part of a run that has been found is not asked for again: the search ends
                candidates = run.candidate_rows(sheet, area)
                steps += 1 + sum(map(len, candidates))
                for rows in run.take_rows(candidates):
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
        top, bottom = self._ends
        return min(ends := (top.position_from(row), bottom.position_from(row))), max(ends)

    @property
    def _ends(self) -> tuple[Offset, Offset]:
        return self.first.row or Offset(1, fixed=True), self.last.row or Offset(LAST_ROW, fixed=True)

    def rows_that_meet(self, area: Area) -> tuple[int, int]:
        """The first and last row from which the range has a row in common with an area; the first is the larger where none has."""
        ends = self._ends
        fixed, moving = [end.at for end in ends if end.fixed], [end.at for end in ends if not end.fixed]
        if len(moving) > 1:
            return area.top - max(moving), area.bottom - min(moving)
        # between a fixed row and one that moves: it has to reach from the one side of the area to it
        reaches_down, reaches_up = min(fixed) <= area.bottom, max(fixed) >= area.top
        if not moving or (reaches_down and reaches_up):
            return (1, LAST_ROW) if reaches_down and reaches_up else (1, 0)
        return (area.top - moving[0], LAST_ROW) if reaches_down else (1, area.bottom - moving[0])

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

    def candidate_rows(self, sheet: str, changed: Area) -> list[range]:
        """The rows that depend on changed cells; none where all have been found."""
        top, bottom = self.run.top, self.run.bottom
        if len(self.done) == self.run.height:
            return []
        if self.precedents is None:
            return [range(top, bottom + 1)]
        spans = (each.rows_that_meet(changed) for each in self.precedents if each.sheet == sheet and each.meets_columns(changed))
        met = [rows for first, last in spans if (rows := range(max(first, top), min(last, bottom) + 1))]
        if met and self._own:
            # a chain along its own column, such as a running balance: the rest of it follows
            return [range(min(rows.start for rows in met) if self._looks_up else top, bottom + 1)]
        return met

    def take_rows(self, candidates: Iterable[range]) -> Iterator[Area]:
        """The cells of some rows that were not found before."""
        rows = sorted({row for each in candidates for row in each} - self.done)
        self.done.update(rows)
        return _join(rows, self.column)

    @cached_property
    def _own(self) -> list[_Precedent]:
        """What it refers to in its own cells."""
        area = self.area
        mine = (each for each in self.precedents or () if each.sheet == self.sheet and each.meets_columns(area))
        # a reference to cells beside the formula is none to the formula itself
        beside = (each for each in mine if each.rows_from(area.top) != (area.top,) * 2 or each.rows_from(0) != (0, 0))
        return [each for each in beside if each.rows_from(area.bottom)[0] <= area.bottom and each.rows_from(area.top)[1] >= area.top]

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
