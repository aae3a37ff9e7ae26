"""UT01: more is spent than called off."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger
from xl_kraftsamling.domain.ledger.movements import UNBOOKED, UNDATED, find_first_above, list_booking_days
from xl_kraftsamling.domain.ledger.unsettled import CALL_OFF_FIELDS, OUTCOME_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Outcome
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The cost that first takes a recipient's U above its A at the date."""
    over = {b.recipient: b for b in ledger.known_balances("called_off") if b.outcome is not None and b.outcome > b.called_off}
    outcomes, costs = ledger.book.outcomes, defaultdict[str, list[tuple[date, int, int]]](list)
    values = zip(outcomes.column("recipient"), list_booking_days(ledger.book), outcomes.column("amount"), strict=True)
    for number, (name, day, amount) in enumerate(values if over else ()):
        if name in over and day and day <= ledger.as_of:
            costs[name].append((day, amount or 0, number))
    firsts = ((over[name], find_first_above(dated, over[name].called_off)) for name, dated in costs.items())
    yield from (_make_hit(balance, outcomes[number], ledger.as_of) for balance, number in firsts if number is not None)


def _make_hit(balance: Balance, row: Outcome, as_of: date) -> Hit:
    outcome, called_off = Ore(balance.outcome or 0), Ore(balance.called_off)
    return Hit(
        place=cell_of(row, "amount"),
        values={
            "recipient": balance.recipient,
            "outcome": outcome,
            "called_off": called_off,
            "over": Ore(outcome - called_off),
            "as_of": as_of,
        },
        found=outcome,
        expected=called_off,
        difference=Ore(outcome - called_off),
    )


RULE = Rule(
    code="UT01",
    name=Text("Utfallet överstiger det avropade", "The outcome exceeds what is called off"),
    severity=Severity.WARNING,
    needs=(*OUTCOME_FIELDS, "settings.cost_sign", *CALL_OFF_FIELDS),
    may_lack=(UNDATED, UNBOOKED),
    source=Text(
        "Beslutet, sammanfattningen: ”avrop av medel”. Att avropen ska täcka kostnaderna är en vanlig avstämning, som inte "
        "står i beslutet",
        "The decision, summary: “avrop av medel” (money is called off). That call-offs should cover the costs is a common "
        "check, not stated in the decision",
    ),
    message=Text(
        "{recipient} har ett utfall på {outcome} till och med {as_of}, men har avropat {called_off}: "
        "{over} är inte avropat.",
        "{recipient} has an outcome of {outcome} up to {as_of} but has called off {called_off}: {over} is not called off.",
    ),
    remedy=Text(
        "Begär avrop för det som saknas: varningen försvinner när avropet är godkänt och daterat senast {as_of}. Hör "
        "kostnaden inte hit: ta bort raden ur arbetsboken. Ändra inte ett bokfört belopp.",
        "Request a call-off of what is missing: the warning disappears when it is approved and dated {as_of} or earlier. If "
        "the cost does not belong here, remove its row from the workbook. Do not change a booked amount.",
    ),
    why=Text(
        "Utfallet är bokfört och ska stämma med redovisningen. Är det större än det avropade har mottagaren lagt ut egna "
        "pengar, eller väntar på ett avrop. Detta är en varning och aldrig ett fel: ingen ska frestas att ändra bokförda "
        "belopp. Bara läget på avstämningsdatumet räknas, och raden som visas är den kostnad som först gick över.",
        "The outcome is booked and should match the accounts. If it is larger than what is called off, the recipient has "
        "spent its own money, or is waiting for a call-off. This is a warning and never an error: nobody should be tempted "
        "to change booked amounts. Only the as-of date counts, and the row shown is the cost that first exceeded it.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-08-15 | 202608 | kulturnämnden | I-07 | 40 000 | ← UT01
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 50 000 |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-09-30 | kulturnämnden | I-07 | 15 000 | godkänt |
""", """
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 50 000 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 75 000 |
| V2 | 2026-10-15 | 202610 | kulturnämnden | I-07 | 40 000 |
""",
    check=check,
)
