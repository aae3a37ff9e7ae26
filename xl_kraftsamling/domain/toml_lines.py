"""The line on which each key of a TOML file stands, which tomllib does not say; and bounds on what it is made to read.

Written for right files: of others nothing is expected but that the lines are about right, and that no time is lost.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field

from xl_kraftsamling.domain.late_patterns import compile_at_use
from xl_kraftsamling.domain.texts import Text

MAX_DEPTH, MAX_PARTS, MAX_DIGITS = 16, 16, 40
"""Brackets inside each other, parts of a dotted key, and letters of a number: more only serve to wear out a parser."""

Key = tuple[str | int, ...]
"""The names and positions that lead to a value: ("table", 0, "kind") for the key `kind` of the first [[table]]."""


class TooMuch(ValueError):
    """A line of a file with more of something than anybody writes."""

    def __init__(self, line: int, fault: Text) -> None:
        """Keep the line, and what there is too much of."""
        super().__init__(fault.en)
        self.line, self.fault = line, fault


_QUOTED = r"\"(?:[^\"\\\n]|\\.)*+\"?|'[^'\n]*+'?"
# A text over several lines, a text, a remark, a line end, a sign, and anything else that is a word.
_TOKEN = compile_at_use(
    rf"(?P<text>\"\"\"(?:[^\"\\]|\\[\s\S]|\"(?!\"\"))*+\"{{0,5}}|'''(?:[^']|'(?!''))*+'{{0,5}}|{_QUOTED})"
    r"|(?P<remark>#[^\n]*+)|(?P<end>\n)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<equals>=)|(?P<comma>,)|(?P<word>[^\s\"'#\[\]{}=.,]++)"
)


@dataclass(slots=True)
class _Statement:
    """A statement of a file as far as it was read: the line of its name, the parts of that, and the brackets that are open."""

    line: int = 1
    parts: list[str] = field(default_factory=list)
    brackets: int = 0  # before the name: one of a table's heading, two of one in a list
    depth: int = 0
    has_value: bool = False
    words: int = 0  # in a row in the value: those of a number, or of a key in a table on one line


def find_key_lines(text: str) -> dict[Key, int]:
    """The line of each key; TooMuch where brackets, a key or a number go on for longer than anybody would write."""
    keys, statement, line = _KeyLines(), _Statement(), 1
    for token in _TOKEN.finditer(text):
        if token["end"] and not statement.depth:
            keys.add(statement)
            statement = _Statement(line + 1)
        else:
            _continue(statement, token, line)
            if statement.depth > MAX_DEPTH or max(len(statement.parts), statement.words) > MAX_PARTS:
                raise TooMuch(line, _TOO_DEEP)
            if statement.has_value and len(token["word"] or "") > MAX_DIGITS:
                raise TooMuch(line, _TOO_LONG)
        line += token[0].count("\n")
    keys.add(statement)
    return keys.lines


def _continue(statement: _Statement, token: re.Match[str], line: int) -> None:
    """Continue a statement by its next token."""
    is_word = bool(token["text"] or token["word"])
    if statement.has_value or (statement.brackets and token["close"]):
        statement.words = statement.words + 1 if is_word else 0
        statement.depth = max(0, statement.depth + bool(token["open"]) - bool(token["close"]))
    elif token["equals"]:
        statement.has_value = True
    elif token["open"] and not statement.parts:
        statement.brackets += 1
        statement.depth += 1
    elif is_word:
        statement.parts.append(_unquote(token[0]))
        statement.line = line


def _unquote(part: str) -> str:
    if part[0] not in "\"'":
        return part
    if part[0] == "'" or "\\" not in part:
        return part.strip(part[0])
    try:
        return str(tomllib.loads(f"x = {part}")["x"])
    except ValueError:
        return part


class _KeyLines:
    """The lines of keys, added statement by statement."""

    def __init__(self) -> None:
        self.lines: dict[Key, int] = {}
        self._table: Key = ()
        self._counts: dict[Key, int] = {}

    def add(self, statement: _Statement) -> None:
        """Add the line of a statement, and of each table that it opens on its way."""
        if not statement.parts:
            return
        if statement.brackets:
            self._table = self._enter(statement.parts, in_list=statement.brackets > 1)
            for end in range(1, len(self._table) + 1):
                self.lines.setdefault(self._table[:end], statement.line)
        else:
            for end in range(1, len(statement.parts) + 1):
                self.lines.setdefault((*self._table, *statement.parts[:end]), statement.line)

    def _enter(self, parts: Sequence[str], *, in_list: bool) -> Key:
        """The key of a table by the parts of its heading: a list on the way stands for its last table."""
        key: Key = ()
        for number, part in enumerate(parts, 1):
            key = (*key, part)
            if in_list and number == len(parts):
                self._counts[key] = self._counts.get(key, 0) + 1
            if key in self._counts:
                key = (*key, self._counts[key] - 1)
        return key


_TOO_DEEP = Text(
    "parenteserna eller namnets delar är fler än {most}. Kontrollera att det är rätt fil",
    "there are more than {most} brackets or parts of a name. Check that it is the right file",
).bind(most=MAX_DEPTH)
_TOO_LONG = Text(
    "talet eller ordet är längre än {most} tecken. En text ska stå inom citattecken",
    "the number or word is longer than {most} characters. A text should be in quotation marks",
).bind(most=MAX_DIGITS)
