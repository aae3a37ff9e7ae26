"""What a report states, and how: first what is open, then what is right; each finding in its piece of the sheet; bounded; hostile text stays text."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from support import rule_pages
from support.build_other_layouts import two_sheets, write_sheets
from support.press_button import FAULTS
from support.read_report import read_html, read_markdown
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.report.written_report.balances import MOST_EVENTS
from xl_kraftsamling.report.written_report.compilation import MOST_ROWS
from xl_kraftsamling.report.written_report.contents import Contents, PieceCell
from xl_kraftsamling.report.written_report.findings import MOST_OF_CODE
from xl_kraftsamling.report.written_report.html_document import render_page
from xl_kraftsamling.report.written_report.markdown_document import escape

HEAD = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |\n|---|---|---|---|---:|---|---|\n"
ONE = HEAD + "| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | |\n"
EVIL = "<script>alert(1)</script> [klicka](http://ond.example) **fet** `kod` | $x$ & \u202eomvänt 850101-1236"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(example: str, path: str = "bok.xlsx") -> Path:
    rule_pages.write(rule_pages.book_with(example), Path(path))
    return Path(path)


def report(example: str, **options: object) -> Contents:
    return app.report_on_workbook(write(example), made_on=date(2026, 10, 1), lang="sv", **options)


def mark_cells(contents: Contents, code: str) -> list[str]:
    """The marked cells of the findings of a rule, as they are shown."""
    pieces = [each.piece for each in contents.findings if each.code == code and each.piece]
    return [cell.text for piece in pieces for row in piece.rows for cell in row.cells if cell.is_marked]


# ---- what comes first


@pytest.mark.parametrize(("example", "words"), [
    (ONE.replace("75 000", '"ca 5"'), "✖ 1 fel är öppet"), (FAULTS, "fel är öppna"), (ONE, "Inga fel är öppna"),
])  # fmt: skip
def test_the_first_lines_say_whether_errors_are_open(example: str, words: str) -> None:
    write(example)
    for form, read in (("html", read_html), ("markdown", read_markdown)):
        top = read(kraft("report", "bok.xlsx", "--format", form).stdout).top
        assert any(words in line for line in top[:4]), form
        assert not any("godkän" in line for line in top)


def test_what_is_right_rests_on_rules_that_were_tried_and_found_nothing() -> None:
    right = report(ONE).right
    assert any("tilldelning är den som beslutet anger" in each for each in right)
    assert not any("mfördelning" in each for each in right)  # without a transfer that would say nothing
    wrong = report(ONE.replace("75 000", "900 000")).right
    assert [each for each in right if each not in wrong] == ["Ingen har vid något tillfälle avropat mer än vad som då var disponibelt."]
    unread = report(ONE.replace("75 000", '"ca 5"')).right
    assert not any("avropat mer" in each or "gick att läsa" in each or "går ihop" in each for each in unread)


def test_a_transfer_that_waits_for_its_agreement_is_not_said_to_have_one() -> None:
    head = "\nOmfördelning\n| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |\n|---|---|---|---|---:|---|\n"
    right = report(head + "| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 90 000 | begärd |\n").right
    assert [each for each in right if "mfördelning" in each] == ["Ingen omfördelning som är begärd, överenskommen eller bokförd är större än vad givaren kunde avstå."]
    assert not any("mfördelning" in each for each in report(head + "| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 90 000 | utkast |\n").right)


def test_rules_that_were_not_tried_name_what_prevents_them() -> None:
    because = {each.code: each.because for each in report(ONE.replace("75 000", '"ca 5"')).not_tried}
    assert because["AV01"] == "VD02 Avrop!E2"
    write_sheets(Path("egen.xlsx"), two_sheets())
    contents = app.report_on_workbook(Path("egen.xlsx"), made_on=date(2026, 10, 1), lang="sv")
    assert {each.because for each in contents.not_tried if each.code == "UT01"} == {"Arbetsboken saknar uppgifter om Utfall. Därför har 8 kontroller inte kunnat göras."}


def test_an_unknown_figure_says_why() -> None:
    contents = report(ONE.replace("75 000", '"ca 5"'))
    kn = next(each for each in contents.recipients if each.recipient == "kulturnämnden")
    assert kn.unknown == "kan inte beräknas: Avrop!E2"
    assert {(each.ore, each.why) for each in kn.figures.values()} == {(None, kn.unknown)}
    other = next(each for each in contents.recipients if each.recipient == "MKB")
    assert (other.figures["forecast"].ore, other.figures["forecast"].why) == (None, "ingen prognos är lämnad")


# ---- the decision and the year


@pytest.mark.parametrize(("change", "words"), [
    ({}, "Kommunstyrelsen beslutade 2026-05-20, § 187."),
    ({"Kommunstyrelsens paragraf": None}, "Kommunstyrelsen beslutade 2026-05-20."),
    ({"Kommunstyrelsens beslutsdatum": None}, "utan ett datum som kan läsas"),
    ({"Kommunstyrelsens beslutsdatum": None, "Kommunstyrelsens paragraf": None, "Status": "förslag"}, "Beloppen är de som föreslogs."),
])  # fmt: skip
def test_what_kommunstyrelsen_decided_is_stated_as_it_is_recorded(change: dict[str, object], words: str) -> None:
    file = openpyxl.load_workbook(write(ONE))
    for row in file["Beslut"].iter_rows():
        if row[0].value in change:
            row[1].value = change[row[0].value]
    file.save("bok.xlsx")
    assert words in app.report_on_workbook(Path("bok.xlsx"), made_on=date(2026, 10, 1), lang="sv").decision.adopted


def test_a_decision_beside_the_workbook_is_named_with_its_changes_and_last_days() -> None:
    write(ONE)
    result = kraft("decision", "bok.xlsx", "--date", "2026-09-01", "--paragraph", "§ 301", "--amount", "kulturnämnden=900 000", "--repay-by", "2027-02-28", "--reference", "§ 301")
    assert result.exit_code == 0, result.stderr
    decision = app.report_on_workbook(Path("bok.xlsx"), made_on=date(2026, 10, 1), lang="sv").decision
    assert decision.source == "Beslutet är läst ur bok.beslut.toml."
    assert "§ 301" in "".join((decision.adopted, *decision.changes, *(each.source for each in decision.grants)))
    assert any("återbetalning: 2027-02-28" in each for each in decision.deadlines)


@pytest.mark.parametrize(("number", "words"), [("STK-2031-9", "Programmet har inget beslut med det diarienumret"), ("STK-2026-580", "följer med programmet")])
def test_where_the_decision_was_read_is_stated(number: str, words: str) -> None:
    write(ONE + f"\nBeslut\n| Uppgift | Värde |\n|---|---|\n| Diarienummer | {number} |\n")
    assert words in kraft("report", "bok.xlsx").stdout


def test_a_later_decision_and_a_repayment_are_changes_with_their_day() -> None:
    write(ONE)
    for arguments in (
        ("--date", "2026-05-20", "--paragraph", "§ 187"), ("--date", "2026-09-01", "--paragraph", "§ 301", "--amount", "kulturnämnden=900 000"),
        ("--repaid", "MKB=10 000", "--date", "2026-09-15"),
    ):  # fmt: skip
        result = kraft("decision", "bok.xlsx", *arguments)
        assert result.exit_code == 0, result.stderr
    assert app.report_on_workbook(Path("bok.xlsx"), made_on=date(2026, 10, 1), lang="sv").decision.changes == [
        "Ändrat 2026-09-01, STK-2026-580 § 301: kulturnämnden har därefter 900\u00a0000\u00a0kr.", "Återbetalat 2026-09-15: MKB 10\u00a0000\u00a0kr.",
    ]  # fmt: skip


def test_a_workbook_that_may_follow_two_decisions_states_what_they_have_in_common() -> None:
    write_sheets(Path("egen.xlsx"), two_sheets())
    known = (pick_shipped_decision("STK-2026-580"), replace(pick_shipped_decision("STK-2026-580"), case_number="STK-2026-9", file=None))
    contents = app.report_on_workbook(Path("egen.xlsx"), made_on=date(2026, 10, 1), lang="sv", known=known)
    assert contents.decision.source == "Arbetsboken kan följa STK-2026-580 § 266 eller STK-2026-9 § 266. Bara det som besluten har gemensamt används."
    assert list(render_page(contents))
    nobody = app.report_on_workbook(Path("egen.xlsx"), made_on=date(2026, 10, 1), lang="sv", known=())
    assert nobody.decision.source == "Vilket beslut arbetsboken följer går inte att se."
    assert (nobody.year_end.year, nobody.year_end.notes[0]) == (None, "Vilket år beslutet gäller är inte klart.")
    assert list(render_page(nobody))


@pytest.mark.parametrize(("as_of", "reached"), [(date(2026, 12, 30), False), (date(2026, 12, 31), True)])
def test_what_is_left_is_stated_from_the_last_day_of_the_year(as_of: date, *, reached: bool) -> None:
    end = report(ONE, as_of=as_of).year_end
    assert (end.is_reached, bool(end.lines), end.total is not None) == (reached, reached, reached)
    assert any("stadskontoret" in note for note in end.notes)
    assert any("är inte slut" in note for note in end.notes) is not reached


def test_transfers_have_their_agreement_and_what_cannot_be_read_says_so() -> None:
    write("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp |
|---|---|---|---|---:|---|---|---|---|---:|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 90 000 | bokförd | STK-2026-700 | 2026-06-10 | stadskontoret | 100 000 |
| O-2 | den 3:e | fritidsnämnden | kulturnämnden | "ca 5" | begärd | | | | |
""")
    one, other = read_html(kraft("report", "bok.xlsx").stdout).tables["Omfördelningar"][1:]
    assert one == ["O-1", "2026-06-15", "fritidsnämnden", "kulturnämnden", "90\u00a0000", "bokförd", "STK-2026-700 med stadskontoret den 2026-06-10 om 100\u00a0000\u00a0kr"]
    assert other == ["O-2", "kan inte läsas (Omfördelning!B3)", "fritidsnämnden", "kulturnämnden", "kan inte läsas (Omfördelning!E3)", "begärd", "ingen angiven"]


