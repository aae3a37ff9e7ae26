"""What a run prints and how it ends: results to stdout or a file, problems as a sentence to stderr, and the exit codes.

Never a bare traceback, and never a character that the other end cannot show.
"""

import codecs
import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from xl_kraftsamling.cli.console import find_width, obeys_colour_codes
from xl_kraftsamling.cli.progress import hide_progress
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.report import Paint

if TYPE_CHECKING:
    from pathlib import Path

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
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115  # open for as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="kraftsamling")


def _encode_plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_spell_plainly, error.object[error.start : error.end])), error.end


def _spell_plainly(sign: str) -> str:
    import unicodedata

    # ASCII throughout: the codec encodes the answer once more, and what it cannot encode then is an error after all
    bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return _PLAIN.get(sign, bare or "?")


def print_lines(lines: Iterable[str], output: "Path | None" = None, *, data: bool = False, end: str = "\n") -> None:
    """Write lines to stdout or to a file; `data`, and every file, is UTF-8 wherever the program runs.

    What is no data is for a person: it is written as :func:`~xl_kraftsamling.domain.shown_text.show_text` shows it, line by line.
    Data has to stay what it is, and whoever encodes it makes it harmless in its own way.
    """
    shown = [line if data else _show_line(line) for line in lines]
    # a single line, such as the hundred megabytes of JSON about very many findings, is not copied
    text = end.join(shown)
    ending = end if shown else ""
    if output:
        write_result(_encode_in_pieces((text, ending)), output)
        return
    _prepare_stdout(data=data)
    for piece in (text, ending):
        _write(piece)
    flush_lines()


def stream_lines(lines: Iterable[str], *, data: bool = False) -> None:
    """Write lines to stdout as they come, as :func:`print_lines` does; they are seen at the latest after :func:`flush_lines`."""
    _prepare_stdout(data=data)
    for line in lines:
        _write((line if data else _show_line(line)) + "\n")
    flush_lines()


def flush_lines() -> None:
    """Let what was written to stdout be seen, before something that takes long."""
    with _forgive_reader():
        sys.stdout.flush()


def _prepare_stdout(*, data: bool) -> None:
    if data and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # CSV has its own line ends, which Windows would double


def _write(text: str) -> None:
    hide_progress()
    with _forgive_reader():
        sys.stdout.write(text)


@contextmanager
def _forgive_reader() -> Iterator[None]:
    """Go on in silence where nobody reads stdout any more; BadInput where it cannot be written for another reason."""
    try:
        yield
    except OSError as problem:
        if not _is_reader_gone(problem):
            from xl_kraftsamling.saving import explain_failure

            raise BadInput(_UNWRITABLE, file="stdout", why=explain_failure(problem)) from problem
        # otherwise flushing what is left in the buffer, when the process ends, would raise once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_result(data: bytes | Iterable[bytes], output: "Path") -> None:
    """Write a result to a file, whole or in pieces; who may read it are those who may read everything that the command reads."""
    from xl_kraftsamling.saving import write_file

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


def _list_sources() -> "list[Path]":
    """The workbooks, and other files, that the command reads: who may read all of them may read what it says about them."""
    context = click.get_current_context(silent=True)
    return list_files(context.params) if context else []


def list_files(params: Mapping[str, Any]) -> "list[Path]":
    """The files that the arguments and options of a command name, but for the one that it writes to."""
    from pathlib import Path

    named = [each for name, value in params.items() if name != "output" for each in (value if isinstance(value, tuple) else (value,))]
    # not Path.is_file, which raises an error for a comment that is longer than a name can be
    return [Path(each) for each in named if isinstance(each, (Path, str)) and os.path.isfile(each)]  # noqa: PTH113


def print_error(text: str) -> None:
    """Write a sentence about a problem, or several lines, to stderr; nothing where there are no words."""
    if not text:
        return
    hide_progress()
    with suppress(OSError):  # where nobody reads stderr there is nobody to write about that to either
        click.echo("\n".join(map(_show_line, text.split("\n"))), file=sys.stderr)


def line_width(most: int, output: "Path | None" = None) -> int:
    """The width to write for: that of the terminal, at most `most`; in a file or a pipe `most`."""
    return most if output else find_width(most)


def choose_painter(output: "Path | None" = None) -> Paint:
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
    """A line as it is shown, with the colours that are marked in it.

    It has been broken already, so a no-break space would only hide an amount from whoever searches for it.
    """
    first, *marked = line.replace("\u00a0", " ").split(_MARK)
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
        from xl_kraftsamling.cli.usage_errors import describe_usage

        return USAGE, describe_usage(problem, lang)
    if isinstance(problem, OSError):
        from xl_kraftsamling.saving import describe_failure

        return UNREADABLE, describe_failure(problem).fill(lang, {}).strip()
    if isinstance(problem, (click.Abort, KeyboardInterrupt)):
        return INTERRUPTED, INTERRUPTION.fill(lang, {})
    return FAULT, _describe_fault(problem, lang)


def _describe_fault(problem: BaseException, lang: str) -> str:
    if os.environ.get("KRAFT_DEBUG"):
        import traceback

        return "".join(traceback.format_exception(problem))
    return _FAULT.fill(lang, {"what": f"{type(problem).__name__}: {problem}".rstrip(": ")})


_UNREACHED = Text("{file} kan inte läsas eller skrivas: {why}.", "{file} can be neither read nor written: {why}.")
_FAULT = Text(
    "Ett fel i programmet, inte i arbetsboken: {what}. Kör om med miljövariabeln KRAFT_DEBUG=1 och skicka det som då "
    "skrivs ut till den som förvaltar programmet.",
    "A fault of the program, not of the workbook: {what}. Run it again with the environment variable KRAFT_DEBUG=1 and "
    "send what is printed then to whoever maintains the program.",
)
