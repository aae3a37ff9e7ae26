"""Lists that date their rows by the month alone (“maj”, “2026-05”, “Kv 2”): each row is then dated the last day of it.

`period_labels` says why the last.  A column of dates, by its heading or since some rows have a day, is left as it is: there a month is a
date that somebody has not finished (VD04).
"""

from dataclasses import replace

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.reading.recognition.headings.period_labels import read_period_label
from xl_kraftsamling.reading.recognition.records import read_field
from xl_kraftsamling.reading.recognition.sources import LastDays
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

_FIELDS = {"date": False, "booked_on": False, "period": True}
"""The fields that a month may fill, and whether they keep the month itself."""


def date_by_month(found: FoundTable, grid: Grid, year: int) -> FoundTable:
    """The table with the last day of its month for each row, where nothing but months stands in its column of dates."""
    for name, is_period in _FIELDS.items():
        column = found.column(name)
        if column and _are_months(found, name, grid):
            columns = {field: number for field, number in found.assignment.columns.items() if field != name}
            source = LastDays(column, year, is_period=is_period)
            found = replace(found, assignment=replace(found.assignment, columns=columns), sources={**found.sources, name: source})
    return found


def _are_months(found: FoundTable, name: str, grid: Grid) -> bool:
    if "period" not in found.heading_row.headings[found.assignment.columns[name]].ideas:
        return False
    texts = [cell for cell in read_field(found, name, grid) if cell_text(cell)]
    periods = [read_period_label(cell) for cell in texts if isinstance(cell, str)]
    return 0 < len(texts) == len(periods) and all(period and not period.day for period in periods)
