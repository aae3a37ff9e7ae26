"""Editing real workbooks, made by many programs: nothing is lost, and every reader gets what was written."""

import csv
import datetime as dt
import re
import shutil
import subprocess
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils.datetime import from_excel, to_excel
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineError, CalamineWorkbook

from support import SHARED
from support.build_xlsx import READERS, WORKBOOK, CellReader, read_with_openpyxl, unpack
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.edit import Edit
from xl_kraftsamling.xlsx.grid import parse_cell
from xl_kraftsamling.xlsx.package import Package

WORKBOOKS = SHARED / "workbooks"
VALUES: list[Any] = ["Räksmörgås & <b> =1+1", 1234.5, dt.date(2026, 5, 20)]
AUDITED = 500_000
"""Bytes of a workbook that the auditor takes seconds for; a sheet of 55 000 rows takes it minutes."""
SAMPLE = (
    "poi-simple-monthly-budget.xlsx", "poi-47813.xlsx", "standard-360-giving-schema-titles-with-meta-tab-2023.xlsx", "test_files-fn.xlsx",
    "ExcelDataReader-roo_1904_base.xlsx",
)  # fmt: skip

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl, on what it would lose


class Changed(NamedTuple):
    """A real workbook, its copy with three cells written, and where they are; `features` is what else it holds."""

    source: Path
    copy: Path
    sheet: str
    cells: list[str]
    features: str


