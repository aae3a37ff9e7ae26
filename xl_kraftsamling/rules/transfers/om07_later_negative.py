"""OM07: a booked transfer fitted on its own day, but makes its donor negative at a later date."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.reason import transfer_values
from xl_kraftsamling.domain.transfers.room import find_limit, fits_alone, is_room_known, measure_lack
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

Sent = tuple[date, int, Transfer]
"""A transfer with its date and its amount in öre; several are in order of date."""
ShortDay = tuple[date, int]
"""A day on which a donor is short, and by how much in öre; several are in order of date."""


def check(ledger: Ledger) -> Iterator[Hit]:
    """Per donor, the amount of the last booked transfer without which a later day would not be negative."""
    fitted: dict[str, list[Sent]] = defaultdict(list)
    unfit: dict[str, list[Sent]] = defaultdict(list)
    for row in ledger.booked.rows:
        if row.donor and row.date and is_room_known(ledger, row):
            group = fitted if fits_alone(ledger, row) else unfit
            group[row.donor].append((row.date, row.amount or 0, row))
    for donor, rows in fitted.items():
        days = _list_short_days(ledger, donor, unfit[donor])
        if found := _find_shortage(days, rows):
            row, day, short = found
            total = max(lack for later, lack in days if row.date and later > row.date)
            values = {**transfer_values(row), "day": day, "short": Ore(short), "total": Ore(total)}
            yield Hit(
                place=cell_of(row, "amount"), values=values, found=Ore(row.amount or 0), difference=Ore(short),
                remedy=_find_other_way(ledger, row, total),
            )  # fmt: skip


def _list_short_days(ledger: Ledger, donor: str, unfit: Sequence[Sent]) -> list[ShortDay]:
    """The days on which a donor is short."""
    # what the transfers that OM04 finds took is put back: otherwise every later transfer would be blamed for their shortage
    sent, sums = [day for day, _, _ in unfit], list(accumulate((amount for _, amount, _ in unfit), initial=0))
    days = [(day, -level - sums[bisect_right(sent, day)]) for day, level in ledger.levels(donor).days_below_zero()]
    return [(day, short) for day, short in days if short > 0]


def _find_shortage(days: Sequence[ShortDay], rows: Sequence[Sent]) -> tuple[Transfer, date, int] | None:
    """The transfer to name, the day that is short because of it, and by how much; the last of several that explain it together."""
    dates = [day for day, _ in days]
    # from the last day back, the least that is short on any day from there on: no transfer has to look at every later day
    least = list(accumulate((short for _, short in reversed(days)), min))[::-1]
    # from the last back: the latest transfer that alone explains a shortage is the one to undo, as the earlier ones came first
    for sent, amount, row in reversed(rows):
        after = bisect_right(dates, sent)
        if after < len(days) and least[after] <= amount:
            return row, *next((day, short) for day, short in days[after:] if short <= amount)
    # where none is large enough alone, the first day that those before it explain together
    sums = list(accumulate((amount for _, amount, _ in rows), initial=0))
    for day, short in days:
        earlier = bisect_left(rows, day, key=lambda each: each[0])
        if short <= sums[earlier]:
            return rows[earlier - 1][2], day, short
    return None


def _find_other_way(ledger: Ledger, row: Transfer, total: int) -> Text | None:
    """The remedy that also lowers the transfer, where that is enough and its receiver can do without; None where it is not."""
    limit = find_limit(ledger, row)
    is_enough = limit is not None and (row.amount or 0) - limit.amount >= total and not measure_lack(ledger, row, limit.amount)
    if limit is None or not is_enough:
        return None
    return _OR_LOWER.bind(available=Ore(limit.amount), donor=row.donor, total=Ore(total)) if limit.amount else _OR_TAKE_BACK


_OR_LOWER = Text(
    "Sänk avropen hos {donor} med minst {total}, eller sänk omfördelningen till {available}.",
    "Lower the call-offs of {donor} by at least {total}, or lower the transfer to {available}.",
)
_OR_TAKE_BACK = Text(
    "Sänk avropen hos {donor} med minst {total}, eller sätt omfördelningen till återförd.",
    "Lower the call-offs of {donor} by at least {total}, or set the transfer to återförd.",
)


RULE = Rule(
    code="OM07",
    name=Text("Omfördelningen ger givaren underskott senare", "The transfer makes the donor negative later"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 1 och 2", "The decision, points 1 and 2"),
    message=Text(
        "{donor} lämnade {amount} till {receiver} den {date} och hade pengarna då, men den {day} är mer avropat än {donor} "
        "får avropa: det saknas {short}.",
        "{donor} gave {amount} to {receiver} on {date} and had the money then, but on {day} {donor} has called off more than "
        "it may: {short} is missing.",
    ),
    remedy=Text(
        "Sänk avropen hos {donor} till och med den dagen med minst {total}.",
        "Lower the call-offs of {donor} up to that day by at least {total}.",
    ),
    why=Text(
        "Den som lämnar ifrån sig pengar lämnar också utrymmet för senare avrop. Alla senare dagar räknas, även de efter "
        "avstämningsdatumet, så att bristen syns innan den uppstår. Bara en rad per givare pekas ut: den sista utan vilken "
        "pengarna hade räckt. Fanns pengarna inte ens på omfördelningens egen dag visas OM04.",
        "Giving money away also gives away the room for later call-offs. All later days count, including those after the "
        "as-of date, so that the shortage shows before it arises. Only one row per donor is pointed out: the last one "
        "without which the money would have been enough. If the money was not there even on the day of the transfer, OM04 is "
        "shown.",
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
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-10-20 | förskolenämnden | I-06 | 120 000 | godkänt |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-15 | förskolenämnden | kulturnämnden | 20 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | ja |
"""),
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
