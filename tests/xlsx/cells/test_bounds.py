"""How much the sheets of a workbook may hold: what is more is refused in a sentence, before it takes time or memory."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.build_xlsx import LINKS, MAIN, SHEET, WORKBOOK, links, pack, parts, sheet, workbook
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.cells import reader
from xl_kraftsamling.xlsx.cells.bounds import MAX_TEXT
from xl_kraftsamling.xlsx.cells.reader import SheetReader
from xl_kraftsamling.xlsx.package import Package


def far(cell: str, kind: str = "<v>1</v>") -> str:
    """A sheet with the cell A1 and another one."""
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}">{kind}</c></row>')


def build(folder: Path, sheets: int, content: str) -> Package:
    """A workbook with so many sheets, all alike."""
    names = "".join(f'<sheet name="Blad{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    targets = {f"r{n}": f"worksheet worksheets/sheet{n}.xml" for n in range(1, sheets + 1)}
    pages = {f"xl/worksheets/sheet{n}.xml": content for n in range(1, sheets + 1)}
    return Package(pack(folder / "bok.xlsx", parts() | {WORKBOOK: workbook(names), LINKS: links(**targets)} | pages))


def refuse(package: Package) -> str:
    """Why the sheets of a workbook are not all read, in Swedish."""
    sheets = SheetReader(package)
    with pytest.raises(BadInput) as caught:
        list(map(sheets.read, package.sheets))
    assert "bok.xlsx" in caught.value.message("en")
    return caught.value.message("sv")


SMUGGLED = {
    "plainly": lambda text: text,
    "in a row without its number": lambda text: text.replace('<row r="1048576">', "<row>"),
    "before the others": lambda text: text.replace("<sheetData>", '<sheetData><row r="1048576"><c r="XFC1048576"><v>1</v></c></row>'),
    "as a formula without a value": lambda text: text.replace("<v>1</v></c></row></s", "<f>1</f></c></row></s"),
}  # fmt: skip


@pytest.mark.parametrize("large", [0, 1 << 40])
@pytest.mark.parametrize("disguise", SMUGGLED)
def test_a_cell_far_away_is_refused_with_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disguise: str, large: int) -> None:
    monkeypatch.setattr(reader, "LARGE", large)
    message = refuse(build(tmp_path, 1, SMUGGLED[disguise](far("XFD1048576"))))
    assert "Blad1" in message
    assert "XFD1048576" in message


def test_a_narrow_sheet_may_reach_to_the_last_row_and_takes_little_room(tmp_path: Path) -> None:
    package = build(tmp_path, 1, far("H1048576"))
    grid = SheetReader(package).read(package.sheets[0]).grid
    assert (len(grid), len(grid[0])) == (1_048_576, 8)
    assert (grid[0][0], grid[-1][-1]) == (1.0, 1.0)
    assert grid[1] is grid[500_000]  # one empty row, however many there are


def test_many_sheets_that_reach_far_are_refused_together(tmp_path: Path) -> None:
    assert "H1048576" in refuse(build(tmp_path, 2, far("H1048576")))


@pytest.mark.parametrize("cell", ["XFD1", "A1048576", "ALL8000"])
def test_what_reaches_far_one_way_or_not_too_far_is_read(tmp_path: Path, cell: str) -> None:
    package = build(tmp_path, 1, far(cell))
    assert SheetReader(package).read(package.sheets[0]).grid[-1][-1] == 1.0


def test_a_cell_far_away_that_only_has_a_format_or_is_in_a_comment_is_no_matter(tmp_path: Path) -> None:
    for text in (far("XFD1048576", kind=""), far("B2").replace("</sheetData>", '<!-- <c r="XFD1048576"><v>1</v></c> --></sheetData>')):
        package = build(tmp_path, 1, text)
        assert len(SheetReader(package).read(package.sheets[0]).grid) <= 2


def test_a_large_sheet_that_is_full_is_read(tmp_path: Path) -> None:
    row = "".join(f'<c r="{letter}{{0}}"><v>{{0}}</v></c>' for letter in "ABCD")
    package = build(tmp_path, 1, sheet("".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(1, 100_001))))
    assert list(SheetReader(package).read(package.sheets[0]).grid[-1]) == [100_000.0] * 4


TEXTS = {
    "in its cell": lambda text: (f'<c r="B1" t="inlineStr"><is><t>{text}</t></is></c>', "x"),
    "in runs": lambda text: (f'<c r="B1" t="inlineStr"><is><r><t>{text[:9]}</t></r><r><t>{text[9:]}</t></r></is></c>', "x"),
    "of a formula": lambda text: (f'<c r="B1" t="str"><v>{text}</v></c>', "x"),
    "among the shared ones": lambda text: ('<c r="B1" t="s"><v>0</v></c>', text),
}  # fmt: skip


@pytest.mark.parametrize("large", [0, 1 << 40])
@pytest.mark.parametrize("place", TEXTS)
def test_a_text_that_no_cell_can_hold_is_refused_and_the_longest_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, large: int
) -> None:
    monkeypatch.setattr(reader, "LARGE", large)
    for length in (MAX_TEXT, MAX_TEXT + 1):
        cell, string = TEXTS[place]("å" * length)
        content = {
            SHEET: sheet(f'<row r="1">{cell}</row>'),
            LINKS: links(r1="worksheet worksheets/sheet1.xml", r2="sharedStrings sharedStrings.xml"),
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{string}</t></si></sst>',
        }
        package = Package(pack(tmp_path / "bok.xlsx", parts() | content))
        if length == MAX_TEXT:
            assert SheetReader(package).read(package.sheets[0]).grid[0][1] == "å" * MAX_TEXT
        else:
            message = refuse(package)
            assert "32768 tecken" in message.replace("\u00a0", "")
            assert ("Blad" in message and "B1" in message) or "sharedStrings" in message


READ = """
import resource, sys
from pathlib import Path
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.cells.reader import SheetReader
from xl_kraftsamling.xlsx.package import Package
package = Package(Path(sys.argv[1]))
sheets = SheetReader(package)
try:
    for sheet in package.sheets:
        sheets.read(sheet)
