"""Editing workbooks without loss: any workbook, and how the copy is saved."""

import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from support.build_xlsx import (
    MAIN,
    SHEET,
    TYPES,
    build_with_calculation_chain,
    build_workbook,
    edit_copy,
    find_changed_parts,
    links,
    pack,
    parts,
    read_with_calamine,
    sheet,
    unpack,
)
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.edit import Edit
from xl_kraftsamling.xlsx.edit import save as repacking

# Refusals


def test_a_protected_sheet_is_written_only_by_force(tmp_path: Path) -> None:
    source = build_workbook(tmp_path, after='<sheetProtection sheet="1" objects="1"/>')
    with pytest.raises(BadInput, match=r"Blad.*bok\.xlsx"):
        edit_copy(source, {"A1": 2})
    path = edit_copy(source, {"A1": 2}, force=True)
    assert read_with_calamine(path, "Blad", "A1") == [2]
    assert b'<sheetProtection sheet="1" objects="1"/>' in unpack(path)[SHEET]


def test_a_signed_workbook_is_changed_only_by_force(tmp_path: Path) -> None:
    source = pack(tmp_path / "bok.xlsx", parts() | {"_xmlsignatures/sig1.xml": "<Signature/>"})
    with pytest.raises(BadInput, match=r"bok\.xlsx"):
        edit_copy(source, {"A1": 2})
    assert find_changed_parts(source, edit_copy(source, {"A1": 2}, force=True)) == {SHEET}


def test_a_signature_is_found_wherever_a_program_keeps_it(tmp_path: Path) -> None:
    signed = links(r1="officeDocument xl/workbook.xml", r2="digital-signature/origin package/services/origin.psdsor")
    source = pack(tmp_path / "bok.xlsx", parts() | {"_rels/.rels": signed, "package/services/origin.psdsor": ""})
    with pytest.raises(BadInput, match="signerad"):
        Edit(source)


def test_an_unknown_sheet_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Avrop.*Blad"):
        Edit(build_workbook(tmp_path)).set("Avrop", "A1", 1)


def test_an_address_that_is_none_is_a_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="XFE1"):
        Edit(build_workbook(tmp_path)).set("Blad", "XFE1", 1)


@pytest.mark.parametrize(
    "text",
    [
        sheet('<row r="2"/><row r="1"/>'),
        sheet('<row r="1"/><row r="1"/>'),
        f'<worksheet xmlns="{MAIN}"/>',
        '<worksheet xmlns=" "><sheetData/></worksheet>',
        sheet(after='<mergeCells><mergeCell ref="?"/></mergeCells>'),
        "<worksheet>" + "<a>" * 300 + "</a>" * 300 + "</worksheet>",
        "<worksheet><sheetData>",
    ],
)
def test_a_sheet_whose_xml_makes_no_sense_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="sheet1"):
        edit_copy(pack(tmp_path / "bok.xlsx", parts() | {SHEET: text}), {"A1": 1})


# Saving


def test_a_part_that_would_end_behind_the_file_is_damaged(tmp_path: Path) -> None:
    path = pack(tmp_path / "bok.xlsx", parts() | {"docProps/app.bin": "x"})
    data = bytearray(path.read_bytes())
    listed = data.rindex(b"PK\1\2")
    data[listed + 20 : listed + 24] = b"\xff" * 4
    path.write_bytes(data)
    edit = Edit(path)
    with pytest.raises(BadInput, match=r"skadad: delen docProps/app\.bin"):
        edit.save(tmp_path / "kopia.xlsx")


def test_an_existing_file_is_overwritten_only_when_that_is_asked(tmp_path: Path) -> None:
    target = tmp_path / "viktig.xlsx"
    target.write_text("viktigt")
    with pytest.raises(BadInput, match=r"viktig\.xlsx"):
        Edit(build_workbook(tmp_path)).save(target)
    assert target.read_text() == "viktigt"
    Edit(build_workbook(tmp_path)).save(target, overwrite=True)
    assert unpack(target) == unpack(tmp_path / "bok.xlsx")


