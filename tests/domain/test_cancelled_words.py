"""Which words mark a row as cancelled, in a heading, a mark or a remark, and which only look so."""

from datetime import date
from typing import Any

import pytest

from xl_kraftsamling.domain.cancelled_words import find_cancelled, heads_cancelled, is_marked, says_cancelled


@pytest.mark.parametrize("heading", ["Makulerat", "MAKULERAD (x)", "Återtagen", "Återtagen, ja/nej", "Annullering", "Utgår", "Struken", "Cancelled", "Void?"])
def test_headings_of_cancelled_rows(heading: str) -> None:
    assert heads_cancelled(heading)


@pytest.mark.parametrize("heading", ["", "Status", "Anm", "Ej makulerat", "Ersätter makulerat avrop", "Utbetalt", "Återfört", "Utgående saldo"])
def test_other_headings(heading: str) -> None:
    assert not heads_cancelled(heading)


@pytest.mark.parametrize(("cell", "marked"), [
    ("x", True), ("Ja", True), (True, True), (1, True), (date(2026, 5, 3), True), ("enl. mejl", True),
    ("", False), ("Nej", False), (False, False), (0, False), ("-", False), (" – ", False), ("n", False),
])  # fmt: skip
def test_marks_of_rows(cell: Any, marked: bool) -> None:
    assert is_marked(cell) is marked


@pytest.mark.parametrize("text", [
    "MAKULERAD", "makulerat 2026-05-03", "Utgår", "utgår enligt mejl från KN", "Avropet återtaget 3/5", "OBS! Annullerat", "Återkallas", "Kulturnämnden (makulerad)",
    "cancelled by mail", "VOID",
])  # fmt: skip
def test_remarks_that_say_that_a_row_is_cancelled(text: str) -> None:
    assert says_cancelled(text)


@pytest.mark.parametrize("text", [
    "", "Ej makulerad", "Ersätter makulerat avrop 4", "Se makulerad rad 7", "Utgår från budget 2026", "Makulering av avrop 3", "Avoid", "Återfört",
    "Nytt avrop i stället för det makulerade", "Resan blev av trots att den först var makulerad",
])  # fmt: skip
def test_remarks_that_say_something_else(text: str) -> None:
    assert not says_cancelled(text)


def test_a_column_tells_by_its_heading_or_by_its_words() -> None:
    marks = find_cancelled("Makulerat", [])
    assert marks
    assert (marks("x"), marks("")) == (True, False)
    words = find_cancelled("Anm", ["utgår", 4, "klar"])
    assert words
    assert (words("utgår"), words("klar"), words(4)) == (True, False, False)
    assert find_cancelled("Anm", ["klar", "Se makulerad rad 7"]) is None
    assert find_cancelled("", ["klar", None]) is None
