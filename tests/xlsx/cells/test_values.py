"""What the text of a cell means, by its type and its style: as the specification says, or the text itself."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import from_excel

from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.xlsx.cells.number_formats import NumberStyle
from xl_kraftsamling.xlsx.cells.values import CellValues

STYLES = [NumberStyle.NUMBER, NumberStyle.DATE, NumberStyle.DURATION]
VALUES = CellValues(["kulturnämnden", "fritidsnämnden"], STYLES, date1904=False)
FROM_1904 = CellValues([], STYLES, date1904=True)

MEANINGS: list[tuple[str, str, str, Any]] = [
    ("n", "", "1.5", 1.5), ("n", "0", " -1E3\n", -1000.0), ("n", "", ".5", 0.5), ("n", "", "+5.", 5.0), ("n", "9", "1", 1.0),
    ("n", "", "1,5", "1,5"), ("n", "", "1_0", "1_0"), ("n", "", "٣", "٣"), ("n", "", "NaN", "NaN"), ("n", "", "INF", "INF"), ("n", "", "1e999", "1e999"),
    ("n", "", "0x10", "0x10"), ("n", "1", "ca 5", "ca 5"),
    ("n", "1", "46163", date(2026, 5, 21)), ("n", "1", "46163.5", datetime(2026, 5, 21, 12)), ("n", "1", "0.25", time(6)), ("n", "1", "0", time(0)),
    ("n", "1", "59", date(1900, 2, 28)), ("n", "1", "60", 60.0), ("n", "1", "61", date(1900, 3, 1)), ("n", "1", "1", date(1900, 1, 1)),
    ("n", "1", "-1", -1.0), ("n", "1", "2958465", date(9999, 12, 31)), ("n", "1", "2958465.9999999999", 2958465.9999999999),
    ("n", "1", "2958466", 2958466.0), ("n", "1", "1e300", 1e300), ("n", "1", "46163.999999999", date(2026, 5, 22)),
    ("n", "2", "1.5", timedelta(days=1, hours=12)), ("n", "2", "-0.5", timedelta(hours=-12)), ("n", "2", "1e300", 1e300),
    ("s", "", "1", "fritidsnämnden"), ("s", "1", " 0 ", "kulturnämnden"), ("s", "", "", ""), ("s", "", " ", ""),
    ("str", "1", " a ", " a "), ("str", "", "rad_x000A_två", "rad\ntvå"), ("str", "", "_x005F_x000A_", "_x000A_"), ("str", "", "_xD800_", "\ufffd"),
    ("str", "", "_xD83D__xDE00_", "😀"), ("str", "", "_x00e5_", "å"), ("str", "", "1500", "1500"),
    ("b", "", "1", True), ("b", "", "false", False), ("b", "", "TRUE", "TRUE"), ("b", "", "2", "2"),
    ("d", "", "2026-05-20", date(2026, 5, 20)), ("d", "", "2026-05-20T00:00:00Z", date(2026, 5, 20)),
    ("d", "", "2026-05-20T23:30:00.000+02:00", datetime(2026, 5, 20, 23, 30)), ("d", "", "12:30:00", time(12, 30)), ("d", "", "i maj", "i maj"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "style", "text", "meaning"), MEANINGS)
def test_a_text_means_what_its_type_and_style_say(kind: str, style: str, text: str, meaning: Any) -> None:
    value = VALUES.read(kind, style, text)
    assert (type(value), value) == (type(meaning), meaning)


@pytest.mark.parametrize(
    "word",
    ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!",
     "#BUSY!", "#UNKNOWN!", "#EXTERNAL!", "#PYTHON!"],
)  # fmt: skip
def test_every_error_word_of_excel_is_an_error_value(word: str) -> None:
    assert VALUES.read("e", "", word) == NoValue(word)


def test_an_error_of_any_other_word_is_still_no_value() -> None:
    assert VALUES.read("e", "", "1500") == NoValue("#UNKNOWN!")


@pytest.mark.parametrize(("kind", "text"), [("s", "2"), ("s", "-1"), ("s", "x"), ("s", "9" * 30), ("x", "1"), ("N", "1"), ("", "1")])
def test_a_text_that_is_not_there_and_a_type_that_is_none_are_damage(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match=text if kind == "s" else f"^{kind}$"):
        VALUES.read(kind, "", text)


def test_days_are_counted_from_1904_where_the_workbook_does() -> None:
    assert FROM_1904.read("n", "1", "0.5") == time(12)
    assert FROM_1904.read("n", "1", "60") == date(1904, 3, 1)
    assert FROM_1904.read("n", "1", "44701") == date(2026, 5, 21)
    assert FROM_1904.read("n", "1", "2958465") == 2958465.0  # in the year 10003, where there are no dates


def test_a_cell_that_names_no_style_has_the_first_one() -> None:
    assert CellValues([], [NumberStyle.DATE], date1904=False).read("n", "", "46163") == date(2026, 5, 21)


@given(st.floats(61, 2_958_464), st.booleans())
def test_dates_are_those_of_openpyxl(number: float, date1904: bool) -> None:
    value = (FROM_1904 if date1904 else VALUES).convert(number, NumberStyle.DATE)
    if date1904 and number > 2_957_000:
        return
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)
    assert abs(moment - from_excel(number, epoch)) <= timedelta(milliseconds=1)
