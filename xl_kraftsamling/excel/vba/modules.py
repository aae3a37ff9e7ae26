"""A VBA module as text, the way Excel keeps it: the attributes that the editor hides, then the code."""

import re
from dataclasses import dataclass
from enum import Enum

CODE_PAGE = 1252
"""The code page of a project: the letters that its modules can hold (PROJECTCODEPAGE, MS-OVBA 2.3.4.2.1)."""

_NAME = re.compile(r'Attribute VB_Name = "([A-Za-z][A-Za-z0-9_]{0,30})"\n')


class ModuleKind(Enum):
    """What a module is; the value is its line in the PROJECT stream (MS-OVBA 2.3.1.3 to 2.3.1.6)."""

    STANDARD = "Module={}"
    DOCUMENT = "Document={}/&H00000000"


class DocumentBase(Enum):
    """The class behind a document module (MS-OVBA 2.3.4.3)."""

    WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
    SHEET = "0{00020820-0000-0000-C000-000000000046}"


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its name, what it is, and its whole text, whose lines end in one newline."""

    name: str
    kind: ModuleKind
    text: str

    @property
    def source(self) -> bytes:
        """The text as it is stored; UnicodeEncodeError where the code page lacks one of its letters."""
        return self.encode(f"cp{CODE_PAGE}")

    def encode(self, encoding: str) -> bytes:
        """The text as a project of another code page stores it; UnicodeEncodeError where that lacks one of its letters."""
        return self.text.replace("\n", "\r\n").encode(encoding)


def make_standard_module(text: str) -> Module:
    """The module that the text of a .bas file holds; ValueError where its first line gives it no name VBA can use."""
    return Module(_read_name(text), ModuleKind.STANDARD, text)


def make_document_module(name: str, base: DocumentBase) -> Module:
    """The empty module of the workbook, or of a sheet, with that code name; ValueError where VBA cannot use the name."""
    exposure = "".join(
        f"Attribute VB_{name} = {value}\n"
        for name, value in (
            ("GlobalNameSpace", False),
            ("Creatable", False),
            ("PredeclaredId", True),
            ("Exposed", True),
            ("TemplateDerived", False),
            ("Customizable", True),
        )
    )
    text = f'Attribute VB_Name = "{name}"\nAttribute VB_Base = "{base.value}"\n{exposure}'
    return Module(_read_name(text), ModuleKind.DOCUMENT, text)


def _read_name(text: str) -> str:
    """The name in a module's first line: ASCII, and at most 31 characters, which is all that Excel takes."""
    found = _NAME.match(text)
    if not found:
        raise ValueError(f"the module does not begin with a name of at most 31 ASCII letters: {text[:60]!r}")
    return found[1]
