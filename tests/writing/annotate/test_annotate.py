"""`kraftsamling validate --annotate` and `--clean`: what the copy holds, what is left alone, refused and taken away again."""

import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.views import BookView

from support.annotated_copies import AUTHOR, annotate_copy, build_finding, clean_copy, read_notes
from support.build_xlsx import (
    SHEET,
    WORKBOOK,
    build_with_calculation_chain,
    build_workbook,
    find_changed_parts,
    links,
    pack,
    parts,
    unpack,
    workbook,
)
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.finding_words import TITLE
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report import findings_sheet
from xl_kraftsamling.writing.annotate import marks
from xl_kraftsamling.xlsx.edit.row_elements import RowElements
from xl_kraftsamling.xlsx.package import Package

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style:UserWarning")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The template with a row that is wrong in two ways, and one that is waived."""
    app.fill_workbook(tmp_path / "bok.xlsx", decision=pick_shipped_decision("STK-2026-580"), example=True)
    return tmp_path / "bok.xlsx"


# What the copy holds


def kontroll_of(path: Path) -> Any:
    return openpyxl.load_workbook(path)["Kontroll"]


def finding_rows(path: Path) -> list[tuple[Any, ...]]:
    """The rows of the findings on Kontroll, without the headings above them."""
    rows = [row[:8] for row in kontroll_of(path).iter_rows(values_only=True)]
    return rows[rows.index(tuple(FINDING_WIDTHS)) + 1 :]


def test_kontroll_lists_each_finding_with_a_link_to_its_cell(example: Path, tmp_path: Path) -> None:
    found = [build_finding(Place("Avrop", 5, 5)), build_finding(Place("Läs mig"), "KO01", Severity.NOT_TRIED)]
    annotate_copy(example, tmp_path / "kopia.xlsx", found)
    page = kontroll_of(tmp_path / "kopia.xlsx")
    rows = finding_rows(tmp_path / "kopia.xlsx")
    assert [row[:4] for row in rows] == [("VD01", "✖ fel", "Avrop", "E5"), ("KO01", "○ ej prövad", None, None)]
    assert (rows[0][5], page["F5"].data_type) == ("=1+1", "s")
    assert (page["D5"].hyperlink.location, page["D6"].hyperlink) == ("'Avrop'!E5", None)
    assert page.tables["Kontroll"].ref == "A4:K6"
    assert [page.cell(4, column).value for column in (9, 10, 11)] == ["Åtgärdat av", "Kommentar", "Nyckel"]
    assert [page.column_dimensions[letter].hidden for letter in "JK"] == [False, True]
    for word in ("bok.xlsx", "Kontrollerad 2026-11-23 19:08", "kraftsamling 0.", "profil normal", "avstämt 2026-09-30"):
        assert word in page["H3"].value
    assert page["A3"].value.startswith("Resultat: ✖ 1 fel att rätta")
    assert "Prövade kontroller: 1 av 1." in page["E3"].value


def test_a_note_states_what_is_wrong_and_what_to_do_and_the_gravest_gives_the_colour(
    example: Path, tmp_path: Path
) -> None:
    place = Place("Avrop", 5, 5)
    found = [build_finding(place, "KO03", Severity.NOTE), *[build_finding(place)] * 6, build_finding(Place("Avrop", 6, 5), waived=True)]
    annotate_copy(example, tmp_path / "kopia.xlsx", found)
    seen = read_notes(tmp_path / "kopia.xlsx", AUTHOR)
    assert list(seen) == [("Avrop", "E5")]
    lines = seen["Avrop", "E5"].splitlines()
    assert lines[0] == "Kraftsamling"
    assert lines[1].startswith("● upplysning KO03: ")
    assert lines[3].startswith("✖ fel VD01: ")
    assert lines[4].startswith("→ ")
    assert lines[-2:] == ["… och 2 till.", "Mer på bladet Kontroll."]
    formats = openpyxl.load_workbook(tmp_path / "kopia.xlsx")["Avrop"].conditional_formatting
    rules = [(str(each.sqref), rule) for each in formats for rule in each.rules]
    ours = [(cells, rule.dxf.font.color.rgb) for cells, rule in rules if "Kraftsamling" in rule.formula[0]]
    assert ours == [("E5", "FF8E1B1B")]


