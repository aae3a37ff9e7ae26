"""A sheet for each month or quarter, each with one sum for each recipient: what happened in it, to be added up, or what there is so far.

    Maj: Nämnd | Avropat i månaden        Juni: Nämnd | Avropat i månaden          or “Avropat ack”, of which the latest contains the others

The headings or titles say it, or the balances beside the amounts, or the amounts: what adds up does not fall.  Otherwise it is a question.
Balances of an earlier month are nothing to compare with the last one's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypeVar

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.headings.period_labels import read_period_label, says_running
from xl_kraftsamling.reading.recognition.layouts.follow_ups import is_running, is_within_period
from xl_kraftsamling.reading.recognition.settling.list_questions import ListQuestion
from xl_kraftsamling.reading.recognition.settling.same_money import read_money
from xl_kraftsamling.reading.recognition.settling.stated_amounts import read_stated
from xl_kraftsamling.reading.recognition.sources import Fixed
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

_DAYS = {CALL_OFFS.name: "date", OUTCOMES.name: "booked_on"}
V = TypeVar("V")
_FEWEST = 2
"""Sheets, amounts or balances that prove something: one may be chance."""


class _Sheet(NamedTuple):
    """The sums of a sheet: the table, the last day of its period, where that is said, and what each recipient comes to in öre.

    `so_far` is what balances on the sheet say that each has called off by then.
    """

    table: FoundTable
    day: date
    place: Place
    amounts: Mapping[str, int]
    so_far: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SettledSheets:
    """What became of the lists of a kind and of the balances beside them: those that are read, the earlier ones, those that
    repeat what all sheets come to, and what is asked.
    """

    lists: Sequence[FoundTable]
    stated: Sequence[FoundTable]
    earlier: Sequence[FoundTable] = ()
    repeated: Sequence[FoundTable] = ()
    in_question: Sequence[ListQuestion] = field(default_factory=list)


def settle_period_sheets(
    lists: Sequence[FoundTable], stated: Sequence[FoundTable], grids: Mapping[str, Grid], register: Register, year: int
) -> SettledSheets:
    """The lists of one kind, with those that are the sums of a period each read as what happened in it or the latest one alone.

    :param stated: the balances of the workbook.
    """
    waiting, lists = [each for each in lists if each.waits], [each for each in lists if not each.waits]
    sheets = sorted(_find_sheets(lists, stated, grids, register, year), key=lambda sheet: sheet.day)
    if len(sheets) < _FEWEST or len({sheet.day for sheet in sheets}) < len(sheets):
        return SettledSheets([*(each for each in lists if not is_within_period(each)), *waiting], _keep_balances(map(_without_period, stated)))
    latest, grouped = sheets[-1], [sheet.table for sheet in sheets]
    repeated = [each for each in lists if each not in grouped and _repeats(each, sheets, grids, register)]
    others = [each for each in lists if each not in (*grouped, *repeated)]
    earlier = [each for each in (*waiting, *stated) if each.sheet in {sheet.table.sheet for sheet in sheets[:-1]}]
    kept = [each for each in stated if each not in earlier]
    others += [each for each in waiting if each not in earlier]
    runs = _find_whether_they_run(sheets, _read_elsewhere(sheets, kept, grids, register))
    if runs:
        return SettledSheets([*others, latest.table], kept, [*grouped[:-1], *earlier], repeated)
    # a figure of one period is no balance
    kept = _keep_balances(_without_figure(each, latest.table.kind) if each.sheet == latest.table.sheet else each for each in kept)
    if runs is None:
        return SettledSheets(others, kept, earlier, repeated, [*_ask(sheets)])
    return SettledSheets([*others, *map(_date, sheets)], kept, earlier, repeated)


def _find_sheets(
    lists: Sequence[FoundTable], stated: Sequence[FoundTable], grids: Mapping[str, Grid], register: Register, year: int
) -> Iterator[_Sheet]:
    for each in lists:
        is_of_steps = any("status" in part.fixed for part in each.parts)
        named = _find_period(each, year) if (each.from_follow_up or each.is_summary) and not is_of_steps else None
        if named:
            grid = grids[each.sheet]
            beside = [entry for one in stated if one.sheet == each.sheet for entry in read_stated(_without_figure(one, each.kind), grid, register, each.kind)]
            yield _Sheet(each, *named, _add_up(each, grid, register), {name: ore for name, ore, _ in beside})


def _add_up(found: FoundTable, grid: Grid, register: Register) -> Counter[str]:
    """What the amounts of a list come to for each recipient, in öre."""
    amounts = Counter[str]()
    for money in read_money(found, grid, register):
        amounts[money.parties[0]] += money.amount
    return amounts


def _repeats(found: FoundTable, sheets: Sequence[_Sheet], grids: Mapping[str, Grid], register: Register) -> bool:
    """Whether what another follow-up states is what all sheets come to, or the latest of them."""
    whole = Counter[str]()
    for sheet in sheets:
        whole.update(sheet.amounts)
    amounts = _add_up(found, grids[found.sheet], register) if found.from_follow_up else None
    return amounts is not None and amounts in (whole, sheets[-1].amounts)


def _find_period(found: FoundTable, year: int) -> tuple[date, Place] | None:
    """The last day of the period that the heading of the amounts, the titles or the sheet name, the nearest first, and where it says so."""
    heading = Place(found.sheet, found.heading_row.row, found.list_columns("amount")[0])
    texts = [(found.heading_row.headings[heading.column].text, heading), *((text, Place(found.sheet)) for text in (*found.title.texts, found.sheet))]
    for text, place in texts:
        if period := read_period_label(text):
            return period.find_last_day(found.title.year or year), place
    return None


# ---- whether they run


def _find_whether_they_run(sheets: Sequence[_Sheet], elsewhere: Sequence[tuple[str, int]]) -> bool | None:
    """Whether each sheet contains the ones before it; None where nothing tells."""
    said = {_says_whether_it_runs(sheet.table) for sheet in sheets} - {None}
    if len(said) == 1:
        return said.pop()
    votes = Counter([*_compare_balances(sheets), *_compare_elsewhere(sheets, elsewhere)])
    if max(votes.values(), default=0) >= _FEWEST and votes[True] != votes[False]:
        return votes[True] > votes[False]
    # the sum so far does not fall, but for a reversal now and then
    falls = sum(after.amounts.get(name, 0) < amount for before, after in pairwise(sheets) for name, amount in before.amounts.items())
    return False if falls >= _FEWEST else None


def _says_whether_it_runs(found: FoundTable) -> bool | None:
    titles = (*found.title.texts, found.sheet)
    if is_running(found) or any(says_running(text) or ((period := read_period_label(text)) and period.is_running) for text in titles):
        return True
    return False if is_within_period(found) else None


def _compare_balances(sheets: Sequence[_Sheet]) -> Iterator[bool]:
    """Of each recipient on each sheet but the first: whether its amount is what it has called off so far, or what that has grown."""
    for before, after in pairwise(sheets):
        for name, so_far in after.so_far.items():
            grown = so_far - before.so_far.get(name, so_far)
            if name in before.so_far and grown != so_far and after.amounts.get(name, 0) in (so_far, grown):
                yield after.amounts.get(name, 0) == so_far


def _read_elsewhere(sheets: Sequence[_Sheet], stated: Sequence[FoundTable], grids: Mapping[str, Grid], register: Register) -> list[tuple[str, int]]:
    """What balances on other sheets say that each recipient has called off."""
    own = {sheet.table.sheet for sheet in sheets}
    others = [each for each in stated if each.sheet not in own]
    return [(name, ore) for each in others for name, ore, _ in read_stated(each, grids[each.sheet], register, sheets[0].table.kind)]


def _compare_elsewhere(sheets: Sequence[_Sheet], stated: Sequence[tuple[str, int]]) -> Iterator[bool]:
    for name, ore in stated:
        last, whole = sheets[-1].amounts.get(name, 0), sum(sheet.amounts.get(name, 0) for sheet in sheets)
        if last != whole and ore in (last, whole):
            yield ore == last


# ---- what becomes of them


def _date(sheet: _Sheet) -> FoundTable:
    """The list of a period, with its last day for each amount."""
    dated = {**sheet.table.sources, _DAYS[sheet.table.kind]: Fixed(sheet.day, sheet.place)}
    return replace(sheet.table, sources=dated, is_of_period=True)


def _without_figure(stated: FoundTable, kind: str) -> FoundTable:
    """Balances without what is called off or spent, which is that of one period."""
    name = "called_off" if kind == CALL_OFFS.name else "outcome"
    parts = tuple(part._replace(columns=_drop(part.columns, name), fixed=_drop(part.fixed, name), units=_drop(part.units, name)) for part in stated.parts)
    assignment = replace(stated.assignment, columns=_drop(stated.assignment.columns, name))
    return replace(stated, assignment=assignment, parts=parts, units=_drop(stated.units, name))


def _drop(by_field: Mapping[str, V], name: str) -> dict[str, V]:
    return {field: each for field, each in by_field.items() if field != name}


def _keep_balances(stated: Iterable[FoundTable]) -> list[FoundTable]:
    """Those of some tables that state a balance of somebody."""
    return [each for each in stated if each.units]


def _without_period(stated: FoundTable) -> FoundTable:
    """Balances without a figure that its heading says is that of one period."""
    number = stated.column("called_off")
    return _without_figure(stated, CALL_OFFS.name) if number and "period" in stated.heading_row.headings[number].ideas else stated


def _ask(sheets: Sequence[_Sheet]) -> Iterator[ListQuestion]:
    """One question about all lists, of which each has its part in it."""
    first, *others = (sheet.table.first_heading for sheet in sheets)
    total = sum(sum(sheet.amounts.values()) for sheet in sheets)
    readings = [
        Reading(_LATEST.bind(table=sheets[-1].table.location), sum(sheets[-1].amounts.values())),
        Reading(_EACH, total),
    ]
    matter = _MATTER.bind(n=len(sheets), first=sheets[0].table.sheet, last=sheets[-1].table.sheet)
    question = Question(first, matter, readings, _ANSWER, f"{sheets[0].table.kind}.amount", tuple(others))
    yield from (ListQuestion(None, _date(sheet), question) for sheet in sheets)


_MATTER = Text(
    "{n} blad, {first} till {last}, har en summa för varje mottagare, och det framgår inte om den gäller månaden eller året "
    "hittills. Vad räknas",
    "{n} sheets, {first} to {last}, have a sum for each recipient, and nothing shows whether it is for the month or for the "
    "year so far. What counts",
)
_LATEST, _EACH = Text("bara den senaste, {table}", "only the latest, {table}"), Text("alla tillsammans", "all together")
_ANSWER = Text(
    "Skriv ”Avropat i månaden” eller ”Avropat ackumulerat” i rubriken på varje blad, eller ange i en karta vilka tabeller "
    "som läses: ”kraftsamling map” med --write skriver kartan, med bladen att ta med eller låta bli.",
    "Write “Avropat i månaden” or “Avropat ackumulerat” in the heading on each sheet, or state in a map which tables are "
    "read: “kraftsamling map” with --write writes the map, with the sheets to keep or leave.",
)
