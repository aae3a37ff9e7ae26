"""The account of how a workbook in a layout of its own was read: what a person looks at before believing the figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text


class ColumnReading(NamedTuple):
    """A column that was read: the field's heading in the template, the column's letters, and what its own heading says."""

    field: str
    letters: str
    heading: str

    @property
    def label(self) -> str:
        """The column as a person reads it: Belopp = E »Summa kr«."""
        return f"{self.field} = {self.letters}" + (f" »{self.heading}«" if self.heading else "")


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table that was read: which of the template's it is, where it stands, its columns, its unit and how many rows it has.

    `aside` is what of it was not read as data; `owner` the recipient that its title names for all rows.
    """

    table: str
    sheet: str
    range: str
    columns: Sequence[ColumnReading]
    unit: Text | None
    rows: int
    not_data: Sequence[Text]
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class HowRead:
    """Everything that was read of a workbook, what was left out with why, and what may be read in another way."""

    tables: Sequence[TableReading]
    left_out: Sequence[tuple[str, Text]]
    questions: Sequence[Text]
