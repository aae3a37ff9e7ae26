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
        "När kommunstyrelsen har beslutat: fyll i beslutsdatum och paragraf på bladet Beslut och ändra Status till beslut. "
        "Saknas bladet, eller beslutades andra belopp: för in beslutet med ”kraftsamling decision”.",
        "When kommunstyrelsen has decided: enter the date and the § on the sheet Beslut and change Status to beslut. If the "
        "workbook lacks the sheet, or other amounts were decided, enter the decision with “kraftsamling decision”.",
    ),
    why=Text(
        "Fördelningen bygger på arbetsutskottets förslag. Där finns inte kommunstyrelsens eget beslut, med datum och "
        "paragraf, och därför måste de fyllas i för hand. Att planera efter ett förslag är vanligt och rimligt, och därför "
        "är detta normalt en varning. Beslutet räknas som registrerat så snart datum, paragraf eller Status beslut är "
        "ifyllt; saknas då någon uppgift visas BE02.",
        "The allocation is based on a proposal by kommunstyrelsen's committee (arbetsutskottet). It does not contain "
        "kommunstyrelsen's own decision, with its date and §, so they have to be entered by hand. To plan on a proposal is "
        "common and reasonable, so this is normally a warning. The decision counts as recorded as soon as a date, a § or the "
        "status beslut is entered; if anything is then missing, BE02 is shown.",
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
