"""What a follow-up states beside its balances: each of its columns that is a list of its own, with one amount for each recipient.

Some workbooks keep no other list of what is granted, called off, spent or forecast.  Where they do, `table_choice` reads that one.
A statement is of the last day of the period that its heading names (“Utfall t.o.m. aug”), or else its title or sheet (“T2 2026”).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import REQUESTED
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, STATED_BALANCES
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.recognition.column_assignment import ColumnAssignment
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.period_labels import read_period_label
from xl_kraftsamling.reading.recognition.sources import Fixed
from xl_kraftsamling.reading.recognition.tables import FoundTable

STATED_LISTS = (("allocations", "allotted"), ("call_offs", "called_off"), ("outcomes", "outcome"), ("forecasts", "forecast"))
"""What a follow-up states that is a list of its own: the kind of the list, and the field of the stated balance."""
_FEWEST_GROUPS = 2
"""Recipients whose rows begin with what they were granted."""
_DAYS = {"outcomes": "booked_on", "forecasts": "date"}
"""The field of the day of a statement.  What is called off so far has the days of no call-off, and counts at any date."""


def find_stated_lists(follow_up: FoundTable, below: HeadedRows) -> Iterator[FoundTable]:
    """The lists that a follow-up states, if it has columns of them."""
    for kind, name in STATED_LISTS:
        if stated := _make_list(follow_up, below, kind, name):
            column = stated.assignment.columns["amount"]
            heading = below.heading_row.headings[column].text
            dated = date_statement(stated, below, heading, Place(below.sheet, below.heading_row.row, column))
            yield from _add_requests(dated, follow_up, below) if name == "called_off" else (dated,)


def _make_list(follow_up: FoundTable, below: HeadedRows, kind: str, name: str) -> FoundTable | None:
    """The list of a figure that a follow-up states, sorted anew: a row without an amount in one column may still be data of the follow-up."""
    columns = follow_up.assignment.columns
    if not {"recipient", name} <= columns.keys():
        return None
    return below.make_table(ColumnAssignment(kind, {"recipient": columns["recipient"], "amount": columns[name]}))


def _add_requests(called_off: FoundTable, follow_up: FoundTable, below: HeadedRows) -> Iterator[FoundTable]:
    """The list of what is called off, and that of what is requested beside it."""
    column = follow_up.column("requested")
    requested = _make_list(follow_up, below, called_off.kind, "requested")
    if column is None or requested is None:
        yield called_off
        return
    place = Place(below.sheet, below.heading_row.row, column)
    own = called_off.assignment.columns["amount"]
    yield from settle_requests(called_off, requested, place, [(row[column - 1], row[own - 1]) for row in (below.grid[line - 1] for line in follow_up.rows.data)])


def settle_requests(
    called_off: FoundTable, requested: FoundTable, place: Place, amounts: Sequence[tuple[Any, Any]]
) -> Iterator[FoundTable]:
    """What a follow-up states to be called off, and to be requested beyond that; where the latter may contain the former, only that it is not read.

    :param place: the heading of what is requested.
    :param amounts: what each recipient has requested, and what it has called off.
    """
    read = [(read_amount(asked).ore or 0, read_amount(got).ore or 0) for asked, got in amounts]
    if any(got for _, got in read) and all(asked >= got for asked, got in read):
        column = _COLUMN.bind(sheet=place.sheet, cell=place.cell or "")
        yield replace(called_off, said=(*called_off.said, Fault("ST11", Hit(place=place, values={"what": column, "why": _MAY_CONTAIN}))))
    else:
        yield called_off
        if any(asked for asked, _ in read):
            yield replace(requested, from_follow_up=True, sources={"status": Fixed(REQUESTED, place)})


def find_grants_of_groups(found: FoundTable, below: HeadedRows) -> Iterator[FoundTable]:
    """The allocations that stand on the first row of each recipient's rows in a list, often in cells merged down over these."""
    recipient, names = found.column("recipient"), {line for line in found.rows.data if line not in found.rows.owners}
    if found.kind != CALL_OFFS.name or recipient is None or not found.rows.owners or len(names) < _FEWEST_GROUPS:
        return
    forms = below.reader.vocabulary.fields[STATED_BALANCES.name]["allotted"]
    for number, heading in below.heading_row.headings.items():
        is_granted = heading.ideas in forms or heading.ideas - {"amount"} in forms
        if is_granted and number not in found.used_columns:
            filled = {line for line in found.rows.data if cell_text(below.grid[line - 1][number - 1])}
            if filled == names:
                assignment = ColumnAssignment(ALLOCATIONS.name, {"recipient": recipient, "amount": number})
                granted = below.make_table(assignment, rows=replace(found.rows, data=sorted(names), owners={}))
                yield from (replace(each, from_follow_up=True) for each in (granted,) if each)


def date_statement(stated: FoundTable, below: HeadedRows, text: str, place: Place) -> FoundTable:
    """A list that a follow-up states, with its day where it has one; `text` is what names its amounts, and `place` where that stands."""
    day = _find_day(below, text, place) if stated.kind in _DAYS else None
    return replace(stated, from_follow_up=True, sources={_DAYS[stated.kind]: day} if day else {})


def date_by_title(found: FoundTable, below: HeadedRows) -> FoundTable:
    """A list of call-offs without days, with the last day of the period that a title or the name of the sheet states: “Mars 2026”."""
    if found.kind != CALL_OFFS.name or found.is_summary or found.has("date"):
        return found
    day = _find_day(below, "", found.first_heading)
    return replace(found, sources={**found.sources, "date": day}) if day else found


def find_stated_day(found: FoundTable) -> date | None:
    """The day of what a follow-up states; None where nothing says it."""
    day = found.sources.get(_DAYS.get(found.kind, ""))
    return day.value if isinstance(day, Fixed) else None


def is_running(found: FoundTable) -> bool:
    """Whether the heading says that the amounts are those from the beginning of the year on: a later statement contains an earlier one."""
    heading = found.heading_row.headings[found.assignment.columns["amount"]]
    period = read_period_label(heading.text)
    return "running" in heading.ideas or (period is not None and period.is_running)


def is_within_period(found: FoundTable) -> bool:
    """Whether the heading says that the amounts are those of one period alone: “Avropat i månaden”."""
    summed = found.from_follow_up or found.is_summary
    return summed and not found.parts and "period" in found.heading_row.headings[found.assignment.columns["amount"]].ideas


def _find_day(below: HeadedRows, text: str, place: Place) -> Fixed | None:
    for each, where in ((text, place), *_list_texts_above(below)):
        if period := read_period_label(each):
            return Fixed(period.find_last_day(below.year), where)
    return None


def _list_texts_above(below: HeadedRows) -> Iterator[tuple[str, Place]]:
    """The texts that may say of which day all amounts are: the titles above the headings, the nearest first, and the sheet's name."""
    for line in range(below.heading_row.top - 1, below.title.top - 1, -1):
        yield from ((cell_text(cell), Place(below.sheet, line, n)) for n, cell in enumerate(below.grid[line - 1], 1) if type(cell) is str)
    yield below.sheet, Place(below.sheet)


_COLUMN = Text("Beloppen under {sheet}!{cell}", "The amounts below {sheet}!{cell}")
_MAY_CONTAIN = Text(
    "det går inte att se om det som är avropat räknas med i dem",
    "nothing shows whether they include what has been called off",
)
