"""The words that a person reads: what is not said in any of them, whatever the subject."""

import errno
import re
from pathlib import Path

import pytest

from support.list_words import Words, list_words
from xl_kraftsamling.domain.glossary import KEPT_WORDS
from xl_kraftsamling.domain.texts import LANGUAGES, Text
from xl_kraftsamling.report.kept_words import explain_kept_words
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.rules.filled import read_filled_words
from xl_kraftsamling.saving.failures import explain_failure

BANNED = {
    "sv": {
        "a rule that speaks or acts as a person": r"säger till|\b[A-Z]{2}\d\d (?:och [A-Z]{2}\d\d )?säger|säger [A-Z]{2}\d\d|tas av [A-Z]{2}\d\d"
        r"|(?:[Rr]egeln|[Kk]ontrollen) (?:varnar|frågar|kräver|ser|tar|talar|tystnar|upplyser|är tyst|säger|vaktar)|är tysta?\b|tystnar",
        "regel for kontroll (a rule of Windows is one)": r"(?<!från )\b[Rr]egel(?:n|s)?\b(?! \{rule\})|\bregler\b",
        "anmärkning for avvikelse": r"[Aa]nmärkning(?!\w)(?! efter)",
        "another word for avstämningsdatum": r"avstämningsdag(?!sd?atum)",
        "what a person would not say": r"undantas fram|av ögat|bär sin version|vilar på|klagomål|\bMenas\b|det fattas",
    },
    "en": {
        "a rule that speaks or acts as a person": r"\b[A-Z]{2}\d\d (?:says|tells|speaks|asks)|[Tt]he rule (?:warns|asks|looks|takes|falls|speaks|says|is silent|guards)"
        r"|\bsilent\b",
        "words that are no longer used": r"\b[Mm]end(?:s|ed|ing)?\b|\b[Ww]hence\b|\bgrave\b|\banew\b|\breckon|\bcomplaints?\b|\blest\b|\baught\b",
        "is no nämnd": r"\bis no (?:nämnd|company|error|folder|recipient)\b",
    },
}
INSIDE = r"R1C1|Σ|transfers\.readings|(?:company|outside|executive|office)_(?:gives|receives)|\bNone\b|traceback"
"""What belongs to the program's inside, in no language."""

WORDS = [words for words in list_words() if words.text.strip()]


@pytest.mark.parametrize(("lang", "what"), [(lang, what) for lang in LANGUAGES for what in BANNED[lang]])
def test_no_text_of_the_package_says(lang: str, what: str) -> None:
    said = [words for words in WORDS if words.lang == lang and re.search(BANNED[lang][what], words.text)]
    assert not said, "\n".join(f"{each.where}: {each.text}" for each in said)


def test_no_text_shows_the_inside_of_the_program_or_foreign_quotation_marks() -> None:
    wrong = {"sv": "[»«“]", "en": "[»«]|”(?=\\w)"}
    said = [each for each in WORDS if re.search(f"{INSIDE}|{wrong[each.lang]}", each.text)]
    assert not said, "\n".join(f"{each.where}: {each.text}" for each in said)


def test_the_texts_that_are_looked_through_are_those_of_the_package() -> None:
    assert len(WORDS) > 2_000
    assert {words.where.partition("/")[0] for words in WORDS} >= {"cli", "domain", "excel", "reading", "report", "rules", "saving", "verdict", "writing", "xlsx"}
    assert Words("rules/checks/ko02_faulty_waiver.py:8", "sv", "Undantaget gäller inte") in WORDS


def test_a_banned_word_would_be_found() -> None:
    assert re.search(BANNED["sv"]["a rule that speaks or acts as a person"], "då säger BE01 till")
    assert re.search(BANNED["en"]["words that are no longer used"], "Nothing needs mending.")
    assert not re.search(BANNED["en"]["words that are no longer used"], "It is recommended.")


@pytest.mark.parametrize("code", BY_CODE)
def test_amounts_in_messages_have_their_thousands_apart(code: str) -> None:
    for text in read_filled_words(code):
        for words in text:
            assert not re.search(r"(?<![\d.,/!A-Z-])\d{4,}(?:[.,]\d+)? kr\b|SEK \d{4,}", words), words


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_a_failure_of_the_system_is_told_in_swedish(number: int) -> None:
    words = explain_failure(OSError(number, "No such file or directory", "fil.xlsx"))
    assert isinstance(words, Text)
    assert "No such" not in words.sv
    assert words.sv != words.en


def test_readme_says_none_of_it_either() -> None:
    prose = re.sub(r"```.*?```", "", (Path(__file__).parent.parent / "README.md").read_text("utf-8").partition("## In English")[0], flags=re.DOTALL)
    for what, words in BANNED["sv"].items():
        assert not (found := re.search(words, prose)), (what, found)


def test_a_kept_word_is_explained_below_english_lines_and_only_there() -> None:
    lines = ["A nämnd of its own, fritidsnämnden, under normal conditions."]
    assert list(explain_kept_words(lines, "sv", 80)) == lines
    shown = list(explain_kept_words(lines, "en", 80))
    assert shown[:3] == [*lines, "", "Swedish words"]
    assert [line.split(":")[0].strip() for line in shown[3:] if ":" in line] == ["nämnd"]
    assert list(explain_kept_words(["No such word."], "en", 80)) == ["No such word."]
    assert {"insats", "nämnd", "förvaltning", "strikt, normal, mild"} <= set(KEPT_WORDS)
