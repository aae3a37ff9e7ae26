"""VD08: a recipient that the register does not know.  Found by the gate: the check VD08 on columns of recipients."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD08",
    name=Text("Okänd mottagare", "Unknown recipient"),
    severity=Severity.ERROR,
    source=Text("Programmets register över nämnder och bolag", "The program's register of nämnder and companies"),
    message=Text(
        "”{found}” under {heading} finns inte bland de nämnder och bolag som programmet känner till.{question}",
        "“{found}” under {heading} is not among the nämnder and companies that the program knows.{question}",
    ),
    remedy=Text(
        "Skriv mottagarens namn som i beslutet. Saknas mottagaren i registret kan den läggas till i beslutets fil. Har en "
        "arbetsbok som inte följer mallen egna namn och koder, förklara dem i en karta (”kraftsamling map”).",
        "Write the recipient's name as in the decision. If the register lacks the recipient, it can be added in the "
        "decision's file. If a workbook in another layout than the template's has its own names and codes, explain them in a "
        "map (“kraftsamling map”).",
    ),
    why=Text(
        "Beslutet ger pengar till namngivna mottagare. En rad vars mottagare inte är känd kan gälla vem som helst av dem, så "
        "de saldon som den kan påverka visas inte förrän den är rättad. Den närmaste föreslås som en fråga, men väljs "
        "aldrig: ”Grundskolenämnden” liknar förskolenämnden mer än ”Kulturförvaltningen” liknar kulturnämnden. "
        "Förkortningar, förvaltningens namn och vanliga stavningar känns igen (VD09).",
        "The decision gives money to named recipients. A row whose recipient is not known may concern any of them, so the "
        "balances that it may affect are not shown until it is corrected. The nearest one is suggested as a question, but "
        "never chosen: “Grundskolenämnden” looks more like förskolenämnden than “Kulturförvaltningen” looks like "
        "kulturnämnden. Abbreviations, the name of the förvaltning and common spellings are recognised (VD09).",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | Ungdomsnämnden | 90 000 | begärd | ← VD08
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | kulturnämnden | 90 000 | begärd |
""", """
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| ny nämnd | | Ungdomsnämnden | |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | Gymnasie- och vuxenutbildningsnämnden | I-09 | 48 500 | godkänt |
""",
)
