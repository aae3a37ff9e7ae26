"""ST10: how a table of a workbook of another layout was read.  Found while the workbook is read."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="ST10",
    name=Text("Så lästes tabellen", "How the table was read"),
    severity=Severity.NOTE,
    source=Text("Programmets egen redovisning", "The program's own account"),
    message=Text(
        "Tabellen i {range} lästes som {table}: {columns}.{owner}{unit}{elsewhere}{skipped}",
        "The table at {range} was read as {table}: {columns}.{owner}{unit}{elsewhere}{skipped}",
    ),
    remedy=Text(
        "Stämmer det behöver inget göras. Annars: skriv en karta med ”kraftsamling map”, rätta den och kontrollera igen.",
        "If that is right, nothing needs to be done. Otherwise write a map with “kraftsamling map”, correct it and check "
        "again.",
    ),
    why=Text(
        "En arbetsbok som inte följer mallen läses efter sina rubriker, och rubrikerna efter orden i dem. Den som har gjort "
        "arbetsboken vet bäst om det blev rätt. Därför visas för varje tabell vilken kolumn som är vad, vilken enhet "
        "beloppen har och vad som inte lästes som uppgifter.",
        "A workbook that does not follow the template is read by its headings, and the headings by their words. The person "
        "who made the workbook knows best whether that came out right. So for every table this shows which column is what, "
        "what unit the amounts have and what was not read as data.",
    ),
    bad="""
En egen arbetsbok ← BE01, ST01

Fördelning
| Nämnd/bolag | Beviljat (kr) | ← ST10
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 |
| fritidsnämnden | 6 100 000 |
| förskolenämnden | 150 000 |
| kulturnämnden | 800 000 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 |
| MKB | 1 200 000 |
""",
    good="""
Tilldelning
| Mottagare | Slag | Beviljat belopp | Beslutsreferens |
|---|---|---:|---|
""",
)
