"""A list that names nobody who is known has its recipients where its heading says, and only there."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import (
    CALLED,
    GRANTS,
    KN,
    OWN_LIST,
    call_offs_of,
    plain_sheets,
    two_sheets,
    write_sheets,
)
from xl_kraftsamling import app

SEPTEMBER = date(2026, 9, 30)
HEADINGS = ("Nr", "Datum", "Nämnd", "Summa kr", "Status")
CODED = [(*row[:2], f"ansvar {row[0] % 2}", *row[3:]) for row in CALLED]


def find_codes(path: Path) -> dict[str, set[str | None]]:
    """The cells of the findings about recipients, by code."""
    found: dict[str, set[str | None]] = {}
    for each in app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings:
        if each.rule.code in ("ST02", "VD06", "VD08", "VD09", "VD10"):
            found.setdefault(each.rule.code, set()).add(each.hit.place.cell)
    return found


def read_recipients(path: Path) -> list[str | None]:
    return [row.recipient for row in app.validate_workbook(path, as_of=SEPTEMBER).verdict.ledger.book.call_offs]


def test_each_unknown_recipient_is_found_at_its_cell(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[HEADINGS, *CODED]))
    assert find_codes(path) == {"VD08": {f"C{line}" for line in range(2, 8)}}


def test_a_row_without_one_lacks_it(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[HEADINGS, *CODED[:5], (*CODED[5][:2], None, *CODED[5][3:])]))
    assert find_codes(path) == {"VD06": {"C7"}, "VD08": {f"C{line}" for line in range(2, 7)}}


@pytest.mark.parametrize("above", [[("Kulturnämnden",), ()], [("Avrop Kulturnämnden",), ()]], ids=["a name", "a title"])
def test_a_list_whose_title_names_its_recipient_is_that_recipients(above: Sequence[Any], tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Fördelning=GRANTS, Avrop=[*above, HEADINGS, *CODED]))
    assert (find_codes(path), set(read_recipients(path))) == ({}, {KN})


def test_a_list_whose_groups_name_the_recipients_is_theirs(tmp_path: Path) -> None:
    rows = [(*OWN_LIST, "Enhet"), ("Kulturnämnden",), *((*row, "Biblioteket") for row in call_offs_of(KN))]
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Fördelning=GRANTS, Avrop=rows))
    assert (find_codes(path), set(read_recipients(path))) == ({}, {KN})


@pytest.mark.parametrize(("heading", "second"), [("Enhet", "plan 3"), ("Vem", "?")])
def test_of_two_columns_that_may_be_theirs_neither_is(heading: str, second: str, tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[(*HEADINGS, heading), *((*row, second) for row in CODED)]))
    assert set(find_codes(path)) == {"ST02"}


def test_an_empty_column_is_nobodys(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[HEADINGS, *((*row[:2], None, *row[3:]) for row in CODED)]))
    assert "VD08" not in find_codes(path)
