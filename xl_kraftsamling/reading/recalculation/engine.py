"""The calculation itself, in a process of its own: every formula of a workbook by pyOfficeEditor, compared with what is stored.

Written for its version 0.4, whose engine (`_calc`) is no public part of it: an engine that has changed ends in an exception, which
`process` reports as a workbook that was not calculated.
"""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple, TypedDict

from pyofficeeditor.excel import Workbook
from pyofficeeditor.excel._calc.engine import Engine, _Formula
from pyofficeeditor.excel._calc.evaluator import CellKey
from pyofficeeditor.excel._calc.nodes import Node
from pyofficeeditor.excel._calc.values import EMPTY, Array, Empty, Scalar, Value
from pyofficeeditor.excel._values import CellError
from pyofficeeditor.exceptions import PyOfficeEditorError

from xl_kraftsamling.reading.recalculation.agreement import Agreement, compare_values
from xl_kraftsamling.reading.recalculation.trust import NotTrusted, restrain_engine
from xl_kraftsamling.xlsx.formulas.patterns import parse_pattern

MAX_PLACES = 50
"""Cells with the same formula that are named; of any others there is only their number."""

MAX_GROUPS = 200
"""Groups of copies that are told of a sheet, each by its first cell; the cells of any others are counted with the last of them."""

_MAX_TEXT = 200  # letters of a value: as much as anybody compares
_FALSE = ("0", "false")


class Group(TypedDict):
    """Cells of a sheet with copies of one formula that differ, or cells that were left out for one reason; the first of them with its values.

    A value is a number, a text or a truth, None where there is none, and in a list where it is an error value.
    """

    cells: list[CellKey]
    more: int
    stored: Any
    computed: Any
    reason: str
    function: str


def recalculate(path: Path, sha256: str, seconds: float) -> list[Group] | str:
    """Calculate every formula of a workbook and compare: what differs or is missing, and what was left out; or why nothing is known.

    :param sha256: the checksum of the file that was read.
    :param seconds: after so many, every formula that is left is left out.
    """
    deadline, data = monotonic() + seconds, path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return "changed"
    restrain_engine()
    try:
        engine = CautiousEngine(Workbook.from_bytes(data), deadline)
    except PyOfficeEditorError:
        return "unopened"
    engine.calculate()
    groups = _Groups()
    for result in engine.results():
        groups.sort_in(result)
    return groups.list()


class Result(NamedTuple):
    """A formula cell, its stored value, and what it comes to, or why it was left out."""

    cell: CellKey
    formula: str
    stored: Scalar
    computed: Scalar | NotTrusted


class _Groups:
    """The groups of a workbook while its cells are sorted into them."""

    def __init__(self) -> None:
        self._found: dict[tuple[Hashable, ...], Group] = {}
        self._last: dict[str, Group] = {}
        self._counts: Counter[str] = Counter()

    def list(self) -> list[Group]:
        """The groups, in the order of their first cells."""
        return [*self._found.values()]

    def sort_in(self, result: Result) -> None:
        """Put a cell into the groups that it belongs to, if any."""
        _, formula, stored, computed = result
        if isinstance(computed, NotTrusted):
            self._add(result.cell, computed.reason, computed.function)
            computed = EMPTY
            agreement = Agreement.MISSING if isinstance(stored, Empty) else Agreement.SAME
        else:
            agreement = compare_values(stored, computed)
        if agreement is Agreement.DOUBTFUL:
            self._add(result.cell, "doubtful")
        elif agreement is not Agreement.SAME:
            sheet, row, column = result.cell
            # copies that are stale and copies that have no value are told apart: they look different
            self._add_copy(sheet, (row, column), (parse_pattern(formula, row, column), agreement), stored, computed)

    def _add(self, cell: CellKey, reason: str, function: str = "") -> None:
        """Add a cell that was left out: to those of the whole workbook with the same reason."""
        group = self._found.setdefault((reason, function), _begin_group(reason=reason, function=function))
        _extend(group, cell)

    def _add_copy(self, sheet: str, cell: tuple[int, int], key: tuple[Hashable, ...], stored: Scalar, computed: Scalar) -> None:
        """Add a cell to those of its sheet with the same formula."""
        group = self._found.get((sheet, *key))
        if group is None and self._counts[sheet] >= MAX_GROUPS:
            group = self._last[sheet]
        if group is None:
            group = self._found[sheet, *key] = self._last[sheet] = _begin_group(stored=_encode(stored), computed=_encode(computed))
            self._counts[sheet] += 1
        _extend(group, (sheet, *cell))


