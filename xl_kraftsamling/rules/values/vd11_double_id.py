"""VD11: an id occurs twice.  Found by the gate: the check VD11 on columns of ids."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD11",
    name=Text("Samma id två gånger", "The same id twice"),
    severity=Severity.ERROR,
    source=Text("Mallens uppbyggnad: ett id pekar ut en rad", "The template's layout: an id points out one row"),
    message=Text(
        "{heading} ”{found}” är redan använt i {first}. Båda raderna räknas, men en hänvisning till id:t kan betyda vilken "
        "som helst av dem.",
        "{heading} “{found}” is already used in {first}. Both rows count, but a reference to the id may mean either of them.",
    ),
    remedy=Text(
        "Ge den ena raden ett eget id. Är samma sak införd två gånger: ta bort den ena raden.",
        "Give one of the rows its own id. If the same thing was entered twice, delete one of the rows.",
    ),
    why=Text(
        "En återföring pekar på sitt avrop och ett avrop på sin insats med ett id. Står id:t två gånger går det inte att "
        "veta vilken rad som avses. Raderna slås aldrig ihop och ingen tas bort: bara den som har fört in dem vet vilken som "
        "är rätt. Verifikation på bladet Utfall är undantagen, för i en redovisning står samma nummer på flera rader.",
        "A reversal points to its call-off, and a call-off to its insats, by an id. If an id appears twice, there is no "
        "telling which row is meant. The rows are never merged and none is removed: only the person who entered them knows "
        "which is right. Verifikation on the sheet Utfall is exempt, since accounts repeat their numbers.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-1 | 2026-06-02 | MKB | I-10 | 48 500 | godkänt | ← VD11
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | MKB | I-10 | 48 500 | godkänt |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | MKB | I-10 | 48 500 | godkänt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-06-30 | 202606 | MKB | I-10 | 12 000 |
| V-1 | 2026-06-30 | 202606 | kulturnämnden | I-07 | 8 000 |
""",
)
