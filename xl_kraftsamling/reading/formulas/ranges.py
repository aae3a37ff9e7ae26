"""What the pattern of a formula refers to, as it is seen from its cell: what it sums, which rows, and whether it builds on those above.

Rows and columns are counted from 1.
"""

from collections.abc import Sequence

from xl_kraftsamling.xlsx.formulas.patterns import CellRef, Offset, Pattern, Range, parse_content


def summed_ranges(pattern: Pattern, column: int) -> list[Range]:
    """The ranges of its own column that a formula sums; none where it uses the column for more than sums.

    A chain of cells below each other is one range: A1+A2+A3 is A1:A3.
    """
    content = parse_content(pattern)
    # Only its own column decides: a sum that is divided by a cell beside it is still a sum of its column.
    own = [
        each
        for each in content.ranges
        if each.sheet == "" and is_in_column(each.first, column) and is_in_column(each.last, column)
    ]
    summed = [each for each in own if each.first.row and each.last.row and content.is_summed(each.at)]
    return summed if len(summed) == len(own) else _join_chain(pattern, own)


def is_in_column(ref: CellRef, column: int) -> bool:
    """Whether a formula in a column refers to that column."""
    return ref.column is not None and ref.column.position_from(column) == column


def _join_chain(pattern: Pattern, own: Sequence[Range]) -> list[Range]:
    """A chain of at least three cells below each other as one range; none where the formula is anything else."""
    is_chain = len(own) > 2 and len(pattern) == 2 * len(own) - 1 and set(pattern[1::2]) == {"+"}
    # Fixed rows do not move with the copies; without them the count below does not match, and the formula is no chain.
    rows = [each.first.row for each in own if each.first.row and not each.first.row.fixed]
    low = min((row.at for row in rows), default=0)
    if not is_chain or sorted(row.at for row in rows) != list(range(low, low + len(own))):
        return []
    first = CellRef(Offset(low, fixed=False), own[0].first.column)
    return [own[0]._replace(first=first, last=CellRef(Offset(low + len(own) - 1, fixed=False), own[0].first.column))]


def is_table_sum(pattern: Pattern) -> bool:
    """Whether a formula is nothing but the sum of a column of an Excel table."""
    content = parse_content(pattern)
    is_one_call = len(pattern) == 1 and str(pattern[0]).endswith(")") and not content.ranges
    if not is_one_call or len(content.tables) != 1:
        return False
    table = content.tables[0]
    return content.is_summed(table.at) and "#This Row" not in table.inside  # [#This Row] is a cell beside the formula


def row_span(reference: Range, row: int) -> tuple[int, int]:
    """The first and last row of a range, seen from the row of its formula; 1 stands for the missing rows of whole columns."""
    first, last = reference.first.row, reference.last.row
    ends = (first.position_from(row) if first else 1, last.position_from(row) if last else 1)
    return min(ends), max(ends)


def refers_above(pattern: Pattern, column: int) -> bool:
    """Whether a formula builds on a cell above it in its own column, as a running balance does."""
    return any(
        isinstance(part, CellRef) and part.row and not part.row.fixed and part.row.at < 0 and is_in_column(part, column)
        for part in pattern
    )
