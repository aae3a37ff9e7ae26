"""A TOML file that a person wrote is read within bounds, and what is wrong with it is said in one language, by line and key."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.toml_file import MAX_BYTES, TomlTable, read_toml
from xl_kraftsamling.domain.toml_lines import TooMuch, find_key_lines
from xl_kraftsamling.domain.toml_values import (
    A_DAY,
    A_TEXT,
    A_WHOLE,
    A_YEAR,
    AN_AMOUNT,
    as_amount,
    as_day,
    as_text,
    as_texts,
    as_whole,
    as_year,
    one_of,
)

NAME = Text("Filen {file}", "The file {file}")
ENGLISH = ("line", "stands", "should", "must", "invalid", "expected", "is ")
SWEDISH = ("rad ", "står", "ska ", "inte", "är ")


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes | str], TomlTable]:
    def read_content(content: bytes | str) -> TomlTable:
        path = tmp_path / "fil.toml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_toml(path, NAME)

    return read_content


def refused(work: Callable[[], object]) -> str:
    """The Swedish sentence in which something is refused; neither it nor the English one has words of the other language."""
    with pytest.raises(BadInput) as raised:
        work()
    swedish, english = (raised.value.message(lang) for lang in ("sv", "en"))
    assert "\n" not in swedish
    words = swedish.partition("fil.toml")[2].casefold()
    assert not [word for word in ENGLISH if f" {word}" in words]
    assert not [word for word in SWEDISH if f" {word}" in english.partition("fil.toml")[2].casefold()]
    return swedish


NO_TOML = {
    "a second equals sign": ("a = 1\nb = = 2", "Rad 2: ”b = = 2” är inte rätt skrivet. En text ska stå inom citattecken"),
    "no value": ("\n\na =", "Rad 3: ”a =”"),
    "no name": ("= 1", "Rad 1: ”= 1” är inte rätt skrivet. En rad ska vara namn = värde"),
    "a word alone": ("a = 1\nhej\n", "Rad 2: ”hej” är inte rätt skrivet. En rad ska vara namn = värde"),
    "a text without marks": ("a = hej", "Rad 1: ”a = hej”"),
    "an amount with a space": ("a = 150 000", "Rad 1: ”a = 150"),
    "a text that does not end": ('a = "b\nc = 1', 'Rad 1: ”a = "b” är inte rätt skrivet. Ett citattecken saknas'),
    "a folder with backslashes": ('a = "C:\\Mapp"', "(skriv \\ som \\\\)"),
    "a list that does not end": ("a = [1,\n2", "Rad 2: ”2” är inte rätt skrivet. En parentes är inte avslutad"),
    "a name twice": ("a = 1\na = 2", "Rad 2: ”a = 2” är inte rätt skrivet. Samma namn står redan längre upp"),
    "a heading twice": ("[a]\n[a]", "Rad 2: ”[a]” är inte rätt skrivet. Samma namn"),
    "a day that is none": ("a = 2026-02-30", "Datumet finns inte"),
    "Swedish letters in a name": ("å = 1", "ett namn med å, ä, ö eller mellanslag stå inom citattecken"),
    "a control sign": ('a = "\x1b[8m"', 'Rad 1: ”a = "\\u001b[8m"” är inte'),
    "ANSI": ('a = 1\nb = "ö"'.encode("cp1252"), "Rad 2: här står ett tecken som inte är UTF-8"),
    "UTF-16": ("a = 1".encode("utf-16"), "sparad i UTF-16"),
    "UTF-16 without its mark": ("a = 1".encode("utf-16-le"), "sparad i UTF-16"),
    "deep lists": ("a = " + "[" * 100_000, "fler än 16"),
    "deep tables": ("a = " + "{a=" * 100_000, "fler än 16"),
    "a long key": (".".join("a" * 100_000) + " = 1", "fler än 16"),
    "a long key inside": ("a = {" + ".".join("a" * 100_000) + " = 1}", "fler än 16"),
    "a long heading": (f"[{'.'.join('a' * 100_000)}]", "fler än 16"),
    "a long number": ("a = 1\nb = " + "9" * 5_000, "Rad 2: talet eller ordet är längre än 40 tecken"),
    "a long number in hexadecimals": ("a = 0x" + "f" * 100_000, "längre än 40 tecken"),
    "a large file": ("#" * (MAX_BYTES + 1), "större än 1000 kB"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), NO_TOML.values(), ids=NO_TOML)
def test_a_file_that_is_no_toml_is_refused_by_line_and_in_one_language(
    read: Callable[..., TomlTable], content: bytes | str, said: str
) -> None:
    assert said in refused(lambda: read(content))


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_no_fault(read: Callable[..., TomlTable]) -> None:
    assert read(b'\xef\xbb\xbfa = 1\r\nb = """x\r\ny"""\r\n').values == {"a": 1, "b": "x\ny"}


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fil.toml")
    for path in (tmp_path / "fil.toml", tmp_path, tmp_path / "saknas.toml", Path("/dev/zero"), Path("a\0b")):
        with pytest.raises(BadInput, match="kan inte läsas"):
            read_toml(path, NAME)


VALUES = [
    ("0", as_year, A_YEAR), ("10000", as_year, A_YEAR), ("inf", as_year, A_YEAR), ("2026.9", as_year, A_YEAR),
    ("true", as_year, A_YEAR), ('"2026"', as_year, A_YEAR), ("2026-04-20", as_year, A_YEAR), ("[2026]", as_year, A_YEAR),
    ("2026-04-20T12:00:00", as_day, A_DAY), ("0001-01-01", as_day, A_DAY), ('"2026-04-20"', as_day, A_DAY), ("20260420", as_day, A_DAY),
    ("-1", as_whole, A_WHOLE), ("true", as_whole, A_WHOLE), ("11.0", as_whole, A_WHOLE), ("0x" + "f" * 38, as_whole, A_WHOLE),
    ("0", as_amount, AN_AMOUNT), ("-0.01", as_amount, AN_AMOUNT), ("nan", as_amount, AN_AMOUNT), ("-inf", as_amount, AN_AMOUNT),
    ("1e30", as_amount, AN_AMOUNT), ("0.001", as_amount, AN_AMOUNT), ("150.005", as_amount, AN_AMOUNT), ("false", as_amount, AN_AMOUNT),
    ('" "', as_text, A_TEXT), ("7", as_text, A_TEXT), ("{}", as_text, A_TEXT), ("[1]", as_texts, A_TEXT), ('"a"', as_texts, A_TEXT),
]  # fmt: skip


@pytest.mark.parametrize(("value", "parse", "wanted"), VALUES)
def test_a_value_of_another_kind_is_refused_by_its_line_and_key(
    read: Callable[..., TomlTable], value: str, parse: Callable[[Any], Any], wanted: Text
) -> None:
    table = read(f"# en rad\n[[t]]\na = 1\n\n[[t]]\nb.c = {value}\n").find_tables("t")[1].find_table("b")
    for ask in (table.read, table.find):
        said = refused(lambda: ask("c", parse, wanted))  # noqa: B023 - called at once
        assert "Rad 6: t 2, b, c: här står " in said
        assert wanted.sv in said


def test_a_right_value_is_read(read: Callable[..., TomlTable]) -> None:
    table = read('year = 2026\nday = 2026-04-20\namount = 30_000.50\nwhole = 0\ntext = "å"\ntexts = ["a", "b"]')
    assert table.read("year", as_year, A_YEAR) == 2026
    assert str(table.read("day", as_day, A_DAY)) == "2026-04-20"
    assert table.read("amount", as_amount, AN_AMOUNT) == 30_000_50
    assert table.read("whole", as_whole, A_WHOLE) == 0
    assert table.read("text", as_text, A_TEXT) == "å"
    assert table.read("texts", as_texts, A_TEXT) == ["a", "b"]
    assert table.find("gone", as_text, A_TEXT) is None


def test_what_is_missing_is_said_by_the_line_of_what_it_is_missing_from(read: Callable[..., TomlTable]) -> None:
    top = read('a = 1\n[[t]]\nb = 1\n[[t]]\n[t.u]\n"x y" = 2\n')
    assert "Rad 1: z: uppgiften saknas. Där ska stå en text" in refused(lambda: top.read("z", as_text, A_TEXT))
    second = top.find_tables("t")[1]
    assert "Rad 4: t 2, b: uppgiften saknas" in refused(lambda: second.read("b", as_whole, A_WHOLE))
    assert "Rad 5: t 2, u, v: uppgiften saknas" in refused(lambda: second.find_table("u").read("v", as_whole, A_WHOLE))
    assert second.find_table("w").values == {}
    assert list(second.find_tables("w")) == []


def test_an_unknown_name_is_refused_with_those_that_are_known(read: Callable[..., TomlTable]) -> None:
    table = read('a = 1\n"b\\u001b[8m" = 2\n')
    said = refused(lambda: table.check_names(["a", "c"]))
    assert "Rad 2: b\\u001b[8m: programmet läser ingen uppgift med det namnet här. Det som läses är a, c." in said
    table.check_names(["a", "b\x1b[8m"])


def test_of_very_many_words_the_first_are_listed() -> None:
    assert one_of([f"blad{n}" for n in range(5_000)]).sv.endswith("blad19 (och 4980 till)")


@pytest.mark.parametrize("content", ["t = 1", 't = ["a"]', "t = {a = 1}"])
def test_a_section_that_is_none_is_refused(read: Callable[..., TomlTable], content: str) -> None:
    table = read(content)
    assert "Rad 1: t: här står " in refused(lambda: table.find_tables("t"))
    if "{" not in content:
        assert "Rad 1: t: här står " in refused(lambda: table.find_table("t"))


@given(
    st.lists(st.sampled_from(['"', "'", '"""', "[", "]", "[[a]]\n", "{", "}", "=", ".", "a", "1", "\\", "\n", "#", ",", " ", "b.c = 2\n"]))
)
@settings(max_examples=300)
def test_whatever_is_written_has_lines_or_is_refused(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        lines = find_key_lines(text)
    except TooMuch:
        return
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@pytest.mark.parametrize("piece", ['"', "'", '"""', "'''", "\\", '"\\', "[t]\n", "a.", "a", "#", "\n", "=", "1,", "{", "]"])
def test_the_lines_of_a_large_file_are_found_whatever_it_repeats(piece: str) -> None:
    # with a pattern that goes back, some of these would take minutes
    try:
        assert max(find_key_lines('x = """' + piece * (300_000 // len(piece))).values(), default=1) <= 300_001
        assert max(find_key_lines("x = " + piece * (300_000 // len(piece))).values(), default=1) <= 300_001
    except TooMuch:
        return
