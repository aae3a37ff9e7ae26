"""ST08: a sum row differs from the sum of its rows.  Found while the workbook is read."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="ST08",
    name=Text("Summaraden stämmer inte", "The sum row is wrong"),
    severity=Severity.ERROR,
    source=Text("Räkning", "Arithmetic"),
    message=Text(
        "Summaraden säger {found}, men raderna som den ska summera blir {expected}: skillnaden är {difference}.",
        "The sum row says {found}, but the rows it should sum come to {expected}: the difference is {difference}.",
    ),
    remedy=Text(
        "Kontrollera om en rad har tillkommit eller ändrats utan att summan följde med. Låt gärna Excel summera: "
        "DELSUMMA(109; …) räknar varje rad en gång även när det finns flera summarader.",
        "Check whether a row was added or changed without the sum following. Let Excel do the sum: SUBTOTAL(109, …) counts "
        "every row once even where there are several sum rows.",
    ),
    why=Text(
        "En rad som börjar med Summa, Totalt eller Delsumma räknas inte med i något saldo, men den kontrolleras: en summa "
        "som inte stämmer är ofta det första tecknet på en tappad rad. En delsumma ska vara summan av raderna sedan förra "
        "summaraden, en summa antingen det eller summan av alla rader ovanför. Säger etiketten vad som summeras jämförs med "
        "det: ”S:a KN” med kulturnämndens rader, ”Totalt exkl MKB” med alla utom MKB:s. Rader som ”Kvar”, ”Saldo”, ”varav "
        "utbetalt” och ”Ingående saldo” är varken uppgifter eller summor. Går ett belopp inte att läsa kontrolleras inte de "
        "summor där det ingår.",
        "A row that begins with Summa, Totalt or Delsumma is not counted in any balance, but it is checked: a wrong sum is "
        "often the first sign of a lost row. A subtotal should be the sum of the rows since the previous sum row, a sum "
        "either that or the sum of all rows above. If the label says what is summed, that is what it is compared with: “S:a "
        "KN” with the rows of kulturnämnden, “Totalt exkl MKB” with all but those of MKB. Rows such as “Kvar”, “Saldo”, "
        "“varav utbetalt” and “Ingående saldo” are neither data nor sums. If an amount cannot be read, the sums that include "
        "it are not checked.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
| Delsumma | | | | 132 500 | | ← ST08
| A-3 | 2026-08-01 | MKB | I-10 | 100 000 | godkänt |
| Summa | | | | 223 500 | |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 57 500 | godkänt |
| Delsumma | | | | 132 500 | |
| A-3 | 2026-08-01 | MKB | I-10 | 100 000 | godkänt |
| Summa | | | | 232 500 | |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
| Delsumma | | | | =SUBTOTAL(109,E2:E3) → 123 500 | |
| A-3 | 2026-08-01 | MKB | I-10 | 100 000 | godkänt |
| Summa | | | | =SUBTOTAL(109,E2:E5) → 223 500 | |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
| Delsumma | | | | 123 500 | |
| A-3 | 2026-08-01 | MKB | I-10 | 100 000 | godkänt |
| Delsumma | | | | 100 000 | |
| Summa | | | | 223 500 | |
""",
)
