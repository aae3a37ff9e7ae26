"""`kraftsamling addin doctor`: each known cause on a made-up computer, found alone."""

import json
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from support.made_up_windows import MadeUpMachine, make_environment, make_machine, make_python, report_steps
from support.run_cli import kraft
from support.saved_workbook import make_old_modules, write_saved_workbook
from xl_kraftsamling import __version__
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.excel.install import office_troubles, trial_troubles, troubles, workbook_checks
from xl_kraftsamling.excel.install.doctor import CHECKS, diagnose
from xl_kraftsamling.excel.install.installation import Windows, carry_out, plan_install
from xl_kraftsamling.excel.install.machine import Outcome, run_process
from xl_kraftsamling.excel.install.registry import read_registry
from xl_kraftsamling.excel.install.trial import BUTTON_COMMAND, SERVER_COMMAND
from xl_kraftsamling.excel.install.troubles import Trouble
from xl_kraftsamling.excel.vba import build_macro_workbook
from xl_kraftsamling.excel.vba.code_modules import PYTHON, SERVER
from xl_kraftsamling.excel.vba.saved_copy import SavedCopy
from xl_kraftsamling.writing.template_file import find_template

EXCEL = r"Software\Microsoft\Office\16.0\Excel"
SECURITY, ITEMS = rf"{EXCEL}\Security", rf"{EXCEL}\Resiliency"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
COMMON = r"Microsoft\Office\16.0\Common"
MANAGED = r"Software\Policies\Microsoft\Office\16.0\Excel\Resiliency"
BITS, OLDER_BITS = r"Software\Microsoft\Office\ClickToRun\Configuration", r"Software\Microsoft\Office\16.0\Outlook"
CURRENT = r"Software\Classes\Excel.Application\CurVer"
APP = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
RULES = r"Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
INTUNE = r"Software\Policies\Microsoft\Windows Defender\Policy Manager\ASRRules"
CHILDREN, DECLARED = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A", "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
APPLOCKER = r"Software\Policies\Microsoft\Windows\SrpV2\Exe\EnforcementMode"
SMART = r"System\CurrentControlSet\Control\CI\Policy\VerifiedAndReputablePolicyState"


@pytest.fixture
def made(tmp_path: Path) -> MadeUpMachine:
    return make_machine(tmp_path)


def find(made: MadeUpMachine, **values: object) -> list[Text]:
    """What the doctor says is wrong, given values of the registry behind their key and name."""
    made.values |= values
    return [trouble.what for trouble in diagnose(made.machine()).troubles]


def list_untried(made: MadeUpMachine) -> list[str]:
    return [each.what.sv for each in diagnose(made.machine()).not_tried]


def is_said(trouble: Trouble, said: list[Text]) -> bool:
    """Whether the only thing said begins and ends as the trouble does, up to its first value and from its last."""
    return len(said) == 1 and all(
        said[0][n].startswith(trouble.what[n].partition("{")[0]) and said[0][n].endswith(trouble.what[n].rpartition("}")[2])
        for n in (0, 1)
    )


def test_a_sound_computer_has_no_trouble_and_what_only_excel_can_try_is_listed(made: MadeUpMachine) -> None:
    assert find(made) == []
    assert [text.partition(" (")[0] for text in list_untried(made)] == ["ett tryck på en knapp i Excel", "om Excel får starta Python"]


def test_what_is_started_is_what_the_macros_start(made: MadeUpMachine) -> None:
    diagnose(made.machine())
    ((python, *options, dll),) = made.commands
    assert python == str(made.windows.python)
    assert options == ["-B", "-P", "-m", "xl_kraftsamling.excel.install.trial"]
    assert dll == str(made.windows.server(64))
    server, button = (path.read_text("utf-8").replace('""', '"') for path in (SERVER, PYTHON))
    assert SERVER_COMMAND.partition("{python}")[2] in server
    assert BUTTON_COMMAND.partition("{python}")[2].partition("{statement}")[0].rstrip() in button


def test_a_program_that_is_no_python_is_never_started(made: MadeUpMachine) -> None:
    made.windows.settings.write_bytes(b'"INTERPRETER_WIN","/bin/sh"\r\n')
    diagnose(made.machine())
    assert [command[0] for command in made.commands] == [str(made.windows.python)]


