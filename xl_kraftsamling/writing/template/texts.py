"""The Swedish texts of the template: titles, the sentence below each, and the help of cells."""

from typing import NamedTuple

from xl_kraftsamling.domain.finding_words import NOTE as FINDINGS_NOTE
from xl_kraftsamling.domain.glossary import TERM_BY_HEADING
from xl_kraftsamling.domain.tables import Column, Kind, Table

PROGRAMME = "Kraftsamlande insatser"
BOOK_TITLE = f"{PROGRAMME}: tilldelning, avrop och omfördelning"
CHART_TITLE = "Disponibelt, avropat och utfall per mottagare, mnkr"
CHART_NAME = "Diagram över saldo"
CHART_ALT = (
    "Liggande staplar, tre per mottagare: disponibelt, avropat och utfall i miljoner kronor. Där avropat är längre än "
    "disponibelt är mottagaren överdragen. Samma belopp står i tabellen ovanför."
)

GUARD_TITLE = "Här räknar en formel"
GUARD = "Tryck på Avbryt. Stämmer inte beloppet: rätta raden som det kommer från, på ett av bladen Tilldelning till Prognos. Datumet väljs på Inställningar."
"""What Excel says to somebody who types over a formula of Saldo."""

NOTES = {
    "Beslut": "Beslutet som pengarna vilar på. Fyll i kommunstyrelsens paragraf och beslutsdatum när beslutet är fattat.",
    "Tilldelning": "Vad beslutet ger varje mottagare, en rad per mottagare.",
    "Insatser": "Vad pengarna går till, en rad per insats.",
    "Avrop": "En rad per avrop. Pengar som lämnas tillbaka är en egen rad med status återfört och ett belopp över noll.",
    "Omfördelning": "En rad per omfördelning. Den räknas i saldot från den dag då den är bokförd.",
    "Utfall": "Bokförda kostnader, en rad per verifikation eller som rapporten från ekonomisystemet ser ut.",
    "Prognos": "Vad hela året väntas kosta. Skriv en ny rad vid varje prognos; den senaste gäller.",
    "Saldo": "Belopp i kronor. ✖ är överdraget, ▲ är mer än avropat eller disponibelt. Räknas av formler: rätta raden som beloppet kommer från.",
    "Kontroll": FINDINGS_NOTE.sv,
    "Regler": "Alla regler som arbetsboken prövas mot, och hur tungt var och en väger i profilerna strikt, normal och mild.",
    "Undantag": "Avvikelser som någon svarar för. Skäl, beslutsreferens och slutdatum måste finnas. Låsta regler har inga undantag.",
    "Inställningar": "Hur arbetsboken räknas och kontrolleras. Tomt avstämningsdatum betyder i dag.",
}
"""The sentence below each sheet's title."""


class CellHelp(NamedTuple):
    """The prompt that Excel shows when a cell is selected, and the error it shows when it does not accept a value."""

    prompt: str = ""
    error_title: str = ""
    error: str = ""


_KINDS = {
    Kind.AMOUNT: CellHelp(
        "Skriv kronor som ett tal, till exempel 150000 eller 150000,50. ”kr” visas av sig självt.",
        "Beloppet går inte att räkna med",
        "Skriv ett tal över noll, till exempel 150000 eller 150000,50, utan bokstäver.",
    ),
    Kind.DATE: CellHelp(
        "Skriv år, månad och dag, till exempel 2026-05-20.",
        "Datumet går inte att läsa",
        "Skriv år, månad och dag med bindestreck, till exempel 2026-05-20. Året ska ligga mellan 2000 och 2099.",
    ),
    Kind.PERIOD: CellHelp(
        "Skriv år och månad med sex siffror, till exempel 202605.",
        "Perioden går inte att läsa",
        "Skriv år och månad med sex siffror, till exempel 202605. Vill du behålla det som står?",
    ),
    Kind.RECIPIENT: CellHelp(
        "Välj i listan. En nämnd som inte finns där kan skrivas in.",
        "Namnet finns inte på Tilldelning",
        "En annan nämnd kan vara rätt, till exempel som mottagare av en omfördelning. Kontrollera stavningen. Vill du "
        "behålla namnet?",
    ),
    Kind.STATUS: CellHelp(
        "Välj i listan.",
        "Ordet finns inte i listan",
        "Välj ett av orden i listan. Andra ord förstås inte.",
    ),
    Kind.DECLARED: CellHelp(
        "Välj ja eller nej, eller skriv datumet för förklaringen.",
        "Varken ja, nej eller datum",
        "Välj ja eller nej i listan, eller skriv datumet för förklaringen. Vill du behålla det som står?",
    ),
    Kind.ID: CellHelp(
        "Ett eget namn på raden, så att andra rader kan peka på den.",
        "Namnet finns redan",
        "Varje rad behöver ett eget namn i den här kolumnen. Skriv ett som inte redan finns.",
    ),
}  # fmt: skip

_UNKNOWN_ID = "Det står ingen rad med det namnet på bladet {sheet}. Skriv in den där först, eller välj i listan."

