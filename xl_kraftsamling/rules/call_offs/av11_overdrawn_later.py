"""AV11: call-offs that are dated after the date will take more than may then be called off."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, name_row
from xl_kraftsamling.domain.ledger.allotments import name_cause
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.status_words import BOOKED, UNDONE
from xl_kraftsamling.domain.tables import Allocation
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The row with which a recipient's call-offs, dated after the date, first take its K below zero."""
    # whoever is never below zero after the date, which is nearly everybody, need not be looked at again
    short = [b.recipient for b in ledger.known_balances("remaining") if ledger.levels(b.recipient).lowest_from(ledger.as_of) < 0]
    kept = _put_back_transfers(ledger) if short else ledger
    begun = {name: [day for day in kept.levels(name).days_going_below_zero() if day > ledger.as_of] for name in short}
    first = {name: days[0] for name, days in begun.items() if days}
    for name, row in kept.find_breaking_rows(first).items():
        levels = ledger.levels(name)
        remaining = levels.level_on(first[name])
        is_lowered = isinstance(row, Allocation)
        values: dict[str, Value] = {
            "recipient": name, "day": first[name], "row": name_cause(row) if isinstance(row, Allocation) else name_row(row), "over": Ore(-remaining), "as_of": ledger.as_of,
            "short": Ore(-levels.lowest_from(first[name])),
        }  # fmt: skip
        yield Hit(
            place=cell_of(row, "amount"), values=values, found=Ore(remaining), difference=Ore(-remaining),
            message=_LOWERED if is_lowered else None, remedy=_COVER if is_lowered else None,
        )  # fmt: skip


_LOWERED = Text(
    "När beloppet sänks den {day} ({row}) kommer {recipient} att ha avropat {over} mer än som då får avropas. Den {as_of} syns det inte i "
    "saldot.",
    "When the amount is lowered on {day} ({row}) {recipient} will have called off {over} more than may then be called off. On {as_of} the "
    "balance does not show it.",
)
_COVER = Text(
    "Rätta beslutets fil om datumet eller beloppet är fel där. Är det rätt: täck {short} till den {day} med en återföring eller, efter "
    "överenskommelse med stadskontoret, en omfördelning till {recipient}.",
    "Correct the decision's file if the date or the amount is wrong there. If it is right, cover {short} by {day} with a reversal or, after "
    "agreement with stadskontoret, a transfer to {recipient}.",
)


def _put_back_transfers(ledger: Ledger) -> Ledger:
    """The ledger as if nobody had given money away or taken it back: what is short because of that is OM04's, OM07's or OM08's."""
    return ledger.with_transfers([
        row._replace(donor=None, status=BOOKED if row.status == UNDONE else row.status)
        for row in ledger.book.transfers if row.donor != row.receiver
    ])  # fmt: skip


RULE = Rule(
    code="AV11",
    name=Text("Framtida avrop överstiger disponibelt", "Future call-offs exceed disposable"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 1 och 2", "The decision, points 1 and 2"),
    message=Text(
        "Med {row} kommer {recipient} den {day} att ha avropat {over} mer än som då får avropas. Den {as_of} syns det inte i "
        "saldot.",
        "With {row}, on {day} {recipient} will have called off {over} more than may then be called off. On {as_of} the "
        "balance does not show it.",
    ),
    remedy=Text(
        "Rätta {row} om beloppet, datumet eller mottagaren är fel. Annars: sänk {row}, och de avrop som kommer efter, med "
        "sammanlagt {short}, eller täck {short} till den {day} med en återföring eller, efter överenskommelse med "
        "stadskontoret, en omfördelning till {recipient}.",
        "Correct {row} if its amount, date or recipient is wrong. Otherwise lower {row}, and the call-offs after it, by "
        "{short} in total, or cover {short} by {day} with a reversal or, after agreement with stadskontoret, a transfer to "
        "{recipient}.",
    ),
    why=Text(
        "Ett godkänt avrop med ett datum framåt i tiden är redan beslutat, men räknas i saldot först den dagen. Här syns i "
        "förväg om pengarna räcker då, medan det ännu går att ändra. Raden som visas är den som först går över, i "
        "datumordning. Är saldot under noll redan på avstämningsdatumet, och förblir så, visas AV01. Beror bristen på att "
        "mottagaren har lämnat ifrån sig pengar visas OM04 eller OM07, och beror den på att pengar har tagits tillbaka visas "
        "OM08.",
        "An approved call-off with a future date is already decided, but counts in the balance only from that day. This "
        "shows in advance whether the money will be enough then, while it can still be changed. The row shown is the first "
        "that exceeds it, in order of date. If the balance is below zero already on the as-of date, and stays so, AV01 is "
        "shown. If the shortage is due to money that the recipient has given away, OM04 or OM07 is shown, and if it is due "
        "to money taken back, OM08.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-11-15 | kulturnämnden | I-08 | 200 000 | godkänt | ← AV11
| A-3 | 2026-10-15 | kulturnämnden | I-08 | 200 000 | godkänt |
| A-4 | 2026-12-01 | kulturnämnden | I-08 | 10 000 | godkänt |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-11-15 | kulturnämnden | I-08 | 90 000 | godkänt |
| A-3 | 2026-10-15 | kulturnämnden | I-08 | 200 000 | godkänt |
| A-4 | 2026-12-01 | kulturnämnden | I-08 | 10 000 | godkänt |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-11-15 | fritidsnämnden | kulturnämnden | 110 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | 110 000 | ja |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt | |
| A-2 | 2026-11-15 | kulturnämnden | I-08 | 400 000 | godkänt | |
| A-3 | 2026-11-15 | kulturnämnden | I-07 | 100 000 | återfört | A-1 |
""",
    check=check,
)
