"""What a run prints and how it ends: results to stdout or a file, problems as a sentence to stderr, and the exit codes.

Never a bare traceback, and never a character that the other end cannot show.
"""

import codecs
import errno
import io
import os
import sys
import traceback
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import click

from xl_kraftsamling.cli.bilingual import UsageError, ask_if_meant, translate_click_word
from xl_kraftsamling.cli.console import obeys_colour_codes
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.texts import BadInput, Text, Value
from xl_kraftsamling.report import Paint
from xl_kraftsamling.saving import explain_failure, write_file

OK, ERRORS, USAGE, UNREADABLE, UNTRIED, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130
"""The exit codes of the contract (design.md 3.2), and the customary one of a run that was interrupted."""

INTERRUPTION = Text("Avbrutet.", "Interrupted.")
"""What is written where a run is interrupted."""

_PLAIN = {
    "✖": "x", "▲": "!", "●": "*", "○": "o", "✔": "+", "→": "->", "←": "<-", "…": "...", "─": "-", "·": "-", "•": "-",
    "»": '"', "«": '"', "“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "−": "-", "≤": "<=", "≥": ">=", "×": "x",
    "§": "par.", "\u00a0": " ", "\u202f": " ", "\ufeff": "",
}  # fmt: skip
_COLOURS: dict[str, dict[str, Any]] = {
    "title": {"bold": True}, "fel": {"fg": "red"}, "varning": {"fg": "yellow"}, "upplysning": {"fg": "cyan"},
    "ej prövad": {"fg": "magenta"}, "complies": {"fg": "green"},
}  # fmt: skip
_UNWRITABLE = Text(
    "Resultatet kunde inte skrivas till {file}: {why}.", "The result could not be written to {file}: {why}."
)


def prepare_streams() -> None:
    """Let the standard streams write the nearest plain letters for what their encoding cannot show.

    A stream that the caller has closed takes everything and shows nothing.
    """
    codecs.register_error("kraftsamling", _encode_plainly)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # pythonw, and a shell's >&-
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115  # open for as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="kraftsamling")


def _encode_plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_spell_plainly, error.object[error.start : error.end])), error.end


def _spell_plainly(sign: str) -> str:
    # ASCII throughout: the codec encodes the answer once more, and what it cannot encode then is an error after all
    bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return _PLAIN.get(sign, bare or "?")


def print_lines(lines: Iterable[str], output: Path | None = None, *, data: bool = False, end: str = "\n") -> None:
    """Write lines to stdout or to a file; `data`, and every file, is UTF-8 wherever the program runs.

    What is no data is for a person: it is written as :func:`~xl_kraftsamling.domain.shown_text.show_text` shows it, line by line.
    Data has to stay what it is, and whoever encodes it makes it harmless in its own way.
    """
    shown = [line if data else _show_line(line) for line in lines]
    # a single line, such as the hundred megabytes of JSON about very many findings, is not copied
    text = end.join(shown)
    ending = end if shown else ""
    if output:
        write_file(output, _encode_in_pieces((text, ending)), overwrite=True, follow=False, like=_list_sources())
        return
    if data and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # CSV has its own line ends, which Windows would double
    try:
        for piece in (text, ending):
            click.echo(piece, file=sys.stdout, nl=False)
    except OSError as problem:
        if not _is_reader_gone(problem):
            raise BadInput(_UNWRITABLE, file="stdout", why=explain_failure(problem)) from problem
        # otherwise flushing what is left in the buffer, when the process ends, would raise once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_result(data: bytes, output: Path) -> None:
    """Write a result that is no text to a file, as :func:`print_lines` does with one that is."""
    write_file(output, data, overwrite=True, follow=False, like=_list_sources())


def _is_reader_gone(problem: OSError) -> bool:
    """Whether nobody reads what is written, as whoever did has seen enough: `kraftsamling rules | head`."""
    # the C library of Windows calls a pipe that the other end has closed an invalid argument
    return isinstance(problem, BrokenPipeError) or (os.name == "nt" and problem.errno == errno.EINVAL)