def _begin_group(stored: Any = None, computed: Any = None, reason: str = "", function: str = "") -> Group:
    return Group(cells=[], more=0, stored=stored, computed=computed, reason=reason, function=function)


def _extend(group: Group, cell: CellKey) -> None:
    if len(group["cells"]) < MAX_PLACES:
        group["cells"].append(cell)
    else:
        group["more"] += 1


def _encode(value: Any) -> Any:
    """A value as JSON: see :class:`Group`."""
    if isinstance(value, CellError):
        return [value.code]
    if isinstance(value, str):
        return value if len(value) <= _MAX_TEXT else f"{value[:_MAX_TEXT]}…"
    return None if isinstance(value, Empty) else value


class CautiousEngine(Engine):
    """The engine, which gives up what it cannot know and what takes too long, and goes on with the stored value where there is one."""

    def __init__(self, workbook: Workbook, deadline: float) -> None:
        """Load a workbook; after the deadline, by the monotonic clock, every formula that is left is given up."""
        super().__init__(workbook)
        self._deadline = deadline
        self._reasons: dict[CellKey, NotTrusted] = {}
        settings = workbook._document.root.child("calcPr")  # noqa: SLF001  # as the rest of the engine
        self._shows_rounded = settings is not None and settings.get("fullPrecision") in _FALSE

    def results(self) -> Iterator[Result]:
        """Every formula cell, in the order of the sheets and their rows."""
        for key, formula in self._formulas.items():
            if self._shows_rounded or key in self._failed:
                yield Result(key, formula.text, formula.cached, self._explain(key))
            elif formula.area is None:
                yield Result(key, formula.text, formula.cached, self._results[key])  # type: ignore[arg-type]  # a scalar
            else:
                yield from self._block_results(formula, self._results[key])

    def _block_results(self, formula: _Formula, computed: Value) -> Iterator[Result]:
        """The cells that an array formula fills, one by one."""
        assert formula.area is not None  # noqa: S101  # which an array formula has
        assert isinstance(computed, Array)  # noqa: S101
        stored = self._cached_block(formula)
        for row, column in formula.area.cells():
            at = row - formula.area.top, column - formula.area.left
            yield Result((formula.area.sheet, row, column), formula.text, stored.at(*at), computed.at(*at))

    def _explain(self, key: CellKey) -> NotTrusted:
        """Why a cell was left out; what the engine says in English alone has few kinds."""
        if self._shows_rounded:
            return NotTrusted("as_shown")
        if key in self._circular:
            return NotTrusted("loop")
        if key in self._reasons:
            return self._reasons[key]
        words = self._failed[key]
        _, is_function, name = words.partition("the function ")
        if is_function:
            return NotTrusted("unknown_function", name)
        kinds = {"another workbook": "link", "a data table": "data_table"}
        return NotTrusted(next((reason for kind, reason in kinds.items() if kind in words), "unreadable"))

    def _evaluate(self, formula: _Formula) -> Value:
        try:
            self._refuse(formula)
            return super()._evaluate(formula)
        except NotTrusted as reason:
            self._reasons[formula.key] = reason
            raise
        except (RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as problem:  # a fault of the engine's
            self._reasons[formula.key] = NotTrusted("unreadable")
            raise self._reasons[formula.key] from problem

    def _refuse(self, formula: _Formula) -> None:
        if monotonic() > self._deadline:
            raise NotTrusted("time")
        if formula.table is not None:
            raise NotTrusted("data_table")

    def _note(self, key: CellKey) -> None:
        # the value of a cell that was given up is as good as any where it is stored, and unknown where it is not
        if key in self._failed and isinstance(self._formulas[key].cached, Empty):
            raise NotTrusted("unknown_value")

    def external_sheets(self, book: str, first: str, last: str | None) -> list[str] | None:  # noqa: ARG002
        """Refuse to read another workbook: what the file keeps of it is as old as this one's values, or older."""
        raise NotTrusted("link")

    def external_name(self, book: str, name: str) -> Node | None:  # noqa: ARG002
        """Refuse to read another workbook."""
        raise NotTrusted("link")


