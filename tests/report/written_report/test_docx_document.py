"""The Word document: what it says is what the JSON says, in the order of a tjänsteskrivelse, and built so that everybody can read it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from openxml_audit import OpenXmlValidator

from support import rule_pages
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain.template import HEADING_ROW
from xl_kraftsamling.report.written_report.contents import Contents, StatedAmount, YearEndStatement
from xl_kraftsamling.report.written_report.docx_document import render_docx

YEAR_END = "2026-12-31"
UNKNOWN = {"sv": "okänt", "en": "unknown"}
TEXT_WIDTH = 11906 - 2 * 1304  # of the base: A4 less its margins
EDITED = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000,50 | utbetalt |
| A-2 | 2026-06-01 | fritidsnämnden | I-03 | "1 000" | utbetalt |
| A-3 | 2026-06-01 | MKB | I-10 | 1 300 000 | utbetalt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-06-01 | förskolenämnden | kulturnämnden | 50 000 | bokförd | Ö-1 | 2026-05-30 | stadskontoret | 50 000 | ja |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp | Text |
|---|---|---|---|---|---:|---|
| V-1 | 2026-06-10 | 202606 | kulturnämnden | I-07 | 40 000,25 | hyra |

Prognos
| Prognosdatum | Mottagare | Helårsprognos | Kommentar |
|---|---|---:|---|
| 2026-06-30 | kulturnämnden | 800 000 | |
"""


