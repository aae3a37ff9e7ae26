"""The causes that are found in the registry of Windows, and in what Windows has noted of a file."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from xl_kraftsamling.excel.install import office_troubles as troubles
from xl_kraftsamling.excel.install.machine import Machine
from xl_kraftsamling.excel.install.registry import Registry, find_excel_key
from xl_kraftsamling.excel.install.troubles import Trouble
from xl_kraftsamling.excel.vba import ADDIN, WORKBOOK

_PATH = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_SILENT = (3, 4)  # all macros, or all without a signature, are disabled without a question
_UNTRUSTED = ("ZoneId=3", "ZoneId=4")  # the internet, and the sites that are not trusted
_NO_LONGER_OPENED = ("DisabledItems", "CrashingAddinList")
_RULES, _MANAGED_RULES = r"Windows Defender\Windows Defender Exploit Guard\ASR\Rules", r"Windows Defender\Policy Manager"
_CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_DECLARED_FUNCTIONS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
_BLOCKS = ("1", "6")  # 1 blocks, 6 blocks after a warning; 2 only writes a log


def check_mark_of_the_web(machine: Machine) -> Iterator[Trouble]:
    """The add-in came from the internet, and its macros are blocked."""
    yield from check_mark(machine, machine.windows.addin)


def check_mark(machine: Machine, path: Path) -> Iterator[Trouble]:
    """A file came from the internet, according to its stream Zone.Identifier; a policy can block its macros for good.

    Microsoft, "Macros from the internet are blocked by default in Office" (learn.microsoft.com/microsoft-365-apps/security/
    internet-macros-blocked), which names the policy with the value blockcontentexecutionfrominternet too.
    """
    try:
        stream = Path(f"{path}:Zone.Identifier").read_text("latin-1")
    except OSError:  # without the stream, or on a disk that knows no streams
        return
    if any(zone in stream for zone in _UNTRUSTED):
        is_policy = _read_choice(machine.registry, "blockcontentexecutionfrominternet")
        yield (troubles.MARKED_FOR_GOOD if is_policy else troubles.MARKED).bind(path=str(path))


def check_macros(machine: Machine) -> Iterator[Trouble]:
    """Macros are disabled without a question, or all without a signature are, and ours have none.

    Microsoft Office 2016, policy "Macro Notification Settings" (vbawarnings): 4 none, 3 signed ones alone.
    """
    value = _read_choice(machine.registry, "vbawarnings")
    if value in _SILENT:
        yield troubles.NO_MACROS.bind(value=str(value))


def check_visual_basic(machine: Machine) -> Iterator[Trouble]:
    """Visual Basic is turned off in all of Office.

    Microsoft, "How to turn off Visual Basic for Applications when you deploy Office": VBAOff in the key Common, or its policy.
    """
    common = find_excel_key(machine.registry).replace("Excel", "Common")
    keys = (machine.registry(rf"Software\{part}{common}") for part in ("Policies\\", ""))
    if any(key.get("vbaoff") for key in keys):
        yield troubles.NO_VBA


def check_trust(machine: Machine) -> Iterator[Trouble]:
    """No folder is trusted, or add-ins are not opened, or none without a signature.

    Microsoft Office 2016, policies "Disable all trusted locations", "Disable all application add-ins" and "Require that application
    add-ins are signed by Trusted Publisher".
    """
    if _read_choice(machine.registry, "alllocationsdisabled", r"\Trusted Locations"):
        yield troubles.NO_TRUST
    for name in ("DisableAllAddins", "RequireAddinSig"):
        if _read_choice(machine.registry, name.lower()):
            yield troubles.NO_ADDINS.bind(name=name)


def check_disabled_items(machine: Machine) -> Iterator[Trouble]:
    """Excel no longer opens one of our files, as after a crash; its lists hold the path as bytes, two to a letter.

    Microsoft, "How to: Re-enable a VSTO Add-in that has been disabled": what Office gives up after a crash stands in the key Resiliency.
    """
    registry = machine.registry
    for name in _NO_LONGER_OPENED:
        items = registry(rf"Software\{find_excel_key(registry)}\Resiliency\{name}").values()
        held = b"\n".join(item.replace(b"\0", b"").lower() for item in items if isinstance(item, bytes))
        for file in (ADDIN, WORKBOOK):
            if b"\\" + file.encode() in held:
                yield troubles.DISABLED.bind(name=file, list=name)


def check_policies(machine: Machine) -> Iterator[Trouble]:
    """The IT department has blocked the add-in, or all that it has not listed (0 blocked, 1 always on, 2 the user's choice).

    Microsoft Office 2016, policies "List of managed add-ins" and "Block all unmanaged add-ins".
    """
    resiliency = rf"Software\Policies\{find_excel_key(machine.registry)}\Resiliency"
    choice = machine.registry(rf"{resiliency}\AddinList").get(ADDIN)
    restricted = machine.registry(resiliency).get("restricttolist")
    if str(choice) == "0" or (restricted and choice is None):
        yield troubles.NOT_ALLOWED.bind(name=ADDIN)


def check_store_office(machine: Machine) -> Iterator[Trouble]:
    """Excel comes from the store, whose programs live under WindowsApps and start no others.

    https://github.com/xlwings/xlwings/issues/1476: "Could not activate Python COM server" until Office was installed otherwise.
    """
    path = str(machine.registry(_PATH).get("", ""))
    if "\\windowsapps\\" in path.lower():
        yield troubles.STORE_OFFICE.bind(path=path)


def check_defender(machine: Machine) -> Iterator[Trouble]:
    """Windows Defender blocks what the macros need: a process of Office's own making, or a function that a macro declares.

    https://github.com/xlwings/xlwings/issues/1420 and /2433 have the errors; the rules are those of "Attack surface reduction rules
    reference" (learn.microsoft.com/defender-endpoint/attack-surface-reduction-rules-reference), and their places in the registry those of
    the policy ExploitGuard_ASR_Rules (admx.help) and of Intune, which writes all of them in a line.
    """
    rules = _read_defender_rules(machine.registry)
    if rules.get(_CHILD_PROCESSES) in _BLOCKS:
        yield troubles.NO_CHILDREN.bind(rule=_CHILD_PROCESSES, python=str(machine.python))
    if rules.get(_DECLARED_FUNCTIONS) in _BLOCKS:
        yield troubles.NO_DECLARED_FUNCTIONS.bind(rule=_DECLARED_FUNCTIONS)


def _read_defender_rules(registry: Registry) -> Mapping[str, str]:
    """The rules and their states, the policy before the local choice."""
    found: dict[str, str] = {}
    for root in (r"Software\Microsoft", r"Software\Policies\Microsoft"):
        line = str(registry(rf"{root}\{_MANAGED_RULES}").get("asrrules") or "")
        found |= {name.lower(): state for name, _, state in (rule.partition("=") for rule in line.split("|"))}
        found |= {name.lower(): str(state) for name, state in registry(rf"{root}\{_RULES}").items()}
    return found


def _read_choice(registry: Registry, name: str, below: str = "") -> object:
    """A choice of the Trust Center: what is decided for the user comes before their own."""
    security = rf"{find_excel_key(registry)}\Security{below}"
    values = (registry(rf"Software\{part}{security}").get(name) for part in ("Policies\\", ""))
    return next((value for value in values if value is not None), None)
