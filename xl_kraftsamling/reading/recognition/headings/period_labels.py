"""Which months, or which day, a heading or the label of a row names: “Maj”, “2026-05”, “maj-26”, “Period 5”, “Kv 2”, “T2”, “jan–mar”, “2026-05-12”.

A month's amounts are all called off or booked by its end.  So whatever is known of a period alone is dated its last day: the first one
would put call-offs before a decision, or before a transfer, of the same month, and find them too early.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.dates import YEARS, read_date

_MONTHS = {
    name: month
    for month, names in enumerate(
        ("jan januari january", "feb februari february", "mar mars march", "apr april", "maj may", "jun juni june", "jul juli july",
         "aug augusti august", "sep sept september", "okt oktober oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))


def _year_named(name: str) -> str:
    """A pattern for the year that may follow, as a group of this name."""
    return rf"(?:[ /'’-]{{0,2}}(?P<{name}>(?:20)?\d\d)(?!\d))?"


_DASH = r" ?(?:[-–—/]|t\.? ?o\.? ?m\.?|till?(?: och med)?) ?"
_NAMED = re.compile(
    rf"(?<![^\W_])(?P<first>{_NAME})(?![^\W\d_])\.?{_year_named('year')}(?:{_DASH}(?P<last>{_NAME})(?![^\W\d_])\.?{_year_named('later')})?"
)
_NUMBERED = re.compile(r"(?<![\d./-])(?P<year>20\d\d)[-/ ]?(?P<first>0[1-9]|1[0-2])(?![\d/-])")
_PARTS = {
    3: r"kvartal(?:et)?|kvart|kv|k|q",
    4: r"tertial(?:et)?|tert|t",
    6: r"halvår(?:et)?|h",
    1: r"period(?:en)?|per|p|månad(?:en)?|mån|month|m",
}
"""The words for the parts of a year, by the number of months in each."""
_PART = re.compile(
    "|".join(
        rf"(?<![^\W_])(?:(?:{words})\.? ?(?P<n{size}>\d\d?)|(?P<o{size}>\d)(?::[ae])? (?:{words}))(?![^\W_]){_year_named(f'y{size}')}"
        for size, words in _PARTS.items()
    )
)
_ANY_YEAR = re.compile(r"(?<![\d.,/-])(20\d\d)(?![\d.,/-]|\d)")
_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_RUNNING = re.compile(
    r"(?<![^\W_])(?:ack|ackumulera[dt]\w*|t\.? ?o\.? ?m|till och med|hittills|ytd|cumulative|löpande)(?![^\W_])"
)
_TITLED_RUNNING = re.compile(r"(?<![^\W_])(?:ack|ackumulera\w*|ytd|cumulative)(?![^\W_])")
_LONGEST = 60
"""Characters of a text that may name a period: a longer one is a note."""


class Period(NamedTuple):
    """Some months of a year, or one day.

    `first` and `last` are the months, counted from 1; `year` is None where it is not stated; `day` is the day where one is named.
    `is_running` is whether the text says that amounts are those from the beginning of the year on.
    """

    first: int
    last: int
    year: int | None = None
    day: date | None = None
    is_running: bool = False

    @property
    def months(self) -> range:
        """The months from the first to the last."""
        return range(self.first, self.last + 1)

    def find_last_day(self, year: int) -> date:
        """The day with which its amounts are dated; `year` is used where none is stated."""
        own = self.year or year
        return self.day or date(own, self.last, monthrange(own, self.last)[1])

    def as_month(self) -> "Period":
        """The whole month of a day."""
        return self._replace(day=None)


def says_running(title: str) -> bool:
    """Whether a title says that all amounts below it are those from the beginning of the year on; “t.o.m. maj” says it of the last one alone."""
    return _TITLED_RUNNING.search(fold_label(title)) is not None


@lru_cache(maxsize=4096)
def read_period_label(text: str) -> Period | None:
    """The one period that a text names; None where it names none, or several."""
    folded = fold_label(text)
    if not folded or len(folded) > _LONGEST:
        return None
    if days := _DAY.findall(folded):
        day = read_date(days[0]).value if len(days) == 1 else None
        return Period(day.month, day.month, day.year, day) if isinstance(day, date) else None
    found = [*_find_named(folded), *_find_numbered(folded), *_find_parts(folded)]
    if len(found) != 1:
        return None
    stated = {int(year) for year in _ANY_YEAR.findall(folded)}
    year = found[0].year or (stated.pop() if len(stated) == 1 else None)
    return found[0]._replace(year=year, is_running=_RUNNING.search(folded) is not None)


def _find_named(text: str) -> Iterator[Period]:
    for match in _NAMED.finditer(text):
        first, last = _MONTHS[match["first"]], _MONTHS[match["last"] or match["first"]]
        if first <= last:
            yield Period(first, last, _read_year(match["later"] or match["year"]))


def _find_numbered(text: str) -> Iterator[Period]:
    for match in _NUMBERED.finditer(text):
        yield Period(int(match["first"]), int(match["first"]), int(match["year"]))


def _find_parts(text: str) -> Iterator[Period]:
    for match in _PART.finditer(text):
        for size in _PARTS:
            if number := match[f"n{size}"] or match[f"o{size}"]:
                last = int(number) * size
                if size <= last <= 12:
                    yield Period(last - size + 1, last, _read_year(match[f"y{size}"]))


def _read_year(written: str | None) -> int | None:
    year = int(written) if written else 0
    return (year if year in YEARS else 2000 + year) if written else None


def as_months(periods: Mapping[int, Period]) -> Mapping[int, Period]:
    """Periods beside or below each other, days as their months where each is the first of one: Excel keeps “maj-26” as 2026-05-01."""
    are_firsts = all(period.day is None or period.day.day == 1 for period in periods.values())
    months = {n: period.as_month() for n, period in periods.items()}
    return months if are_firsts and len({*months.values()}) == len(months) else periods


def choose_periods(periods: Mapping[int, Period]) -> list[int] | None:
    """Those that hold each month once, since a quarter beside its months is their sum; None where they overlap otherwise."""
    if all(period.day for period in periods.values()):
        return list(periods)
    chosen: list[int] = []
    for n in sorted(periods, key=lambda n: len(periods[n].months)):
        covered = {month for each in chosen for month in periods[each].months}
        if covered.isdisjoint(periods[n].months):
            chosen.append(n)
        elif not covered.issuperset(periods[n].months) or periods[n].months in [periods[each].months for each in chosen]:
            return None
    return sorted(chosen)
