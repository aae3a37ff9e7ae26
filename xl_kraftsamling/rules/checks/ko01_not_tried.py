"""KO01: a rule could not be tried, because what it reads could not be read."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="KO01",
    name=Text("Kontroller som inte kunde göras", "Rules that could not be tried"),
    severity=Severity.NOT_TRIED,
    source=Text("Programmets egen redovisning", "The program's own account"),
    message=Text(
        "{where}{others} {state} ({cause}). Därför har {checks} inte kunnat göras{end}.",
        "{where}{others} {state} ({cause}). So {checks} could not be tried{end}.",
    ),
    remedy=Text(
        "Rätta det som nämns och kontrollera igen. Är det något som arbetsboken inte har och som inte behöver kontrolleras, "
        "behöver inget göras.",
        "Correct what is named and check again. If it is something that the workbook does not have, and that need not be "
        "checked, nothing needs to be done.",
    ),
    why=Text(
        "Ett värde som inte kan läsas blir aldrig noll och aldrig en gissning. Det stoppar bara de kontroller och de "
        "mottagare som behöver det, och varje sådan lucka visas här.",
        "A value that cannot be read never becomes zero and is never guessed. It stops only the rules, and the recipients, "
        "that need it, and every such gap is shown here.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | "ca 75 000" | utbetalt | ← KO01, VD02
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
""",
)
