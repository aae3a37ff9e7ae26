"""BO04: the last day to pay back has passed, and a recipient still has money that it has not used."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.decision_points import REPAYMENT
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import UNDATED
from xl_kraftsamling.domain.ledger.unsettled import BALANCE_FIELDS
from xl_kraftsamling.domain.ledger.year_end import year_end_lines
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every recipient with money left, at its allocation, after the last day; none where the decision's file sets no such day."""
    deadline = ledger.decision.find_deadline(REPAYMENT)
    if not deadline or deadline.day >= ledger.as_of:
        return
    rows = {row.recipient: row for row in ledger.book.allocations}
    for line in year_end_lines(ledger):
        if line.unused > 0:
            row = rows.get(line.balance.recipient)
            yield Hit(place=cell_of(row, "recipient") if row else ledger.book.heading("allocations", "recipient"), values={
                "recipient": line.balance.recipient, "unused": Ore(line.unused), "unspent": _UNKNOWN if line.unspent is None else Ore(line.unspent),
                "last": deadline.day, "reference": deadline.reference, "as_of": ledger.as_of,
            }, found=Ore(line.unused))  # fmt: skip


_UNKNOWN = Text("beloppet är okänt, eftersom utfall saknas", "the amount is unknown, since no outcome is reported")

RULE = Rule(
    code="BO04",
    name=Text("Outnyttjade medel är inte återbetalda", "Unused money is not paid back"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=BALANCE_FIELDS,
    may_lack=(UNDATED,),
    deadline=REPAYMENT,
    source=Text("Villkoren, så som beslutets fil anger dem", "The conditions, as the decision's file states them"),
    message=Text(
        "{recipient} har {unused} outnyttjat den {as_of}. Outnyttjade medel skulle ha återbetalats senast {last} ({reference}).",
        "{recipient} has {unused} unused on {as_of}. Unused money was to be paid back by {last} ({reference}).",
    ),
    remedy=Text(
        "Är pengarna återbetalda: för in det med ”kraftsamling decision” och valet --repaid, och för det som redan var "
        "avropat ({unspent}) också en återföring med samma datum på bladet Avrop. Annars: stäm av med {recipient} och "
        "stadskontoret. Har dagen flyttats: ändra datumet i beslutets fil.",
        "If the money was paid back, enter that with “kraftsamling decision” and the option --repaid, and, for what was "
        "already called off ({unspent}), also a reversal with the same date on the sheet Avrop. Otherwise settle it with "
        "{recipient} and stadskontoret. If the day has been moved, change the date in the decision's file.",
    ),
    why=Text(
        "Beslutets egen text säger inte om och när outnyttjade medel ska betalas tillbaka. Därför förs dagen in av ekonomen "
        "i beslutets fil, med uppgift om var den står. Är ingen dag införd görs ingen kontroll, och det som är kvar visas "
        "som BO01. En återbetalning är en händelse med datum: från den dagen har mottagaren så mycket mindre, medan bladet "
        "Tilldelning behåller beslutets belopp.",
        "The decision's own text does not say whether and when unused money is to be paid back. So the day is entered by the "
        "economist in the decision's file, with where it is stated. If no day is entered, nothing is checked, and what is "
        "left is shown as BO01. A repayment is an event with a date: from that day the recipient has that much less, while "
        "the sheet Tilldelning keeps the decision's amount.",
    ),
    bad="""
Inställningar
| Uppgift | Värde |
|---|---|
| Avstämningsdatum | 2027-03-15 |

Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för återbetalning | 2027-02-28 |  |  |
| återbetalning | 2027-02-20 | arbetsmarknads- och socialnämnden | 1 100 000 |
| återbetalning | 2027-02-20 | fritidsnämnden | 6 100 000 |
| återbetalning | 2027-02-20 | gymnasie- och vuxenutbildningsnämnden | 650 000 |
| återbetalning | 2027-02-20 | MKB | 1 200 000 |

Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 |
| förskolenämnden | 150 000 | ← BO04
| kulturnämnden | 800 000 |

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | förskolenämnden | I-06 | 50 000 | utbetalt |
| A-2 | 2026-06-01 | kulturnämnden | I-07 | 800 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp | Text |
|---|---|---|---|---|---:|---|
| V-1 | 2026-06-10 | 202606 | förskolenämnden | I-06 | 30 000 | |

Insatser
| Insats-id | Planerat belopp |
|---|---:|
| I-01 | 0 |
| I-02 | 0 |
| I-03 | 0 |
| I-04 | 0 |
| I-05 | 0 |
| I-06 | 0 |
| I-09 | 0 |
| I-10 | 0 |
| I-11 | 0 |
""",
    mended=("""
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för återbetalning | 2027-02-28 |  |  |
| återbetalning | 2027-02-20 | arbetsmarknads- och socialnämnden | 1 100 000 |
| återbetalning | 2027-02-20 | fritidsnämnden | 6 100 000 |
| återbetalning | 2027-02-20 | gymnasie- och vuxenutbildningsnämnden | 650 000 |
| återbetalning | 2027-02-20 | MKB | 1 200 000 |
| återbetalning | 2027-03-10 | förskolenämnden | 120 000 |

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | förskolenämnden | I-06 | 50 000 | utbetalt | |
| A-2 | 2026-06-01 | kulturnämnden | I-07 | 800 000 | utbetalt | |
| A-3 | 2027-03-10 | förskolenämnden | I-06 | 20 000 | återfört | A-1 |
""", """
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för återbetalning | 2027-03-31 |  |  |
| återbetalning | 2027-02-20 | arbetsmarknads- och socialnämnden | 1 100 000 |
| återbetalning | 2027-02-20 | fritidsnämnden | 6 100 000 |
| återbetalning | 2027-02-20 | gymnasie- och vuxenutbildningsnämnden | 650 000 |
| återbetalning | 2027-02-20 | MKB | 1 200 000 |
"""),
    good="""
Inställningar
| Uppgift | Värde |
|---|---|
| Avstämningsdatum | 2026-12-30 |
""",
    check=check,
)
