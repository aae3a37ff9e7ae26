"""UT09: a cost on another recipient's insats, without a transfer from that recipient."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.others_interventions import USED_FIELDS, find_rows_of_others
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The insats cell of every cost whose insats is another's, where nothing has been or is to be transferred."""
    for row, owner in find_rows_of_others(ledger, rows_with_read(ledger.book.outcomes, "recipient", "intervention")):
        yield Hit(
            place=cell_of(row, "intervention"),
            values={"recipient": row.recipient, "owner": owner, "intervention": row.intervention},
            found=row.intervention,
        )


RULE = Rule(
    code="UT09",
    name=Text("Kostnad på någon annans insats", "A cost on another's insats"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("outcomes.recipient", "outcomes.intervention", *USED_FIELDS),
    source=Text("Beslutet, punkt 2", "The decision, point 2"),
    message=Text(
        "{recipient} har en kostnad på insatsen {intervention}, som har {owner} som mottagare, men ingen omfördelning finns "
        "mellan dem.",
        "{recipient} has a cost on the insats {intervention}, whose recipient is {owner}, but there is no transfer between "
        "them.",
    ),
    remedy=Text(
        "Kontrollera insatsens id och mottagaren mot redovisningen, och rätta det som är fel. Stämmer båda: kom överens med "
        "stadskontoret om en omfördelning från {owner}, och för in den på bladet Omfördelning.",
        "Compare the id of the insats and the recipient with the accounts, and correct what is wrong. If both are right, "
        "agree with stadskontoret on a transfer from {owner} and enter it on the sheet Omfördelning.",
    ),
    why=Text(
        "En kostnad på någon annans insats använder pengar som i arbetsboken hör till den andra. Punkt 2 låter en annan "
        "nämnd avropa det som inte utnyttjas, efter överenskommelse med stadskontoret. Finns en begärd, överenskommen eller "
        "bokförd omfördelning från insatsens mottagare är det i sin ordning. Oftast är bara insatsens id fel. AV07 är "
        "motsvarigheten för avrop.",
        "A cost on another's insats uses money that belongs to the other in the workbook. Point 2 lets another nämnd call "
        "off what is not used, after agreement with stadskontoret. If a transfer from the recipient of the insats is "
        "requested, agreed or booked, all is in order. Most often only the id of the insats is wrong. AV07 is the same check "
        "for call-offs.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-06 | 20 000 | ← UT09
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 |
""",
    mended=("""
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 |
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-09-15 | förskolenämnden | kulturnämnden | 20 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | 20 000 | ja |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-06-15 | förskolenämnden | kulturnämnden | 30 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | 30 000 | ja |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-06 | 20 000 |
""",
    check=check,
)
