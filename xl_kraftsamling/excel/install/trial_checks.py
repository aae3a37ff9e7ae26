"""What the trial has found, in the words of a user: Python started as Excel starts it, the COM server, a function and a button's entry."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.excel.install import office_troubles
from xl_kraftsamling.excel.install import trial_troubles as troubles
from xl_kraftsamling.excel.install.machine import Machine, Outcome
from xl_kraftsamling.excel.install.registry import Registry, count_excel_bits
from xl_kraftsamling.excel.install.trial import BITS, STEPS
from xl_kraftsamling.excel.install.troubles import NotTried, Trouble

_MODULE = "xl_kraftsamling.excel.install.trial"
_NO_PYWIN32 = "No module named 'pythoncom'"  # another one of its modules that is missing is damage
# 4551 is what a program control gives, and 1260 a policy: https://github.com/pytorch/pytorch/issues/182008.
_POLICY = ("4551", "1260", "pplication Control", "blocked by group policy")
_REFUSED = (5, 1260, 4551)
# Microsoft, "AppLocker Settings" (ee844171), and for Smart App Control https://github.com/amnweb/yasb/issues/1020.
_APPLOCKER = r"Software\Policies\Microsoft\Windows\SrpV2\Exe"
_CODE_INTEGRITY = r"System\CurrentControlSet\Control\CI\Policy"

_TROUBLES: Mapping[str, Trouble] = {
    "python": troubles.WRONG_BITS,
    "pywin32": troubles.DAMAGED_PYWIN32,  # https://github.com/xlwings/xlwings/issues/1174 and /1315: DLL load failed
    "xlwings": troubles.NO_XLWINGS,
    "program": troubles.NO_PROGRAM,
    "shell": troubles.NO_SHELL,  # https://github.com/xlwings/xlwings/issues/1103
    "button": troubles.NO_PRESS,
    "dll": troubles.REFUSED_DLL,  # https://github.com/xlwings/xlwings/issues/1732
    "server": troubles.NO_SERVER,  # https://github.com/xlwings/xlwings/issues/2395: it starts, and is not found
    "function": troubles.NO_ANSWER,
}
"""What a step that fails means, unless its error says more."""


def try_everything(machine: Machine) -> Iterator[Trouble | NotTried]:
    """Start Python as Excel does, let it do each step of the trial, and list what neither it nor anybody else can try."""
    dll, python = machine.windows.server(BITS), machine.python
    if machine.run is None:
        yield from (NotTried(name, _NO_WINDOWS) for name in _NAMES.values())
    elif not python.is_file():
        yield from (NotTried(name, _NO_PYTHON) for name in _NAMES.values())
    else:
        outcome = machine.run([str(python), "-B", "-P", "-m", _MODULE, str(dll)])
        yield from _judge(machine, outcome)
    if count_excel_bits(machine.registry) != BITS:
        yield NotTried(_OTHER_DLL.bind(dll=str(machine.windows.server(32))), _OTHER_BITS)
    yield NotTried(_PRESS, _NO_EXCEL)
    yield NotTried(_CHILD, _NO_EXCEL)


def _judge(machine: Machine, outcome: Outcome) -> Iterator[Trouble | NotTried]:
    values = {"python": str(machine.python), "dll": str(machine.windows.server(BITS))}
    if outcome.refusal is not None:
        policy = _find_policy(machine.registry) if getattr(outcome.refusal, "winerror", None) in _REFUSED else ""
        yield office_troubles.NO_START.bind(why=str(outcome.refusal), policy=policy, **values)
    elif outcome.code is None:
        yield troubles.TOO_SLOW.bind(**values)
    steps = _read_steps(outcome.output)
    if not steps and outcome.code is not None:  # the trial itself is not there, or Python is damaged
        yield troubles.NO_PROGRAM.bind(error=_take_last_line(outcome.output) or str(outcome.code), **values)
    elif outcome.code:  # it ended in the middle, as where a DLL takes the whole process with it
        step = next((step for step in STEPS if step not in steps), STEPS[-1])
        yield troubles.CUT_OFF.bind(step=_NAMES[step], error=str(outcome.code), **values)
    for step, failure in steps.items():
        if failure is not None:
            yield _name_trouble(step, failure).bind(error=failure, **values)
    yield from (NotTried(_NAMES[step], _AFTER) for step in STEPS if step not in steps)


def _name_trouble(step: str, error: str) -> Trouble:
    if any(sign in error for sign in _POLICY):
        return troubles.POLICY_BLOCKS
    if step == "pywin32" and _NO_PYWIN32 in error:
        return troubles.NO_PYWIN32
    return _TROUBLES[step]


def _read_steps(output: str) -> dict[str, str | None]:
    """What each step that was tried gave: its error, or None; other lines are those of the programs that it started."""
    steps: dict[str, str | None] = {}
    for line in output.splitlines():
        if line.startswith('{"step": '):
            with suppress(ValueError):  # the last line of a process that was ended
                report = json.loads(line)
                steps[report["step"]] = report["error"]
    return steps


def _take_last_line(output: str) -> str:
    return next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "")


def _find_policy(registry: Registry) -> str:
    """The program control that the registry tells of, in brackets."""
    if str(registry(_APPLOCKER).get("enforcementmode")) == "1":
        return " (AppLocker)"
    if str(registry(_CODE_INTEGRITY).get("verifiedandreputablepolicystate")) == "1":
        return " (Smart App Control)"
    return ""


_NAMES: Mapping[str, Text] = {
    "python": Text("Python, så som Excel startar den", "Python, as Excel starts it"),
    "pywin32": Text("pywin32", "pywin32"),
    "xlwings": Text("xlwings", "xlwings"),
    "program": Text("knapparnas och funktionernas program", "the program of the buttons and functions"),
    "shell": Text("WScript.Shell, som knapparna startar Python med", "WScript.Shell, which the buttons use to start Python"),
    "button": Text("det som ett tryck på en knapp startar", "what pressing a button starts"),
    "dll": Text("DLL-filen för funktionerna", "the DLL for the functions"),
    "server": Text("servern för funktionerna", "the server of the functions"),
    "function": Text("en funktion (KRAFT_BELOPP)", "a function (KRAFT_BELOPP)"),
}
_NO_WINDOWS = Text("det går bara i Windows", "that works only in Windows")
_NO_PYTHON = Text("Python finns inte där inställningarna säger", "Python is not where the settings say")
_AFTER = Text("det som behövs för det fungerar inte", "what it needs does not work")
_OTHER_DLL = Text("{dll}, som Excel läser in", "{dll}, which Excel loads")
_OTHER_BITS = Text("Excel har 32 bitar och det här programmet 64", "Excel has 32 bits and this program 64")
_PRESS = Text("ett tryck på en knapp i Excel", "pressing a button in Excel")
_CHILD = Text(
    "om Excel får starta Python (reglerna i registret är lästa, men andra virusskydd har egna)",
    "whether Excel may start Python (the rules in the registry are read, but other virus protections have their own)",
)
_NO_EXCEL = Text("Excel startas inte härifrån", "Excel is not started from here")
