"""The labels of sums: a sum word with its unit, year or limits is a sum in any punctuation, and a name that begins like one is not."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain import sum_labels
from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.sum_labels import (
    is_carried_label,
    is_left_over_label,
    is_of_which_label,
    is_opening_label,
    is_subtotal_label,
    is_sum_label,
    is_sum_row,
    read_named_part,
)

SUMS = (
    "Summa", "Summa:", " SUMMA ", "Totalt", "S:a", "S:a:", "Totalsumma", "Samtliga", "Delsumma", "Delsumma:", "Tot.",
    "Totalt, mnkr", "Summa, kr", "Summa (kr)", "Totalt 2026", "TOTALT exkl MKB", "S:a, tkr", "Summa kr:", "Delsumma, tkr",
    "Summa inkl. moms", "Summa (tkr), exkl. moms", "Totalt i tkr", "Summa år 2026", "Summa t.o.m. september", "Summa – mnkr",
    "Totalt, 2026 (mnkr)", "Summa 2026-09-30", "Totalt 2025/26", "Summa totalt", "Totalt; kronor", "Summa\u00a0kr", "Summa [tkr]",
    "Summa per 2026-09-30", "TOTALT (inkl. bolag)", "Totalt, milj. kr", "Delsumma nämnder", "Summa = kr",
    "Sammanlagt", "Grand Total", "Σ", "∑", "Totaler", "Kontrollsumma:", "Subtotal", "Sub-total, tkr", "Sum", "Summor", "Slutsumma", "Slutsumma, tkr", "SLUTSUMMA 2026 exkl. moms", "Totalbelopp", "Totalbelopp (kr):",
)  # fmt: skip
NAMES = (
    "Summa summarum-projektet", "Totalförsvarsövning", "Summa 2026-projektet", "Totalt inkluderande skola", "Summan av delarna",
    "Samtligas rätt", "Sumpen", "Total kronofogdeträff", "Totem", "kulturnämnden", "A-1", "", "2026", "kr", "exkl. moms", "Totalvägraren",
    "Summa (kr) till nämnden", "Slutsummans andel", "Totalbeloppet beslutas", "slut", "Slutsumma-projektet",
)  # fmt: skip


@pytest.mark.parametrize("label", SUMS)
def test_a_sum_word_with_qualifiers_is_a_sum_whatever_the_rest_of_its_row_holds(label: str) -> None:
    assert is_sum_label(label)
    assert is_sum_row([label, "en not", 5])


@pytest.mark.parametrize("label", NAMES)
def test_a_name_that_begins_like_a_sum_is_none(label: str) -> None:
    assert not is_sum_label(label)
    assert not is_sum_row([label, "utbetalt", 5])


@pytest.mark.parametrize("label", [
    "Summa skolor", "Totalt nämnderna", "kulturnämnden Totalt", "MKB, totalt", "kulturnämnden totalt 2026", "Slutsumma skolor",
    "kulturnämnden slutsumma", "Totalbelopp skolor", "KN S:a", "MKB (summa)", "KN [totalt], tkr", "kulturnämnden Sum", "MKB Totalsumma", "Grand Total boards", "Σ skolor",
])  # fmt: skip
def test_a_sum_word_beside_a_name_is_a_sum_only_where_the_rest_of_the_row_is_numbers(label: str) -> None:
    assert is_sum_row([label, 5, 7.5])
    assert not is_sum_row([label, 5, "utbetalt"])
    assert not is_sum_label(label)


@pytest.mark.parametrize(
    ("label", "is_part"),
    [
        ("Delsumma", True), ("Delsumma, tkr", True), ("kulturnämnden Totalt", True), ("MKB summa", True), ("Summa", False),
        ("Totalt, mnkr", False), ("Summa skolor", False), ("Hela staden totalt", False), ("Summa totalt", False),
        ("Slutsumma", False), ("Slutsumma skolor", False), ("Hela staden slutsumma", False), ("kulturnämnden slutsumma", True), ("Subtotal", True), ("Subtotal KN", True), ("KN S:a", True), ("Grand Total", False),
    ],
)  # fmt: skip
def test_the_sum_of_a_part_is_known_by_its_label(label: str, is_part: bool) -> None:
    assert is_subtotal_label(label) is is_part


QUALIFIERS = st.sampled_from(["kr", "tkr", "mnkr", "2026", "(kr)", "i tkr", "2026-09-30", "(exkl. MKB)", "år 2026"])
GAPS = st.sampled_from([" ", ", ", ": ", " - ", "; ", " – ", "\u00a0", ",\u00a0"])


@given(
    st.sampled_from(["Summa", "TOTALT", "total", "S:a", "Totalsumma", "Sum", "Delsumma"]),
    st.lists(st.tuples(GAPS, QUALIFIERS), max_size=3),
    st.sampled_from(["", " exkl MKB", ", inkl. moms", " t.o.m. maj", ":", " ."]),
)
def test_qualifiers_in_any_number_and_punctuation_leave_a_sum_a_sum(word: str, rest: list[tuple[str, str]], end: str) -> None:
    assert is_sum_label(word + "".join(map("".join, rest)) + end)


@given(st.text())
def test_any_text_can_be_a_label(text: str) -> None:
    assert is_sum_label(text) is is_sum_label(fold_label(text))


@pytest.mark.parametrize("cells", [[], [5, 7], [None], ["", 5]])
def test_a_row_without_a_label_is_no_sum_by_its_words(cells: list[object]) -> None:
    assert not is_sum_row(cells)


def test_a_long_label_is_judged_at_once() -> None:
    assert not is_sum_label("Summa " + "2026-" * 5_000 + "x")
    assert not is_sum_label("Summa " + "(kr) " * 5_000 + "x")


def test_a_sum_word_stands_in_one_list() -> None:
    words = tomllib.loads(Path(sum_labels.__file__).with_suffix(".toml").read_text("utf-8"))
    listed = Counter(word for name in ("beside_a_name", "before_a_name", "alone", "subtotals") for word in words[name])
    assert [word for word, times in listed.items() if times > 1] == []


@pytest.mark.parametrize(("label", "is_share"), [
    ("varav utbetalt", True), ("  Varav 3 eller högre", True), ("- därav KN", True), ("of which paid", True), ("Varavtal", False), ("Summa", False),
])  # fmt: skip
def test_a_share_of_a_sum_is_known_by_its_first_word(label: str, is_share: bool) -> None:
    assert is_of_which_label(label) is is_share


@pytest.mark.parametrize(("label", "is_left"), [
    ("Kvar att avropa", True), ("Totalt kvar", True), ("Kvar totalt (kr)", True), ("- Kvar:", True), ("Saldo ASN", True), ("Återstår", True), ("Ram 2026", True),
    ("Kvarteret Nydala", False), ("Saldot", False), ("Ramlag", False), ("Summa", False), ("", False),
])  # fmt: skip
def test_what_is_left_is_known_by_its_first_word_also_beside_a_sum_word(label: str, is_left: bool) -> None:
    assert is_left_over_label(label) is is_left


def test_what_heads_the_amounts_is_what_they_are_the_sum_of() -> None:
    assert is_left_over_label("Beviljat totalt")
    assert not is_left_over_label("Beviljat totalt", ["beviljat belopp (kr)"])
    assert is_left_over_label("Kvar totalt", ["beviljat belopp (kr)"])


@pytest.mark.parametrize(("label", "is_left"), [
    ("Anslag till föreningar", False), ("Kvar i skolan", False), ("Kvar att avropa", True), ("Kvar (kr)", True), ("Budget 2026", True),
])  # fmt: skip
def test_where_records_are_named_only_a_label_without_a_name_says_what_is_left(label: str, is_left: bool) -> None:
    assert is_left_over_label(label)
    assert is_left_over_label(label, may_be_name=True) is is_left


@pytest.mark.parametrize(("label", "is_carried", "is_opening"), [
    ("Transport", True, False), ("Transport från sida 1", True, False), ("Att transportera:", True, False), ("Överfört från föregående blad", True, False),
    ("Transport till sid. 3, kr", True, False), ("Transport av barn", False, False), ("Transporten", False, False), ("Ingående saldo", False, True),
    ("IB 2026", False, True), ("Ingående saldo ASN", False, True), ("Ingåendet", False, False), ("Summa", False, False),
])  # fmt: skip
def test_what_is_carried_over_and_what_there_was_before_are_known_by_their_labels(label: str, is_carried: bool, is_opening: bool) -> None:
    assert (is_carried_label(label), is_opening_label(label)) == (is_carried, is_opening)


@pytest.mark.parametrize(("label", "names", "left_out"), [
    ("Summa", (), ()), ("Summa, kr", (), ()), ("Slutsumma 2026 (tkr)", (), ()), ("S:a ASN", ("asn",), ()), ("kulturnämnden Totalt, tkr", ("kulturnämnden",), ()),
    ("TOTALT exkl MKB", (), ("mkb",)), ("Totalt (exkl. bolag)", (), ("bolag",)), ("SUMMA TOTALT inkl MKB", (), ()), ("Summa t.o.m. september", (), ()),
    ("Summa FRN + KN", ("frn + kn", "frn", "kn"), ()), ("Totalt utan MKB och KN", (), ("mkb och kn", "mkb", "kn")), ("Fritidsnämnden", ("fritidsnämnden",), ()),
    ("Summa godkänt exkl FRN", ("godkänt",), ("frn",)), ("", (), ()),
])  # fmt: skip
def test_a_label_names_what_its_sum_is_about_or_leaves_out(label: str, names: tuple[str, ...], left_out: tuple[str, ...]) -> None:
    assert read_named_part(label) == (names, left_out)


@given(st.text(max_size=60))
def test_any_text_can_name_a_part(text: str) -> None:
    named = read_named_part(text)
    assert all(each == each.strip() and each for each in (*named.names, *named.left_out))


def test_a_long_label_is_taken_apart_at_once() -> None:
    for text in ("Summa " + "2026 " * 5_000, "Summa " + "(kr) " * 5_000, "kvar " * 5_000, "Transport " + "sida 1 " * 5_000, "x och " * 5_000):
        read_named_part(text)
        is_left_over_label(text, may_be_name=True)
        is_carried_label(text)
