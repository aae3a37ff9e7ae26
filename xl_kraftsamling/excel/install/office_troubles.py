"""The known causes in Windows and Office why Excel does not reach Python: what each is, and how it is mended."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.excel.install.troubles import Trouble

_ADMIN = Text(
    "Excel: Arkiv > Alternativ > Säkerhetscenter > {place}. Är valet låst är det it-avdelningen som styr det.",
    "Excel: File > Options > Trust Center > {place}. If the choice is locked, the IT department controls it.",
)

STORE_OFFICE = Trouble(
    Text("Excel kommer från Microsoft Store ({path}) och får inte starta Python.",
         "Excel comes from the Microsoft Store ({path}) and may not start Python."),
    Text("Byt till Office från office.com eller be it-avdelningen om det.", "Change to Office from office.com, or ask the IT department for it."),
)  # fmt: skip
MARKED = Trouble(
    Text(
        "Windows har märkt {path} som hämtad från internet, och då blockeras makrona.",
        "Windows has marked {path} as downloaded from the internet, so its macros are blocked.",
    ),
    Text("Högerklicka på filen, välj Egenskaper och kryssa i Avblockera.", "Right-click the file, choose Properties and tick Unblock."),
)  # fmt: skip
NO_MACROS = Trouble(
    Text("Excel stänger av makron utan att fråga (VBAWarnings = {value}).", "Excel disables macros without asking (VBAWarnings = {value})."),
    _ADMIN.bind(place=Text("Makroinställningar > Inaktivera med avisering", "Macro Settings > Disable with notification")),
)  # fmt: skip
NO_TRUST = Trouble(
    Text(
        "Excel litar inte på någon mapp, inte heller på den som tillägget ligger i (AllLocationsDisabled).",
        "Excel trusts no folder, not even that of the add-in (AllLocationsDisabled).",
    ),
    _ADMIN.bind(place=Text("Betrodda platser", "Trusted Locations")),
)  # fmt: skip
NO_ADDINS = Trouble(
    Text("Excel är inställt på att inte öppna tillägg ({name}).", "Excel is set not to open add-ins ({name})."),
    _ADMIN.bind(place=Text("Tillägg", "Add-ins")),
)
DISABLED = Trouble(
    Text("Excel öppnar inte längre {name}, efter att något har gått fel ({list}).", "Excel no longer opens {name}, after something has gone wrong ({list})."),
    Text("Excel: Arkiv > Alternativ > Tillägg. Välj Inaktiverade objekt i rutan Hantera, sedan filen och Aktivera.",
         "Excel: File > Options > Add-ins. Choose Disabled Items in the box Manage, then the file and Enable."),
)  # fmt: skip
NOT_ALLOWED = Trouble(
    Text("It-avdelningen har inte tillåtit tillägget {name} i Excel.", "The IT department has not allowed the add-in {name} in Excel."),
    Text("Be it-avdelningen tillåta det (List of managed add-ins). Makroarbetsboken och alla kommandon går utan det.",
         "Ask the IT department to allow it (List of managed add-ins). The macro workbook and all commands work without it."),
)  # fmt: skip
NO_VBA = Trouble(
    Text("Makron är avstängda i hela Office (VBAOff).", "Macros are turned off in all of Office (VBAOff)."),
    Text("Be it-avdelningen slå på Visual Basic for Applications i Office.", "Ask the IT department to turn on Visual Basic for Applications in Office."),
)  # fmt: skip
NO_CHILDREN = Trouble(
    Text("Windows Defender låter inte Office starta andra program, och knapparna och funktionerna startar Python (regel {rule}).",
         "Windows Defender does not let Office start other programs, and the buttons and functions start Python (rule {rule})."),
    Text("Be it-avdelningen undanta {python} från regeln.", "Ask the IT department to exempt {python} from the rule."),
)  # fmt: skip
NO_DECLARED_FUNCTIONS = Trouble(
    Text("Windows Defender stoppar makron som använder en DLL, och så gör makroarbetsboken för sina funktioner (regel {rule}). Knapparna på fliken går ändå.",
         "Windows Defender stops macros that use a DLL, as the macro workbook does for its functions (rule {rule}). The buttons of the ribbon work all the same."),
    Text("Be it-avdelningen undanta mappen med makroarbetsboken från regeln.", "Ask the IT department to exempt the folder of the macro workbook from the rule."),
)  # fmt: skip
MARKED_FOR_GOOD = Trouble(
    Text(
        "Windows har märkt {path} som hämtad från internet, och it-avdelningen har bestämt att sådana makron aldrig körs.",
        "Windows has marked {path} as downloaded from the internet, and the IT department has decided that such macros never "
        "run.",
    ),
    Text(
        "Ta bort märket (högerklicka på filen, Egenskaper, Avblockera), eller lägg filen i en mapp som it-avdelningen litar "
        "på.",
        "Remove the mark (right-click the file, Properties, Unblock), or put the file into a folder that the IT department "
        "trusts.",
    ),
)  # fmt: skip
NO_START = Trouble(
    Text("Windows startade inte {python} ({why}).", "Windows did not start {python} ({why})."),
    Text("Be it-avdelningen tillåta att {python} körs{policy}.", "Ask the IT department to allow {python} to run{policy}."),
)  # fmt: skip
