"""UT10: the latest forecast is below what is already spent, negative, or dated outside the year of the decision."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import UNBOOKED
from xl_kraftsamling.domain.ledger.unsettled import OUTCOME_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Forecast
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severity

_OUTSIDE = Text("är daterad {date}, utanför beslutets år {year}", "is dated {date}, outside the year of the decision, {year}")
_NEGATIVE = Text("är negativ, {forecast}", "is negative, {forecast}")
_BELOW = Text(
    "från {date} är på {forecast} för hela året, men till och med {as_of} är redan {outcome} bokfört",
    "of {date} is {forecast} for the whole year, but {outcome} is already booked up to {as_of}",
)


def check(ledger: Ledger) -> Iterator[Hit]:
    """The date cell of a latest forecast of another year, otherwise the amount cell of one that cannot be right."""
    year = ledger.decision.year
    for row in _list_latest(ledger):
        if row.date and row.date.year != year:
            yield _make_hit(ledger, row, "date", _OUTSIDE.bind(date=row.date, year=year), row.date)
    for name, row in ledger.forecasts.items():
        if row.date and row.date.year == year and (fault := _find_fault(ledger, name, row)):
            yield _make_hit(ledger, row, "amount", fault, Ore(row.amount or 0))


def _list_latest(ledger: Ledger) -> Iterator[Forecast]:
    """Each recipient's latest forecast up to the date, and its latest of all where that is another: a slip of the year may hide it."""
    yield from ledger.forecasts.values()
    latest: dict[str, Forecast] = {}
    for row in rows_with_read(ledger.book.forecasts, "recipient", "date"):
        if row.recipient and row.date and row.date > ledger.as_of:
            former = latest.get(row.recipient)
            latest[row.recipient] = row if former is None or former.date is None or former.date < row.date else former
    yield from latest.values()


def _find_fault(ledger: Ledger, name: str, row: Forecast) -> Text | None:
    forecast, outcome = row.amount or 0, ledger.balances[name].outcome
    if forecast < 0:
        return _NEGATIVE.bind(forecast=Ore(forecast))
    if outcome is None or forecast >= outcome:
        return None
    return _BELOW.bind(date=row.date, forecast=Ore(forecast), as_of=ledger.as_of, outcome=Ore(outcome))


def _make_hit(ledger: Ledger, row: Forecast, field: str, fault: Text, found: Value) -> Hit:
    return Hit(place=cell_of(row, field), values={"recipient": row.recipient, "fault": fault, "year": ledger.decision.year}, found=found)


RULE = Rule(
    code="UT10",
    name=Text("Prognosen kan inte stämma", "The forecast cannot be right"),
    severity=Severity.WARNING,
    needs=("forecasts.recipient", "forecasts.amount", "forecasts.date", "decision.year"),
    may_lack=(*OUTCOME_FIELDS, UNBOOKED, "settings.cost_sign"),
    source=Text(
        "Beslutet, punkt 1: ”år 2026”. Att en prognos för hela året rymmer det som är bokfört är en vanlig rimlighetskontroll",
        "The decision, point 1: “år 2026” (the year). That a full-year forecast includes what is booked is a common check",
    ),
    message=Text("Den senaste prognosen för {recipient} {fault}.", "The latest forecast for {recipient} {fault}."),
    remedy=Text(
        "Rätta det som är felskrivet, eller skriv en ny prognos på en egen rad, daterad under {year}, med vad hela året väntas kosta: det "
        "som är bokfört och det som kommer.",
        "Correct what is mistyped, or enter a new forecast on a separate row, dated in {year}, with what the whole year is "
        "expected to cost: what is booked and what is to come.",
    ),
    why=Text(
        "En prognos för hela året rymmer det som redan är bokfört, och blir inte negativ. Den som ligger under utfallet är "
        "oftast gammal, eller gäller bara resten av året. Bara den senaste till och med avstämningsdatumet kontrolleras för "
        "varje mottagare; av två från samma dag den högre. Den allra senaste kontrolleras dessutom för sitt datum, så att "
        "ett felskrivet årtal inte gömmer den. Ett utfall som inte går att läsa jämförs inte. Är datumet fel kontrolleras "
        "inte beloppet.",
        "A full-year forecast includes what is already booked, and is not negative. One below the outcome is most often old, "
        "or covers only the rest of the year. Only the latest up to the as-of date is checked for each recipient; of two "
        "from the same day, the higher. The very latest is also checked for its date, so that a mistyped year does not hide "
        "it. An outcome that cannot be read is not compared. If the date is wrong, the amount is not checked.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 60 000 |

Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-06-10 | kulturnämnden | 500 000 |
| 2026-09-10 | kulturnämnden | 50 000 | ← UT10
| 2026-09-10 | fritidsnämnden | -10 000 | ← UT10
| 2025-09-10 | MKB | 900 000 | ← UT10
""",
    mended=("""
Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-06-10 | kulturnämnden | 500 000 |
| 2026-09-10 | kulturnämnden | 70 000 |
| 2026-09-10 | fritidsnämnden | 10 000 |
| 2026-09-10 | MKB | 900 000 |
""", """
Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-06-10 | kulturnämnden | 500 000 |
| 2026-09-10 | kulturnämnden | 50 000 |
| 2026-09-10 | fritidsnämnden | -10 000 |
| 2025-09-10 | MKB | 900 000 |
| 2026-09-25 | kulturnämnden | 70 000 |
| 2026-09-25 | fritidsnämnden | 10 000 |
| 2026-09-25 | MKB | 900 000 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 60 000 |

Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-05-10 | kulturnämnden | 10 000 |
| 2026-09-10 | kulturnämnden | 60 000 |
| 2025-12-10 | MKB | 900 000 |
| 2026-03-10 | MKB | 0 |
""",
    check=check,
)
