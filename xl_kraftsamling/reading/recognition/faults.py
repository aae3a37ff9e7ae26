"""How a workbook in another layout was read, as findings, so that nothing is read, left out or guessed without being reported."""

from collections.abc import Iterable, Iterator, Sequence

from xl_kraftsamling.domain.money import UNIT_NAMES
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.cell_faults import MISSING
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.how_read import NO_TABLE_THERE, describe_table
from xl_kraftsamling.reading.recognition.labels import label_field, make_one_line
from xl_kraftsamling.reading.recognition.table_choice import Choice
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.shown_units import UNITS_IN_WORDS, report_shown

REQUIRED_KINDS = ("allocations", "call_offs")
"""The tables whose absence is a fault; a workbook with neither of them is refused, and the others may be missing."""

_ESSENTIAL = {"call_offs": ("recipient", "amount", "status"), "transfers": ("date", "amount", "status")}
"""The fields without which the rows of a table cannot be judged: their absence is a fault too."""
_IN_HEADING = Text(
    "Beloppen under rubriken ”{heading}” har lästs som {proposal}.",
    "The amounts below the heading “{heading}” have been read as {proposal}.",
)
_BESIDE = Text(
    "Beloppen under ”{heading}” har lästs som {proposal}, eftersom det står vid tabellen.",
    "The amounts below “{heading}” have been read as {proposal}, because that is stated beside the table.",
)
_NOTHING, _SENTENCE = Text("", ""), Text(" {what}.", " {what}.")


def report_table(found: FoundTable, year: int) -> Iterator[Fault]:
    """How a table was read (ST10), units (VD03), missing essential columns (ST02), and columns that may be meant instead (ST12)."""
    place = Place(found.sheet, found.heading_row.row, min(found.assignment.columns.values()))
    yield Fault("ST10", Hit(place=place, values=_reading_values(found, year)))
    for name, unit in found.units.items():
        if unit > 1 and name not in found.shown:
            yield _unit_fault(found, name, unit)
    for name, column in found.shown.items():
        number = found.assignment.columns[name]
        at = Place(found.sheet, found.heading_row.row, number)
        yield from report_shown(column, at, found.heading_row.headings[number].text, f"{found.kind}.{name}")
    asked = {question.leaves_unread for question in found.questions}
    for name in _ESSENTIAL.get(found.kind, ()):
        is_there = found.has(name) or (name == "recipient" and found.names_recipients)
        if not is_there and f"{found.kind}.{name}" not in asked:
            heading = label_field(found.kind, name)
            hit = Hit(place=place, values={"heading": heading, "problem": MISSING}, expected=heading)
            yield Fault("ST02", hit, f"{found.kind}.{name}")
    yield from found.said
    yield from (question.report() for question in found.questions)


def report_choice(choice: Choice, unread_sheets: Iterable[str]) -> Iterator[Fault]:
    """Required tables that are missing (ST01), near copies (ST12), and tables and sheets that are not read (ST11)."""
    for name in REQUIRED_KINDS:
        if name not in choice.kinds:
            sheet = TABLE_KINDS[name].sheet
            what = Text(f"En tabell för {sheet.lower()}", f"A table for {sheet}")
            yield Fault("ST01", Hit(place=Place(""), values={"what": what}), name)
    for each in choice.left_out:
        yield Fault("ST11", Hit(place=each.table.first_heading, values={"what": each.table.location, "why": each.reason.text}))
    yield from (question.report() for question in choice.questions)
    for name in unread_sheets:
        what = Text("Bladet {name}", "The sheet {name}").bind(name=name)
        yield Fault("ST11", Hit(place=Place(name), values={"what": what, "why": NO_TABLE_THERE}))


def _reading_values(found: FoundTable, year: int) -> dict[str, Value]:
    """The values of ST10; each of its optional sentences is empty where it does not apply."""
    read = describe_table(found, year)
    owner, unit = read.owner, read.unit
    return {
        "table": read.table,
        "range": read.range,
        "columns": tuple(column.label for column in read.columns),
        "owner": Text(" Mottagare är {whose}.", " The recipient is {whose}.").bind(whose=owner) if owner else _NOTHING,
        "unit": Text(f" Belopp i {unit.sv}.", f" Amounts in {unit.en}.") if unit else _NOTHING,
        "elsewhere": _NOTHING.join(_SENTENCE.bind(what=each) for each in read.elsewhere) if read.elsewhere else _NOTHING,
        "skipped": _list_not_data(read.not_data) if read.not_data else _NOTHING,
    }


def _list_not_data(parts: Sequence[Text]) -> Text:
    listed = Text("; ", "; ").join(parts)
    return Text(" Inte läst som uppgifter: {listed}.", " Not read as data: {listed}.").bind(listed=listed)


def _unit_fault(found: FoundTable, name: str, unit: int) -> Fault:
    number = found.assignment.columns[name]
    heading = found.heading_row.headings[number]
    values: dict[str, Value] = {
        "heading": make_one_line(heading.text),
        "proposal": UNITS_IN_WORDS[unit],
    }
    place, message = Place(found.sheet, found.heading_row.row, number), _IN_HEADING if heading.unit else _BESIDE
    return Fault("VD03", Hit(place=place, values=values, found=UNIT_NAMES[unit], message=message))
