"""The rows of a table, kept column by column.

A table may have 100 000 rows, of which a rule shows none or a few: it compares or sums columns, and a row is made when somebody asks
for it.  It is then always the same object, so that `is` tells two rows apart that hold the same values.
"""

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar, overload

AnyRow = TypeVar("AnyRow")
AnyRow_co = TypeVar("AnyRow_co", covariant=True)


class Rows(Sequence[AnyRow_co]):
    """The rows of a table, or some of them, in the order in which they were read."""

    @abstractmethod
    def column(self, name: str) -> Sequence[Any]:
        """The values of a field, one for each row; also `block`, `line` and `unread`."""

    @abstractmethod
    def make(self, number: int) -> AnyRow_co:
        """The row at a position from 0, which must be there."""

    @overload
    def __getitem__(self, index: int) -> AnyRow_co: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows[AnyRow_co]": ...
    def __getitem__(self, index: int | slice) -> "AnyRow_co | Rows[AnyRow_co]":
        """A row, or some of them."""
        numbers = range(len(self))[index]
        return self.make(numbers) if isinstance(numbers, int) else _SomeRows(self, numbers)

    def __eq__(self, other: object) -> bool:
        """Whether the rows are the same, wherever they are kept."""
        return isinstance(other, Sequence) and len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # a list of rows is no key

    def values_of(self, name: str) -> frozenset[Any]:
        """The different values of a field."""
        return frozenset(self.column(name))

    def where(self, name: str, is_meant: Callable[[Any], Any]) -> "Rows[AnyRow_co]":
        """The rows whose value of a field is meant.  Each different value is asked about once: most columns have few."""
        values = self.values_of(name)
        meant = set(filter(is_meant, values))
        return self if len(meant) == len(values) else self.pick(self.column(name), meant)

    def pick(self, values: Sequence[Any], meant: Collection[Any]) -> "Rows[AnyRow_co]":
        """The rows of meant values, of which there is one for each row."""
        return _SomeRows(self, [number for number, value in enumerate(values) if value in meant] if meant else ())

    def with_column(self, name: str, values: Sequence[Any]) -> "Rows[AnyRow_co]":
        """The rows with other values of a field, one for each."""
        changed: Iterable[Any] = zip(self, values, strict=True)
        return MadeRows(row._replace(**{name: value}) for row, value in changed)

    def find_repeated(self, *names: str) -> Iterator[tuple[AnyRow_co, AnyRow_co]]:
        """Every row with the values of an earlier one in some fields, in order, after the first row that has them."""
        columns = [self.column(name) for name in names]
        if any(len(self.values_of(name)) == len(self) for name in names) or len(set(map(hash, zip(*columns, strict=True)))) == len(self):
            return  # nearly always: rows with the same values would have the same hash
        first: dict[tuple[Any, ...], int] = {}
        for number, values in enumerate(zip(*columns, strict=True)):
            if (before := first.setdefault(values, number)) != number:
                yield self[before], self[number]


class TableRows(Rows[AnyRow]):
    """The rows that were read of a table."""

    def __init__(self, kind: Any, columns: Sequence[Sequence[Any]]) -> None:
        """Take the class of the rows, a NamedTuple, and the values of each of its fields in their order, all equally many."""
        self._kind = kind
        self._columns: Mapping[str, Sequence[Any]] = dict(zip(kind._fields, columns, strict=True))
        self._made: dict[int, AnyRow] = {}
        self._all_made = False  # only then are those that are made in their order
        self._values: dict[str, frozenset[Any]] = {}

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._columns["line"])

    def __iter__(self) -> Iterator[AnyRow]:
        """Every row; from then on all of them are kept."""
        if not self._all_made:
            # tuple.__new__ is what row._make calls, in a third of the time: _make counts the fields of each row, the table has done so
            rows = map(partial(tuple.__new__, self._kind), zip(*self._columns.values(), strict=True))
            self._made, self._all_made = {**dict(enumerate(rows)), **self._made}, True
        return iter(self._made.values())

    def column(self, name: str) -> Sequence[Any]:
        """The values of a field."""
        return self._columns[name]

    def values_of(self, name: str) -> frozenset[Any]:
        """The different values of a field: kept, since many rules ask for the same."""
        if name not in self._values:
            self._values[name] = super().values_of(name)
        return self._values[name]

    def make(self, number: int) -> AnyRow:
        """The row at a position."""
        if number not in self._made:
            self._made[number] = tuple.__new__(self._kind, [values[number] for values in self._columns.values()])
        return self._made[number]

    def with_column(self, name: str, values: Sequence[Any]) -> "TableRows[AnyRow]":
        """The rows with other values of a field, none of which is made for it."""
        return TableRows(self._kind, [*{**self._columns, name: values}.values()])


class MadeRows(Rows[AnyRow]):
    """Rows that somebody has made: without one, or with a proposed one."""

    def __init__(self, rows: Iterable[AnyRow] = ()) -> None:
        """Take the rows, each a NamedTuple of the same class."""
        self._rows: Sequence[Any] = tuple(rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def __iter__(self) -> Iterator[AnyRow]:
        """Every row."""
        return iter(self._rows)

    def column(self, name: str) -> Sequence[Any]:
        """The values of a field."""
        return [getattr(row, name) for row in self._rows]

    def make(self, number: int) -> AnyRow:
        """The row at a position."""
        row: AnyRow = self._rows[number]
        return row


class _SomeRows(Rows[AnyRow_co]):
    """Some rows of others: the very same ones."""

    def __init__(self, rows: Rows[AnyRow_co], numbers: Sequence[int]) -> None:
        self._rows, self._numbers = rows, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[AnyRow_co]:
        return map(self._rows.make, self._numbers)

    def column(self, name: str) -> Sequence[Any]:
        values = self._rows.column(name)
        return [values[number] for number in self._numbers]

    def make(self, number: int) -> AnyRow_co:
        return self._rows.make(self._numbers[number])


