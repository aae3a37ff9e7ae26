"""`kraftsamling addin`: against a made-up Windows, a folder with what the real one would hold."""

import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings

from support.run_cli import kraft
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.excel.install import troubles
from xl_kraftsamling.excel.install.doctor import diagnose
from xl_kraftsamling.excel.install.installation import (
    Windows,
    carry_out,
    find_interpreter,
    pack_addin,
    plan_install,
    plan_uninstall,
)
from xl_kraftsamling.excel.install.registry import read_registry
from xl_kraftsamling.excel.install.troubles import Trouble
from xl_kraftsamling.writing.template_file import find_template

EXCEL = r"Software\Microsoft\Office\16.0\Excel"
SECURITY, ITEMS = rf"{EXCEL}\Security", rf"{EXCEL}\Resiliency"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
MANAGED = r"Software\Policies\Microsoft\Office\16.0\Excel\Resiliency"
BITS, OLDER_BITS = r"Software\Microsoft\Office\ClickToRun\Configuration", r"Software\Microsoft\Office\16.0\Outlook"
CURRENT = r"Software\Classes\Excel.Application\CurVer"
APP = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
DLL = f"xlwings64-{xlwings.__version__}.dll"


def python(folder: Path) -> Path:
    """A Python with xlwings and pywin32, as pip puts them into a virtual environment of Windows."""
    sites = folder / "Lib" / "site-packages"
    for made in (folder / "Scripts", sites / "win32com", sites / f"xlwings-{xlwings.__version__}.dist-info"):
        made.mkdir(parents=True)
    (folder / DLL).touch()
    (folder / "Scripts" / "python.exe").touch()
    return folder / "Scripts" / "python.exe"


def environment(root: Path) -> dict[str, str]:
    user = root / "Users" / "eva"
    return {"USERPROFILE": str(user), "APPDATA": str(user / "AppData" / "Roaming")}


def empty(root: Path, where: str = "Python") -> Windows:
    return Windows.of(environment(root), str(python(root / where)))


@pytest.fixture
def windows(tmp_path: Path) -> Windows:
    made = empty(tmp_path)
    carry_out(plan_install(made))
    return made


def found(windows: Windows, **values: object) -> list[Text]:
    """What the doctor says, given values of the registry behind their key and name."""
    keys: dict[str, dict[str, object]] = {}
    for path, value in values.items():
        key, _, name = path.rpartition("\\")
        keys.setdefault(key, {})[name.lower()] = value
    return [trouble.what for trouble in diagnose(windows, lambda key: keys.get(key, {}))]


def is_said(trouble: Trouble, said: list[Text]) -> bool:
    """Whether the only thing said begins as the trouble does, up to its first value."""
    return len(said) == 1 and all(
        said[0][n].startswith(trouble.what[n].partition("{")[0]) and said[0][n].endswith(trouble.what[n].rpartition("}")[2])
        for n in (0, 1)
    )


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_an_installation_is_two_files_that_the_runners_find(windows: Windows, tmp_path: Path) -> None:
    assert files(tmp_path / "Users") == {
        "eva/.xl_kraftsamling/xl_kraftsamling.conf",
        "eva/AppData/Roaming/Microsoft/Excel/XLSTART/xl_kraftsamling.xlam",
    }
    assert windows.settings.read_bytes() == f'"INTERPRETER_WIN","{windows.python}"\r\n'.encode("cp1252")
    assert windows.addin.read_bytes() == pack_addin()
    assert find_interpreter(windows) == windows.python


def test_an_installation_is_healthy_and_can_be_repeated(windows: Windows) -> None:
    assert found(windows) == []
    before = windows.settings.read_bytes()
    carry_out(plan_install(windows))
    assert windows.settings.read_bytes() == before


def test_uninstall_takes_away_exactly_what_install_has_put_in(tmp_path: Path) -> None:
    windows = empty(tmp_path)
    windows.addin.parent.mkdir(parents=True)
    (windows.addin.parent / "annat.xlam").touch()
    before = set(tmp_path.rglob("*"))
    carry_out(plan_install(windows))
    carry_out(plan_uninstall(windows))
    assert set(tmp_path.rglob("*")) == before
    assert plan_uninstall(windows) == {}


def test_other_settings_outlive_installing_and_uninstalling(windows: Windows) -> None:
    windows.settings.write_bytes(b'"SHOW CONSOLE","False"\r\n\r\ninterpreter_win,C:\\gammal\\python.exe\r\n')
    carry_out(plan_install(windows))
    assert find_interpreter(windows) == windows.python
    assert found(windows) == []
    carry_out(plan_uninstall(windows))
    assert windows.settings.read_bytes() == b'"SHOW CONSOLE","False"\r\n'


def test_a_path_that_vba_cannot_read_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    windows = empty(tmp_path, "Пайтон")
    with pytest.raises(BadInput, match="Excels makron kan inte läsa"):
        plan_install(windows)
    assert not windows.settings.exists()


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    windows = empty(tmp_path)
    windows.addin.mkdir(parents=True)
    with pytest.raises(BadInput, match="är en mapp"):
        carry_out(plan_install(windows))


