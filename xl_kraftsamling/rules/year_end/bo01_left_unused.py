"""BO01: money is left unused when the year of the decision has ended."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.decision_points import REPAYMENT
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import UNDATED
from xl_kraftsamling.domain.ledger.unsettled import BALANCE_FIELDS
from xl_kraftsamling.domain.ledger.year_end import year_end_lines
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every recipient with money left, at its allocation, from the last day of the year on; until BO04 asks for it back."""
    deadline = ledger.decision.find_deadline(REPAYMENT)
    if not ledger.is_year_end or (deadline and deadline.day < ledger.as_of):
        return
    rows = {row.recipient: row for row in ledger.book.allocations}
    for line in year_end_lines(ledger):
        if line.unused > 0:
            row = rows.get(line.balance.recipient)
            place: Place = cell_of(row, "recipient") if row else ledger.book.heading("allocations", "recipient")
            yield Hit(place=place, values={
                "recipient": line.balance.recipient, "unused": Ore(line.unused), "remaining": Ore(line.balance.remaining),
                "unspent": _UNKNOWN if line.unspent is None else Ore(line.unspent), "as_of": ledger.as_of, "year": ledger.decision.year,
            }, found=Ore(line.unused))  # fmt: skip


_UNKNOWN = Text("ett okänt belopp", "an unknown amount")
"""Where nobody has reported the outcome."""

RULE = Rule(
    code="BO01",
    name=Text("Pengar kvar efter årets slut", "Money left after the year's end"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.NOTE, mild=Severity.NOTE),
    needs=(*BALANCE_FIELDS, "decision.year"),
    may_lack=(UNDATED,),
    source=Text("Beslutet, punkt 1: ”år 2026”", "The decision, point 1: “år 2026” (the year)"),
    message=Text(
        "{recipient} har {unused} outnyttjat den {as_of}, när {year} är slut: {remaining} är inte avropat och {unspent} är avropat "
        "men inte förbrukat.",
        "{recipient} has {unused} unused on {as_of}, when {year} is over: {remaining} is not called off, and {unspent} is "
        "called off but not spent.",
    ),
    remedy=Text(
        "Inget i arbetsboken behöver rättas om beloppen stämmer. Stäm av med {recipient} och stadskontoret vad som ska hända med "
        "pengarna. Ska de föras över till nästa år krävs ett beslut om det.",
        "Nothing in the workbook needs correcting if the amounts are right. Settle with {recipient} and stadskontoret what "
        "is to happen to the money. Carrying it over to the next year requires a decision.",
    ),
    why=Text(
        "Pengarna är beviljade för ett år. Beslutet säger inte vad som händer med det som blir över. Det hänvisar till "
        "ärendet STK-2024-1374 utan att återge vad som står där. Därför visas bara vad som är kvar, och hos vem. Är en sista "
        "dag för återbetalning införd i beslutets fil gäller BO04 efter den. Där utfallet är känt är det outnyttjade "
        "disponibelt minus utfall, annars det som är kvar att avropa.",
        "The money is granted for one year. The decision does not say what happens to what is left. It refers to the case "
        "STK-2024-1374 without repeating what that says. So only what is left is shown, and with whom. If a last day for "
        "repayment is entered in the decision's file, BO04 applies after it. If the outcome is known, what is unused is what "
        "is disposable minus the outcome, otherwise what is left to call off.",
    ),
    bad="""
Inställningar
| Uppgift | Värde |
|---|---|
| Avstämningsdatum | 2027-01-15 |

Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 | ← BO01
| fritidsnämnden | 6 100 000 | ← BO01
| förskolenämnden | 150 000 |
| kulturnämnden | 800 000 | ← BO01
| gymnasie- och vuxenutbildningsnämnden | 650 000 | ← BO01
| MKB | 1 200 000 | ← BO01

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | förskolenämnden | I-06 | 150 000 | utbetalt |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | förskolenämnden | I-06 | 150 000 | utbetalt |
| A-2 | 2026-09-01 | arbetsmarknads- och socialnämnden | I-01 | 1 100 000 | utbetalt |
| A-3 | 2026-09-01 | fritidsnämnden | I-03 | 6 100 000 | utbetalt |
| A-4 | 2026-09-01 | kulturnämnden | I-07 | 800 000 | utbetalt |
| A-5 | 2026-09-01 | gymnasie- och vuxenutbildningsnämnden | I-09 | 650 000 | utbetalt |
| A-6 | 2026-09-01 | MKB | I-10 | 1 200 000 | utbetalt |
""",),
    good="""
Inställningar
| Uppgift | Värde |
|---|---|
| Avstämningsdatum | 2026-12-30 |
""",
    check=check,
)
