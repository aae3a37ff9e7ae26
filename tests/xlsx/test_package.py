"""Opening workbooks whoever made them: what the good ones contain, and how the bad ones are refused."""

import hashlib
import os
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest
import xlsxwriter

from support.build_xlsx import LINKS, MAIN, OFFICE, SHEET, WORKBOOK, links, pack, parts, sheet, workbook
from xl_kraftsamling import app, xlsx
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.package import Calculation, Package
from xl_kraftsamling.xlsx.package.archive import Archive


def opened(folder: Path, changes: dict[str, str | bytes] | None = None) -> Package:
    """The smallest workbook, with some parts changed or added."""
    return Package(pack(folder / "bok.xlsx", parts() | (changes or {})))


def refusal(path: Path) -> str:
    """Why a file is refused: a sentence that names it, in both languages."""
    with pytest.raises(BadInput) as caught:
        Package(path)
    assert path.name in caught.value.message("sv")
    assert path.name in caught.value.message("en")
    return caught.value.message("en")


# How a workbook is built


def test_worksheets_are_read_in_order_with_their_states_and_chart_sheets_are_left_out(tmp_path: Path) -> None:
    names = (
        '<sheet name="Å &amp; Ö" sheetId="7" r:id="r2"/><sheet name="Diagram" sheetId="3" r:id="r3"/>'
        '<sheet name="Dolt" sheetId="1" state="veryHidden" r:id="r1"/>'
    )
    targets = links(r1=f"worksheet /{SHEET}", r2="worksheet worksheets/tv%C3%A5.xml", r3="chartsheet c.xml")
    package = opened(tmp_path, {WORKBOOK: workbook(names), LINKS: targets, "xl/worksheets/två.xml": sheet()})
    assert package.sheets == (("Å & Ö", "xl/worksheets/två.xml", "visible"), ("Dolt", SHEET, "veryHidden"))


def test_a_plain_workbook_counts_days_from_1900_and_calculates_by_itself(tmp_path: Path) -> None:
    package = opened(tmp_path)
    assert not package.date1904
    assert package.calculation == Calculation("auto", iterate=False)
    assert not package.has_external_links


def test_the_1904_system_manual_iterative_calculation_and_external_links_are_read(tmp_path: Path) -> None:
    text = workbook(before='<workbookPr date1904="1"/>', after='<calcPr calcMode="manual" iterate="true"/>')
    targets = links(r1="worksheet worksheets/sheet1.xml", r2="externalLink externalLinks/e1.xml")
    package = opened(tmp_path, {WORKBOOK: text, LINKS: targets})
    assert package.date1904
    assert package.calculation == Calculation("manual", iterate=True)
    assert package.has_external_links


def test_tables_are_read_with_their_place_their_totals_and_their_columns(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "bok.xlsx") as book:
        page = book.add_worksheet("Avrop")
        columns = [{"header": "Id"}, {"header": "Belopp\ni kronor", "total_function": "sum"}]
        page.add_table("B4:C9", {"name": "Avrop", "columns": columns, "total_row": True})
    package = Package(tmp_path / "bok.xlsx")
    (table,) = package.tables(package.sheets[0])
    assert (table.name, table.ref, table.header_rows, table.totals_rows) == ("Avrop", (4, 2, 9, 3), 1, 1)
    assert table.columns == ("Id", "Belopp\ni kronor")


def test_strict_workbooks_are_read_like_transitional_ones(tmp_path: Path) -> None:
    strict = {
        name: str(data)
        .replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, data in parts().items()
    }
    assert opened(tmp_path, strict).sheets == (("Blad", SHEET, "visible"),)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "iso-8859-1"])
def test_parts_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + workbook('<sheet name="Överdrag" sheetId="1" r:id="r1"/>')
    assert opened(tmp_path, {WORKBOOK: text.encode(encoding)}).sheets[0].name == "Överdrag"


def test_part_names_are_found_in_any_case_and_with_either_slash(tmp_path: Path) -> None:
    renamed = {name.replace("/", "\\").upper() if name == SHEET else name: data for name, data in parts().items()}
    package = Package(pack(tmp_path / "bok.xlsx", renamed))
    assert b"sheetData" in package.read(package.sheets[0].part)


def test_the_checksum_is_that_of_the_file(tmp_path: Path) -> None:
    package = opened(tmp_path)
    assert package.sha256 == hashlib.sha256(package.path.read_bytes()).hexdigest()


