"""Every way of writing a date or a period of domain.md part 5, and what is never read as one."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.dates import DateForm, DateReading, read_date, read_period

OURS = st.dates(date(2000, 1, 1), date(2049, 12, 31))
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
SHORT = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sept", "okt", "nov", "dec"]


@pytest.mark.parametrize("value", [date(2026, 4, 20), datetime(2026, 4, 20), datetime(2026, 4, 20, 13, 30)])
def test_a_real_date_is_itself_whatever_the_hour(value: date) -> None:
    assert read_date(value) == DateReading(date(2026, 4, 20), DateForm.REAL)


@pytest.mark.parametrize(
    "written",
    [
        "2026-04-20", " 2026-04-20 ", "2026-4-20", "2026/04/20", "2026.04.20", "2026-04-20 00:00", "2026-04-20T00:00:00",
        "2026-04-20 00:00:00.000", "260420", 260420, 260420.0, "20260420", 20260420, "20/4 2026", "20/4-2026", "20.4.2026",
        "20/04/2026", "20 april 2026", "20 apr 2026", "20 apr. 2026", "20 APRIL 2026", "den 20 april 2026",
        "20:e april 2026", "20\u00a0april\u00a02026", 46132, "46132",
    ],
)  # fmt: skip
def test_a_date_that_is_spelled_without_doubt_is_interpreted(written: object) -> None:
    assert read_date(written) == DateReading(date(2026, 4, 20), DateForm.INTERPRETED)


@given(OURS)
def test_every_day_is_read_in_every_way_of_writing_it(day: date) -> None:
    ways = (
        day.isoformat(), f"{day:%y%m%d}", int(f"{day:%Y%m%d}"), f"{day.day}/{day.month} {day.year}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day.day} {SHORT[day.month - 1]} {day.year}",
        (day - date(1899, 12, 30)).days,
    )  # fmt: skip
    assert {read_date(way) for way in ways} == {DateReading(day, DateForm.INTERPRETED)}
    assert read_date((day - date(1904, 1, 1)).days, date1904=True) == DateReading(day, DateForm.INTERPRETED)


@pytest.mark.parametrize(
    "written",
    [
        "vecka 25", "2026-02-30", "2026-13-01", "20 aprill 2026", "20 april", "april 2026", "31 juni 2026", "261301", "2604",
        "04/05/2026", "05/04-26", "26-04-20", "20/4", "20260230", "10101010", 17, 12345, 99999, 2026, 1.5, True, "i morgon",
        "2026-04-20 och 2026-04-21", "46132,5", "-260420",
    ],
)  # fmt: skip
def test_what_leaves_a_doubt_is_no_date(written: object) -> None:
    assert read_date(written) == DateReading(None, DateForm.UNCLEAR)


def test_two_equal_numbers_leave_no_doubt_which_is_the_month() -> None:
    assert read_date("05/05/2026").value == date(2026, 5, 5)
    assert read_date("13/13/2026").form is DateForm.UNCLEAR


@pytest.mark.parametrize("value", [None, "", "  ", "-", "\u2013", "\u2014", "\u2212"])
def test_nothing_and_a_dash_are_missing(value: object) -> None:
    assert read_date(value) == DateReading(None, DateForm.MISSING)
    assert read_period(value) == DateReading(None, DateForm.MISSING)


@pytest.mark.parametrize("written", ["202605", 202605, 202605.0, "2026-05", "2026/05"])
def test_a_period_is_a_year_and_a_month(written: object) -> None:
    assert read_period(written) == DateReading(202605, DateForm.REAL)


@pytest.mark.parametrize("written", [date(2026, 5, 31), datetime(2026, 5, 1), "2026-05-31", "260531", "31 maj 2026"])
def test_a_whole_date_is_taken_for_its_month(written: object) -> None:
    assert read_period(written) == DateReading(202605, DateForm.INTERPRETED)


@pytest.mark.parametrize(
    "written", ["202613", "202600", "2026", "5", 12, "maj", "maj 2026", "2605", "26-05", 46132, True]
)
def test_what_leaves_a_doubt_is_no_period(written: object) -> None:
    assert read_period(written) == DateReading(None, DateForm.UNCLEAR)
