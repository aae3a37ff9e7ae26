"""What is read of a workbook, whether it lies in a file or is open in Excel.

The sheets that the program itself has written in somebody's workbook: nothing there is data of theirs.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from xl_kraftsamling.domain.tables import FINDING_WIDTHS, HEADING_ROW, STATED
from xl_kraftsamling.reading.table_cells import complete
from xl_kraftsamling.xlsx.area import Area, TableRef
from xl_kraftsamling.xlsx.fast_reader import QuickReader
from xl_kraftsamling.xlsx.formulas.sheet import Workings, workings
from xl_kraftsamling.xlsx.grid import Grid
from xl_kraftsamling.xlsx.package import Calculation, Sheet, open_package
from xl_kraftsamling.xlsx.scan import scan

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


class Page(NamedTuple):
    """A sheet: its cells from A1 on, its Excel tables without their totals rows, and its merged cells."""

    grid: Grid
    tables: Sequence[TableRef]
    merges: Sequence[Area]


def own_map(workbook: Path) -> Path | None:
    """The map that lies beside a workbook: Medel.karta.toml beside Medel.xlsx."""
    path = workbook.with_suffix(".karta.toml")
    return path if path.is_file() else None


class Readable(Protocol):
    """A workbook that can be read sheet by sheet; `sha256` is empty where it is no file's."""

    @property
    def path(self) -> Path:
        """Where it lies, or what it is called."""
        ...

    @property
    def chart(self) -> Path | None:
        """The map that lies beside it, if any does."""
        ...

    @property
    def sha256(self) -> str:
        """The checksum of its bytes."""
        ...

    @property
    def tells_workings(self) -> bool:
        """Whether it tells what lies beneath its values."""
        ...

    @property
    def date1904(self) -> bool:
        """Whether its days are counted from 1904."""
        ...

    @property
    def sheets(self) -> Sequence[str]:
        """The names of its sheets, in their order."""
        ...

    @property
    def calculation(self) -> Calculation:
        """How it is calculated."""
        ...

    @property
    def is_linked(self) -> bool:
        """Whether it has links to other workbooks."""
        ...

    def page(self, sheet: str) -> Page:
        """The sheet of that name; BadInput where it cannot be read."""
        ...

    def workings(self, sheet: str) -> Workings:
        """What lies beneath the values of the sheet of that name; BadInput where it cannot be read."""
        ...


class File:
    """A workbook in a file.

    :raises BadInput: the file cannot be read, or is no workbook.
    """

    tells_workings = True

    def __init__(self, path: Path) -> None:
        """Open the workbook at a path."""
        self.path, self.chart = path, own_map(path)
        self._package = open_package(path)
        self._quick = QuickReader(self._package)
        self.date1904 = self._package.date1904
        self.calculation, self.is_linked = self._package.calculation, self._package.has_external_links
        self._kept: dict[str, tuple[Grid, Sequence[Area]]] = {}
        self._sheets = {sheet.name: sheet for sheet in self._package.sheets}
        self.sheets = tuple(self._sheets)

    @property
    def sha256(self) -> str:
        """The checksum of the file, in hexadecimal."""
        return self._package.sha256

    @cached_property
    def _reader(self) -> "CalamineWorkbook":
        from python_calamine import CalamineWorkbook  # a workbook that is open in a browser is read without it

        return CalamineWorkbook.from_path(str(self.path))

    def page(self, sheet: str) -> Page:
        """The sheet of that name; BadInput where it is damaged, or its cells lie too far apart."""
        part = self._sheets[sheet]
        grid, merges = self._quick.read(part) or self._read(part)
        refs = [(t.ref[0], t.ref[1], t.ref[2] - t.totals_rows, t.ref[3]) for t in self._package.tables(part)]
        return Page(grid, refs, merges)

    def workings(self, sheet: str) -> Workings:
        """What lies beneath the values of the sheet of that name; BadInput where it is damaged."""
        part = self._sheets[sheet]
        return workings(self._package, part, self._quick.frames.get(part))

    def _read(self, sheet: Sheet) -> tuple[Grid, Sequence[Area]]:
        """A sheet that is small or has formulas: it is kept, since the formulas are judged when all tables are read."""
        if sheet.name not in self._kept:
            self._kept[sheet.name] = self._through_calamine(sheet)
        return self._kept[sheet.name]

    def _through_calamine(self, sheet: Sheet) -> tuple[Grid, Sequence[Area]]:
        from python_calamine import CalamineError

        seen = scan(self._package, sheet)  # before calamine: it trusts the extents
        try:
            grid = self._reader.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        except CalamineError:
            raise self._package.archive.damaged(sheet.part) from None
        return complete(grid, seen), seen.merges


_HEADINGS = tuple(FINDING_WIDTHS), (*STATED.headings, "Kommentar")
"""Those of the findings, and those of the balances that a button has written beside the workbook's own."""


def is_own(page: Page) -> bool:
    """Whether the program has written a sheet, as its headings tell."""
    return any(tuple(row[: len(known)]) == known for row in page.grid[:HEADING_ROW] for known in _HEADINGS)