@pytest.fixture(scope="module")
def real() -> list[dict[str, str]]:
    """The workbooks beside a checkout of the project, with three free cells of each to write into."""
    if not WORKBOOKS.exists():
        pytest.skip("the collection ../shared/workbooks is not here")
    with (WORKBOOKS / "ORIGIN.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def changed(real: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> list[Changed]:
    """A text, a number and a date written into each of them."""
    folder = tmp_path_factory.mktemp("changed")
    return [_changed(WORKBOOKS / origin["file"], folder, origin) for origin in real]


def _changed(source: Path, folder: Path, origin: dict[str, str]) -> Changed:
    one = Changed(
        source, folder / source.name, origin["first_sheet"], origin["three_free_cells"].split(), origin["features"]
    )
    edit = Edit(source, force=True)
    for cell, value in zip(one.cells, VALUES, strict=True):
        edit.set(one.sheet, cell, value)
    edit.save(one.copy)
    return one


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a workbook; some programs write their names with backslashes."""
    return {name.replace("\\", "/"): data for name, data in unpack(path).items()}


def part_of(one: Changed) -> str:
    return next(sheet.part for sheet in Package(one.source).sheets if sheet.name == one.sheet)


def test_every_other_part_is_the_same_byte_for_byte(changed: list[Changed]) -> None:
    for one in changed:
        before, after, sheet = parts_of(one.source), parts_of(one.copy), part_of(one)
        assert list(before) == list(after), one.source.name
        differ = {name for name in before if before[name] != after[name]}
        assert sheet in differ
        assert differ <= {sheet, WORKBOOK, "xl/styles.xml"}, one.source.name


def describe_elements(root: etree._Element) -> Iterator[tuple[Any, ...]]:
    """Each element of XML with its attributes, its texts and the namespaces that are declared there."""
    for element in root.iter():
        space = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        texts = (text if space else (text or "").strip() for text in (element.text, element.tail))
        yield element.tag, dict(element.attrib), *texts, element.nsmap


def without_cells(data: bytes, cells: list[str]) -> etree._Element:
    """A sheet without some cells, and without what must change with them: its dimension, and hints about their rows."""
    root = etree.fromstring(data)
    rows = {str(parse_cell(cell)[0]) for cell in cells}
    for cell in [cell for cell in root.iter("{*}c") if cell.get("r") in cells]:
        cell.getparent().remove(cell)
    for row in [row for row in root.iter("{*}row") if row.get("r") in rows]:
        row.attrib.pop("spans", "")
        if not len(row) and set(row.keys()) <= {"r"}:
            row.getparent().remove(row)
    for dimension in root.iter("{*}dimension"):
        dimension.attrib.clear()
    return root


def test_the_sheet_is_the_same_but_for_the_cells(changed: list[Changed]) -> None:
    for one in changed:
        part = part_of(one)
        before, after = (without_cells(parts_of(path)[part], one.cells) for path in one[:2])
        assert list(describe_elements(before)) == list(describe_elements(after)), one.source.name


def without_calculation(root: etree._Element) -> etree._Element:
    """A workbook's own part without the demand to compute it anew."""
    for settings in list(root.iter("{*}calcPr")):
        settings.attrib.pop("fullCalcOnLoad", "")
        if not settings.attrib:
            settings.getparent().remove(settings)
    return root


def test_the_workbooks_own_part_is_the_same_but_for_the_demand_to_compute(changed: list[Changed]) -> None:
    for one in changed:
        part = Package(one.source).part
        before, after = (without_calculation(etree.fromstring(parts_of(path)[part])) for path in one[:2])
        assert list(describe_elements(before)) == list(describe_elements(after)), one.source.name


def test_formats_are_added_and_those_that_there_are_stay(changed: list[Changed]) -> None:
    added = 0
    for one in changed:
        before, after = (parts_of(path).get("xl/styles.xml") for path in one[:2])
        if before != after:
            old, new = etree.fromstring(before), etree.fromstring(after)
            (formats,), (more,) = (root.iterfind("{*}cellXfs") for root in (old, new))
            assert len(more) == len(formats) + 1, one.source.name
            del more[-1]
            more.attrib.update(formats.attrib)
            assert list(describe_elements(old)) == list(describe_elements(new)), one.source.name
            added += 1
    assert added > 40


def understands(read: CellReader, path: Path, name: str) -> bool:
    """Whether a reader knows this kind of workbook at all; some know no strict ones, or no UTF-16."""
    try:
        read(path, name)
    except (CalamineError, KeyError, TypeError, AttributeError):
        return False
    return True


def test_readers_get_the_values(changed: list[Changed]) -> None:
    read = Counter[str]()
    for one in changed:
        for reader in READERS:
            if understands(reader, one.source, one.sheet):
                text, number, day = reader(one.copy, one.sheet, *one.cells)
                if isinstance(number, dt.datetime):  # a number may be in a column of dates
                    number = to_excel(number)
                if not any("styles" in name for name in unpack(one.copy)):  # then no cell can show a date
                    day = from_excel(day)
                day = day.date() if isinstance(day, dt.datetime) else day
                assert [text, number, day] == VALUES, (one.source.name, reader.__name__)
                read[reader.__name__] += 1
    assert min(read.values()) > 60, read


def test_an_auditor_finds_nothing_new(changed: list[Changed]) -> None:
    for one in changed:
        if one.source.stat().st_size < AUDITED and (found := count_complaints(one.copy)):
            assert found - count_complaints(one.source) == Counter(), one.source.name


def count_complaints(path: Path) -> Counter[tuple[str, str]]:
    """What the auditor complains of, and where; how many cells a complaint is about does not matter.

    Left out is its note that Excel will collect texts in a part of their own when it saves, as it does in any case.
    """
    errors = [one for one in OpenXmlValidator().validate(path).errors if one.id != "Excel_InlineStrCells"]
    return Counter((one.part_uri, re.sub(r"\d+", "", one.description)) for one in errors)


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Have LibreOffice read workbooks, all at once, and write what it read."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder, profile = tmp_path_factory.mktemp("converted"), tmp_path_factory.mktemp("profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]

    def convert(paths: list[Path]) -> list[Path]:
        subprocess.run([*command, "--outdir", folder, *paths], check=True, capture_output=True, timeout=300)
        return [folder / path.name for path in paths]

    return convert


