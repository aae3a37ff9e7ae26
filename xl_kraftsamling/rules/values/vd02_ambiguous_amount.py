"""VD02: an amount is ambiguous, or none at all.  Found by the gate: the check VD02 on columns of amounts and percentages."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD02",
    name=Text("Beloppet går inte att tolka", "The amount cannot be interpreted"),
    severity=Severity.ERROR,
    source=Text(
        "Svenskt talskrivsätt: mellanrum mellan tusental, komma före decimaler",
        "Swedish notation of numbers: spaces between thousands, a comma before decimals",
    ),
    message=Text(
        "”{found}” under {heading} går inte att läsa utan att gissa. Där ska stå {expected}. Värdet används inte förrän det "
        "är rättat.",
        "“{found}” under {heading} cannot be read without guessing. It must be {expected}. The value is not used until it is "
        "corrected.",
    ),
    remedy=Text(
        "Ta reda på vad som avses och skriv {expected}. En reservation som ”ca” eller en asterisk hör hemma i en kommentar.",
        "Find out what was intended and enter {expected}. A reservation such as “ca” or an asterisk belongs in a comment.",
    ),
    why=Text(
        "150,000 kan vara hundrafemtio kronor med tre decimaler eller hundrafemtiotusen; 1.100.000 och 1100000.50 är andra "
        "länders skrivsätt; ”ca 150 000”, ”150 000*” och ”1 1000” är inga belopp, och inte heller en tid, ett datum eller "
        "ett belopp i annan valuta. En gissning kan bli tusen gånger fel. Därför lämnas cellen oläst, och mottagarens saldo "
        "visas inte.",
        "150,000 may be a hundred and fifty kronor with three decimals or a hundred and fifty thousand; 1.100.000 and "
        "1100000.50 are how other countries write; “ca 150 000”, “150 000*” and “1 1000” are not amounts, nor is a time, a "
        "date or money in another currency. A guess may be wrong a thousandfold. So the cell is left unread, and the "
        "recipient's balance is not shown.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | "150,000" | utbetalt | ← VD02
| A-2 | 2026-06-02 | kulturnämnden | I-08 | "ca 150 000" | godkänt | ← VD02
| A-3 | 2026-06-03 | MKB | I-10 | "1.100.000" | godkänt | ← VD02
| A-4 | 2026-06-04 | MKB | I-11 | "1 1000" | godkänt | ← VD02

Inställningar
| Uppgift | Värde |
|---|---|
| Tröskelvärden | nästan allt | ← VD02
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 150 000 | utbetalt | |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 150 000 | godkänt | ca: slutligt belopp i oktober |
| A-3 | 2026-06-03 | MKB | I-10 | 1 100 000 | godkänt | |
| A-4 | 2026-06-04 | MKB | I-11 | 11 000 | godkänt | |

Inställningar
| Uppgift | Värde |
|---|---|
| Tröskelvärden | 70; 85; 100 |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 150 | utbetalt |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 150 000 | godkänt |
| A-3 | 2026-06-03 | MKB | I-10 | 110 000,50 | godkänt |
""",
)
