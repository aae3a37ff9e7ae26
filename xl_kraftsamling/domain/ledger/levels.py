"""What one recipient has left, day by day: K as a staircase that answers for any day at once."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from itertools import accumulate


class Levels:
    """K of one recipient at the end of each day that changes it, in öre."""

    def __init__(self, start: int, flow: Mapping[date, int]) -> None:
        """Take the level before the first day, and the net change of each day, in order of date."""
        self.days = tuple(flow)
        self._levels = tuple(accumulate(flow.values(), initial=start))
        self._lows = tuple(accumulate(reversed(self._levels), min))[::-1]

    def level_on(self, day: date) -> int:
        """The level at the end of a day."""
        return self._levels[bisect_right(self.days, day)]

    def lowest_from(self, since: date) -> int:
        """The least level at the end of any day from a date on."""
        return self._lows[bisect_right(self.days, since)]

    def lowest_day(self, since: date) -> date:
        """The first day, from a date on, at whose end the level is the least of those to come."""
        least = self.lowest_from(since)
        return since if self.level_on(since) == least else next(day for day in self.days if day > since and self.level_on(day) == least)

    def days_below_zero(self, since: date = date.min) -> list[tuple[date, int]]:
        """The days from a date on at whose end the level is below zero, each with its level."""
        return [(day, level) for day, level in zip(self.days, self._levels[1:], strict=True) if level < 0 and day >= since]


NEVER = Levels(0, {})
"""The level of a recipient that has and does nothing."""
