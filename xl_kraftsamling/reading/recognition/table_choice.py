"""Which of the tables found in a workbook are read: those of the decision's year, each once, and the rest with a reason."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text, fold_cell, fold_label
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, CALLED_OFF, REVERSED, parse_state
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES, STATED_BALANCES
from xl_kraftsamling.reading.questions import Question, find_answer
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.layouts.follow_ups import find_stated_day, is_running
from xl_kraftsamling.reading.recognition.records import read_amounts, read_field
from xl_kraftsamling.reading.recognition.settling.left_out import LeftOut, LeftOutReason
from xl_kraftsamling.reading.recognition.settling.list_questions import (
    ON_HIDDEN_SHEET,
    ListQuestion,
    ask_whether_counted,
    ask_which_list,
)
from xl_kraftsamling.reading.recognition.settling.other_decision import Doubt, find_doubts, is_titled_for_other_year
from xl_kraftsamling.reading.recognition.settling.period_sheets import settle_period_sheets
from xl_kraftsamling.reading.recognition.settling.same_money import (
    Money,
    are_of_one_time,
    hold_same_money,
    is_compared,
    read_money,
)
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid

_SPARE_SHEET = re.compile(r"(?<![^\W_])(?:kopia|copy|gammal|gammalt|gamla|old|arkiv\w*|backup|utkast|test|tidigare|reserv|äldre)(?![^\W_])")
"""Words in the name of a sheet that is kept beside the one in use."""
_COPY = 0.8
"""The share of rows in common from which one table counts as a copy of another.

