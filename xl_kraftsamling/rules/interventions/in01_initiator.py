"""IN01: an initiator is not among those that the decision names."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every initiator that the decision does not name, where it names any."""
    initiators = ledger.decision.initiators
    for row in ledger.book.interventions if initiators else ():
        if row.initiator is not None and row.initiator not in initiators:
            yield Hit(
                place=cell_of(row, "initiator"),
                values={"initiator": row.initiator, "known": initiators},
                found=row.initiator,
                expected=initiators,
            )


RULE = Rule(
    code="IN01",
    name=Text("Initiativtagaren nämns inte i beslutet", "The initiator is not named in the decision"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.NOTE, mild=Severity.NOTE),
    needs=("decision.initiators", "interventions.initiator"),
    source=Text(
        "Beslutet, sammanfattningen: ”Initiativtagare är …”",
        "The decision, summary: “Initiativtagare är …” (initiators)",
    ),
    message=Text(
        "{initiator} nämns inte som initiativtagare i beslutet. De som nämns är {known}.",
        "{initiator} is not named as an initiator in the decision. Those named are {known}.",
    ),
    remedy=Text(
        "Kontrollera vem som lämnade förslaget. Mottagaren av pengarna skrivs i kolumnen Mottagare och kan vara en annan.",
        "Check who made the proposal. The recipient of the money is entered in the column Mottagare and may be another party.",
    ),
    why=Text(
        "Beslutets sammanfattning räknar upp initiativtagarna till förslagen. Ofta har initiativtagare och mottagare "
        "förväxlats: förskolenämnden får pengar utan att vara initiativtagare, och det är rätt. En insats kan också ha "
        "kommit till efter beslutet. Därför är detta aldrig ett fel.",
        "The decision's summary lists the initiators of the proposals. Often initiator and recipient have been confused: "
        "förskolenämnden gets money without being an initiator, and that is right. An insats may also have come after the "
        "decision. So this is never an error.",
    ),
    bad="""
Insatser
| Insats-id | Initiativtagare | Mottagare |
|---|---|---|
| I-06 | förskolenämnden | förskolenämnden | ← IN01
| I-08 | stadskontoret | kulturnämnden | ← IN01
""",
    mended=("""
Insatser
| Insats-id | Initiativtagare | Mottagare |
|---|---|---|
| I-06 | kulturnämnden | förskolenämnden |
| I-08 | kulturnämnden | kulturnämnden |
""",),
    good="""
Insatser
| Insats-id | Initiativtagare | Mottagare |
|---|---|---|
| I-06 | kulturnämnden | förskolenämnden |
| I-08 | | kulturnämnden |
""",
    check=check,
)
