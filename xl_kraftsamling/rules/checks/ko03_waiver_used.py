"""KO03: a waiver was used."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="KO03",
    name=Text("Ett undantag har använts", "A waiver was used"),
    severity=Severity.NOTE,
    needs=("waivers.code", "waivers.row_id", "waivers.reason", "waivers.reference", "waivers.expires"),
    source=Text("Programmets egen redovisning", "The program's own account"),
    message=Text(
        "Undantaget från {code} på {row} har använts ({count} st) med stöd av {reference}: {reason}. Det gäller till och med "
        "{expires}.",
        "The waiver of {code} at {row} was used ({count} times) on the strength of {reference}: {reason}. It holds up to and "
        "including {expires}.",
    ),
    remedy=Text(
        "Inget behöver rättas. Se till att det som undantas är löst när undantaget går ut.",
        "Nothing needs correcting. See to it that what is waived is settled when the waiver expires.",
    ),
    why=Text(
        "Ett undantag får aldrig verka i tysthet. Avvikelsen står kvar i listan, märkt som undantagen, och den här raden visar vem "
        "som har sagt vad och hur länge det gäller.",
        "A waiver must never work in silence. The finding stays in the list, marked as waived, and this line shows who said what "
        "and for how long it holds.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part |
|---|---|---|---|---:|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ← OM09

Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM09 | Omfördelning | O-1 | Besked lämnat muntligen | STK-2026-801 | ekonomichef | 2026-12-31 | ← KO03
""",
    good="""
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM09 | Omfördelning | O-1 | Besked lämnat muntligen | STK-2026-801 | ekonomichef | 2026-12-31 |
""",
)
