"""A list that dates its rows by the month alone has the last day of each month, at the cell where the month stands."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import CALLED, LIST_HEADINGS, two_sheets, write_map, write_sheets
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain.book import cell_of

SEPTEMBER = date(2026, 9, 30)
NAMES = {5: "maj", 6: "juni", 7: "juli"}
LAST = {5: date(2026, 5, 31), 6: date(2026, 6, 30), 7: date(2026, 7, 31)}


def by_month(write: Any, heading: str = "Månad") -> list[tuple[Any, ...]]:
    return [(LIST_HEADINGS[0], heading, *LIST_HEADINGS[2:]), *((row[0], write(row[1]), *row[2:]) for row in CALLED)]


@pytest.mark.parametrize("write", [lambda day: NAMES[day.month], lambda day: f"{day:%Y-%m}", lambda day: f"{NAMES[day.month]} -26"])
@pytest.mark.parametrize("heading", ["Månad", "Avropsmånad"])
def test_a_month_is_its_last_day(write: Any, heading: str, tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=by_month(write, heading)))
    rows = read_ledger(path, as_of=SEPTEMBER).book.call_offs
    assert [row.date for row in rows] == [LAST[row[1].month] for row in CALLED]
    assert cell_of(rows[0], "date").address == "Avrop!B2"


def test_the_map_of_such_a_list_names_its_column(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=by_month(lambda day: NAMES[day.month])))
    known = write_map(path)
    assert '"Datum" = "B"' in known.read_text("utf-8")
    rows = app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict.ledger.book.call_offs
    assert [row.date for row in rows] == [LAST[row[1].month] for row in CALLED]


def test_months_in_a_column_of_dates_are_dates_that_cannot_be_read(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=by_month(lambda day: f"{NAMES[day.month]} 2026", "Datum")))
    findings = app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings
    assert len([each for each in findings if each.rule.code == "VD04"]) == len(CALLED)


def test_a_month_among_days_is_a_date_that_cannot_be_read(tmp_path: Path) -> None:
    called = [(*row[:1], "maj 2026", *row[2:]) if n == 2 else row for n, row in enumerate([LIST_HEADINGS, *CALLED])]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=called))
    findings = app.validate_workbook(path, as_of=SEPTEMBER).verdict.findings
    assert [each.hit.place.address for each in findings if each.rule.code == "VD04" and each.hit.place] == ["Avrop!B3"]