def test_a_waiver_says_who_answers_for_how_many_findings() -> None:
    waiver = "\nUndantag\n| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |\n|---|---|---|---|---|---|---|\n"
    contents = report(ONE.replace("I-07", "") + waiver + "| AV06 | Avrop | A-1 | Rör hela nämnden | STK-2026-800 | ekonomichef | 2026-12-31 |\n| AV06 | Avrop | A-9 | | | | |\n")
    assert [(each.code, each.row, each.role, each.findings) for each in contents.waivers] == [("AV06", "A-1", "ekonomichef", 1), ("AV06", "A-9", "", 0)]
    assert [each.code for each in contents.findings if each.is_waived] == ["AV06"]
    assert "1 avvikelse är undantagen." in kraft("report", "bok.xlsx").stdout


# ---- the pieces of the sheets


def test_a_finding_stands_among_its_neighbours_below_the_headings_of_its_table() -> None:
    rows = "".join(f"| A-{n} | 2026-06-{n:02d} | kulturnämnden | I-07 | {n}000 | utbetalt | |\n" for n in range(1, 7))
    (piece,) = [each.piece for each in report(HEAD + rows.replace("4000", '"ca 4"')).findings if each.code == "VD02"]
    assert (piece.sheet, piece.columns) == ("Avrop", ["A", "C", "D", "E", "F", "G"])
    assert [(row.number, row.is_heading) for row in piece.rows] == [(1, True), (4, False), (5, False), (6, False)]
    assert [row.cells[3] for row in piece.rows] == [
        PieceCell("Belopp"), PieceCell("3\u00a0000", is_number=True), PieceCell("ca 4", is_marked=True), PieceCell("5\u00a0000", is_number=True),
    ]  # fmt: skip


