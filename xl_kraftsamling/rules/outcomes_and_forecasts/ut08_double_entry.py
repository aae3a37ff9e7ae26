"""UT08: a cost that is entered twice."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import OUTCOMES, Outcome
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

_FIELDS = tuple(column.field for column in OUTCOMES.columns)
_NEEDED = ("voucher", "recipient", "amount")


def check(ledger: Ledger) -> Iterator[Hit]:
    """The id cell of every cost like an earlier one in all its columns, with that one among related."""
    for first, row in rows_with_read(ledger.book.outcomes, *_FIELDS).find_repeated(*_FIELDS):
        if row.amount:  # a row of nothing, which reports have, adds nothing however often it is there
            yield _make_hit(first, row)


def _make_hit(first: Outcome, row: Outcome) -> Hit:
    place = cell_of(first, "voucher")
    values = {"recipient": row.recipient, "amount": Ore(row.amount or 0), "first": place}
    return Hit(place=cell_of(row, "voucher"), values=values, found=row.voucher, related=(place,))


RULE = Rule(
    code="UT08",
    name=Text("Samma kostnad två gånger", "The same cost twice"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=tuple(f"outcomes.{name}" for name in _NEEDED),
    may_lack=tuple(f"outcomes.{name}" for name in _FIELDS if name not in _NEEDED),
    source=Text("Vanlig kontroll av dubbelbokning", "A common check for double entry"),
    message=Text(
        "Kostnaden på {amount} för {recipient} är i alla kolumner lika med kostnaden i {first}.",
        "The cost of {amount} for {recipient} is the same in every column as the one in {first}.",
    ),
    remedy=Text(
        "Jämför med redovisningen. Har samma rad kommit med två gånger: ta bort den ena. Är det två kostnader: skriv i "
        "kolumnen Text vad som skiljer dem.",
        "Compare with the accounts. If the same row has been included twice, remove one of them. If they are two costs, "
        "write in the column Text what tells them apart.",
    ),
    why=Text(
        "Redovisningen upprepar en verifikation på flera rader, men inte hela raden: något skiljer, om inte annat texten. Är "
        "allt lika har rapporten oftast klistrats in igen, och utfallet räknas dubbelt. Detta är en varning, eftersom två "
        "lika kostnader kan vara rätt. Båda räknas tills den ena är borttagen. Har arbetsboken ingen kolumn för "
        "verifikationer går det inte att avgöra, och då görs ingen kontroll.",
        "The accounts repeat a voucher on several rows, but not the whole row: something differs, if only the text. If "
        "everything is the same, the report has most often been pasted in again, and the outcome is counted twice. This is a "
        "warning, since two identical costs may be right. Both count until one is removed. If the workbook has no column for "
        "vouchers there is no telling, and nothing is checked.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp | Text |
|---|---|---|---|---|---:|---|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 | Lokalhyra |
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 5 000 | Material |
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 | Lokalhyra | ← UT08
""",
    mended=("""
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp | Text |
|---|---|---|---|---|---:|---|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 | Lokalhyra |
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 5 000 | Material |
""", """
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp | Text |
|---|---|---|---|---|---:|---|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 | Lokalhyra juli |
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 5 000 | Material |
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 | Lokalhyra augusti |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp | Text |
|---|---|---|---|---|---:|---|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 | Lokalhyra juli |
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 20 000 | Lokalhyra augusti |
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | -20 000 | Lokalhyra juli |
""",
    check=check,
)
