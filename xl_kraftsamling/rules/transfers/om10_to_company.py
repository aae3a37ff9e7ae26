"""OM10: the receiver is a company, such as MKB."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import OPEN_POINTS
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om10_to_company
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers

_READING = OPEN_POINTS["company_receives"].reading


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every receiver that is a company."""
    return find_failing_transfers(ledger, LIVE, om10_to_company)


RULE = Rule(
    code="OM10",
    name=Text("Mottagaren är ett bolag (MKB)", "The receiver is a company (MKB)"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("decision.open_points", "transfers.status", "transfers.receiver"),
    source=Text("Beslutet, punkt 2: ”annan nämnd”", "The decision, point 2: “another nämnd”"),
    message=Text(
        "{receiver} är ett bolag, inte en nämnd. Punkt 2 låter bara ”annan nämnd” ta emot de {amount} som {donor} lämnar.",
        "{receiver} is a company, not a nämnd. Point 2 lets only “another nämnd” receive the {amount} that {donor} gives.",
    ),
    remedy=Text(
        "Välj en nämnd som mottagare. Ska {receiver} ha mer pengar krävs ett nytt beslut av kommunstyrelsen: sätt omfördelningen till "
        "avslagen, och för in det beslutet med ”kraftsamling decision”.",
        "Choose a nämnd as the receiver. For {receiver} to get more money, kommunstyrelsen must make a new decision: set the transfer to "
        "avslagen, and enter that decision with “kraftsamling decision”.",
    ),
    why=Text(
        f"{_READING.sv} Är frågan klarlagd förs svaret in i beslutets fil, och då följer kontrollen det.",
        f"{_READING.en} If the question has been settled, enter the answer in the decision's file, and the rule then "
        "follows it.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | MKB | 90 000 | begärd | ← OM10
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | kulturnämnden | 90 000 | begärd |
""", """
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| ändrat belopp | 2026-09-24 | MKB | 1 290 000 |

Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| MKB | 1 290 000 |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | MKB | 90 000 | avslagen |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | kulturnämnden | 90 000 | begärd |
| O-2 | 2026-09-10 | fritidsnämnden | MKB | 90 000 | avslagen |
""",
    check=check,
)
