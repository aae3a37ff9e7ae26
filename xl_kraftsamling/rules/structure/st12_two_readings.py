"""ST12: a workbook that is not ours can be read in two ways.  Found on reading: `reading/recognition/findings.py`."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severities, Severity

RULE = Rule(
    code="ST12",
    name=Text("Två läsningar är möjliga", "Two readings are possible"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    source=Text("Kontrollens egen redovisning", "The check's own account"),
    message=Text(
        "{what} kan vara både {read} och {other}. Det förra lästes. Stämmer det?",
        "{what} may be both {read} and {other}. The former was read. Is that right?",
    ),
    remedy=Text(
        "Skriv en karta med »kraftsamling map«, rätta den om det behövs och kontrollera igen: då är det sagt vilken som gäller.",
        "Write a map with `kraftsamling map`, correct it if need be and check again: then it is said which one holds.",
    ),
    why=Text(
        "Två kolumner med samma rubrik, eller två tabeller med nästan samma rader, går inte att välja mellan utan att veta "
        "mer. Den första läses, men det är en fråga till den som känner arbetsboken, inget svar.",
        "Between two columns with the same heading, or two tables with almost the same rows, nobody can choose without "
        "knowing more. The first is read, but that is a question to whoever knows the workbook, no answer.",
    ),
    bad="""
En egen arbetsbok ← BE01

Fördelning
| Nämnd/bolag | Beviljat (kr) |
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 |
| fritidsnämnden | 6 100 000 |
| förskolenämnden | 150 000 |
| kulturnämnden | 800 000 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 |
| MKB | 1 200 000 |

Avrop
| Nr | Datum | Nämnd | Belopp | Belopp | Status | ← ST12
|---|---|---|---:|---:|---|
| 1 | 2026-06-01 | kulturnämnden | 75 000 | 75 500 | godkänt |
""",
    good="""
Tilldelning
| Mottagare | Slag | Beviljat belopp | Beslutsreferens |
|---|---|---:|---|
""",
)