except BadInput as refusal:
    print(refusal)
usage = resource.getrusage(resource.RUSAGE_SELF)
# not ru_maxrss, which a new process inherits from the one that starts it
peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(usage.ru_utime + usage.ru_stime, peak)
"""


def measure(path: Path) -> tuple[float, float]:
    """The processor seconds and the megabytes that reading a workbook takes."""
    run = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True)
    seconds, kilobytes = map(float, run.stdout.splitlines()[-1].split())
    return seconds, kilobytes / 1024


HOSTILE: Mapping[str, str] = {
    "a text of 28 MB": sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 28_000_000}</t></is></c></row>'),
    "a text of 60 MB": sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 60_000_000}</t></is></c></row>'),
    "a text in 300 000 pieces": sheet(f'<row r="1"><c r="A1" t="inlineStr"><is>{"<r><t>x</t></r>" * 300_000}</is></c></row>'),
    "300 000 cells without addresses": sheet("<row><c><v>1</v></c></row>" * 300_000),
    "a comment of 30 MB": sheet(f"<!--{'x' * 30_000_000}-->" + '<row r="1"><c r="A1"><v>1</v></c></row>'),
    "a value in 300 000 references": sheet(f'<row r="1"><c r="A1"><v>{"&#48;" * 300_000}1</v></c></row>'),
    "elements 300 000 deep": sheet(after="<x>" * 300_000),
    "300 000 merges": sheet(after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 300_000 + "</mergeCells>"),
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells in another way how much memory a process has taken")
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_sheet_takes_long_or_much_memory(tmp_path: Path, kind: str) -> None:
    seconds, megabytes = measure(pack(tmp_path / "bok.xlsx", parts() | {SHEET: HOSTILE[kind]}))
    assert megabytes < 500
    assert seconds < 10
