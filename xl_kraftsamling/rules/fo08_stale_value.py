"""FO08: a formula's stored value is missing.  Found by the gate: the check FO08 on every column in `sheets/schemas.py`."""

from xl_kraftsamling.catalogue import Rule, Text

RULE = Rule(
    code="FO08",
    name=Text("Formelns värde är inte sparat", "The formula's value is not stored"),
    severity="FVU",
    source=Text(
        "Hur Excel sparar: en formel sparas tillsammans med sitt senaste värde",
        "How Excel saves: a formula is saved together with its latest value",
    ),
    message=Text(
        "Under {heading} står en formel vars värde inte är sparat i filen. Bara Excel kan räkna ut det, så cellen går inte "
        "att läsa här.",
        "Under {heading} stands a formula whose value is not stored in the file. Only Excel can work it out, so the cell "
        "cannot be read here.",
    ),
    remedy=Text(
        "Öppna arbetsboken i Excel och spara den: då räknas formeln om och värdet sparas. Eller skriv värdet självt.",
        "Open the workbook in Excel and save it: then the formula is worked out and its value stored. Or write the value "
        "itself.",
    ),
    why=Text(
        "En arbetsbok som har skapats eller ändrats av ett annat program än Excel kan ha formler utan värden. Programmet "
        "räknar aldrig om någon annans formler: en oläst cell är bättre än en gissad. De kontroller som behöver cellen "
        "prövas inte.",
        "A workbook made or changed by another program than Excel may have formulas without values. The program never works "
        "out other people's formulas: a cell that is unread is better than one that is guessed. The rules that need the cell "
        "are not tried.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | =30000+45000 | utbetalt | ← FO08
""",
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
""",
)
