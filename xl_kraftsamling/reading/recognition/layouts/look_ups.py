"""Lists that do not name their recipients, but something that another table gives a recipient for: an insats, an ansvar, a code.

Any column of names in the workbook may be such a table, with any column beside it as its keys.  The one is chosen in which nearly
all of a list's entries are found; where two lead to different recipients, or a key stands twice with different ones, that is a question.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import takewhile
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, cell_text
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.tables import CALL_OFFS, INTERVENTIONS, OUTCOMES
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.column_assignment import (
    SAMPLE_ROWS,
    assign_kind,
)
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingReader
from xl_kraftsamling.reading.recognition.labels import label_column
from xl_kraftsamling.reading.recognition.sources import LookUp, fold_key, read_keys
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid

_SEARCHED_ROWS = 1_000
"""Rows of a sheet in which the names of a table of keys begin: a longer one is a list itself."""
_FEWEST = 2
"""Names below each other that make a column of recipients, and keys found that make another column its keys."""
_REACH = 5
"""Rows above the first name in which the heading of a column may be."""
_NEARLY_ALL = 0.75
"""The share of a list's entries that are found among the keys: some entry of every real list is mistyped."""
_SMALL = 3
"""Digits of a number that is no serial number: smaller ones are found in any column of row numbers."""
_OTHER_PARTIES = frozenset({"initiator", "donor", "party", "agreement", "origin", "with"})
"""Ideas of headings over names that are not those who get the money."""
_REFERRING = frozenset({"intervention", "reference", "reverses", "comment", "text"})
"""Fields whose columns may hold the keys; a column without a field may, too."""


class _Names(NamedTuple):
    """A column of recipients on a sheet, with its heading and the rows of its names."""

    sheet: str
    column: int
    lines: Sequence[int]


class _Key(NamedTuple):
    """A column of keys beside one of names, with its heading."""

    names: _Names
    column: int
    heading: Heading

    def read(self, grids: Mapping[str, Grid], reader: HeadingReader) -> dict[str, list[PlacedValue]]:
        """The different recipients of each key, by the folded key."""
        grid, recipients = grids[self.names.sheet], dict[str, dict[str, PlacedValue]]()
        for line in self.names.lines:
            name = grid[line - 1][self.names.column - 1]
            if key := _read_key(grid[line - 1][self.column - 1]):
                official = reader.register.recognise(cell_text(name)).name or cell_text(name)
                recipients.setdefault(key, {}).setdefault(
                    official, PlacedValue(name, Place(self.names.sheet, line, self.names.column))
                )
        return {key: [*names.values()] for key, names in recipients.items()}


class _Candidate(NamedTuple):
    """A way to find the recipients of a list: its column, the column of keys, and what each key may mean."""

    column: int
    key: _Key
    recipients: Mapping[str, Sequence[PlacedValue]]
    is_related: bool

    def find(self, found: FoundTable, grid: Grid, reader: HeadingReader) -> list[str | None]:
        """The recipient of each row, None where it has none."""
        placed = (self.recipients.get(_read_key(grid[line - 1][self.column - 1])) for line in found.rows.data)
        return [reader.register.recognise(cell_text(each[0].value)).name if each else None for each in placed]


def look_up_recipients(
    tables: Sequence[FoundTable], grids: Mapping[str, Grid], reader: HeadingReader
) -> list[FoundTable]:
    """The tables, those that name no recipient with a look-up of it where another table of the workbook gives one."""
    book = _Book(tables, grids, reader)
    return [
        book.look_up(each) if each.kind in (CALL_OFFS.name, OUTCOMES.name) and not each.names_recipients else each for each in tables
    ]


