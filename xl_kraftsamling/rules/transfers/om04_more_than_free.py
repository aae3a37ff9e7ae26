"""OM04: a transfer is larger than what its donor can give away."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.room import om04_more_than_free
from xl_kraftsamling.finding import Hit, Rule, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """The amount of every transfer that does not fit, even if no other one waits."""
    return find_failing_transfers(ledger, LIVE, om04_more_than_free)


RULE = Rule(
    code="OM04",
    name=Text("Beloppet är större än vad givaren kan lämna", "More than the donor can give"),
    severity=Severity.ERROR,
    locked=True,
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 1 och 2", "The decision, points 1 and 2"),
    message=Text(
        "{donor} kan lämna högst {available} den {date}, men omfördelningen till {receiver} är på {amount}: {short} för "
        "mycket. Så har det räknats: {basis}.",
        "{donor} can give at most {available} on {date}, but the transfer to {receiver} is of {amount}: {short} too much. "
        "Calculated like this: {basis}.",
    ),
    remedy=Text(
        "Sänk beloppet till {available}, eller välj en annan givare.",
        "Lower the amount to {available}, or choose another donor.",
    ),
    why=Text(
        "Bara outnyttjade medel får lämnas vidare. Det räcker inte att pengarna finns den dagen: även avrop som är godkända "
        "längre fram ska täckas, liksom det som är begärt men inte avgjort. Därför är gränsen det minsta som kommer att vara "
        "kvar att avropa, från omfördelningens dag och framåt, minus begärda avrop. Omfördelningen själv räknas inte in, och "
        "inte heller andra som väntar (OM05). En bokförd omfördelning jämförs med sin egen dag; uppstår bristen först senare "
        "visas OM07. Det högsta belopp som nämns håller däremot för allt, även för det som väntar och det som kommer senare. "
        "Kontrollen är låst: ett undantag kan inte göra att pengarna finns.",
        "Only unused money may be passed on. It is not enough that the money is there that day: call-offs approved for later "
        "must be covered too, and so must what is requested but not decided. So the limit is the least that will be left to "
        "call off, from the day of the transfer on, minus requested call-offs. The transfer itself is not counted, nor are "
        "others that are waiting (OM05). A booked transfer is compared with its own day; if the shortage arises only later, "
        "OM07 is shown. The largest amount that is named, however, holds for everything, including what is waiting and what "
        "comes later. The rule is locked: a waiver cannot create money that is not there.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-10-20 | förskolenämnden | I-06 | 110 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-15 | förskolenämnden | kulturnämnden | 100 000 | överenskommen | STK-2026-724 | 2026-09-15 | stadskontoret | ja | ← OM04
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-15 | förskolenämnden | kulturnämnden | 40 000 | överenskommen | STK-2026-724 | 2026-09-15 | stadskontoret | ja |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-15 | fritidsnämnden | kulturnämnden | 100 000 | överenskommen | STK-2026-724 | 2026-09-15 | stadskontoret | ja |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-10-20 | förskolenämnden | I-06 | 100 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-15 | förskolenämnden | kulturnämnden | 50 000 | överenskommen | STK-2026-724 | 2026-09-15 | stadskontoret | ja |
""",
    check=check,
)
