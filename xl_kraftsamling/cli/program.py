"""The command `kraftsamling`: its commands, how every call of it ends, and how its process does."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

import click

from xl_kraftsamling import __version__
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, Group, ListedCommand, Option, TooManyWords, find_language
from xl_kraftsamling.cli.interruption import leave_when_interrupted
from xl_kraftsamling.cli.output import INTERRUPTION, OK, describe_error, prepare_streams, print_error, print_lines
from xl_kraftsamling.cli.progress import hide_progress, show_progress
from xl_kraftsamling.domain.texts import Text


class Program(Group):
    """The group of all commands.  A command returns its exit code; whatever it raises becomes a sentence and a code."""

    def main(  # type: ignore[override]  # it never returns
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Serve a call, given its arguments, and leave with its exit code."""
        lang = find_language(sys.argv[1:] if args is None else args)
        prepare_streams()
        try:
            with show_progress(lang):
                code = super().main(args, prog_name or "kraftsamling", standalone_mode=False, obj=lang, **extra)
        except Exception as problem:  # noqa: BLE001  # a person gets a sentence, never a traceback
            code, words = describe_error(problem, lang)
            print_error(words)
        sys.exit(code)


def _complete_commands(_context: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The commands whose names begin so."""
    return [name for name in program.commands if name.startswith(begun)]


@click.command("help", cls=Command, text=Text(
    "Visar hjälpen om programmet, eller om ett kommando.", "Shows the help on the program, or on a command."))
@click.argument("names", nargs=-1, metavar="[COMMAND]...", shell_complete=_complete_commands)
@click.pass_context
def _help_command(context: click.Context, names: Sequence[str]) -> int:
    """Show what --help shows: many try the word first."""
    shown = context.find_root()
    for name in names:  # as those of addin, which has commands of its own
        if not isinstance(shown.command, Group):
            raise TooManyWords([name], context)
        command = shown.command.get_command(shown, name)
        shown = command.make_context(name, [], shown, resilient_parsing=True) if command else shown
    print_lines(shown.get_help().split("\n"))
    return OK


_ELSEWHERE = {"import": "import_ledgers", "explain": "rules"}
"""The modules of the commands that are in none of their own name."""
_with_version = click.version_option(
    __version__, message="%(prog)s %(version)s", cls=Option, text=Text("Visar versionen.", "Shows the version.")
)
program = _with_version(Program(
    "kraftsamling",
    commands=(
        *(ListedCommand(name, _ELSEWHERE.get(name, name), text=text) for name, text in ABOUT.items()),
        _help_command,
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
    text=Text(
        "Kontrollerar arbetsböcker för kraftsamlande insatser: tilldelning, avrop och omfördelning, cell för cell.",
        "Checks workbooks for allotted grants: allocations, call-offs and transfers, cell by cell.",
    ),
))  # fmt: skip
"""The command as a whole; its commands in the order of the work."""


def run() -> NoReturn:
    """Run the command on the arguments of the process, and end the process with its exit code."""
    leave_when_interrupted(_tidy)
    try:
        program.main()
    except SystemExit as done:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # a reader that has gone away is no error
                stream.flush()
        # taking the interpreter down costs a quarter of a short run; without flushing first the output would be lost
        os._exit(done.code if isinstance(done.code, int) else 1)


def _tidy() -> None:
    """Leave nothing behind when the run is interrupted, and mention it."""
    for module, name in _TIDYING:
        if tidy := getattr(sys.modules.get(module), name, None):
            tidy()
    hide_progress()
    words = INTERRUPTION.fill(find_language(sys.argv[1:]), {})
    with suppress(OSError):
        os.write(2, f"{words}\n".encode())  # not by sys.stderr, which may be in the middle of something


_TIDYING = ("xl_kraftsamling.cli.workers", "kill_workers"), ("xl_kraftsamling.saving.drafts", "remove_own_drafts")
"""What clears away what a run has begun, where it has begun any: in the middle of something nothing can be imported."""
