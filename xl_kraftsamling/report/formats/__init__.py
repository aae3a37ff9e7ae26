"""What `validate` prints, in each of its formats: a module per format, named by the word after `--format`.

A module has a `FORMAT`.  Its `encode` makes of one workbook, validated or unreadable, what the run is to hold of it; it is called in
the process that checked the workbook, so what it returns can be pickled.  Its `join` makes the lines of a run of those, in the order
of the workbooks, and takes no more of them than it needs for its next line: what can be shown as the run goes on, is.  Nothing but what
`join` has to keep until the end is kept.  A new format is a module here, and its word in FORMATS.

No cell and no file name can end a line, a string or an element early, and no personnummer is shown in full: text for a person passes
`domain.shown_text`, JSON passes :func:`~xl_kraftsamling.report.as_json.dump_json`, and XML both and :mod:`xml.sax.saxutils`.
Only what names a file, for a program that has to find it, stays as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from xl_kraftsamling.report import Paint

if TYPE_CHECKING:  # the words after --format are wanted before any rule is
    from xl_kraftsamling.reading.region import Region
    from xl_kraftsamling.verdict import Verdict

FORMATS = ("text", "short", "json", "sarif", "junit", "gitlab", "github")
"""The words after `--format`, the default first."""


class Validated(Protocol):
    """A workbook that was validated, as `app.validate_workbook` returns it."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal digits."""

    @property
    def layout(self) -> str | None:
        """The kind of its layout: canonical, recognised or mapped; None where no table was read."""

    @property
    def verdict(self) -> "Verdict":
        """What was found in it."""

    @property
    def regions(self) -> "Sequence[Region]":
        """Where its tables were read."""


class Unreadable(NamedTuple):
    """Why a workbook has no verdict: the exit code, and the sentence about it in the language of the run."""

    code: int
    message: str


class View(NamedTuple):
    """How a run is to be shown: in which language, and text in which width and colours.

    Paths were given in the working `folder`, and are relative to `root` where the format wants them so; `profile` and `as_of` are
    those of the command, None where each workbook has its own, and `settings` the file of the project's settings with what was taken
    from there.  Where the run is to be `quiet`, a person is shown only what does not pass; `verbose` shows everything.
    """

    lang: str
    folder: Path
    root: Path
    width: int
    paint: Paint
    profile: str | None = None
    as_of: date | None = None
    settings: tuple[str, Mapping[str, Any]] | None = None
    quiet: bool = False
    verbose: bool = False


class Format(NamedTuple):
    """How workbooks are written; `encode` gets the path as it was given.

    `is_data` is whether programs read it: it is UTF-8, written as it is.  `root` is the environment variable by which the service
    that reads the format names the folder of its repository.
    """

    encode: Callable[[str, Validated | Unreadable, View], Any]
    join: Callable[[Iterable[Any], View], Iterator[str]]
    is_data: bool = True
    root: str = ""


def load_format(word: str) -> Format:
    """The format of a word of FORMATS."""
    module = import_module(f"{__name__}.{word}")
    chosen: Format = module.FORMAT
    return chosen
