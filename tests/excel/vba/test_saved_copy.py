"""A saved macro workbook renewed: our modules become those of today, and nothing else changes, or it is refused in a sentence."""

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pyopenvba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.made_up_windows import make_environment, make_python
from support.run_cli import kraft
from support.saved_workbook import (
    BLANK,
    FOREIGN,
    PROJECT,
    make_new_macros,
    make_old_modules,
    read_parts,
    write_saved_workbook,
)
from support.vba_readers import read_module_texts, read_properties, read_stream
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.excel import vba
from xl_kraftsamling.excel.vba.code_modules import load_workbook_modules
from xl_kraftsamling.excel.vba.modules import Module, make_standard_module
from xl_kraftsamling.excel.vba.project import encrypt
from xl_kraftsamling.excel.vba.saved_copy import SavedCopy
from xl_kraftsamling.excel.vba.stored_project import StoredProject
from xl_kraftsamling.excel.vba.wrappers import FUNCTIONS_FILE
from xl_kraftsamling.writing.template_file import find_template


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of before the DLL had a name of ours, with macros of somebody else."""
    return write_saved_workbook(tmp_path / "kopia.xlsm", make_old_modules())


SOUND = read_parts(BLANK)[PROJECT]


def load_new() -> tuple[Module, ...]:
    return load_workbook_modules(FUNCTIONS_FILE.read_text("utf-8"))


def test_a_renewed_copy_has_our_modules_of_today_and_all_else_to_the_byte(old: Path) -> None:
    before, texts = read_parts(old), read_module_texts(old)
    done = kraft("addin", "refresh", str(old))
    backup = old.with_name("kopia.gammal.xlsm")
    assert (done.exit_code, done.output) == (0, f"Makrona i {old} är förnyade. Arbetsboken som den var finns i {backup}\n")
    assert read_parts(backup) == before
    after = read_parts(old)
    assert {name for name in before if before[name] != after[name]} == {PROJECT}
    assert list(after) == list(before)
    seen = read_module_texts(old)
    assert {name: seen[name] for name in ("Egna", "ThisWorkbook", "Sheet1", "Module1")} == {
        name: texts[name] for name in ("Egna", "ThisWorkbook", "Sheet1", "Module1")
    }
    ours = {module.name: module.text.replace("\n", "\r\n") for module in load_new()}
    assert {name: seen[name] for name in ours} == ours
    assert set(seen) == {*ours, "Egna", "ThisWorkbook", "Sheet1", "Module1"}, "xlwings and its Dictionary have left"


def test_independent_readers_find_nothing_in_a_renewed_copy_and_nothing_compiled_is_left(old: Path) -> None:
    SavedCopy(old).refresh(old.with_name("före.xlsm"))
    assert pyopenvba.check_file(old).issues == ()
    assert read_stream(old, "VBA/_VBA_PROJECT") == bytes.fromhex("CC61FFFF000100")
    names = [name for name, _ in read_properties(old)]
    assert names.count("KraftsamlingServer") == 1, "its window, in the workspace"
    assert not {"xlwings", "Dictionary"} & {value for _, value in read_properties(old)}
    assert openpyxl.load_workbook(old, keep_vba=True).sheetnames == openpyxl.load_workbook(old.with_name("före.xlsm")).sheetnames


def test_a_copy_that_is_renewed_or_new_is_left_alone(old: Path, tmp_path: Path) -> None:
    kraft("addin", "refresh", str(old))
    fresh = vba.build_macro_workbook(find_template(), tmp_path)
    for path in (old, fresh):
        held = path.read_bytes()
        again = kraft("addin", "refresh", str(path))
        assert (again.exit_code, again.output) == (0, f"Makrona i {path} är redan de som hör till den här versionen: inget är ändrat.\n")
        assert path.read_bytes() == held
    assert not fresh.with_name("kraftsamling.gammal.xlsm").exists()


def test_a_dry_run_changes_nothing_and_a_backup_is_never_overwritten(old: Path) -> None:
    held = old.read_bytes()
    shown = kraft("addin", "refresh", "--dry-run", str(old))
    assert (shown.exit_code, shown.output.startswith("Skulle förnya makrona i")) == (0, True)
    old.with_name("kopia.gammal.xlsm").write_text("annat")
    refused = kraft("addin", "refresh", str(old))
    assert (refused.exit_code, "finns redan" in refused.output) == (3, True)
    assert old.read_bytes() == held


def test_what_excel_changes_when_it_saves_does_not_make_a_copy_old(tmp_path: Path) -> None:
    saved = [make_standard_module(re.sub(r"(?<!Attribute VB_Name = \")\bnumber\b", "Number", module.text).replace(" = ", "  = ", 1).replace("VB_Name  =", "VB_Name =")) for module in load_new()]
    copy = SavedCopy(write_saved_workbook(tmp_path / "kopia.xlsm", saved))
    assert (copy.is_current, copy.needs, copy.foreign) == (True, ("kraftsamling32.dll", "kraftsamling64.dll"), ("Egna",))


FOREIGN_RUNNER = make_standard_module('Attribute VB_Name = "xlwings"\nPublic Sub Other()\nEnd Sub\n')
USER_OF_DICTIONARY = FOREIGN + "Private words As New Dictionary\n"


def test_the_modules_of_others_with_the_names_of_xlwings_stay(tmp_path: Path) -> None:
    macros, answers, _, dictionary = make_old_modules()
    path = write_saved_workbook(tmp_path / "kopia.xlsm", [macros, answers, FOREIGN_RUNNER, dictionary], USER_OF_DICTIONARY)
    texts = read_module_texts(path)
    SavedCopy(path).refresh(tmp_path / "före.xlsm")
    seen = read_module_texts(path)
    assert [seen[name] == texts[name] for name in ("xlwings", "Dictionary", "Egna")] == [True] * 3


def protect(path: Path) -> None:
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    project = StoredProject(parts[PROJECT])
    project._tree = {**project._tree, "PROJECT": re.sub(rb'DPB="[^"]+"', f'DPB="{encrypt(b"hash", "{}", 7)}"'.encode(), project._tree["PROJECT"])}  # type: ignore[arg-type]
    write_parts(path, {**parts, PROJECT: project.replace_modules((), ())})


def write_parts(path: Path, parts: dict[str, bytes]) -> None:
    with ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def add_form(path: Path) -> None:
    parts = read_parts(path)
    project = StoredProject(parts[PROJECT])
    project._tree = {**project._tree, "UserForm1": {"f": b"form", "o": b""}}
    write_parts(path, {**parts, PROJECT: project.replace_modules((), ())})


def sign(path: Path) -> None:
    links = (
        b'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature" Target="vbaProjectSignature.bin"/></Relationships>'
    )
    write_parts(path, {**read_parts(path), "xl/_rels/vbaProject.bin.rels": links, "xl/vbaProjectSignature.bin": b"signed"})


def use_other_letters(path: Path) -> None:
    parts = read_parts(path)
    project = StoredProject(parts[PROJECT])
    project._head = project._head.replace(b"\x03\0\2\0\0\0\xe4\4", b"\x03\0\2\0\0\0\xe3\4")  # 1251
    write_parts(path, {**parts, PROJECT: project.replace_modules((), ())})


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [(protect, "låsta med lösenord"), (add_form, "egna dialogrutor"), (sign, "digitalt signerade"), (use_other_letters, "utan å, ä och ö")],
)
def test_a_project_that_would_lose_something_is_refused_and_untouched(harm: Callable[[Path], None], sentence: str, old: Path) -> None:
    harm(old)
    held = old.read_bytes()
    refused = kraft("addin", "refresh", str(old))
    assert (refused.exit_code, sentence in refused.output) == (3, True)
    assert old.read_bytes() == held
    assert not old.with_name("kopia.gammal.xlsm").exists()


def test_something_added_to_our_modules_or_a_name_that_both_have_is_told_and_kept(tmp_path: Path) -> None:
    answers = make_old_modules()[1]
    added = write_saved_workbook(tmp_path / "tillagt.xlsm", [make_new_macros("\nSub Min_egen()\nEnd Sub\n"), answers])
    with pytest.raises(BadInput, match=r"Kraftsamling i .* har fått något tillagt \(Min_egen\)"):
        SavedCopy(added).refresh(tmp_path / "före.xlsm")
    foreign = FOREIGN.replace('MsgBox "Hej"', "Tell \"Hej\" ' tells")
    same = write_saved_workbook(tmp_path / "namn.xlsm", make_old_modules(), foreign)
    with pytest.raises(BadInput, match=r"Modulen Egna i .* använder ett namn"):
        SavedCopy(same).refresh(tmp_path / "före.xlsm")


def test_a_workbook_without_our_macros_and_the_add_in_are_refused_with_what_to_do(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "plain.xlsx")
    others = write_saved_workbook(tmp_path / "annat.xlsm", [])
    for path in (tmp_path / "plain.xlsx", others):
        refused = kraft("addin", "refresh", str(path))
        assert (refused.exit_code, "har inga av Kraftsamlings makron" in refused.output) == (3, True)
    with pytest.raises(BadInput, match="är tillägget"):
        SavedCopy(vba.build_addin(tmp_path)).refresh(tmp_path / "x.xlsm")


@pytest.mark.parametrize("data", [b"", b"PK", bytes(4096), bytes.fromhex("D0CF11E0A1B11AE1") + b"\xff" * 2000])
def test_a_damaged_project_is_told_in_a_sentence(data: bytes, old: Path) -> None:
    write_parts(old, {**read_parts(old), PROJECT: data})
    refused = kraft("addin", "refresh", str(old))
    assert refused.exit_code == 3
    assert refused.output.count("\n") == 1


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=6), st.integers(0, len(SOUND)))
def test_a_project_of_somebody_who_means_harm_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    harmed = bytearray(SOUND)
    for place, byte in changes:
        harmed[place] = byte
    for data in (bytes(harmed), bytes(harmed[:cut])):
        with suppress(ValueError):
            StoredProject(data)


@pytest.mark.skipif(sys.platform == "win32", reason="there the made-up Python would really be started")
def test_the_doctor_says_what_an_old_copy_needs(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(make_python(tmp_path / "Python", "0.99.0")))
    environment = make_environment(tmp_path)
    kraft("addin", "install", **environment)
    told = kraft("addin", "doctor", str(old), **environment)
    assert told.exit_code == 1
    assert f"✖ Makrona i {old} är äldre och behöver xlwings64-0.37.8.dll, som inte finns där de letar" in told.output
    assert f"→ Kör: kraftsamling addin refresh {old}" in told.output
    assert told.output.startswith(f"Makrona i {old} behöver Python enligt inställningarna och xlwings64-0.37.8.dll. Andra makron i den: Egna.\n")
    kraft("addin", "refresh", str(old))
    well = kraft("addin", "doctor", str(old), **environment)
    assert (well.exit_code, "✖" in well.output) == (0, False)
    assert "och kraftsamling32.dll, kraftsamling64.dll. Andra makron i den: Egna." in well.output