BROKEN: dict[str, tuple[Trouble, Callable[[Windows], object]]] = {
    "no settings": (troubles.NO_SETTINGS, lambda w: w.settings.unlink()),
    "empty settings": (troubles.NO_SETTINGS, lambda w: w.settings.write_bytes(b"")),
    "settings without Python": (troubles.NOT_NAMED, lambda w: w.settings.write_bytes(b'"OTHER","False"\r\n')),
    "settings of somebody else": (troubles.NOT_NAMED, lambda w: w.settings.write_bytes(b"PK\x03\x04\0\n,,\n")),
    "settings with another program": (troubles.NOT_NAMED, lambda w: w.settings.write_bytes(b'"INTERPRETER_WIN","/bin/sh"\r\n')),
    "no add-in": (troubles.NO_ADDIN, lambda w: w.addin.unlink()),
    "an add-in of another version": (troubles.OTHER_ADDIN, lambda w: w.addin.write_bytes(b"gammalt")),
    "no DLL": (troubles.NO_DLL, lambda w: w.server(64).unlink()),
    "the mark of the web": (
        office_troubles.MARKED,
        lambda w: w.addin.with_name(w.addin.name + ":Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")),
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="there a stream is no file of its own")
@pytest.mark.parametrize("cause", BROKEN)
def test_each_known_cause_in_a_file_is_found_alone(cause: str, made: MadeUpMachine) -> None:
    trouble, harm = BROKEN[cause]
    harm(made.windows)
    assert is_said(trouble, find(made))


@pytest.mark.parametrize(
    ("where", "trouble"),
    [
        ("WindowsApps/Python", troubles.STORE_PYTHON),
        ("OneDrive - Staden/Python", troubles.ONEDRIVE),
        ("Pythön", troubles.LETTERS_BEYOND_ASCII),
    ],
)
def test_a_python_in_a_place_that_does_not_do_is_found(where: str, trouble: Trouble, tmp_path: Path) -> None:
    assert is_said(trouble, find(make_machine(tmp_path, where)))


def test_a_synced_folder_is_known_by_the_environment_too(made: MadeUpMachine) -> None:
    made.environment["OneDriveCommercial"] = str(made.windows.python.parent.parent)
    assert is_said(troubles.ONEDRIVE, find(made))


def test_a_virtual_environment_of_a_python_from_the_store_is_found(made: MadeUpMachine) -> None:
    cfg = made.windows.python.parent.parent / "pyvenv.cfg"
    cfg.write_text("home = C:\\Python311\n")
    assert find(made) == []
    cfg.write_text("home = C:\\Users\\eva\\AppData\\Local\\Microsoft\\WindowsApps\n")
    assert is_said(troubles.STORE_PYTHON, find(made))


def test_a_python_that_is_gone_or_another_is_found(made: MadeUpMachine, tmp_path: Path) -> None:
    named, other = made.windows, make_python(tmp_path / "Ny")
    made.windows = Windows(named.profile, named.roaming, other)
    assert is_said(troubles.OTHER_PYTHON, find(made))
    made.windows = named
    named.python.unlink()
    assert is_said(troubles.NO_PYTHON, find(made))
    assert len(list_untried(made)) == 11, "nothing can be tried without Python"


def test_a_profile_that_vba_cannot_read_is_found(made: MadeUpMachine, tmp_path: Path) -> None:
    made.windows = Windows(tmp_path / "Ева", tmp_path / "Roaming", made.windows.python)
    carry_out(plan_install(made.windows))
    assert is_said(troubles.UNREADABLE_PROFILE, find(made))


@pytest.mark.parametrize("content", [b"", b"\0\0\0", None])
@pytest.mark.parametrize("place", ["00020813-0000-0000-C000-000000000046x0x1x9.py", "00020813-0000-0000-C000-000000000046x0x1x9/__init__.py"])
def test_a_damaged_cache_of_pywin32_is_found(content: bytes | None, place: str, made: MadeUpMachine) -> None:
    cache = Path(made.environment["TEMP"]) / "gen_py" / "3.11"
    module = cache / place
    module.parent.mkdir(parents=True)
    if content is not None:
        module.write_bytes(content)
    is_damaged = content is not None or place.endswith("__init__.py")
    assert is_said(troubles.DAMAGED_CACHE, find(made)) == is_damaged
    module.write_text("CLSIDToClassMap = {}\n")
    assert find(made) == []


