"""LibreOffice as a second opinion on formulas: workbooks as it computes them."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest


def recalculate(paths: Iterable[Path], folder: Path) -> None:
    """Write each workbook as LibreOffice computes it, under its name, into a folder; the test is skipped where there is none."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: nothing here can compute the formulas")
    profile = (folder / "profil").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=300)
