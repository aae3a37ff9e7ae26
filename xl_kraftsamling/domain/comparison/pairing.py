"""Which rows of two books are the same row.

A row is known by its id, as long as both books name rows by the same ids: where a table of theirs has not one id in common, as two
layouts may, ids say nothing.  An allocation is known by its recipient, a forecast by recipient and date.  Rows of which none of
this can be said are paired by their content: rows that are equal in all columns that both books have, and then rows that differ in a
single column, where there is one of the kind on each side and so no choice.  What is left was removed, or added.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.row_ids import RowIds
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.tables import (
    ALLOCATIONS,
    FORECASTS,
    STATED_BALANCES,
    TABLES,
    WAIVERS,
    Column,
    Kind,
    Table,
)


class Pair(NamedTuple):
    """A row before and after: None before where it was added, None after where it was removed."""

    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedTable:
    """The rows of a table in two books.

    `columns` are those that both books have, `lost` and `gained` the others.  `changed` are the pairs whose rows do not say the same, so
    that nobody need look through all of very many.  `by_content` is how many pairs were made without an id or another name, and `unmatched`
    how many rows without one were left alone.
    """

    table: Table
    pairs: Sequence[Pair] = ()
    changed: Sequence[Pair] = ()
    columns: Sequence[Column] = ()
    lost: Sequence[Column] = ()
    gained: Sequence[Column] = ()
    by_content: int = 0
    unmatched: int = 0

    @property
    def common(self) -> Iterator[Pair]:
        """The pairs that have a row on both sides."""
        return (pair for pair in self.pairs if pair.before is not None and pair.after is not None)


UNREAD = object()
"""The value of a field that could not be read: equal to itself alone, and never to an empty one."""

_NAMES = {ALLOCATIONS.name: ("recipient",), FORECASTS.name: ("recipient", "date"), STATED_BALANCES.name: ("recipient",), WAIVERS.name: ("code", "sheet", "row_id")}
"""The fields that name a row of a table without ids."""
_LEAST = 2
"""The filled fields that two rows must share to be one row that was changed in a single field."""


def pair_books(before: Book, after: Book) -> dict[str, PairedTable]:
    """The rows of two books in pairs, table by table; also those of the balances that the workbooks state."""
    return {table.name: _pair_tables(table, before, after) for table in (*TABLES, STATED_BALANCES)}


def value_of(row: Any, name: str) -> Any:
    """The value of a field of a row: UNREAD where it could not be read."""
    return UNREAD if name in row.unread else getattr(row, name)


def _pair_tables(table: Table, before: Book, after: Book) -> PairedTable:
    old, new = getattr(before, table.name), getattr(after, table.name)
    had, has = (_list_columns(table, book) for book in (before, after))
    columns = [column for column in table.columns if column in had and column in has]
    work = _Pairing(old, new, columns, _NAMES.get(table.name, ()))
    work.pair(*_name_rows(table, old, new))
    pairs = work.finish()
    return PairedTable(
        table=table, pairs=pairs, changed=[pair for pair in pairs if not _is_same(*pair)], columns=columns, by_content=work.by_content, unmatched=work.unmatched,
        lost=[column for column in had if column not in has], gained=[column for column in has if column not in had],
    )  # fmt: skip


def _is_same(before: Any, after: Any) -> bool:
    """Whether two rows say the same, and can be read as far as each other; what they hold is behind the block and the line."""
    return before is not None and after is not None and before[2:] == after[2:]


def _list_columns(table: Table, book: Book) -> Sequence[Column]:
    """The columns that a book has of a table; all of them where it has no rows that could lack one."""
    found = {name for block in book.blocks.get(table.name, ()) for name in (*block.columns, *block.elsewhere)}
    return [column for column in table.columns if column.field in found or not getattr(book, table.name)]


_Groups = Mapping[Any, Sequence[int]]
"""The positions of rows by what they have in common."""
_Names = Sequence[Hashable | None]
"""The names of rows; None for one that has none."""


def _name_rows(table: Table, old: Rows[Any], new: Rows[Any]) -> tuple[_Names, _Names]:
    """What the rows of a table are known by before and after."""
    if _has_ids(table):
        return _name_by_id(old, new)
    if table.name in _NAMES:
        return [name_row(table, row) for row in old], [name_row(table, row) for row in new]
    return [None] * len(old), [None] * len(new)


def name_row(table: Table, row: Any) -> Hashable | None:
    """What a row is known by: its id, or the fields that name it; None where it has no such name."""
    if _has_ids(table):
        return row.id.casefold() if row.id else None
    fields = _NAMES.get(table.name, ())
    values = tuple(getattr(row, name) for name in fields)
    return values if any(value is not None for value in values) and row.unread.isdisjoint(fields) else None


def _has_ids(table: Table) -> bool:
    return any(column.kind is Kind.ID for column in table.columns)


def _name_by_id(old: Rows[Any], new: Rows[Any]) -> tuple[_Names, _Names]:
    """The ids of rows, with their sheet where the ids begin anew on each; none where the two books name their rows by other ids."""
    names: list[list[Hashable | None]] = [[name.casefold() if name else None for name in rows.column("id")] for rows in (old, new)]
    if restarting := {name.casefold() for rows in (old, new) for name in RowIds(rows).restarting}:
        names = [
            [(name, fold_label(block.sheet)) if name in restarting else name for name, block in zip(each, rows.column("block"), strict=True)]
            for each, rows in zip(names, (old, new), strict=True)
        ]
    known = [{*each} - {None} for each in names]
    return ([None] * len(old), [None] * len(new)) if known[0].isdisjoint(known[1]) else (names[0], names[1])


@dataclass
class _Pairing:
    """The rows of a table while they are paired, each as its position on its side."""

    old: Sequence[Any]
    new: Sequence[Any]
    columns: Sequence[Column]
    named_by: Sequence[str]
    by_content: int = 0
    unmatched: int = 0
    _after: dict[int, int] = field(default_factory=dict)
    """The position after of each paired row before."""
    _before: dict[int, int] = field(default_factory=dict)
    """The position before of each paired row after."""

    def pair(self, names_old: _Names, names_new: _Names) -> None:
        """Pair rows of one name, then those without a name by their content."""
        nameless_old, nameless_new = _find_nameless(names_old), _find_nameless(names_new)
        same = self._pair_beginning()
        self._pair_named(names_old, names_new)
        paired = len(self._after) - names_new[:same].count(None)
        self._pair_nameless(nameless_old, nameless_new)
        self.by_content = len(self._after) - paired
        self.unmatched = sum(i not in self._after for i in nameless_old) + sum(j not in self._before for j in nameless_new)

    def _pair_beginning(self) -> int:
        """Pair the rows that both sides begin with, as all that follows would: nearly always nearly all; returns how many these are."""
        both = enumerate(zip(self.old, self.new, strict=False))
        same = next((n for n, (old, new) in both if old[2:] != new[2:] or old.block.sheet != new.block.sheet), min(len(self.old), len(self.new)))
        self._add((n, n) for n in range(same))
        return same

    def _pair_named(self, names_old: _Names, names_new: _Names) -> None:
        if _are_unique(names_old) and _are_unique(names_new):  # nearly always
            at = {name: n for n, name in enumerate(names_old) if name is not None}
            self._add((at[name], n) for n, name in enumerate(names_new) if name in at)
            return
        named_old, named_new = _group(enumerate(names_old)), _group(enumerate(names_new))
        for name in named_old.keys() & named_new.keys() - {None}:
            self._pair_namesakes(named_old[name], named_new[name])

    def _pair_nameless(self, old: Sequence[int], new: Sequence[int]) -> None:
        # an id says nothing here, but that a row has got one, or another: it is compared as any other change
        fields = [column.field for column in self.columns if column.kind is not Kind.ID]
        self._pair_equal(old, new, fields)
        if len(self._after) == len(self.old) or len(self._before) == len(self.new):
            return
        for left_out in fields:
            self._pair_single(old, new, [name for name in fields if name != left_out])
        # a row that had no name, or none that could be read, and has one now is among the named ones on the other side
        self._pair_equal(old, range(len(self.new)), fields)
        self._pair_equal(range(len(self.old)), new, fields)
        for left_out in self.named_by:
            rest = [name for name in fields if name != left_out]
            self._pair_single(old, range(len(self.new)), rest)
            self._pair_single(range(len(self.old)), new, rest)

    def _pair_namesakes(self, old: Sequence[int], new: Sequence[int]) -> None:
        """Pair rows of one name: equal ones first and, where a name stands twice, the others in their order."""
        self._pair_equal(old, new, [column.field for column in self.columns])
        self._add(zip(self._free_old(old), self._free_new(new), strict=False))

    def _pair_equal(self, old: Sequence[int], new: Sequence[int], fields: Sequence[str]) -> None:
        before, after = self._group_by_content(old, new, fields)
        for content in before.keys() & after.keys():
            self._add(zip(before[content], after[content], strict=False))

    def _pair_single(self, old: Sequence[int], new: Sequence[int], fields: Sequence[str]) -> None:
        """Pair rows that are equal in these fields, where there is one before and one after."""
        before, after = self._group_by_content(old, new, fields)
        for content in before.keys() & after.keys():
            is_sure = len(before[content]) == len(after[content]) == 1 and sum(value is not None for value in content) >= _LEAST
            self._add(zip(before[content], after[content], strict=True) if is_sure else ())

    def _group_by_content(self, old: Sequence[int], new: Sequence[int], fields: Sequence[str]) -> tuple[_Groups, _Groups]:
        free_old, free_new = self._free_old(old), self._free_new(new)
        if not (free_old and free_new):  # nearly always: the contents of very many rows are then not looked at
            return {}, {}

        read = _make_reader(fields)
        return _group((i, read(self.old[i])) for i in free_old), _group((j, read(self.new[j])) for j in free_new)

    def _free_old(self, positions: Iterable[int]) -> list[int]:
        return [i for i in positions if i not in self._after]

    def _free_new(self, positions: Iterable[int]) -> list[int]:
        return [j for j in positions if j not in self._before]

    def _add(self, partners: Iterable[tuple[int, int]]) -> None:
        for i, j in partners:
            self._after[i], self._before[j] = j, i

    def finish(self) -> list[Pair]:
        """All pairs in the order of the rows after; each removed row behind the one that it stood behind."""
        before = [self.old[self._before[j]] if j in self._before else None for j in range(len(self.new))]
        if len(self._after) == len(self.old):
            return list(map(Pair, before, self.new))
        removed, last = defaultdict[int, list[Any]](list), -1
        for i, row in enumerate(self.old):
            if i in self._after:
                last = self._after[i]
            else:
                removed[last].append(row)
        pairs = [Pair(row, None) for row in removed[-1]]
        for j, row in enumerate(self.new):
            pairs.append(Pair(before[j], row))
            pairs += [Pair(each, None) for each in removed.get(j, ())]
        return pairs


def _find_nameless(names: _Names) -> list[int]:
    return [n for n, name in enumerate(names) if name is None]


def _are_unique(names: _Names) -> bool:
    """Whether no two rows have one name."""
    known = {*names}
    return len(known) == len(names) - max(0, names.count(None) - 1)


def _make_reader(fields: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads what a row says in some fields, by which it is known where it has no id."""
    if len(fields) < 2:  # of a single field the getter would give the value itself
        return lambda row: tuple(value_of(row, name) for name in fields)
    get = attrgetter(*fields)
    return lambda row: get(row) if row.unread.isdisjoint(fields) else tuple(value_of(row, name) for name in fields)


def _group(keys: Iterable[tuple[int, Any]]) -> dict[Any, list[int]]:
    """Positions by the key of each."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for position, key in keys:
        groups[key].append(position)
    return dict(groups)
