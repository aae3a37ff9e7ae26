"""The command line: parse, call a use case, print, exit.

A package where the design drew one file: every command has its own page, and `speech` and `streams` are what they share.
Nothing heavy is imported before a command needs it, so that `--help` waits for nothing but click.
"""

import gc
import os
from typing import NoReturn


def main() -> NoReturn:
    """Run the command `kraftsamling` on the arguments of the process, and end the process with its exit code."""
    gc.set_threshold(500_000)  # what a run makes it keeps: the collector would only look at it again and again
    from xl_kraftsamling.cli.output import flush_streams
    from xl_kraftsamling.cli.program import program

    try:
        program.main()
    except SystemExit as done:
        flush_streams()
        os._exit(
            done.code if isinstance(done.code, int) else 1
        )  # taking the interpreter down costs a quarter of a short run
