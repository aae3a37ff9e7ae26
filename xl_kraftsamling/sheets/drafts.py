"""A transfer as *utkast*: one more row in the table Omfördelning of a workbook, and nothing else of it changed."""

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

from xl_kraftsamling.domain.model import Transfer
from xl_kraftsamling.domain.money import kronor
from xl_kraftsamling.domain.states import DRAFT
from xl_kraftsamling.domain.tables import TRANSFERS
from xl_kraftsamling.sheets.edit import Edit
from xl_kraftsamling.sheets.edit.cell_xml import Value
from xl_kraftsamling.sheets.layout import plain
from xl_kraftsamling.sheets.package import open_package

_NUMBERED = re.compile(r"(.*?)(\d+)")
_BEFORE_THE_FIRST = "O-0"
_FIELDS = {plain(column.heading): column.field for column in TRANSFERS.columns}


def write_draft(source: Path, target: Path, row: Transfer, taken: Sequence[str], *, overwrite: bool) -> str:
    """Write a copy of a workbook with a transfer as its last draft; returns the id that it got.

    :param taken: the ids of the workbook's transfers; the new one follows the last of them.
    :param overwrite: the target may exist, and may be the source itself.
    :raises BadInput: there is no such table or no room in it, or the target may not or cannot be written.
    """
    draft = row._replace(id=next_id(taken), status=DRAFT)
    edit = Edit(source)
    edit.append(TRANSFERS.sheet, [[_value(draft, _FIELDS.get(plain(name))) for name in _columns(source)]])
    edit.save(target, overwrite=overwrite, itself=overwrite)
    return draft.id or ""


def next_id(taken: Sequence[str]) -> str:
    """The id after the last one that ends in a number, written as it is: O-9 is followed by O-10, OMF-007 by OMF-008."""
    numbered = [match for name in (_BEFORE_THE_FIRST, *taken) if (match := _NUMBERED.fullmatch(name))]
    stem, number = numbered[-1].groups()
    following = (f"{stem}{count:0{len(number)}d}" for count in itertools.count(int(number) + 1))
    return next(name for name in following if name not in taken)


def _columns(source: Path) -> tuple[str, ...]:
    """The columns of the table from left to right; none where there is no such table, which is told when it is to grow."""
    package = open_package(source)
    tables = (table for sheet in package.sheets for table in package.tables(sheet))
    return next((table.columns for table in tables if plain(table.name) == plain(TRANSFERS.sheet)), ())


def _value(draft: Transfer, field: str | None) -> Value:
    value: Value = getattr(draft, field) if field else None
    return kronor(value) if field in ("amount", "agreed_amount") and isinstance(value, int) else value
