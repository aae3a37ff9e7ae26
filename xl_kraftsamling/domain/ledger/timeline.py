"""Rows in order of time."""

from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import TypeVar

R = TypeVar("R")


def first_above(dated: Iterable[tuple[date, int, R]], limit: int) -> R | None:
    """The row that first takes the running sum of the amounts above a limit, in order of date, then as given.

    :param dated: the date, the amount in öre and the row; ``limit`` is in öre too.
    :returns: None where the sum never gets there.
    """
    total = 0
    for _, amount, row in sorted(dated, key=itemgetter(0)):
        total += amount
        if total > limit:
            return row
    return None
