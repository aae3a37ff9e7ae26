"""The words of a report that every format shares: its titles, the headings of its tables, and its sentences."""

from collections.abc import Mapping

from xl_kraftsamling.domain.texts import Text

TITLE = Text("Rapport om {workbook}", "Report on {workbook}")
BASIS_LINE = Text("{decision} · avstämt {as_of} · belopp i kronor", "{decision} · as of {as_of} · amounts in kronor")
ERRORS = Text("{n} fel är öppet", "{n} error is open"), Text("{n} fel är öppna", "{n} errors are open")
VERDICT = Text("Resultat: {word}", "Result: {word}")
MAY_CHANGE = Text("Beloppen i rapporten kan ändras när det som är fel är rättat.", "The amounts in this report may change when what is wrong is corrected.")
NO_ERRORS = Text("Inga fel är öppna.", "No errors are open.")
FOUND = Text("Kontrollen fann {counts}.", "The check found {counts}.")
WAIVED = (
    Text("{n} avvikelse är undantagen.", "{n} finding is waived."), Text("{n} avvikelser är undantagna.", "{n} findings are waived."),
)  # fmt: skip
LEFT_UNTRIED = (
    Text("{n} kontroll är inte fullt ut prövad.", "{n} rule was not tried in full."),
    Text("{n} kontroller är inte fullt ut prövade.", "{n} rules were not tried in full."),
)
IN_ROW, IN_COLUMN = Text("raden {row}", "the row {row}"), Text("kolumnen {column}", "the column {column}")
TODO = Text("Gör så här:", "What to do:")
SOURCE = Text("Källa: {source}", "Source: {source}")
NO_FINDINGS = Text("Kontrollen fann inget att anmärka.", "The check found nothing.")

READING = Text("Det här innehåller arbetsboken, och så lästes den", "What the workbook contains, and how it was read")
RIGHT = Text("Det här är rätt", "What is right")
FINDINGS = Text("Avvikelser", "Findings")
WAIVERS = Text("Undantag", "Waivers")
BALANCES = Text("Saldon", "Balances")
TRANSFERS = Text("Omfördelningar", "Transfers")
INTERVENTIONS = Text("Insatser", "Interventions")
YEAR_END = Text("Årets slut", "The end of the year")
TIMELINE = Text("Tidslinje", "Timeline")
DECISION = Text("Beslutet", "The decision")
BASIS = Text("Underlag", "Basis")

TABLE, SHEET, RANGE = Text("Tabell", "Table"), Text("Blad", "Sheet"), Text("Område", "Range")
ROWS, UNIT, COLUMNS = Text("Rader", "Rows"), Text("Enhet", "Unit"), Text("Kolumner", "Columns")
COLUMN = Text("{letters} {field}", "{letters} {field}")
OWN_COLUMN = Text("{letters} {field} ”{heading}”", "{letters} {field} “{heading}”")
QUESTIONS = Text("Att svara på:", "To be answered:")
NOT_READ = Text("Inte läst:", "Not read:")
FAMILY, CLEAN = Text("Kontroller av", "Rules about"), Text("Prövade utan avvikelser", "Tried, nothing found")
TRIED = Text("{tried} av {all} kontroller är prövade, och {clean} av dem har inget att anmärka.", "{tried} of {all} rules were tried, and {clean} of them found nothing.")
NOT_TRIED = Text("Inte fullt ut prövade:", "Not tried in full:")
BECAUSE = Text("{codes}: {cause}", "{codes}: {cause}")
UNKNOWN = Text("{name}: {why}", "{name}: {why}")
DASH = Text("– betyder att beloppet inte är känt.", "– means that the amount is not known.")
ID, DATE, STATUS, AMOUNT = Text("Id", "Id"), Text("Datum", "Date"), Text("Status", "Status"), Text("Belopp", "Amount")
DONOR, RECEIVER, AGREEMENT = Text("Givare", "Donor"), Text("Mottagare", "Receiver"), Text("Överenskommelse", "Agreement")
INTERVENTION, INITIATOR, PLANNED = Text("Insats", "Intervention"), Text("Initiativtagare", "Initiator"), Text("Planerat", "Planned")
NO_TRANSFERS = Text("Inga omfördelningar är införda.", "No transfers are entered.")
NO_INTERVENTIONS = Text("Inga insatser är införda.", "No interventions are entered.")
NO_AGREEMENT = Text("ingen angiven", "none stated")
NO_EVENTS = Text("Inga händelser.", "No events.")
NO_WAIVERS = Text("Inga undantag är införda.", "No waivers are entered.")
EARLIER = Text("{n} tidigare händelser visas inte här: de finns i ”kraftsamling balance --timeline”.", "{n} earlier events are not shown here: they are in `kraftsamling balance --timeline`.")
LATER = Text(" (senare)", " (later)")
CODE, REASON, REFERENCE = Text("Kod", "Code"), Text("Motivering", "Reason"), Text("Beslutsreferens", "Decision reference")
ROLE, EXPIRES, ANSWERS = Text("Ansvarig roll", "Role"), Text("Giltigt till", "Holds until"), Text("Avvikelser", "Findings")
GRANTED, WHERE = Text("Beviljat", "Allotted"), Text("Var det står", "Where it says so")
WORKBOOK, AS_OF, PROFILE = Text("Arbetsbok", "Workbook"), Text("Avstämningsdatum", "As-of date"), Text("Profil", "Profile")
MADE, PROGRAM = Text("Rapportens dag", "Day of the report"), Text("Program", "Program")
JUDGES_NOTHING = Text(
    "Rapporten redovisar belopp och var de kommer ifrån. Den är ett beslutsunderlag och tar inte ställning.",
    "The report states amounts and where they come from. It is decision support, and takes no stand.",
)
REST_ON_SHEET = Text("{n} till av {code} på bladet {sheet} visas inte här.", "{n} more of {code} on the sheet {sheet} are not shown here.")
REST = Text("{n} till av {code} visas inte här.", "{n} more of {code} are not shown here.")
ALL_SHOWN = Text(
    "Alla visas med ”kraftsamling validate --format json”, och på bladet Kontroll med --annotate.",
    "All are shown by `kraftsamling validate --format json`, and on the sheet Kontroll by --annotate.",
)
MORE_ROWS = Text("{n} rader till visas inte här: de står i arbetsboken.", "{n} more rows are not shown here: they are in the workbook.")

FAMILIES: Mapping[str, Text] = {
    "ST": Text("struktur", "structure"), "VD": Text("värden", "values"), "BE": Text("beslut", "decision"), "TD": Text("tilldelning", "allocations"),
    "IN": Text("insatser", "interventions"), "AV": Text("avrop", "call-offs"), "OM": Text("omfördelning", "transfers"),
    "UT": Text("utfall och prognos", "outcome and forecasts"), "BO": Text("bokslut", "the year's end"),
    "FO": Text("formler och arbetsbokens skick", "formulas and the state of the workbook"), "KO": Text("själva kontrollen", "the check itself"),
}  # fmt: skip
"""The families of rules, by the letters of their codes."""