def test_a_cell_that_the_finding_names_too_is_marked_in_another_way() -> None:
    contents = report(ONE + "| A-1 | 2026-06-02 | kulturnämnden | I-07 | 5 | utbetalt | |\n")
    (piece,) = [each.piece for each in contents.findings if each.code == "VD11"]
    assert [(row.number, row.cells[0].is_marked, row.cells[0].is_related) for row in piece.rows] == [(1, False, False), (2, False, True), (3, True, False)]


@pytest.mark.parametrize(("value", "format_code", "shown"), [
    (-1234.5, "General", "−1\u00a0234,5"), (208, '0" tkr"', "208 tkr"), (1_100_000, "#,##0,", "1\u00a0100"), (True, "General", "SANT"),
    (0.1, "General", "0,1"), (1e15, "General", "1\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000"), ("två\nrader", "General", "två rader"), ("x" * 200, "General", "x" * 80 + "…"),
])  # fmt: skip
def test_a_cell_is_shown_as_it_stands_in_the_sheet(value: object, format_code: str, shown: str) -> None:
    file = openpyxl.load_workbook(write(ONE))
    cell = file["Avrop"]["E2"]
    cell.value, cell.number_format, file["Avrop"]["D2"].value = value, format_code, None
    file.save("bok.xlsx")
    contents = app.report_on_workbook(Path("bok.xlsx"), made_on=date(2026, 10, 1), lang="sv", profile="strikt")
    pieces = [each.piece for each in contents.findings if each.piece and each.piece.sheet == "Avrop"]
    assert shown in {cell.text for piece in pieces for row in piece.rows for cell in row.cells}


def test_a_number_that_is_none_is_shown_and_stops_nothing() -> None:
    write(ONE)
    with ZipFile("bok.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile("bok.xlsx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b"<v>75000</v>", b"<v>1e999</v>"))
    result = kraft("report", "bok.xlsx")
    assert (result.exit_code, "</span> 1e999<" in result.stdout) == (0, True)


