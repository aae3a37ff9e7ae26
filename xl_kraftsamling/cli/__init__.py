"""The command line: parse, call a use case of `app`, print, exit.

A file per command.  They share `bilingual` (click in two languages), `shared_options` (the options and the values that people
write) and `output` (what is printed, errors, exit codes); `program` is the command as a whole.  Nothing heavy is imported
before a command needs it, so that `--help` waits for nothing but click.
"""

from xl_kraftsamling.cli.program import main

__all__ = ["main"]
