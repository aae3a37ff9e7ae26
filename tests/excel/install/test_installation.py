"""`kraftsamling addin install` and `uninstall`: against a made-up Windows, a folder with what the real one would hold."""

import sys
from pathlib import Path

import pytest

from support.made_up_windows import list_files, make_environment, make_machine, make_python, make_windows
from support.run_cli import kraft
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.excel.install.doctor import diagnose
from xl_kraftsamling.excel.install.installation import (
    Windows,
    carry_out,
    find_interpreter,
    pack_addin,
    plan_install,
    plan_uninstall,
)
from xl_kraftsamling.excel.vba.code_modules import SERVER, SETTINGS
from xl_kraftsamling.writing.template_file import find_template


@pytest.fixture
def windows(tmp_path: Path) -> Windows:
    return make_machine(tmp_path).windows


def test_an_installation_is_four_files_where_the_macros_look_for_them(windows: Windows, tmp_path: Path) -> None:
    assert list_files(tmp_path / "Users") == {
        "eva/.xl_kraftsamling/xl_kraftsamling.conf",
        "eva/.xl_kraftsamling/kraftsamling32.dll",
        "eva/.xl_kraftsamling/kraftsamling64.dll",
        "eva/AppData/Roaming/Microsoft/Excel/XLSTART/xl_kraftsamling.xlam",
    }
    assert windows.settings.read_bytes() == f'"INTERPRETER_WIN","{windows.python}"\r\n'.encode("cp1252")
    assert windows.addin.read_bytes() == pack_addin()
    assert find_interpreter(windows) == windows.python
    macros = SETTINGS.read_text("utf-8") + SERVER.read_text("utf-8")
    folder = windows.settings.parent.relative_to(windows.profile)
    assert f'Environ$("USERPROFILE") & "\\{folder}\\"' in macros
    assert all(f'"{path.name}"' in macros for path in (windows.settings, windows.server(32), windows.server(64)))


def test_an_installation_that_is_there_is_not_written_again_even_while_excel_holds_its_files(windows: Windows) -> None:
    assert plan_install(windows) == {}
    windows.server(64).write_bytes(b"another")
    assert list(plan_install(windows)) == [windows.server(64)]


@pytest.mark.parametrize("change", ["upgraded", "downgraded", "removed"])
def test_the_functions_find_their_dll_whatever_becomes_of_xlwings(change: str, tmp_path: Path) -> None:
    machine = make_machine(tmp_path)
    folder = machine.windows.python.parent.parent
    for path in folder.glob("xlwings*.dll"):
        path.unlink()
    if change != "removed":
        (folder / f"xlwings64-{'0.99.0' if change == 'upgraded' else '0.30.1'}.dll").write_bytes(b"MZ other")
    assert diagnose(machine.machine()).troubles == ()
    assert machine.windows.server(64).read_bytes().startswith(b"MZ 64")


def test_the_newest_dll_is_taken_beside_python_above_it_or_of_the_user_alone(tmp_path: Path) -> None:
    windows = make_windows(tmp_path)
    beside, own = windows.python.parent, windows.roaming / "Python"
    own.mkdir(parents=True)
    (beside / "xlwings64-0.9.0.dll").write_bytes(b"old")
    (own / "xlwings64-0.100.0.dll").write_bytes(b"newest")
    assert plan_install(windows)[windows.server(64)] == b"newest"


def test_without_the_dll_of_xlwings_nothing_is_written_and_one_sentence_says_why(tmp_path: Path) -> None:
    windows = make_windows(tmp_path)
    (next(windows.python.parent.parent.glob("xlwings32*"))).unlink()
    with pytest.raises(BadInput, match="xlwings DLL för ett Excel med 32 bitar finns inte"):
        plan_install(windows)
    assert not windows.profile.exists()


def test_uninstall_takes_away_exactly_what_install_has_put_in(tmp_path: Path) -> None:
    windows = make_windows(tmp_path)
    windows.addin.parent.mkdir(parents=True)
    (windows.addin.parent / "annat.xlam").touch()
    before = set(tmp_path.rglob("*"))
    carry_out(plan_install(windows))
    carry_out(plan_uninstall(windows))
    assert set(tmp_path.rglob("*")) == before
    assert plan_uninstall(windows) == {}


def test_other_settings_outlive_installing_and_uninstalling(windows: Windows) -> None:
    windows.settings.write_bytes(b'"OTHER","False"\r\n\r\ninterpreter_win,C:\\gammal\\python.exe\r\n')
    carry_out(plan_install(windows))
    assert find_interpreter(windows) == windows.python
    carry_out(plan_uninstall(windows))
    assert windows.settings.read_bytes() == b'"OTHER","False"\r\n'


def test_a_path_that_vba_cannot_read_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    windows = make_windows(tmp_path, "Пайтон")
    with pytest.raises(BadInput, match="Excels makron kan inte läsa"):
        plan_install(windows)
    assert not windows.settings.exists()


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    windows = make_windows(tmp_path)
    windows.addin.mkdir(parents=True)
    with pytest.raises(BadInput, match="är en mapp"):
        carry_out(plan_install(windows))


def test_a_dry_run_tells_what_the_run_then_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(make_python(tmp_path / "Python")))
    windows, user = Windows.of(make_environment(tmp_path), sys.executable), tmp_path / "Users"
    ours = {windows.addin, windows.settings, windows.server(32), windows.server(64)}
    for command, dry, wet in (("install", "Skulle skriva", "Skriven"), ("uninstall", "Skulle ta bort", "Borttagen")):
        before = list_files(user)
        shown = kraft("addin", command, "--dry-run", **make_environment(tmp_path))
        assert list_files(user) == before
        done = kraft("addin", command, **make_environment(tmp_path))
        assert set(shown.output.splitlines()) == {f"{dry}: {path}" for path in ours}
        assert done.output.startswith(shown.output.replace(dry, wet))
        assert "Starta om Excel" in done.output
        again = kraft("addin", command, **make_environment(tmp_path))
        assert again.output == ("Tillägget är redan installerat: inget är ändrat.\n" if command == "install" else "Det finns inget att ta bort.\n")
    assert list_files(user) == set()


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
    assert list_files(folder) == {"kraftsamling.xlsm", "xl_kraftsamling.xlam"}
    assert (folder / "xl_kraftsamling.xlam").read_bytes() == pack_addin()
    assert kraft("addin", "build", str(folder)).exit_code == 3
    assert kraft("addin", "build", str(folder), "--force").exit_code == 0
    assert kraft("addin", "build", str(find_template())).exit_code == 3


def test_a_misspelt_part_of_the_command_is_asked_about() -> None:
    refused = kraft("addin", "instal")
    assert refused.exit_code == 2
    assert "Menade du install?" in refused.output
