"""How the tests call the command line: inside this process, or in another one."""

import os
import subprocess
import sys

from click.testing import CliRunner, Result

from support import ROOT, TESTS
from xl_kraftsamling.cli.program import program

_SET_BY_TESTS = ("COLUMNS", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in _SET_BY_TESTS} | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, TESTS)))}
"""The same package in every process, whether it is installed or not, and no width and no pipeline but those that a test sets."""


def kraft(*arguments: str, **environment: str) -> Result:
    # pytest-xdist gives its workers COLUMNS=80, by which tables would be narrower than where a test runs alone
    return CliRunner(env={"KRAFT_LANG": None, **dict.fromkeys(_SET_BY_TESTS), **environment}).invoke(program, arguments)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "xl_kraftsamling", *arguments]


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(*arguments), env=ENVIRONMENT | environment, capture_output=True, check=False)
