"""TD03: a recipient occurs twice among the allocations."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import Allocation
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every row of a recipient after its first one."""
    first: dict[str | None, Allocation] = {}
    for row in rows_with_read(ledger.book.allocations, "recipient"):
        before = first.setdefault(row.recipient, row)
        if before is not row:
            place = cell_of(before, "recipient")
            yield Hit(
                place=cell_of(row, "recipient"),
                values={"recipient": row.recipient, "first": place},
                found=row.recipient,
                related=(place,),
            )


RULE = Rule(
    code="TD03",
    name=Text("Mottagaren står två gånger", "The recipient stands twice"),
    severity=Severity.ERROR,
    needs=("allocations.recipient",),
    source=Text(
        "Beslutet, punkt 1: ett belopp för varje mottagare", "The decision, point 1: one amount for each recipient"
    ),
    message=Text(
        "{recipient} står redan i {first}. Två rader räknas ihop, så tilldelningen blir för stor.",
        "{recipient} stands in {first} already. Two rows are added up, so the allocation becomes too large.",
    ),
    remedy=Text(
        "Behåll den rad som har beslutets belopp och ta bort den andra. Ett tillskott genom omfördelning förs på bladet "
        "Omfördelning.",
        "Keep the row with the decision's amount and remove the other. Money added by a transfer is entered in the sheet "
        "Omfördelning.",
    ),
    why=Text(
        "Beslutet nämner varje mottagare en gång med ett belopp. En dubbel rad är nästan alltid en kopia, eller samma "
        "mottagare under nämndens och förvaltningens namn. Rader slås aldrig ihop i det tysta. Så länge den dubbla raden "
        "finns är TD01 och TD02 tysta: den förklarar varför beloppen inte stämmer.",
        "The decision names each recipient once, with one amount. A second row is nearly always a copy, or the same "
        "recipient under the names of its nämnd and its förvaltning. Rows are never merged in silence. While the second row "
        "is there TD01 and TD02 are silent: it explains why the amounts are not right.",
    ),
    bad="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| Kulturförvaltningen | 800 000 | ← TD03
""",
    good="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| kulturnämnden | 800 000 |
""",
    check=check,
)
