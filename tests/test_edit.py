"""Setting cells without loss: what was meant changes, as every reader sees it, and nothing else does."""

import csv
import datetime as dt
import hashlib
import math
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from crafted import LINKS, MAIN, SHEET, TYPES, WORKBOOK, links, pack, parts, sheet, workbook
from xl_kraftsamling.catalogue import BadInput
from xl_kraftsamling.sheets import repack
from xl_kraftsamling.sheets.areas import cell_of
from xl_kraftsamling.sheets.edit import Edit, Formula, Value

SHARED = Path(__file__).parents[2] / "shared" / "workbooks"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def made(folder: Path, rows: str = ONE, after: str = "") -> Path:
    """A workbook with one sheet, Blad, of which these are the rows."""
    return pack(folder / "bok.xlsx", parts(rows, after))


def edited(source: Path, cells: dict[str, Value], *, force: bool = False) -> Path:
    """A copy of a workbook with some cells of its sheet Blad set."""
    edit = Edit(source, force=force)
    for cell, value in cells.items():
        edit.set("Blad", cell, value)
    edit.save(source.with_name("kopia.xlsx"), overwrite=True)
    return source.with_name("kopia.xlsx")


def contents(path: Path) -> dict[str, bytes]:
    """The unpacked parts of a workbook."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(before: Path, after: Path) -> set[str]:
    """The parts that differ or are missing."""
    old, new = contents(before), contents(after)
    return {name for name in old | new if old.get(name) != new.get(name)}


def rows_of(path: Path) -> str:
    """The rows of the sheet Blad as XML."""
    return re.sub(r".*<sheetData>|</sheetData>.*", "", contents(path)[SHEET].decode(), flags=re.DOTALL)


def by_openpyxl(path: Path, name: str, *cells: str) -> list[Any]:
    page = openpyxl.load_workbook(path, data_only=True)[name]
    return [page[cell].value for cell in cells]


def by_calamine(path: Path, name: str, *cells: str) -> list[Any]:
    grid = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [grid[row - 1][column - 1] for row, column in map(cell_of, cells)]


Read = Callable[..., list[Any]]
READERS: tuple[Read, ...] = (by_openpyxl, by_calamine)


# Any workbook


@pytest.fixture
def real() -> list[dict[str, str]]:
    """Real workbooks of many origins beside a checkout of the project, each with three free cells to write into."""
    if not SHARED.exists():
        pytest.skip("the collection ../shared/workbooks is not here")
    with (SHARED / "ORIGIN.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def understands(read: Read, path: Path, name: str) -> bool:
    """Whether a reader knows this kind of workbook at all; some know no strict ones, or no UTF-16."""
    try:
        read(path, name)
    except (CalamineError, KeyError, TypeError, AttributeError):
        return False
    return True


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl, on what it would lose
def test_three_cells_set_in_any_real_workbook_change_their_sheet_alone_and_are_read_back(
    real: list[dict[str, str]], tmp_path: Path
) -> None:
    values = ["Räksmörgås & <b> =1+1", 1234.5, True]
    for origin in real:
        source, target = SHARED / origin["file"], tmp_path / origin["file"]
        name, cells = origin["first_sheet"], origin["three_free_cells"].split()
        before = hashlib.sha256(source.read_bytes()).hexdigest()
        edit = Edit(source, force=True)
        for cell, value in zip(cells, values, strict=True):
            edit.set(name, cell, value)
        edit.save(target)
        assert hashlib.sha256(source.read_bytes()).hexdigest() == before
        assert len(changed(source, target) - {WORKBOOK}) == 1, origin["file"]
        told = [read(target, name, *cells) for read in READERS if understands(read, source, name)]
        assert all(one[0] == values[0] and one[2] is True for one in told), origin["file"]


def skeleton(data: bytes) -> bytes:
    """A sheet in canonical form without its cells, its dimension, and hints about its rows."""
    root = etree.fromstring(data)
    for element in root.iter("{*}row", "{*}dimension"):
        etree.strip_elements(element, "{*}c", with_tail=False)
        element.attrib.clear()
    for row in [row for row in root.iter("{*}row") if not len(row)]:
        row.getparent().remove(row)
    return etree.tostring(root, method="c14n")


def test_around_the_cells_nothing_of_a_real_sheet_changes(real: list[dict[str, str]], tmp_path: Path) -> None:
    for number, origin in enumerate(real):
        source, target = SHARED / origin["file"], tmp_path / f"{number}.xlsx"
        edit = Edit(source, force=True)
        edit.set(origin["first_sheet"], origin["three_free_cells"].split()[0], 1)
        edit.save(target)
        (part,) = changed(source, target) - {WORKBOOK}
        before, after = (skeleton(contents(path)[part]) for path in (source, target))
        assert re.sub(rb"\s+", b" ", before) == re.sub(rb"\s+", b" ", after), origin["file"]


# Values


@pytest.mark.parametrize(
    "value",
    [
        "text",
        "=SUM(A1:A9)",
        " indrag ",
        "två\nrader",
        "a\tb",
        "<&>\"'",
        "_x0041_",
        "😀",
        0,
        -17,
        1e-300,
        2.5,
        True,
        False,
    ],
)
def test_a_value_is_read_back_as_it_was_set(tmp_path: Path, value: Value) -> None:
    path = edited(made(tmp_path), {"B5": value})
    for read in READERS:
        if not (read is by_openpyxl and value == "_x0041_"):  # openpyxl leaves such sequences as they are
            (told,) = read(path, "Blad", "B5")
            assert told == value
            assert isinstance(told, bool) == isinstance(value, bool)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=20))
def test_any_text_is_read_back_to_the_letter(tmp_path: Path, texts: list[str]) -> None:
    path = edited(made(tmp_path), {f"B{row}": text for row, text in enumerate(texts, 1)})
    assert by_calamine(path, "Blad", *(f"B{row}" for row in range(1, len(texts) + 1))) == texts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_any_number_is_read_back_exactly(tmp_path: Path, numbers: list[float]) -> None:
    path = edited(made(tmp_path), {f"B{row}": number for row, number in enumerate(numbers, 1)})
    assert by_calamine(path, "Blad", *(f"B{row}" for row in range(1, len(numbers) + 1))) == numbers


@pytest.mark.parametrize(("value", "written"), [(Decimal("1.10"), "1.10"), (10**20, "100000000000000000000")])
def test_exact_numbers_are_written_digit_by_digit(tmp_path: Path, value: Value, written: str) -> None:
    assert f'<c r="A1"><v>{written}</v></c>' in rows_of(edited(made(tmp_path), {"A1": value}))


@pytest.mark.parametrize("value", [math.nan, math.inf, Decimal("NaN")])
def test_what_is_no_number_is_a_fault_of_the_program(tmp_path: Path, value: Value) -> None:
    with pytest.raises(ValueError, match=r"(?i)nan|inf"):
        edited(made(tmp_path), {"A1": value})


@pytest.mark.parametrize("date1904", ["0", "1"])
@pytest.mark.parametrize("value", [dt.date(2026, 5, 20), dt.datetime(2026, 5, 20, 12, 30), dt.date(1904, 1, 2)])
def test_a_date_is_read_back_in_both_date_systems(tmp_path: Path, date1904: str, value: dt.date) -> None:
    content = parts(after="") | {WORKBOOK: workbook(before=f'<workbookPr date1904="{date1904}"/>')}
    path = edited(pack(tmp_path / "bok.xlsx", content), {"A1": value})
    page = openpyxl.load_workbook(path).worksheets[0]
    told = openpyxl.utils.datetime.from_excel(page["A1"].value, page.parent.epoch)
    assert told == (value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day))


@pytest.mark.parametrize(
    ("day", "serial"), [(dt.date(1900, 1, 1), 1), (dt.date(1900, 2, 28), 59), (dt.date(1900, 3, 1), 61)]
)
def test_early_dates_heed_the_29_february_1900_that_excel_believes_in(
    tmp_path: Path, day: dt.date, serial: int
) -> None:
    assert f"<v>{serial}</v>" in rows_of(edited(made(tmp_path), {"A1": day}))


def test_a_date_before_excels_calendar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"B2.*Blad"):
        edited(made(tmp_path), {"B2": dt.date(1899, 12, 31)})


def test_a_text_longer_than_a_cell_is_refused_and_one_that_just_fits_is_not(tmp_path: Path) -> None:
    assert by_calamine(edited(made(tmp_path), {"B2": "å" * 32_767}), "Blad", "B2") == ["å" * 32_767]
    for text in ("å" * 32_768, "😀" * 16_384):
        with pytest.raises(BadInput, match=r"B2.*32768"):
            edited(made(tmp_path), {"B2": text})


def test_none_empties_a_cell_and_leaves_its_format(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" s="7" t="str"><v>x</v></c><c r="B1"><v>2</v></c></row>'
    assert (
        rows_of(edited(made(tmp_path, rows), {"A1": None}))
        == '<row r="1"><c r="A1" s="7"/><c r="B1"><v>2</v></c></row>'
    )


# Places


def test_cells_and_rows_are_put_in_order(tmp_path: Path) -> None:
    rows = '<row r="2" spans="2:2"><c r="B2"><v>0</v></c></row><row r="9"/>'
    path = edited(made(tmp_path, rows), {"C2": 1, "A2": 2, "AA2": 3, "Z2": 4, "A1": 5, "A5": 6, "B9": 7, "A10": 8})
    addresses = re.findall(r'r="([A-Z]+\d+)"', rows_of(path))
    assert addresses == ["A1", "A2", "B2", "C2", "Z2", "AA2", "A5", "B9", "A10"]
    assert "spans" not in rows_of(path)


def test_a_new_cell_takes_the_format_of_its_row_or_column_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    content = parts() | {
        SHEET: sheet(
            '<row r="1" s="4" customFormat="1"><c r="A1" s="9"/></row>',
            before='<cols><col min="2" max="3" style="5"/></cols>',
        )
    }
    rows = rows_of(edited(pack(tmp_path / "bok.xlsx", content), {"A1": 1, "B1": 1, "B2": 1, "D2": 1}))
    assert re.findall(r'r="(\w\d)"(?: s="(\d)")?', rows) == [("A1", "9"), ("B1", "4"), ("B2", "5"), ("D2", "")]


def test_rows_and_cells_without_addresses_are_given_them(tmp_path: Path) -> None:
    path = edited(
        made(tmp_path, "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"), {"B2": 4, "B1": 5}
    )
    assert by_calamine(path, "Blad", "A1", "B1", "A2", "B2") == [1, 5, 3, 4]


def test_the_stated_dimension_grows_with_the_cells(tmp_path: Path) -> None:
    content = parts() | {SHEET: sheet(ONE, before='<dimension ref="A1"/>')}
    assert b'<dimension ref="A1:C7"/>' in contents(edited(pack(tmp_path / "bok.xlsx", content), {"C7": 1}))[SHEET]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_part_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}" standalone="yes"?>\r\n'
    source = pack(tmp_path / "bok.xlsx", parts() | {SHEET: (declared + sheet()).encode(encoding)})
    after = contents(edited(source, {"B1": "å€"}))[SHEET]
    assert after.decode(encoding)[:30].replace("'", '"') == declared[:30]
    assert etree.fromstring(after).findtext(".//{*}t") == "å€"


def test_a_prefix_of_the_spreadsheet_namespace_is_used(tmp_path: Path) -> None:
    text = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'
    path = edited(pack(tmp_path / "bok.xlsx", parts() | {SHEET: text}), {"A1": "hej"})
    assert b'<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>hej</x:t></x:is></x:c></x:row>' in contents(path)[SHEET]


# Formulas


FORMULAS = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f><v>4</v></c></row>'


def with_chain(folder: Path) -> Path:
    """A workbook with formulas and the order that Excel calculates them in."""
    override = '<Override PartName="/xl/calcChain.xml" ContentType="x.calcChain+xml"/></Types>'
    content = parts(FORMULAS) | {
        "[Content_Types].xml": TYPES.replace("</Types>", override),
        WORKBOOK: workbook(after="<definedNames/><calcPr calcId='1'/>"),
        LINKS: links(r1="worksheet worksheets/sheet1.xml", r2="calcChain calcChain.xml"),
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>',
    }
    return pack(folder / "bok.xlsx", content)


def test_a_formula_is_written_as_one(tmp_path: Path) -> None:
    path = edited(made(tmp_path), {"B1": Formula('SUM(A1:A2)&"<"')})
    assert openpyxl.load_workbook(path)["Blad"]["B1"].value == '=SUM(A1:A2)&"<"'
    assert b'<calcPr fullCalcOnLoad="1"/>' in contents(path)[WORKBOOK]


def test_a_workbook_with_formulas_is_computed_anew_and_keeps_its_stored_values(tmp_path: Path) -> None:
    source = with_chain(tmp_path)
    path = edited(source, {"C1": 1})
    assert changed(source, path) == {SHEET, WORKBOOK}
    assert b'<calcPr calcId="1" fullCalcOnLoad="1"/></workbook>' in contents(path)[WORKBOOK]
    assert FORMULAS.removesuffix("</row>") in rows_of(path)


@pytest.mark.parametrize("value", [5, None, Formula("2+2")])
def test_the_order_of_calculation_goes_when_a_formula_does(tmp_path: Path, value: Value) -> None:
    source = with_chain(tmp_path)
    path = edited(source, {"A1": value})
    assert changed(source, path) == {SHEET, WORKBOOK, LINKS, "[Content_Types].xml", "xl/calcChain.xml"}
    assert b"calcChain" not in b"".join(contents(path).values())


def test_a_workbook_without_formulas_is_not_told_to_compute(tmp_path: Path) -> None:
    source = made(tmp_path)
    assert changed(source, edited(source, {"C1": 1})) == {SHEET}


@pytest.mark.parametrize("cell", ["B3", "C4", "C2"])
def test_a_covered_cell_of_a_merge_is_refused(tmp_path: Path, cell: str) -> None:
    source = made(tmp_path, after='<mergeCells><mergeCell ref="A9:B9"/><mergeCell ref="B2:C4"/></mergeCells>')
    with pytest.raises(BadInput, match=rf"Blad!{cell}.*:"):
        edited(source, {cell: 1})


def test_the_first_cell_of_a_merge_is_written(tmp_path: Path) -> None:
    source = made(tmp_path, after='<mergeCells><mergeCell ref="B2:C4"/></mergeCells>')
    assert by_calamine(edited(source, {"B2": "rubrik"}), "Blad", "B2") == ["rubrik"]


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_a_cell_of_a_formula_that_fills_many_is_refused(tmp_path: Path, kind: str) -> None:
    rows = f'<row r="1"><c r="A1"><f t="{kind}" ref="A1:B2">C1:D2</f><v>1</v></c><c r="B1"><v>2</v></c></row>'
    for cell in ("A1", "B2"):
        with pytest.raises(BadInput, match=r"A1:B2"):
            edited(made(tmp_path, rows), {cell: 1})


def test_an_array_formula_of_one_cell_is_overwritten(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">SUM(B1:B2*2)</f><v>1</v></c></row>'
    assert rows_of(edited(made(tmp_path, rows), {"A1": 7})) == '<row r="1"><c r="A1"><v>7</v></c></row>'


SHARING = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
)


def test_a_formula_that_others_build_on_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Blad!A1"):
        edited(made(tmp_path, SHARING), {"A1": 1})


def test_a_formula_that_builds_on_another_is_overwritten(tmp_path: Path) -> None:
    path = edited(made(tmp_path, SHARING), {"A2": 1})
    assert '<f t="shared" ref="A1:A2" si="0">B1*2</f><v>1</v>' in rows_of(path)
    assert rows_of(path).endswith('<row r="2"><c r="A2"><v>1</v></c></row>')


# Refusals


def test_a_protected_sheet_is_written_only_by_force(tmp_path: Path) -> None:
    source = made(tmp_path, after='<sheetProtection sheet="1" objects="1"/>')
    with pytest.raises(BadInput, match=r"Blad.*bok\.xlsx"):
        edited(source, {"A1": 2})
    path = edited(source, {"A1": 2}, force=True)
    assert by_calamine(path, "Blad", "A1") == [2]
    assert b'<sheetProtection sheet="1" objects="1"/>' in contents(path)[SHEET]


def test_a_signed_workbook_is_changed_only_by_force(tmp_path: Path) -> None:
    source = pack(tmp_path / "bok.xlsx", parts() | {"_xmlsignatures/sig1.xml": "<Signature/>"})
    with pytest.raises(BadInput, match=r"bok\.xlsx"):
        edited(source, {"A1": 2})
    assert changed(source, edited(source, {"A1": 2}, force=True)) == {SHEET}


def test_an_unknown_sheet_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Avrop.*Blad"):
        Edit(made(tmp_path)).set("Avrop", "A1", 1)


def test_an_address_that_is_none_is_a_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="XFE1"):
        Edit(made(tmp_path)).set("Blad", "XFE1", 1)


@pytest.mark.parametrize(
    "text",
    [
        sheet('<row r="2"/><row r="1"/>'),
        sheet('<row r="1"/><row r="1"/>'),
        f'<worksheet xmlns="{MAIN}"/>',
        sheet(after='<mergeCells><mergeCell ref="?"/></mergeCells>'),
        "<worksheet>" + "<a>" * 300 + "</a>" * 300 + "</worksheet>",
        "<worksheet><sheetData>",
    ],
)
def test_a_sheet_whose_xml_makes_no_sense_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        edited(pack(tmp_path / "bok.xlsx", parts() | {SHEET: text}), {"A1": 1})


# Saving


def test_an_existing_file_is_overwritten_only_when_that_is_asked(tmp_path: Path) -> None:
    target = tmp_path / "viktig.xlsx"
    target.write_text("viktigt")
    with pytest.raises(BadInput, match=r"viktig\.xlsx"):
        Edit(made(tmp_path)).save(target)
    assert target.read_text() == "viktigt"
    Edit(made(tmp_path)).save(target, overwrite=True)
    assert contents(target) == contents(tmp_path / "bok.xlsx")


def test_the_source_is_never_overwritten(tmp_path: Path) -> None:
    source = made(tmp_path)
    before = source.read_bytes()
    (tmp_path / "länk.xlsx").symlink_to(source)
    for target in (source, tmp_path / "länk.xlsx", tmp_path / "." / "bok.xlsx"):
        with pytest.raises(BadInput, match="själva källan"):
            Edit(source).save(target, overwrite=True)
    assert source.read_bytes() == before


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"ny\.xlsx"):
        Edit(made(tmp_path)).save(tmp_path / "saknas" / "ny.xlsx")


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    target = tmp_path / "kopia.xlsx"
    target.write_text("förra")
    source = made(tmp_path)

    def interrupted(*_arguments: object) -> None:
        raise fault

    monkeypatch.setattr(repack, "_compare", interrupted)
    with pytest.raises((KeyboardInterrupt, BadInput)):
        Edit(source).save(target, overwrite=True)
    assert target.read_text() == "förra"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bok.xlsx", "kopia.xlsx"]


def test_a_copy_that_is_not_faithful_never_takes_the_targets_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transfer = repack._transfer
    monkeypatch.setattr(repack, "_transfer", lambda entry, packed, *rest: transfer(entry, packed[:-1] + b"?", *rest))
    with pytest.raises((RuntimeError, BadInput)):
        Edit(made(tmp_path)).save(tmp_path / "kopia.xlsx")
    assert not (tmp_path / "kopia.xlsx").exists()


def test_parts_keep_their_order_their_dates_and_their_packed_bytes(tmp_path: Path) -> None:
    source = made(tmp_path)
    path = edited(source, {"A1": 2})
    with ZipFile(source) as before, ZipFile(path) as after:
        for old, new in zip(before.infolist(), after.infolist(), strict=True):
            assert (old.filename, old.date_time, old.external_attr) == (new.filename, new.date_time, new.external_attr)
            assert old.filename == SHEET or (old.CRC, old.compress_size) == (new.CRC, new.compress_size)


def test_parts_written_with_their_sizes_behind_them_are_copied(tmp_path: Path) -> None:
    class Stream:
        """A file that cannot go back, so that zipfile writes each size behind its part."""

        def __init__(self, path: Path) -> None:
            self.file = path.open("wb")
            self.write, self.flush = self.file.write, self.file.flush

    stream = Stream(tmp_path / "bok.xlsx")
    with ZipFile(stream, "w", 8) as archive:  # type: ignore[arg-type]
        for name, data in parts().items():
            archive.writestr(name, data)
    stream.file.close()
    assert by_calamine(edited(tmp_path / "bok.xlsx", {"A2": 2}), "Blad", "A1", "A2") == [1, 2]


def test_saving_twice_gives_the_same_copy_twice(tmp_path: Path) -> None:
    edit = Edit(with_chain(tmp_path))
    edit.set("Blad", "A1", 3)
    edit.save(tmp_path / "a.xlsx")
    edit.save(tmp_path / "b.xlsx")
    assert contents(tmp_path / "a.xlsx") == contents(tmp_path / "b.xlsx")
