"""A sheet that was copied for the next nämnd with the title of the last one: whose its rows are is asked about, and a map answers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import GRANTS, KN, plain_sheets, write_map, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import format_value
from xl_kraftsamling.verdict import Verdict

FRN = "fritidsnämnden"
ROWS = [("Datum", "Avrop", "Status"), (date(2026, 5, 4), 20_000, "utbetalt"), (date(2026, 6, 8), 30_000, "utbetalt")]
MATTER = "Titeln säger Kulturnämnden men bladet heter FRN: vems raderna är går inte att se"


def validate(path: Path, map_file: Path | None = None) -> Verdict:
    return app.validate_workbook(path, as_of=date(2026, 9, 30), map_file=map_file).verdict


def write(folder: Path, sheet: str, title: str) -> Path:
    rows: Sequence[Sequence[Any]] = [(title,), (), *ROWS]
    return write_sheets(folder / "bok.xlsx", plain_sheets(Ramar=GRANTS, **{sheet: rows}))


def questions(verdict: Verdict) -> list[str]:
    return [each.hit.place.address for each in verdict.findings if each.rule.code == "ST12" and each.hit.place]


def test_a_title_of_another_recipient_than_the_sheet_is_asked_about(tmp_path: Path) -> None:
    verdict = validate(write(tmp_path, "FRN", "Kulturnämnden"))
    assert questions(verdict) == ["FRN!A1"]
    assert not any(is_known for _, is_known in verdict.balances)
    (question,) = (format_value(each.hit.values["question"], "sv") for each in verdict.findings if each.rule.code == "ST12")
    assert question.startswith(MATTER)
    assert question.count("(50\xa0000\xa0kr)") == 2


@pytest.mark.parametrize("answer", [KN, FRN])
def test_a_map_answers(answer: str, tmp_path: Path) -> None:
    path = write(tmp_path, "FRN", "Kulturnämnden")
    map_file = write_map(path)
    text = map_file.read_text("utf-8")
    assert text.count(f'\n#recipient = "{answer}"') == 1
    map_file.write_text(text.replace(f'\n#recipient = "{answer}"', f'\nrecipient = "{answer}"'), "utf-8")
    verdict = validate(path, map_file)
    assert questions(verdict) == []
    assert {balance.recipient: balance.called_off for balance, _ in verdict.balances if balance.called_off} == {answer: 50_000_00}


@pytest.mark.parametrize(("sheet", "title"), [
    ("FRN", "Fritidsnämnden"), ("Fritid", "Avrop FRN"), ("Avrop", "Kulturnämnden"), ("KN", "Avrop 2026"), ("FRN och KN", "Kulturnämnden"), ("Stadskontoret", "Kulturnämnden"),
])  # fmt: skip
def test_a_title_and_a_sheet_that_agree_are_no_question(sheet: str, title: str, tmp_path: Path) -> None:
    assert questions(validate(write(tmp_path, sheet, title))) == []