Below 1, because a copy that somebody has gone on working in must not be added to its original: every call-off would count
twice.  Whether such a near copy or its original holds is a question (ST12).
"""
_FEWEST_REFERENCES = 3
"""References to insatser that must all be unknown for their column to be something else: one or two may be mistyped."""
_KEY_FIELDS = frozenset(
    ["recipient", "donor", "receiver", "amount", "date", "name", "id", "voucher", "booked_on", "period", "planned"]
)
"""The fields by which two rows are compared; comments, references and statuses are often changed in a copy."""
_PARTIES = ("recipient", "donor", "receiver")


@dataclass
class Choice:
    """The tables to read, in the template's order, those left out, and the questions about two tables that seem to be the same money."""

    tables: list[FoundTable] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    in_question: list[ListQuestion] = field(default_factory=list)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of tables that the workbook has, also those in question."""
        return frozenset(each.kind for each in (*self.tables, *(asked.other for asked in self.in_question)))

    @property
    def questions(self) -> Sequence[Question]:
        """The questions about whole tables, each once: several tables may have a part in one."""
        return [*{id(asked.question): asked.question for asked in self.in_question}.values()]

    def leave_out(self, tables: Iterable[FoundTable], reason: LeftOutReason) -> None:
        """Add tables to those that are left out."""
        self.left_out += [LeftOut(each, reason) for each in tables]


def choose_tables(
    found: Sequence[FoundTable], grids: Mapping[str, Grid], decision: Decision, year: int, hidden: Collection[str] = ()
) -> Choice:
    """Choose the tables to read among all that were found in a workbook.

    :param grids: the cells of each sheet, by its name; `hidden` are the names of those that are hidden.
    :param year: the year of the decision, or of one that it may be.
    """
    choice = Choice()
    kinds: dict[str, list[FoundTable]] = {}
    doubtful: list[tuple[FoundTable, Doubt]] = []
    for each, doubt in zip(found, find_doubts(found, grids, decision, year), strict=True):
        if is_titled_for_other_year(each, grids[each.sheet], year):
            # A list that a follow-up states is no table of its own: its own entry says why it is left out.
            choice.leave_out([] if each.from_follow_up else [each], LeftOutReason.OTHER_YEAR)
        elif each.kind in ("call_offs", "outcomes") and not (each.names_recipients or each.names_its_kind):
            choice.leave_out([each], LeftOutReason.NO_RECIPIENT)
        elif doubt:
            doubtful.append((each, doubt))
        else:
            kinds.setdefault(each.kind, []).append(each)
    kinds["allocations"] = _choose_allocations(choice, kinds.get("allocations", []))
    for kind in (CALL_OFFS.name, OUTCOMES.name):
        _settle_periods(choice, kind, kinds, grids, decision.register, year)
    for kind, tables in kinds.items():
        _choose_of_kind(choice, _prefer_own_lists(choice, kind, tables), grids, decision.register, hidden)
    for each, doubt in doubtful:
        _leave_doubtful(choice, each, doubt, grids)
    _answer_by_follow_up(choice, grids)
    order = list(TABLE_KINDS)
    choice.tables.sort(key=lambda each: order.index(each.kind))
    choice.tables = _drop_account_codes(choice.tables, grids)
    return choice


def _leave_doubtful(choice: Choice, each: FoundTable, doubt: Doubt, grids: Mapping[str, Grid]) -> None:
    """Leave out a table that something speaks against; where no other one of its kind is read, whether it counts is a question."""
    if each.from_follow_up:
        return
    choice.leave_out([each], doubt.reason)
    is_only = all(one.kind != each.kind for one in choice.tables)
    if each.kind != STATED_BALANCES.name and (doubt.is_asked or is_only):
        choice.in_question.append(ask_whether_counted(each, doubt.objection, grids))


def _choose_allocations(choice: Choice, tables: Sequence[FoundTable]) -> list[FoundTable]:
    """Prefer tables that speak of granting, then what a follow-up repeats, then any recipients with amounts."""
    own = [each for each in tables if not each.from_follow_up]
    clear = [each for each in own if each.speaks_of_grants]
    if clear:
        choice.leave_out([each for each in own if each not in clear], LeftOutReason.LESS_CLEAR)
        return clear
    return [each for each in tables if each.from_follow_up] or own


def _prefer_own_lists(choice: Choice, kind: str, tables: Sequence[FoundTable]) -> Sequence[FoundTable]:
    """The lists of a kind; what follow-ups state of it where the workbook has no list, also none that cannot be read."""
    has_list = any(not each.from_follow_up for each in tables)
    nameless = any(each.table.kind == kind == "call_offs" and each.reason is LeftOutReason.NO_RECIPIENT for each in choice.left_out)
    return [each for each in tables if not each.from_follow_up] if has_list or nameless else tables


def _settle_periods(
    choice: Choice, kind: str, kinds: dict[str, list[FoundTable]], grids: Mapping[str, Grid], register: Register, year: int
) -> None:
    """Settle what the sheets of single months or quarters state, where these are what the workbook has of a kind."""
    lists, stated = _prefer_own_lists(choice, kind, kinds.get(kind, [])), kinds.get(STATED_BALANCES.name, [])
    settled = settle_period_sheets(lists, stated, grids, register, year)
    kinds[kind], kinds[STATED_BALANCES.name] = [*settled.lists], [*settled.stated]
    choice.leave_out(settled.earlier, LeftOutReason.EARLIER)
    choice.leave_out(settled.repeated, LeftOutReason.COPY)
    choice.leave_out([each.other for each in settled.in_question], LeftOutReason.PERIOD)
    choice.in_question += settled.in_question


def _choose_of_kind(
    choice: Choice, tables: Sequence[FoundTable], grids: Mapping[str, Grid], register: Register, hidden: Collection[str]
) -> None:
    """Of the tables of one kind leave out those on spare sheets and the copies of another; read the others together."""
    in_use = [each for each in tables if not _SPARE_SHEET.search(fold_label(each.sheet))]
    choice.leave_out([each for each in tables if in_use and each not in in_use], LeftOutReason.SPARE)
    keys = {}
    if len(tables) > 1:  # comparing costs a look at every row, and one table alone has nothing to be compared with
        keys = {id(each): _row_keys(each, grids[each.sheet], register) for each in tables}
    alike = Counter((each.gives_back, each.waits) for each in tables)
    compared = [each for each in tables if is_compared(each.kind) and alike[each.gives_back, each.waits] > 1]
    money = {id(each): [*read_money(each, grids[each.sheet], register)] for each in compared}
    chosen: list[FoundTable] = []
    # Where every sheet is named like a spare one, they are the ones in use.  Of a list and a part of it, the whole is read, and of what
    # follow-ups state, the latest.  What everybody sees comes before what is hidden.
    for each in sorted(
        in_use or tables, key=lambda each: (-(find_stated_day(each) or date.min).toordinal(), each.sheet in hidden, -len(keys.get(id(each), ())))
    ):
        # Follow-ups are only compared with what is computed, never added up, so two that agree do no harm.
        original = None if each.kind == STATED_BALANCES.name else next((one for one in chosen if _is_same(one, each, keys, money)), None)
        if original is None or (each.kind == "forecasts" and _is_earlier(each, original)):
            chosen.append(each)  # of forecasts of different days the latest holds at each date
        elif _is_earlier(each, original) and is_running(each) and is_running(original):
            choice.leave_out([each], LeftOutReason.EARLIER)
        elif keys[id(each)] <= keys[id(original)] and _agree(original, each, grids, register):
            choice.leave_out([each], LeftOutReason.COPY)
        else:
            choice.leave_out([each], LeftOutReason.ASKED)
            choice.in_question.append(ask_which_list(original, each, grids))
    unseen = [each for each in chosen if each.sheet in hidden and _adds_unseen(each, chosen, hidden, money)]
    choice.leave_out(unseen, LeftOutReason.HIDDEN)
    choice.in_question += [ask_whether_counted(each, ON_HIDDEN_SHEET, grids) for each in unseen]
    choice.tables += sorted((each for each in chosen if each not in unseen), key=tables.index)


def _adds_unseen(each: FoundTable, chosen: Sequence[FoundTable], hidden: Collection[str], money: Mapping[int, Sequence[Money]]) -> bool:
    """Whether a list on a hidden sheet would add to a visible one of the same time; that of an earlier month, say, is a part of the whole."""
    visible = [one for one in chosen if one.sheet not in hidden and id(one) in money]
    return id(each) in money and any(are_of_one_time(money[id(each)], money[id(one)]) for one in visible)


def _is_earlier(each: FoundTable, original: FoundTable) -> bool:
    """Whether follow-ups state two tables, this one as of an earlier day."""
    days = [find_stated_day(each), find_stated_day(original)]
    return each.from_follow_up and original.from_follow_up and None not in days and days[0] != days[1]


def _answer_by_follow_up(choice: Choice, grids: Mapping[str, Grid]) -> None:
    """Answer the questions of two lists of call-offs where a follow-up of the workbook states what one reading alone comes to."""
    stated = {total for each in choice.tables if each.kind == STATED_BALANCES.name for total in _find_called_off(each, grids[each.sheet])}
    pairs = [(each, each.read) for each in choice.in_question if each.read and each.read.kind == "call_offs"]
    for asked, read in pairs:
        first, second = (_count_called_off(each, grids[each.sheet]) for each in (read, asked.other))
        counted = (first, second, first + second)
        answer = find_answer([each._replace(total=total) for each, total in zip(asked.question.readings, counted, strict=True)], stated)
        if answer is not None:
            holding = [[read], [asked.other], [read, asked.other]][answer]
            others = [each for each in (read, asked.other) if each not in holding]
            choice.in_question.remove(asked)
            choice.tables = [*(each for each in choice.tables if each is not read), *holding]
            choice.left_out = [each for each in choice.left_out if each.table is not asked.other]
            choice.leave_out(others, LeftOutReason.NOT_IN_FOLLOW_UP)


def _count_called_off(each: FoundTable, grid: Grid) -> int:
    """What a list says was called off, in öre: its rows godkänt and utbetalt, less those återfört; all rows where it has no statuses."""
    states = [parse_state(cell_text(cell), CALL_OFF_STATES) for cell in read_field(each, "status", grid)]
    amounts = [ore or 0 for ore in read_amounts(each, "amount", grid)]
    signs = [1 if state in CALLED_OFF else -1 if state == REVERSED else 0 for state in states] or [1] * len(amounts)
    return sum(sign * amount for sign, amount in zip(signs, amounts, strict=True))


def _find_called_off(follow_up: FoundTable, grid: Grid) -> Iterator[int]:
    """What a follow-up says that all recipients have called off together, in öre."""
    if "called_off" in follow_up.assignment.columns:
        yield sum(ore or 0 for ore in read_amounts(follow_up, "called_off", grid))


def _is_same(one: FoundTable, other: FoundTable, keys: Mapping[int, frozenset[Any]], money: Mapping[int, Sequence[Money]]) -> bool:
    if (one.gives_back, one.waits) != (other.gives_back, other.waits) or (one.is_of_period and other.is_of_period):
        return False  # what was called off, and the same money when it went back, or waits; or the sums of two months
    if _common_share(keys[id(one)], keys[id(other)]) >= _COPY:
        return True
    return hold_same_money(money.get(id(one), ()), money.get(id(other), ()))


def _agree(original: FoundTable, copy: FoundTable, grids: Mapping[str, Grid], register: Register) -> bool:
    """Whether a copy of all rows has their amounts, and their statuses too: otherwise it is another version."""
    if _names_each_once(original):
        return _amounts_granted(copy, grids, register) <= _amounts_granted(original, grids, register)
    if len(original.rows.data) > len(copy.rows.data):
        return True  # a part of the list, from before the other rows were added
    statuses = [[fold_cell(cell) for cell in read_field(each, "status", grids[each.sheet])] for each in (original, copy)]
    return not all(statuses) or sorted(statuses[0]) == sorted(statuses[1])


def _amounts_granted(each: FoundTable, grids: Mapping[str, Grid], register: Register) -> set[tuple[str, Any]]:
    grid = grids[each.sheet]
    names = [_fold_cell(cell, register) for cell in read_field(each, "recipient", grid)]
    return {*zip(names, read_amounts(each, "amount", grid), strict=False)}


def _row_keys(each: FoundTable, grid: Grid, register: Register) -> frozenset[tuple[str, ...]]:
    """The rows of a table as texts to compare, recipients by their official names.

    Allocations are compared by recipient alone: nobody is granted twice, so a list with other amounts is an older version.  So is what
    follow-ups state.
    """
    present = [name for name in sorted(_KEY_FIELDS) if each.has(name) or (name == OWNER and each.names_recipients)]
    names = [OWNER] if _names_each_once(each) else present
    columns = [[_fold_cell(cell, register if name in _PARTIES else None) for cell in read_field(each, name, grid)] for name in names]
    return frozenset(zip(*columns, strict=False))


def _names_each_once(each: FoundTable) -> bool:
    return each.kind == "allocations" or each.from_follow_up


def _fold_cell(cell: Any, register: Register | None) -> str:
    text = cell_text(cell)
    return (register and register.recognise(text).name) or fold_label(text)


def _common_share(one: frozenset[Any], other: frozenset[Any]) -> float:
    """The share of the smaller set that is in the other one as well; 0 where one of them is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0


def _drop_account_codes(tables: Sequence[FoundTable], grids: Mapping[str, Grid]) -> list[FoundTable]:
    """Remove the column of references to insatser from tables in which no reference names an insats of the workbook.

    “Projekt” is also the heading of a code in the chart of accounts; read as references, all of its values would be faults.
    """
    interventions = [each for each in tables if each.kind == "interventions"]
    known = {
        fold_cell(cell) for each in interventions for name in ("id", "name") for cell in read_field(each, name, grids[each.sheet])
    }
    return [_without_references(each) if known and _are_account_codes(each, grids[each.sheet], known) else each for each in tables]


def _are_account_codes(each: FoundTable, grid: Grid, known: set[str]) -> bool:
    references = [fold_cell(cell) for cell in read_field(each, "intervention", grid) if cell_text(cell)]
    return len(references) >= _FEWEST_REFERENCES and known.isdisjoint(references)


def _without_references(each: FoundTable) -> FoundTable:
    columns = {name: number for name, number in each.assignment.columns.items() if name != "intervention"}
    return replace(each, assignment=replace(each.assignment, columns=columns))
