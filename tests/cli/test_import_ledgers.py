"""`kraftsamling import` as an economist uses it: ledgers of every kind, twice, month by month, and everything that can be wrong with them."""

import json
import random
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from support.build_extracts import (
    HEADINGS,
    KEY,
    PROJECTS,
    Line,
    make_workbook,
    write_csv,
    write_sie,
    write_xlsx,
)
from support.build_other_layouts import plain_sheets, write_sheets
from support.read_ledger import read_ledger
from support.run_cli import kraft
from xl_kraftsamling.domain.tables import Outcome

LINES = [
    Line("A1", date(2026, 5, 4), "4010", "100", 12_500_50, "Böcker & åäö"),
    Line("A2", date(2026, 6, 9), "5010", "200", 800_000, "Tränare"),
    Line("A2", date(2026, 6, 9), "5020", "200", 100_000, "Hall"),
    Line("A3", date(2026, 6, 30), "6110", "", 55_500, "Annat"),
    Line("A4", date(2026, 7, 1), "4010", "300", -20_001, "Rättelse"),
    Line("A4", date(2026, 7, 1), "4010", "300", -20_001, "Rättelse"),
    Line("A5", date(2026, 7, 2), "7010", "999", 70_000, "Okänt projekt"),
]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return make_workbook(tmp_path)


def run(*arguments: object, code: int | None = None) -> Result:
    result = kraft("import", *map(str, arguments))
    assert code is None or result.exit_code == code, result.output
    return result


def outcomes(path: Path) -> list[tuple[Any, ...]]:
    return sorted((row[3:] for row in read_ledger(path).book.outcomes), key=repr)


def totals(path: Path) -> Counter[str]:
    found = Counter[str]()
    for row in read_ledger(path).book.outcomes:
        found[row.recipient] += row.amount
    return found


def expected(lines: list[Line]) -> Counter[str]:
    found = Counter[str]()
    for line in lines:
        if line.project in PROJECTS and line.account[0] in "4567":
            found[PROJECTS[line.project]] += line.amount
    return found


def key_of(row: Outcome) -> tuple[Any, ...]:
    return row[3:]


def test_the_same_ledger_as_excel_csv_and_sie_gives_the_same_outcome(book: Path, tmp_path: Path) -> None:
    ledgers = [
        write_xlsx(tmp_path / "a.xlsx", LINES), write_csv(tmp_path / "b.csv", LINES), write_sie(tmp_path / "c.se", LINES),
        write_csv(tmp_path / "d.csv", LINES, HEADINGS[::-1], encoding="cp1252", delimiter="\t"), write_csv(tmp_path / "e.csv", LINES, delimiter=",", point=True),
        write_sie(tmp_path / "f.si", LINES, encoding="utf-8"), write_sie(tmp_path / "g.sie", LINES, encoding="cp1252"),
        write_xlsx(tmp_path / "h.xlsx", LINES[::-1], HEADINGS[3:] + HEADINGS[:3], [["Huvudbok"], [], ["Utskriven 2026-10-01"]]),
    ]  # fmt: skip
    found = []
    for ledger in ledgers:
        target = tmp_path / f"ny_{ledger.stem}.xlsx"
        run(ledger, "--into", book, "--write", target, code=1)  # of project 999 nobody has said anything
        found.append(outcomes(target))
        assert totals(target) == expected(LINES)
    assert all(each == found[0] for each in found)
    assert found[0][0][:6] == ("A1", date(2026, 5, 4), 202605, "kulturnämnden", "I-1", 12_500_50)