def _encode_in_pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """The UTF-8 of texts, a million letters at a time: a text of a hundred megabytes is not held twice."""
    for text in texts:
        for start in range(0, len(text), 1_000_000):
            # "replace" for what is no UTF-8 in the name of a file
            yield text[start : start + 1_000_000].encode("utf-8", "replace")


def _list_sources() -> list[Path]:
    """The workbooks, and other files, that the command reads: who may read all of them may read what it says about them."""
    context = click.get_current_context(silent=True)
    return list_files(context.params) if context else []


def list_files(params: Mapping[str, Any]) -> list[Path]:
    """The files that the arguments and options of a command name, but for the one that it writes to."""
    named = [each for name, value in params.items() if name != "output" for each in (value if isinstance(value, tuple) else (value,))]
    # not Path.is_file, which raises an error for a comment that is longer than a name can be
    return [Path(each) for each in named if isinstance(each, (Path, str)) and os.path.isfile(each)]  # noqa: PTH113


def print_error(text: str) -> None:
    """Write a sentence about a problem, or several lines, to stderr; nothing where there are no words."""
    if not text:
        return
    with suppress(OSError):  # where nobody reads stderr there is nobody to write about that to either
        click.echo("\n".join(map(_show_line, text.split("\n"))), file=sys.stderr)


def line_width(most: int, output: Path | None = None) -> int:
    """The width to write for: that of the terminal, at most `most`; in a file or a pipe `most`."""
    columns = os.environ.get("COLUMNS", "")
    if output:
        return most
    try:  # as `shutil` does, which takes longer to import than a list of rules to print
        found = int(columns) if columns.isdecimal() else 0
        return min(most, max(20, found or os.get_terminal_size(sys.stdout.fileno()).columns or most))
    except (OSError, ValueError, AttributeError):  # a pipe, or a stream without a file
        return most


def choose_painter(output: Path | None = None) -> Paint:
    """What colours a text by its role: on a terminal, unless NO_COLOR is set or TERM is dumb; otherwise it leaves it alone.

    It can be sent to the processes of --jobs, as it is made of plain functions.
    """
    is_plain = output or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return partial(_mark, _MARK) if not is_plain and sys.stdout.isatty() and obeys_colour_codes() else _leave_plain


_MARK = f"\0{os.urandom(8).hex()}:"
"""What begins the marks that a text is to be coloured: nobody who made a workbook can have known it, as he knows a terminal's codes."""


def _mark(mark: str, text: str, role: str) -> str:
    return f"{mark}{role}\0{text}{mark}\0"


def _leave_plain(text: str, _role: str) -> str:
    return text


def _show_line(line: str) -> str:
    """A line as it is shown, with the colours that are marked in it."""
    first, *marked = line.split(_MARK)
    return show_text(first) + "".join(_colour(*part.partition("\0")[::2]) for part in marked)


def _colour(role: str, text: str) -> str:
    """A text in the colour of a role; without a role, a text whose colour ends before it."""
    shown = show_text(text)
    return click.style(shown, **_COLOURS[role], reset=False) if role else _RESET + shown


_RESET = click.style("")
"""The code with which a colour ends."""


def describe_error(problem: BaseException, lang: str) -> tuple[int, str]:
    """The exit code of a problem, and the sentence about it."""
    if isinstance(problem, BadInput):
        return UNREADABLE, problem.message(lang)
    if isinstance(problem, click.UsageError):
        return USAGE, _describe_usage(problem, lang)
    if isinstance(problem, OSError):
        return UNREADABLE, _UNREACHED.fill(lang, {"file": str(problem.filename or ""), "why": explain_failure(problem)}).strip()
    if isinstance(problem, (click.Abort, KeyboardInterrupt)):
        return INTERRUPTED, INTERRUPTION.fill(lang, {})
    return FAULT, _describe_fault(problem, lang)


def _describe_usage(problem: click.UsageError, lang: str) -> str:
    text, values = _find_usage_sentence(problem, lang)
    hint = _HINT.fill(lang, {"command": problem.ctx.command_path}) if problem.ctx else ""
    return f"{text.fill(lang, values)}\n{hint}".rstrip()


