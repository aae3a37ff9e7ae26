"""The parts of click that speak two languages: what a person sees comes from a Text, never from click."""

from collections.abc import Sequence
from typing import Any

import click

from xl_kraftsamling.cli.errors import UsageError
from xl_kraftsamling.cli.language import current_language, say, translate_click_word
from xl_kraftsamling.domain.texts import Text

_EXTRA = Text("Det här är mer än kommandot tar: {words}.", "This is more than the command takes: {words}.")
_UNKNOWN = Text("Kommandot {name} finns inte.{question}", "There is no command {name}.{question}")
_HELP = Text("Visar den här hjälpen.", "Shows this help.")


class BilingualHelp(click.HelpFormatter):
    """A help page whose own words are in the language of the call."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, args, prefix or say(Text("Användning: ", "Usage: ")))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a part."""
        super().write_heading(translate_click_word(heading, current_language()))


class Context(click.Context):
    """The context of a call; its `obj` is the language."""

    formatter_class = BilingualHelp


class Option(click.Option):
    """An option whose help is a Text; `{default}` in it is the option's default."""

    def __init__(self, *args: Any, text: Text, **attributes: Any) -> None:
        """Take the help as a Text, everything else as click does."""
        super().__init__(*args, **attributes | {"help": text.sv})
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names of the option and its help."""
        record = super().get_help_record(ctx)
        names = record[0] if record else ""
        if self.metavar:
            names = names.replace(self.metavar, translate_click_word(self.metavar, current_language(ctx)))
        return names, self.text.fill(current_language(ctx), {"default": str(self.default)})


class BilingualCommand(click.Command):
    """A command, or a group of commands, whose help is a Text."""

    context_class = Context

    def __init__(self, *args: Any, text: Text, **attributes: Any) -> None:
        """Take the help as a Text, everything else as click does."""
        super().__init__(*args, **attributes | {"help": text.sv})
        self.text = text

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page."""
        self.help = self.text.fill(current_language(ctx), {})
        super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help."""
        self.help = say(self.text)
        return super().get_short_help_str(limit)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The parts of the line of usage."""
        return [translate_click_word(piece, current_language(ctx)) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help."""
        option = super().get_help_option(ctx)
        if option:
            option.help = _HELP.fill(current_language(ctx), {})
        return option


class Command(BilingualCommand):
    """A command that does something."""

    allow_extra_args = True  # so that we say ourselves what is too much

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; Misuse where there are too many."""
        extra = super().parse_args(ctx, args)
        if extra:
            raise UsageError(_EXTRA, ctx, words=" ".join(extra))
        return extra


class Group(BilingualCommand, click.Group):
    """A group of commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; who gives none gets the help."""
        if not args:
            raise UsageError(Text("{help}", "{help}"), help=ctx.get_help())
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of the work, not of the alphabet."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; Misuse with the nearest one as a question where there is none."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise UsageError(_UNKNOWN, ctx, name=args[0], question=_nearest(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


def _nearest(name: str, names: Sequence[str]) -> Text | str:
    from difflib import get_close_matches  # only for who has misspelt

    near = get_close_matches(name, names, 1)
    return Text(f" Menas {near[0]}?", f" Is it {near[0]}?") if near else ""
