"""Annotated copies of any real workbook: nothing else of it changes, and all of it can be taken away again."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

from support import SHARED
from support.annotated_copies import AUTHOR, annotate_copy, build_findings, clean_copy, read_notes, rows_as_bytes
from support.build_xlsx import find_changed_parts, unpack
from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.xlsx.package import Package

OURS = re.compile(r"xl/(styles\d*|workbook|comments\d+|tables/table\d+|worksheets/(_rels/)?sheet\d*|drawings/vmlDrawing\d+|_rels/workbook)"
                  r"\.(xml|vml|xml\.rels)|\[Content_Types\]\.xml", re.IGNORECASE)  # fmt: skip
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl, on what it would lose


@pytest.fixture(scope="module")
def real() -> list[Path]:
    """Real workbooks of many origins, and the acceptance cases, beside a checkout of the project."""
    if not SHARED.exists():
        pytest.skip("the collections ../shared/workbooks and ../shared/cases are not here")
    with (SHARED / "workbooks" / "ORIGIN.csv").open(encoding="utf-8") as file:
        return [
            *(SHARED / "workbooks" / row["file"] for row in csv.DictReader(file)),
            *sorted(SHARED.glob("cases/*.xlsx")),
        ]


@pytest.fixture(scope="module")
def copies(real: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Path]]:
    """Every real workbook with an annotated copy of it."""
    folder = tmp_path_factory.mktemp("copies")
    pairs = [(source, folder / source.name) for source in real]
    for source, target in pairs:
        annotate_copy(source, target)
    return pairs


@pytest.fixture(scope="module")
def small(copies: list[tuple[Path, Path]]) -> list[tuple[Path, Path]]:
    """Those that readers which make an object of every cell are through with in good time."""
    return [pair for pair in copies if pair[0].stat().st_size < 300_000]


def canonical(data: bytes) -> bytes:
    """A part in canonical form, white space between its elements left out; what is no XML as it is."""
    try:
        root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    except etree.XMLSyntaxError:
        return data
    for element in [*root.iter("{*}definedNames"), *root.iter("{*}Default")]:
        if not len(element) and element.get("Extension") in (None, "vml"):  # declares nothing that is there
            element.getparent().remove(element)
    for element in root.iter():
        element.attrib.pop("count", "")  # a mere hint, and wrong in some of them
    return etree.tostring(root, method="c14n")


# Any workbook


def test_in_any_real_workbook_only_what_lies_beside_the_cells_changes(copies: list[tuple[Path, Path]]) -> None:
    for source, target in copies:
        own = {page.part.lower() for page in Package(target).sheets if page.name.startswith("Kontroll")}
        others = {name for name in find_changed_parts(source, target) if name.lower() not in own and "tables" not in name}
        parts_of_notes = {name for name in others if "omments" in name or name.lower().endswith((".vml", ".vml.rels"))}
        assert all(OURS.fullmatch(name.replace("\\", "/")) for name in others - parts_of_notes), (source.name, others)
        before, after = rows_as_bytes(source), rows_as_bytes(target)
        same = [name for name in before if name.replace("\\", "/").lower() not in own]
        assert all(before[name] == after[name] for name in same), source.name


def test_the_old_notes_of_any_real_workbook_are_kept_and_ours_are_read_beside_them(
    small: list[tuple[Path, Path]],
) -> None:
    compared = 0
    for source, target in small:
        try:
            before = read_notes(source)
        except (KeyError, TypeError, AttributeError, ValueError):
            continue  # openpyxl knows no workbook of this kind
        after = read_notes(target)
        assert before.items() <= after.items(), source.name
        compared += len(read_notes(target, AUTHOR))
    assert compared > 300


def test_calamine_reads_the_same_cells_and_the_findings(small: list[tuple[Path, Path]]) -> None:
    read = 0
    for source, target in small:
        try:
            before, after = (CalamineWorkbook.from_path(str(path)) for path in (source, target))
            names = [name for name in before.sheet_names if not name.startswith("Kontroll")]
            old, new = ([book.get_sheet_by_name(name).to_python() for name in names] for book in (before, after))
        except Exception:  # noqa: BLE001, S112  # calamine knows no workbook of this kind, or no such sheet
            continue
        assert old == new, source.name
        page = next(name for name in reversed(after.sheet_names) if name.startswith("Kontroll"))
        assert list(FINDING_WIDTHS) in [row[:8] for row in after.get_sheet_by_name(page).to_python()[:4]], source.name
        read += 1
    assert read > 50


def test_the_audit_of_a_package_finds_nothing_that_it_did_not_find_before(small: list[tuple[Path, Path]]) -> None:
    def faults(path: Path) -> set[str]:
        errors = {str(error.description) for error in OpenXmlValidator().validate(path).errors}
        return {each for each in errors if "inline-string" not in each}  # that Excel will store texts in another way

    for source, target in [pair for pair in small if pair[0].stat().st_size < 40_000]:
        assert faults(target) <= faults(source), source.name


def test_what_was_put_into_any_real_workbook_is_taken_away_again(copies: list[tuple[Path, Path]]) -> None:
    for source, target in copies:
        before, after = unpack(source), unpack(clean_copy(target))
        before = {
            name: data
            for name, data in before.items()
            if not name.endswith(".rels") or b"Relationship " in data.replace(b"\0", b"")
        }
        assert before.keys() == after.keys(), source.name
        page = next((page.part for page in Package(source).sheets if page.name == "Kontroll"), "")
        differ = {name for name in before if canonical(before[name]) != canonical(after[name])}
        if source.name.startswith("ClosedXML-CubeFromRange"):  # names a format that it lacks: then ours must stay
            differ -= {"xl/styles.xml"}
        assert differ <= {page}, (source.name, differ)
        if page:
            assert read_notes(source) == read_notes(target.with_name("ren.xlsx"))


def test_annotating_an_annotated_copy_gives_the_same_copy(copies: list[tuple[Path, Path]], tmp_path: Path) -> None:
    for source, target in copies:
        annotate_copy(target, tmp_path / source.name, build_findings(source))
        one, two = unpack(target), unpack(tmp_path / source.name)
        assert one.keys() == two.keys(), source.name
        assert {name for name in one if canonical(one[name]) != canonical(two[name])} == set(), source.name


def test_libreoffice_opens_the_copies_and_finds_the_notes_and_links(
    small: list[tuple[Path, Path]], tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    kinds = ("umya-spreadsheet-issue_285", "PhpSpreadsheet-issue.4415", "p_f03", "p_k07", "calamine-rph")
    sample = [target for source, target in small if source.name.startswith(kinds)]
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(tmp_path), *sample], check=True, capture_output=True, timeout=300)
    for target in sample:
        seen = read_notes(tmp_path / target.name)
        assert any(text.startswith(AUTHOR) for text in seen.values()), target.name
        pages = [
            sheet for sheet in openpyxl.load_workbook(tmp_path / target.name) if sheet.title.startswith("Kontroll")
        ]
        assert any(cell.hyperlink for page in pages for cell in page["D"]), target.name
