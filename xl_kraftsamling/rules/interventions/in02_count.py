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
        "Beslutet, sammanfattningen: ”11 förlag [sic] på interventioner och insatser”",
        "The decision, summary: “11 förlag [sic] på interventioner och insatser” (proposals)",
    ),
    message=Text(
        "Bladet Insatser har {found} insatser, men enligt beslutet kom det in {expected} förslag.",
        "The sheet Insatser has {found} insatser, but according to the decision {expected} proposals came in.",
    ),
    remedy=Text(
        "Lägg till den insats som saknas, eller ta bort den som står två gånger eller har delats. Är antalet rätt, för att "
        "insatser har tillkommit eller fallit bort: för in ett undantag för IN02 utan Rad-id, med motivering, på bladet "
        "Undantag.",
        "Add the insats that is missing, or remove the one that appears twice or has been split. If the number is right, "
        "because insatser have been added or dropped, enter a waiver of IN02 without a Rad-id (row id), with its reason, on "
        "the sheet Undantag.",
    ),
    why=Text(
        "Beslutets sammanfattning anger hur många förslag som kom in men nämner inga insatser vid namn, så bara antalet går "
        "att jämföra. Ett annat antal kan vara rätt: beslutet säger inte att alla förslag ska genomföras, eller hur de ska "
        "redovisas. Oftast har en rad fallit bort eller skrivits in två gånger. Exempelrader (EX-) räknas inte i en skarp "
        "arbetsbok. Anger beslutet inget antal görs ingen jämförelse.",
        "The decision's summary states how many proposals came in but names no insatser, so only the number can be compared. "
        "Another number may be right: the decision does not say that all proposals are to be carried out, or how they are to "
        "be shown. Most often a row has been lost or entered twice. Example rows (EX-) do not count in a live workbook. If "
        "the decision states no number, nothing is compared.",
    ),
    bad="""
Insatser
| Insats-id | Insats | ← IN02
|---|---|
| ~~I-05~~ | |
""",
    mended=("""
Insatser
| Insats-id | Insats | Initiativtagare | Mottagare |
|---|---|---|---|
| I-12 | Ledarskola | fritidsnämnden | fritidsnämnden |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| IN02 | Insatser |  | Två förslag genomförs som en insats | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Insatser
| Insats-id | Insats | Initiativtagare | Mottagare |
|---|---|---|---|
| ~~I-05~~ | | | |
| I-12 | Ledarskola | fritidsnämnden | fritidsnämnden |
""",
    check=check,
)
