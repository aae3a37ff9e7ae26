"""The template filled: by a decision alone, by its example, by any source; and nothing else of it touched."""

import hashlib
import os
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from support import TESTS
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import load_decision, pick_shipped_decision
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing.template_file import find_template

DECISION = pick_shipped_decision("STK-2026-580")
INVENTED = TESTS / "decisions" / "hamn-2031-7.toml"


def parts(path: Path) -> dict[str, str]:
    with ZipFile(path) as package:
        return {name: hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()}


def test_the_template_filled_with_the_decision_lacks_only_what_the_decision_does_not_state(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "ny.xlsx", decision=DECISION)
    verdict = app.validate_workbook(tmp_path / "ny.xlsx").verdict
    assert {f.rule.code for f in verdict.findings if f.severity in (Severity.ERROR, Severity.WARNING)} == {"BE01", "IN02"}
    assert sum(balance.allotted for balance, settled in verdict.balances if settled) == DECISION.total


def test_the_example_has_no_errors_and_only_the_missing_decision_as_a_warning(tmp_path: Path) -> None:
    filled = app.fill_workbook(tmp_path / "exempel.xlsx", decision=DECISION, example=True)
    verdict = app.validate_workbook(filled.path).verdict
    assert filled.rows["Insatser"] == 11
    assert [(f.rule.code, f.severity) for f in verdict.findings] == [("BE01", Severity.WARNING)]


def test_every_sheet_with_example_rows_is_labelled_so(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "exempel.xlsx", decision=DECISION, example=True)
    book = openpyxl.load_workbook(tmp_path / "exempel.xlsx")
    for sheet in ("Insatser", "Avrop", "Omfördelning", "Utfall", "Prognos"):
        assert book[sheet]["A2"].value.startswith("EXEMPELDATA")


def test_only_the_filled_parts_of_the_template_change(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "ny.xlsx", decision=DECISION)
    before, after = parts(find_template()), parts(tmp_path / "ny.xlsx")
    changed = {name for name in before if before[name] != after.get(name)}
    assert set(before) == set(after)
    assert changed
    assert all(name.startswith(("xl/worksheets/sheet", "xl/tables/", "xl/charts/")) or name == "xl/workbook.xml" for name in changed)


def test_an_existing_workbook_is_overwritten_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "finns.xlsx"
    target.write_bytes(b"viktigt")
    with pytest.raises(BadInput):
        app.fill_workbook(target, decision=DECISION)
    assert target.read_bytes() == b"viktigt"
    app.fill_workbook(target, decision=DECISION, force=True)
    assert target.read_bytes() != b"viktigt"


def test_a_workbook_filled_from_a_workbook_holds_the_same_rows(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "ett.xlsx", decision=DECISION, example=True)
    app.fill_workbook(tmp_path / "två.xlsx", decision=DECISION, data=[tmp_path / "ett.xlsx"])
    one, two = (app.validate_workbook(tmp_path / name).verdict for name in ("ett.xlsx", "två.xlsx"))
    as_of = one.ledger.as_of
    assert [row[3:] for row in one.ledger.book.call_offs] == [row[3:] for row in two.ledger.book.call_offs]
    assert one.ledger.balances == app.validate_workbook(tmp_path / "två.xlsx", as_of=as_of).verdict.ledger.balances


def test_another_decision_fills_the_same_template(tmp_path: Path) -> None:
    other = load_decision(INVENTED)
    app.fill_workbook(tmp_path / "annat.xlsx", decision=other)
    book = openpyxl.load_workbook(tmp_path / "annat.xlsx")
    assert [row[0].value for row in book["Tilldelning"].iter_rows(min_row=5) if row[0].value] == [g.recipient for g in other.grants]
    named = [row[0].value for row in book["Saldo"].iter_rows(min_row=5, max_row=5 + len(other.grants))]
    assert named == [*(g.recipient for g in other.grants), "Summa"]
    with pytest.raises(BadInput):
        app.fill_workbook(tmp_path / "exempel.xlsx", decision=other, example=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in a folder")
def test_a_folder_or_a_pipe_is_never_replaced_by_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "mapp.xlsx").mkdir()
    os.mkfifo(tmp_path / "rör.xlsx")
    for name in ("mapp.xlsx", "rör.xlsx"):
        with pytest.raises(BadInput):
            app.fill_workbook(tmp_path / name, decision=DECISION, force=True)
        assert not (tmp_path / name).is_file()


