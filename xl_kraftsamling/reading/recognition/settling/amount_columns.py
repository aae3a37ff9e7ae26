"""Which column of several holds the amount of a row: that of the step that a call-off has reached, or a question where nothing tells.

A call-off may have an amount for each step: requested, approved, paid.  Its amount is that of its step: waiting rows the requested one,
the others the approved one, and the paid one only where no approved one stands.  Other columns that could both be a table's
amount (without and with VAT), or two versions of what was granted, are a question, unless their amounts are the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text, is_number
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.status_words import APPROVED, PAID, REQUESTED
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, STATED_BALANCES
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.questions import Question, Reading, find_answer
from xl_kraftsamling.reading.recognition.labels import label_column, label_field
from xl_kraftsamling.reading.recognition.sources import BySteps
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.shown_units import ShownColumn, read_shown_column
from xl_kraftsamling.xlsx.grid import Grid

_STEPS: Mapping[str, frozenset[str]] = {
    REQUESTED: frozenset({"requested", "planned", "initiator"}), APPROVED: frozenset({"approved", "granted", "decision"}), PAID: frozenset({"paid"}),
}  # fmt: skip
"""By step the ideas of which a heading has one where its amounts are those of the step."""
_PLAIN = frozenset({"amount", "call_off", "recipient", "receiver", "outcome", "booked"})
"""Ideas that a heading of amounts may have without saying which amount it is."""
_MOSTLY = 0.5
"""The share of the rows of data that a column of amounts has numbers in, at the least."""


def ask_about_columns(found: FoundTable) -> FoundTable:
    """The table with a question for each field, other than its amounts, that another column may hold as well; the first is read."""
    asked = [
        Question(
            Place(found.sheet, found.heading_row.row, found.assignment.columns[name]), _WHICH.bind(what=label_field(found.kind, name)),
            [Reading(label_column(found, n)) for n in (found.assignment.columns[name], *others)], _ANSWER,
            related=tuple(Place(found.sheet, found.heading_row.row, n) for n in others), is_first_used=True, map_section="columns",
        )
        for name, others in found.assignment.alternatives.items() if name != "amount"
    ]  # fmt: skip
    return replace(found, questions=(*found.questions, *asked))


def settle_amount_columns(found: FoundTable, opened: OpenWorkbook) -> FoundTable:
    """The table with the columns of its amounts by step, or with the question which of several is meant."""
    is_settled = found.parts or "amount" in found.sources
    if is_settled or not found.column("amount") or found.kind == STATED_BALANCES.name or found.from_follow_up:
        return found
    grid = opened.read_sheet(found.sheet).grid
    columns = _find_amount_columns(found, grid)
    steps = _find_steps(found, columns) if found.kind == CALL_OFFS.name else {}
    others = [n for n in columns if n not in steps.values() and n != found.column("amount")]
    if len(steps) > 1 and not others:
        shown = {number: _read_unit(found, opened, number) for number in steps.values()}
        can_tell = found.has("status") and len({tuple(each.units) for each in shown.values()}) == 1
        return _with_steps(found, steps, shown) if can_tell else _ask(found, opened, [*steps.values()], _NO_STATUS)
    if found.kind == ALLOCATIONS.name and (versions := [n for n in others if _is_another_version(found, grid, n)]):
        return _ask(found, opened, [found.assignment.columns["amount"], *versions], _ANSWER)
    rivals = [n for n in columns if _means_the_same(found, n, _PLAIN)]
    if found.column("amount") in rivals or len(steps) > 1:
        rivals = [*dict.fromkeys([*rivals, *(steps.values() if len(steps) > 1 else ())])]
        return _ask(found, opened, rivals, _ANSWER) if len(rivals) > 1 else found
    return found


def _find_amount_columns(found: FoundTable, grid: Grid) -> list[int]:
    """The columns of amounts that differ, that which was assigned first: one that repeats another raises no question."""
    chosen = found.assignment.columns["amount"]
    rivals = [
        number for number, heading in found.heading_row.headings.items()
        if number not in found.used_columns and heading.year is None and _speaks_of_amounts(heading.ideas)
    ]  # fmt: skip
    if not rivals:
        return [chosen]
    columns = {chosen: _cells(found, grid, chosen)}
    least = max(1, _MOSTLY * sum(map(bool, map(cell_text, columns[chosen]))))
    for number in rivals:
        cells = _cells(found, grid, number)
        if sum(map(is_number, cells)) >= least and cells not in columns.values():
            columns[number] = cells
    return [*columns]


def _speaks_of_amounts(ideas: frozenset[str]) -> bool:
    steps = frozenset[str]().union(*_STEPS.values())
    return bool(ideas) and ideas <= _PLAIN | steps and bool(ideas & (steps | {"amount", "call_off"}))


def _find_steps(found: FoundTable, columns: Sequence[int]) -> dict[str, int]:
    """The column of each step; a plain one, where none speaks of approval, holds what was approved."""
    steps: dict[str, int] = {}
    for number in columns:
        ideas = found.heading_row.headings[number].ideas
        step = next((step for step, words in _STEPS.items() if ideas & words), None)
        if step:
            steps.setdefault(step, number)
    chosen = found.assignment.columns["amount"]
    if steps and APPROVED not in steps and chosen not in steps.values():
        steps[APPROVED] = chosen
    return {step: steps[step] for step in _STEPS if step in steps}


def _means_the_same(found: FoundTable, number: int, plain: frozenset[str]) -> bool:
    return found.heading_row.headings[number].ideas <= plain


def _is_another_version(found: FoundTable, grid: Grid, number: int) -> bool:
    """Whether a column of grants says of some recipients what the one that is read says, and of others not: “Justerad ram”."""
    if not _means_the_same(found, number, _PLAIN | _STEPS[APPROVED]):
        return False
    pairs = zip(_cells(found, grid, number), _cells(found, grid, found.assignment.columns["amount"]), strict=True)
    return any(is_number(cell) and cell == read for cell, read in pairs)


def _cells(found: FoundTable, grid: Grid, number: int) -> list[Any]:
    return [grid[line - 1][number - 1] for line in found.rows.data]


def _ask(found: FoundTable, opened: OpenWorkbook, columns: Sequence[int], answer: Text) -> FoundTable:
    heading, columns = label_field(found.kind, "amount"), sorted(columns)
    readings = [
        Reading(label_column(found, n), _total(found, opened, n), f'"{heading}" = "{column_letters(n)}"') for n in columns
    ]
    settled = find_answer(readings, _find_sums(found, opened, columns))
    if settled is not None:
        return _take(found, opened, columns[settled], columns)
    first, *others = (Place(found.sheet, found.heading_row.row, n) for n in columns)
    question = Question(
        first, _WHICH.bind(what=heading), readings, answer, f"{found.kind}.amount", tuple[Place, ...](others), map_section="columns"
    )
    return replace(found, questions=(*found.questions, question))


def _find_sums(found: FoundTable, opened: OpenWorkbook, columns: Sequence[int]) -> set[int]:
    """What the sums of the table state in these columns, in öre: a sum of one of them alone says which one is meant."""
    grid = opened.read_sheet(found.sheet).grid
    cells = ((_read_unit(found, opened, n).unit, grid[line - 1][n - 1]) for line in found.rows.sums for n in columns)
    return {ore for unit, cell in cells if (ore := read_amount(cell, unit).ore) is not None}


def _take(found: FoundTable, opened: OpenWorkbook, column: int, columns: Sequence[int]) -> FoundTable:
    """The table with one of its columns of amounts, and what became of the others (ST11)."""
    others = tuple(label_column(found, n) for n in columns if n != column)
    hit = Hit(place=Place(found.sheet, found.heading_row.row, column), values={"what": _COLUMN.bind(columns=others), "why": _BY_SUM})
    taken = _with_steps(found, {APPROVED: column}, {column: _read_unit(found, opened, column)})
    return replace(taken, sources=found.sources, said=(*found.said, Fault("ST11", hit)))


def _total(found: FoundTable, opened: OpenWorkbook, number: int) -> int:
    unit = _read_unit(found, opened, number).unit
    return sum(read_amount(cell, unit).ore or 0 for cell in _cells(found, opened.read_sheet(found.sheet).grid, number))


def _read_unit(found: FoundTable, opened: OpenWorkbook, number: int) -> ShownColumn:
    stated = found.heading_row.headings[number].unit or found.title.unit or 1
    return read_shown_column(opened, found.sheet, number, found.rows.data, stated)


def _with_steps(found: FoundTable, steps: Mapping[str, int], shown: Mapping[int, ShownColumn]) -> FoundTable:
    """The table with its amounts by step; the column of the amounts is that of what was approved."""
    column = steps.get(APPROVED, found.assignment.columns["amount"])
    assignment = replace(found.assignment, columns={**found.assignment.columns, "amount": column})
    by_format = {"amount": shown[column]} if shown[column].by_format else {}
    others = {name: each for name, each in found.shown.items() if name != "amount"}
    units = {**found.units, "amount": shown[column].unit}
    sources = {**found.sources, "amount": BySteps(steps)}
    return replace(found, sources=sources, assignment=assignment, units=units, shown={**others, **by_format})


_COLUMN = Text("Kolumn {columns}", "Column {columns}")
_BY_SUM = Text("tabellens egen summa är den andra kolumnens", "the table's own sum is that of the other column")
_WHICH = Text("{what} kan stå i flera kolumner", "{what} could be in several columns")
_ANSWER = Text(
    "Ange vilken kolumn som gäller i en karta: ”kraftsamling map” med --write skriver kartan, med svaren som rader att välja "
    "bland.",
    "State which column applies in a map: “kraftsamling map” with --write writes the map, with the answers as lines to "
    "choose from.",
)
_NO_STATUS = Text(
    "Lägg till en kolumn Status som säger hur långt varje rad har kommit, eller ange vilken kolumn som gäller i en karta: "
    "”kraftsamling map” med --write skriver kartan, med svaren som rader att välja bland.",
    "Add a column Status that says how far each row has come, or state which column applies in a map: “kraftsamling map” "
    "with --write writes the map, with the answers as lines to choose from.",
)
