"""The glossary as data: what each word of the workbook means, in Swedish and in English, and the headings it explains.

One source for the sheet Läs mig and for the help that a cell shows.  Source: domain.md parts 2 and 3.
"""

from typing import NamedTuple


class Term(NamedTuple):
    """A word in Swedish and in English, the headings that it explains, and its meaning, in Swedish as on the sheets."""

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
         "Det som ett organ föreslår ett annat att besluta."),
    Term("diarienummer", "case number", ("Diarienummer",),
         "Ärendets nummer i diariet, till exempel STK-2026-580."),
    Term("anslag till förfogande", "reserve", ("Finansiering",),
         "De pengar i budgeten som kommunstyrelsen själv får fördela under året."),
    Term("tilldelning", "allocation", (),
         "Vad beslutet ger varje mottagare."),
    Term("beviljat", "allotted", ("Beviljat belopp", "Beviljat"),
         "Beloppet som beslutet ger mottagaren."),
    Term("insats", "intervention", ("Insats", "Insats-id"),
         "Det arbete som pengarna går till."),
    Term("initiativtagare", "initiator", ("Initiativtagare",),
         "Den som föreslog insatsen. Det är inte alltid den som får pengarna."),
    Term("planerat", "planned", ("Planerat belopp",),
         "Vad insatsen beräknas kosta under året."),
    Term("avrop", "call-off", ("Avrop-id",),
         "Att en mottagare tar i anspråk en del av sina pengar. Går från begärt till godkänt och utbetalt."),
    Term("återföring", "reversal", ("Avser avrop",),
         "Att avropade pengar lämnas tillbaka. Den är en egen rad med status återfört och pekar ut avropet."),
    Term("omfördelning", "transfer", ("Omfördelning-id",),
         "Att en nämnd avropar pengar som en annan inte använder. Räknas från den dag då den är bokförd."),
    Term("givare", "donor", ("Givare",),
         "Den som lämnar ifrån sig pengar i en omfördelning."),
    Term("överenskommelse", "agreement", ("Överenskommelse",),
         "Vad en omfördelning vilar på: referensen till det som har avtalats med stadskontoret."),
    Term("part", "party", ("Part",),
         "Den som överenskommelsen är träffad med."),
    Term("outnyttjat", "unused", ("Outnyttjat förklarat",),
         "Att givaren har förklarat att pengarna inte behövs."),
    Term("ursprung", "origin", ("Ursprung",),
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
    Term("verifikation", "voucher", ("Verifikation",),
         "Numret på det bokförda underlaget."),
    Term("avropat ej förbrukat", "called off, unspent", ("Avropat ej förbrukat",),
         "Avropat minus utfall. Under noll är mer bokfört än avropat."),
    Term("prognos", "forecast", ("Prognos", "Helårsprognos"),
         "Vad mottagaren räknar med att hela året kostar. Den senaste gäller."),
    Term("väntande", "waiting", (),
         "Omfördelningar som är begärda eller överenskomna men inte bokförda. De håller givarens pengar."),
    Term("omfördelningsbart", "transferable", ("Omfördelningsbart",),
         "Vad mottagaren kan lämna ifrån sig och ändå ha råd med allt som är begärt, väntande eller daterat framåt."),
    Term("saldo", "balance", (),
         "En mottagares alla belopp vid ett datum."),
    Term("avstämningsdatum", "as-of date", ("Avstämningsdatum",),
         "Den dag som saldot gäller. Hela dagen räknas med. Tomt betyder i dag."),
    Term("kontroll, avvikelse", "rule, finding", (),
         "En kontroll är en regel som arbetsboken prövas mot. Det som bryter mot den är en avvikelse."),
    Term("allvar", "severity", ("Allvar",),
         "Hur tungt en avvikelse väger: fel, varning eller upplysning. Ej prövad är det som inte gick att kontrollera."),
    Term("arbetsbok, blad, mall", "workbook, sheet, template", (),
         "Arbetsboken är den här filen och bladen är dess flikar. Mallen är den tomma arbetsbok som den började som."),
    Term("undantag", "waiver", (),
         "En avvikelse som någon svarar för, med skäl, beslutsreferens och slutdatum."),
)  # fmt: skip
"""Every word, in the order in which money moves."""

TERM_BY_HEADING = {heading: term for term in TERMS for heading in term.headings}
"""The word that explains a heading."""
