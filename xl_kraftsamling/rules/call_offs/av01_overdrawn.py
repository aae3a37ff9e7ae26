"""AV01: more is called off than may be called off."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every recipient whose K is below zero at the date, at the row that first broke the limit."""
    for balance in ledger.known_balances("remaining"):
        # no row breaks the limit where the allocation is itself below zero: that is TD04's
        first = ledger.breaking_rows.get(balance.recipient) if balance.remaining < 0 else None
        if first:
            yield Hit(
                place=cell_of(first, "amount"),
                values={
                    "recipient": balance.recipient,
                    "called_off": Ore(balance.called_off),
                    "disposable": Ore(balance.disposable),
                    "over": Ore(-balance.remaining),
                    "as_of": ledger.as_of,
                    "since": first.date,
                },
                found=Ore(balance.called_off),
                expected=Ore(balance.disposable),
                difference=Ore(-balance.remaining),
            )


RULE = Rule(
    code="AV01",
    name=Text("Avropat överstiger disponibelt", "Called off exceeds disposable"),
    severity=Severity.ERROR,
    locked=True,
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 1", "The decision, point 1"),
    message=Text(
        "{recipient} har avropat {called_off} till och med {as_of}, men får avropa {disposable}: "
        "{over} för mycket. Gränsen bröts första gången {since}.",
        "{recipient} has called off {called_off} up to {as_of} but may call off {disposable}: "
        "{over} too much. The limit was first broken on {since}.",
    ),
    remedy=Text(
        "Kontrollera raden som bröt gränsen. Rätta beloppet om det är fel, för in återföringen om pengar har lämnats "
        "tillbaka, eller kom överens med stadskontoret om en omfördelning innan mer avropas.",
        "Check the row that broke the limit. Correct the amount if it is wrong, enter the reversal if money has been "
        "returned, or agree on a transfer with stadskontoret before more is called off.",
    ),
    why=Text(
        "Beslutet sätter ett tak för varje mottagare. Taket är det beviljade beloppet, plus det som har omfördelats hit, "
        "minus det som har lämnats vidare. Godkända och utbetalda avrop räknas, återföringar dras av. Allt som är daterat "
        "samma dag räknas tillsammans: pengar som kommer in på dagen för ett avrop finns där för avropet. Regeln är låst: "
        "ett överdrag kan inte undantas, bara rättas.",
        "The decision sets a ceiling for each recipient: the allotted amount, plus what has been transferred to it, minus "
        "what it has passed on. Approved and paid call-offs count, reversals are taken off. Everything dated the same day "
        "counts together: money that comes in on the day of a call-off is there for it. The rule is locked: an overdraft "
        "cannot be waived, only put right.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 400 000 | godkänt | ← AV01
| A-3 | 2026-08-01 | kulturnämnden | I-08 | 10 000 | godkänt |
""",
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
