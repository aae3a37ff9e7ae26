"""The command line: parse, call a use case of `app`, print, exit.

A file per command, `validate` in a package.  They share `bilingual` (click in two languages), `shared_options` (the options and the
values that people write), `output` (what is printed, errors, exit codes), `usage_errors` (what is said of a misused command),
`progress` (the line that says how far a run has come) and `console` (that of Windows); `program` is the command as a whole, `workers`
the processes of --jobs and `interruption` how a run ends that is cut off.  Nothing heavy is imported before a command needs it, so
that `--help` waits for nothing but click.
"""

import sys


def main() -> None:
    """Run the command `kraftsamling` on the arguments of the process, and end the process with its exit code."""
    from xl_kraftsamling.cli.interruption import leave_when_interrupted

    sys.path[:] = filter(None, sys.path)  # "" is the folder that it is run from, where others put workbooks
    leave_when_interrupted()  # before the rest is imported, or Ctrl+C at that moment would show where
    from xl_kraftsamling.cli.program import run

    run()
