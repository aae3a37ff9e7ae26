"""Call-offs with a column for each step: ticks (Begärt | Godkänt | Utbetalt | Avslag), or the day of each (Sökt datum | Beviljat datum).

The status of a row is the last step that is ticked or dated, and where the table has no date of its own, its day is that of its step.
A column is a step's by its heading, which names a status and nothing else, and by its values: marks or dates, and no amounts.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_label, is_number
from xl_kraftsamling.domain.dates import read_date
from xl_kraftsamling.domain.money import could_be_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import (
    APPROVED,
    CALL_OFF_STATES,
    PAID,
    REQUESTED,
    REVERSED,
    parse_state,
)
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.column_assignment import ColumnAssignment
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading
from xl_kraftsamling.reading.recognition.labels import label_column
from xl_kraftsamling.reading.recognition.sources import BySteps, Ticks, read_mark
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.row_roles import find_sum_role
from xl_kraftsamling.xlsx.grid import Grid

_WORD = re.compile(r"[^\W\d_]+\.?")
_BESIDE = frozenset({"datum", "dat", "date", "dag", "den", "status", "avrop", "avropet", "kryss", "x"})
"""Words that a heading may have beside the status."""
_OF_A_PERSON = frozenset({"av", "till", "från", "by", "to", "from", "hos"})
"""Words that make another column of it: “Godkänt av”."""
_BY_THE_OFFICE = re.compile(r"\s(?:av|hos|by)\s+(?:sk|stk|stadskontoret|ks|ksau|kommunstyrelsen)$", re.IGNORECASE)
"""Words that only say who decides, and make no other column of it: “Godkänt av SK” over dates or ticks."""
_BY_IDEA = {"requested": REQUESTED, "approved": APPROVED, "granted": APPROVED, "paid": PAID}
_APPROVING = frozenset({"decision", "approved", "granted"})
_NEUTRAL = frozenset({"date", "call_off"})
_MOSTLY = 0.5
"""The share of the filled cells of a column that must be marks or dates."""
_HABIT = 0.6
"""The share of the paid rows that are ticked as approved too, where that is what people do in the list."""


class Steps(NamedTuple):
    """The columns of the steps of call-offs by status, from the first step to the last, and those of them that hold dates."""

    columns: Mapping[str, int] = {}
    dated: Mapping[str, int] = {}


def find_steps(below: HeadedRows) -> Steps:
    """The columns of the steps below a heading row; none where it has no such columns, or two that would be the same step."""
    named = {n: state for n, heading in below.heading_row.headings.items() if (state := _name_step(heading))}
    rows = (
        [row for row in below.sample if find_sum_role([cell for cell in row if cell_text(cell)]) is None]
        if named
        else []
    )
    cells = {n: [row[n - 1] for row in rows if cell_text(row[n - 1])] for n in named}
    held = {n: what for n in named if (what := _find_content(cells[n], named[n], below.heading_row.headings[n]))}
    exact = {named[n] for n in held if _name_by_word(below.heading_row.headings[n])}
    kept = [n for n in held if named[n] not in exact or _name_by_word(below.heading_row.headings[n])]
    if not {"mark", "date"}.intersection(held[n] for n in kept) or len({named[n] for n in kept}) < len(kept):
        return Steps()
    if APPROVED not in {named[n] for n in kept} and any(_may_approve(below, n) for n in below.heading_row.headings if n not in named):
        return Steps()  # “Beslutsdatum”, “Godkänt av”: nobody can tell whether the row was approved
    ordered = sorted(kept, key=lambda n: CALL_OFF_STATES.index(named[n]))
    return Steps({named[n]: n for n in ordered}, {named[n]: n for n in ordered if held[n] == "date"})


def _may_approve(below: HeadedRows, column: int) -> bool:
    """Whether a column that is none of a step's may say all the same that a row was approved."""
    heading = below.heading_row.headings[column]
    speaks = heading.ideas & _APPROVING and "status" not in heading.ideas and not heading.unit
    cells = [row[column - 1] for row in below.sample if cell_text(row[column - 1])] if speaks else []
    return bool(cells) and not all(is_number(cell) for cell in cells)


def _name_step(heading: Heading) -> str | None:
    """The status that a heading names, if it can be that of a column of ticks or of dates."""
    if (office := _BY_THE_OFFICE.search(heading.text)) and (state := _read_word(heading.text[: office.start()])):
        return state
    words = _WORD.findall(fold_label(heading.text))
    if heading.unit or "amount" in heading.ideas or _OF_A_PERSON.intersection(words):
        return None
    return _name_by_word(heading) or _name_by_idea(heading)


def _name_by_word(heading: Heading) -> str | None:
    """The status that the heading is, or the lowest of its rows: “Steg” may stand over all of them."""
    lowest = heading.cells[-1].text if len(heading.cells) > 1 else ""
    return _read_word(heading.text) or _read_word(lowest)


def _read_word(text: str) -> str | None:
    words = [word for word in _WORD.findall(fold_label(text)) if word not in _BESIDE]
    word = words[0].removesuffix("datum").removesuffix("s") if len(words) == 1 else ""
    return parse_state(words[0], CALL_OFF_STATES) or parse_state(word, CALL_OFF_STATES) if word else None


def _name_by_idea(heading: Heading) -> str | None:
    ideas = heading.ideas - _NEUTRAL
    return _BY_IDEA.get(next(iter(ideas))) if len(ideas) == 1 and heading.is_certain else None


