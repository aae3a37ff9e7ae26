"""Click in two languages: what a person sees comes from a Text in the language of the call, never from click."""

import os
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

import click

from xl_kraftsamling.cli.console import find_width
from xl_kraftsamling.domain.texts import LANGUAGES, Text, Value


def find_language(arguments: Sequence[str]) -> str:
    """The language of a call: that of --lang, anywhere among its arguments, otherwise KRAFT_LANG, otherwise Swedish.

    It is found before anything is parsed, so that the help and every error are in it too.
    """
    # a wrong word counts as none here: click refuses it later, and its error needs a language too
    values = [value for name, value in pairwise(arguments) if name == "--lang"]
    values += [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    return str([word for word in (LANGUAGES[0], os.environ.get("KRAFT_LANG"), *values) if word in LANGUAGES][-1])


def current_language() -> str:
    """The language of the call that is being served, or of none where a shell asks for the names of commands."""
    context = click.get_current_context(silent=True)
    return str(context.obj) if context else find_language(())


def say(text: Text, **values: Value) -> str:
    """A text in the language of the call that is being served."""
    return text.fill(current_language(), values)


def ask_if_meant(name: str | None) -> Text | str:
    """The question whether a name is meant, to end a sentence with; empty where there is no name that is near enough."""
    return Text(" Menade du {name}?", " Did you mean {name}?").bind(name=name) if name else ""


def translate_click_word(english: str, lang: str) -> str:
    """One of click's own words, or of the names of values, in a language."""
    return english if lang == "en" else _SWEDISH.get(english, english)


class UsageError(click.UsageError):
    """The command was not given as it should be: one sentence (exit code 2)."""

    def __init__(self, text: Text, ctx: click.Context | None = None, /, **values: Value) -> None:
        """Take the sentence, the call where it is known, and the values that the sentence names."""
        super().__init__(text.fill("sv", values), ctx)
        self.text, self.values = text, values


class TooManyWords(click.UsageError):
    """The command was given more words than it takes."""

    def __init__(self, words: Sequence[str], ctx: click.Context) -> None:
        """Take what is too much, and the call."""
        super().__init__(" ".join(words), ctx)
        self.words = words


class BilingualHelp(click.HelpFormatter):
    """A help page whose own words are in the language of the call."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        """Begin a page, as wide as click makes it where it is not told how wide."""
        super().__init__(width=width or max(find_width(max_width or 80) - 2, 50))

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
        """Take what click takes, and the help in both languages."""
        super().__init__(*args, **attributes | {"help": text.sv})  # which click gives to a shell that completes words
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names of the option and its help."""
        record = super().get_help_record(ctx)
        names = record[0] if record else ""
        if self.metavar:
            names = names.replace(self.metavar, translate_click_word(self.metavar, current_language()))
        return names, say(self.text, default=str(self.default))


_LANG = Option(
    ["--lang"], type=click.Choice(LANGUAGES), envvar="KRAFT_LANG", expose_value=False,
    text=Text("Språk: svenska eller engelska (även KRAFT_LANG).", "Language: Swedish or English (also KRAFT_LANG)."),
)  # fmt: skip  # `find_language` has read it before anything is parsed: here it gets its line in the help, and a wrong word is refused


class Command(click.Command):
    """A command whose help is a Text, and which has the option --lang as every command does."""

    context_class = Context
    allow_extra_args = True  # otherwise click reports what is too much as a bare UsageError, which cannot be recognised and translated

    def __init__(self, *args: Any, text: Text, **attributes: Any) -> None:
        """Take what click takes, and the help in both languages."""
        super().__init__(*args, **attributes)
        self.text = text
        self.params.append(_LANG)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; UsageError where there are too many, and with the help where a group is given none."""
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            raise UsageError(Text("\n", "\n").join(ctx.get_help().split("\n")))
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as problem:
            problem.ctx = ctx  # click does not say whose option it is
            raise
        # a shell asks what could come next, of a call that is not whole yet
        if rest and not ctx.resilient_parsing and not isinstance(self, Group):  # what is left of a group's is for the command that it calls
            raise TooManyWords(rest, ctx)
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page."""
        self.help = say(self.text)  # now, not when the command is made: only a call has a language
        super().format_help(ctx, formatter)

    def get_help(self, ctx: click.Context) -> str:
        """The help page, which has been broken into lines: no space in it has to hold any more."""
        return super().get_help(ctx).replace("\u00a0", " ")

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """The first sentence of the help, whole: what is long goes on in the next line of a list."""
        self.help = say(self.text)
        return super().get_short_help_str(len(self.help))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The parts of the line of usage."""
        return [translate_click_word(piece, current_language()) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help."""
        option = super().get_help_option(ctx)
        if option:
            option.help = _HELP.fill(str(ctx.obj), {})  # asked for even after the call, to name its command in an error
        return option


class ListedCommand(Command):
    """A command as its group lists it: its module, in the package `cli`, is imported when it is called."""

    def __init__(self, name: str, module: str, *, text: Text) -> None:
        """Take the name, the name of the module, and the help in both languages."""
        super().__init__(name, text=text)
        self._module = module

    def load(self) -> Command:
        """The command itself."""
        command: Command = getattr(import_module(f"xl_kraftsamling.cli.{self._module}"), f"{self.name}_command")
        return command

    def make_context(self, *args: Any, **attributes: Any) -> click.Context:
        """Begin a call of the command."""
        return self.load().make_context(*args, **attributes)


class Group(Command, click.Group):
    """A group of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of the work, not of the alphabet."""
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; UsageError with the nearest one as a question where there is none."""
        command = super().get_command(ctx, cmd_name)
        if command or cmd_name.startswith("-"):  # click itself finds what is wrong with an option
            return command
        from difflib import get_close_matches  # only where a name is misspelt

        nearest = next(iter(get_close_matches(cmd_name, self.commands, 1)), None)
        raise UsageError(_UNKNOWN, ctx, name=cmd_name, question=ask_if_meant(nearest))


_SWEDISH = {
    "Options": "Val",
    "Commands": "Kommandon",
    "[OPTIONS]": "[VAL]",
    "COMMAND [ARGS]...": "KOMMANDO [...]",
    "WORKBOOK": "ARBETSBOK",
    "WORKBOOK...": "ARBETSBOK...",
    "LEDGER...": "HUVUDBOK...",
    "[WORKBOOK]": "[ARBETSBOK]",
    "BASE": "BAS",
    "COPY...": "SVAR...",
    "BEFORE AFTER": "FÖRE EFTER",
    "CODE": "KOD",
    "[COMMAND]...": "[KOMMANDO]...",
    "FILE": "FIL",
    "FILE.toml": "FIL.toml",
    "PATH": "SÖKVÄG",
    "YYYY-MM-DD": "ÅÅÅÅ-MM-DD",
    "NAME": "NAMN",
    "AMOUNT": "BELOPP",
    "NAME=AMOUNT": "NAMN=BELOPP",
    "REF": "REFERENS",
    "TEXT": "TEXT",
    "CODES": "KODER",
    "PATTERN": "MÖNSTER",
}
_UNKNOWN = Text("Kommandot {name} finns inte.{question}", "There is no command {name}.{question}")
_HELP = Text("Visar den här hjälpen.", "Shows this help.")