@pytest.mark.parametrize("name", ["gammal.xls", "utan", "rapport.pdf"])
def test_a_name_that_is_no_workbook_of_the_template_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        app.fill_workbook(tmp_path / name, decision=DECISION)
    assert not list(tmp_path.iterdir())


def test_a_link_keeps_pointing_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "mål.xlsx").write_bytes(b"gammal")
    (tmp_path / "länk.xlsx").symlink_to(tmp_path / "mål.xlsx")
    app.fill_workbook(tmp_path / "länk.xlsx", decision=DECISION, force=True)
    assert (tmp_path / "länk.xlsx").is_symlink()
    assert (tmp_path / "mål.xlsx").read_bytes() != b"gammal"


def test_a_macro_workbook_is_filled_alike_and_keeps_its_buttons_and_functions(tmp_path: Path) -> None:
    app.fill_workbook(tmp_path / "ny.xlsm", decision=DECISION, example=True)
    app.fill_workbook(tmp_path / "ny.xlsx", decision=DECISION, example=True)
    plain, macros = (app.validate_workbook(tmp_path / name).verdict for name in ("ny.xlsx", "ny.xlsm"))
    assert macros.ledger.balances == plain.ledger.balances
    assert [finding.rule.code for finding in macros.findings] == [finding.rule.code for finding in plain.findings]
    before, after = parts(find_template(".xlsm")), parts(tmp_path / "ny.xlsm")
    kept = [name for name in before if "vba" in name or "drawings" in name or "customUI" in name]
    assert len(kept) > 3
    assert all(before[name] == after[name] for name in kept)


@pytest.mark.parametrize("name", ["ny.xlsx", "ny.xlsm"])
def test_rows_that_are_ready_are_no_findings_and_are_filled_first(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    app.fill_workbook(path, decision=DECISION)
    for number in (1, 2):
        row = f"Avrop-id;Datum;Mottagare;Belopp;Status\nA-{number};2026-06-01;kulturnämnden;1000;begärt\n"
        (tmp_path / "avrop.csv").write_text(row, encoding="utf-8")
        app.add_to_workbook(path, path, [tmp_path / "avrop.csv"], force=True)
    book = openpyxl.load_workbook(path, keep_vba=True)
    assert [book["Avrop"].cell(row, 1).value for row in (5, 6, 7)] == ["A-1", "A-2", None]
    assert book["Avrop"].tables["Avrop"].ref == "A4:I34"
    verdict = app.validate_workbook(path).verdict
    assert {finding.rule.code for finding in verdict.findings if finding.hit.place and finding.hit.place.sheet == "Avrop"} == {"AV08", "AV06"}
    assert verdict.ledger.balances["kulturnämnden"].requested == 200_000


def test_more_rows_than_are_ready_make_the_table_grow(tmp_path: Path) -> None:
    path = tmp_path / "ny.xlsx"
    rows = [f"A-{n};2026-06-01;kulturnämnden;{n};begärt" for n in range(1, 41)]
    (tmp_path / "avrop.csv").write_text("\n".join(("Avrop-id;Datum;Mottagare;Belopp;Status", *rows)), encoding="utf-8")
    app.fill_workbook(path, decision=DECISION, data=[tmp_path / "avrop.csv"])
    page = openpyxl.load_workbook(path)["Avrop"]
    assert page.tables["Avrop"].ref == "A4:I44"
    assert page["A44"].value == "A-40"
    assert len(app.validate_workbook(path).verdict.ledger.book.call_offs) == 40
