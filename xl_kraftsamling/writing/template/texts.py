"""The Swedish texts of the template: its titles, and the sentence below each.  The help of cells: `cell_help`."""

from xl_kraftsamling.domain.finding_words import NOTE as FINDINGS_NOTE

PROGRAMME = "Kraftsamlande insatser"
BOOK_TITLE = f"{PROGRAMME}: tilldelning, avrop och omfördelning"
CHART_TITLE = "Disponibelt, avropat och utfall per mottagare, mnkr"
CHART_NAME = "Diagram över saldo"
CHART_ALT = (
    "Liggande staplar, tre per mottagare: disponibelt, avropat och utfall i miljoner kronor. Är avropat längre än "
    "disponibelt är mottagaren överdragen. Samma belopp står i tabellen ovanför."
)

GUARD_TITLE = "Här räknar en formel"
GUARD = "Tryck på Avbryt. Stämmer inte beloppet: rätta raden som det kommer från, på ett av bladen Tilldelning till Prognos. Datumet väljs på Inställningar."
"""What Excel says to somebody who types over a formula of Saldo."""

NOTES = {
    "Beslut": "Beslutet som ger pengarna. Fyll i kommunstyrelsens paragraf och beslutsdatum när beslutet är fattat.",
    "Tilldelning": "Vad beslutet ger varje mottagare, en rad per mottagare.",
    "Insatser": "Vad pengarna går till, en rad per insats.",
    "Avrop": "En rad per avrop. Pengar som lämnas tillbaka är en egen rad med status återfört och ett belopp över noll.",
    "Omfördelning": "En rad per omfördelning. Den räknas i saldot från den dag då den är bokförd.",
    "Utfall": "Bokförda kostnader, en rad per bokförd kostnad. ”kraftsamling import” hämtar dem ur huvudboken.",
    "Prognos": "Vad hela året väntas kosta. Skriv en ny rad vid varje prognos; den senaste gäller.",
    "Saldo": "Belopp i kronor. ✖ är överdraget, ▲ är mer än avropat eller disponibelt. Räknas fram av formler: rätta raden som beloppet kommer från.",
    "Kontroll": FINDINGS_NOTE.sv,
    "Regler": "Alla kontroller av arbetsboken, och hur allvarlig en avvikelse är i profilerna strikt, normal och mild.",
    "Undantag": "Avvikelser som någon svarar för. Motivering, beslutsreferens och slutdatum måste finnas. Låsta kontroller kan inte undantas.",
    "Inställningar": "Hur arbetsboken räknas och kontrolleras. Tomt avstämningsdatum betyder i dag.",
}
"""The sentence below each sheet's title."""

