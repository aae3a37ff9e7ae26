"""Decisions that change, made in memory of the one that ships."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from xl_kraftsamling.domain.decision import Decision, pick_shipped_decision
from xl_kraftsamling.domain.decision_points import Amendment, Deadline, Grant, Repayment

CASE, SECTION = "STK-2026-1201", "§ 301"
CHANGED = date(2026, 8, 1)


def amended(amounts: Mapping[date, Mapping[str, int]], **more: Any) -> Decision:
    """The shipped decision with amendments: by day what each recipient has in all from then on, in öre."""
    amendments = tuple(
        Amendment(day, CASE, SECTION, tuple(Grant(name, amount, "", f"{CASE} {SECTION}") for name, amount in new.items()))
        for day, new in sorted(amounts.items())
    )
    return replace(pick_shipped_decision("STK-2026-580"), amendments=amendments, **more)


def repaid(*payments: tuple[date, str, int], **more: Any) -> Decision:
    """The shipped decision with repayments in öre."""
    return replace(pick_shipped_decision("STK-2026-580"), repayments=tuple(Repayment(*each, "") for each in payments), **more)


def due(**days: date) -> Decision:
    """The shipped decision with last days, by what they are for."""
    deadlines = tuple(Deadline(what, day, "STK-2024-1374") for what, day in days.items())
    return replace(pick_shipped_decision("STK-2026-580"), deadlines=deadlines)
