"""FO10: an amount stored as text is in a range that a formula sums."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every such amount, with a formula that leaves it out; one that has replaced a formula is FO02's."""
    facts = ledger.book.formula_facts
    overwritten = {place for each in facts.overwritten_formulas for place in each.places}
    for each in facts.summed_texts:
        if each.place not in overwritten:
            yield Hit(
                place=each.place, values={"found": each.found, "by": each.by}, found=each.found, related=(each.by,),
                severity=Severity.NOTE if each.by.sheet in facts.sheets_apart else None,
            )  # fmt: skip


RULE = Rule(
    code="FO10",
    name=Text("Text i ett summerat område", "Text in a summed range"),
    severity=Severity.ERROR,
    source=Text("Hur Excel räknar: SUMMA hoppar över text", "How Excel adds: SUM leaves text out"),
    message=Text(
        "”{found}” är lagrat som text, så summan i {by} hoppar över det utan att säga till.",
        "“{found}” is stored as text, so the sum in {by} leaves it out without a word.",
    ),
    remedy=Text(
        "Skriv beloppet som ett tal, i kolumnens enhet och utan ”kr” eller ”tkr” i cellen. Står där bara siffror räcker det att "
        "markera cellen och välja Konvertera till tal.",
        "Enter the amount as a number, in the unit of the column and without “kr” or “tkr” in the cell. If it holds nothing "
        "but digits, selecting the cell and choosing Convert to Number is enough.",
    ),
    why=Text(
        "Ett belopp som text ser ut som ett tal, men SUMMA, DELSUMMA och SUMMA.OMF räknar det som ingenting. I en tabell som "
        "läses, till exempel Avrop, säger VD01 redan samma sak om samma cell. Då talar den här kontrollen bara om summan vid "
        "kolumnens fot, som är fel så länge texten står kvar. I övrigt gäller den celler utanför dem.",
        "An amount as text looks like a number, but SUM, SUBTOTAL and SUMIFS count it as nothing. In a table that is read, "
        "such as Avrop, VD01 already says the same of the same cell. Then this rule speaks only of the sum at the foot of the "
        "column, which is wrong as long as the text stands there. Otherwise it is about cells outside them.",
    ),
    bad="""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | "6 100 000" | 0 | ← FO10
| kulturnämnden | 800 000 | 0 |
| Summa | =SUM(B2:B3) | =SUM(C2:C3) |
""",
    good="""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | 6 100 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| Summa | =SUM(B2:B3) | =SUM(C2:C3) |
""",
    needs=("workings",),
    check=check,
)
