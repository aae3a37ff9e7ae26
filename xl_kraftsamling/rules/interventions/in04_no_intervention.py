"""IN04: a recipient has money but no insats."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import DISPOSABLE_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Allocation
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The recipient's cell in Tilldelning, where it may call off money and no insats names it.

    While the recipient of an insats cannot be read, that one may be it: then there is no finding.
    """
    if any("recipient" in row.unread for row in ledger.book.interventions):
        return
    served = {row.recipient for row in ledger.book.interventions}
    rows: dict[str | None, Allocation] = {}
    for row in ledger.book.allocations:
        rows.setdefault(row.recipient, row)  # of two rows (TD03) the first
    for balance in ledger.known_balances("disposable"):
        name = balance.recipient
        if name in rows and name not in served and balance.disposable > 0:
            values: dict[str, Value] = {"recipient": name, "disposable": Ore(balance.disposable)}
            yield Hit(place=cell_of(rows[name], "recipient"), values=values, found=name)


RULE = Rule(
    code="IN04",
    name=Text("Mottagaren har pengar men ingen insats", "The recipient has money but no insats"),
    severity=Severity.NOTE,
    needs=("interventions.recipient", *DISPOSABLE_FIELDS),
    source=Text("Beslutet, punkt 1 och sammanfattningen", "The decision, point 1 and the summary"),
    message=Text(
        "{recipient} har {disposable} disponibelt, men ingen insats på bladet Insatser har {recipient} som mottagare.",
        "{recipient} has {disposable} disposable, but no insats on the sheet Insatser has {recipient} as its recipient.",
    ),
    remedy=Text(
        "Lägg till mottagarens insats, eller kontrollera kolumnen Mottagare på bladet Insatser.",
        "Add the recipient's insats, or check the column Mottagare on the sheet Insatser.",
    ),
    why=Text(
        "Medlen avser enligt beslutets rubrik kraftsamlande insatser. Har en mottagare ingen insats saknas oftast en rad, "
        "eller så står mottagaren som initiativtagare i stället. Beslutet säger inte vilken insats som hör till vem, så "
        "detta är bara en upplysning.",
        "According to the decision's title the money is for kraftsamlande insatser. If a recipient has none, most often a "
        "row is missing, or the recipient was entered as the initiator instead. The decision does not say which insats "
        "belongs to whom, so this is only a note.",
    ),
    bad="""
Insatser
| Insats-id | Initiativtagare | Mottagare |
|---|---|---|
| I-06 | kulturnämnden | kulturnämnden |

Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| förskolenämnden | 150 000 | ← IN04
""",
    mended=("""
Insatser
| Insats-id | Initiativtagare | Mottagare |
|---|---|---|
| I-06 | kulturnämnden | förskolenämnden |
""", """
Insatser
| Insats-id | Insats | Initiativtagare | Mottagare | Planerat belopp | Status |
|---|---|---|---|---:|---|
| I-12 | Berättarstunder på förskolor | kulturnämnden | förskolenämnden | 150 000 | planerad |
"""),
    good="""
Insatser
| Insats-id | Initiativtagare | Mottagare |
|---|---|---|
| I-06 | kulturnämnden | förskolenämnden |
""",
    check=check,
)