def item(path: str) -> bytes:
    """A file that Excel no longer opens, as its list keeps it: the kind, two lengths, the path and its description."""
    told = f"{path}\0".encode("utf-16-le")
    return struct.pack("<III", 2, len(told), 2) + told + b"\0\0"


@pytest.mark.parametrize(
    ("key", "value", "trouble"),
    [
        (rf"{SECURITY}\VBAWarnings", 4, office_troubles.NO_MACROS),
        (rf"{POLICY}\VBAWarnings", 3, office_troubles.NO_MACROS),
        (rf"Software\Policies\{COMMON}\VBAOff", 1, office_troubles.NO_VBA),
        (rf"Software\{COMMON}\vbaoff", 1, office_troubles.NO_VBA),
        (rf"{SECURITY}\Trusted Locations\AllLocationsDisabled", 1, office_troubles.NO_TRUST),
        (rf"{POLICY}\DisableAllAddins", 1, office_troubles.NO_ADDINS),
        (rf"{POLICY}\RequireAddinSig", 1, office_troubles.NO_ADDINS),
        (rf"{ITEMS}\DisabledItems\2B1F", item(r"c:\users\eva\xlstart\xl_kraftsamling.xlam"), office_troubles.DISABLED),
        (rf"{ITEMS}\DisabledItems\2B20", item(r"C:\Prova\Kraftsamling.xlsm"), office_troubles.DISABLED),
        (rf"{ITEMS}\CrashingAddinList\A", item(r"C:\XLSTART\xl_kraftsamling.xlam"), office_troubles.DISABLED),
        (rf"{MANAGED}\AddinList\XL_Kraftsamling.xlam", "0", office_troubles.NOT_ALLOWED),
        (rf"{MANAGED}\RestrictToList", 1, office_troubles.NOT_ALLOWED),
        (rf"{APP}" + "\\", r"C:\Program Files\WindowsApps\Microsoft.Office\EXCEL.EXE", office_troubles.STORE_OFFICE),
        (rf"Software\Policies\{RULES}\{CHILDREN}", "1", office_troubles.NO_CHILDREN),
        (rf"Software\Policies\{RULES}\{CHILDREN}", 6, office_troubles.NO_CHILDREN),
        (rf"Software\{RULES}\{DECLARED}", 1, office_troubles.NO_DECLARED_FUNCTIONS),
        (INTUNE, f"56a863a9-875e-4185-98a7-b882c64b5ce5=2|{CHILDREN}=1", office_troubles.NO_CHILDREN),
    ],
)
def test_a_choice_in_the_registry_that_blocks_is_found(key: str, value: object, trouble: Trouble, made: MadeUpMachine) -> None:
    assert is_said(trouble, find(made, **{key: value}))


