"""The stages that an input can go through: to open it, to read it, and to write into a copy of it that can be read again."""

from datetime import date
from pathlib import Path

from fuzz.readers import compare_readers
from xl_kraftsamling import app
from xl_kraftsamling.domain.finding_rows import FindingRow
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import TABLES
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.reading.canonical_layout import find_canonical_table
from xl_kraftsamling.reading.workbook_file import WorkbookFile
from xl_kraftsamling.saving import FileState
from xl_kraftsamling.writing.annotate import Annotation, write_annotated, write_cleaned
from xl_kraftsamling.xlsx.cells.reader import SheetReader
from xl_kraftsamling.xlsx.edit import Edit
from xl_kraftsamling.xlsx.grid import Area
from xl_kraftsamling.xlsx.package import Package

DAY = date(2026, 9, 30)
FOUND = [FindingRow("VD01 B3", ("VD01", "fel", "Blad", "B3", "text", "text", "text", "text"))]


def open_package(source: Path, _copy: Path) -> None:
    """Open the package, and read each sheet and its tables."""
    package = Package(source)
    reader = SheetReader(package)
    for sheet in package.sheets:
        reader.read(sheet)
        package.tables(sheet)


def compare(source: Path, _copy: Path) -> str:
    """Read each sheet exactly, fast and with independent readers, and compare; `unconfirmed` if none of these could read it."""
    return compare_readers(source)


def read_cells(source: Path, _copy: Path) -> None:
    """Read the cells of each sheet, and find the template's tables in them."""
    file = WorkbookFile(source)
    for sheet in file.sheets:
        page = file.read_sheet(sheet)
        for table in TABLES:
            find_canonical_table(table, sheet, page.grid, page.tables)


def validate(source: Path, _copy: Path) -> None:
    """Validate the workbook, from the file to the findings."""
    app.validate_workbook(source, as_of=DAY)


def edit_copy(source: Path, copy: Path) -> None:
    """Write cells, rows below some cells, and rows of the tables."""
    package = Package(source)
    sheet = package.sheets[0]
    edit = Edit(source, force=True)
    edit.set(sheet.name, "B3", "text")
    edit.set(sheet.name, "A2", DAY)
    edit.extend(sheet.name, Area(1, 7, 3, 8), [{7: 1.5, 8: DAY}])
    for table in package.tables(sheet):
        edit.append(table.name, [[DAY] * (table.ref.right - table.ref.left + 1)] * 2)
    edit.save(copy, overwrite=True)
    _check(copy)


def annotate_copy(source: Path, copy: Path) -> None:
    """Write a sheet with findings, notes and marks, and remove all of it again."""
    package = Package(source)
    sheet = package.sheets[0]
    SheetReader(package).read(sheet)  # as every sheet is, before anything can be found in it
    marks = {
        Place(sheet.name, row, column): (Severity.ERROR, lambda: "text") for row, column in ((1, 1), (3, 2), (900, 40))
    }
    write_annotated(
        FileState.read(source),
        copy,
        Annotation(("fel", "1 fel.", "bok.xlsx."), lambda _there: FOUND, lambda _own: marks, "sv"),
        force=True,
    )
    _check(copy)
    write_cleaned(copy, copy, force=True)
    _check(copy)


def _check(copy: Path) -> None:
    """Check that the copy can be read again; RuntimeError otherwise."""
    try:
        package = Package(copy)
        SheetReader(package).read(package.sheets[0])
    except BadInput as refusal:
        raise RuntimeError("what was written cannot be read") from refusal
