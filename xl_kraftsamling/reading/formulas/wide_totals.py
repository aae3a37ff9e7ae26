"""Sums over several groups with their captions (FO05): rows without a number among those that a sum takes in.

Such a sum is right as long as its captions hold no number.  When one of them gets a sum of its own group, or a year, that is added
too, and nothing shows it.  One caption at the top, or empty rows, are common and harmless; from `FEWEST_CAPTIONS` on, each with
numbers between it and the next, the range goes across groups.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.formula_facts import WideTotal
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.formulas.intervals import find_positions, join_spans
from xl_kraftsamling.reading.formulas.lines import Band, Segment
from xl_kraftsamling.reading.formulas.row_sums import find_sum
from xl_kraftsamling.reading.formulas.sheets import FormulaSheet
from xl_kraftsamling.xlsx.formulas.patterns import parse_content, show_formula

FEWEST_CAPTIONS = 2
_MAX_GAPS = 1_000  # rows without a number in one sum: where there are more, they are no captions


def find_wide_totals(sheet: FormulaSheet) -> Iterator[WideTotal]:
    """The sums of a sheet that take in several captions, those of a row together."""
    for band in sheet.bands:
        for rows, segments in _group_sums(band) if band.top == band.bottom else ():
            columns = [column for each in segments for column in range(each.first, each.last + 1)]
            captions = _find_captions(sheet, rows, columns) if rows.stop <= band.top else []
            if len(captions) >= FEWEST_CAPTIONS:
                places = tuple(Place(sheet.name, band.top, column) for column in columns)
                yield WideTotal(places, show_formula(segments[0].pattern, band.top, columns[0]), tuple(captions))


def _group_sums(band: Band) -> Iterator[tuple[range, Sequence[Segment]]]:
    """The rows that sums in a row take in, and the sums that take in just these."""
    sums: dict[tuple[int, int], list[Segment]] = defaultdict(list)
    for cells in band.segments:
        found = find_sum(cells.pattern, cells.first)
        if found and found.first.row and found.last.row and parse_content(cells.pattern).is_summed(found.at):
            ends = found.first.row.position_from(band.top), found.last.row.position_from(band.top)
            sums[min(ends), max(ends)].append(cells)
    return ((range(first, last + 1), listed) for (first, last), listed in sums.items())


def _find_captions(sheet: FormulaSheet, rows: range, columns: Sequence[int]) -> list[int]:
    """The rows of captions among those that sums in some columns take in: the first of each that stand together."""
    numbers = sheet.number_rows(columns[0])
    found = find_positions(numbers, rows.start, rows.stop)
    if len(rows) == len(found) or len(rows) - len(found) > _MAX_GAPS:
        return []
    gaps = sorted({*rows} - {*numbers[found.start : found.stop]})
    without = [row for row in gaps if not _has_values(sheet, row, columns)]
    together = join_spans((row, row) for row in without)
    captions = [next((row for row in range(first, last + 1) if sheet.filled_cells(row)), None) for first, last in together]
    return [row for row in captions if row is not None]


def _has_values(sheet: FormulaSheet, row: int, columns: Sequence[int]) -> bool:
    """Whether a row has something in one of the columns that are summed, or a number to the right of the first of them."""
    filled = sheet.filled_cells(row)
    return any(column in filled for column in columns) or any(column > columns[0] for column in sheet.number_columns(row))