def test_importing_again_adds_nothing_and_a_month_more_adds_that_month(book: Path, tmp_path: Path) -> None:
    first, whole = [line for line in LINES if line.day.month < 7], LINES
    june, july = write_csv(tmp_path / "juni.csv", first), write_sie(tmp_path / "juli.se", whole)
    run(june, "--into", book, "--write", "ny.xlsx", code=0)
    run(july, "--into", "ny.xlsx", "--key", "Medel.kontering.toml", "--write", "ny2.xlsx", code=1)
    assert totals(Path("ny2.xlsx")) == expected(whole)
    again = run(july, "--into", "ny2.xlsx", "--key", "Medel.kontering.toml", "--write", "ny3.xlsx", code=1)
    assert "0 rader lagts till" in again.stdout
    assert Path("ny3.xlsx").read_bytes() == Path("ny2.xlsx").read_bytes()
    only_july = write_xlsx(tmp_path / "bara_juli.xlsx", [line for line in LINES if line.day.month == 7])
    part = run(only_july, "--into", "ny2.xlsx", "--key", "Medel.kontering.toml", "--compare")
    assert "Försvunna" not in part.stdout
    assert "fritidsnämnden, 9 000 kr, som inte finns i huvudbokens filer" in part.stdout.replace("\xa0", " ").replace("\n    ", " ")


def test_what_has_changed_or_is_gone_is_said_at_its_cell_and_nothing_is_doubled(book: Path, tmp_path: Path) -> None:
    run(write_csv(tmp_path / "a.csv", LINES[:6]), "--into", book, "--write", "ny.xlsx", code=0)
    changed = [LINES[0]._replace(amount=13_000_00), LINES[1], LINES[4], LINES[4]]
    result = run(write_sie(tmp_path / "b.se", changed), "--into", "ny.xlsx", "--key", "Medel.kontering.toml", "--write", "ny2.xlsx", "--format", "json", code=1)
    said = json.loads(result.stdout)
    assert totals(Path("ny2.xlsx")) == totals(Path("ny.xlsx"))
    assert [(each["cell"]["sheet"], each["before"]["amount"], each["after"]["amount"]) for each in said["changed"]] == [("Utfall", 12_500.5, 13_000)]
    assert [each["row"]["voucher"] for each in said["gone"]] == ["A2"]
    assert {each["recipient"]: each["difference"] for each in said["recipients"]} == {"fritidsnämnden": 1000, "kulturnämnden": -499.5, "MKB": 0}
    told = run("b.se", "--into", "ny.xlsx", "--key", "Medel.kontering.toml", "--compare", code=1).stdout.replace("\xa0", " ")
    assert "Belopp 12 500,50 kr → 13 000 kr" in told
    assert "verifikation A2, 2026-06-09: fritidsnämnden, 1 000 kr" in told


def test_rows_that_an_older_or_another_extract_lacks_are_said(book: Path, tmp_path: Path) -> None:
    run(write_csv(tmp_path / "a.csv", LINES[:6]), "--into", book, "--write", "ny.xlsx", code=0)
    arguments = ("--into", "ny.xlsx", "--key", "Medel.kontering.toml", "--compare")
    older = run(write_csv(tmp_path / "b.csv", LINES[:3]), *arguments, code=1).stdout
    assert "Senare än huvudbokens sista månad" in older
    nobody = run(write_csv(tmp_path / "c.csv", LINES[1:6]), *arguments).stdout.replace("\xa0", " ")
    assert "kulturnämnden, 12 500,50 kr, som inte finns i huvudbokens filer" in nobody.replace("\n    ", " ")
    run("b.csv", write_sie(tmp_path / "d.se", LINES[3:6]), *arguments, code=0)


def test_what_has_no_key_is_listed_with_its_kronor(book: Path, tmp_path: Path) -> None:
    result = run(write_sie(tmp_path / "a.se", LINES), "--into", book, "--write", "ny.xlsx", code=1)
    assert "Projekt 999: 1 rad, 700 kr" in result.stdout.replace("\xa0", " ")
    key = Path("Medel.kontering.toml")
    key.write_text(KEY + '[[left_out]]\n"Projekt" = "999"\n', "utf-8")
    run("a.se", "--into", book, "--write", "ny2.xlsx", code=0)
    key.write_text(KEY + '[[key]]\n"Konto" = "7010"\nrecipient = "KN"\n[[key]]\n"Projekt" = "999"\nrecipient = "FRN"\n', "utf-8")
    assert "två nycklar stämmer inte överens" in run("a.se", "--into", book, "--write", "ny3.xlsx", code=1).stdout


