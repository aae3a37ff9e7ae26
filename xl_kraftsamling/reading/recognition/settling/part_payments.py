"""Rows of a list that pay a part of an earlier one: “A3 delutbetalning 1” below A3.  Counted beside it, the money counts twice: a question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, CALLED_OFF, parse_state
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.records import find_records, read_amounts, read_field
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid

_PART = re.compile(r"(?<![^\W\d_])(?:del(?:ut)?betal\w*|delutbet\w*|part[- ]?payment\w*|instal+ment\w*)")


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
    parts = [row for n, row in enumerate(rows) if row.part and any(_is_whole_of(each, row) for each in rows[:n])]
    if not parts:
        return found
    total, paid = (sum(row.amount for row in each) for each in (rows, parts))
    first, *others = (Place(found.sheet, row.line, found.assignment.columns["amount"]) for row in parts)
    readings = [Reading(_WITHOUT, total - paid), Reading(_ALL, total)]
    question = Question(first, _MATTER.bind(n=len(parts)), readings, _ANSWER, f"{found.kind}.amount", tuple(others))
    return replace(found, questions=(*found.questions, question))


def _is_whole_of(each: _Row, part: _Row) -> bool:
    """Whether an earlier row may be what a part is paid of: of the same recipient, larger, and with its id or for the same insats."""
    if each.part or each.owner != part.owner or each.amount <= part.amount:
        return False
    same_id = bool(each.id) and re.match(rf"{re.escape(each.id)}(?!\w)", part.id) is not None
    return same_id or (bool(each.intervention) and each.intervention == part.intervention)


def _read_rows(found: FoundTable, grid: Grid) -> Iterator[_Row]:
    lines = [line for records in find_records(found, grid) for line in records.lines]
    texts = [_find_part(grid[line - 1]) for line in lines]
    if not any(texts) or all(texts):
        return
    names = ("id", OWNER, "intervention", "status")
    ids, owners, interventions, states = ([fold_label(cell_text(cell)) for cell in _read(found, name, grid, len(lines))] for name in names)
    for line, text, amount, *rest, state in zip(lines, texts, read_amounts(found, "amount", grid), ids, owners, interventions, states, strict=True):
        # without statuses every row may count
        if amount and amount > 0 and (not state or parse_state(state, CALL_OFF_STATES) in CALLED_OFF):
            yield _Row(line, rest[0], rest[1], rest[2], amount, text)


def _read(found: FoundTable, name: str, grid: Grid, count: int) -> Sequence[object]:
    return read_field(found, name, grid) or [""] * count


def _find_part(row: Sequence[object]) -> str:
    return next((cell for cell in row if isinstance(cell, str) and _PART.search(fold_label(cell))), "")


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
