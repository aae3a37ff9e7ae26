"""VD13: a status word that is not in the list.

Found by the gate: the check VD13 on columns of statuses and declarations in `sheets/schemas.py`.
"""

from xl_kraftsamling.catalogue import Rule, Text

RULE = Rule(
    code="VD13",
    name=Text("Okänt ord i listan", "A word that is not in the list"),
    severity="FFF",
    source=Text("Mallens listor över statusord", "The template's lists of status words"),
    message=Text(
        "»{found}« är inget av de ord som kan stå under {heading}: {expected}. Utan det går det inte att säga om raden ska "
        "räknas.",
        "“{found}” is none of the words that may stand under {heading}: {expected}. Without it nobody can say whether the row "
        "counts.",
    ),
    remedy=Text(
        "Välj ett ord ur listan: {expected}.",
        "Choose a word from the list: {expected}.",
    ),
    why=Text(
        "Bara godkända och utbetalda avrop räknas som avropade, och bara bokförda omfördelningar flyttar pengar. Ordet "
        "avgör alltså om beloppet påverkar saldot. »klart« eller »ok« säger inte vilket av dem som menas. Böjda former som "
        "»Godkänd« förstås (VD09).",
        "Only approved and paid call-offs count as called off, and only booked transfers move money. So the word decides "
        "whether the amount touches the balance. “klart” or “ok” does not say which of them is meant. Inflected forms such as "
        "“Godkänd” are understood (VD09).",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | klart | ← VD13

Inställningar
| Uppgift | Värde |
|---|---|
| Kostnadstecken | plus | ← VD13
""",
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 48 500 | avslaget |
""",
)
