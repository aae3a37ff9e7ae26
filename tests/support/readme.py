"""README: what stands in it between its marks, and the program run as it says."""

import os
import re
import subprocess
import sys
from collections.abc import Container
from pathlib import Path

from support import ROOT

README = ROOT / "README.md"


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n?(.*?)<!-- /{name} -->", README.read_text("utf-8"), re.DOTALL)
    assert found, name
    return found[1]


def fenced(name: str) -> str:
    return block(name).strip().removeprefix("```").removesuffix("```").strip("\n")


def replace(name: str, text: str) -> None:
    readme = README.read_text("utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, tail = readme.split(begin)[0], readme.split(end)[1]
    README.write_text(head + begin + text + end + tail, "utf-8")


def kraftsamling(arguments: list[str], folder: Path, codes: Container[int] = (0,)) -> str:
    """What a terminal shows of a run in a folder: results and complaints, in their order."""
    command = [sys.executable, "-m", "xl_kraftsamling", *arguments]
    own = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    system = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    run = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=own | system, check=False)
    assert run.returncode in codes, run.stdout
    return run.stdout
