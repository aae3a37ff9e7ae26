"""A pattern that is compiled when it is first used does what a compiled one does, and is compiled once."""

import re

import pytest

from xl_kraftsamling.domain.late_patterns import compile_at_use


def test_it_answers_as_a_compiled_pattern_does() -> None:
    late = compile_at_use("(?P<sign>[a-z])-", re.IGNORECASE)
    assert late.pattern == "(?P<sign>[a-z])-"
    assert late.sub("_", "A-b-C") == "__C"
    found = late.match("A-b")
    assert found
    assert found["sign"] == "A"
    assert late.fullmatch("A-b") is None


def test_it_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    genuine = re.compile
    late = compile_at_use("x+")
    monkeypatch.setattr(re, "compile", lambda pattern, flags: compiled.append(pattern) or genuine(pattern, flags))
    assert compiled == []
    assert [bool(late.fullmatch(text)) for text in ("x", "xx", "y")] == [True, True, False]
    assert compiled == ["x+"]
