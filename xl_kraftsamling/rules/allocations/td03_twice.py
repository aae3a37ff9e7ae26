"""TD03: a recipient occurs twice among the allocations."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import find_second_rows
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every row of a recipient after its first one."""
    for before, row in find_second_rows(ledger.book.allocations):
        place = cell_of(before, "recipient")
        values = {"recipient": row.recipient, "first": place}
        yield Hit(
            place=cell_of(row, "recipient"), values=values, found=row.recipient, related=(place,), leaves_unknown="allocations.recipient",
        )  # fmt: skip


RULE = Rule(
    code="TD03",
    name=Text("Mottagaren står två gånger", "The recipient appears twice"),
    severity=Severity.ERROR,
    needs=("allocations.recipient",),
    source=Text(
        "Beslutet, punkt 1: ett belopp för varje mottagare", "The decision, point 1: one amount for each recipient"
    ),
    message=Text(
        "{recipient} står redan i {first}. Det går inte att veta vilken rad som gäller, och därför visas inget saldo för "
        "{recipient}.",
        "{recipient} is already in {first}. There is no telling which row applies, so no balance is shown for {recipient}.",
    ),
    remedy=Text(
        "Behåll den rad som har beslutets belopp och ta bort den andra. Ett tillskott genom omfördelning förs på bladet "
        "Omfördelning, och ett senare beslut förs in med ”kraftsamling decision”: då ska hela det nya beloppet stå på samma "
        "rad.",
        "Keep the row with the decision's amount and remove the other. Money added by a transfer is entered on the sheet "
        "Omfördelning, and a later decision with “kraftsamling decision”: then the whole new amount should be on the same "
        "row.",
    ),
    why=Text(
        "Beslutet nämner varje mottagare en gång med ett belopp. En dubbel rad är nästan alltid en kopia, eller samma "
        "mottagare under nämndens och förvaltningens namn. Raderna slås inte ihop, och ingen av dem väljs. Så länge den "
        "dubbla raden finns visas inte TD01 och TD02, eftersom den förklarar varför beloppen inte stämmer.",
        "The decision names each recipient once, with one amount. A second row is nearly always a copy, or the same "
        "recipient under the names of both its nämnd and its förvaltning. The rows are not merged, and neither is chosen. As "
        "long as the second row is there, TD01 and TD02 are not shown, since it explains why the amounts are wrong.",
    ),
    bad="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| Kulturförvaltningen | 800 000 | ← TD03
""",
    mended=("""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| ~~Kulturförvaltningen~~ |  |
""", """
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| ändrat belopp | 2026-09-01 | kulturnämnden | 1 600 000 |

Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| kulturnämnden | 1 600 000 |
| ~~Kulturförvaltningen~~ | |
""", """
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| ~~Kulturförvaltningen~~ | |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-01 | fritidsnämnden | kulturnämnden | 800 000 | bokförd | STK-2026-724 | 2026-09-01 | stadskontoret | ja |
"""),
    good="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| kulturnämnden | 800 000 |
""",
    check=check,
)
