"""What breaks a rule in the cells of a table, and the fault that it makes: which forms of a value break which rule is a table here.

Both gates use it: `gate`, whose pandera schemas judge every table of a workbook, and `plain_gate`, which judges the tables that a
function in a cell is given, and for which nothing heavy may be imported.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.column_parser import CellForm, IrregularCell, ParsedColumn
from xl_kraftsamling.domain.money import UNIT_NAMES, format_entry
from xl_kraftsamling.domain.personal_numbers import find_personal_number
from xl_kraftsamling.domain.place import ColumnCells, Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.domain.texts import LANGUAGES, Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.table_cells import TableCells


class CheckedTable(NamedTuple):
    """A table that a gate has judged: its parsed columns by field, and its faults."""

    columns: Mapping[str, ParsedColumn]
    faults: Sequence[Fault]


_Breaking = dict[str, tuple[CellForm, ...]]
"""By rule, the forms that break it."""

_IN_ANY_KIND: _Breaking = {"FO01": (CellForm.ERROR,), "FO08": (CellForm.UNVALUED,), "VD06": (CellForm.BLANK,)}

_BY_KIND: dict[Kind, _Breaking] = {
    Kind.AMOUNT: {
        "VD01": (CellForm.TEXT,),
        "VD02": (CellForm.UNCLEAR,),
        "VD03": (CellForm.UNIT, CellForm.UNIT_AND_PART_OF_ORE),
        "VD07": (CellForm.PART_OF_ORE, CellForm.UNIT_AND_PART_OF_ORE),
    },
    Kind.DATE: {"VD04": (CellForm.UNCLEAR,), "VD05": (CellForm.INTERPRETED,)},
    Kind.PERIOD: {"VD04": (CellForm.UNCLEAR,), "VD05": (CellForm.INTERPRETED,)},
    Kind.RECIPIENT: {"VD08": (CellForm.UNKNOWN,), "VD09": (CellForm.VARIANT,), "VD10": (CellForm.AMBIGUOUS,)},
    Kind.STATUS: {"VD09": (CellForm.VARIANT,), "VD13": (CellForm.UNKNOWN,)},
    Kind.DECLARED: {"VD13": (CellForm.UNKNOWN,)},
    Kind.PERCENTS: {"VD02": (CellForm.UNCLEAR,)},
}  # fmt: skip


def list_breaking_forms(kind: Kind) -> Mapping[str, Sequence[CellForm]]:
    """By rule, the forms of a value of a kind that break it."""
    return _IN_ANY_KIND | _BY_KIND.get(kind, {})



_READ_OTHERWISE = (CellForm.UNIT, CellForm.INTERPRETED, CellForm.VARIANT)
"""The forms of values that are read, only not as they stand: all cells of a column with the same one are one fault."""


def group_faults(parsed: ParsedColumn) -> Mapping[int, Sequence[int]]:
    """The irregular cells of a column that make a fault, each by its position with those of the other cells with the same value.

    A hundred thousand rows often name six recipients in another way than the register: that is six faults.
    """
    groups: dict[Any, list[int]] = defaultdict(list)
    for position, cell in parsed.irregular.items():
        groups[cell.raw if cell.form in _READ_OTHERWISE else (position,)].append(position)
    return {first: others for first, *others in groups.values()}


def make_id_fault(column: Column, first: Any, row: Any) -> Fault:
    """The fault of a row with the id of an earlier one."""
    place = cell_of(first, "id")
    values = {"heading": column.heading, "found": row.id, "first": place}
    return Fault("VD11", Hit(place=cell_of(row, "id"), values=values, found=row.id, related=(place,)))


MISSING, TWICE = Text("saknas", "is missing"), Text("står två gånger", "appears twice")
"""What may be wrong with a heading (ST02)."""


def make_heading_fault(cells: TableCells, field: str, problem: Text, place: Place, related: tuple[Place, ...] = ()) -> Fault:
    """The fault of a heading that is missing or stands twice: the field has no column that can be read."""
    heading = cells.column(field).heading
    found, expected = (None, heading) if problem is MISSING else (heading, None)
    hit = Hit(place=place, values={"heading": heading, "problem": problem}, found=found, expected=expected, related=related)
    return Fault("ST02", hit, f"{cells.table.name}.{field}")


def make_extra_fault(heading: str, place: Place) -> Fault:
    """The fault of a heading that is not the table's."""
    return Fault("ST03", Hit(place=place, values={"heading": heading}, found=heading))


def make_cell_fault(
    cells: TableCells, parsed: ParsedColumn, register: Register, code: str, field: str, position: int, others: Sequence[int] = ()
) -> Fault:
    """The fault of a cell that breaks a rule; it leaves the cell unread where its value is unknown.

    :param others: the positions of the other cells of the column with the same value.
    """
    column, cell, value = cells.column(field), parsed.irregular.get(position), parsed.values[position]
    found = cell.raw if cell else find_personal_number(value) if code == "VD14" else value
    details = _find_message_values(code, cell, column, cells.factors.get(field, 1), register) if cell else {}
    hit = Hit(
        place=cells.place(field, position), values={"heading": column.heading, "found": found, **details},
        found=found, expected=details.get("expected"), proposal=details.get("proposal"), related=_list_others(cells, field, position, others),
    )  # fmt: skip
    if code == "VD08" and field in cells.looked_up:
        hit = _say_not_looked_up(hit, cells, field)
    return Fault(code, hit, f"{cells.table.name}.{field}" if value is None else None)