class _Book:
    """The tables of a workbook and, found once if any list asks for them, its columns of keys."""

    def __init__(self, tables: Sequence[FoundTable], grids: Mapping[str, Grid], reader: HeadingReader) -> None:
        self._tables, self._grids, self._reader = tables, grids, reader

    @cached_property
    def _keys(self) -> Sequence[tuple[_Key, Mapping[str, Sequence[PlacedValue]]]]:
        keys = [
            key
            for sheet, grid in self._grids.items()
            for names in _find_names(sheet, grid, self._reader)
            for key in _find_keys(names, grid, self._reader)
        ]
        return [(key, read) for key in keys if len(read := key.read(self._grids, self._reader)) >= _FEWEST]

    def look_up(self, found: FoundTable) -> FoundTable:
        """A list with its recipients from the table that has nearly all of its entries, or as it is where there is none."""
        grid = self._grids[found.sheet]
        candidates = [each for n in _find_columns(found) for each in self._find_candidates(found, n, grid)]
        candidates = [each for each in candidates if each.is_related] or candidates
        if not candidates:
            return found
        candidates.sort(key=lambda each: -sum(name is not None for name in each.find(found, grid, self._reader)))
        chosen = candidates[0]
        questions = [*self._ask_which(found, candidates, grid), *_ask_about_keys(found, chosen, grid)]
        return self._with_look_up(found, chosen, questions[:1])

    def _find_candidates(self, found: FoundTable, column: int, grid: Grid) -> Iterator[_Candidate]:
        entries = list(filter(None, (_read_key(grid[line - 1][column - 1]) for line in found.rows.data)))
        heading = found.heading_row.headings[column]
        for key, recipients in self._keys:
            if key.names.sheet == found.sheet and key.names.column in found.heading_row.headings:
                continue  # the list itself
            hits = [entry for entry in entries if entry in recipients]
            doubtful = sum(len(recipients[entry]) > 1 for entry in hits)
            is_related = self._are_related(heading, key)
            is_telling = len({*hits}) >= _FEWEST and all(not hit.isdigit() or len(hit) >= _SMALL for hit in hits)
            are_found = bool(hits) and len(hits) >= _NEARLY_ALL * len(entries) and doubtful <= len(hits) / 2
            if are_found and (is_related or is_telling):
                yield _Candidate(column, key, recipients, is_related)

    def _are_related(self, heading: Heading, key: _Key) -> bool:
        """Whether a heading says that its column refers to a table of keys: by the heading of these, or by the name of their sheet."""
        ideas, words = heading.ideas - {"id"}, _list_words(heading.text)
        about = self._reader.read_heading(key.names.sheet)
        return bool(
            ideas & (key.heading.ideas | about.ideas)
            or words & (_list_words(key.heading.text) | _list_words(key.names.sheet))
        )

    def _ask_which(self, found: FoundTable, candidates: Sequence[_Candidate], grid: Grid) -> Iterator[Question]:
        """Which of several columns or tables says to whom the rows belong, where they disagree."""
        chosen, *others = candidates
        names = chosen.find(found, grid, self._reader)
        rivals = [
            each
            for each in others
            if any(a and b and a != b for a, b in zip(names, each.find(found, grid, self._reader), strict=True))
        ]
        if rivals:
            readings = [
                _READING.bind(column=label_column(found, each.column), sheet=each.key.names.sheet)
                for each in (chosen, *rivals)
            ]
            related = tuple(Place(found.sheet, found.heading_row.row, each.column) for each in rivals)
            yield Question(
                Place(found.sheet, found.heading_row.row, chosen.column), _WHICH.bind(table=found.location), [Reading(each) for each in readings],
                _NAME_THEM, f"{found.kind}.{OWNER}", related,
            )  # fmt: skip

    def _with_look_up(self, found: FoundTable, chosen: _Candidate, questions: Sequence[Question]) -> FoundTable:
        key = chosen.key
        values = read_keys(key.names.sheet, self._grids[key.names.sheet], key.column, key.names.column)
        values |= {name: meant[0] for name, meant in chosen.recipients.items()}
        source = LookUp(chosen.column, key.names.sheet, key.column, key.names.column, values)
        kind, columns = self._assign(found, chosen)
        assignment = replace(found.assignment, kind=kind, columns=columns)
        return replace(
            found,
            assignment=assignment,
            sources={**found.sources, OWNER: source},
            questions=(*found.questions, *questions),
        )

    def _assign(self, found: FoundTable, chosen: _Candidate) -> tuple[str, dict[str, int]]:
        """The kind of a list and its columns, now that one of them is known to be a reference; what is booked is outcome, and no call-off."""
        kind, columns = found.kind, found.assignment.columns
        if not found.has("status") and any(
            heading.ideas & {"booked", "voucher"} for heading in found.heading_row.headings.values()
        ):
            rows = [self._grids[found.sheet][line - 1] for line in found.rows.data[:SAMPLE_ROWS]]
            kind = OUTCOMES.name
            columns = assign_kind(kind, found.heading_row.headings, rows, self._reader, found.title.year or 0).columns
        columns = {name: n for name, n in columns.items() if n != chosen.column or name == "intervention"}
        if any(_is_key_of(each, chosen.key) for each in self._tables):
            columns.setdefault("intervention", chosen.column)
        return kind, columns


