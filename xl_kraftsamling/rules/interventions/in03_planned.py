"""IN03: a recipient plans for more than it may call off."""

from collections import defaultdict
from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import DISPOSABLE_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.status_words import CANCELLED
from xl_kraftsamling.domain.tables import Intervention
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The first planned amount of every recipient whose plans together exceed its R."""
    # a plan that cannot be read would only add to the sum: what exceeds R without it exceeds R with it
    plans: dict[str, list[Intervention]] = defaultdict(list)
    for row in rows_with_read(ledger.book.interventions, "recipient", "planned", "status"):
        if row.recipient and row.planned is not None and row.status != CANCELLED:
            plans[row.recipient].append(row)
    for recipient, rows in plans.items():
        planned = sum(row.planned or 0 for row in rows)
        balance = ledger.balances.get(recipient)
        disposable = balance.disposable if balance else 0
        if recipient not in ledger.unsettled.disposable and planned > disposable:
            over = Ore(planned - disposable)
            yield Hit(
                place=cell_of(rows[0], "planned"),
                values={"recipient": recipient, "planned": Ore(planned), "disposable": Ore(disposable), "over": over},
                found=Ore(planned),
                expected=Ore(disposable),
                difference=over,
                related=tuple(cell_of(row, "planned") for row in rows[1:]),
            )


RULE = Rule(
    code="IN03",
    name=Text("Planerat överstiger disponibelt", "Planned exceeds disposable"),
    severity=Severity.WARNING,
    needs=("interventions.recipient", "interventions.planned", *DISPOSABLE_FIELDS),
    may_lack=("interventions.status",),
    source=Text("Beslutet, punkt 1", "The decision, point 1"),
    message=Text(
        "Insatserna för {recipient} är planerade till {planned} tillsammans, men bara {disposable} är disponibelt: {over} "
        "för mycket.",
        "The insatser of {recipient} are planned at {planned} together, but only {disposable} is disposable: {over} too much.",
    ),
    remedy=Text(
        "Minska planen, eller kom överens med stadskontoret om en omfördelning. En insats som inte blir av får status avbruten.",
        "Reduce the plan, or agree on a transfer with stadskontoret. An insats that will not happen gets the status avbruten.",
    ),
    why=Text(
        "En plan som överstiger pengarna är inget fel än, men den visar att de inte räcker, medan det ännu går att göra "
        "något åt det. Planerade belopp för alla mottagarens insatser räknas ihop utom för dem som är avbrutna, och jämförs "
        "med det som är disponibelt på avstämningsdatumet: tilldelningen plus mottaget minus avstått.",
        "A plan that exceeds the money is not an error yet, but it shows that the money is not enough while there is still "
        "time to act. The planned amounts of all the recipient's insatser are added up, except cancelled ones, and compared "
        "with what is disposable on the as-of date: the allocation plus what was received minus what was ceded.",
    ),
    bad="""
Insatser
| Insats-id | Mottagare | Planerat belopp | Status |
|---|---|---:|---|
| I-07 | kulturnämnden | 500 000 | pågår | ← IN03
| I-08 | kulturnämnden | 350 000 | planerad |
""",
    mended=("""
Insatser
| Insats-id | Mottagare | Planerat belopp | Status |
|---|---|---:|---|
| I-08 | kulturnämnden | 300 000 | planerad |
""", """
Insatser
| Insats-id | Mottagare | Planerat belopp | Status |
|---|---|---:|---|
| I-08 | kulturnämnden | 350 000 | avbruten |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-09-15 | fritidsnämnden | kulturnämnden | 50 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | 50 000 | ja |
"""),
    good="""
Insatser
| Insats-id | Mottagare | Planerat belopp | Status |
|---|---|---:|---|
| I-07 | kulturnämnden | 500 000 | pågår |
| I-08 | kulturnämnden | 350 000 | avbruten |
""",
    check=check,
)
