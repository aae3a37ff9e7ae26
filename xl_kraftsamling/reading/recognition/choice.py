"""Which of the tables that were found are read: those of the decision's year, and no copies of each other.

Whether what looks like references to insatser is so, or a code of the accounts.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.labels import fold_label
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.recognition.columns import TABLE_KINDS
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.recognition.vocabulary import Heading
from xl_kraftsamling.xlsx.grid import Grid

_SEVERAL = 3
"""References that must all be unknown for a column to be something else."""


def drop_account_codes(read: Iterable[FoundTable], grids: Mapping[str, Grid]) -> list[FoundTable]:
    """The tables with their references to insatser, left out where none of them is one: then it is a code of the accounts."""
    tables = list(read)
    insatser = [each for each in tables if each.kind == "interventions"]
    known = {
        _text(cell) for each in insatser for name in ("id", "name") for cell in each.values(name, grids[each.sheet])
    }
    return [_unrelated(each, grids[each.sheet], known) if known else each for each in tables]


def _unrelated(each: FoundTable, grid: Grid, known: set[str]) -> FoundTable:
    given = [_text(cell) for cell in each.values("intervention", grid) if cell_text(cell)]
    if len(given) < _SEVERAL or not known.isdisjoint(given):
        return each
    columns = {name: number for name, number in each.assignment.columns.items() if name != "intervention"}
    return replace(each, assignment=replace(each.assignment, columns=columns))


def _text(cell: Any) -> str:
    return fold_label(cell_text(cell))


_SPARE = re.compile(r"\b(?:kopia|copy|gammal|gamla|old|arkiv\w*|backup|utkast|test|tidigare|reserv)\b")
"""How a sheet is named that is kept beside the one in use."""
_SAME = 0.8
"""The share of rows that two tables have in common from which on one is a copy of the other."""

RowKeys = Callable[[FoundTable], frozenset[tuple[str, ...]]]
"""What tells the rows of a table apart."""


class LeftOutReason(Enum):
    """Why a table is left out."""

    OTHER_YEAR = Text("den är för ett annat år", "it is for another year")
    COPY = Text("den upprepar en annan tabell", "it repeats another table")
    SPARE = Text("bladet heter som en kopia eller gammal version", "its sheet is named like a copy or an old version")
    NOBODY = Text("ingen mottagare framgår av den", "it names no recipient")
    WEAK = Text(
        "en annan tabell säger tydligare vad som är beviljat", "another table says more clearly what was granted"
    )

    @property
    def text(self) -> Text:
        """The reason in both languages."""
        return self.value


class LeftOut(NamedTuple):
    """A table that is left out, and why."""

    table: FoundTable
    reason: LeftOutReason

    @property
    def what(self) -> str:
        """Where it stands."""
        return self.table.location

    @property
    def place(self) -> Place:
        """Its first heading."""
        return Place(self.table.sheet, self.table.heading_row.row, min(self.table.heading_row.headings))


@dataclass
class Choice:
    """The tables that are read, those that are left out with why, and those of which two readings are possible."""

    tables: list[FoundTable] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unsure: list[tuple[FoundTable, FoundTable]] = field(default_factory=list)


def choose_tables(found: Iterable[FoundTable], rows: RowKeys, year: int) -> Choice:
    """Choose among all tables of a workbook; `rows` gives what tells the rows of each apart (:func:`telling_rows`)."""
    choice = Choice()
    kinds: dict[str, list[FoundTable]] = {}
    for each in found:
        if each.title.year not in (None, year) and not any(h.year == year for h in each.heading_row.headings.values()):
            choice.left_out += [] if each.from_follow_up else [LeftOut(each, LeftOutReason.OTHER_YEAR)]
        elif each.kind == "call_offs" and not (each.names_recipients or each.names_its_kind):
            choice.left_out.append(LeftOut(each, LeftOutReason.NOBODY))
        else:
            kinds.setdefault(each.kind, []).append(each)
    kinds["allocations"] = _allocations(choice, kinds.get("allocations", []))
    for tables in kinds.values():
        _choose(choice, tables, rows)
    order = list(TABLE_KINDS)
    choice.tables.sort(key=lambda each: order.index(each.kind))
    return choice


def _allocations(choice: Choice, tables: Sequence[FoundTable]) -> list[FoundTable]:
    """The tables that say what was granted: those that say so in words before others, and a follow-up for want of them."""
    own = [each for each in tables if not each.from_follow_up]
    clear = [each for each in own if each.speaks_of_grants]
    if clear:
        choice.left_out += [LeftOut(each, LeftOutReason.WEAK) for each in own if each not in clear]
        return clear
    return [each for each in tables if each.from_follow_up] or own


def _choose(choice: Choice, tables: Sequence[FoundTable], rows: RowKeys) -> None:
    """Of tables of one kind leave out the spare ones, the copies, and allocations that stand a second time."""
    in_use = [each for each in tables if not _SPARE.search(fold_label(each.sheet))]
    choice.left_out += [LeftOut(each, LeftOutReason.SPARE) for each in tables if in_use and each not in in_use]
    kept: list[tuple[FoundTable, frozenset[tuple[str, ...]]]] = []
    for each in in_use or tables:
        own = rows(each) if len(tables) > 1 else frozenset()
        like = next((one for one in kept if _share(own, one[1]) >= _SAME), None)
        if like and each.kind != "stated":
            choice.left_out.append(LeftOut(each, LeftOutReason.COPY))
            if own != like[1]:
                choice.unsure.append((like[0], each))
        else:
            kept.append((each, own))
    choice.tables += [each for each, _ in kept]


def row_keys(each: FoundTable, grid: Grid, register: Register) -> frozenset[tuple[str, ...]]:
    """What tells a table's rows: whom they are about, and for allocations that alone, since nobody is granted twice."""
    names = ("recipient",) if each.kind == "allocations" else tuple(sorted({*each.assignment.columns} & _TELLING))
    columns = [[_word(cell, register) for cell in each.values(name, grid)] for name in names]
    return frozenset(zip(*columns, strict=False))


_TELLING = frozenset(
    ["recipient", "donor", "receiver", "amount", "date", "name", "id", "voucher", "booked_on", "period", "planned"]
)
"""The fields by which rows are told apart."""


def _word(cell: Any, register: Register) -> str:
    """A cell for comparison, a recipient under its official name."""
    text = cell_text(cell)
    return register.recognise(text).name or fold_label(text)


def _share(one: frozenset[Any], other: frozenset[Any]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0


def other_years(each: FoundTable, year: int) -> Mapping[int, Heading]:
    """The columns of a table that are of another year and therefore not read."""
    return {n: heading for n, heading in each.heading_row.headings.items() if heading.year not in (None, year)}
