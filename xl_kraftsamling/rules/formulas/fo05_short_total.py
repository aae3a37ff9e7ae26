"""FO05: a total does not cover the right rows of its table."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.formula_facts import ShortTotal, WideTotal
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Count, ShownFormula, Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severity

_LISTED = 5


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every total that leaves out rows, and once for each sheet those that take in captions, with the others among the related."""
    facts = ledger.book.formula_facts
    for each in facts.short_totals:
        yield Hit(
            place=each.place, values={"formula": ShownFormula(each.formula), "missed": _list_cells(each)}, found=each.formula,
            severity=Severity.NOTE if each.place.sheet in facts.sheets_apart else None,
        )  # fmt: skip
    by_sheet: dict[str, list[WideTotal]] = defaultdict(list)
    for wide in facts.wide_totals:
        by_sheet[wide.places[0].sheet].append(wide)
    yield from map(_name_wide, by_sheet.values())


def _name_wide(totals: Sequence[WideTotal]) -> Hit:
    """What is said of the sums of a sheet that take in captions: it does no harm as long as these have no number."""
    first = totals[0]
    place, *others = (each for total in totals for each in total.places)
    rows = ", ".join(map(str, first.captions[:_LISTED]))
    values = {"formula": ShownFormula(first.formula), "rows": rows, "others": _OTHERS.bind(n=Count(len(others))) if others else ""}
    return Hit(
        place=place, values=values, found=first.formula, related=tuple(others), severity=Severity.NOTE,
        message=_WIDE, remedy=_SPLIT,
    )  # fmt: skip


def _list_cells(total: ShortTotal) -> Value:
    """The cells that are left out, the first of many by name."""
    here = total.place.sheet
    cells = ", ".join(str(place.cell) if place.sheet == here else place.address for place in total.missed[:_LISTED])
    more = len(total.missed) + total.more - _LISTED
    return _AND_MORE.bind(cells=cells, more=Count(more)) if more > 0 else cells


_OTHERS = Text(", och så är det i {n} summor till på bladet", ", and so do {n} more sums of the sheet")
_WIDE = Text(
    "Summan {formula} går över flera grupper och tar med rubrikrader utan tal (rad {rows}){others}.",
    "The sum {formula} goes across several groups and takes in captions without a number (row {rows}){others}.",
)
_SPLIT = Text(
    "Så länge rubrikraderna är tomma är summan rätt. Skriv inget tal i dem, som ett årtal eller gruppens egen summa: det läggs till. "
    "Säkrast är DELSUMMA(9; …) för både grupperna och totalen.",
    "As long as the captions are empty the sum is right. Enter no number in them, such as a year or the group's own sum: it is added. "
    "SUBTOTAL(9, …) for both the groups and the total is safest.",
)
_AND_MORE = Text("{cells} och {more} till", "{cells} and {more} more")


RULE = Rule(
    code="FO05",
    name=Text("Summan tar inte med rätt rader", "The total does not cover the right rows"),
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
        "den del som den står under. Plockade celler och det som en annan summa tar med saknas inte. En summa över flera grupper "
        "med sina rubrikrader är en upplysning, en per blad.",
        "When a row is added right below or above the range, the total does not follow, and the error does not show. It "
        "applies to a sum at the foot as well as to a subtotal. A whole column and a reference to a table always cover "
        "everything. If a heading, an empty row or another sum stands between, something new begins and the total is "
        "right. A SUMIFS over a list that is read, such as the call-offs, should likewise cover all its rows; among the list's own "
        "sums, all rows of the part below which it stands are enough. Cells that were picked one by one, and what another sum takes "
        "in, are not missed. A sum across several groups with their captions is a note, one for each sheet.",
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
