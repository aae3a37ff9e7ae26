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
    source=Text("Hur Excel räknar: SUMMA hoppar över text", "How Excel works: SUM skips text"),
    message=Text(
        "”{found}” är lagrat som text, så summan i {by} hoppar över det utan att det syns.",
        "“{found}” is stored as text, so the sum in {by} skips it without any sign of it.",
    ),
    remedy=Text(
        "Skriv beloppet som ett tal, i kolumnens enhet och utan ”kr” eller ”tkr” i cellen. Innehåller cellen bara siffror "
        "räcker det att markera den och välja Konvertera till tal.",
        "Enter the amount as a number, in the unit of the column and without “kr” or “tkr” in the cell. If the cell contains "
        "only digits, it is enough to select it and choose Convert to Number.",
    ),
    why=Text(
        "Ett belopp som text ser ut som ett tal, men SUMMA, DELSUMMA och SUMMA.OMF räknar det som ingenting. I en tabell som "
        "läses, till exempel Avrop, visas samma cell redan som VD01. Då gäller FO10 bara summan längst ned i kolumnen, som "
        "är fel så länge texten står kvar. I övrigt gäller FO10 celler utanför de tabeller som läses.",
        "An amount as text looks like a number, but SUM, SUBTOTAL and SUMIFS count it as nothing. In a table that is read, "
        "such as Avrop, the same cell is already shown as VD01. Then FO10 is only about the sum at the foot of the column, "
        "which is wrong as long as the text is there. Otherwise FO10 is about cells outside the tables that are read.",
    ),
    bad="""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | "6 100 000" | 0 | ← FO10
| kulturnämnden | 800 000 | 0 |
| Summa | =SUM(B2:B3) | =SUM(C2:C3) |
""",
    mended=("""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | 6 100 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| Summa | =SUM(B2:B3) | =SUM(C2:C3) |
""",),
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
