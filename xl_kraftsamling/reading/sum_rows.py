"""Sum rows compared with the rows that they sum (ST08).

What a sum is about its label may say: “S:a ASN” is about the rows of ASN, “TOTALT exkl MKB” about all but those of MKB.  Where it
names no part that is there, it may be the sum of a part, of the whole or of all parts together, and is wrong only if it is none of them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.column_parser import ParsedColumn
from xl_kraftsamling.domain.money import Ore, read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.status_words import parse_state
from xl_kraftsamling.domain.sum_labels import has_sum_word, read_named_part
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.region import OWNER, Region
from xl_kraftsamling.xlsx.grid import Grid

PartSums = dict[tuple[str, str, str], int | None]
"""The sum in öre of the parts of a table that were read so far, by its name, its sheet and the field of the amounts.

None where a part has an unread amount.
"""

_KINDS = {
    "nämnder": "nämnd",
    "nämnderna": "nämnd",
    "nämnd": "nämnd",
    "bolag": "bolag",
    "bolaget": "bolag",
    "bolagen": "bolag",
}
"""The names of all recipients of a kind."""


@dataclass(frozen=True)
class SummedTable:
    """A table with the cells of its sheet and its parsed columns, those of amounts as they stand under their own heading."""

    region: Region
    grid: Grid
    columns: Mapping[str, ParsedColumn]
    register: Register

    def find_part(self, line: int, column: int) -> "_Rows | None":
        """The rows that a sum row names as what it sums in a column; None where it names no row that is there."""
        part = read_named_part(self._find_label(line, column))
        named = self._find_named(part.names) or self._find_owned(line)
        left_out = self._find_named(part.left_out)
        if left_out:
            kept = named.positions if named else range(len(self.region.rows.data))
            return _Rows([at for at in kept if at not in left_out.positions], left_out.is_certain)
        return named

    def _find_label(self, line: int, column: int) -> str:
        """The text that says what a sum row is, the nearest to a column, on its left before on its right."""
        row = self.grid[line - 1]
        texts = [
            row[n]
            for n in (*range(column - 1, -1, -1), *range(column, len(row)))
            if isinstance(row[n], str) and row[n].strip()
        ]
        return next((text for text in texts if has_sum_word(text)), texts[0] if texts else "")

    def _find_owned(self, line: int) -> "_Rows | None":
        """The rows of the recipient that a sum row names in the column of recipients."""
        column = self.region.block.columns.get(OWNER)
        name = str(self.grid[line - 1][column - 1]) if column else ""
        return self._find_rows(name) if self.register.recognise(name).name else None

    def _find_named(self, names: Sequence[str]) -> "_Rows | None":
        """The rows that a name stands for, or the names that it is joined of; None unless all of these are there."""
        if not names:
            return None
        found = [self._find_rows(name) for name in names]
        if found[0] or not all(found[1:]):
            return found[0]
        pieces = [each for each in found[1:] if each]
        return (
            _Rows(sorted({at for each in pieces for at in each.positions}), all(each.is_certain for each in pieces))
            if pieces
            else None
        )

    def _find_rows(self, name: str) -> "_Rows | None":
        """The rows of a recipient or of its kind, in a status, or with a text; found once, since a list may have many sums of each."""
        if name not in self._found:
            owner, kind = self.register.recognise(name).name, _KINDS.get(name)
            if owner or kind:
                owned = [rows for each, rows in self._by_owner.items() if each == owner or (kind and self.register.kind(each) == kind)]
                found = _Rows(sorted(chain(*owned)), is_certain=True)
            else:
                found = _Rows(self._by_status(name) or self._by_text.get(name, ()), is_certain=False)
            self._found[name] = found if found.positions else None
        return self._found[name]

    @cached_property
    def _found(self) -> "dict[str, _Rows | None]":
        return {}

    @cached_property
    def _by_owner(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, owner in enumerate(self.columns[OWNER].values if OWNER in self.columns else ()):
            found[owner or ""].append(at)
        return found

    def _by_status(self, name: str) -> Sequence[int]:
        column = next((each for each in self.region.table.columns if each.field == "status"), None)
        state = parse_state(name, column.states) if column else None
        return [at for at, value in enumerate(self.columns["status"].values) if value == state] if state else ()

    @cached_property
    def _by_text(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for column in {*self.region.block.columns.values()}:
            for at, line in enumerate(self.region.rows.data):
                if type(cell := self.grid[line - 1][column - 1]) is str and (text := fold_label(cell)):
                    found[text].append(at)
        return found


class _Rows(NamedTuple):
    """The positions of some rows of data, from the top down, and whether a sum that names them can be of nothing else."""

    positions: Sequence[int]
    is_certain: bool


def find_wrong_sums(table: SummedTable, part_sums: PartSums) -> Iterator[Fault]:
    """Sum rows that differ from the sum of their rows (ST08); where an amount is unread, its sums are not tried.

    :param part_sums: what earlier parts of the same table on the sheet come to; this part is added to it.
    """
    region = table.region
    for column in region.table.columns:
        if column.kind is Kind.AMOUNT and column.field in table.columns and column.field in region.block.columns:
            parsed, key = table.columns[column.field], (region.table.name, region.block.sheet, column.field)
            amounts = _Amounts.add_up(table, column.field, parsed, part_sums.get(key, 0))
            yield from _compare_sum_rows(table, amounts)
            part_sums[key] = (
                None if amounts.unknown[-1] or amounts.before is None else amounts.before + amounts.sums[-1]
            )


class _Sum(NamedTuple):
    """A sum row of a column: its line, what it shows, and the numbers of rows of data above it, the sum before it and the next one.

    `opening` is what the table states to have been there above it, `own` that below the sum before it.
    """

    line: int
    shown: int
    start: int
    end: int
    after: int
    opening: int
    own: int


class _Amounts(NamedTuple):
    """A column of amounts added up from the top: above each row the sum so far, and how many amounts so far are unread.

    `before` is what the earlier parts of the table come to; None where one of them has an unread amount.  `is_above` is true where
    sums stand above the rows that they sum.  `factor` is the unit in kronor, negative where the column writes the opposite sign.
    """

    number: int
    factor: int
    values: Sequence[int]
    sums: Sequence[int]
    unknown: Sequence[int]
    before: int | None
    is_above: bool

    @classmethod
    def add_up(cls, table: SummedTable, name: str, parsed: ParsedColumn, before: int | None) -> "_Amounts":
        """The amounts of a field."""
        region, unread = table.region, set(parsed.unread)
        values = [amount or 0 for amount in parsed.values]
        unknown = accumulate((position in unread for position in range(len(values))), initial=0)
        first = min(region.rows.sums, default=0)
        is_above = bool(region.rows.data) and 0 < first < region.rows.data[0]
        number, factor = region.block.columns[name], region.factors.get(name, 1) * (-1 if name in region.negative else 1)
        return cls(number, factor, values, list(accumulate(values, initial=0)), list(unknown), before, is_above)

    def find_sums(self, table: SummedTable) -> Iterator[_Sum]:
        """The sum rows that show an amount, from the top down."""
        rows = table.region.rows
        opening = {line: self.read(table.grid, line) or 0 for line in rows.opening}
        # the number of rows of data above each sum row: there a part ends, and the next one begins
        edges = [0, *(bisect_left(rows.data, line) for line in rows.sums), len(rows.data)]
        above = 0
        for line, start, end, after in zip(rows.sums, edges, edges[1:], edges[2:], strict=False):
            shown = self.read(table.grid, line)
            if shown is not None:
                so_far = sum(amount for at, amount in opening.items() if at < line)
                own = sum(amount for at, amount in opening.items() if above < at < line)
                yield _Sum(line, shown, start, end, after, so_far, own)
            above = line

    def read(self, grid: Grid, line: int) -> int | None:
        """What the column shows in a row, in öre; None where it is no amount."""
        ore = read_amount(grid[line - 1][self.number - 1], abs(self.factor)).ore
        return ore if ore is None or self.factor > 0 else -ore

    def expect(self, each: _Sum, *, is_subtotal: bool) -> Sequence[int]:
        """The sums that a sum row may show, the likeliest first; none where not all of that is read."""
        # a sum above all rows is that of the rows below it, and of a part only where sums stand above their parts
        last = each.end or len(self.values)
        part, whole = self.sums[last] - self.sums[each.start], self.sums[last]
        below = [self.sums[each.after] - self.sums[each.end]] if self.is_above and each.after > each.end else []
        if is_subtotal:
            return (
                [part, part + each.own, *below]
                if self.unknown[max(last, each.after)] == self.unknown[each.start]
                else []
            )
        if self.unknown[max(last, each.after)] or self.before is None:
            return []
        parts = [part, part + each.own] if each.end > each.start else []
        return [whole, *parts, whole + each.opening, *below, whole + self.before]

    def expect_named(self, each: _Sum, rows: _Rows) -> Sequence[int]:
        """The sums that a sum row may show that names its rows: of those in its part, of those above it, or of all; as above."""
        if self.unknown[-1]:
            return []
        spans = [(each.start, each.end), (0, each.end), (0, len(self.values)), (each.end, each.after)][: 4 if self.is_above else 3]
        found: list[int] = []
        for first, end in spans:
            positions = rows.positions[bisect_left(rows.positions, first) : bisect_left(rows.positions, end)]
            found += [sum(self.values[at] for at in positions)] if positions else []
            if each.shown in found:  # nearly every sum is that of its part: those of longer spans need not be added up
                break
        return found


def _compare_sum_rows(table: SummedTable, amounts: _Amounts) -> Iterator[Fault]:
    """Compare each sum row of a column with the sums that it may show."""
    parts: set[int] = set()  # what the column came to at the beginning of each part so far
    wrong: list[int] = []  # the differences of the sums found wrong so far, which a sum of them has too
    for each in amounts.find_sums(table):
        is_subtotal = each.line in table.region.rows.subtotals
        parts |= {amounts.sums[each.start]} if each.start < each.end else set()
        named = table.find_part(each.line, amounts.number)
        expected = [*amounts.expect_named(each, named)] if named else []
        if named is None or not named.is_certain:
            expected += amounts.expect(each, is_subtotal=is_subtotal)
            # one of several parts, that of a group of groups, is right too
            expected += [amounts.sums[each.end] - part for part in parts] if expected and not is_subtotal else []
        differences = [each.shown - right for right in expected]
        if expected and 0 not in differences:
            if not {*wrong, sum(wrong)}.intersection(differences):
                yield _report_sum(Place(table.region.block.sheet, each.line, amounts.number), each.shown, expected[0])
            wrong.append(differences[0])


def _report_sum(place: Place, shown: int, expected: int) -> Fault:
    found, total = Ore(shown), Ore(expected)
    values: dict[str, Any] = {"found": found, "expected": total, "difference": Ore(found - total)}
    return Fault("ST08", Hit(place=place, values=values, found=found, expected=total, difference=Ore(found - total)))
