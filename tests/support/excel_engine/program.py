"""Excel itself, its workbooks, and the sheets of one."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import XlwingsError, base_classes

from support.excel_engine.sheet import Range, Sheet
from support.excel_engine.values import clean_value


class Engine:
    """The engine, as xlwings asks for one."""

    name, type = "openpyxl", "desktop"

    apps: "Apps"

    def start(self) -> None:
        """Start the program anew."""
        self.apps = Apps()

    @staticmethod
    def clean_value_data(rows: Any, _dates: Any, empty: Any, _numbers: Any, err_to_str: bool) -> list[list[Any]]:
        return [[clean_value(value, empty, with_errors=err_to_str) for value in row] for row in rows]

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return "" if value is None else value


class Apps(base_classes.Apps):
    """The one program that runs."""

    def __init__(self) -> None:
        self._apps = [App()]

    def __iter__(self) -> Iterator["App"]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, _pid: int) -> "App":
        return self._apps[0]


class App(base_classes.App):
    """A program with its state; `alerts` are the alerts that were shown, `statuses` the texts of the status bar, in order."""

    pid, calculation, screen_updating, enable_events, books = 1, "automatic", True, True, None

    def __init__(self) -> None:
        self.books, self.alerts, self.statuses, self.answers = Books(self), [], [], list[str]()
        self._status: Any = False

    @property
    def engine(self) -> Engine:
        return ENGINE

    @property
    def status_bar(self) -> Any:
        return self._status

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self._status = value
        self.statuses += [value] if value else []

    @property
    def selection(self) -> Range | None:
        shown = self.books.active.file.active
        return self.books.active.sheets.active.selection if isinstance(shown, Worksheet) else None

    def alert(self, prompt: str, _title: str, buttons: str, *_: Any) -> str:
        """Show a dialogue; where it asks, the answer is the next of `answers`, otherwise yes."""
        self.alerts.append(prompt)
        return "ok" if buttons == "ok" else self.answers.pop(0) if self.answers else "yes"

    def activate(self, _steal_focus: bool) -> None:
        """It is in front already."""


class Books(base_classes.Books):
    """The workbooks that are open; the last one opened is in front."""

    app = active = None

    def __init__(self, app: App) -> None:
        self.app, self.active = app, None

    def open(self, path: Path) -> "Book":
        self.active = Book(self.app, path)
        if self.active.file.calculation.calcMode == "manual":
            self.app.calculation = "manual"  # the first workbook that is opened decides for all
        return self.active

    def __call__(self, name: str) -> "Book":
        """The workbook in front, by its name."""
        if name != self.active.name:
            raise KeyError(name)
        return self.active


class Book(base_classes.Book):
    """A workbook: as it is calculated (`values`) and with its formulas (`file`).

    `reads` are the sheets that were read, `ranges` how many ranges were asked for: each is a call of COM.
    """

    app = name = api = None

    def __init__(self, app: App, path: Path) -> None:
        self.app, self.path, self.name = app, str(path), path.name
        self.values, self.file = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
        self.reads: list[str] = []
        self.ranges = 0
        self.api = SimpleNamespace(
            FullName=str(path),
            Date1904=self.file.epoch == CALENDAR_MAC_1904,
            ProtectStructure=bool(self.file.security and self.file.security.lockStructure),
            LinkSources=lambda _kind: tuple(link.file_link.target for link in self.file._external_links) or None,
        )

    @property
    def fullname(self) -> str:
        if "://" in self.path:
            raise XlwingsError("the folder of a workbook in the cloud is not known")
        return self.path

    @property
    def sheets(self) -> "Sheets":
        return Sheets(self)

    def activate(self) -> None:
        self.app.books.active = self


class Sheets(base_classes.Sheets):
    """The sheets of a workbook that have cells; those that are a chart are not among them, as in Excel's Worksheets."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def names(self) -> list[str]:
        return [sheet.title for sheet in self.book.file.worksheets]

    def __call__(self, key: str | int) -> Sheet:
        return Sheet(self.book, key if isinstance(key, str) else self.names[key - 1])

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, name) for name in self.names)

    def __contains__(self, key: str) -> bool:
        return key in self.names

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.file.active.title)

    def add(self, _before: Any, after: Sheet, name: str) -> Sheet:
        for half in (self.book.values, self.book.file):
            half.active = half.create_sheet(name, half.sheetnames.index(after.name) + 1)
        return Sheet(self.book, name)


ENGINE = Engine()
