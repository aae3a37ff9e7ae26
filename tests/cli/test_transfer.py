"""`kraftsamling transfer`: the answer and its reasons, what could move at most, and proposals."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support import rule_pages
from support.ask_transfer import AGREED, BOOK, read_answer, transfer_arguments
from support.run_cli import kraft, process

UNDECIDED = """
Beslut
| Uppgift | Värde |
|---|---|
| Status | förslag |
| Kommunstyrelsens paragraf | |
| Kommunstyrelsens beslutsdatum | |
"""
TWICE = """
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| Kulturförvaltningen | 800 000 |
"""


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rule_pages.write(rule_pages.book_with(BOOK), tmp_path / "bok.xlsx")
    return tmp_path / "bok.xlsx"


def list_codes(document: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in document["reasons"]]


# The answer


@pytest.mark.parametrize(("donor", "receiver", "amount", "answer", "code"), [
    ("fritidsnämnden", "kulturnämnden", "150 000", "ja", 0),
    ("FRI", "Kulturförvaltningen", "150 tkr", "ja", 0),
    ("FSKN", "KN", "40 000,01", "nej", 1),
    ("FSKN", "MKB Fastighets AB", "40 000", "nej", 1),
    ("MKB", "KN", "40 000", "oklart", 4),
    ("GVN", "KN", "40 000", "oklart", 4),
    ("FRN", "FRN", "1", "nej", 1),
    ("FRN", "KN", "-5", "nej", 1),
    ("FRN", "KN", "4 850 001", "nej", 1),
])  # fmt: skip
def test_the_answer_is_the_exit_code(donor: str, receiver: str, amount: str, answer: str, code: int) -> None:
    result = kraft(*transfer_arguments(donor, receiver, amount, *AGREED), "--format", "json")
    assert (json.loads(result.stdout)["answer"], result.exit_code) == (answer, code)


@pytest.mark.parametrize(("options", "answer", "code"), [
    (AGREED, "ja", 0),
    (AGREED[:-1], "ja_efter_overenskommelse", 4),
    ((), "ja_efter_overenskommelse", 4),
    ((*AGREED[:-1], "--declared-needed"), "nej", 1),
])  # fmt: skip
def test_a_proposal_that_only_lacks_the_agreement_or_the_donors_word_is_permitted_after_it(
    options: tuple[str, ...], answer: str, code: int
) -> None:
    result = kraft(*transfer_arguments("FRN", "KN", "150 000", *options), "--format", "json")
    assert (json.loads(result.stdout)["answer"], result.exit_code) == (answer, code)
    after = "ja, efter överenskommelse" in kraft(*transfer_arguments("FRN", "KN", "150 000", *options)).stdout
    assert after == (answer == "ja_efter_overenskommelse")


def test_without_kommunstyrelsens_decision_a_yes_is_unclear(book: Path) -> None:
    rule_pages.write(rule_pages.book_with(BOOK + UNDECIDED), book)
    result = kraft(*transfer_arguments("FRN", "KN", "150 000", *AGREED), "--format", "json")
    assert (json.loads(result.stdout)["answer"], list_codes(json.loads(result.stdout)), result.exit_code) == ("oklart", ["BE01"], 4)


def test_the_reasons_are_the_same_sentences_as_data_and_as_text() -> None:
    arguments = transfer_arguments("FSKN", "KN", "100 000", *AGREED[:-1], "--declared-needed")
    text = " ".join(kraft(*arguments).stdout.split())
    for reason in read_answer(*arguments)["reasons"]:
        for words in (reason["message"], reason["remedy"]):
            assert " ".join(words.split()) in text
            assert words[0].isupper()


def test_a_recipient_that_stands_twice_leaves_the_answer_open(book: Path) -> None:
    rule_pages.write(rule_pages.book_with(BOOK + TWICE), book)
    document = read_answer(*transfer_arguments("KN", "FRN", "1", *AGREED))
    assert (document["answer"], document["available"], list_codes(document)) == ("oklart", None, ["KO01"])
    assert "Tilldelning!A8" in document["reasons"][0]["message"]
    balances = json.loads(kraft("balance", "bok.xlsx", "--format", "json").stdout)["balances"]
    assert "kulturnämnden" in [each["recipient"] for each in balances if each["remaining"] is None]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_refusal_explains_why_what_to_do_and_what_would_break(lang: str, snapshot: Callable[[str, str], None]) -> None:
    snapshot(f"transfer_no_{lang}", kraft(*transfer_arguments("FSKN", "GVN", "100 000"), "--lang", lang).stdout)


def test_a_permitted_transfer_shows_the_balances(snapshot: Callable[[str, str], None]) -> None:
    snapshot("transfer_yes", kraft(*transfer_arguments("FRN", "KN", "150 000", *AGREED)).stdout)


@pytest.mark.parametrize("columns", ["80", "100"])
def test_the_answer_fits_the_terminal(columns: str) -> None:
    for arguments in (transfer_arguments("FSKN", "GVN", "100 000"), ["transfer", "bok.xlsx", "--proposals"]):
        assert max(map(len, kraft(*arguments, COLUMNS=columns).stdout.split("\n"))) <= int(columns)


def test_each_reason_has_its_numbers() -> None:
    document = read_answer(*transfer_arguments("FSKN", "KN", "100 000"))
    reason = document["reasons"][0]
    assert [reason[name] for name in ("code", "answer", "heading", "found", "expected", "short_by")] == [
        "OM04", "nej", "Belopp", 100_000, 40_000, 60_000,
    ]  # fmt: skip
    assert reason["message"]
    assert reason["remedy"]
    assert (document["available"], document["breaks"][0]["row_id"], document["breaks"][0]["cell"]) == (40_000, "A-4", "E5")
    assert [each["disposable"] for each in document["balances"]["before"]] == [150_000, 800_000]
    assert [each["disposable"] for each in document["balances"]["after"]] == [50_000, 900_000]


def test_what_of_the_agreement_is_given_counts() -> None:
    assert list_codes(read_answer(*transfer_arguments("FRN", "KN", "150 000", *AGREED, "--agreed-amount", "100 tkr"))) == ["OM18"]
    assert list_codes(read_answer(*transfer_arguments("FRN", "KN", "150 000", *AGREED[:-1], "--declared-needed"))) == ["OM09"]
    assert list_codes(read_answer(*transfer_arguments("ASN", "KN", "1 150 000", *AGREED, "--origin", "FRN"))) == []
    assert list_codes(read_answer(*transfer_arguments("ASN", "KN", "1 150 000", *AGREED))) == ["OM15"]
    assert list_codes(read_answer(*transfer_arguments("FRN", "KN", "1", *AGREED, day="2027-01-11"))) == ["BO02"]
    assert list_codes(read_answer(*transfer_arguments("FRN", "KN", "1", *AGREED, "--comment", "STK-2026-900", day="2027-01-11"))) == []


def test_a_party_with_unknown_figures_is_shown_without_them() -> None:
    gives, receives = read_answer(*transfer_arguments("GVN", "KN", "40 000")), read_answer(*transfer_arguments("FRN", "GVN", "40 000", *AGREED))
    assert (gives["available"], gives["breaks"], gives["why_not_more"], list_codes(gives)[0]) == (None, None, None, "KO01")
    assert "Avrop!E6" in gives["reasons"][0]["message"]
    for document, place in ((gives, 0), (receives, 1)):
        for when in ("before", "after"):
            assert {value for name, value in document["balances"][when][place].items() if name != "recipient"} == {None}
    assert kraft(*transfer_arguments("GVN", "KN", "40 000")).stdout.count("kan inte beräknas: Avrop!E6") == 2


# Misuse and what cannot be read


@pytest.mark.parametrize(("arguments", "words"), [
    (["--from", "FRN", "--to", "KN"], "--date, --amount saknas. En omfördelning behöver --from, --to, --date och --amount"),
    (["--from", "FRN", "--to", "KN", "--max"], "--date saknas. "),
    (transfer_arguments("FRN", "KN", "1", "--max")[2:], "Välj --amount eller --max"),
    (transfer_arguments("kulturnämnde", "KN", "1")[2:], "Menade du kulturnämnden?"),
    (transfer_arguments("FSN", "KN", "1")[2:], "”FSN” kan betyda"),
    (transfer_arguments("QQ", "KN", "1")[2:], "”QQ” är ingen nämnd och inget bolag som programmet känner. De som det känner är: arbetsmarknads- och socialnämnden, "),
    (transfer_arguments("FRN", "KN", "150,000")[2:], "”150,000” är inget entydigt belopp"),
    (transfer_arguments("FRN", "KN", "0,001")[2:], "”0,001” är inget entydigt belopp"),
    (transfer_arguments("FRN", "KN", "-")[2:], "”-” är inget entydigt belopp"),
    (["--proposals", "--from", "FRN", "--max"], "utelämna --from, --max"),
    (["--proposals", "--write", "kopia.xlsx"], "utelämna --write"),
    (["--proposals", "--declared-needed", "--amount", "0"], "utelämna --amount, --declared-needed"),
    (transfer_arguments("FRN", "KN", "1", "--write", "bok.xlsx")[2:], "lägg till --force"),
])  # fmt: skip
def test_a_misused_command_gets_a_sentence(arguments: list[str], words: str) -> None:
    result = kraft("transfer", "bok.xlsx", *arguments)
    assert words in result.stderr
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_workbook_that_cannot_be_read_gets_a_sentence(book: Path) -> None:
    book.write_bytes(b"not a workbook")
    assert kraft(*transfer_arguments("FRN", "KN", "1")).exit_code == 3
    book.unlink()
    assert kraft(*transfer_arguments("FRN", "KN", "1", "--write", "kopia.xlsx")).exit_code == 3
    assert not Path("kopia.xlsx").exists()


# The most, and proposals


def test_the_most_that_can_move_comes_with_what_stops_more(snapshot: Callable[[str, str], None]) -> None:
    result = kraft(*transfer_arguments("FSKN", "KN", None, *AGREED))
    assert result.exit_code == 0
    snapshot("transfer_max", result.stdout)
    document = read_answer(*transfer_arguments("FSKN", "KN", None, *AGREED))
    assert (document["transfer"]["amount"], document["why_not_more"]) == (
        40_000, "Högst 40\u00a0000\u00a0kr kan lämnas: kvar att avropa är som minst 40\u00a0000\u00a0kr, den 2026-10-20.",
    )  # fmt: skip


def test_where_nothing_can_move_the_other_reasons_are_given_all_the_same() -> None:
    document = read_answer(*transfer_arguments("KN", "MKB", None, *AGREED))
    assert (document["answer"], document["transfer"]["amount"], list_codes(document)) == ("nej", 0, ["OM10"])
    assert document["why_not_more"].startswith("Inget kan lämnas: kvar att")
    assert "300\u00a0000\u00a0kr är redan begärt. Välj en annan givare" in document["why_not_more"]


def test_the_most_is_what_no_rule_breaks_the_agreement_and_the_origin_too() -> None:
    agreed = read_answer(*transfer_arguments("FRN", "KN", None, *AGREED, "--agreed-amount", "100 tkr"))
    assert (agreed["answer"], agreed["transfer"]["amount"]) == ("ja", 100_000)
    assert agreed["why_not_more"] == "Högst 100\u00a0000\u00a0kr kan lämnas: överenskommelsen gäller 100\u00a0000\u00a0kr."
    own = read_answer(*transfer_arguments("ASN", "KN", None, *AGREED))
    assert (own["answer"], own["transfer"]["amount"]) == ("ja", 1_100_000)
    assert own["why_not_more"].endswith("under Ursprung står inte att det kom från fritidsnämnden.")
    assert read_answer(*transfer_arguments("ASN", "KN", None, *AGREED, "--origin", "FRN"))["transfer"]["amount"] == 1_190_000


def test_an_answer_names_one_largest_amount_and_it_holds(book: Path) -> None:
    waiting = BOOK.rstrip() + "\n| O-2 | 2026-10-01 | förskolenämnden | kulturnämnden | 10 000 | begärd | | | | |\n"
    rule_pages.write(rule_pages.book_with(waiting), book)
    refused = read_answer(*transfer_arguments("FSKN", "ASN", "100 000", *AGREED))
    assert (refused["available"], refused["reasons"][0]["code"], refused["reasons"][0]["expected"]) == (30_000, "OM04", 30_000)
    assert "Högst 30\u00a0000" in refused["why_not_more"]
    assert "högst 30\u00a0000" in refused["reasons"][0]["message"]
    assert "till 30\u00a0000" in refused["reasons"][0]["remedy"]
    assert read_answer(*transfer_arguments("FSKN", "ASN", "30 000", *AGREED))["answer"] == "ja"
    assert read_answer(*transfer_arguments("FSKN", "ASN", "30 000,01", *AGREED))["answer"] == "nej"


def test_what_waits_already_is_part_of_what_stops_more(book: Path) -> None:
    waiting = BOOK.rstrip() + "\n| O-2 | 2026-09-01 | fritidsnämnden | kulturnämnden | 60 000 | begärd | | | | |\n"
    rule_pages.write(rule_pages.book_with(waiting), book)
    assert "60\u00a0000\u00a0kr väntar redan" in read_answer(*transfer_arguments("FRN", "KN", None))["why_not_more"]


def test_the_most_of_a_donor_with_unknown_figures_is_unknown() -> None:
    result = kraft(*transfer_arguments("GVN", "KN", None))
    assert (result.exit_code, "Det som går att lämna från gymnasie-" in result.stdout) == (4, True)
    assert "på okänt belopp från" in result.stdout
    assert read_answer(*transfer_arguments("GVN", "KN", None))["transfer"]["amount"] is None


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_proposals_are_support_and_no_decision(lang: str, snapshot: Callable[[str, str], None]) -> None:
    result = kraft("transfer", "bok.xlsx", "--proposals", "--lang", lang)
    assert result.exit_code == 0
    snapshot(f"proposals_{lang}", result.stdout)


def test_proposals_come_as_data_at_any_date() -> None:
    document = read_answer("transfer", "bok.xlsx", "--proposals", "--as-of", "2026-10-31")
    assert (document["as_of"], document["wanted"]) == ("2026-10-31", [{"recipient": "kulturnämnden", "amount": 200_000}])
    assert [(each["donor"], each["amount"], each["answer"]) for each in document["proposals"]] == [
        ("fritidsnämnden", 200_000, "ja_efter_overenskommelse"),
    ]
    assert document["unsettled"][0]["cells"] == [{"sheet": "Avrop", "cell": "E6"}]
    assert document["unmet"] == []


def test_where_nobody_needs_or_can_give_a_sentence_reports_it(book: Path) -> None:
    rule_pages.write(rule_pages.right_book(), book)
    assert "Ingen.\n\nFörslag\nInga omfördelningar att föreslå." in kraft("transfer", "bok.xlsx", "--proposals").stdout
    greedy = BOOK.replace("300 000 | begärt", "90 300 000 | begärt")
    rule_pages.write(rule_pages.book_with(greedy), book)
    assert "finns ingen givare" in kraft("transfer", "bok.xlsx", "--proposals").stdout


# As economists and machines use it


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_no_code_page_stops_the_answer(encoding: str) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": encoding}
    result = process(*transfer_arguments("FSKN", "KN", "100 000"), **ascii_only)
    assert (result.returncode, result.stderr) == (1, b"")
    assert "x nej" in result.stdout.decode(encoding)
    as_data = process(*transfer_arguments("FSKN", "KN", "100 000", "--format", "json"), **ascii_only)
    assert json.loads(as_data.stdout.decode("utf-8"))["transfer"]["donor"] == "förskolenämnden"
