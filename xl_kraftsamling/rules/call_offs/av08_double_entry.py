"""AV08: a call-off that is likely entered twice."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, name_row, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.status_words import REJECTED, REVERSED
from xl_kraftsamling.domain.tables import CallOff
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity

_INTERVENTION = Text(" för samma insats", " for the same insats")
_FIELDS = ("recipient", "date", "amount", "intervention", "status")


def check(ledger: Ledger) -> Iterator[Hit]:
    """The id cell of every call-off like an earlier one; rejected ones and reversals are left alone."""
    # what was rejected is rightly asked for again, and two reversals of one amount may belong to two call-offs
    rows = rows_with_read(ledger.book.call_offs, *_FIELDS).where("status", lambda status: status not in (REJECTED, REVERSED))
    for first, row in rows.find_repeated("recipient", "date", "amount", "intervention"):
        yield _make_hit(first, row)


def _make_hit(first: CallOff, row: CallOff) -> Hit:
    place = cell_of(first, "id")
    same = _INTERVENTION if row.intervention else Text("", "")
    values = {
        "recipient": row.recipient,
        "amount": Ore(row.amount or 0),
        "date": row.date,
        "same": same,
        "first": place,
        "row": name_row(row),
    }
    return Hit(place=cell_of(row, "id"), values=values, found=row.id, related=(place,))


RULE = Rule(
    code="AV08",
    name=Text("Troligen samma avrop två gånger", "Likely the same call-off twice"),
    severity=Severity.WARNING,
    needs=tuple(
        f"call_offs.{name}" for name in _FIELDS if name != "intervention"
    ),
    may_lack=("call_offs.intervention",),  # a list without insatser has doubles too
    source=Text("Vanlig kontroll av dubbelbokning", "A common check for double entry"),
    message=Text(
        "{recipient} har redan ett avrop på {amount} den {date}{same}, i {first}.",
        "{recipient} already has a call-off of {amount} on {date}{same}, in {first}.",
    ),
    remedy=Text(
        "Är det samma avrop: ta bort en av raderna. Är det två: för in ett undantag för AV08 på {row} på bladet Undantag, "
        "och skriv som motivering vad som skiljer dem.",
        "If it is the same call-off, remove one of the rows. If they are two, enter a waiver of AV08 for {row} on the sheet "
        "Undantag, and give as its reason what tells them apart.",
    ),
    why=Text(
        "Samma mottagare, datum, belopp och insats på två rader beror oftast på att en rad har klistrats in igen, ibland med "
        "nytt id. Men två lika stora avrop samma dag kan också vara rätt. Därför är detta en varning, och båda räknas i "
        "saldot. Avslagna avrop och återföringar jämförs inte.",
        "The same recipient, date, amount and insats on two rows is most often a row pasted in again, sometimes with a new "
        "id. But two call-offs of the same size on the same day may also be right. So this is a warning, and both count in "
        "the balance. Rejected call-offs and reversals are not compared.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | godkänt | ← AV08
| A-3 | 2026-06-01 | kulturnämnden | I-08 | 75 000 | godkänt |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-3 | 2026-06-01 | kulturnämnden | I-08 | 75 000 | godkänt |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| AV08 | Avrop | A-2 | Två avrop för två delar av insatsen | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | avslaget |
| A-3 | 2026-06-01 | kulturnämnden | I-07 | 75 500 | begärt |
""",
    check=check,
)
