"""The columns of a list that say between whom money went: from whom and to whom, or whose a row is and with whom."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.reading.recognition.column_assignment import SAMPLE_ROWS
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows

_SIDES = frozenset({"receiver", "donor"})
"""Ideas of headings over parties, though most cells may say “anslaget” or name a supplier."""
_MOSTLY = 0.5
"""The share of the cells of a column that must be names for it to be one of parties."""
_COUNTERPARTS = frozenset({"kommunstyrelsen", "stadskontoret"})
"""Those who give the money of a decision out and take it back: where a row names one of them beside another, it is the other's."""


class PartyColumns(NamedTuple):
    """The columns that name somebody, the first of those from whom and the first of those to whom money goes."""

    columns: Sequence[int]
    donor: int | None
    receiver: int | None

    def find_pair(self) -> Mapping[str, int]:
        """The columns of donor and receiver; empty where they are not both there."""
        return {"donor": self.donor, "receiver": self.receiver} if self.donor and self.receiver else {}

    def find_recipient(self, below: HeadedRows, lines: Sequence[int], *, gives_back: bool) -> int | None:
        """The column of those whose money some rows are: to whom it goes, or from whom where it goes back, and no counterpart's."""
        first = self.donor if gives_back else self.receiver
        columns = sorted(self.columns, key=lambda n: (n != first, n == self.donor, n))
        sample = lines[:SAMPLE_ROWS]
        counts = {n: sum(_names_recipient(below, line, n) for line in sample) for n in columns}
        return next((n for n in columns if counts[n] >= _MOSTLY * len(sample)), columns[0] if columns else None)


def find_party_columns(below: HeadedRows, lines: Sequence[int], kinds: int) -> PartyColumns:
    """The columns of a list that name somebody; `kinds` is the column that says what its rows are."""
    ideas = {n: heading.ideas for n, heading in below.heading_row.headings.items() if n != kinds}
    columns = [n for n in ideas if _holds_names(below, lines, n, 0 if ideas[n] & _SIDES else _MOSTLY)]
    sides = [next((n for n in columns if side in ideas[n] and other not in ideas[n]), None) for side, other in (("donor", "receiver"), ("receiver", "donor"))]
    if len(columns) == len(sides) and sides.count(None) == 1:  # “Från” and “Nämnd”
        given = next(side for side in sides if side)
        sides = [side or next(n for n in columns if n != given) for side in sides]
    return PartyColumns(columns, sides[0], sides[1])


def _holds_names(below: HeadedRows, lines: Sequence[int], number: int, share: float) -> bool:
    # the first that are filled: “Från” may be empty until something goes back
    cells = list(islice((cell for line in lines if cell_text(cell := below.grid[line - 1][number - 1])), SAMPLE_ROWS))
    return sum(map(below.reader.names_recipient, cells)) >= max(1, share * len(cells))


def _names_recipient(below: HeadedRows, line: int, number: int) -> bool:
    return below.reader.register.recognise(cell_text(below.grid[line - 1][number - 1])).name not in {None, *_COUNTERPARTS}
