"""IN02: the number of insatser is not the decision's."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.template import EXAMPLE_PREFIX
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The heading of the ids, where there are more or fewer insatser; example rows count only among their own kind."""
    rows, expected = ledger.book.interventions, ledger.decision.interventions
    live = [row for row in rows if not (row.id or "").startswith(EXAMPLE_PREFIX)]
    found = len(live or rows)
    if expected is not None and found != expected:
        yield Hit(
            place=ledger.book.heading("interventions", "id"),
            values={"found": found, "expected": expected},
            found=found,
            expected=expected,
        )


RULE = Rule(
    code="IN02",
    name=Text("Antalet insatser skiljer sig från beslutet", "The number of insatser differs from the decision"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("decision.interventions", "interventions.id"),
    source=Text(
        "Beslutet, sammanfattningen: »11 förslag på interventioner och insatser«",
        "The decision, summary: “11 förslag på interventioner och insatser” (proposals)",
    ),
    message=Text(
        "Bladet Insatser har {found} insatser, men beslutet talar om {expected}.",
        "The sheet Insatser has {found} insatser, but the decision speaks of {expected}.",
    ),
    remedy=Text(
        "Lägg till den insats som saknas, eller kontrollera om en insats står med två gånger eller har delats. "
        "Har antalet ändrats efter beslutet är det bra att skriva varför i kolumnen Kommentar.",
        "Add the insats that is missing, or check whether one stands twice or has been split. If the number has changed "
        "since the decision, it is good to say why in the column Kommentar.",
    ),
    why=Text(
        "Så många förslag kom in enligt beslutets sammanfattning, och arbetsboken ska redovisa dem alla, även avbrutna. "
        "Beslutet nämner ingen insats vid namn, så bara antalet går att jämföra. Exempelrader (EX-) räknas inte i en skarp "
        "arbetsbok. Ett beslut som inte nämner något antal prövas inte.",
        "So many proposals came in according to the decision's summary, and the workbook should account for them all, "
        "cancelled ones too. The decision names no insats, so only the number can be compared. Example rows (EX-) do not "
        "count in a live workbook. A decision that names no number is not tried.",
    ),
    bad="""
Insatser
| Insats-id | Insats | ← IN02
|---|---|
| ~~I-05~~ | |
""",
    good="""
Insatser
| Insats-id | Insats | Initiativtagare | Mottagare |
|---|---|---|---|
| ~~I-05~~ | | | |
| I-12 | Ledarskola | fritidsnämnden | fritidsnämnden |
""",
    check=check,
)
