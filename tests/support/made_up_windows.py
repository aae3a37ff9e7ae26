"""A made-up computer with Windows: folders with what the real ones would hold, a registry, and a Python that answers as told."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlwings

from xl_kraftsamling.excel.install.installation import Windows, carry_out, plan_install
from xl_kraftsamling.excel.install.machine import Machine, Outcome
from xl_kraftsamling.excel.install.trial import STEPS


def make_python(folder: Path, version: str = xlwings.__version__) -> Path:
    """A Python with xlwings, as pip puts it into a virtual environment of Windows."""
    (folder / "Scripts").mkdir(parents=True)
    for bits in (32, 64):
        (folder / f"xlwings{bits}-{version}.dll").write_bytes(f"MZ {bits} {version}".encode())
    (folder / "Scripts" / "python.exe").touch()
    return folder / "Scripts" / "python.exe"


def make_environment(root: Path) -> dict[str, str]:
    """The environment of a user."""
    user = root / "Users" / "eva"
    return {"USERPROFILE": str(user), "APPDATA": str(user / "AppData" / "Roaming"), "TEMP": str(user / "AppData" / "Local" / "Temp")}


def make_windows(root: Path, where: str = "Python") -> Windows:
    """A user's Windows without an installation."""
    return Windows.of(make_environment(root), str(make_python(root / where)))


def report_steps(failing: Mapping[str, str] = {}, until: str = STEPS[-1]) -> str:
    """What the trial prints, up to a step."""
    steps = STEPS[: STEPS.index(until) + 1]
    return "".join(json.dumps({"step": step, "error": failing.get(step)}) + "\n" for step in steps)


@dataclass
class MadeUpMachine:
    """What a test changes before the doctor looks: the values of the registry by key and name, and the answer of Python."""

    windows: Windows
    environment: dict[str, str]
    values: dict[str, object] = field(default_factory=dict)
    outcome: Outcome = field(default_factory=lambda: Outcome(0, "xlwings server running\n" + report_steps()))
    commands: list[Sequence[str]] = field(default_factory=list)

    def machine(self) -> Machine:
        """The machine as the doctor sees it."""
        return Machine(self.windows, self.environment, self._read, self._run)

    def _read(self, key: str) -> dict[str, object]:
        return {name.lower(): value for path, value in self.values.items() for at, _, name in [path.rpartition("\\")] if at == key}

    def _run(self, command: Sequence[str]) -> Outcome:
        self.commands.append(command)
        return self.outcome


def make_machine(root: Path, where: str = "Python", *, installed: bool = True) -> MadeUpMachine:
    """A computer on which everything is as it should be."""
    made = MadeUpMachine(make_windows(root, where), make_environment(root))
    if installed:
        carry_out(plan_install(made.windows))
    return made


def list_files(root: Path) -> set[str]:
    """The files below a folder."""
    found: Iterable[Path] = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix() for path in found}
