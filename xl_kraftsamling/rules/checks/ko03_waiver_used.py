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
        "Undantaget från {code} på {row} har använts med stöd av {reference}: {reason}. Antal avvikelser: {count}. Det "
        "gäller till och med {expires}.",
        "The waiver of {code} for {row} was used, based on {reference}: {reason}. Findings waived: {count}. It is valid up "
        "to and including {expires}.",
    ),
    remedy=Text(
        "Inget behöver rättas. Se till att det som undantas är löst när undantaget går ut.",
        "Nothing needs to be corrected. Make sure that what is waived is settled by the time the waiver expires.",
    ),
    why=Text(
        "Ett undantag ska alltid synas. Avvikelsen står kvar i listan, märkt som undantagen, och här framgår varför den är "
        "undantagen och hur länge det gäller.",
        "A waiver must always be visible. The finding stays in the list, marked as waived, and this shows why it is waived "
        "and for how long.",
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
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja |

Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
""",),
    good="""
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM09 | Omfördelning | O-1 | Besked lämnat muntligen | STK-2026-801 | ekonomichef | 2026-12-31 |
""",
)
