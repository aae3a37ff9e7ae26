"""ST12: a workbook can be read in two ways.

Found while the workbook is read, where it is a question of tables and columns.  Which decision the
workbook follows is asked here; only what they have in common is used until that is answered.
"""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import RECORD
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The question which of several decisions the workbook follows, at its diarienummer."""
    if ledger.decision.candidates:
        number = ledger.book.record.get("case_number")
        missing = Place("") if "record.case_number" in ledger.book.missing else Place(RECORD.sheet)
        yield Hit(
            place=number.place if number else missing, remedy=_NAME_IT,
            message=_OTHER_AMOUNTS if "decision" in ledger.decision.missing else _SAME_AMOUNTS,
            values={"decisions": ledger.decision.list_candidates()},
        )  # fmt: skip


_SAME_AMOUNTS = Text(
    "Arbetsboken kan följa {decisions}. Bara det som besluten har gemensamt används. Vilket gäller?",
    "The workbook may follow {decisions}. Only what the decisions have in common is used. Which one applies?",
)
_OTHER_AMOUNTS = Text(
    "Arbetsboken kan följa {decisions}. Beloppen skiljer sig mellan besluten, så det som bygger på dem prövas inte. Vilket "
    "gäller?",
    "The workbook may follow {decisions}. The amounts differ between the decisions, so what depends on them is not tried. "
    "Which one applies?",
)
_NAME_IT = Text(
    "Skriv beslutets diarienummer på bladet Beslut eller överst på ett blad, eller ange det med --decision, och kontrollera "
    "igen.",
    "Enter the case number of the decision on the sheet Beslut or at the top of a sheet, or give it with --decision, and "
    "check again.",
)

RULE = Rule(
    code="ST12",
    name=Text("Två läsningar är möjliga", "Two readings are possible"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    source=Text("Programmets egen redovisning", "The program's own account"),
    message=Text(
        "{what} kan vara antingen {read} eller {other}. Det första lästes. Stämmer det?",
        "{what} could be either {read} or {other}. The first was read. Is that right?",
    ),
    remedy=Text(
        "Skriv en karta med ”kraftsamling map”, rätta den om det behövs och kontrollera igen. Kartan avgör vilken läsning "
        "som gäller.",
        "Write a map with “kraftsamling map”, correct it if need be and check again. The map decides which reading applies.",
    ),
    why=Text(
        "Två kolumner med belopp, två listor över samma pengar, överstrukna belopp, rader för andra beslut eller belopp utan enhet går inte att "
        "välja mellan utan att veta mer. Frågan säger vad beloppen blir i varje läsning, så att den som känner arbetsboken ser vilken som stämmer. "
        "Det som beror på svaret har inga siffror förrän en karta svarar, eller arbetsbokens egen summa, som bara en av läsningarna ger. Beror inget "
        "belopp på svaret läses det första. Detsamma gäller två beslut som arbetsboken kan följa: då används bara det som besluten har gemensamt, "
        "och den frågan besvaras med diarienumret på bladet Beslut.",
        "Two columns of amounts, two lists of the same money, struck-through amounts, rows of other decisions, amounts "
        "without a unit: there is no choosing between these without knowing more. The question shows what the amounts come "
        "to in each reading, so that someone who knows the workbook can see which is right. What depends on the answer has "
        "no figures until a map answers, or the workbook's own sum, if only one of the readings gives it. If no amount "
        "depends on the answer, the first is read. The same goes for two decisions that the workbook may follow: then only "
        "what they have in common is used, and that question is answered by the case number on the sheet Beslut.",
    ),
    bad="""
En egen arbetsbok ← BE01

Fördelning
| Nämnd/bolag | Beviljat (kr) |
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 |
| fritidsnämnden | 6 100 000 |
| förskolenämnden | 150 000 |
| kulturnämnden | 800 000 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 |
| MKB | 1 200 000 |

Avrop
| Nr | Datum | Nämnd | Belopp | Belopp | Status | ← ST12
|---|---|---|---:|---:|---|
| 1 | 2026-06-01 | kulturnämnden | 75 000 | 75 500 | godkänt |
""",
    mended=("""
Kartan
| Tabell | Blad | Rubriker | Uppgift | Kolumn |
|---|---|---|---|---|
| Avrop | Avrop | A1:F1 | Belopp | D |
""", """
Kartan
| Tabell | Blad | Rubriker | Uppgift | Kolumn |
|---|---|---|---|---|
| Avrop | Avrop | A1:F1 | Belopp | E |
"""),
    good="""
Tilldelning
| Mottagare | Slag | Beviljat belopp | Beslutsreferens |
|---|---|---:|---|
""",
    check=check,
)
