"""Rows of a list that pay a part of an earlier one: “A3 delutbetalning 1” below A3.  Counted beside it, the money counts twice: a question."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_cell, fold_label
from xl_kraftsamling.domain.column_cells import read_each
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, CALLED_OFF, parse_state
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.records import find_records, read_amounts, read_field
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid, count_columns, pick_cells

_PART = re.compile(r"(?<![^\W\d_])(?:del(?:ut)?betal\w*|delutbet\w*|part[- ]?payment\w*|instal+ment\w*)")

_LONGEST_ID = 100
"""Characters of an id that may begin with another one."""


class _Row(NamedTuple):
    """A row that counts: whose it is, what it is for, its amount in öre, and the text that says that it pays a part; "" where none does."""

    line: int
    id: str
    owner: str
    intervention: str
    amount: int
    part: str


def ask_about_part_payments(found: FoundTable, grid: Grid) -> FoundTable:
    """The list with the question whether rows that pay a part of an earlier row count beside it."""
    rows = [*_read_rows(found, grid)] if found.kind == CALL_OFFS.name and not found.parts and not found.is_summary else []
    parts = [*_list_parts(rows)]
    if not parts:
        return found
    total, paid = (sum(row.amount for row in each) for each in (rows, parts))
    first, *others = (Place(found.sheet, row.line, found.assignment.columns["amount"]) for row in parts)
    readings = [Reading(_WITHOUT, total - paid), Reading(_ALL, total)]
    question = Question(first, _MATTER.bind(n=len(parts)), readings, _ANSWER, f"{found.kind}.amount", tuple(others))
    return replace(found, questions=(*found.questions, question))


def _list_parts(rows: Iterable[_Row]) -> Iterator[_Row]:
    """The rows that may pay a part of an earlier one: a larger row of the same recipient, with their id or for the same insats."""
    largest: dict[tuple[str, str, str], int] = {}
    for row in rows:
        if not row.part:
            largest |= {key: max(row.amount, largest.get(key, 0)) for key in _name(row, [row.id])}
        elif any(largest.get(key, 0) > row.amount for key in _name(row, _list_beginnings(row.id))):
            yield row


def _name(row: _Row, ids: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """What a row may be known by, where it says so: its recipient with an id, and with the insats."""
    yield from (("id", row.owner, each) for each in ids if each)
    if row.intervention:
        yield "intervention", row.owner, row.intervention


def _list_beginnings(written: str) -> Iterator[str]:
    """What an id may be that another one begins with: “A3” of “A3 del 1”."""
    ends = (match.start() for match in re.finditer(r"(?!\w)", written[:_LONGEST_ID]))
    yield from (written[:end] for end in ends)


def _read_rows(found: FoundTable, grid: Grid) -> Iterator[_Row]:
    lines = [line for records in find_records(found, grid) for line in records.lines]
    texts = _find_texts(grid, lines)
    if not any(texts) or all(texts):
        return
    names = ("id", OWNER, "intervention", "status")
    ids, owners, interventions, states = (read_each(fold_cell, _read(found, name, grid, len(lines))) for name in names)
    for line, text, amount, *rest, state in zip(lines, texts, read_amounts(found, "amount", grid), ids, owners, interventions, states, strict=True):
        # without statuses every row may count
        if amount and amount > 0 and (not state or parse_state(state, CALL_OFF_STATES) in CALLED_OFF):
            yield _Row(line, rest[0], rest[1], rest[2], amount, text)


def _read(found: FoundTable, name: str, grid: Grid, count: int) -> Sequence[object]:
    return read_field(found, name, grid) or [""] * count


def _find_texts(grid: Grid, lines: Sequence[int]) -> Sequence[str]:
    """Of each row the first text that says that it pays a part; "" where none does."""
    texts = [""] * len(lines)
    for number in range(count_columns(grid), 0, -1):
        cells = pick_cells(grid, number, lines)
        if _says_part(" ".join({cell for cell in cells if type(cell) is str})):  # nearly never: a whole column is looked through at once
            texts = [cell if says else text for cell, says, text in zip(cells, read_each(_says_part, cells), texts, strict=True)]
    return texts


def _says_part(cell: object) -> bool:
    return type(cell) is str and _PART.search(fold_label(cell)) is not None


_MATTER = Text(
    "{n} rader är delutbetalningar av avrop som står på egna rader. Vad är avropat", "{n} rows are part payments of call-offs that have rows of their own. What is called off"
)
_WITHOUT, _ALL = Text("raderna utan delutbetalningarna", "the rows without the part payments"), Text("alla rader", "all rows")
_ANSWER = Text(
    "Räknas de inte: flytta delutbetalningarna till en egen lista eller en egen kolumn, så att varje avrop står på en rad. Räknas de: kalla dem något annat "
    "än delutbetalningar.",
    "If they do not count: move the part payments to a list or a column of their own, so that each call-off has one row. If they do: call them "
    "something else than part payments.",
)
