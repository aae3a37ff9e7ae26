"""Which cells can be corrected without anybody having to decide anything, and to what."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from xl_kraftsamling.domain.money import AmountForm, read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import OUTCOMES
from xl_kraftsamling.finding import Finding, Hit
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.xlsx.edit import CellValue, Formula
from xl_kraftsamling.xlsx.formulas.copies import Formulas
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, format_formula

_ReadFormulas = Callable[[str], Formulas]


class Correction(NamedTuple):
    """What a cell holds and what it is to hold instead, by the code of the rule that it breaks, and the id of its row."""

    code: str
    place: Place
    before: CellValue
    value: CellValue
    row_id: str | None = None


def find_corrections(
    findings: Iterable[Finding], regions: Sequence[Region], opened: OpenWorkbook, *, names: bool, formulas: bool
) -> list[Correction]:
    """The corrections of findings that need nobody to decide anything, one for each cell; none where formulas cannot be seen.

    :param names: whether other names give way to those of the template; in a workbook of another layout they are its own,
        and its formulas may look for them.
    :param formulas: whether formulas that are written over are restored.
    """
    read_formulas: _ReadFormulas = cache(lambda sheet: opened.read_workings(sheet).formulas)
    found: dict[Place, Correction] = {}
    for finding in findings if opened.can_show_formulas else ():
        for place in _list_places(finding, regions):
            before = opened.read_sheet(place.sheet).grid[place.row - 1][place.column - 1]
            is_open = place not in found and _find_pattern(read_formulas, place) is None  # what a formula gives is not corrected in its cell
            value = _find_value(finding, before, read_formulas, names=names, formulas=formulas) if is_open else None
            if value is not None:
                found[place] = Correction(finding.rule.code, place, before, value, finding.row_id)
    return list(found.values())


def _list_places(finding: Finding, regions: Sequence[Region]) -> Iterator[Place]:
    """The cells of a finding that may be corrected: those with an exception, and the outcome, are left."""
    if finding.rule.code in ("VD01", "VD05", "VD09", "FO02") and not finding.waived:
        for place in (finding.hit.place, *finding.hit.related):
            if place and place.row and not any(_holds_outcome(region, place) for region in regions):
                yield place


def _holds_outcome(region: Region, place: Place) -> bool:
    return region.table is OUTCOMES and region.block.sheet == place.sheet and place.row in region.rows.data


def _find_value(finding: Finding, before: Any, read_formulas: _ReadFormulas, *, names: bool, formulas: bool) -> CellValue:
    """What a cell is to hold; None where it is to be left."""
    proposal = finding.hit.proposal
    match finding.rule.code:
        case "VD01":
            return _read_number(before)
        case "VD05":
            return proposal if isinstance(proposal, date) else None
        case "VD09":
            return proposal if names and type(proposal) is str else None
    return _find_formula(read_formulas, finding.hit) if formulas else None


def _find_formula(read_formulas: _ReadFormulas, hit: Hit) -> Formula | None:
    """The formula of the cell that a finding names as its model, as it would be in the finding's own cell."""
    pattern = _find_pattern(read_formulas, hit.copied_from) if hit.copied_from else None
    return Formula(format_formula(pattern, hit.place.row, hit.place.column)[1:]) if pattern and hit.place else None


def _find_pattern(read_formulas: _ReadFormulas, place: Place) -> Pattern | None:
    """The formula of a cell; None where it has none."""
    runs = read_formulas(place.sheet).get(place.column, ())
    return next((run.pattern for run in runs if run.top <= place.row <= run.bottom), None)


def _read_number(cell: Any) -> float | None:
    """The number that a text writes, in the unit of its column, whatever that is."""
    amount = read_amount(cell)
    if amount.form is not AmountForm.TEXT or amount.ore is None or not amount.is_whole_ore:
        return None
    return amount.ore // 100 if amount.ore % 100 == 0 else amount.ore / 100
