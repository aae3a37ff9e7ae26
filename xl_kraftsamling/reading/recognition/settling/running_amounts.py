"""Amounts that run: each states what its recipient has called off so far, and contains those before it.

    Nämnd | ack maj | ack juni | ack juli | Kvar          Datum | Nämnd | Avropat ack          | KN | FRN; Maj | 10 | 20; Juni | 30 | 20

Added up, they would count the same money many times; and taken for running where they are not, most of it would be lost.  A heading or a
title may say that they run, or the amounts of each recipient may never fall.  The workbook answers where its own sums and balances
agree with the last amounts, or with all of them; otherwise it is a question.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES, STATED_BALANCES
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.column_assignment import ColumnAssignment
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.period_labels import says_running
from xl_kraftsamling.reading.recognition.layouts.month_columns import read_heading_period
from xl_kraftsamling.reading.recognition.layouts.month_dates import date_by_month
from xl_kraftsamling.reading.recognition.layouts.series import is_total
from xl_kraftsamling.reading.recognition.records import ALL, LAST, list_running_cells, read_amounts, read_field
from xl_kraftsamling.reading.recognition.settling.same_money import read_money
from xl_kraftsamling.reading.recognition.settling.stated_amounts import read_stated
from xl_kraftsamling.reading.recognition.sources import LastDays
from xl_kraftsamling.reading.recognition.tables import FoundTable, Running
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid

_KINDS = (CALL_OFFS.name, OUTCOMES.name)
_DAYS = ("date", "booked_on")
_FEWEST = 2
"""Recipients whose balances agree with the last amounts that prove it, where no word says that they run: one may be chance."""
_STEPS, _RISES = 6, 3
"""From one amount to the next, none of which falls, and of these such as rise, from which on amounts without any word about it may run."""


class _Totals(NamedTuple):
    """What a recipient's amounts come to: the last ones, and all of them."""

    last: int
    whole: int


def find_running_list(follow_up: FoundTable, below: HeadedRows) -> FoundTable | None:
    """The list of call-offs that looks like a follow-up, since its amounts run; None where it is a follow-up, with one row for each recipient."""
    amount = follow_up.column("called_off") if follow_up.kind == STATED_BALANCES.name else None
    if amount is None or "running" not in below.heading_row.headings[amount].ideas:
        return None
    headings = {n: heading for n, heading in below.heading_row.headings.items() if n != amount}
    columns = {**below.assign_kind(CALL_OFFS.name, headings).columns, "amount": amount}
    found = below.make_table(ColumnAssignment(CALL_OFFS.name, columns)) if {OWNER, "date"} <= columns.keys() else None
    return found if found and any(len(chain) > 1 for chain in _chain(found, below.grid)) else None


def settle_running_amounts(tables: Sequence[FoundTable], grids: Mapping[str, Grid], decision: Decision, year: int) -> list[FoundTable]:
    """The tables, those whose amounts run read so, where the workbook says it, and otherwise with a question."""
    doubtful = [each for each in tables if _may_run(each, grids[each.sheet], year)]
    stated = {
        kind: [entry for each in tables if each.kind == STATED_BALANCES.name for entry in _read_figures(each, grids, decision, kind)]
        for kind in {each.kind for each in doubtful}
    }
    return [_settle(each, grids[each.sheet], decision.register, stated[each.kind], year) if each in doubtful else each for each in tables]


def _read_figures(follow_up: FoundTable, grids: Mapping[str, Grid], decision: Decision, kind: str) -> Iterator[tuple[str, int]]:
    granted = {} if decision.candidates else decision.allotted
    return ((name, ore) for name, ore, _ in read_stated(follow_up, grids[follow_up.sheet], decision.register, kind, granted))


def _may_run(found: FoundTable, grid: Grid, year: int) -> bool:
    """Whether a word says that the amounts of a table run, or they are of months and never fall."""
    is_open = found.kind in _KINDS and not (found.from_follow_up or found.running or "amount" in found.sources)
    if not is_open or not found.list_columns("amount") or not any(map(found.has, _DAYS)):
        return False
    if _is_said(found):
        return any(len(chain) > 1 for chain in _chain(date_by_month(found, grid, year), grid))
    return not found.has("status") and _is_by_period(found) and _rises(_chain(date_by_month(found, grid, year), grid))


def _is_said(found: FoundTable) -> bool:
    """Whether every heading of the amounts says that they run, or a title."""
    headings = [found.heading_row.headings[n] for n in found.list_columns("amount")]
    periods = [read_heading_period(heading) for heading in headings]
    words = all("running" in each.ideas or (period and period.is_running) for each, period in zip(headings, periods, strict=True))
    first, *others = periods
    is_nested = bool(first and others and all(each and each.first == first.first and not each.day for each in others))
    return words or (is_nested and len({each.last for each in periods if each}) == len(periods)) or any(map(says_running, found.title.texts))


def _is_by_period(found: FoundTable) -> bool:
    """Whether the rows or columns of a table are of months, and no single events."""
    day = found.column("date") or found.column("booked_on")
    has_months = any(isinstance(source, LastDays) for source in found.sources.values())
    named = any(name in part.fixed and OWNER not in part.fixed for part in found.parts for name in _DAYS)
    return has_months or named or bool(day and "period" in found.heading_row.headings[day].ideas)


