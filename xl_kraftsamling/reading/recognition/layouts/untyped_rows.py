"""The rows of a list of several kinds that are of none that is known: they are said, and asked about where they have an amount."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader
from xl_kraftsamling.reading.recognition.labels import EMPTY_CELL, label_column
from xl_kraftsamling.reading.recognition.layouts.events import is_balance
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

_MOST_NAMED = 5
"""Values that a question names; the cells say the rest."""


class UntypedRows(NamedTuple):
    """Rows of a sheet of which the column of kinds says nothing known, with what their amounts come to in öre."""

    sheet: str
    number: int
    lines: Sequence[int]
    values: Sequence[str]
    total: int

    @property
    def named(self) -> tuple[Value, ...]:
        """Their values, the first of them, as they are said."""
        return tuple(value or EMPTY_CELL for value in self.values[:_MOST_NAMED])

    @property
    def places(self) -> Sequence[Place]:
        """Their cells in the column of kinds."""
        return [Place(self.sheet, line, self.number) for line in self.lines]


def settle_untyped_rows(
    tables: Sequence[FoundTable], grid: Grid, reader: HeadingReader, amounts: Mapping[int, int], number: int
) -> list[FoundTable]:
    """The tables of a list, the first with what is said of rows that no table reads: those without an amount or with a balance are
    left out, and the others asked about.

    :param amounts: the amount of each of these rows in öre; `number` is the column that says what the rows are.
    """
    first, *others = sorted(tables, key=lambda each: each.kind != CALL_OFFS.name)
    texts = {line: cell_text(grid[line - 1][number - 1]) for line in amounts}
    silent = [line for line, text in texts.items() if not amounts[line] or is_balance(text, reader)]
    asked = [line for line in texts if line not in silent]
    if silent:
        first = replace(first, said=(*first.said, _say(first, _gather(first, number, silent, texts, amounts))))
    if asked:
        rows = _gather(first, number, asked, texts, amounts)
        readings = [_read_as(each, rows, first) for each in _by_kind([first, *others])]
        place, *related = rows.places
        matter = (_MATTER if related else _ONE).bind(n=len(asked), column=label_column(first, number), values=rows.named)
        leaves = f"{first.kind}.amount"
        question = Question(place, matter, [*readings, Reading(_BETWEEN), Reading(_NOTHING, 0, _only(first, number, ()))], _ANSWER, leaves, tuple(related), map_section="only")
        first = replace(first, questions=(*first.questions, question))
    return [first, *others]


def _gather(found: FoundTable, number: int, lines: Sequence[int], texts: Mapping[int, str], amounts: Mapping[int, int]) -> UntypedRows:
    values = [*dict.fromkeys(texts[line] for line in lines)]
    return UntypedRows(found.sheet, number, lines, values, sum(amounts[line] for line in lines))


def _say(found: FoundTable, rows: UntypedRows) -> Fault:
    what = (_ROWS if len(rows.lines) > 1 else _ROW).bind(n=len(rows.lines), sheet=rows.sheet, total=Ore(rows.total))
    why = _NO_RECORDS.bind(column=label_column(found, rows.number), values=rows.named)
    place, *related = rows.places
    return Fault("ST11", Hit(place=place, values={"what": what, "why": why}, related=tuple(related)))


def _by_kind(tables: Sequence[FoundTable]) -> Iterator[FoundTable]:
    """The first table of each kind that an untyped row may be of."""
    seen: set[str] = set()
    for each in tables:
        if each.kind in _NAMES and each.kind not in seen:
            seen.add(each.kind)
            yield each


def _read_as(found: FoundTable, rows: UntypedRows, asking: FoundTable) -> Reading:
    # a line of the map of the table that asks: those of other tables would be no answer there
    line = _only(found, rows.number, rows.values) if found is asking else ""
    return Reading(_NAMES[found.kind], rows.total, line)


def _only(found: FoundTable, number: int, more: Sequence[str]) -> str:
    """The line of a map that says with which values the rows of a table are read: its own, and more."""
    return f"{column_letters(number)} = [{', '.join(map(quote_toml, [*found.only[number], *more]))}]"


_NAMES = {CALL_OFFS.name: Text("avrop", "call-offs"), ALLOCATIONS.name: Text("tilldelning", "allocations")}
_BETWEEN = Text(
    "omfördelning, mellan två mottagare som raden inte nämner båda av",
    "transfers, between two recipients that the row does not both name",
)
_NOTHING = Text("inget som ska räknas", "nothing that should count")
_ROWS = Text("{n} rader på bladet {sheet} ({total})", "{n} rows on the sheet {sheet} ({total})")
_ROW = Text("en rad på bladet {sheet} ({total})", "one row on the sheet {sheet} ({total})")
_NO_RECORDS = Text("i {column} står {values}, som inte är pengar som flyttas", "{column} has {values}, which moves no money")
_MATTER = Text(
    "{n} rader har {values} i {column}, och det framgår inte vad det är. Är de",
    "{n} rows have {values} in {column}, and nothing shows what that is. Are they",
)
_ONE = Text(
    "En rad har {values} i {column}, och det framgår inte vad det är. Är den",
    "One row has {values} in {column}, and nothing shows what that is. Is it",
)
_ANSWER = Text(
    "Rätta ordet i kolumnen, eller ange i en karta vad raderna är: ”kraftsamling map” med --write skriver kartan, med svaren "
    "som rader att välja bland.",
    "Correct the word in the column, or state in a map what the rows are: “kraftsamling map” with --write writes the map, "
    "with the answers as lines to choose from.",
)
