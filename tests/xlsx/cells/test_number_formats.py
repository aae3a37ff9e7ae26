"""What a style makes of a number: by the formats that a file spells out, and by those that it need not."""

import random
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles.numbers import is_date_format

from support.build_xlsx import LINKS, MAIN, links, pack, parts
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.cells.number_formats import NumberStyle, classify_format, read_number_styles
from xl_kraftsamling.xlsx.package import Package

NUMBERS = (
    "General", "0", "0.00E+00", "# ##0,00", '# ##0\\ "kr"', "#,##0;[Red]-#,##0", "0.00%", "# ?/?", "_-* #,##0.00_-", "[Red]0", "@", "0_d", "0\\d",
    '"d"0', '"dag" 0', "[$kr-41D]\\ #,##0", "[>1000]0.0", "Standard", "0;yyyy", '"öppen', "*d0", "1e5",
)  # fmt: skip
DATES = (
    "yyyy-mm-dd", "[$-41D]d mmm", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", 'd" maj "yyyy', "h:mm AM/PM", "h:mm", "mm:ss.0", "d/m;0", "YYYY", "[Blue]d",
    "[$-411]ggge/m/d", "mmm", '[$-D000000]d"/"m', "yyyy-mm-dd hh:mm",
)  # fmt: skip
DURATIONS = ("[h]:mm", "[hh]:mm:ss", "[mm]:ss", "[s]", "[$-41D][h]:mm", "[Red][h]")


@pytest.mark.parametrize("code", NUMBERS)
def test_a_format_without_parts_of_a_date_shows_a_number(code: str) -> None:
    assert classify_format(code) is NumberStyle.NUMBER


@pytest.mark.parametrize("code", DATES)
def test_a_format_with_a_day_month_year_or_hour_shows_a_date(code: str) -> None:
    assert classify_format(code) is NumberStyle.DATE


@pytest.mark.parametrize("code", DURATIONS)
def test_a_format_that_counts_time_in_brackets_shows_a_duration(code: str) -> None:
    assert classify_format(code) is NumberStyle.DURATION


def test_formats_put_together_at_random_are_dates_where_openpyxl_says_so() -> None:
    chance = random.Random(5)
    pieces = ("d", "yy", "mm", "h", "0", "#,##0", '"kr"', '"d"', "\\d", "\\-", "[Red]", "[$-41D]", " ", ";", "_-", "-", "/", "%")
    for _ in range(3000):
        code = "".join(chance.choices(pieces, k=chance.randrange(1, 6)))
        assert (classify_format(code) is NumberStyle.DATE) == bool(is_date_format(code)), code


def styled(folder: Path, ids: str, formats: str = "", root: str = f'styleSheet xmlns="{MAIN}"') -> Package:
    """A workbook whose styles have these numbers of formats."""
    used = "".join(f'<xf numFmtId="{number}"/>' for number in ids.split())
    content = parts() | {
        LINKS: links(r1="worksheet worksheets/sheet1.xml", r2="styles styles.xml"),
        "xl/styles.xml": f"<{root}><numFmts>{formats}</numFmts><cellXfs>{used}</cellXfs></{root.split(maxsplit=1)[0]}>",
    }
    return Package(pack(folder / "bok.xlsx", content))


def test_the_formats_that_a_file_need_not_spell_out_are_those_of_the_specification(tmp_path: Path) -> None:
    found = read_number_styles(styled(tmp_path, " ".join(map(str, range(164)))))
    dates = {number for number, style in enumerate(found) if style is NumberStyle.DATE}
    assert dates == {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59), *range(71, 82)}
    assert [number for number, style in enumerate(found) if style is NumberStyle.DURATION] == [46]


def test_a_format_that_is_spelled_out_counts_more_than_its_number(tmp_path: Path) -> None:
    formats = '<numFmt numFmtId="14" formatCode="0.00"/><numFmt numFmtId="4" formatCode="yyyy"/>'
    assert read_number_styles(styled(tmp_path, "14 4 15", formats)) == [NumberStyle.NUMBER, NumberStyle.DATE, NumberStyle.DATE]


def test_the_styles_of_a_strict_workbook_are_read(tmp_path: Path) -> None:
    root = 'styleSheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'
    assert read_number_styles(styled(tmp_path, "0 14", root=root)) == [NumberStyle.NUMBER, NumberStyle.DATE]


TWO = '<numFmt numFmtId="164" formatCode="0"/><numFmt numFmtId="164" formatCode="yyyy"/>'


@pytest.mark.parametrize(
    "options",
    [
        {"formats": TWO},
        {"formats": '</numFmts><cellXfs><xf numFmtId="14"/></cellXfs><numFmts>'},
        {"formats": '</numFmts><cellXfs xmlns="urn:x"><xf numFmtId="14"/></cellXfs><numFmts>'},
        {"formats": '<numFmt xmlns="urn:x" numFmtId="164" formatCode="yyyy"/>'},
        {"root": 'styleSheet xmlns="urn:other"'},
        {"root": f'sst xmlns="{MAIN}"'},
    ],
)
def test_styles_that_contradict_each_other_or_are_none_are_refused(tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(BadInput, match=r"styles\.xml"):
        read_number_styles(styled(tmp_path, "0 14", **options))


def test_styles_to_which_nothing_refers_are_refused_and_a_workbook_without_any_has_none(tmp_path: Path) -> None:
    assert read_number_styles(Package(pack(tmp_path / "utan.xlsx", parts()))) == []
    orphan = parts() | {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"/>'}
    with pytest.raises(BadInput, match=r"styles\.xml"):
        read_number_styles(Package(pack(tmp_path / "bok.xlsx", orphan)))


def test_dates_that_openpyxl_writes_have_a_style_of_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"].number_format = "yyyy-mm-dd"
    book.active["A1"] = 1
    book.save(tmp_path / "bok.xlsx")
    assert NumberStyle.DATE in read_number_styles(Package(tmp_path / "bok.xlsx"))
