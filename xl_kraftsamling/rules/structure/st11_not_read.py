"""ST11: a table or sheet of a workbook of another layout was not read.  Found while the workbook is read."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="ST11",
    name=Text("Inte läst", "Not read"),
    severity=Severity.NOTE,
    source=Text("Programmets egen redovisning", "The program's own account"),
    message=Text(
        "{what} lästes inte: {why}. Det som står där är inte kontrollerat och räknas inte med i saldona.",
        "{what} was not read: {why}. What is there is not checked and does not count in the balances.",
    ),
    remedy=Text(
        "Stämmer det behöver inget göras. Annars: skriv en karta med ”kraftsamling map”, lägg till tabellen i den och "
        "kontrollera igen.",
        "If that is right, nothing needs to be done. Otherwise write a map with “kraftsamling map”, add the table to it and "
        "check again.",
    ),
    why=Text(
        "I en arbetsbok finns ofta mer än det som kontrolleras: tidigare år, kopior, minnesanteckningar. Det läses inte, men "
        "det nämns alltid: annars kunde en nämnds avrop saknas i saldot utan att någon såg det.",
        "A workbook often holds more than what is checked: earlier years, copies, notes. That is not read, but it is always "
        "mentioned: otherwise a nämnd's call-offs could be missing from the balance without anyone seeing it.",
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
| Nr | Datum | Nämnd | Summa kr | Status |
|---|---|---|---:|---|
| 1 | 2026-06-01 | kulturnämnden | 75 000 | godkänt |

Tillägg ← ST11
| Ärende | När | Vem | Hur mycket | Läge |
|---|---|---|---:|---|
| 2 | 2026-07-01 | kulturnämnden | 70 000 | godkänt |
""",
    mended=("""
Kartan
| Tabell | Blad | Rubriker | Uppgift | Kolumn |
|---|---|---|---|---|
| Avrop | Tillägg | A1:E1 | Avrop-id | A |
| Avrop | Tillägg | A1:E1 | Datum | B |
| Avrop | Tillägg | A1:E1 | Mottagare | C |
| Avrop | Tillägg | A1:E1 | Belopp | D |
| Avrop | Tillägg | A1:E1 | Status | E |
""",),
    good="""
Tilldelning
| Mottagare | Slag | Beviljat belopp | Beslutsreferens |
|---|---|---:|---|
""",
)