def _list_others(cells: TableCells, field: str, position: int, others: Sequence[int]) -> Sequence[Place]:
    """The cells at the other positions; one cell may have given several records their value."""
    if not others:
        return ()
    places = ColumnCells(partial(cells.place, field), others)
    return [*dict.fromkeys([cells.place(field, position), *places])][1:] if field in cells.shared else places


def _say_not_looked_up(hit: Hit, cells: TableCells, field: str) -> Hit:
    """The hit, with the sheet on which nothing was found for what stands in the row; as it is where a name was found that nobody knows."""
    column, sheet = cells.looked_up[field]
    if hit.place and (hit.place.sheet, hit.place.column) == (cells.heading(field).sheet, column):
        return hit._replace(values={**hit.values, "sheet": sheet}, message=_NOT_LOOKED_UP, remedy=_CORRECT_KEY)
    return hit


@lru_cache(maxsize=4096)  # the same text is often in many cells, and the nearest name is slow to find
def _find_message_values(code: str, cell: IrregularCell, column: Column, factor: int, register: Register) -> Mapping[str, Value]:
    """What the message of a rule names beyond the cell's own content; `factor` is the unit of its column in kronor."""
    values: dict[str, Value] = {}
    match code:
        case "FO08":
            values = {"problem": _UNVALUED}
        case "VD01" | "VD07":
            values = {"proposal": cell.meanings[0], "entry": _describe_entry(cell.meanings[0], factor)}
        case "VD02":
            values = {"expected": _EXAMPLES[column.kind] if factor == 1 else _EXAMPLE_IN_UNIT.bind(unit=UNIT_NAMES[factor])}
        case "VD04":
            proposal = cell.meanings[0] if cell.meanings else None
            values = {"expected": _EXAMPLES[column.kind], "proposal": proposal, "question": _ask(proposal)}
        case "VD03" | "VD05" | "VD09":
            values = {"proposal": cell.meanings[0], "kind": _KINDS.get(column.kind), "beside": _UNDER}
        case "VD08":
            values = {"question": _ask(register.nearest(str(cell.raw)))}
        case "VD10":
            values = {"expected": Text(" eller ", " or ").join(cell.meanings)}
        case "VD13":
            values = {"expected": ", ".join(column.states) or _ANSWERS}
    return values


def _ask(meaning: Value) -> Text | str:
    """Whether something is meant, as a question; "" where nothing is known to be."""
    return "" if meaning is None else _MEANT.bind(meaning=meaning)


def _describe_entry(amount: Value, factor: int) -> Value:
    """What to write in a cell for it to mean an amount, in the unit of its column."""
    if not isinstance(amount, int):
        return amount
    numbers = Text(*(format_entry(amount, factor, lang) for lang in LANGUAGES))
    if factor == 1:
        return numbers  # without "kr", which would make a text of it again
    return _ENTRY_IN_UNIT.bind(number=numbers, unit=UNIT_NAMES[factor], amount=amount)


_NOT_LOOKED_UP = Text(
    "”{found}” finns inte på bladet {sheet}, som säger vilken mottagare det gäller. Raden kan inte kopplas till någon "
    "mottagare.",
    "“{found}” is not on the sheet {sheet}, which says whose it is. The row cannot be linked to a recipient.",
)
_CORRECT_KEY = Text(
    "Rätta det så att det stämmer med bladet {sheet}, eller lägg till raden där om den saknas.",
    "Correct it so that it matches the sheet {sheet}, or add the row there if it is missing.",
)
_MEANT = Text(" Menade du {meaning}?", " Did you mean {meaning}?")
_ENTRY_IN_UNIT = Text("{number} (kolumnen är i {unit}: det blir {amount})", "{number} (the column is in {unit}: that makes {amount})")
_EXAMPLE_IN_UNIT = Text("ett tal i {unit}, till exempel 150 eller 150,5", "a number in {unit}, for example 150 or 150,5")
_UNDER = Text("under", "under")
_UNVALUED = Text("har inget sparat värde och går därför inte att läsa", "has no stored value and so cannot be read")
_ANSWERS = Text("ja, nej eller ett datum", "ja (yes), nej (no) or a date")
_KINDS = {Kind.DATE: Text("ett datum", "a date"), Kind.PERIOD: Text("en period", "a period")}
_EXAMPLES = {
    Kind.AMOUNT: Text("ett tal, till exempel 150 000 eller 150 000,50", "a number, for example 150 000 or 150 000,50"),
    Kind.DATE: Text("ett datum, till exempel 2026-05-20", "a date, for example 2026-05-20"),
    Kind.PERIOD: Text("en period, till exempel 202605 eller 2026-05", "a period, for example 202605 or 2026-05"),
    Kind.PERCENTS: Text("en lista, till exempel 70; 85; 100", "a list, for example 70; 85; 100"),
}
