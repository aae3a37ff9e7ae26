"""FO01: a cell that is read or summed holds an error value.

In the tables the gate finds it: the check FO01 on every column.
"""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every error value that the gate does not read, and a formula sums or a table holds."""
    facts = ledger.book.formula_facts
    for each in facts.error_values:
        related = () if each.by == each.place else (each.by,)
        severity = Severity.NOTE if each.place.sheet in facts.sheets_apart else None
        yield Hit(place=each.place, values={"found": each.found}, found=each.found, related=related, severity=severity)


RULE = Rule(
    code="FO01",
    name=Text("Felvärde i en cell", "An error value in a cell"),
    severity=Severity.ERROR,
    source=Text(
        "Hur Excel räknar: ett felvärde sprider sig till allt som bygger på cellen",
        "How Excel works: an error value spreads to everything that builds on the cell",
    ),
    message=Text(
        "Cellen har felvärdet {found}. Den går inte att läsa, och varje formel som summerar den blir också fel.",
        "The cell has the error value {found}. It cannot be read, and every formula that sums it fails too.",
    ),
    remedy=Text(
        "Rätta formeln i cellen eller skriv värdet självt. #REFERENS! (#REF!) betyder att formeln pekar på något som har "
        "tagits bort, #SAKNAS! (#N/A) att en sökning inte gav något.",
        "Correct the formula in the cell or enter the value itself. #REF! means that the formula points to something that "
        "was deleted, #N/A that a search found nothing.",
    ),
    why=Text(
        "Ett felvärde är varken noll eller tomt: det går inte att veta vad som ska stå där. De kontroller som behöver cellen "
        "prövas inte, och mottagarens saldo visas inte förrän den är rättad. Utanför tabellerna visas felvärden bara i "
        "celler som någon formel summerar, och bara där felet uppstår: de celler som det sprider sig till blir rätt när det "
        "rättas.",
        "An error value is neither zero nor empty: there is no telling what should be there. The rules that need the cell "
        "are not tried, and the recipient's balance is not shown until it is corrected. Outside the tables, error values are "
        "shown only in cells that a formula sums, and only where the error begins: the cells that it spreads to become right "
        "when it is corrected.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | #REF! | utbetalt | | ← FO01
| A-2 | 2026-06-02 | MKB | I-10 | 48 500 | godkänt | #N/A | ← FO01

Översikt
| Mottagare | Disponibelt | Kvar att avropa |
|---|---:|---:|
| fritidsnämnden | 6 100 000 | 6 100 000 |
| MKB | #N/A | 1 151 500 | ← FO01
| Summa | =SUM(B2:B3) | =SUM(D2:D3) |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | MKB | I-10 | 48 500 | godkänt |

Översikt
| Mottagare | Disponibelt | Kvar att avropa |
|---|---:|---:|
| fritidsnämnden | 6 100 000 | 6 100 000 |
| MKB | 1 200 000 | 1 151 500 |
| Summa | =SUM(B2:B3) → 7 300 000 | =SUM(C2:C3) → 7 251 500 |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | MKB | I-10 | 48 500 | godkänt |
""",
    check=check,
)
