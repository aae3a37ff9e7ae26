"""`kraftsamling transfer`: the answer and its reasons, what could move at most, proposals, and the draft in the workbook."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

import pages
from calls import kraft, process
from sentences import Scenario, ore, scenarios
from test_scenarios import check, in_a_workbook
from xl_kraftsamling import app
from xl_kraftsamling.domain.dates import read_date

BOOK = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 1 250 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-07 | 700 000 | utbetalt |
| A-3 | 2026-09-01 | kulturnämnden | I-08 | 300 000 | begärt |
| A-4 | 2026-10-20 | förskolenämnden | I-06 | 110 000 | godkänt |
| A-5 | 2026-08-01 | gymnasie- och vuxenutbildningsnämnden | I-09 | "ca 4 000" | utbetalt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| OMF-009 | 2026-06-15 | fritidsnämnden | arbetsmarknads- och socialnämnden | 90 000 | bokförd | STK-2026-700 | 2026-06-10 | stadskontoret | ja |
"""
AGREED = (
    "--agreement", "STK-2026-701", "--agreed-on", "2026-09-15", "--party", "stadskontoret", "--declared-unused",
)  # fmt: skip


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook in the working folder: money left here, too little there, and one call-off that cannot be read."""
    monkeypatch.chdir(tmp_path)
    pages.write(pages.book_with(BOOK), tmp_path / "bok.xlsx")
    return tmp_path / "bok.xlsx"


def asked(donor: str, receiver: str, amount: str | None, *more: str, day: str = "2026-09-15") -> list[str]:
    wanted = ["--max"] if amount is None else ["--amount", amount]
    return ["transfer", "bok.xlsx", "--from", donor, "--to", receiver, *wanted, "--date", day, *more]


def told(*arguments: str) -> dict[str, Any]:
    result = kraft(*arguments, "--format", "json")
    assert result.stderr == ""
    return json.loads(result.stdout)


def codes(document: dict[str, Any]) -> list[str]:
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
])  # fmt: skip
def test_the_answer_is_the_exit_code(donor: str, receiver: str, amount: str, answer: str, code: int) -> None:
    result = kraft(*asked(donor, receiver, amount, *AGREED), "--format", "json")
    assert (json.loads(result.stdout)["answer"], result.exit_code) == (answer, code)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_refusal_says_why_what_to_do_and_what_it_would_break(lang: str, snapshot: Callable[[str, str], None]) -> None:
    snapshot(f"transfer_no_{lang}", kraft(*asked("FSKN", "GVN", "100 000"), "--lang", lang).stdout)


def test_a_permitted_transfer_shows_the_balances(snapshot: Callable[[str, str], None]) -> None:
    snapshot("transfer_yes", kraft(*asked("FRN", "KN", "150 000", *AGREED)).stdout)


@pytest.mark.parametrize("columns", ["80", "100"])
def test_the_answer_fits_the_terminal(columns: str) -> None:
    for arguments in (asked("FSKN", "GVN", "100 000"), ["transfer", "bok.xlsx", "--proposals"]):
        assert max(map(len, kraft(*arguments, COLUMNS=columns).stdout.split("\n"))) <= int(columns)


def test_each_reason_has_its_numbers() -> None:
    document = told(*asked("FSKN", "KN", "100 000"))
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
    assert codes(told(*asked("FRN", "KN", "150 000", *AGREED, "--agreed-amount", "100 tkr"))) == ["OM18"]
    assert codes(told(*asked("FRN", "KN", "150 000", *AGREED[:-1], "--declared-needed"))) == ["OM09"]
    assert codes(told(*asked("ASN", "KN", "1 150 000", *AGREED, "--origin", "FRN"))) == []
    assert codes(told(*asked("ASN", "KN", "1 150 000", *AGREED))) == ["OM15"]
    assert codes(told(*asked("FRN", "KN", "1", *AGREED, day="2027-01-11"))) == ["BO02"]
    assert codes(told(*asked("FRN", "KN", "1", *AGREED, "--comment", "STK-2026-900", day="2027-01-11"))) == []


def test_a_party_whose_figures_are_open_is_never_given_any() -> None:
    gives, receives = told(*asked("GVN", "KN", "40 000")), told(*asked("FRN", "GVN", "40 000", *AGREED))
    assert (gives["available"], gives["breaks"], gives["why_not_more"], codes(gives)[0]) == (None, None, None, "KO01")
    assert "Avrop!E6" in gives["reasons"][0]["message"]
    for document, place in ((gives, 0), (receives, 1)):
        for when in ("before", "after"):
            assert {value for name, value in document["balances"][when][place].items() if name != "recipient"} == {None}
    assert kraft(*asked("GVN", "KN", "40 000")).stdout.count("kan inte beräknas: Avrop!E6") == 2


# Misuse and what cannot be read


@pytest.mark.parametrize(("arguments", "words"), [
    (["--from", "FRN", "--to", "KN"], "behöver --from, --to, --date och --amount"),
    (asked("FRN", "KN", "1", "--max")[2:], "Välj --amount eller --max"),
    (asked("kulturnämnde", "KN", "1")[2:], "Menas kulturnämnden?"),
    (asked("FSN", "KN", "1")[2:], "»FSN« kan betyda"),
    (asked("QQ", "KN", "1")[2:], "»QQ« är ingen nämnd"),
    (asked("FRN", "KN", "150,000")[2:], "»150,000« är inget entydigt belopp"),
    (asked("FRN", "KN", "0,001")[2:], "»0,001« är inget entydigt belopp"),
    (asked("FRN", "KN", "-")[2:], "»-« är inget entydigt belopp"),
    (["--proposals", "--from", "FRN", "--max"], "utelämna --from, --max"),
    (["--proposals", "--write", "kopia.xlsx"], "utelämna --write"),
    (asked("FRN", "KN", "1", "--write", "bok.xlsx")[2:], "lägg till --force"),
])  # fmt: skip
def test_a_misused_command_is_told_in_a_sentence(arguments: list[str], words: str) -> None:
    result = kraft("transfer", "bok.xlsx", *arguments)
    assert words in result.stderr
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_workbook_that_cannot_be_read_is_told_of(book: Path) -> None:
    book.write_bytes(b"not a workbook")
    assert kraft(*asked("FRN", "KN", "1")).exit_code == 3
    book.unlink()
    assert kraft(*asked("FRN", "KN", "1", "--write", "kopia.xlsx")).exit_code == 3
    assert not Path("kopia.xlsx").exists()


# The most, and proposals


def test_the_most_that_can_move_is_told_with_what_stops_more(snapshot: Callable[[str, str], None]) -> None:
    result = kraft(*asked("FSKN", "KN", None, *AGREED))
    assert result.exit_code == 0
    snapshot("transfer_max", result.stdout)
    document = told(*asked("FSKN", "KN", None, *AGREED))
    assert (document["transfer"]["amount"], document["why_not_more"]) == (
        40_000, "Högst 40\u00a0000\u00a0kr kan lämnas: kvar att avropa är som minst 40\u00a0000\u00a0kr, den 2026-10-20.",
    )  # fmt: skip


def test_where_nothing_can_move_the_rest_is_told_all_the_same() -> None:
    document = told(*asked("KN", "MKB", None, *AGREED))
    assert (document["answer"], document["transfer"]["amount"], codes(document)) == ("nej", 0, ["OM10"])
    assert "300\u00a0000\u00a0kr är redan begärt" in document["why_not_more"]


def test_what_waits_already_is_part_of_what_stops_more(book: Path) -> None:
    waiting = BOOK.rstrip() + "\n| O-2 | 2026-09-01 | fritidsnämnden | kulturnämnden | 60 000 | begärd | | | | |\n"
    pages.write(pages.book_with(waiting), book)
    assert "60\u00a0000\u00a0kr väntar redan" in told(*asked("FRN", "KN", None))["why_not_more"]


def test_the_most_of_a_donor_whose_figures_are_open_is_not_told() -> None:
    result = kraft(*asked("GVN", "KN", None))
    assert (result.exit_code, "Det som går att lämna från gymnasie-" in result.stdout) == (4, True)
    assert "på okänt belopp från" in result.stdout
    assert told(*asked("GVN", "KN", None))["transfer"]["amount"] is None


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_proposals_are_support_and_no_decision(lang: str, snapshot: Callable[[str, str], None]) -> None:
    result = kraft("transfer", "bok.xlsx", "--proposals", "--lang", lang)
    assert result.exit_code == 0
    snapshot(f"proposals_{lang}", result.stdout)


def test_proposals_come_as_data_at_any_date() -> None:
    document = told("transfer", "bok.xlsx", "--proposals", "--as-of", "2026-10-31")
    assert (document["as_of"], document["wanted"]) == ("2026-10-31", [{"recipient": "kulturnämnden", "amount": 200_000}])
    assert [(each["donor"], each["amount"], each["answer"]) for each in document["proposals"]] == [("fritidsnämnden", 200_000, "ja")]
    assert document["unsettled"][0]["cells"] == [{"sheet": "Avrop", "cell": "E6"}]
    assert document["unmet"] == []


def test_where_nobody_wants_or_can_give_that_is_said(book: Path) -> None:
    pages.write(pages.right_book(), book)
    assert "Ingen.\n\nFörslag\nInga omfördelningar att föreslå." in kraft("transfer", "bok.xlsx", "--proposals").stdout
    greedy = BOOK.replace("300 000 | begärt", "90 300 000 | begärt")
    pages.write(pages.book_with(greedy), book)
    assert "finns ingen givare" in kraft("transfer", "bok.xlsx", "--proposals").stdout


# The draft


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def findings(path: str) -> list[tuple[str, str, str]]:
    document = json.loads(kraft("validate", path, "--format", "json").stdout)
    return [(each["code"], each["sheet"], each["cell"]) for each in document["workbooks"][0]["findings"]]


def test_a_draft_is_one_more_row_and_nothing_else_changes(tmp_path: Path) -> None:
    kraft("fill", "--example", "mall.xlsx")
    before = (tmp_path / "mall.xlsx").read_bytes()
    result = kraft("transfer", "mall.xlsx", *asked("FRN", "KN", "150 000,50", *AGREED, "--write", "kopia.xlsx")[2:])
    assert "EX-O3 står som utkast sist i Omfördelning i kopia.xlsx." in result.stdout
    assert (tmp_path / "mall.xlsx").read_bytes() == before
    old, new = parts(tmp_path / "mall.xlsx"), parts(tmp_path / "kopia.xlsx")
    assert old.keys() == new.keys()
    changed = {name.rstrip("0123456789.xml") for name in old if old[name] != new[name]}
    assert changed == {"xl/worksheets/sheet", "xl/tables/table"}
    assert findings("kopia.xlsx") == findings("mall.xlsx")
    balances = [json.loads(kraft("balance", name, "--format", "json").stdout)["balances"] for name in ("mall.xlsx", "kopia.xlsx")]
    assert balances[0] == balances[1]


def test_a_draft_is_read_back_as_it_was_asked_for(tmp_path: Path) -> None:
    more = ("--agreed-amount", "200 000", "--origin", "OMF-009", "--comment", "STK-2026-900", "--write", "kopia.xlsx")
    document = told(*asked("ASN", "KN", "150 000,50", *AGREED, *more))
    assert document["draft"] == {"path": "kopia.xlsx", "row_id": "OMF-010"}
    row = app.balance(tmp_path / "kopia.xlsx").book.transfers[-1]
    assert row[3:] == (
        "OMF-010", read_date("2026-09-15").value, "arbetsmarknads- och socialnämnden", "kulturnämnden", 150_000_50, "utkast",
        "STK-2026-701", read_date("2026-09-15").value, "stadskontoret", 200_000_00, "ja", "OMF-009", "STK-2026-900",
    )  # fmt: skip
    assert row.unread == frozenset()


def test_the_first_transfer_of_a_workbook_gets_the_first_id(book: Path) -> None:
    book.unlink()
    kraft("fill", "bok.xlsx")
    assert told(*asked("FRN", "KN", "1", "--write", "kopia.xlsx"))["draft"]["row_id"] == "O-1"
    assert findings("kopia.xlsx") == findings("bok.xlsx")


def test_columns_may_stand_in_any_order_with_others_among_them(book: Path) -> None:
    sheets = pages.book_with(BOOK)
    sheet = sheets["Omfördelning"]
    sheet.headings = ["Handläggare", *reversed(sheet.headings)]
    sheet.rows = [["AB", *reversed(row)] for row in sheet.rows]
    pages.write(sheets, book)
    assert told(*asked("FRN", "KN", "150 000", *AGREED, "--write", "kopia.xlsx"))["draft"]["row_id"] == "OMF-010"
    assert findings("kopia.xlsx") == findings("bok.xlsx")
    draft = app.balance(Path("kopia.xlsx")).book.transfers[-1]
    assert (draft.donor, draft.receiver, draft.amount) == ("fritidsnämnden", "kulturnämnden", 150_000_00)


def test_what_exists_is_overwritten_only_when_that_is_asked(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    (tmp_path / "kopia.xlsx").write_bytes(b"mine")
    result = kraft(*asked("FRN", "KN", "1", "--write", "kopia.xlsx"))
    assert (result.exit_code, result.stdout, (tmp_path / "kopia.xlsx").read_bytes()) == (3, "", b"mine")
    assert kraft(*asked("FRN", "KN", "1", "--write", "kopia.xlsx", "--force")).exit_code == 0
    assert kraft(*asked("FRN", "KN", "1", "--write", "./bok.xlsx")).exit_code == 2
    assert book.read_bytes() == before
    assert kraft(*asked("FRN", "KN", "1", "--write", "bok.xlsx", "--force")).exit_code == 0
    assert findings("bok.xlsx") == findings("kopia.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bok.xlsx", "kopia.xlsx"]


def test_a_workbook_that_is_open_is_not_written_over(book: Path) -> None:
    Path("~$bok.xlsx").touch()
    result = kraft(*asked("FRN", "KN", "1", "--write", "bok.xlsx", "--force"))
    assert (result.exit_code, "Stäng den först" in result.stderr) == (3, True)
    assert kraft(*asked("FRN", "KN", "1", "--write", "kopia.xlsx")).exit_code == 0


def test_what_moves_nothing_is_not_written(tmp_path: Path) -> None:
    for amount in (None, "-5"):
        result = kraft(*asked("KN", "FRN", amount, "--write", "kopia.xlsx"))
        assert (result.exit_code, "Inget utkast är skrivet" in result.stderr) == (1, True)
    assert not (tmp_path / "kopia.xlsx").exists()


# As economists and machines use it


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_no_code_page_stops_the_answer(encoding: str) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": encoding}
    result = process(*asked("FSKN", "KN", "100 000"), **ascii_only)
    assert (result.returncode, result.stderr) == (1, b"")
    assert "x nej" in result.stdout.decode(encoding)
    as_data = process(*asked("FSKN", "KN", "100 000", "--format", "json"), **ascii_only)
    assert json.loads(as_data.stdout.decode("utf-8"))["transfer"]["donor"] == "förskolenämnden"


WISHES = [scenario for scenario in scenarios() if scenario.wish]
NAMES = {"donor": "--from", "receiver": "--to", "date": "--date", "agreement": "--agreement", "agreed_on": "--agreed-on",
         "party": "--party", "origin": "--origin", "comment": "--comment"}  # fmt: skip


@pytest.mark.parametrize("scenario", WISHES, ids=lambda scenario: scenario.name)
def test_the_wish_of_a_scenario_is_answered_as_it_is_told(scenario: Scenario, tmp_path: Path) -> None:
    verdict = in_a_workbook(scenario, tmp_path / "scenario.xlsx")
    document = told("transfer", "scenario.xlsx", *in_words(scenario.wish or {}))
    reasons = [SimpleNamespace(code=each["code"], short_by=in_ore(each["short_by"])) for each in document["reasons"]]
    judgement = SimpleNamespace(
        answer=SimpleNamespace(value=document["answer"]), reasons=tuple(reasons), available=in_ore(document["available"])
    )
    for sentence in scenario.then:
        check(SimpleNamespace(judgement=judgement, ledger=verdict.ledger), sentence)


def in_words(wish: dict[str, Any]) -> list[str]:
    """A wish as somebody would type it."""
    words = [word for name, option in NAMES.items() if wish.get(name) for word in (option, str(wish[name]))]
    for name, option in (("amount", "--amount"), ("agreed_amount", "--agreed-amount")):
        words += [option, f"{wish[name] / 100:.2f}".replace(".", ",")] if wish.get(name) else []
    return words + {"ja": ["--declared-unused"], "nej": ["--declared-needed"]}.get(wish.get("declared_unused") or "", [])


def in_ore(kronor: float | None) -> int | None:
    return None if kronor is None else ore(f"{kronor:.2f}".replace(".", ","))
