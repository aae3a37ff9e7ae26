"""How a workbook that is not ours was read, told as findings: nothing is taken, left out or doubted in silence."""

from collections.abc import Iterable, Iterator, Sequence

from xl_kraftsamling.domain.how_read import TableReading
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.gate_faults import MISSING
from xl_kraftsamling.reading.recognition.choice import Choice, LeftOut
from xl_kraftsamling.reading.recognition.columns import TABLE_KINDS
from xl_kraftsamling.reading.recognition.how_read import template_heading, join_texts, format_column, describe_table
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.recognition.vocabulary import UNITS

REQUIRED_KINDS = ("allocations", "call_offs")
"""The tables without which a workbook is not of this kind; the others may be missing."""

_ESSENTIAL = {"call_offs": ("recipient", "date", "amount", "status"), "transfers": ("date", "amount", "status")}
"""The fields without which the rows of a table say nothing; a table lacks them aloud."""

_HEADING, _TITLE = Text("i rubriken", "in the heading"), Text("ovanför", "above")
_UNITS = {
    1_000: Text("tusental kronor", "thousands of kronor"),
    1_000_000: Text("miljoner kronor", "millions of kronor"),
}


def report_table(found: FoundTable, year: int) -> Iterator[Fault]:
    """How a table was read (ST10), its units (VD03), its essential columns that are missing (ST02), and rival columns (ST12)."""
    place = Place(found.sheet, found.heading_row.row, min(found.assignment.columns.values()))
    yield Fault("ST10", Hit(place=place, values=_how(describe_table(found, year))))
    for name, unit in found.units.items():
        if unit > 1:
            yield _unit(found, name, unit)
    for name in _ESSENTIAL.get(found.kind, ()):
        if name not in found.assignment.columns and not (name == "recipient" and found.names_recipients):
            heading = template_heading(found.kind, name)
            hit = Hit(place=place, values={"heading": heading, "problem": MISSING}, expected=heading)
            yield Fault("ST02", hit, f"{found.kind}.{name}")
    for name, rivals in found.assignment.alternatives.items():
        yield Fault("ST12", _rival(found, name, rivals))


def _how(read: TableReading) -> dict[str, Value]:
    unit, nothing = read.unit, Text("", "")
    return {
        "table": read.table,
        "range": read.range,
        "columns": tuple(column.shown for column in read.columns),
        "owner": Text(" Mottagare är {whose}.", " The recipient is {whose}.").filled(whose=read.owner)
        if read.owner
        else nothing,
        "unit": Text(f" Belopp i {unit.sv}.", f" Amounts in {unit.en}.") if unit else nothing,
        "skipped": join_texts(" Inte läst som uppgifter: {}.", " Not read as data: {}.", read.aside)
        if read.aside
        else nothing,
    }


def _unit(found: FoundTable, name: str, unit: int) -> Fault:
    number = found.assignment.columns[name]
    heading = found.heading_row.headings[number]
    values: dict[str, Value] = {
        "found": UNITS[unit],
        "beside": _HEADING if heading.unit else _TITLE,
        "heading": " ".join(heading.text.split()),
        "proposal": _UNITS[unit],
    }
    return Fault("VD03", Hit(place=Place(found.sheet, found.heading_row.row, number), values=values, found=UNITS[unit]))


def _rival(found: FoundTable, name: str, rivals: Sequence[int]) -> Hit:
    chosen = found.assignment.columns[name]
    values: dict[str, Value] = {
        "what": template_heading(found.kind, name),
        "read": format_column(found, chosen),
        "other": tuple(format_column(found, number) for number in rivals),
    }
    related = tuple(Place(found.sheet, found.heading_row.row, number) for number in rivals)
    return Hit(place=Place(found.sheet, found.heading_row.row, chosen), values=values, related=related)


def report_choice(choice: Choice) -> Iterator[Fault]:
    """The required tables that a workbook lacks (ST01), the tables left out (ST11), and those that may be copies (ST12)."""
    kinds = {each.kind for each in choice.tables}
    for name in REQUIRED_KINDS:
        if name not in kinds:
            sheet = TABLE_KINDS[name].sheet
            what = Text(f"En tabell för {sheet.lower()}", f"A table for {sheet}")
            yield Fault("ST01", Hit(place=Place(""), values={"what": what}), name)
    for each in choice.left_out:
        yield _left(each)
    for read, other in choice.unsure:
        values: dict[str, Value] = {"what": TABLE_KINDS[read.kind].sheet, "read": read.location, "other": other.location}
        yield Fault("ST12", Hit(place=Place(other.sheet, other.heading_row.row, min(other.heading_row.headings)), values=values))


def _left(each: LeftOut) -> Fault:
    return Fault("ST11", Hit(place=each.place, values={"what": each.what, "why": each.reason.text}))


def report_unread_sheets(names: Iterable[str]) -> Iterator[Fault]:
    """The sheets on which something stands and no table was recognised (ST11)."""
    for name in names:
        values: dict[str, Value] = {"what": Text("Bladet {name}", "The sheet {name}").filled(name=name), "why": NO_TABLE_THERE}
        yield Fault("ST11", Hit(place=Place(name), values=values))


NO_TABLE_THERE = Text("ingen tabell kändes igen där", "no table was recognised there")
"""Why a sheet as a whole was not read."""
