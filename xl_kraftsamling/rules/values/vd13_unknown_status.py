"""VD13: a status word that is not in the list.  Found by the gate: the check VD13 on columns of statuses and declarations."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD13",
    name=Text("Okänt ord i listan", "A word that is not in the list"),
    severity=Severity.ERROR,
    source=Text("Mallens listor över statusord", "The template's lists of status words"),
    message=Text(
        "”{found}” är inget av de ord som kan stå under {heading}: {expected}. Det används inte förrän det är rättat.",
        "“{found}” is not one of the words allowed under {heading}: {expected}. It is not used until it is corrected.",
    ),
    message_of_several=Text(
        "”{found}” är inget av de ord som kan stå under {heading}: {expected}. Det står i {n} celler, och de används inte "
        "förrän det är rättat.",
        "“{found}” is not one of the words allowed under {heading}: {expected}. It is in {n} cells, and they are not used "
        "until it is corrected.",
    ),
    remedy=Text(
        "Välj rätt ord i listan: {expected}. Har en arbetsbok som inte följer mallen egna ord, förklara dem i en karta "
        "(”kraftsamling map”) eller i arbetsboken själv (”B = beviljat”).",
        "Choose the right word in the list: {expected}. If a workbook in another layout than the template's has its own "
        "words, explain them in a map (“kraftsamling map”) or in the workbook itself (“B = beviljat”).",
    ),
    why=Text(
        "Bara godkända och utbetalda avrop räknas som avropade, och bara bokförda omfördelningar flyttar pengar. Ordet avgör "
        "alltså om beloppet påverkar saldot. Av ”klart” eller ”ok” framgår det inte. Böjda former som ”Godkänd”, ord som "
        "bara kan betyda en sak, som ”Beviljad”, och engelska ord som ”Paid” känns igen (VD09).",
        "Only approved and paid call-offs count as called off, and only booked transfers move money. So the word decides "
        "whether the amount affects the balance. “klart” or “ok” does not say which of them is meant. Inflected forms such "
        "as “Godkänd”, words with a single meaning such as “Beviljad”, and English words such as “Paid” are understood "
        "(VD09).",
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
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Inställningar
| Uppgift | Värde |
|---|---|
| Kostnadstecken | positivt |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 48 500 | avslaget |
""",
)
