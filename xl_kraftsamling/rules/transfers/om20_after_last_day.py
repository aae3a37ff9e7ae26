"""OM20: money is moved after the last day to call off that a condition sets, when its receiver can no longer use it."""

from collections.abc import Iterator

from xl_kraftsamling.domain.decision_points import CALL_OFF
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om20_after_last_day
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """The date of every transfer after the last day; none where the decision's file sets no such day."""
    return find_failing_transfers(ledger, LIVE, om20_after_last_day)


RULE = Rule(
    code="OM20",
    name=Text("Omfördelningen kommer efter sista dagen att avropa", "The transfer comes after the last day to call off"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("transfers.status", "transfers.date"),
    deadline=CALL_OFF,
    source=Text("Villkoren, så som beslutets fil anger dem", "The conditions, as the decision's file states them"),
    message=Text(
        "Omfördelningen på {amount} från {donor} till {receiver} är daterad {date}, men sista dag att avropa är {last} ({reference}). "
        "Då kan {receiver} inte avropa pengarna.",
        "The transfer of {amount} from {donor} to {receiver} is dated {date}, but the last day to call off is {last} ({reference}). "
        "By then {receiver} cannot call the money off.",
    ),
    remedy=Text(
        "Rätta datumet om det är fel. Stämmer det: fråga stadskontoret om {receiver} ändå får avropa. Får den inte det, sätt status avslagen; "
        "får den det, för in ett undantag för OM20. Har sista dagen flyttats: ändra datumet i beslutets fil.",
        "Correct the date if it is wrong. If it is right, ask stadskontoret whether {receiver} may call off all the same. If "
        "it may not, set the status to avslagen; if it may, enter a waiver of OM20. If the last day has been moved, change "
        "the date in the decision's file.",
    ),
    why=Text(
        "Medel flyttas för att en annan nämnd ska avropa dem. Efter den sista dagen, om villkoren sätter någon, kan den inte "
        "det. Beslutets text säger inte om undantag kan ges: svaret är oklart tills stadskontoret har tagit ställning. Är "
        "ingen dag införd i beslutets fil görs ingen kontroll.",
        "Money is moved so that another nämnd can call it off. After the last day, if the conditions set one, it cannot. The "
        "decision's text does not say whether exceptions can be made: the answer is unclear until stadskontoret has decided. "
        "If no day is entered in the decision's file, nothing is checked.",
    ),
    bad="""
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för avrop | 2026-08-31 |  |  |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-08-31 | fritidsnämnden | kulturnämnden | 90 000 | begärd |
| O-2 | 2026-09-01 | fritidsnämnden | kulturnämnden | 10 000 | begärd | ← OM20
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-08-31 | fritidsnämnden | kulturnämnden | 90 000 | begärd |
| O-2 | 2026-09-01 | fritidsnämnden | kulturnämnden | 10 000 | avslagen |
""", """
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för avrop | 2026-09-01 |  |  |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-08-31 | fritidsnämnden | kulturnämnden | 90 000 | begärd |
| O-2 | 2026-08-31 | fritidsnämnden | kulturnämnden | 10 000 | begärd |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM20 | Omfördelning | O-2 | Kulturnämnden får avropa, enligt stadskontoret | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-01 | fritidsnämnden | kulturnämnden | 90 000 | begärd |
""",
    check=check,
)