def _find_usage_sentence(problem: click.UsageError, lang: str) -> tuple[Text, Mapping[str, Value]]:
    """The sentence for a problem that click finds; one that is not foreseen is in click's own words."""
    if isinstance(problem, UsageError):
        return problem.text, problem.values
    if isinstance(problem, click.NoSuchOption):
        return _NO_OPTION, {"name": problem.option_name, "question": ask_if_meant(next(iter(problem.possibilities or ()), None))}
    if isinstance(problem, click.MissingParameter) and problem.param:
        return _MISSING, {"name": translate_click_word(problem.param.metavar or problem.param.human_readable_name, lang)}
    if isinstance(problem, click.BadParameter) and problem.param and isinstance(problem.param.type, click.Choice):
        return _NO_WORD, {"name": problem.param.opts[0], "choices": ", ".join(problem.param.type.choices)}
    if isinstance(problem, click.BadOptionUsage):
        return _describe_value(problem, lang)
    return _OTHER, {"words": problem.format_message()}


def _describe_value(problem: click.BadOptionUsage, lang: str) -> tuple[Text, Mapping[str, Value]]:
    """The sentence for an option whose value is missing, or that has one too many."""
    params = problem.ctx.command.params if problem.ctx else ()
    option = next((each for each in params if problem.option_name in (*each.opts, *each.secondary_opts)), None)
    if not isinstance(option, click.Option) or option.is_flag:
        return _NO_VALUE, {"name": problem.option_name}
    if isinstance(option.type, click.Choice):
        return _NO_WORD, {"name": problem.option_name, "choices": ", ".join(option.type.choices)}
    wanted = _WANTED.get(option.metavar or "")
    return _NEEDS_VALUE, {"name": problem.option_name, "wanted": wanted or translate_click_word(option.metavar or "TEXT", lang)}


def _describe_fault(problem: BaseException, lang: str) -> str:
    if os.environ.get("KRAFT_DEBUG"):
        return "".join(traceback.format_exception(problem))
    return _FAULT.fill(lang, {"what": f"{type(problem).__name__}: {problem}".rstrip(": ")})


_UNREACHED = Text("{file} kan inte läsas eller skrivas: {why}.", "{file} can be neither read nor written: {why}.")
_HINT = Text("”{command} --help” visar hur kommandot används.", "`{command} --help` shows how the command is used.")
_NO_OPTION = Text("Valet {name} finns inte.{question}", "There is no option {name}.{question}")
_MISSING = Text("{name} saknas.", "{name} is missing.")
_NO_VALUE = Text("{name} står för sig, utan något värde efter.", "{name} stands by itself, with no value after it.")
_NEEDS_VALUE = Text("{name} behöver {wanted} efter sig.", "{name} needs {wanted} after it.")
_WANTED = {
    "FILE": Text("ett filnamn", "the name of a file"),
    "FILE.toml": Text("ett filnamn, eller ett diarienummer,", "the name of a file, or a case number,"),
    "PATH": Text("en sökväg", "a path"),
    "YYYY-MM-DD": Text("ett datum, som 2026-09-30,", "a date, such as 2026-09-30,"),
    "NAME": Text("ett namn", "a name"),
    "AMOUNT": Text('ett belopp, som "150 000",', 'an amount, such as "150 000",'),
    "REF": Text("ett diarienummer", "a case number"),
    "N": Text("ett antal", "a number"),
    "TEXT": Text("en text", "a text"),
}
"""What an option wants after it, by the word for it in the help."""
_NO_WORD = Text("{name} kan bara vara något av: {choices}.", "{name} can only be one of: {choices}.")
_OTHER = Text("Kommandot går inte att förstå ({words})", "The command cannot be understood ({words})")
_FAULT = Text(
    "Ett fel i programmet, inte i arbetsboken: {what}. Kör om med miljövariabeln KRAFT_DEBUG=1 och skicka det som då "
    "skrivs ut till den som förvaltar programmet.",
    "A fault of the program, not of the workbook: {what}. Run it again with the environment variable KRAFT_DEBUG=1 and "
    "send what is printed then to whoever maintains the program.",
)
