"""AV01: more is called off than may be called off."""

from collections.abc import Iterator
from datetime import date

from xl_kraftsamling.domain.book import cell_of, name_row
from xl_kraftsamling.domain.ledger.allotments import name_cause
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.ledger.movements import UNDATED
from xl_kraftsamling.domain.ledger.unsettled import BALANCE_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Allocation, CallOff, Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every recipient whose K is below zero at the date, at the row that began the overdraft that holds then."""
    overdrawn = {balance.recipient: balance for balance in ledger.known_balances("remaining") if balance.remaining < 0}
    begun = {name: [day for day in ledger.levels(name).days_going_below_zero() if day <= ledger.as_of] for name in overdrawn}
    # no row breaks the limit where the allocation is itself below zero: that is TD04's
    last = {name: days[-1] for name, days in begun.items() if days}
    for name, row in ledger.find_breaking_rows(last).items():
        hit = _make_hit(overdrawn[name], row, last[name], ledger.as_of)
        if isinstance(row, Allocation):
            yield hit._replace(message=_LOWERED, remedy=_COVER)
        else:
            yield hit if row.date else hit._replace(message=_UNDATED)


def _make_hit(balance: Balance, row: CallOff | Transfer | Allocation, since: date, as_of: date) -> Hit:
    called_off, disposable, over = Ore(balance.called_off), Ore(balance.disposable), Ore(-balance.remaining)
    return Hit(
        place=cell_of(row, "amount"),
        values={
            "recipient": balance.recipient, "called_off": called_off, "disposable": disposable, "over": over,
            "as_of": as_of, "since": since, "row": name_cause(row) if isinstance(row, Allocation) else name_row(row),
        },
        found=called_off, expected=disposable, difference=over,
    )  # fmt: skip


_LOWERED = Text(
    "{recipient} har avropat {called_off} till och med {as_of}, men får avropa {disposable}: {over} för mycket. Överdraget började den "
    "{since}, när beloppet sänktes ({row}).",
    "{recipient} has called off {called_off} up to {as_of} but may call off {disposable}: {over} too much. The overdraft began on "
    "{since}, when the amount was lowered ({row}).",
)
_COVER = Text(
    "Rätta beslutets fil om datumet eller beloppet är fel där. Är det rätt: täck bristen med en återföring eller, efter "
    "överenskommelse med stadskontoret, en omfördelning till {recipient}. Kommer täckningen senare än den {since} visas "
    "tiden dessförinnan som AV02: för då in ett undantag för AV02 på {recipient}.",
    "Correct the decision's file if the date or the amount is wrong there. If it is right, cover the shortage with a "
    "reversal or, after agreement with stadskontoret, a transfer to {recipient}. If the cover comes later than {since}, the "
    "time before it is shown as AV02: then enter a waiver of AV02 for {recipient}.",
)


_UNDATED = Text(
    "{recipient} har avropat {called_off}, men får avropa {disposable}: {over} för mycket. I listans ordning är {row} det "
    "första som inte ryms.",
    "{recipient} has called off {called_off} but may call off {disposable}: {over} too much. In the order of the list, {row} "
    "is the first that does not fit.",
)
"""Where the list has no dates."""


RULE = Rule(
    code="AV01",
    name=Text("Avropat överstiger disponibelt", "Called off exceeds disposable"),
    severity=Severity.ERROR,
    locked=True,
    needs=BALANCE_FIELDS,
    may_lack=(UNDATED,),
    source=Text("Beslutet, punkt 1", "The decision, point 1"),
    message=Text(
        "{recipient} har avropat {called_off} till och med {as_of}, men får avropa {disposable}: {over} för mycket. "
        "Överdraget började den {since}, med {row}.",
        "{recipient} has called off {called_off} up to {as_of} but may call off {disposable}: {over} too much. The overdraft "
        "began on {since}, with {row}.",
    ),
    remedy=Text(
        "Rätta {row} om beloppet, datumet eller mottagaren är fel. Är raden rätt: täck bristen med en återföring eller, "
        "efter överenskommelse med stadskontoret, en omfördelning till {recipient}. Kommer täckningen senare än raden visas "
        "tiden dessförinnan som AV02: för då in ett undantag för AV02 på {row}.",
        "Correct {row} if its amount, date or recipient is wrong. If it is right, cover the shortage with a reversal or, "
        "after agreement with stadskontoret, a transfer to {recipient}. If the cover comes later than the row, the time "
        "before it is shown as AV02: then enter a waiver of AV02 for {row}.",
    ),
    why=Text(
        "Beslutet beviljar varje mottagare ett belopp. Taket för avropen är det beloppet, plus det som har omfördelats hit, "
        "minus det som har lämnats vidare. Godkända och utbetalda avrop räknas, återföringar dras av. Allt som är daterat "
        "samma dag räknas tillsammans: pengar som kommer in samma dag som ett avrop räcker till det. Kontrollen är låst: ett "
        "överdrag kan inte undantas, bara rättas.",
        "The decision grants each recipient an amount. The ceiling for its call-offs is that amount, plus what has been "
        "transferred to it, minus what it has passed on. Approved and paid call-offs count, and reversals are deducted. "
        "Everything dated the same day counts together: money that comes in on the same day as a call-off can cover it. The "
        "rule is locked: an overdraft cannot be waived, only corrected.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 400 000 | godkänt | ← AV01
| A-3 | 2026-08-01 | kulturnämnden | I-08 | 10 000 | godkänt |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 290 000 | godkänt |
| A-3 | 2026-08-01 | kulturnämnden | I-08 | 10 000 | godkänt |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-09-15 | fritidsnämnden | kulturnämnden | 110 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | 110 000 | ja |

Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| AV02 | Avrop | A-2 | Omfördelningen kom efter avropet | STK-2026-801 | ekonomichef | 2026-12-31 |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |  |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 400 000 | godkänt |  |
| A-3 | 2026-08-01 | kulturnämnden | I-08 | 10 000 | godkänt |  |
| A-4 | 2026-09-15 | kulturnämnden | I-07 | 110 000 | återfört | A-1 |

Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| AV02 | Avrop | A-2 | Återföringen kom efter avropet | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt | |
| A-2 | 2026-07-01 | kulturnämnden | I-07 | 450 000 | återfört | A-1 |
| A-3 | 2026-08-01 | kulturnämnden | I-08 | 400 000 | godkänt | |
""",
    check=check,
)
