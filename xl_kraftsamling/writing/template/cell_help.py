"""The help of cells: what Excel says when one is selected, and when it does not accept what was written there.

Each is written for its cell: what to write there and, where it is not plain, what comes of it.  What the words mean is on Läs mig.
"""

from typing import NamedTuple

from xl_kraftsamling.domain.tables import Column, Kind, Table


class CellHelp(NamedTuple):
    """The prompt that Excel shows when a cell is selected, and the error it shows when it does not accept a value."""

    prompt: str
    error_title: str = ""
    error: str = ""


class _Refusal(NamedTuple):
    """The title and the words of an error."""

    title: str = ""
    words: str = ""


_NO_NUMBER = "Beloppet går inte att räkna med"
_NO_WORD = _Refusal("Ordet finns inte i listan", "Välj ett av orden i listan. Andra ord förstås inte.")
_NO_RECIPIENT = _Refusal(
    "Namnet finns inte på Tilldelning",
    "En annan nämnd kan vara rätt, till exempel som mottagare av en omfördelning. Kontrollera stavningen. Vill du behålla namnet?",
)
_KINDS = {
    Kind.AMOUNT: _Refusal(_NO_NUMBER, "Skriv ett tal över noll, till exempel 150000 eller 150000,50, utan bokstäver."),
    Kind.DATE: _Refusal(
        "Datumet går inte att läsa",
        "Skriv år, månad och dag med bindestreck, till exempel 2026-05-20. Året ska ligga mellan 2000 och 2099.",
    ),
    Kind.PERIOD: _Refusal(
        "Perioden går inte att läsa", "Skriv år och månad med sex siffror, till exempel 202605. Vill du behålla det som står?"
    ),
    Kind.RECIPIENT: _NO_RECIPIENT,
    Kind.STATUS: _NO_WORD,
    Kind.DECLARED: _Refusal(
        "Varken ja, nej eller datum", "Välj ja eller nej i listan, eller skriv datumet för beskedet. Vill du behålla det som står?"
    ),
}
_FIELDS = {
    "allocations.recipient": _Refusal("Mottagaren står redan här", "Varje mottagare har en rad. Vill du behålla den ändå?"),
    "allocations.kind": _Refusal("Ordet finns inte i listan", "Välj nämnd eller bolag."),
    "call_offs.amount": _Refusal(
        _NO_NUMBER, "Skriv ett tal över noll, till exempel 150000 eller 150000,50. Pengar tillbaka är en egen rad med status återfört."
    ),
    "forecasts.amount": _Refusal(_NO_NUMBER, "Skriv ett tal, noll eller mer, till exempel 150000 eller 150000,50, utan bokstäver."),
    "outcomes.amount": _Refusal(_NO_NUMBER, "Skriv ett tal, till exempel 150000 eller -1200,50, utan bokstäver."),
    "waivers.code": _Refusal("Kontrollen finns inte", "Välj en kod i listan. Koderna står på bladet Regler."),
    "waivers.sheet": _Refusal("Bladet finns inte", "Välj ett blad i listan."),
    "record.year": _Refusal("Året går inte att läsa", "Skriv året med fyra siffror."),
    "settings.version": _Refusal("Mallversionen ska stå kvar", "Programmet ser här vilken mall det är."),
}
_REFERRED = {
    "interventions.id": _Refusal(
        "Insatsen finns inte", "Det finns ingen rad med det Insats-id:t på bladet Insatser. Skriv in den där först, eller välj i listan."
    ),
    "call_offs.id": _Refusal(
        "Avropet finns inte", "Det finns ingen rad med det Avrop-id:t på bladet Avrop. Skriv in den där först, eller välj i listan."
    ),
}
_AMOUNT = "Skriv kronor som ett tal, till exempel 150000 eller 150000,50. ”kr” visas automatiskt."
_DATE = "Skriv år, månad och dag, till exempel 2026-05-20."
_COMMENT = "Det som är bra att veta om raden. Skriv inga personnummer."