def _is_key_of(found: FoundTable, key: _Key) -> bool:
    """Whether keys are those of a table of insatser."""
    return (
        found.kind == INTERVENTIONS.name
        and found.sheet == key.names.sheet
        and key.column in (found.column("id"), found.column("name"))
    )


def _find_names(sheet: str, grid: Grid, reader: HeadingReader) -> Iterator[_Names]:
    """The columns of a sheet in which recipients are named below each other."""
    lines: dict[int, list[int]] = {}
    for line, row in enumerate(grid[:_SEARCHED_ROWS], 1):
        for column, cell in enumerate(row, 1):
            if cell != "" and reader.names_recipient(cell):
                lines.setdefault(column, []).append(line)
    for column, named in lines.items():
        if len(named) >= _FEWEST and not _find_heading(grid, named[0], column, reader).ideas & _OTHER_PARTIES:
            yield _Names(sheet, column, named)


def _find_keys(names: _Names, grid: Grid, reader: HeadingReader) -> Iterator[_Key]:
    for column in _find_columns_beside(names, grid):
        if sum(bool(_read_key(grid[line - 1][column - 1])) for line in names.lines) >= _FEWEST:
            yield _Key(names, column, _find_heading(grid, names.lines[0], column, reader))


def _find_columns_beside(names: _Names, grid: Grid) -> Iterator[int]:
    """The columns of the same table as the names: up to one that is blank beside all of them."""
    width = len(grid[names.lines[0] - 1])
    for columns in (range(names.column - 1, 0, -1), range(names.column + 1, width + 1)):
        yield from takewhile(lambda n: any(cell_text(grid[line - 1][n - 1]) for line in names.lines), columns)


def _find_heading(grid: Grid, first: int, column: int, reader: HeadingReader) -> Heading:
    """The nearest label above the first name, in a column."""
    cells = (grid[line - 1][column - 1] for line in range(first - 1, max(0, first - 1 - _REACH), -1))
    return reader.read_heading(next((cell for cell in cells if type(cell) is str and cell_text(cell)), ""))


def _find_columns(found: FoundTable) -> list[int]:
    """The columns of a list that may say to whom its rows belong."""
    other = {n for name, n in found.assignment.columns.items() if name not in _REFERRING}
    read = found.used_columns - {*found.assignment.columns.values()}
    return [n for n in found.heading_row.headings if n not in other and n not in read]


def _read_key(cell: Any) -> str:
    """A cell as a key; "" where it holds none."""
    return "" if isinstance(cell, (bool, date, NoValue)) else fold_key(cell)


def _list_words(text: str) -> set[str]:
    return {word for word in fold_key(text).split() if len(word) > _FEWEST}


def _ask_about_keys(found: FoundTable, chosen: _Candidate, grid: Grid) -> Iterator[Question]:
    """Who is meant by a key of the list that stands in the other table with several recipients."""
    used = dict.fromkeys(_read_key(grid[line - 1][chosen.column - 1]) for line in found.rows.data)
    for key in used:
        meant = chosen.recipients.get(key, ())
        if len(meant) > 1:
            first, *others = meant
            readings = [Reading(_NAMED.bind(name=cell_text(each.value), place=each.place)) for each in (first, *others)]
            matter = _TWICE.bind(key=key, sheet=chosen.key.names.sheet, column=label_column(found, chosen.column))
            yield Question(others[0].place, matter, readings, _ONE_EACH, f"{found.kind}.{OWNER}", (first.place,))


_WHICH = Text(
    "Vilka mottagare raderna i {table} gäller står i andra tabeller, som inte stämmer överens",
    "The recipients of the rows in {table} are in other tables, which disagree",
)
_READING = Text("genom {column}, enligt bladet {sheet}", "by {column}, according to the sheet {sheet}")
_TWICE = Text(
    "”{key}”, som {column} hänvisar till, har flera mottagare på bladet {sheet}",
    "“{key}”, to which {column} refers, has several recipients on the sheet {sheet}",
)
_NAMED = Text("{name} ({place})", "{name} ({place})")
_NAME_THEM = Text("Lägg till en kolumn Mottagare i listan.", "Add a column Mottagare to the list.")
_ONE_EACH = Text(
    "Rätta tabellen så att varje uppgift har en mottagare.", "Correct the table so that each entry has one recipient."
)
