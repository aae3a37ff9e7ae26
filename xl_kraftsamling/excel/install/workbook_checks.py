"""The causes that are found in a workbook with our macros: what they need, who chooses the program that they start, and where it is."""

from collections.abc import Callable, Iterator
from functools import partial

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.excel.install.file_checks import is_in_cloud
from xl_kraftsamling.excel.install.machine import Machine
from xl_kraftsamling.excel.install.office_checks import check_mark
from xl_kraftsamling.excel.install.troubles import Trouble
from xl_kraftsamling.excel.vba.saved_copy import SavedCopy


def list_checks(copy: SavedCopy) -> tuple[Callable[[Machine], Iterator[Trouble]], ...]:
    """What is looked at in a workbook."""
    return tuple(partial(check, copy) for check in (_check_modules, _check_settings, _check_file, _check_place))


def _check_modules(copy: SavedCopy, machine: Machine) -> Iterator[Trouble]:
    """Its modules are of another version; those before the DLL had a name of ours want that of one version of xlwings."""
    if copy.is_current:
        return
    folders = (machine.python.parent, machine.python.parent.parent, machine.windows.settings.parent)
    lacking = tuple(name for name in copy.needs if not any((folder / name).is_file() for folder in folders))
    yield (LACKING if lacking else OLD_MODULES).bind(path=str(copy.path), names=lacking)


def _check_settings(copy: SavedCopy, _machine: Machine) -> Iterator[Trouble]:
    """A sheet of it, or a file beside it, chose the program that older macros start; those of today read neither."""
    beside = copy.path.with_name("xl_kraftsamling.conf")
    chosen = (*copy.settings, *([beside.name] if beside.is_file() else ()))
    if chosen and not copy.is_current:
        yield CHOSEN_BY_WORKBOOK.bind(path=str(copy.path), names=tuple(dict.fromkeys(chosen)))


def _check_file(copy: SavedCopy, machine: Machine) -> Iterator[Trouble]:
    yield from check_mark(machine, copy.path)


def _check_place(copy: SavedCopy, machine: Machine) -> Iterator[Trouble]:
    """To Excel a workbook in OneDrive or SharePoint has an address and no folder: https://github.com/xlwings/xlwings/issues/2652."""
    if is_in_cloud(machine, copy.path.resolve()):
        yield IN_CLOUD.bind(path=str(copy.path))


LACKING = Trouble(
    Text(
        "Makrona i {path} är äldre och behöver {names}, som inte finns där de letar: funktionerna svarar #VÄRDEFEL!",
        "The macros in {path} are older and need {names}, which is not where they look: the functions return #VALUE!",
    ),
    Text("Kör: kraftsamling addin refresh {path}", "Run: kraftsamling addin refresh {path}"),
)  # fmt: skip
OLD_MODULES = Trouble(
    Text("Makrona i {path} hör till en annan version av programmet.", "The macros of {path} are those of another version of the program."),
    Text("Kör: kraftsamling addin refresh {path}", "Run: kraftsamling addin refresh {path}"),
)  # fmt: skip
CHOSEN_BY_WORKBOOK = Trouble(
    Text("{names}, i eller bredvid {path}, bestämmer vilket program som de äldre makrona i den startar.",
         "{names}, in or beside {path}, decides which program its older macros start."),
    Text(
        "Kör: kraftsamling addin refresh {path}. De nya makrona läser bara dina egna inställningar.",
        "Run: kraftsamling addin refresh {path}. The new macros read only your own settings.",
    ),
)  # fmt: skip
IN_CLOUD = Trouble(
    Text("{path} ligger i OneDrive eller SharePoint. Där hittar knapparna varken en karta eller ett beslut bredvid arbetsboken.",
         "{path} is in OneDrive or SharePoint. There the buttons find neither a map nor a decision beside the workbook."),
    Text("Lägg en kopia i en mapp som inte synkas, till exempel C:\\Kraftsamling.", "Put a copy into a folder that is not synced, such as C:\\Kraftsamling."),
)  # fmt: skip
