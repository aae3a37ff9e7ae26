"""Where rows go in a workbook that is there already, and how their values are written so that they are read as meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain.tables import Column, Kind, Table
from xl_kraftsamling.domain.written import as_written
from xl_kraftsamling.sheets.layout import Grid, Region
from xl_kraftsamling.sheets.package import Table as ExcelTable
from xl_kraftsamling.sheets.raw_cells import OWNER

Row = Mapping[str, Any]
"""The values of a row by the template's headings."""

_DIGITS = 15
"""So many digits of a number Excel keeps."""


@dataclass(frozen=True)
class Destination:
    """Where the rows of a table go: its region, the Excel table that this is, if it is one, and the cells of its sheet."""

    table: Table
    region: Region
    excel: ExcelTable | None
    grid: Grid

    def row(self, row: Row) -> dict[int, Any]:
        """The values of a row, given by heading, by the number of their column and as they are meant there.

        :raises BadInput: a value has no column, or would not be read there as it is meant.
        """
        filled = {c: value for c in self.table.columns if (value := row.get(c.heading)) is not None and value != ""}
        if self._names_groups and OWNER not in {column.field for column in filled}:
            raise BadInput(_NO_OWNER, table=self.table.sheet, place=self.region.block.heading(OWNER))
        return {self._number(column): self._meant(column, value) for column, value in filled.items()}

    @cached_property
    def _names_groups(self) -> bool:
        """Whether a row that names no recipient is taken for one of the group above it."""
        places = {place for _, place in self.region.given.values()}
        return len(places) > 1 or (bool(places) and OWNER in self.region.block.columns)

    def _number(self, column: Column) -> int:
        """The number of a column in the sheet."""
        number = self.region.block.columns.get(column.field)
        if number is None or (self.excel and number > self.excel.ref.right):
            raise BadInput(
                _NO_COLUMN, table=self.table.sheet, heading=column.heading, place=self.region.block.heading("")
            )
        return number

    def _meant(self, column: Column, value: Any) -> Any:
        """A value as it is meant in its column: an amount in the unit there, an id of digits as a number among numbers."""
        factor = self.region.factors.get(column.field, 1)
        if factor == 1:
            return int(value) if column.field in self._numbered and _is_number(value) else value
        if type(value) not in (int, float):
            raise BadInput(_NO_UNIT, table=self.table.sheet, heading=column.heading, found=as_written(value))
        return float(Decimal(repr(value)) / factor)

    @cached_property
    def _numbered(self) -> frozenset[str]:
        """The columns of ids where all that stands is numbers: Excel would mark a number that is text among them."""
        ids = {column.field for column in self.table.columns if column.kind is Kind.ID or column.refers}
        return frozenset(
            name for name, n in self.region.block.columns.items() if name in ids and self._holds_numbers(n)
        )

    def _holds_numbers(self, column: int) -> bool:
        cells = [cell for line in self.region.lines if (cell := self.grid[line - 1][column - 1]) != ""]
        return bool(cells) and all(type(cell) in (int, float) for cell in cells)


def _is_number(value: Any) -> bool:
    """Whether an id is a text of digits that a number says just as well: 17, not 017."""
    return isinstance(value, str) and value.isdecimal() and len(value) <= _DIGITS and str(int(value)) == value


_NO_COLUMN = Text(
    "Uppgiften {heading} har ingen kolumn i arbetsbokens tabell för {table} (rubrikerna vid {place}). Lägg till kolumnen i "
    "arbetsboken, eller ta bort uppgiften ur underlaget.",
    "{heading} has no column in the workbook's table for {table} (headings at {place}). Add the column to the workbook, or "
    "take it out of the source.",
)
_NO_OWNER = Text(
    "En rad för {table} nämner ingen mottagare, och skulle i arbetsboken läsas som den sista gruppens (rubrikerna vid {place}). "
    "Ange mottagaren i underlaget, eller skriv in raden för hand i rätt grupp.",
    "A row for {table} names no recipient, and would in the workbook be read as one of the last group (headings at {place}). "
    "Give the recipient in the source, or enter the row by hand in the right group.",
)
_NO_UNIT = Text(
    "»{found}« under {heading} för {table} är inget tal, och kan inte räknas om till den enhet som kolumnen har i arbetsboken. "
    "Skriv beloppet som ett tal i kronor i underlaget.",
    "“{found}” under {heading} for {table} is no number, and cannot be converted to the unit that the column has in the workbook. "
    "Write the amount as a number in kronor in the source.",
)
