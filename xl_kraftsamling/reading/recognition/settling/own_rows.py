"""Which rows of a list are the decision's, where it holds several: a column of diarienummer, § or years says it row by row, or a row above
each part says it of the rows below.

Where some rows have the decision's, those are read, and the others are left out and named (ST11).  Where several stand there and none is the
decision's, nobody knows whether the rows are its all the same: a question.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import compress
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_label, is_number
from xl_kraftsamling.domain.column_cells import read_each
from xl_kraftsamling.domain.dates import YEARS
from xl_kraftsamling.domain.decision import CASE_NUMBER, Decision
from xl_kraftsamling.domain.money import read_ore
from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.tables import STATED_BALANCES
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.labels import label_column
from xl_kraftsamling.reading.recognition.layouts.mirrored_rows import pair_mirrored_rows
from xl_kraftsamling.reading.recognition.records import read_amounts
from xl_kraftsamling.reading.recognition.settling.other_decision import find_authority
from xl_kraftsamling.reading.recognition.settling.same_money import amount_field
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid, pick_cells

_YEAR_HEADING = re.compile(r"(?:budget|anslags|besluts|verksamhets)?år(?:et)?|year")
_SECTION_HEADING = re.compile(r"(?:ks ?(?:au)? ?)?(?:§|paragraf)(?: nr)?")
_SECTION = re.compile(r"§? ?(\d{1,4})")
_BEGINS_WITH_CASE = re.compile(r"(?:(?:dnr|diarienr|diarienummer|ärende|case)[.:]?\s+)?[A-ZÅÄÖ]{2,5}(?:-[A-ZÅÄÖ]{2,4})?-(?:19|20)\d\d-\d", re.IGNORECASE)
"""A text that heads what belongs to a diarienummer; one that only mentions it (“Se STK-2024-1374”) is a remark."""
_REPEATED = 0.5
"""The share of the rows that distinct values may be: a column in which nearly every row has its own is that row's reference."""
_MOST_READINGS = 5


class _Mark(NamedTuple):
    """A kind of column that says to which decision a row belongs: its value in a cell, that of the decision, and whether one value is enough to ask."""

    heads: Callable[[FoundTable, int], bool]
    read: Callable[[Any], str | None]
    own: Callable[[Decision], str | None]
    asks_about_one: bool = False


def _read_case(cell: Any) -> str | None:
    found = CASE_NUMBER.search(cell_text(cell).upper())
    return found[0] if found else None


def _read_section(cell: Any) -> str | None:
    found = _SECTION.fullmatch(str(int(cell)) if is_number(cell) and cell == int(cell) else cell_text(cell).strip())
    return found[1] if found else None


def _read_year(cell: Any) -> str | None:
    text = str(int(cell)) if is_number(cell) and cell == int(cell) else cell_text(cell).strip()
    return text if text.isascii() and text.isdecimal() and int(text[:9]) in YEARS else None


def _heads_case(found: FoundTable, number: int) -> bool:
    ideas = found.heading_row.headings[number].ideas
    return "case" in ideas and not ideas & {"agreement", "party", "status", "text"} and found.column("agreement") != number


def _heads(pattern: re.Pattern[str]) -> Callable[[FoundTable, int], bool]:
    return lambda found, number: pattern.fullmatch(fold_label(found.heading_row.headings[number].text)) is not None


_MARKS = (
    _Mark(_heads_case, _read_case, lambda decision: decision.case_number),
    _Mark(_heads(_SECTION_HEADING), _read_section, lambda decision: _read_section(decision.section)),
    _Mark(_heads(_YEAR_HEADING), _read_year, lambda decision: str(decision.year), asks_about_one=True),
)


def keep_own_rows(found: FoundTable, grid: Grid, decision: Decision) -> FoundTable:
    """The table with the rows of the decision alone, or with the question whether any are its."""
    if decision.candidates:
        return found
    found = _keep_own_group(found, grid, decision)
    if found.kind == STATED_BALANCES.name:
        return found
    for number in found.heading_row.headings:
        for mark in _MARKS:
            if number not in found.only and mark.heads(found, number):
                found = _keep(found, grid, number, mark, mark.own(decision))
    return found


