"""What a caller writes, read; and every problem as one sentence."""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.texts import LANGUAGES, BadInput, Text
from xl_kraftsamling.finding import PROFILES
from xl_kraftsamling.saving import describe_failure

StrPath = str | os.PathLike[str]
"""A path, as a text or a `Path`."""

Day = date | str
"""A day, as a `date` or a text such as 2026-09-30."""

Kronor = int | float | Decimal | str
"""An amount of kronor, as a number or as it is written in a workbook: "150 000", "150 tkr"."""

P = ParamSpec("P")
R = TypeVar("R")


class KraftsamlingError(Exception):
    """A call that cannot be answered, with one sentence for a person: what, where, why and what to do.

    `code` is the exit code that the command line would end with: 2 where the call is wrong, 3 where a file cannot be read or written, or is
    no workbook of this kind.  A fault of the program is another exception, with its traceback.
    """

    def __init__(self, sentence: str, code: int) -> None:
        """Keep the sentence and the code."""
        super().__init__(sentence)
        self.code = code

    def __reduce__(self) -> tuple[type["KraftsamlingError"], tuple[str, int]]:
        """Both are needed to make it anew in another process."""
        return type(self), (str(self), self.code)


class BadCall(BadInput):
    """A call that is wrong, whatever is in the files."""


def explain_problems(function: Callable[P, R]) -> Callable[P, R]:
    """The function, which raises :class:`KraftsamlingError` in the language that it is called with."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function, and tell its problems in the language that was asked for."""
        lang = kwargs.get("lang", LANGUAGES[0])
        if lang not in LANGUAGES:
            raise KraftsamlingError(_NO_LANGUAGE.fill(LANGUAGES[0], {"value": repr(lang)}), 2)
        try:
            return function(*args, **kwargs)
        except BadInput as problem:
            raise KraftsamlingError(_name_arguments(problem.text).fill(str(lang), problem.values), 2 if isinstance(problem, BadCall) else 3) from problem
        except OSError as problem:
            raise KraftsamlingError(describe_failure(problem).fill(str(lang), {}).strip(), 3) from problem

    return call


def _name_arguments(text: Text) -> Text:
    """A sentence with our arguments in place of the options of the command line that it names."""
    if type(text) is not Text:  # its values are in place, and a name of a file may hold anything
        return text
    return Text(*(re.sub(rf"{'|'.join(_ARGUMENTS)}\b", lambda found: _ARGUMENTS[found[0]], words) for words in text))


_ARGUMENTS = {"--force": "force=True", "--decision": "decision", "--map": "map_file", "--as-of": "as_of"}


def read_path(value: StrPath) -> Path:
    """The path that is meant."""
    try:
        path = Path(value)
        named = os.fsencode(path)
    except (TypeError, UnicodeEncodeError):
        raise BadCall(_NO_PATH, value=repr(value)) from None
    if b"\0" in named:  # which the system would refuse as a fault of the program
        raise BadCall(_NO_PATH, value=repr(value))
    return path


def read_paths(values: StrPath | Iterable[StrPath]) -> list[Path]:
    """The paths that are meant: of one file or several."""
    one = isinstance(values, (str, bytes, os.PathLike)) or not isinstance(values, Iterable)
    return [read_path(each) for each in ((values,) if one else values)]  # type: ignore[union-attr,arg-type]  # as is asked above


def read_optional_path(value: StrPath | None) -> Path | None:
    """The path that is meant, if any."""
    return None if value is None else read_path(value)


def read_day(value: Day | None) -> date | None:
    """The day that is meant, if any."""
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return value.date() if isinstance(value, datetime) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadCall(_NO_DAY, value=str(value)) from None


def read_kronor(value: Kronor | None) -> int | None:
    """The amount that is meant in öre, if any."""
    if value is None:
        return None
    reading = read_amount(value)
    if reading.ore is None or not reading.is_whole_ore:
        raise BadCall(_NO_AMOUNT, value=str(value))
    return reading.ore


def read_text(value: str | None) -> str | None:
    """The text, if any."""
    if value is not None and not isinstance(value, str):
        raise BadCall(_NO_TEXT, value=repr(value))
    return value


def read_profile(value: str | None) -> str | None:
    """The profile, if any."""
    if value is not None and value not in PROFILES:
        raise BadCall(_NO_PROFILE, value=str(value), profiles=PROFILES)
    return value


def read_decision(value: StrPath | None) -> Sequence[Decision] | None:
    """The decision that the workbook is to follow, if one is given: by its diarienummer or its file."""
    return app.known_decisions(None if value is None else str(read_path(value)))


def require_decision(decision: Decision) -> Decision:
    """The decision, if it is one."""
    if decision.candidates:
        raise BadCall(_WHICH_DECISION, decisions=decision.list_candidates())
    return decision


def find_recipient(decision: Decision, written: str) -> str:
    """The official name that is meant."""
    found = decision.register.recognise(read_text(written) or "")
    if found.name:
        return found.name
    if found.candidates:
        raise BadCall(_SEVERAL, name=written, candidates=found.candidates)
    raise BadCall(_NOBODY, name=written, known=tuple(each.name for each in decision.register.recipients))


_NO_LANGUAGE = Text("lang är ”sv” eller ”en”, inte {value}.", "lang is “sv” or “en”, not {value}.")
_NO_PATH = Text("{value} är ingen sökväg: ange den som text eller Path.", "{value} is not a path: give it as a text or a Path.")
_NO_TEXT = Text("{value} är ingen text: skriv den inom citattecken.", "{value} is not a text: write it in quotation marks.")
_NO_DAY = Text("”{value}” är inget datum: skriv det som 2026-09-30.", "“{value}” is not a date: write it like 2026-09-30.")
_NO_AMOUNT = Text(
    "”{value}” är inget entydigt belopp i kronor: ange ett tal med högst två decimaler, eller skriv det som 150 000 eller "
    "150 tkr.",
    "“{value}” is not an unambiguous amount in kronor: give a number with at most two decimals, or write it like 150 000 or "
    "150 tkr.",
)
_NO_PROFILE = Text("Profilen ”{value}” finns inte: välj en av {profiles}.", "There is no profile “{value}”: choose one of {profiles}.")
_WHICH_DECISION = Text(
    "Vilket beslut gäller: {decisions}? Ange dess diarienummer som decision.",
    "Which decision applies: {decisions}? Give its case number as decision.",
)
_SEVERAL = Text("”{name}” kan betyda {candidates}. Skriv ut namnet.", "“{name}” may mean {candidates}. Write the name in full.")
_NOBODY = Text(
    "”{name}” är ingen nämnd och inget bolag som programmet känner. De som det känner är: {known}.",
    "“{name}” is not a nämnd or company that the program knows. Those that it knows are: {known}.",
)
