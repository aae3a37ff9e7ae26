"""What happens when a button is pressed: Excel is held while the work is done, and one sentence reports the result."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from pathlib import Path
from traceback import format_exc

import xlwings as xw

from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.excel.buttons.undo import agree_to_lose_undo
from xl_kraftsamling.excel.buttons.user_files import user_file

ALERT_TITLE = "Kraftsamling"

Work = Callable[..., str]
"""Does something with a workbook, perhaps as chosen on the ribbon, and returns a sentence about it."""


def log_path() -> Path:
    """The path of the log of faults."""
    return user_file("kraftsamling.log")


def make_button(work: Work, *, is_quiet: bool = False, changes_cells: bool = True) -> Callable[..., str]:
    """Make a button of some work: done with a workbook, by default the one that Excel calls from.

    The sentence is shown and returned.  Never a traceback: what goes wrong is a sentence too, and the rest is in the log.
    :param is_quiet: the sentence is shown in the status bar where all went well.
    :param changes_cells: Excel forgets what could be undone, and that is said before.
    """

    @wraps(work)
    def _press(book: xw.Book | None = None, **choices: str) -> str:
        open_book = book or xw.Book.caller()
        if changes_cells and not agree_to_lose_undo(open_book.app, ALERT_TITLE):
            return _NOTHING_DONE
        sentence, went_well = _run(work, open_book, choices)  # Excel is free again before the dialogue, which may be open for hours
        if is_quiet and went_well:
            open_book.app.status_bar = sentence
        else:
            open_book.app.alert(sentence, ALERT_TITLE)
        return sentence

    return _press


_NOTHING_DONE = "Inget är ändrat."


def _run(work: Work, book: xw.Book, choices: Mapping[str, str]) -> tuple[str, bool]:
    """The sentence about the work, and whether it went well."""
    try:
        with hold_excel(book.app):
            return work(book, **choices), True
    except BadInput as problem:
        return problem.message("sv"), False
    except Exception:  # noqa: BLE001  # a person gets a sentence, whatever happens
        path = log_path()
        with suppress(OSError), path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {work.__name__}\n{format_exc()}\n")
        sentence = (
            "Det gick inte att slutföra. Om arbetsboken eller ett blad i den är skyddat: ta bort skyddet och försök igen. "
            f"Annars är det ett fel i programmet, och vad som hände står i {path}."
        )
        return sentence, False


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