def test_a_mark_of_the_web_that_a_policy_makes_final_says_so(made: MadeUpMachine) -> None:
    addin = made.windows.addin
    addin.with_name(addin.name + ":Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert is_said(office_troubles.MARKED_FOR_GOOD, find(made, **{rf"{POLICY}\blockcontentexecutionfrominternet": 1}))


def test_what_is_decided_for_the_user_comes_before_their_own_choice(made: MadeUpMachine) -> None:
    assert find(made, **{rf"{POLICY}\VBAWarnings": 2, rf"{SECURITY}\VBAWarnings": 4}) == []
    assert find(made, **{rf"Software\Policies\{RULES}\{CHILDREN}": "2", rf"Software\{RULES}\{CHILDREN}": "1"}) == []
    assert find(made, **{rf"{SECURITY}\Trusted Locations\AllLocationsDisabled": 0, rf"{APP}" + "\\": r"C:\Office\EXCEL.EXE"}) == []


def test_what_concerns_another_file_or_is_allowed_is_no_trouble(made: MadeUpMachine) -> None:
    others = {rf"{ITEMS}\DisabledItems\A": item(r"C:\annat.xlam"), rf"{ITEMS}\DisabledItems\B": 1}
    allowed = {rf"{MANAGED}\RestrictToList": 1, rf"{MANAGED}\AddinList\xl_kraftsamling.xlam": "1"}
    assert find(made, **others, **allowed, **{rf"{BITS}\Platform": "x64"}) == []


@pytest.mark.parametrize("key", [rf"{BITS}\Platform", rf"{OLDER_BITS}\Bitness"])
def test_an_excel_of_32_bits_wants_a_dll_of_its_own_which_cannot_be_tried_and_no_other_python(key: str, made: MadeUpMachine) -> None:
    assert find(made, **{key: "x86"}) == []
    assert any("kraftsamling32.dll" in text for text in list_untried(made))
    made.windows.server(32).unlink()
    (missing,) = find(made)
    assert ("kraftsamling32.dll" in missing.sv, "32 bitar" in missing.sv) == (True, True)


def test_the_registry_is_asked_about_the_excel_that_is_installed(made: MadeUpMachine) -> None:
    blocked = rf"{SECURITY}\VBAWarnings".replace("16.0", "15.0")
    assert find(made, **{blocked: 4}) == []
    assert is_said(office_troubles.NO_MACROS, find(made, **{blocked: 4, rf"{CURRENT}" + "\\": "Excel.Application.15"}))


FAILING = {
    ("python", "32"): trial_troubles.WRONG_BITS,
    ("pywin32", "No module named 'pythoncom'"): trial_troubles.NO_PYWIN32,
    ("pywin32", "DLL load failed while importing win32api: The specified module could not be found."): trial_troubles.DAMAGED_PYWIN32,
    ("pywin32", "No module named 'pywintypes'"): trial_troubles.DAMAGED_PYWIN32,
    ("pywin32", "module 'win32com.gen_py.x' has no attribute 'CLSIDToClassMap'"): trial_troubles.DAMAGED_PYWIN32,
    ("xlwings", "No module named 'xlwings'"): trial_troubles.NO_XLWINGS,
    ("program", "No module named 'polars'"): trial_troubles.NO_PROGRAM,
    ("program", "DLL load failed: An Application Control policy has blocked this file."): trial_troubles.POLICY_BLOCKS,
    ("shell", "(-2147221005, 'Invalid class string', None, None)"): trial_troubles.NO_SHELL,
    ("button", "1"): trial_troubles.NO_PRESS,
    ("dll", "[WinError 126] The specified module could not be found"): trial_troubles.REFUSED_DLL,
    ("dll", "[WinError 4551] An Application Control policy has blocked this file"): trial_troubles.POLICY_BLOCKS,
    ("server", "Could not activate Python COM server, hr = -2147221164"): trial_troubles.NO_SERVER,
    ("function", "(-2147352567, 'Exception occurred.', None, None)"): trial_troubles.NO_ANSWER,
}


@pytest.mark.parametrize(("step", "error"), FAILING)
def test_a_step_of_the_trial_that_fails_is_told_in_the_words_of_a_user_and_the_rest_as_not_tried(
    step: str, error: str, made: MadeUpMachine
) -> None:
    made.outcome = Outcome(0, "xlwings server running, clsid={A}\n" + report_steps({step: error}, until=step))
    assert is_said(FAILING[step, error], find(made))
    assert ("en funktion (KRAFT_BELOPP)" in list_untried(made)) == (step != "function")


@pytest.mark.parametrize(
    ("outcome", "values", "trouble", "word"),
    [
        (Outcome(None, "", OSError(13, "Access is denied")), {}, office_troubles.NO_START, "Access is denied"),
        (Outcome(None, report_steps(until="xlwings") + '{"step": "prog'), {}, trial_troubles.TOO_SLOW, "tre minuter"),
        (Outcome(1, "Traceback\nModuleNotFoundError: No module named 'xl_kraftsamling'\n"), {}, trial_troubles.NO_PROGRAM, "xl_kraftsamling"),
        (Outcome(-1073741819, report_steps(until="dll")), {}, trial_troubles.CUT_OFF, "servern för funktionerna prövades (kod -1073741819)"),
        (Outcome(-1073741515, ""), {}, trial_troubles.NO_PROGRAM, "-1073741515"),
    ],
)
def test_a_python_that_does_not_start_or_end_is_told(
    outcome: Outcome, values: dict[str, object], trouble: Trouble, word: str, made: MadeUpMachine
) -> None:
    made.outcome = outcome
    said = find(made, **values)
    assert is_said(trouble, said)
    assert word in said[0].sv


@pytest.mark.parametrize(("key", "name"), [(APPLOCKER, "AppLocker"), (SMART, "Smart App Control"), ("", "")])
def test_a_refused_start_names_the_program_control_that_the_registry_tells_of(key: str, name: str, made: MadeUpMachine) -> None:
    refusal = OSError(13, "This program is blocked by group policy")
    refusal.winerror = 1260  # type: ignore[attr-defined,unused-ignore]
    made.outcome = Outcome(None, "", refusal)
    if key:
        made.values[key] = 1
    (trouble,) = diagnose(made.machine()).troubles
    assert name in trouble.remedy.sv
    assert ("(" in trouble.remedy.sv) == bool(name)


def test_processes_are_run_to_their_end_or_told_why_not(tmp_path: Path) -> None:
    done = run_process([sys.executable, "-c", "import sys; print('ut'); print('fel', file=sys.stderr); sys.exit(5)"])
    assert (done.code, done.output.split()) == (5, ["ut", "fel"])
    refused = run_process([str(tmp_path / "python.exe")])
    assert (refused.code, type(refused.refusal)) == (None, FileNotFoundError)


def test_the_users_part_of_the_registry_comes_before_that_of_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {("machine", 32): {"Platform": "x86"}, ("machine", 64): {"Other": 1}, ("user", 64): {"PLATFORM": "x64"}}

    @contextmanager
    def opened(root: str, _key: str, _reserved: int, access: int) -> Iterator[list[tuple[str, object, int]]]:
        if (root, access) not in kept:
            raise FileNotFoundError
        yield [(name, value, 1) for name, value in kept[root, access].items()]

    fake = SimpleNamespace(
        HKEY_LOCAL_MACHINE="machine", HKEY_CURRENT_USER="user", KEY_READ=0, KEY_WOW64_32KEY=32, KEY_WOW64_64KEY=64,
        OpenKey=opened, QueryInfoKey=lambda key: (0, len(key), 0), EnumValue=lambda key, number: key[number],
    )  # fmt: skip
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", fake)
    assert read_registry(BITS) == {"platform": "x64", "other": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="there it has one")
def test_a_computer_without_a_registry_has_no_value_in_it() -> None:
    assert read_registry(SECURITY) == {}


def test_every_trouble_names_the_same_values_in_both_languages() -> None:
    modules = (troubles, office_troubles, trial_troubles, workbook_checks)
    known = [value for module in modules for value in vars(module).values() if isinstance(value, Trouble)]
    assert len(known) > 35
    for text in (text for trouble in known for text in trouble):
        assert {part.partition("}")[0] for part in text.sv.split("{")[1:]} == {
            part.partition("}")[0] for part in text.en.split("{")[1:]
        }


def test_each_check_names_where_the_cause_is_described_in_public() -> None:
    described = [check.__doc__ or "" for check in CHECKS if check.__module__.endswith("office_checks") and check.__name__ != "check_mark_of_the_web"]
    assert all("https://" in text or "Microsoft" in text for text in described)


def find_in_workbook(made: MadeUpMachine, path: Path) -> list[Text]:
    return [trouble.what for trouble in diagnose(made.machine(), *workbook_checks.list_checks(SavedCopy(path))).troubles]


def test_a_workbook_of_this_version_in_a_folder_of_ones_own_has_no_trouble(made: MadeUpMachine, tmp_path: Path) -> None:
    assert find_in_workbook(made, build_macro_workbook(find_template(), tmp_path)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there a stream is no file of its own")
def test_a_workbook_from_the_internet_or_in_a_synced_folder_is_told(made: MadeUpMachine, tmp_path: Path) -> None:
    path = build_macro_workbook(find_template(), tmp_path)
    path.with_name(path.name + ":Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert is_said(office_troubles.MARKED, find_in_workbook(made, path))
    synced = tmp_path / "OneDrive - Staden"
    synced.mkdir()
    assert is_said(workbook_checks.IN_CLOUD, find_in_workbook(made, build_macro_workbook(find_template(), synced)))


def test_an_old_workbook_is_told_by_what_it_lacks_and_by_what_chose_its_program(made: MadeUpMachine, tmp_path: Path) -> None:
    path = write_saved_workbook(tmp_path / "kopia.xlsm", make_old_modules())
    (made.windows.python.parent / "xlwings64-0.37.8.dll").write_bytes(b"MZ")
    assert is_said(workbook_checks.OLD_MODULES, find_in_workbook(made, path))
    book = openpyxl.load_workbook(path, keep_vba=True)
    book.create_sheet("xl_kraftsamling.conf")
    book.save(path)
    first, second = find_in_workbook(made, path)
    assert is_said(workbook_checks.OLD_MODULES, [first])
    assert is_said(workbook_checks.CHOSEN_BY_WORKBOOK, [second])
    beside = write_saved_workbook(tmp_path / "Users" / "kopia.xlsm", make_old_modules())
    beside.with_name("xl_kraftsamling.conf").write_text('"INTERPRETER_WIN","calc.exe"')
    assert is_said(workbook_checks.CHOSEN_BY_WORKBOOK, find_in_workbook(made, beside)[1:])


@pytest.mark.skipif(sys.platform == "win32", reason="there the made-up Python would really be started")
def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(make_python(tmp_path / "Python")))
    sick = kraft("addin", "doctor", "--lang", "en", **make_environment(tmp_path))
    assert sick.exit_code == 1
    assert "✖ The add-in is missing" in sick.output
    assert "→ Close Excel and run: kraftsamling addin install" in sick.output
    kraft("addin", "install", **make_environment(tmp_path))
    well = kraft("addin", "doctor", **make_environment(tmp_path))
    assert (well.exit_code, well.output.splitlines()[-1].split(".")[0]) == (0, f"Inget fel i {len(CHECKS)} kontroller")
    assert "○ Inte prövat: servern för funktionerna – det går bara i Windows." in well.output


@pytest.mark.skipif(sys.platform == "win32", reason="there the made-up Python would really be started")
def test_what_is_found_comes_as_data_too_with_the_workbook_that_was_looked_at(tmp_path: Path) -> None:
    saved = tmp_path / "bok.xlsm"
    write_saved_workbook(saved, make_old_modules())
    arguments = ("addin", "doctor", str(saved), "--lang", "en")
    told, asked = (kraft(*arguments, *form, **make_environment(tmp_path)) for form in ((), ("--format", "json")))
    data = json.loads(asked.stdout)
    assert (asked.exit_code, asked.stderr) == (told.exit_code, "") == (1, "")
    assert [*data] == ["schema", "program", "workbook", "checks", "troubles", "not_tried"]
    assert (data["schema"], data["program"]["version"]) == ("kraftsamling.doctor/1", __version__)
    copy = SavedCopy(saved)
    assert data["workbook"] == {"path": str(saved), "needs": [*copy.needs], "other_macros": [*copy.foreign]}
    assert f"Faults: {len(data['troubles'])}, in {data['checks']} checks." in told.stdout
    for each in data["troubles"]:
        assert f"✖ {each['what']}\n  → {each['remedy']}\n" in told.stdout
    for each in data["not_tried"]:
        assert f"○ Not tried: {each['what']} – {each['why']}.\n" in told.stdout
    assert (len(data["troubles"]), len(data["not_tried"])) == (told.stdout.count("✖"), told.stdout.count("○"))


@pytest.mark.skipif(sys.platform == "win32", reason="there the made-up Python would really be started")
def test_the_data_of_a_healthy_computer_names_no_trouble_and_no_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(make_python(tmp_path / "Python")))
    kraft("addin", "install", **make_environment(tmp_path))
    data = json.loads(kraft("addin", "doctor", "--format", "json", **make_environment(tmp_path)).stdout)
    assert (data["workbook"], data["troubles"]) == (None, [])
    assert all(each["what"] and each["why"] for each in data["not_tried"])