def test_libreoffice_gets_the_values_too(changed: list[Changed], converted: Any) -> None:
    sample = [one for one in changed if one.source.name in SAMPLE]
    assert len(sample) == len(SAMPLE)
    for one, path in zip(sample, converted([one.copy for one in sample]), strict=True):
        text, number, day = read_with_openpyxl(path, one.sheet, *one.cells)
        assert [text, number, day.date()] == VALUES, one.source.name


def test_protected_sheets_and_signed_workbooks_are_refused_unless_asked(real: list[dict[str, str]]) -> None:
    refused = Counter[str]()
    for origin in real:
        path, cell = WORKBOOKS / origin["file"], origin["three_free_cells"].split()[0]
        parts = parts_of(path)
        signed = any(name.startswith("_xmlsignatures/") for name in parts)
        part = next(sheet.part for sheet in Package(path).sheets if sheet.name == origin["first_sheet"])
        page = etree.fromstring(parts[part])
        protected = any(one.get("sheet") in ("1", "true") for one in page.iter("{*}sheetProtection"))
        try:
            Edit(path).set(origin["first_sheet"], cell, 1)
        except BadInput:
            refused["signed" if signed else "protected"] += 1
            assert signed or protected, origin["file"]
        else:
            assert not signed | protected, origin["file"]
    assert refused["signed"] >= 2
    assert refused["protected"] >= 2


def formulas(path: Path) -> dict[tuple[str, str], Any]:
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(path)
    cells = ((page.title, cell) for page in book.worksheets for row in page.iter_rows() for cell in row)
    return {
        (title, cell.coordinate): getattr(cell.value, "text", cell.value)
        for title, cell in cells
        if cell.data_type == "f"
    }


def test_shared_formulas_survive_when_each_master_is_written_over(real: list[dict[str, str]], tmp_path: Path) -> None:
    handed_on = 0
    for path in (WORKBOOKS / origin["file"] for origin in real if "shared formulas" in origin["features"]):
        edit, written = Edit(path, force=True), set()
        package = Package(path)
        for sheet in package.sheets:
            for formula in etree.fromstring(package.read(sheet.part)).iter("{*}f"):
                if formula.get("t") == "shared" and formula.text:
                    edit.set(sheet.name, formula.getparent().get("r"), "skriven")
                    written.add((sheet.name, formula.getparent().get("r")))
        edit.save(tmp_path / path.name)
        before, after = formulas(path), formulas(tmp_path / path.name)
        assert {cell: text for cell, text in before.items() if cell not in written} == after, path.name
        handed_on += len(written)
    assert handed_on > 90


def test_tables_of_real_workbooks_grow_or_there_is_no_room(real: list[dict[str, str]], tmp_path: Path) -> None:
    grown = 0
    for origin in real:
        package = Package(WORKBOOKS / origin["file"])
        for sheet in package.sheets:
            for table in package.tables(sheet):
                edit = Edit(package.path, force=True)
                row: list[Any] = ["ny", 5, dt.date(2026, 5, 20), *[None] * 99]
                try:
                    edit.append(table.name, [row[: len(table.columns)]] * 2)
                except BadInput:
                    continue
                copy = tmp_path / f"{grown}{package.path.suffix}"
                edit.save(copy)
                (after,) = (
                    t for s in Package(copy).sheets for t in Package(copy).tables(s) if t.part == table.part
                )
                # the empty rows that a table has at its end are filled first
                assert after.ref in [table.ref._replace(bottom=table.ref.bottom + more) for more in range(3)], origin["file"]
                grid = (
                    CalamineWorkbook.from_path(str(copy)).get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                )
                firsts = [row[after.ref.left - 1] for row in grid[after.ref.top - 1 : after.ref.bottom]]
                assert firsts.count("ny") == 2, origin["file"]
                if copy.stat().st_size < AUDITED and (found := count_complaints(copy)):
                    assert found - count_complaints(package.path) == Counter(), origin["file"]
                grown += 1
    assert grown > 10
