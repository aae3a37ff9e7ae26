"""The calculation itself, in a process of its own: every formula of a workbook by pyOfficeEditor, compared with what is stored.

Written for its version 0.4, whose engine (`_calc`) is no public part of it: an engine that has changed ends in an exception, which
`process` reports as a workbook that was not calculated.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import monotonic
from typing import cast

from pyofficeeditor.excel import Workbook
from pyofficeeditor.excel._calc.engine import Engine, _Formula
from pyofficeeditor.excel._calc.evaluator import CellKey
from pyofficeeditor.excel._calc.nodes import Node
from pyofficeeditor.excel._calc.values import NAME, Array, Empty, Scalar, Value
from pyofficeeditor.excel._values import _style_index
from pyofficeeditor.exceptions import PyOfficeEditorError

from xl_kraftsamling.reading.recalculation.groups import CellGroup, Groups, Result
from xl_kraftsamling.reading.recalculation.staleness import Staleness, compare_values
from xl_kraftsamling.reading.recalculation.trust import NotTrusted, restrain_engine

_FALSE = ("0", "false")


def recalculate(path: Path, sha256: str, seconds: float) -> list[CellGroup] | str:
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
    except (PyOfficeEditorError, RecursionError):
        return "unopened"
    engine.calculate()
    groups = Groups()
    for result in engine.results():
        groups.sort_in(result)
    return groups.list()


class CautiousEngine(Engine):
    """The engine, which gives up what it cannot know and what takes too long, and goes on with the stored value where there is one."""

    def __init__(self, workbook: Workbook, deadline: float) -> None:
        """Load a workbook; after the deadline, by the monotonic clock, every formula that is left is given up."""
        super().__init__(workbook)
        self._deadline, self._styles = deadline, workbook.styles
        self._reasons: dict[CellKey, NotTrusted] = {}
        settings = workbook._document.root.child("calcPr")  # noqa: SLF001  # as the rest of the engine
        self._shows_rounded = settings is not None and settings.get("fullPrecision") in _FALSE

    def results(self) -> Iterator[Result]:
        """Every formula cell, in the order of the sheets and their rows."""
        for key, formula in self._formulas.items():
            if self._shows_rounded or key in self._failed:
                yield Result(key, formula.text, formula.cached, self._explain(key), None)
            else:
                day_zero = self._find_day_zero(formula)
                for row, column, stored, computed in self._pair_cells(formula, self._results[key]):
                    yield Result((key[0], row, column), formula.text, stored, computed, day_zero)

    def _find_day_zero(self, formula: _Formula) -> date | None:
        if self._styles is None or not self._styles.shows_calendar(_style_index(formula.element)):
            return None
        return date(1904, 1, 1) if self.epoch_1904 else date(1899, 12, 30)

    def _pair_cells(self, formula: _Formula, computed: Value) -> Iterator[tuple[int, int, Scalar, Scalar]]:
        """The cells of a formula, which may be an array formula's, by row and column, each with its stored and its computed value."""
        if formula.area is None:
            yield *formula.key[1:], formula.cached, cast("Scalar", computed)
            return
        stored, block = self._cached_block(formula), cast("Array", computed)
        for row, column in formula.area.cells():
            at = row - formula.area.top, column - formula.area.left
            yield row, column, stored.at(*at), block.at(*at)

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
            computed = super()._evaluate(formula)
            self._refuse_doubtful(formula, computed)
        except NotTrusted as reason:
            self._reasons[formula.key] = reason
            raise
        except (RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as problem:  # a fault of the engine's
            self._reasons[formula.key] = NotTrusted("unreadable")
            raise self._reasons[formula.key] from problem
        return computed

    def _refuse(self, formula: _Formula) -> None:
        if monotonic() > self._deadline:
            raise NotTrusted("time")
        if formula.table is not None:
            raise NotTrusted("data_table")

    def _refuse_doubtful(self, formula: _Formula, computed: Value) -> None:
        """Give up a formula whose error value may be the engine's own fault, so that what reads it is calculated with the stored value."""
        for _, _, stored, value in self._pair_cells(formula, computed):
            if compare_values(stored, value) is Staleness.DOUBTFUL:
                # a function of a macro or an add-in, as a rule
                raise NotTrusted("name" if value == NAME else "doubtful")

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


