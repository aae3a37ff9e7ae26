"""The command `kraftsamling`: its commands, and how every call of it ends."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from xl_kraftsamling import __version__
from xl_kraftsamling.cli import output as streams
from xl_kraftsamling.cli.addin import addin_command
from xl_kraftsamling.cli.balance import balance_command
from xl_kraftsamling.cli.bilingual import Group, Option, language_of_call
from xl_kraftsamling.cli.fill import fill_command
from xl_kraftsamling.cli.map import map_command
from xl_kraftsamling.cli.options import lang_option
from xl_kraftsamling.cli.output import describe_error
from xl_kraftsamling.cli.rules import explain_command, rules_command
from xl_kraftsamling.cli.transfer import transfer_command
from xl_kraftsamling.cli.validate import validate_command
from xl_kraftsamling.domain.texts import Text


class Program(Group):
    """The group of all commands.  A command returns its exit code; whatever it raises becomes a sentence and a code."""

    def main(  # type: ignore[override]  # it never returns
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Serve a call, given its arguments, and leave with its exit code."""
        lang = language_of_call(sys.argv[1:] if args is None else args)
        streams.prepare_streams()
        try:
            code = super().main(args, prog_name or "kraftsamling", standalone_mode=False, obj=lang, **extra)
        except Exception as problem:  # noqa: BLE001  # a person gets a sentence, never a traceback
            code, words = describe_error(problem, lang)
            streams.print_error(words)
        sys.exit(code)


_ABOUT = Text(
    "Kontrollerar arbetsböcker för kraftsamlande insatser: tilldelning, avrop och omfördelning, cell för cell.",
    "Checks workbooks for allotted grants: allocations, call-offs and transfers, cell by cell.",
)


@click.group(
    "kraftsamling", cls=Program, text=_ABOUT, commands={c.name: c for c in (fill_command, validate_command, balance_command, transfer_command, map_command, explain_command, rules_command, addin_command)}
)
@lang_option
@click.version_option(
    __version__, message="%(prog)s %(version)s", cls=Option, text=Text("Visar versionen.", "Shows the version.")
)
def program() -> None:
    """Group the commands; it does nothing by itself."""
