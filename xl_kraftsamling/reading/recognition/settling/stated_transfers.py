"""Transfers that an overview states though the workbook has no list of them: a column Omfört in, or more disposable than granted.

What each nämnd may call off depends on them, and who gave what to whom, and when, stands nowhere: a question.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import ALLOCATIONS, STATED_BALANCES, TRANSFERS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.labels import label_column
from xl_kraftsamling.reading.recognition.records import read_column_amounts
from xl_kraftsamling.reading.recognition.settling.unstated_status import Grids
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

_STATED = ("received", "ceded")
_YET_TO_COME = re.compile(r"\b(?:kan|att|bör|möjligt|möjlig|to|can|may)\b")
"""Words of a heading over what might be transferred, and has not been."""


class _Moved(NamedTuple):
    """A column of what was transferred, and the sum of it in öre."""

    place: Place
    label: Text
    total: int


def ask_about_transfers(tables: Sequence[FoundTable], kinds: Collection[str], grids: Grids) -> list[FoundTable]:
    """The tables, with a question at the first column that states transfers where the workbook has no list of them.

    :param kinds: the kinds of tables that the workbook has, also those in question.
    """
    if TRANSFERS.name in kinds:
        return [*tables]
    stated = ((each, moved) for each in tables for moved in _find_moved(each, grids[each.sheet]))
    first, moved = next(stated, (None, None))
    return [replace(each, questions=(*each.questions, _ask(moved))) if moved and each is first else each for each in tables]


def _find_moved(found: FoundTable, grid: Grid) -> Iterator[_Moved]:
    if found.kind not in (ALLOCATIONS.name, STATED_BALANCES.name) or found.parts:
        return
    for column in found.heading_row.headings:
        amounts = read_column_amounts(found, column, grid) if _states_transfers(found, column) else []
        if any(amounts):
            # of a column with plus and minus, what was received: the giver's row says the same again
            yield _label(found, column, sum(ore for ore in amounts if ore > 0) or -sum(amounts))
    allotted, disposable = found.column("allotted"), found.column("disposable")
    if allotted and disposable:
        pairs = zip(read_column_amounts(found, allotted, grid), read_column_amounts(found, disposable, grid), strict=True)
        more = [after - before for before, after in pairs if before and after and after != before]
        if more:
            yield _label(found, disposable, sum(ore for ore in more if ore > 0) or -sum(more))


def _states_transfers(found: FoundTable, column: int) -> bool:
    """Whether a column is of what was transferred: of no other field, and not of what could be."""
    if column in (found.column(name) for name in _STATED):
        return True
    heading = found.heading_row.headings[column]
    is_free = column not in found.used_columns and "transfer" in heading.ideas and heading.ideas.isdisjoint({"remaining", "unused", "date", "agreement"})
    return is_free and not _YET_TO_COME.search(fold_label(heading.text))


def _label(found: FoundTable, column: int, total: int) -> _Moved:
    return _Moved(Place(found.sheet, found.heading_row.row, column), label_column(found, column), total)


def _ask(moved: _Moved) -> Question:
    readings = [Reading(_MOVED, moved.total), Reading(_NOT_MOVED, 0)]
    return Question(moved.place, _MATTER.bind(column=moved.label), readings, _ANSWER, f"{TRANSFERS.name}.amount")


_MATTER = Text(
    "{column} visar pengar som har flyttats mellan mottagarna, men arbetsboken har ingen lista över omfördelningarna. Vad gäller",
    "{column} shows money that has moved between the recipients, but the workbook has no list of the transfers. Which applies",
)
_MOVED, _NOT_MOVED = Text("pengarna är omfördelade", "the money has been transferred"), Text("inget är omfördelat", "nothing has been transferred")
_ANSWER = Text(
    "Är pengarna omfördelade: för in varje omfördelning som en rad i en tabell Omfördelning, med givare, mottagare, belopp, datum och status. "
    "Är de inte det: töm kolumnen eller rätta den.",
    "If the money has been transferred: enter each transfer as a row of a table Omfördelning, with giver, receiver, amount, date and status. "
    "If not: empty the column or correct it.",
)
