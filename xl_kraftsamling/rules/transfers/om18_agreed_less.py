"""OM18: the agreement covers a smaller amount than the transfer."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import BINDING
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om18_agreed_less
from xl_kraftsamling.finding import Hit, Rule, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """The agreed amount of every transfer that is larger."""
    return find_failing_transfers(ledger, BINDING, om18_agreed_less)


RULE = Rule(
    code="OM18",
    name=Text("Överenskommelsen gäller ett mindre belopp", "The agreement covers a smaller amount"),
    severity=Severity.ERROR,
    needs=("transfers.status", "transfers.amount", "transfers.agreed_amount"),
    source=Text("Beslutet, punkt 2: ”efter överenskommelse med stadskontoret”", "The decision, point 2"),
    message=Text(
        "Omfördelningen från {donor} till {receiver} är på {amount}, men överenskommelsen gäller {agreed}: {short} är inte "
        "överenskommet.",
        "The transfer from {donor} to {receiver} is of {amount}, but the agreement covers {agreed}: {short} is not agreed.",
    ),
    remedy=Text(
        "Sänk omfördelningen till {available}, eller kom överens med {party} om {amount}.",
        "Lower the transfer to {available}, or agree with {party} on {amount}.",
    ),
    why=Text(
        "Överenskommelsen tillåter omfördelningen, men inte mer än sitt belopp. En överenskommelse på ett större belopp "
        "räcker, eftersom allt inte behöver flyttas på en gång. Är inget belopp angivet antas den gälla hela omfördelningen.",
        "The agreement permits the transfer, but no more than its amount. An agreement on a larger amount is enough, since "
        "not everything has to move at once. If no amount is given, the agreement is taken to cover the whole transfer.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-08-18 | fritidsnämnden | kulturnämnden | 120 000 | bokförd | STK-2026-716 | 2026-08-18 | stadskontoret | 100 000 | ja | ← OM18
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-08-18 | fritidsnämnden | kulturnämnden | 100 000 | bokförd | STK-2026-716 | 2026-08-18 | stadskontoret | 100 000 | ja |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-08-18 | fritidsnämnden | kulturnämnden | 120 000 | bokförd | STK-2026-716 | 2026-08-18 | stadskontoret | 120 000 | ja |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-08-18 | fritidsnämnden | kulturnämnden | 120 000 | bokförd | STK-2026-716 | 2026-08-18 | stadskontoret | 120 000 | ja |
| O-2 | 2026-08-19 | fritidsnämnden | kulturnämnden | 40 000 | bokförd | STK-2026-717 | 2026-08-18 | stadskontoret | 100 000 | ja |
""",
    check=check,
)
