"""How a workbook that is not ours was read, told as findings: nothing is taken, left out or doubted in silence."""

from collections.abc import Iterable, Iterator, Sequence

from xl_kraftsamling.domain.how_read import TableRead
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.gate_faults import MISSING
from xl_kraftsamling.reading.recognition.choice import Choice, Left
from xl_kraftsamling.reading.recognition.columns import KINDS
from xl_kraftsamling.reading.recognition.how_read import heading_of, joined, shown, table_read
from xl_kraftsamling.reading.recognition.tables import Found
from xl_kraftsamling.reading.recognition.vocabulary import UNITS

REQUIRED = ("allocations", "call_offs")
"""The tables without which a workbook is not of this kind; the others may be missing."""

_ESSENTIAL = {"call_offs": ("recipient", "date", "amount", "status"), "transfers": ("date", "amount", "status")}
"""The fields without which the rows of a table say nothing; a table lacks them aloud."""

_HEADING, _TITLE = Text("i rubriken", "in the heading"), Text("ovanför", "above")
_UNITS = {
    1_000: Text("tusental kronor", "thousands of kronor"),
    1_000_000: Text("miljoner kronor", "millions of kronor"),
}


def told(found: Found, year: int) -> Iterator[Fault]:
    """How a table was read (ST10), its units (VD03), its essential columns that are missing (ST02), and rival columns (ST12)."""
    place = Place(found.sheet, found.band.row, min(found.assigned.columns.values()))
    yield Fault("ST10", Hit(place=place, values=_how(table_read(found, year))))
    for name, unit in found.units.items():
        if unit > 1:
            yield _unit(found, name, unit)
    for name in _ESSENTIAL.get(found.kind, ()):
        if name not in found.assigned.columns and not (name == "recipient" and found.names_recipients):
            heading = heading_of(found.kind, name)
            hit = Hit(place=place, values={"heading": heading, "problem": MISSING}, expected=heading)
            yield Fault("ST02", hit, f"{found.kind}.{name}")
    for name, rivals in found.assigned.rivals.items():
        yield Fault("ST12", _rival(found, name, rivals))


def _how(read: TableRead) -> dict[str, Value]:
    unit, nothing = read.unit, Text("", "")
    return {
        "table": read.table,
        "range": read.range,
        "columns": tuple(column.shown for column in read.columns),
        "owner": Text(" Mottagare är {whose}.", " The recipient is {whose}.").filled(whose=read.owner)
        if read.owner
        else nothing,
        "unit": Text(f" Belopp i {unit.sv}.", f" Amounts in {unit.en}.") if unit else nothing,
        "skipped": joined(" Inte läst som uppgifter: {}.", " Not read as data: {}.", read.aside)
        if read.aside
        else nothing,
    }


def _unit(found: Found, name: str, unit: int) -> Fault:
    number = found.assigned.columns[name]
    heading = found.band.headings[number]
    values: dict[str, Value] = {
        "found": UNITS[unit],
        "beside": _HEADING if heading.unit else _TITLE,
        "heading": " ".join(heading.text.split()),
        "proposal": _UNITS[unit],
    }
    return Fault("VD03", Hit(place=Place(found.sheet, found.band.row, number), values=values, found=UNITS[unit]))


def _rival(found: Found, name: str, rivals: Sequence[int]) -> Hit:
    chosen = found.assigned.columns[name]
    values: dict[str, Value] = {
        "what": heading_of(found.kind, name),
        "read": shown(found, chosen),
        "other": tuple(shown(found, number) for number in rivals),
    }
    related = tuple(Place(found.sheet, found.band.row, number) for number in rivals)
    return Hit(place=Place(found.sheet, found.band.row, chosen), values=values, related=related)


def lacking(choice: Choice) -> Iterator[Fault]:
    """The required tables that a workbook lacks (ST01), the tables left out (ST11), and those that may be copies (ST12)."""
    kinds = {each.kind for each in choice.read}
    for name in REQUIRED:
        if name not in kinds:
            sheet = KINDS[name].sheet
            what = Text(f"En tabell för {sheet.lower()}", f"A table for {sheet}")
            yield Fault("ST01", Hit(place=Place(""), values={"what": what}), name)
    for each in choice.left:
        yield _left(each)
    for read, other in choice.asked:
        values: dict[str, Value] = {"what": KINDS[read.kind].sheet, "read": read.where, "other": other.where}
        yield Fault("ST12", Hit(place=Place(other.sheet, other.band.row, min(other.band.headings)), values=values))


def _left(each: Left) -> Fault:
    return Fault("ST11", Hit(place=each.place, values={"what": each.what, "why": each.why.text}))


def unread_sheets(names: Iterable[str]) -> Iterator[Fault]:
    """The sheets on which something stands and no table was recognised (ST11)."""
    for name in names:
        values: dict[str, Value] = {"what": Text("Bladet {name}", "The sheet {name}").filled(name=name), "why": UNKNOWN}
        yield Fault("ST11", Hit(place=Place(name), values=values))


UNKNOWN = Text("ingen tabell kändes igen där", "no table was recognised there")
"""Why a sheet as a whole was not read."""
