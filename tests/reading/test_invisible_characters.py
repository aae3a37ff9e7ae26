"""What nobody can see changes nothing: not in the names of sheets, in headings, in ids, names or words, nor in dates."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from support.build_gate_workbook import list_places, read_sheets, right_book
from support.build_other_layouts import CALLED, GRANTS, LIST, plain_sheets, write_sheets
from support.read_ledger import read_ledger
from xl_kraftsamling.domain.tables import TABLES

SIGNS = ["\xad", "\u200b", "\u200e", "\u2060", "\ufeff", "\ufe0f", "\u3164"]


def hide(cell: Any, sign: str) -> Any:
    """A text with a character in its middle and at both ends that nobody sees."""
    return f"{sign}{cell[:2]}{sign}{cell[2:]}{sign}" if isinstance(cell, str) and cell else cell


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_workbook_is_the_same_with_characters_that_nobody_sees(sign: str, tmp_path: Path) -> None:
    sheets = right_book()
    plain = read_sheets(sheets, tmp_path).book
    for sheet in sheets.values():
        sheet.headings = [hide(heading, sign) for heading in sheet.headings]
        sheet.rows = [[hide(cell, sign) for cell in row] for row in sheet.rows]
    found = read_sheets({hide(name, sign): sheet for name, sheet in sheets.items()}, tmp_path)
    assert list_places(found.faults) == []
    for table in TABLES:
        rows = [row[3:] for row in getattr(plain, table.name)]
        assert [row[3:] for row in getattr(found.book, table.name)] == rows


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_another_layout_is_read_the_same_with_characters_that_nobody_sees(sign: str, tmp_path: Path) -> None:
    as_text = [[str(cell) if isinstance(cell, datetime) else cell for cell in row] for row in LIST]
    grants, called = ([[hide(cell, sign) for cell in row] for row in rows] for rows in (GRANTS, as_text))
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(**{hide("Fördelning", sign): grants, hide("Avrop", sign): called}))
    rows = read_ledger(path).book.call_offs
    assert [(row.date, row.recipient, row.amount, row.status) for row in rows] == [(day, name, amount * 100, status) for _, day, name, amount, status in CALLED]


def test_two_ids_that_look_the_same_are_the_same(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Avrop"].rows[1][0] = "A-\u200b1"
    sheets["Avrop"].rows[1][6] = "A\xad-1"
    assert [code for code, _ in list_places(read_sheets(sheets, tmp_path).faults)] == ["VD11"]
