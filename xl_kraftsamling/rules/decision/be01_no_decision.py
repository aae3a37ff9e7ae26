"""BE01: no decision by kommunstyrelsen is recorded."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import DECISION_FIELDS
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The cell for the date of kommunstyrelsen's decision, where nothing in Beslut shows that there is one."""
    record = ledger.book.record
    if not ledger.is_decided:
        yield Hit(place=record["decided_on"].place if record else Place(""))


RULE = Rule(
    code="BE01",
    name=Text("Kommunstyrelsens beslut saknas", "No decision by kommunstyrelsen"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=DECISION_FIELDS,
    source=Text(
        "Beslutet: ”Kommunstyrelsens arbetsutskott föreslår kommunstyrelsen besluta”",
        "The decision: “Kommunstyrelsens arbetsutskott föreslår kommunstyrelsen besluta” (proposes)",
    ),
    message=Text(
        "Inget beslut av kommunstyrelsen är registrerat. Fördelningen är ett förslag tills kommunstyrelsen har beslutat.",
        "No decision by kommunstyrelsen is recorded. The allocation is a proposal until kommunstyrelsen has decided.",
    ),
    remedy=Text(
        "När kommunstyrelsen har beslutat: fyll i beslutsdatum och paragraf på bladet Beslut och ändra Status till beslut. Saknar "
        "arbetsboken bladet, eller beslutades andra belopp: för in beslutet med kraftsamling decision.",
        "When kommunstyrelsen has decided: enter the date and the § in the sheet Beslut and change Status to beslut. If the "
        "workbook lacks the sheet, or other amounts were decided, enter the decision with kraftsamling decision.",
    ),
    why=Text(
        "Det underlag som fördelningen bygger på är arbetsutskottets förslag. Kommunstyrelsens eget datum, dess paragraf och "
        "utfallet finns inte i det och måste därför fyllas i för hand. Att planera på ett förslag är vanligt och rimligt, "
        "så regeln varnar bara. Beslutet räknas som registrerat så snart datum, paragraf eller Status beslut står där; "
        "saknas då något av det säger BE02 till.",
        "The paper that the allocation rests on is the committee's proposal. Kommunstyrelsen's own date, its § and the "
        "outcome are not in it, so they have to be entered by hand. To plan on a proposal is common and reasonable, so the "
        "rule only warns. The decision counts as recorded as soon as a date, a § or the status beslut stands there; BE02 "
        "tells what is then still lacking.",
    ),
    bad="""
Beslut
| Uppgift | Värde |
|---|---|
| Status | förslag |
| Kommunstyrelsens paragraf | |
| Kommunstyrelsens beslutsdatum | | ← BE01
""",
    mended=("""
Beslut
| Uppgift | Värde |
|---|---|
| Status | beslut |
| Kommunstyrelsens paragraf | § 187 |
| Kommunstyrelsens beslutsdatum | 2026-05-20 |
""", """
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| kommunstyrelsens beslut | 2026-05-20 | | |
"""),
    good="""
Beslut
| Uppgift | Värde |
|---|---|
| Status | beslut |
| Kommunstyrelsens paragraf | § 187 |
| Kommunstyrelsens beslutsdatum | 2026-05-20 |
""",
    check=check,
)
