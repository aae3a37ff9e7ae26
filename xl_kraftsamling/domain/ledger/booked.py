"""The booked transfers of a book, found by receiver and by pair."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from xl_kraftsamling.domain.ledger.levels import NEVER, Levels
from xl_kraftsamling.domain.ledger.movements import moves
from xl_kraftsamling.domain.model import Transfer


class Booked:
    """Who has given what to whom, in order of date, then row; transfers that are not booked are left out."""

    def __init__(self, transfers: Sequence[Transfer]) -> None:
        """Take the transfers of a book."""
        rows = [(row.date, row.line, row) for row in transfers if moves(row) and row.date and row.donor != row.receiver]
        rows.sort(key=lambda each: each[:2])
        self.rows = [row for _, _, row in rows]
        self._to: dict[str, list[Transfer]] = defaultdict(list)
        self._between: dict[tuple[str | None, str | None], Transfer] = {}
        flows: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for day, _, row in rows:
            self._to[row.receiver or ""].append(row)
            self._between.setdefault((row.donor, row.receiver), row)
            flows[row.receiver or ""][day] += row.amount or 0
        self._sums = {name: Levels(0, flow) for name, flow in flows.items()}

    def to(self, receiver: str, until: date) -> list[Transfer]:
        """What a recipient was given up to a date."""
        return [row for row in self._to.get(receiver, ()) if row.date and row.date <= until]

    def received(self, receiver: str, until: date) -> int:
        """I: the sum of what a recipient was given up to a date, in öre."""
        return self._sums.get(receiver, NEVER).at(until)

    def first(self, donor: str | None, receiver: str | None) -> Transfer | None:
        """The first transfer from one recipient to another."""
        return self._between.get((donor, receiver))

