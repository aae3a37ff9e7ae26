"""KO02: a waiver that is not valid."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="KO02",
    name=Text("Undantaget gäller inte", "The waiver is not valid"),
    severity=Severity.ERROR,
    needs=("waivers.code", "waivers.row_id", "waivers.reason", "waivers.reference", "waivers.expires"),
    source=Text("Programmets egen redovisning", "The program's own account"),
    message=Text(
        "Undantaget från {code} gäller inte: {fault}. Avvikelsen räknas därför som vanligt.",
        "The waiver of {code} is not valid: {fault}. So the finding counts as usual.",
    ),
    remedy=Text(
        "Fyll i kod, motivering, beslutsreferens och en giltighetstid som inte har gått ut, eller ta bort raden. En låst "
        "kontroll kan inte undantas: rätta det som den pekar ut.",
        "Enter a code, a reason, a decision reference and an expiry that has not passed, or delete the row. A locked rule "
        "cannot be waived: correct what it points out.",
    ),
    why=Text(
        "Ett undantag är att någon svarar för en avvikelse under en tid. Då ska det gå att se varför, med stöd av vilket "
        "beslut och hur länge. Pengar som inte finns, och beslutets egna belopp, går inte att undanta: de kontrollerna är "
        "låsta. De kontroller som gäller programmets egen redovisning (KO) kan inte heller undantas.",
        "A waiver means that somebody answers for a finding for a time. So it must show why, based on which decision and for "
        "how long. Money that is not there, and the decision's own amounts, cannot be waived: those rules are locked. Nor "
        "can the rules about the program's own account (KO).",
    ),
    bad="""
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM09 | Omfördelning | O-1 | Besked lämnat muntligen | | ekonomichef | 2026-12-31 | ← KO02
| AV06 | Avrop | A-1 | Insatsen läggs upp i höst | STK-2026-801 | ekonomichef | 2026-08-31 | ← KO02
| OM04 | Omfördelning | O-1 | Det ordnar sig | STK-2026-802 | ekonomichef | 2026-12-31 | ← KO02
| OM99 | Omfördelning | O-1 | Finns inte | STK-2026-803 | ekonomichef | 2026-12-31 | ← KO02
""",
    mended=("""
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM09 | Omfördelning | O-1 | Besked lämnat muntligen | STK-2026-801 | ekonomichef | 2026-12-31 |
| AV06 | Avrop | A-1 | Insatsen läggs upp i höst | STK-2026-801 | ekonomichef | 2026-12-31 |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
"""),
    good="""
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM09 | Omfördelning | O-1 | Besked lämnat muntligen | STK-2026-801 | ekonomichef | 2026-12-31 |
""",
)
