"""Where words go: results to stdout or a file, complaints to stderr, never a character that the other end cannot show."""

import codecs
import io
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from xl_kraftsamling.domain.texts import BadInput, Text, Value

_PLAIN = {
    "✖": "x", "▲": "!", "●": "*", "○": "o", "✔": "+", "→": "->", "←": "<-", "…": "...", "─": "-", "·": "-", "•": "-",
    "»": '"', "«": '"', "“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "−": "-", "≤": "<=", "≥": ">=", "×": "x",
    "§": "par.", "\u00a0": " ", "\u202f": " ", "\ufeff": "",
}  # fmt: skip
_ROLES: dict[str, dict[str, Any]] = {
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
"""Signs that steer a terminal or turn the direction of its text; a cell or a file's name may hold them."""


def prepare_streams() -> None:
    """Let the standard streams write what their encoding cannot show in the nearest plain letters.

    A stream that the caller has closed takes everything and shows nothing.
    """
    codecs.register_error("kraftsamling", _encode_plainly)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115  # open for as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="kraftsamling")


def _encode_plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(sign: str) -> str:
    bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return _PLAIN.get(sign, bare or "?")


def print_lines(lines: Iterable[str], output: Path | None = None, *, data: bool = False, end: str = "\n") -> None:
    """Write lines to stdout or to a file; `data`, and every file, is UTF-8 wherever the program runs."""
    text = "".join(line + end for line in lines)
    if output:
        _save(output, text)
        return
    if data and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    try:
        click.echo(text if data else _HARMFUL.sub("\ufffd", text), file=sys.stdout, nl=False)
    except BrokenPipeError:  # whoever reads has seen enough, as in `kraftsamling rules | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as problem:
        raise BadInput(_UNWRITABLE, file="stdout", why=_why(problem)) from problem


def _why(problem: OSError) -> Value:
    return _WHY.get(type(problem), problem.strerror)


def _save(path: Path, text: str) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it; a device is written into."""
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
        raise BadInput(_UNWRITABLE, file=str(path), why=_why(problem)) from problem


def print_error(text: str) -> None:
    """Write a complaint to stderr."""
    with suppress(OSError):
        click.echo(_HARMFUL.sub("\ufffd", text), file=sys.stderr)


def flush_streams() -> None:
    """Empty both streams; who does not read any more is left in peace."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()


def line_width(most: int, output: Path | None = None) -> int:
    """The width to write for: that of the terminal, at most `most`; in a file or a pipe `most`."""
    wanted = os.environ.get("COLUMNS", "")
    columns = int(wanted) if wanted.isdecimal() and int(wanted) else _terminal_columns(most)
    return most if output else min(most, max(20, columns))


def _terminal_columns(otherwise: int) -> int:
    """The columns of the terminal; what `shutil` would tell, which takes longer to import than a list of rules to show."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or otherwise
    except (OSError, ValueError, AttributeError):
        return otherwise


def can_colour(output: Path | None = None) -> bool:
    """Whether colours are wanted: on a terminal, unless NO_COLOR or a dumb terminal says otherwise."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not (output or plain) and sys.stdout.isatty()


def choose_painter(*, coloured: bool) -> Callable[[str, str], str]:
    """What gives a text the colour of its role, or leaves it as it is."""
    return _paint if coloured else _leave_plain


def _paint(text: str, role: str) -> str:
    return click.style(text, **_ROLES[role])


def _leave_plain(text: str, _role: str) -> str:
    return text
