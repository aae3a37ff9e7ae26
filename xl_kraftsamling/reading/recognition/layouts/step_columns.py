"""A column for each step of the call-offs, with one row for each recipient: a pivot table of a list, pasted as values.

    Radetiketter | begärt | godkänt | utbetalt | Totalsumma

Each amount is then in one step alone, and what is called off is what is approved and what is paid.  But people also write steps that contain
each other: of what was requested so much was approved, and of that so much is paid.  The table says which by its own sums or balances, by
its words (“godkänt, ej utbetalt”), or by amounts that no such step can contain; otherwise it is a question.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xl_kraftsamling.domain.cell_text import cell_text, fold_cell, fold_label, is_number
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.status_words import (
    APPROVED,
    CALL_OFF_STATES,
    PAID,
    REJECTED,
    REQUESTED,
    REVERSED,
    find_state,
)
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading
from xl_kraftsamling.reading.recognition.labels import label_column
from xl_kraftsamling.reading.recognition.layouts.series import (
    Series,
    ask,
    find_heading_cell,
    is_total,
    make_series_table,
    read_columns_as,
)
from xl_kraftsamling.reading.recognition.records import read_field
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part
from xl_kraftsamling.reading.region import OWNER

_OTHER = frozenset({"outcome", "transfer"})
_OF_LISTS = _OTHER | {"date", "status", "id", "period", "voucher", "reference", "intervention"}
"""Ideas of headings beside the steps that make each row something else than a recipient's sums; some do in a title too."""
_CALLED_OFF = re.compile(r"(?<![^\W_])(?:avropat\w*|avropade|uttag\w+|rekvirera\w+)(?![^\W_])")
"""Words that say that money was called off, but not in which step it is."""
_PIVOT = re.compile(r"(?:radetiketter|kolumnetiketter|row labels|column labels|(?:summa av|sum of) .+)")
"""What Excel writes around a pivot table."""
_DENIED = re.compile(r"(?<![^\W_])(?:ej|inte|ännu|not)(?![^\W_])")
_FEWEST = 2
"""Recipients whose amounts prove something: one may be a slip of the pen."""


def read_step(text: str) -> str | None:
    """The step that a heading names alone; what is called off may be in any, and a denial after a comma changes nothing."""
    return None if _CALLED_OFF.search(fold_label(text)) else find_state(text, CALL_OFF_STATES)


def find_step_columns(below: HeadedRows) -> Series | None:
    """The call-offs of each recipient by their step; None where the columns below a heading row are no such steps."""
    headings = below.heading_row.headings
    is_pivot = is_pivot_table(below)
    steps = {n: step for n, each in headings.items() if (step := read_step(each.text)) and is_step(each, is_pivot=is_pivot) and _holds_amounts(below, n)}
    rest = {n: each for n, each in headings.items() if n not in steps}
    said = frozenset[str]().union(*(each.ideas for each in rest.values()))
    is_list = said & _OF_LISTS or below.title.ideas & _OTHER
    if not are_steps([*steps.values()], is_pivot=is_pivot) or is_list or any(map(_says_called_off, rest.values())):
        return None
    parts = [_make_part(below, n, step) for n, step in sorted(steps.items())]
    found = make_series_table(below, CALL_OFFS.name, parts, {n: each for n, each in rest.items() if not is_total(each)})
    if found is None or not _names_each_once(found, below):
        return None
    found = replace(found, from_follow_up=True)
    settled = _settle(found, below, {step: n for n, step in steps.items()}, is_pivot=is_pivot)
    return Series([settled], below.heading_row._replace(headings={n: each for n, each in rest.items() if not is_total(each)}))


def is_pivot_table(below: HeadedRows) -> bool:
    """Whether Excel's words for a pivot table stand above the rows."""
    columns = slice(max(min(below.heading_row.headings) - 2, 0), max(below.heading_row.headings) + 1)
    near = (cell for row in below.grid[max(below.heading_row.top - 3, 0) : below.heading_row.row] for cell in row[columns] if type(cell) is str)
    return any(_PIVOT.fullmatch(fold_label(cell)) for cell in near)


def is_step(heading: Heading, *, is_pivot: bool) -> bool:
    """Whether a heading that names a step is that of its amounts: what is granted is rather the frame, but for “beviljade avrop”."""
    is_frame = "granted" in heading.ideas and "call_off" not in heading.ideas
    return heading.ideas <= {"requested", "approved", "granted", "paid", "reversal", "decision", "call_off", "amount"} and (is_pivot or not is_frame)


def _says_called_off(heading: Heading) -> bool:
    """Whether a heading states by itself what is called off, so that the steps only say more of it."""
    return "call_off" in heading.ideas and not heading.ideas & {"remaining", "granted"} and not is_total(heading)


def _holds_amounts(below: HeadedRows, number: int) -> bool:
    filled = [cell for row in below.sample if number <= len(row) and cell_text(cell := row[number - 1])]
    return bool(filled) and all(map(is_number, filled))


