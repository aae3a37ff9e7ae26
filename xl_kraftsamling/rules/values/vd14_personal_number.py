"""VD14: a personnummer occurs in free text.  Found by the gate: the check VD14 on columns of free text."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD14",
    name=Text("Personnummer i fritext", "A personnummer in free text"),
    severity=Severity.WARNING,
    source=Text(
        "Dataskyddslagen (2018:218) 3 kap. 10 §: när personnummer får behandlas",
        "The Swedish data protection act (2018:218) 3:10: when a personnummer may be processed",
    ),
    message=Text(
        "Under {heading} står det som ser ut som ett personnummer: {found}. Arbetsboken behöver inga personuppgifter.",
        "Under {heading} there is what looks like a personnummer (a personal identity number): {found}. The workbook needs "
        "no personal data.",
    ),
    remedy=Text(
        "Ta bort numret, eller ersätt det med en hänvisning till ärendet. Har arbetsboken redan lämnats vidare: tala med "
        "den som ansvarar för personuppgifter.",
        "Remove the number, or replace it with a reference to the case. If the workbook has already been passed on, speak to "
        "the person responsible for personal data.",
    ),
    why=Text(
        "En arbetsbok om medel sprids till många och läggs i ärenden, och ett personnummer i en kommentar följer med. Numret "
        "känns igen på sin form, sitt datum och sin kontrollsiffra, så att order- och fakturanummer inte tas för "
        "personnummer. Det skrivs aldrig ut i sin helhet. Om ett visst nummer ändå får stå där kan programmet inte avgöra.",
        "A workbook about grants is sent to many people and filed with cases, and a personnummer in a comment goes with it. "
        "The number is recognised by its form, its date and its check digit, so that order and invoice numbers are not "
        "mistaken for one. It is never printed in full. Whether a particular number may be there all the same is not for the "
        "program to decide.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | Eleven 811218-9876 har fått plats | ← VD14
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | Eleven har fått plats |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | Eleven i ärende STK-2026-812 har fått plats |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | ordernr 4500127781 |
""",
)
