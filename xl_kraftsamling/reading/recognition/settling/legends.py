"""Codes in a column of statuses that the workbook itself explains: in a note (“B = beviljat”), or in a small table of codes and meanings.

What its own sheet says holds before what another one says; where two places give a code different meanings, or one that is no status,
nothing is learnt, and the code is found unknown at its cells (VD13).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_label, is_number
from xl_kraftsamling.domain.legends import read_legend, read_meaning
from xl_kraftsamling.domain.own_words import OwnWords, fold_word
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import parse_state
from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.tables import FoundTable, LegendEntry
from xl_kraftsamling.xlsx.grid import Grid, slice_column

_LONGEST_CODE = 20
"""Characters of a cell that may be a code in a table of codes."""

Grids = Mapping[str, Grid]


class _Explanation(NamedTuple):
    """What a place says that a code means, in its own words."""

    meaning: str
    place: Place


def teach_legends(tables: Sequence[FoundTable], grids: Grids) -> list[FoundTable]:
    """The tables with what the workbook says that unknown words in their columns of statuses mean."""
    unknown = {id(each): words for each in tables if (words := _find_unknown(each, grids[each.sheet]))}
    if not unknown:
        return [*tables]
    wanted = {word for words in unknown.values() for word in words}
    explained = {name: _find_explanations(grid, name, [each for each in tables if each.sheet == name], wanted) for name, grid in grids.items()}
    return [_teach(each, unknown[id(each)], explained) if id(each) in unknown else each for each in tables]


def _find_column(found: FoundTable) -> Column | None:
    return next((column for column in TABLE_KINDS[found.kind].columns if column.kind is Kind.STATUS), None)


def _find_unknown(found: FoundTable, grid: Grid) -> Mapping[str, str]:
    """The words in the columns of statuses of a table that mean nothing known, as they stand there, by how they are compared."""
    column = _find_column(found)
    numbers = found.list_columns(column.field) if column else ()
    if column is None or not numbers:
        return {}
    # by their types too: True and 1 are the same to a dict
    distinct = dict.fromkeys((type(cell), cell) for n in numbers for cell in _list_distinct(grid, n, found.rows.data))
    own = found.own_words.translate(column, [cell for _, cell in distinct if cell != ""])
    return {fold_word(cell): cell_text(cell) for cell in own if cell_text(cell) and not parse_state(cell_text(cell), column.states)}


def _list_distinct(grid: Grid, number: int, lines: Sequence[int]) -> Iterator[Any]:
    """What stands in some rows of a column, each type and value once: a long list has few words for its statuses."""
    cells = slice_column(grid, number, lines[0], lines[-1]) if lines else ()
    picked = cells if isinstance(lines, range) else [cells[line - lines[0]] for line in lines]
    yield from (cell for _, cell in dict.fromkeys(zip(map(type, picked), picked, strict=True)))


# ---- what the workbook explains


def _find_explanations(grid: Grid, sheet: str, tables: Sequence[FoundTable], wanted: set[str]) -> Mapping[str, Sequence[_Explanation]]:
    """What a sheet says of the words, outside the rows of its tables."""
    found: dict[str, list[_Explanation]] = defaultdict(list)
    for place, code, meaning in (*_list_notes(grid, sheet), *_list_pairs(grid, sheet)):
        if code in wanted and not any(_is_among_rows(each, place) for each in tables):
            found[code].append(_Explanation(meaning, place))
    return found


def _is_among_rows(found: FoundTable, place: Place) -> bool:
    area = found.area
    return found.heading_row.row < place.row <= area.bottom and area.left <= place.column <= area.right


def _list_notes(grid: Grid, sheet: str) -> Iterator[tuple[Place, str, str]]:
    for line, row in enumerate(grid, 1):
        for number, cell in enumerate(row, 1):
            if type(cell) is str and len(cell) > 1:
                yield from ((Place(sheet, line, number), fold_word(code), meaning) for code, meaning in read_legend(cell))


def _list_pairs(grid: Grid, sheet: str) -> Iterator[tuple[Place, str, str]]:
    """The codes of tables of codes: of cells with a text to their right, below each other, and with nothing to their left.

    A code that stands in the column again is no entry of such a table, but of a list.
    """
    codes = Counter((at, fold_word(row[at])) for row in grid for at in range(len(row) - 1) if _is_pair(row, at))
    for line, row in enumerate(grid, 1):
        for at in range(len(row) - 1):
            if _is_pair(row, at) and codes[at, fold_word(row[at])] == 1 and any(_is_pair(grid[n], at) for n in (line - 2, line) if 0 <= n < len(grid)):
                yield Place(sheet, line, at + 2), fold_word(row[at]), row[at + 1]


def _is_pair(row: Sequence[Any], at: int) -> bool:
    if at + 1 >= len(row) or type(row[at + 1]) is not str or not row[at + 1]:
        return False
    code = row[at]
    is_code = is_number(code) or (type(code) is str and 0 < len(code) <= _LONGEST_CODE)
    return is_code and (at == 0 or not cell_text(row[at - 1]))


# ---- what is learnt


def _teach(found: FoundTable, words: Mapping[str, str], explained: Mapping[str, Mapping[str, Sequence[_Explanation]]]) -> FoundTable:
    column = _find_column(found)
    learnt: list[LegendEntry] = []
    for word in sorted(words) if column else ():
        others = [each for sheet, known in explained.items() if sheet != found.sheet for each in known.get(word, ())]
        said = explained[found.sheet].get(word) or others
        states = {read_meaning(each.meaning, column.states) for each in said} if column else set()
        state = next(iter(states)) if len(states) == 1 else None
        if state:
            learnt.append(LegendEntry(words[word], state, said[0].place))
    if column is None or not learnt:
        return found
    heading = fold_label(column.heading)
    taught = {**{fold_word(entry.word): entry.state for entry in learnt}, **found.own_words.cells.get(heading, {})}
    return replace(found, legend=tuple(learnt), own_words=OwnWords(found.own_words.names, {**found.own_words.cells, heading: taught}))
