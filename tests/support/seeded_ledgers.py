"""Invented ledgers for the proof that the template's formulas equal the program's arithmetic: random, from a fixed seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from xl_kraftsamling.domain import status_words
from xl_kraftsamling.domain.decision import pick_shipped_decision

Rows = Mapping[str, Sequence[Sequence[Any]]]
"""The rows of a workbook, by sheet, from left to right."""

RECIPIENTS = tuple(pick_shipped_decision("STK-2026-580").allotted)
OTHERS = (*RECIPIENTS, "grundskolenämnden")


@dataclass(frozen=True)
class InventedLedger:
    """What a workbook is filled with: its rows, and its settings by name."""

    name: str
    rows: Rows
    settings: Mapping[str, Any] = field(default_factory=dict)


def invent_ledger(
    seed: int, size: int, *, smallest: int, largest: int, as_of: date | None, negative: bool = False
) -> InventedLedger:
    """A ledger of call-offs, transfers, costs and forecasts in every state, dated from December before to January after.

    Amounts are between `smallest` and `largest` öre; `negative` shows costs as negative.
    """
    made = Random(seed)

    def amount() -> float:
        return made.randint(smallest, largest) / 100

    def day() -> date:
        return date(2025, 12, 20) + timedelta(made.randrange(390))

    def some(words: Sequence[str]) -> str:
        return made.choice(words)

    ids = range(1, size + 1)
    rows = {
        "Tilldelning": [[name, "nämnd", amount() * size / 4, "§ 1", None] for name in RECIPIENTS],
        "Avrop": [[f"A-{n}", day(), some(OTHERS), None, amount(), some(status_words.CALL_OFF_STATES)] for n in ids],
        "Omfördelning": [
            [f"O-{n}", day(), *made.sample(OTHERS, 2), amount(), some(status_words.TRANSFER_STATES)] for n in ids[: size // 2]
        ],
        "Utfall": [[f"V-{n}", day(), 202606, some(OTHERS), None, made.choice((1, 1, -1)) * amount()] for n in ids],
        "Prognos": [[day(), some(RECIPIENTS[:-1]), amount()] for _ in ids[: size // 3]],
    }
    sign = status_words.NEGATIVE if negative else status_words.POSITIVE
    return InventedLedger(f"{size} rader, {as_of}", rows, {"Avstämningsdatum": as_of, "Kostnadstecken": sign})


def odd() -> InventedLedger:
    """A ledger with rows that wait and would take nothing, and with promises that money still to come will pay."""
    one, two, three = RECIPIENTS[:3]
    return InventedLedger("udda rader", {
        "Tilldelning": [[name, "nämnd", 1000, "§ 1", None] for name in RECIPIENTS],
        "Avrop": [
            ["A-1", date(2026, 6, 1), one, None, -400, status_words.REQUESTED],
            ["A-2", date(2026, 6, 1), one, None, 0, status_words.REQUESTED],
            ["A-3", date(2026, 6, 2), one, None, 100.01, status_words.REQUESTED],
            ["A-4", date(2026, 6, 1), two, None, 900, status_words.PAID],
            ["A-5", date(2026, 10, 1), two, None, 500, status_words.REVERSED],
            ["A-6", date(2026, 10, 1), OTHERS[-1], None, 7, status_words.REQUESTED],
        ],
        "Omfördelning": [
            ["O-1", date(2026, 7, 1), one, two, -400, status_words.ASKED],
            ["O-2", date(2026, 7, 1), one, one, 500, status_words.AGREED],
            ["O-3", date(2026, 7, 1), one, three, 50.5, status_words.AGREED],
            ["O-4", date(2026, 11, 1), two, three, 300.25, status_words.ASKED],
            ["O-5", date(2026, 8, 1), two, three, 20, status_words.ASKED],
            ["O-6", None, three, one, 30, status_words.ASKED],
        ],
    }, {"Avstämningsdatum": date(2026, 9, 30)})  # fmt: skip


def ahead() -> InventedLedger:
    """A ledger with all that Ω depends on: money spent ahead, coming in ahead, waiting; to the öre, and twice on a day."""
    one, two, three = RECIPIENTS[:3]
    return InventedLedger("händelser framåt", {
        "Tilldelning": [[name, "nämnd", 1000, "§ 1", None] for name in RECIPIENTS],
        "Avrop": [
            ["A-1", date(2026, 9, 30), one, None, 0.01, status_words.APPROVED],
            ["A-2", date(2026, 10, 1), one, None, 900.02, status_words.APPROVED],
            ["A-3", date(2026, 11, 1), one, None, 500, status_words.REVERSED],
            ["A-4", date(2026, 12, 31), two, None, 1000.01, status_words.PAID],
            ["A-5", date(2027, 6, 30), two, None, 0.1, status_words.PAID],
            ["A-6", date(2026, 10, 1), three, None, 1100, status_words.APPROVED],
            ["A-7", date(2026, 12, 1), three, None, 0.3, status_words.REQUESTED],
        ],
        "Omfördelning": [
            ["O-1", date(2026, 10, 1), one, three, 0.2, status_words.BOOKED],
            ["O-2", date(2026, 10, 1), two, three, 99.8, status_words.BOOKED],
            ["O-3", date(2026, 12, 24), three, two, 0.1, status_words.AGREED],
            ["O-4", date(2026, 1, 2), one, two, 7, status_words.UNDONE],
            ["O-5", date(2026, 11, 2), three, OTHERS[-1], 0.01, status_words.BOOKED],
        ],
        "Prognos": [[date(2026, 9, 30), one, 5], [date(2026, 9, 30), one, 7], [date(2026, 10, 1), one, 9]],
    }, {"Avstämningsdatum": date(2026, 9, 30)})  # fmt: skip


LEDGERS = (
    ahead(),
    odd(),
    invent_ledger(1, 12, smallest=1, largest=30, as_of=date(2026, 6, 30)),
    invent_ledger(2, 60, smallest=1, largest=9_999_999, as_of=date(2026, 3, 31), negative=True),
    invent_ledger(3, 200, smallest=100, largest=250_000, as_of=date(2026, 9, 30)),
    invent_ledger(4, 200, smallest=1, largest=250_001, as_of=date(2026, 12, 31)),
    invent_ledger(5, 1_000, smallest=1, largest=1_000_001, as_of=date(2026, 1, 1)),
    invent_ledger(6, 40, smallest=1, largest=100_000, as_of=None),
)
"""The ledgers of the proof; the last states no date, so that today counts."""
