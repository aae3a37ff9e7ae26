"""AV07: a call-off for another recipient's insats, without a transfer from that recipient."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.others_interventions import USED_FIELDS, find_rows_of_others
from xl_kraftsamling.domain.status_words import REJECTED
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The insats cell of every call-off whose insats is another's, where nothing has been or is to be transferred."""
    read = rows_with_read(ledger.book.call_offs, "recipient", "intervention", "status")
    for row, owner in find_rows_of_others(ledger, read.where("status", lambda status: status != REJECTED)):
        yield Hit(
            place=cell_of(row, "intervention"),
            values={"recipient": row.recipient, "owner": owner, "intervention": row.intervention},
            found=row.intervention,
        )


RULE = Rule(
    code="AV07",
    name=Text("Avrop för någon annans insats", "A call-off for another's insats"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("call_offs.recipient", "call_offs.intervention", "call_offs.status", *USED_FIELDS),
    source=Text("Beslutet, punkt 2", "The decision, point 2"),
    message=Text(
        "{recipient} avropar för insatsen {intervention}, som har {owner} som mottagare, men ingen omfördelning finns mellan "
        "dem.",
        "{recipient} calls off for the insats {intervention}, whose recipient is {owner}, but there is no transfer between "
        "them.",
    ),
    remedy=Text(
        "Kontrollera insatsens id och mottagaren. Stämmer de: kom överens med stadskontoret om en omfördelning från {owner}, "
        "och för in den på bladet Omfördelning.",
        "Check the id of the insats and the recipient. If they are right, agree with stadskontoret on a transfer from "
        "{owner} and enter it on the sheet Omfördelning.",
    ),
    why=Text(
        "Punkt 2 låter en annan nämnd avropa det som inte utnyttjas, efter överenskommelse med stadskontoret. Finns en "
        "begärd, överenskommen eller bokförd omfördelning från insatsens mottagare till den som avropar är det i sin "
        "ordning. Oftast är bara insatsens id fel. Avslagna avrop kontrolleras inte.",
        "Point 2 lets another nämnd call off what is not used, after agreement with stadskontoret. If a transfer from the "
        "recipient of the insats to the one that calls off is requested, agreed or booked, all is in order. Most often only "
        "the id of the insats is wrong. Rejected call-offs are not checked.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-07-01 | kulturnämnden | I-06 | 11 000 | godkänt | ← AV07
| A-2 | 2026-07-02 | förskolenämnden | I-06 | 20 000 | godkänt |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-07-01 | kulturnämnden | I-07 | 11 000 | godkänt |
| A-2 | 2026-07-02 | förskolenämnden | I-06 | 20 000 | godkänt |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-06-15 | förskolenämnden | kulturnämnden | 11 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | 11 000 | ja |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-06-15 | förskolenämnden | kulturnämnden | 30 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | 30 000 | ja |

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-07-01 | kulturnämnden | I-06 | 11 000 | godkänt |
""",
    check=check,
)
