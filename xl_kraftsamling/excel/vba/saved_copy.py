"""A macro workbook that somebody has saved: which of its modules are ours, what they need, and a copy of it with those of today.

Excel changes what it saves: capitals follow the last name of its kind, and spaces the editor's taste.  So our modules are known by
their names and compared by their words.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.excel.vba.code_modules import load_workbook_modules
from xl_kraftsamling.excel.vba.modules import Module
from xl_kraftsamling.excel.vba.stored_project import StoredModule, StoredProject
from xl_kraftsamling.excel.vba.wrappers import FUNCTIONS_FILE
from xl_kraftsamling.saving import FileState, replace_file, write_file
from xl_kraftsamling.xlsx.edit import refuse_signed
from xl_kraftsamling.xlsx.edit.changed_parts import CONTENT_TYPES
from xl_kraftsamling.xlsx.edit.save import write_copy
from xl_kraftsamling.xlsx.package import Package
from xl_kraftsamling.xlsx.package.archive import part_key

_MAX_PROJECT = 16_000_000  # unpacked bytes
_LINK = "vbaProject"
_OWN = re.compile(r"Kraftsamling\w*|xlwings_udfs")
# Earlier workbooks carried these modules of xlwings too; one that somebody else has put in lacks our note.
_RUNNER, _RUNNER_NOTE = "xlwings", "'Changed by xl_kraftsamling"
_DICTIONARY, _DICTIONARY_NOTE = "Dictionary", "(c) Tim Hall"
_ADDIN_TYPE = b"addin.macroEnabled"  # in the content type of its own part
_PROCEDURE = re.compile(r"^\s*(?:(?:Public|Private|Friend)\s+)?(?:Static\s+)?(?:Sub|Function|Property\s+\w+)\s+(\w+)", re.MULTILINE | re.IGNORECASE)
_PUBLIC = re.compile(r"^(?:Public )?(?:Sub|Function) (\w+)", re.MULTILINE)
_FORMER = {"letpython"}
"""Procedures that only earlier modules of ours have, in lower case."""
_DLL = re.compile(r'\bLib\s+"([^"]+\.dll)"', re.IGNORECASE)
_COMMENT = re.compile(r"'.*")


class SavedCopy:
    """A macro workbook with our modules in it.

    `needs` are the DLLs that they name, `is_current` whether they are those of this version, `foreign` the names of the modules with
    code that are not ours, and `settings` the sheets from which earlier modules took what program they start.

    :raises BadInput: it cannot be read, or has none of our modules.
    """

    def __init__(self, path: Path) -> None:
        """Read the modules of a workbook."""
        self._package = Package(path)
        self.path = path
        self._part = next((link.target for link in self._package.relationships(self._package.part) if link.kind == _LINK), "")
        if self._part not in self._package.archive:
            raise BadInput(_NO_MODULES, file=str(path))
        self._package.archive.check_size(self._part, _MAX_PROJECT)
        try:
            self._project = StoredProject(self._package.archive.read_binary(self._part))
        except ValueError:
            raise self._package.archive.damaged_error(self._part) from None
        self._own = tuple(self._find_own())
        if not self._own:
            raise BadInput(_NO_MODULES, file=str(path))
        self._new = load_workbook_modules(FUNCTIONS_FILE.read_text("utf-8"))
        self.is_current = _list_words(self._own) == _list_words(self._new)
        declared = "\n".join(_COMMENT.sub("", module.text) for module in self._own)
        self.needs = tuple(sorted({name for name in _DLL.findall(declared) if "." in name and not name.lower().startswith("kernel32")}))
        self.foreign = tuple(module.name for module in self._list_others() if _PROCEDURE.search(module.text))
        self.settings = tuple(sheet.name for sheet in self._package.sheets if sheet.name.lower().endswith("kraftsamling.conf"))

    def refresh(self, backup: Path) -> None:
        """Give the workbook the modules of this version; as it was it is kept in another file.

        :raises BadInput: that cannot be done without touching anything else, the backup exists, or either cannot be written.
        """
        self._refuse_unsafe()
        try:
            project = self._project.replace_modules({module.name for module in self._own}, self._new)
        except UnicodeEncodeError:
            raise BadInput(_OTHER_LETTERS, file=str(self.path), page=self._project.encoding) from None
        except ValueError:
            raise self._package.archive.damaged_error(self._part) from None
        origin = FileState(self.path, self._package.sha256)
        write_file(backup, self.path.read_bytes(), overwrite=False, like=[self.path])
        with replace_file(self.path, overwrite=True, follow=False, origin=origin) as draft:
            write_copy(self._package.archive, draft, {part_key(self._part): project}, ())

    def _find_own(self) -> Iterator[StoredModule]:
        others = []
        for module in self._project.modules:
            if _OWN.fullmatch(module.name) or (module.name == _RUNNER and _RUNNER_NOTE in module.text):
                yield module
            elif module.name != _DICTIONARY or _DICTIONARY_NOTE not in module.text:
                others.append(module)
        dictionary = next((each for each in self._project.modules if each.name == _DICTIONARY and each not in others), None)
        if dictionary and not any(_mentions(module, {_DICTIONARY}) for module in others):
            yield dictionary

    def _list_others(self) -> list[StoredModule]:
        return [module for module in self._project.modules if module not in self._own]

    def _refuse_unsafe(self) -> None:
        """Refuse what would lose something, or break what somebody else has written (BadInput)."""
        refuse_signed(self._package)
        if any(link.kind.startswith(_LINK) for link in self._package.relationships(self._part)):
            raise BadInput(_SIGNED, file=str(self.path))
        if _ADDIN_TYPE in self._package.read(CONTENT_TYPES):
            raise BadInput(_ADDIN, file=str(self.path))
        if self._project.is_locked:
            raise BadInput(_LOCKED, file=str(self.path))
        if self._project.has_forms:
            raise BadInput(_FORMS, file=str(self.path))
        self._refuse_foreign_code()

    def _refuse_foreign_code(self) -> None:
        known = {name.lower() for module in self._new for name in _PROCEDURE.findall(module.text)} | _FORMER
        for module in self._own:
            added = [name for name in _PROCEDURE.findall(module.text) if name.lower() not in known]
            if module.name not in (_RUNNER, _DICTIONARY) and added:
                raise BadInput(_ADDED, file=str(self.path), module=module.name, names=tuple(added))
        new_names = {module.name for module in self._new}
        before = {name for module in self._own for name in _PUBLIC.findall(module.text)}
        offered = {name for module in self._new for name in _PUBLIC.findall(module.text)} - before
        for module in self._list_others():
            if module.name in new_names or _mentions(module, offered):
                raise BadInput(_SAME_NAME, file=str(self.path), module=module.name)


def _mentions(module: StoredModule, names: set[str]) -> bool:
    words = {word.lower() for word in re.findall(r"\w+", _COMMENT.sub("", module.text))}
    return any(name.lower() in words for name in names)


def _list_words(modules: Sequence[StoredModule] | Sequence[Module]) -> dict[str, str]:
    """The words of each module, by its name: what does not change when Excel saves it."""
    return {module.name: "".join(module.text.split()).lower() for module in modules}


_NO_MODULES = Text(
    "{file} har inga av Kraftsamlings makron. En arbetsbok med dem görs av: kraftsamling addin build MAPP",
    "{file} has none of the macros of Kraftsamling. A workbook with them is made by: kraftsamling addin build FOLDER",
)
_SIGNED = Text(
    "Makrona i {file} är digitalt signerade, och en ändring gör signaturen ogiltig. Be den som har signerat dem förnya dem.",
    "The macros of {file} are digitally signed, and a change would make the signature invalid. Ask the person who signed "
    "them to renew them.",
)
_ADDIN = Text(
    "{file} är tillägget. Det förnyas av: kraftsamling addin install", "{file} is the add-in. It is renewed by: kraftsamling addin install"
)
_LOCKED = Text(
    "Makrona i {file} är låsta med lösenord. Ta bort låset i Excel först (Alt+F11, Verktyg, Egenskaper för VBAProject, "
    "Skydd).",
    "The macros in {file} are locked with a password. Remove it in Excel first (Alt+F11, Tools, VBAProject Properties, "
    "Protection).",
)
_FORMS = Text(
    "{file} har egna dialogrutor (UserForm), som inte kan flyttas med säkert. Ta en ny makroarbetsbok med kraftsamling addin build "
    "och flytta dit rutorna i Excel (Alt+F11, Exportera fil).",
    "{file} has its own dialogues (UserForm), which cannot be moved safely. Take a new macro workbook from kraftsamling "
    "addin build and move them there in Excel (Alt+F11, Export File).",
)
_OTHER_LETTERS = Text(
    "Makrona i {file} är sparade med en teckenuppsättning utan å, ä och ö ({page}). Spara arbetsboken i ett svenskt Excel "
    "och försök igen.",
    "The macros of {file} are saved in a character set without å, ä and ö ({page}). Save the workbook in a Swedish Excel and "
    "try again.",
)
_ADDED = Text(
    "Modulen {module} i {file} har fått något tillagt ({names}), som skulle försvinna. Flytta det i Excel till en egen modul (Alt+F11) först.",
    "Something has been added to the module {module} of {file} ({names}), which would be lost. Move it to a module of its own in Excel (Alt+F11) first.",
)
_SAME_NAME = Text(
    "Modulen {module} i {file} använder ett namn som Kraftsamlings makron också har, och skulle sluta fungera. Byt namnet i Excel (Alt+F11) först.",
    "The module {module} of {file} uses a name that the macros of Kraftsamling have too, and would stop working. Rename it in Excel (Alt+F11) first.",
)