# ---- what the amounts themselves show


def _chain(found: FoundTable, grid: Grid) -> Sequence[Sequence[tuple[date, int]]]:
    """The amounts of each row or recipient in order of days, in öre; a cell without an amount is left out."""
    chains: dict[Hashable, list[tuple[date, int]]] = defaultdict(list)
    for each in sorted(list_running_cells(found, grid), key=lambda each: (each.day, each.part, each.line)):
        ore = read_amount(each.cell.value, each.unit).ore
        chains[each.whose] += [(each.day, ore)] if ore is not None else []
    return [*chains.values()]


def _rises(chains: Sequence[Sequence[tuple[date, int]]]) -> bool:
    """Whether no amount is less than the one before it, none is missing between them, and enough of them are more."""
    days = sorted({day for chain in chains for day, _ in chain})
    has_gap = any([day for day, _ in chain] != [day for day in days if chain[0][0] <= day <= chain[-1][0]] for chain in chains if chain)
    steps = [after - before for chain in chains for (_, before), (_, after) in pairwise(chain)]
    return not has_gap and all(step >= 0 for step in steps) and len(steps) >= _STEPS and sum(map(bool, steps)) >= _RISES


def _settle(found: FoundTable, grid: Grid, register: Register, stated: Sequence[tuple[str, int]], year: int) -> FoundTable:
    dated = date_by_month(found, grid, year)
    totals = _add_up(dated, grid, register)
    votes = Counter(
        LAST if ore == totals[name].last else ALL if ore == totals[name].whole else ""
        for name, ore in (*stated, *_read_totals(found, grid, register))
        if name in totals and totals[name].last != totals[name].whole
    )
    if votes[ALL] > votes[LAST]:
        return replace(found, running=Running(ALL, _BY_SUMS))
    if votes[LAST] >= (1 if _is_said(found) else _FEWEST) and votes[LAST] > votes[ALL]:
        return replace(found, running=Running(LAST, _BY_SUMS))
    return _ask(found, dated, grid) if any(each.last != each.whole for each in totals.values()) else found


def _add_up(found: FoundTable, grid: Grid, register: Register) -> Mapping[str, _Totals]:
    """What the amounts of each recipient come to in both readings, in öre."""
    sums = {LAST: Counter[str](), ALL: Counter[str]()}
    for how, added in sums.items():
        for money in read_money(replace(found, running=Running(how)), grid, register):
            added[money.parties[0]] += money.amount
    return {name: _Totals(sums[LAST][name], whole) for name, whole in sums[ALL].items()}


def _read_totals(found: FoundTable, grid: Grid, register: Register) -> Iterator[tuple[str, int]]:
    """What a column of sums beside the months states for each recipient, in öre."""
    headings = found.heading_row.headings
    columns = [n for n, each in headings.items() if n not in found.used_columns and is_total(each) and not read_heading_period(each)]
    if not columns or not any(name in part.fixed for part in found.parts for name in _DAYS):
        return
    sums = Counter[str]()
    names = read_field(replace(found, parts=()), OWNER, grid)
    for line, cell in zip(found.rows.data, names, strict=False):
        ore = read_amount(grid[line - 1][columns[0] - 1], found.units.get("amount", 1)).ore
        sums[register.recognise(str(cell)).name or ""] += ore or 0
    yield from sums.items()


def _ask(found: FoundTable, dated: FoundTable, grid: Grid) -> FoundTable:
    readings = [
        Reading(what, sum(ore or 0 for ore in read_amounts(replace(dated, running=Running(how)), "amount", grid)), f'running = "{how}"')
        for what, how in ((_LAST, LAST), (_EACH, ALL))
    ]
    place, *related = (Place(found.sheet, found.heading_row.row, n) for n in found.list_columns("amount"))
    matter = _MATTER.bind(table=found.location)
    question = Question(place, matter, readings, _ANSWER, f"{found.kind}.amount", tuple[Place, ...](related))
    return replace(found, questions=(*found.questions, question))


_BY_SUMS = Text("arbetsbokens egna summor och saldon stämmer bara då", "only then do the workbook's own sums and balances agree")
_MATTER = Text(
    "Beloppen i {table} verkar vara ackumulerade, så att varje belopp innehåller de föregående. Vad räknas",
    "The amounts in {table} seem to be cumulative, so that each includes those before it. What counts",
)
_LAST = Text("det sista beloppet för var och en", "the last amount of each")
_EACH = Text("alla belopp tillsammans", "all amounts together")
_ANSWER = Text(
    "Skriv för sig vad som har avropats i varje månad eller på varje rad, eller ange i en karta hur beloppen läses: "
    "”kraftsamling map” med --write skriver kartan, med svaren som rader att välja bland.",
    "Enter separately what was called off in each month or on each row, or state in a map how the amounts are read: "
    "“kraftsamling map” with --write writes the map, with the answers as lines to choose from.",
)
