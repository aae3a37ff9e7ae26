"""A row for each step of the call-offs below the names of the recipients: a pivot table that is turned, pasted as values.

    Radetiketter | ASN | FRN …      begärt | 10 | …      godkänt | 50 | …      utbetalt | 300 | …

`step_columns` says what such steps are, and that one may contain another; here nothing but Excel's own words for a pivot table tells
that they do not.
"""

from collections.abc import Mapping
from dataclasses import replace

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.status_words import APPROVED, CALL_OFF_STATES, PAID
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading
from xl_kraftsamling.reading.recognition.layouts.step_columns import are_steps, is_pivot_table, is_step, read_step
from xl_kraftsamling.reading.recognition.records import read_amounts
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.reading.row_roles import SortedRows
from xl_kraftsamling.xlsx.grid import Grid


def find_step_lines(below: HeadedRows, labels: Mapping[int, Heading]) -> Mapping[int, str]:
    """The rows that are the amounts of a step each, by their labels; none where there are no several steps."""
    is_pivot = is_pivot_table(below)
    steps = {line: step for line, each in labels.items() if (step := read_step(each.text)) and is_step(each, is_pivot=is_pivot)}
    return steps if are_steps([*steps.values()], is_pivot=is_pivot) else {}


def take_step_lines(found: FoundTable, below: HeadedRows, steps: Mapping[int, str], column: int) -> FoundTable:
    """The list of all call-offs with the amounts of each step in a row, whose label is its status; of a pivot table it is settled that all count.

    :param column: that of the labels.
    """
    texts = tuple(cell_text(below.grid[line - 1][column - 1]) for line in sorted(steps))
    assignment = replace(found.assignment, columns={"status": column, **found.assignment.columns})
    return replace(found, assignment=assignment, only={column: texts} if is_pivot_table(below) else {}, from_follow_up=True)


def ask_about_step_lines(found: FoundTable, grid: Grid) -> FoundTable:
    """The table with the question what its steps contain, if it has a row for each and neither it nor its map says which are read."""
    column = found.column("status")
    of_recipients = bool(found.parts) and all(OWNER in part.fixed and "status" not in part.columns for part in found.parts)
    if not column or not of_recipients or column in found.only or len(found.rows.data) > len(CALL_OFF_STATES):
        return found
    steps = {line: read_step(cell_text(grid[line - 1][column - 1])) for line in found.rows.data}
    lines = {step: line for line, step in steps.items() if step}
    if len(lines) < len(steps) or not are_steps([*lines], is_pivot=False):
        return found
    totals = {step: _add_up(found, line, grid) for step, line in lines.items()}
    texts = {step: cell_text(grid[line - 1][column - 1]) for step, line in lines.items()}
    readings = [
        Reading(_APART, totals[APPROVED] + totals[PAID], _only(column, [*texts.values()])), Reading(_CONTAINED, totals[APPROVED], _only(column, [texts[APPROVED]])),
    ]  # fmt: skip
    first, *others = (Place(found.sheet, line, column) for line in lines.values())
    question = Question(first, _MATTER.bind(table=found.location), readings, _ANSWER, f"{found.kind}.amount", tuple[Place, ...](others), map_section="only")
    return replace(found, questions=(*found.questions, question))


def _add_up(found: FoundTable, line: int, grid: Grid) -> int:
    return sum(ore or 0 for ore in read_amounts(replace(found, rows=SortedRows(data=[line])), "amount", grid))


def _only(column: int, texts: list[str]) -> str:
    return f"{column_letters(column)} = [{', '.join(map(quote_toml, texts))}]"


_MATTER = Text("{table} har ett belopp för varje steg. Vad är avropat", "{table} has an amount for each step. What is called off")
_APART = Text("det godkända och det utbetalda tillsammans", "what is approved and what is paid together")
_CONTAINED = Text("det godkända, som det utbetalda är en del av", "what is approved, of which what is paid is a part")
_ANSWER = Text(
    "Ange i en karta vilka rader som läses: ”kraftsamling map” med --write skriver kartan, med svaren som rader att välja "
    "bland.",
    "State in a map which rows are read: “kraftsamling map” with --write writes the map, with the answers as lines to choose "
    "from.",
)
