"""A program of somebody else's that is checked with mypy sees the types of the interface, in the wheel as it is installed."""

import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from support import ROOT

CLIENT = """
from decimal import Decimal
from pathlib import Path

from xl_kraftsamling import Balance, Finding, KraftsamlingError, balance, diff, explain, fill, transfer, validate


def total(balances: tuple[Balance, ...]) -> Decimal:
    return sum((each.remaining or Decimal(0) for each in balances), Decimal(0))


def grave(path: str | Path) -> list[Finding]:
    try:
        return [each for each in validate(path, profile="strikt").findings if each.severity == "fel"]
    except KraftsamlingError as problem:
        raise SystemExit(problem.code) from problem


made: Path = fill("Medel.xlsx", example=True).path
amount: Decimal | None = transfer(made, donor="FRN", receiver="KN", date="2026-10-15").available
print(total(balance(made).balances), diff(made, made).money_differs, explain("AV01").page)
"""
WRONG = "from xl_kraftsamling import valdate, validate\n\ntext: int = validate('a.xlsx').verdict\nvalidate('a.xlsx', profil='mild')\n"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("types")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, cwd=folder)
    venv.create(folder / "venv", with_pip=False)
    python = next(path for name in ("bin/python", "Scripts/python.exe") if (path := folder / "venv" / name).exists())
    place = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = subprocess.run(place, check=True, capture_output=True, text=True).stdout.strip()
    with ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return python


def check(python: Path, source: str) -> tuple[int, list[str]]:
    program = python.parents[2] / "client.py"
    program.write_text(source, "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--python-executable", str(python), program.name],
        cwd=program.parent, capture_output=True, text=True,
    )  # fmt: skip
    return run.returncode, run.stdout.splitlines()


def test_a_right_program_is_found_right(python: Path) -> None:
    assert check(python, CLIENT) == (0, ["Success: no issues found in 1 source file"])


def test_a_wrong_program_is_found_wrong(python: Path) -> None:
    code, lines = check(python, WRONG)
    assert code == 1
    assert [word for word in ("attr-defined", "assignment", "call-arg") if not any(word in line for line in lines)] == []