def test_opening_a_workbook_imports_no_heavy_library() -> None:
    heavy = "{'lxml', 'openpyxl', 'polars', 'pandera', 'python_calamine'}"
    code = f"import sys, xl_kraftsamling.xlsx.package; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# What is no workbook

ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
STRANGERS = {
    "tom.xlsx": (b"", "is empty"),
    "sida.xlsx": (b"\xef\xbb\xbf \n<html><table></table></html>", "web page"),
    "2003.xls": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML text"),
    "lista.xlsx": ("Mottagare;Belopp\nkulturnämnden;800 000\n".encode("cp1252"), "CSV"),
    "gammal.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500), ".xls"),
    "hemlig.xlsx": (ENCRYPTED, "password"),
    "~$öppen.xlsx": (b"\x05ABCDE" + bytes(159), "lock file"),
    "bild.xlsx": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not an Excel workbook"),
    "program.xlsx": (b"MZ" + bytes(98) + b"PK\x05\x06" + bytes(18), "not an Excel workbook"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_file_that_is_no_workbook_is_named_for_what_it_is(tmp_path: Path, name: str) -> None:
    content, word = STRANGERS[name]
    (tmp_path / name).write_bytes(content)
    assert word in refusal(tmp_path / name)


FOREIGN = {
    "kalkyl.ods": ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument"),
    "brev.docx": (
        {"_rels/.rels": links(r="officeDocument word/document.xml"), "word/document.xml": "<document/>"},
        "Word",
    ),
    "binär.xlsb": ({"_rels/.rels": links(r="officeDocument xl/workbook.bin"), "xl/workbook.bin": b"\x83\1"}, "binary"),
    "arkiv.zip": ({"läs mig.txt": "hej"}, "not an Excel workbook"),
    "annat.xlsx": ({"_rels/.rels": links(r="officeDocument x.xml"), "x.xml": "<thing/>"}, "not an Excel workbook"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_an_archive_that_holds_something_else_is_named_for_what_it_is(tmp_path: Path, name: str) -> None:
    content, word = FOREIGN[name]
    assert word in refusal(pack(tmp_path / name, content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "saknas.xlsx")
    (tmp_path / "bok.xlsx").mkdir()
    assert "is a folder" in refusal(tmp_path / "bok.xlsx")
    (tmp_path / "fil").write_text("")
    assert "does not exist" in refusal(tmp_path / "fil" / "bok.xlsx")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör.xlsx")
    assert "not an Excel workbook" in refusal(tmp_path / "rör.xlsx")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "bok.xlsx", parts())
    path.chmod(0)
    assert "may not read" in refusal(path)


# What is damaged


def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = pack(tmp_path / "hel.xlsx", parts()).read_bytes()
    path = tmp_path / "kapad.xlsx"
    for length in range(4, len(whole), 97):
        path.write_bytes(whole[:length])
        assert "cut off" in refusal(path)


def test_a_changed_bit_is_noticed_where_it_is_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "bok.xlsx", parts())
    data = bytearray(path.read_bytes())
    with ZipFile(path) as archive:
        entry = archive.getinfo(WORKBOOK)
    data[entry.header_offset + 30 + len(WORKBOOK) + entry.compress_size // 2] ^= 4
    path.write_bytes(data)
    assert WORKBOOK in refusal(path)


def spoiled(path: Path, part: str, at: int, length: int) -> Path:
    """The workbook with some bytes of a part, counted from its local header, overwritten."""
    data = bytearray(path.read_bytes())
    with ZipFile(path) as archive:
        start = archive.getinfo(part).header_offset + at
    data[start : start + length] = b"\xff" * length
    path.write_bytes(data)
    return path


def test_a_part_that_cannot_be_found_or_unpacked_is_damaged(tmp_path: Path) -> None:
    for at in (0, 30 + len(SHEET)):
        assert SHEET in refusal(spoiled(pack(tmp_path / "bok.xlsx", parts()), SHEET, at, 4))


def test_a_part_that_cannot_be_unpacked_to_its_end_is_damaged(tmp_path: Path) -> None:
    text = sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n * n % 9973}</v></c></row>' for n in range(1, 60_000)))
    path = pack(tmp_path / "bok.xlsx", parts() | {SHEET: text})
    package = Package(spoiled(path, SHEET, 150_000, 60_000))
    with pytest.raises(BadInput, match="sheet1"):
        package.read(SHEET)


def test_a_file_that_goes_away_is_missed(tmp_path: Path) -> None:
    package = opened(tmp_path)
    package.path.unlink()
    with pytest.raises(BadInput, match=r"bok\.xlsx"):
        package.read(SHEET)


@pytest.mark.parametrize(
    "changes",
    [
        {WORKBOOK: "<workbook"},
        {LINKS: links(r1="worksheet worksheets/saknas.xml")},
        {LINKS: links(r1="worksheet ../../../etc/passwd")},
        {WORKBOOK: workbook('<sheet name="A" sheetId="1" r:id="r1"/><sheet name="a" sheetId="2" r:id="r1"/>')},
    ],
)
def test_a_workbook_with_parts_that_contradict_each_other_is_refused(tmp_path: Path, changes: dict[str, str]) -> None:
    assert "damaged" in refusal(pack(tmp_path / "bok.xlsx", parts() | changes))


def test_a_workbook_without_worksheets_is_refused(tmp_path: Path) -> None:
    assert "no worksheets" in refusal(pack(tmp_path / "bok.xlsx", parts() | {WORKBOOK: workbook("")}))


def test_a_table_with_an_impossible_area_is_refused(tmp_path: Path) -> None:
    rels = links(r1="table ../tables/t.xml")
    package = opened(tmp_path, {"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/tables/t.xml": '<table ref="A0:B2"/>'})
    with pytest.raises(BadInput, match=r"t\.xml"):
        package.tables(package.sheets[0])


# What is made to do harm

ENTITIES = '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
DISGUISES: dict[str, Callable[[str], bytes]] = {
    "plain": lambda text: (ENTITIES + text).encode(),
    "declared": lambda text: ('<?xml version="1.0"?>\n' + ENTITIES + text).encode(),
    "after a comment": lambda text: ("<!-- <a> -->" + ENTITIES + text).encode(),
    "after an instruction": lambda text: ("<?a <b> ?>" + ENTITIES + text).encode(),
    "far behind": lambda text: (" " * 70_000 + ENTITIES + text).encode(),
    "behind a long comment": lambda text: ("<!--" + "-x" * 40_000 + "-->" + ENTITIES + text).encode(),
    "in UTF-16": lambda text: (ENTITIES + text).encode("utf-16"),
    "in UTF-16 without a mark": lambda text: (ENTITIES + text).encode("utf-16-be"),
    "in EBCDIC": lambda text: b'<?xml version="1.0" encoding="cp037"?>' + (ENTITIES + text).encode("cp037"),
    "in UTF-32": lambda text: ('<?xml version="1.0" encoding="utf-32"?>' + ENTITIES + text).encode("utf-32"),
    "in UTF-7": lambda text: b'<?xml version="1.0" encoding="utf-7"?>' + (ENTITIES + text).encode("utf-7"),
}


@pytest.mark.parametrize("part", [WORKBOOK, LINKS, "_rels/.rels", SHEET, "[Content_Types].xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_document_type_is_refused_in_any_part_and_disguise(tmp_path: Path, part: str, disguise: str) -> None:
    text = str(parts().get(part, "<sst/>"))
    path = pack(tmp_path / "bok.xlsx", parts() | {part: DISGUISES[disguise](text)})
    assert f"({part})" in refusal(path)


@pytest.mark.parametrize("promise", ['uniqueCount="4294967297"', "uniqueCount = '99999999999999999999999999'"])
def test_a_part_that_promises_more_strings_than_it_has_bytes_is_damaged(tmp_path: Path, promise: str) -> None:
    strings = f'<?xml version="1.0"?><x:sst xmlns:x="{MAIN}" {promise}><x:si><x:t>Belopp</x:t></x:si></x:sst>'
    path = pack(tmp_path / "bok.xlsx", parts() | {"xl/sharedStrings.xml": strings})
    assert "its part xl/sharedStrings.xml" in refusal(path)
    assert opened(tmp_path, {"xl/sharedStrings.xml": strings.replace(promise, 'count="4294967297" uniqueCount="2"')}).sheets


def test_a_long_comment_before_a_part_is_no_crime(tmp_path: Path) -> None:
    assert opened(tmp_path, {WORKBOOK: f"<!--{'x' * 40_000}-->" + workbook()}).sheets


@pytest.mark.parametrize("name", ["../ond.txt", "xl/../../ond.txt", "/ond.txt", "c:/ond.txt", "..\\ond.txt"])
def test_part_names_that_point_out_of_the_file_are_refused(tmp_path: Path, name: str) -> None:
    assert "points out" in refusal(pack(tmp_path / "bok.xlsx", parts() | {name: "x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), SHEET.replace("/", "\\")])
def test_a_part_that_is_there_twice_is_refused(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path / "bok.xlsx", parts())
    with ZipFile(path, "a") as archive:
        archive.writestr(name, sheet())
    assert "twice" in refusal(path)


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "bok.xlsx", parts())
    data = path.read_bytes()
    at = data.index(b"PK\x01\x02") + 8
    path.write_bytes(data[:at] + b"\x01" + data[at + 1 :])
    assert "encrypted" in refusal(path)


def test_a_part_packed_in_a_way_that_no_spreadsheet_program_uses_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "bok.xlsx", parts())
    with ZipFile(path, "a", ZIP_LZMA) as archive:
        archive.writestr("xl/media/bild.png", b"x" * 100)
    assert "unusual way" in refusal(path)


def test_a_part_that_unpacks_to_far_more_than_it_takes_is_refused(tmp_path: Path) -> None:
    assert "100 MB" in refusal(pack(tmp_path / "bok.xlsx", parts() | {"xl/sharedStrings.xml": b" " * 100_000_000}))


def test_a_large_sheet_as_programs_write_it_is_let_in(tmp_path: Path) -> None:
    row = '<row r="{0}" spans="1:3"><c r="A{0}" s="1"/><c r="B{0}" s="12" t="s"><v>17</v></c></row>'
    text = sheet("".join(row.format(number) for number in range(1, 1_000_001)))
    assert len(text) > 64_000_000
    assert opened(tmp_path, {SHEET: text}).sheets


def test_a_part_that_unpacks_to_more_than_the_directory_states_is_damaged_and_never_unpacked_in_full(tmp_path: Path) -> None:
    bomb = b"<worksheet>" + b" " * 50_000_000
    path = pack(tmp_path / "bok.xlsx", parts() | {SHEET: bomb})
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", len(bomb)), struct.pack("<I", 1000)))
    package = Package(path)
    with pytest.raises(BadInput, match="sheet1"):
        package.read(SHEET)


def test_a_part_that_unpacks_to_less_than_the_directory_states_is_damaged(tmp_path: Path) -> None:
    path = pack(tmp_path / "bok.xlsx", parts())
    size = len(str(parts()[SHEET]))
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", size + 1)))
    with pytest.raises(BadInput, match="sheet1"):
        Package(path).read(SHEET)


def test_an_archive_with_more_parts_than_any_workbook_is_refused(tmp_path: Path) -> None:
    assert "too many" in refusal(pack(tmp_path / "bok.xlsx", parts() | {f"xl/{n}": "" for n in range(10_001)}))


def test_a_directory_larger_than_any_workbooks_is_not_even_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "bok.xlsx", parts() | {f"xl/{'n' * 60_000}{n}": "" for n in range(80)})
    assert "cut off or damaged" in refusal(path)


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each part of a workbook is unpacked."""
    counts: Counter[str] = Counter()
    read = Archive.read

    def counting(archive: Archive, part: str) -> bytes:
        counts[part] += 1
        return read(archive, part)

    monkeypatch.setattr(Archive, "read", counting)
    return counts


def test_a_validation_unpacks_no_part_twice(tmp_path: Path, unpacked: Counter[str]) -> None:
    app.fill_workbook(tmp_path / "bok.xlsx", decision=app.pick_decision(None), example=True)
    unpacked.clear()
    app.validate_workbook(tmp_path / "bok.xlsx")
    assert len(unpacked) > 20
    assert [part for part, times in unpacked.items() if times > 1] == []


def test_only_sheets_too_large_to_be_kept_are_unpacked_again_for_their_formulas(
    tmp_path: Path, unpacked: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app.fill_workbook(tmp_path / "bok.xlsx", decision=app.pick_decision(None), example=True)
    monkeypatch.setattr(xlsx.package, "MAX_KEPT", 0)
    unpacked.clear()
    app.validate_workbook(tmp_path / "bok.xlsx")
    again = {part for part, times in unpacked.items() if times > 1}
    assert again
    assert again <= {sheet.part for sheet in Package(tmp_path / "bok.xlsx").sheets}
    assert max(unpacked.values()) == 2
