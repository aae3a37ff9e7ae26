"""Click in two languages: what a person sees comes from a Text in the language of the call, never from click."""

import os
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import click

from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import LANGUAGES


def language_of_call(arguments: Sequence[str]) -> str:
    """The language of a call: that of --lang, anywhere among its arguments, otherwise KRAFT_LANG, otherwise Swedish.

    It is found before anything is parsed, so that the help and every error are in it too.
    """
    values = [value for name, value in pairwise(arguments) if name == "--lang"]
    values += [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    return str([word for word in (LANGUAGES[0], os.environ.get("KRAFT_LANG"), *values) if word in LANGUAGES][-1])


def current_language(ctx: click.Context | None = None) -> str:
    """The language of a call; of the one that is being served where none is given."""
    return str((ctx or click.get_current_context()).obj)


def say(text: Text, **values: Value) -> str:
    """A text in the language of the call that is being served."""
    return text.fill(current_language(), values)


def translate_click_word(english: str, lang: str) -> str:
    """One of click's own words, or of the names of values, in a language."""
    return english if lang == "en" else _SWEDISH.get(english, english)


class UsageError(click.UsageError):
    """The command was not given as it should be: one sentence (exit code 2)."""

    def __init__(self, text: Text, ctx: click.Context | None = None, /, **values: Value) -> None:
        """Take the sentence, the call where it is known, and the values that the sentence names."""
        super().__init__(text.fill("sv", values), ctx)
        self.text, self.values = text, values


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


class _WithText:
    """What has its help as a Text: click gets the Swedish one, and the language of the call is put in its place later."""

    def __init__(self, *args: Any, text: Text, **attributes: Any) -> None:
        super().__init__(*args, **attributes | {"help": text.sv})
        self.text = text


class Option(_WithText, click.Option):
    """An option whose help is a Text; `{default}` in it is the option's default."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names of the option and its help."""
        record = super().get_help_record(ctx)
        names = record[0] if record else ""
        if self.metavar:
            names = names.replace(self.metavar, translate_click_word(self.metavar, current_language(ctx)))
        return names, self.text.fill(current_language(ctx), {"default": str(self.default)})


class BilingualCommand(_WithText, click.Command):
    """A command, or a group of commands, whose help is a Text."""

    context_class = Context

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

    allow_extra_args = True  # so that the sentence about what is too much is ours, not click's

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; UsageError where there are too many."""
        extra = super().parse_args(ctx, args)
        if extra:
            raise UsageError(_EXTRA, ctx, words=" ".join(extra))
        return extra


class Group(BilingualCommand, click.Group):
    """A group of commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; where there are none the help is shown."""
        if not args:
            raise UsageError(Text("{help}", "{help}"), help=ctx.get_help())
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of the work, not of the alphabet."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; UsageError with the nearest one as a question where there is none."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise UsageError(_UNKNOWN, ctx, name=args[0], question=_ask_for_nearest(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


def _ask_for_nearest(name: str, names: Sequence[str]) -> Text | str:
    from difflib import get_close_matches  # only where a name is misspelt

    near = get_close_matches(name, names, 1)
    return Text(f" Menas {near[0]}?", f" Is it {near[0]}?") if near else ""


_SWEDISH = {
    "Options": "Val",
    "Commands": "Kommandon",
    "[OPTIONS]": "[VAL]",
    "COMMAND [ARGS]...": "KOMMANDO [...]",
    "WORKBOOK": "ARBETSBOK",
    "WORKBOOK...": "ARBETSBOK...",
    "CODE": "KOD",
    "FILE": "FIL",
    "FILE.toml": "FIL.toml",
    "PATH": "SÖKVÄG",
    "YYYY-MM-DD": "ÅÅÅÅ-MM-DD",
    "NAME": "NAMN",
    "AMOUNT": "BELOPP",
    "REF": "REFERENS",
    "TEXT": "TEXT",
}
_EXTRA = Text("Det här är mer än kommandot tar: {words}.", "This is more than the command takes: {words}.")
_UNKNOWN = Text("Kommandot {name} finns inte.{question}", "There is no command {name}.{question}")
_HELP = Text("Visar den här hjälpen.", "Shows this help.")
