"""AV09: an impossible status step or order of dates."""

from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import CALLED_OFF, REVERSED
from xl_kraftsamling.domain.tables import CallOff
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity

_NAMELESS = Text("anger inte vilket avrop den avser", "does not say which call-off it reverses")
_UNDRAWN = Text(
    "avser ett avrop som inte är godkänt eller utbetalt", "reverses a call-off that is neither approved nor paid"
)
_OTHERS = Text("avser en annan mottagares avrop", "reverses another recipient's call-off")
_EARLY = Text("är daterad före avropet som den avser", "is dated before the call-off that it reverses")


def check(ledger: Ledger) -> Iterator[Hit]:
    """The status or date of every reversal that cannot follow on what it reverses.

    An id that may mean several rows (VD11, VD12) may mean any of them: then one that can be reversed is enough.
    """
    for row in rows_with_read(ledger.book.call_offs, "status", "reverses").where("status", lambda status: status == REVERSED):
        if row.reverses is None:
            yield Hit(place=cell_of(row, "status"), values={"fault": _NAMELESS}, found=row.status)
        else:
            yield from _find_impossible(row, ledger.ids_of("call_offs").find(row.reverses, row))


def _find_impossible(row: CallOff, targets: Sequence[CallOff]) -> Iterator[Hit]:
    faults = [_find_fault(row, target) for target in targets]
    if faults and all(faults):  # an id that does not exist is VD12's
        fault = faults[0]
        name, found = ("date", row.date) if fault is _EARLY else ("status", row.status)
        yield Hit(place=cell_of(row, name), values={"fault": fault}, found=found, related=(cell_of(targets[0], name),))


def _find_fault(row: CallOff, target: CallOff) -> Text | None:
    if target.status is not None and target.status not in CALLED_OFF:
        return _UNDRAWN
    if row.recipient and target.recipient and row.recipient != target.recipient:
        return _OTHERS
    return _EARLY if row.date and target.date and row.date < target.date else None


RULE = Rule(
    code="AV09",
    name=Text("Omöjlig status eller datumordning", "Impossible status or order of dates"),
    severity=Severity.ERROR,
    needs=(
        "call_offs.id",
        "call_offs.date",
        "call_offs.recipient",
        "call_offs.status",
        "call_offs.reverses",
    ),
    source=Text(
        "Avropets gång: begärt, godkänt, utbetalt och eventuellt återfört",
        "The course of a call-off: requested, approved, paid and perhaps reversed",
    ),
    message=Text("Återföringen {fault}.", "The reversal {fault}."),
    remedy=Text(
        "Rätta återföringens status eller datum, eller id:t i kolumnen Avser avrop, så att den gäller ett godkänt eller "
        "utbetalt avrop av samma mottagare, och är daterad tidigast samma dag.",
        "Correct the status or the date of the reversal, or the id in the column Avser avrop, so that it refers to an "
        "approved or paid call-off of the same recipient, and is dated the same day or later.",
    ),
    why=Text(
        "Bara pengar som har avropats kan komma tillbaka: från samma mottagare, och tidigast samma dag. En återföring är en "
        "egen rad som anger vilket avrop den avser, och avropet självt behåller sin status. Ett framtida datum är tillåtet "
        "och räknas från den dagen. Tills raden är rättad räknas den i saldot som den står.",
        "Only money that has been called off can come back: from the same recipient, on the same day or later. A reversal is "
        "a separate row that states which call-off it reverses, and the call-off itself keeps its status. A future date is "
        "allowed and counts from that day. Until the row is corrected it counts in the balance as entered.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-12 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-06-01 | kulturnämnden | I-07 | 20 000 | återfört | A-1 | ← AV09
| A-3 | 2026-06-02 | kulturnämnden | I-08 | 30 000 | avslaget | |
| A-4 | 2026-06-03 | kulturnämnden | I-08 | 30 000 | återfört | A-3 | ← AV09
| A-5 | 2026-07-01 | MKB | I-10 | 10 000 | återfört | A-1 | ← AV09
| A-6 | 2026-07-02 | kulturnämnden | I-07 | 10 000 | återfört | | ← AV09
| A-7 | 2026-06-05 | MKB | I-10 | 40 000 | utbetalt | |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-12 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-06-12 | kulturnämnden | I-07 | 20 000 | återfört | A-1 |
| A-3 | 2026-06-02 | kulturnämnden | I-08 | 30 000 | avslaget | |
| A-4 | 2026-06-13 | kulturnämnden | I-08 | 30 000 | återfört | A-1 |
| A-5 | 2026-07-01 | MKB | I-10 | 10 000 | återfört | A-7 |
| A-6 | 2026-07-02 | kulturnämnden | I-07 | 10 000 | återfört | A-1 |
| A-7 | 2026-06-05 | MKB | I-10 | 40 000 | utbetalt | |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-12 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-06-15 | kulturnämnden | I-07 | 20 000 | återfört | A-1 |
| A-3 | 2026-06-02 | kulturnämnden | I-08 | 30 000 | avslaget | |
| A-4 | 2026-06-03 | kulturnämnden | I-08 | 30 000 | avslaget | |
| A-5 | 2026-07-01 | MKB | I-10 | 10 000 | utbetalt | |
| A-6 | 2026-07-02 | kulturnämnden | I-07 | 10 000 | utbetalt | |
| A-7 | 2026-06-05 | MKB | I-10 | 40 000 | utbetalt | |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-12 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-06-12 | kulturnämnden | I-07 | 20 000 | återfört | A-1 |
| A-3 | 2026-12-01 | kulturnämnden | I-08 | 30 000 | godkänt | |
""",
    check=check,
)
