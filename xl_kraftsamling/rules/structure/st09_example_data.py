"""ST09: rows of the example are left in a workbook that is in use."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.tables import CallOff, Intervention, Transfer
from xl_kraftsamling.domain.template import EXAMPLE_PREFIX
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The id of every example row, where there are other rows beside them."""
    book = ledger.book
    tables = (book.interventions, book.call_offs, book.transfers)
    # where all insatser are the example's, the whole workbook is
    if _has_other_rows(*(tables[:1] if book.interventions else tables)):
        for rows in tables:
            for number, name in enumerate(rows.column("id")):
                if name and name.startswith(EXAMPLE_PREFIX):
                    yield Hit(place=cell_of(rows[number], "id"), values={"found": name}, found=name)


def _has_other_rows(*tables: Rows[Intervention] | Rows[CallOff] | Rows[Transfer]) -> bool:
    """Whether any row is not of the example."""
    return any(name and not name.startswith(EXAMPLE_PREFIX) for rows in tables for name in rows.column("id"))


RULE = Rule(
    code="ST09",
    name=Text("Exempeldata i skarp arbetsbok", "Example data in a live workbook"),
    severity=Severity.ERROR,
    needs=("interventions.id", "call_offs.id", "transfers.id"),
    source=Text("Mallens exempeldata", "The template's example data"),
    message=Text(
        "”{found}” är en rad ur exemplet, men arbetsboken har också egna uppgifter. Exemplets belopp är påhittade, och de "
        "räknas med i saldona så länge raden står kvar.",
        "“{found}” is a row of the example, but the workbook has its own data too. The example's amounts are invented, and "
        "they count in the balances as long as the row is there.",
    ),
    remedy=Text(
        "Ta bort raden. Är det en riktig uppgift, ge den ett eget id som inte börjar med EX-, och rätta hänvisningarna till "
        "det.",
        "Delete the row. If it is a real item, give it its own id that does not begin with EX-, and correct the references "
        "to it.",
    ),
    why=Text(
        "Mallen kan fyllas med ett exempel för den som vill prova. Exemplets id börjar med EX- just för att ingen rad ska "
        "kunna följa med in i en skarp arbetsbok utan att det märks. En arbetsbok vars alla insatser är exemplets är ett "
        "exempel rakt igenom, och nämns inte.",
        "The template can be filled with an example to try things out. The example's ids begin with EX- precisely so that "
        "none of its rows can slip into a live workbook unnoticed. A workbook in which all insatser are the example's is an "
        "example throughout, and is not reported.",
    ),
    bad="""
Insatser
| Insats-id | Insats | Initiativtagare | Mottagare | Planerat belopp | Status |
|---|---|---|---|---:|---|
| EX-03 | Förlängda öppettider på fritidsgårdar | fritidsnämnden | fritidsnämnden | 29 000 | planerad | ← ST09

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 75 000 | utbetalt |
| EX-A2 | 2026-07-01 | fritidsnämnden | EX-03 | 29 000 | godkänt | ← ST09
""",
    mended=("""
Insatser
| Insats-id |
|---|
| ~~EX-03~~ |

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 75 000 | utbetalt |
""", """
Insatser
| Insats-id | Insats | Initiativtagare | Mottagare | Planerat belopp | Status |
|---|---|---|---|---:|---|
| ~~EX-03~~ |
| I-12 | Förlängda öppettider på fritidsgårdar | fritidsnämnden | fritidsnämnden | 29 000 | planerad |

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | fritidsnämnden | I-12 | 29 000 | godkänt |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Referens |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 75 000 | utbetalt | EX-03 |
| EXTRA-1 | 2026-07-01 | fritidsnämnden | I-04 | 48 500 | godkänt | |
""",
    check=check,
)
