"""`kraftsamling balance` over time: the events of a year, the way of the money, and what is left at the year's end."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support import rule_pages
from support.run_cli import kraft, process

YEAR = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 700 000 | utbetalt | |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 150 000 | godkänt | |
| A-3 | 2026-08-03 | kulturnämnden | I-07 | 120 000 | återfört | A-1 |
| A-4 | 2026-09-01 | kulturnämnden | I-08 | 30 000 | begärt | |
| A-5 | 2026-10-20 | förskolenämnden | I-06 | 110 000 | godkänt | |
| A-6 | 2026-08-01 | gymnasie- och vuxenutbildningsnämnden | I-09 | "ca 4 000" | utbetalt | |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 90 000 | bokförd | STK-2026-700 | 2026-06-10 | stadskontoret | ja |
| O-2 | 2026-09-15 | förskolenämnden | kulturnämnden | 20 000 | begärd | | | | |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 410 000,50 |
| V-2 | 2026-07-15 | 202607 | förskolenämnden | I-06 | "ca 12 000" |
"""


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A year in the working folder: a transfer, a reversal, what comes later, and two cells that cannot be read."""
    monkeypatch.chdir(tmp_path)
    rule_pages.write(rule_pages.book_with(YEAR), tmp_path / "bok.xlsx")
    return tmp_path / "bok.xlsx"


def read_answer(*arguments: str) -> dict[str, Any]:
    return json.loads(kraft("balance", "bok.xlsx", *arguments, "--format", "json").stdout)


def read_csv(*arguments: str) -> list[list[str]]:
    written = kraft("balance", "bok.xlsx", *arguments, "--format", "csv").stdout_bytes
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(written.decode("utf-8-sig").splitlines(), delimiter=";"))


ONES = ("--recipient", "KN", "--recipient", "FSKN", "--recipient", "GVN")


@pytest.mark.parametrize("story", ["timeline", "trace"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_story_of_some_recipients_is_printed(story: str, lang: str, snapshot: Callable[[str, str], None]) -> None:
    result = kraft("balance", "bok.xlsx", f"--{story}", *ONES, "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    snapshot(f"{story}_{lang}", result.stdout)


def test_all_recipients_are_printed_where_none_is_named() -> None:
    for story in ("--timeline", "--trace"):
        assert len(read_answer(story)["recipients"]) == 6
        assert len({row[0] for row in read_csv(story)[1:]}) == 6


def test_a_window_too_narrow_for_the_table_gets_one_event_below_the_other() -> None:
    lines = kraft("balance", "bok.xlsx", "--timeline", "--recipient", "KN", COLUMNS="60").stdout.split("\n")
    assert max(map(len, lines)) <= 61
    assert any(line.startswith("  Kvar") for line in lines)


def test_each_event_has_the_figures_after_it() -> None:
    events = read_answer("--timeline", "--recipient", "kulturnämnden")["recipients"][0]["events"]
    assert [(each["date"], each["event"], each["row"], each["change"], each["remaining"]) for each in events] == [
        (None, "tilldelning", "STK-2026-580 § 266", 800_000, 800_000),
        ("2026-06-01", "avrop", "A-1", 700_000, 100_000),
        ("2026-06-15", "mottaget", "O-1", 90_000, 190_000),
        ("2026-07-01", "avrop", "A-2", 150_000, 40_000),
        ("2026-07-15", "utfall", "V-1", 410_000.5, 40_000),
        ("2026-08-03", "återföring", "A-3", -120_000, 160_000),
        ("2026-09-01", "begärt avrop", "A-4", 30_000, 160_000),
    ]
    assert (events[2]["other"], events[2]["cell"], events[1]["other"]) == ("fritidsnämnden", "E2", "I-07")
    balance = next(each for each in read_answer()["balances"] if each["recipient"] == "kulturnämnden")
    last = events[-1]
    assert [last[name] for name in ("disposable", "called_off", "remaining", "requested", "outcome")] == [
        balance[name] for name in ("disposable", "called_off", "remaining", "requested", "outcome")
    ]  # fmt: skip


def test_an_overdraft_on_the_way_is_marked_by_more_than_its_minus(book: Path) -> None:
    rule_pages.write(rule_pages.book_with(YEAR.replace("700 000", "850 000")), book)
    assert "✖ −50 000" in kraft("balance", "bok.xlsx", "--timeline", "--recipient", "KN").stdout


def test_figures_that_a_cell_leaves_open_are_not_given() -> None:
    for story, what in (("--timeline", "events"), ("--trace", "steps")):
        recipient = read_answer(story, "--recipient", "GVN")["recipients"][0]
        assert recipient == {
            "recipient": "gymnasie- och vuxenutbildningsnämnden", "unsettled": [{"sheet": "Avrop", "cell": "E7"}], what: None,
        }  # fmt: skip
        assert read_csv(story, "--recipient", "GVN")[1:] == [
            ["gymnasie- och vuxenutbildningsnämnden", "", "kan inte beräknas: Avrop!E7"]
        ]
    assert {each["outcome"] for each in read_answer("--timeline", "--recipient", "FSKN")["recipients"][0]["events"]} == {None}
    assert "utfall kan inte beräknas" in kraft("balance", "bok.xlsx", "--trace", "--recipient", "FSKN").stdout


def test_a_krona_is_traced_from_the_decision_to_what_it_was_spent_on() -> None:
    steps = read_answer("--trace", "--recipient", "KN")["recipients"][0]["steps"]
    assert [(each["stage"], each["holder"], each["depth"], each["amount"], each["source"]) for each in steps] == [
        ("beslut", "kulturnämnden", 0, 800_000, "STK-2026-580 § 266, punkt 1"),
        ("tilldelning", "kulturnämnden", 0, 800_000, "STK-2026-580 § 266"),
        ("beslut", "fritidsnämnden", 1, 6_100_000, "STK-2026-580 § 266, punkt 1"),
        ("tilldelning", "fritidsnämnden", 1, 6_100_000, "STK-2026-580 § 266"),
        ("omfördelning", "fritidsnämnden", 1, -90_000, "O-1"),
        ("omfördelning", "kulturnämnden", 0, 90_000, "O-1"),
        ("avrop", "kulturnämnden", 0, 700_000, "A-1"),
        ("avrop", "kulturnämnden", 0, 150_000, "A-2"),
        ("avrop", "kulturnämnden", 0, -120_000, "A-3"),
        ("utfall", "kulturnämnden", 0, 410_000.5, "V-1"),
    ]
    assert (steps[0]["cell"], steps[-1]["sheet"], steps[-1]["cell"]) == (None, "Utfall", "F2")


def test_a_way_that_is_not_whole_has_a_note(book: Path) -> None:
    more = "| O-3 | 2026-06-15 | gymnasie- och vuxenutbildningsnämnden | kulturnämnden | 5 000 | bokförd | | | | |"
    rule_pages.write(rule_pages.book_with(YEAR.replace("| O-2 ", f"{more}\n| O-2 ")), book)
    shown = kraft("balance", "bok.xlsx", "--trace", "--recipient", "KN").stdout
    assert "Hos gymnasie- och vuxenutbildningsnämnden går pengarna inte att följa hela vägen: kan inte beräknas: Avrop!E7" in shown


def test_a_process_writes_the_same_bytes() -> None:
    for form in ("json", "csv"):
        arguments = ("balance", "bok.xlsx", "--trace", "--format", form)
        assert process(*arguments, PYTHONIOENCODING="cp1252").stdout == kraft(*arguments).stdout_bytes


def test_a_recipient_without_events_is_printed_without_any() -> None:
    assert "Inga händelser." in kraft("balance", "bok.xlsx", "--timeline", "--recipient", "grundskolenämnden").stdout
    assert "Inga pengar." in kraft("balance", "bok.xlsx", "--trace", "--recipient", "grundskolenämnden").stdout


# The year's end


@pytest.mark.parametrize("day", ["2026-12-31", "2027-01-15"])
def test_the_years_end_shows_what_is_left_with_whom_and_of_what_kind(day: str) -> None:
    left = {each["recipient"]: each for each in read_answer("--as-of", day)["closing"]}
    assert left["kulturnämnden"] == {
        "recipient": "kulturnämnden", "unused": 479_999.5, "not_called_off": 160_000, "called_off_unspent": 319_999.5,
    }  # fmt: skip
    assert left["fritidsnämnden"]["called_off_unspent"] is None
    assert "gymnasie- och vuxenutbildningsnämnden" not in left


def test_before_the_years_end_nothing_is_printed_about_it() -> None:
    assert read_answer("--as-of", "2026-12-30")["closing"] is None
    assert "Kvar vid slutet" not in kraft("balance", "bok.xlsx", "--as-of", "2026-12-30").stdout


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_years_end_is_shown_below_the_balances(lang: str, snapshot: Callable[[str, str], None]) -> None:
    snapshot(f"closing_{lang}", kraft("balance", "bok.xlsx", "--as-of", "2026-12-31", "--lang", lang, COLUMNS="100").stdout)


def test_where_all_is_known_the_years_end_is_added_up(book: Path) -> None:
    rule_pages.write(rule_pages.right_book(), book)
    shown = kraft("balance", "bok.xlsx", "--as-of", "2026-12-31").stdout
    assert shown.count("10 000 000") == 6
    spent = [[f"V-{number}", "2026-07-15", 202607, row[0], None, 1, ""] for number, row in enumerate(rule_pages.right_book()["Tilldelning"].rows)]
    sheets = rule_pages.right_book()
    sheets["Utfall"].rows = spent
    rule_pages.write(sheets, book)
    assert "Utfall saknas" not in kraft("balance", "bok.xlsx", "--as-of", "2026-12-31").stdout


# Misuse


@pytest.mark.parametrize(("arguments", "words"), [
    (["--timeline", "--trace"], "inte båda"),
    (["--recipient", "KN"], "hör till --timeline eller --trace"),
    (["--trace", "--recipient", "kulturnämnde"], "Menade du kulturnämnden?"),
    (["--trace", "--recipient", "FSN"], "kan betyda"),
])  # fmt: skip
def test_a_misused_command_gets_a_sentence(arguments: list[str], words: str) -> None:
    result = kraft("balance", "bok.xlsx", *arguments)
    assert words in result.stderr
    assert (result.exit_code, result.stdout) == (2, "")
