"""The VBA functions that lead from a cell to Python, ready-made with xlwings' own generator.

A workbook that carries them needs neither "Import functions" nor trust in access to its VBA project.  They are committed
(`xlwings_udfs.bas`, and the help on arguments in `arguments.xml`), since the generator wants pywin32; a test makes them
anew and compares.
"""

import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

FUNCTIONS_FILE, ARGUMENTS_FILE = (Path(__file__).parent / name for name in ("xlwings_udfs.bas", "arguments.xml"))
"""Where the two generated texts are committed."""

MAX_HELP = 255
"""Characters of help on a function or an argument that Excel shows (MS-OFFMACRO2 2.2.5.5)."""

_HEAD = 'Attribute VB_Name = "xlwings_udfs"\nOption Explicit\n\n'
_FUNCTION = re.compile(r"^Function (\w+)\(.*\)\n", re.MULTILINE)
# Its first two lines are kept, but for a condition that fails where no cell calls, and so does not reach the handler.
_EXCEL = re.compile(
    r'^ +#If App = "Microsoft Excel" Then\n +If TypeOf Application\.Caller Is Range Then (On Error GoTo failed)\n +(.+)\n +(Exit Function)\n'
    r" +#Else\n.+\n.+\n +#End If\n",
    re.MULTILINE,
)
_ANSWER = re.compile(r"^(\s*\w+ = )(XLPy\.CallUDF\(.*\))$", re.MULTILINE)
_FAILED = re.compile(r"^(\s*(\w+) = )Err\.Description$", re.MULTILINE)
_GIVE_REASONS = "KRAFT_VARFOR"  # how the names of the functions begin that answer in words
_URI = "{8193D73E-4604-4355-AFF4-8A2333D13BE4}"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def write_functions(python: ModuleType) -> str:
    """The VBA functions for a module of functions that `xlwings.func` has decorated, where pywin32 is.

    An answer passes the module KraftsamlingAnswers, since no error value comes through COM.  A failure becomes #VALUE!, whoever
    calls (xlwings would write the exception into the cell as if it were the answer); those that give reasons say what
    keeps Excel from Python.  What xlwings writes for other programs of Office is left out.

    :raises ValueError: the help on a function is too long.
    """
    # Here, since it imports pywin32: that is there on Windows alone, and as stubs in the tests.
    from xlwings import udfs

    text = StringIO()
    udfs.generate_vba_wrapper(python.__name__, python, text, SimpleNamespace(Name="kraftsamling.xlsm"))
    excel = _EXCEL.sub(r"    \1\n    \2\n    \3\n", text.getvalue())
    answering = _ANSWER.sub(r"\1WithErrorValues(\2)", excel)
    failing = _FAILED.sub(_answer_failure, answering)
    functions = _find_functions(python)
    # A function's attributes follow its first line, which is where Excel itself writes them.
    described = _FUNCTION.sub(
        lambda found: found[0] + _format_description(found[1], functions[found[1]]["ret"]["doc"]), failing
    )
    return _HEAD + described


def write_arguments(python: ModuleType) -> str:
    """The help on the arguments of the same functions, as an extension of the workbook part (MS-OFFMACRO2 2.2.3.2).

    :raises ValueError: the help on an argument is too long.
    """
    names = "".join(
        f"<x14:definedName name={quoteattr(name)}>{_format_arguments(function)}</x14:definedName>\n"
        for name, function in _find_functions(python).items()
    )
    return f'<ext uri="{_URI}" xmlns:x14="{_X14}"><x14:definedNames>\n{names}</x14:definedNames></ext>\n'


def _answer_failure(found: re.Match[str]) -> str:
    return f"{found[1]}{'AnswerFailure(Err.Number, Err.Description)' if found[2].startswith(_GIVE_REASONS) else 'CVErr(xlErrValue)'}"


def _find_functions(python: ModuleType) -> Mapping[str, Mapping[str, Any]]:
    """What the decorators have noted of each function, in the order of the generator: by name."""
    noted = {name: getattr(value, "__xlfunc__", None) for name, value in sorted(vars(python).items())}
    return {name: note for name, note in noted.items() if note}


def _format_description(name: str, text: str) -> str:
    """The help on a function, and its place among the user's own functions, as Excel stores them in the source."""
    words = _check_help(name, text).replace('"', '""')
    return f'Attribute {name}.VB_Description = "{words}"\nAttribute {name}.VB_ProcData.VB_Invoke_Func = " \\n14"\n'


def _format_arguments(function: Mapping[str, Any]) -> str:
    helps = [_check_help(argument["name"], argument["doc"]) for argument in function["args"] if not argument["vba"]]
    each = "".join(
        f'<x14:argumentDescription index="{n}">{escape(t)}</x14:argumentDescription>' for n, t in enumerate(helps)
    )
    return f'<x14:argumentDescriptions count="{len(helps)}">{each}</x14:argumentDescriptions>'


def _check_help(name: str, text: str) -> str:
    """Help as one line; ValueError where Excel would cut it."""
    line = " ".join(text.split())
    if len(line) > MAX_HELP:
        raise ValueError(f"the help on {name} has {len(line)} characters; Excel shows {MAX_HELP}")
    return line
