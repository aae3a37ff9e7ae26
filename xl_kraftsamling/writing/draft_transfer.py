"""A transfer as *utkast*: one more row in the table Omfördelning of a workbook, and nothing else in it changed."""

from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import to_kronor
from xl_kraftsamling.domain.row_ids import choose_next_id
from xl_kraftsamling.domain.status_words import DRAFT
from xl_kraftsamling.domain.tables import TRANSFERS, Transfer
from xl_kraftsamling.saving import FileState
from xl_kraftsamling.writing.add_rows import add_rows

# so that the first id of all is O-1
_BEFORE_THE_FIRST = "O-0"


def write_draft(
    origin: FileState, target: Path, row: Transfer, ledger: Ledger, map_file: Path | None, *, overwrite: bool
) -> str:
    """Write a copy of a workbook with a transfer as its last draft; returns the id that it got.

    :param origin: the workbook, as it was when it was read.
    :param ledger: what was read: the new id follows the last of its transfers.
    :param overwrite: the target may exist, and may be the source itself.
    :raises BadInput: there is no such table, column or room in it, or the target may not or cannot be written.
    """
    taken = [each.id for each in ledger.book.transfers if each.id]
    # an id that does not end in a number, such as "första", is passed over
    last = [name for name in (_BEFORE_THE_FIRST, *taken) if name[-1:].isdecimal()][-1]
    draft = row._replace(id=choose_next_id(last, taken), status=DRAFT)
    values = {column.heading: _value(draft, column.field) for column in TRANSFERS.columns}
    rows = {TRANSFERS.sheet: [values]}
    add_rows(origin.path, target, rows, [ledger.decision], map_file, overwrite=overwrite, origin=origin)
    return draft.id or ""


def _value(draft: Transfer, field: str) -> Any:
    value = getattr(draft, field)
    return to_kronor(value) if field in ("amount", "agreed_amount") and value is not None else value
