"""What only a real Windows can show: these tests run in its Python, on a computer with Windows or under Wine (`.ci/windows`)."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import windows_program

FAR = Path("Ekonomi & uppföljning (2026)", "Nämndernas avrop – rättad på nytt", "Åsa Öberg")
"""A folder as they are in an office: far down, with blanks and letters beyond ASCII."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    if sys.platform != "win32":
        pytest.skip("this needs Windows, or Wine: bash .ci/windows/set_up.sh FOLDER, then FOLDER/python -m pytest -m windows")


@pytest.fixture
def far_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder far down, which is also the working one."""
    folder = tmp_path / FAR
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def installed_addin() -> Iterator[str]:
    """The add-in in the user's own folders; what its installation printed.  Only under Wine, where they are nobody's."""
    if not windows_program.is_wine():
        pytest.skip("it would replace the add-in of whoever runs the tests; under Wine the profile is nobody's")
    windows_program.run("addin", "uninstall")
    yield windows_program.run("addin", "install").stdout
    windows_program.run("addin", "uninstall")
