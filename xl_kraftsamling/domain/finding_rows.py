"""A row of the sheet Kontroll, as it stands there or is to stand there; the button in Excel and the command line write the same ones."""

from collections.abc import Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text


class FindingRow(NamedTuple):
    """A row of the sheet: the key of its finding, empty where it has none, and a text for each of the columns of a finding.

    Of a row that stands there, `has_remarks` is whether a person has written beside it.  Of one that is to be written, `place` is the
    cell that it leads to, and `earlier` the position among the rows that stand there of the one whose remarks it keeps.
    """

    key: str
    texts: Sequence[str]
    has_remarks: bool = False
    place: Place | None = None
    earlier: int | None = None


LOCKED_STRUCTURE = Text(
    "Bladet {sheet} kunde inte läggas till, eftersom arbetsbokens struktur är låst. Lås upp den i Excel (Granska, Skydda "
    "arbetsbok) och kontrollera igen.",
    "The sheet {sheet} could not be added, because the structure of the workbook is locked. Unlock it in Excel (Review, Protect "
    "Workbook) and check again.",
)
PROTECTED_LIST = Text(
    "Bladet {sheet} är skyddat och kunde inte skrivas: det visar en äldre kontroll. Ta bort skyddet i Excel (Granska, Ta bort bladets "
    "skydd) och kontrollera igen.",
    "The sheet {sheet} is protected and could not be written: it shows an earlier check. Remove the protection in Excel (Review, "
    "Unprotect Sheet) and check again.",
)
"""Why the rows are not written, though everything else is."""
