"""The modules with code that the macro workbook and the add-in contain, from the .bas files here.

They name no version of anything: a copy that somebody has saved goes on working whichever xlwings is installed.  The module
that starts the server of the functions alone declares a function of a DLL, and the add-in does without it.
"""

from pathlib import Path

from xl_kraftsamling.excel.vba.modules import Module, make_standard_module

_FOLDER = Path(__file__).parent
MACROS, CALLBACKS, ANSWERS, FAILURES, PYTHON, SETTINGS, SERVER = (
    _FOLDER / f"Kraftsamling{name}.bas" for name in ("", "Ribbon", "Answers", "Failures", "Python", "Settings", "Server")
)
"""The macros behind the buttons; what the ribbon calls; error values of answers; what is told of errors; how Python is run, and
found; and the server in which the functions are called."""

_OF_BUTTONS = (MACROS, CALLBACKS, PYTHON, SETTINGS, FAILURES)


def load_workbook_modules(functions: str) -> tuple[Module, ...]:
    """The modules of the macro workbook; `functions` is the text of the module xlwings_udfs."""
    return *_load(*_OF_BUTTONS, ANSWERS, SERVER), make_standard_module(functions)


def load_addin_modules() -> tuple[Module, ...]:
    """The modules of the add-in, which has buttons and no functions."""
    return _load(*_OF_BUTTONS)


def _load(*files: Path) -> tuple[Module, ...]:
    return tuple(make_standard_module(file.read_text("utf-8")) for file in files)
