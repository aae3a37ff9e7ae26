"""FO06: rows or columns with data are hidden, or a whole sheet is hidden where Excel does not show that it is there."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

_SECRET = Text(
    "är dolt så att det inte syns ens i Excels lista över dolda blad",
    "is hidden so that it does not show even in Excel's list of hidden sheets",
)


def check(ledger: Ledger) -> Iterator[Hit]:
    """The hidden columns and rows of each sheet, one hit for either, and every very hidden sheet."""
    for each in ledger.book.formula_facts.hidden_cells:
        names = tuple(column_letters(place.column) if each.are_columns else str(place.row) for place in each.places[:_LISTED])
        more = len(each.places) - len(names)
        word = Text("kolumn", "column") if each.are_columns else Text("rad", "row")
        hides = Text("har dolda uppgifter i {word} {names}{more}", "hides data in {word} {names}{more}").bind(
            word=word, names=names, more=Text(" och {n} till", " and {n} more").bind(n=Count(more)) if more else ""
        )
        yield Hit(place=each.places[0], values={"sheet": each.places[0].sheet, "what": hides}, related=each.places[1:])
    # an error under every profile: Excel's menus list hidden sheets, but only the VBA editor shows one of these
    for sheet in ledger.book.formula_facts.very_hidden_sheets:
        yield Hit(place=Place(sheet), values={"sheet": sheet, "what": _SECRET}, severity=Severity.ERROR)


_LISTED = 5

RULE = Rule(
    code="FO06",
    name=Text("Dolda uppgifter", "Hidden data"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    source=Text("God sed: det som räknas med ska synas för den som granskar", "Good practice: a reviewer should see what counts"),
    message=Text("Bladet ”{sheet}” {what}.", "The sheet “{sheet}” {what}."),
    remedy=Text(
        "Visa det dolda och se efter vad som står där: markera raderna eller kolumnerna omkring, högerklicka och välj Ta "
        "fram, och rensa filter. Ett blad som är helt dolt tas fram i Visual Basic-redigeraren (Alt+F11).",
        "Show what is hidden and look at it: select the rows or columns around it, right-click and choose Unhide, and clear "
        "filters. A sheet that is hidden altogether is shown in the Visual Basic editor (Alt+F11).",
    ),
    why=Text(
        "Dolda rader räknas i summor och saldon som alla andra, men den som granskar ser dem inte. Det gäller också rader "
        "som ett filter döljer. De läses därför som vanligt här och nämns. Ett blad som inte ens syns bland dolda blad har "
        "dolts av ett program, och är normalt ett fel om det inte hör till mallen.",
        "Hidden rows count in sums and balances like all others, but a reviewer does not see them. The same goes for rows "
        "that a filter hides. So they are read as usual here and mentioned. A sheet that does not show even among hidden "
        "sheets was hidden by a program, and is normally an error unless it belongs to the template.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt | (dold) ← FO06
| A-3 | 2026-08-01 | MKB | I-10 | 100 000 | godkänt | (dold)
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
| A-3 | 2026-08-01 | MKB | I-10 | 100 000 | godkänt |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
""",
    needs=("workings",),
    check=check,
)
