"""The macro workbook and the add-in: whole, what the text says, and the same every time."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pyopenvba
import pytest
from openxml_audit import OpenXmlValidator
from openxml_audit.verdict import AppPrediction, predict

from support.vba_readers import COMMANDS, read_module_texts
from xl_kraftsamling.excel import vba
from xl_kraftsamling.excel.vba.code_modules import load_addin_modules, load_workbook_modules
from xl_kraftsamling.excel.vba.wrappers import FUNCTIONS_FILE
from xl_kraftsamling.writing.template_file import find_template
from xl_kraftsamling.xlsx.package import Package

BUILDERS: dict[str, Callable[[Path], Path]] = {
    vba.WORKBOOK: lambda folder: vba.build_macro_workbook(find_template(), folder),
    vba.ADDIN: vba.build_addin,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both files, built anew, by name."""
    folder = tmp_path_factory.mktemp("built")
    return {name: build(folder) for name, build in BUILDERS.items()}


def read_part(package: Path, name: str) -> bytes:
    with ZipFile(package) as archive:
        return archive.read(name)


def to_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize("name", BUILDERS)
def test_two_builds_are_the_same_to_the_byte(name: str, built: dict[str, Path], tmp_path: Path) -> None:
    assert BUILDERS[name](tmp_path).read_bytes() == built[name].read_bytes()


@pytest.mark.parametrize("name", BUILDERS)
def test_the_committed_file_is_what_the_code_builds_to_the_byte(name: str, built: dict[str, Path]) -> None:
    committed = find_template().with_name(name)
    same = committed.read_bytes() == built[name].read_bytes()
    assert same, "rebuild it: python -m xl_kraftsamling.excel.vba"


@pytest.mark.parametrize("name", BUILDERS)
def test_readers_of_packages_and_of_projects_find_nothing(name: str, built: dict[str, Path]) -> None:
    audit = OpenXmlValidator().validate(built[name])
    assert [(error.part_uri, error.description) for error in audit.errors] == []
    assert predict(audit).prediction is AppPrediction.OPENS_CLEAN
    report = pyopenvba.check_file(built[name])
    assert (report.ok, report.issues) == (True, ())


def test_olevba_gives_every_module_of_the_workbook_back(built: dict[str, Path]) -> None:
    seen = read_module_texts(built[vba.WORKBOOK])
    documents = [name for name in seen if name == "ThisWorkbook" or name.startswith("Blad")]
    modules = load_workbook_modules(FUNCTIONS_FILE.read_text("utf-8"))
    assert {name: text for name, text in seen.items() if name not in documents} == {
        module.name: to_crlf(module.text) for module in modules
    }


def test_olevba_gives_every_module_of_the_add_in_back(built: dict[str, Path]) -> None:
    seen = read_module_texts(built[vba.ADDIN])
    assert {name: text for name, text in seen.items() if name not in ("ThisWorkbook", "Blad1")} == {
        module.name: to_crlf(module.text) for module in load_addin_modules()
    }


def list_public_procedures(package: Path) -> set[str]:
    """The procedures that Excel lists as macros, and as functions for a cell: the public ones of the modules that are not private."""
    modules = [text for text in read_module_texts(package).values() if "Attribute VB_Base" not in text]
    listed = "".join(text for text in modules if "\r\nOption Private Module" not in text)
    return set(re.findall(r"^(?:Public )?(?:Function|Sub) (\w+)\(", listed, re.MULTILINE))


def test_excel_lists_our_macros_and_functions_and_nothing_of_what_they_call(built: dict[str, Path]) -> None:
    functions = set(re.findall(r"^Function (KRAFT_\w+)\(", FUNCTIONS_FILE.read_text("utf-8"), re.MULTILINE))
    callbacks = set(re.findall(r"KraftsamlingRibbon\.(\w+)", read_part(built[vba.ADDIN], "customUI/customUI.xml").decode()))
    # those with arguments Excel shows to nobody
    assert list_public_procedures(built[vba.WORKBOOK]) == {*COMMANDS, *callbacks, *functions}
    assert list_public_procedures(built[vba.ADDIN]) == {*COMMANDS, *callbacks}


@pytest.mark.parametrize("name", BUILDERS)
def test_the_workbook_and_every_sheet_have_the_code_name_of_their_module(name: str, built: dict[str, Path]) -> None:
    with ZipFile(built[name]) as archive:
        sheets = [archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/sheet")]
    code_names = {re.search(rb'<sheetPr codeName="(\w+)"', sheet)[1].decode() for sheet in sheets}
    documents = {"ThisWorkbook"} | code_names
    assert len(code_names) == len(sheets)
    assert b'<workbookPr codeName="ThisWorkbook"/>' in read_part(built[name], "xl/workbook.xml")
    assert {name for name, text in read_module_texts(built[name]).items() if "Attribute VB_Base" in text} == documents


def test_the_workbook_is_the_template_but_for_what_the_macros_need(built: dict[str, Path]) -> None:
    with ZipFile(find_template()) as before, ZipFile(built[vba.WORKBOOK]) as after:
        added = set(after.namelist()) - set(before.namelist())
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert added == {"xl/vbaProject.bin", "xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml", "customUI/customUI.xml"}
    assert {name for name in changed if not name.startswith("xl/worksheets/")} == {
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    }
    plain, macro = (openpyxl.load_workbook(path) for path in (find_template(), built[vba.WORKBOOK]))
    assert plain.sheetnames == macro.sheetnames
    for page in plain:
        assert [cell.value for row in page for cell in row] == [cell.value for row in macro[page.title] for cell in row]


def test_our_own_reader_takes_the_macro_workbook_for_what_it_is(built: dict[str, Path]) -> None:
    names = [sheet.name for sheet in Package(find_template()).sheets]
    assert [sheet.name for sheet in Package(built[vba.WORKBOOK]).sheets] == names


def test_what_is_not_the_template_is_refused(built: dict[str, Path], tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(KeyError, match="Läs mig"):
        vba.build_macro_workbook(tmp_path / "other.xlsx", tmp_path)
    with pytest.raises(ValueError, match="does not stand just once"):
        vba.build_macro_workbook(built[vba.WORKBOOK], tmp_path)