def test_without_a_key_a_proposal_is_written_and_nothing_is_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = make_workbook(tmp_path, None)
    named = [line._replace(cost_centre="4120") for line in LINES]
    write_sie(tmp_path / "a.se", named)
    compared = run("a.se", "--into", book, "--compare", code=4)
    assert "Kör med --write" in compared.stderr
    assert not Path("Medel.kontering.toml").exists()
    run("a.se", "--into", book, "--write", "ny.xlsx", code=4)
    assert not Path("ny.xlsx").exists()
    text = Path("Medel.kontering.toml").read_text("utf-8").replace("\xa0", " ")
    assert '# 100 Läsfrämjande åtgärder: 1 rad, 12 500,50 kr\n[[key]]\n"Projekt" = "100"\nrecipient = "kulturnämnden"\nintervention = "I-1"\n' in text
    assert '# ? 200: 2 rader, 9 000 kr\n#[[key]]\n#"Projekt" = "200"\n#recipient = ""\n' in text
    assert "# konton som börjar med 1 räknas inte: 5 rader" in text
    run("a.se", "--into", book, "--write", "ny.xlsx", code=1)
    assert totals(Path("ny.xlsx")) == {"kulturnämnden": 12_500_50}
    assert "Medel.kontering.toml" in run("a.se", "--into", "ny.xlsx", "--compare", "--lang", "en", code=4).stderr


def test_an_unclear_sign_is_asked_and_nothing_is_written(book: Path, tmp_path: Path) -> None:
    key = Path("Medel.kontering.toml")
    minus = [line._replace(amount=-abs(line.amount)) for line in LINES]
    mixed = [line._replace(amount=line.amount * (-1) ** n) for n, line in enumerate(LINES)]
    write_csv(tmp_path / "minus.csv", minus)
    write_csv(tmp_path / "mixed.csv", mixed)
    asked = run("minus.csv", "--into", book, "--write", "ny.xlsx", code=4)  # the key says plus, all amounts are minus
    assert "Vilket tecken har en kostnad i minus.csv?" in asked.stdout
    assert "Inget är infört" in asked.stderr
    key.write_text(KEY.replace('cost_sign = "positivt"\n', ""), "utf-8")
    for name in ("minus.csv", "mixed.csv"):
        run(name, "--into", book, "--write", "ny.xlsx", code=4)
    assert not Path("ny.xlsx").exists()
    key.write_text(KEY.replace("positivt", "negativt"), "utf-8")
    run("minus.csv", "--into", book, "--write", "ny.xlsx", code=1)
    assert totals(Path("ny.xlsx")) == expected([line._replace(amount=abs(line.amount)) for line in LINES])


