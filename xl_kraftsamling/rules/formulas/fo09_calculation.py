"""FO09: the workbook is calculated by hand, or goes round in circles."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity

_MANUAL = Text(
    "räknas bara om när någon trycker F9 (manuell beräkning)", "is calculated only when somebody presses F9 (manual)"
)
_ITERATES = Text("tillåter cirkelreferenser (iterativ beräkning)", "allows circular references (iterative calculation)")


def check(ledger: Ledger) -> Iterator[Hit]:
    """The workbook as such, where either setting is on."""
    facts = ledger.book.formula_facts
    ways = tuple(text for is_on, text in ((facts.is_manual, _MANUAL), (facts.is_iterative, _ITERATES)) if is_on)
    if ways:
        yield Hit(place=None, values={"how": ways})


RULE = Rule(
    code="FO09",
    name=Text("Manuell eller iterativ beräkning", "Manual or iterative calculation"),
    severity=Severity.WARNING,
    source=Text("Excels inställning för beräkning", "Excel's setting for calculation"),
    message=Text(
        "Arbetsboken {how}. Det som visas kan vara gammalt eller ett mellanresultat.",
        "The workbook {how}. What it shows may be old, or an intermediate result.",
    ),
    remedy=Text(
        "Välj Formler, Beräkningsalternativ, Automatiskt. Iterativ beräkning stängs av under Arkiv, Alternativ, Formler.",
        "Choose Formulas, Calculation Options, Automatic. Iterative calculation is turned off under File, Options, Formulas.",
    ),
    why=Text(
        "Med manuell beräkning visar summor och saldon det som gällde förra gången, och inställningen sprider sig: den "
        "första arbetsbok som öppnas bestämmer för alla. Med iterativ beräkning räknar Excel vidare trots att en formel "
        "beror på sig själv, och svaret beror på hur många varv som räknas.",
        "With manual calculation, sums and balances show what applied last time, and the setting spreads: the first workbook "
        "that is opened decides for all. With iterative calculation, Excel goes on even though a formula depends on itself, "
        "and the answer depends on how many rounds are calculated.",
    ),
    bad="""
Arbetsboken ← FO09
| Beräkning |
|---|
| manuell |
""",
    mended=("""
Arbetsboken
| Beräkning |
|---|
| automatisk |
""",),
    good="""
Arbetsboken
| Beräkning |
|---|
| automatisk |
""",
    needs=("workings",),
    check=check,
)
