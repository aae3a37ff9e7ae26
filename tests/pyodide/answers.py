"""Answers of the functions, as JSON: the same program is run in Pyodide and in the Python here, and both must print the same.

In the folder /calls lies `calls.json`: the functions to call, with the values of their arguments as a browser hands them over.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

WORK = Path("/calls" if sys.platform == "emscripten" else sys.argv[1])
if sys.platform == "emscripten":
    sys.path[:0] = ["/program", "/packages"]

import xlwings as xw  # noqa: E402  # found only now
from xlwings import conversion  # noqa: E402

HEAVY = ("polars", "pandera", "openpyxl", "lxml", "click")


class BrowserEngine:
    """What delivers cells where there is no COM: numbers and texts as they are."""

    name = "browser"

    @staticmethod
    def clean_value_data(rows: Any, *_options: Any) -> Any:
        return [[*row] for row in rows]

    @staticmethod
    def prepare_xl_data_element(cell: Any, _options: Any) -> Any:
        return cell


def note(**noted: Any) -> Any:
    """A decorator that keeps what it was given, as those of xlwings do where they do anything."""

    def _decorate(function: Any) -> Any:
        kept = getattr(function, "noted", {"arguments": {}})
        kept["arguments"] |= noted.get("arguments", {})
        function.noted = kept | {key: value for key, value in noted.items() if key != "arguments"}
        return function

    return _decorate


def load_functions() -> Any:
    """The module of functions, with decorators that keep the converters."""
    before = {*sys.modules}
    xw.func = lambda **_options: note()
    xw.arg = lambda name, converter, doc="", **options: note(help=doc, arguments={name: {"convert": converter, **options}})
    xw.ret = lambda converter: note(answer={"convert": converter})
    from xl_kraftsamling.excel import functions

    print(json.dumps({"imported": [name for name in HEAVY if name in {*sys.modules} - before]}))
    return functions


def call(functions: Any, name: str, arguments: list[Any]) -> Any:
    """The answer of a function; the sentence of the exception where there is none."""
    function = getattr(functions, name)
    try:
        given = [
            None if value is None else conversion.read(None, value, dict(options), engine_name="browser")
            for value, options in zip(arguments, function.noted["arguments"].values(), strict=False)
        ]
        return conversion.write(function(*given), None, dict(function.noted["answer"]), engine_name="browser")
    except Exception as problem:  # noqa: BLE001  # it is what the cell shows
        return f"{type(problem).__name__}: {problem}"


xw.engines.add(xw.Engine(impl=BrowserEngine()))
found = load_functions()
for each in json.loads((WORK / "calls.json").read_text("utf-8")):
    started = datetime.now()
    answer = call(found, each["name"], each["arguments"])
    print(json.dumps({"name": each["name"], "answer": answer}, ensure_ascii=False))
    print(f"{each['name']}: {(datetime.now() - started).total_seconds():.1f} s", file=sys.stderr)
