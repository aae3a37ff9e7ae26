"""AV02: more was called off than could be at some earlier day, though not at the date."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, name_row
from xl_kraftsamling.domain.ledger.allotments import name_cause
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Allocation
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The row that first took a recipient's K below zero, where K is no longer so at the date."""
    covered = [balance.recipient for balance in ledger.known_balances("remaining") if balance.remaining >= 0]
    begun = {name: [day for day in ledger.levels(name).days_going_below_zero() if day <= ledger.as_of] for name in covered}
    first = {name: days[0] for name, days in begun.items() if days}
    for name, row in ledger.find_breaking_rows(first).items():
        remaining = ledger.remaining(name, first[name])
        is_lowered = isinstance(row, Allocation)
        values: dict[str, Value] = {
            "recipient": name, "since": first[name], "row": name_cause(row) if isinstance(row, Allocation) else name_row(row), "over": Ore(-remaining), "as_of": ledger.as_of,
        }  # fmt: skip
        yield Hit(
            place=cell_of(row, "amount"), values=values, found=Ore(remaining), difference=Ore(-remaining),
            message=_LOWERED if is_lowered else None, remedy=_COVERED_LATE if is_lowered else None,
        )  # fmt: skip


_LOWERED = Text(
    "{recipient} hade avropat {over} mer än som fick avropas den {since}, när beloppet sänktes ({row}). Den {as_of} räcker "
    "pengarna igen.",
    "{recipient} had called off {over} more than allowed on {since}, when the amount was lowered ({row}). On {as_of} the "
    "money is enough again.",
)
_COVERED_LATE = Text(
    "Rätta beslutets fil om datumet eller beloppet är fel där, eller datumet på den återföring eller omfördelning som täckte "
    "bristen. Är allt rätt: för in ett undantag för AV02 på {recipient}, med motivering, på bladet Undantag.",
    "Correct the decision's file if the date or the amount is wrong there, or the date of the reversal or transfer that "
    "covered the shortage. If all is right, enter a waiver of AV02 for {recipient}, with its reason, on the sheet Undantag.",
)


RULE = Rule(
    code="AV02",
    name=Text("Avropat översteg disponibelt tidigare", "Called off exceeded disposable earlier"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 1 och 2", "The decision, points 1 and 2"),
    message=Text(
        "{recipient} hade avropat {over} mer än som fick avropas den {since}, på grund av {row}. Den {as_of} räcker pengarna "
        "igen.",
        "{recipient} had called off {over} more than allowed on {since}, because of {row}. On {as_of} the money is enough "
        "again.",
    ),
    remedy=Text(
        "Rätta datumet eller beloppet om det är fel på {row}, eller på den återföring eller omfördelning som täckte bristen. "
        "Är allt rätt kom täckningen för sent, och det går inte att ändra i efterhand: för in ett undantag för AV02 på "
        "{row}, med motivering, på bladet Undantag.",
        "Correct the date or the amount if it is wrong in {row}, or in the reversal or transfer that covered the shortage. "
        "If all is right, the cover came too late, and that cannot be changed afterwards: enter a waiver of AV02 for {row}, "
        "with its reason, on the sheet Undantag.",
    ),
    why=Text(
        "Pengar ska finnas när de avropas, inte först efteråt. Ett saldo som stämmer i dag kan dölja att ett avrop gjordes "
        "före den omfördelning som skulle täcka det, eller att ett datum är fel. Allt som är daterat samma dag räknas "
        "tillsammans: pengar som kommer in samma dag som ett avrop räcker till det. Är saldot negativt även på "
        "avstämningsdatumet visas AV01 i stället.",
        "Money should be there when it is called off, not only afterwards. A balance that is right today may hide that a "
        "call-off was made before the transfer that was to cover it, or that a date is wrong. Everything dated the same day "
        "counts together: money that comes in on the same day as a call-off can cover it. If the balance is negative on the "
        "as-of date too, AV01 is shown instead.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt | |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 400 000 | godkänt | | ← AV02
| A-3 | 2026-07-02 | kulturnämnden | I-07 | 450 000 | återfört | A-1 |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |  |
| A-2 | 2026-07-02 | kulturnämnden | I-08 | 400 000 | godkänt |  |
| A-3 | 2026-07-02 | kulturnämnden | I-07 | 450 000 | återfört | A-1 |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| AV02 | Avrop | A-2 | Återföringen kom en dag för sent | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt | |
| A-2 | 2026-07-02 | kulturnämnden | I-08 | 400 000 | godkänt | |
| A-3 | 2026-07-02 | kulturnämnden | I-07 | 450 000 | återfört | A-1 |
""",
    check=check,
)
