"""The glossary as data: what each word of the workbook means, and the Swedish words that stay in English output.

One source for the sheet Läs mig, for the help of Saldo's headings and for the lines below an English page.  Source: domain.md parts 2 and 3.
"""

from typing import NamedTuple


class Term(NamedTuple):
    """A word in Swedish and in English, the headings of Saldo that it explains, and its meaning, in Swedish as on the sheets."""

    sv: str
    en: str
    headings: tuple[str, ...]
    meaning: str


TERMS = (
    Term("mottagare", "recipient", ("Mottagare",),
         "Den nämnd eller det bolag som får pengar."),
    Term("nämnd", "board", (),
         "Ett av kommunens politiska organ. Nämnden beslutar och dess förvaltning utför."),
    Term("bolag", "company", (),
         "Ett kommunalt bolag. Det är ingen nämnd, och dess kostnader syns inte i stadens redovisning."),
    Term("beslut", "decision", (),
         "Det som beviljar pengarna. Ett förslag blir ett beslut först när kommunstyrelsen har beslutat."),
    Term("förslag", "proposal", (),
         "Det som ett organ föreslår att ett annat ska besluta."),
    Term("diarienummer", "case number", (),
         "Ärendets nummer i diariet, till exempel STK-2026-580."),
    Term("anslag till förfogande", "reserve", (),
         "De pengar i budgeten som kommunstyrelsen själv får fördela under året."),
    Term("tilldelning", "allocation", (),
         "Vad beslutet ger varje mottagare."),
    Term("beviljat", "allotted", ("Beviljat",),
         "Beloppet som beslutet ger mottagaren."),
    Term("insats", "intervention", (),
         "Det arbete som pengarna går till."),
    Term("initiativtagare", "initiator", (),
         "Den som föreslog insatsen. Det är inte alltid den som får pengarna."),
    Term("planerat", "planned", (),
         "Vad insatsen beräknas kosta under året."),
    Term("avrop", "call-off", (),
         "Att en mottagare tar i anspråk en del av sina pengar. Avropet går från begärt till godkänt och utbetalt."),
    Term("återföring", "reversal", (),
         "Att avropade pengar lämnas tillbaka. Återföringen är en egen rad med status återfört, som anger avropet."),
    Term("omfördelning", "transfer", (),
         "Att en nämnd får avropa pengar som en annan inte använder. Omfördelningen räknas när den är bokförd, från sitt datum."),
    Term("givare", "donor", (),
         "Den som lämnar ifrån sig pengar i en omfördelning."),
    Term("överenskommelse", "agreement", (),
         "Det som har avtalats med stadskontoret om en omfördelning, med en referens så att det går att hitta."),
    Term("part", "party", (),
         "Den som överenskommelsen är träffad med."),
    Term("outnyttjat", "unused", (),
         "Att givaren har förklarat att pengarna inte behövs."),
    Term("ursprung", "origin", (),
         "Vem pengarna först kom ifrån, när givaren själv har fått dem genom en omfördelning."),
    Term("mottaget", "received", ("Mottaget",),
         "Bokförda omfördelningar till mottagaren, till och med avstämningsdatumet."),
    Term("avstått", "ceded", ("Avstått",),
         "Bokförda omfördelningar från mottagaren, till och med avstämningsdatumet."),
    Term("disponibelt", "disposable", ("Disponibelt",),
         "Vad mottagaren får avropa i allt: beviljat plus mottaget minus avstått."),
    Term("avropat", "called off", ("Avropat",),
         "Godkända och utbetalda avrop minus återföringar, till och med avstämningsdatumet."),
    Term("begärt", "requested", ("Begärt",),
         "Avrop som är begärda men inte beslutade, oavsett datum."),
    Term("kvar att avropa", "remaining", ("Kvar att avropa",),
         "Disponibelt minus avropat. Under noll är mottagaren överdragen."),
    Term("utfall", "outcome", ("Utfall",),
         "Kostnader som är bokförda till och med avstämningsdatumet."),
    Term("verifikation", "voucher", (),
         "Numret på det bokförda underlaget."),
    Term("avropat ej förbrukat", "called off, unspent", ("Avropat ej förbrukat",),
         "Avropat minus utfall. Under noll är mer bokfört än avropat."),
    Term("prognos", "forecast", ("Prognos",),
         "Vad mottagaren räknar med att hela året kostar. Den senaste gäller."),
    Term("väntande", "waiting", (),
         "Omfördelningar som är begärda eller överenskomna men inte bokförda. De reserverar givarens pengar."),
    Term("omfördelningsbart", "transferable", ("Omfördelningsbart",),
         "Vad mottagaren kan lämna ifrån sig och ändå ha täckning för allt som är begärt, väntande eller daterat framåt."),
    Term("saldo", "balance", (),
         "En mottagares alla belopp vid ett datum."),
    Term("avstämningsdatum", "as-of date", (),
         "Den dag som saldot gäller. Hela dagen räknas med. Tomt betyder i dag."),
    Term("kontroll, avvikelse", "rule, finding", (),
         "En kontroll prövar en sak i arbetsboken. Det som inte stämmer är en avvikelse. Bladet Regler visar alla kontroller."),
    Term("allvar", "severity", (),
         "Hur allvarlig en avvikelse är: fel, varning eller upplysning. Ej prövad betyder att något inte gick att kontrollera."),
    Term("arbetsbok, blad, mall", "workbook, sheet, template", (),
         "Arbetsboken är den här filen och bladen är dess flikar. Mallen är den tomma arbetsbok som den började som."),
    Term("undantag", "waiver", (),
         "Att någon svarar för en avvikelse, med motivering, beslutsreferens och slutdatum."),
)  # fmt: skip
"""Every word, in the order in which money moves."""

TERM_BY_HEADING = {heading: term for term in TERMS for heading in term.headings}
"""The word that explains a heading."""

KEPT_WORDS = {
    "insats": "what the money is for (an intervention; in the plural insatser)",
    "nämnd": "one of the city's political boards (in the plural nämnder), which decides; its förvaltning does the work",
    "förvaltning": "the department that works for a nämnd",
    "kommunstyrelsen": "the city executive board",
    "arbetsutskottet": "the executive committee of kommunstyrelsen",
    "stadskontoret": "the city office, the department of kommunstyrelsen",
    "strikt, normal, mild": "the profiles, from the strictest to the most lenient: how severe a finding is depends on the profile",
}
"""The Swedish words that English texts keep, since they are names or have no equal, in the order in which they are explained."""
