"""AV06: a call-off names no insats."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import REJECTED
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The empty insats cell of every call-off that was not rejected."""
    for row in rows_with_read(ledger.book.call_offs, "intervention", "status").where("intervention", lambda name: name is None):
        if row.status != REJECTED:
            yield Hit(place=cell_of(row, "intervention"))


RULE = Rule(
    code="AV06",
    name=Text("Avropet saknar insats", "The call-off has no insats"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("call_offs.intervention", "call_offs.status"),
    source=Text(
        "Beslutet, sammanfattningen: ”insatser som kan förstärkas med hjälp av avrop”",
        "The decision, summary: “insatser som kan förstärkas med hjälp av avrop” (can be strengthened by call-offs)",
    ),
    message=Text(
        "Avropet anger ingen insats. Då syns det inte vad pengarna används till.",
        "The call-off names no insats, so it does not show what the money is used for.",
    ),
    remedy=Text(
        "Skriv insatsens id från bladet Insatser i kolumnen Insats-id.",
        "Enter the id of the insats, from the sheet Insatser, in the column Insats-id.",
    ),
    why=Text(
        "Pengarna avropas för de insatser som förslagen gäller. Utan insats räknas avropet ändå med i mottagarens saldo, men "
        "uppföljningen per insats blir ofullständig. Avslagna avrop kontrolleras inte. Beslutet säger inte uttryckligen att "
        "varje avrop ska ange insats, därför är detta normalt en varning.",
        "The money is called off for the insatser that the proposals are about. Without an insats the call-off still counts "
        "in the recipient's balance, but the follow-up per insats is incomplete. Rejected call-offs are not checked. The "
        "decision does not expressly say that every call-off must name an insats, so this is normally a warning.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | | 75 000 | begärt | ← AV06
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | begärt |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | begärt |
| A-2 | 2026-06-01 | kulturnämnden | | 20 000 | avslaget |
""",
    check=check,
)
