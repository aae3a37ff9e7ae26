"""A workbook's tables as arguments of functions, with values as COM delivers them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from support import rule_pages
from support.pywin32_stubs import Time

NA, REF, SPILL, CALC = -2146826246, -2146826265, -2146826243, -2146826238
"""Error values as COM delivers them."""


DAY = Time(2026, 9, 30)


BOOK = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-07-01 | FRN | I-03 | 1 250 000,50 | godkänt |
| A-3 | 2026-12-01 | förskolenämnden | I-06 | 100 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat | Ursprung |
|---|---|---|---|---:|---|---|---|---|---:|---|---|
| O-1 | 2026-08-01 | kulturnämnden | gymnasie- och vuxenutbildningsnämnden | 200 000 | överenskommen | STK-2026-701 | 2026-07-15 | stadskontoret | 200 000 | ja | |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 400 000 |
"""


ComCells = tuple[tuple[Any, ...], ...]


def to_com(rows: Iterable[Sequence[Any]]) -> ComCells:
    """Cells as COM delivers them: every number a float, dates as its own type, None where a cell is empty."""
    return tuple(tuple(to_com_value(value) for value in row) for row in rows)


def to_com_value(value: Any) -> Any:
    """A value as COM delivers it."""
    if isinstance(value, date):
        return Time(value.year, value.month, value.day)
    if type(value) is int and value > -2_000_000_000:  # a truth value stays one
        return float(value)
    return None if value == "" else value


def com_table(sheets: dict[str, rule_pages.Sheet], name: str) -> ComCells:
    """A table of a workbook with its headings, as COM delivers it."""
    sheet = sheets[name]
    width = len(sheet.headings)
    return to_com([sheet.headings, *([*row, *[""] * (width - len(row))] for row in sheet.rows)])