_FIELDS = {
    "allocations.recipient": CellHelp(
        "Skriv namnet som det står i beslutet.", "Mottagaren står redan här",
        "Varje mottagare har en rad. Vill du behålla den ändå?"),
    "allocations.kind": CellHelp("Välj nämnd eller bolag.", "Ordet finns inte i listan", "Välj nämnd eller bolag."),
    "allocations.reference": CellHelp("Var i beslutet beloppet står, till exempel diarienummer, paragraf och punkt."),
    "interventions.name": CellHelp("Skriv kort vad det är."),
    "call_offs.amount": CellHelp(
        _KINDS[Kind.AMOUNT].prompt, _KINDS[Kind.AMOUNT].error_title,
        "Skriv ett tal över noll, till exempel 150000 eller 150000,50. Pengar tillbaka är en egen rad med status återfört."),
    "call_offs.status": CellHelp(
        "Begärt, sedan godkänt, sedan utbetalt. Återfört är pengar tillbaka.", *_KINDS[Kind.STATUS][1:]),
    "call_offs.reverses": CellHelp(
        "Bara för återföringar: avropet som pengarna kommer tillbaka från.", "Avropet finns inte",
        _UNKNOWN_ID.format(sheet="Avrop")),
    "call_offs.reference": CellHelp("Var underlaget finns, till exempel ett diarienummer."),
    "transfers.status": CellHelp(
        "Utkast, begärd, överenskommen, bokförd. Bara bokförda ändrar saldot; begärda och överenskomna håller pengarna.",
        *_KINDS[Kind.STATUS][1:]),
    "forecasts.amount": CellHelp(
        _KINDS[Kind.AMOUNT].prompt, _KINDS[Kind.AMOUNT].error_title,
        "Skriv ett tal, noll eller mer, till exempel 150000 eller 150000,50, utan bokstäver."),
    "outcomes.amount": CellHelp(
        "Skriv kronor som ett tal. En rättelse åt andra hållet har minus.", "Beloppet går inte att räkna med",
        "Skriv ett tal, till exempel 150000 eller -1200,50, utan bokstäver."),
    "waivers.code": CellHelp("Välj regelns kod.", "Regeln finns inte", "Välj en kod i listan. Koderna står på bladet Regler."),
    "waivers.sheet": CellHelp("Välj bladet där avvikelsen är.", "Bladet finns inte", "Välj ett blad i listan."),
    "waivers.row_id": CellHelp("Radens namn, det vill säga det som står i dess första kolumn."),
    "waivers.reason": CellHelp("Varför avvikelsen får finnas. Skriv inga personnummer."),
    "waivers.reference": CellHelp("Beslutet som undantaget vilar på."),
    "waivers.role": CellHelp("Rollen som svarar för undantaget. Skriv inget personnamn."),
    "waivers.expires": CellHelp("Sista dagen som undantaget gäller.", *_KINDS[Kind.DATE][1:]),
    "record.section": CellHelp("Paragrafen i protokollet, till exempel § 266."),
    "record.body": CellHelp("Organet vars protokoll beslutet eller förslaget står i."),
    "record.title": CellHelp("Ärendets rubrik."),
    "record.year": CellHelp(
        "Året som pengarna gäller, med fyra siffror.", "Året går inte att läsa", "Skriv året med fyra siffror."),
    "record.status": CellHelp("Förslag tills kommunstyrelsen har beslutat, därefter beslut.", *_KINDS[Kind.STATUS][1:]),
    "record.executive_section": CellHelp("Fyll i när kommunstyrelsen har beslutat."),
    "record.decided_on": CellHelp("Dagen då kommunstyrelsen beslutade, till exempel 2026-05-20.", *_KINDS[Kind.DATE][1:]),
    "record.conditions": CellHelp("Villkor som följer med pengarna, eller var de står."),
    "settings.profile": CellHelp(
        "Hur strängt arbetsboken kontrolleras: strikt, normal eller mild.", *_KINDS[Kind.STATUS][1:]),
    "settings.thresholds": CellHelp("Andelar i procent av disponibelt som ger en upplysning, skrivna så här: 70; 85; 100."),
    "settings.cost_sign": CellHelp(
        "Välj negativt om rapporten i Utfall visar kostnader med minustecken.", *_KINDS[Kind.STATUS][1:]),
    "settings.version": CellHelp(
        "Ändra inte. Programmet ser här vilken mall det är.", "Mallversionen ska stå kvar", "Programmet ser här vilken mall det är."),
}  # fmt: skip


def find_help(table: Table, column: Column) -> CellHelp:
    """The help of a column's cells: what its heading means, and on the next line what to write."""
    found = _FIELDS.get(f"{table.name}.{column.field}") or _KINDS.get(column.kind) or CellHelp()
    if column.refers_to == "interventions.id":
        found = CellHelp("Välj i listan.", "Insatsen finns inte", _UNKNOWN_ID.format(sheet="Insatser"))
    if column.is_free_text and not found.prompt:
        found = CellHelp("Fritt. Skriv inga personnummer.")
    term = TERM_BY_HEADING.get(column.heading)
    return found._replace(prompt="\n".join(filter(None, (term.meaning if term else "", found.prompt))))
