"""AV12: more is requested than is left to call off."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from xl_kraftsamling.domain.book import cell_of, name_row
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import UNDATED
from xl_kraftsamling.domain.ledger.unsettled import BALANCE_FIELDS
from xl_kraftsamling.domain.ledger.waiting import list_requests
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import CallOff
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The last waiting call-off, in order of date, of every recipient whose B exceeds its K, with the others among related."""
    # a request that cannot be read would only add to B: what does not fit without it does not fit with it
    over = {b.recipient: b for b in ledger.known_balances("remaining") if 0 <= b.remaining < b.requested}
    waiting: dict[str, list[CallOff]] = defaultdict(list)
    for row in list_requests(ledger.book) if over else ():
        if row.recipient in over:
            waiting[row.recipient].append(row)
    for name, rows in waiting.items():
        *others, last = sorted(rows, key=lambda row: row.date or date.min)
        requested, remaining = Ore(over[name].requested), Ore(over[name].remaining)
        values = {"recipient": name, "row": name_row(last), "requested": requested, "remaining": remaining, "as_of": ledger.as_of}
        yield Hit(
            place=cell_of(last, "amount"), values={**values, "over": Ore(requested - remaining)},
            found=requested, expected=remaining, difference=Ore(requested - remaining),
            related=tuple(cell_of(row, "amount") for row in others),
        )  # fmt: skip


RULE = Rule(
    code="AV12",
    name=Text("Mer är begärt än som är kvar", "More is requested than is left"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=BALANCE_FIELDS,
    may_lack=(UNDATED,),
    source=Text("Beslutet, punkt 1", "The decision, point 1"),
    message=Text(
        "{recipient} har {remaining} kvar att avropa den {as_of}, men har begärt {requested}: {over} för mycket. {row} är "
        "den sista raden som inte ryms.",
        "{recipient} has {remaining} left to call off on {as_of} but has requested {requested}: {over} too much. {row} is "
        "the last row that does not fit.",
    ),
    remedy=Text(
        "Bestäm vilka begärda avrop som ska gälla. Sänk de andra eller sätt dem till avslaget, så att det som är begärt blir högst "
        "{remaining}. Behövs mer: kom överens med stadskontoret om en omfördelning till {recipient}.",
        "Decide which of the requested call-offs to keep. Lower the others or set them to avslaget, so that no more than "
        "{remaining} is requested. If more is needed, agree with stadskontoret on a transfer to {recipient}.",
    ),
    why=Text(
        "Ett begärt avrop minskar inte det som är kvar, så flera avrop av samma pengar kan begäras utan att saldot visar "
        "det. Godkänns alla blir det ett överdrag (AV01). Begärda avrop räknas oavsett datum, eftersom de väntar på samma "
        "beslut. En rad per mottagare pekas ut, den sista i datumordning, och de andra anges som hänvisningar. Är saldot "
        "redan under noll visas bara AV01.",
        "A requested call-off does not reduce what is left, so several call-offs of the same money can be requested without "
        "the balance showing it. If all are approved, there is an overdraft (AV01). Requested call-offs count whatever their "
        "date, since they await the same decision. One row per recipient is pointed out, the last in order of date, and the "
        "others are given as references. If the balance is already below zero, only AV01 is shown.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-09-15 | kulturnämnden | I-08 | 200 000 | begärt | ← AV12
| A-3 | 2026-08-15 | kulturnämnden | I-08 | 150 000 | begärt |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-09-15 | kulturnämnden | I-08 | 200 000 | avslaget |
| A-3 | 2026-08-15 | kulturnämnden | I-08 | 150 000 | begärt |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-09-15 | kulturnämnden | I-08 | 150 000 | begärt |
| A-3 | 2026-08-15 | kulturnämnden | I-08 | 150 000 | begärt |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-09-15 | fritidsnämnden | kulturnämnden | 50 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | 50 000 | ja |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-09-15 | kulturnämnden | I-08 | 150 000 | begärt |
| A-3 | 2026-08-15 | kulturnämnden | I-08 | 150 000 | begärt |
""",
    check=check,
)
