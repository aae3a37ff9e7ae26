"""What happens when a button is pressed: Excel is held while the work is done, and one sentence reports the result."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from pathlib import Path
from tempfile import gettempdir
from traceback import format_exc

import xlwings as xw

from xl_kraftsamling.domain.texts import BadInput

ALERT_TITLE = "Kraftsamling"

Work = Callable[[xw.Book], str]
"""Does something with a workbook and returns a sentence about it."""


def log_path() -> Path:
    """The path of the log of faults."""
    return Path(os.environ.get("LOCALAPPDATA", gettempdir())) / "kraftsamling.log"


def make_button(work: Work) -> Callable[[xw.Book | None], str]:
    """Make a button of some work: done with a workbook, by default the one that Excel calls from.

    The sentence is shown and returned.  Never a traceback: what goes wrong is a sentence too, and the rest is in the log.
    """

    @wraps(work)
    def _press(book: xw.Book | None = None) -> str:
        open_book = book or xw.Book.caller()
        sentence = _run(work, open_book)  # Excel is free again before the dialogue, which may be open for hours
        open_book.app.alert(sentence, ALERT_TITLE)
        return sentence

    return _press


def _run(work: Work, book: xw.Book) -> str:
    try:
        with hold_excel(book.app):
            return work(book)
    except BadInput as problem:
        return problem.message("sv")
    except Exception:  # noqa: BLE001  # a person gets a sentence, whatever happens
        path = log_path()
        with suppress(OSError), path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {work.__name__}\n{format_exc()}\n")
        return (
            "Det gick inte att slutföra. Om arbetsboken eller ett blad i den är skyddat: ta bort skyddet och försök igen. "
            f"Annars är det ett fel i programmet, och vad som hände står i {path}."
        )


# Manual calculation is a finding in a workbook (FO09): the pause while a button works must not be taken for it.
_BEFORE: ContextVar[str | None] = ContextVar("_BEFORE", default=None)


def calculation_mode(app: xw.App) -> str:
    """How Excel calculates; while it is held, how it did before."""
    return _BEFORE.get() or str(app.calculation)


@contextmanager
def hold_excel(app: xw.App) -> Iterator[None]:
    """Let Excel neither calculate nor redraw nor raise events, and restore everything whatever happens."""
    with ExitStack() as after:  # which restores the rest even where Excel refuses one of the settings
        after.callback(_BEFORE.reset, _BEFORE.set(app.calculation))
        for name, value in (("calculation", "manual"), ("screen_updating", False), ("enable_events", False)):
            after.callback(setattr, app, name, getattr(app, name))
            setattr(app, name, value)
        after.callback(setattr, app, "status_bar", False)  # False gives Excel its own text back; "" would leave it empty
        yield


def show_progress(book: xw.Book, what: str) -> None:
    """Show in the status bar what is being done."""
    book.app.status_bar = f"{ALERT_TITLE}: {what} …"
