"""The language of a call, and the few words that click itself would say in English."""

import os
from collections.abc import Sequence
from itertools import pairwise

import click

from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import LANGUAGES

_SWEDISH = {
    "Options": "Val",
    "Commands": "Kommandon",
    "[OPTIONS]": "[VAL]",
    "COMMAND [ARGS]...": "KOMMANDO [...]",
    "WORKBOOK": "ARBETSBOK",
    "WORKBOOK...": "ARBETSBOK...",
    "CODE": "KOD",
    "FILE": "FIL",
    "FILE.toml": "FIL.toml",
    "PATH": "SÖKVÄG",
    "YYYY-MM-DD": "ÅÅÅÅ-MM-DD",
    "NAME": "NAMN",
    "AMOUNT": "BELOPP",
    "REF": "REFERENS",
    "TEXT": "TEXT",
}


def language_of_call(arguments: Sequence[str]) -> str:
    """The language of a call: what --lang says, wherever it stands, otherwise KRAFT_LANG, otherwise Swedish.

    It is told before anything is parsed, so that the help and every complaint are in it too.
    """
    said = [value for name, value in pairwise(arguments) if name == "--lang"]
    said += [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    known = [word for word in (LANGUAGES[0], os.environ.get("KRAFT_LANG"), *said) if word in LANGUAGES]
    return str(known[-1])


def current_language(ctx: click.Context | None = None) -> str:
    """The language of a call; of the one that is being served where none is given."""
    return str((ctx or click.get_current_context()).obj)


def say(text: Text, **values: Value) -> str:
    """A text in the language of the call that is being served."""
    return text.fill(current_language(), values)


def translate_click_word(english: str, lang: str) -> str:
    """One of click's own words, or of the names of values, in a language."""
    return english if lang == "en" else _SWEDISH.get(english, english)