BROKEN: dict[str, tuple[Trouble, Callable[[Windows], object]]] = {
    "no settings": (troubles.NO_SETTINGS, lambda w: w.settings.unlink()),
    "an empty line": (troubles.EMPTY_LINE, lambda w: w.settings.write_bytes(b"\r\n" + w.settings.read_bytes())),
    "settings without Python": (troubles.NOT_NAMED, lambda w: w.settings.write_bytes(b'"SHOW CONSOLE","False"\r\n')),
    "no add-in": (troubles.NO_ADDIN, lambda w: w.addin.unlink()),
    "an add-in of another version": (troubles.OTHER_ADDIN, lambda w: w.addin.write_bytes(b"gammalt")),
    "no DLL": (troubles.NO_DLL, lambda w: (w.python.parent.parent / DLL).unlink()),
    "a DLL of another version": (
        troubles.NO_DLL, lambda w: (w.python.parent.parent / DLL).rename(w.python.parent / "xlwings64-0.30.0.dll")),
    "another xlwings": (
        troubles.OTHER_XLWINGS,
        lambda w: next(w.python.parent.parent.rglob("xlwings-*")).rename(w.python.parent.parent / "Lib/site-packages/xlwings-0.30.0.dist-info")),
    "no pywin32": (troubles.NO_PYWIN32, lambda w: next(w.python.parent.parent.rglob("win32com")).rmdir()),
    "the mark of the web": (
        troubles.MARKED,
        lambda w: w.addin.with_name(w.addin.name + ":Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")),
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="there a stream is no file of its own")
@pytest.mark.parametrize("cause", BROKEN)
def test_each_known_cause_is_found_alone(cause: str, windows: Windows) -> None:
    trouble, harm = BROKEN[cause]
    harm(windows)
    assert is_said(trouble, found(windows))


@pytest.mark.parametrize(
    ("where", "trouble"),
    [
        ("WindowsApps/Python", troubles.STORE_PYTHON),
        ("OneDrive - Staden/Python", troubles.ONEDRIVE),
        ("Pythön", troubles.LETTERS_BEYOND_ASCII),
    ],
)
def test_a_python_in_a_place_that_does_not_do_is_found(where: str, trouble: Trouble, tmp_path: Path) -> None:
    windows = empty(tmp_path, where)
    carry_out(plan_install(windows))
    assert is_said(trouble, found(windows))


def test_a_virtual_environment_of_a_python_from_the_store_is_found(windows: Windows) -> None:
    cfg = windows.python.parent.parent / "pyvenv.cfg"
    cfg.write_text("home = C:\\Python311\n")
    assert found(windows) == []
    cfg.write_text("home = C:\\Users\\eva\\AppData\\Local\\Microsoft\\WindowsApps\n")
    assert is_said(troubles.STORE_PYTHON, found(windows))


def test_a_python_that_is_gone_or_another_is_found(windows: Windows, tmp_path: Path) -> None:
    moved = Windows(windows.profile, windows.roaming, python(tmp_path / "Ny"))
    assert is_said(troubles.OTHER_PYTHON, found(moved))
    windows.python.unlink()
    assert is_said(troubles.NO_PYTHON, found(windows))


def test_a_profile_that_vba_cannot_read_is_found(tmp_path: Path) -> None:
    windows = Windows(tmp_path / "Ева", tmp_path / "Roaming", python(tmp_path / "Python"))
    carry_out(plan_install(windows))
    assert is_said(troubles.UNREADABLE_PROFILE, found(windows))


def item(path: str) -> bytes:
    """A file that Excel no longer opens, as its list keeps it: the kind, two lengths, the path and its description."""
    told = f"{path}\0".encode("utf-16-le")
    return struct.pack("<III", 2, len(told), 2) + told + b"\0\0"


@pytest.mark.parametrize(
    ("key", "value", "trouble"),
    [
        (rf"{SECURITY}\VBAWarnings", 4, troubles.NO_MACROS),
        (rf"{POLICY}\VBAWarnings", 3, troubles.NO_MACROS),
        (rf"{SECURITY}\Trusted Locations\AllLocationsDisabled", 1, troubles.NO_TRUST),
        (rf"{POLICY}\DisableAllAddins", 1, troubles.NO_ADDINS),
        (rf"{POLICY}\RequireAddinSig", 1, troubles.NO_ADDINS),
        (rf"{ITEMS}\DisabledItems\2B1F", item(r"c:\users\eva\xlstart\xl_kraftsamling.xlam"), troubles.DISABLED),
        (rf"{ITEMS}\DisabledItems\2B20", item(r"C:\Prova\Kraftsamling.xlsm"), troubles.DISABLED),
        (rf"{ITEMS}\CrashingAddinList\A", item(r"C:\XLSTART\xl_kraftsamling.xlam"), troubles.DISABLED),
        (rf"{MANAGED}\AddinList\XL_Kraftsamling.xlam", "0", troubles.NOT_ALLOWED),
        (rf"{MANAGED}\RestrictToList", 1, troubles.NOT_ALLOWED),
        (rf"{BITS}\Platform", "x86", troubles.NO_DLL),
        (rf"{OLDER_BITS}\Bitness", "x86", troubles.NO_DLL),
        (rf"{APP}" + "\\", r"C:\Program Files\WindowsApps\Microsoft.Office\EXCEL.EXE", troubles.STORE_OFFICE),
    ],
)
def test_a_choice_in_the_registry_that_blocks_is_found(key: str, value: object, trouble: Trouble, windows: Windows) -> None:
    assert is_said(trouble, found(windows, **{key: value}))


