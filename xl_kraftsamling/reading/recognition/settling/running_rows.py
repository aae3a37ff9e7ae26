"""A list whose amounts run: each row states what its recipient has called off so far, and contains the rows before it.

    Datum | Nämnd | Avropat ack | Status

Added up, they would count the same money many times.  A heading may also be wrong, or the rows be of insatser with a sum each: whether the
last row of each recipient counts, or every row, is a question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.dates import read_date
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import CALL_OFFS, STATED_BALANCES
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.column_assignment import ColumnAssignment
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.labels import label_column
from xl_kraftsamling.reading.recognition.layouts.follow_ups import is_running
from xl_kraftsamling.reading.recognition.layouts.step_rows import ALL, LAST
from xl_kraftsamling.reading.recognition.records import read_amounts, read_field
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid


def find_running_list(follow_up: FoundTable, below: HeadedRows) -> FoundTable | None:
    """The list of call-offs that looks like a follow-up, since its amounts run; None where it is a follow-up, with one row for each recipient."""
    amount = follow_up.column("called_off") if follow_up.kind == STATED_BALANCES.name else None
    if amount is None or "running" not in below.heading_row.headings[amount].ideas:
        return None
    headings = {n: heading for n, heading in below.heading_row.headings.items() if n != amount}
    columns = {**below.assign_kind(CALL_OFFS.name, headings).columns, "amount": amount}
    found = below.make_table(ColumnAssignment(CALL_OFFS.name, columns)) if {OWNER, "date"} <= columns.keys() else None
    return found if found and len(_find_last(found, below.grid)) < len(found.rows.data) else None


def settle_running_rows(found: FoundTable, grid: Grid) -> FoundTable:
    """The table with the last row alone of each recipient where its map says so, or with the question whether only that counts."""
    can_run = found.kind == CALL_OFFS.name and found.has("date") and not found.parts and "amount" in found.assignment.columns
    if not can_run or found.step_rows == ALL or not is_running(found):
        return found
    last = {*_find_last(found, grid).values()}
    earlier = [line for line in found.rows.data if line not in last]
    if not earlier:
        return found
    return _keep_last(found, earlier) if found.step_rows == LAST else _ask(found, grid, last)


def _find_last(found: FoundTable, grid: Grid) -> Mapping[str, int]:
    """The latest row of each recipient."""
    names = (fold_label(cell_text(cell)) for cell in read_field(found, OWNER, grid))
    days = (read_date(cell).value or date.min for cell in read_field(found, "date", grid))
    return {name: line for _, line, name in sorted(zip(days, found.rows.data, names, strict=True))}


def _keep_last(found: FoundTable, earlier: Sequence[int]) -> FoundTable:
    left = {*earlier}
    # its sums are those of all rows: they would be wrong for the last ones alone
    rows = replace(found.rows, data=[line for line in found.rows.data if line not in left], sums=(), subtotals=())
    place, *related = (Place(found.sheet, line, found.assignment.columns["amount"]) for line in earlier)
    values = {"what": _ROWS.bind(n=len(earlier), sheet=found.sheet), "why": _CONTAINED}
    return replace(found, rows=rows, said=(*found.said, Fault("ST11", Hit(place=place, values=values, related=tuple(related)))))


def _ask(found: FoundTable, grid: Grid, last: set[int]) -> FoundTable:
    number = found.assignment.columns["amount"]
    amounts = dict(zip(found.rows.data, (ore or 0 for ore in read_amounts(found, "amount", grid)), strict=True))
    readings = [
        Reading(_LAST, sum(amounts[line] for line in last), f'step_rows = "{LAST}"'), Reading(_EACH, sum(amounts.values()), f'step_rows = "{ALL}"')
    ]  # fmt: skip
    matter = _MATTER.bind(column=label_column(found, number))
    question = Question(Place(found.sheet, found.heading_row.row, number), matter, readings, _ANSWER, f"{found.kind}.amount")
    return replace(found, questions=(*found.questions, question))


_ROWS = Text("{n} rader på bladet {sheet}", "{n} rows of the sheet {sheet}")
_CONTAINED = Text("beloppen är ackumulerade, och mottagarens sista rad innehåller dem", "the amounts run, and the recipient's last row contains them")
_MATTER = Text(
    "Beloppen i {column} verkar vara ackumulerade, och samma mottagare står på flera rader. Vad har mottagarna avropat",
    "The amounts in {column} seem to add up from row to row, and a recipient has several rows. What have the recipients called off",
)
_LAST = Text("den sista raden för var och en", "the last row of each")
_EACH = Text("alla rader tillsammans", "all rows together")
_ANSWER = Text(
    "Skriv varje avrops eget belopp i kolumnen, eller säg i en karta hur raderna läses: »kraftsamling map« med --write skriver den, med svaren som "
    "rader att välja bland.",
    "Enter the amount of each call-off alone in the column, or say in a map how the rows are read: `kraftsamling map` with --write writes it, "
    "with the answers as lines to choose from.",
)
