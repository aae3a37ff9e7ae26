"""Which rows an id means, in a table that a workbook may keep in several lists: a sheet for each month, a card for each recipient.

The lists of one kind are one table, so that an id belongs to one row of all of them: a row that is copied into the next month has
an id that is used twice (VD11).  Only numbers that begin anew in each list are no such ids: there every list numbers its own rows,
and row 3 of one list has nothing to do with row 3 of another.

How this is told: the number is what counts up in an id, whatever stands around it (`1`, `A-1`, `26-001`, `1/26`), and a list begins
anew where its numbers begin 1, 2 and half of those up to the highest are there, since rows are taken out of lists.  That one list
begins so says nothing: in a numbering that goes on from list to list it is the first.  Where two do, numbers of that form are each
list's own, also in a list whose first rows are gone; ids of another form in the same lists are one series for all.  To begin with
1 is not enough: 1, 7, 8 is a list that goes on from 6, with a row copied from the first.  Where the only two rows of two lists
have one id, that is two lists that begin anew; if one is a copy of the other, AV08 finds it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, groupby
from typing import Any

from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.rows import Rows

_NUMBER = re.compile("[0-9]+")
_NUMBERED = re.compile("(.*?)([0-9]+)", re.DOTALL)
_LONGEST = 40
"""Characters of an id that is looked at for a number."""
_Form = tuple[str, str]
"""What stands before and after the number of an id."""


def _list_of(block: Block) -> tuple[str, int, int | None]:
    """The list that a block is, or a part of: the records of a row with several amounts share the cell of their id."""
    return block.sheet, block.heading_row, block.columns.get("id")


class RowIds:
    """The ids of the rows of a table, in one list or several."""

    def __init__(self, rows: Rows[Any]) -> None:
        """Take all rows of the table, in the order in which they were read."""
        self._rows, self._names = rows, rows.column("id")
        blocks, lines = rows.column("block"), rows.column("line")
        if isinstance(lines, range) and len(rows.values_of("block")) == 1:  # nearly always: a list in which each row is a record
            self._lists: Sequence[Sequence[int]] = [range(len(rows))]
            return
        lists: dict[tuple[str, int, int | None], dict[int, int]] = defaultdict(dict)
        for block, numbers in groupby(range(len(rows)), blocks.__getitem__):
            here = lists[_list_of(block)]
            for number in numbers:
                here.setdefault(lines[number], number)
        self._lists = [[*each.values()] for each in lists.values()]

    @property
    def numbers(self) -> list[int]:
        """The positions of the rows that have a cell of their own for their id, list by list."""
        return [number for numbers in self._lists for number in numbers]

    @property
    def series(self) -> list[int]:
        """Of each of these rows the series within which no other may have its id: 0, or its list where that numbers its own rows."""
        if not self.restarting:
            return [0] * sum(map(len, self._lists))
        return [which if self._names[number] in self.restarting else 0 for which, numbers in enumerate(self._lists, 1) for number in numbers]

    @cached_property
    def restarting(self) -> frozenset[str]:
        """The ids that several lists have because each of them numbers its own rows."""
        ids = [{self._names[number] for number in numbers} - {None} for numbers in self._lists] if len(self._lists) > 1 else []
        first, shared = set[str](), set[str]()
        for each in ids:
            shared |= first & each
            first |= each
        if not shared:  # nearly always: then the numbers need not be looked at
            return frozenset()
        begun = Counter(form for each in ids for form in _find_begun(each))
        return frozenset(name for name in shared if any(begun[form] > 1 for form, _ in _find_forms(name)))

    @cached_property
    def _by_name(self) -> Mapping[str | None, Sequence[int]]:
        by_name: dict[str | None, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            by_name[name].append(number)
        return by_name

    def find(self, name: str | None, reference: Any) -> Sequence[Any]:
        """The rows that an id in another row, the reference, may mean: none where no row has it, several where nobody can know which."""
        rows = [self._rows[number] for number in self._by_name.get(name, ())] if name else []
        return narrow(rows, reference) if name in self.restarting else rows


def narrow(rows: Sequence[Any], reference: Any) -> Sequence[Any]:
    """Of rows that a reference may mean, those of its own list, otherwise those of its sheet; of these, those of its recipient.

    All of them where none is so near.
    """
    is_near = (
        lambda row: _list_of(row.block) == _list_of(reference.block),
        lambda row: row.block.sheet == reference.block.sheet,
        lambda row: row.recipient == reference.recipient,
    )
    for condition in is_near:
        rows = [row for row in rows if condition(row)] or rows
    return rows


def choose_next_id(last: str, taken: Collection[str]) -> str:
    """The first id after another that is not taken, with as many digits: O-9 is followed by O-10, OMF-007 by OMF-008.

    One without a number at its end is followed by a second: A is followed by A-2.
    """
    match = _NUMBERED.fullmatch(last)
    stem, number = match.groups() if match else (f"{last}-", "1")
    known = {name.casefold() for name in taken}
    following = (f"{stem}{each:0{len(number)}d}" for each in count(int(number) + 1))
    return next(name for name in following if name.casefold() not in known)


def _find_forms(name: str) -> Iterator[tuple[_Form, int]]:
    """Each way to take an id for a number with something around it: what stands around, and the number."""
    for match in _NUMBER.finditer(name) if len(name) <= _LONGEST else ():
        yield (name[: match.start()].casefold(), name[match.end() :].casefold()), int(match[0])


def _find_begun(ids: Collection[str]) -> Iterator[_Form]:
    """The forms in which the ids of a list begin anew: 1 alone, or 1, 2 and at least half of the numbers up to the highest."""
    by_form: dict[_Form, set[int]] = defaultdict(set)
    for name in ids:
        for form, number in _find_forms(name):
            by_form[form].add(number)
    for form, numbers in by_form.items():
        if ({1, 2} <= numbers and 2 * len(numbers) >= max(numbers)) or (numbers == {1} and len(ids) == 1):
            yield form
