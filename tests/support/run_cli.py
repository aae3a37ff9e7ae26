"""How the tests call the command line: inside this process, or in another one."""

import os
import subprocess
import sys

from click.testing import CliRunner, Result

from support import ROOT, TESTS
from xl_kraftsamling.cli.program import program

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, TESTS)))}
"""The same package in every process, whether it is installed or not, and no width but the one that a test sets."""


def kraft(*arguments: str, **environment: str) -> Result:
    # pytest-xdist gives its workers COLUMNS=80, by which tables would be narrower than where a test runs alone
    return CliRunner(env={"KRAFT_LANG": None, "COLUMNS": None, **environment}).invoke(program, arguments)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "xl_kraftsamling", *arguments]


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(*arguments), env=ENVIRONMENT | environment, capture_output=True, check=False)
