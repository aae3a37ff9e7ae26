"""Every number in a report is the one that `validate --format json` has for the same workbook, read back out of HTML and Markdown."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support import SHARED, TESTS, rule_pages
from support.press_button import FAULTS
from support.read_report import ReadReport, list_kronor, read_amount, read_html, read_markdown
from support.run_cli import kraft
from support.seeded_ledgers import InventedLedger, invent_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.tables import SETTINGS, TABLES
from xl_kraftsamling.domain.template import HEADING_ROW
from xl_kraftsamling.report.figures import FIGURES
from xl_kraftsamling.writing.template_file import find_template
from xl_kraftsamling.xlsx.edit import Edit

READERS = {"html": read_html, "markdown": read_markdown}
LEDGERS = [invent_ledger(seed, 40, smallest=1, largest=9_999_999, as_of=date(2026, 9, 30), negative=seed == 2) for seed in range(4)]
LEDGERS += [invent_ledger(9, 100, smallest=1, largest=250_000, as_of=date(2026, 12, 31))]
LAYOUTS = [*sorted((SHARED / "layouts").glob("*.xlsx"))[::5], *sorted((TESTS / "layouts").glob("o*.xlsx"))[::4]]


def write_ledger(ledger: InventedLedger, path: Path) -> None:
    edit = Edit(find_template())
    for table in TABLES:
        rows = ledger.rows.get(table.sheet, ())
        edit.append(table.sheet, [[*row, *[None] * (len(table.columns) - len(row))] for row in rows])
    for line, column in enumerate(SETTINGS.columns, HEADING_ROW + 1):
        if column.heading in ledger.settings:
            edit.set(SETTINGS.sheet, f"B{line}", ledger.settings[column.heading])
    edit.save(path)


def read_json(*arguments: str) -> Any:
    return json.loads(kraft(*arguments, "--format", "json").stdout, parse_float=Decimal, parse_int=Decimal)


def check(path: Path, *options: str) -> None:
    """Compare both formats with the JSON of the same workbook."""
    (found,) = read_json("validate", str(path), *options)["workbooks"]
    as_of = options[:2]  # a balance has no profile
    closing = read_json("balance", str(path), *as_of)["closing"]
    timelines = read_json("balance", str(path), "--timeline", *as_of)["recipients"]
    for form, read in READERS.items():
        result = kraft("report", str(path), "--format", form, *options)
        assert result.exit_code == 0, result.stderr
        report = read(result.stdout)
        check_balances(report, found["balances"])
        check_reading(report, found["read"])
        check_verdict(report, found)
        check_year_end(report, closing)
        check_timelines(report, timelines)
    check_page(read_html(kraft("report", str(path), *options).stdout), found["balances"])


def check_balances(report: ReadReport, balances: list[dict[str, Any]]) -> None:
    headings, *rows, total = report.tables["Saldon"]
    assert headings == ["Mottagare", *(figure.heading.sv for figure in FIGURES)]
    assert [[name, *map(read_amount, cells)] for name, *cells in rows] == [list(each.values()) for each in balances]
    assert list(map(read_amount, total[1:])) == [add_up(balances, figure.name) for figure in FIGURES]


def add_up(balances: list[dict[str, Any]], figure: str) -> Decimal | None:
    """The sum of a figure; none where somebody's balance is unknown, or the figure of somebody who should have it."""
    amounts = [each[figure] for each in balances]
    known = [amount for amount in amounts if amount is not None]
    if any(each["allotted"] is None for each in balances) or not known or (figure != "forecast" and len(known) < len(amounts)):
        return None
    return sum(known)


def check_reading(report: ReadReport, read: list[dict[str, Any]]) -> None:
    rows = report.tables.get("Det här innehåller arbetsboken, och så lästes den", [[]])[1:]
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [(each["table"], each["sheet"], each["range"], each["unit"] or "") for each in read]
    letters = [re.findall(r"(?:^|, )([A-Z]+) (?=[A-ZÅÄÖ])", row[5]) for row in rows]
    assert letters == [list(each["columns"].values()) for each in read]


