"""The command `kraftsamling`: its parts, and how every call of it ends."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from xl_kraftsamling import __version__
from xl_kraftsamling.catalogue import Text
from xl_kraftsamling.cli import streams
from xl_kraftsamling.cli.balance import balance
from xl_kraftsamling.cli.complaints import Misuse, complaint
from xl_kraftsamling.cli.fill import fill
from xl_kraftsamling.cli.language import language
from xl_kraftsamling.cli.options import lang_option
from xl_kraftsamling.cli.rules import explain, rules
from xl_kraftsamling.cli.speech import Option, Spoken
from xl_kraftsamling.cli.transfer import transfer
from xl_kraftsamling.cli.validate import validate


class Program(Spoken, click.Group):
    """The group of all commands.  A command returns its exit code; whatever else happens ends as a sentence and a code."""

    def main(  # type: ignore[override]  # it never returns
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Serve a call, given its arguments, and leave with its exit code."""
        lang = language(sys.argv[1:] if args is None else args)
        streams.prepare()
        try:
            code = super().main(args, prog_name or "kraftsamling", standalone_mode=False, obj=lang, **extra)
        except Exception as problem:  # noqa: BLE001  # a person gets a sentence, never a traceback
            code, words = complaint(problem, lang)
            streams.complain(words)
        sys.exit(code)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; who gives none gets the help."""
        if not args:
            raise Misuse(Text("{help}", "{help}"), help=ctx.get_help())
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of the work, not of the alphabet."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; Misuse with the nearest one as a question where there is none."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise Misuse(_UNKNOWN, ctx, name=args[0], question=_nearest(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


def _nearest(name: str, names: Sequence[str]) -> Text | str:
    from difflib import get_close_matches  # only for who has misspelt

    near = get_close_matches(name, names, 1)
    return Text(f" Menas {near[0]}?", f" Is it {near[0]}?") if near else ""


_UNKNOWN = Text("Kommandot {name} finns inte.{question}", "There is no command {name}.{question}")
_ABOUT = Text(
    "Kontrollerar arbetsböcker för kraftsamlande insatser: tilldelning, avrop och omfördelning, cell för cell.",
    "Checks workbooks for allotted grants: allocations, call-offs and transfers, cell by cell.",
)


@click.group(
    "kraftsamling", cls=Program, text=_ABOUT, commands={c.name: c for c in (fill, validate, balance, transfer, explain, rules)}
)
@lang_option
@click.version_option(
    __version__, message="%(prog)s %(version)s", cls=Option, text=Text("Visar versionen.", "Shows the version.")
)
def program() -> None:
    """Only the commands do anything."""
