"""VD11: an id occurs twice.  Found by the gate: the check VD11 on columns of ids."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD11",
    name=Text("Samma id två gånger", "The same id twice"),
    severity=Severity.ERROR,
    source=Text("Mallens uppbyggnad: ett id pekar ut en rad", "The template's layout: an id points out one row"),
    message=Text(
        "{heading} ”{found}” är redan använt, i {first}. Båda raderna räknas, men en hänvisning till id:t kan betyda vilken "
        "som helst av dem.",
        "{heading} “{found}” is already used, in {first}. Both rows count, but a reference to the id may mean either.",
    ),
    remedy=Text(
        "Ge den ena raden ett eget id. Är det samma sak som har förts in två gånger: ta bort den ena.",
        "Give one of the rows an id of its own. If the same thing was entered twice, delete one of them.",
    ),
    why=Text(
        "En återföring pekar på sitt avrop och ett avrop på sin insats med ett id. Står id:t två gånger vet ingen vilken rad "
        "som menas. Raderna slås aldrig ihop och ingen tas bort: bara den som har fört dem vet vilken som är rätt. "
        "Verifikation i Utfall är undantaget, för en bokföring upprepar sina nummer.",
        "A reversal points to its call-off, and a call-off to its insats, by an id. Where the id stands twice nobody knows "
        "which row is meant. The rows are never merged and none is removed: only whoever entered them knows which is right. "
        "Verifikation in Utfall is exempt, since ledgers repeat their numbers.",
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
