"""Amounts beside those of a list of call-offs that would change what each comes to: “Återfört belopp”, or “Varav 2026” beside a total.

Whether the amounts that are read are before or after what went back, or of this year alone, nobody can see: a question, unless a column
of them is empty or repeats what is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xl_kraftsamling.domain.cell_text import cell_text, is_number
from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.labels import label_column, label_field
from xl_kraftsamling.reading.recognition.records import read_column_amounts
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

_OF_AMOUNTS = frozenset({"amount", "call_off", "reversal", "paid"})


def ask_about_partial_amounts(found: FoundTable, grid: Grid, year: int) -> FoundTable:
    """The list with a question for each column of amounts that went back, and one where a column has those of a year alone."""
    if found.kind != CALL_OFFS.name or found.parts or found.from_follow_up or not found.column("amount") or found.sources.keys() & {"amount"}:
        return found
    return replace(found, questions=(*found.questions, *_find_questions(found, grid, year)))


def _find_questions(found: FoundTable, grid: Grid, year: int) -> Iterator[Question]:
    read = found.assignment.columns["amount"]
    free = {n: heading for n, heading in found.heading_row.headings.items() if n not in found.used_columns and _has_amounts(found, grid, n)}
    for number, heading in free.items():
        if "reversal" in heading.ideas and heading.ideas <= _OF_AMOUNTS:
            total = _total(found, grid, read)
            less = Reading(_LESS.bind(column=label_column(found, number)), total - _total(found, grid, number))
            yield _ask(found, number, _REVERSED.bind(column=label_column(found, number)), [less, _as_they_stand(found, grid, read)], _OWN_ROWS)
    years = {n: heading.year for n, heading in free.items() if heading.year and heading.ideas <= {"amount"}}
    if years and found.heading_row.headings[read].year is None:
        own = [_in_column(found, grid, n) for n, of in years.items() if of == year and not _repeats(found, grid, n)]
        others = [n for n, of in years.items() if of != year and any(read_column_amounts(found, n, grid))]
        if own or others:
            yield _ask(found, next(iter(years)), _OF_A_YEAR.bind(year=year), [_in_column(found, grid, read), *own], _WHICH_COLUMN)


def _has_amounts(found: FoundTable, grid: Grid, number: int) -> bool:
    cells = [cell for line in found.rows.data if cell_text(cell := grid[line - 1][number - 1])]
    return any(map(is_number, cells)) and any(read_column_amounts(found, number, grid))


def _repeats(found: FoundTable, grid: Grid, number: int) -> bool:
    return read_column_amounts(found, number, grid) == read_column_amounts(found, found.assignment.columns["amount"], grid)


def _total(found: FoundTable, grid: Grid, number: int) -> int:
    return sum(read_column_amounts(found, number, grid))


def _as_they_stand(found: FoundTable, grid: Grid, number: int) -> Reading:
    return _in_column(found, grid, number)._replace(what=_AS_THEY_STAND.bind(column=label_column(found, number)))


def _in_column(found: FoundTable, grid: Grid, number: int) -> Reading:
    line = f'"{label_field(found.kind, "amount")}" = "{column_letters(number)}"'
    return Reading(label_column(found, number), _total(found, grid, number), line)


def _ask(found: FoundTable, number: int, matter: Text, readings: Sequence[Reading], answer: Text) -> Question:
    place = Place(found.sheet, found.heading_row.row, number)
    return Question(place, matter, readings, answer, f"{found.kind}.amount", map_section="columns")


_REVERSED = Text("{column} visar belopp som har gått tillbaka. Vad är avropat", "{column} shows amounts that went back. What is called off")
_LESS = Text("beloppen minskade med {column}", "the amounts less {column}")
_AS_THEY_STAND = Text("{column} som det står", "{column} as it stands")
_OF_A_YEAR = Text(
    "Beloppen är delade på år, och det går inte att se vilken kolumn som är avropat av {year} års medel",
    "The amounts are divided by year, and nothing shows which column is called off of the money of {year}",
)
_OWN_ROWS = Text(
    "Ska beloppen minskas: skriv varje återföring som en egen rad med status återfört. Annars: ange i en karta att beloppen gäller som de står: "
    "”kraftsamling map” med --write skriver kartan, med svaret som en rad.",
    "If the amounts are to be reduced: enter each reversal as a row of its own with the status återfört. If not: state in a map that the amounts "
    "apply as they stand: “kraftsamling map” with --write writes the map, with the answer as a line.",
)
_WHICH_COLUMN = Text(
    "Ange vilken kolumn som gäller i en karta: ”kraftsamling map” med --write skriver kartan, med svaren som rader att välja bland.",
    "State which column applies in a map: “kraftsamling map” with --write writes the map, with the answers as lines to choose from.",
)
