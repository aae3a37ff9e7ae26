"""A series: columns, or groups of columns, of which each gives a record of its own for a row of the table.

`month_columns` finds a column for each month or day, `column_groups` a group for each number (Avrop 1, Avrop 2), `recipient_columns` a
column for each nämnd.  What stands beside a series (frames, sums, what is left) is the `rest` of the heading row, and is read as that of
any other.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingCell
from xl_kraftsamling.reading.recognition.labels import label_field
from xl_kraftsamling.reading.recognition.layouts.series_rows import settle_series_rows
from xl_kraftsamling.reading.recognition.records import find_records
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part
from xl_kraftsamling.xlsx.grid import Grid

FEWEST = 2
"""Columns or groups that make a series: a single month may be the heading of anything."""
_KINDS: Mapping[str, frozenset[str]] = {
    CALL_OFFS.name: frozenset({"call_off", "paid", "requested", "approved"}), OUTCOMES.name: frozenset({"outcome", "booked"}),
}  # fmt: skip
"""The ideas in a heading or title that say what the amounts of a series are."""
NO_RECORDS = frozenset({"planned", "forecast", "remaining", "disposable", "unused", "count", "transfer"})
"""Ideas in the headings of amounts that are no records: plans, forecasts, what is left."""
SHARED = ("recipient", "intervention", "status", "reference", "comment")
"""The fields that all records of a row may share."""


class Series(NamedTuple):
    """The tables of a series of columns, and the headings beside it."""

    tables: Sequence[FoundTable]
    rest: HeadingRow


def find_kind(below: HeadedRows, ideas: frozenset[str], rest: Mapping[int, Heading]) -> str | None:
    """What amounts are, by their own headings, else by the title or the sheet, else by the headings beside them; None where these do not tell."""
    beside = frozenset[str]().union(*(heading.ideas for heading in rest.values()))
    for said in (ideas, below.title.ideas, below.reader.read_heading(below.sheet).ideas, beside):
        if kinds := find_said_kinds(said):
            return kinds[0] if len(kinds) == 1 and not said & {"forecast"} else None
    return None


def are_no_records(below: HeadedRows, ideas: frozenset[str], kind: str | None) -> bool:
    """Whether amounts are plans, forecasts, frames or what is left, by their own headings or the title: nothing that has happened."""
    said = ideas if find_said_kinds(ideas) else ideas | below.title.ideas
    return bool(
        ideas & NO_RECORDS
        or "planned" in said
        or (kind is None and said & {"forecast", "granted"} and not find_said_kinds(said))
    )


def find_said_kinds(ideas: frozenset[str]) -> list[str]:
    """The kinds of amounts that some words speak of."""
    return [kind for kind, words in _KINDS.items() if ideas & words]


def is_total(heading: Heading) -> bool:
    """Whether a heading beside a series speaks of amounts and of nothing else: “Summa”, “2026”, “Totalt”."""
    return heading.ideas <= {"amount", "running"} and bool(heading.ideas or "tot" in fold_label(heading.text))


def find_heading_cell(below: HeadedRows, number: int, holds: Callable[[HeadingCell], object]) -> Place:
    """The cell above a column that holds something, the lowest first; where that is put together of several, its lowest heading."""
    cells = below.heading_row.headings[number].cells
    found = next(filter(holds, reversed(cells)), None)
    return Place(below.sheet, found.row, found.column) if found else Place(below.sheet, below.heading_row.row, number)


def make_series_table(
    below: HeadedRows, kind: str, parts: Sequence[Part], rest: Mapping[int, Heading]
) -> FoundTable | None:
    """The table of a series; None where none of its rows is data.

    :param rest: the headings beside the series, of which some fields may be shared by all records of a row.
    """
    shared = below.assign_kind(kind, rest)
    columns = {name: shared.columns[name] for name in SHARED if name in shared.columns}
    score = 2 * (len(columns) + sum(len(part.columns) for part in parts))
    assignment = replace(shared, columns={**columns, **parts[0].columns}, alternatives={}, score=score)
    found = below.make_table(assignment, parts)
    return found and settle_series_rows(found, below.grid, below.reader)


def ask_kind(found: FoundTable, grid: Grid) -> FoundTable:
    """The table with the question what its amounts are, which nothing says."""
    total = sum_parts(found, found.parts, grid)
    readings = [Reading(name, total, f'kind = "{TABLE_KINDS[kind].sheet}"') for kind, name in _NAMES.items()]
    return ask(found, _WHICH_KIND.bind(table=found.location), [*readings, Reading(_NEITHER)])


def ask(found: FoundTable, matter: Text, readings: Sequence[Reading], section: str = "") -> FoundTable:
    """The table with a question about its amounts, which have no figure until it is answered."""
    first, *others = (Place(found.sheet, found.heading_row.row, part.columns["amount"]) for part in found.parts)
    question = Question(
        first, matter, readings, _ANSWER, f"{found.kind}.amount", tuple[Place, ...](others), map_section=section
    )
    return replace(found, questions=(*found.questions, question))


def read_columns_as(found: FoundTable, parts: Sequence[Part], grid: Grid, what: Text) -> Reading:
    """The reading in which the records of a row are those of some parts alone."""
    columns = [column_letters(part.columns["amount"]) for part in parts]
    return Reading(
        what, sum_parts(found, parts, grid), f'"{label_field(found.kind, "amount")}" = {json.dumps(columns)}'
    )


def sum_parts(found: FoundTable, parts: Sequence[Part], grid: Grid) -> int:
    """What the amounts of the records of some parts come to, in öre."""
    return sum(
        read_amount(cell, records.part.units.get("amount") or found.units.get("amount", 1)).ore or 0
        for records in find_records(replace(found, parts=tuple(parts)), grid)
        for cell in records.read("amount", grid)
    )


_NAMES = {CALL_OFFS.name: Text("avrop", "call-offs"), OUTCOMES.name: Text("utfall", "outcome")}
_NEITHER = Text("något annat, som inte ska läsas", "something else, not to be read")
_WHICH_KIND = Text("Det framgår inte vad beloppen i {table} är", "Nothing shows what the amounts in {table} are")
_ANSWER = Text(
    "Skriv det i rubriken ovanför, till exempel ”Avrop per månad”, eller ange det i en karta: ”kraftsamling map” med --write "
    "skriver kartan, med svaren som rader att välja bland.",
    "State it in the title above, for example “Avrop per månad”, or in a map: “kraftsamling map” with --write writes the "
    "map, with the answers as lines to choose from.",
)