def test_a_file_that_is_overwritten_keeps_who_may_read_it(tmp_path: Path) -> None:
    target = tmp_path / "hemlig.xlsx"
    target.touch(0o600)
    Edit(build_workbook(tmp_path)).save(target, overwrite=True)
    assert target.stat().st_mode & 0o777 in (0o600, 0o666)  # Windows knows only who may write


def test_the_source_is_never_overwritten(tmp_path: Path) -> None:
    source = build_workbook(tmp_path)
    before = source.read_bytes()
    targets = [source, tmp_path / "." / "bok.xlsx"]
    if sys.platform != "win32":  # Wine makes files of their own of links, and Windows lets hardly anybody make any
        targets.append(tmp_path / "länk.xlsx")
        targets[-1].symlink_to(source)
    for target in targets:
        with pytest.raises(BadInput, match="själva källan"):
            Edit(source).save(target, overwrite=True)
    assert source.read_bytes() == before


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"ny\.xlsx"):
        Edit(build_workbook(tmp_path)).save(tmp_path / "saknas" / "ny.xlsx")


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    target = tmp_path / "kopia.xlsx"
    target.write_text("förra")
    source = build_workbook(tmp_path)

    def interrupt(*_arguments: object) -> None:
        raise fault

    monkeypatch.setattr(repacking, "_compare", interrupt)
    with pytest.raises((KeyboardInterrupt, BadInput)):
        Edit(source).save(target, overwrite=True)
    assert target.read_text() == "förra"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bok.xlsx", "kopia.xlsx"]


def test_a_copy_that_is_not_faithful_never_takes_the_targets_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transfer = repacking._transfer
    monkeypatch.setattr(repacking, "_transfer", lambda entry, packed, *rest: transfer(entry, packed[:-1] + b"?", *rest))
    with pytest.raises((RuntimeError, BadInput)):
        Edit(build_workbook(tmp_path)).save(tmp_path / "kopia.xlsx")
    assert not (tmp_path / "kopia.xlsx").exists()


def test_parts_keep_their_order_their_dates_and_their_packed_bytes(tmp_path: Path) -> None:
    source = build_workbook(tmp_path)
    path = edit_copy(source, {"A1": 2})
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
    assert read_with_calamine(edit_copy(tmp_path / "bok.xlsx", {"A2": 2}), "Blad", "A1", "A2") == [1, 2]


def test_saving_twice_gives_the_same_copy_twice(tmp_path: Path) -> None:
    edit = Edit(build_with_calculation_chain(tmp_path))
    edit.set("Blad", "A1", 3)
    edit.save(tmp_path / "a.xlsx")
    edit.save(tmp_path / "b.xlsx")
    assert unpack(tmp_path / "a.xlsx") == unpack(tmp_path / "b.xlsx")


@pytest.mark.parametrize(("kind", "ending"), [
    ("vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"), ("vnd.ms-excel.sheet.macroEnabled", ".xlsm"),
    ("vnd.openxmlformats-officedocument.spreadsheetml.template", ".xltx"), ("vnd.ms-excel.template.macroEnabled", ".xltm"),
])  # fmt: skip
def test_the_copy_is_named_by_what_it_holds_and_not_by_the_name_of_its_source(
    tmp_path: Path, kind: str, ending: str
) -> None:
    types = TYPES.replace("vnd.openxmlformats-officedocument.spreadsheetml.sheet", kind)
    source = pack(tmp_path / "gammal.xls", parts() | {"[Content_Types].xml": types})
    edit = Edit(source)
    edit.set("Blad", "A1", 2)
    with pytest.raises(BadInput, match=rf"sluta på \{ending}"):
        edit.save(tmp_path / "kopia.xls")
    edit.save(tmp_path / f"kopia{ending}")
    edit.save(source, overwrite=True, itself=True)  # it keeps its name
    assert source.read_bytes() == (tmp_path / f"kopia{ending}").read_bytes()


def test_a_copy_of_what_does_not_say_its_kind_is_named_as_its_source(tmp_path: Path) -> None:
    content = parts()
    del content["[Content_Types].xml"]
    edit = Edit(pack(tmp_path / "bok.xlsm", content))
    with pytest.raises(BadInput, match=r"sluta på \.xlsm"):
        edit.save(tmp_path / "kopia.xlsx")
    edit.save(tmp_path / "kopia.xlsm")
