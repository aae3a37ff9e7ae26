"""OM05: the waiting transfers of a donor fit one by one, but not together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.ledger.waiting import list_promises
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.reason import transfer_values
from xl_kraftsamling.domain.transfers.room import find_short_promises, fits_alone, is_room_known, sort_promises
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Per donor, the amount of the last waiting transfer for which there is no room, with all of them among related."""
    waiting: dict[str | None, list[Transfer]] = defaultdict(list)
    for row in list_promises(ledger.book):
        # one that does not fit even alone is a matter of OM04, and takes no room from the others
        if is_room_known(ledger, row) and fits_alone(ledger, row):
            waiting[row.donor].append(row)
    for rows in waiting.values():
        yield from _find_last(ledger, sort_promises(rows))


def _find_last(ledger: Ledger, queue: Sequence[Transfer]) -> Iterator[Hit]:
    """The last one: whoever came before it had been promised the money first."""
    *_, last = (None, *find_short_promises(ledger, queue))
    if last is None:
        return
    row, amount = last.row, Ore(last.row.amount or 0)
    room = ledger.giveable(row.donor or "", row.date or date.min)
    left = Ore(max(0, room - last.before))
    values = {
        **transfer_values(row), "room": Ore(room), "waiting": Ore(last.before), "left": left, "short": Ore(amount - left),
        "cuts": tuple(_list_cuts(ledger, queue)),
    }  # fmt: skip
    yield Hit(
        place=cell_of(row, "amount"), values=values, found=amount, expected=left, difference=Ore(amount - left),
        related=tuple(cell_of(each, "amount") for each in queue), remedy=_DECIDE,
    )  # fmt: skip


_DECIDE = Text(
    "Bestäm vilka av omfördelningarna som ska gälla. Ska de med tidigast datum stå kvar: {cuts}.",
    "Decide which of the transfers to keep. If those with the earliest dates are to stay: {cuts}.",
)
_LOWER, _REFUSE = Text("sänk {row} till {amount}", "lower {row} to {amount}"), Text("sätt {row} till avslagen", "set {row} to avslagen")


def _list_cuts(ledger: Ledger, queue: Sequence[Transfer]) -> Iterator[Text]:
    """What to do with each transfer that has no room, where those before it keep theirs."""
    kept = 0
    for row in queue:
        allowed = min(row.amount or 0, ledger.giveable(row.donor or "", row.date or date.min) - kept)
        if allowed < (row.amount or 0):
            words = _LOWER if allowed > 0 else _REFUSE
            yield words.bind(row=row.id or cell_of(row, "id"), amount=Ore(allowed))
        kept += max(0, allowed)


RULE = Rule(
    code="OM05",
    name=Text("Väntande omfördelningar ryms inte tillsammans", "Waiting transfers do not fit together"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=LEDGER_FIELDS,
    source=Text("Beslutet, punkt 2", "The decision, point 2"),
    message=Text(
        "{donor} kan lämna sammanlagt {room}, och {waiting} av det är redan begärt eller överenskommet i andra "
        "omfördelningar. Omfördelningen på {amount} till {receiver} ryms därför inte: kvar att lämna är {left}, {short} för "
        "lite.",
        "{donor} can give {room} in total, and {waiting} of it is already requested or agreed in other transfers. So the "
        "transfer of {amount} to {receiver} does not fit: {left} is left to give, {short} too little.",
    ),
    remedy=Text(
        "Bestäm vilka av omfördelningarna som ska gälla. Sänk den här med {short}, eller låt den vänta tills en annan har "
        "fått avslag.",
        "Decide which of the transfers to keep. Lower this one by {short}, or let it wait until another is refused.",
    ),
    why=Text(
        "Varje omfördelning för sig kan se rätt ut, men samma pengar kan bara lämnas en gång. De som väntar räknas i "
        "datumordning, var och en mot det minsta som är kvar att avropa från dess egen dag. Den sista som inte ryms pekas "
        "ut, och de andra anges som hänvisningar: det är en fråga, inte flera. De som inte ens ryms för sig visas som OM04.",
        "Each transfer may look right by itself, but the same money can only be given once. Those that are waiting are "
        "counted in order of date, each against the least that is left to call off from its own day on. The last one that "
        "does not fit is pointed out, and the others are given as references: it is one question, not several. Those that do "
        "not fit even by themselves are shown as OM04.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-01 | kulturnämnden | fritidsnämnden | 500 000 | överenskommen | STK-2026-724 | 2026-09-01 | stadskontoret | ja |
| O-2 | 2026-09-15 | kulturnämnden | förskolenämnden | 400 000 | begärd | | | | | ← OM05
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-01 | kulturnämnden | fritidsnämnden | 500 000 | överenskommen | STK-2026-724 | 2026-09-01 | stadskontoret | ja |
| O-2 | 2026-09-15 | kulturnämnden | förskolenämnden | 300 000 | begärd | | | | |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-01 | kulturnämnden | fritidsnämnden | 500 000 | avslagen | STK-2026-724 | 2026-09-01 | stadskontoret | ja |
| O-2 | 2026-09-15 | kulturnämnden | förskolenämnden | 400 000 | begärd | | | | |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-01 | kulturnämnden | fritidsnämnden | 500 000 | överenskommen | STK-2026-724 | 2026-09-01 | stadskontoret | ja |
| O-2 | 2026-09-15 | kulturnämnden | förskolenämnden | 300 000 | begärd | | | | |
""",
    check=check,
)
