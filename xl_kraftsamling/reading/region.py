"""A table's place on a sheet, whoever found it: the template's headings, recognition, or a map."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.domain.tables import Table
from xl_kraftsamling.reading.row_roles import SortedRows

OWNER = "recipient"
"""The field that a group row or a title may name for the rows below it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A table on a sheet: the columns of its fields (in `block`) and its rows.

    `extra` are the unknown headings by column, and `twice` the fields whose heading occurs again, by that second column.
    `factors` are the units of its amounts in kronor, where its headings state another than kronor.
    `owners` are the recipient of a row and the place of that name, where the row does not name it itself.
    `struck` is what a map says of its struck-through rows, "skip" or "count"; None where nothing does.
    """

    table: Table
    block: Block
    rows: SortedRows
    extra: Mapping[int, str] = field(default_factory=dict)
    twice: Mapping[int, str] = field(default_factory=dict)
    factors: Mapping[str, int] = field(default_factory=dict)
    owners: Mapping[int, tuple[Any, Place]] = field(default_factory=dict)
    struck: str | None = None

    def source(self, name: str, line: int) -> Place:
        """The cell from which a field of a row is read: the row's own, or the one above it that names its recipient."""
        if name == OWNER and line in self.owners:
            return self.owners[line][1]
        return self.block.cell(name, line)
