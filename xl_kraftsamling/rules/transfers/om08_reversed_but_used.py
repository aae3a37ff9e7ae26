"""OM08: a transfer is reversed though its receiver has already called the money off."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.status_words import UNDONE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.reason import transfer_values
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every reversed transfer whose receiver has too little without it: its K is below zero, now or later."""
    for row in ledger.book.transfers:
        if row.status == UNDONE and row.receiver is not None and row.receiver not in ledger.unsettled.remaining:
            # a reversed transfer is no longer in the levels: below zero they show that its money was needed
            level = ledger.levels(row.receiver).lowest_from(ledger.as_of)
            if level < 0:
                values = {**transfer_values(row), "short": Ore(-level)}
                yield Hit(place=cell_of(row, "id"), values=values, found=row.id, difference=Ore(-level))


RULE = Rule(
    code="OM08",
    name=Text("Återförda pengar är redan avropade", "Reversed money is already called off"),
    severity=Severity.ERROR,
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 1 och 2", "The decision, points 1 and 2"),
    message=Text(
        "Omfördelningen på {amount} från {donor} till {receiver} är återförd, men {receiver} har redan avropat pengarna: utan dem "
        "fattas {short}.",
        "The transfer of {amount} from {donor} to {receiver} is reversed, but {receiver} has already called the money off: "
        "without it {short} is missing.",
    ),
    remedy=Text(
        "Återför först avrop för minst {short} hos {receiver}, eller låt omfördelningen stå som bokförd.",
        "First reverse call-offs of at least {short} at {receiver}, or let the transfer stand as bokförd.",
    ),
    why=Text(
        "En återförd omfördelning flyttar inga pengar: givaren har dem kvar, och mottagaren har dem inte. Har mottagaren redan "
        "avropat dem är de använda två gånger. Det är mottagarens saldo på avstämningsdagen och därefter som avgör.",
        "A reversed transfer moves no money: the donor still has it, and the receiver has not. If the receiver has already "
        "called it off, it is used twice. The receiver's balance at the avstämningsdatum and after it decides.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-08-20 | förskolenämnden | I-06 | 200 000 | godkänt | ← AV01

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-08-01 | fritidsnämnden | förskolenämnden | 60 000 | återförd | STK-2026-724 | 2026-08-01 | stadskontoret | ja | ← OM08
""",
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-08-20 | förskolenämnden | I-06 | 100 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-08-01 | fritidsnämnden | förskolenämnden | 60 000 | återförd | STK-2026-724 | 2026-08-01 | stadskontoret | ja |
""",
    check=check,
)
