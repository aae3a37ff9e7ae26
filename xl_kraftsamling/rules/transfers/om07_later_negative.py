"""OM07: a booked transfer fitted on its own day, but makes its donor negative at a later date."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.reason import transfer_values
from xl_kraftsamling.domain.transfers.room import is_room_known, om04_more_than_free
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

Sent = tuple[date, int, Transfer]
"""A transfer with its date and its amount in öre."""


def check(ledger: Ledger) -> Iterator[Hit]:
    """Per donor, the amount of the last booked transfer without which a later day would not be negative."""
    fitted: dict[str, list[Sent]] = defaultdict(list)
    unfit: dict[str, list[Sent]] = defaultdict(list)
    for row in ledger.booked.rows:
        if row.donor and row.date and is_room_known(ledger, row):
            group = unfit if om04_more_than_free(ledger, row) else fitted
            group[row.donor].append((row.date, row.amount or 0, row))
    for donor, rows in fitted.items():
        if found := _find_shortage(_list_short_days(ledger, donor, unfit[donor]), rows):
            row, day, short = found
            yield Hit(
                place=cell_of(row, "amount"), values={**transfer_values(row), "day": day, "short": Ore(short)},
                found=Ore(row.amount or 0), difference=Ore(short),
            )  # fmt: skip


def _list_short_days(ledger: Ledger, donor: str, unfit: Sequence[Sent]) -> list[tuple[date, int]]:
    """The days on which a donor is short, and by how much in öre."""
    below = ledger.levels(donor).days_below_zero()
    # what the transfers that OM04 finds took is put back: otherwise every later transfer would be blamed for their shortage
    days = [(day, -level - sum(amount for sent, amount, _ in unfit if sent <= day)) for day, level in below]
    return [(day, short) for day, short in days if short > 0]


def _find_shortage(days: Sequence[tuple[date, int]], rows: Sequence[Sent]) -> tuple[Transfer, date, int] | None:
    """The transfer to name, the day that is short because of it, and by how much; the last of several that explain it together."""
    # from the last back: the latest transfer that alone explains a shortage is the one to undo, as the earlier ones came first
    for sent, amount, row in reversed(rows):
        if found := next(((day, short) for day, short in days if sent < day and short <= amount), None):
            return row, *found
    # where none is large enough alone, the first day that those before it explain together
    for day, short in days:
        earlier = [(amount, row) for sent, amount, row in rows if sent < day]
        if short <= sum(amount for amount, _ in earlier):
            return earlier[-1][1], day, short
    return None


RULE = Rule(
    code="OM07",
    name=Text("Omfördelningen ger givaren underskott senare", "The transfer makes the donor negative later"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 1 och 2", "The decision, points 1 and 2"),
    message=Text(
        "{donor} lämnade {amount} till {receiver} den {date} och hade pengarna då, men den {day} är mer avropat än {donor} får "
        "avropa: det fattas {short}.",
        "{donor} gave {amount} to {receiver} on {date} and had the money then, but on {day} more is called off than {donor} may "
        "call off: {short} is missing.",
    ),
    remedy=Text(
        "Skjut upp eller sänk avropen hos {donor} med {short}, eller kom överens med stadskontoret om att lämna ett "
        "lägre belopp.",
        "Put off or lower the call-offs of {donor} by {short}, or agree with stadskontoret to give a lower amount.",
    ),
    why=Text(
        "Den som lämnar pengar ifrån sig lämnar också utrymmet för senare avrop. Regeln ser på alla senare dagar, även efter "
        "avstämningsdagen, så att bristen syns innan den har inträffat. Bara en rad per givare pekas ut: den sista utan vilken "
        "pengarna hade räckt. Fanns pengarna inte ens på omfördelningens egen dag är det OM04.",
        "Whoever gives money away gives away the room for later call-offs too. The rule looks at every later day, also after the "
        "avstämningsdatum, so that the shortage shows before it has come about. Only one row per donor is pointed out: the last "
        "one without which the money would have been enough. Where the money was not there even on the day of the transfer it "
        "is OM04.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-10-20 | förskolenämnden | I-06 | 130 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-15 | förskolenämnden | kulturnämnden | 30 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | ja | ← OM07
""",
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-10-20 | förskolenämnden | I-06 | 120 000 | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-15 | förskolenämnden | kulturnämnden | 30 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | ja |
""",
    check=check,
)
