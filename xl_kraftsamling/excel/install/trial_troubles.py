"""What the trial can find: what each step that fails means to a user, and how it is mended."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.excel.install.troubles import INSTALL, Trouble

_PROGRAM = Text(
    "Installera om programmet i {python}, med samma kommando som första gången och --force-reinstall sist.",
    "Install the program again in {python}, with the same command as the first time and --force-reinstall last.",
)

WRONG_BITS = Trouble(
    Text(
        "{python} är en Python med {error} bitar, och programmet finns bara för 64.",
        "{python} is a Python of {error} bits, and the program exists only for 64.",
    ),
    Text("Installera en Python med 64 bitar från python.org, sedan programmet i den, och kör: kraftsamling addin install. Excel får ha 32 bitar.",
         "Install a Python of 64 bits from python.org, then the program in it, and run: kraftsamling addin install. Excel may have 32 bits."),
)  # fmt: skip
NO_PYWIN32 = Trouble(
    Text("Paketet pywin32 saknas i {python}.", "The package pywin32 is missing in {python}."),
    Text("Kör: {python} -m pip install pywin32", "Run: {python} -m pip install pywin32"),
)
DAMAGED_PYWIN32 = Trouble(
    Text("Paketet pywin32 finns i {python} men går inte att läsa in ({error}).", "The package pywin32 is in {python} but cannot be loaded ({error})."),
    Text("Stäng Excel och kör: {python} -m pip install --force-reinstall pywin32", "Close Excel and run: {python} -m pip install --force-reinstall pywin32"),
)  # fmt: skip
POLICY_BLOCKS = Trouble(
    Text(
        "En programkontroll i Windows (WDAC, AppLocker eller Smart App Control) stoppar en fil som {python} behöver "
        "({error}).",
        "An application control in Windows (WDAC, AppLocker or Smart App Control) stops a file that {python} needs ({error}).",
    ),
    Text("Be it-avdelningen tillåta filerna i mappen för {python}.", "Ask the IT department to allow the files in the folder of {python}."),
)  # fmt: skip
NO_XLWINGS = Trouble(Text("xlwings går inte att läsa in i {python} ({error}).", "xlwings cannot be loaded in {python} ({error})."), _PROGRAM)
NO_PROGRAM = Trouble(
    Text("Programmet går inte att läsa in i {python} ({error}).", "The program cannot be loaded in {python} ({error})."), _PROGRAM
)
NO_SHELL = Trouble(
    Text(
        "Windows låter inte WScript.Shell användas, som knapparna startar Python med ({error}).",
        "Windows does not allow WScript.Shell, which the buttons use to start Python ({error}).",
    ),
    Text("Be it-avdelningen tillåta WScript.Shell i Excel. Funktionerna och alla kommandon går utan.",
         "Ask the IT department to allow WScript.Shell in Excel. The functions and all commands work without it."),
)  # fmt: skip
NO_PRESS = Trouble(
    Text("Det som en knapp startar slutade med ett fel ({error}).", "What a button starts ended with an error ({error})."), _PROGRAM
)
REFUSED_DLL = Trouble(
    Text("Filen {dll} går inte att läsa in ({error}).", "The file {dll} cannot be loaded ({error})."), INSTALL
)
NO_SERVER = Trouble(
    Text("Python startade inte som server för funktionerna ({error}).", "Python did not start as the server of the functions ({error})."),
    Text("Stäng Excel och alla processer med namnet pythonw i Aktivitetshanteraren, och försök igen.",
         "Close Excel and all processes named pythonw in the Task Manager, and try again."),
)  # fmt: skip
NO_ANSWER = Trouble(
    Text(
        "Servern för funktionerna startade, men KRAFT_BELOPP svarade fel ({error}).",
        "The server of the functions started, but KRAFT_BELOPP gave a wrong answer ({error}).",
    ),
    _PROGRAM,
)  # fmt: skip
CUT_OFF = Trouble(
    Text("{python} avslutades medan {step} prövades (kod {error}).", "{python} ended while testing {step} (code {error})."), _PROGRAM
)
TOO_SLOW = Trouble(
    Text("{python} blev inte klar inom tre minuter.", "{python} did not finish within three minutes."),
    Text("Försök en gång till: första gången läser virusskyddet varje fil. Hjälper det inte, be it-avdelningen undanta mappen för {python} från sökningen.",
         "Try once more: the first time the virus protection reads every file. If that does not help, ask the IT department to exempt the folder of {python}."),
)  # fmt: skip
