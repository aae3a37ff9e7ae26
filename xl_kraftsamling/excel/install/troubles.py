"""The known causes why Excel does not reach Python, in the files and in Python: what each is, and how it is mended."""

from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text, Value


class NotTried(NamedTuple):
    """Something that the doctor could not try, and why."""

    what: Text
    why: Text


class Trouble(NamedTuple):
    """Something that is wrong, and how to mend it."""

    what: Text
    remedy: Text

    def bind(self, **values: Value) -> "Trouble":
        """The same trouble with its values in place."""
        return Trouble(self.what.bind(**values), self.remedy.bind(**values))


INSTALL = Text(
    "Stäng Excel och kör: kraftsamling addin install", "Close Excel and run: kraftsamling addin install"
)
_MOVE = Text(
    "Installera Python från python.org i en mapp som C:\\Python311, sedan paketet med pip, och kör: kraftsamling addin install",
    "Install Python from python.org in a folder such as C:\\Python311, then the package with pip, and run: kraftsamling addin install",
)
NO_SETTINGS = Trouble(
    Text("Inställningsfilen {path} saknas, är tom eller kan inte läsas.", "The settings file {path} is missing, empty or unreadable."),
    INSTALL,
)  # fmt: skip
NOT_NAMED = Trouble(
    Text("{path} säger inte var Python finns (INTERPRETER_WIN).", "{path} does not say where Python is (INTERPRETER_WIN)."),
    INSTALL,
)  # fmt: skip
NO_PYTHON = Trouble(
    Text("Inställningarna pekar på {path}, som inte finns.", "The settings point to {path}, which does not exist."), INSTALL
)
OTHER_PYTHON = Trouble(
    Text("Excel startar {named}, men det här programmet är installerat i {running}.", "Excel starts {named}, but this program is installed in {running}."),
    INSTALL,
)  # fmt: skip
STORE_PYTHON = Trouble(
    Text("{path} kommer från Microsoft Store, och en sådan Python kan Excel inte starta.",
         "{path} comes from the Microsoft Store, and Excel cannot start such a Python."),
    _MOVE,
)  # fmt: skip
LETTERS_BEYOND_ASCII = Trouble(
    Text(
        "Sökvägen {path} har tecken utanför a–z, som makrona inte alltid kan läsa.",
        "The path {path} has characters other than a–z, which the macros cannot always read.",
    ),
    _MOVE,
)  # fmt: skip
UNREADABLE_PROFILE = Trouble(
    Text("Sökvägen {path} har tecken som makrona inte kan läsa.", "The path {path} has characters that the macros cannot read."),
    Text(
        "Be it-avdelningen om ett användarnamn i Windows med bara bokstäverna a–z.",
        "Ask the IT department for a user name in Windows with only the letters a–z.",
    ),
)  # fmt: skip
ONEDRIVE = Trouble(
    Text("{path} ligger i OneDrive, där filer kan saknas på datorn när Excel behöver dem.",
         "{path} is in OneDrive, where files may be absent from the computer when Excel needs them."),
    _MOVE,
)  # fmt: skip
NO_DLL = Trouble(
    Text("{path}, som funktionerna i ett Excel med {bits} bitar behöver, saknas. Har den varit där kan virusskyddet ha satt den i karantän.",
         "{path}, which the functions in an Excel of {bits} bits need, is missing. If it has been there, the virus protection may have quarantined it."),
    INSTALL,
)  # fmt: skip
NO_ADDIN = Trouble(
    Text("Tillägget saknas: {path}. Har det varit där kan virusskyddet ha satt det i karantän.",
         "The add-in is missing: {path}. If it has been there, the virus protection may have quarantined it."),
    INSTALL,
)  # fmt: skip
OTHER_ADDIN = Trouble(
    Text("Tillägget {path} är inte det som hör till den här versionen.", "The add-in {path} does not belong to this version."),
    INSTALL,
)  # fmt: skip
DAMAGED_CACHE = Trouble(
    Text("Det som pywin32 har sparat om Excel är skadat: {path}.", "What pywin32 has saved about Excel is damaged: {path}."),
    Text(
        "Stäng Excel och ta bort mappen {folder}. Den skapas på nytt automatiskt.",
        "Close Excel and delete the folder {folder}. It is created again automatically.",
    ),
)  # fmt: skip