def test_what_is_decided_for_the_user_comes_before_their_own_choice(windows: Windows) -> None:
    assert found(windows, **{rf"{POLICY}\VBAWarnings": 2, rf"{SECURITY}\VBAWarnings": 4}) == []
    assert found(windows, **{rf"{SECURITY}\Trusted Locations\AllLocationsDisabled": 0, rf"{APP}" + "\\": r"C:\Office\EXCEL.EXE"}) == []


def test_what_concerns_another_file_or_is_allowed_is_no_trouble(windows: Windows) -> None:
    others = {rf"{ITEMS}\DisabledItems\A": item(r"C:\annat.xlam"), rf"{ITEMS}\DisabledItems\B": 1}
    allowed = {rf"{MANAGED}\RestrictToList": 1, rf"{MANAGED}\AddinList\xl_kraftsamling.xlam": "1"}
    assert found(windows, **others, **allowed, **{rf"{BITS}\Platform": "x64"}) == []


def test_an_excel_of_32_bits_wants_a_dll_of_its_own_and_no_other_python(windows: Windows) -> None:
    (windows.python.parent.parent / DLL).rename(windows.python.parent / DLL.replace("64", "32"))
    assert found(windows, **{rf"{BITS}\Platform": "x86"}) == []
    (missing,) = found(windows)
    assert (DLL in missing.sv, "64 bitar" in missing.sv) == (True, True)


def test_the_registry_is_asked_about_the_excel_that_is_installed(windows: Windows) -> None:
    blocked = rf"{SECURITY}\VBAWarnings".replace("16.0", "15.0")
    assert found(windows, **{blocked: 4}) == []
    assert is_said(troubles.NO_MACROS, found(windows, **{blocked: 4, rf"{CURRENT}" + "\\": "Excel.Application.15"}))


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
    known = [value for value in vars(troubles).values() if isinstance(value, Trouble)]
    for text in (text for trouble in known for text in trouble):
        assert {part.partition("}")[0] for part in text.sv.split("{")[1:]} == {
            part.partition("}")[0] for part in text.en.split("{")[1:]
        }


def test_a_dry_run_tells_what_the_run_then_does(tmp_path: Path) -> None:
    windows = Windows.of(environment(tmp_path), sys.executable)
    for command, dry, wet in (("install", "Skulle skriva", "Skriven"), ("uninstall", "Skulle ta bort", "Borttagen")):
        before = files(tmp_path)
        shown = kraft("addin", command, "--dry-run", **environment(tmp_path))
        assert files(tmp_path) == before
        done = kraft("addin", command, **environment(tmp_path))
        assert shown.output == "".join(f"{dry}: {path}\n" for path in (windows.addin, windows.settings))
        assert done.output.startswith(shown.output.replace(dry, wet))
        assert "Starta om Excel" in done.output
    assert files(tmp_path) == set()
    assert kraft("addin", "uninstall", **environment(tmp_path)).output == "Det finns inget att ta bort.\n"


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(python(tmp_path / "Python")))
    sick = kraft("addin", "doctor", "--lang", "en", **environment(tmp_path))
    assert sick.exit_code == 1
    assert "✖ The add-in is missing" in sick.output
    assert "→ Close Excel and run: kraftsamling addin install" in sick.output
    kraft("addin", "install", **environment(tmp_path))
    well = kraft("addin", "doctor", **environment(tmp_path))
    assert (well.exit_code, well.output.split(".")[0]) == (0, "Inget fel i 13 kontroller")


@pytest.mark.parametrize("command", ["install", "uninstall", "doctor"])
def test_elsewhere_than_in_windows_one_sentence_says_so(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("APPDATA", raising=False)
    refused = kraft("addin", command)
    assert refused.exit_code == 3
    assert "behöver Windows" in refused.output
    assert refused.output.count("\n") == 1


def test_build_writes_both_files_anywhere_and_overwrites_none_unasked(tmp_path: Path) -> None:
    folder = tmp_path / "ny" / "mapp"
    assert kraft("addin", "build", str(folder)).exit_code == 0
    assert files(folder) == {"kraftsamling.xlsm", "xl_kraftsamling.xlam"}
    assert (folder / "xl_kraftsamling.xlam").read_bytes() == pack_addin()
    assert kraft("addin", "build", str(folder)).exit_code == 3
    assert kraft("addin", "build", str(folder), "--force").exit_code == 0
    assert kraft("addin", "build", str(find_template())).exit_code == 3


def test_a_misspelt_part_of_the_command_is_asked_about() -> None:
    refused = kraft("addin", "instal")
    assert refused.exit_code == 2
    assert "Menas install?" in refused.output
