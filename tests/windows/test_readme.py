"""What README says to type in Windows, word by word; the set-up of Wine has installed the program with it."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT
from support.windows_program import PROGRAM
from xl_kraftsamling.cli.output import prepare_streams

pytestmark = pytest.mark.windows

README = (ROOT / "README.md").read_text("utf-8")
TRANSCRIPT = Path("C:/readme.txt")
"""What was printed when its lines were run, each behind the line itself."""


def find_block(name: str, text: str = README) -> list[str]:
    found = re.search(rf"<!-- {name} -->(.*?)<!-- /{name} -->", text, re.DOTALL)
    assert found
    return [line for line in found[1].split("\n") if line and not line.startswith("```")]


@pytest.mark.skipif(not TRANSCRIPT.exists(), reason="only the set-up of Wine writes down what README's lines print (.ci/windows/set_up.sh)")
def test_the_lines_for_windows_print_what_readme_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = TRANSCRIPT.read_text("cp1252").splitlines()
    assert [line.removeprefix("> ") for line in lines if line.startswith("> ")] == find_block("windows")
    first = next(number for number, line in enumerate(lines) if "kraftsamling fill" in line)
    for name in ("stdout", "stderr"):  # those of pytest are to stay as they are
        monkeypatch.setattr(sys, name, io.StringIO())
    prepare_streams()  # which also says how signs are spelled that a code page lacks
    shown = [line.encode("cp1252", "kraftsamling").decode("cp1252") for line in find_block("output")]
    assert [line for line in lines[first:] if line and not line.startswith("> ")] == shown


def test_the_short_way_with_uv_installs_the_program(tmp_path: Path) -> None:
    (line,) = find_block("uv")
    own = {"PATH": f"{PROGRAM.parent};{os.environ['PATH']}", "UV_PYTHON": f"{sys.base_prefix}\\python.exe", "UV_TOOL_DIR": str(tmp_path / "tools"), "UV_TOOL_BIN_DIR": str(tmp_path / "bin")}
    subprocess.run(["cmd", "/c", line.strip("`")], cwd=ROOT, env=os.environ | own, check=True)
    shown = subprocess.run([tmp_path / "bin" / "kraftsamling.exe", "--version"], capture_output=True, encoding="cp1252", check=True)
    assert shown.stdout.startswith("kraftsamling ")


def test_what_the_checklist_for_excel_begins_with_works_as_written(tmp_path: Path) -> None:
    lines = find_block("prepare", (ROOT / ".github" / "EXCEL-CHECKLIST.md").read_text("utf-8"))
    for line in lines:
        written = line.replace(r"C:\Prova", str(tmp_path / "Prova")).replace(r".venv\Scripts", str(PROGRAM.parent))
        subprocess.run(["cmd", "/c", *written.split(" ")], cwd=ROOT, check=True)
    assert {path.name for path in (tmp_path / "Prova").iterdir()} == {"kraftsamling.xlsm", "exempel.xlsx", "prova.xlsm"}
