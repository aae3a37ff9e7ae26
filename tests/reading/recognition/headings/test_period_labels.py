"""Which months or which day a heading names."""

from datetime import date

import pytest

from xl_kraftsamling.reading.recognition.headings.period_labels import (
    Period,
    as_months,
    choose_periods,
    read_period_label,
)


@pytest.mark.parametrize(("text", "months", "year"), [
    ("jan", (1, 1), None), ("Mars", (3, 3), None), ("SEPT.", (9, 9), None), ("maj-26", (5, 5), 2026), ("Maj'26", (5, 5), 2026), ("Juni 2026", (6, 6), 2026),
    ("2025 dec", (12, 12), 2025), ("2026-05", (5, 5), 2026), ("202605", (5, 5), 2026), ("Period 5", (5, 5), None), ("P05", (5, 5), None),
    ("Avrop per månad 5", (5, 5), None), ("Utfall maj", (5, 5), None), ("Kv 2", (4, 6), None), ("Q3", (7, 9), None), ("1:a kvartalet", (1, 3), None),
    ("2026 Kv 2", (4, 6), 2026), ("T2", (5, 8), None), ("Tertial 3 2026", (9, 12), 2026), ("Halvår 2", (7, 12), None), ("jan–mar", (1, 3), None),
    ("jan - april 2026", (1, 4), 2026), ("Avrop T1", (1, 4), None),
])  # fmt: skip
def test_a_label_names_months(text: str, months: tuple[int, int], year: int | None) -> None:
    assert read_period_label(text) == Period(*months, year)


@pytest.mark.parametrize("text", ["", "Avrop 1", "Marknad", "Arbetsmarknad", "2026", "Kv 5", "T4", "Period 13", "jan och mars", "nov–jan", "26 13", "x" * 61])
def test_other_labels_name_none(text: str) -> None:
    assert read_period_label(text) is None


def test_a_day_is_itself_and_a_period_is_dated_its_last_day() -> None:
    days = [read_period_label(text) for text in ("Avrop 2026-05-12", "feb", "feb 2028", "Kv 2", "T2 2025")]
    assert [period.find_last_day(2026) for period in days if period] == [
        date(2026, 5, 12), date(2026, 2, 28), date(2028, 2, 29), date(2026, 6, 30), date(2025, 8, 31),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["ack. maj", "t.o.m. juni", "Utfall tom aug", "Ackumulerat maj"])
def test_what_adds_up_from_the_beginning_of_the_year_says_so(text: str) -> None:
    period = read_period_label(text)
    assert period is not None
    assert period.is_running


def test_days_are_months_only_where_each_is_the_first_of_another_one() -> None:
    firsts = {n: Period(n, n, 2026, date(2026, n, 1)) for n in (5, 6)}
    assert [each.day for each in as_months(firsts).values()] == [None, None]
    assert as_months({**firsts, 7: Period(6, 6, 2026, date(2026, 6, 2))})[5].day == date(2026, 5, 1)


def test_a_quarter_is_the_sum_of_its_months_and_no_other_months_may_overlap() -> None:
    months = {n: Period(n, n) for n in (4, 5, 6)}
    assert choose_periods({**months, 9: Period(4, 6)}) == [4, 5, 6]
    assert choose_periods({**months, 9: Period(6, 8)}) is None
    assert choose_periods({**months, 9: Period(5, 5)}) is None
