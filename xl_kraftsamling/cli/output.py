"""What a run prints and how it ends: results to stdout or a file, problems as a sentence to stderr, and the exit codes.

Never a bare traceback, and never a character that the other end cannot show.
"""

import codecs
import io
import os
import re
import sys
import traceback
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from xl_kraftsamling.cli.bilingual import UsageError, ask_if_meant, translate_click_word
from xl_kraftsamling.domain.texts import BadInput, Text, Value
from xl_kraftsamling.report import Paint

OK, ERRORS, USAGE, UNREADABLE, UNTRIED, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130
"""The exit codes of the contract (design.md 3.2), and the customary one of a run that was interrupted."""

_PLAIN = {
    "✖": "x", "▲": "!", "●": "*", "○": "o", "✔": "+", "→": "->", "←": "<-", "…": "...", "─": "-", "·": "-", "•": "-",
    "»": '"', "«": '"', "“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "−": "-", "≤": "<=", "≥": ">=", "×": "x",
    "§": "par.", "\u00a0": " ", "\u202f": " ", "\ufeff": "",
}  # fmt: skip
_COLOURS: dict[str, dict[str, Any]] = {
    "title": {"bold": True}, "fel": {"fg": "red"}, "varning": {"fg": "yellow"}, "upplysning": {"fg": "cyan"},
    "ej prövad": {"fg": "magenta"}, "complies": {"fg": "green"},
}  # fmt: skip
_WHY = {
    FileNotFoundError: Text("mappen finns inte", "there is no such folder"),
    PermissionError: Text("behörighet saknas, eller filen är öppen i ett annat program", "no permission, or the file is open in another program"),
    IsADirectoryError: Text("det är en mapp", "it is a folder"),
}  # fmt: skip
_UNWRITABLE = Text(
    "Resultatet kunde inte skrivas till {file}: {why}.", "The result could not be written to {file}: {why}."
)


