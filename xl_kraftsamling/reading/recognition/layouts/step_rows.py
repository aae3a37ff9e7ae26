"""A log in which a call-off, or a transfer, has a row for each step: the last step of each counts, dated by its approval.

    Avropsnr | Nämnd | Datum | Belopp | Status:   1 … begärt, 1 … godkänt, 1 … utbetalt, 2 … begärt

The id says which rows are one call-off, where they agree in whose it is and in its amount and go through the steps in order; what else
repeats an id is an id that stands twice (VD11), and so are instalments and reversals.  Without an id, rows that agree in all but date and
status may be steps or call-offs that are alike: a question.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from heapq import heappop, heappush
from itertools import compress, pairwise, starmap
from operator import attrgetter
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_cell
from xl_kraftsamling.domain.column_cells import read_each
from xl_kraftsamling.domain.dates import read_date
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.status_words import (
    AGREED,
    APPROVED,
    ASKED,
    BOOKED,
    CALL_OFF_STATES,
    DRAFT,
    PAID,
    REFUSED,
    REJECTED,
    REQUESTED,
    TRANSFER_STATES,
    parse_state,
)
from xl_kraftsamling.domain.tables import CALL_OFFS, TRANSFERS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.records import ALL, LAST, read_amounts, read_field
from xl_kraftsamling.reading.recognition.sources import StepDays
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid

_Paths = tuple[tuple[str, ...], ...]

_PATHS: Mapping[str, _Paths] = {
    CALL_OFFS.name: ((REQUESTED, APPROVED, PAID), (REQUESTED, REJECTED)),
    TRANSFERS.name: ((DRAFT, ASKED, AGREED, BOOKED), (DRAFT, ASKED, REFUSED)),
}
"""The statuses through which a call-off or a transfer may go, by kind of table."""
_STATES = {CALL_OFFS.name: CALL_OFF_STATES, TRANSFERS.name: TRANSFER_STATES}
_PARTIES: Mapping[str, Sequence[str]] = {CALL_OFFS.name: (OWNER,), TRANSFERS.name: ("donor", "receiver")}
_ASKING = frozenset({REQUESTED, DRAFT, ASKED})
"""The steps whose amount may be another than what was given."""
_FEWEST = 2
"""Call-offs with several rows that make a log: a single one is rather an id that stands twice."""
_PROOF = 0.5
"""The share of the later steps that must have an earlier one, where no id says that they have."""


class _Row(NamedTuple):
    """A row of the list, with what its steps agree in."""

    line: int
    id: str
    parties: tuple[str, ...]
    intervention: str
    amount: int | None
    state: str
    day: date | None


def settle_step_rows(found: FoundTable, grid: Grid) -> FoundTable:
    """The table with the last step alone of what has a row for each, or with the question whether the rows are steps."""
    rows = _read_rows(found, grid) if _can_repeat(found, grid) else []
    paths = _PATHS.get(found.kind, ())
    if any(row.id for row in rows):
        by_id = [chain for rows_of in _group(rows, "id", "parties") if (chain := _find_steps(rows_of, paths))]
        return _keep_last(found, by_id) if len(by_id) >= _FEWEST else found
    alike = _group(rows, "parties", "intervention", "amount")
    chains = [chain for rows_of in alike for chain in _chain(rows_of, paths) if len(chain) > 1]
    if found.step_rows == LAST:
        return _keep_last(found, chains)
    return _ask(found, rows, chains) if _are_steps(rows, chains, paths) else found


# ---- which rows are steps


def _can_repeat(found: FoundTable, grid: Grid) -> bool:
    """Whether a row may be another step of what an earlier one is; most lists have an id of its own in each row."""
    if found.kind not in _PATHS or found.parts or found.is_summary or found.step_rows == ALL or not (found.has("status") and found.has("amount")):
        return False
    ids = read_field(found, "id", grid)
    return not ids or len({*ids}) < len(ids)


def _read_rows(found: FoundTable, grid: Grid) -> list[_Row]:
    """The rows of the list that can be a step."""
    states = _STATES[found.kind]
    steps = {state for path in _PATHS[found.kind] for state in path}
    count = len(found.rows.data)
    ids, interventions, *parties = (_read_texts(found, name, grid, count) for name in ("id", "intervention", *_PARTIES[found.kind]))
    days = read_each(_read_day, read_field(found, "date", grid) or [""] * count)
    said = read_each(lambda cell: parse_state(cell_text(cell), states) or "", read_field(found, "status", grid))
    amounts = read_amounts(found, "amount", grid)
    rows = starmap(_Row, zip(found.rows.data, ids, zip(*parties, strict=True), interventions, amounts, said, days, strict=True))
    return [*compress(rows, map(steps.__contains__, said))]


def _read_texts(found: FoundTable, name: str, grid: Grid, count: int) -> Sequence[str]:
    return read_each(fold_cell, read_field(found, name, grid)) or [""] * count


def _read_day(cell: Any) -> date | None:
    day = read_date(cell).value
    return day if isinstance(day, date) else None


def _group(rows: Iterable[_Row], *names: str) -> Iterator[Sequence[_Row]]:
    """The rows that agree in some fields, those that are alone left out."""
    groups: dict[object, list[_Row]] = defaultdict(list)
    for row, key in zip(rows, map(attrgetter(*names), rows), strict=True):
        groups[key].append(row)
    return (group for group in groups.values() if len(group) > 1)


def _find_steps(rows: Sequence[_Row], paths: _Paths) -> Sequence[_Row]:
    """The rows of one id in the order of their steps, where they are steps; none where it is an id that stands twice."""
    for path in paths:
        if rows[0].id and all(row.state in path for row in rows):
            steps = sorted(rows, key=lambda row: path.index(row.state))
            return steps if all(_follows(before, after, path) for before, after in pairwise(steps)) else ()
    return ()


def _follows(before: _Row, after: _Row, path: Sequence[str]) -> bool:
    """Whether a row is a later step of what another one is: no earlier, and of the same amount unless that was only asked for."""
    is_later = path.index(before.state) < path.index(after.state)
    in_time = before.day is None or after.day is None or before.day <= after.day
    return is_later and in_time and (before.amount == after.amount or before.state in _ASKING)


def _chain(rows: Sequence[_Row], paths: _Paths) -> Sequence[Sequence[_Row]]:
    """Rows that are alike as the steps that they may be, each taken for the next one of the earliest that waits for it."""
    if len({row.state for row in rows}) == 1:  # as in most groups
        return [[row] for row in rows]
    order, earlier = _order_states(paths), _find_earlier(paths)
    chains: list[list[_Row]] = []
    waiting: dict[str, list[int]] = {state: [] for state in order}  # by the state that they have come to, the numbers of chains as a heap
    for row in sorted(rows, key=lambda row: (row.day or date.min, order[row.state])):
        # in order of days, and alike in their amounts: only the states have to be looked at
        if heaps := [heap for state in earlier[row.state] if (heap := waiting[state])]:
            number = heappop(min(heaps))
            chains[number].append(row)
        else:
            number = len(chains)
            chains.append([row])
        heappush(waiting[row.state], number)
    return chains


@cache
def _order_states(paths: _Paths) -> Mapping[str, int]:
    """The place of each state on its way."""
    return {state: number for path in paths for number, state in enumerate(path)}


@cache
def _find_earlier(paths: _Paths) -> Mapping[str, frozenset[str]]:
    """The states before each one, on any way."""
    return {state: frozenset(each for path in paths if state in path for each in path[: path.index(state)]) for state in _order_states(paths)}


def _are_steps(rows: Sequence[_Row], chains: Sequence[Sequence[_Row]], paths: _Paths) -> bool:
    """Whether most rows beyond the first step of the list have an earlier one."""
    order = _order_states(paths)
    numbers = [order[row.state] for row in rows]
    later = len(numbers) - numbers.count(min(numbers, default=0))
    return len(chains) >= _FEWEST and sum(len(chain) - 1 for chain in chains) >= _PROOF * later


# ---- what becomes of them


def _keep_last(found: FoundTable, chains: Sequence[Sequence[_Row]]) -> FoundTable:
    """The table without the earlier steps, and what is said of them."""
    earlier = {row.line for chain in chains for row in chain[:-1]}
    if not earlier:
        return found
    # its sums are those of all rows: they would be wrong for the last steps alone
    rows = replace(found.rows, data=[line for line in found.rows.data if line not in earlier], sums=(), subtotals=())
    days = dict(_find_days(found, chains))
    sources = {**found.sources, "date": StepDays(days)} if days else found.sources
    number = found.column("status") or found.assignment.columns["amount"]
    place, *related = (Place(found.sheet, line, number) for line in sorted(earlier))
    hit = Hit(place=place, values={"what": _ROWS.bind(n=len(earlier), sheet=found.sheet), "why": _EARLIER}, related=tuple(related))
    return replace(found, rows=rows, sources=sources, said=(*found.said, Fault("ST11", hit)))


def _find_days(found: FoundTable, chains: Sequence[Sequence[_Row]]) -> Iterator[tuple[int, PlacedValue]]:
    """The day of each last step that was approved in an earlier row, with its cell there."""
    column = found.column("date")
    for chain in chains if column and "date" not in found.sources else ():
        approved = next((row for row in chain[:-1] if row.state == APPROVED and row.day), None)
        if column and approved:
            yield chain[-1].line, PlacedValue(approved.day, Place(found.sheet, approved.line, column))


def _ask(found: FoundTable, rows: Sequence[_Row], chains: Sequence[Sequence[_Row]]) -> FoundTable:
    """The table with the question whether its rows are steps, and what all of them come to in each reading."""
    earlier = {row.line for chain in chains for row in chain[:-1]}
    last = sum(row.amount or 0 for row in rows if row.line not in earlier)
    readings = [
        Reading(what, total, f'step_rows = "{word}"')
        for what, total, word in ((_LAST, last, LAST), (_EACH, sum(row.amount or 0 for row in rows), ALL))
    ]
    place, *related = (Place(found.sheet, chain[-1].line, found.assignment.columns["amount"]) for chain in chains)
    matter = _MATTER.bind(table=found.location)
    question = Question(place, matter, readings, _ANSWER, f"{found.kind}.amount", tuple[Place, ...](related))
    return replace(found, questions=(*found.questions, question))


_ROWS = Text("{n} rader på bladet {sheet}", "{n} rows on the sheet {sheet}")
_EARLIER = Text(
    "de är tidigare steg, och en senare rad visar hur långt det har kommit",
    "they are earlier steps, and a later row shows how far it has come",
)
_MATTER = Text(
    "I {table} finns rader som är lika i allt utom datum och status, och ingen kolumn med nummer visar vilka som hör ihop. "
    "Är de",
    "{table} has rows that are the same in all but date and status, and no column of numbers shows which belong together. "
    "Are they",
)
_LAST = Text("steg, av vilka det sista räknas", "steps, of which the last one counts")
_EACH = Text("poster för sig, som alla räknas", "separate records, all of which count")
_ANSWER = Text(
    "Lägg till en kolumn Avrop-id med samma nummer på de rader som hör ihop, eller ange i en karta hur raderna läses: "
    "”kraftsamling map” med --write skriver kartan, med svaren som rader att välja bland.",
    "Add a column Avrop-id with the same number on the rows that belong together, or state in a map how the rows are read: "
    "“kraftsamling map” with --write writes the map, with the answers as lines to choose from.",
)
