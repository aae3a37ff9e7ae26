"""OM01: a transfer is agreed or booked, but its agreement is not named or not dated."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import BINDING
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om01_no_agreement
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """The first empty cell of the agreement of every transfer that presupposes one."""
    return find_failing_transfers(ledger, BINDING, om01_no_agreement)


RULE = Rule(
    code="OM01",
    name=Text("Överenskommelse saknas", "No agreement"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("transfers.status", "transfers.agreement", "transfers.agreed_on"),
    source=Text("Beslutet, punkt 2: ”efter överenskommelse med stadskontoret”", "The decision, point 2"),
    message=Text(
        "Omfördelningen på {amount} från {donor} till {receiver} saknar {what}. En omfördelning får göras först efter "
        "överenskommelse med {party}.",
        "The transfer of {amount} from {donor} to {receiver} lacks {what}. A transfer may be made only after agreement with "
        "{party}.",
    ),
    remedy=Text(
        "Fyll i överenskommelsens diarienummer och datum. Finns det ingen överenskommelse än: sätt status begärd och kom "
        "överens med {party} innan omfördelningen bokförs.",
        "Enter the agreement's case number and date. If there is no agreement yet, set the status to begärd and agree with "
        "{party} before the transfer is booked.",
    ),
    why=Text(
        "Punkt 2 låter en annan nämnd avropa outnyttjade medel ”efter överenskommelse med stadskontoret”. Beslutet säger "
        "inte vilken form den ska ha. Därför krävs bara det som gör att den går att hitta: en referens och ett datum. Det "
        "krävs från status överenskommen; det som är begärt, avslaget, återfört eller ett utkast kontrolleras inte.",
        "Point 2 lets another nämnd call off unused money “after agreement with stadskontoret”. The decision does not say "
        "what form the agreement must have. So all that is required is what makes it possible to find: a reference and a "
        "date. They are required from the status överenskommen on; what is requested, refused, reversed or a draft is not "
        "checked.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | | 2026-06-15 | stadskontoret | ja | ← OM01
| O-2 | 2026-07-01 | fritidsnämnden | kulturnämnden | 40 000 | överenskommen | STK-2026-702 | | stadskontoret | ja | ← OM01
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja |
| O-2 | 2026-07-01 | fritidsnämnden | kulturnämnden | 40 000 | överenskommen | STK-2026-702 | 2026-07-01 | stadskontoret | ja |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | begärd | | | | ja |
| O-2 | 2026-07-01 | fritidsnämnden | kulturnämnden | 40 000 | begärd | | | | ja |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja |
| O-2 | 2026-07-01 | fritidsnämnden | kulturnämnden | 40 000 | begärd | | | | ja |
""",
    check=check,
)
