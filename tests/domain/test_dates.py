"""Every way of writing a date or a period of domain.md part 5, and what is never read as one."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue
from xl_kraftsamling.domain.dates import DateForm, DateReading, are_plain_dates, read_date, read_period

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
        "20:e april 2026", "20\u00a0april\u00a02026", 46132, "46132", "2026-04-20\u200e", "\xad2026-04-20\xad", "\ufeff2026-04-20", "20 ap\xadril 2026", "26\u200b0420",
        "2026-04-20T00:00:00.000Z", "2026-04-20T21:59:59.999Z", "2026-04-20t10:30z", "20260420T101500", "20260420T1015Z", "20260420T235959+0200", "2026-04-20T00:00:00+02:00", "2026-04-20T00:00+0200",
        "2026-04-20 08:15:00.123456", "2026-04-20T08:15:00,5", "2026-04-20 8:15", "2026-04-20T12:00:00-05", "2026-04-20 12:00 +02:00",
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
        "2026-04-20 och 2026-04-21", "46132,5", "-260420", "2026-7.10", "2026/07-10", "2026.07/10", "31/2 2026", "29.2.2026", "990121", 990_121, "500101",
        "19990121", "1999-01-21", "21000101", "2100-01-01", "0000-01-01", "0001-01-01", "9999-12-31", 202_605, 2026.0, 60, 1, 0, -46_132, 1e300, -1e300,
        float("nan"), float("inf"), 46_132.5, 2_958_465, 20_261_301, time(8, 30), timedelta(days=46_132), timedelta.max, NoValue("#REF!"), False,
        "2026-04-20T22:00:00Z", "2026-04-20T24:00:00", "2026-04-20T12:60:00", "2026-04-20T00:30:00+05:00", "2026-04-20T23:30:00-01:00", "2026-04-20Z",
        "2026-04-20T", "2026-04-20T12", "20260420T12", "20260420T226000", "20260420T2200Z", "2026-W17-1", "2026-110", "20 ſept 2026", "2٠26-04-20", "２０２６-04-20", "२०२६-०४-२०", "２６0420", "2026-04-20\x00",
        "\u202e2026-04-20", "\u206726/4 2026", "maj 2026", "maj", "v. 20", "Q2", "2026-05", "våren", "32/1 2026", "0/5 2026", "1/0 2026", "00:00:00",
    ],
)  # fmt: skip
def test_what_leaves_a_doubt_is_no_date(written: object) -> None:
    assert read_date(written) == DateReading(None, DateForm.UNCLEAR)


def test_two_equal_numbers_leave_no_doubt_which_is_the_month() -> None:
    assert read_date("05/05/2026").value == date(2026, 5, 5)
    assert read_date("13/13/2026").form is DateForm.UNCLEAR
    assert read_date("13/04/2026").value == date(2026, 4, 13)
    assert read_date("12/04/2026").form is DateForm.UNCLEAR


@pytest.mark.parametrize("value", [None, "", "  ", "-", "\u2013", "\u2014", "\u2212", "\u2011", "\u200b", UNVALUED_FORMULA])
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


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(1900, 2, 28), date(1900, 3, 1), date(2100, 1, 1), date.min, date.max, datetime(1999, 12, 31, 23)])
def test_a_real_date_outside_our_century_is_no_date_and_no_period(day: date) -> None:
    assert read_date(day)[:2] == read_period(day)[:2] == (None, DateForm.UNCLEAR)
    assert not are_plain_dates([date(2026, 5, 4), day] if type(day) is date else [day])


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2099, 12, 31)])
def test_the_first_and_the_last_day_of_our_century_are_dates(day: date) -> None:
    assert read_date(day) == DateReading(day, DateForm.REAL)
    assert read_date(day.isoformat()) == DateReading(day, DateForm.INTERPRETED)
    assert are_plain_dates([day])


@given(st.dates(date(2010, 1, 1), date(2049, 12, 31)), st.booleans())
def test_six_digits_in_a_cell_with_a_date_format_are_asked_about_and_not_used(meant: date, date1904: bool) -> None:
    epoch = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    shown = epoch + timedelta(int(f"{meant:%y%m%d}"))
    assert read_date(shown, date1904=date1904) == DateReading(None, DateForm.UNCLEAR, meant)
    assert read_date(datetime.combine(shown, time(8)), date1904=date1904) == DateReading(None, DateForm.UNCLEAR, meant)
    assert read_period(shown, date1904=date1904) == DateReading(None, DateForm.UNCLEAR, meant)


def test_the_days_of_an_impossible_date_are_counted_from_1900_unless_the_workbook_says_otherwise() -> None:
    assert read_date(date(2614, 5, 11)).proposal == read_period(date(2614, 5, 11)).proposal == date(2026, 9, 15)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_a_period(month: int) -> None:
    assert read_period(f"2026-{month:02}") == read_period(202_600 + month) == DateReading(202_600 + month, DateForm.REAL)


def test_an_impossible_date_that_spells_no_other_proposes_none() -> None:
    assert read_date(date(1899, 12, 30) + timedelta(261_301)).proposal is None
    assert read_date(date(1899, 12, 30) + timedelta(990_121)).proposal is None


# 29 March and 25 October 2026 are the days on which the clocks are changed, at 01:00 UTC
@pytest.mark.parametrize(
    ("written", "is_read"),
    [
        ("2026-01-15T22:59:00Z", True), ("2026-01-15T23:00:00Z", False), ("2026-07-15T21:59:00Z", True), ("2026-07-15T22:00:00Z", False),
        ("2026-03-28T22:30:00Z", True), ("2026-03-29T22:30:00Z", False), ("2026-10-24T22:30:00Z", False), ("2026-10-25T22:30:00Z", True),
        ("2026-07-15T00:00:00+03:00", False), ("2026-07-15T00:00:00+02:00", True), ("2026-01-15T00:00:00+01:00", True), ("2026-01-15T00:00:00+02:00", False),
        ("2026-07-14T23:00:00-04:00", False), ("2026-07-15T00:00:00-04:00", True), ("2024-03-31T22:30:00Z", False), ("2024-03-30T22:30:00Z", True),
        ("2026-07-15T11:00:00+0230", True), ("2026-07-15T00:15:00+0230", False), ("2026-07-15T00:15:00+0215", True), ("2026-07-15T21:45:00-00:15", False),
    ],
)  # fmt: skip
def test_a_time_in_a_zone_is_read_where_it_is_the_same_day_in_sweden(written: str, is_read: bool) -> None:
    day = date.fromisoformat(written[:10])
    assert read_date(written) == (DateReading(day, DateForm.INTERPRETED) if is_read else DateReading(None, DateForm.UNCLEAR))


@given(st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30)), st.integers(-14 * 4, 14 * 4))
def test_no_zone_ever_moves_a_day_unseen(moment: datetime, quarters: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))
    found = read_date(aware.isoformat()).value
    assert found in (None, aware.date())
    in_utc = aware.astimezone(UTC)
    summer = (in_utc + timedelta(hours=2)).date()
    winter = (in_utc + timedelta(hours=1)).date()
    if summer == winter:
        assert (found == aware.date()) is (summer == aware.date())


@pytest.mark.parametrize("written", ["199912", "210001", "999912", "２０２６05", "2026٠5", "2026-13", 202_600, "v. 20", time(8), NoValue("#N/A"), 1e300])
def test_what_is_no_month_of_our_century_is_no_period(written: object) -> None:
    assert read_period(written) == DateReading(None, DateForm.UNCLEAR)