def _keep_own_group(found: FoundTable, grid: Grid, decision: Decision) -> FoundTable:
    """The table without the rows that stand below the diarienummer of another decision; a question where none stand below that of this one."""
    cases = _find_group_cases(found, grid, find_authority(decision.case_number))
    own = [line for line, (case, _) in cases.items() if case == decision.case_number]
    others = [line for line, (case, _) in cases.items() if case != decision.case_number]
    if not others:
        return found
    if not own:
        return replace(found, questions=(*found.questions, _ask_about_groups(found, grid, cases, decision.case_number)))
    places = dict.fromkeys(cases[line][1] for line in others)
    return _without_rows(found, others, [*places], _BELOW_OTHER.bind(own=decision.case_number))


def _ask_about_groups(found: FoundTable, grid: Grid, cases: Mapping[int, tuple[str, Place]], own: str) -> Question:
    name = amount_field(found.kind)
    total = sum(ore or 0 for ore in read_amounts(found, name, grid))
    first, *others = dict.fromkeys(place for _, place in cases.values())
    matter = _NO_OWN_GROUP.bind(own=own)
    return Question(first, matter, [Reading(_ALL, total), Reading(_NO_ROWS, 0)], _WRITE_CASE, f"{found.kind}.{name}", tuple(others))


def _find_group_cases(found: FoundTable, grid: Grid, authority: str) -> Mapping[int, tuple[str, Place]]:
    """The diarienummer of the last row above each row of data that holds nothing but a text with one, and where it stands.

    Those of other authorities are the cases of the recipients.
    """
    columns, data = sorted(found.heading_row.headings), {*found.rows.data}
    cases: dict[int, tuple[str, Place]] = {}
    last: tuple[str, Place] | None = None
    for line in range(found.heading_row.row + 1, max(data, default=0) + 1):
        if line in data:
            cases |= {line: last} if last else {}
            continue
        filled = {n: cell for n in columns if cell_text(cell := grid[line - 1][n - 1])}
        text = cell_text(next(iter(filled.values()))) if len(filled) == 1 else ""
        if _BEGINS_WITH_CASE.match(text) and (case := _read_case(text)) and find_authority(case) == authority:
            last = case, Place(found.sheet, line, next(iter(filled)))
    return cases


def _keep(found: FoundTable, grid: Grid, number: int, mark: _Mark, own: str | None) -> FoundTable:
    values = read_each(mark.read, pick_cells(grid, number, found.rows.data))
    counted = Counter(filter(None, values))
    if own in counted:
        others = [line for line, value in zip(found.rows.data, values, strict=True) if value not in (None, own)]
        return _leave_out(found, number, others, own or "") if others else found
    are_several = len(counted) > 1 and len(counted) <= _REPEATED * counted.total()
    if counted and own and (are_several or mark.asks_about_one):
        question = _ask(found, grid, number, values, [value for value, _ in counted.most_common()], own)
        return replace(found, questions=(*found.questions, question))
    return found


def _leave_out(found: FoundTable, number: int, lines: Sequence[int], own: str) -> FoundTable:
    places = [Place(found.sheet, line, number) for line in lines]
    kept = _without_rows(found, lines, places, _OTHERS.bind(column=label_column(found, number), own=own))
    return replace(kept, only={**found.only, number: (own,)})


def _without_rows(found: FoundTable, lines: Sequence[int], places: Sequence[Place], why: Text) -> FoundTable:
    """The table without some rows, which are said (ST11) at the cells that show why."""
    left = {*lines}
    # its sums are those of all rows: they would be wrong for the decision's alone
    rows = replace(found.rows, data=[line for line in found.rows.data if line not in left], sums=(), subtotals=())
    first, *others = places
    hit = Hit(place=first, values={"what": _ROWS.bind(n=len(lines), sheet=found.sheet), "why": why}, related=tuple[Place, ...](others))
    return replace(found, rows=rows, said=(*found.said, Fault("ST11", hit)))


