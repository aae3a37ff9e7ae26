"""OM08: a transfer is reversed though its receiver has already called the money off."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.status_words import UNDONE
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.reason import transfer_values
from xl_kraftsamling.domain.transfers.room import find_limit
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every reversed transfer whose receiver has too little without it: its K is below zero, from the day of the transfer on."""
    for row in ledger.book.transfers:
        if row.status == UNDONE and row.receiver is not None and row.receiver not in ledger.unsettled.remaining:
            total = _measure_deficit(ledger, row)
            # what is short beyond its amount would be so with the money too
            short = min(row.amount or 0, total)
            if short > 0 and row.donor != row.receiver:
                values = {**transfer_values(row), "short": Ore(short), "total": Ore(total)}
                yield Hit(
                    place=cell_of(row, "id"), values=values, found=row.id, difference=Ore(short), remedy=_find_other_way(ledger, row)
                )


def _measure_deficit(ledger: Ledger, row: Transfer) -> int:
    """What the receiver lacks on any day, in öre; before the day of the transfer its money was not there."""
    # a reversed transfer is no longer in the levels: below zero they show that its money was needed
    return -ledger.levels(row.receiver or "").lowest_from(row.date or ledger.as_of)


def _find_other_way(ledger: Ledger, row: Transfer) -> Text | None:
    """The remedy that also books the transfer again, where its donor still has the money; None where that is not so."""
    limit = find_limit(ledger, row)
    return _OR_BOOK if limit and limit.amount >= (row.amount or 0) else None


_OR_BOOK = Text(
    "Låt omfördelningen stå som bokförd, eller sänk avropen hos {receiver} med minst {total}.",
    "Let the transfer stand as bokförd, or lower the call-offs of {receiver} by at least {total}.",
)


RULE = Rule(
    code="OM08",
    name=Text("Återförda pengar är redan avropade", "Reversed money is already called off"),
    severity=Severity.ERROR,
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 1 och 2", "The decision, points 1 and 2"),
    message=Text(
        "Omfördelningen på {amount} från {donor} till {receiver} är återförd, men {receiver} har redan avropat pengarna: "
        "utan dem saknas {short}.",
        "The transfer of {amount} from {donor} to {receiver} is reversed, but {receiver} has already called the money off: "
        "without it, {short} is missing.",
    ),
    remedy=Text(
        "Sänk avropen hos {receiver} med minst {total}.",
        "Lower the call-offs of {receiver} by at least {total}.",
    ),
    why=Text(
        "En återförd omfördelning flyttar inga pengar: givaren har dem kvar, och mottagaren har dem inte. Har mottagaren "
        "redan avropat dem är de använda två gånger. Det är mottagarens saldo från omfördelningens dag och framåt som avgör. "
        "Saknas mer än omfördelningens belopp räknas bara så mycket som den hade täckt.",
        "A reversed transfer moves no money: the donor still has it, and the receiver does not. If the receiver has already "
        "called it off, it is used twice. What decides is the receiver's balance from the day of the transfer on. If more is "
        "missing than the amount of the transfer, only as much counts as the transfer would have covered.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-08-20 | förskolenämnden | I-06 | 200 000 | godkänt | ← AV01

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-08-01 | fritidsnämnden | förskolenämnden | 60 000 | återförd | STK-2026-724 | 2026-08-01 | stadskontoret | ja | ← OM08
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-08-20 | förskolenämnden | I-06 | 150 000 | godkänt |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-08-01 | fritidsnämnden | förskolenämnden | 60 000 | bokförd | STK-2026-724 | 2026-08-01 | stadskontoret | ja |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-08-20 | förskolenämnden | I-06 | 100 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-08-01 | fritidsnämnden | förskolenämnden | 60 000 | återförd | STK-2026-724 | 2026-08-01 | stadskontoret | ja |
""",
    check=check,
)