_PROMPTS = {
    "record": {
        "case_number": "Ärendets nummer i diariet, till exempel STK-2026-580. Det avgör vilket beslut arbetsboken jämförs med.",
        "section": "Paragrafen i protokollet, till exempel § 266.",
        "body": "Det organ vars protokoll beslutet eller förslaget står i, till exempel kommunstyrelsens arbetsutskott.",
        "meeting": f"Dagen för sammanträdet i det protokollet. {_DATE}",
        "title": "Ärendets rubrik i protokollet.",
        "year": "Året som pengarna gäller, med fyra siffror.",
        "reserve": "Var pengarna tas ifrån, till exempel kommunstyrelsens anslag till förfogande.",
        "status": "Förslag tills kommunstyrelsen har beslutat, därefter beslut.",
        "executive_section": "Paragrafen i kommunstyrelsens protokoll. Fyll i den när kommunstyrelsen har beslutat.",
        "decided_on": f"Dagen då kommunstyrelsen beslutade. {_DATE}",
        "conditions": "Villkor som följer med pengarna, eller var de står.",
    },
    "allocations": {
        "recipient": "Den nämnd eller det bolag som får pengar, med namnet som i beslutet. En rad per mottagare.",
        "kind": "Välj nämnd eller bolag.",
        "amount": f"Beloppet som beslutet ger mottagaren. {_AMOUNT}",
        "reference": "Var i beslutet beloppet står, till exempel diarienummer, paragraf och punkt.",
        "comment": _COMMENT,
    },
    "interventions": {
        "id": "Insatsens id, till exempel I-01: ett som ingen annan insats har. Avrop och utfall hänvisar till det.",
        "name": "Insatsens namn, eller kort vad den går ut på.",
        "initiator": "Den som föreslog insatsen. Det kan vara en annan än mottagaren av pengarna.",
        "recipient": "Den som får pengarna till insatsen. Välj i listan; en nämnd som inte finns där kan skrivas in.",
        "planned": f"Vad insatsen beräknas kosta under året. {_AMOUNT}",
        "status": "Välj i listan. En avbruten insats räknas inte i det planerade.",
        "comment": _COMMENT,
    },
    "call_offs": {
        "id": "Avropets id, till exempel A-1: ett som inget annat avrop har. En återföring hänvisar till det.",
        "date": f"Dagen då avropet räknas i saldot. {_DATE}",
        "recipient": "Den som avropar pengarna. Välj i listan; en nämnd som inte finns där kan skrivas in.",
        "intervention": "Insatsen som pengarna avropas för. Välj dess id i listan.",
        "amount": f"{_AMOUNT} Även en återföring skrivs utan minustecken.",
        "status": "Begärt, sedan godkänt, sedan utbetalt. Återfört är pengar tillbaka, på en egen rad.",
        "reverses": "Fyll bara i för en återföring: id för det avrop som pengarna kommer tillbaka från.",
        "reference": "Var underlaget finns, till exempel ett diarienummer. Skriv inga personnummer.",
        "comment": _COMMENT,
    },
    "transfers": {
        "id": "Omfördelningens id, till exempel O-1: ett som ingen annan omfördelning har.",
        "date": f"Dagen då omfördelningen räknas i saldot, när den är bokförd. {_DATE}",
        "donor": "Den som lämnar pengarna. Välj i listan; en nämnd som inte finns där kan skrivas in.",
        "receiver": "Den som tar emot pengarna. Välj i listan; en nämnd som inte finns där kan skrivas in.",
        "amount": f"Beloppet som flyttas. {_AMOUNT}",
        "status": "Utkast, begärd, överenskommen, bokförd. Bara bokförda ändrar saldot; begärda och överenskomna reserverar givarens pengar.",
        "agreement": "Diarienummer för överenskommelsen med stadskontoret, eller var den finns.",
        "agreed_on": f"Dagen då överenskommelsen träffades. Den får inte vara senare än omfördelningen. {_DATE}",
        "party": "Den som överenskommelsen är träffad med: stadskontoret.",
        "agreed_amount": f"Beloppet i överenskommelsen, om det står i den. {_AMOUNT}",
        "declared_unused": "Har givaren förklarat att pengarna inte behövs? Välj ja eller nej, eller skriv datumet för beskedet.",
        "origin": "Fyll i om givaren själv har fått pengarna genom en omfördelning: vem de kom ifrån, eller id för den omfördelningen.",
        "comment": _COMMENT,
    },
    "outcomes": {
        "voucher": "Verifikationens nummer i redovisningen. Samma nummer får stå på flera rader.",
        "booked_on": f"Dagen då kostnaden är bokförd. {_DATE}",
        "period": "Månaden som kostnaden hör till. Skriv år och månad med sex siffror, till exempel 202605.",
        "recipient": "Den som har kostnaden. Välj i listan; en nämnd som inte finns där kan skrivas in.",
        "intervention": "Insatsen som kostnaden gäller. Välj dess id i listan.",
        "amount": "Skriv kronor som ett tal, med samma tecken som i redovisningen. En rättelse har motsatt tecken.",
        "text": "Vad kostnaden gäller. Skriv inga personnummer.",
    },
    "forecasts": {
        "date": f"Dagen då prognosen gjordes. Den senaste prognosen gäller. {_DATE}",
        "recipient": "Den som prognosen gäller. Välj i listan; en nämnd som inte finns där kan skrivas in.",
        "amount": f"Vad hela året väntas kosta, med det som redan är bokfört. {_AMOUNT}",
        "comment": _COMMENT,
    },
    "waivers": {
        "code": "Välj koden för den kontroll som undantaget gäller.",
        "sheet": "Välj bladet där avvikelsen är.",
        "row_id": "Radens id, det vill säga det som står i dess första kolumn. Tomt om avvikelsen gäller hela bladet.",
        "reason": "Varför avvikelsen får finnas. Skriv inga personnummer.",
        "reference": "Det beslut som ger stöd för undantaget.",
        "role": "Rollen som svarar för undantaget. Skriv inget personnamn.",
        "expires": f"Sista dagen som undantaget gäller. {_DATE}",
    },
    "settings": {
        "profile": "Hur strängt arbetsboken kontrolleras: strikt, normal eller mild.",
        "as_of": f"Den dag som saldot gäller; hela dagen räknas med. Tomt betyder i dag. {_DATE}",
        "thresholds": "Andelar i procent av disponibelt som ger en upplysning, skrivna så här: 70; 85; 100.",
        "cost_sign": "Välj negativt om rapporten på bladet Utfall visar kostnader med minustecken.",
        "version": "Ändra inte. Programmet ser här vilken mall det är.",
    },
}  # fmt: skip


def find_help(table: Table, column: Column) -> CellHelp:
    """The help of a column's cells."""
    return CellHelp(_PROMPTS[table.name][column.field], *_find_refusal(table, column))


def _find_refusal(table: Table, column: Column) -> _Refusal:
    if column.kind is Kind.ID:
        words = f"Varje rad behöver ett eget {column.heading}. Skriv ett som inte redan finns i kolumnen."
        return _Refusal(f"{column.heading} finns redan", words)
    named = _FIELDS.get(f"{table.name}.{column.field}") or _REFERRED.get(column.refers_to)
    return named or _KINDS.get(column.kind) or _Refusal()
