"""OM11: the donor is a company, such as MKB."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import OPEN_POINTS
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om11_from_company
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers

_READING = OPEN_POINTS["company_gives"].reading


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every donor that is a company."""
    return find_failing_transfers(ledger, LIVE, om11_from_company)


RULE = Rule(
    code="OM11",
    name=Text("Givaren är ett bolag (MKB)", "The donor is a company (MKB)"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("decision.open_points", "transfers.status", "transfers.donor"),
    source=Text("Beslutet, punkt 2: ”respektive nämnd”", "The decision, point 2: “the respective nämnd”"),
    message=Text(
        "{donor} är ett bolag, inte en nämnd. Om {donor} kan lämna {amount} till {receiver} framgår inte av beslutet.",
        "{donor} is a company, not a nämnd. The decision does not say whether {donor} can give {amount} to {receiver}.",
    ),
    remedy=Text(
        "Fråga stadskontoret hur punkt 2 ska läsas för {donor}. Är svaret ja: för in ett undantag för OM11, med svarets diarienummer, på "
        "bladet Undantag. Välj annars en nämnd som givare.",
        "Ask stadskontoret how point 2 is to be read for {donor}. If the answer is yes, enter a waiver of OM11, with the "
        "answer's case number, on the sheet Undantag. Otherwise choose a nämnd as the donor.",
    ),
    why=Text(
        f"{_READING.sv} Därför är detta normalt en varning. Är frågan klarlagd förs svaret in i beslutets fil, och "
        "då följer kontrollen det.",
        f"{_READING.en} So this is normally a warning. If the question has been settled, enter the answer in the "
        "decision's file, and the rule then follows it.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-06-18 | MKB | kulturnämnden | 70 000 | begärd | ← OM11
""",
    mended=("""
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM11 | Omfördelning | O-1 | Stadskontorets besked | STK-2026-801 | ekonomichef | 2026-12-31 |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-06-18 | fritidsnämnden | kulturnämnden | 70 000 | begärd |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-06-18 | fritidsnämnden | kulturnämnden | 70 000 | begärd |
| O-2 | 2026-06-18 | MKB | kulturnämnden | 70 000 | utkast |
""",
    check=check,
)
