"""TD06: an identity of the arithmetic is broken: the program's own guard."""

from collections import defaultdict
from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.allotments import find_first_amount
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import UNDATED, list_booking_days, list_days
from xl_kraftsamling.domain.ledger.unsettled import BALANCE_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import BOOKED, CALLED_OFF, REVERSED
from xl_kraftsamling.domain.template import BALANCE_SHEET
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every identity that the balances break, where all that they are made of could be read."""
    if not ledger.unsettled.remaining.cells:
        for name, left, right in _list_identities(ledger):
            if left != right:
                values: dict[str, Value] = {"identity": name, "left": Ore(left), "right": Ore(right)}
                yield Hit(place=Place(BALANCE_SHEET), values=values, found=Ore(left), expected=Ore(right))


_DISPOSABLE = Text("Disponibelt hos alla, mot beviljat", "What all may call off, against what was allotted")
_MOVED = Text("Mottaget hos alla, mot avstått", "What all have received, against what all have ceded")
_PARTS = Text(
    "Disponibelt hos {recipient}, mot utfall, avropat ej förbrukat och kvar att avropa tillsammans",
    "What {recipient} may call off, against outcome, called off unspent and remaining together",
)


def _list_identities(ledger: Ledger) -> Iterator[tuple[Text, int, int]]:
    balances = ledger.balances.values()
    left, spent = _count_remaining(ledger), _sum_outcomes(ledger)
    granted = _count_allotted(ledger)
    yield _DISPOSABLE, sum(b.disposable for b in balances), sum(granted.values())
    yield _MOVED, sum(b.received for b in balances), sum(b.ceded for b in balances)
    for b in balances:
        if b.called_off_unspent is not None:
            parts = spent[b.recipient] + b.called_off_unspent + left[b.recipient]
            yield _PARTS.bind(recipient=b.recipient), b.disposable, parts


_COUNTS: dict[str | None, int] = {**dict.fromkeys(CALLED_OFF, -1), REVERSED: 1}


def _count_allotted(ledger: Ledger) -> dict[str | None, int]:
    """F per recipient, counted anew: the rows before any amendment, the amendments up to the date, less what is paid back."""
    granted: dict[str | None, int] = defaultdict(int)
    for row in (each for each in ledger.book.allocations if each.recipient):
        granted[row.recipient] += find_first_amount(row, ledger.decision)
    for name, day, change, *_ in ledger.amendments:
        granted[name] += change if day <= ledger.as_of else 0
    for paid in ledger.decision.repayments:
        granted[paid.recipient] -= paid.amount if paid.day <= ledger.as_of else 0
    return granted


def _count_remaining(ledger: Ledger) -> dict[str | None, int]:
    """K per recipient, counted anew from the rows."""
    # without the ledger's levels and totals: a guard that used them would compare them with themselves
    left: dict[str | None, int] = defaultdict(int)
    as_of = ledger.as_of
    for name, amount in _count_allotted(ledger).items():
        left[name] += amount
    for moved in ledger.book.transfers:
        if moved.status == BOOKED and moved.date and moved.date <= as_of:
            left[moved.receiver] += moved.amount or 0
            left[moved.donor] -= moved.amount or 0
    rows = ledger.book.call_offs
    values = zip(rows.column("recipient"), list_days(ledger.book), rows.column("amount"), rows.column("status"), strict=True)
    for name, day, amount, status in values:
        if day and day <= as_of:
            left[name] += (amount or 0) * _COUNTS.get(status, 0)
    return left


def _sum_outcomes(ledger: Ledger) -> dict[str | None, int]:
    """U per recipient, counted anew from the rows."""
    spent: dict[str | None, int] = defaultdict(int)
    rows, as_of = ledger.book.outcomes, ledger.as_of
    for name, day, amount in zip(rows.column("recipient"), list_booking_days(ledger.book), rows.column("amount"), strict=True):
        if day and day <= as_of:
            spent[name] += amount or 0
    return spent


RULE = Rule(
    code="TD06",
    name=Text("Summorna går inte ihop", "The sums do not agree"),
    severity=Severity.ERROR,
    locked=True,
    needs=BALANCE_FIELDS,
    may_lack=(UNDATED,),
    source=Text("Saldots räknesätt, som det förklaras på bladet Läs mig", "How the balance is calculated, as explained on the sheet Läs mig"),
    message=Text(
        "Saldona går inte ihop. {identity}: {left} mot {right}. Felet finns i programmet, inte i arbetsboken.",
        "The balances do not agree. {identity}: {left} against {right}. The fault is in the program, not in the workbook.",
    ),
    remedy=Text(
        "Använd inte saldona, och anmäl felet till den som förvaltar programmet.",
        "Do not use the balances, and report the fault to whoever maintains the program.",
    ),
    why=Text(
        "Tre samband gäller alltid, hur raderna än ser ut. Allt som är disponibelt är tillsammans lika mycket som det "
        "beviljade. Varje mottagares disponibla belopp är summan av utfall, avropat men ej förbrukat och kvar att avropa. En "
        "omfördelning ändrar ingen summa: lika mycket tas emot som avstås. Sambanden räknas om direkt ur raderna och jämförs "
        "med saldona. Ingen arbetsbok kan bryta dem: stämmer de inte är det fel i programmet.",
        "Three identities always hold, whatever the rows. All that is disposable is together as much as was allotted. Each "
        "recipient's disposable amount is the sum of its outcome, what is called off but not spent, and what is left to call "
        "off. A transfer changes no sum: as much is received as is ceded. They are calculated again directly from the rows "
        "and compared with the balances. No workbook can break them: if they do not hold, the program is at fault.",
    ),
    bad="",
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | 250 000 | ja |
""",
    check=check,
)
