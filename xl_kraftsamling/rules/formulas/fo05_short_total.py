"""FO05: a total leaves out rows of its table."""

from collections.abc import Iterator

from xl_kraftsamling.domain.formula_facts import ShortTotal
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severity

_LISTED = 5


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every total that leaves out rows; of these at least the first thousand are among the related."""
    facts = ledger.book.formula_facts
    for each in facts.short_totals:
        yield Hit(
            place=each.place, values={"formula": each.formula, "missed": _list_cells(each)},
            found=each.formula, related=each.missed,
            severity=Severity.NOTE if each.place.sheet in facts.sheets_apart else None,
        )  # fmt: skip


def _list_cells(total: ShortTotal) -> Value:
    """The cells that are left out, the first of many by name."""
    here = total.place.sheet
    cells = ", ".join(str(place.cell) if place.sheet == here else place.address for place in total.missed[:_LISTED])
    more = len(total.missed) + total.more - _LISTED
    return _AND_MORE.bind(cells=cells, more=Count(more)) if more > 0 else cells


_AND_MORE = Text("{cells} och {more} till", "{cells} and {more} more")


RULE = Rule(
    code="FO05",
    name=Text("Summan tar inte med alla rader", "The total does not cover all rows"),
    severity=Severity.ERROR,
    source=Text("Räkning", "Arithmetic"),
    message=Text(
        "Formeln {formula} summerar inte alla rader: {missed} är inte med.",
        "The formula {formula} does not sum all rows: {missed} is left out.",
    ),
    remedy=Text(
        "Utvidga området i formeln så att det går från tabellens första till dess sista rad. I en Excel-tabell sköter "
        "summaraden det själv.",
        "Extend the range in the formula so that it goes from the table's first row to its last. In an Excel table the totals "
        "row does so by itself.",
    ),
    why=Text(
        "När en rad läggs till strax under eller över området följer summan inte med, och felet syns inte. Det gäller både "
        "en summa längst ned och en delsumma. En hel kolumn och en referens till en tabell tar alltid med allt. Står det en "
        "rubrik, en tom rad eller en annan summa emellan börjar något nytt, och då är summan rätt. SUMMA.OMF över en lista som "
        "läses, till exempel avropen, ska likaså ta med alla dess rader; bland listans egna summor räcker det med alla rader i "
        "den del som den står under.",
        "When a row is added right below or above the range, the total does not follow, and the error does not show. It "
        "applies to a sum at the foot as well as to a subtotal. A whole column and a reference to a table always cover "
        "everything. If a heading, an empty row or another sum stands between, something new begins and the total is right. "
        "A SUMIFS over a list that is read, such as the call-offs, should likewise cover all its rows; among the list's own "
        "sums, all rows of the part below which it stands are enough.",
    ),
    bad="""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| MKB | 1 200 000 | =SUMIFS(Avrop!E2:E2,Avrop!C2:C2,A2) | ← FO05
| fritidsnämnden | 6 100 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| förskolenämnden | 150 000 | 0 |
| Summa | =SUM(B2:B5) | =SUM(C2:C4) | ← FO05

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | MKB | I-10 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | MKB | I-10 | 48 500 | godkänt |
""",
    mended=("""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| MKB | 1 200 000 | =SUMIFS(Avrop!E2:E3,Avrop!C2:C3,A2) |
| fritidsnämnden | 6 100 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| förskolenämnden | 150 000 | 0 |
| Summa | =SUM(B2:B5) | =SUM(C2:C5) |
""",),
    good="""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| MKB | 1 200 000 | =SUMIFS(Avrop[Belopp],Avrop[Mottagare],A2) |
| fritidsnämnden | 6 100 000 | 0 |
| kulturnämnden | 800 000 | 0 |
| förskolenämnden | 150 000 | 0 |
| Summa | =SUM(B2:B5) | =C2+C3+C4+C5 |
""",
    needs=("workings",),
    check=check,
)
