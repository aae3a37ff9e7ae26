"""OM07: a booked transfer fitted on its own day, but makes its donor negative at a later date."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.room import find_later_shortages
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Per donor, the amount of the last booked transfer without which a later day would not be negative."""
    return (Hit.from_reason(row, reason) for row, reason in find_later_shortages(ledger))


RULE = Rule(
    code="OM07",
    name=Text("Omfördelningen ger givaren underskott senare", "The transfer makes the donor negative later"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 1 och 2", "The decision, points 1 and 2"),
    message=Text(
        "{donor} lämnade {amount} till {receiver} den {date} och hade pengarna då, men den {day} är mer avropat än {donor} får "
        "avropa: det fattas {short}.",
        "{donor} gave {amount} to {receiver} on {date} and had the money then, but on {day} more is called off than {donor} may "
        "call off: {short} is missing.",
    ),
    remedy=Text(
        "Skjut upp eller sänk avropen hos {donor} med {short}, eller kom överens med stadskontoret om att lämna ett "
        "lägre belopp.",
        "Put off or lower the call-offs of {donor} by {short}, or agree with stadskontoret to give a lower amount.",
    ),
    why=Text(
        "Den som lämnar pengar ifrån sig lämnar också utrymmet för senare avrop. Regeln ser på alla senare dagar, även efter "
        "avstämningsdagen, så att bristen syns innan den har inträffat. Bara en rad per givare pekas ut: den sista utan vilken "
        "pengarna hade räckt. Fanns pengarna inte ens på omfördelningens egen dag är det OM04.",
        "Whoever gives money away gives away the room for later call-offs too. The rule looks at every later day, also after the "
        "avstämningsdatum, so that the shortage shows before it has come about. Only one row per donor is pointed out: the last "
        "one without which the money would have been enough. Where the money was not there even on the day of the transfer it "
        "is OM04.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-10-20 | förskolenämnden | I-06 | 130 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-15 | förskolenämnden | kulturnämnden | 30 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | ja | ← OM07
""",
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-10-20 | förskolenämnden | I-06 | 120 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-15 | förskolenämnden | kulturnämnden | 30 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | ja |
""",
    check=check,
)
