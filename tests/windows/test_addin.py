"""`kraftsamling addin` in the profile and the registry of a real Windows."""

import os
import sys
from pathlib import Path

import pytest

from support.windows_program import NOBODY, hold, run, set_in_registry

pytestmark = pytest.mark.windows

SECURITY = r"Microsoft\Office\16.0\Excel\Security"


def find_addin() -> Path:
    return Path(os.environ["APPDATA"], "Microsoft", "Excel", "XLSTART", "xl_kraftsamling.xlam")


def find_settings() -> Path:
    return Path(os.environ["USERPROFILE"], ".xl_kraftsamling", "xl_kraftsamling.conf")


def test_install_puts_the_add_in_where_excel_starts_it_and_names_this_python(installed_addin: str) -> None:
    assert str(find_addin()) in installed_addin
    assert find_addin().read_bytes().startswith(b"PK")
    named = next(line for line in find_settings().read_bytes().splitlines() if line.startswith(b'"INTERPRETER_WIN"'))
    assert named.decode("cp1252") == f'"INTERPRETER_WIN","{sys.executable}"'


def test_the_doctor_finds_nothing_wrong(installed_addin: str) -> None:
    result = run("addin", "doctor")
    assert (result.returncode, result.stderr, "x " in result.stdout.splitlines()[0]) == (0, "", False), result.stdout


def test_the_doctor_reads_what_the_user_and_the_it_department_have_decided(installed_addin: str) -> None:
    with (
        set_in_registry("HKEY_CURRENT_USER", rf"Software\{SECURITY}\Trusted Locations", "AllLocationsDisabled", 1),
        set_in_registry("HKEY_LOCAL_MACHINE", rf"Software\Policies\{SECURITY}", "VBAWarnings", 4),
    ):
        result = run("addin", "doctor")
    assert result.returncode == 1
    assert "AllLocationsDisabled" in result.stdout
    assert "VBAWarnings = 4" in result.stdout


def test_the_mark_of_the_web_is_seen_where_the_disk_has_streams(installed_addin: str) -> None:
    stream = Path(f"{find_addin()}:Zone.Identifier")
    try:
        stream.write_text("[ZoneTransfer]\nZoneId=3\n", "latin-1")
    except OSError:
        return  # Wine's disk has no streams
    try:
        assert "internet" in run("addin", "doctor").stdout
    finally:
        stream.unlink()


def test_an_add_in_that_excel_has_open_is_not_replaced_and_it_is_told_why(installed_addin: str) -> None:
    before = find_addin().read_bytes()
    with hold(find_addin(), NOBODY):
        result = run("addin", "install")
    assert (result.returncode, "Stäng Excel" in result.stderr or "öppen" in result.stderr) == (3, True), result
    assert "Traceback" not in result.stderr
    assert find_addin().read_bytes() == before


def test_uninstall_takes_away_what_install_has_put_in(installed_addin: str) -> None:
    profile = find_settings().parent
    find_addin().with_name("annat.xlam").touch()
    assert run("addin", "uninstall").returncode == 0
    assert not find_addin().exists()
    assert not profile.exists()
    assert find_addin().with_name("annat.xlam").exists()
    find_addin().with_name("annat.xlam").unlink()
    result = run("addin", "doctor")
    assert (result.returncode, str(find_addin()) in result.stdout) == (1, True)
    assert run("addin", "install").returncode == 0