def are_steps(steps: Sequence[str], *, is_pivot: bool) -> bool:
    """Whether there is a column for each of several steps, of which two may contain one another."""
    distinct = len({*steps}) == len(steps)
    return distinct and ({APPROVED, PAID} <= {*steps} or (is_pivot and len(steps) > 1))


def _make_part(below: HeadedRows, number: int, step: str) -> Part:
    place = find_heading_cell(below, number, lambda cell: read_step(cell.text))
    unit = below.heading_row.headings[number].unit
    return Part({"amount": number}, {"status": PlacedValue(step, place)}, {"amount": unit} if unit else {})


def _names_each_once(found: FoundTable, below: HeadedRows) -> bool:
    names = [fold_cell(cell) for cell in read_field(replace(found, parts=()), OWNER, below.grid)]
    return bool(names) and len({*names}) == len(names)


# ---- whether a step contains the next


def _settle(found: FoundTable, below: HeadedRows, columns: Mapping[str, int], *, is_pivot: bool) -> FoundTable:
    apart = True if is_pivot else _find_whether_apart(found, below, columns)
    if apart:
        return found
    approved = [part for part in found.parts if part.columns["amount"] == columns[APPROVED]]
    asked = columns.get(REQUESTED)
    if asked and apart is False and any(_read(below, line, asked) < _read(below, line, columns[APPROVED]) for line in found.rows.data):
        # less than what is approved: that which waits beyond it
        approved = [part for part in found.parts if part.columns["amount"] in (asked, columns[APPROVED])]
    if apart is None:
        called_off = [part for part in found.parts if part.columns["amount"] in (columns[APPROVED], columns[PAID])]
        readings = [
            read_columns_as(found, found.parts, below.grid, _APART)._replace(total=read_columns_as(found, called_off, below.grid, _APART).total),
            read_columns_as(found, approved, below.grid, _CONTAINED),
        ]
        return ask(found, _MATTER.bind(table=found.location), readings, "columns")
    kept = [part.columns["amount"] for part in approved]
    others = [n for n in sorted(columns.values()) if n not in kept]
    what = _COLUMNS.bind(columns=tuple(label_column(found, n) for n in others))
    hit = Hit(place=Place(found.sheet, found.heading_row.row, others[0]), values={"what": what, "why": _CONTAIN_EACH_OTHER})
    return replace(found, parts=tuple(approved), said=(*found.said, Fault("ST11", hit)))


def _find_whether_apart(found: FoundTable, below: HeadedRows, columns: Mapping[str, int]) -> bool | None:
    """Whether each amount is in one step alone; None where nothing tells."""
    headings = [fold_label(below.heading_row.headings[n].text) for n in columns.values()]
    if {REJECTED, REVERSED} & columns.keys() or any(map(_DENIED.search, headings)):
        return True
    votes = [*_compare(found, below, columns)]
    if votes and votes.count(True) != votes.count(False):
        return votes.count(True) > votes.count(False)
    more = sum(_read(below, line, columns[PAID]) > _read(below, line, columns[APPROVED]) for line in found.rows.data)
    return True if more >= _FEWEST else None


def _compare(found: FoundTable, below: HeadedRows, columns: Mapping[str, int]) -> Iterator[bool]:
    """Of each recipient with something paid: whether a sum or a balance beside the steps counts it beside what is approved, or in it."""
    headings = below.heading_row.headings
    totals = [n for n, each in headings.items() if is_total(each)]
    granted = next((n for n, each in headings.items() if "granted" in each.ideas and n not in columns.values()), None)
    left = next((n for n, each in headings.items() if "remaining" in each.ideas), None)
    for line in found.rows.data:
        approved, paid = (_read(below, line, columns[step]) for step in (APPROVED, PAID))
        whole = sum(_read(below, line, n) for n in columns.values())
        if paid and totals and _read(below, line, totals[0]) == whole:
            yield True
        if paid and granted and left:
            called_off = _read(below, line, granted) - _read(below, line, left)
            yield from (called_off == approved + paid for _ in range(called_off in (approved, approved + paid)))


def _read(below: HeadedRows, line: int, number: int) -> int:
    return read_amount(below.grid[line - 1][number - 1]).ore or 0


_MATTER = Text("{table} har ett belopp för varje steg. Vad är avropat", "{table} has an amount for each step. What is called off")
_APART = Text("det godkända och det utbetalda tillsammans", "what is approved and what is paid together")
_CONTAINED = Text("det godkända, som det utbetalda är en del av", "what is approved, of which what is paid is a part")
_COLUMNS = Text("Kolumn {columns}", "Column {columns}")
_CONTAIN_EACH_OTHER = Text(
    "arbetsbokens egna saldon räknar bara det godkända, som de andra stegen ingår i eller innehåller",
    "the workbook's own balances count only what is approved, of which the other steps are a part, or which is a part of them",
)