def _ask(
    found: FoundTable, grid: Grid, number: int, values: Sequence[str | None], known: Sequence[str], own: str
) -> Question:
    name = amount_field(found.kind)
    column, unit = found.column(name), found.units.get(name, 1)
    amounts = [ore or 0 for ore in read_ore(pick_cells(grid, column, found.rows.data), unit)] if column else []
    totals = Counter[str | None]()
    for value, ore in zip(values, amounts, strict=bool(amounts)):
        totals[value] += ore
    each = [Reading(_ROWS_OF.bind(value=value), totals[value], _map_line(number, [value])) for value in known[:_MOST_READINGS]]
    every = Reading(_ALL, totals.total(), _map_line(number, known))
    matter = _NONE_OWN.bind(column=label_column(found, number), own=own)
    return Question(Place(found.sheet, found.heading_row.row, number), matter, [*each, every], _ANSWER, f"{found.kind}.{name}", map_section="only")


def _map_line(number: int, values: Sequence[str]) -> str:
    return f"{column_letters(number)} = [{', '.join(map(quote_toml, values))}]"


def keep_mapped_rows(found: FoundTable, grid: Grid) -> FoundTable:
    """The table with the rows alone that have the values that its map names, or none."""
    kept = list(found.rows.data)
    for number, values in found.only.items():
        is_read = _make_filter(values, any(mark.heads(found, number) for mark in _MARKS))
        kept = [*compress(kept, map(is_read, pick_cells(grid, number, kept)))]
    if len(kept) < len(found.rows.data):
        found = replace(found, rows=replace(found.rows, data=kept, sums=(), subtotals=()))
    return pair_mirrored_rows(found, grid)


def _make_filter(values: Sequence[str], reads_blank: bool) -> Callable[[Any], bool]:
    """Whether a cell has one of the values that a map names: itself, its beginning as "Avrop*", or "" for an empty one.

    :param reads_blank: whether an empty cell is read at any rate: a row that names no decision is taken for ours.
    """
    texts = [fold_label(value) for value in values]
    wanted, beginnings = {*texts}, tuple(text[:-1] for text in texts if text.endswith("*"))
    reads_blank = reads_blank or "" in wanted

    @lru_cache(maxsize=None, typed=True)  # a column of kinds holds a few words many times
    def is_read(cell: Any) -> bool:
        has = _write_values(cell)
        return not wanted.isdisjoint(has) or any(text.startswith(beginnings) for text in has) if has else reads_blank

    return is_read


def _write_values(cell: Any) -> set[str]:
    """The texts with which a map may name the value of a cell."""
    return {fold_label(value) for value in (cell_text(cell), *(mark.read(cell) for mark in _MARKS)) if value}


_ROWS = Text("{n} rader på bladet {sheet}", "{n} rows on the sheet {sheet}")
_OTHERS = Text("i {column} står något annat än {own}", "{column} has something other than {own}")
_NO_OWN_GROUP = Text(
    "Raderna står under andra diarienummer än {own}. Vilka hör till beslutet", "The rows stand below other diarienummer than {own}. Which belong to the decision"
)
_NO_ROWS = Text("inga rader", "no rows")
_WRITE_CASE = Text(
    "Skriv beslutets diarienummer på raden ovanför de rader som hör dit, eller ta bort de andra raderna.",
    "Enter the decision's diarienummer in the row above the rows that belong to it, or remove the other rows.",
)
_BELOW_OTHER = Text("de står under ett annat diarienummer än {own}", "they stand below another diarienummer than {own}")
_ROWS_OF, _ALL = Text("bara raderna med {value}", "only the rows with {value}"), Text("alla rader", "all rows")
_NONE_OWN = Text(
    "Ingen rad har beslutets {own} i {column}. Vilka rader hör till beslutet",
    "No row has the decision's {own} in {column}. Which rows belong to the decision",
)
_ANSWER = Text(
    "Skriv beslutets uppgift i kolumnen på de rader som hör dit, eller ange i en karta vilka rader som läses: ”kraftsamling "
    "map” med --write skriver kartan, med svaren som rader att välja bland.",
    "Enter the decision's value in the column on the rows that belong to it, or state in a map which rows are read: "
    "“kraftsamling map” with --write writes the map, with the answers as lines to choose from.",
)