_HARMFUL = re.compile(r"\x1b(?!\[[\d;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or turn the direction of its text; a cell or the name of a file may hold them.

Tabs, line ends and colours (ESC [ … m, the program's own among them) pass: they do no harm.
"""


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
    """Write lines to stdout or to a file; `data`, and every file, is UTF-8 wherever the program runs."""
    text = "".join(line + end for line in lines)
    if output:
        _save(output, text)
        return
    if data and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # CSV has its own line ends, which Windows would double
    try:
        # a program reads data, and JSON has these characters escaped or in strings that have to stay what they are
        click.echo(text if data else _HARMFUL.sub("\ufffd", text), file=sys.stdout, nl=False)
    except BrokenPipeError:  # whoever reads has seen enough, as in `kraftsamling rules | head`
        # otherwise flushing what is left in the buffer, when the process ends, would raise once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as problem:
        raise BadInput(_UNWRITABLE, file="stdout", why=_explain_failure(problem)) from problem


def _explain_failure(problem: OSError) -> Value:
    return _WHY.get(type(problem), problem.strerror)


def _save(path: Path, text: str) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it; a device is written directly."""
    # resolved: through a link the file it leads to is replaced, not the link; "replace" for what is no UTF-8 in the name of a file
    place, data = path.resolve(), text.encode("utf-8", "replace")
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        if place.exists() and not place.is_file():
            place.write_bytes(data)
            return
        beside.write_bytes(data)
        beside.replace(place)
    except OSError as problem:
        with suppress(OSError):
            beside.unlink()
        raise BadInput(_UNWRITABLE, file=str(path), why=_explain_failure(problem)) from problem


def print_error(text: str) -> None:
    """Write a sentence about a problem to stderr."""
    with suppress(OSError):  # where nobody reads stderr there is nobody to write about that to either
        click.echo(_HARMFUL.sub("\ufffd", text), file=sys.stderr)


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

    It is one of two plain functions, so that it can be sent to the processes of --jobs.
    """
    is_plain = output or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return _leave_plain if is_plain or not sys.stdout.isatty() else _colour


def _colour(text: str, role: str) -> str:
    return click.style(text, **_COLOURS[role])


def _leave_plain(text: str, _role: str) -> str:
    return text


def describe_error(problem: BaseException, lang: str) -> tuple[int, str]:
    """The exit code of a problem, and the sentence about it."""
    if isinstance(problem, BadInput):
        return UNREADABLE, problem.message(lang)
    if isinstance(problem, click.UsageError):
        return USAGE, _describe_usage(problem, lang)
    if isinstance(problem, OSError):
        why = _WHY_UNREACHED.get(type(problem), problem.strerror or "")
        return UNREADABLE, _UNREACHED.fill(lang, {"file": str(problem.filename or ""), "why": why}).strip()
    if isinstance(problem, (click.Abort, KeyboardInterrupt)):
        return INTERRUPTED, Text("Avbrutet.", "Interrupted.").fill(lang, {})
    return FAULT, _describe_fault(problem, lang)


def open_elsewhere_note(path: Path, lang: str) -> str:
    """A note that a workbook is open in Excel or LibreOffice, whose lock file is beside it; empty where it is not."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return _OPEN.fill(lang, {"path": str(path)}) if any(map(os.path.exists, locks)) else ""


def refuse_open(path: Path) -> None:
    """Raise BadInput where a workbook to be written is open in Excel or LibreOffice."""
    if open_elsewhere_note(path, "sv"):
        raise BadInput(_OPEN_TARGET, path=str(path))


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
        return _BAD_OPTION, {"name": problem.option_name}
    return _OTHER, {"words": problem.format_message()}


def _describe_fault(problem: BaseException, lang: str) -> str:
    if os.environ.get("KRAFT_DEBUG"):
        return "".join(traceback.format_exception(problem))
    return _FAULT.fill(lang, {"what": f"{type(problem).__name__}: {problem}".rstrip(": ")})


_WHY_UNREACHED = {
    FileNotFoundError: Text("den finns inte", "it is not there"),
    PermissionError: Text("behörighet saknas", "there is no permission"),
    IsADirectoryError: Text("det är en mapp", "it is a folder"),
}
_UNREACHED = Text(
    "{file} kan inte läsas eller skrivas: {why}. Kontrollera namnet och behörigheten.",
    "{file} can be neither read nor written: {why}. Check the name and the permission.",
)
_OPEN = Text(
    "{path} är öppen i ett kalkylprogram: det som inte är sparat där är inte med här.",
    "{path} is open in a spreadsheet program: what is not saved there is not in this.",
)
_OPEN_TARGET = Text(
    "{path} är öppen i ett kalkylprogram. Stäng den först, annars skulle det ena eller det andra gå förlorat.",
    "{path} is open in a spreadsheet program. Close it first, or the one or the other would be lost.",
)
_HINT = Text("»{command} --help« visar hur kommandot används.", "`{command} --help` shows how the command is used.")
_NO_OPTION = Text("Valet {name} finns inte.{question}", "There is no option {name}.{question}")
_MISSING = Text("{name} saknas.", "{name} is missing.")
_BAD_OPTION = Text(
    "Valet {name} är inte rätt skrivet: antingen saknas ett värde efter det, eller så ska det inte ha något.",
    "The option {name} is not written right: either a value is missing after it, or it should have none.",
)
_NO_WORD = Text("{name} kan bara vara något av: {choices}.", "{name} can only be one of: {choices}.")
_OTHER = Text("Kommandot går inte att förstå ({words})", "The command cannot be understood ({words})")
_FAULT = Text(
    "Ett fel i programmet, inte i arbetsboken: {what}. Kör om med miljövariabeln KRAFT_DEBUG=1 och skicka det som då "
    "skrivs ut till den som förvaltar programmet.",
    "A fault of the program, not of the workbook: {what}. Run it again with the environment variable KRAFT_DEBUG=1 and "
    "send what is printed then to whoever maintains the program.",
)