def test_a_cell_outside_everything_has_a_piece_too() -> None:
    file = openpyxl.load_workbook(write(ONE))
    file["Avrop"]["Z40"] = "=1/0"
    file["Läs mig"]["B30"] = "#REF!"
    file["Läs mig"]["B30"].data_type = "e"
    file.save("bok.xlsx")
    result = kraft("report", "bok.xlsx")
    assert result.exit_code == 0, result.stderr


# ---- bounds


def test_of_thousands_of_findings_some_are_shown_and_the_rest_is_counted() -> None:
    contents = report(HEAD + "".join(f'| A-{n} | 2026-06-01 | kulturnämnden | I-07 | "ca {n}" | utbetalt | |\n' for n in range(3_000)))
    assert len(mark_cells(contents, "VD02")) == MOST_OF_CODE
    assert ("VD02", "Avrop", 3_000 - MOST_OF_CODE) in contents.left_out
    page = kraft("report", "bok.xlsx").stdout
    assert "2\u00a0990 till av VD02 på bladet Avrop visas inte här." in page
    assert "validate --format json" in page
    assert len(page) < 200_000


def test_long_lists_and_long_years_are_bounded_and_say_so() -> None:
    rows = "".join(f"| A-{n} | 2026-06-01 | kulturnämnden | I-07 | 1 | utbetalt | |\n" for n in range(500))
    insatser = "\nInsatser\n| Insats-id | Insats | Initiativtagare | Mottagare | Planerat belopp | Status |\n|---|---|---|---|---:|---|\n" + "".join(
        f"| I-{n} | Insats | kulturnämnden | kulturnämnden | 1 | pågår |\n" for n in range(MOST_ROWS + 7)
    )
    contents = report(HEAD + rows + insatser)
    (kn,) = [each for each in contents.timelines if each.recipient == "kulturnämnden"]
    assert (len(kn.events), kn.left_out) == (MOST_EVENTS, 501 - MOST_EVENTS)
    left_out = contents.interventions_left_out
    assert (len(contents.interventions), left_out > 0) == (MOST_ROWS, True)
    page = kraft("report", "bok.xlsx").stdout
    assert "441 tidigare händelser visas inte här" in page
    assert f"{left_out} rader till visas inte här" in page


# ---- text stays text


@pytest.fixture
def hostile() -> str:
    """The name of a workbook whose cells are full of markup."""
    file = openpyxl.load_workbook(write(ONE.replace("| I-07 |", "| |")))
    for cell in ("A2", "G2", "F2", "C2"):
        file["Avrop"][cell] = EVIL
    file["Insatser"]["B2"] = file["Tilldelning"]["E2"] = EVIL
    file["Avrop"].title = "A<b>&"
    file.save("onda <i>&.xlsx")
    return "onda <i>&.xlsx"


def test_hostile_text_is_text_in_the_page(hostile: str) -> None:
    page = kraft("report", hostile).stdout
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page
    assert "1236" not in page
    assert not re.search(r"<(?:b|i)>", page)
    addresses = re.findall(r'(?:src|href|action|data|poster)="([^"]*)"', page) + re.findall(r"url\(([^)]*)", page)
    assert {address[:1] for address in addresses} == {"#"}
    assert "https:" not in page
    assert read_html(page).tables


def test_hostile_text_is_text_in_markdown(hostile: str) -> None:
    text = kraft("report", hostile, "--format", "markdown").stdout
    assert "\\<script\\>alert(1)\\</script\\>" in text
    assert "\\[klicka\\](http\\://ond.example)" in text
    assert "\\*\\*fet\\*\\* \\`kod\\` \\| \\$x\\$ \\&" in text
    assert "1236" not in text
    tables = read_markdown(text).tables
    assert {len(row) for row in tables["Insatser"]} == {6}


@pytest.mark.parametrize(("text", "escaped"), [
    ("1. ett", "1\\. ett"), ("12) ett", "12\\) ett"), ("- ett", "\\- ett"), ("  + ett", "  \\+ ett"), ("=== ", "\\=== "), ("# ett", "\\# ett"), ("a\nb", "a\\\\nb"), ("−5 000", "−5 000"),
    ("www.ond.example", "www\\.ond.example"), ("2026-05-20", "2026-05-20"), ("ett - två", "ett - två"), ("", ""),
])  # fmt: skip
def test_a_text_in_markdown_begins_no_list_and_no_heading(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_both_languages_state_the_same(snapshot: Callable[[str, str], None]) -> None:
    write(FAULTS)
    for lang in ("sv", "en"):
        text = kraft("report", "bok.xlsx", "--format", "markdown", "--lang", lang).stdout
        dated = re.sub(r"\d{4}\\?-\d\d-\d\d(?=\n- \*\*Program)", "DAG", re.sub(r"[0-9a-f]{64}", "SHA", text))
        snapshot(f"report_{lang}", re.sub(r"kraftsamling \d[\d.]*", "kraftsamling VERSION", dated))
