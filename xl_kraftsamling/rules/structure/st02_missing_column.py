"""ST02: a column is missing, or its heading occurs twice.

Found by the gate (pandera's strict columns); a sheet without any table while the workbook is read.
"""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="ST02",
    name=Text("En kolumn saknas eller finns två gånger", "A column is missing or appears twice"),
    severity=Severity.ERROR,
    source=Text("Mallens uppbyggnad", "The template's layout"),
    message=Text(
        "”{heading}” {problem} bland rubrikerna. Kolumnen kan inte läsas, och de kontroller som bygger på den prövas inte.",
        "“{heading}” {problem} among the headings. The column cannot be read, and the rules that need it are not tried.",
    ),
    remedy=Text(
        "Låt rubriken ”{heading}” stå en gång, stavad som i mallen. Kolumnernas ordning spelar ingen roll.",
        "Let the heading “{heading}” appear once, spelt as in the template. The order of the columns does not matter.",
    ),
    why=Text(
        "Kolumner känns igen på sina rubriker. Saknas rubriken går det inte att veta vad kolumnen innehåller, och står den "
        "två gånger går det inte att veta vilken som gäller. Då används ingen av dem: det vore en gissning. Kolumnerna "
        "Kommentar och Text får utelämnas. På bladen Beslut och Inställningar gäller samma sak namnen i kolumnen Uppgift.",
        "Columns are recognised by their headings. Without its heading there is no telling what a column contains, and if "
        "the heading appears twice there is no telling which one applies. Then neither is used: that would be a guess. The "
        "columns Kommentar and Text may be left out. On the sheets Beslut and Inställningar the same goes for the names in "
        "the column Uppgift.",
    ),
    bad="""
Prognos
| Prognosdatum | Mottagare | Helårsprognos | ~~Kommentar~~ | Mottagare | ← ST02
|---|---|---:|---|---|
| 2026-08-31 | kulturnämnden | 700 000 | | kulturförvaltningen |

Utfall
| ~~Period~~ | Verifikation | ← ST02
|---|---|
""",
    mended=("""
Prognos
| Prognosdatum | Mottagare | Helårsprognos | ~~Kommentar~~ |
|---|---|---:|---|
| 2026-08-31 | kulturnämnden | 700 000 | |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp | Text |
|---|---|---|---|---|---:|---|
""",),
    good="""
Prognos
| Helårsprognos | Prognosdatum | Mottagare | ~~Kommentar~~ |
|---:|---|---|---|
| 700 000 | 2026-08-31 | kulturnämnden | |
""",
)
