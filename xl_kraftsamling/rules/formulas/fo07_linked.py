"""FO07: the workbook takes values from another workbook, or by DDE from another program."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

_CELL = Text("Cellen hämtar värden", "The cell takes values")
_BOOK = Text(
    "Arbetsboken har en länk, som ingen cell visar, till värden",
    "The workbook has a link, which no cell shows, to values",
)


def check(ledger: Ledger) -> Iterator[Hit]:
    """The first linked cell of each sheet; the workbook as such where no cell shows the link."""
    for place in ledger.book.formula_facts.external_links:
        yield Hit(place=place, values={"what": _CELL if place else _BOOK})


RULE = Rule(
    code="FO07",
    name=Text("Länk till en annan arbetsbok", "A link to another workbook"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.WARNING),
    source=Text(
        "Hur Excel räknar: länken visar det senast hämtade", "How Excel works: a link shows what it last fetched"
    ),
    message=Text(
        "{what} ur en annan arbetsbok eller ett annat program. De kan vara gamla, och den som får filen kan inte räkna om "
        "dem.",
        "{what} from another workbook or program. They may be old, and the recipient of the file cannot recalculate them.",
    ),
    remedy=Text(
        "Klistra in värdena som tal och skriv varifrån de kommer, eller flytta underlaget hit. Länkarna finns under Data, "
        "Redigera länkar.",
        "Paste the values as numbers and say where they come from, or move the data here. The links are listed under Data, "
        "Edit Links.",
    ),
    why=Text(
        "En uppföljning ska gå att kontrollera med det som står i filen. En länk pekar på en fil som kan ha flyttats, "
        "ändrats eller aldrig varit åtkomlig för andra. Den första cellen på varje blad pekas ut; där ingen cell har länken "
        "finns den i ett namn, ett diagram eller en lista.",
        "It should be possible to check a follow-up with what is in the file. A link points to a file that may have been "
        "moved or changed, or that others never had access to. The first cell on each sheet is pointed out; if no cell has "
        "the link, it is in a name, a chart or a list.",
    ),
    bad="""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | ='[1]Ramar 2026'!C4 | 0 | ← FO07
| kulturnämnden | ='[1]Ramar 2026'!C5 | 0 |
""",
    mended=("""
Översikt
| Mottagare | Disponibelt | Avropat | Källa |
|---|---:|---:|---|
| fritidsnämnden | 6 100 000 | 0 | Ramar 2026.xlsx, C4 |
| kulturnämnden | 800 000 | 0 | Ramar 2026.xlsx, C5 |
""", """
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | =Tilldelning!C3 | 0 |
| kulturnämnden | =Tilldelning!C5 | 0 |
"""),
    good="""
Översikt
| Mottagare | Disponibelt | Avropat |
|---|---:|---:|
| fritidsnämnden | =Tilldelning!C3 | 0 |
| kulturnämnden | =Tilldelning!C5 | 0 |
""",
    needs=("workings",),
    check=check,
)
