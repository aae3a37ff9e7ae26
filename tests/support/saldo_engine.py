"""pyOfficeEditor as a second opinion on the template's formulas: one workbook, calculated anew for each of very many ledgers.

The rows of a ledger take the place of those of the last one in the grid that the engine reads, as they would on the sheets.  Every formula
of Saldo has a wrong stored value, which the engine would show for a formula that it did not calculate.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pyofficeeditor.excel import Workbook
from pyofficeeditor.excel._calc.engine import Engine
from pyofficeeditor.excel._values import datetime_to_serial

from support.seeded_ledgers import InventedLedger
from xl_kraftsamling.domain.tables import SETTINGS
from xl_kraftsamling.domain.template import BALANCE_SHEET, HEADING_ROW
from xl_kraftsamling.writing.saldo_formulas import SALDO_HEADINGS

POISON = 666.0
_WIDEST = 13  # columns that the widest table has


class SaldoEngine:
    """A workbook of the template whose tables have room for `room` rows, and whose Saldo has the rows of `recipients`."""

    def __init__(self, path: Path, recipients: Sequence[str], room: int) -> None:
        self._engine = Engine(Workbook.open(path))
        self._recipients, self._room = recipients, room
        self._settings = {column.heading: line for line, column in enumerate(SETTINGS.columns, HEADING_ROW + 1)}
        self._keys = [key for key in self._engine.formula_keys if key[0] == BALANCE_SHEET]
        self.formulas = [self._engine._formulas[key] for key in self._keys]
        for formula in self.formulas:
            formula.cached = POISON

    def calculate(self, ledger: InventedLedger) -> dict[str, tuple[int | None, ...]]:
        """The figures of Saldo by recipient, in öre, None where a cell shows nothing; the last row is the sum."""
        for cell, value in self._list_cells(ledger):
            self._put(*cell, value)
        engine = self._engine
        for kept in (engine._results, engine._failed, engine._tainted, engine._circular):
            kept.clear()
        engine.calculate(self._keys)
        assert engine.report().complete, engine.report()
        columns = range(2, len(SALDO_HEADINGS) + 1)
        names = (*self._recipients, "Summa")
        return {name: tuple(self._read(row, column) for column in columns) for row, name in enumerate(names, self._first_row)}

    def _list_cells(self, ledger: InventedLedger) -> Iterator[tuple[tuple[str, int, int], Any]]:
        for sheet, rows in ledger.rows.items():
            for line in range(self._room):
                row = rows[line] if line < len(rows) else ()
                yield from (
                    ((sheet, HEADING_ROW + 1 + line, column), value)
                    for column, value in enumerate([*row, *[None] * (_WIDEST - len(row))], 1)
                )
        for name, value in ledger.settings.items():
            yield (SETTINGS.sheet, self._settings[name], 2), value

    def _put(self, sheet: str, row: int, column: int, value: Any) -> None:
        cells = self._engine._grid[sheet].setdefault(row, {})
        if value is None:
            cells.pop(column, None)
        elif isinstance(value, date):
            cells[column] = datetime_to_serial(datetime.combine(value, datetime.min.time()))
        else:
            cells[column] = value if isinstance(value, str) else float(value)
        rows = self._engine._rows[sheet]
        assert row in rows, f"{sheet} has no row {row}: the workbook was filled with too few"

    @property
    def _first_row(self) -> int:
        """The row of Saldo's first recipient, which stands below its date and its headings."""
        grid = self._engine._grid[BALANCE_SHEET]
        return next(row for row in sorted(grid) if grid[row].get(1) == self._recipients[0])

    def _read(self, row: int, column: int) -> int | None:
        value = self._engine.cell(BALANCE_SHEET, row, column)
        return None if value == "" else round(value * 100)  # type: ignore[operator]