def _find_content(cells: Sequence[Any], state: str, heading: Heading) -> str:
    """What a column holds: "mark", "date", "nothing" (nobody has come so far), "unclear"; "" where it is none of a step's."""
    if not cells:
        return "nothing"
    kinds = [_judge(cell, state, heading) for cell in cells]
    if kinds.count("amount") >= (1 - _MOSTLY) * len(kinds) or all(kind == "amount" for kind in kinds):
        return ""
    if kinds.count("date") + kinds.count("mark") >= _MOSTLY * len(kinds):
        is_marked = any(read_mark(cell, state) for cell in cells)
        return max(("date", "mark"), key=kinds.count) if is_marked else "nothing"
    return "unclear" if _name_by_word(heading) and not heading.ideas & {"date"} else ""


def _judge(cell: Any, state: str, heading: Heading) -> str:
    if isinstance(cell, date):
        return "date"
    if is_number(cell) and cell not in (0, 1):
        return "date" if "date" in heading.ideas and read_date(cell).value else "amount"
    if isinstance(cell, str) and read_date(cell).value:
        return "date"
    if isinstance(cell, str) and fold_label(cell) != "1" and could_be_amount(cell):
        return "amount"
    return "unclear" if read_mark(cell, state) is None else "mark"


def assign_steps(below: HeadedRows, steps: Steps, best: ColumnAssignment | None) -> ColumnAssignment | None:
    """The columns of call-offs beside those of their steps, where the table is one; otherwise the best assignment as it is.

    A list of recipients and amounts with two steps or more is one of call-offs, though it has no date and no number.
    """
    kind = best.kind if best else ALLOCATIONS.name
    if not steps.columns or (len(steps.columns) < 2 and (kind != CALL_OFFS.name or steps.dated)):
        return best
    if kind not in (CALL_OFFS.name, ALLOCATIONS.name):
        return best
    headings = {n: heading for n, heading in below.heading_row.headings.items() if n not in steps.columns.values()}
    assignment = below.assign_kind(CALL_OFFS.name, headings)
    return assignment if "amount" in assignment.columns else best


def add_steps(found: FoundTable, steps: Steps, grid: Grid) -> FoundTable:
    """The table with its status, and its day, from the columns of its steps, where it has no columns of its own for them."""
    columns = found.assignment.columns
    if not steps.columns or found.kind != CALL_OFFS.name or {*steps.columns.values()} & {*columns.values()}:
        return found
    if len(steps.dated) > 1 and "date" not in columns:
        found = replace(found, sources={**found.sources, "date": BySteps(steps.dated)})
    if "status" not in columns:
        ticks = Ticks(steps.columns)
        found = replace(
            found, sources={**found.sources, "status": ticks}, said=(*found.said, *_find_impossible(found, ticks, grid))
        )
        found = replace(found, questions=(*found.questions, *_ask_about_rest(found, steps)))
    return found


def _ask_about_rest(found: FoundTable, steps: Steps) -> Iterator[Question]:
    """Which step the rows have reached that are not ticked, where only the last step has a column."""
    if REQUESTED not in steps.columns and APPROVED not in steps.columns:
        first = next(iter(steps.columns.values()))
        readings = [Reading(Text(state, state)) for state in (REQUESTED, APPROVED)]
        matter = _REST.bind(column=label_column(found, first))
        yield Question(
            Place(found.sheet, found.heading_row.row, first), matter, readings, _ADD_COLUMN, f"{found.kind}.status"
        )


def _find_impossible(found: FoundTable, ticks: Ticks, grid: Grid) -> Iterator[Fault]:
    """Rows that are paid though not approved, where the others are both, and steps dated before the one that they follow on (AV09)."""
    steps = [(state, ticks.columns[state]) for state in (REQUESTED, APPROVED, PAID, REVERSED) if state in ticks.columns]
    rows = [(line, {state: grid[line - 1][n - 1] for state, n in steps}) for line in found.rows.data]
    paid = [
        (line, cells) for line, cells in rows if PAID in cells and APPROVED in cells and read_mark(cells[PAID], PAID)
    ]
    approved = sum(read_mark(cells[APPROVED], APPROVED) is not False for _, cells in paid)
    for line, cells in paid if approved >= _HABIT * len(paid) else ():
        if read_mark(cells[APPROVED], APPROVED) is False:
            yield _report_impossible(Place(found.sheet, line, ticks.columns[APPROVED]), _UNAPPROVED, None)
    for line, cells in rows:
        days = [(state, day) for state, cell in cells.items() if isinstance(day := _read_day(cell), date)]
        for (_, before), (state, day) in itertools.pairwise(days):
            if day < before:
                yield _report_impossible(Place(found.sheet, line, ticks.columns[state]), _EARLY.bind(state=state), day)


def _read_day(cell: Any) -> Any:
    return None if is_number(cell) and cell in (0, 1) else read_date(cell).value


def _report_impossible(place: Place, what: Text, found: Any) -> Fault:
    return Fault("AV09", Hit(place=place, values={"what": what}, found=found, message=_IMPOSSIBLE, remedy=_CORRECT))


_IMPOSSIBLE = Text("Avropet {what}.", "The call-off {what}.")
_UNAPPROVED = Text("är utbetalt men inte godkänt", "is paid but not approved")
_EARLY = Text("är {state} före steget dessförinnan", "is {state} before the step that comes before")
_CORRECT = Text(
    "Rätta kryssen eller datumen på raden, så att stegen följer på varandra.",
    "Correct the ticks or dates of the row, so that its steps follow one another.",
)
_REST = Text(
    "{column} är det enda steget som är markerat. Hur långt har de andra raderna kommit",
    "{column} is the only step that is marked. How far have the other rows come",
)
_ADD_COLUMN = Text(
    "Lägg till en kolumn Godkänt bredvid, där de rader är kryssade som är godkända, eller en kolumn Status.",
    "Add a column Godkänt beside it, in which the rows that are approved are ticked, or a column Status.",
)
