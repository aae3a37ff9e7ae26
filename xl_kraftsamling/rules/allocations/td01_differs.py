"""TD01: an allocation differs from the decision."""

from collections.abc import Iterator
from datetime import date

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.decision_points import Grant
from xl_kraftsamling.domain.ledger.allotments import is_up_to_date
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import has_clearer_fault
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Allocation
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every amount that is not the decision's, where no clearer rule explains why."""
    rows, decision = ledger.book.allocations, ledger.decision
    if has_clearer_fault(rows, decision):
        return
    for row in rows_with_read(rows, "recipient", "amount"):
        # a recipient that the decision never names is TD05's
        if row.recipient in decision.recipients and not is_up_to_date(row, decision, ledger.as_of):
            stages = [stage for stage in decision.list_stages(row.recipient or "") if stage[0] <= ledger.as_of]
            yield _make_hit(row, *stages[-1])


def _make_hit(row: Allocation, since: date, grant: Grant) -> Hit:
    found, expected = Ore(row.amount or 0), Ore(grant.amount)
    amended = "" if since == date.min else _AMENDED.bind(since=since, source=grant.source)
    return Hit(
        place=cell_of(row, "amount"), found=found, expected=expected, difference=Ore(found - expected), proposal=expected,
        values={"recipient": row.recipient, "found": found, "expected": expected, "amended": amended, "difference": Ore(found - expected)},
    )  # fmt: skip


_AMENDED = Text(", från och med {since} enligt {source}", ", from {since} on by {source}")


RULE = Rule(
    code="TD01",
    name=Text("Tilldelningen skiljer sig från beslutet", "The allocation differs from the decision"),
    severity=Severity.ERROR,
    locked=True,
    needs=("decision", "allocations.recipient", "allocations.amount"),
    source=Text("Beslutet, punkt 1", "The decision, point 1"),
    message=Text(
        "{recipient} har {found} på bladet Tilldelning, men beslutet beviljar {expected}{amended}: skillnaden är "
        "{difference}.",
        "{recipient} has {found} on the sheet Tilldelning, but the decision grants {expected}{amended}: the difference is "
        "{difference}.",
    ),
    remedy=Text(
        "Skriv beslutets belopp, {expected}. Har pengar flyttats mellan mottagare hör det hemma på bladet Omfördelning. "
        "Beslutade kommunstyrelsen ett annat belopp än det föreslagna, eller har det ändrats sedan dess: för in det beslutet "
        "med ”kraftsamling decision”. Det sparas i en fil bredvid arbetsboken (Medel.beslut.toml bredvid Medel.xlsx), som "
        "tilldelningen sedan jämförs med.",
        "Enter the decision's amount, {expected}. Money that has moved between recipients belongs on the sheet Omfördelning. "
        "If kommunstyrelsen decided another amount than the one proposed, or it has been changed since, enter that decision "
        "with “kraftsamling decision”. It is saved in a file beside the workbook (Medel.beslut.toml beside Medel.xlsx), "
        "which the allocation is then compared with.",
    ),
    why=Text(
        "Tilldelningen är det som beslutet ger och ändras bara av ett nytt beslut. Allt annat räknas utifrån den, så ett fel "
        "här följer med in i varje saldo. Därför är kontrollen låst. Ett tilläggs- eller ändringsbeslut i beslutets fil "
        "gäller från sitt datum: då ska hela det nya beloppet stå här, på samma rad. Om en dubbel mottagare (TD03) eller fel "
        "enhet (TD07) förklarar skillnaden visas bara den.",
        "The allocation is what the decision grants, and only a new decision changes it. Everything else is calculated from "
        "it, so an error here carries over into every balance. That is why the rule is locked. A later decision in the "
        "decision's file, which adds to the first or changes it, applies from its date: then the whole new amount should be "
        "entered here, on the same row. If a recipient that appears twice (TD03) or a wrong unit (TD07) explains the "
        "difference, only that is shown.",
    ),
    bad="""
Tilldelning
| Mottagare | Beviljat belopp | ← TD02
|---|---:|
| kulturnämnden | 820 000 | ← TD01
| MKB | 1 100 000 | ← TD01
""",
    mended=("""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| kulturnämnden | 800 000 |
| MKB | 1 200 000 |
""", """
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| ändrat belopp | 2026-06-15 | kulturnämnden | 820 000 |
| ändrat belopp | 2026-06-15 | MKB | 1 100 000 |
"""),
    good="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| kulturnämnden | 800 000 |
| MKB | 1 200 000 |
""",
    check=check,
)
