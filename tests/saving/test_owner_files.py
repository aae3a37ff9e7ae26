"""Whether a workbook is open in a spreadsheet program, and what of that can be known from the file beside it."""

import getpass
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.saving import describe_owner, refuse_open

WEEK = 7 * 24 * 3600

unknowable = pytest.mark.skipif(os.name == "nt", reason="on Windows it is known at once that nobody holds it; tests/windows holds one")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "bok.xlsx"
    path.touch()
    return path


def put_excel_file(book: Path, name: str, *, age: float = 0) -> Path:
    """The owner file that Excel writes, in 165 bytes: the name in the code page of Windows and in UTF-16, each behind its length."""
    length = len(name)
    first = bytes([length]) + name.encode("cp1252").ljust(54)
    path = book.with_name(f"~${book.name}")
    path.write_bytes(first + bytes([length, 0]) + name.encode("utf-16-le").ljust(108, b" "))
    os.utime(path, (time.time() - age,) * 2)
    return path


def put_libreoffice_file(book: Path, user: str, computer: str) -> Path:
    path = book.with_name(f".~lock.{book.name}#")
    path.write_text(f",{user},{computer},01.10.2026 08:30,file:///home/{user}/.config/libreoffice/4;", "utf-8")
    return path


@unknowable
def test_whoever_has_it_open_is_named_and_it_is_not_written(book: Path) -> None:
    put_excel_file(book, "Åsa Öberg")
    with pytest.raises(BadInput, match=r"är öppen i ett kalkylprogram \(Åsa Öberg sedan .*Stäng den först.*~\$bok\.xlsx"):
        refuse_open(book)
    assert "Åsa Öberg" in describe_owner(book, "sv")


@unknowable
def test_through_a_link_it_is_open_too(book: Path, tmp_path: Path) -> None:
    put_excel_file(book, "Åsa")
    link = tmp_path / "länk.xlsx"
    link.symlink_to(book)
    with pytest.raises(BadInput):
        refuse_open(link)


@unknowable
def test_a_file_that_is_not_understood_still_counts(book: Path) -> None:
    book.with_name("~$bok.xlsx").write_bytes(b"\xff" * 165)
    with pytest.raises(BadInput):
        refuse_open(book)


@unknowable
def test_a_file_of_which_nothing_is_known_counts_for_a_week(book: Path) -> None:
    put_excel_file(book, "Åsa", age=WEEK - 3600)
    with pytest.raises(BadInput):
        refuse_open(book)
    put_excel_file(book, "Åsa", age=WEEK + 3600)
    refuse_open(book)
    assert "är kvar från ett kalkylprogram som avbröts" in describe_owner(book, "sv")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system lists no open files")
@pytest.mark.parametrize("held", ["bok.xlsx", "~$bok.xlsx"])
def test_however_old_its_file_is_a_workbook_that_a_process_has_open_is_open(held: str, book: Path) -> None:
    put_excel_file(book, "Åsa", age=2 * WEEK)
    wait = "import sys; file = open(sys.argv[1]); print('there', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", wait, str(book.with_name(held))]
    with subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        with pytest.raises(BadInput):
            refuse_open(book)
        process.kill()
    refuse_open(book)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system lists no processes")
def test_what_libreoffice_has_left_on_this_computer_is_known(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_kraftsamling.saving.owner_files._list_programs", lambda: ["bash", "python"])
    put_libreoffice_file(book, getpass.getuser(), platform.node())
    refuse_open(book)
    for user, computer in ((getpass.getuser(), "annan-dator"), ("annan", platform.node())):
        put_libreoffice_file(book, user, computer)
        with pytest.raises(BadInput):
            refuse_open(book)
    monkeypatch.setattr("xl_kraftsamling.saving.owner_files._list_programs", lambda: ["bash", "soffice.bin"])
    put_libreoffice_file(book, getpass.getuser(), platform.node())
    with pytest.raises(BadInput):
        refuse_open(book)


def test_without_such_a_file_it_is_not_open(book: Path) -> None:
    refuse_open(book)
    assert describe_owner(book, "sv") == ""
