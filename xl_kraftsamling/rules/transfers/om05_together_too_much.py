"""OM05: the waiting transfers of a donor fit one by one, but not together."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.status_words import WAITING
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.room import is_room_known, om04_more_than_free, om05_together_too_much
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Per donor, the amount of the last waiting transfer for which there is no room, with all of them among related."""
    waiting: dict[str | None, list[Transfer]] = defaultdict(list)
    for row in ledger.book.transfers:
        # one that does not fit even alone is a matter of OM04, and takes no room from the others
        if row.status in WAITING and is_room_known(ledger, row) and not om04_more_than_free(ledger, row):
            waiting[row.donor].append(row)
    for rows in waiting.values():
        queue = sorted(rows, key=lambda row: (row.date or date.min, row.line))
        # one item more than the queue (what all of them promise), hence not strict
        promised = accumulate((row.amount or 0 for row in queue), initial=0)
        reasons = [om05_together_too_much(ledger, row, before) for row, before in zip(queue, promised, strict=False)]
        # the last one: whoever came before it had been promised the money first.  Where all fit, -1 is an item without a reason
        last = max((place for place, reason in enumerate(reasons) if reason), default=-1)
        if reason := reasons[last]:
            yield Hit.from_reason(queue[last], reason, tuple(cell_of(row, "amount") for row in queue[: last + 1]))


RULE = Rule(
    code="OM05",
    name=Text("Väntande omfördelningar ryms inte tillsammans", "Waiting transfers do not fit together"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 2", "The decision, point 2"),
    message=Text(
        "{donor} kan lämna {room} i allt, och {waiting} av det är redan begärt eller överenskommet med andra. Omfördelningen på "
        "{amount} till {receiver} ryms därför inte: kvar att lämna är {available}, {short} för lite.",
        "{donor} can give {room} in all, and {waiting} of it is already asked for by or agreed with others. So the transfer of "
        "{amount} to {receiver} does not fit: {available} is left to give, {short} too little.",
    ),
    remedy=Text(
        "Bestäm vilka av omfördelningarna som ska gälla. Sänk den här med {short}, eller sätt en annan till avslagen.",
        "Decide which of the transfers are to stand. Lower this one by {short}, or set another to avslagen.",
    ),
    why=Text(
        "Varje omfördelning för sig kan se riktig ut, men samma pengar kan bara lämnas en gång. De som väntar räknas i "
        "datumordning, var och en mot det minsta som är kvar att avropa från dess egen dag. Den sista som inte ryms pekas ut, och "
        "de andra står som hänvisningar: det är en fråga, inte flera. De som inte ryms ens för sig tas av OM04.",
        "Each transfer may look right by itself, but the same money can be given only once. Those that wait are counted in order "
        "of date, each against the least that is left to call off from its own day on. The last one without room is pointed out "
        "and the others are referred to: it is one question, not several. Those that do not fit even alone belong to OM04.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-01 | kulturnämnden | fritidsnämnden | 500 000 | överenskommen | STK-2026-724 | 2026-09-01 | stadskontoret | ja |
| O-2 | 2026-09-15 | kulturnämnden | förskolenämnden | 400 000 | begärd | | | | | ← OM05
""",
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-01 | kulturnämnden | fritidsnämnden | 500 000 | överenskommen | STK-2026-724 | 2026-09-01 | stadskontoret | ja |
| O-2 | 2026-09-15 | kulturnämnden | förskolenämnden | 300 000 | begärd | | | | |
""",
    check=check,
)
