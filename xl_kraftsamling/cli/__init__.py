"""The command line: parse, call a use case of `app`, print, exit.

A file per command.  They share `bilingual` (click in two languages), `options` (the options and the values that people
write) and `output` (what is printed, errors, exit codes); `program` is the command as a whole.  Nothing heavy is imported
before a command needs it, so that `--help` waits for nothing but click.
"""

import gc
import os
from typing import NoReturn


def main() -> NoReturn:
    """Run the command `kraftsamling` on the arguments of the process, and end the process with its exit code."""
    gc.set_threshold(500_000)  # a run keeps nearly all that it makes, so the collector would only search it again and again
    from xl_kraftsamling.cli.output import flush_streams
    from xl_kraftsamling.cli.program import program

    try:
        program.main()
    except SystemExit as done:
        flush_streams()
        # taking the interpreter down costs a quarter of a short run; without flushing first the output would be lost
        os._exit(done.code if isinstance(done.code, int) else 1)
