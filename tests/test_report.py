"""What is shown: findings, balances and rules, in both languages, at every width; JSON after its schema."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import pages
from xl_kraftsamling import app, report, rules
from xl_kraftsamling.catalogue import LANGUAGES, Rule
from xl_kraftsamling.domain.balances import Ledger
from xl_kraftsamling.domain.decision import decisions
from xl_kraftsamling.domain.model import Allocation, Block, Book, CallOff
from xl_kraftsamling.domain.recipients import Recipient
from xl_kraftsamling.report import as_json, balance, listing, text
from xl_kraftsamling.report.page import page
from xl_kraftsamling.report.table import Table

EACH = pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
SCHEMA = json.loads((Path(report.__file__).parent / "findings.schema.json").read_text("utf-8"))
ALLOCATED = Block("allocations", "Tilldelning", 1, {"amount": 3}, {"amount": "Beviljat belopp"})
MANY = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
""" + "\n".join(f'| A-{n} | 2026-06-{n:02d} | kulturnämnden | I-07 | "{n} 000" | utbetalt |' for n in range(1, 13))
TRANSFERRED = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 1 250 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-07-15 | 202607 | fritidsnämnden | I-03 | 1 000 000 |
| V-2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | "ca 12 000" |

Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-09-01 | fritidsnämnden | 5 900 000 |
"""


def unpainted(words: str, _role: str) -> str:
    return words


def painted(words: str, role: str) -> str:
    return f"<{role}>{words}</>"


@pytest.fixture
def validated(tmp_path: Path) -> Callable[[str], app.Validated]:
    """Validate the right book with an example in place."""

    def validate(example: str) -> app.Validated:
        pages.write(pages.book_with(example), tmp_path / "bok.xlsx")
        return app.validate(tmp_path / "bok.xlsx")

    return validate


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[[str], Ledger]:
    def read(example: str) -> Ledger:
        pages.write(pages.book_with(example), tmp_path / "bok.xlsx")
        return app.balance(tmp_path / "bok.xlsx")

    return read


# Findings as text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_findings_are_shown_by_sheet_with_a_summary(
    lang: str, workbooks: Path, snapshot: Callable[[str, str], None]
) -> None:
    verdict = app.validate(workbooks / "errors.xlsx").verdict
    snapshot(f"validate_{lang}", "\n".join(text.workbook("errors.xlsx", verdict, lang, 80, unpainted)) + "\n")


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_the_terminal(width: int, workbooks: Path) -> None:
    verdict = app.validate(workbooks / "errors.xlsx").verdict
    wrapped = [line for line in text.workbook("b", verdict, "sv", width, unpainted) if line.startswith("      ")]
    assert wrapped
    assert all(len(line) <= width for line in wrapped)


def test_findings_beyond_the_first_ten_of_a_code_are_counted(validated: Callable[[str], app.Validated]) -> None:
    verdict = validated(MANY).verdict
    lines = list(text.workbook("b", verdict, "sv", 100, unpainted))
    assert sum(" VD01 " in line for line in lines) == text.SHOWN + 1
    assert "  … och 2 till av VD01 på det här bladet. Alla visas med --format json." in lines


def test_a_waived_finding_says_so_and_is_counted_apart(validated: Callable[[str], app.Validated]) -> None:
    verdict = validated(MANY).verdict
    waived = replace(verdict, findings=[replace(finding, waived=True) for finding in verdict.findings])
    lines = list(text.workbook("b", waived, "sv", 100, unpainted))
    assert any("✖ fel (undantag)  VD01" in line for line in lines)
    assert f"{len(verdict.findings)} undantag" in lines
    assert "Omdöme: ✔ uppfyller kontrollerna" in lines


def test_a_finding_without_a_cell_stands_under_its_sheet_and_one_without_a_sheet_under_the_workbook(
    validated: Callable[[str], app.Validated],
) -> None:
    verdict = validated("~~Prognos~~").verdict
    lines = list(text.workbook("b", verdict, "sv", 100, unpainted))
    assert lines[lines.index("Prognos") + 1].startswith("  –  ✖ fel  ST01")
    nowhere = replace(verdict, findings=[replace(f, hit=replace(f.hit, place=None)) for f in verdict.findings])
    assert "Arbetsboken" in list(text.workbook("b", nowhere, "sv", 100, unpainted))


def test_every_severity_has_its_paint_and_its_word(workbooks: Path) -> None:
    shown = "\n".join(text.workbook("b", app.validate(workbooks / "errors.xlsx").verdict, "sv", 100, painted))
    assert "<fel>✖ fel</>" in shown
    assert "<ej prövad>○ ej prövad</>" in shown
    assert "<title>Avrop</>" in shown


def test_a_run_is_summed_up_in_a_line() -> None:
    words = ["fel", "uppfyller kontrollerna", None, "fel"]
    assert text.total(words, "sv") == "4 arbetsböcker: 2 fel, 1 uppfyller kontrollerna, 1 kunde inte läsas"
    assert text.total(words, "en") == "4 workbooks: 2 error, 1 complies with the rules, 1 could not be read"


# JSON


def checked(document: dict[str, object]) -> dict[str, object]:
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    validator.validate(json.loads(as_json.text(document)))
    return document


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@EACH
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_findings_of_every_rule_follow_the_schema(rule: Rule, lang: str, validated: Callable[[str], app.Validated]) -> None:
    one = validated(rule.bad)
    document = as_json.workbook(str(one.path), one.sha256, one.layout, one.verdict, lang)
    checked(as_json.run([document], "normal", "2026-09-30"))
    assert [finding["code"] for finding in document["findings"]] == [f.rule.code for f in one.verdict.findings]
    assert all(document["findings"][each["because"]] for each in document["rules"]["not_tried"])
    assert not any("{" in finding["message"] + finding["remedy"] for finding in document["findings"])


def test_a_run_without_workbooks_follows_the_schema() -> None:
    checked(as_json.run([], None, None))


def test_amounts_are_kronor_and_what_is_open_is_null(validated: Callable[[str], app.Validated]) -> None:
    verdict = validated(TRANSFERRED).verdict
    named = {each["recipient"]: each for each in as_json.workbook("b", "", "canonical", verdict, "sv")["balances"]}
    spent, unspent = named["fritidsnämnden"], named["kulturnämnden"]
    assert (spent["called_off"], spent["outcome"], spent["called_off_unspent"], spent["forecast"]) == (
        1_250_000, 1_000_000, 250_000, 5_900_000,
    )  # fmt: skip
    assert (unspent["allotted"], unspent["outcome"], unspent["forecast"]) == (800_000, None, None)


def test_a_finding_has_its_place_its_values_and_no_dollar_signs(workbooks: Path) -> None:
    verdict = app.validate(workbooks / "errors.xlsx").verdict
    found = as_json.workbook("b", "", "canonical", verdict, "sv")["findings"]
    amount = next(finding for finding in found if finding["code"] == "VD01")
    assert (amount["sheet"], amount["cell"], amount["row_id"], amount["heading"]) == ("Avrop", "E2", "A-1", "Belopp")
    assert (amount["found"], amount["proposal"], amount["expected"], amount["waived"]) == ("75 000", 75_000, None, False)


def test_a_value_that_json_cannot_hold_is_text(validated: Callable[[str], app.Validated]) -> None:
    finding = validated(MANY).verdict.findings[0]
    for found, told in ((float("inf"), "inf"), (date(2026, 5, 1), "2026-05-01"), (("a", 2), "a, 2"), (1.5, 1.5), ("", None)):
        hit = replace(finding.hit, found=found)
        verdict = replace(validated(MANY).verdict, findings=[replace(finding, hit=hit)])
        assert as_json.workbook("b", "", "canonical", verdict, "sv")["findings"][0]["found"] == told


# Balances


@pytest.mark.parametrize("width", [60, 80, 100, 180])
def test_balances_fit_the_terminal(
    width: int, ledger: Callable[[str], Ledger], snapshot: Callable[[str, str], None]
) -> None:
    lines = list(balance.table("bok.xlsx", ledger(TRANSFERRED), "sv", width))
    assert max(map(len, lines)) <= width
    snapshot(f"balance_{width}", "\n".join(lines) + "\n")


def test_an_overdraft_is_told_by_more_than_its_minus(workbooks: Path) -> None:
    lines = list(balance.table("bok.xlsx", app.balance(workbooks / "overdrawn.xlsx"), "en", 180))
    assert any("kulturnämnden" in line and "✖ −100,000" in line for line in lines)
    assert "✖ more is called off than is disposable" in lines


@pytest.mark.parametrize("width", [40, 180])
def test_an_unsettled_recipient_is_told_by_its_cell_and_never_zero(width: int, workbooks: Path) -> None:
    lines = list(balance.table("bok.xlsx", app.balance(workbooks / "errors.xlsx"), "sv", width))
    at = next(number for number, line in enumerate(lines) if line.startswith("kulturnämnden"))
    assert "kan inte beräknas: Avrop!E2" in f"{lines[at]} {lines[at + 1]}"
    assert "kan inte beräknas" in " ".join(lines[next(n for n, line in enumerate(lines) if line.startswith("Summa")) :])


def test_many_causes_are_counted() -> None:
    block = Block("call_offs", "Avrop", 1, {"amount": 5}, {"amount": "Belopp"})
    rows = [CallOff(block, n, frozenset({"amount"}), f"A-{n}", None, "MKB", None, None, "godkänt", *[None] * 3) for n in range(2, 8)]
    given = [Allocation(ALLOCATED, 2, frozenset(), "MKB", None, 100, None, None)]
    held = Ledger(Book(allocations=given, call_offs=rows), decisions()[0], date(2026, 9, 30))
    lines = "\n".join(balance.table("b", held, "sv", 180))
    assert "kan inte beräknas: Avrop!E2, Avrop!E3, Avrop!E4 och 3 till" in lines


def test_csv_is_what_a_swedish_excel_opens(ledger: Callable[[str], Ledger], snapshot: Callable[[str, str], None]) -> None:
    lines = list(balance.csv(ledger(TRANSFERRED.replace("1 250 000", "1 250 000,50")), "sv"))
    assert lines[0].startswith("\ufeffMottagare;Beviljat;")
    spent = next(row for row in rows_of(lines) if row[0] == "fritidsnämnden")
    assert spent[1:] == ["6100000", "0", "0", "6100000", "1250000,50", "0", "4849999,50", "1000000", "250000,50", "5900000", "4849999,50", ""]


def test_csv_leaves_what_is_open_empty_and_says_why(workbooks: Path) -> None:
    row = next(row for row in rows_of(balance.csv(app.balance(workbooks / "errors.xlsx"), "sv")) if row[0] == "kulturnämnden")
    assert row[1:] == [""] * 11 + ["kan inte beräknas: Avrop!E2"]


@pytest.mark.parametrize("name", ["=1+1", "+46", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_of_the_csv_is_a_formula(name: str) -> None:
    row = Allocation(ALLOCATED, 2, frozenset(), name, None, -100, None, None)
    decision = replace(decisions()[0], grants=(), register=decisions()[0].register.plus([Recipient(name, "nämnd")]))
    cells = next(iter(list(rows_of(balance.csv(Ledger(Book(allocations=[row]), decision, date(2026, 9, 30)), "sv")))[1:]))
    assert cells[:2] == ["'" + name, "-1"]


def test_a_cell_of_the_csv_may_hold_its_separators() -> None:
    assert list(csv.reader([balance.quoted('a;"b"')], delimiter=";")) == [['a;"b"']]


def rows_of(lines: Iterator[str] | list[str]) -> list[list[str]]:
    return list(csv.reader((line.removeprefix("\ufeff") for line in lines), delimiter=";"))


# Rules


@EACH
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_a_page(rule: Rule, lang: str) -> None:
    lines = list(page(rule, lang, 80, unpainted))
    assert lines[0] == f"{rule.code}  {rule.name.fill(lang, {})}"
    assert not re.search(r"[{}]", "\n".join(lines))
    assert max(map(len, lines)) <= 80


def test_a_page_is_as_it_was(snapshot: Callable[[str, str], None]) -> None:
    for code in ("AV01", "VD01", "ST07"):
        snapshot(f"explain_{code}", "\n".join(page(rules.BY_CODE[code], "sv", 80, unpainted)) + "\n")


def test_every_rule_is_listed_in_every_form() -> None:
    codes = [rule.code for rule in rules.RULES]
    assert [line[:4] for line in listing.table(rules.RULES, "sv", 200)][2:] == codes
    assert [line[2:6] for line in listing.markdown(rules.RULES, "en")][2:] == codes
    assert [rule["code"] for rule in listing.data(rules.RULES, "sv")] == codes


# Tables


def test_a_table_wraps_words_and_never_numbers() -> None:
    table = Table(["Namn", "Kr"], [["ett ganska långt namn", "1 000"], ["kort", "över flera"]], {1})
    assert table.least == len("ganska") + 2 + len("över flera")
    assert list(table.lines(table.least)) == [
        "Namn            Kr",
        "──────  ──────────",
        "ett          1 000",
        "ganska",
        "långt",
        "namn",
        "kort    över flera",
    ]


def test_a_table_that_does_not_fit_is_shown_row_by_row() -> None:
    table = Table(["Id", "Omfördel-\nningsbart", "Text"], [["a", "1 000", ""], ["b", "5", "ord"], ["c", "inget"]], {1})
    assert list(table.blocks()) == [
        "a", "  Omfördelningsbart      1 000",
        "", "b", "  Omfördelningsbart          5", "  Text               ord",
        "", "c", "  inget",
    ]  # fmt: skip


def test_a_short_row_reaches_over_the_rest() -> None:
    table = Table(["A", "B", "C"], [["a", "1", "2"], ["b", "kan inte beräknas"]], {1, 2})
    assert list(table.lines(80)) == ["A  B  C", "─  ─  ─", "a  1  2", "b  kan", "   inte", "   beräknas"]


def test_an_empty_column_takes_no_width() -> None:
    assert list(Table(["A", ""], [["a", ""]]).lines(80)) == ["A", "─", "a"]
