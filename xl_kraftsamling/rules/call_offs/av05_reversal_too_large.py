"""AV05: the reversals of a call-off exceed it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import find_first_above
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.status_words import REVERSED
from xl_kraftsamling.domain.tables import CallOff
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity

_FIELDS = ("id", "date", "amount", "status", "reverses")


def check(ledger: Ledger) -> Iterator[Hit]:
    """The reversal with which the reversals of one call-off, taken together, first exceed it.

    An id that may mean several rows (VD11, VD12) may mean any of them: then only what exceeds all together is too large.
    """
    reversals: dict[tuple[CallOff, ...], list[tuple[date, int, CallOff]]] = defaultdict(list)
    for row in rows_with_read(ledger.book.call_offs, *_FIELDS).where("status", lambda status: status == REVERSED):
        if row.reverses and row.date and row.amount is not None:
            targets = (each for each in ledger.ids_of("call_offs").find(row.reverses, row) if each.status != REVERSED)
            reversals[tuple(targets)].append((row.date, row.amount, row))
    for found, rows in reversals.items():
        if found and not any("amount" in target.unread for target in found):
            yield from _find_exceeding(found, rows)


def _find_exceeding(targets: Sequence[CallOff], rows: list[tuple[date, int, CallOff]]) -> Iterator[Hit]:
    limit, reversed_ = sum(row.amount or 0 for row in targets), sum(amount for _, amount, _ in rows)
    row = find_first_above(rows, limit) if reversed_ > limit else None
    if row:
        over = Ore(reversed_ - limit)
        yield Hit(
            place=cell_of(row, "amount"),
            values={"target": row.reverses, "reversed": Ore(reversed_), "limit": Ore(limit), "over": over},
            found=Ore(reversed_),
            expected=Ore(limit),
            difference=over,
            related=tuple(cell_of(target, "amount") for target in targets),
        )


RULE = Rule(
    code="AV05",
    name=Text("Återföringen är större än avropet", "The reversal is larger than the call-off"),
    severity=Severity.ERROR,
    needs=tuple(f"call_offs.{name}" for name in _FIELDS),
    source=Text("Det går inte att återföra mer än det som avropades", "No more can be reversed than was called off"),
    message=Text(
        "Av avropet {target} på {limit} har {reversed} återförts: {over} för mycket.",
        "Of the call-off {target} of {limit}, {reversed} has been reversed: {over} too much.",
    ),
    remedy=Text(
        "Rätta återföringens belopp, eller id:t i kolumnen Avser avrop om återföringen gäller ett annat avrop.",
        "Correct the amount of the reversal, or the id in the column Avser avrop if it belongs to another call-off.",
    ),
    why=Text(
        "En återföring ger tillbaka det som avropades, helt eller delvis. Är den större uppstår pengar som beslutet inte har "
        "beviljat. Alla återföringar av samma avrop räknas ihop, i datumordning, och den rad visas som först går över.",
        "A reversal gives back what was called off, in full or in part. If it is larger, it creates money that the decision "
        "has not granted. All reversals of one call-off are added up in order of date, and the row shown is the first that "
        "exceeds it.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-08-01 | kulturnämnden | I-07 | 50 000 | återfört | A-1 | ← AV05
| A-3 | 2026-07-01 | kulturnämnden | I-07 | 40 000 | återfört | A-1 |
| A-4 | 2026-06-02 | kulturnämnden | I-08 | 60 000 | utbetalt | |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |  |
| A-2 | 2026-08-01 | kulturnämnden | I-07 | 35 000 | återfört | A-1 |
| A-3 | 2026-07-01 | kulturnämnden | I-07 | 40 000 | återfört | A-1 |
| A-4 | 2026-06-02 | kulturnämnden | I-08 | 60 000 | utbetalt | |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-08-01 | kulturnämnden | I-07 | 50 000 | återfört | A-4 |
| A-3 | 2026-07-01 | kulturnämnden | I-07 | 40 000 | återfört | A-1 |
| A-4 | 2026-06-02 | kulturnämnden | I-08 | 60 000 | utbetalt | |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-08-01 | kulturnämnden | I-07 | 35 000 | återfört | A-1 |
| A-3 | 2026-07-01 | kulturnämnden | I-07 | 40 000 | återfört | A-1 |
""",
    check=check,
)
