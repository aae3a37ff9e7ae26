"""What each copy of a workbook that was sent out does to its rows, and whose copy it is.

A copy belongs to the recipients that its file name names (“Medel KN.xlsx”).  Where the name names none, it belongs to the recipient whose rows
it changes, if that is one.  A copy that changes the rows of several may be the finance office's own, or several copies already merged: it
answers for those of them for whom no other copy does.  A row may be changed by whoever's money it is about: its recipient, the
initiator of an insats, both parties of a transfer.  Tilldelning, Undantag, Beslut and Inställningar are the finance office's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, reduce
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.comparison.pairing import UNREAD, value_of
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import ALLOCATIONS, RECORD, SETTINGS, WAIVERS, Table

OFFICE_TABLES = (ALLOCATIONS, WAIVERS, RECORD, SETTINGS)
"""The tables that the finance office answers for, and no nämnd."""

_PARTIES = ("recipient", "initiator", "donor", "receiver")
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 6
"""The words of the longest name of a recipient in a file name."""


class RowEdit(NamedTuple):
    """What a copy does to a row: a change where it stands on both sides, a new row without `base`, one taken away without `row`.

    `values` are the cells, as they stand in the copy, of the fields that changed; of a new row those of all that are filled.
    """

    copy: str
    table: Table
    base: Any
    row: Any
    values: Mapping[str, Any]

    @property
    def content(self) -> tuple[Any, ...]:
        """What the edit comes to, to be compared with that of another copy: what the cells mean or, where nobody knows, what they say."""
        meant = ((name, value_of(self.row, name)) for name in sorted(self.values))
        return tuple((name, f"?{cell_text(self.values[name])}" if value is UNREAD else value) for name, value in meant)

    @property
    def parties(self) -> Sequence[frozenset[str]]:
        """Who may change the row, before and after; empty where it cannot be told."""
        rows = (row for row in (self.base, self.row) if row is not None)
        return [frozenset(filter(None, (getattr(row, name, None) for name in _PARTIES))) for row in rows]

    def is_by(self, owners: frozenset[str]) -> bool:
        """Whether these recipients may make it: money may neither be taken from another's row nor be put into it."""
        return self.table not in OFFICE_TABLES and all(owners & parties for parties in self.parties)


class CopyEdits(NamedTuple):
    """A copy by the name of its file, without the folder, and what it does to the rows."""

    name: str
    edits: Sequence[RowEdit]

    @property
    def common_parties(self) -> frozenset[str]:
        """The recipients who may make every edit of the copy that is not to the office's tables."""
        parties = [each for edit in self.edits if edit.table not in OFFICE_TABLES for each in edit.parties]
        return reduce(frozenset.__and__, parties) if parties else frozenset()

    @property
    def all_parties(self) -> frozenset[str]:
        """The recipients of all rows that the copy changes."""
        return frozenset(name for edit in self.edits if edit.table not in OFFICE_TABLES for each in edit.parties for name in each)


class Owners:
    """Whose each copy is."""

    def __init__(self, copies: Sequence[CopyEdits], register: Register) -> None:
        """Take all copies that are merged, in any order."""
        self._copies, self._register = copies, register

    @cached_property
    def _known(self) -> Mapping[str, frozenset[str]]:
        """The owners of the copies that say whose they are, by their name or by what they change."""
        found = {copy.name: frozenset(find_named_recipients(copy.name, self._register)) or copy.common_parties for copy in self._copies}
        return {name: owners for name, owners in found.items() if owners}

    def of(self, copy: CopyEdits) -> frozenset[str]:
        """The recipients that a copy answers for."""
        if copy.name in self._known:
            return self._known[copy.name]
        return copy.all_parties.difference(*self._known.values())


def find_named_recipients(file: str, register: Register) -> Iterator[str]:
    """The recipients that the name of a file names, by any name or abbreviation; the longest names count."""
    words = _WORD.findall(file.rpartition(".")[0] or file)
    start = 0
    while start < len(words):
        for end in range(min(start + _MOST_WORDS, len(words)), start, -1):
            if name := register.recognise(" ".join(words[start:end])).name:
                yield name
                start = end - 1
                break
        start += 1
