"""FO04: a number is written into a formula."""

from collections.abc import Iterator

from xl_kraftsamling.domain.formula_facts import find_unsourced_numbers
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import ShownFormula, Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every formula that calculates with a number written into it, at its first cell; its copies are among the related."""
    facts = ledger.book.formula_facts
    for each in facts.formulas_with_numbers:
        found = tuple(find_unsourced_numbers(each.formula, each.numbers))
        if found:
            yield Hit(
                place=each.places[0], values={"numbers": tuple(map(ShownFormula, found)), "formula": ShownFormula(each.formula)},
                found=each.formula, related=each.places[1:],
                severity=Severity.NOTE if each.places[0].sheet in facts.sheets_apart else None,
            )  # fmt: skip


RULE = Rule(
    code="FO04",
    name=Text("Ett tal är inskrivet i formeln", "A number is written into the formula"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    source=Text("God sed i kalkylark", "Good practice in spreadsheets"),
    message=Text(
        "Formeln {formula} innehåller {numbers}, som inte syns i någon cell.",
        "The formula {formula} contains {numbers}, which no cell shows.",
    ),
    remedy=Text(
        "Skriv talet i en egen cell med en rubrik som säger vad det är, och låt formeln hämta det därifrån. Är det en "
        "tillfällig justering: ta bort den.",
        "Enter the number in a separate cell under a heading that says what it is, and let the formula take it from there. "
        "If it is a temporary adjustment, remove it.",
    ),
    why=Text(
        "Ett tal inne i en formel är en uppgift utan källa: i summan syns det inte att något har lagts till. 0, 1 och 100 "
        "räknas inte, och inte heller det som hör till en funktion: DELSUMMA(9; …), AVRUNDA(x; 2), kolumnen i en LETARAD, "
        "delarna av ett datum. Samma formel på flera rader är en enda avvikelse.",
        "A number inside a formula is data without a source: the sum does not show that something was added. 0, 1 and 100 do "
        "not count, nor does what belongs to a function: SUBTOTAL(9, …), ROUND(x, 2), the column of a VLOOKUP, the parts of "
        "a date. The same formula on several rows is a single finding.",
    ),
    bad="""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | 6 100 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| Summa | =SUM(B2:B3) | =SUM(C2:C3)+25000 | ← FO04
""",
    mended=("""
Översikt
| Mottagare | Disponibelt | Avropat | Väntat tillägg |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | |
| kulturnämnden | 800 000 | 0 | 25 000 |
| Summa | =SUM(B2:B3) | =SUM(C2:C3)+D3 | |
""", """
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | 6 100 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| Summa | =SUM(B2:B3) | =SUM(C2:C3) |
"""),
    good="""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | 6 100 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| Summa | =ROUND(SUM(B2:B3),2) | =SUBTOTAL(109,C2:C3) |
""",
    needs=("workings",),
    check=check,
)
