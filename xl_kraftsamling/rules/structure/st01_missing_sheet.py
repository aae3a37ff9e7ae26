"""ST01: a sheet of the template is missing, or a required table of a workbook of another layout.

Found while the workbook is read.
"""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="ST01",
    name=Text("Ett blad saknas", "A sheet is missing"),
    severity=Severity.ERROR,
    source=Text("Mallens uppbyggnad", "The template's layout"),
    message=Text(
        "{what} saknas i arbetsboken. Det som skulle stå där kan inte läsas, och de kontroller som bygger på det "
        "prövas inte.",
        "{what} is missing from the workbook. What it should contain cannot be read, and the rules that need it are not "
        "tried.",
    ),
    remedy=Text(
        "Ge bladet tillbaka sitt namn om det har döpts om. Har det tagits bort kan ett tomt blad hämtas ur en ny mall, som "
        "skapas med ”kraftsamling fill”. I en arbetsbok som inte följer mallen: visa var tabellen står med ”kraftsamling map”.",
        "If the sheet was renamed, give it its name back. If it was removed, take an empty one from a new template, made "
        "with “kraftsamling fill”. In a workbook that does not follow the template, show where the table is with "
        "“kraftsamling map”.",
    ),
    why=Text(
        "Ett blad som inte finns går inte att skilja från ett blad utan uppgifter. Att räkna det som tomt vore att påstå att "
        "inget har avropats eller omfördelats. Har det inte hänt något ska bladet ändå finnas, med sina rubriker. I en "
        "arbetsbok som inte följer mallen krävs bara tilldelning och avrop. Namnen jämförs utan hänsyn till stora och små "
        "bokstäver och till blanktecken i början och slutet. Bladen Läs mig, Saldo, Kontroll och Regler behövs inte.",
        "A missing sheet cannot be told apart from a sheet without data. To treat it as empty would be to say that nothing "
        "was called off or transferred. If nothing has happened, the sheet should still be there, with its headings. A "
        "workbook that does not follow the template only needs allocations and call-offs. Names are compared without regard "
        "to capitals or to spaces at either end. The sheets Läs mig, Saldo, Kontroll and Regler are not needed.",
    ),
    bad="""
~~Prognos~~ ← ST01
""",
    mended=("""
Prognos
| Prognosdatum | Mottagare | Helårsprognos | Kommentar |
|---|---|---:|---|
| 2026-08-31 | kulturnämnden | 700 000 | |
""", """
Prognos
| Prognosdatum | Mottagare | Helårsprognos | Kommentar |
|---|---|---:|---|
"""),
    good="""
Prognos
| Prognosdatum | Mottagare | Helårsprognos | Kommentar |
|---|---|---:|---|
""",
)
