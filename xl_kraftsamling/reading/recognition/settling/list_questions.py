"""The questions about whole lists: which of two that seem to be the same money holds, and whether one that may be another matter's counts."""

from collections.abc import Mapping
from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.records import read_amounts
from xl_kraftsamling.reading.recognition.settling.same_money import amount_field
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid


class ListQuestion(NamedTuple):
    """A question about a table that is not read until it is answered, and the table that is read meanwhile, if it is about two."""

    read: FoundTable | None
    other: FoundTable
    question: Question


def ask_which_list(read: FoundTable, other: FoundTable, grids: Mapping[str, Grid]) -> ListQuestion:
    """The question which of two lists holds, with what each comes to, and both."""
    totals = [_total(each, grids[each.sheet]) for each in (read, other)]
    what = [_ONLY.bind(table=each.location) for each in (read, other)]
    readings = [Reading(text, total) for text, total in zip(what, totals, strict=True)]
    if read.kind != "allocations":  # nobody is granted twice
        readings.append(Reading(_BOTH, sum(totals)))
    matter = _SAME_MONEY.bind(kind=TABLE_KINDS[read.kind].sheet, read=read.location, other=other.location)
    question = Question(other.first_heading, matter, readings, _DELETE_ONE, _amounts(read), (read.first_heading,))
    return ListQuestion(read, other, question)


class Objection(NamedTuple):
    """What speaks against a list, as a predicate; and what to do where the list counts all the same."""

    why: Text
    if_counted: Text


def ask_whether_counted(other: FoundTable, objection: Objection, grids: Mapping[str, Grid]) -> ListQuestion:
    """The question whether a list counts at all, with what it comes to."""
    readings = [Reading(_YES, _total(other, grids[other.sheet])), Reading(_NO, 0)]
    matter = _WHETHER.bind(kind=TABLE_KINDS[other.kind].sheet, table=other.location, why=objection.why)
    answer = _SAY_WHETHER.bind(change=objection.if_counted)
    return ListQuestion(None, other, Question(other.first_heading, matter, readings, answer, _amounts(other)))


def _amounts(found: FoundTable) -> str:
    return f"{found.kind}.{amount_field(found.kind)}"


def _total(found: FoundTable, grid: Grid) -> int:
    return sum(ore or 0 for ore in read_amounts(found, amount_field(found.kind), grid))


ON_HIDDEN_SHEET = Objection(
    Text("står på ett dolt blad", "is on a hidden sheet"),
    Text("visa bladet (högerklicka på en flik och välj Ta fram)", "show the sheet (right-click a tab and choose Unhide)"),
)
_ONLY, _BOTH = Text("bara {table}", "only {table}"), Text("båda", "both")
_YES, _NO = Text("ja", "yes"), Text("nej", "no")
_SAME_MONEY = Text(
    "{kind}: {read} och {other} verkar vara samma pengar. Vad gäller",
    "{kind}: {read} and {other} seem to be the same money. Which applies",
)
_WHETHER = Text("{kind}: {table} {why}. Räknas den", "{kind}: {table} {why}. Does it count")
_DELETE_ONE = Text(
    "Radera den lista som inte gäller, eller flytta den till ett blad som heter Gammal …, eller ange i en karta vilka "
    "tabeller som läses: ”kraftsamling map” med --write skriver kartan, med svaren att välja bland.",
    "Delete the list that does not apply, or move it to a sheet named Old …, or state in a map which tables are read: "
    "“kraftsamling map” with --write writes the map, with the answers to choose from.",
)
_SAY_WHETHER = Text(
    "Om listan räknas: {change}. Om inte: radera den, eller flytta den till ett blad som heter Gammal …. Eller ange i en "
    "karta vilka tabeller som läses: ”kraftsamling map” med --write skriver kartan, med listan att ta med eller låta bli.",
    "If the list counts: {change}. If not: delete it, or move it to a sheet named Old …. Or state in a map which tables are "
    "read: “kraftsamling map” with --write writes the map, with the list to keep or leave.",
)
