"""The paths of workbooks as programs want them: relative to a folder, here and on Windows, and as URIs."""

import ntpath
import os
import posixpath
from pathlib import Path, PureWindowsPath
from types import ModuleType
from urllib.parse import unquote

import pytest

from xl_kraftsamling.report.formats.places import encode_uri, leave_out_repeated, relate_path


@pytest.mark.parametrize(("path", "folder", "system", "related", "uri"), [
    ("bok.xlsx", "/w", posixpath, "bok.xlsx", "bok.xlsx"),
    ("./mapp/../bok.xlsx", "/w", posixpath, "bok.xlsx", "bok.xlsx"),
    ("/w/mapp/Kopia av bok å.xlsx", "/w", posixpath, "mapp/Kopia av bok å.xlsx", "mapp/Kopia%20av%20bok%20%C3%A5.xlsx"),
    ("../annan/bok.xlsx", "/w/mapp", posixpath, "../annan/bok.xlsx", "../annan/bok.xlsx"),
    ("c:/bok#1?.xlsx", "/w", posixpath, "c:/bok#1?.xlsx", "c%3A/bok%231%3F.xlsx"),
    ("mapp\\bok.xlsx", r"C:\w", ntpath, "mapp/bok.xlsx", "mapp/bok.xlsx"),
    (r"C:\annan\bok.xlsx", r"C:\w\mapp", ntpath, "../../annan/bok.xlsx", "../../annan/bok.xlsx"),
    (r"D:\en mapp\bok.xlsx", r"C:\w", ntpath, "D:/en mapp/bok.xlsx", "file:///D:/en%20mapp/bok.xlsx"),
    (r"\\server\delad yta\mapp\bok å.xlsx", r"C:\w", ntpath, "//server/delad yta/mapp/bok å.xlsx", "file://server/delad%20yta/mapp/bok%20%C3%A5.xlsx"),
])  # fmt: skip
def test_a_path_is_relative_wherever_it_can_be(path: str, folder: str, system: ModuleType, related: str, uri: str) -> None:
    there = PureWindowsPath(folder) if system is ntpath else Path(folder)
    assert relate_path(path, there, there, system) == related
    assert encode_uri(related, system) == uri


def test_a_path_that_was_given_in_a_folder_of_the_root_is_relative_to_the_root() -> None:
    assert relate_path("bok.xlsx", Path("/w/mapp"), Path("/w")) == "mapp/bok.xlsx"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_utf_8_is_encoded_by_its_bytes() -> None:
    name = os.fsdecode(b"b\xe5k.xlsx")
    assert encode_uri(relate_path(name, Path("/w"), Path("/w"))) == "b%E5k.xlsx"
    assert unquote("b%E5k.xlsx", "utf-8", "surrogateescape") == name


def test_a_workbook_that_is_named_twice_counts_once() -> None:
    assert list(leave_out_repeated([("a", 1), ("b", 2), ("a", 1)])) == [1, 2]