def check_verdict(report: ReadReport, found: dict[str, Any]) -> None:
    errors, top = int(found["counts"]["fel"]), "\n".join(report.top)
    assert (f"✖ {errors} fel är öpp" in top) == bool(errors)
    for word, number in found["counts"].items():
        named = re.search(rf"(\d+) {word.replace('_', ' ').replace('provad', 'prövad')}", top)
        assert int(named[1] if named else 0) == number, word
    tried, untried = found["rules"]["tried"], found["rules"]["not_tried"]
    assert any(text.startswith(f"{len(tried)} av {len(tried) + len(untried)} kontroller är prövade") for text in report.texts)
    left_out = sum(int(text.replace("\u00a0", "").removeprefix("- ").split()[0]) for text in report.texts if re.search(r"till av [A-Z]{2}\d\d.*visas inte här", text))
    assert len(report.findings) + left_out == len(found["findings"])
    assert {re.search(r"[A-Z]{2}\d\d", text)[0] for text in report.findings} == {each["code"] for each in found["findings"]}


def check_year_end(report: ReadReport, closing: list[dict[str, Any]] | None) -> None:
    rows = report.tables.get("Årets slut", [[]])[1:]
    stated = {row[0]: list(map(read_amount, row[1:])) for row in rows if row[0] != "Summa"}
    known = {name: amounts for name, amounts in stated.items() if amounts[0] is not None}
    assert known == {each["recipient"]: list(each.values())[1:] for each in closing or ()}


def check_timelines(report: ReadReport, timelines: list[dict[str, Any]]) -> None:
    figures = ("change", "disposable", "called_off", "remaining", "requested", "waiting", "outcome")
    for each in timelines:
        rows = report.tables.get(each["recipient"], [[]])[1:]
        expected = (each["events"] or [])[-60:]
        assert [[row[0].removesuffix(" (senare)"), row[2], *map(read_amount, row[3:])] for row in rows] == [
            [event["date"] or "–", event["row"], *(event[name] for name in figures)] for event in expected
        ]


def check_page(report: ReadReport, balances: list[dict[str, Any]]) -> None:
    """The sums at the top of the page, and the words below each bar, which are also its description."""
    wanted = [add_up(balances, name) for name in ("allotted", "called_off", "remaining", "outcome")]
    shown = [text for text in report.top if re.fullmatch("[−\u00a00-9,]+|kan inte beräknas", text)]
    assert [None if text == "kan inte beräknas" else read_amount(text) for text in shown] == wanted
    described = [list(list_kronor(text)) for text in report.texts if re.match("Av .* disponibelt är", text)]
    known = [each for each in balances if each["allotted"] is not None]
    expected = [[each[name] for name in ("disposable", "called_off", "requested", "remaining", "outcome") if each[name] is not None] for each in known]
    assert described == [amounts for amounts in expected for _ in range(2)]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("options", [(), ("--as-of", "2026-12-31"), ("--as-of", "2026-06-01", "--profile", "strikt")])
def test_the_example_has_the_numbers_of_the_json(options: tuple[str, ...]) -> None:
    app.fill_workbook(Path("bok.xlsx"), decision=pick_shipped_decision("STK-2026-580"), example=True)
    check(Path("bok.xlsx"), *options)


@pytest.mark.parametrize("as_of", ["2026-08-31", "2027-01-15"])
def test_a_workbook_with_faults_has_the_numbers_of_the_json(as_of: str) -> None:
    rule_pages.write(rule_pages.book_with(FAULTS), Path("bok.xlsx"))
    check(Path("bok.xlsx"), "--as-of", as_of)


@pytest.mark.parametrize("ledger", LEDGERS, ids=range(len(LEDGERS)))
def test_random_ledgers_have_the_numbers_of_the_json(ledger: InventedLedger) -> None:
    write_ledger(ledger, Path("bok.xlsx"))
    check(Path("bok.xlsx"))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_workbooks_of_other_layouts_have_the_numbers_of_the_json(path: Path) -> None:
    check(path, "--as-of", "2026-10-31")


def test_a_number_in_english_is_the_same(workbooks: Path) -> None:
    (found,) = read_json("validate", "overdrawn.xlsx")["workbooks"]
    rows = read_html(kraft("report", "overdrawn.xlsx", "--lang", "en").stdout).tables["Balances"][1:-1]
    shown = [[Decimal(cell.removeprefix("✖ ").replace("−", "-").replace(",", "")) if cell != "–" else None for cell in cells] for _, *cells in rows]
    assert shown == [list(each.values())[1:] for each in found["balances"]]


def test_what_the_comparison_looks_for_is_there(workbooks: Path) -> None:
    """A number that is changed in the page is found by it."""
    page = kraft("report", "overdrawn.xlsx").stdout
    (found,) = read_json("validate", "overdrawn.xlsx")["workbooks"]
    check_balances(read_html(page), found["balances"])
    with pytest.raises(AssertionError):
        check_balances(read_html(page.replace("1\u00a0250\u00a0000,50</td>", "1\u00a0250\u00a0000,51</td>", 1)), found["balances"])
