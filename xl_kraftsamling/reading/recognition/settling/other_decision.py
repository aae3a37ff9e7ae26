"""Lists that are another decision's: below a title with its diarienummer, of another year, or with rows that are all of another year.

The titles and the rows of a list say it together.  The decision's own diarienummer, wherever it stands in the list or above it, makes
the list its own; and what rows are dated outweighs a title that states another year, which may be an old one that was copied along.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.dates import read_date, read_period
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.references import find_references
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES, TRANSFERS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.recognition.headings.statements import find_cases
from xl_kraftsamling.reading.recognition.records import read_field
from xl_kraftsamling.reading.recognition.settling.left_out import LeftOutReason
from xl_kraftsamling.reading.recognition.settling.list_questions import Objection
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

_EVENTS = (CALL_OFFS.name, TRANSFERS.name, OUTCOMES.name)
"""The kinds of lists whose rows happen in the year of the decision; a forecast of it may be made before."""
_FEWEST = 3
"""Dated rows of another year that are no slips of the pen."""
_NEARLY_ALL = 0.9
_SAMPLE = 500
"""Rows of a list that are looked at: more would prove nothing."""


class Doubt(NamedTuple):
    """Why a table is left out, and what a question says against it; whether it is asked about whatever else is there."""

    reason: LeftOutReason
    objection: Objection
    is_asked: bool = False


def find_doubts(
    found: Sequence[FoundTable], grids: Mapping[str, Grid], decision: Decision, year: int
) -> Iterator[Doubt | None]:
    """What speaks for another decision, for each of the tables of a workbook; `year` is that of the decision, or of one that it may be."""
    cases = [_find_other_case(each, grids[each.sheet], decision) for each in found]
    # above transfers alone it may be the number of their agreement
    known = {case for each, case in zip(found, cases, strict=True) if each.kind != TRANSFERS.name}
    for each, case in zip(found, cases, strict=True):
        if case and case in known:
            yield Doubt(LeftOutReason.OTHER_CASE, _object_to_case(case, decision.case_number))
        elif _is_dated_in_other_year(each, grids[each.sheet], year):
            yield Doubt(LeftOutReason.OTHER_YEAR, Objection(_OTHER_DATES.bind(year=year), _CORRECT_DATES), is_asked=each.title.year == year)
        else:
            yield None


def _object_to_case(case: str, own: str) -> Objection:
    return Objection(_UNDER_CASE.bind(case=case, own=own), _WRITE_OWN.bind(own=own))


def is_titled_for_other_year(found: FoundTable, grid: Grid, year: int) -> bool:
    """Whether the title states another year, and neither a column nor most of the rows state the decision's: one table may hold several."""
    if found.title.year in (None, year) or any(heading.year == year for heading in found.heading_row.headings.values()):
        return False
    years = [each for each in _read_years(found, grid) if each]
    return 2 * years.count(year) <= len(years)


def _is_dated_in_other_year(found: FoundTable, grid: Grid, year: int) -> bool:
    """Whether nearly all rows of a list of events are dated, and in other years."""
    if found.kind not in _EVENTS:
        return False
    years = [*_read_years(found, grid)]
    others = sum(each not in (None, year) for each in years)
    return others >= max(_FEWEST, _NEARLY_ALL * len(years))


def _read_years(found: FoundTable, grid: Grid) -> Iterator[int | None]:
    """The years of the dates and periods of rows spread over a list; None where one cannot be read."""
    for name in ("date", "booked_on", "period"):
        cells = read_field(found, name, grid)
        for cell in cells[:: len(cells) // _SAMPLE + 1]:
            period = read_period(cell).value or read_date(cell).value
            yield period.year if isinstance(period, date) else period and period // 100


def _find_other_case(found: FoundTable, grid: Grid, decision: Decision) -> str | None:
    """The diarienummer of another decision that the titles of a list name, where nothing above it or in it names the decision's own.

    A number of another authority's above a list of one recipient is that of its own case.
    """
    own, cases = decision.case_number.upper(), found.title.cases or find_cases(found.sheet)
    if not own or not cases or own in cases or decision.candidates:
        return None
    if found.title.owner and find_authority(cases[0]) != find_authority(own):
        return None
    rows = (cell for line in found.rows.data for cell in grid[line - 1] if type(cell) is str and own in cell.upper())
    return None if any(own in find_references(cell_text(cell)).case_numbers for cell in rows) else cases[0]


def find_authority(case: str) -> str:
    """Whose series of diarienummer a case is in: STK."""
    return case.partition("-")[0]


_UNDER_CASE = Text("står under diarienumret {case}, och beslutets är {own}", "is under the case number {case}, and the decision's is {own}")
_OTHER_DATES = Text("har rader från ett annat år än {year}", "has rows for another year than {year}")
_WRITE_OWN = Text("skriv {own} ovanför den", "write {own} above it")
_CORRECT_DATES = Text("rätta datumen", "correct the dates")
