"""The button, on a workbook that is open: through xlwings on the test engine, whose own cost is told apart."""

import inspect
import os
import time
from collections.abc import Callable, Iterator
from functools import wraps
from types import ModuleType
from typing import Any

from measuring import Bench, Figure

from support.excel_engine import cells, fonts, open_book, program, sheet, values
from xl_kraftsamling.excel import buttons


class _EngineTime:
    """The CPU seconds inside the test engine, which in Excel's place answers what is asked."""

    def __init__(self) -> None:
        self.seconds, self._depth = 0.0, 0

    def watch(self, module: ModuleType) -> None:
        """Measure every method and property of the classes of a module."""
        for kind in vars(module).values():
            if inspect.isclass(kind) and kind.__module__ == module.__name__:
                for name, member in list(vars(kind).items()):
                    if inspect.isfunction(member):
                        setattr(kind, name, self._wrap(member))
                    elif isinstance(member, property):
                        setattr(kind, name, property(*(each and self._wrap(each) for each in (member.fget, member.fset, member.fdel))))
                    elif isinstance(member, staticmethod):
                        setattr(kind, name, staticmethod(self._wrap(member.__func__)))

    def _wrap(self, work: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.isgeneratorfunction(work):
            return work

        @wraps(work)
        def measured(*arguments: Any, **options: Any) -> Any:
            if self._depth:
                return work(*arguments, **options)
            self._depth, start = 1, time.process_time()
            try:
                return work(*arguments, **options)
            finally:
                self._depth = 0
                self.seconds += time.process_time() - start

        return measured


def measure(bench: Bench) -> Iterator[Figure]:
    """Beside the command line on the same workbook; one press, since opening a large one takes the engine half a minute."""
    os.environ["LOCALAPPDATA"] = str(bench.folder)  # where the button keeps what it has told already
    path = bench.make("plain.xlsx", "plain", bench.rows)
    (command,) = bench.measure(bench.kraft("validate", path), runs=max(1, bench.runs // 2))
    engine = _EngineTime()
    book = open_book(path)
    for module in (cells, fonts, program, sheet, values):
        engine.watch(module)
    start = time.process_time()
    buttons.validate(book)
    whole = time.process_time() - start
    own = whole - engine.seconds
    made_of = f"({whole:.2f} s - {engine.seconds:.2f} s of the engine) / {command.cpu:.2f} s"
    yield Figure(f"the button on 2 × {bench.rows} rows, beside the command line", own / command.cpu, 2, made_of)
