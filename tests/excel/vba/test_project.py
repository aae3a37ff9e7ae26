"""Our VBA projects beside the add-in that xlwings ships, which Excel has opened for years."""

from importlib import resources
from pathlib import Path

import pytest

from support.vba_readers import decrypt, open_project, read_module_texts, read_properties, read_records, read_stream
from xl_kraftsamling.excel.vba import build_addin
from xl_kraftsamling.excel.vba.modules import (
    DocumentBase,
    ModuleKind,
    make_document_module,
    make_standard_module,
)
from xl_kraftsamling.excel.vba.project import build_vba_project

REFERENCES = {0x16, 0x3E, 0x33, 0x2F, 0x30, 0x0D}
NAMES = {0x04, 0x19, 0x47, 0x1A, 0x32}
OWN = {0x09, 0x0F, 0x13, 0x2C, 0x31}
"""Version, number of modules, cookies, and where a text begins: each project has its own."""


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our add-in, built anew."""
    return build_addin(tmp_path_factory.mktemp("addin"))


@pytest.fixture(scope="module")
def theirs() -> Path:
    """The add-in that xlwings ships."""
    return Path(str(resources.files("xlwings").joinpath("quickstart_addin_ribbon.xlam")))


def read_project_records(package: Path) -> list[tuple[int, bytes | None]]:
    """The records before the first module, without references and what differs between projects."""
    seen = list(read_records(package))
    before = seen[: [number for number, _ in seen].index(0x19)]
    return [(n, None if n in NAMES | OWN else content) for n, content in before if n not in REFERENCES]


def read_module_records(package: Path) -> dict[str, list[tuple[int, bytes | None]]]:
    """The records of each module, without what differs between projects."""
    found: dict[str, list[tuple[int, bytes | None]]] = {}
    for number, content in read_records(package):
        if number == 0x19:
            current = found.setdefault(content.decode(), [])
        if found and number != 0x10:
            current.append((number, None if number in OWN else content))
    return found


def test_nothing_compiled_is_stored_just_as_in_theirs(ours: Path, theirs: Path) -> None:
    assert read_stream(ours, "VBA/_VBA_PROJECT") == read_stream(theirs, "VBA/_VBA_PROJECT") == bytes.fromhex("CC61FFFF000100")
    assert {content for number, content in read_records(ours) if number == 0x31} == {bytes(4)}


def test_the_directory_has_the_same_records_of_the_project_and_of_modules_of_the_same_name(ours: Path, theirs: Path) -> None:
    assert read_project_records(ours) == read_project_records(theirs)
    mine, other = read_module_records(ours), read_module_records(theirs)
    assert mine["ThisWorkbook"] == other["ThisWorkbook"]
    unnamed = [[(n, None if n in NAMES else content) for n, content in module] for module in (mine["KraftsamlingPython"], other["xlwings"])]
    assert unnamed[0] == unnamed[1]
    assert [number for number, _ in mine["KraftsamlingRibbon"]] == [number for number, _ in other["RibbonMyAddin"]]


def test_each_reference_is_a_name_and_a_registered_library(ours: Path) -> None:
    seen = [(number, content) for number, content in read_records(ours) if number in REFERENCES]
    assert [number for number, _ in seen] == [0x16, 0x3E, 0x0D] * 2
    assert [content for number, content in seen if number == 0x16] == [b"stdole", b"Office"]
    office = seen[-1][1]
    assert int.from_bytes(office[:4], "little") == len(office) - 10
    assert office[4:].startswith(b"*\\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#")


def test_the_properties_are_those_of_theirs_in_the_same_order(ours: Path, theirs: Path) -> None:
    def list_names(package: Path) -> list[str]:
        own = {"", "Document", "Module", "Class", *read_module_records(package)}
        return [name for name, _ in read_properties(package) if name not in own]

    assert list_names(ours) == list_names(theirs)
    for key, plain in (("CMG", bytes(4)), ("DPB", bytes(1)), ("GC", b"\xff")):
        assert decrypt(dict(read_properties(ours))[key]) == decrypt(dict(read_properties(theirs))[key]) == plain


def test_there_is_a_stream_for_each_module_and_its_name_in_the_name_map(ours: Path) -> None:
    names = list(read_module_records(ours))
    expected = b"".join(f"{name}\0".encode() + f"{name}\0".encode("utf-16-le") for name in names)
    assert read_stream(ours, "PROJECTwm") == expected + b"\0\0"
    streams = ["PROJECT", "PROJECTwm", *(f"VBA/{name}" for name in ("_VBA_PROJECT", "dir", *names))]
    assert sorted("/".join(path) for path in open_project(ours).listdir()) == sorted(streams)


def test_their_document_modules_are_the_same_text_as_ours(ours: Path, theirs: Path) -> None:
    mine, other = read_module_texts(ours), read_module_texts(theirs)
    assert mine["ThisWorkbook"] == other["ThisWorkbook"]
    assert mine["Blad1"] == other["Sheet2"].replace("Sheet2", "Blad1")


def test_a_module_knows_its_kind_and_is_stored_in_the_code_page_of_windows() -> None:
    module = make_standard_module('Attribute VB_Name = "Kraft"\n\' åäö ”ja”\n')
    assert (module.name, module.kind) == ("Kraft", ModuleKind.STANDARD)
    assert module.source == 'Attribute VB_Name = "Kraft"\r\n\' åäö ”ja”\r\n'.encode("cp1252")


@pytest.mark.parametrize("name", ["Överföring", "K" * 32, "1a", ""])
def test_a_name_that_vba_cannot_use_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="at most 31 ASCII"):
        make_document_module(name, DocumentBase.SHEET)


def test_a_name_that_occurs_twice_is_refused() -> None:
    module = make_standard_module('Attribute VB_Name = "Kraft"\n')
    with pytest.raises(ValueError, match="unique"):
        build_vba_project("KRAFT", [module])


def test_a_letter_that_the_code_page_lacks_is_refused_not_replaced() -> None:
    with pytest.raises(UnicodeEncodeError):
        build_vba_project("P", [make_standard_module('Attribute VB_Name = "Omega"\n\' Ω\n')])
