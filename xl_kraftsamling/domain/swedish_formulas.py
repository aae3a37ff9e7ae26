"""A formula as Swedish Excel shows it: SUMMA for SUM, semicolons between arguments, and a decimal comma.  The names are data.

A file stores formulas in English whatever language Excel speaks.  Names that the table does not have are shown as they are stored.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

# As in `xlsx.formulas.patterns`, every pattern matches without going back, and what nothing closes reaches to the end: a formula
# can have a megabyte.
_BRACKETS = r"\[(?:[^\[\]']|'[\s\S]|\[(?:[^\[\]']|'[\s\S])*+\]?)*+\]?"
_TOKEN = re.compile(
    rf"(?P<kept>\"(?:[^\"]|\"\")*+\"?|'(?:[^']|'')*+'?)|(?P<brackets>{_BRACKETS})|(?P<array>\{{[^}}]*+\}}?)|"
    r"(?P<error>#[A-Z/0]++[!?]?)|(?P<prefix>(?:_xl\w++\.)++)?(?P<name>[^\W\d][\w.\\?]*+)(?P<open>\(?)|"
    r"(?P<number>(?<![\w.])(?:\d++(?:\.\d*+)?|\.\d++)(?:E[+-]?\d++)?)|(?P<comma>,)",
    re.IGNORECASE,
)
_ARRAY_PART = re.compile(r"(\"(?:[^\"]|\"\")*+\"?)|((?<![\w.])\d++(?:\.\d*+)?)|,")
_PART_OF_TABLE = re.compile(r"#[\w ]++")


def show_in_swedish(formula: str) -> str:
    """A formula, as a file stores it, in the words and signs of Swedish Excel."""
    return _TOKEN.sub(_translate, formula)


@cache
def _read_names() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _translate(token: re.Match[str]) -> str:
    """A part of a formula in Swedish; texts, sheet names and whatever is unknown stay as they are."""
    names = _read_names()
    match token.lastgroup:
        case "comma":
            return ";"
        case "number":
            return token[0].replace(".", ",")
        case "array":
            return _ARRAY_PART.sub(_translate_array, token[0])
        case "brackets":
            return _PART_OF_TABLE.sub(lambda part: names["parts_of_tables"].get(part[0], part[0]), token[0]).replace("],[", "];[")
        case "open" if token["open"]:  # newer functions are stored with a prefix that Excel does not show
            return names["functions"].get(token["name"].upper(), token["name"]) + "("
    return names["values"].get(token[0].upper(), token[0])


def _translate_array(part: re.Match[str]) -> str:
    """A part of an array constant: where a comma is the decimal sign, a backslash parts its columns; a semicolon ends a row in both."""
    return part[1] or (part[2].replace(".", ",") if part[2] else "\\")
