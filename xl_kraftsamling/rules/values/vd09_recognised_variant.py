"""VD09: a recipient or a status is written in another form than the official one, and was recognised.

Found by the gate: the check VD09 on columns of recipients and statuses.
"""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severities, Severity

RULE = Rule(
    code="VD09",
    name=Text("Namnet eller ordet känns igen", "The name or word was recognised"),
    severity=Severities(strikt=Severity.NOTE, normal=Severity.NOTE, mild=None),
    source=Text(
        "Programmets register: förkortningar, förvaltningar och stavningar",
        "The program's register: abbreviations, förvaltningar and spellings",
    ),
    message=Text(
        "”{found}” under {heading} har lästs som {proposal}.",
        "“{found}” under {heading} has been read as {proposal}.",
    ),
    remedy=Text(
        "Inget behöver göras. Med {proposal} i cellen förstår även Excels egna formler och filter raden.",
        "Nothing needs to be done. With {proposal} in the cell, Excel's own formulas and filters understand the row too.",
    ),
    why=Text(
        "En nämnd beslutar och dess förvaltning gör arbetet, och i arbetsböcker blandas namnen. Förkortningar som bara kan "
        "betyda en sak, förvaltningens namn, ”&” för och, utelämnade prickar (a för ä) och vanliga felstavningar känns "
        "därför igen, liksom namn med en fotnot eller ett tillägg efter sig (”KN (bibliotek)”) och andra ord för en status, "
        "som ”Godkänd”, ”Beviljad” och ”Paid”. Ett tillägg som undantar något (”exkl.”) eller nämner någon annan gör namnet "
        "okänt. Skillnader i stora och små bokstäver nämns inte. Det som kan vara flera mottagare tolkas aldrig (VD08, VD10).",
        "A nämnd decides and its förvaltning does the work, and workbooks mix their names. So abbreviations that can mean "
        "only one thing, the name of the förvaltning, “&” for och, missing dots (a for ä) and common misspellings are "
        "recognised, and so are names with a footnote or a remark behind them (“KN (bibliotek)”) and other words for a "
        "status, such as “Godkänd”, “Beviljad” and “Paid”. A remark that leaves something out (“exkl.”) or names somebody "
        "else makes the name unknown. Differences in capitals are not mentioned. What could be several recipients is never "
        "interpreted (VD08, VD10).",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | KN | I-07 | 75 000 | utbetalt | ← VD09
| A-2 | 2026-06-02 | Kulturförvaltningen | I-08 | 48 500 | godkänt | ← VD09
| A-3 | 2026-06-03 | MKB | I-10 | 100 000 | Godkänd | ← VD09
| A-4 | 2026-06-04 | Kulturnämnden (bibliotek) | I-08 | 20 000 | utbetalt | ← VD09
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 48 500 | godkänt |
| A-3 | 2026-06-03 | MKB | I-10 | 100 000 | godkänt |
| A-4 | 2026-06-04 | kulturnämnden | I-08 | 20 000 | utbetalt |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | Kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-03 | MKB | I-10 | 100 000 | Godkänt |
""",
)