@pytest.fixture(params=["example", "edited"])
def workbook(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.xlsx"
    if request.param == "example":
        assert kraft("fill", "--example", str(path)).exit_code == 0
    else:
        rule_pages.write(rule_pages.book_with(EDITED), path)
    return path


def compile_contents(path: Path, lang: str = "sv", as_of: str = YEAR_END) -> Contents:
    return app.report_on_workbook(path, made_on=date(2026, 11, 30), lang=lang, as_of=date.fromisoformat(as_of))


def write(contents: Contents, template: Path | None = None) -> Document:
    path = Path(contents.workbook).with_name("ut.docx")
    path.write_bytes(render_docx(contents, template))
    return docx.Document(str(path))


def read_json(command: str, path: Path, lang: str) -> dict[str, Any]:
    answer = json.loads(kraft(command, str(path), "--as-of", YEAR_END, "--format", "json", "--lang", lang).stdout)
    return answer["workbooks"][0] if command == "validate" else answer


def read_table(document: Document, heading: str) -> list[list[str]]:
    """The rows of the table whose headings contain a word."""
    tables = ([[cell.text for cell in row.cells] for row in table.rows] for table in document.tables)
    return next(rows for rows in tables if heading in rows[0])


def read_text(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def parse(text: str, lang: str) -> float | None:
    """An amount as it is shown, in kronor; None where it is unknown or missing."""
    if text in ("–", UNKNOWN[lang]):
        return None
    number = re.sub(r"[\u00a0✖ +]|SEK|kr", "", text).replace("\u2212", "-")
    return float(number.replace(",", "") if lang == "en" else number.replace(",", "."))


def add(first: float | None, second: float | None, sign: int) -> float | None:
    return None if first is None or second is None else first + sign * second


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_figure_of_a_recipient_is_that_of_the_json(workbook: Path, lang: str) -> None:
    found, document = read_json("validate", workbook, lang), write(compile_contents(workbook, lang))
    rows = read_table(document, "Utfall" if lang == "sv" else "Outcome")[1:]
    wanted = {each["recipient"]: each for each in found["balances"]}
    assert [row[0] for row in rows[:-1]] == list(wanted)
    for name, *cells in rows[:-1]:
        json_row = wanted[name]
        net = add(json_row["received"], json_row["ceded"], -1)
        figures = [json_row["allotted"], net, *(json_row[each] for each in ("called_off", "outcome", "forecast", "remaining"))]
        assert [parse(cell, lang) for cell in cells] == figures
    for column, name in ((1, "allotted"), (3, "called_off"), (6, "remaining")):
        amounts = [each[name] for each in wanted.values()]
        assert parse(rows[-1][column], lang) == (None if None in amounts else sum(amounts))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_left_at_the_year_s_end_is_that_of_the_json(workbook: Path, lang: str) -> None:
    closing = {each["recipient"]: each for each in read_json("balance", workbook, lang)["closing"]}
    document = write(compile_contents(workbook, lang))
    for name, *cells in read_table(document, "Outnyttjat" if lang == "sv" else "Unused")[1:]:
        line = closing.get(name)
        if line:
            assert [parse(cell, lang) for cell in cells] == [line["unused"], line["not_called_off"], line["called_off_unspent"]]
        elif name not in ("Summa", "Sum"):
            assert cells == [UNKNOWN[lang]] * 3


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_amount_in_a_sentence_is_in_the_json_too(workbook: Path, lang: str) -> None:
    found, document = read_json("validate", workbook, lang), write(compile_contents(workbook, lang))
    balances = found["balances"]
    known = {amount for each in balances for amount in each.values() if isinstance(amount, (int, float))}
    sums = {sum(each[name] or 0 for each in balances) for name in balances[0] if name != "recipient"}
    left = {sum(each["unused"] for each in read_json("balance", workbook, lang)["closing"])}
    pattern = r"\u2212?SEK\u00a0[\d,]*\d(?:\.\d\d)?" if lang == "en" else r"\u2212?\d[\d\u00a0]*(?:,\d\d)?\u00a0kr"
    amounts = [parse(each, lang) for paragraph in document.paragraphs for each in re.findall(pattern, paragraph.text)]
    assert bool(amounts) == all(each["allotted"] is not None for each in balances)  # where a recipient is unknown there are no sums
    assert set(amounts) <= known | sums | left


def test_the_findings_are_those_of_the_json(workbook: Path) -> None:
    found, document = read_json("validate", workbook, "sv"), write(compile_contents(workbook))
    grave = [each for each in found["findings"] if each["severity"] in ("fel", "varning")]
    rows = read_table(document, "Vad som avviker")[1:]
    places = {(each["code"], f"{each['sheet'] or ''}{'!' if each['cell'] else ''}{each['cell'] or ''}", each["message"]) for each in grave}
    assert {(code, place.replace("'", ""), message) for _, code, place, message in rows} == places
    untried = {each["message"] for each in found["findings"] if each["severity"] == "ej prövad"}
    assert untried <= {paragraph.text for paragraph in document.paragraphs}


@pytest.mark.parametrize(("lang", "headings"), [
    ("sv", ["Sammanfattning", "Förslag till beslut", "Beslutsunderlag", "Ärendet", "Ansvariga"]),
    ("en", ["Summary", "Proposed decision", "Basis for the decision", "The matter", "Responsible"]),
])  # fmt: skip
def test_its_chapters_are_those_of_a_tjansteskrivelse(workbook: Path, lang: str, headings: list[str]) -> None:
    paragraphs = write(compile_contents(workbook, lang)).paragraphs
    assert [each.text for each in paragraphs if each.style and each.style.name == "Heading 1"] == headings
    assert paragraphs[0].style.name == "Title"
    levels = [int(each.style.name[-1]) for each in paragraphs if each.style and each.style.name.startswith("Heading")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_a_person_has_to_write_is_a_field_that_says_so(workbook: Path) -> None:
    document = write(compile_contents(workbook))
    fields = {read_text(field.getprevious()): read_text(field) for field in document.element.body.iterchildren(qn("w:sdt"))}
    assert fields == {
        "Förslag till beslut": "[Förslaget till beslut skrivs här av den som handlägger ärendet.]",
        "Ansvariga": "[Namn och titel på de ansvariga skrivs här.]",
    }


def test_the_basis_names_the_decision_the_workbook_and_the_files_beside_it(workbook: Path) -> None:
    kraft("decision", str(workbook), "--date", "2026-05-20", "--paragraph", "§ 187")
    found, document = read_json("validate", workbook, "sv"), write(compile_contents(workbook))
    bullets = [each.text for each in document.paragraphs if each.style and each.style.name == "List Bullet"]
    text = "\n".join(bullets).replace("\u00a0", " ")
    assert all(each in text for each in ("STK-2026-580 § 266", workbook.name, YEAR_END, found["sha256"]))
    assert f"{workbook.stem}.beslut.toml" in text


def test_no_folder_and_nobody_is_named(workbook: Path) -> None:
    document = write(compile_contents(workbook))
    properties = document.core_properties
    assert properties.title == "Återrapportering: Fördelning av medel avseende kraftsamlande insatser 2026"
    assert (properties.author, properties.last_modified_by, properties.comments, properties.language) == ("", "", "", "sv-SE")
    for part in document.part.package.iter_parts():
        assert str(workbook.parent).encode() not in part.blob


def list_blocks(document: Document) -> Iterator[str]:
    """The texts in order, up to the first heading."""
    for each in document.element.body.iterchildren():
        paragraph = Paragraph(each, document)
        if each.tag == qn("w:p") and paragraph.style and paragraph.style.name == "Heading 1":
            return
        yield paragraph.text if each.tag == qn("w:p") else ""


def test_the_first_page_says_when_an_error_is_open(tmp_path: Path) -> None:
    rule_pages.write(rule_pages.book_with(EDITED), tmp_path / "fel.xlsx")
    number = compile_contents(tmp_path / "fel.xlsx").verdict.errors
    assert number > 1
    assert f"Arbetsboken har {number} fel som inte är rättade" in list_blocks(write(compile_contents(tmp_path / "fel.xlsx")))
    assert f"The workbook has {number} errors that are not corrected" in list_blocks(write(compile_contents(tmp_path / "fel.xlsx", "en")))
    rule_pages.write(rule_pages.right_book(), tmp_path / "ratt.xlsx")
    assert not any("fel som inte" in each for each in list_blocks(write(compile_contents(tmp_path / "ratt.xlsx"))))


def test_rows_repeat_and_stay_whole_and_columns_fit_the_page(workbook: Path) -> None:
    tables = write(compile_contents(workbook)).tables
    assert len(tables) >= 4
    for table in tables:
        check_table(table, TEXT_WIDTH)


def check_table(table: Table, width: int) -> None:
    first, *others = (row._tr.trPr for row in table.rows)
    assert first.find(qn("w:tblHeader")) is not None
    assert all(row.find(qn("w:tblHeader")) is None and row.find(qn("w:cantSplit")) is not None for row in others)
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert sum(widths) <= width
    assert min(widths) > 0
    assert {len(row._tr.tc_lst) for row in table.rows} == {len(widths)}  # no merged cells
    properties = table._tbl.tblPr
    assert all(properties.find(qn(name)).get(qn("w:val")) for name in ("w:tblCaption", "w:tblDescription"))


def test_amounts_are_to_the_right_and_never_cut_at_a_space(workbook: Path) -> None:
    document = write(compile_contents(workbook))
    cells = [cell.paragraphs[0] for table in document.tables for row in table.rows[1:] for cell in row.cells]
    amounts = [each for each in cells if re.fullmatch(r"[+\u2212]?\d{1,3}([ \u00a0]\d{3})+(,\d\d)?", each.text)]
    assert amounts
    assert all(each.style.name == "Kraftsamling belopp" and " " not in each.text for each in amounts)


@pytest.mark.parametrize(("lang", "tag"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_every_text_says_its_language(workbook: Path, lang: str, tag: str) -> None:
    document = write(compile_contents(workbook, lang))
    runs = [run for run in document.element.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert {run.rPr.find(qn("w:lang")).get(qn("w:val")) for run in runs} == {tag}
    assert document.styles.element.xpath("string(w:docDefaults//w:lang/@w:val)") == tag
    assert document.settings.element.xpath("string(w:themeFontLang/@w:val)") == tag
    assert document.core_properties.language == tag


def test_the_page_and_their_number_are_fields_of_the_footer(workbook: Path) -> None:
    section = write(compile_contents(workbook)).sections[0]
    assert section.footer._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)


def test_there_is_no_picture_without_words(workbook: Path) -> None:
    assert write(compile_contents(workbook)).element.xpath("//wp:docPr[not(@descr)]") == []


def test_the_same_contents_give_the_same_bytes(workbook: Path) -> None:
    contents = compile_contents(workbook)
    assert render_docx(contents) == render_docx(contents)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_open_xml_rules_are_kept(workbook: Path, lang: str) -> None:
    write(compile_contents(workbook, lang))
    report = OpenXmlValidator().validate(str(workbook.with_name("ut.docx")))
    assert report.is_valid, report.errors


HOSTILE = "Ett\x1b[8m namn\u202e _x0000_ & <w:p/> \ufffe ]]> {{rapport}} \u2066811218-9876"


def test_what_a_cell_holds_is_text_that_steers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bok\u202e.xlsx"
    kraft("fill", "--example", str(path))
    book = openpyxl.load_workbook(path)
    for sheet, cell in (("Insatser", "B"), ("Insatser", "F"), ("Omfördelning", "G"), ("Omfördelning", "I"), ("Avrop", "C")):
        book[sheet][f"{cell}{HEADING_ROW + 1}"] = HOSTILE.replace("\x1b", "_x001B_").replace("\ufffe", "")
    book.save(path)
    document = write(compile_contents(path))
    text = read_text(document.element.body)
    assert "Ett\\u001b[8m namn" in text
    assert "bok\\u202e.xlsx" in text
    assert "& <w:p/>" in text
    assert not re.search(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069]", text)
    assert "811218-9876" not in text
    assert "{{rapport}}" in text  # in a cell it is no mark


def multiply(contents: Contents, number: int) -> Contents:
    """The same contents with so many recipients, every third of them with a long name, and amounts of ten digits."""
    names = [f"nämnden för samordnad verksamhetsutveckling, kompetensförsörjning och arbetsmarknad i område {n}" if n % 3 else f"nämnd {n}" for n in range(number)]
    figures = {name: StatedAmount(123_456_789_050) for name in contents.recipients[0].figures}
    return replace(contents, recipients=[replace(contents.recipients[0], recipient=name, figures=figures) for name in names])


def test_sixty_recipients_with_long_names_fit(tmp_path: Path) -> None:
    rule_pages.write(rule_pages.right_book(), tmp_path / "bok.xlsx")
    document = write(multiply(compile_contents(tmp_path / "bok.xlsx"), 60))
    table = next(each for each in document.tables if len(each.rows) == 62)
    check_table(table, TEXT_WIDTH)
    assert [row.cells[0].text for row in table.rows][1:3] == ["nämnd 0", "nämnden för samordnad verksamhetsutveckling, kompetensförsörjning och arbetsmarknad i område 1"]
    assert table.rows[-1].cells[0].text == "Summa"


def test_of_three_hundred_findings_forty_are_named_and_the_others_counted(tmp_path: Path) -> None:
    rows = "".join(f'| A-{n} | 2026-06-01 | {name} | | "ca {n}" | {status} |\n' for n, name, status in ((n, f"okänd {n}", f"läge {n}") for n in range(100)))
    rule_pages.write(rule_pages.book_with(EDITED.partition("| A-1")[0] + rows), tmp_path / "bok.xlsx")
    found = read_json("validate", tmp_path / "bok.xlsx", "sv")["counts"]
    document = write(compile_contents(tmp_path / "bok.xlsx"))
    shown = len(read_table(document, "Vad som avviker")) - 1
    untried = sum("kontroller" in each.text and "kunnat göras" in each.text for each in document.paragraphs)
    assert found["fel"] >= 300
    assert shown <= 40
    rest = sum(found.values()) - shown - untried
    assert any(each.text.startswith(f"Arbetsboken har {rest} avvikelser till") for each in document.paragraphs)


def test_before_the_year_s_end_nothing_is_called_left(workbook: Path) -> None:
    document = write(compile_contents(workbook, as_of="2026-09-30"))
    assert not any("Outnyttjat" in table.rows[0].cells[1].text for table in document.tables)
    assert any(each.text.startswith("2026 är inte slut den 2026-09-30") for each in document.paragraphs)


@pytest.mark.parametrize(("unspent", "words"), [(StatedAmount(500), "sammanlagt 10 kr"), (StatedAmount(None, "inget utfall är redovisat"), "sammanlagt minst 10 kr")])
def test_where_an_outcome_is_missing_what_is_unused_is_a_least(unspent: StatedAmount, words: str, tmp_path: Path) -> None:
    rule_pages.write(rule_pages.right_book(), tmp_path / "bok.xlsx")
    contents = compile_contents(tmp_path / "bok.xlsx")
    total = YearEndStatement("Summa", StatedAmount(1_000), StatedAmount(500), unspent)
    document = write(replace(contents, year_end=replace(contents.year_end, total=total)))
    assert any(words in each.text.replace("\u00a0", " ") for each in document.paragraphs)


OTHER_LAYOUT = """
En egen arbetsbok

Fördelning {number}
| Nämnd | Beviljat (kr) |
|---|---:|
| kulturnämnden | 800 000 |
| fritidsnämnden | 6 100 000 |

Avrop
| Nr | Datum | Nämnd | Belopp | Status |
|---|---|---|---:|---|
| 1 | 2026-06-01 | kulturnämnden | 75 000 | godkänt |
"""


@pytest.mark.parametrize("number", ["", "KN-2031-7"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_workbook_of_another_layout_without_a_known_decision_gets_its_document(number: str, lang: str, tmp_path: Path) -> None:
    rule_pages.write(rule_pages.book_with(OTHER_LAYOUT.format(number=number)), tmp_path / "egen.xlsx")
    document = write(compile_contents(tmp_path / "egen.xlsx", lang))
    texts = [each.text for each in document.paragraphs]
    assert not any("  " in text or " ," in text or " ." in text for text in texts)
    assert any("Avrop!A" in text for text in texts)
    assert ("Utfall: kan inte beräknas, eftersom arbetsboken saknar uppgifter om det" if lang == "sv" else "Outcome: cannot be calculated, because the workbook has no data on it") in texts
    assert ("Arbetsboken har inga uppgifter om insatser." if lang == "sv" else "The workbook has no data on insatser.") in texts
