"""The unit in which a column of amounts is shown, where the number formats of its cells say one or scale the numbers.

A cell that shows "208 tkr" says so as plainly as one in which that is typed, and outweighs heading and title.  A format that shows
thousandths under a heading in tkr shows kronor as tkr: the number in the cell is kronor.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import is_number
from xl_kraftsamling.domain.money import UNIT_NAMES
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.recognition.headings.statements import find_unit
from xl_kraftsamling.xlsx.cells.shown_numbers import Shown, parse_shown

UNITS_IN_WORDS = {1_000: Text("tusental kronor", "thousands of kronor"), 1_000_000: Text("miljoner kronor", "millions of kronor")}
_BESIDE = Text("i talformatet under", "in the number format below")
_SHORT = {"k": 1_000, "t": 1_000, "m": 1_000_000, "mn": 1_000_000}
"""Letters that state a unit only beside a number that is not scaled: `0"k"`."""


class ShownColumn(NamedTuple):
    """The units in kronor of the numbers of a column, and whether formats say them; more than one where they differ."""

    units: Sequence[int]
    by_format: bool

    @property
    def unit(self) -> int:
        """The one unit; that of the larger part of the amounts cannot be told where there are several, and it is 1."""
        return self.units[0] if len(self.units) == 1 else 1


def read_shown_column(opened: OpenWorkbook, sheet: str, column: int, lines: Sequence[int], stated: int | None) -> ShownColumn:
    """The units of the numbers of a column in some rows; `stated` is what its heading or title states."""
    units = _read_units(opened, sheet, column, lines, stated)
    if units != [stated or 1]:  # only now are the cells asked for: a text has a format too, but shows its own unit
        grid = opened.read_sheet(sheet).grid
        units = _read_units(opened, sheet, column, [line for line in lines if is_number(grid[line - 1][column - 1])], stated)
    return ShownColumn(units, by_format=units != [stated or 1])


def _read_units(opened: OpenWorkbook, sheet: str, column: int, lines: Sequence[int], stated: int | None) -> list[int]:
    plain = stated or 1
    used = opened.number_formats
    # a sheet's cells are only gone through for a format that would change something, which `# ##0 "kr"` of kronor does not
    if used is not None and all(_unit_of(parse_shown(code), stated) == plain for code in used):
        return [plain]
    codes = opened.read_number_formats(sheet, column, lines) if lines else ()
    return sorted({_unit_of(parse_shown(code), stated) for code in codes}) or [plain]


def _unit_of(shown: Shown, stated: int | None) -> int:
    # nearly every format has no text, or this one: the search for others in it has a large pattern to compile
    named = None if not shown.text else 1 if shown.text == "kr" else find_unit(shown.text)
    said = named or (_SHORT.get(shown.text.casefold().rstrip(".")) if shown.scale == 1 else None) or stated or 1
    return max(1, said // shown.scale)


def report_shown(column: ShownColumn, place: Place, heading: str, field: str) -> Iterator[Fault]:
    """That formats say the unit of a column (VD03), or several (ST12): then its amounts are unknown until somebody says which."""
    values: dict[str, Value]
    if column.by_format and column.unit > 1:
        name = UNIT_NAMES[column.unit]
        values = {"found": name, "beside": _BESIDE, "heading": " ".join(heading.split()), "proposal": UNITS_IN_WORDS[column.unit]}
        yield Fault("VD03", Hit(place=place, values=values, found=name))
    if len(column.units) > 1:
        names = tuple(UNIT_NAMES.get(unit, str(unit)) for unit in column.units)
        values = {"heading": " ".join(heading.split()), "units": names}
        yield Fault("ST12", Hit(place=place, values=values, message=_SEVERAL, remedy=_ONE_FORMAT), field)


_SEVERAL = Text(
    "Talen under ”{heading}” visas i olika enheter ({units}), så det går inte att veta vilka belopp de är. De räknas inte "
    "förrän enheten är klar.",
    "The numbers below “{heading}” are shown in different units ({units}), so there is no telling which amounts they are. "
    "They are not counted until the unit is clear.",
)
_ONE_FORMAT = Text(
    "Ge alla belopp i kolumnen samma talformat, helst kronor, och kontrollera att talen stämmer med formatet.",
    "Give all amounts in the column the same number format, preferably kronor, and check that the numbers match it.",
)
