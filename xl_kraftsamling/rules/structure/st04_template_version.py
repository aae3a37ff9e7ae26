"""ST04: the workbook was made from a version of the template that this program does not know."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.template import TEMPLATE_VERSION
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The value of Mallversion where it is another than this program's; a workbook that names none is left alone."""
    version = ledger.book.settings.get("version")
    if version and version.value is not None and version.value != str(TEMPLATE_VERSION):
        yield Hit(
            place=version.place,
            values={"found": version.value, "expected": str(TEMPLATE_VERSION)},
            found=version.value,
            expected=str(TEMPLATE_VERSION),
        )


RULE = Rule(
    code="ST04",
    name=Text("Mallens version stöds inte", "The template's version is not supported"),
    severity=Severity.ERROR,
    needs=("settings.version",),
    source=Text("Mallens uppbyggnad", "The template's layout"),
    message=Text(
        "Arbetsboken anger mallversion ”{found}”, men programmet läser version {expected}. Blad och kolumner kan ha fått en "
        "annan betydelse, så svaren är osäkra.",
        "The workbook gives template version “{found}”, but the program reads version {expected}. Sheets and columns may "
        "have changed their meaning, so the answers are uncertain.",
    ),
    remedy=Text(
        "Använd det program som hör till mallen, eller för över uppgifterna till en ny mall med ”kraftsamling fill”. Är "
        "versionen ändrad av misstag, skriv {expected}.",
        "Use the program that belongs to the template, or move the data to a new template with “kraftsamling fill”. If the "
        "version was changed by mistake, write {expected}.",
    ),
    why=Text(
        "Mallens version står på bladet Inställningar. En senare version kan ha nya kolumner eller statusord som det här "
        "programmet inte känner till, och då är det bättre att säga det än att läsa fel. Version 1 är den första. I en "
        "arbetsbok utan uppgiften avgör bladen och rubrikerna om den följer mallen.",
        "The template's version is stated on the sheet Inställningar. A later version may have new columns or status words "
        "that this program does not know, and then it is better to say so than to read them wrongly. Version 1 is the first. "
        "In a workbook that does not state its version, the sheets and headings decide whether it follows the template.",
    ),
    bad="""
Inställningar
| Uppgift | Värde |
|---|---|
| Mallversion | 2 | ← ST04
""",
    mended=("""
Inställningar
| Uppgift | Värde |
|---|---|
| Mallversion | 1 |
""",),
    good="""
Inställningar
| Uppgift | Värde |
|---|---|
| Mallversion | 1 |
""",
    check=check,
)
