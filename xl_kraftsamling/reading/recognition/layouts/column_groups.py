"""Groups of columns over again: every group that holds an amount is a record of its row.

-   Nämnd | Beviljat | Avrop 1 | Avrop 2 | Avrop 3: a column for each number
-   Nämnd | Beviljat | Avrop 1 (Datum | Belopp) | Avrop 2 (Datum | Belopp): several, below a merged heading or not
-   Nämnd | Beviljat | Datum 1 | Belopp 1 | Datum 2 | Belopp 2
-   Nämnd | Beviljat | Datum | Belopp | Datum | Belopp: the same headings without any number
-   FRN (Datum | Belopp) | KN (Datum | Belopp): below the name of a recipient, whose the records of the group are
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Reading
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.period_labels import read_period_label
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingCell
from xl_kraftsamling.reading.recognition.labels import label_column
from xl_kraftsamling.reading.recognition.layouts.series import (
    FEWEST,
    Series,
    ask,
    find_kind,
    is_total,
    make_series_table,
)
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part

_OWN = ("date", "amount", "status", "intervention", "reference", "comment")
"""The fields that a group may have for its record; a number of it is none of an id, which would have to be the only one."""
_AMOUNTS = frozenset({"amount", "call_off", "paid", "requested", "approved", "granted"})
"""Ideas of headings of amounts: a group with two of these has amounts by step, or with and without VAT."""
_NUMBER = re.compile(r"(?<![\d.,/§%-])(\d{1,2})(?::[aeo])?(?![\d.,/%-])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONGEST = 80
"""Characters of a heading that may be numbered."""

_Groups = Sequence[Sequence[int]]
"""The columns of each group, in the order of the groups."""


def find_column_groups(below: HeadedRows) -> Series | None:
    """The table of the groups of columns below a heading row; None where it has none."""
    headings = below.heading_row.headings
    named = _find_named(below)
    groups = list(named.values()) or _find_numbered(headings) or _find_repeated(headings)
    parts = [_make_part(below, columns) for columns in groups]
    if named:
        parts = [part._replace(fixed={"recipient": PlacedValue(cell.value, Place(below.sheet, cell.row, cell.column))}) for part, cell in zip(parts, named, strict=True)]
    if not parts or not all("amount" in part.columns for part in parts) or len({frozenset(part.columns) for part in parts}) > 1:
        return None
    inside = {n for columns in groups for n in columns}
    rest = {n: heading for n, heading in headings.items() if n not in inside and not is_total(heading)}
    ideas = frozenset[str]().union(*(headings[n].ideas for n in inside))
    if find_kind(below, ideas, rest) != CALL_OFFS.name:
        return None
    found = make_series_table(below, CALL_OFFS.name, parts, rest)
    if found is None:
        return None
    table = _ask_about_amounts(found, headings, groups[0])
    return Series([table], below.heading_row._replace(headings=rest))


def _find_named(below: HeadedRows) -> dict[HeadingCell, list[int]]:
    """The columns by the recipient above them, at least two to each; none where a column of the row names its recipient."""
    groups: dict[HeadingCell, list[int]] = {}
    for n, heading in below.heading_row.headings.items():
        for cell in (cell for cell in heading.cells[:-1] if below.reader.names_recipient(cell.value)):
            groups.setdefault(cell, []).append(n)
    beside = below.heading_row.headings.keys() - {n for columns in groups.values() for n in columns}
    are_named = any(below.heading_row.headings[n].ideas & {"recipient", "receiver"} for n in beside)
    return groups if len(groups) >= FEWEST and min(map(len, groups.values())) >= FEWEST and not are_named else {}


def _find_numbered(headings: Mapping[int, Heading]) -> _Groups:
    """The columns by the number in their headings: 1, 2, 3 … with the same words beside each number."""
    groups: dict[int, dict[int, str]] = {}
    for n, heading in headings.items():
        numbers = _NUMBER.findall(_bare(heading.text)) if read_period_label(heading.text) is None else []
        if len(numbers) == 1:
            groups.setdefault(int(numbers[0]), {})[n] = _NUMBER.sub(" ", _bare(heading.text))
    words = {tuple(" ".join(text.split()) for text in columns.values()) for columns in groups.values()}
    are_numbered = sorted(groups) == list(range(1, len(groups) + 1)) and len(groups) >= FEWEST and len(words) == 1
    return [[*columns] for _, columns in sorted(groups.items())] if are_numbered else []


def _bare(text: str) -> str:
    """A heading without its remarks, to find its number: “Avrop 1 (tkr)”."""
    return _BRACKETS.sub(" ", fold_label(text)) if len(text) <= _LONGEST else ""


def _find_repeated(headings: Mapping[int, Heading]) -> _Groups:
    """The columns whose headings are the same over and over, at least two to a group: Datum | Belopp | Datum | Belopp."""
    if not any(heading.ideas & {"recipient", "receiver"} for heading in headings.values()):
        return []  # cards beside each other, each with its own recipient above it
    columns = sorted(n for n, heading in headings.items() if heading.ideas)
    texts = [fold_label(headings[n].text) for n in columns]
    for start, text in enumerate(texts):
        again = [n for n in range(start + 2, len(texts)) if texts[n] == text]
        size = again[0] - start if again else 0
        ends = [start, *again]
        if size and all(later - earlier == size and texts[later : later + size] == texts[start : start + size] for earlier, later in pairwise(ends)):
            return [columns[first : first + size] for first in ends]
    return []


def _make_part(below: HeadedRows, columns: Sequence[int]) -> Part:
    """The part of a group: its columns by the fields that they hold."""
    # a number beside “nr” is the group's, and “nr” then no heading of ids
    headings = {n: (each := _read_unnamed(below, n))._replace(ideas=each.ideas - {"id"}) for n in columns}
    assigned = below.assign_kind(CALL_OFFS.name, headings).columns
    if "amount" not in assigned and len(columns) == 1 and not headings[columns[0]].ideas:
        assigned = {"amount": columns[0]}  # “Omgång 1” below a title that says what it is
    unit = headings[assigned["amount"]].unit if "amount" in assigned else None
    return Part({name: assigned[name] for name in _OWN if name in assigned}, {}, {"amount": unit} if unit else {})


def _read_unnamed(below: HeadedRows, number: int) -> Heading:
    """A heading without the recipient above it: “fritidsnämnden” over “Datum” heads no column of recipients."""
    heading = below.heading_row.headings[number]
    texts = tuple(cell.text for cell in heading.cells if not below.reader.names_recipient(cell.value))
    return below.reader.read_texts(texts) if 0 < len(texts) < len(heading.cells) else heading


def _ask_about_amounts(found: FoundTable, headings: Mapping[int, Heading], group: Sequence[int]) -> FoundTable:
    """The table with the question which amount of a group is its record's, where it has several."""
    part = found.parts[0]
    others = [n for n in group if n not in part.columns.values() and headings[n].ideas & _AMOUNTS and "date" not in headings[n].ideas]
    if not others:
        return found
    return ask(found, _SEVERAL.bind(table=found.location), [Reading(label_column(found, n)) for n in (part.columns["amount"], *others)], "columns")


_SEVERAL = Text("Varje avrop i {table} har flera belopp. Vilket gäller", "Each call-off in {table} has several amounts. Which one applies")
