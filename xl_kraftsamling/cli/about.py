"""What each command is about: the whole of it begins its help page, the first sentence stands in the list of commands.

It stands here and not in the module of the command, so that the list can be shown without importing any of them.
"""

from collections.abc import Mapping

from xl_kraftsamling.domain.texts import Text

ABOUT: Mapping[str, Text] = {
    "fill": Text(
        "Skapar en arbetsbok ur mallen. Den får ett besluts belopp, och om man vill egna rader eller exempeldata. Slutar namnet "
        "på .xlsm får den också knapparna och funktionerna.\n\nMed --into läggs raderna i stället till i en kopia av en "
        "arbetsbok som redan finns, vars tabeller känns igen. Dess egna formler tar med dem, och saldotabellen får de rader som "
        "behövs; allt annat är som det var.\n\nEn rad som arbetsboken redan har, eller som flera källor har, förs in en gång, "
        "och det anges. Har två rader samma id men olika innehåll skrivs inget.",
        "Creates a workbook from the template. It gets the amounts of a decision and, if you like, rows of your own or example "
        "data. With a name that ends in .xlsm it also gets the buttons and the functions.\n\nWith --into the rows are instead "
        "added to a copy of a workbook that exists, whose tables are recognised. Its own formulas include them, and its table of "
        "balances gets the rows that it needs; everything else stays as it was.\n\nA row that the workbook already has, or that "
        "several sources have, is entered once, and this is stated. If two rows have the same id but differ, nothing is written.",
    ),
    "decision": Text(
        "Visar beslutet som arbetsboken följer, och för in det som kommer efter förslaget. Det är kommunstyrelsens beslut, tilläggs- och "
        "ändringsbeslut, sista dagar i villkoren, återrapportering och återbetalning. Utan val visas bara beslutet.\n\n"
        "Det som förs in läggs sist i en liten textfil bredvid arbetsboken (Medel.beslut.toml bredvid Medel.xlsx), som alla kommandon och "
        "knappar sedan följer. Arbetsboken ändras inte. Nästa års beslut: kopiera filen, ändra diarienummer, paragraf, år, "
        "datum och belopp, och ta bort det som har lagts till sist.",
        "Shows the decision that the workbook follows, and enters what comes after the proposal. That is kommunstyrelsen's "
        "decision, later decisions that add to it or change it, last days in the conditions, reports and repayments. Without "
        "options it only shows the decision.\n\nWhat is entered goes at the end of a small text file beside the workbook "
        "(Medel.beslut.toml beside Medel.xlsx), which every command and button then follows. The workbook is not changed. Next "
        "year's decision: copy the file, change case number, §, year, dates and amounts, and remove what was added at the end.",
    ),
    "validate": Text(
        "Kontrollerar arbetsböcker, cell för cell. Varje avvikelse visas med vad den betyder och vad man gör. En mapp söks igenom "
        "efter arbetsböcker.\n\n"
        "Finns filen kraftsamling.toml i mappen eller ovanför den följs den: profile, select, ignore, exclude, decision och jobs. Det som anges i "
        "kommandot går före.\n\n"
        "Slutkod: 0 inga fel, 1 fel (eller det som --fail-on säger), 2 kommandot är fel skrivet, 3 en fil kan inte läsas, 4 något är ej prövat "
        "(--strict), 70 ett fel i programmet. Av flera arbetsböcker gäller den värsta.",
        "Checks workbooks, cell by cell. Every finding is shown with what it means and what to do. A folder is searched for workbooks.\n\n"
        "Where there is a file kraftsamling.toml in the folder or above it, it is followed: profile, select, ignore, exclude, decision and jobs. "
        "What the command says goes before.\n\n"
        "Exit code: 0 no errors, 1 errors (or what --fail-on says), 2 the command is not written right, 3 a file cannot be read, 4 something is not "
        "tried (--strict), 70 a fault of the program. Of several workbooks the worst counts.",
    ),
    "balance": Text(
        "Visar varje mottagares saldo. Det är beviljat, disponibelt, avropat, kvar och vad som kan omfördelas. Från årets sista "
        "dag visas också vad som är kvar, hos vem och av vilket slag.",
        "Shows every recipient's balance. That is allotted, disposable, called off, remaining and what can be transferred. From "
        "the last day of the year it also shows what is left, with whom and of what kind.",
    ),
    "transfer": Text(
        "Prövar en omfördelning mellan två mottagare. Svaret är ja, ja efter överenskommelse, nej eller oklart, med skälen, vad "
        "man gör, saldona före och efter, och vad som skulle sakna täckning.\n\nSlutkod: 0 ja, 1 nej, 4 oklart eller ja efter "
        "överenskommelse, 2 kommandot är fel skrivet, 3 en fil kan inte läsas eller skrivas, 70 ett fel i programmet.",
        "Checks a transfer between two recipients. The answer is yes, yes after agreement, no or unclear, with the reasons, what "
        "to do, the balances before and after, and what would no longer be covered.\n\nExit code: 0 yes, 1 no, 4 unclear or yes "
        "after agreement, 2 the command is not written correctly, 3 a file cannot be read or written, 70 an error in the program.",
    ),
    "import": Text(
        "Hämtar utfall ur huvudboken: utdrag i Excel eller CSV, eller SIE 4. Bara det som är nytt läggs till i en kopia av "
        "arbetsboken, och det som har ändrats eller försvunnit visas. Sist jämförs varje mottagares summa med huvudbokens "
        "egen.\n\nEn konteringsnyckel bredvid arbetsboken (Medel.kontering.toml bredvid Medel.xlsx) anger vilket projekt, "
        "kostnadsställe eller objekt som är vilken mottagare och insats. Finns den inte skriver --write ett första förslag, som "
        "du läser och rättar innan något förs in.\n\nSlutkod: 0 arbetsboken stämmer med huvudboken, 1 något behöver ses över, 2 "
        "kommandot är fel skrivet, 3 en fil kan inte läsas eller skrivas, 4 en fråga ska besvaras först och inget är infört, 70 "
        "ett fel i programmet.",
        "Takes outcome from the accounts: extracts in Excel or CSV, or SIE 4. Only what is new is added to a copy of the "
        "workbook, and what has changed or is gone is shown. At the end the sum of every recipient is compared with that of the "
        "accounts.\n\nA coding key beside the workbook (Medel.kontering.toml beside Medel.xlsx) says which project, cost centre "
        "or object is which recipient and insats. If there is none, --write writes a first proposal, which you read and correct "
        "before anything is entered.\n\nExit code: 0 the workbook agrees with the accounts, 1 something needs to be looked at, 2 "
        "the command is not written correctly, 3 a file cannot be read or written, 4 a question must be answered first and "
        "nothing is entered, 70 an error in the program.",
    ),
    "merge": Text(
        "Slår ihop svaren på en arbetsbok som har skickats ut: BAS är den som skickades, SVAR de kopior (eller mappar med "
        "kopior) som kommit tillbaka. Varje svars nya och ändrade rader förs in i en kopia av BAS; allt annat i den är som det "
        "var. I vilken ordning svaren anges spelar ingen roll, och samma svar två gånger räknas en gång.\n\nVems ett svar är "
        "framgår av filnamnet (Medel KN.xlsx), annars av vems rader det ändrar. Ett svar utan namn som ändrar fleras rader "
        "gäller för dem som inget annat svar gäller för. Tilldelning, Undantag, Beslut och Inställningar ändras bara av den som "
        "skickade ut arbetsboken.\n\nEn konflikt är samma rad ändrad på olika sätt, ett id på två nya rader, en ändring av någon "
        "annans rad, eller en rad som saknas i ett svar. Varje konflikt visas med cellerna på båda sidor, och inget skrivs "
        "förrän den är rättad eller avgjord med --take.\n\nSlutkod: 0 allt gick att slå ihop, 1 konflikter, 2 kommandot är fel "
        "skrivet, 3 en fil kan inte läsas.",
        "Merges the replies to a workbook that was sent out: BASE is the one that was sent, COPY the copies (or folders of "
        "copies) that have come back. The new and changed rows of each are entered in a copy of BASE; everything else in it "
        "stays as it was. The order in which copies are given does not matter, and the same copy twice counts once.\n\nWhose a "
        "copy is follows from its file name (Medel KN.xlsx), otherwise from whose rows it changes. A copy without a name that "
        "changes the rows of several recipients counts for those that no other copy covers. Tilldelning, Undantag, Beslut and "
        "Inställningar are changed only by the one who sent the workbook out.\n\nA conflict is the same row changed in different "
        "ways, the same id on two new rows, a change to another recipient's row, or a row that is missing in a copy. Each "
        "conflict is shown with the cells on both sides, and nothing is written until it is corrected or decided with --take.\n\n"
        "Exit code: 0 everything could be merged, 1 conflicts, 2 the command is not written correctly, 3 a file cannot be read.",
    ),
    "diff": Text(
        "Jämför två arbetsböcker, den ena före och den andra efter. Först pengarna: för varje mottagare går det att följa hur "
        "varje belopp i saldot har ändrats, rad för rad till samma summa. Sedan det som ändrats utan att flytta pengar, och "
        "vilka avvikelser som har kommit och försvunnit.\n\nRader paras ihop efter id. Rader utan id paras ihop efter innehåll, "
        "och det anges. Arbetsböckerna får ha olika upplägg, och var och en stäms av vid sitt eget avstämningsdatum om inte "
        "--as-of anges. Det som jämförs är tabellernas rader, Beslut, Inställningar, saldotabellen och vilka blad som finns, "
        "inte annat som står på bladen.\n\nSlutkod: 0 inga belopp skiljer sig, 1 belopp skiljer sig eller kan inte jämföras, 2 "
        "kommandot är fel skrivet, 3 en fil kan inte läsas.",
        "Compares two workbooks, one before and the other after. First the money: for every recipient you can follow how each "
        "figure of the balance has changed, row by row to the same sum. Then what has changed without moving money, and which "
        "findings have come and gone.\n\nRows are paired by id. Rows without an id are paired by content, and this is stated. "
        "The workbooks may have different layouts, and each is compared at its own as-of date unless --as-of is given. What is "
        "compared are the rows of the tables, Beslut, Inställningar, the table of balances and which sheets there are, not what "
        "else is on the sheets.\n\nExit code: 0 no amounts differ, 1 amounts differ or cannot be compared, 2 the command is not "
        "written correctly, 3 a file cannot be read.",
    ),
    "report": Text(
        "Skriver en rapport om en arbetsbok. Först står omdömet, sedan vad arbetsboken innehåller och hur den lästes, vad som är rätt, "
        "varje avvikelse i sin bit av bladet med vad man gör, saldon, omfördelningar, insatser, årets slut och beslutet. Rapporten "
        "redovisar belopp och var de kommer ifrån, och bedömer inget. Ett Word-dokument (docx) har i stället ordningen i en tjänsteskrivelse, med förslaget till beslut tomt att skriva.\n\n"
        "Slutkod: 0 rapporten är skriven, även om arbetsboken har fel, 2 kommandot är fel skrivet, 3 en fil kan inte läsas.",
        "Writes a report on a workbook. First comes the verdict, then what the workbook contains and how it was read, what is right, "
        "each finding in its piece of the sheet with what to do, balances, transfers, interventions, the end of the year and the decision. "
        "The report states amounts and where they come from, and judges nothing. A Word document (docx) has the order of an official report instead, with the proposed decision left empty to write.\n\n"
        "Exit code: 0 the report is written, even if the workbook has errors, 2 the command is not written right, 3 a file cannot be read.",
    ),
    "map": Text(
        "Visar hur en arbetsbok som inte följer mallen läses. Du ser vilka tabeller som känns igen, vilken kolumn som är vad, vilken "
        "enhet som gäller, och vad som inte läses.\n\n"
        "Med --write skrivs samma sak som en karta, en liten textfil att rätta i. Ligger kartan bredvid arbetsboken och heter som "
        "den (Medel.karta.toml bredvid Medel.xlsx) följs den av validate, balance och transfer.",
        "Shows how a workbook in another layout is read. You see which tables are recognised, which column is what, which unit "
        "applies, and what is not read.\n\nWith --write the same is written as a map, a small text file to correct. If the map "
        "is beside the workbook and is named like it (Medel.karta.toml beside Medel.xlsx), validate, balance and transfer follow "
        "it.",
    ),
    "explain": Text(
        "Förklarar en kontroll, till exempel AV01. Sidan visar vad som kontrolleras, varför, vad man gör, och exempel.",
        "Explains a rule, such as AV01. The page shows what is checked, why, what to do, and examples.",
    ),
    "rules": Text(
        "Visar alla kontroller, och hur allvarlig en avvikelse är i varje profil.",
        "Shows all rules, and how severe a finding is in each profile.",
    ),
    "addin": Text(
        "Lägger in knapparna i Excel, eller letar fel. Det som läggs in går att ta bort igen.",
        "Installs the buttons in Excel, or looks for faults. What is installed can be removed again.",
    ),
}
"""The help by the name of its command; the commands are in the order of the work."""
