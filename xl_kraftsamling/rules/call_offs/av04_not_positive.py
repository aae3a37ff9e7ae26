"""AV04: a call-off is zero or less."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every called off amount that is not above zero, whatever its status."""
    for row in ledger.book.call_offs.where("amount", lambda amount: amount is not None and amount <= 0):
        found = Ore(row.amount or 0)
        yield Hit(place=cell_of(row, "amount"), values={"found": found}, found=found)


RULE = Rule(
    code="AV04",
    name=Text("Avropet är noll eller negativt", "The call-off is zero or negative"),
    severity=Severity.ERROR,
    needs=("call_offs.amount",),
    source=Text(
        "Mallens uppbyggnad: en återföring är en egen rad",
        "The template's layout: a reversal is a row of its own",
    ),
    message=Text(
        "Avropet är {found}. Ett avrop skrivs med ett belopp över noll, och det gör även en återföring.",
        "The call-off is {found}. A call-off is entered with an amount above zero, and so is a reversal.",
    ),
    remedy=Text(
        "Är det en återföring: skriv beloppet utan minustecken, med status återfört och det återförda avropets id i kolumnen "
        "Avser avrop. Annars: rätta beloppet.",
        "If it is a reversal, enter the amount without a minus sign, with the status återfört and the id of the reversed "
        "call-off in the column Avser avrop. Otherwise correct the amount.",
    ),
    why=Text(
        "Ett minusbelopp gör saldot större utan att det syns vad som har hänt. Med en egen rad för återföringen går det att "
        "se vad som betalades, vad som kom tillbaka och när. Beloppet räknas ändå med som det står, så att saldot går att "
        "stämma av mot arbetsboken.",
        "A negative amount makes the balance larger without showing what has happened. A separate row for the reversal shows "
        "what was paid, what came back and when. The amount is still counted as entered, so that the balance can be checked "
        "against the workbook.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-07 | -5 000 | godkänt | ← AV04
| A-3 | 2026-08-01 | kulturnämnden | I-08 | 0 | begärt | ← AV04
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |  |
| A-2 | 2026-07-01 | kulturnämnden | I-07 | 5 000 | återfört | A-1 |
| A-3 | 2026-08-01 | kulturnämnden | I-08 | 20 000 | begärt |  |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-07 | 5 000 | godkänt |
| A-3 | 2026-08-01 | kulturnämnden | I-08 | 20 000 | begärt |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-07-01 | kulturnämnden | I-07 | 5 000 | återfört | A-1 |
""",
    check=check,
)
