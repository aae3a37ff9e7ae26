"""How much the sheets of a workbook may hold, decided for every reader here, and the sentences that refuse more."""

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.cells.strict_parser import Refused
from xl_kraftsamling.xlsx.package import Package, Sheet

MAX_EXACT = 32_000_000
"""Unpacked bytes of a sheet that has to be parsed element by element, at about 12 MB a second."""
MAX_CELLS = 16_777_216
"""Cells of a sheet that is open in Excel, from A1 to the last one: Excel hands over all of them, the empty ones too."""
MAX_EMPTY = 8_388_608
"""Empty cells that the sheets of a file may have in all, from A1 to the last filled one, besides sixteen for each that is filled.

One sheet of eight columns may so have a cell in its last row: whoever looks for a table goes through all of them.
"""
MAX_TEXT = 32_767
"""Characters that a cell can hold, in Excel too."""

_FAR_CELL = Text(
    "{file}: bladet {sheet} sträcker sig till cell {cell} (dit Ctrl+End leder) och är nästan tomt, så det läses inte. "
    "Radera raderna och kolumnerna utanför uppgifterna och spara.",
    "{file}: the sheet {sheet} reaches to cell {cell} (where Ctrl+End leads) and is almost empty, so it is not read. "
    "Delete the rows and columns outside the data and save.",
)
_LONG_TEXT = Text(
    "{file}: {where} har en text på {length} tecken, och en cell rymmer högst {most}. Korta den, eller ta bort den, och spara.",
    "{file}: {where} has a text of {length} characters, and a cell holds at most {most}. Shorten it, or remove it, and save.",
)


class TooLong(Refused):
    """A text of more characters than a cell can hold."""

    def __init__(self, length: int, cell: tuple[int, int] | None) -> None:
        """Take the length, and the cell where it is known."""
        super().__init__(_LONG_TEXT, cell)
        self.length = length


class Bounds:
    """What the sheets of a workbook have taken so far."""

    def __init__(self, package: Package) -> None:
        """Begin with an empty account."""
        self._package = package
        self._empty = 0

    def admit(self, sheet: Sheet, height: int, width: int, filled: int) -> None:
        """Add a sheet by its last row and column and its filled cells; BadInput if it is too sparse to be gone through."""
        self._empty += max(0, height * width - 16 * filled)
        if self._empty > MAX_EMPTY:
            cell = Place(sheet.name, height, width).cell
            raise BadInput(_FAR_CELL, file=str(self._package.path), sheet=sheet.name, cell=cell)


def check_text(text: str, cell: tuple[int, int] | None = None) -> str:
    """Return a text that a cell can hold; :class:`TooLong` if it is longer."""
    if len(text) > MAX_TEXT:
        raise TooLong(len(text), cell)
    return text


def refuse(package: Package, where: str, refusal: Refused) -> BadInput:
    """The error for a sheet or part that could be read in two ways, or has too long a text."""
    place = f"{where} {Place(where, *refusal.cell).cell}" if refusal.cell else where
    if isinstance(refusal, TooLong):
        return BadInput(_LONG_TEXT, file=str(package.path), where=place, length=refusal.length, most=MAX_TEXT)
    return package.archive.unsafe_error(place, refusal.why)