def test_the_copy_speaks_english_where_that_is_asked(example: Path, tmp_path: Path) -> None:
    annotate_copy(example, tmp_path / "kopia.xlsx", [build_finding(Place("Avrop", 5, 5))], lang="en")
    page = kontroll_of(tmp_path / "kopia.xlsx")
    headings = ["Code", "Severity", "Sheet", "Cell", "Message", "Found", "Expected", "What to do", "Cleared by", "Comment", "Nyckel"]
    assert [cell.value for cell in page[4]] == headings
    assert page.tables["Kontroll"].column_names == headings
    assert (page["A1"].value, page["A2"].value[:28], page["A3"].value[:7]) == (TITLE.en, "What the latest check found.", "Result:")
    assert page["B5"].value == "✖ error"
    cleaned = kontroll_of(clean_copy(tmp_path / "kopia.xlsx"))
    assert ([cell.value for cell in cleaned[4]], cleaned["A1"].value) == ([*FINDING_WIDTHS], TITLE.sv)
    assert "More on the sheet Kontroll." in read_notes(tmp_path / "kopia.xlsx", AUTHOR)["Avrop", "E5"]


def test_what_the_button_in_excel_has_written_on_kontroll_is_replaced(example: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(example)
    book["Kontroll"]["A3"], book["Kontroll"]["D5"] = "Kontrollerad i går", '=HYPERLINK("#\'Avrop\'!E5","E5")'
    book.save(example)
    annotate_copy(example, tmp_path / "kopia.xlsx", [build_finding(Place("Avrop", 5, 5))])
    assert kontroll_of(tmp_path / "kopia.xlsx")["D5"].value == "E5"
    after = kontroll_of(clean_copy(tmp_path / "kopia.xlsx"))
    assert (after["A3"].value, after["D5"].value, after.tables["Kontroll"].ref) == (None, None, "A4:H5")


def test_no_figure_is_computed_anew(tmp_path: Path) -> None:
    annotate_copy(build_with_calculation_chain(tmp_path), tmp_path / "kopia.xlsx")
    after = unpack(tmp_path / "kopia.xlsx")
    assert "xl/calcChain.xml" in after
    assert b"fullCalcOnLoad" not in after[WORKBOOK]


# Cells that are left alone


def test_a_note_of_the_users_own_stays_and_the_cell_is_counted(example: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(example)
    book["Avrop"]["E5"].comment = Comment("Frågat fritid.", "Ekonomen")
    book.save(example)
    found = [build_finding(Place("Avrop", 5, 5)), build_finding(Place("Avrop", 6, 5))]
    marked = annotate_copy(example, tmp_path / "kopia.xlsx", found)
    assert (marked.marked, marked.with_note) == (1, 1)
    assert read_notes(tmp_path / "kopia.xlsx") == read_notes(example) | read_notes(tmp_path / "kopia.xlsx", AUTHOR)
    assert marked.explain_left_out("sv") == ["Celler som inte är märkta, eftersom de har en egen anteckning, som står kvar: 1."]
    assert marked.explain_left_out("sv")[0] in kontroll_of(tmp_path / "kopia.xlsx")["H3"].value
    assert read_notes(clean_copy(tmp_path / "kopia.xlsx")) == read_notes(example)


def test_what_a_user_has_written_on_in_our_note_stays_when_it_is_removed(example: Path, tmp_path: Path) -> None:
    found = [build_finding(Place("Avrop", row, 5)) for row in (5, 6, 7)]
    annotate_copy(example, tmp_path / "kopia.xlsx", found)
    comments = next(name for name in unpack(tmp_path / "kopia.xlsx") if "comments" in name)
    content = unpack(tmp_path / "kopia.xlsx")
    end = "Mer på bladet Kontroll."
    content[comments] = content[comments].replace(end.encode(), f"{end}\nFrågat &lt;fritid>.".encode(), 1)
    pack(tmp_path / "kopia.xlsx", content)
    after = clean_copy(tmp_path / "kopia.xlsx")
    assert read_notes(after) == read_notes(example) | {("Avrop", "E5"): "Frågat <fritid>."}
    again = annotate_copy(after, tmp_path / "igen.xlsx", found)
    assert (again.marked, again.with_note) == (2, 1)
    assert read_notes(clean_copy(tmp_path / "igen.xlsx")) == read_notes(after)


def test_a_users_note_whose_author_is_called_as_the_program_stays(example: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(example)
    book["Avrop"]["E5"].comment = Comment("Kraftsamling\nMöte på torsdag.", "Kraftsamling")
    book["Avrop"]["E6"].comment = Comment("Frågat fritid.", "Ekonomen")
    book.save(example)
    found = [build_finding(Place("Avrop", row, 5)) for row in (5, 6, 7)]
    assert annotate_copy(example, tmp_path / "kopia.xlsx", found).with_note == 2
    assert read_notes(clean_copy(tmp_path / "kopia.xlsx")) == read_notes(example)


def test_very_many_authors_of_notes_are_no_hindrance(tmp_path: Path) -> None:
    # with a search among the authors for each note this would take minutes
    build_workbook(tmp_path)
    found = [build_finding(Place("Blad", 1, 1))]
    annotate_copy(tmp_path / "bok.xlsx", tmp_path / "kopia.xlsx", found)
    content = unpack(tmp_path / "kopia.xlsx")
    comments = next(name for name in content if "comments" in name)
    note = content[comments].partition(b"<commentList>")[2].partition(b"</commentList>")[0]
    many = b"".join(note.replace(b'"A1"', b'"B%d"' % n).replace(b'authorId="0"', b'authorId="%d"' % n) for n in range(2, 20_000))
    content[comments] = content[comments].replace(b"<authors>", b"<authors>" + b"<author>Kraftsamling</author>" * 20_000)
    content[comments] = content[comments].replace(note, note + many)
    pack(tmp_path / "kopia.xlsx", content)
    assert read_notes(clean_copy(tmp_path / "kopia.xlsx")) == {}


def test_a_protected_sheet_is_marked_by_force_alone(tmp_path: Path) -> None:
    source = build_workbook(tmp_path, after='<sheetProtection sheet="1" objects="1"/>')
    found = [build_finding(Place("Blad", 1, 1))]
    marked = annotate_copy(source, tmp_path / "kopia.xlsx", found, force=False)
    assert (marked.marked, marked.protected, read_notes(tmp_path / "kopia.xlsx")) == (0, 1, {})
    assert "(Blad): 1." in kontroll_of(tmp_path / "kopia.xlsx")["H3"].value
    assert annotate_copy(source, tmp_path / "kopia.xlsx", found).marked == 1


def test_of_very_many_cells_only_those_that_are_marked_have_a_note_composed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    composed: list[str] = []
    compose = findings_sheet.compose_note
    monkeypatch.setattr(findings_sheet, "compose_note", lambda *words: composed.append(compose(*words)) or composed[-1])
    monkeypatch.setattr(marks, "MAX_MARKED_CELLS", 2)
    annotate_copy(build_workbook(tmp_path), tmp_path / "kopia.xlsx", [build_finding(Place("Blad", row, 1)) for row in range(1, 9)])
    assert sorted(composed) == sorted(read_notes(tmp_path / "kopia.xlsx").values())
    assert len(composed) == 2


def test_of_very_many_cells_the_gravest_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "MAX_MARKED_CELLS", 2)
    grave = [Severity.NOTE, Severity.ERROR, Severity.NOT_TRIED, Severity.WARNING]
    found = [build_finding(Place("Blad", row, 1), severity=severity) for row, severity in enumerate(grave, 1)]
    marked = annotate_copy(build_workbook(tmp_path), tmp_path / "kopia.xlsx", found)
    assert (marked.marked, marked.beyond) == (2, 2)
    assert {cell for _, cell in read_notes(tmp_path / "kopia.xlsx")} == {"A2", "A4"}


# Refusals


def test_very_many_findings_are_written_without_an_element_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # as elements a hundred thousand rows would take more than a gigabyte
    parsed: list[int] = []
    parse = RowElements.parse_rows

    def count(rows: RowElements, text: str) -> list[Any]:
        parsed.append(text.count("<row "))
        return parse(rows, text)

    monkeypatch.setattr(RowElements, "parse_rows", count)
    found = [build_finding(Place("Blad", row, 1)) for row in range(1, 2_501)]
    annotate_copy(build_workbook(tmp_path), tmp_path / "kopia.xlsx", found)
    assert sum(parsed) < 10
    page = kontroll_of(tmp_path / "kopia.xlsx")
    assert [page.cell(row, 4).value for row in range(5, 2_505)] == [f"A{row}" for row in range(1, 2_501)]
    assert {page.row_dimensions[row].height for row in range(5, 2_505)} == {page.row_dimensions[5].height}
    assert page.row_dimensions[5].height > 15


def test_where_the_structure_is_locked_the_cells_are_marked_and_the_sheet_is_left_out(tmp_path: Path) -> None:
    locked = workbook(before='<workbookProtection lockStructure="1"/>')
    source, target = pack(tmp_path / "bok.xlsx", parts() | {WORKBOOK: locked}), tmp_path / "kopia.xlsx"
    counts = annotate_copy(source, target, [build_finding(Place("Blad", 1, 1))], force=False)
    assert (counts.sheet, counts.marked) == (None, 1)
    assert counts.explain_left_out("sv")[0].startswith("Bladet Kontroll kunde inte läggas till, eftersom arbetsbokens struktur är låst.")
    assert openpyxl.load_workbook(target).sheetnames == ["Blad"]
    assert read_notes(target, AUTHOR)["Blad", "A1"].endswith("\nBladet Kontroll kunde inte skrivas.")
    assert read_notes(clean_copy(target)) == {}


def test_a_sheet_of_findings_is_not_taken_away_where_the_structure_is_locked(tmp_path: Path) -> None:
    locked = workbook(before='<workbookProtection lockStructure="1"/>')
    source, target = pack(tmp_path / "bok.xlsx", parts() | {WORKBOOK: locked}), tmp_path / "kopia.xlsx"
    annotate_copy(source, target)
    with pytest.raises(BadInput, match=r"kopia\.xlsx har en låst struktur"):
        app.clean_workbook(target, tmp_path / "ren.xlsx")


def test_a_protected_sheet_of_findings_is_left_and_the_rest_is_done(example: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(example)
    book["Kontroll"].protection.sheet = True
    book.save(example)
    counts = annotate_copy(example, tmp_path / "kopia.xlsx", [build_finding(Place("Avrop", 5, 5))], force=False)
    assert (counts.sheet, counts.marked) == (None, 1)
    assert "Bladet Kontroll är skyddat och kunde inte skrivas" in counts.explain_left_out("sv")[0]
    assert not any(any(row) for row in finding_rows(tmp_path / "kopia.xlsx"))
    annotate_copy(example, tmp_path / "tvingad.xlsx", [build_finding(Place("Avrop", 5, 5))])
    assert len(finding_rows(tmp_path / "tvingad.xlsx")) == 1


def test_a_signed_workbook_is_refused_without_force(tmp_path: Path) -> None:
    signed = pack(tmp_path / "bok.xlsx", parts() | {"_xmlsignatures/sig1.xml": "<Signature/>"})
    with pytest.raises(BadInput, match="digitalt signerad"):
        annotate_copy(signed, tmp_path / "ny.xlsx", force=False)
    with pytest.raises(BadInput, match="digitalt signerad"):
        app.clean_workbook(signed, tmp_path / "ny.xlsx")
    assert not (tmp_path / "ny.xlsx").exists()


@pytest.mark.parametrize("after", ["<a>", "<a/></sheetData>", '<legacyDrawing r:id="r1"/>'])
def test_a_part_that_makes_no_sense_is_refused(tmp_path: Path, after: str) -> None:
    drawing = {"xl/worksheets/_rels/sheet1.xml.rels": links(r1="vmlDrawing ../v.vml"), "xl/v.vml": "<xml/>"}
    source = pack(tmp_path / "bok.xlsx", parts(after=after) | drawing)
    with pytest.raises(BadInput, match=r"sheet1|v\.vml"):
        annotate_copy(source, tmp_path / "kopia.xlsx", [build_finding(Place("Blad", 1, 1))])
    assert not (tmp_path / "kopia.xlsx").exists()


def test_rows_of_kontroll_that_make_no_sense_are_refused(example: Path, tmp_path: Path) -> None:
    page = next(sheet.part for sheet in Package(example).sheets if sheet.name == "Kontroll")
    damaged = tmp_path / "udda.xlsx"
    with ZipFile(example) as source, ZipFile(damaged, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b'<row r="4"', b'<row r="fyra"') if name == page else data)
    with pytest.raises(BadInput, match=page):
        annotate_copy(damaged, tmp_path / "kopia.xlsx", [build_finding(Place("Avrop", 5, 5))])


def test_the_end_of_the_rows_is_not_looked_for_in_a_comment(tmp_path: Path) -> None:
    source = build_workbook(tmp_path, after="<!-- </sheetData> -->")
    annotate_copy(source, tmp_path / "kopia.xlsx", [build_finding(Place("Blad", 1, 1))])
    assert read_notes(tmp_path / "kopia.xlsx", AUTHOR).keys() == {("Blad", "A1")}
    assert unpack(clean_copy(tmp_path / "kopia.xlsx")) == unpack(source)


# Taking it away


def test_a_sheet_called_kontroll_that_is_the_users_own_is_left_alone(tmp_path: Path) -> None:
    name = "<definedNames><definedName name='Kontroll'>1</definedName></definedNames>"
    own = workbook('<sheet name="Kontroll" sheetId="7" r:id="r1"/>', after=name)
    source = pack(tmp_path / "bok.xlsx", parts() | {WORKBOOK: own})
    assert annotate_copy(source, tmp_path / "kopia.xlsx").sheet == "Kontroll (2)"
    book = openpyxl.load_workbook(tmp_path / "kopia.xlsx")
    assert book.sheetnames == ["Kontroll", "Kontroll (2)"]
    assert list(book["Kontroll (2)"].tables) == ["Kontroll_2"]
    assert openpyxl.load_workbook(clean_copy(tmp_path / "kopia.xlsx")).sheetnames == ["Kontroll"]


def test_what_comes_after_our_sheet_is_still_right_when_it_is_removed(tmp_path: Path) -> None:
    annotate_copy(build_workbook(tmp_path), tmp_path / "kopia.xlsx")
    book = openpyxl.load_workbook(tmp_path / "kopia.xlsx")
    book.create_sheet("Sist").print_title_rows = "2:2"
    book.views, book.active = [BookView()], 2
    book.save(tmp_path / "kopia.xlsx")
    after = openpyxl.load_workbook(clean_copy(tmp_path / "kopia.xlsx"))
    assert (after.sheetnames, after.active.title, after["Sist"].print_title_rows) == (["Blad", "Sist"], "Sist", "$2:$2")
    assert not after.defined_names


def test_a_rule_that_a_program_has_put_beside_ours_stays(tmp_path: Path) -> None:
    target = tmp_path / "kopia.xlsx"
    annotate_copy(build_workbook(tmp_path), target, [build_finding(Place("Blad", 1, 1))])
    rule = b'<cfRule type="expression" dxfId="0" priority="9"><formula>LEN(A1)=1</formula></cfRule>'
    content = unpack(target)
    content[SHEET] = content[SHEET].replace(b"</conditionalFormatting>", rule + b"</conditionalFormatting>")
    pack(target, content)
    after = unpack(clean_copy(target))
    assert after[SHEET].count(b"<cfRule") == after[SHEET].count(rule) == 1
    assert b"<dxf" in after["xl/styles.xml"]  # whose format it has come to use


# The command line


def test_the_command_line_names_the_copy_and_keeps_its_exit_code(workbooks: Path) -> None:
    result = kraft("validate", "errors.xlsx", "--annotate", "kopia.xlsx")
    assert result.exit_code == 1
    assert re.search(r"kopia\.xlsx är en kopia .* bladet Kontroll .*Märkta celler: \d+\.\n\Z", result.stdout)
    assert "kontrollens blad" in kraft("validate", "kopia.xlsx", "--clean", "ren.xlsx").stdout
    nothing = kraft("validate", "right.xlsx", "--clean", "kvar.xlsx", "--lang", "en")
    assert (nothing.exit_code, find_changed_parts(Path("right.xlsx"), Path("kvar.xlsx"))) == (0, set())
    assert "there was nothing of the check" in nothing.stdout


def test_with_json_the_copy_is_named_on_stderr(workbooks: Path) -> None:
    result = kraft("validate", "errors.xlsx", "--annotate", "kopia.xlsx", "--format", "json")
    assert "Märkta celler" in result.stderr
    assert result.stdout.startswith("{")


def test_a_copy_is_found_to_be_as_right_as_its_source(workbooks: Path) -> None:
    one = kraft("validate", "errors.xlsx", "--annotate", "kopia.xlsx", "--format", "json").stdout
    two = kraft("validate", "kopia.xlsx", "--format", "json").stdout
    assert one.split('"findings"')[1] == two.split('"findings"')[1]


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["right.xlsx", "errors.xlsx", "--annotate", "kopia.xlsx"], 2, "en enda arbetsbok"),
    (["right.xlsx", "--annotate", "a.xlsx", "--clean", "b.xlsx"], 2, "Välj en av --annotate, --clean"),
    (["right.xlsx", "--annotate", "errors.xlsx"], 3, "finns redan"),
    (["right.xlsx", "--clean", "right.xlsx"], 3, "själva källan"),
    (["right.xlsx", "--annotate", "kopia.xlsm"], 3, "sluta på .xlsx"),
    (["right.xlsx", "--annotate", "nowhere/kopia.xlsx"], 3, "kan inte skrivas"),
])  # fmt: skip
def test_a_copy_that_cannot_be_made_is_refused_and_nothing_is_left(
    arguments: list[str], code: int, words: str, workbooks: Path
) -> None:
    before = {path.name: path.read_bytes() for path in workbooks.iterdir()}
    result = kraft("validate", *arguments)
    assert (result.exit_code, words in result.stderr) == (code, True)
    assert {path.name: path.read_bytes() for path in workbooks.iterdir()} == before


def test_by_force_the_workbook_itself_is_annotated(workbooks: Path) -> None:
    assert kraft("validate", "errors.xlsx", "--annotate", "errors.xlsx", "--force").exit_code == 1
    assert read_notes(workbooks / "errors.xlsx", AUTHOR)


def test_a_target_that_is_open_is_refused(workbooks: Path) -> None:
    (workbooks / "~$kopia.xlsx").touch()
    result = kraft("validate", "right.xlsx", "--annotate", "kopia.xlsx")
    assert (result.exit_code, "kopia.xlsx är öppen" in result.stderr) == (3, True)
