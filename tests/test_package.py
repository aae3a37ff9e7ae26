"""Opening workbooks whoever made them: what is told of the good ones, and how the bad ones are refused."""

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZipFile

import pytest
import xlsxwriter
from crafted import MAIN, OFFICE, SHEET, links, pack, parts, sheet, workbook
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.catalogue import BadInput
from xl_kraftsamling.sheets.package import Calculation, Package, Scan, open_package, scan
from xl_kraftsamling.sheets.quick_scan import quick_scan
from xl_kraftsamling.sheets.scanning import exact_scan

SHARED = Path(__file__).parents[2] / "shared" / "workbooks"


def opened(folder: Path, **changes: str | bytes) -> Package:
    """The smallest workbook with some parts changed; a part's name is given with / as __ and without .xml."""
    content = parts() | {f"{name.replace('__', '/')}.xml": data for name, data in changes.items()}
    return open_package(pack(folder / "bok.xlsx", content))


def seen(folder: Path, rows: str, after: str = "") -> Scan:
    package = open_package(pack(folder / "bok.xlsx", parts(rows, after)))
    return scan(package, package.sheets[0])


# What a workbook says of itself


def test_the_worksheets_are_told_in_order_with_their_states_and_chart_sheets_are_left_out(tmp_path: Path) -> None:
    content = parts()
    content["xl/workbook.xml"] = workbook(
        '<sheet name="Å &amp; Ö" sheetId="7" r:id="r2"/><sheet name="Diagram" sheetId="3" r:id="r3"/>'
        '<sheet name="Dolt" sheetId="1" state="veryHidden" r:id="r1"/>'
    )
    content["xl/_rels/workbook.xml.rels"] = links(
        r1="worksheet /xl/worksheets/sheet1.xml", r2="worksheet worksheets/tv%C3%A5.xml", r3="chartsheet c.xml"
    )
    content["xl/worksheets/två.xml"] = sheet()
    package = open_package(pack(tmp_path / "bok.xlsx", content))
    assert package.sheets == (("Å & Ö", "xl/worksheets/två.xml", "visible"), ("Dolt", SHEET, "veryHidden"))


def test_a_plain_workbook_counts_from_1900_and_calculates_by_itself(tmp_path: Path) -> None:
    package = opened(tmp_path)
    assert (package.date1904, package.calculation, package.has_external_links) == (False, Calculation("auto", False), False)
    assert package.sha256 == __import__("hashlib").sha256(package.path.read_bytes()).hexdigest()