def test_debit_and_credit_leave_no_doubt_about_the_sign(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Ver;Datum;Konto;Projekt;Debet;Kredit\nA1;2026-05-04;4010;100;;500,00\nA2;2026-05-05;4010;100;100,00;\n;;;;100,00;500,00\n", "utf-8")
    Path("Medel.kontering.toml").write_text(KEY.replace('cost_sign = "positivt"\n', ""), "utf-8")
    run(path, "--into", book, "--write", "ny.xlsx", code=0)
    assert totals(Path("ny.xlsx")) == {"kulturnämnden": -40_000}


def test_another_year_or_decision_is_told_with_both(book: Path, tmp_path: Path) -> None:
    last_year = [line._replace(day=line.day.replace(year=2025)) for line in LINES]
    write_sie(tmp_path / "a.se", last_year)
    refused = run("a.se", "--into", book, "--write", "ny.xlsx", code=3)
    assert "a.se gäller 2025, men Medel.xlsx följer STK-2026-580 § 266 för 2026" in refused.stderr
    write_csv(tmp_path / "b.csv", [*last_year, *LINES[:1]])
    assert "annat år: 2025" in run("b.csv", "--into", book, "--write", "ny.xlsx", code=0).stdout
    assert totals(Path("ny.xlsx")) == {"kulturnämnden": 12_500_50}
    Path("Medel.kontering.toml").write_text(KEY.replace("STK-2026-580", "STK-2027-1"), "utf-8")
    assert "beslutet STK-2027-1, men arbetsboken till STK-2026-580" in run("b.csv", "--into", book, "--compare", code=3).stderr


@pytest.mark.parametrize(("cut", "words"), [
    ("\n}", "är avbruten: verifikation A1, som börjar på rad"), ('"Böcker', "är avbruten"), ("#TRANS 1930 {} -", "transaktionen saknar"),
])  # fmt: skip
def test_a_sie_file_that_is_cut_off_is_refused_with_its_line(book: Path, tmp_path: Path, cut: str, words: str) -> None:
    text = write_sie(tmp_path / "a.se", LINES[:1], encoding="utf-8").read_text("utf-8")
    place = text.rindex(cut) + (len(cut) if cut != "\n}" else 0)
    (tmp_path / "a.se").write_text(text[:place], "utf-8")
    refused = run("a.se", "--into", book, "--write", "ny.xlsx", code=3)
    assert words in refused.stderr
    assert "rad 1" in refused.stderr or "rad 8" in refused.stderr or "rad 9" in refused.stderr
    assert not Path("ny.xlsx").exists()


def test_a_voucher_that_does_not_balance_is_named(book: Path, tmp_path: Path) -> None:
    text = write_sie(tmp_path / "a.se", LINES[:1]).read_bytes().replace(b"-12500.50", b"-12500.00")
    (tmp_path / "a.se").write_bytes(text)
    told = run("a.se", "--into", book, "--write", "ny.xlsx", code=1).stdout.replace("\xa0", " ")
    assert "verifikation A1 balanserar inte, 0,50 kr skiljer" in told
    assert Path("ny.xlsx").exists()


def test_a_sum_row_that_is_not_the_sum_of_its_rows_is_told(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    body = "Ver;Datum;Konto;Projekt;Belopp\nProjekt 100 Läs;;;;\nA1;2026-05-04;4010;100;500,00\nSumma 100;;;;{}\nA2;2026-05-05;4010;200;100,00\nTotalt;;;;600,00\n"
    path.write_text(body.format("500,00"), "utf-8")
    run(path, "--into", book, "--compare", code=1)
    run(path, "--into", book, "--write", "ny.xlsx", code=0)
    path.write_text(body.format("501,00"), "utf-8")
    assert "a.csv, rad 4: summaraden är 501 kr" in run(path, "--into", book, "--write", "ny2.xlsx", code=1).stdout.replace("\xa0", " ")


def test_rows_without_a_voucher_are_matched_by_content_and_that_is_said(book: Path, tmp_path: Path) -> None:
    headings = ("Konto", "Projekt", "Verdatum", "Belopp", "Text")
    lines = LINES[:3]
    write_csv(tmp_path / "a.csv", [*lines, *lines[:1]], headings)
    run("a.csv", "--into", book, "--write", "ny.xlsx", code=0)
    assert len(outcomes(Path("ny.xlsx"))) == 4
    again = run("a.csv", "--into", "ny.xlsx", "--key", "Medel.kontering.toml", "--compare", code=0).stdout
    assert "4 rader utan verifikation kändes igen på innehållet; 0 rader utan verifikation" in again
    write_csv(tmp_path / "b.csv", lines[1:], headings)
    part = run("b.csv", "--into", "ny.xlsx", "--key", "Medel.kontering.toml", "--compare").stdout.replace("\xa0", " ")
    assert "2 rader utan verifikation, 25 001 kr, finns inte i huvudboken" in part.replace("\n    ", " ")


def test_the_same_file_twice_is_refused_and_overlapping_files_are_counted_once(book: Path, tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", LINES[:5])
    (tmp_path / "b.csv").write_bytes((tmp_path / "a.csv").read_bytes())
    assert "samma innehåll" in run("a.csv", "b.csv", "--into", book, "--write", "ny.xlsx", code=3).stderr
    write_sie(tmp_path / "c.se", LINES)
    told = run("c.se", "a.csv", "--into", book, "--write", "ny.xlsx", code=1).stdout
    assert "står i flera filer" in told
    assert totals(Path("ny.xlsx")) == expected(LINES)


@pytest.mark.parametrize(("text", "words"), [
    ("", "känns inte igen som ett utdrag ur en huvudbok"),
    ("Namn;Adress\nA;B\n", "känns inte igen som ett utdrag ur en huvudbok"),
    ("Ver;Konto;Projekt;Belopp;Netto;Datum\n", "flera kolumner med belopp: Belopp, Netto"),
    ("Ver;Konto;Projekt;Belopp;Period\nA1;4010;100;5;202605\n", "ingen kolumn med datum"),
    ("Ver;Datum;Konto;Projekt;Belopp\nA1;2026-05-04;4010;100;1.500\n", "a.csv, rad 2: ”1.500” under Belopp är inget entydigt belopp"),
    ("Ver;Datum;Konto;Projekt;Belopp\nA1;04/05/2026;4010;100;15\n", "a.csv, rad 2: ”04/05/2026” under Datum är inget entydigt datum"),
    ("Ver;Datum;Konto;Projekt;Belopp\nA1;;4010;100;15\n", "a.csv, rad 2: raden har ett belopp men inget datum"),
    ("Ver;Datum;Konto;Projekt;Belopp\nA1;2026-05-04;4010;100;0,005\n", "inget entydigt belopp"),
    ('Ver;Datum;Konto;Projekt;Belopp\nA1;2026-05-04;4010;"100;15\n', "a.csv, rad 2, kan inte läsas"),
    ("<html></html>", "webbsida"),
    ("#FLAGGA 0\n#SIETYP 2\n#KONTO 1 A\n", "SIE-fil av typ 2"),
    ("#FLAGGA 0\n#SIETYP 4\n#KONTO 1 A\n", "har inga verifikationer"),
    ("#FLAGGA 0\n#SIETYP 4\n#KSUMMA\n#VER A 1 20260504\n{\n}\n", "utan den kontrollsumma"),
    ("#FLAGGA 0\n#SIETYP 4\n#TRANS 4010 {} 5\n", "rad 3: #TRANS står utanför en verifikation"),
    ("#FLAGGA 0\n#VER A 1 20261399\n{\n#TRANS 4010 {} 5\n}\n", "rad 2: ”20261399” är inte ett datum"),
    ("#FLAGGA 0\n#VER A 1\n{\n#TRANS 4010 {} 5\n}\n", "verifikation A1 har inget datum"),
    ("#FLAGGA 0\n#VER A 1 20260504\nhej\n", "verifikation A1, som börjar på rad 2, är inte avslutad på rad 3"),
    ("#FLAGGA 0\n#VALUTA EUR\n", "är i EUR, inte i kronor"),
])  # fmt: skip
def test_a_ledger_that_cannot_be_read_is_one_sentence(book: Path, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.csv").write_text(text, "utf-8")
    refused = run("a.csv", "--into", book, "--write", "ny.xlsx", code=3)
    assert words in refused.stderr
    assert refused.stdout == ""
    assert not Path("ny.xlsx").exists()


@pytest.mark.parametrize(("line", "words"), [
    ("accounts = 4", "Rad 3: accounts"), ('[[key]]\n"Projekt" = "1"\n', "uppgiften saknas"), ('[[key]]\nrecipient = "KN"\n', "en koddel med sin kod"),
    ('[[key]]\n"Projekt" = "1"\nrecipient = "X"\n', "en mottagare i beslutet"), ('foo = "x"', "programmet läser ingen uppgift"),
    ('[[key]]\n"Projekt" = "1"\nrecipient = "KN"\nintervention = "I-9"\n', "ett Insats-id som står"),
    ('[[key]]\n"Projekt" = "1"\nrecipient = "KN"\n[[left_out]]\n"projekt" = "1"\n', "koder som inte redan har"),
    ('accounts = ["4-x"]', "en lista av konton"), ('cost_sign = "?"', "positivt"),
])  # fmt: skip
def test_a_key_that_is_wrong_is_refused_by_line_and_name(book: Path, tmp_path: Path, line: str, words: str) -> None:
    Path("Medel.kontering.toml").write_text(f'version = 1\ndecision = "STK-2026-580"\n{line}\n', "utf-8")
    write_csv(tmp_path / "a.csv", LINES)
    assert words in run("a.csv", "--into", book, "--compare", code=3).stderr


@pytest.mark.parametrize(("options", "words"), [
    ((), "--into saknas"), (("--into", "Medel.xlsx"), "antingen --write"), (("--into", "Medel.xlsx", "--compare", "--write", "x.xlsx"), "antingen --write"),
    (("--into", "Medel.xlsx", "--write", "Medel.xlsx"), "arbetsboken själv"), (("--into", "Medel.xlsx", "--write", "a.csv"), "finns redan"),
])  # fmt: skip
def test_the_options_are_checked_before_anything_is_read(book: Path, tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    write_csv(tmp_path / "a.csv", LINES)
    assert words in run("a.csv", *options, code=2).stderr.replace("--into saknas", "--into saknas")


def test_a_workbook_of_ones_own_layout_gets_the_rows_in_its_columns_and_in_its_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = {
        "Fördelning": [["Nämnd", "Beviljat kr"], ["Kulturnämnden", 800_000], ["Fritidsnämnden", 6_100_000], ["MKB", 1_200_000]],
        "Avrop": [["Nr", "Datum", "Nämnd", "Belopp kr", "Status"], [1, date(2026, 5, 4), "Kulturnämnden", 75_000, "Utbetalt"]],
        "Utfall": [["Bokföringsdatum", "Nämnd", "Utfall tkr"], [date(2026, 5, 2), "Kulturnämnden", 1.5]],
    }
    write_sheets(tmp_path / "Egen.xlsx", plain_sheets(**own))
    (tmp_path / "Egen.kontering.toml").write_text(KEY, "utf-8")
    write_csv(tmp_path / "a.csv", LINES[:6])
    told = run("a.csv", "--into", "Egen.xlsx", "--write", "ny.xlsx", code=0).stdout
    assert "ingen kolumn för Verifikation, Period, Insats-id, Text" in told
    assert totals(Path("ny.xlsx")) == {**expected(LINES), "kulturnämnden": 12_500_50 + 150_000}
    assert load_workbook("ny.xlsx")["Utfall"]["B3"].value == "Kulturnämnden"
    again = run("a.csv", "--into", "ny.xlsx", "--key", "Egen.kontering.toml", "--compare", code=0).stdout
    assert "5 rader utan verifikation kändes igen på innehållet" in again


def test_a_workbook_without_a_table_of_outcome_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = {"Fördelning": [["Nämnd", "Beviljat kr"], ["Kulturnämnden", 800_000]], "Avrop": [["Nr", "Datum", "Nämnd", "Belopp kr", "Status"], [1, date(2026, 5, 4), "KN", 5, "Utbetalt"]]}
    write_sheets(tmp_path / "Egen.xlsx", plain_sheets(**own))
    write_csv(tmp_path / "a.csv", LINES)
    assert "har ingen tabell för utfall" in run("a.csv", "--into", "Egen.xlsx", "--write", "ny.xlsx", code=3).stderr


def test_a_row_of_outcome_that_cannot_be_read_is_to_be_corrected_first(book: Path, tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", LINES)
    run("a.csv", "--into", book, "--write", "ny.xlsx")
    edited = load_workbook("ny.xlsx")
    row = next(cell.row for cell in edited["Utfall"]["A"] if cell.value == "A1")
    edited["Utfall"][f"F{row}"] = "ca 12 000"
    edited.save("ny.xlsx")
    assert f"Utfall!F{row} inte går att läsa" in run("a.csv", "--into", "ny.xlsx", "--key", "Medel.kontering.toml", "--write", "ny2.xlsx", code=3).stderr


def test_a_workbook_that_keeps_costs_as_negative_gets_them_so(book: Path, tmp_path: Path) -> None:
    edited = load_workbook(book)
    row = next(cell.row for cell in edited["Inställningar"]["A"] if cell.value == "Kostnadstecken")
    edited["Inställningar"][f"B{row}"] = "negativt"
    edited.save(book)
    write_csv(tmp_path / "a.csv", LINES)
    run("a.csv", "--into", book, "--write", "ny.xlsx")
    assert totals(Path("ny.xlsx")) == expected(LINES)
    assert -12_500.5 in [cell.value for cell in load_workbook("ny.xlsx")["Utfall"]["F"]]
    run("a.csv", "--into", "ny.xlsx", "--key", "Medel.kontering.toml", "--write", "ny2.xlsx")
    assert totals(Path("ny2.xlsx")) == expected(LINES)


def test_texts_of_a_ledger_stay_texts_and_are_shown_harmlessly(book: Path, tmp_path: Path) -> None:
    hostile = [LINES[0]._replace(text='=HYPERLINK("x")'), LINES[0]._replace(voucher="=1+1", text="a\u202e\u200bb\u2028c")]
    write_csv(tmp_path / "a.csv", hostile)
    run("a.csv", "--into", book, "--write", "ny.xlsx", code=0)
    texts = {row.text for row in read_ledger(Path("ny.xlsx")).book.outcomes}
    assert texts == {'=HYPERLINK("x")', "ab c"}
    assert {cell.data_type for row in load_workbook("ny.xlsx")["Utfall"].iter_rows(min_row=2) for cell in row} <= {"s", "n", "d", "inlineStr"}


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
AMOUNTS = st.integers(-50_000_00, 500_000_00)
ANY_LINES = st.lists(
    st.builds(
        Line, st.sampled_from(["A1", "A2", "B7", "V12"]), DAYS, st.sampled_from(["4010", "5010", "6990"]), st.sampled_from(["100", "200", "300", ""]),
        AMOUNTS, st.sampled_from(["", "Böcker", "Hyra - maj", 'a "b" c']), st.just(""),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=12)
@given(lines=ANY_LINES, more=ANY_LINES, order=st.randoms(use_true_random=False))
def test_any_ledger_gives_the_same_outcome_in_every_format_in_any_order_twice_and_with_a_month_added(
    lines: list[Line], more: list[Line], order: random.Random
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder)
        book = make_workbook(path, KEY)
        key = path / "Medel.kontering.toml"
        shuffled = [*lines, *more]
        order.shuffle(shuffled)
        # debit and credit tell the sign, which amounts of any sign do not
        text = "Ver;Text;Datum;Projekt;Kredit;Debet;Konto\r\n" + "".join(
            f'{line.voucher};"{line.text.replace(chr(34), chr(34) * 2)}";{line.day};{line.project};0;{line.amount / 100:.2f};{line.account}\r\n' for line in shuffled
        )
        (path / "b.csv").write_text(text, "utf-8")
        first, whole = write_sie(path / "a.se", lines), write_sie(path / "c.se", shuffled)
        run(first, "--into", book, "--write", path / "1.xlsx")
        run(path / "b.csv", "--into", path / "1.xlsx", "--key", key, "--write", path / "2.xlsx", code=0)
        run(whole, "--into", book, "--write", path / "3.xlsx", code=0)
        run(whole, "--into", path / "2.xlsx", "--key", key, "--write", path / "4.xlsx", code=0)
        assert totals(path / "2.xlsx") == totals(path / "3.xlsx") == expected(shuffled)
        assert sorted(map(repr, outcomes(path / "2.xlsx"))) == sorted(map(repr, outcomes(path / "3.xlsx")))
        assert (path / "4.xlsx").read_bytes() == (path / "2.xlsx").read_bytes()


def test_a_workbook_can_hold_the_ledger_that_is_imported_into_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = Workbook()
    book.save(tmp_path / "tom.xlsx")
    assert "känns inte igen som ett utdrag ur en huvudbok" in run("tom.xlsx", "--into", make_workbook(tmp_path), "--compare", code=3).stderr
