"""Lists without any status: nobody can see in them how far a call-off or a transfer has come, and only what is approved counts.

The workbook may say it all the same: by the heading of the amounts (“Avropat belopp”), by a title (“Utbetalda avrop”), by rows that head
a group (“Utbetalt”), by a balance of its own for each recipient that
comes out only if all rows count, or only if none does, or by a running balance beside the rows.  Otherwise it is a question, once
for each list; what depends on it has no figure until a map or a column of statuses answers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.status_words import (
    AGREED,
    APPROVED,
    BOOKED,
    CALL_OFF_STATES,
    REQUESTED,
    TRANSFER_STATES,
    find_state,
    parse_state,
)
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, STATED_BALANCES, TRANSFERS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.labels import label_column, label_field, make_one_line
from xl_kraftsamling.reading.recognition.records import read_amounts, read_field
from xl_kraftsamling.reading.recognition.settling.same_money import read_money
from xl_kraftsamling.reading.recognition.settling.stated_amounts import read_stated
from xl_kraftsamling.reading.recognition.sources import ByGroup, Fixed, Source
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid

Grids = Mapping[str, Grid]
"""The cells of each sheet, by its name."""

_SUBJECT = re.compile(r"(?<![^\W\d_])(?:avrop\w*|uttag\w*|rekvisition\w*|call-?offs?|omfördelning\w*|transfers?)(?![^\W\d_])", re.IGNORECASE)
_JOINING = frozenset({"och", "samt", "eller", "&", "/", "and", "or", "ej", "inte", "icke", "not"})
"""Words beside a status in a title that then says it of a part of the rows alone, or denies it."""
_DENYING = frozenset({"men", "ej", "inte", "ännu", "but", "not", "yet"})
"""Words that may stand between statuses in a title that is nothing else: “Godkända ej utbetalda”."""
_PROOF = 0.6
"""The share of the recipients with rows whose own balance must come out in one reading, and in that alone."""
_FEWEST = 2
"""Balances that prove something: one may be chance."""


class _States(NamedTuple):
    """The states of a kind of table, the one that counts, and the one that waits."""

    all: tuple[str, ...]
    counting: str
    waiting: str


_STATES = {CALL_OFFS.name: _States(CALL_OFF_STATES, APPROVED, REQUESTED), TRANSFERS.name: _States(TRANSFER_STATES, BOOKED, AGREED)}


def settle_statuses(tables: Sequence[FoundTable], grids: Grids, register: Register) -> list[FoundTable]:
    """The tables, with a status for the rows of each list that has none where the workbook says it, and otherwise a question."""
    without = [each for each in tables if each.kind in _STATES and each.has("amount") and not each.has("status")]
    by_balance = _find_by_balances(tables, without, grids, register) if without else None
    return [_settle(each, grids, register, by_balance) if each in without else each for each in tables]


def _settle(found: FoundTable, grids: Grids, register: Register, by_balance: Fixed | None) -> FoundTable:
    grid = grids[found.sheet]
    said = [*_find_said(found)]
    status: Source | None = _find_in_groups(found, grid) or next(iter(said), None) or next(_find_beside(found, grid), None)
    if not status and found.kind == CALL_OFFS.name:
        status = by_balance or _find_by_running_balance(found, grid, register)
    if status and len({each.value for each in said}) < 2:
        return replace(found, sources={**found.sources, "status": status})
    return replace(found, questions=(*found.questions, _ask(found, grid)))


def _find_said(found: FoundTable) -> Iterator[Fixed]:
    """The statuses that the heading of the amounts, a title and the name of the sheet name, each with its reason.

    A title that speaks of more than the rows (“Beviljade medel och avrop”) names theirs only right beside the word for them.
    """
    states = _STATES[found.kind].all
    columns = [part.columns["amount"] for part in found.parts] or [found.assignment.columns["amount"]]
    named = {find_state(found.heading_row.headings[n].text, states) for n in columns}
    state = named.pop() if len(named) == 1 else None
    if state:
        yield Fixed(state, _heading(found), _BY_HEADING.bind(column=label_column(found, columns[0])))
    for text in (*found.title.texts, found.sheet):
        if state := _find_beside_subject(text, states):
            yield Fixed(state, _heading(found), _BY_TITLE.bind(title=make_one_line(text)))


def _find_beside(found: FoundTable, grid: Grid) -> Iterator[Fixed]:
    """The statuses that the heading of the days and the labels of the sums name; a day of the request says nothing of what came of it."""
    states = _STATES[found.kind]
    day = found.column("date")
    if day and (state := find_state(found.heading_row.headings[day].text, states.all)) not in (None, states.waiting):
        yield Fixed(state, Place(found.sheet, found.heading_row.row, day), _BY_HEADING_OF_DAYS.bind(column=label_column(found, day)))
    # a row of figures that a follow-up states is the sum of what it names
    for line in (*found.rows.sums, *(found.rows.data if found.from_follow_up and found.parts else ())):
        label = next((cell for cell in grid[line - 1] if isinstance(cell, str) and cell_text(cell)), "")
        if state := find_state(label, states.all):
            yield Fixed(state, Place(found.sheet, line), _BY_SUM.bind(label=make_one_line(label)))


def _find_beside_subject(text: str, states: tuple[str, ...]) -> str | None:
    """The status of a title that is nothing else, or that stands right beside its word for the rows: “Utbetalda avrop”."""
    words = [word.strip(",:;()") for word in text.split()]
    subjects = {n for n, word in enumerate(words) if _SUBJECT.fullmatch(word)}
    own = {n for n in subjects if find_state(words[n], states)}  # “Avropat per månad”
    near = own | {n + step for n in subjects - own for step in (-1, 1)}
    said = " ".join(word for n, word in enumerate(words) if n in near)
    joined = {n + step for n, word in enumerate(words) if word.casefold() in _JOINING for step in (-1, 1)}
    if joined & near - subjects or joined & own:
        return None  # “Inkomna och beviljade avrop”, “ej utbetalda avrop”
    is_status = len(words) == 1 or (parse_state(words[0], states) and all(word.casefold() in _DENYING or parse_state(word, states) for word in words[1:]))
    return find_state(said if subjects else text, states) if subjects or is_status else None


def _find_in_groups(found: FoundTable, grid: Grid) -> ByGroup | None:
    """The statuses that rows of their own name for the rows below them; None unless each row of data has one."""
    columns, data = sorted({*found.heading_row.headings}), {*found.rows.data}
    values: dict[int, PlacedValue] = {}
    last: PlacedValue | None = None
    for line in range(found.heading_row.row + 1, max(data) + 1):
        filled = {} if line in data else {n: cell for n in columns if cell_text(cell := grid[line - 1][n - 1])}
        if len(filled) == 1 and (state := find_state(cell_text(next(iter(filled.values()))), _STATES[found.kind].all)):
            last = PlacedValue(state, Place(found.sheet, line, next(iter(filled))))
        if line in data:
            if not last:
                return None
            values[line] = last
    return ByGroup(values)


def _find_by_balances(tables: Sequence[FoundTable], without: Sequence[FoundTable], grids: Grids, register: Register) -> Fixed | None:
    """The status with which the balances that the workbook itself states for each recipient come out."""
    sums = Counter[str]()
    for each in (each for each in without if each.kind == CALL_OFFS.name):
        for money in read_money(each, grids[each.sheet], register):
            sums[money.parties[0]] += money.amount
    rows = (money for each in tables if each.kind == ALLOCATIONS.name for money in read_money(each, grids[each.sheet], register))
    granted = {money.parties[0]: money.amount for money in rows}
    follow_ups = [each for each in tables if each.kind == STATED_BALANCES.name]
    votes = [vote for each in follow_ups for vote in _compare(each, grids[each.sheet], register, sums, granted)]
    counted = Counter(state for state, _ in votes)
    for state in (APPROVED, REQUESTED):
        if counted[state] >= max(_FEWEST, _PROOF * len(votes)):
            return Fixed(state, next(place for each, place in votes if each == state), _BY_BALANCE)
    return None


def _compare(
    follow_up: FoundTable, grid: Grid, register: Register, sums: Mapping[str, int], granted: Mapping[str, int]
) -> Iterator[tuple[str | None, Place]]:
    """Each recipient with call-offs for whom a follow-up states a balance: in which reading it comes out, if in any, and its cell."""
    for name, called_off, place in read_stated(follow_up, grid, register, CALL_OFFS.name, granted):
        if sums.get(name):
            yield APPROVED if called_off == sums[name] else REQUESTED if called_off == 0 else None, place


def _find_by_running_balance(found: FoundTable, grid: Grid, register: Register) -> Fixed | None:
    """The status of rows beside which a balance goes down by the amount of each, recipient by recipient or for all together."""
    free = [n for n, heading in found.heading_row.headings.items() if "remaining" in heading.ideas and n not in found.used_columns]
    unit = found.units.get("amount", 1)
    amounts = read_amounts(found, "amount", grid)
    names = [register.recognise(cell_text(cell)).name for cell in read_field(found, OWNER, grid)]
    for n in free if not found.parts else ():
        balances = [read_amount(grid[line - 1][n - 1], unit).ore for line in found.rows.data]
        if any(_goes_down(balances, amounts, groups) for groups in (names, [""] * len(names))):
            return Fixed(APPROVED, Place(found.sheet, found.heading_row.row, n), _BY_RUNNING.bind(column=label_column(found, n)))
    return None


def _goes_down(balances: Sequence[int | None], amounts: Sequence[int | None], groups: Sequence[str | None]) -> bool:
    last: dict[str | None, int] = {}
    steps: list[bool] = []
    for balance, amount, group in zip(balances, amounts, groups, strict=True):
        if balance is not None and amount is not None and group in last:
            steps.append(last[group] - balance == amount)
        if balance is not None:
            last[group] = balance
    return sum(steps) >= max(_FEWEST, _PROOF * len(steps))


def _ask(found: FoundTable, grid: Grid) -> Question:
    states = _STATES[found.kind]
    total = sum(ore or 0 for ore in read_amounts(found, "amount", grid))
    heading = label_field(found.kind, "status")
    readings = [
        Reading(what.bind(state=state), total if state == states.counting else 0, f"{quote_toml(heading)} = {quote_toml(state)}")
        for what, state in ((_ALL, states.counting), (_NONE, states.waiting))
    ]
    return Question(_heading(found), _MATTER.bind(table=found.location), readings, _ANSWER, f"{found.kind}.status", map_section="values")


def _heading(found: FoundTable) -> Place:
    return Place(found.sheet, found.heading_row.row, found.assignment.columns["amount"])


_BY_HEADING = Text("enligt rubriken för beloppen i {column}", "according to the heading of the amounts in {column}")
_BY_HEADING_OF_DAYS = Text("enligt rubriken för datumen i {column}", "according to the heading of the dates in {column}")
_BY_SUM = Text("enligt namnet på summan, ”{label}”", "according to the name of their sum, “{label}”")
_BY_TITLE = Text("enligt namnet på listan, ”{title}”", "according to the name of the list, “{title}”")
_BY_BALANCE = Text("arbetsbokens egen uppföljning räknar dem så", "the workbook's own follow-up counts them so")
_BY_RUNNING = Text("saldot i {column} minskar med varje belopp", "the balance in {column} goes down by each amount")
_MATTER = Text(
    "{table} har ingen kolumn som visar hur långt varje rad har kommit. Vad räknas",
    "{table} has no column that shows how far each row has come. What counts",
)
_ALL = Text("alla rader, de är {state}", "all rows, they are {state}")
_NONE = Text("ingen rad, de är {state}", "no row, they are {state}")
_ANSWER = Text(
    "Lägg till en kolumn Status, eller ange i en karta vilken status alla rader har: ”kraftsamling map” med --write skriver "
    "kartan, med svaren som rader att välja bland.",
    "Add a column Status, or state in a map which status all rows have: “kraftsamling map” with --write writes the map, with "
    "the answers as lines to choose from.",
)
