"""AV03: what is called off has reached a threshold."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.ledger.movements import find_first_above, list_movements
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import CallOff
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity

_DEFAULT = (70, 85, 100)


def check(ledger: Ledger) -> Iterator[Hit]:
    """The row with which a recipient that is not overdrawn reached the highest threshold that it has reached."""
    thresholds = ledger.book.settings.get("thresholds")
    percents = thresholds.value if thresholds and thresholds.value else _DEFAULT
    known = () if thresholds and thresholds.unread else ledger.known_balances("remaining")
    reached = {b.recipient: (b, percent) for b in known if (percent := _find_threshold(b, percents)) is not None}
    call_offs = ledger.book.call_offs
    taken: dict[str, list[tuple[date, int, int]]] = defaultdict(list)
    for name, day, change, rows, number in list_movements(ledger.book) if reached else ():
        if rows is call_offs and name in reached and day <= ledger.as_of:
            taken[name].append((day, -change, number))
    for name, (balance, percent) in reached.items():
        # the threshold in öre, rounded up, less one: reaching it is enough, while the search is for what exceeds its limit
        first = find_first_above(taken[name], -(-balance.disposable * percent // 100) - 1)
        if first is not None:
            yield _make_hit(balance, percent, call_offs[first])


def _find_threshold(balance: Balance, percents: Sequence[int]) -> int | None:
    """The highest threshold that a recipient has reached; None for one that has nothing, or is overdrawn."""
    if balance.disposable <= 0 or balance.remaining < 0:
        return None
    return max(
        (percent for percent in percents if 100 * balance.called_off >= percent * balance.disposable), default=None
    )


def _make_hit(balance: Balance, percent: int, row: CallOff) -> Hit:
    return Hit(
        place=cell_of(row, "amount"),
        values={
            "recipient": balance.recipient,
            "called_off": Ore(balance.called_off),
            "disposable": Ore(balance.disposable),
            "used": 100 * balance.called_off // balance.disposable,
            "percent": percent,
            "since": row.date,
        },
        found=Ore(balance.called_off),
    )


RULE = Rule(
    code="AV03",
    name=Text("Avropat har nått ett tröskelvärde", "Called off has reached a threshold"),
    severity=Severity.NOTE,
    needs=("settings.thresholds", *LEDGER_FIELDS),
    source=Text("Bladet Inställningar, Tröskelvärden", "The sheet Inställningar, Tröskelvärden (thresholds)"),
    message=Text(
        "{recipient} har avropat {called_off} av {disposable}, {used} procent. {percent} procent nåddes den {since}.",
        "{recipient} has called off {called_off} of {disposable}, {used} per cent. It reached {percent} per cent on {since}.",
    ),
    remedy=Text(
        "Inget behöver rättas. Stäm av med mottagaren hur det som är kvar ska användas.",
        "Nothing needs correcting. Agree with the recipient how to use what is left.",
    ),
    why=Text(
        "Den som i tid ser att pengarna tar slut kan planera om eller be om en omfördelning. Tröskelvärdena står på bladet "
        "Inställningar och är 70, 85 och 100 procent av det disponibla om inget annat anges. Bara det högsta som har nåtts "
        "visas, på den rad där det nåddes. Har mottagaren avropat för mycket visas AV01 i stället.",
        "Seeing in time that the money is running out makes it possible to plan again or ask for a transfer. The thresholds "
        "are on the sheet Inställningar, and are 70, 85 and 100 per cent of what is disposable unless stated otherwise. Only "
        "the highest one reached is shown, on the row where it was reached. If the recipient has called off too much, AV01 "
        "is shown instead.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 60 000 | godkänt | ← AV03
| A-3 | 2026-08-01 | kulturnämnden | I-08 | 20 000 | godkänt |
| A-4 | 2026-06-15 | MKB | I-10 | 1 200 000 | utbetalt | ← AV03
""",
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 60 000 | begärt |
""",
    check=check,
)
