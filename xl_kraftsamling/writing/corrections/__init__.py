"""A copy of a workbook in which what cannot be wrong is corrected, with a receipt for each cell, and the same copy taken back again.

Corrected are amounts written as text (VD01), dates written as text (VD05), and, in the template's layout, other names for recipients
and statuses (VD09): what each of them means is beyond doubt.  Formulas that somebody has written over (FO02) are restored where that
is asked for.  Never corrected are what can be read in two ways (VD02), the outcome (it is to equal the accounts), what a formula
computes, and findings with an exception on Undantag.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.workbook_file import WorkbookFile
from xl_kraftsamling.saving import FileState
from xl_kraftsamling.writing.corrections.receipts import Receipt, find_receipts, remove_receipts, write_receipts
from xl_kraftsamling.writing.corrections.safe_corrections import Correction, find_corrections
from xl_kraftsamling.xlsx.edit import Edit, Formula
from xl_kraftsamling.xlsx.edit.styles import TEXT
from xl_kraftsamling.xlsx.grid import Grid, parse_cell

__all__ = ["Corrections", "Undone", "write_corrected", "write_undone"]


class Corrections(NamedTuple):
    """The receipts of what was corrected, the cells that were left with the reason, and the name of the sheet of receipts."""

    receipts: Sequence[Receipt]
    left: Sequence[tuple[Place, BadInput]]
    sheet: str


class Undone(NamedTuple):
    """The cells that got back what they held, and those that were changed since, which were left."""

    cells: Sequence[Place]
    left: Sequence[Place]


def write_corrected(
    origin: FileState, target: Path, findings: Iterable[Finding], regions: Sequence[Region], *, names: bool, formulas: bool, force: bool
) -> Corrections:
    """Write a copy of a workbook with the cells corrected that findings name.

    :param origin: the workbook, as it was when the findings were made: they are not applied to another.
    :param names: whether other names give way to the template's, and ``formulas`` whether overwritten formulas are restored.
    :param force: overwrite the target, which may then be the source; change protected sheets, a locked structure and a signed workbook.
    :raises BadInput: without `force` any of these; the target cannot be written, or the workbook was changed meanwhile.
    """
    edit, opened = Edit(origin.path, force=force), WorkbookFile(origin.path)
    made: list[Receipt] = []
    left: list[tuple[Place, BadInput]] = []
    for each in find_corrections(findings, regions, opened, names=names, formulas=formulas):
        try:
            made.append(_correct(edit, each))
        except BadInput as problem:  # a protected sheet, or a cell of a merge: the others are corrected all the same
            left.append((each.place, problem))
    sheet = write_receipts(edit, opened, [*find_receipts(opened), *made], force=force) if made else ""
    edit.save(target, overwrite=force, itself=force, origin=origin)
    return Corrections(made, left, sheet)


def _correct(edit: Edit, each: Correction) -> Receipt:
    sheet, cell = each.place.sheet, each.place.cell or ""
    old = edit.number_format(sheet, cell)
    # in the format of texts the number would become one again as soon as somebody edits the cell
    edit.correct(sheet, cell, each.value, "#,##0.00" if old == TEXT and type(each.value) in (int, float) else None)
    after = f"={each.value}" if isinstance(each.value, Formula) else each.value
    return Receipt(each.code, sheet, cell, each.row_id or "", each.before, after, old if edit.number_format(sheet, cell) != old else "")


def write_undone(source: Path, target: Path, *, force: bool) -> Undone:
    """Write a copy of a workbook whose corrected cells hold again what they did, but for those that were changed since.

    :param force: as for :func:`write_corrected`.
    :raises BadInput: as for :func:`write_corrected`.
    """
    edit, opened = Edit(source, force=force), WorkbookFile(source)
    receipts, formulas = find_receipts(opened), cache(edit.formulas)
    # the id of a row may have been corrected itself: “KN” in a list of balances
    ids = {(each.sheet, parse_cell(each.cell)[0], cell_text(each.before)): cell_text(each.after) for each in receipts}
    left: list[Receipt] = []
    for each in receipts:
        row_id = ids.get((each.sheet, parse_cell(each.cell)[0], each.row_id), each.row_id)
        if each.sheet in opened.sheets and _is_unchanged(each, row_id, opened.read_sheet(each.sheet).grid, formulas(each.sheet)):
            edit.correct(each.sheet, each.cell, each.before, each.number_format or None)
        else:
            left.append(each)
    if left:
        write_receipts(edit, opened, left, force=force)
    elif receipts:
        remove_receipts(edit, opened, force=force)
    edit.save(target, overwrite=force, itself=force, origin=FileState(source, edit.package.sha256))
    return Undone([_place_of(each) for each in receipts if each not in left], [_place_of(each) for each in left])


def _place_of(each: Receipt) -> Place:
    return Place(each.sheet, *parse_cell(each.cell))


def _is_unchanged(each: Receipt, row_id: str, grid: Grid, formulas: Mapping[tuple[int, int], str]) -> bool:
    """Whether a cell still holds what it was corrected to, in the row that it was in."""
    row, column = parse_cell(each.cell)
    cells = grid[row - 1] if row <= len(grid) else []
    if len(cells) < column or (row_id and row_id not in map(cell_text, cells)):
        return False
    return formulas.get((row, column), cell_text(cells[column - 1])) == cell_text(each.after)
