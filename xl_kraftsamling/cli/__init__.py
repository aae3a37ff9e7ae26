"""The command line: parse, call a use case of `app`, print, exit.

A file per command, `validate` in a package.  They share `bilingual` (click in two languages), `shared_options` (the options and the
values that people write), `output` (what is printed, errors, exit codes), `usage_errors` (what is said of a misused command),
`progress` (the line that says how far a run has come) and `console` (the terminal); `program` is the command as a whole, `about` what
its list of commands shows of each, `workers` the processes of --jobs and `interruption` how a run ends that is cut off.  A command is
imported when it is called, and what is heavy when the command needs it, so that `--help` waits for nothing but click.
"""

import gc
import sys

RARELY = 500_000
"""How many objects are made before the collector looks for those in circles: a run keeps nearly all that it makes."""


def main() -> None:
    """Run the command `kraftsamling` on the arguments of the process, and end the process with its exit code."""
    gc.set_threshold(RARELY)  # before the imports, which keep all that they make
    from xl_kraftsamling.cli.interruption import leave_when_interrupted

    sys.path[:] = filter(None, sys.path)  # "" is the folder that it is run from, where others put workbooks
    leave_when_interrupted()  # before the rest is imported, or Ctrl+C at that moment would show where
    from xl_kraftsamling.cli.program import run

    run()
