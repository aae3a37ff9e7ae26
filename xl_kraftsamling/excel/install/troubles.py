"""The known causes why Excel does not reach Python: what each is, and how it is mended."""

from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text, Value


class Trouble(NamedTuple):
    """Something that is wrong, and how to mend it."""

    what: Text
    remedy: Text

    def bind(self, **values: Value) -> "Trouble":
        """The same trouble with its values in place."""
        return Trouble(self.what.bind(**values), self.remedy.bind(**values))


_INSTALL = Text(
    "Stäng Excel och kör: kraftsamling addin install", "Close Excel and run: kraftsamling addin install"
)
_MOVE = Text(
    "Installera Python från python.org i en mapp som C:\\Python311, sedan paketet med pip, och kör: kraftsamling addin install",
    "Install Python from python.org in a folder such as C:\\Python311, then the package with pip, and run: kraftsamling addin install",
)
_ADMIN = Text(
    "Excel: Arkiv > Alternativ > Säkerhetscenter > {place}. Är valet låst är det it-avdelningen som styr det.",
    "Excel: File > Options > Trust Center > {place}. If the choice is locked, the IT department decides it.",
)

NO_SETTINGS = Trouble(
    Text("Inställningsfilen {path} saknas, är tom eller kan inte läsas.", "The file of settings {path} is missing, empty or unreadable."),
    _INSTALL,
)  # fmt: skip
EMPTY_LINE = Trouble(
    Text("Rad {row} i {path} är tom, och där slutar makrot att läsa.", "Line {row} of {path} is empty, and there the macro stops reading."),
    Text("Ta bort den tomma raden, eller kör: kraftsamling addin install", "Delete the empty line, or run: kraftsamling addin install"),
)  # fmt: skip
NOT_NAMED = Trouble(
    Text("{path} säger inte var Python finns (INTERPRETER_WIN).", "{path} does not say where Python is (INTERPRETER_WIN)."),
    _INSTALL,
)  # fmt: skip
NO_PYTHON = Trouble(
    Text("Inställningarna pekar på {path}, som inte finns.", "The settings name {path}, which does not exist."), _INSTALL
)
OTHER_PYTHON = Trouble(
    Text("Excel startar {named}, men det här programmet är installerat i {running}.", "Excel starts {named}, but this program is installed in {running}."),
    _INSTALL,
)  # fmt: skip
STORE_PYTHON = Trouble(
    Text("{path} kommer från Microsoft Store, och en sådan Python kan Excel inte starta.",
         "{path} comes from the Microsoft Store, and Excel cannot start such a Python."),
    _MOVE,
)  # fmt: skip
STORE_OFFICE = Trouble(
    Text("Excel kommer från Microsoft Store ({path}) och får inte starta Python.",
         "Excel comes from the Microsoft Store ({path}) and may not start Python."),
    Text("Byt till Office från office.com eller be it-avdelningen om det.", "Change to Office from office.com, or ask the IT department for it."),
)  # fmt: skip
LETTERS_BEYOND_ASCII = Trouble(
    Text("Sökvägen {path} har tecken utanför a–z, som makrona inte alltid kan läsa.",
         "The path {path} has letters beyond a–z, which the macros cannot always read."),
    _MOVE,
)  # fmt: skip
UNREADABLE_PROFILE = Trouble(
    Text("Sökvägen {path} har tecken som makrona inte kan läsa.", "The path {path} has letters that the macros cannot read."),
    Text("Be it-avdelningen om ett användarnamn i Windows med bara bokstäverna a–z.",
         "Ask the IT department for a user name in Windows with the letters a–z alone."),
)  # fmt: skip
ONEDRIVE = Trouble(
    Text("{path} ligger i OneDrive, där filer kan saknas på datorn när Excel behöver dem.",
         "{path} is in OneDrive, where files may be absent from the computer when Excel needs them."),
    _MOVE,
)  # fmt: skip
NO_DLL = Trouble(
    Text("{name}, som Excel med {bits} bitar behöver, finns varken i {folder} eller i mappen ovanför.",
         "{name}, which an Excel of {bits} bits needs, is neither in {folder} nor in the folder above it."),
    Text("Installera om xlwings {version} med {python} -m pip install --force-reinstall xlwings=={version}, utan --user.",
         "Install xlwings {version} again with {python} -m pip install --force-reinstall xlwings=={version}, without --user."),
)  # fmt: skip
OTHER_XLWINGS = Trouble(
    Text("Makrona är gjorda för xlwings {version}, men Python har {found}.", "The macros are made for xlwings {version}, but Python has {found}."),
    Text("Kör {python} -m pip install xlwings=={version}", "Run {python} -m pip install xlwings=={version}"),
)  # fmt: skip
NO_PYWIN32 = Trouble(
    Text("Paketet pywin32 saknas i {python}.", "The package pywin32 is missing in {python}."),
    Text("Kör {python} -m pip install pywin32", "Run {python} -m pip install pywin32"),
)
NO_ADDIN = Trouble(Text("Tillägget saknas: {path}.", "The add-in is missing: {path}."), _INSTALL)
OTHER_ADDIN = Trouble(
    Text("Tillägget {path} är inte det som hör till den här versionen.", "The add-in {path} is not that of this version."),
    _INSTALL,
)  # fmt: skip
MARKED = Trouble(
    Text("Windows har märkt {path} som hämtad från internet, och då blockeras makrona.",
         "Windows has marked {path} as got from the internet, and so its macros are blocked."),
    Text("Högerklicka på filen, välj Egenskaper, kryssa i Avblockera; eller kör: kraftsamling addin install",
         "Right-click the file, choose Properties, tick Unblock; or run: kraftsamling addin install"),
)  # fmt: skip
NO_MACROS = Trouble(
    Text("Excel stänger av makron utan att fråga (VBAWarnings = {value}).", "Excel disables macros without asking (VBAWarnings = {value})."),
    _ADMIN.bind(place=Text("Makroinställningar > Inaktivera med avisering", "Macro Settings > Disable with notification")),
)  # fmt: skip
NO_TRUST = Trouble(
    Text("Excel litar inte på någon mapp, inte heller på den som tillägget ligger i (AllLocationsDisabled).",
         "Excel trusts no folder, nor that of the add-in (AllLocationsDisabled)."),
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
